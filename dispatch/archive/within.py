"""Which part of an archive is meant: a talkgroup, a system, a stretch of clock time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dispatch.errors import InputError
from dispatch.values.clock import EPOCH

REPLACED = """
    EXISTS (
        SELECT 1 FROM place AS later WHERE later.path = place.path AND later.id > place.id
        AND (instr(place.path, '/') OR instr(place.path, char(92)))
        AND coalesce(later.start_utc_ms < place.end_utc_ms AND place.start_utc_ms < later.end_utc_ms, 1)
    )
"""
"""Condition on a place: its file held other bytes later, and no clock tells that another call was written
over it. So it is with a recording that has grown. A name without a folder is no place."""

CHANNEL = f"""
    (:talkgroup IS NULL OR place.talkgroup = :talkgroup COLLATE NOCASE
                        OR place.tag = :talkgroup COLLATE NOCASE)
    AND (:system IS NULL OR place.system = :system COLLATE NOCASE)
    AND (:replaced OR NOT {REPLACED})
"""
"""Condition on a place, whatever its time. Where ``replaced`` is 1, what a file held earlier counts, too."""

PLACES = f"""
    {CHANNEL}
    AND (:start IS NULL OR place.end_utc_ms > :start)
    AND (:end IS NULL OR place.start_utc_ms < :end)
"""
"""The same, with its time. A recording of unknown time lies in no stretch of time."""

TRANSMISSIONS = """
    (:start IS NULL OR place.start_utc_ms + clock_ms + end_ms - start_ms > :start)
    AND (:end IS NULL OR place.start_utc_ms + clock_ms < :end)
"""
"""Condition on a transmission of such a place, for recordings that are longer than the stretch."""

SPEAKING = "((place.start_utc_ms IS NOT NULL) * 1000000000000 + place.id)"
"""The highest is the place that speaks for a recording: the one seen last, with a clock if any has one."""


@dataclass(frozen=True, slots=True)
class Within:
    """A part of an archive; the default is all of it. Times are milliseconds since 1970, UTC, half-open."""

    talkgroup: str | None = None
    """Its number or its name."""
    system: str | None = None
    start_utc_ms: int | None = None
    end_utc_ms: int | None = None

    def parameters(self) -> dict[str, Any]:
        """Values for :data:`PLACES` and :data:`TRANSMISSIONS`."""
        return {
            "talkgroup": self.talkgroup,
            "system": self.system,
            "start": self.start_utc_ms,
            "end": self.end_utc_ms,
            "replaced": False,
        }

    @property
    def is_bounded_in_time(self) -> bool:
        return self.start_utc_ms is not None or self.end_utc_ms is not None


def within_of(
    talkgroup: str | None, system: str | None, start: str | None, end: str | None, zone: str | None = None
) -> Within:
    """The part that options of a command line name.

    A date alone is its first moment as a start and its last as an end.

    Raises:
        InputError: for a time that can't be read or has no offset, a zone that does not exist, an end
            before its start.

    Example:
        >>> day = within_of(None, None, "2026-03-14", "2026-03-14", "America/Chicago")
        >>> (day.end_utc_ms - day.start_utc_ms) / 3_600_000
        24.0
    """
    here = None if zone is None else _zone(zone)
    first = None if start is None else utc_ms(_moment("--from", start, here, last=False))
    last = None if end is None else utc_ms(_moment("--to", end, here, last=True))
    if first is not None and last is not None and last <= first:
        raise InputError(f"--to {end}", "not after --from", "give an end behind the start")
    return Within(talkgroup, system, first, last)


def utc_ms(moment: datetime) -> int:
    """Whole milliseconds since 1970.

    Example:
        >>> utc_ms(datetime.fromisoformat("1970-01-01T01:00:00.250+01:00"))
        250
    """
    return round((moment - EPOCH) / timedelta(milliseconds=1))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InputError(f"--tz {name}", "no such time zone", "use a name such as America/Chicago") from None


def _moment(option: str, text: str, here: ZoneInfo | None, *, last: bool) -> datetime:
    what = f"{option} {text}"
    try:
        moment = datetime.fromisoformat(text)
        if last and len(text) <= len("2026-03-14"):
            moment += timedelta(days=1)
    except ValueError:
        remedy = "write it as 2026-03-14 or 2026-03-14T21:00:00-05:00"
        raise InputError(what, "not an ISO 8601 time", remedy) from None
    except OverflowError:
        raise InputError(what, "no day comes after it", "give an earlier one, or leave it out") from None
    if moment.tzinfo is not None:
        return moment
    if here is None:
        raise InputError(what, "it has no offset from UTC", "add one, as in -06:00, or give --tz")
    return moment.replace(tzinfo=here)
