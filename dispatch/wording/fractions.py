"""Halves, quarters and dozens, however they are written.

"2 1/2", "2½" and "two and a half" are 2.5, "1/4" is a quarter and "a dozen" 12.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dispatch.wording.tokens import Token

_WRITTEN = {
    ("1", "over", "2"): ("half", "5"), ("½",): ("half", "5"),
    ("1", "over", "4"): ("quarter", "25"), ("¼",): ("quarter", "25"),
    ("3", "over", "4"): ("3 quarters", "75"), ("¾",): ("3 quarters", "75"),
}  # fmt: skip
"""As it is read alone, and as decimals behind a number."""
_SPOKEN = {
    ("and", "half"): "5", ("and", "quarter"): "25",
    ("and", "a", "half"): "5", ("and", "1", "half"): "5",
    ("and", "a", "quarter"): "25", ("and", "1", "quarter"): "25",
    ("and", "3", "quarters"): "75", ("and", "3", "quarter"): "75",
}  # fmt: skip
_DOZEN = ("a", "dozen")


def with_decimals(found: Sequence[Token]) -> Iterator[Token]:
    """Tokens with fractions behind a number as its decimals, and others as they are said.

    Example:
        >>> from dispatch.wording import tokens
        >>> {" ".join(t.norm for t in tokens(f"{n} miles")) for n in ("2 1/2", "2½", "two and a half", "2.5")}
        {'2 point 5 miles'}
        >>> [t.norm for t in tokens("1/4 mile")], [t.norm for t in tokens("90/60")]
        (['quarter', 'mile'], ['9', '0', 'over', '6', '0'])
    """
    i = 0
    while i < len(found):
        behind = i > 0 and found[i - 1].norm.isdigit()
        part = next((p for p in _SPOKEN if behind and _is_part(found, i, p)), None)
        written = next((p for p in _WRITTEN if _is_part(found, i, p) and _alone(found, i, len(p))), None)
        if part is not None:
            yield from _decimals(found[i : i + len(part)], _SPOKEN[part])
            i += len(part)
        elif written is not None:
            words, decimals = _WRITTEN[written]
            whole = found[i : i + len(written)]
            yield from _decimals(whole, decimals) if behind else _said(whole, words)
            i += len(written)
        elif _is_part(found, i, _DOZEN):
            yield from _digits(found[i : i + 2], "12")
            i += 2
        else:
            yield found[i]
            i += 1


def _is_part(found: Sequence[Token], i: int, part: Sequence[str]) -> bool:
    return tuple(t.norm for t in found[i : i + len(part)]) == tuple(part)


def _alone(found: Sequence[Token], i: int, size: int) -> bool:
    """Whether the figures at ``i`` are no part of longer ones: the "1/2" of "11/25"."""
    before, behind = found[i - 1 : i] if i else (), found[i + size : i + size + 1]
    joined_before = size > 1 and bool(before) and before[0].end >= found[i].start
    return not joined_before and not (behind and behind[0].start < found[i + size - 1].end)


def _decimals(whole: Sequence[Token], digits: str) -> Iterator[Token]:
    from dispatch.wording.tokens import Kind

    first, last = whole[0], whole[-1]
    yield replace(first, norm="point", kind=Kind.WORD, end=last.end, name=False)
    yield from _digits(whole, digits)


def _digits(whole: Sequence[Token], digits: str) -> Iterator[Token]:
    from dispatch.wording.tokens import Kind

    for digit in digits:
        yield replace(whole[0], norm=digit, kind=Kind.DIGIT, end=whole[-1].end, name=False)


def _said(whole: Sequence[Token], words: str) -> Iterator[Token]:
    from dispatch.wording.tokens import Kind

    for word in words.split():
        kind = Kind.DIGIT if word.isdigit() else Kind.WORD
        yield replace(whole[0], norm=word, kind=kind, end=whole[-1].end, name=False)
