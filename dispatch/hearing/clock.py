"""The clock of a recording: from what the user says, else from what was written down about it.

A local time without a zone is no moment: the clock is then not known, and that is said. Where the
recorder left silence out, or daylight saving time changes, the clock is a map in pieces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dispatch.errors import InputError
from dispatch.sources.account import HOUR_S, MINUTE_S, SECOND_S, Account, Piece, Stamp, at_epoch, epoch_ms
from dispatch.sources.placing import on_one_clock
from dispatch.values import ClockPoint


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock at a recording's first sample, and where it departs from that.

    ``uncertainty_s`` is what the notation leaves open (the seconds not written, the hour that a
    change of daylight saving time repeats, how late a program writes), not what the recorder's own
    clock may be off by.
    """

    time: str | None
    """ISO 8601 with an offset."""
    basis: str | None
    uncertainty_s: float | None
    points: tuple[ClockPoint, ...] = ()
    local: str | None = None
    """The time as written, where its zone is not known."""
    notes: tuple[str, ...] = ()


UNKNOWN = Clock(None, None, None)

_TIME_OF_DAY = re.compile(r"[^\dW-](?P<hour>\d\d)(?::?(?P<minute>\d\d)(?::?(?P<second>\d\d))?)?")
"""Behind the date and the letter that parts them, in ISO 8601's long form or its short one."""

YEARS = range(1900, 2200)
"""Of a start that can be meant: since there is speech on the radio, and far from the calendar's ends."""


def clock_of(account: Account, duration_ms: int, given: str | None = None, zone: str | None = None) -> Clock:
    """The clock of a recording of this length.

    Raises:
        InputError: for a time or a zone that can't be read, or a given time without an offset.

    Example:
        >>> written = Stamp(datetime(2026, 1, 17, 21, 30, 5), 1.0, "filename")
        >>> clock_of(Account(stamp=written), 9000, zone="America/Chicago").time
        '2026-01-17T21:30:05-06:00'
        >>> clock_of(Account(stamp=written), 9000).local
        '2026-01-17T21:30:05'
    """
    here = zone_of(zone)
    stamp = as_given(given, here) if given is not None else account.stamp
    if stamp is None:
        return UNKNOWN
    if stamp.moment.tzinfo is None and here is None:
        return _without_zone(stamp, duration_ms)
    moment, uncertainty_s, notes = _placed(stamp, here)
    if stamp.at_end:
        # Counted in UTC: an hour that daylight saving time skips or repeats is none on the wall's clock.
        before = moment.astimezone(UTC) - timedelta(milliseconds=duration_ms)
        moment = before.astimezone(moment.tzinfo)
    pieces = _moved(account, moment) if stamp is not account.stamp else account.pieces
    jumps = on_one_clock(pieces, epoch_ms(moment), duration_ms)
    shown = here or moment.tzinfo or UTC
    whole = _with_changes(jumps, shown, duration_ms)
    lines = [(piece.at_ms, at_epoch(piece.time_ms).astimezone(shown)) for piece in whole]
    points = tuple(ClockPoint(at_ms, _iso(time), uncertainty_s) for at_ms, time in lines[1:])
    if account.cut_ms:
        doubt = ClockPoint(0, _iso(lines[0][1]), uncertainty_s + account.cut_ms / 1000)
        points = (doubt, *(replace(point, uncertainty=doubt.uncertainty) for point in points))
    return Clock(_iso(lines[0][1]), stamp.basis, uncertainty_s, points, notes=notes)


def _moved(account: Account, start: datetime) -> tuple[Piece, ...]:
    """The account's pieces by a start that the user gives: silence was left out where it was left out."""
    if account.stamp is None or account.stamp.moment.tzinfo is None:
        return ()
    by_ms = epoch_ms(start) - epoch_ms(account.stamp.moment)
    return tuple(Piece(piece.at_ms, piece.time_ms + by_ms) for piece in account.pieces)


