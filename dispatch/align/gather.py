"""Gather both lines of evidence for claims over recordings.

The text line reads every quote in every transcript. The audio line then asks the sound: of each
difference in the best readings, and, a window at a time and for all claims at once, of the quoted
words themselves, so that words are found where the transcript is garbage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dispatch.align.acoustic import Part, Witness
from dispatch.align.asking import Asked, Key, Lane, ask, asked_of
from dispatch.align.audible import audible_in, speaks_against
from dispatch.align.coverage import Searching, share_by_sound
from dispatch.align.doubts import with_doubts
from dispatch.align.named import Names
from dispatch.align.placement import Placement, compared
from dispatch.align.reading import reading_of, sound_reading
from dispatch.align.stream import streams, word_ranges
from dispatch.align.unsettled import unsettled_numbers
from dispatch.interfaces import Hearing, LikelihoodScorer, Progress
from dispatch.values import Claim, ClaimKind, Transmission, WordEvidence
from dispatch.values.evidence import ClaimEvidence, Reading, Searched
from dispatch.wording import Kind, tokens

READINGS_KEPT = 5
LIKELY = 20
"""Places that the text points to and the sound is asked about, whatever else it is asked about."""

PLAUSIBLE = 0.4
"""Similarity above which the best reading's differences are worth asking the sound about."""

CLOSE = 0.7
"""The same for the readings after it."""

NEARLY = 0.9
"""Similarity from which a quote is not asked of transmissions that nobody can read."""

_TEXT_SHARE, _SOUND_SHARE = 0.2, 0.6
"""Of the work, for its progress."""


@dataclass(frozen=True)
class Gathered:
    """Evidence for each claim, and how much of each recording was asked by sound."""

    evidence: tuple[ClaimEvidence, ...]
    searched_by_sound: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class _Found:
    """Where the text line finds a quote: the likeliest places first, and the best that joins places apart."""

    placements: tuple[tuple[Placement, Witness | None], ...]
    spliced: tuple[Placement, Witness | None] | None

    @property
    def likely(self) -> frozenset[Key]:
        return frozenset((p.stream.recording, t.id) for p, _ in self.placements for t in p.transmissions)

    @property
    def has_it(self) -> bool:
        """Whether a transcript has nearly the quote's words, so that its absence is no question."""
        return any(placement.similarity >= NEARLY for placement, _ in self.placements)


def gather(
    claims: Sequence[Claim],
    hearings: Sequence[Hearing],
    scorer: LikelihoodScorer | None,
    *,
    deep: bool = False,
    progress: Progress | None = None,
) -> Gathered:
    """Evidence on each claim, in the order given.

    Args:
        claims: quotes; indirect claims are read the same way and judged otherwise.
        hearings: transcripts, with their sound where it may be asked.
        scorer: the acoustic model, or None for the text line alone.
        deep: ask the sound of every stretch, however long that takes.
        progress: told the share done.
    """
    told = progress or (lambda share: None)
    lanes = [(s, _witness(scorer, hearing)) for hearing in hearings for s in streams(hearing.transcript)]
    found = []
    for number, claim in enumerate(claims):
        found.append(_find(claim, lanes))
        told(_TEXT_SHARE * (number + 1) / len(claims))
    likely = [f.likely for f in found]
    places = ask(claims, lanes, likely, deep=deep, progress=lambda s: told(_TEXT_SHARE + _SOUND_SHARE * s))
    searching, audible = Searching(lanes, places, hearings), audible_in(places)
    names = Names([stream for stream, _ in lanes])
    evidence = []
    for number, (claim, places_of) in enumerate(zip(claims, found, strict=True)):
        asking = audible if claim.kind is ClaimKind.QUOTE and not places_of.has_it else ()
        told_by = frozenset(place.key for place in asking if speaks_against(place, number, claim.quote))
        searched = searching.but(told_by)
        gathered = names.filled(_evidence(claim, places_of, asked_of(claim, number, places), searched))
        unsettled = unsettled_numbers(claim, lanes) if claim.kind is ClaimKind.INDIRECT else ()
        evidence.append(replace(gathered, unsettled=unsettled))
        told(_TEXT_SHARE + _SOUND_SHARE + (1 - _TEXT_SHARE - _SOUND_SHARE) * (number + 1) / len(claims))
    shares = tuple((h.transcript.recording.sha256, share_by_sound(h, places)) for h in hearings)
    return Gathered(tuple(evidence), shares)


