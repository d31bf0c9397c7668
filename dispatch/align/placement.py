"""Where a quote could have been said, and how it differs from the words heard there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from dispatch.align.alignment import (
    ALIKE,
    JUMP,
    Costs,
    Pair,
    Path,
    best_paths,
    costs,
    pairings,
    said_after_all,
    said_beside,
)
from dispatch.align.clock import in_24_hours
from dispatch.align.edges import with_edges, with_ends
from dispatch.align.edits import Edit, edits_of
from dispatch.align.steps import Sides
from dispatch.align.stream import HeardToken, Stream
from dispatch.values import Span, Transmission, covering
from dispatch.wording import Kind, Token, weight
from dispatch.wording.lexicon import CONTRACTED_ALIKE, PHONETIC, POLICE_LETTERS
from dispatch.wording.similarity import sounding_like

LEAST_PART = 1.5
"""Weight of matched words that a part of a splice must have: one word found elsewhere is no part."""

LEAST_WORDS = 3
"""Words that it must have, two where they are a whole sentence ("She's cooperative."): a call sign alone is
said all the time."""


MOST_LETTERS = 4
"""Letters of a plate that are printed together."""


@dataclass(frozen=True)
class Placement:
    """One reading of a quote in a stream."""

    quote: str
    quote_tokens: tuple[Token, ...]
    stream: Stream
    path: Path

    @property
    def similarity(self) -> float:
        """Share of the quote's weight that is borne out; the price of jumping is not part of it."""
        whole = sum(weight(t) for t in self.quote_tokens if t.kind is not Kind.ELLIPSIS) or 1.0
        return max(0.0, 1 - (self.path.cost - JUMP * (len(self.runs) - 1)) / whole)

    @property
    def is_splice(self) -> bool:
        """Whether it joins at least two places, with enough words at each to be a stretch of its own."""
        return len(self.runs) > 1 and all(self._is_stretch(run) for run in self.runs)

    def _is_stretch(self, run: Sequence[Pair]) -> bool:
        found = [self.quote_tokens[quoted] for quoted, _ in pairings(p for p in run if p.cost < ALIKE)]
        words = {t.start for t in found}
        enough = len(words) >= LEAST_WORDS or (len(words) == LEAST_WORDS - 1 and self._is_sentence(found))
        return enough and sum(map(weight, found)) >= LEAST_PART

    def _is_sentence(self, found: Sequence[Token]) -> bool:
        """Whether these are all words of one of the quote's sentences, and no call sign alone."""
        whole = [t for t in self.quote_tokens if t.sentence == found[0].sentence]
        return found == whole and any(t.kind is Kind.WORD and not t.name for t in found)

    @cached_property
    def runs(self) -> tuple[tuple[Pair, ...], ...]:
        """The steps of the path, split where it jumps to another place."""
        runs: list[list[Pair]] = [[]]
        for pair in self.path.pairs:
            if pair.jumped and runs[-1]:
                runs.append([])
            runs[-1].append(pair)
        return tuple(tuple(run) for run in runs)

    @cached_property
    def matched(self) -> tuple[tuple[int, int], ...]:
        """Quote token and heard token, in the quote's order, wherever one stands for the other."""
        return tuple(pairings(self.path.pairs))

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Places (in the stream) of the transmissions that hold matched words."""
        found = {self.stream.heard[heard].transmission for _, heard in self.matched}
        return tuple(sorted(found - {-1}))

    @property
    def transmissions(self) -> tuple[Transmission, ...]:
        return tuple(self.stream.transmissions[k] for k in self.places)

    @cached_property
    def span(self) -> Span | None:
        """From the first to the last matched word."""
        return covering(self.stream.heard[heard].span for _, heard in self.matched)

    @cached_property
    def heard(self) -> str:
        """The transcript's words there, from the first matched to the last, places joined by " / "."""
        return " / ".join(filter(None, (self._heard_of(run) for run in self.runs)))

    def _heard_of(self, run: Sequence[Pair]) -> str:
        at = [heard for _, heard in pairings(run)]
        if not at:
            return ""
        parts: list[str] = []
        for place in range(self.stream.heard[at[0]].transmission, self.stream.heard[at[-1]].transmission + 1):
            inside = [h.token for h in self.stream.heard[at[0] : at[-1] + 1] if h.transmission == place]
            if inside:
                parts.append(self.stream.transmissions[place].text[inside[0].start : inside[-1].end])
        return " ".join(parts)

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """The differences, in order, each over whole words and whole numbers."""
        sides = Sides(self.quote, self.quote_tokens, self.stream)
        return tuple(edit for run in self.runs for edit in edits_of(sides, run))


