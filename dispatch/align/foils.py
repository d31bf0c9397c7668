"""Altered forms of a quote, to set its likelihood against, one word at a time.

A foil changes one thing that would change the meaning: a negation, a digit, a direction, a quantity, a
letter of the spelling alphabet. Where the quoted word was said, it explains its sound better than the
others that could stand in its place; where the quote was altered, one of them wins.
"""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass

from dispatch.wording import lexicon
from dispatch.wording.sounds import sound_similarity

_OPPOSITES = (
    ("left", "right"), ("north", "south"), ("east", "west"), ("northbound", "southbound"),
    ("eastbound", "westbound"), ("northeast", "northwest"), ("southeast", "southwest"),
    ("climb", "descend"), ("up", "down"), ("on", "off"), ("in", "out"), ("inside", "outside"),
    ("upstairs", "downstairs"), ("inbound", "outbound"), ("front", "rear"), ("above", "below"),
    ("before", "after"), ("open", "close"), ("cross", "hold short of"), ("hold short of", "cross"),
    ("anybody", "everybody"), ("anyone", "everyone"), ("somebody", "nobody"), ("someone", "nobody"),
    ("anybody", "somebody"), ("any", "every"), ("all", "some"), ("all", "no"), ("unless", "if"),
    ("until", "once"), ("can", "can't"), ("will", "won't"), ("is", "isn't"), ("are", "aren't"),
    ("do", "don't"), ("not", "now"), ("more", "less"), ("clear", "not clear"), ("first", "last"),
    ("we", "they"), ("he", "she"),
)  # fmt: skip
"""Pairs whose exchange changes what a sentence says; tried both ways."""

MOST_FOILS = 48
FEWEST_A_SLOT = 3
LETTERS_A_SLOT = 4

_LETTERS = tuple(lexicon.PHONETIC.values())
_TRAILING_ZEROS = re.compile(r"(?<=\d)[,.]?0+\b")


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of a quote, and the whole quote with each other word that could stand there."""

    word: str
    altered: tuple[str, ...]


def slots(quote: str) -> tuple[Slot, ...]:
    """The places of ``quote`` whose words can be told from others, at most :data:`MOST_FOILS` foils in all.

    Example:
        >>> slots("turn left")
        (Slot(word='left', altered=('turn right',)),)
        >>> [(s.word, len(s.altered)) for s in slots("Engine 5, do not go")]
        [('do', 1), ('not', 1), (' not', 1), ('5', 9)]
        >>> slots("Tango and two")[1].altered[:2]
        ('Tango and zero', 'Tango and one')
    """
    denied = _at_most(MOST_FOILS, _negation_slots(quote))
    found = [*_at_most(MOST_FOILS - len(denied), _opposite_slots(quote)), *denied]
    listed = _listed_slots(quote)
    room = MOST_FOILS - sum(len(s.altered) for s in found)
    each = max(FEWEST_A_SLOT, room // max(1, len(listed)))
    for slot in listed:
        kept = slot.altered[: min(each, room)]
        room -= len(kept)
        if kept:
            found.append(Slot(slot.word, kept))
    return tuple(found)


def _at_most(foils: int, found: list[Slot]) -> list[Slot]:
    """As many slots as have so many foils together: in a text of hundreds of words a part of them tells."""
    totals = itertools.accumulate(len(slot.altered) for slot in found)
    return [slot for slot, total in zip(found, totals, strict=True) if total <= foils]


def _opposite_slots(quote: str) -> list[Slot]:
    by_word: dict[tuple[int, int], dict[str, None]] = {}
    for one, other in _OPPOSITES:
        for old, new in ((one, other), (other, one)):
            for match in re.finditer(rf"\b{old}\b(?!['’])", quote, re.IGNORECASE):
                by_word.setdefault(match.span(), {})[_put(quote, *match.span(), new)] = None
    return [Slot(quote[start:end], tuple(forms)) for (start, end), forms in by_word.items()]


def _negation_slots(quote: str) -> list[Slot]:
    """A negation, and the quote without it."""
    return [
        Slot(match.group(), (quote[: match.start()] + quote[match.end() :],))
        for match in re.finditer(r" not\b|n['’]t\b", quote, re.IGNORECASE)
    ]


def _listed_slots(quote: str) -> list[Slot]:
    """Digits, number words and letters of the spelling alphabet, in order of place."""
    noughts = {k for m in _TRAILING_ZEROS.finditer(quote) for k in range(*m.span())}
    found = []
    for match in re.finditer(r"\d|[A-Za-z]+", quote):
        word = match.group()
        if word.isdigit():
            others = () if match.start() in noughts else _other_digits(int(word))
        else:
            others = _others(word.lower())
        if others:
            forms = tuple(_put(quote, *match.span(), other) for other in others)
            found.append(Slot(word, forms))
    return found


@functools.cache
def _other_digits(digit: int) -> tuple[str, ...]:
    """The other digits, the likest in sound first."""
    return tuple(str(lexicon.DIGITS.index(word)) for word in _likest(lexicon.DIGITS[digit], lexicon.DIGITS))


@functools.cache
def _others(word: str) -> tuple[str, ...]:
    if word in _LETTERS:
        return _likest(word, _LETTERS)[:LETTERS_A_SLOT]
    if word == "niner":
        return _likest("nine", lexicon.DIGITS)
    return next(
        (
            _likest(word, family)
            for family in (lexicon.DIGITS, tuple(lexicon.TENS), lexicon.TEENS)
            if word in family
        ),
        (),
    )


def _likest(word: str, family: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted((w for w in family if w != word), key=lambda w: -sound_similarity(w, word)))


def _put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + (new.capitalize() if text[start].isupper() else new) + text[end:]
