"""Where a quote could have been said, and how it differs from the words heard there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from dispatch.align.alignment import JUMP, Pair, Path, best_paths, costs
from dispatch.align.stream import BORDER_NORM, HeardToken, Stream
from dispatch.values import Operation, Span, Transmission, covering
from dispatch.wording import Kind, Meaning, Token, meaning_of, weight
from dispatch.wording.meaning import is_be, similar

LEAST_PART = 1.5
"""Weight of matched words that a part of a splice must have: one word found elsewhere is no part."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One difference between the quote and the words heard: whole words on both sides.

    ``quoted_range`` are characters of the quote; ``heard_range`` are characters of the text of the
    transmission at ``place`` in the stream.
    """

    op: Operation
    quoted: str
    heard: str
    quoted_range: tuple[int, int]
    heard_range: tuple[int, int]
    place: int
    span: Span
    meaning: Meaning
    quoted_tokens: tuple[Token, ...]
    heard_tokens: tuple[HeardToken, ...]
    crosses_sentence: bool = False

    @property
    def heard_words(self) -> int:
        """Written words heard here, fillers not counted."""
        return len(
            {(h.transmission, h.token.start) for h in self.heard_tokens if h.token.kind is not Kind.FILLER}
        )


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
        return len(self.runs) > 1 and all(self._matched(run) >= LEAST_PART for run in self.runs)

    def _matched(self, run: Sequence[Pair]) -> float:
        return sum(
            weight(self.quote_tokens[p.quoted])
            for p in run
            if p.quoted is not None and p.heard is not None and p.cost < 0.2
        )

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
    def places(self) -> tuple[int, ...]:
        """Places (in the stream) of the transmissions that hold matched words."""
        found = {
            self.stream.heard[p.heard].transmission
            for p in self.path.pairs
            if p.heard is not None and p.quoted is not None
        }
        return tuple(sorted(found - {-1}))

    @property
    def transmissions(self) -> tuple[Transmission, ...]:
        return tuple(self.stream.transmissions[k] for k in self.places)

    @cached_property
    def span(self) -> Span | None:
        """From the first to the last matched word."""
        return covering(
            self.stream.heard[p.heard].span
            for p in self.path.pairs
            if p.heard is not None and p.quoted is not None
        )

    @cached_property
    def heard(self) -> str:
        """The transcript's words there, from the first matched to the last, places joined by " / "."""
        return " / ".join(filter(None, (self._heard_of(run) for run in self.runs)))

    def _heard_of(self, run: Sequence[Pair]) -> str:
        at = [p.heard for p in run if p.heard is not None and p.quoted is not None]
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
        return tuple(edit for run in self.runs for edit in _edits_of_run(self, run))


def placements(quote: str, quote_tokens: Sequence[Token], stream: Stream, most: int = 6) -> list[Placement]:
    """The best places for a quote in one stretch each, best first."""
    if not quote_tokens or not stream.heard:
        return []
    quote_tokens = split_compounds(quote_tokens, stream)
    prices = costs(quote_tokens, stream)
    units, last = [], 0
    for h in stream.heard:
        last = h.transmission if h.transmission >= 0 else last
        units.append(last)
    paths = best_paths(prices, jump=None, most=most, apart=units)
    return [Placement(quote, tuple(quote_tokens), stream, path) for path in paths]


def spliced_placement(quote: str, quote_tokens: Sequence[Token], stream: Stream) -> Placement | None:
    """The best reading when the quote may jump from place to place at a price."""
    if not quote_tokens or not stream.heard:
        return None
    quote_tokens = split_compounds(quote_tokens, stream)
    paths = best_paths(costs(quote_tokens, stream), jump=JUMP, most=1, apart=[0] * len(stream.heard))
    return Placement(quote, tuple(quote_tokens), stream, paths[0]) if paths else None


def split_compounds(quote: Sequence[Token], stream: Stream) -> tuple[Token, ...]:
    """The quote's tokens, a word that the transcript writes as two written as two: "lifejackets"."""
    joined = {
        first.token.norm + second.token.norm: (first.token.norm, second.token.norm)
        for first, second in pairwise(stream.heard)
        if first.token.kind is Kind.WORD and second.token.kind is Kind.WORD
    }
    whole = {h.token.norm for h in stream.heard}
    out: list[Token] = []
    for token in quote:
        split = token.kind is Kind.WORD and token.norm not in whole and token.norm in joined
        out += [replace(token, norm=part) for part in joined[token.norm]] if split else [token]
    return tuple(out)


def _edits_of_run(placement: Placement, run: Sequence[Pair]) -> list[Edit]:
    run = _trimmed(run)
    changed = [_differs(placement, pair) for pair in run]
    _widen(placement, run, changed)
    edits, i = [], 0
    while i < len(run):
        if not changed[i]:
            i += 1
            continue
        j = i
        while j < len(run) and changed[j] and not (j > i and _separate(placement, run, j)):
            j += 1
        edit = _edit(placement, run, i, j)
        if edit is not None:
            edits.append(edit)
        i = j
    return edits


