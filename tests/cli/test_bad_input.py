"""What a user can get wrong: one line each, the right exit code, nothing half-written."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from .conftest import ALONE, SAMPLES, TINY, Command, Ended

LINE = re.compile(r"error: [^;]+: [^;]+; [^;]+")
"""``error: <what>: <why>; <what to do>``"""


def assert_one_line(ended: Ended, code: int, *words: str) -> None:
    assert ended.code == code, ended
    assert len(ended.errors) == 1, ended.err
    assert LINE.fullmatch(ended.errors[0]), ended.errors[0]
    assert "Traceback" not in ended.err
    for word in words:
        assert word in ended.errors[0]


def files_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*")) if folder.exists() else []


def made(path: Path, kind: str) -> Path:
    """A recording that is none."""
    if kind == "empty":
        path.write_bytes(b"")
    elif kind == "text":
        path.write_text("These are the minutes of the meeting.\n" * 50)
    elif kind == "headless":
        path.write_bytes((SAMPLES / "police-feedmill.flac").read_bytes()[:40])
    return path


@pytest.mark.parametrize("kind", ["missing", "empty", "text", "headless"])
@pytest.mark.parametrize("name", ["night.mp3", "night.wav"])
@pytest.mark.model
def test_a_recording_that_is_none(dispatch: Command, tmp_path: Path, kind: str, name: str) -> None:
    recording = made(tmp_path / name, kind)
    assert_one_line(dispatch("transcribe", recording, "-o", tmp_path / "out", *TINY), 2, name)
    assert files_in(tmp_path / "out") == []


@pytest.mark.model
def test_a_truncated_mp3_gives_what_it_holds(dispatch: Command, tmp_path: Path) -> None:
    whole = (SAMPLES / "ems-footbridge.mp3").read_bytes()
    recording = tmp_path / "short.mp3"
    recording.write_bytes(whole[: len(whole) // 6 + 13])
    ended = dispatch("transcribe", recording, "-o", tmp_path / "out", *TINY)
    assert (ended.code, ended.errors) == (0, [])
    transcript = json.loads((tmp_path / "out" / "short.transcript.json").read_text())
    assert 5 < transcript["recording"]["duration"] < 20
    assert transcript["transmissions"]


@pytest.mark.parametrize(("seconds", "name"), [(3.0, "silence.wav"), (0.05, "click.wav")])
@pytest.mark.model
def test_silence_and_a_moment_of_sound_have_no_words(
    dispatch: Command, tmp_path: Path, claims: Path, seconds: float, name: str
) -> None:
    import numpy
    import soundfile

    soundfile.write(tmp_path / name, numpy.zeros(int(8000 * seconds)), 8000)
    ended = dispatch("verify", tmp_path / name, "--claims", claims, "-o", tmp_path / "out", *ALONE)
    assert (ended.code, ended.errors) == (0, [])
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert {finding["verdict"] for finding in report["findings"]} <= {"not_found", "cannot_determine"}
    assert any("no speech" in limit for limit in report["limits"])


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('[{"quotation": "Clear out."}]', "quot"),
        ('[{"quote": ""}]', ""),
        ('[{"quote": "Clear out.", "kind": "rumour"}]', "rumour"),
        ("[", "JSON"),
    ],
)
def test_claims_that_cannot_be_read(
    dispatch: Command, tmp_path: Path, call: Path, content: str, why: str
) -> None:
    file = tmp_path / "claims.json"
    file.write_text(content)
    ended = dispatch("verify", call, "--claims", file, "-o", tmp_path / "out")
    assert_one_line(ended, 2, "claims.json", why)
    assert files_in(tmp_path / "out") == []


def test_a_folder_named_for_a_list_of_claims(dispatch: Command, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("“Hold there,” a dispatcher said over the radio.")
    (tmp_path / "lists").mkdir()
    ended = dispatch("claims", tmp_path / "article.txt", "-o", tmp_path / "lists")
    assert_one_line(ended, 2, "lists: is a folder; name a file in it")
    assert files_in(tmp_path / "lists") == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_stays_what_it_is(dispatch: Command, tmp_path: Path, call: Path, claims: Path) -> None:
    """It is neither waited for nor replaced, and nothing is transcribed for a report without a place."""
    (tmp_path / "article.txt").write_text("“Hold there,” a dispatcher said over the radio.")
    out = tmp_path / "out"
    out.mkdir()
    os.mkfifo(out / "report.json")
    for words in (
        ("claims", tmp_path / "article.txt", "-o", out / "report.json"),
        ("verify", call, "--claims", claims, "-o", out),
        ("report", out),
    ):
        assert_one_line(dispatch(*words), 2, "report.json: not a regular file; name a")
    assert files_in(out) == ["report.json"]
    assert (out / "report.json").is_fifo()


def test_a_hyphen_for_a_list_of_claims_is_standard_output(
    dispatch: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "article.txt").write_text("“Hold there,” a dispatcher said over the radio.")
    monkeypatch.chdir(tmp_path)
    ended = dispatch("claims", "article.txt", "-o", "-")
    assert (ended.code, json.loads(ended.out)[0]["quote"]) == (0, "Hold there")
    assert files_in(tmp_path) == ["article.txt"]


def test_claims_that_are_not_there(dispatch: Command, tmp_path: Path, call: Path) -> None:
    ended = dispatch("verify", call, "--claims", tmp_path / "none.json", "-o", tmp_path / "out")
    assert_one_line(ended, 2, "none.json")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["transcribe", "verify"])
def test_a_folder_that_cannot_be_written(
    dispatch: Command, tmp_path: Path, call: Path, claims: Path, command: str
) -> None:
    (tmp_path / "file").write_text("in the way")
    words = (
        command,
        call,
        "-o",
        tmp_path / "file" / "out",
        *(("--claims", claims) if command == "verify" else ()),
    )
    assert_one_line(dispatch(*words), 2, "not a directory")
    assert (tmp_path / "file").read_text() == "in the way"


@pytest.mark.parametrize("model", ["no-such-model", "empty-folder"])
def test_a_model_that_is_not_there(dispatch: Command, tmp_path: Path, call: Path, model: str) -> None:
    (tmp_path / "empty-folder").mkdir()
    named = tmp_path / model if model == "empty-folder" else model
    assert_one_line(dispatch("transcribe", call, "-o", tmp_path / "out", "--model", named), 2, model)
    assert files_in(tmp_path / "out") == []


def test_offline_forbids_a_download(
    dispatch: Command, tmp_path: Path, call: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    ended = dispatch("transcribe", call, "-o", tmp_path / "out", "--model", "small.en", "--offline")
    assert_one_line(ended, 2, "small.en", "not on this machine")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "required"),
        (("listen",), "invalid choice"),
        (("transcribe", "x.wav"), "-o"),
        (("transcribe", "x.wav", "-o", "out", "--jobs", "none"), "'none' is not a whole number"),
        (("transcribe", "x.wav", "-o", "out", "--formats", "docx"), "docx"),
        (
            ("verify", "x.wav", "--claims", "c", "-o", "out", "--fail-on", "false"),
            "'false' is none of verbatim",
        ),
        (("verify", "x.wav", "--claims", "c", "-o", "out", "--search", "all"), "invalid choice"),
    ],
)
def test_a_command_line_that_makes_no_sense(
    dispatch: Command,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    why: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert_one_line(dispatch(*words), 2, why)
    assert files_in(tmp_path) == []


@pytest.mark.parametrize(
    ("option", "why"),
    [
        (("--tz", "Mars/Olympus"), "no such time zone"),
        (("--start-time", "noon"), "not an ISO 8601 time"),
        (("--vocabulary", "none.txt"), "none.txt"),
        (("--speakers", "none.csv"), "none.csv"),
    ],
)
@pytest.mark.model
def test_settings_that_cannot_be_used(
    dispatch: Command, tmp_path: Path, call: Path, option: tuple[str, str], why: str
) -> None:
    ended = dispatch("transcribe", call, "-o", tmp_path / "out", *TINY, *option)
    assert_one_line(ended, 2, why)
    assert files_in(tmp_path / "out") == []


@pytest.mark.parametrize(
    ("option", "why"),
    [
        (("--formats", "pdf"), "no such format"),
        (("--templates", "none"), "no such folder"),
        (("--witness", "none-such"), "no model of that name"),
    ],
)
@pytest.mark.model
def test_what_a_report_cannot_be_made_with_is_refused_before_the_work(
    dispatch: Command, tmp_path: Path, call: Path, claims: Path, option: tuple[str, str], why: str
) -> None:
    words = ("--claims", claims, "-o", tmp_path / "out", *TINY, "--offline", *option)
    assert_one_line(dispatch("verify", call, *words), 2, why)
    assert files_in(tmp_path / "out") == []


def test_one_start_time_for_two_recordings(dispatch: Command, tmp_path: Path, call: Path) -> None:
    other = shutil.copy(call, tmp_path / "other.wav")
    start = ("--start-time", "2026-01-17T21:30:00Z")
    ended = dispatch("transcribe", call, other, "-o", tmp_path / "out", *start)
    assert_one_line(ended, 2, "all 2 recordings")


@pytest.mark.model
def test_one_bad_recording_costs_only_itself(
    dispatch: Command, tmp_path: Path, call: Path, claims: Path
) -> None:
    bad = made(tmp_path / "bad.mp3", "text")
    words = ("--claims", claims, "-o", tmp_path / "out", *ALONE, "--clips", "none")
    ended = dispatch("verify", bad, call, tmp_path / "gone.wav", *words, "--fail-on", "verbatim,altered")
    assert ended.code == 3
    assert len(ended.errors) == 2
    assert "gone.wav" in ended.errors[0]
    assert "bad.mp3" in ended.errors[1]
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert [one["recording"]["path"] for one in report["recordings"]] == [str(call)]


def test_a_vocabulary_that_tells_the_claim_is_refused(
    dispatch: Command, tmp_path: Path, call: Path, claims: Path
) -> None:
    (tmp_path / "words.txt").write_text("Depot Street\nowner is on his way\n")
    words = ("--claims", claims, "-o", tmp_path / "out", "--vocabulary", tmp_path / "words.txt", *TINY)
    ended = dispatch("verify", call, *words)
    assert_one_line(ended, 2, "vocabulary", "owner is on his")
    assert files_in(tmp_path / "out") == []


@pytest.mark.model
def test_half_a_character_in_a_quote_costs_no_report(dispatch: Command, tmp_path: Path, call: Path) -> None:
    claims = tmp_path / "half.json"
    claims.write_text('[{"quote": "Do not go in \\ud83d until he gets there.\\ud800"}]')
    ended = dispatch("verify", call, "--claims", claims, "-o", tmp_path / "out", *ALONE)
    assert (ended.code, ended.errors) == (0, [])
    [finding] = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))["findings"]
    assert finding["verdict"] == "verbatim"
    assert finding["quote"] == "Do not go in \ud83d until he gets there.\ud800"
