"""A report written anew in another folder: what later commands ask for is there too."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from dispatch.cli.main import main
from dispatch.report import check_report, read_report, write_report
from dispatch.store.transcripts import TranscriptFolder
from dispatch.values import Article, EditorDecision, Report
from tests.report import samples
from tests.verifying.test_copied import HEARD, files, report_in


def run(*words: object) -> int:
    return main([*(str(word) for word in words), "--clips", "none", "--quiet"])


def missing(folder: Path) -> list[str]:
    return [found.what for found in check_report(folder) if "night.flac" not in found.what]


def test_a_report_written_elsewhere_can_be_checked_and_written_again(tmp_path: Path) -> None:
    report_in(tmp_path / "r1")
    before = files(tmp_path / "r1")
    assert run("report", tmp_path / "r1", "-o", tmp_path / "r7") == 0
    assert files(tmp_path / "r1") == before
    assert missing(tmp_path / "r7") == []
    assert run("report", tmp_path / "r7", "--formats", "csv") == 0
    assert run("report", tmp_path / "r7", "-o", tmp_path / "r8") == 0
    assert missing(tmp_path / "r8") == []
    assert files(tmp_path / "r8")["night.transcript.json"] == before["night.transcript.json"]


def test_an_article_that_lies_beside_the_report_goes_along(tmp_path: Path) -> None:
    report, searched = report_in(tmp_path / "r1")
    (tmp_path / "r1" / "article.txt").write_text(samples.ARTICLE, "utf-8")
    article = Article("gone/article.txt", hashlib.sha256(samples.ARTICLE.encode()).hexdigest())
    made = replace(report, article=article)
    write_report(made, tmp_path / "r1", transcripts=[searched.transcript], clips=(), clips_mode="none")
    assert run("report", tmp_path / "r1", "-o", tmp_path / "r7") == 0
    assert (tmp_path / "r7" / "article.txt").read_text("utf-8") == samples.ARTICLE
    assert missing(tmp_path / "r7") == []


def test_a_name_that_another_recording_has_there_stays_with_it(tmp_path: Path) -> None:
    report_in(tmp_path / "r1")
    other = replace(HEARD, recording=replace(HEARD.recording, sha256="e" * 64))
    (tmp_path / "r7").mkdir()
    TranscriptFolder(tmp_path / "r7").write("night", other)
    there = files(tmp_path / "r7")
    assert run("report", tmp_path / "r1", "-o", tmp_path / "r7") == 0
    assert files(tmp_path / "r7")["night.transcript.json"] == there["night.transcript.json"]
    [one] = read_report(tmp_path / "r7").recordings
    assert one.transcript == f"night-{HEARD.recording.sha256[:8]}.transcript.json"
    assert missing(tmp_path / "r7") == []


def decided(folder: Path, report: Report) -> None:
    editor = EditorDecision(name="R. Vega", time="2026-02-03T10:00:00Z", decision="run it", reason="heard it")
    finding = replace(report.findings[0], editor=editor)
    write_report(replace(report, findings=(finding,)), folder, transcripts=[HEARD], clips=())


@pytest.mark.parametrize("named", ["r1", "r7/report.earlier-1.json"])
def test_words_of_people_in_the_other_folder_are_kept(tmp_path: Path, named: str) -> None:
    report, _ = report_in(tmp_path / "r1")
    report_in(tmp_path / "r7")
    (tmp_path / "r7" / "report.json").rename(tmp_path / "r7" / "report.earlier-1.json")
    decided(tmp_path / "r7", report)
    assert run("report", tmp_path / named, "-o", tmp_path / "r7") == 0
    kept = json.loads((tmp_path / "r7" / "report.earlier-2.json").read_text("utf-8"))
    assert kept["findings"][0]["editor"]["name"] == "R. Vega"
    assert read_report(tmp_path / "r7").findings[0].editor is None
