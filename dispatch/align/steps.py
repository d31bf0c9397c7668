"""Which steps of an alignment belong together, as one word or number, and where the two sides differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.align.alignment import Pair
from dispatch.align.points import is_point
from dispatch.align.stream import BORDER_NORM, HeardToken, Stream
from dispatch.wording import Kind, Token
from dispatch.wording.similarity import similar

JOINTS = {1: ("", ".", ":", ",", "-"), -1: ("", ".", ":", ",")}
"""What stands between the parts of one written number, looked at forwards and backwards: "3" of "3-4-3" is a
part, and "46" of "41-46" may be the second of two."""


@dataclass(frozen=True)
class Sides:
    """What is aligned: a quote with its tokens, and the words heard."""

    quote: str
    quote_tokens: tuple[Token, ...]
    stream: Stream


def trimmed(run: Sequence[Pair]) -> list[Pair]:
    """Without heard words left out at either end: they are not inside the quote."""
    kept = list(run)
    while kept and kept[-1].quoted is None:
        kept.pop()
    while kept and kept[0].quoted is None:
        kept.pop(0)
    return kept


def in_whole_words(sides: Sides, run: Sequence[Pair]) -> list[Pair]:
    """With the rest of a heard word or number of which the quote has a part.

    "Can't" where the quote ends with "can", "22" where it ends with "2". Before a contraction's second half
    it may leave the first out ("are over the bridge" of "we're over the bridge"), unless that half is not as
    heard, either.
    """
    heard, inside = sides.stream.heard, {pair.heard for pair in run}
    whole: list[Pair] = []
    for pair in run:
        if pair.quoted is None or pair.heard is None:
            whole.append(pair)
            continue
        before, after = _rest_of_word(sides, pair.heard, -1), _rest_of_word(sides, pair.heard, 1)
        if not inside & set(before) and _needs_first_half(sides, pair):
            whole += [Pair(None, k, heard[k].skip_cost) for k in reversed(before)]
        whole.append(pair)
        if not inside & set(after):
            whole += [Pair(None, k, heard[k].skip_cost) for k in after]
    return whole


def _needs_first_half(sides: Sides, pair: Pair) -> bool:
    """Whether a quote that has this half alone is another's: of a number, or with another word for it.

    "'s" may be "has".
    """
    assert pair.quoted is not None and pair.heard is not None
    quoted, half = sides.quote_tokens[pair.quoted], sides.stream.heard[pair.heard].token
    is_number = half.kind is Kind.DIGIT
    return is_number or ((quoted.norm, half.norm) != ("has", "is") and differs(sides, pair))


def _rest_of_word(sides: Sides, at: int, step: int) -> list[int]:
    """The places of the tokens before or behind one that are of the same written word or number."""
    words, found = sides.stream.heard, list[int]()
    while 0 <= (k := at + step * (len(found) + 1)) < len(words):
        first, second = (words[i] for i in sorted((k, k - step)))
        if first.transmission != second.transmission or not _written_together(
            sides, first, second, JOINTS[step]
        ):
            break
        found.append(k)
    return found


def _written_together(sides: Sides, first: HeardToken, second: HeardToken, joints: Sequence[str]) -> bool:
    if first.token.start == second.token.start:
        return True
    text = sides.stream.transmissions[first.transmission].text
    numbers = all(h.token.kind is Kind.DIGIT or is_point(h.token) for h in (first, second))
    return numbers and text[first.token.end : second.token.start] in joints


def differs(sides: Sides, pair: Pair) -> bool:
    """Whether the two sides of a step are not the same word."""
    if pair.quoted is None:
        assert pair.heard is not None
        heard = sides.stream.heard[pair.heard]
        return heard.skip_cost > 0.05 and heard.token.norm != BORDER_NORM
    quoted = sides.quote_tokens[pair.quoted]
    if quoted.kind in (Kind.ELLIPSIS, Kind.BRACKET, Kind.FILLER):
        return False
    if pair.heard is None or quoted.of_time:
        return True
    return similar(quoted, sides.stream.heard[pair.heard].token) < 1.0


def widen(sides: Sides, run: Sequence[Pair], changed: list[bool]) -> None:
    """Let a change cover whole written words and whole numbers on both sides."""
    moved = True
    while moved:
        moved = False
        for i in range(len(run) - 1):
            if changed[i] != changed[i + 1] and one_word(sides, run[i], run[i + 1]):
                changed[i] = changed[i + 1] = moved = True


def one_word(sides: Sides, first: Pair, second: Pair) -> bool:
    """Whether two steps hold parts of one written word or number of the same side."""
    if first.quoted is not None and second.quoted is not None:
        a, b = sides.quote_tokens[first.quoted], sides.quote_tokens[second.quoted]
        if a.start == b.start or _one_number(a, b):
            return True
    if first.heard is not None and second.heard is not None:
        x, y = sides.stream.heard[first.heard], sides.stream.heard[second.heard]
        same_word = x.transmission == y.transmission and x.token.start == y.token.start
        return same_word or _one_number(x.token, y.token)
    return False


def _one_number(first: Token, second: Token) -> bool:
    """Whether two tokens beside each other may be one number's: a time ends where its digits do."""
    parts = [t.kind is Kind.DIGIT or (is_point(t) and second.start - first.end <= 1) for t in (first, second)]
    is_number = all(parts) and Kind.DIGIT in (first.kind, second.kind)
    return first.of_time == second.of_time and (is_number or first.of_time)
