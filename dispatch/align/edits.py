"""The steps of an alignment → differences, each over whole words and whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.align.alignment import Pair, pairings
from dispatch.align.called import is_address
from dispatch.align.context import by_context
from dispatch.align.points import BEFORE, Side, makes_another_number, without_points
from dispatch.align.steps import Sides, differs, in_whole_words, one_word, trimmed, widen
from dispatch.align.stream import HeardToken, Stream
from dispatch.values import Operation, Span, covering
from dispatch.wording import Kind, Meaning, Token, meaning_of
from dispatch.wording.classes import is_be
from dispatch.wording.similarity import synonymous

MOST_BESIDE = 2
"""Words beside a quote's edge that may have been misheard for what it has there."""


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
    wider_ranges: tuple[tuple[int, int], ...] = ()
    """``heard_range`` with a word or two beside it, where the quote begins or ends there or leaves words out:
    what was heard as "over half a mile" may have been "we're half a mile"."""

    @property
    def is_same_time(self) -> bool:
        """Whether the quote has a 12-hour time for the same one of 24 hours that was heard."""
        return self.meaning is Meaning.NONE and any(t.of_time for t in self.quoted_tokens)

    @property
    def heard_words(self) -> int:
        """Written words heard here, fillers not counted."""
        return len(
            {(h.transmission, h.token.start) for h in self.heard_tokens if h.token.kind is not Kind.FILLER}
        )


def edits_of(sides: Sides, run: Sequence[Pair]) -> list[Edit]:
    """The differences along one unbroken run of steps, in order."""
    run = in_whole_words(sides, trimmed(run))
    changed = [differs(sides, pair) for pair in run]
    widen(sides, run, changed)
    edits, i = [], 0
    while i < len(run):
        if not changed[i]:
            i += 1
            continue
        j = _end(sides, run, changed, i)
        edit = _edit(sides, run, i, j)
        if edit is not None:
            edits.append(edit)
        i = j
    return edits


def _end(sides: Sides, run: Sequence[Pair], changed: Sequence[bool], i: int) -> int:
    """The step behind the difference that begins at step ``i``; a phrase that stands for another is one."""
    last = next((j for j in range(i, len(run)) if not changed[j]), len(run))
    quoted = [sides.quote_tokens[p.quoted].norm for p in run[i:last] if p.quoted is not None]
    heard = [sides.stream.heard[p.heard].token.norm for p in run[i:last] if p.heard is not None]
    if synonymous(" ".join(quoted), " ".join(heard)):
        return last
    return next((j for j in range(i + 1, last) if _separate(sides, run, j)), last)


def _separate(sides: Sides, run: Sequence[Pair], j: int) -> bool:
    """Whether step ``j`` begins a difference of its own: one word for one, or one that means the same."""
    if one_word(sides, run[j - 1], run[j]):
        return False
    both = len(pairings(run[j - 1 : j + 1])) == 2
    return both or (_means_the_same(sides, run[j]) and not _adds_be(sides, run[j - 1]))


def _adds_be(sides: Sides, pair: Pair) -> bool:
    """Whether one side alone has a form of "be" here, so that "opening" behind it is no "open"."""
    quoted = None if pair.quoted is None else sides.quote_tokens[pair.quoted]
    heard = None if pair.heard is None else sides.stream.heard[pair.heard].token
    alone = quoted or heard
    return (quoted is None or heard is None) and alone is not None and is_be(alone)


def _means_the_same(sides: Sides, pair: Pair) -> bool:
    if pair.quoted is None or pair.heard is None:
        return False
    quoted, heard = sides.quote_tokens[pair.quoted], sides.stream.heard[pair.heard].token
    return meaning_of([quoted], [heard]) is Meaning.NONE


def _edit(sides: Sides, run: Sequence[Pair], i: int, j: int) -> Edit | None:
    part = run[i:j]
    quoted = tuple(sides.quote_tokens[p.quoted] for p in part if p.quoted is not None)
    heard = tuple(
        sides.stream.heard[p.heard]
        for p in part
        if p.heard is not None and sides.stream.heard[p.heard].transmission >= 0
    )
    found = _place(sides.stream, run, i, heard) if quoted or heard else None
    if found is None:
        return None
    anchor, (start, end) = found
    q_start, q_end = (quoted[0].start, quoted[-1].end) if quoted else (0, 0)
    return Edit(
        op=_operation(quoted, heard),
        quoted=sides.quote[q_start:q_end],
        heard=sides.stream.transmissions[anchor.transmission].text[start:end],
        quoted_range=(q_start, q_end),
        heard_range=(start, end),
        place=anchor.transmission,
        span=covering(h.span for h in heard) or Span(anchor.span.end_ms, anchor.span.end_ms),
        meaning=_meaning(sides, run, (i, j), anchor.transmission),
        quoted_tokens=quoted,
        heard_tokens=heard,
        crosses_sentence=len({(h.transmission, h.token.sentence) for h in heard}) > 1,
        wider_ranges=_wider(sides, run, (i, j), (start, end), anchor.transmission) if quoted else (),
    )


