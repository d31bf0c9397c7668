"""Runs of digits, however they are said or written: "555-0142", "five five five, oh one four two".

A number beside a number is one run. "Uh" and "dash" between digits do not end it; a word does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dispatch.wording import Kind, Token, tokens

_BETWEEN = re.compile(r"[\s\-–—.,()/+]*")
_TRANSPARENT = frozenset("dash hyphen slash area code".split())
_REPEATED = {"double": 1, "triple": 2}
"""Digits that the word adds to the one that follows it: "triple five"."""


@dataclass(frozen=True, slots=True)
class Run:
    """Digits in a row, where they stand, and how they were grouped."""

    digits: str
    start: int
    end: int
    groups: tuple[int, ...]
    """How many digits each number in it has, as written or said."""
    comma: bool
    """Whether commas part the groups."""


def runs(text: str) -> tuple[Run, ...]:
    """Every run of digits of a text, in order.

    Example:
        >>> [(run.digits, run.groups) for run in runs("call 555-0142, or, uh, triple five oh one")]
        [('5550142', (3, 4)), ('55501', (3, 1, 1))]
    """
    return tuple(_run(text, row) for row in _rows(text, tokens(text)) if any(_is_digit(t) for t in row))


def _rows(text: str, found: Sequence[Token]) -> Iterator[list[Token]]:
    row: list[Token] = []
    for token in found:
        touches = not row or _BETWEEN.fullmatch(text[row[-1].end : token.start]) is not None
        if not touches or not _continues(token, bool(row)):
            yield row
            row = []
        if _continues(token, bool(row)):
            row.append(token)
    yield row


def _continues(token: Token, begun: bool) -> bool:
    if _is_digit(token) or token.norm in _REPEATED:
        return True
    return begun and (token.kind is Kind.FILLER or token.norm in _TRANSPARENT)


def _is_digit(token: Token) -> bool:
    return token.kind is Kind.DIGIT


def _run(text: str, row: list[Token]) -> Run:
    while not _is_digit(row[-1]):
        row.pop()
    digits, place, again = "", (-1, -1), 0
    groups: list[int] = []
    for token in row:
        again = _REPEATED.get(token.norm, again)
        if not _is_digit(token):
            continue
        more = token.norm * (1 + again)
        again = 0
        digits += more
        if (token.start, token.end) == place:
            groups[-1] += len(more)
        else:
            groups.append(len(more))
        place = (token.start, token.end)
    start, end = row[0].start, row[-1].end
    return Run(digits, start, end, tuple(groups), "," in text[start:end])
