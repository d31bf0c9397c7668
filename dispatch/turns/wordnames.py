"""Units that go by a name without a number: ships, aircraft, people ("Northern Tern", "Bluebird").

No list can hold them, so they are learnt from the recording: one to three words that are nothing else,
alone beside the name of a console or before a unit's at the head of a transmission, and at the head of
another one too. Once learnt, they are call signs like any number. Recognisers misspell names, but often alike
each time.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from dispatch.turns.vocabulary import (
    ACKNOWLEDGEMENTS,
    EVERYBODY,
    FACILITIES,
    FACILITY_HEADS,
    FIRST_PERSON,
    GREETINGS,
    NO_KINDS,
    ORDERS,
    PHONETIC,
    SECOND_PERSON,
    STATUS,
    UNIT_KINDS,
)
from dispatch.wording.lexicon import POSITIONS

WordName = tuple[str, ...]
"""A name's words in lower case."""

HEAD_PHRASES = 3
"""Names stand in the first phrases of a transmission."""
LONGEST = 3
LEAST_HEADS = 2
"""Transmissions that a name must stand at the head of."""
_NO_NAMES = frozenset().union(
    NO_KINDS, ORDERS, STATUS, ACKNOWLEDGEMENTS, GREETINGS, EVERYBODY, FIRST_PERSON, SECOND_PERSON, POSITIONS,
    PHONETIC, UNIT_KINDS, *FACILITIES,
    "please over out sir ma'am captain sorry again he she they his her what where who how are can do done "
    "does did will would should could may might must nothing nobody everybody someone one two three four "
    "five six seven eight nine ten".split(),
)  # fmt: skip
"""Words that no name begins with."""
_FORE = frozenset("yacht vessel ship sailboat boat sailing motor fishing cargo ferry the".split())
"""What may stand before a vessel's name and is no part of it."""
_CONSOLES = FACILITIES | {(position,) for position in POSITIONS}


def word_names(texts: Iterable[str], consoles: frozenset[str] = frozenset()) -> frozenset[WordName]:
    """The names without a number that a recording's speakers go by; ``consoles`` are names of consoles here.

    Example:
        >>> sorted(word_names(["Coast Guard, fishing vessel northern turn, we're aground.",
        ...     "Northern turn please stand by.", "Roger, Coast Guard.", "Coast Guard, Wren."]))
        [('northern', 'turn')]
    """
    known = _CONSOLES | {(console,) for console in consoles}
    heads = [_phrases(text, known) for text in texts]
    beside = {name for phrases in heads for name in _beside_console(phrases, known)}
    beside |= {name for phrases in heads for name in _before_unit(phrases)}
    return frozenset(
        name for name in beside if sum(_headed(phrases, name) for phrases in heads) >= LEAST_HEADS
    )


def _phrases(text: str, known: frozenset[WordName]) -> tuple[WordName, ...]:
    """The words of a text's first phrases, a console's name being a phrase of its own."""
    found: list[WordName] = []
    for part in re.split(r"[,.;:!?–—]", text.lower())[:HEAD_PHRASES]:
        words = tuple(part.split())
        console = _console_length(words, known)
        apart = 0 < console < len(words) and words[console] in _FORE
        found += [words[:console], words[console:]] if apart else [words]
    return tuple(_without_fore(words) for words in found if words)


def _beside_console(phrases: Sequence[WordName], known: frozenset[WordName]) -> Iterable[WordName]:
    for one, other in itertools.pairwise(phrases):
        if _console_length(one, known) and _may_name(other):
            yield other
        if _console_length(other, known) and _may_name(one):
            yield one


def _before_unit(phrases: Sequence[WordName]) -> Iterable[WordName]:
    """The one word called before a unit says who it is: "Harbour, tug 4", with or without the pause.

    Example:
        >>> list(_before_unit([("ike", "engine", "433"), ("the", "line", "is", "tied")]))
        [('ike',)]
    """
    words = tuple(itertools.chain(*phrases[:2]))
    alone = len(phrases[0]) == 1 or len(phrases[0]) > 2 if phrases else False
    if alone and len(words) > 2 and words[1] in UNIT_KINDS and words[2].isdigit() and _may_name(words[:1]):
        yield words[:1]


def _headed(phrases: Sequence[WordName], name: WordName) -> bool:
    return any(words[: len(name)] == name for words in phrases)


def _may_name(words: WordName) -> bool:
    plain = all(re.fullmatch(r"[a-z][a-z']+", word) and not word.endswith("ing") for word in words)
    return 1 <= len(words) <= LONGEST and plain and words[0] not in _NO_NAMES


def _without_fore(words: WordName) -> WordName:
    while len(words) > 1 and words[0] in _FORE:
        words = words[1:]
    return words


def _console_length(words: WordName, known: frozenset[WordName] = _CONSOLES) -> int:
    """How many words at the start name a console, or a position on the scene; 0 for none.

    Example:
        >>> _console_length(("coast", "guard", "fishing", "vessel")), _console_length(("northern", "tern"))
        (2, 0)
    """
    called = len(words) > 1 and words[1] in FACILITY_HEADS and words[0] not in _NO_NAMES
    if called or words[:2] in known:
        return 2
    return 1 if words[:1] in known else 0
