"""The batch jobs in scripts/, on folders as recorders leave them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from dispatch.archive.database import Archive
from dispatch.archive.search import How, search
from dispatch.archive.within import within_of
from tests.batch.calls import make_calls
from tests.cli.conftest import CALL_S, cut

SCRIPTS = Path(__file__).parents[2] / "scripts"
DISPATCH = Path(sys.executable).with_name("dispatch")


def run(name: str, *words: object) -> subprocess.CompletedProcess[str]:
    command = [str(SCRIPTS / name), *map(str, words)]
    environment = {**os.environ, "DISPATCH": str(DISPATCH)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.mark.parametrize("name", ["nightly-trunk-recorder", "nightly-broadcastify", "retranscribe"])
def test_each_says_how_it_is_used(name: str) -> None:
    ended = run(name)
    assert ended.returncode == 2
    assert f"usage: scripts/{name}" in ended.stderr
    assert "set -euo" not in ended.stderr


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stands in for the command: it writes what it is told here."""
    told, command = tmp_path / "said", tmp_path / "command"
    command.write_text(f'#!/bin/sh\necho "$@" >> {told}\n')
    command.chmod(0o755)
    monkeypatch.setattr("tests.batch.test_scripts.DISPATCH", command)
    return told


@pytest.mark.parametrize(
    "words",
    [
        ("2026-01-09",),
        ("2026-1-9",),
        ("--jobs", "4", "2026-1-09"),
    ],
)
def test_the_day_of_a_trunk_recorder_however_it_is_written(
    tmp_path: Path, said: Path, words: tuple[str, ...]
) -> None:
    folder = tmp_path / "calls" / "north" / "2026" / "1" / "9"
    folder.mkdir(parents=True)
    ended = run("nightly-trunk-recorder", tmp_path / "calls", "a.db", *words)
    assert ended.returncode == 0, ended.stderr
    options = " --jobs 4" if "--jobs" in words else ""
    assert said.read_text() == f"transcribe {folder} --archive a.db --offline{options}\n"


@pytest.mark.parametrize(
    ("folder", "words", "why"),
    [
        ("none", (), "no such folder"),
        ("calls", ("2026-02-30",), "no such day"),
        ("calls", ("2026-13-1",), "no such day"),
        ("calls", ("19.1.2026",), "not a day"),
        ("calls", ("2026-01-19", "--jobs", "4", "2026-01-20"), "give one"),
    ],
)
def test_a_day_or_a_folder_that_there_is_none_of_is_no_success(
    tmp_path: Path, said: Path, folder: str, words: tuple[str, ...], why: str
) -> None:
    (tmp_path / "calls").mkdir()
    ended = run("nightly-trunk-recorder", tmp_path / folder, "a.db", *words)
    assert (ended.returncode, ended.stderr.startswith("error: "), ended.stderr.count("\n")) == (2, True, 1)
    assert why in ended.stderr
    assert not said.exists()


@pytest.mark.parametrize(
    "words",
    [
        ("last night", "2026-03-15T04:00:00"),
        ("2026-3-14T21:00:00", "2026-03-15T04:00:00"),
        ("2026-03-14T21:00:00", "2026-03-15T04:00:00", "no claims.json", "report"),
    ],
)
def test_a_night_that_means_nothing_is_refused_before_the_work(
    tmp_path: Path, said: Path, words: tuple[str, ...]
) -> None:
    ended = run("nightly-broadcastify", tmp_path, "a.db", "America/Chicago", *words)
    assert (ended.returncode, ended.stderr.startswith("error: ")) == (2, True)
    assert not said.exists()


@pytest.mark.model
def test_a_day_of_a_trunk_recorder_and_a_better_model(tmp_path: Path) -> None:
    make_calls(tmp_path / "calls" / "north" / "2026" / "3" / "15", 1, 6.0)
    make_calls(tmp_path / "calls" / "north" / "2026" / "3" / "16", 1)
    archive = tmp_path / "a.db"
    none = run("nightly-trunk-recorder", tmp_path / "calls", archive, "2026-03-14")
    assert none.stderr.startswith("no calls")
    ended = run("nightly-trunk-recorder", tmp_path / "calls", archive, "2026-03-15", "--model", "tiny.en")
    assert ended.returncode == 0, ended.stderr
    with Archive(archive) as kept:
        assert kept.holdings().recordings == 1
        [transcript] = kept.stored(kept.transcripts_within(within_of("101", "north", None, None)))
    again = run("retranscribe", tmp_path / "calls" / "north" / "2026" / "3" / "15", archive, "base")
    assert again.returncode == 0, again.stderr
    word = transcript.transcript.transmissions[0].words[-1].word.strip(" .,?!")
    with Archive(archive) as kept:
        assert dict(kept.holdings().models).keys() == {"base", "tiny.en"}
        every = search(kept, word, how=How(every_model=True))
        assert "tiny.en" in {hit.model for hit in every}
        assert {hit.model for hit in search(kept, word)} <= {"base"}


@pytest.mark.model
def test_a_broadcastify_night_and_an_article(tmp_path: Path) -> None:
    feed = tmp_path / "feed"
    feed.mkdir()
    cut(feed / "202603142130-4711-12345.wav", *CALL_S)
    (feed / "202603142200-4711-12345.mp3").write_text("cut off")
    claims = tmp_path / "claims.json"
    claims.write_text(json.dumps([{"quote": "Do not go in until he gets there."}]))
    night = ("America/Chicago", "2026-03-14T21:00:00", "2026-03-15T04:00:00")
    ended = run("nightly-broadcastify", feed, tmp_path / "a.db", *night, claims, tmp_path / "report")
    assert ended.returncode == 3
    assert "202603142200" in ended.stderr
    [finding] = json.loads((tmp_path / "report" / "report.json").read_text())["findings"]
    assert finding["recording"] is not None
    assert (finding["clock_start"] or "").startswith("2026-03-14T21:30")
