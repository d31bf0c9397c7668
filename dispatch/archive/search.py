"""Words in an archive: who said them, on what channel, at what time of day."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from dispatch.archive.database import Archive, recording_in
from dispatch.archive.query import query_of
from dispatch.archive.within import PLACES, SPEAKING, TRANSMISSIONS, Within
from dispatch.values import Role, Span

_FOUND = f"""
WITH hit AS MATERIALIZED (SELECT rowid AS id, rank AS fit FROM words WHERE words MATCH :match)
SELECT recording.sha256, place.path, place.details, place.system, place.talkgroup, place.tag,
       transmission.number, channel, start_ms, end_ms, speaker, unit, role,
       confidence, text, engine.model, max({SPEAKING}), hit.fit
FROM hit
JOIN transmission ON transmission.id = hit.id
JOIN transcript ON transcript.id = transmission.transcript AND (transcript.current OR :every)
JOIN engine ON engine.id = transcript.engine
JOIN recording ON recording.id = transcript.recording
JOIN place ON place.recording = transcript.recording
WHERE {PLACES} AND {TRANSMISSIONS}
GROUP BY transmission.id
"""
_ORDERS = {
    "best": "ORDER BY hit.fit, transmission.id",
    "time": "ORDER BY place.start_utc_ms IS NULL, place.start_utc_ms + clock_ms, place.path, start_ms",
}


MOST = 2**63 - 1
"""The largest number that SQLite takes."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A transmission that holds what was searched for."""

    recording: str
    """SHA-256."""
    path: str
    """Where the recording lay when it was seen last; its name alone where that is not known."""
    clock_start: str | None
    """ISO 8601: the clock when the transmission began."""
    system: str | None
    talkgroup: str | None
    tag: str | None
    transmission: int
    channel: int
    span: Span
    speaker: str | None
    unit: str | None
    role: Role
    confidence: float
    text: str
    model: str


@dataclass(frozen=True, slots=True)
class How:
    """How to search."""

    sounds_like: bool = False
    """Take every word as it sounds."""
    order: str = "best"
    """``best`` fit first, or by ``time``."""
    limit: int = 20
    every_model: bool = False
    """Search older transcripts of a recording, too, and what its file held earlier."""


def search(
    archive: Archive, query: str, within: Within | None = None, how: How | None = None
) -> tuple[Hit, ...]:
    """Transmissions in which the words of a query stand; see :mod:`dispatch.archive.query`.

    Raises:
        InputError: if the query holds no word.
    """
    how = how or How()
    wanted, most = query_of(query, sounds_like=how.sounds_like), min(how.limit, MOST)
    values = {
        **(within or Within()).parameters(),
        "match": wanted.match,
        "every": how.every_model,
        "replaced": how.every_model,
        "limit": most if wanted.is_exact else -1,
    }
    found = archive.each(f"{_FOUND} {_ORDERS[how.order]} LIMIT :limit", values)
    hits = (_hit(archive.path, *row[:16]) for row in found)
    return tuple(islice((hit for hit in hits if wanted.meant(hit.text)), most))


def _hit(
    archive: Path,
    sha256: str,
    path: str,
    details: str,
    system: str | None,
    talkgroup: str | None,
    tag: str | None,
    number: int,
    channel: int,
    start_ms: int,
    end_ms: int,
    speaker: str | None,
    unit: str | None,
    role: str,
    confidence: float,
    text: str,
    model: str,
) -> Hit:
    clock = recording_in(details, archive).clock_at(start_ms)
    time, span, who = clock.time if clock else None, Span(start_ms, end_ms), Role(role)
    return Hit(
        sha256, path, time, system, talkgroup, tag, number, channel, span, speaker, unit, who, confidence,
        text, model,
    )  # fmt: skip
