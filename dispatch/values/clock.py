"""Clock times as ISO 8601 text, their place in a recording, and the distance between two of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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
    """Seconds from ``first``, a text's time, to ``second``, a recording's; None where it can't be placed.

    A text that gives no zone ("at 9:14 p.m.") means the local time, so it is read in the recording's zone;
    one that gives no date, on the day that brings it nearest. A recording whose clock is kept in UTC tells
    nothing about local time.

    Example:
        >>> seconds_apart("2026-03-14T21:04:00-05:00", "2026-03-14T21:05:30-05:00")
        90.0
        >>> seconds_apart("T23:59:00", "2026-03-15T00:01:00-05:00")
        120.0
        >>> seconds_apart("T21:04:00", "2026-03-15T02:04:00+00:00") is None
        True
        >>> seconds_apart("shortly after nine", "2026-03-14T21:05:30-05:00") is None
        True
    """
    try:
        heard = datetime.fromisoformat(second)
        if first.startswith("T"):
            return _from_time_of_day(time.fromisoformat(first[1:]), heard)
        said = datetime.fromisoformat(first)
        if said.tzinfo is None and heard.tzinfo is not None:
            said = said.replace(tzinfo=heard.tzinfo)
            return (heard - said).total_seconds() if _local(heard) else None
        return (heard - said).total_seconds()
    except (ValueError, TypeError):
        return None


def local_time(text: str) -> str | None:
    """A time without a zone as a reader writes it; None where it has one, or is no time.

    Example:
        >>> local_time("T21:07:00"), local_time("2024-03-03T21:07:00")
        ('21:07', '21:07 on 2024-03-03')
        >>> local_time("2026-03-14T21:04:10-05:00") is None
        True
    """
    try:
        if text.startswith("T"):
            return _short(time.fromisoformat(text[1:]))
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return f"{_short(moment.time())} on {moment:%Y-%m-%d}" if moment.tzinfo is None else None


def _short(moment: time) -> str:
    return moment.isoformat(timespec="minutes" if moment.second == 0 else "seconds")


def _local(heard: datetime) -> bool:
    """Whether the recording's clock runs in a zone: an offset of zero is most often UTC, and no zone."""
    return bool(heard.utcoffset())


def _from_time_of_day(said: time, heard: datetime) -> float | None:
    if said.tzinfo is not None or heard.tzinfo is None or not _local(heard):
        return None
    apart = (heard - datetime.combine(heard.date(), said, heard.tzinfo)).total_seconds()
    day = 86_400.0
    return (apart + day / 2) % day - day / 2
