"""Phone numbers and dates of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dispatch.redact.digits import Run, runs
from dispatch.redact.kinds import Part, Private
from dispatch.wording import Kind, Token, tokens

SHORTEST, LONGEST = 7, 15
"""Digits of a phone number: a local one in North America, the longest of ITU-T E.164."""
SHORTEST_CUED = 4
"""Digits after words that announce a phone number: an extension, or the end of one."""
REACH = 40
"""Characters before a number in which such words are looked for."""
_CUE = re.compile(
    r"\b(?:tele)?phone|\bcall ?backs?\b|\bcell(?:ular)?\b|\bmobile\b|\blandline\b|\bextension\b|\bfax\b"
    r"|\b(?:reach|contact)(?:ed)?\b|\bphone ?number|\blast four\b",
    re.IGNORECASE,
)
_BIRTH = re.compile(
    r"\bd\.?\s?o\.?\s?b\b\.?|\bdate of birth\b|\bbirth ?date\b|\bbirthday\b|\bborn(?: on| in)?\b",
    re.IGNORECASE,
)
_WRITTEN_DATE = re.compile(r"(?<![\d/-])\d{1,2}([/-])\d{1,2}\1(?:19|20)?\d\d(?![\d/-])")
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_LINKING = frozenset("of the in is on slash dash hyphen and be as for will from".split())
MOST_OF_A_DATE = 16
"""Tokens, each digit one, in which a date is said."""


def phone_numbers(text: str, known: frozenset[str] = frozenset()) -> Iterator[Part]:
    """Phone numbers, and pieces of at least four digits of the numbers in ``known``.

    Example:
        >>> [(p.start, p.end) for p in phone_numbers("reach him at five five five oh one four two")]
        [(13, 43)]
        >>> list(phone_numbers("Engines 51, 52, 53 and 54, 1400 block, time out 2130"))
        []
    """
    for run in runs(text):
        if is_phone_number(run, text) or any(len(run.digits) >= 4 and run.digits in one for one in known):
            yield Part(run.start, run.end, Private.PHONE)


def is_phone_number(run: Run, text: str) -> bool:
    """Whether a run of digits is one, by its length, its grouping and the words before it."""
    before = text[max(0, run.start - REACH) : run.start]
    if _CUE.search(before):
        return len(run.digits) >= SHORTEST_CUED
    listed = run.comma and len(set(run.groups)) == 1 and run.groups[0] > 1
    return SHORTEST <= len(run.digits) <= LONGEST and not listed


def dates_of_birth(text: str) -> Iterator[Part]:
    """Dates beside words that say they are of a birth, and any date written in figures.

    Example:
        >>> line = "male, date of birth four seventeen eighty two, no wants"
        >>> [line[p.start : p.end] for p in dates_of_birth(line)]
        ['four seventeen eighty two']
    """
    found = tokens(text)
    for cue in _BIRTH.finditer(text):
        after = [token for token in found if token.start >= cue.end()]
        before = [token for token in reversed(found) if token.end <= cue.start()]
        for row in (_date(after), _date(before)):
            if row:
                yield Part(min(t.start for t in row), max(t.end for t in row), Private.BIRTH)
    for match in _WRITTEN_DATE.finditer(text):
        yield Part(match.start(), match.end(), Private.BIRTH)


def _date(found: list[Token]) -> list[Token]:
    """The tokens from the first on that say a date; none where no number is among them."""
    row: list[Token] = []
    for token in found[:MOST_OF_A_DATE]:
        if not (_dated(token) or token.norm in _LINKING or token.kind is Kind.FILLER):
            break
        row.append(token)
    while row and not _dated(row[-1]):
        row.pop()
    while row and not _dated(row[0]):
        row.pop(0)
    return row if any(token.kind is Kind.DIGIT for token in row) else []


def _dated(token: Token) -> bool:
    return token.kind in (Kind.DIGIT, Kind.ORDINAL) or token.norm in _MONTHS
