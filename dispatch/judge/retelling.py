"""How a report retells radio traffic: which words may speak of one thing, by a list written for it.

``retelling.txt`` beside this module holds groups of words, opposites and phrases, in the form that its first
lines explain. Its groups are made for finding passages: they say that words may mean the same, never that
they must, so they decide what is looked at and what is called absent, and nothing else.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib import resources

from dispatch.judge.relations import base_of
from dispatch.wording import Kind, Token

RETOLD = 0.5
"""Likeness of two words of one group, or of opposites."""

BEGUN_ALIKE = 0.5
"""Likeness of words that begin with the same letters."""

LETTERS = 4
"""So many of them."""


def _lines() -> Iterator[str]:
    text = resources.files(__package__).joinpath("retelling.txt").read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))


def _groups() -> dict[str, set[str]]:
    """For each word in base form those that may be said instead of it, its opposites among them."""
    found: dict[str, set[str]] = {}
    for line in _lines():
        if " = " in line:
            continue
        words = [base_of(word) for word in line.split() if word != "|"]
        for word in words:
            found.setdefault(word, set()).update(words)
    return found


def _phrases() -> dict[str, str]:
    pairs = (line.split(" = ") for line in _lines() if " = " in line)
    return {phrase: word for phrase, word in sorted(pairs, key=lambda pair: -len(pair[0]))}


_GROUPS, _PHRASES = _groups(), _phrases()
_ANY_PHRASE = re.compile(rf"\b(?:{'|'.join(map(re.escape, _PHRASES))})\b", re.IGNORECASE)


def in_one_word(text: str) -> str:
    """A text with phrases that one word would say replaced by it.

    Example:
        >>> in_one_word("The crew was called off.")
        'The crew was cancelled.'
    """
    return _ANY_PHRASE.sub(lambda found: _PHRASES[found.group().lower()], text)


def likeness(first: Token, second: Token) -> float:
    """How likely two words speak of one thing, agreeing or not, from 0 to 1.

    Example:
        >>> from dispatch.wording import tokens
        >>> [likeness(*tokens(pair)) for pair in ("closing closed", "hurt fine", "medic medical", "pump bag")]
        [1.0, 0.5, 0.5, 0.0]
    """
    if Kind.DIGIT in (first.kind, second.kind):
        return 1.0 if first.norm == second.norm else 0.0
    return _likeness(base_of(first.norm), base_of(second.norm))


@functools.cache
def _likeness(a: str, b: str) -> float:
    if a == b:
        return 1.0
    if b in _GROUPS.get(a, ()):
        return RETOLD
    return BEGUN_ALIKE if min(len(a), len(b)) >= LETTERS and a[:LETTERS] == b[:LETTERS] else 0.0
