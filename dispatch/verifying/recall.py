"""What of an archive a verification examines: all of a small part, the likeliest places of a large one.

A quote is looked for in the index of all transcripts, and the recordings of its best candidates are examined
as if they had been named. The rest counts as searched by its words where they were heard well, and as
nothing more: what the index can't answer for keeps a quote from being called absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from dispatch.archive.candidates import Finder
from dispatch.archive.database import Archive, Stored, recording_in
from dispatch.archive.within import PLACES, TRANSMISSIONS, Within
from dispatch.errors import DispatchError
from dispatch.files import sha256_of
from dispatch.interfaces import Hearing
from dispatch.pipeline import Beyond
from dispatch.values import (
    Claim,
    Coverage,
    Damage,
    Engine,
    Flag,
    Recording,
    Span,
    Transcript,
    Transmission,
)
from dispatch.values.evidence import Searched as Extent

EXHAUSTIVE = 400
"""Transmissions of a part that is examined whole: two hours of a busy channel. More of them, and the sound
of each could not be asked about each claim in a minute or two."""

CANDIDATES = 12
"""Transmissions examined for each claim of a larger part."""

BESIDE_MS = 20_000
"""How far before and after a likely call another one of its talkgroup belongs to it."""

LONGEST_CALL_MS = 3_600_000
"""Calls that began longer ago are not looked for."""

NAMED = 5
"""Recordings named in a sentence about many."""


@dataclass(frozen=True, slots=True)
class Recalled:
    """Recordings to examine, and what was searched by its words alone."""

    stored: tuple[Stored, ...]
    has_sound: tuple[bool, ...]
    """Whether each recording is still where it was, at any of its places, with the same bytes."""
    beyond: Beyond


def recall(archive: Archive, within: Within, claims: Sequence[Claim]) -> Recalled:
    """Choose what is examined of a part of an archive.

    Raises:
        InputError: if the archive can't be read.
    """
    held = archive.holdings(within)
    everything = archive.transcripts_within(within)
    chosen = everything if held.transmissions <= EXHAUSTIVE else _likeliest(archive, within, claims)
    order = {number: place for place, number in enumerate(everything)}
    examined = sorted(chosen, key=order.__getitem__)
    found = [_located(one) for one in archive.stored(examined, within)]
    stored, has_sound = tuple(one for one, _ in found), tuple(there for _, there in found)
    undated = held.undated if within.is_bounded_in_time else 0
    notes = tuple(_notes(held.recordings, undated, stored, has_sound))
    return Recalled(stored, has_sound, Beyond(_extent(archive, within, set(examined)), notes))


def _likeliest(archive: Archive, within: Within, claims: Iterable[Claim]) -> set[int]:
    finder = Finder(archive, within)
    found = {
        candidate.transcript
        for claim in claims
        if claim.checkable
        for candidate in finder.best(claim.quote, CANDIDATES)
    }
    return found | {other for number in found for other in _beside(archive, within, number)}


def _beside(archive: Archive, within: Within, transcript: int) -> set[int]:
    """The calls just before and after one on its talkgroup: a quote may run over two of them."""
    rows = archive.rows(
        "SELECT DISTINCT other.id FROM transcript AS one "
        "JOIN place AS here ON here.recording = one.recording "
        "JOIN place ON place.talkgroup = here.talkgroup AND place.system IS here.system "
        "AND place.start_utc_ms < here.end_utc_ms + :reach AND place.start_utc_ms > here.start_utc_ms - :far "
        "AND place.end_utc_ms > here.start_utc_ms - :reach "
        "JOIN transcript AS other ON other.recording = place.recording AND other.current "
        f"WHERE one.id = :id AND {PLACES}",
        {**within.parameters(), "id": transcript, "reach": BESIDE_MS, "far": LONGEST_CALL_MS},
    )
    return {number for (number,) in rows}


def _located(stored: Stored) -> tuple[Stored, bool]:
    """It at a place that still has its recording, and whether there is one."""
    sha256 = stored.transcript.recording.sha256
    for path in (stored.path, *stored.elsewhere):
        if _is_there(path, sha256):
            return replace(stored, path=path), True
    return stored, False


def _is_there(path: Path, sha256: str) -> bool:
    try:
        return sha256_of(path) == sha256
    except DispatchError:
        return False


def _extent(archive: Archive, within: Within, examined: set[int]) -> Extent:
    """How well what is not examined was heard, by the rules for what is."""
    from dispatch.align.coverage import is_confident
    from dispatch.align.unheard import unheard_in

    speech = confident = lost = longest = 0
    damage = _damage(archive, within)
    rows = archive.rows(
        "SELECT DISTINCT transmission.transcript, number, start_ms, end_ms, confidence, flags "
        "FROM place JOIN transcript ON transcript.recording = place.recording AND current "
        "JOIN transmission ON transmission.transcript = transcript.id "
        f"WHERE {PLACES} AND {TRANSMISSIONS} ORDER BY 1, 2",
        within.parameters(),
    )
    for transcript, group in groupby(rows, key=lambda row: row[0]):
        if transcript in examined:
            continue
        said = tuple(_outline(*row[1:]) for row in group)
        speech += sum(one.span.duration_ms for one in said)
        confident += sum(one.span.duration_ms for one in said if is_confident(one))
        lost += sum(one.span.duration_ms for one in said if Flag.UNINTELLIGIBLE in one.flags)
        recording = replace(_OUTLINE.recording, damage=damage.get(transcript, ()))
        outline = replace(_OUTLINE, recording=recording, transmissions=said)
        longest = max(longest, unheard_in(Hearing(outline)).longest_ms())
    share = confident / max(1, speech)
    return Extent(speech, lost, 0.0, share, share, longest)


_OUTLINE = Transcript(
    Recording("", "", 0, "", "", 0, 1, 0), Engine("", "", "", "", ""), (), (), (), Coverage(0, 0, 0, 0)
)
"""A transcript of which only the times are looked at."""


def _damage(archive: Archive, within: Within) -> dict[int, tuple[Damage, ...]]:
    rows = archive.rows(
        "SELECT transcript.id, place.details FROM place JOIN transcript "
        "ON transcript.recording = place.recording AND current "
        f"WHERE {PLACES} AND place.details NOT LIKE '%\"damage\": []%'",
        within.parameters(),
    )
    return {number: recording_in(text, archive.path).damage for number, text in rows}


def _outline(number: int, start_ms: int, end_ms: int, confidence: float, flags: str) -> Transmission:
    span = Span(start_ms, end_ms)
    return Transmission(number, span, confidence=confidence, flags=tuple(map(Flag, flags.split())))


def _notes(
    recordings: int, undated: int, stored: Sequence[Stored], has_sound: Sequence[bool]
) -> Iterator[str]:
    if len(stored) < recordings:
        yield (
            f"Of {recordings} recordings of the archive, the {len(stored)} with the likeliest words were "
            "examined; the others were searched through the index of their transcripts alone."
        )
    if undated:
        yield f"{undated} recordings of the archive were not searched, as their time is not known."
    silent = [one.path.name for one, there in zip(stored, has_sound, strict=True) if not there]
    if silent:
        others = f" and {len(silent) - NAMED} others" if len(silent) > NAMED else ""
        yield (
            "The sound of these recordings is not where it was when they were transcribed, or has changed, "
            f"so their transcripts alone were searched: {', '.join(silent[:NAMED])}{others}."
        )
