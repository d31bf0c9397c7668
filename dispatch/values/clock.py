"""Clock times as ISO 8601 text, their place in a recording, and the distance between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class ClockPoint:
    """What the clock says at a place in a recording, and by how many seconds it may be off."""

    at_ms: int
    time: str
    """ISO 8601 with an offset."""
    uncertainty: float | None
    """Seconds; None where it isn't known."""


def clock_at(start: str, offset_ms: int) -> str:
    """The clock at an offset into a recording that starts at ``start``.

    Example:
        >>> clock_at("2026-03-14T21:04:10-05:00", 98_528)
        '2026-03-14T21:05:48.528-05:00'
    """
    moment = datetime.fromisoformat(start) + timedelta(milliseconds=offset_ms)
    return moment.isoformat(timespec="milliseconds")


def seconds_apart(first: str, second: str) -> float | None:
    """Seconds from ``first`` to ``second``; None where one of them can't be placed.

    Example:
        >>> seconds_apart("2026-03-14T21:04:00-05:00", "2026-03-14T21:05:30-05:00")
        90.0
        >>> seconds_apart("shortly after nine", "2026-03-14T21:05:30-05:00") is None
        True
    """
    try:
        a, b = datetime.fromisoformat(first), datetime.fromisoformat(second)
        return (b - a).total_seconds()
    except (ValueError, TypeError):
        return None
