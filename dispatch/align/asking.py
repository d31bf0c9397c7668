"""Which stretches the sound is asked about, and what each quote gets there.

All of them where that is affordable. In many hours, a quick search asks every quote of the weakest
transcripts, where words hide, and of an even sample, which gives the scale; and each quote of the
stretches that its text points to.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from dispatch.align.acoustic import Part, SlotOdds, Window, Witness
from dispatch.align.stream import Stream
from dispatch.interfaces import Progress
from dispatch.values import Claim, Transmission
from dispatch.values.evidence import SoundEvidence
from dispatch.wording import Kind, tokens

QUICK_WINDOWS = 2500
"""Pairs of quote and window that a quick search spends on all quotes alike; about a minute on two cores."""

SCALE = 20
"""Stretches sampled evenly, however strong their transcripts: what the words get where they were not said."""

BADLY_BORNE_OUT = -5.0
"""Nats a word below which it is asked about once more, within what was heard around it."""

_QUOTATION_MARK = re.compile(r"""["“”„«»‹›‘]|^\s*'|(?<=[.,!?])['’]|['’](?=\s*$)""")
"""Double ones wherever they stand; of single ones those that can't be apostrophes."""

Key = tuple[str, int]
"""A recording's SHA-256 and a transmission's number."""

Lane = tuple[Stream, Witness | None]
"""One channel's words, and the witness for its sound where it may be asked."""


@dataclass(frozen=True)
class Place:
    """A transmission that the sound is asked about, and what each quote got there (nats; None: not asked)."""

    witness: Witness
    stream: Stream
    transmission: Transmission
    window: Window
    scores: tuple[float | None, ...]

    @property
    def key(self) -> Key:
        return self.stream.recording, self.transmission.id


@dataclass(frozen=True)
class Asked:
    """One quote at all the places where it was asked about."""

    claim: Claim
    places: tuple[Place, ...]
    level: tuple[float, ...]
    """Log-likelihood a token at each place."""
    tokens: int

    @property
    def words(self) -> str:
        """What of the quote is asked about."""
        return asked_words(self.claim.quote)

    @property
    def best(self) -> int:
        """The index of the place that the sound likes best."""
        return max(range(len(self.level)), key=lambda k: self.level[k])

    def evidence(self, at: int, *, whole: bool, parts: Mapping[int, Part] | None = None) -> SoundEvidence:
        """What the sound says of a place; ``whole`` asks of each of the quote's words, too.

        ``parts`` are the words of a quote by the place that holds them: each is asked about where it was
        said, and once more within what else was heard there if it is borne out badly by itself. The model
        looks for them at the window's beginning and may take an "on a" there for that of "on a roof".
        """
        others = max((score for k, score in enumerate(self.level) if k != at), default=self.level[at])
        location, lead = self.level[at] - median(self.level), self.level[at] - others
        if not whole:
            return SoundEvidence(location, None, None, 0, self.tokens, lead)
        asked = [(self.places[k], part) for k, part in (parts or {at: Part(self.words)}).items()]
        odds = [place.witness.slot_odds(place.window, part) for place, part in asked]
        gains = [gain for place, part in asked for gain in place.witness.word_gains(place.window, part)]
        means = [one.mean for one in odds if one.mean is not None]
        return SoundEvidence(
            location,
            min((one.worst for one in odds if one.worst is not None), default=None),
            fmean(means) if means else None,
            sum(one.foils for one in odds),
            self.tokens,
            lead,
            worst_word=min(gains, default=None),
            mean_word=fmean(gains) if gains else None,
            slot_odds_within=_worst_slot_within(asked, odds),
            worst_word_within=_worst_word_within(asked, gains),
        )


def _worst_slot_within(asked: Sequence[tuple[Place, Part]], odds: Sequence[SlotOdds]) -> float | None:
    worst = [one.worst for one in odds if one.worst is not None]
    if not worst or min(worst) >= 0 or all(part.is_whole for _, part in asked):
        return None
    again = (place.witness.slot_odds(place.window, part, within=True).worst for place, part in asked)
    return min((one for one in again if one is not None), default=None)


def _worst_word_within(asked: Sequence[tuple[Place, Part]], gains: Sequence[float]) -> float | None:
    if min(gains, default=0.0) >= BADLY_BORNE_OUT or all(part.is_whole for _, part in asked):
        return None
    again = (place.witness.word_gains(place.window, part, within=True) for place, part in asked)
    return min((gain for one in again for gain in one), default=None)


def asked_words(quote: str) -> str:
    """The longest stretch of a quote between its ellipses and bracketed insertions: what was spoken on end.

    Quotation marks are left out: nobody speaks them, and a recogniser hardly ever writes them.

    Example:
        >>> asked_words("Ten acres ... Send [us] two more engines")
        'two more engines'
        >>> asked_words("‘Don’t send engines,’"), asked_words('"Send “Ladder 4” up."')
        ('Don’t send engines,', 'Send Ladder 4 up.')
    """
    gaps = [(t.start, t.end) for t in tokens(quote) if t.kind in (Kind.ELLIPSIS, Kind.BRACKET)]
    edges = [0, *(edge for gap in gaps for edge in gap), len(quote)]
    parts = [quote[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    spoken = [_QUOTATION_MARK.sub("", part).strip() for part in parts]
    return max(spoken, key=lambda part: len(part.split())) or quote


def ask(
    claims: Sequence[Claim],
    lanes: Sequence[Lane],
    likely: Sequence[Collection[Key]],
    *,
    deep: bool,
    progress: Progress,
) -> tuple[Place, ...]:
    """What each quote gets on each window that it is asked about.

    Args:
        claims: the quotes.
        lanes: where they may have been said.
        likely: for each claim the transmissions that its text points to.
        deep: ask everything, however long that takes.
        progress: told the share done.
    """
    heard = [(stream, witness, t) for stream, witness in lanes if witness for t in stream.transmissions]
    shared = _shared(heard, len(claims), deep)
    places = []
    for number, (stream, witness, transmission) in enumerate(heard):
        key = stream.recording, transmission.id
        asking = [k for k in range(len(claims)) if key in shared or key in likely[k]]
        progress((number + 1) / len(heard))
        if not asking:
            continue
        window = witness.window(transmission)
        scores: list[float | None] = [None] * len(claims)
        texts = [asked_words(claims[k].quote) for k in asking]
        for k, score in zip(asking, witness.best(window, texts), strict=True):
            scores[k] = score
        places.append(Place(witness, stream, transmission, window, tuple(scores)))
    return tuple(places)


def _shared(heard: Sequence[tuple[Stream, Witness, Transmission]], claims: int, deep: bool) -> set[Key]:
    """The transmissions that every quote is asked of."""
    if deep or len(heard) * claims <= QUICK_WINDOWS:
        return {(stream.recording, t.id) for stream, _, t in heard}
    weakest = sorted(heard, key=lambda h: h[2].confidence)[: QUICK_WINDOWS // claims]
    sample = heard[:: max(1, len(heard) // SCALE)]
    return {(stream.recording, t.id) for stream, _, t in (*weakest, *sample)}


def asked_of(claim: Claim, number: int, places: Sequence[Place]) -> Asked | None:
    """One quote at the places where it was asked about; None where it was asked nowhere."""
    mine = [(place, score) for place in places if (score := place.scores[number]) is not None]
    if not mine:
        return None
    first = mine[0][0]
    count = first.witness.tokens(first.window, asked_words(claim.quote)) or 1
    return Asked(claim, tuple(p for p, _ in mine), tuple(score / count for _, score in mine), count)
