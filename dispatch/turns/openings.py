"""Who is named at the head and the tail of a transmission, as radio grammar places names.

A transmission opens with names: whom it is for, who it is from, in one order or the other, with
"to", "from" and "this is" between ("Engine 5, dispatch", "Control, train 214", "Crew 31 to dispatch").
A read-back closes with one ("hold short of Bravo, Ops 2").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from dispatch.turns.callsigns import NO_NAMES, NOT_KINDS, CallSign, Names, call_sign_at
from dispatch.turns.lexemes import TEN_FOUR, Lexeme, lexemes
from dispatch.turns.vocabulary import (
    ACKNOWLEDGEMENTS,
    EVERYBODY,
    FACILITIES,
    FACILITY_HEADS,
    FIRST_PERSON,
    GREETINGS,
    NO_KINDS,
    ORDERS,
    STATUS,
)
from dispatch.wording.lexicon import POSITIONS, TITLES

POSSESSIVES = frozenset("my your our his her their".split())
NO_OFFICES = (NO_KINDS | ORDERS | ACKNOWLEDGEMENTS | GREETINGS | POSSESSIVES) - {"watch"}
"""Words before a title that say nothing of what it is of."""
SPOKEN_OF = FIRST_PERSON | frozenset("tell ask call advise contact notify show have send".split())
"""Words before a call sign that say it is somebody else's."""
BEHIND_WORDS = 4
"""Words that may stand before a call sign that is still near the head."""


class Part(Enum):
    """What a piece of an opening is."""

    FACILITY = "facility"
    CALL_SIGN = "call_sign"
    EVERYBODY = "everybody"
    ACKNOWLEDGEMENT = "acknowledgement"
    TO = "to"
    FROM = "from"


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of an opening or closing; ``name`` is the facility's or what was said."""

    part: Part
    name: str = ""
    call_sign: CallSign | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """A transmission's text taken apart: names at its head, what is said, a call sign at its tail."""

    opening: tuple[Piece, ...]
    body: tuple[Lexeme, ...]
    closing: CallSign | None
    words: tuple[Lexeme, ...]
    behind: CallSign | None = None
    """Near the head, behind words that name nobody and before what the speaker says of himself."""

    @property
    def call_signs(self) -> tuple[CallSign, ...]:
        """Of the opening, in order."""
        return tuple(piece.call_sign for piece in self.opening if piece.call_sign is not None)


def parse(text: str, names: Names = NO_NAMES) -> Parsed:
    """Take a transmission's text apart.

    Example:
        >>> parsed = parse("Control, train 214, doors closed")
        >>> [piece.part.value for piece in parsed.opening], [str(c) for c in parsed.call_signs]
        (['facility', 'call_sign'], ['Train 214'])
        >>> str(parse("Hold short of Bravo, Ops 2.").closing)
        'Ops 2'
        >>> [str(c) for c in parse("Cops 2, hold short.", Names(numbers=frozenset({"2"}))).call_signs]
        ['2']
        >>> parse("One, it rang at five.").call_signs
        ()
    """
    return parse_words(lexemes(text), names)


def parse_words(words: tuple[Lexeme, ...], names: Names) -> Parsed:
    """Take the words of a transmission apart."""
    opening, at = _opening(words, names)
    closing, until = _closing(words, at, names)
    behind = None if any(piece.call_sign for piece in opening) else _behind(words, at, names)
    return Parsed(opening, words[at:until], closing, words, behind)


def _behind(words: Sequence[Lexeme], at: int, names: Names) -> CallSign | None:
    """A unit's own call sign of which what stands before it was misheard: "From 11, we're at the door".

    Example:
        >>> str(parse("A man's truck 11, we're through the door.").behind)
        'Truck 11'
        >>> parse("I saw truck 11, he's at the door.").behind is None
        True
    """
    for start in range(at + 1, min(at + BEHIND_WORDS + 1, len(words))):
        call_sign, used = call_sign_at(words, start, names, opening=False)
        if call_sign is None:
            continue
        said = words[start + used : start + used + 2]
        before = {word.text for word in words[at:start]}
        alone = bool(call_sign.kind) and start == 1 and not before & NO_OFFICES
        own = alone or any(word.text in FIRST_PERSON for word in said)
        spoken_of = before & SPOKEN_OF or not words[start + used - 1].pause
        return call_sign if own and not spoken_of else None
    return None