def _trimmed(run: Sequence[Pair]) -> list[Pair]:
    """Without heard words left out at either end: they are not inside the quote."""
    kept = list(run)
    while kept and kept[-1].quoted is None:
        kept.pop()
    while kept and kept[0].quoted is None:
        kept.pop(0)
    return kept


def _differs(placement: Placement, pair: Pair) -> bool:
    if pair.quoted is None:
        assert pair.heard is not None
        heard = placement.stream.heard[pair.heard]
        return heard.skip_cost > 0.05 and heard.token.norm != BORDER_NORM
    quoted = placement.quote_tokens[pair.quoted]
    if quoted.kind in (Kind.ELLIPSIS, Kind.BRACKET, Kind.FILLER):
        return False
    if pair.heard is None:
        return True
    return similar(quoted, placement.stream.heard[pair.heard].token) < 1.0


def _widen(placement: Placement, run: Sequence[Pair], changed: list[bool]) -> None:
    """Let a change cover whole written words and whole numbers on both sides."""
    moved = True
    while moved:
        moved = False
        for i in range(len(run) - 1):
            if changed[i] != changed[i + 1] and _one_word(placement, run[i], run[i + 1]):
                changed[i] = changed[i + 1] = moved = True


def _separate(placement: Placement, run: Sequence[Pair], j: int) -> bool:
    """Whether step ``j`` begins a difference of its own: one word for one, or one that means the same."""
    if _one_word(placement, run[j - 1], run[j]):
        return False
    both = all(p.quoted is not None and p.heard is not None for p in run[j - 1 : j + 1])
    return both or _means_the_same(placement, run[j])


def _means_the_same(placement: Placement, pair: Pair) -> bool:
    if pair.quoted is None or pair.heard is None:
        return False
    quoted, heard = placement.quote_tokens[pair.quoted], placement.stream.heard[pair.heard].token
    return meaning_of([quoted], [heard]) is Meaning.NONE


def _one_word(placement: Placement, first: Pair, second: Pair) -> bool:
    if first.quoted is not None and second.quoted is not None:
        a, b = placement.quote_tokens[first.quoted], placement.quote_tokens[second.quoted]
        if a.start == b.start or (a.kind is Kind.DIGIT and b.kind is Kind.DIGIT):
            return True
    if first.heard is not None and second.heard is not None:
        x, y = placement.stream.heard[first.heard], placement.stream.heard[second.heard]
        same_word = x.transmission == y.transmission and x.token.start == y.token.start
        return same_word or (x.token.kind is Kind.DIGIT and y.token.kind is Kind.DIGIT)
    return False


def _edit(placement: Placement, run: Sequence[Pair], i: int, j: int) -> Edit | None:
    part = run[i:j]
    quoted = tuple(placement.quote_tokens[p.quoted] for p in part if p.quoted is not None)
    heard = tuple(
        placement.stream.heard[p.heard]
        for p in part
        if p.heard is not None and placement.stream.heard[p.heard].transmission >= 0
    )
    if not quoted and not heard:
        return None
    anchor = heard[0] if heard else _neighbour(placement, run, i)
    if anchor is None:
        return None
    same = tuple(h for h in heard if h.transmission == anchor.transmission)
    start = same[0].token.start if same else anchor.token.end
    end = same[-1].token.end if same else anchor.token.end
    q_start = quoted[0].start if quoted else 0
    q_end = quoted[-1].end if quoted else 0
    text = placement.stream.transmissions[anchor.transmission].text
    op = Operation.REPLACE if quoted and heard else Operation.INSERT if quoted else Operation.DELETE
    meaning = meaning_of(quoted, [h.token for h in heard], after_be=_after_be(placement, run, i))
    span = covering(h.span for h in heard) or Span(anchor.span.end_ms, anchor.span.end_ms)
    return Edit(
        op, placement.quote[q_start:q_end], text[start:end], (q_start, q_end), (start, end),
        anchor.transmission, span, meaning, quoted, heard,
        len({(h.transmission, h.token.sentence) for h in heard}) > 1,
    )  # fmt: skip


def _after_be(placement: Placement, run: Sequence[Pair], i: int) -> bool:
    """Whether both sides have a form of "be" just before step ``i``."""
    before = run[i - 1] if i else Pair(None, None, 0.0)
    if before.quoted is None or before.heard is None:
        return False
    return is_be(placement.quote_tokens[before.quoted]) and is_be(placement.stream.heard[before.heard].token)


def _neighbour(placement: Placement, run: Sequence[Pair], i: int) -> HeardToken | None:
    """The heard token before (else after) a place where the quote adds words."""
    for k in [*range(i - 1, -1, -1), *range(i, len(run))]:
        at = run[k].heard
        if at is not None:
            token: HeardToken = placement.stream.heard[at]
            if token.transmission >= 0:
                return token
    return None
