"""How many of a thing: a statement's numbers against those that were heard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import takewhile

from dispatch.judge.relations import same
from dispatch.judge.statement import Statement, words_of
from dispatch.wording import Kind, Meaning, Token
from dispatch.wording.classes import class_of


def other_number(statement: Statement, heard: Sequence[Token]) -> str:
    """Why words can't be true: another number of the same thing, "13 people" for "30 people"; or nothing."""
    claimed = list(_counted(words_of(statement.claim.quote)))
    spoken = list(_counted(heard))
    for numbers, thing in claimed:
        others = [other for other, counted in spoken if same(thing, counted)]
        # "22 feet, two less than the wall holds" agrees by one of them
        named = [number for each, counted in claimed if same(thing, counted) for number in each]
        # and so does "22 feet at three, the wall's good to 24"
        said = [*others, *((number,) for number in _bare(heard))]
        if others and not any(number in other for number in named for other in said):
            return f"it says {' or '.join(others[0])} where the statement says {' or '.join(numbers)}"
    return ""


def _bare(side: Sequence[Token]) -> list[str]:
    """Numbers that count no word: at the end, or before words like "of" and "is"."""
    counted = {token.start for _, token in _counted(side)}
    ends = [k for k, token in enumerate(side) if token.kind is not Kind.DIGIT and token.start not in counted]
    found = []
    for end in (*ends, len(side)):
        digits = [t.norm for t in takewhile(lambda t: t.kind is Kind.DIGIT, reversed(side[:end]))]
        found.append("".join(reversed(digits)))
    return [number for number in found if number]


def _counted(side: Iterable[Token]) -> list[tuple[tuple[str, ...], Token]]:
    """(what may be its number, the word counted) for each word with numbers directly before it.

    Without a comma "Engine 5 two patients" may be two or 52, as "one oh five" is one number.
    """
    out: list[tuple[tuple[str, ...], Token]] = []
    numbers, last = tuple[str, ...](), None
    for token in side:
        if token.kind is Kind.DIGIT:
            if last is None or token.start != last.start:
                adjoins = last is not None and token.start - last.end <= 1
                numbers = (*numbers, "") if adjoins else ("",)
            numbers, last = tuple(number + token.norm for number in numbers), token
            continue
        counts = token.kind is Kind.WORD and class_of(token) in (Meaning.CONTENT, Meaning.UNIT)
        if counts and last is not None:
            out.append((numbers, token))
        last = None
    return out