def _witness(scorer: LikelihoodScorer | None, hearing: Hearing) -> Witness | None:
    if scorer is None or hearing.audio is None:
        return None
    return Witness(scorer, hearing.audio, hearing.transcript.recording.sha256)


def _find(claim: Claim, lanes: Sequence[Lane]) -> _Found:
    quote = tokens(claim.quote)
    found: list[tuple[Placement, Witness | None]] = []
    joined: list[tuple[Placement, Witness | None]] = []
    for stream, witness in lanes:
        both = compared(claim.quote, quote, stream)
        found += [(p, witness) for p in both.placements(LIKELY)]
        splice = both.spliced()
        if splice is not None and splice.is_splice:
            joined.append((splice, witness))
    return _Found(tuple(_likeliest(found)[:LIKELY]), max(joined, key=lambda j: j[0].similarity, default=None))


def _likeliest(
    found: Sequence[tuple[Placement, Witness | None]],
) -> list[tuple[Placement, Witness | None]]:
    """Best first, one for the same transmissions: what the sound says of it stands for all others there."""
    by_place: dict[tuple[str, int, tuple[int, ...]], tuple[Placement, Witness | None]] = {}
    for placement, witness in sorted(found, key=lambda f: -f[0].similarity):
        place = placement.stream.recording, placement.stream.channel, placement.places
        by_place.setdefault(place, (placement, witness))
    return list(by_place.values())


def _evidence(claim: Claim, found: _Found, asked: Asked | None, searched: Searched) -> ClaimEvidence:
    readings = [
        with_doubts(reading_of(p, witness if p.similarity >= (CLOSE if rank else PLAUSIBLE) else None), p)
        for rank, (p, witness) in enumerate(found.placements[:READINGS_KEPT])
        if p.places
    ]
    readings = _with_sound(readings, asked) if asked else readings
    spliced = reading_of(*found.spliced) if found.spliced and found.spliced[0].places else None
    return ClaimEvidence(claim, tuple(readings), spliced, searched)


def _with_sound(readings: Sequence[Reading], asked: Asked) -> list[Reading]:
    """Readings with what the sound says of their place, and the place the sound itself likes best."""
    number_of = {place.key: k for k, place in enumerate(asked.places)}
    best, out, seen = asked.best, [], set()
    for rank, reading in enumerate(readings):
        options = [number_of.get((reading.recording, t.id)) for t in reading.transmissions]
        at = max((k for k in options if k is not None), key=lambda k: asked.level[k], default=None)
        if at is None:
            out.append(reading)
            continue
        seen.add(at)
        parts = _parts(reading, asked, number_of)
        out.append(replace(reading, sound=asked.evidence(at, whole=rank == 0 or at == best, parts=parts)))
    if best not in seen:
        place, sound = asked.places[best], asked.evidence(best, whole=True)
        out.append(sound_reading(asked.claim.quote, place.stream, place.transmission, sound))
    return out


def _parts(reading: Reading, asked: Asked, number_of: Mapping[Key, int]) -> dict[int, Part]:
    """The quote's words by the place that holds them."""
    marked = any(t.kind in (Kind.ELLIPSIS, Kind.BRACKET) for t in tokens(asked.claim.quote))
    alone = len(reading.transmissions) == 1
    settled = reading.similarity < CLOSE or any(e.carries_meaning and e.is_ruled_out for e in reading.edits)
    parts: dict[int, Part] = {}
    for transmission in reading.transmissions:
        start, end = transmission.span.start_ms, transmission.span.end_ms
        here = [w for w in reading.words if w.span and start <= w.span.start_ms < end]
        place = number_of.get((reading.recording, transmission.id))
        if here and place is not None:
            words = asked.words if alone else " ".join(w.quoted for w in here)
            around = ("", "") if settled or (marked and alone) else _around(transmission, here)
            as_heard = "" if marked else dict(reading.as_heard).get(transmission.id, "")
            parts[place] = Part(words, *around, as_heard)
    return parts


def _around(transmission: Transmission, here: Sequence[WordEvidence]) -> tuple[str, str]:
    """The transmission's text before and after the words that a quote shares with it."""
    spans = [word.span for word in here if word.span]
    first, last = min(span.start_ms for span in spans), max(span.end_ms for span in spans)
    inside = [
        chars
        for word, chars in zip(transmission.words, word_ranges(transmission), strict=True)
        if first <= word.span.start_ms < last
    ]
    if not inside:
        return "", ""
    return transmission.text[: inside[0][0]].strip(), transmission.text[inside[-1][1] :].strip()