def _meaning(sides: Sides, run: Sequence[Pair], part: tuple[int, int], place: int) -> Meaning:
    """What the difference over some steps of a run does to the meaning."""
    i, j = part
    quoted = [None if p.quoted is None else sides.quote_tokens[p.quoted] for p in run]
    said = [None if p.heard is None else sides.stream.heard[p.heard] for p in run]
    if not any(quoted[i:j]) and is_address(sides.stream, [h for h in said[i:j] if h]):
        return Meaning.FUNCTION
    heard = [h.token if h and h.transmission >= 0 else None for h in said]

    def side(text: str, tokens: Sequence[Token | None]) -> Side:
        inside, before, behind = ([t for t in some if t] for some in (tokens[i:j], tokens[:i], tokens[j:]))
        return Side(text, tuple(inside), tuple(before[: -BEFORE - 1 : -1]), next(iter(behind), None))

    left, right = without_points(
        side(sides.quote, quoted), side(sides.stream.transmissions[place].text, heard)
    )
    if makes_another_number(left, right):
        return Meaning.NUMBER
    found = meaning_of(left, right, after_be=_after_be(sides, run, i))
    return by_context(found, quoted, heard, i, j)


def _place(
    stream: Stream, run: Sequence[Pair], i: int, heard: Sequence[HeardToken]
) -> tuple[HeardToken, tuple[int, int]] | None:
    """The first word heard of a difference that begins at step ``i``, or the one beside it where none was.

    With it, what the difference takes up of the text of its transmission.
    """
    if heard:
        same = [h for h in heard if h.transmission == heard[0].transmission]
        return heard[0], (same[0].token.start, same[-1].token.end)
    before = _first_heard(stream, run[:i][::-1])
    beside = before if before is not None else _first_heard(stream, run[i:])
    if beside is None:
        return None
    anchor = stream.heard[beside]
    at = anchor.token.end if before is not None else anchor.token.start
    return anchor, (at, at)


def _operation(quoted: Sequence[Token], heard: Sequence[HeardToken]) -> Operation:
    if not quoted:
        return Operation.DELETE
    return Operation.REPLACE if heard else Operation.INSERT


def _wider(
    sides: Sides, run: Sequence[Pair], part: tuple[int, int], inner: tuple[int, int], place: int
) -> tuple[tuple[int, int], ...]:
    """Ranges of a transmission's text that take in words beside the part of a run that differs."""
    inside = [p.heard for p in run[part[0] : part[1]] if p.heard is not None]
    found: list[tuple[int, int]] = []
    if _leaves_out(sides, run[: part[0]][-1:]):
        at = inside[0] if inside else _first_heard(sides.stream, run[part[0] :])
        found += [(token.start, inner[1]) for token in _beside(sides.stream, place, at, -1)]
    if _leaves_out(sides, run[part[1] :][:1]):
        at = inside[-1] if inside else _first_heard(sides.stream, run[: part[0]][::-1])
        found += [(inner[0], token.end) for token in _beside(sides.stream, place, at, 1)]
    return tuple(found)


def _leaves_out(sides: Sides, step: Sequence[Pair]) -> bool:
    """Whether the quote ends at a step, or leaves words out there and says so."""
    if not step:
        return True
    quoted = step[0].quoted
    return quoted is not None and sides.quote_tokens[quoted].kind is Kind.ELLIPSIS


def _first_heard(stream: Stream, steps: Sequence[Pair]) -> int | None:
    """The place in the stream of the first heard word of some steps."""
    heard = (p.heard for p in steps if p.heard is not None)
    return next((at for at in heard if stream.heard[at].transmission >= 0), None)


def _beside(stream: Stream, place: int, at: int | None, step: int) -> list[Token]:
    """The words next to a heard one of the transmission at a place, nearest first."""
    found = list[Token]()
    while at is not None and stream.heard[at].transmission == place and len(found) < MOST_BESIDE:
        at += step
        if not 0 <= at < len(stream.heard) or stream.heard[at].transmission != place:
            break
        token = stream.heard[at].token
        if not found or token.start != found[-1].start:
            found.append(token)
    return found


def _after_be(sides: Sides, run: Sequence[Pair], i: int) -> bool:
    """Whether both sides have a form of "be" just before step ``i``."""
    before = run[i - 1] if i else Pair(None, None, 0.0)
    if before.quoted is None or before.heard is None:
        return False
    return is_be(sides.quote_tokens[before.quoted]) and is_be(sides.stream.heard[before.heard].token)
