"""What people heard comes into the report beside the verdicts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dispatch.errors import InputError, SchemaError
from dispatch.report import merge_listening, render_html, render_markdown
from dispatch.values import EditorDecision, Report, Verdict
from tests.report import samples


def export(folder: Path, **changes: Any) -> Path:
    data = {
        "schema": "dispatch.listening/1",
        "report": {"created": "2024-05-06T08:00:00+00:00", "recordings": [samples.NIGHT]},
        "listenings": [listening("Lund", "2024-05-07T10:00:00Z", "hold on oak")],
        "decisions": [decision("2024-05-07T11:00:00Z", "correct it")],
    } | changes
    file = folder / "listening.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


def listening(name: str, time: str, text: str, claim: str = "c2") -> dict[str, Any]:
    return {
        "claim_id": claim,
        "quote": samples.altered().quote,
        "name": name,
        "time": time,
        "text": text,
        "plays": 3,
        "slowed": True,
        "quote_on_page_before": False,
        "clips": [{"start": 1.0, "end": 2.0, "sha256": "0" * 64}],
    }


def decision(time: str, text: str) -> dict[str, Any]:
    return {"claim_id": "c2", "name": "Brandt", "time": time, "decision": text, "reason": "the tape"}


@pytest.fixture
def report() -> Report:
    return samples.report(samples.verbatim(), samples.altered())


def test_words_about_another_report_of_the_same_recordings_are_told(report: Report, tmp_path: Path) -> None:
    told: list[str] = []
    merge_listening(report, export(tmp_path), told.append)
    assert told == []
    later = replace(report, created="2024-06-01T08:00:00+00:00")
    merged = merge_listening(later, export(tmp_path), told.append)
    assert merged.findings[1].editor is not None
    [line] = told
    assert "written on the report of 2024-05-06T08:00:00+00:00, not on this one" in line
    merge_listening(report, export(tmp_path, report={"recordings": [samples.NIGHT]}), told.append)
    assert "written on another report" in told[1]


def test_it_stands_beside_the_verdict(report: Report, tmp_path: Path) -> None:
    merged = merge_listening(report, export(tmp_path))
    finding = merged.findings[1]
    assert finding.listeners[0].text == "hold on oak"
    assert finding.editor is not None and finding.editor.decision == "correct it"
    assert finding.verdict is Verdict.ALTERED
    assert merged.findings[0] == report.findings[0]
    page = render_html(merged, transcripts=(samples.transcript(),), clips=())
    for text in (
        "hold on oak",
        "the quote had not been on the page before",
        "correct it",
        "not part of the verdict",
    ):
        assert text in page
    assert "hold on oak" in render_markdown(merged)


def test_the_same_file_twice_adds_nothing(report: Report, tmp_path: Path) -> None:
    once = merge_listening(report, export(tmp_path))
    assert merge_listening(once, export(tmp_path)) == once


def test_listeners_come_in_the_order_of_time(report: Report, tmp_path: Path) -> None:
    both = [listening("B", "2024-05-08T00:00:00Z", "two"), listening("A", "2024-05-07T00:00:00Z", "one")]
    merged = merge_listening(report, export(tmp_path, listenings=both))
    assert [heard.text for heard in merged.findings[1].listeners] == ["one", "two"]


def test_the_newer_decision_stands(report: Report, tmp_path: Path) -> None:
    merged = merge_listening(report, export(tmp_path))
    older = export(tmp_path, decisions=[decision("2024-01-01T00:00:00Z", "leave it")])
    assert merge_listening(merged, older).findings[1].editor == merged.findings[1].editor
    newer = export(tmp_path, decisions=[decision("2025-01-01T00:00:00Z", "leave it")])
    found = merge_listening(merged, newer).findings[1].editor
    assert found is not None and found.decision == "leave it"


def test_newer_is_what_was_later_whatever_the_zone(report: Report, tmp_path: Path) -> None:
    heard = [
        listening("B", "2024-05-07T07:00:00+01:00", "one"),
        listening("A", "2024-05-07T06:30:00Z", "two"),
    ]
    merged = merge_listening(
        report,
        export(tmp_path, listenings=heard, decisions=[decision("2024-05-07T07:00:00+01:00", "leave it")]),
    )
    assert [one.text for one in merged.findings[1].listeners] == ["one", "two"]
    newer = export(tmp_path, decisions=[decision("2024-05-07T06:30:00Z", "correct it")])
    found = merge_listening(merged, newer).findings[1].editor
    assert found is not None and found.decision == "correct it"


def test_what_is_no_time_in_a_report_is_older_than_any(report: Report, tmp_path: Path) -> None:
    second = replace(report.findings[1], editor=EditorDecision("Kim", "yesterday", "leave it", ""))
    held = replace(report, findings=(report.findings[0], second))
    found = merge_listening(held, export(tmp_path)).findings[1].editor
    assert found is not None and found.decision == "correct it"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"schema": "other"}, SchemaError),
        ({"listenings": "no list"}, SchemaError),
        ({"listenings": ["no object"]}, SchemaError),
        ({"listenings": [{"claim_id": "c2", "name": 7}]}, SchemaError),
        ({"report": {"recordings": ["f" * 64]}}, InputError),
        ({"report": None}, InputError),
        ({"listenings": [listening("A", "yesterday", "x")]}, SchemaError),
        ({"decisions": [decision("yesterday", "x")]}, SchemaError),
        ({"listenings": [listening("A", "t", "x", claim="c99")]}, InputError),
        ({"listenings": [listening("A", "t", "x") | {"quote": "other words"}]}, InputError),
    ],
)
def test_what_does_not_belong_is_refused(
    report: Report, tmp_path: Path, changes: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        merge_listening(report, export(tmp_path, **changes))


def test_a_file_that_is_not_there_or_no_json(report: Report, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        merge_listening(report, tmp_path / "nothing.json")
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    with pytest.raises(InputError):
        merge_listening(report, tmp_path / "bad.json")