def _opening(words: Sequence[Lexeme], names: Names) -> tuple[tuple[Piece, ...], int]:
    pieces: list[Piece] = []
    at = 0
    while at < len(words) and len(pieces) < 6:
        piece, used = _piece(words, at, names)
        if piece is not None:
            pieces.append(piece)
        elif used == 0:
            break
        at += used
    while pieces and pieces[-1].part in (Part.TO, Part.FROM):
        pieces.pop()
        at -= 1
    return tuple(pieces), at


def _piece(words: Sequence[Lexeme], at: int, names: Names) -> tuple[Piece | None, int]:
    """The piece at ``at`` and the words it takes; (None, n) passes over n words, (None, 0) ends."""
    word = words[at].text
    following = words[at + 1].text if at + 1 < len(words) else ""
    if word in names.consoles:
        return Piece(Part.FACILITY, word), 1
    call_sign, used = call_sign_at(words, at, names, opening=True)
    if call_sign is not None:
        return Piece(Part.CALL_SIGN, call_sign=call_sign), used
    if word in EVERYBODY and following and following not in STATUS:
        length = 3 if following in ("of", "other") else 2
        return Piece(Part.EVERYBODY, following), min(length, len(words) - at)
    if word in ("everybody", "everyone") and at and words[at - 1].text == "to":
        return Piece(Part.EVERYBODY, word), 1
    if (word, following) in FACILITIES:
        return Piece(Part.FACILITY, f"{word} {following}"), 2
    if following in FACILITY_HEADS and word not in NOT_KINDS and not words[at].pause and not words[at].number:
        return Piece(Part.FACILITY, f"{word} {following}"), 2
    if (word,) in FACILITIES:
        return Piece(Part.FACILITY, word), 1
    if word in POSITIONS or _titled(words, at, names):
        return Piece(Part.CALL_SIGN, call_sign=CallSign(word)), 1
    if _plain(words[at]) and _titled(words, at + 1, names):
        return Piece(Part.CALL_SIGN, call_sign=CallSign(following, word)), 2
    if words[at].number and word == TEN_FOUR:
        return Piece(Part.ACKNOWLEDGEMENT, "10-4"), 1
    if word in ACKNOWLEDGEMENTS:
        return Piece(Part.ACKNOWLEDGEMENT, word), 2 if (word, following) == ("thank", "you") else 1
    if word in ("to", "for", "calling") and at > 0:
        return Piece(Part.TO), 1
    if word == "from" and at > 0:
        return Piece(Part.FROM), 1
    if (word, following) == ("this", "is"):
        return Piece(Part.FROM, "this is"), 2
    console = (following,) in FACILITIES and at > 0
    if (word == "the" and (console or following == "station")) or word in GREETINGS:
        return None, 1
    return None, 0


def _titled(words: Sequence[Lexeme], at: int, names: Names) -> bool:
    """Whether a title stands at ``at`` in a name's place: before a pause, a call sign or the console's name.

    Example:
        >>> [str(sign) for sign in parse("Team leader control, two overdue").call_signs]
        ['Team Leader']
    """
    if at + 1 >= len(words) or words[at].text not in TITLES:
        return False
    following = words[at + 1].text
    named = following == "to" or (following,) in FACILITIES
    return words[at].pause or named or call_sign_at(words, at + 1, names, opening=True)[0] is not None


def _plain(word: Lexeme) -> bool:
    """Whether a word may say what a title is of: "team leader", "watch commander"."""
    return not (word.number or word.pause or word.text in NO_OFFICES)


def _closing(words: Sequence[Lexeme], at: int, names: Names) -> tuple[CallSign | None, int]:
    """A call sign as the last words, and where it starts."""
    for start in range(max(at + 1, len(words) - 4), len(words)):
        if words[start - 1].text in NO_KINDS and not words[start - 1].pause:
            continue  # "I'm with 214"
        call_sign, used = call_sign_at(words, start, names, opening=False)
        if call_sign is not None and start + used == len(words):
            return call_sign, start
    return None, len(words)
