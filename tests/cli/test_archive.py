"""``dispatch archive`` and ``dispatch search``."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from dispatch.archive.database import Archive
from dispatch.store.transcripts import TranscriptFolder, json_bytes
from dispatch.values import Span, details
from dispatch.verifying import recall
from dispatch.verifying.redaction import Redaction, write_redacted_transcript
from tests.archive.night import SMALL, night
from tests.cli.conftest import ALONE, TINY, Command


@pytest.fixture
def transcripts(tmp_path: Path) -> Path:
    folder = TranscriptFolder(tmp_path / "transcripts")
    folder.folder.mkdir()
    for transcript, path in (*night(), *night(SMALL)[:1]):
        folder.write(path.stem, transcript)
    return folder.folder


@pytest.fixture
def archive(tmp_path: Path, transcripts: Path, dispatch: Command) -> Path:
    ended = dispatch("archive", tmp_path / "night.db", transcripts)
    assert (ended.code, ended.err) == (0, "5 transcripts added, 0 were there already\n")
    return tmp_path / "night.db"


def test_what_an_archive_holds(dispatch: Command, archive: Path, transcripts: Path) -> None:
    assert dispatch("archive", archive).out.splitlines() == [
        "4 recordings, 24.0 s of sound",
        "6 transmissions",
        "starting from 2026-03-14T21:00:00-05:00 to 2026-03-15T02:10:00-05:00",
        "2 of talkgroup 101 Group 101, system north",
        "2 of talkgroup 102 Group 102, system north",
        "4 transcripts by base",
        "1 transcripts by small",
    ]
    assert "0 transcripts added, 5 were there" in dispatch("archive", archive, transcripts).err


def test_an_archive_of_recordings_without_time_and_talkgroup_says_no_more_than_it_knows(
    dispatch: Command, tmp_path: Path
) -> None:
    folder = TranscriptFolder(tmp_path / "transcripts")
    folder.folder.mkdir()
    transcript, path = night()[0]
    bare = replace(transcript.recording, start_time=None, source=details({}), clock=())
    folder.write(path.stem, replace(transcript, recording=bare))
    dispatch("archive", tmp_path / "bare.db", folder.folder)
    lines = dispatch("archive", tmp_path / "bare.db").out.splitlines()
    assert "1 recordings of unknown time" in lines
    assert not [line for line in lines if "talkgroup" in line or "starting" in line]


def test_a_model_s_name_out_of_a_stranger_s_transcript_moves_no_cursor(
    dispatch: Command, tmp_path: Path
) -> None:
    folder = TranscriptFolder(tmp_path / "transcripts")
    folder.folder.mkdir()
    [(transcript, path)] = night(replace(SMALL, model="small\x1b[2J\nreally"))[:1]
    folder.write(path.stem, transcript)
    assert dispatch("archive", tmp_path / "a.db", folder.folder).code == 0
    assert dispatch("archive", tmp_path / "a.db").out.splitlines()[-1] == "1 transcripts by small?[2J really"


def test_a_search_prints_when_where_and_who(dispatch: Command, archive: Path) -> None:
    ended = dispatch("search", "structure", "fire", "--archive", archive)
    assert (ended.code, ended.err) == (0, "")
    assert ended.out == (
        "2026-03-14T21:00:00.000-05:00  101 Group 101  dispatcher  0.wav 0:00.0  "
        "Engine 922, structure fire at 4100 West La Salle.\n"
    )


@pytest.mark.parametrize(
    ("start_ms", "shown"), [(59_970, "1:00.0"), (59_940, "0:59.9"), (3_725_040, "1:02:05.0")]
)
def test_a_place_is_shown_as_on_a_report_s_page(
    dispatch: Command, tmp_path: Path, start_ms: int, shown: str
) -> None:
    [(transcript, path)] = night()[:1]
    said = replace(transcript.transmissions[0], span=Span(start_ms, start_ms + 2000), words=())
    recording = replace(transcript.recording, duration_ms=start_ms + 2000)
    with Archive(tmp_path / "a.db", create=True) as archive:
        archive.add(replace(transcript, recording=recording, transmissions=(said,)), path)
    assert f" 0.wav {shown}  Engine" in dispatch("search", "fire", "--archive", tmp_path / "a.db").out


def test_a_search_within_a_talkgroup_and_a_day_as_json(dispatch: Command, archive: Path) -> None:
    words = ["search", "fire", "--archive", archive, "--talkgroup", "102", "--from", "2026-03-15"]
    ended = dispatch(*words, "--tz", "America/Chicago", "--json")
    [hit] = [json.loads(line) for line in ended.out.splitlines()]
    assert (hit["talkgroup"], hit["start"]) == ("102", 0.0)
    assert hit["clock_start"] == "2026-03-15T02:10:00.000-05:00"


def test_the_latest_model_is_searched_unless_every_one_is_asked_for(dispatch: Command, archive: Path) -> None:
    found = dispatch("search", "structure", "--archive", archive, "--json").out.splitlines()
    assert [json.loads(line)["model"] for line in found] == ["small"]
    every = dispatch("search", "structure", "--archive", archive, "--every-model").out.splitlines()
    assert len(every) == 2


def test_nothing_found_is_said(dispatch: Command, archive: Path) -> None:
    ended = dispatch("search", "submarine", "--archive", archive)
    assert (ended.code, ended.out, ended.err) == (0, "", "nothing found\n")
    assert "-word leaves one out" in dispatch("search", "fire NOT drill", "--archive", archive).err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("search", "fire", "--archive", "none.db"), "no such archive"),
        (("search", "uh", "--archive", "{archive}"), "no word to look for"),
        (("search", "fire", "--archive", "{archive}", "--from", "2026-03-14"), "no offset"),
        (("archive", "{archive}", "{empty}"), "no transcript in it"),
        (("archive", "none.db"), "no such archive"),
    ],
)
def test_what_can_not_be_used_is_one_line(
    dispatch: Command, archive: Path, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    (tmp_path / "empty").mkdir()
    ended = dispatch(*(word.format(archive=archive, empty=tmp_path / "empty") for word in words))
    assert (ended.code, len(ended.errors)) == (2, 1)
    assert says in ended.errors[0]


def test_recordings_named_later_mend_an_archive(dispatch: Command, tmp_path: Path, transcripts: Path) -> None:
    sound = tmp_path / "calls" / "there.wav"
    sound.parent.mkdir()
    sound.write_bytes(b"sound")
    [(one, _), *_] = night()
    one = replace(one, recording=replace(one.recording, sha256=hashlib.sha256(b"sound").hexdigest()))
    TranscriptFolder(transcripts).write("there", one)
    archive = tmp_path / "a.db"
    query = ("search", "structure", "--archive", archive, "--every-model", "--json")

    def places() -> set[str]:
        return {json.loads(line)["path"] for line in dispatch(*query).out.splitlines()}

    dispatch("archive", archive, transcripts)
    assert places() == {"0.wav"}
    dispatch("archive", archive, transcripts, "--recordings", sound.parent)
    assert places() == {"0.wav", str(sound)}
    beside = transcripts / "0.wav"
    beside.write_bytes(b"sound")
    dispatch("archive", archive, transcripts)
    assert places() == {"0.wav", str(beside)}


def test_a_file_that_is_no_transcript_costs_itself(
    dispatch: Command, tmp_path: Path, transcripts: Path
) -> None:
    (transcripts / "z.transcript.json").write_text("{}")
    ended = dispatch("archive", tmp_path / "a.db", transcripts)
    assert (ended.code, len(ended.errors)) == (3, 1)
    assert "5 transcripts added" in ended.err


def test_what_a_file_held_before_it_grew_is_left_out_unless_named(
    dispatch: Command, tmp_path: Path, transcripts: Path
) -> None:
    [(whole, _), *_] = night()
    half = replace(whole, recording=replace(whole.recording, sha256="f" * 64))
    kept = transcripts / "0.transcript.earlier-2.json"
    kept.write_bytes(json_bytes(half))
    ended = dispatch("archive", tmp_path / "a.db", transcripts)
    assert ended.err == (
        "5 transcripts added, 0 were there already; of files before they changed, left out: 1\n"
    )
    assert dispatch("archive", tmp_path / "a.db", kept).err == "1 transcripts added, 0 were there already\n"


def test_a_redacted_copy_is_never_taken_for_the_transcript(
    dispatch: Command, tmp_path: Path, transcripts: Path
) -> None:
    masked = Redaction(("Engine",))
    for transcript, path in night():
        write_redacted_transcript(transcripts / "redacted", path.stem, transcript, (), masked)
    ended = dispatch("archive", tmp_path / "a.db", transcripts)
    assert (ended.code, ended.errors) == (0, [])
    assert "5 transcripts added, 0 were there already; redacted copies left out: 4" in ended.err
    assert "Engine 922" in dispatch("search", "structure", "--archive", tmp_path / "a.db").out
    ended = dispatch("archive", tmp_path / "b.db", transcripts / "redacted")
    assert (ended.code, len(ended.errors)) == (2, 1)
    assert "only redacted copies in it" in ended.errors[0]
    copy, full = transcripts / "redacted" / "0.transcript.json", transcripts / "0.transcript.json"
    for files, code in (((copy,), 2), ((copy, full), 3)):
        ended = dispatch("archive", tmp_path / "a.db", *files)
        expected = f"error: {copy}: a redacted copy; name the full transcript"
        assert (ended.code, ended.errors) == (code, [expected])


def test_a_second_model_that_is_not_there_is_told_before_recordings_are_sought(
    dispatch: Command, archive: Path, claims: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recall, "recall", lambda *given: pytest.fail("hours of recordings were hashed"))
    words = ("--archive", archive, "--claims", claims, "-o", tmp_path / "out", "--offline")
    ended = dispatch("verify", *words, "--witness", "none-such")
    assert (ended.code, len(ended.errors), (tmp_path / "out").exists()) == (2, 1, False)
    assert "none-such: no such folder, and no model of that name" in ended.errors[0]


@pytest.mark.model
def test_claims_against_an_archive(
    dispatch: Command, verified: Path, call: Path, claims: Path, tmp_path: Path
) -> None:
    dispatch("archive", tmp_path / "a.db", verified, "--recordings", call)
    words = ["verify", "--archive", tmp_path / "a.db", "--claims", claims, "-o", tmp_path / "out", *TINY]
    ended = dispatch(*words, "--clips", "none", "--fail-on", "altered")
    assert (ended.code, ended.errors) == (1, [])
    reports = [tmp_path / "out" / "report.json", verified / "report.json"]
    made, expected = (json.loads(path.read_text()) for path in reports)
    assert made["findings"] == expected["findings"]
    assert made["recordings"] == expected["recordings"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--archive", "{archive}", "--talkgroup", "999"), "nothing in it of 999;"),
        (("--archive", "{archive}", "--to", "2001-01-01", "--tz", "UTC"), "nothing in it at that time;"),
        (("--archive", "{archive}", "{claims}"), "recordings and an archive are named"),
        (("--archive", "{archive}", "--start-time", "2026-03-14T21:00Z"), "--start-time has no effect"),
        (("--archive", "{archive}", "--scheduler", "tcp://10.0.0.5:8786"), "--scheduler has no effect"),
        ((), "no recording is named"),
        (
            ("{claims}", "--from", "notatime", "--system", "x"),
            "--system, --from: it names a part of an archive",
        ),
        (("{claims}", "--talkgroup", "5"), "--talkgroup: it names a part of an archive"),
        (("--to", "2026-03-15"), "--to: it names a part of an archive"),
    ],
)
def test_verify_needs_recordings_or_a_part_of_an_archive(
    dispatch: Command, archive: Path, claims: Path, tmp_path: Path, words: tuple[str, ...], says: str
) -> None:
    given = [word.format(archive=archive, claims=claims) for word in words]
    ended = dispatch("verify", *given, "--claims", claims, "-o", tmp_path / "out", *ALONE)
    assert (ended.code, len(ended.errors)) == (2, 1)
    assert says in ended.errors[0]
