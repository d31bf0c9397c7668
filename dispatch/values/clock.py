"""Clock times as ISO 8601 text, their place in a recording, and the distance between two of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_DAY = r"\d{4}-?(?:\d\d-?\d\d|W\d\d-?\d)"
_EXTENTS_S = (
    (re.compile(rf"(?:{_DAY}.|T)\d\d(?:Z|[+-].+)?"), 3600.0),
    (re.compile(_DAY), 86_400.0),
    (re.compile(r"\d{4}-?W\d\d"), 7 * 86_400.0),
)
"""How long an hour, a day and a week are, by the notation that gives no more."""


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


def extent_s(text: str) -> float | None:
    """Seconds that a text's time leaves open, from its beginning on; None where it is no time.

    Example:
        >>> extent_s("2026-03-14"), extent_s("T21"), extent_s("2026-03-14T21:04"), extent_s("yesterday")
        (86400.0, 3600.0, 0.0, None)
    """
    try:
        _parsed(text)
    except ValueError:
        return None
    return next((seconds for form, seconds in _EXTENTS_S if form.fullmatch(text)), 0.0)


def seconds_apart(first: str, second: str) -> float | None:
    """Seconds from ``first``, a text's time, to ``second``, a recording's; None where it can't be placed.

    A text that gives a day or an hour and no more means any moment of it, from all of which it is 0.

    A text that gives no zone ("at 9:14 p.m.") means the local time, so it is read in the recording's zone;
    one that gives no date, on the day that brings it nearest. A recording whose clock is kept in UTC tells
    nothing about local time.

    Example:
        >>> seconds_apart("2026-03-14T21:04:00-05:00", "2026-03-14T21:05:30-05:00")
        90.0
        >>> seconds_apart("T23:59:00", "2026-03-15T00:01:00-05:00")
        120.0
        >>> seconds_apart("2026-03-14", "2026-03-14T21:05:30-05:00")
        0.0
        >>> seconds_apart("T21:04:00", "2026-03-15T02:04:00+00:00") is None
        True
        >>> seconds_apart("shortly after nine", "2026-03-14T21:05:30-05:00") is None
        True
    """
    extent = extent_s(first)
    try:
        apart = _from_beginning(_parsed(first), datetime.fromisoformat(second))
    except (ValueError, TypeError):
        return None
    if extent is None or apart is None:
        return None
    return apart - min(max(apart, 0.0), extent)


def local_time(text: str) -> str | None:
    """A time without a zone as a reader writes it; None where it has one, or is no time.

    Example:
        >>> local_time("T21:07:00"), local_time("2024-03-03T21:07:00")
        ('21:07', '21:07 on 2024-03-03')
        >>> local_time("2024-03-03"), local_time("2024-03-03T21")
        ('2024-03-03', 'the hour from 21:00 on 2024-03-03')
        >>> local_time("2026-03-14T21:04:10-05:00") is None
        True
    """
    try:
        moment = _parsed(text)
    except ValueError:
        return None
    if moment.tzinfo is not None:
        return None
    extent = extent_s(text) or 0.0
    if extent > 3600:
        return text
    shown = ("the hour from " if extent else "") + _short(moment)
    return f"{shown} on {moment:%Y-%m-%d}" if isinstance(moment, datetime) else shown


def _parsed(text: str) -> datetime | time:
    """The beginning of a text's time: a time of day where it gives no date.

    Raises:
        ValueError: if it is no time.
    """
    return time.fromisoformat(text[1:]) if text.startswith("T") else datetime.fromisoformat(text)


def _short(moment: datetime | time) -> str:
    return f"{moment:%H:%M}" if moment.second == 0 else f"{moment:%H:%M:%S}"


def _local(heard: datetime) -> bool:
    """Whether the recording's clock runs in a zone: an offset of zero is most often UTC, and no zone."""
    return bool(heard.utcoffset())


def _from_beginning(said: datetime | time, heard: datetime) -> float | None:
    if not isinstance(said, datetime):
        return _from_time_of_day(said, heard)
    if said.tzinfo is None and heard.tzinfo is not None:
        return (heard - said.replace(tzinfo=heard.tzinfo)).total_seconds() if _local(heard) else None
    return (heard - said).total_seconds()


def _from_time_of_day(said: time, heard: datetime) -> float | None:
    if said.tzinfo is not None or heard.tzinfo is None or not _local(heard):
        return None
    apart = (heard - datetime.combine(heard.date(), said, heard.tzinfo)).total_seconds()
    day = 86_400.0
    return (apart + day / 2) % day - day / 2
