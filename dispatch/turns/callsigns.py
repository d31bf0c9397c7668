"""Who is named at the head and the tail of a transmission, as radio grammar places names.

A transmission opens with names: whom it is for, who it is from, in one order or the other, with
"to", "from" and "this is" between ("Engine 5, dispatch", "Control, train 214", "Crew 31 to dispatch").
A read-back closes with one ("hold short of Bravo, Ops 2"). A call sign here is a number, with the kind of
unit before it where one was said; recognisers mishear the kind far more often than the number, so two
call signs with one number are the same unless their kinds are known and differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from dispatch.turns.lexemes import TEN_FOUR, Lexeme, lexemes
from dispatch.turns.vocabulary import (
    ACKNOWLEDGEMENTS,
    EVERYBODY,
    FACILITIES,
    FACILITY_HEADS,
    GREETINGS,
    MEASURES,
    NO_KINDS,
    NO_PLURALS,
    ORDERS,
    PHONETIC,
    POSITIONS,
    STATUS,
    UNIT_KINDS,
)
from dispatch.turns.wordnames import WordName


class Part(Enum):
    """What a piece of an opening is."""

    FACILITY = "facility"
    CALL_SIGN = "call_sign"
    EVERYBODY = "everybody"
    ACKNOWLEDGEMENT = "acknowledgement"
    TO = "to"
    FROM = "from"


@dataclass(frozen=True, slots=True, order=True)
class CallSign:
    """A unit's name: ``kind`` is ``engine``, ``medic``, … or empty; ``number`` digits and letters.

    A name without a number ("northern tern") stands whole in ``number``.
    """

    number: str
    kind: str = ""

    def __str__(self) -> str:
        """As it is written.

        Example:
            >>> str(CallSign("17", "engine")), str(CallSign("51 kilo", "shuttle")), str(CallSign("922"))
            ('Engine 17', 'Shuttle 51 Kilo', '922')
        """
        return f"{self.kind} {self.number}".strip().title()

    def same_unit(self, other: CallSign) -> bool:
        """Whether both may name one unit.

        Example:
            >>> CallSign("6", "medic").same_unit(CallSign("6"))
            True
            >>> CallSign("5", "engine").same_unit(CallSign("5", "medic"))
            False
        """
        return self.number == other.number and (not self.kind or not other.kind or self.kind == other.kind)


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

    @property
    def call_signs(self) -> tuple[CallSign, ...]:
        """Of the opening, in order."""
        return tuple(piece.call_sign for piece in self.opening if piece.call_sign is not None)


_NO_KINDS = NO_KINDS | ORDERS | STATUS | ACKNOWLEDGEMENTS | {word for name in FACILITIES for word in name}


@dataclass(frozen=True, slots=True)
class Names:
    """What is known of a recording's call signs when a text is taken apart.

    ``numbers`` are call signs elsewhere on it, ``kinds`` words that stand before them. ``guess`` takes any
    word before a number at the head for a kind, to find out which there are. ``words`` are call signs that
    hold no number.
    """

    numbers: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    guess: bool = False
    words: frozenset[WordName] = frozenset()


NO_NAMES = Names()


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
    """
    words = lexemes(text)
    opening, at = _opening(words, names)
    closing, until = _closing(words, at, names)
    return Parsed(opening, words[at:until], closing, words)


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
    call_sign, used = call_sign_at(words, at, names, opening=True)
    if call_sign is not None:
        return Piece(Part.CALL_SIGN, call_sign=call_sign), used
    if word in EVERYBODY and following:
        length = 3 if following in ("of", "other") else 2
        return Piece(Part.EVERYBODY, following), min(length, len(words) - at)
    if (word, following) in FACILITIES:
        return Piece(Part.FACILITY, f"{word} {following}"), 2
    if following in FACILITY_HEADS and word not in _NO_KINDS and not words[at].pause and not words[at].number:
        return Piece(Part.FACILITY, f"{word} {following}"), 2
    if (word,) in FACILITIES:
        return Piece(Part.FACILITY, word), 1
    if word in POSITIONS:
        return Piece(Part.CALL_SIGN, call_sign=CallSign(word)), 1
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
    if (word, following) == ("the", "station") or word in GREETINGS:
        return None, 1
    return None, 0


