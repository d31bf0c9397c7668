"""What a person types into a search, as an expression of the full-text index.

==========================  ==================================================
``structure fire``          both words, in any order; ``structure AND fire`` is the same
``"structure fire"``        the phrase
``struct*``                 words that begin so
``~kedzie``, ``~"la salle"``  words that sound so
``fire -drill``             without the word
``smoke OR flames``         either side
``922``, ``nine twenty two``  the number, however it is said
``92*``                     numbers that begin so
==========================  ==================================================

The index holds the digits of numbers one by one, and so finds 5 in 25. Whether a number stands there whole
is seen in the text of what it finds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from dispatch.archive.indexing import sound_term, terms_of
from dispatch.archive.written import Written, written
from dispatch.errors import InputError
from dispatch.wording import Kind, Token, tokens

_ITEM = re.compile(r'(?P<sign>[-~]*)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))(?P<prefix>\*?)')
_QUOTED_OR_OR = re.compile(r'"[^"]*"?|(?P<or>\bOR\b)')
_NUMBER = (Kind.DIGIT, Kind.ORDINAL)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Terms that are looked for side by side."""

    terms: tuple[str, ...]
    """Words, or how they sound."""
    sounds: bool
    prefix: bool
    """Whether the last one is a beginning."""

    @property
    def is_exact(self) -> bool:
        """Whether the index alone tells where it stands: no number is at its edges."""
        return not (self.terms[0].isdigit() or self.terms[-1].isdigit())

    @property
    def match(self) -> str:
        column, star = "sounds" if self.sounds else "said", " *" if self.prefix else ""
        return f'{column} : "{" ".join(self.terms)}"{star}'


@dataclass(frozen=True, slots=True)
class Side:
    """What stands on one side of an ``OR``."""

    wanted: tuple[Phrase, ...]
    unwanted: tuple[Phrase, ...]

    @property
    def match(self) -> str:
        left = " AND ".join(phrase.match for phrase in self.wanted)
        right = " OR ".join(phrase.match for phrase in self.unwanted if phrase.is_exact)
        return f"({left}) NOT ({right})" if right else left


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: any of its sides."""

    sides: tuple[Side, ...]

    @property
    def is_exact(self) -> bool:
        """Whether all that :attr:`match` finds is meant."""
        return all(phrase.is_exact for side in self.sides for phrase in (*side.wanted, *side.unwanted))

    @property
    def match(self) -> str:
        """The full-text expression: it finds all that is meant, and numbers inside longer ones."""
        found = [side.match for side in self.sides]
        return found[0] if len(found) == 1 else " OR ".join(f"({side})" for side in found)

    def meant(self, text: str) -> bool:
        """Whether a text that the expression finds is meant.

        Example:
            >>> five = query_of('"5 minutes"')
            >>> five.meant("Give us five minutes."), five.meant("25 minutes out.")
            (True, False)
        """
        if self.is_exact:
            return True
        there = written(text)
        return any(
            all(_stands_in(there, phrase) for phrase in side.wanted)
            and not any(_stands_in(there, phrase) for phrase in side.unwanted)
            for side in self.sides
        )


def query_of(query: str, *, sounds_like: bool = False) -> Query:
    """What a query means.

    Args:
        sounds_like: take every word as it sounds.

    Raises:
        InputError: if no word is in it, or nothing but words to leave out.

    Example:
        >>> query_of('"structure fire" -drill').match
        '(said : "structure fire") NOT (said : "drill")'
        >>> query_of("engine nine twenty two").match
        'said : "engine" AND said : "9 2 2"'
        >>> query_of("fire AND smoke").match
        'said : "fire" AND said : "smoke"'
        >>> query_of("~kedsey OR Pulas*").match
        '(sounds : "kedsi") OR (said : "pulas" *)'
    """
    sides = (_side(part, sounds_like) for part in _parts(query))
    found = tuple(side for side in sides if side.wanted)
    if not found:
        raise InputError(f"query {query!r}", "no word to look for", 'give words, such as "structure fire"')
    return Query(found)


def _parts(query: str) -> Iterator[str]:
    """What stands between one OR and the next; in quotation marks it is a word like others."""
    start = 0
    for found in _QUOTED_OR_OR.finditer(query):
        if found["or"]:
            yield query[start : found.start()]
            start = found.end()
    yield query[start:]


def _stands_in(there: Written, phrase: Phrase) -> bool:
    return there.holds(phrase.terms, sounds=phrase.sounds, prefix=phrase.prefix)


def _side(text: str, sounds_like: bool) -> Side:
    wanted: list[Phrase] = []
    unwanted: list[Phrase] = []
    plain: list[str] = []
    items = tuple(_ITEM.finditer(text))
    for item in items:
        if item[0] == "AND" and item not in (items[0], items[-1]):
            wanted += _apart(" ".join(plain), sounds_like)  # what stands on either side is not one number
            plain = []
            continue
        if item["word"] and not item["sign"] and not item["prefix"] and not item["word"].endswith("*"):
            plain.append(item["word"])  # words in a row may be one number
            continue
        wanted += _apart(" ".join(plain), sounds_like)
        plain = []
        sounds = sounds_like or "~" in item["sign"]
        side = unwanted if "-" in item["sign"] else wanted
        side += _phrase(item["phrase"] or item["word"] or "", sounds, prefix="*" in item[0])
    wanted += _apart(" ".join(plain), sounds_like)
    return Side(tuple(wanted), tuple(unwanted))


def _apart(text: str, sounds: bool) -> Iterator[Phrase]:
    """Each word by itself; the digits of a number, and the words of a contraction, together."""
    for _, group in groupby(tokens(text), key=_unit):
        yield from _lookup(terms_of(group), sounds, prefix=False)


def _unit(token: Token) -> int:
    return -1 if token.kind in _NUMBER else token.start


def _phrase(text: str, sounds: bool, prefix: bool) -> list[Phrase]:
    return _lookup(terms_of(tokens(text.rstrip("*"))), sounds, prefix)


def _lookup(found: list[str], sounds: bool, prefix: bool) -> list[Phrase]:
    terms = map(sound_term, found) if sounds else found
    return [Phrase(tuple(terms), sounds, prefix)] if found else []
