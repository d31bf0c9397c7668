"""Folders of redacted copies: the originals never go, and of an earlier copy nothing stays."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from dispatch.cli.main import main
from dispatch.errors import OutputError
from dispatch.progress import Board
from dispatch.redaction import Redaction, write_redacted, write_redacted_transcript
from dispatch.sound import Searched
from dispatch.store import json_bytes
from dispatch.values import Report
from dispatch.verification import Choices, write_files
from tests.report import samples

QUIET = Board(quiet=True)
HEARD = samples.transcript()


def report_in(folder: Path, **choices: object) -> tuple[Report, Searched]:
    """A report with its transcript, as ``verify`` leaves it."""
    folder.mkdir(parents=True, exist_ok=True)
    data = json_bytes(HEARD)
    (folder / "night.transcript.json").write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    searched = Searched(Path("night.flac"), HEARD, "night.transcript.json", sha256)
    made = samples.report(samples.altered())
    named = replace(made.recordings[0], transcript=searched.transcript_name, transcript_sha256=sha256)
    report = replace(made, recordings=(named,), article=None)
    write_files(folder, report, [searched], None, Choices(clips="none"), QUIET)
    return report, searched


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("where", ["out", "out/../out", "link"])
def test_a_copy_never_takes_the_place_of_its_report(
    tmp_path: Path, where: str, capfd: pytest.CaptureFixture[str]
) -> None:
    report_in(tmp_path / "out")
    (tmp_path / "link").symlink_to(tmp_path / "out")
    before = files(tmp_path / "out")
    words = ["report", tmp_path / "out", "--redact", "--clips", "none", "-o", tmp_path / where]
    assert main([str(word) for word in words]) == 2
    assert files(tmp_path / "out") == before
    [line] = capfd.readouterr().err.splitlines()
    assert line.startswith("error: ") and "redacted" in line


def test_a_copy_is_written_beside_the_report_that_stays(tmp_path: Path) -> None:
    report_in(tmp_path / "out")
    before = files(tmp_path / "out")
    assert main(["report", str(tmp_path / "out"), "--redact", "--clips", "none", "--quiet"]) == 0
    after = files(tmp_path / "out")
    assert {name: after[name] for name in before} == before
    assert json.loads(after["redacted/report.json"])["tool"]["settings"]["redaction"]["redacted"]


def test_a_copy_is_written_over_no_other_report_and_no_transcript(tmp_path: Path) -> None:
    report, searched = report_in(tmp_path / "out")
    report_in(tmp_path / "other")
    alone = tmp_path / "transcripts"
    alone.mkdir()
    (alone / "night.transcript.json").write_bytes(json_bytes(HEARD))
    for folder in (tmp_path / "other", alone):
        before = files(folder)
        with pytest.raises(OutputError, match="no redacted copy"):
            write_redacted(folder, report, [searched], None, Choices(clips="none"), Redaction(), QUIET)
        assert files(folder) == before
    with pytest.raises(OutputError, match="no redacted copy"):
        write_redacted_transcript(alone, "night", HEARD, ("txt",), Redaction())
    assert files(alone) == before
