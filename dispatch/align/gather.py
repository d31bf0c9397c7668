"""Gather both lines of evidence for claims over recordings.

The text line reads every quote in every transcript. The audio line then asks the sound: of each
difference in the best readings, and, a window at a time and for all claims at once, of the quoted
words themselves, so that words are found where the transcript is garbage.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from dispatch.align.acoustic import Window, Witness
from dispatch.align.placement import Placement, placements, spliced_placement
from dispatch.align.reading import reading_of, sound_reading
from dispatch.align.stream import Stream, streams
from dispatch.align.unheard import longest_unheard_ms
from dispatch.interfaces import Hearing, LikelihoodScorer, Progress
from dispatch.values import Claim, Flag, Transmission, total_ms
from dispatch.values.evidence import ClaimEvidence, Reading, Searched, SoundEvidence
from dispatch.wording import tokens

READINGS_KEPT = 5
PLAUSIBLE = 0.4
"""Similarity above which the best reading's differences are worth asking the sound about."""

CLOSE = 0.7
"""The same for the readings after it."""

CONFIDENT = 0.6
"""Transmission confidence from which the transcript alone counts as searched."""

LEGIBLE = 0.35
"""Confidence from which the sound, asked as well, makes up for a doubtful transcript. Below it the model
hears so little that words which were said may score no better than others."""

QUICK_WINDOWS = 2500
"""Quote-and-window pairs a quick search spends; about a minute on two cores."""


@dataclass(frozen=True)
class Gathered:
    """Evidence for each claim, and how much of each recording was asked by sound."""

    evidence: tuple[ClaimEvidence, ...]
    searched_by_sound: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class _Place:
    """A transmission that the sound is asked about, and what each quote got there (nats)."""

    witness: Witness
    stream: Stream
    transmission: Transmission
    window: Window
    scores: tuple[float, ...]


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
    lanes = [
        (stream, _witness(scorer, hearing)) for hearing in hearings for stream in streams(hearing.transcript)
    ]
    places = _ask_everywhere(claims, lanes, deep, lambda share: told(0.7 * share))
    unheard_ms = max((longest_unheard_ms(hearing) for hearing in hearings), default=0)
    searched = replace(_searched(lanes, places), longest_unheard_ms=unheard_ms)
    evidence = []
    for number, claim in enumerate(claims):
        evidence.append(_one_claim(claim, number, lanes, places, searched))
        told(0.7 + 0.3 * (number + 1) / len(claims))
    shares = tuple(
        (hearing.transcript.recording.sha256, _share_by_sound(hearing, places)) for hearing in hearings
    )
    return Gathered(tuple(evidence), shares)


def _witness(scorer: LikelihoodScorer | None, hearing: Hearing) -> Witness | None:
    if scorer is None or hearing.audio is None:
        return None
    return Witness(scorer, hearing.audio, hearing.transcript.recording.sha256)


