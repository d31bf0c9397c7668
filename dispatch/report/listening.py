"""What people wrote who listened, brought into the report beside the verdicts, which stay as they are."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from dispatch.errors import InputError, SchemaError
from dispatch.report.document import read_document
from dispatch.report.times import instant, moment
from dispatch.values import BlindListening, EditorDecision, Finding, Report, from_json

LISTENING_SCHEMA = "dispatch.listening/1"


def merge_listening(report: Report, file: Path, say: Callable[[str], None] = lambda line: None) -> Report:
    """The report with the listenings and decisions of an exported file added.

    What is there already is not added twice. An editor's newer decision replaces the older one.
    ``say`` is told if they were written on another report of the same recordings.

    Raises:
        InputError: if the file can't be read, or is about other recordings or other claims.
        SchemaError: if it is not an export of a report's page, or gives a time that is none.
    """
    data = read_document(file, LISTENING_SCHEMA, "name a listening.json")
    known = {r.recording.sha256 for r in report.recordings}
    told = data.get("report")
    about = told if isinstance(told, Mapping) else {}
    recordings = about.get("recordings")
    if not isinstance(recordings, list) or set(map(str, recordings)) != known:
        raise InputError(
            str(file), "it is about other recordings", "merge it into the report it was made with"
        )
    if (written_on := moment(str(about.get("created")))) is None or written_on != moment(report.created):
        of = f"the report of {written_on.isoformat()}" if written_on else "another report"
        say(f"{file}: written on {of}, not on this one; see whether its decisions fit the verdicts of now")
    findings = {finding.claim_id: finding for finding in report.findings}
    for key, place in (("listenings", _with_listening), ("decisions", _with_decision)):
        entries = data.get(key, [])
        if not isinstance(entries, list):
            raise SchemaError(f"{file}: $.{key}", "expected a list")
        for i, entry in enumerate(entries):
            where = f"{file}: $.{key}[{i}]"
            finding = _finding_of(entry, findings, where)
            findings[finding.claim_id] = place(finding, entry, where)
    return replace(report, findings=tuple(findings[finding.claim_id] for finding in report.findings))


def _finding_of(entry: Any, findings: Mapping[str, Finding], where: str) -> Finding:
    if not isinstance(entry, dict):
        raise SchemaError(where, "expected an object")
    finding = findings.get(str(entry.get("claim_id")))
    if finding is None:
        raise InputError(
            where, f"no claim {entry.get('claim_id')!r} in this report", "merge it into its own report"
        )
    if entry.get("quote", finding.quote) != finding.quote:
        raise InputError(where, "the claim has other words in this report", "merge it into its own report")
    return finding


def _with_listening(finding: Finding, entry: dict[str, Any], where: str) -> Finding:
    heard = from_json(BlindListening, entry, where)
    _refuse_no_time(heard.time, where)
    if heard in finding.listeners:
        return finding
    listeners = sorted((*finding.listeners, heard), key=lambda one: (_instant(one.time), one.name))
    return replace(finding, listeners=tuple(listeners))


def _with_decision(finding: Finding, entry: dict[str, Any], where: str) -> Finding:
    decision = from_json(EditorDecision, entry, where)
    _refuse_no_time(decision.time, where)
    if finding.editor and _instant(finding.editor.time) > _instant(decision.time):
        return finding
    return replace(finding, editor=decision)


def _refuse_no_time(time: str, where: str) -> None:
    if moment(time) is None:
        raise SchemaError(f"{where}.time", f"{time!r} is not an ISO 8601 time")


def _instant(time: str) -> float:
    """Seconds to order by, whatever the zones; what is no time, as a report may hold, is the oldest."""
    when = moment(time)
    return -math.inf if when is None else instant(when)
