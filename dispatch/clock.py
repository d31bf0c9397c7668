"""When a recording began: from what the user says, else from a time in the file's name.

A local time without a zone is no moment, so a name counts only where a zone is given or the
name ends in ``Z``. What other systems leave beside a recording is read elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import PurePath
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dispatch.errors import InputError

TIME_IN_NAME = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<dash>-?)(?P<month>\d\d)(?P=dash)(?P<day>\d\d)[-_T .]"
    r"(?P<hour>\d\d)(?P<colon>[-:_.]?)(?P<minute>\d\d)(?:(?P=colon)(?P<second>\d\d))?(?P<utc>Z?)(?!\d)"
)
"""``20260117-2130``, ``2026-01-17T21-30-05Z`` and their like."""

MINUTE_S, SECOND_S, HOUR_S = 60.0, 1.0, 3600.0


@dataclass(frozen=True, slots=True)
class Start:
    """The clock at a recording's first sample.

    ``uncertainty_s`` is what the notation leaves open (the seconds not written, the hour that a
    change of daylight saving time repeats), not what the recorder's own clock may be off by.
    """

    time: str
    """ISO 8601 with an offset."""
    basis: str
    uncertainty_s: float


def start_of(path: PurePath, given: str | None = None, zone: str | None = None) -> Start | None:
    """When the recording began, or None where nothing says so.

    Raises:
        InputError: for a time or a zone that can't be read, or a given time without an offset.

    Example:
        >>> start_of(PurePath("north 20260117-213005.mp3"), zone="America/Chicago").time
        '2026-01-17T21:30:05-06:00'
        >>> start_of(PurePath("north 20260117-213005.mp3")) is None
        True
    """
    local = _zone(zone)
    if given is not None:
        return _as_given(given, local)
    match = TIME_IN_NAME.search(path.stem)
    if match is None:
        return None
    here = UTC if match["utc"] else local
    year, month, day, hour, minute, second = (int(match[part] or 0) for part in _PARTS)
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=here)
    except ValueError:
        return None
    if here is None:
        return None
    return _start(moment, "filename", SECOND_S if match["second"] else MINUTE_S)


_PARTS = ("year", "month", "day", "hour", "minute", "second")


def _zone(name: str | None) -> tzinfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InputError(f"--tz {name}", "no such time zone", "use a name such as America/Chicago") from None


def _as_given(given: str, local: tzinfo | None) -> Start:
    what = f"--start-time {given}"
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise InputError(what, "not an ISO 8601 time", "write it as 2026-01-17T21:30:00-06:00") from None
    if moment.tzinfo is None:
        if local is None:
            raise InputError(what, "it has no offset from UTC", "add one, as in -06:00, or give --tz")
        moment = moment.replace(tzinfo=local)
    has_seconds = given.count(":") - given[19:].count(":") >= 2
    return _start(moment, "option", SECOND_S if has_seconds else MINUTE_S)


def _start(moment: datetime, basis: str, uncertainty_s: float) -> Start:
    told_twice = moment.utcoffset() != moment.replace(fold=1).utcoffset()
    return Start(moment.isoformat(), basis, HOUR_S if told_twice else uncertainty_s)
