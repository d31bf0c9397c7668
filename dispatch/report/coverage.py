"""What a search covered: the table that stands before any claim that something was not said."""

from __future__ import annotations

from dispatch.report import words as w
from dispatch.report.safe import file_name
from dispatch.report.sentences import percent
from dispatch.report.times import length
from dispatch.values import Report

MOST_LISTED = 3
"""Recordings up to which each gets its own lines; more are added up."""


def coverage(report: Report) -> tuple[tuple[str, str], ...]:
    """What was searched and what of it could not be heard, as lines of a table."""
    rows = []
    for searched in report.recordings:
        c, name = searched.coverage, file_name(searched.recording.path)
        rows.append((name, length(c.duration_ms)))
        rows.append((w.COVERED_SPEECH, length(c.speech_ms)))
        rows.append((w.COVERED_SOUND, percent(searched.searched_by_sound)))
        rows.append((w.COVERED_UNINTELLIGIBLE, length(c.unintelligible_ms)))
        rows.append((w.COVERED_DAMAGED, length(c.damaged_ms)))
    return tuple(rows) if len(report.recordings) <= MOST_LISTED else _totals(report)


def _totals(report: Report) -> tuple[tuple[str, str], ...]:
    held = [r.coverage for r in report.recordings]
    return (
        (w.COVERED_FILES.format(n=len(held)), length(sum(c.duration_ms for c in held))),
        (w.COVERED_SPEECH, length(sum(c.speech_ms for c in held))),
        (w.COVERED_SOUND, percent(sound_share(report))),
        (w.COVERED_UNINTELLIGIBLE, length(sum(c.unintelligible_ms for c in held))),
        (w.COVERED_DAMAGED, length(sum(c.damaged_ms for c in held))),
    )


def sound_share(report: Report) -> float:
    """Share of the speech, 0..1, that the sound was asked about, over all recordings."""
    speech = sum(r.coverage.speech_ms for r in report.recordings)
    asked = sum(r.coverage.speech_ms * r.searched_by_sound for r in report.recordings)
    return asked / speech if speech else 0.0
