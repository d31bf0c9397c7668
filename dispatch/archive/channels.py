"""Which systems and talkgroups an archive holds, and from when to when: what a search can be bounded by."""

from __future__ import annotations

from dataclasses import dataclass

from dispatch.archive.database import Archive

_COUNTED = (
    "SELECT coalesce(system, ''), coalesce(talkgroup, ''), coalesce(max(tag), ''), "
    "count(DISTINCT recording) FROM place "
    "WHERE system IS NOT NULL OR talkgroup IS NOT NULL GROUP BY 1, 2 ORDER BY 4 DESC, 1, 2"
)
_EDGE = "SELECT start_time FROM place WHERE start_utc_ms IS NOT NULL ORDER BY start_utc_ms {order} LIMIT 1"


@dataclass(frozen=True, slots=True)
class Channel:
    """A talkgroup of a system, as the recorders named it, empty where they did not."""

    system: str
    talkgroup: str
    tag: str
    recordings: int


def channels(archive: Archive) -> tuple[Channel, ...]:
    """Those of all recordings, the one with most of them first."""
    return tuple(Channel(*row) for row in archive.rows(_COUNTED))


def bounds(archive: Archive) -> tuple[str, str] | None:
    """Start of the first and of the last recording whose time is known, ISO 8601."""
    found = [archive.rows(_EDGE.format(order=order)) for order in ("ASC", "DESC")]
    return (found[0][0][0], found[1][0][0]) if all(found) else None