@dataclass(frozen=True)
class Compared:
    """A quote and a stream, a word that one of them writes as two written as two in both."""

    quote: str
    quote_tokens: tuple[Token, ...]
    stream: Stream
    in_24_hours: Compared | None = None
    """The same with the quote's 12-hour times as the 24-hour ones that were heard somewhere, if any were."""

    @cached_property
    def _prices(self) -> Costs:
        return costs(self.quote_tokens, self.stream)

    def placements(self, most: int = 6) -> list[Placement]:
        """The best places for the quote in one stretch each, best first."""
        found = self._placements(most)
        if self.in_24_hours is None:
            return found
        found = sorted(found + self.in_24_hours.placements(most), key=lambda p: -p.similarity)
        by_end: dict[tuple[int, ...], Placement] = {}
        for placement in found:
            by_end.setdefault(placement.places[-1:], placement)
        return list(by_end.values())[:most]

    def _placements(self, most: int) -> list[Placement]:
        if not self.quote_tokens or not self.stream.heard:
            return []
        units, last = [], 0
        for h in self.stream.heard:
            last = h.transmission if h.transmission >= 0 else last
            units.append(last)
        paths = best_paths(self._prices, jump=None, most=most, apart=units)
        sides = Sides(self.quote, self.quote_tokens, self.stream)
        said = (said_beside(said_after_all(path, self._prices), self._prices) for path in paths)
        return [self._placement(with_edges(with_ends(path, sides), sides)) for path in said]

    def spliced(self) -> Placement | None:
        """The best reading when the quote may jump from place to place at a price."""
        if not self.quote_tokens or not self.stream.heard:
            return None
        paths = best_paths(self._prices, jump=JUMP, most=1, apart=[0] * len(self.stream.heard))
        found = [self._placement(path) for path in paths]
        other = self.in_24_hours.spliced() if self.in_24_hours else None
        found += [other] if other else []
        return max(found, key=lambda p: p.path.similarity, default=None)

    def _placement(self, path: Path) -> Placement:
        return Placement(self.quote, self.quote_tokens, self.stream, path)


def compared(quote: str, quote_tokens: Sequence[Token], stream: Stream) -> Compared:
    """A quote and a stream made ready to look for the one in the other."""
    split = split_compounds(quote_tokens, stream), split_heard(quote_tokens, stream)
    times = in_24_hours(quote, *split)
    return Compared(quote, *split, Compared(quote, *times) if times else None)


def placements(quote: str, quote_tokens: Sequence[Token], stream: Stream, most: int = 6) -> list[Placement]:
    """The best places for a quote in one stretch each, best first."""
    return compared(quote, quote_tokens, stream).placements(most)


def split_compounds(quote: Sequence[Token], stream: Stream) -> tuple[Token, ...]:
    """The quote's tokens, a word that the transcript writes as two written as two: "lifejackets".

    The letters of a plate are written as they were said.
    """
    heard = [(first.token, second.token) for first, second in pairwise(stream.heard)]
    joined = {
        first.norm + second.norm: (first.norm, second.norm)
        for first, second in heard
        if first.kind is Kind.WORD and second.kind is Kind.WORD
    }
    joined |= {word: (a.norm, b.norm) for a, b in heard for word in _like_contraction(a, b)}
    norms = [h.token.norm for h in stream.heard]
    whole, out = set(norms), list[Token]()
    for token in quote:
        is_word = token.kind is Kind.WORD and token.norm not in whole
        parts = joined.get(token.norm) or _spelled(token.norm, norms) if is_word else None
        out += [replace(token, norm=part) for part in parts] if parts else [token]
    return tuple(out)


def _spelled(norm: str, heard: Sequence[str]) -> tuple[str, ...]:
    """The words with which somewhere the letters of a plate were said: "Lincoln Mary Nora" for "LMN"."""
    if not 2 <= len(norm) <= MOST_LETTERS or not set(norm) <= PHONETIC.keys():
        return ()
    said = [{PHONETIC[letter], POLICE_LETTERS.get(letter, "")} for letter in norm]
    starts = (k for k in range(len(heard) - len(norm) + 1) if heard[k] in said[0])
    runs = (tuple(heard[k : k + len(norm)]) for k in starts)
    return next((run for run in runs if all(word in ways for word, ways in zip(run, said, strict=True))), ())


def _like_contraction(first: Token, second: Token) -> tuple[str, ...]:
    """The words that sound like two tokens of one contraction: "were" for "we're"."""
    return CONTRACTED_ALIKE.get((first.norm, second.norm), ()) if first.end >= second.start else ()


def split_heard(quote: Sequence[Token], stream: Stream) -> Stream:
    """The stream, a word that the quote writes as two written as two: "railside" for "rail side".

    One of the two may be another word that sounds the same, "fishkey" for "fish quay", and a contraction may
    have been heard as a word: "were" for "we're".
    """
    pairs = {
        first + second: (first, second)
        for one, other in pairwise(quote)
        if one.kind is Kind.WORD and other.kind is Kind.WORD
        for first in (one.norm, *sounding_like(one.norm))
        for second in (other.norm, *sounding_like(other.norm))
    }
    pairs |= {word: (a.norm, b.norm) for a, b in pairwise(quote) for word in _like_contraction(a, b)}
    if not any(h.token.norm in pairs and h.token.kind is Kind.WORD for h in stream.heard):
        return stream
    out: list[HeardToken] = []
    for heard in stream.heard:
        parts = pairs.get(heard.token.norm, ()) if heard.token.kind is Kind.WORD else ()
        for part in parts:
            cost = heard.skip_cost / len(parts)
            out.append(replace(heard, token=replace(heard.token, norm=part), skip_cost=cost))
        if not parts:
            out.append(heard)
    return replace(stream, heard=tuple(out))
