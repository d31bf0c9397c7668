"""The findings as a table, one line a claim, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from dispatch.report import words as w
from dispatch.values import Finding, Report, Verdict

COLUMNS = (
    "claim_id",
    "quote",
    "kind",
    "attributed_to",
    "verdict",
    "verdict_in_words",
    "confidence",
    "p_said",
    "recording",
    "recording_sha256",
    "start",
    "end",
    "clock_start",
    "said_by_role",
    "said_by_unit",
    "heard",
    "differences",
    "reasons",
    "listeners",
    "editor_decision",
)


def render_csv(report: Report) -> str:
    """RFC 4180 with a header; text that a spreadsheet would run as a formula gets a leading quote mark."""
    names = {r.recording.sha256: r.recording.path for r in report.recordings}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for finding in report.findings:
        writer.writerow([inert(cell) for cell in _row(_shown(finding), names)])
    return out.getvalue()


def _shown(finding: Finding) -> Finding:
    """Of what was not found nothing stands in the row of what came nearest, as on the page."""
    if finding.verdict is not Verdict.NOT_FOUND:
        return finding
    return replace(
        finding, recording=None, span=None, clock_start=None, said_by=None, heard="", differences=()
    )


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    Example:
        >>> inert('=HYPERLINK("x")'), inert("-3.5"), inert("copy")
        ('\\'=HYPERLINK("x")', '-3.5', 'copy')
    """
    if cell[:1] in "=+-@\t\r" and cell:
        try:
            float(cell)
        except ValueError:
            return "'" + cell
    return cell


def _row(f: Finding, names: dict[str, str]) -> list[str]:
    return [
        f.claim_id,
        f.quote,
        f.kind.value,
        f.attributed_to.value,
        f.verdict.value,
        w.VERDICT[f.verdict],
        f"{f.confidence:.3f}",
        f"{f.p_said:.3f}",
        names.get(f.recording or "", ""),
        f.recording or "",
        f"{f.span.start_s:.3f}" if f.span else "",
        f"{f.span.end_s:.3f}" if f.span else "",
        f.clock_start or "",
        f.said_by.role.value if f.said_by else "",
        (f.said_by.unit or "") if f.said_by else "",
        f.heard,
        "; ".join(f"{d.op.value}: {d.quoted!r} / {d.heard!r}" for d in f.differences),
        " ".join(f.reasons),
        str(len(f.listeners)),
        f.editor.decision if f.editor else "",
    ]
