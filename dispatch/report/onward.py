"""Where the words of a finding run on in other recordings, and what was heard over all of them."""

from __future__ import annotations

from dispatch.report import words as w
from dispatch.report.marks import Piece
from dispatch.report.players import time_code
from dispatch.report.safe import file_name
from dispatch.report.times import place
from dispatch.report.views import PartView
from dispatch.values import Finding, Report, Span


def onward(finding: Finding, report: Report) -> tuple[PartView, ...]:
    """A part for each place in another recording, as its own transcript has it, and one for the whole."""
    if not finding.continues:
        return ()
    names = {one.recording.sha256: file_name(one.recording.path) for one in report.recordings}
    later = tuple(
        PartView(
            label=w.HEARD_ON,
            pieces=(Piece(one.heard),),
            by=w.HEARD_ON_BY.format(name=names.get(one.recording, ""), start=place(one.span.start_ms)),
            gap="",
            player=None,
            code=how_to_hear(one.recording, one.span, report),
        )
        for one in finding.continues
    )
    return (*later, PartView(w.HEARD_WHOLE, (Piece(finding.heard),), w.HEARD_WHOLE_BY, "", None, ""))


def how_to_hear(sha256: str | None, span: Span | None, report: Report) -> str:
    """Where a stretch without a clip lies, to the millisecond, and what to play; empty if that is unknown."""
    recording = next((r.recording for r in report.recordings if r.recording.sha256 == sha256), None)
    if recording is None or span is None:
        return ""
    how = w.NO_CLIP.format(name=file_name(recording.path), start=place(span.start_ms))
    return f"{time_code(span, recording)}. {how}"
