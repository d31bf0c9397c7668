"""A batch that is killed, fills the disk or loses its processes goes on where it was."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dispatch.archive.database import Archive
from dispatch.archive.search import search
from dispatch.archive.within import within_of
from dispatch.store.transcripts import read_transcript
from tests.batch.calls import contents, make_calls

CALLS = 12


def command(calls: Path, out: Path, *more: object) -> list[str]:
    words = ["transcribe", calls, "-o", out, "--model", "tiny.en", "--tz", "UTC", *more]
    return [sys.executable, "-m", "dispatch", *map(str, words)]


def run(*words: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*words), capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("folder") / "calls"
    make_calls(folder, CALLS)
    return folder


@pytest.fixture(scope="module")
def uninterrupted(calls: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    out = tmp_path_factory.mktemp("whole") / "out"
    ended = run(calls, out)
    assert ended.returncode == 0, ended.stderr
    assert f"{CALLS} transcribed in" in ended.stderr
    assert "a minute" in ended.stderr
    return contents(out)


@pytest.mark.model
def test_killed_at_random_it_ends_with_what_an_uninterrupted_run_has(
    calls: Path, uninterrupted: dict[str, bytes], tmp_path: Path
) -> None:
    chance, out, archive = random.Random(8), tmp_path / "out", tmp_path / "a.db"
    for goal in (2, 7):
        process = subprocess.Popen(
            command(calls, out, "--archive", archive, "--quiet"),
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        while process.poll() is None and len(list(out.glob("*.transcript.json"))) < goal:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.3))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for path in out.glob("*.transcript.json"):
            assert path.read_bytes() == uninterrupted[path.name]
    ended = run(calls, out, "--archive", archive)
    assert ended.returncode == 0, ended.stderr
    assert "already transcribed" in ended.stderr
    assert contents(out) == uninterrupted
    with Archive(archive) as kept:
        assert kept.holdings().recordings == CALLS
        assert kept.rows("SELECT count(*) FROM transcript") == [(CALLS,)]


@pytest.mark.model
def test_several_processes_and_an_archive_alone_give_the_same(
    calls: Path, uninterrupted: dict[str, bytes], tmp_path: Path
) -> None:
    out, archive = tmp_path / "out", tmp_path / "a.db"
    ended = run(calls, out, "--archive", archive, "--jobs", 2)
    assert (ended.returncode, contents(out)) == (0, uninterrupted)
    words = ["transcribe", calls, "--archive", archive, "--model", "tiny.en", "--tz", "UTC"]
    again = subprocess.run(
        [sys.executable, "-m", "dispatch", *map(str, words)], capture_output=True, text=True, check=False
    )
    assert f"{CALLS} already transcribed" in again.stderr
    with Archive(archive) as kept:
        said = next(
            word.word.strip(" .,?!")
            for name in uninterrupted
            for one in read_transcript(out / name).transmissions
            for word in one.words
        )
        hits = search(kept, said, within_of(None, "north", "2026-03-15", "2026-03-15", "UTC"))
        assert hits
        assert hits[0].tag == f"Dispatch {hits[0].talkgroup}"


@pytest.mark.model
def test_what_fails_is_listed_by_its_cause_and_costs_nothing_else(
    calls: Path, uninterrupted: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "calls"
    folder.mkdir()
    for path in sorted(calls.iterdir())[:4]:
        (folder / path.name).write_bytes(path.read_bytes())
    for name in ("a.wav", "b.wav"):
        (folder / name).write_text("no sound")
    (folder / "c.mp3").touch()
    ended = run(folder, tmp_path / "out")
    assert ended.returncode == 3
    summary = ended.stderr.splitlines()[-3:]
    assert "2 transcribed, 3 failed in" in summary[0]
    assert summary[1].startswith("  2 × ") and summary[1].endswith(": a.wav, b.wav")
    assert summary[2].startswith("  1 × ") and summary[2].endswith(": c.mp3")
    made = contents(tmp_path / "out")
    assert len(made) == 2
    assert all(uninterrupted[name] == data for name, data in made.items())


def test_transcripts_need_a_place(calls: Path) -> None:
    words = [sys.executable, "-m", "dispatch", "transcribe", str(calls)]
    ended = subprocess.run(words, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert "no place for the transcripts" in ended.stderr


@pytest.mark.model
def test_a_recorder_is_followed_until_somebody_stops_it(
    calls: Path, uninterrupted: dict[str, bytes], tmp_path: Path
) -> None:
    folder, out = tmp_path / "calls", tmp_path / "out"
    folder.mkdir()
    process = subprocess.Popen(
        command(folder, out, "--watch"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    first, second = sorted(calls.glob("*.wav"))[:2]
    for path in (first, second):
        (folder / path.name).write_bytes(path.read_bytes())
        beside = path.with_suffix(".json")
        (folder / beside.name).write_text(json.dumps(json.loads(beside.read_text())))
        while len(list(out.glob("*.transcript.json"))) < 1 + (path == second):
            assert process.poll() is None
            time.sleep(0.05)
    other = subprocess.run(command(folder, out), capture_output=True, text=True, timeout=120, check=False)
    assert other.returncode == 0, "a watch with nothing to do lets others use its folder"
    assert "2 already transcribed" in other.stderr
    assert process.poll() is None
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "2 transcribed" in err
    made = contents(out)
    assert [json.loads(data)["transmissions"] for data in made.values()] == [
        json.loads(uninterrupted[name])["transmissions"] for name in made
    ]
