"""Altered forms of a quote, to set its likelihood against.

A foil changes one thing that would change the meaning: a negation, a digit, a direction, a quantity.
A quote that was said explains its sound better than its foils do; an altered one loses to the foil
that undoes the alteration.
"""

from __future__ import annotations

import re

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


def foils(quote: str) -> tuple[str, ...]:
    """Altered forms of ``quote``, at most :data:`MOST_FOILS`, in a fixed order.

    Example:
        >>> foils("turn left")
        ('turn right',)
        >>> foils("do not go")
        ("don't not go", 'do now go', 'do go')
        >>> len(foils("Engine 5"))
        9
    """
    found: dict[str, None] = {}
    for one, other in _OPPOSITES:
        for old, new in ((one, other), (other, one)):
            for match in re.finditer(rf"\b{old}\b(?!['’])", quote, re.IGNORECASE):
                found[_put(quote, match.start(), match.end(), new)] = None
    for match in re.finditer(r" not\b|n['’]t\b", quote, re.IGNORECASE):
        found[quote[: match.start()] + quote[match.end() :]] = None
    for match in re.finditer(r"\d", quote):
        for digit in "0123456789":
            if digit != match.group():
                found[quote[: match.start()] + digit + quote[match.end() :]] = None
    return tuple(found)[:MOST_FOILS]


def _put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + (new.capitalize() if text[start].isupper() else new) + text[end:]
