"""What a person types into a search, as an expression of the full-text index.

==========================  ==================================================
``structure fire``          both words, in any order
``"structure fire"``        the phrase
``struct*``                 words that begin so
``~kedzie``, ``~"la salle"``  words that sound so
``fire -drill``             without the word
``smoke OR flames``         either side
``922``, ``nine twenty two``  the number, however it is said
==========================  ==================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from dispatch.archive.indexing import sound_term, terms_of
from dispatch.errors import InputError
from dispatch.wording import Kind, Token, tokens

_ITEM = re.compile(r'(?P<sign>[-~]*)(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))(?P<prefix>\*?)')
_QUOTED_OR_OR = re.compile(r'"[^"]*"?|(?P<or>\bOR\b)')
_NUMBER = (Kind.DIGIT, Kind.ORDINAL)


def match_of(query: str, *, sounds_like: bool = False) -> str:
    """The full-text expression of a query.

    Args:
        sounds_like: take every word as it sounds.

    Raises:
        InputError: if no word is in it, or nothing but words to leave out.

    Example:
        >>> match_of('"structure fire" -drill')
        '(said : "structure fire") NOT (said : "drill")'
        >>> match_of("engine nine twenty two")
        'said : "engine" AND said : "9 2 2"'
        >>> match_of("~kedsey OR Pulas*")
        '(sounds : "kedsi") OR (said : "pulas" *)'
    """
    sides = [_side(part, sounds_like) for part in _parts(query)]
    found = [side for side in sides if side]
    if not found:
        raise InputError(f"query {query!r}", "no word to look for", 'give words, such as "structure fire"')
    return found[0] if len(found) == 1 else " OR ".join(f"({side})" for side in found)


def _parts(query: str) -> Iterator[str]:
    """What stands between one OR and the next; in quotation marks it is a word like others."""
    start = 0
    for found in _QUOTED_OR_OR.finditer(query):
        if found["or"]:
            yield query[start : found.start()]
            start = found.end()
    yield query[start:]


def _side(text: str, sounds_like: bool) -> str:
    wanted: list[str] = []
    unwanted: list[str] = []
    plain: list[str] = []
    for item in _ITEM.finditer(text):
        if item["word"] and not item["sign"] and not item["prefix"] and not item["word"].endswith("*"):
            plain.append(item["word"])  # words in a row may be one number
            continue
        wanted += _apart(" ".join(plain), sounds_like)
        plain = []
        sounds = sounds_like or "~" in item["sign"]
        side = unwanted if "-" in item["sign"] else wanted
        side += _phrase(item["phrase"] or item["word"] or "", sounds, prefix="*" in item[0])
    wanted += _apart(" ".join(plain), sounds_like)
    if not wanted:
        return ""
    left = " AND ".join(wanted)
    return f"({left}) NOT ({' OR '.join(unwanted)})" if unwanted else left


def _apart(text: str, sounds: bool) -> Iterator[str]:
    """Each word by itself; the digits of a number, and the words of a contraction, together."""
    for _, group in groupby(tokens(text), key=_unit):
        yield from _lookup(terms_of(group), sounds, prefix=False)


def _unit(token: Token) -> int:
    return -1 if token.kind in _NUMBER else token.start


def _phrase(text: str, sounds: bool, prefix: bool) -> list[str]:
    return _lookup(terms_of(tokens(text.rstrip("*"))), sounds, prefix)


def _lookup(found: list[str], sounds: bool, prefix: bool) -> list[str]:
    if not found:
        return []
    column, looked_for = ("sounds", list(map(sound_term, found))) if sounds else ("said", found)
    return [f'{column} : "{" ".join(looked_for)}"' + (" *" if prefix else "")]
