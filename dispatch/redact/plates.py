"""Licence plates: letters, spelled or written, mixed with digits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dispatch.redact.kinds import Part, Private
from dispatch.wording import Kind, Token, tokens
from dispatch.wording.lexicon import PHONETIC

_POLICE = (
    "adam boy baker charles charlie david edward frank george henry ida john king lincoln mary nora nancy "
    "ocean paul peter queen robert sam tom union victor william xray young yellow zebra able easy fox"
)
SPELLING = {word: letter for letter, word in PHONETIC.items()} | {word: word[0] for word in _POLICE.split()}
"""Words that stand for a letter: the ICAO alphabet and those that police in North America use."""
_CUE = re.compile(
    r"\b(?:licen[cs]e|number) ?plates?\b|\bplates?\b|\btags?\b|\blicen[cs]e\b|\bregistration\b"
    r"|\breg\b|\bvin\b",
    re.IGNORECASE,
)
REACH = 40
SHORTEST_CUED, SHORTEST, LONGEST = 4, 5, 8
"""Letters and digits of a plate, after words that announce one and without."""
_WRITTEN = re.compile(r"\b(?=[A-Z0-9]*[A-Z])(?=[A-Z0-9]*\d)[A-Z0-9]{5,8}\b")
_BETWEEN = re.compile(r"[\s\-–—.,]*")


def plates(text: str) -> Iterator[Part]:
    """Where plates stand in a text. An aircraft's registration, "November 1 2 3 ...", is a call sign.

    Example:
        >>> line = "plate is Robert Sam Tom four five six, copy, Adam 12"
        >>> [line[p.start : p.end] for p in plates(line)]
        ['Robert Sam Tom four five six']
    """
    for match in _WRITTEN.finditer(text):
        if not re.match(r"N\d", match.group()) and sum(c.isalpha() for c in match.group()) > 1:
            yield Part(match.start(), match.end(), Private.PLATE)
    for row in _rows(text):
        if _is_plate(row, text):
            yield Part(row[0].start, row[-1].end, Private.PLATE)


def _rows(text: str) -> Iterator[list[Token]]:
    row: list[Token] = []
    for token in tokens(text):
        if row and not _BETWEEN.fullmatch(text[row[-1].end : token.start]):
            yield row
            row = []
        if letter_of(token, text) or token.kind is Kind.DIGIT:
            row.append(token)
        else:
            yield row
            row = []
    yield row


def letter_of(token: Token, text: str) -> str:
    """The letter that a token of ``text`` stands for, empty for a word or a digit.

    Example:
        >>> [letter_of(token, "L O echo Echo E.") for token in tokens("L O echo Echo E.")]
        ['l', 'o', 'e', 'e', 'e']
    """
    written = text[token.start : token.end].strip(".").lower()
    if len(written) == 1 and written.isalpha():
        return written  # before its norm, in which an E may be the east
    return SPELLING.get(token.norm, "")


def _is_plate(row: Sequence[Token], text: str) -> bool:
    letters = sum(bool(letter_of(token, text)) for token in row)
    digits = len(row) - letters
    if row and _CUE.search(text[max(0, row[0].start - REACH) : row[0].start]):
        return len(row) >= SHORTEST_CUED and digits > 0
    aircraft = len(row) > 1 and row[0].norm in ("november", "n") and row[1].kind is Kind.DIGIT
    return letters >= 2 and digits >= 2 and SHORTEST <= len(row) <= LONGEST and not aircraft