def zone_of(name: str | None) -> tzinfo | None:
    """The time zone of a name such as America/Chicago.

    Raises:
        InputError: if there is none.
    """
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InputError(f"--tz {name}", "no such time zone", "use a name such as America/Chicago") from None


def as_given(given: str, local: tzinfo | None) -> Stamp:
    """The start as the user writes it.

    Raises:
        InputError: if it is no ISO 8601 time, is a date alone, is of no year that a recording can be of, or
            has no offset and there is no zone.

    Example:
        >>> stamps = [as_given(f"2026-01-17T21{rest}Z", None) for rest in (":30:05", ":30", "")]
        >>> [stamp.uncertainty_s for stamp in stamps], as_given("20260117T213005Z", None) == stamps[0]
        ([1.0, 60.0, 3600.0], True)
    """
    what = f"--start-time {given}"
    try:
        moment = datetime.fromisoformat(given)
    except ValueError:
        raise InputError(what, "not an ISO 8601 time", "write it as 2026-01-17T21:30:00-06:00") from None
    if moment.year not in YEARS:
        why = f"no recording is of the year {moment.year}"
        raise InputError(what, why, "write it as 2026-01-17T21:30:00-06:00")
    written = _TIME_OF_DAY.search(given)
    if written is None:
        why = "it gives a date and no time of day"
        raise InputError(what, why, "write it as 2026-01-17T21:30:00-06:00")
    if moment.tzinfo is None and local is None:
        raise InputError(what, "it has no offset from UTC", "add one, as in -06:00, or give --tz")
    finest_s = SECOND_S if written["second"] else MINUTE_S if written["minute"] else HOUR_S
    return Stamp(moment, finest_s, "option")


def _without_zone(stamp: Stamp, duration_ms: int) -> Clock:
    moment = stamp.moment - timedelta(milliseconds=duration_ms if stamp.at_end else 0)
    local = moment.isoformat(timespec="seconds")
    note = "its time is written down without a zone, and the zone is not known; --tz gives one"
    return Clock(None, None, None, local=local, notes=(note,))


def _placed(stamp: Stamp, here: tzinfo | None) -> tuple[datetime, float, tuple[str, ...]]:
    """The moment in the zone, how exact it is, and what there is to say of it."""
    if stamp.moment.tzinfo is not None:
        return stamp.moment, stamp.uncertainty_s, ()
    local = stamp.moment.replace(tzinfo=here)
    moment = local.astimezone(UTC)
    if local.utcoffset() == local.replace(fold=1).utcoffset():
        return moment.astimezone(here), stamp.uncertainty_s, ()
    written = stamp.moment.strftime("%H:%M")
    there_is_none = moment.astimezone(here).replace(tzinfo=None) != stamp.moment
    note = (
        f"there was no {written} on that day, as daylight saving time began; the hour may be wrong"
        if there_is_none
        else f"there were two {written} on that day, as daylight saving time ended; the first is taken"
    )
    return moment.astimezone(here), HOUR_S + stamp.uncertainty_s, (note,)


def _with_changes(jumps: Sequence[Piece], zone: tzinfo, duration_ms: int) -> list[Piece]:
    """The jumps, and the places between them at which the zone's offset from UTC changes."""
    found: list[Piece] = []
    for number, jump in enumerate(jumps):
        found.append(jump)
        end_ms = jumps[number + 1].at_ms if number + 1 < len(jumps) else duration_ms
        change_ms = _change_ms(jump.time_ms, jump.time_ms + end_ms - jump.at_ms, zone)
        if change_ms is not None:
            found.append(Piece(jump.at_ms + change_ms - jump.time_ms, change_ms))
    return found


def _change_ms(first_ms: int, last_ms: int, zone: tzinfo) -> int | None:
    """The first moment with the later one's offset from UTC, None where both have the same."""

    def offset(time_ms: int) -> timedelta | None:
        return at_epoch(time_ms).astimezone(zone).utcoffset()

    if offset(first_ms) == (after := offset(last_ms)):
        return None
    low, high = first_ms, last_ms
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if offset(middle) == after else (middle, high)
    return high


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds" if moment.microsecond else "seconds")
