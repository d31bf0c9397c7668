"""The commands on a real call with the real model: files, exit codes, and the same result every way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import dispatch as package
from dispatch.transcribe import moonshine
from dispatch.values import Report, Transcript, from_json, to_json

from .conftest import ALONE, CLAIMS, SAMPLES, TINY, Command, cut, started

pytestmark = pytest.mark.model

SCHEMAS = SAMPLES.parent / "docs" / "schemas"


def load(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def test_verify_writes_a_report_a_page_and_the_transcript(verified: Path) -> None:
    report = load(verified / "report.json")
    assert report["schema"] == "dispatch.report/1"
    verdicts = {finding["claim_id"]: finding["verdict"] for finding in report["findings"]}
    assert verdicts["c1"] in ("verbatim", "minor_differences")
    assert verdicts["c2"] == "altered"
    assert [one["claim_id"] for one in report["unchecked"]] == ["c3"]
    assert report["article"] is None
    assert "authenticity" in report["limits"][0].lower()
    assert report["tool"]["command"].startswith("dispatch verify ")
    assert report["tool"]["calibration"]["sha256"]
    beside_tiny = ["moonshine", "base"] if moonshine.is_installed() else ["base"]
    assert [one["model"] for one in report["tool"]["settings"]["witnesses"]] == beside_tiny
    [recording] = report["recordings"]
    assert recording["transcript"] == "call.transcript.json"
    assert CLAIMS[0]["quote"].split()[1] in (verified / "report.html").read_text("utf-8")


def test_what_is_on_disk_is_the_value_without_loss(verified: Path) -> None:
    for kind, name in ((Report, "report"), (Transcript, "transcript")):
        data = load(verified / ("call.transcript.json" if kind is Transcript else "report.json"))
        assert to_json(from_json(kind, data)) == data
        jsonschema.validate(data, load(SCHEMAS / f"{name}.schema.json"))


def test_a_transcript_is_used_again_and_the_report_is_the_same(
    dispatch: Command, verified: Path, out: Path, call: Path, claims: Path
) -> None:
    written = (out / "call.transcript.json").stat().st_ino
    ended = dispatch("verify", call, "--claims", claims, "-o", out, *TINY)
    assert (ended.code, ended.errors) == (0, [])
    assert "already transcribed" in ended.err
    assert (out / "call.transcript.json").stat().st_ino == written
    assert without_making(load(out / "report.json")) == without_making(load(verified / "report.json"))
    assert [line.split()[0] for line in ended.out.splitlines()[-3:-1]] == ["c1", "c2"]
    assert ended.out.splitlines()[-1] == str(out / "report.html")


def test_what_is_heard_knows_nothing_of_the_claims(
    dispatch: Command, verified: Path, call: Path, tmp_path: Path
) -> None:
    """A transcript made with no claims at hand is the same to the byte as one made for a verification."""
    blind = tmp_path / "blind"
    assert dispatch("transcribe", call, "-o", blind, *TINY).code == 0
    name = "call.transcript.json"
    assert (blind / name).read_bytes() == (verified / name).read_bytes()


def test_one_model_alone_is_asked_of_the_sound_on_request(
    dispatch: Command, verified: Path, out: Path, call: Path, claims: Path
) -> None:
    words = ("verify", call, "--claims", claims, "-o", out, *TINY, "--clips", "none", "--witness")
    assert dispatch(*words, "none").code == 0
    alone, both = load(out / "report.json"), load(verified / "report.json")
    assert alone["tool"]["settings"]["witnesses"] == []
    assert [f["verdict"] for f in alone["findings"]] == [f["verdict"] for f in both["findings"]]
    ended = dispatch(*words, "/no/such/model", "--offline")
    assert ended.code == 2
    assert "/no/such/model" in ended.errors[0]


def without_making(report: Any) -> Any:
    """A report but for when it was made and by which command line."""
    return {**report, "created": "", "tool": {**report["tool"], "command": ""}}


def test_fail_on_a_verdict_that_is_given(dispatch: Command, out: Path, call: Path, claims: Path) -> None:
    words = ("verify", call, "--claims", claims, "-o", out, *ALONE, "--clips", "none", "--quiet")
    ended = dispatch(*words, "--fail-on", "misattributed,altered")
    assert (ended.code, ended.err) == (1, "")
    assert dispatch(*words, "--fail-on", "contradicted").code == 0


def test_no_claims_is_no_error(dispatch: Command, out: Path, call: Path, tmp_path: Path) -> None:
    (tmp_path / "claims.json").write_text("[]")
    ended = dispatch("verify", call, "--claims", tmp_path / "claims.json", "-o", out, *ALONE)
    assert ended.code == 0
    assert "no claims" in ended.err
    assert load(out / "report.json")["findings"] == []


def test_alone_in_a_folder_and_by_two_processes_a_call_has_one_transcript(
    dispatch: Command, tmp_path: Path, call: Path
) -> None:
    folder = tmp_path / "calls" / "deep"
    folder.mkdir(parents=True)
    shutil.copy(call, folder / "call.wav")
    cut(folder / "other.wav", 13, 19)
    assert dispatch("transcribe", folder / "call.wav", "-o", tmp_path / "a", *TINY).code == 0
    assert dispatch("transcribe", tmp_path / "calls", "-o", tmp_path / "b", *TINY).code == 0
    ended = dispatch("transcribe", tmp_path / "calls", "-o", tmp_path / "c", *TINY, "--jobs", 2)
    assert (ended.code, ended.errors) == (0, [])
    name = "call.transcript.json"
    alone, in_folder, by_two = ((tmp_path / way / name).read_bytes() for way in "abc")
    assert alone == in_folder == by_two
    assert (tmp_path / "b/other.transcript.json").read_bytes() == (
        tmp_path / "c/other.transcript.json"
    ).read_bytes()


def test_names_that_collide_and_copies(dispatch: Command, tmp_path: Path, call: Path) -> None:
    for place, start_s in (("north", 0), ("south", 13)):
        (tmp_path / place).mkdir()
        cut(tmp_path / place / "call.wav", start_s, start_s + 5)
    shutil.copy(tmp_path / "north/call.wav", tmp_path / "copy.wav")
    words = (tmp_path / "north", tmp_path / "south", tmp_path / "copy.wav", "-o", tmp_path / "out")
    assert dispatch("transcribe", *words, *TINY).code == 0
    found = {path.name: load(path) for path in (tmp_path / "out").iterdir()}
    hashes = {name: transcript["recording"]["sha256"] for name, transcript in found.items()}
    second = hashes.pop(next(name for name in found if name.startswith("call-")))
    assert hashes.keys() == {"call.transcript.json", "copy.transcript.json"}
    assert hashes["call.transcript.json"] == hashes["copy.transcript.json"] != second
    assert found["copy.transcript.json"]["recording"]["path"] == "copy.wav"


def test_formats_stand_beside_the_transcript(dispatch: Command, tmp_path: Path, call: Path) -> None:
    formats = "srt,vtt,txt,rttm,ctm,csv"
    ended = dispatch("transcribe", call, "-o", tmp_path, *TINY, "--formats", formats)
    assert ended.code == 0
    names = {f"call.{name}" for name in formats.split(",")} | {"call.transcript.json"}
    assert {path.name for path in tmp_path.iterdir()} == names
    assert "-->" in (tmp_path / "call.srt").read_text()


def test_the_recording_is_only_read(dispatch: Command, tmp_path: Path, call: Path) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()
    recording = Path(shutil.copy(call, folder))
    recording.chmod(0o444)
    before = (recording.read_bytes(), recording.stat().st_mtime_ns)
    assert dispatch("transcribe", recording, "-o", tmp_path / "out", *TINY).code == 0
    assert list(folder.iterdir()) == [recording]
    assert (recording.read_bytes(), recording.stat().st_mtime_ns) == before


def test_claims_of_an_article(dispatch: Command, tmp_path: Path) -> None:
    article = SAMPLES / "police-feedmill.article.txt"
    ended = dispatch("claims", article, "-o", tmp_path / "claims.json")
    assert ended.code == 0
    found = load(tmp_path / "claims.json")
    text = article.read_text("utf-8")
    assert any(claim["checkable"] for claim in found)
    assert all(text[claim["start"] : claim["end"]] for claim in found)
    assert json.loads(dispatch("claims", article).out) == found


def test_a_list_corrected_by_hand_is_not_lost(dispatch: Command, tmp_path: Path) -> None:
    article, target = SAMPLES / "police-feedmill.article.txt", tmp_path / "claims.json"
    dispatch("claims", article, "-o", target)
    target.write_text(target.read_text("utf-8") + "\n\n")
    corrected = target.read_text("utf-8")
    ended = dispatch("claims", article, "-o", target)
    assert ended.code == 0
    kept = [path for path in tmp_path.iterdir() if path != target]
    assert [path.read_text("utf-8") for path in kept] == [corrected]
    assert kept[0].name in ended.err


def test_ctrl_c_keeps_what_is_finished(tmp_path: Path) -> None:
    for number in range(6):
        cut(tmp_path / f"{number}.wav", number * 5, number * 5 + 9)
    process = started("transcribe", tmp_path, "-o", tmp_path / "out", *TINY)
    assert process.stdout is not None
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert err.splitlines()[-1].startswith("error: interrupted: ")
    assert "Traceback" not in err
    finished = list((tmp_path / "out").iterdir())
    assert 1 <= len(finished) < 6
    assert all(load(path)["schema"] == "dispatch.transcript/1" for path in finished)


def test_a_process_that_is_killed_costs_nothing_that_can_be_done_again(tmp_path: Path) -> None:
    for number in range(3):
        cut(tmp_path / f"{number}.wav", number * 5, number * 5 + 9)
    process = started("transcribe", tmp_path, "-o", tmp_path / "out", *TINY, "--jobs", 2, "--quiet")
    os.kill(_worker_of(process.pid), signal.SIGKILL)
    _, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    assert len(list((tmp_path / "out").iterdir())) == 3


def _worker_of(pid: int) -> int:
    """A process that the command has started to do the work, once there is one."""
    for _ in range(600):
        for child in _descendants(pid):
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                return child
        time.sleep(0.1)
    raise AssertionError("no process was started")


def _descendants(pid: int) -> list[int]:
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return [*children, *(below for child in children for below in _descendants(child))]


def test_the_three_verbs_do_what_the_commands_do(verified: Path, out: Path, call: Path, claims: Path) -> None:
    transcript = package.transcribe(call, model="tiny.en")
    assert to_json(transcript) == load(verified / "call.transcript.json")
    in_memory = package.verify([call], report_claims(claims), model="tiny.en")
    assert to_json(in_memory)["findings"] == load(verified / "report.json")["findings"]
    on_disk = package.verify([call], claims, model="tiny.en", output=out)
    assert on_disk.findings == in_memory.findings
    assert load(out / "report.json") == to_json(on_disk)


def report_claims(file: Path) -> tuple[package.Claim, ...]:
    return tuple(from_json(package.Claim, claim) for claim in load(file))


def test_find_claims_gives_back_the_text(dispatch: Command) -> None:
    text = (SAMPLES / "police-feedmill.article.txt").read_text("utf-8")
    for claim in package.find_claims(text):
        assert claim.start_char is not None and claim.end_char is not None
        assert text[claim.start_char : claim.end_char].strip("“”\"' ")


def test_check_finds_what_has_changed(dispatch: Command, out: Path, call: Path, tmp_path: Path) -> None:
    recording = Path(shutil.copy(call, tmp_path / "moved.wav"))
    report = out / "report.json"
    report.write_text(report.read_text("utf-8").replace(str(call), str(recording)), "utf-8")
    ended = dispatch("check", out)
    assert (ended.code, ended.out) == (0, "")
    recording.write_bytes(recording.read_bytes() + b"\0")
    ended = dispatch("check", report)
    assert ended.code == 1
    assert "the recording has changed" in ended.out
    assert dispatch("check", out, "--recordings", call).code == 0
    recording.unlink()
    ended = dispatch("check", out)
    assert (ended.code, "all is as it was" in ended.err) == (1, False)
    assert "the recording is not there, so it could not be checked" in ended.out
    assert "say where it lies with --recordings" in ended.out


def test_check_can_do_the_work_again(dispatch: Command, out: Path) -> None:
    ended = dispatch("check", out, "--again")
    assert (ended.code, ended.out) == (0, "")
    report = load(out / "report.json")
    report["findings"][0]["verdict"] = "not_found"
    (out / "report.json").write_text(json.dumps(report))
    ended = dispatch("check", out, "--again")
    assert ended.code == 1
    assert "c1, verdict" in ended.out
    report["findings"][0] |= {"verdict": "verbatim", "p_said": 0.5}
    (out / "report.json").write_text(json.dumps(report))
    ended = dispatch("check", out, "--again")
    assert (ended.code, "c1, p_said" in ended.out) == (1, True)


def test_check_again_finds_recordings_that_were_moved(
    dispatch: Command, call: Path, claims: Path, tmp_path: Path
) -> None:
    recording, moved = Path(shutil.copy(call, tmp_path / "call.wav")), tmp_path / "moved"
    moved.mkdir()
    out = tmp_path / "out"
    assert dispatch("verify", recording, "--claims", claims, "-o", out, *ALONE, "--clips", "none").code == 0
    recording.rename(moved / "other.wav")
    ended = dispatch("check", out, "--again")
    assert (ended.code, len(ended.errors), ended.out) == (2, 1, "")
    assert str(recording) in ended.errors[0] and "--recordings" in ended.errors[0]
    ended = dispatch("check", out, "--again", "--recordings", moved)
    assert (ended.code, ended.out, ended.errors) == (0, "", [])


def test_claims_from_standard_input_are_named_to_check_again(
    dispatch: Command, out: Path, claims: Path
) -> None:
    report = load(out / "report.json")
    report["tool"]["command"] = report["tool"]["command"].replace(str(claims), "-")
    (out / "report.json").write_text(json.dumps(report))
    ended = dispatch("check", out, "--again")
    assert (ended.code, len(ended.errors), ended.out) == (2, 1, "")
    assert "from standard input" in ended.errors[0] and "--claims" in ended.errors[0]
    assert dispatch("check", out, "--again", "--claims", claims).code == 0


@pytest.mark.parametrize("command", ["rm -rf /", "dispatch transcribe x", "dispatch verify 'x", ""])
def test_check_runs_nothing_but_a_verification(dispatch: Command, out: Path, command: str) -> None:
    report = load(out / "report.json")
    report["tool"]["command"] = command
    (out / "report.json").write_text(json.dumps(report))
    ended = dispatch("check", out, "--again")
    assert ended.code == 2
    assert "can't be run again" in ended.err or "not a command" in ended.err


def test_people_add_to_a_report_and_nothing_of_it_is_lost(
    dispatch: Command, out: Path, call: Path, claims: Path
) -> None:
    before = load(out / "report.json")
    heard = {
        "schema": "dispatch.listening/1",
        "report": {"recordings": [one["recording"]["sha256"] for one in before["recordings"]]},
        "listenings": [
            {
                "claim_id": "c1",
                "quote": before["findings"][0]["quote"],
                "name": "R. Vega",
                "time": "2026-02-03T10:00:00Z",
                "text": "the owner is on his way",
                "plays": 3,
            }
        ],
        "decisions": [],
    }
    (out / "listening.json").write_text(json.dumps(heard))
    ended = dispatch("report", out, "--merge", out / "listening.json")
    assert (ended.code, ended.errors) == (0, [])
    after = load(out / "report.json")
    assert after["findings"][0]["listeners"][0]["text"] == "the owner is on his way"
    assert [f["verdict"] for f in after["findings"]] == [f["verdict"] for f in before["findings"]]
    assert "R. Vega" in (out / "report.html").read_text("utf-8")

    ended = dispatch("verify", call, "--claims", claims, "-o", out, *ALONE, "--clips", "none")
    assert ended.code == 0
    [kept] = [path for path in out.glob("report*.json") if path.name != "report.json"]
    assert load(kept)["findings"][0]["listeners"][0]["name"] == "R. Vega"
    assert kept.name in ended.err


@pytest.mark.model
def test_without_sound_the_drawing_of_it_stays(dispatch: Command, out: Path) -> None:
    ended = dispatch("report", out / "report.json", "--clips", "none")
    assert (ended.code, ended.errors) == (0, [])
    page = (out / "report.html").read_text()
    assert 'class="wv"' in page and "data:audio" not in page and "media-src &#39;none&#39;" in page


def test_formats_beside_a_recorders_file_cost_only_the_form_of_that_name(
    dispatch: Command, tmp_path: Path, call: Path
) -> None:
    recording, sidecar = Path(shutil.copy(call, tmp_path)), tmp_path / "call.json"
    sidecar.write_text('{"start_time": 1709527620, "talkgroup": 101, "freq": 857000000, "srcList": []}')
    before = sidecar.read_bytes()
    (tmp_path / "call.txt").write_text("typed by hand")
    ended = dispatch("transcribe", recording, "-o", tmp_path, *TINY, "--formats", "json,txt,srt")
    assert ended.code == 3
    assert len(ended.errors) == 1 and "call.json" in ended.errors[0]
    assert sidecar.read_bytes() == before
    assert (tmp_path / "call.earlier-1.txt").read_text() == "typed by hand"
    assert (tmp_path / "call.txt").exists() and (tmp_path / "call.srt").exists()
    assert "sidecar" in (tmp_path / "call.transcript.json").read_text("utf-8")