def call_sign_at(
    words: Sequence[Lexeme], at: int, names: Names, *, opening: bool
) -> tuple[CallSign | None, int]:
    """The call sign that starts at ``at`` and how many words it takes, or (None, 0)."""
    kind, first = _kind_at(words, at, names) if opening or words[at].text in UNIT_KINDS else ("", at)
    head = words[first]
    named = _word_name_at(words, first, names)
    if named:
        return CallSign(" ".join(named)), first + len(named) - at
    if kind and head.text in PHONETIC and not head.number:
        return CallSign(head.text, kind), first + 1 - at
    if not head.number or head.ordinal or head.text == TEN_FOUR or len(head.text) > 5:
        return None, 0
    used, number = first + 1, head.text
    while not words[used - 1].pause and used < min(len(words), first + 3) and words[used].text in PHONETIC:
        number += f" {words[used].text}"
        used += 1
    following = words[used].text if used < len(words) else ""
    paused = words[used - 1].pause or used == len(words)
    if following in MEASURES and not paused:
        return None, 0
    if first == at and not paused and _counts(following) and head.text not in names.numbers:
        return None, 0
    if first == at and not _bare_number(head.text, names, opening=opening, paused=paused):
        return None, 0
    return CallSign(number, kind), used - at


def _word_name_at(words: Sequence[Lexeme], at: int, names: Names) -> WordName:
    """The longest known name without a number that starts at ``at``; empty for none."""
    found = [name for name in names.words if tuple(word.text for word in words[at : at + len(name)]) == name]
    return max(found, key=len, default=())


def _counts(following: str) -> bool:
    """Whether a word after a number is things counted: "11 houses".

    Example:
        >>> _counts("houses"), _counts("is"), _counts("copies")
        (True, False, False)
    """
    return len(following) > 3 and following.endswith("s") and following not in NO_PLURALS


def _bare_number(number: str, names: Names, *, opening: bool, paused: bool) -> bool:
    """Whether a number without a kind may be a call sign."""
    return number in names.numbers or (opening and (len(number) <= 4 or paused))


def _kind_at(words: Sequence[Lexeme], at: int, names: Names) -> tuple[str, int]:
    """The kind of unit at ``at``, empty where it is misheard, and where its number is; ("", at) for none."""
    word = words[at]
    if word.number or at + 1 >= len(words):
        return "", at
    following = words[at + 1]
    if word.text in UNIT_KINDS:
        return UNIT_KINDS[word.text], at + 1
    kind, number = _two_words_at(words, at, names)
    if kind:
        return kind, number
    countable = following.number and not following.ordinal and word.text not in _NO_KINDS
    if countable and (names.guess or word.text in names.kinds):
        return word.text, at + 1
    if countable and following.text in names.numbers and at == 0:
        return "", at + 1
    return "", at


def _two_words_at(words: Sequence[Lexeme], at: int, names: Names) -> tuple[str, int]:
    """A kind of two words ("China Eastern 711") and where its number is; ("", at) for none."""
    if at + 2 >= len(words) or not words[at + 2].number or words[at + 2].ordinal:
        return "", at
    one, two = words[at], words[at + 1]
    plain = not (one.number or two.number or one.pause or two.pause) and not {one.text, two.text} & _NO_KINDS
    kind = f"{one.text} {two.text}"
    known = two.text in UNIT_KINDS or one.text in UNIT_KINDS
    return (kind, at + 2) if plain and not known and (names.guess or kind in names.kinds) else ("", at)


def _closing(words: Sequence[Lexeme], at: int, names: Names) -> tuple[CallSign | None, int]:
    """A call sign as the last words, and where it starts."""
    for start in range(max(at + 1, len(words) - 4), len(words)):
        call_sign, used = call_sign_at(words, start, names, opening=False)
        if call_sign is not None and start + used == len(words):
            return call_sign, start
    return None, len(words)