def _ask_everywhere(
    claims: Sequence[Claim],
    lanes: Sequence[tuple[Stream, Witness | None]],
    deep: bool,
    progress: Progress,
) -> list[_Place]:
    """What each quote gets on each window; the weakest transcripts first where not all can be asked."""
    asked = [(stream, witness, t) for stream, witness in lanes if witness for t in stream.transmissions]
    if not deep and len(asked) * len(claims) > QUICK_WINDOWS:
        weakest = sorted(asked, key=lambda a: a[2].confidence)[: QUICK_WINDOWS // max(1, len(claims))]
        kept = {id(a[2]) for a in weakest}
        asked = [a for a in asked if id(a[2]) in kept]
    places = []
    for number, (stream, witness, transmission) in enumerate(asked):
        assert witness is not None
        window = witness.window(transmission)
        scores = tuple(witness.best(window, [claim.quote for claim in claims]))
        places.append(_Place(witness, stream, transmission, window, scores))
        progress((number + 1) / len(asked))
    return places


def _one_claim(
    claim: Claim,
    number: int,
    lanes: Sequence[tuple[Stream, Witness | None]],
    places: Sequence[_Place],
    searched: Searched,
) -> ClaimEvidence:
    quote = tokens(claim.quote)
    found: list[tuple[Placement, Witness | None]] = []
    joined: list[tuple[Placement, Witness | None]] = []
    for stream, witness in lanes:
        found += [(p, witness) for p in placements(claim.quote, quote, stream)]
        splice = spliced_placement(claim.quote, quote, stream)
        if splice is not None and splice.is_splice:
            joined.append((splice, witness))
    found.sort(key=lambda f: -f[0].similarity)
    readings = [
        reading_of(p, witness if p.similarity >= (CLOSE if rank else PLAUSIBLE) else None)
        for rank, (p, witness) in enumerate(found[:READINGS_KEPT])
        if p.places
    ]
    readings = _with_sound(claim, number, readings, places)
    spliced = max(joined, key=lambda j: j[0].similarity, default=None)
    return ClaimEvidence(
        claim,
        tuple(readings),
        reading_of(*spliced) if spliced and spliced[0].places else None,
        searched,
    )


def _with_sound(
    claim: Claim, number: int, readings: Sequence[Reading], places: Sequence[_Place]
) -> list[Reading]:
    """Readings with what the sound says of their place, and the place the sound itself likes best."""
    if not places:
        return list(readings)
    count = places[0].witness.tokens(places[0].window, claim.quote) or 1
    level = [place.scores[number] / count for place in places]
    by_transmission = {(p.stream.recording, p.transmission.id): k for k, p in enumerate(places)}
    best = max(range(len(places)), key=lambda k: level[k])
    out, seen = [], set()
    for rank, reading in enumerate(readings):
        asked = [by_transmission.get((reading.recording, t.id)) for t in reading.transmissions]
        options = [k for k in asked if k is not None]
        if not options:
            out.append(reading)
            continue
        at = max(options, key=lambda k: level[k])
        seen.add(at)
        whole = rank == 0 or at == best
        out.append(replace(reading, sound=_sound(claim, places, level, at, count, whole)))
    if best not in seen:
        sound = _sound(claim, places, level, best, count, True)
        out.append(sound_reading(claim.quote, places[best].stream, places[best].transmission, sound))
    return out


def _sound(
    claim: Claim, places: Sequence[_Place], level: Sequence[float], at: int, count: int, whole: bool
) -> SoundEvidence:
    """What the sound says of a place, by the quote's log-likelihood a token at every place asked.

    Args:
        claim: the quote.
        places: those asked.
        level: nats a token at each.
        at: the place.
        count: the quote's tokens.
        whole: also ask of each of its words.
    """
    others = max((score for k, score in enumerate(level) if k != at), default=level[at])
    here = SoundEvidence(level[at] - median(level), None, None, 0, count, level[at] - others)
    if not whole:
        return here
    place = places[at]
    odds = place.witness.slot_odds(place.window, claim.quote)
    gains = place.witness.word_gains(place.window, claim.quote)
    return replace(
        here,
        slot_odds=odds.worst,
        mean_slot_odds=odds.mean,
        foils=odds.foils,
        worst_word=min(gains, default=None),
        mean_word=sum(gains) / len(gains) if gains else None,
    )


def _searched(lanes: Sequence[tuple[Stream, Witness | None]], places: Sequence[_Place]) -> Searched:
    everything = [(stream, t) for stream, _ in lanes for t in stream.transmissions]
    asked = {(p.stream.recording, p.transmission.id) for p in places}
    speech = sum(t.span.duration_ms for _, t in everything)
    confident = sum(t.span.duration_ms for _, t in everything if is_confident(t))
    sound = sum(t.span.duration_ms for s, t in everything if (s.recording, t.id) in asked)
    either = sum(
        t.span.duration_ms
        for s, t in everything
        if is_confident(t) or (t.confidence >= LEGIBLE and (s.recording, t.id) in asked)
    )
    lost = sum(t.span.duration_ms for _, t in everything if Flag.UNINTELLIGIBLE in t.flags)
    whole = max(1, speech)
    return Searched(speech, lost, sound / whole, confident / whole, either / whole)


def is_confident(transmission: Transmission) -> bool:
    """Whether the transcript of a transmission can be trusted to hold what was said."""
    return transmission.confidence >= CONFIDENT and Flag.UNINTELLIGIBLE not in transmission.flags


def _share_by_sound(hearing: Hearing, places: Sequence[_Place]) -> float:
    speech = total_ms(t.span for t in hearing.transcript.transmissions)
    sha = hearing.transcript.recording.sha256
    asked = total_ms(p.transmission.span for p in places if p.stream.recording == sha)
    return min(1.0, asked / speech) if speech else 0.0
