"""Who is called in the midst of what is said: "two more tankers, Command, our water is low"."""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.align.stream import HeardToken, Stream
from dispatch.wording import Kind, Token, lexicon

LONGEST = 4
"""Tokens of an address: a title or a name and a number of three digits."""
_MARKS = tuple(",.?!;")
_OFFICES = lexicon.OFFICES | frozenset("chief dispatch control base madam sir".split())
_LISTING = frozenset("and or".split())


def is_address(stream: Stream, heard: Sequence[HeardToken]) -> bool:
    """Whether words heard are nothing but a title or a call sign between two marks, and none of a list.

    Left out of a quote, they leave what is said as it was.
    """
    if not 0 < len(heard) <= LONGEST or len({h.transmission for h in heard}) > 1:
        return False
    tokens = [h.token for h in heard]
    if not (_is_office(tokens) or _is_call_sign(tokens)):
        return False
    at, place = stream.heard.index(heard[0]), heard[0].transmission
    beside = [
        h.token
        for h in (*stream.heard[at - 1 : at], *stream.heard[at + len(heard) :][:1])
        if h.transmission == place
    ]
    if len(beside) < 2 or any(t.name or t.kind is Kind.DIGIT or t.norm in _LISTING for t in beside):
        return False
    text, (before, behind) = stream.transmissions[place].text, beside
    between = text[before.end : tokens[0].start], text[tokens[-1].end : behind.start]
    return between[0].strip().endswith(_MARKS) and between[1].strip().startswith(_MARKS)


def _is_office(tokens: Sequence[Token]) -> bool:
    return all(t.norm in _OFFICES for t in tokens)


def _is_call_sign(tokens: Sequence[Token]) -> bool:
    """Whether these are a name and its number: "Engine 5"."""
    return tokens[0].name and len(tokens) > 1 and all(t.kind is Kind.DIGIT for t in tokens[1:])
