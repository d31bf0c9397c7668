"""A long recording in rows of equal length, for screens on which one strip would be too fine to touch."""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.report.drawings import density
from dispatch.report.pins import NARROW, Place, pins
from dispatch.report.views import HourRow
from dispatch.values import Role, Span, Transmission

_MINUTE_MS = 60_000
_LENGTHS_MS = tuple(minutes * _MINUTE_MS for minutes in (5, 10, 30, 60, 120, 240, 480, 720, 1440, 10080))
_MOST_ROWS = 24


def rows(turns: Sequence[Transmission], duration_ms: int, found: Sequence[Place]) -> tuple[HourRow, ...]:
    """At most a day's worth of rows: an hour each for a day, five minutes each for an hour.

    Example:
        >>> [row.label for row in rows((), 24 * 3_600_000, ())][:3]
        ['0:00', '1:00', '2:00']
    """
    length = next((ms for ms in _LENGTHS_MS if duration_ms <= ms * _MOST_ROWS), _LENGTHS_MS[-1])
    return tuple(_row(turns, start, length, found) for start in range(0, duration_ms, length))


def _label(start_ms: int) -> str:
    """Hours and minutes: a row begins on a full minute."""
    minutes = start_ms // _MINUTE_MS
    return f"{minutes // 60}:{minutes % 60:02d}"


def _row(turns: Sequence[Transmission], start: int, length: int, found: Sequence[Place]) -> HourRow:
    stretch = Span(start, start + length)
    inside = [(t, part) for t in turns if (part := t.span & stretch)]
    spans = [Span(part.start_ms - start, part.end_ms - start) for _, part in inside]
    shown = density(spans, length, [t.role is Role.DISPATCHER for t, _ in inside])
    return HourRow(_label(start), start, length, shown, pins(found, start, length, NARROW))
