"""A unit's name as it is said: a number, with the kind of unit before it where one was said.

Recognisers mishear the kind far more often than the number, so two call signs with one number are the same
unless their kinds are known and differ. Kinds and names that no list holds are learnt from the recording.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.turns.lexemes import TEN_FOUR, Lexeme
from dispatch.turns.vocabulary import (
    ACKNOWLEDGEMENTS,
    CHIEFS,
    FACILITIES,
    MEASURES,
    NO_KINDS,
    NO_PLURALS,
    ORDERS,
    PHONETIC,
    STATUS,
    UNIT_KINDS,
)
from dispatch.turns.wordnames import WordName


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


NOT_KINDS = NO_KINDS | ORDERS | STATUS | ACKNOWLEDGEMENTS | {word for name in FACILITIES for word in name}


SOUNDS_LIKE = {"to": "2", "too": "2", "for": "4", "ate": "8"}
"""Words that recognisers write for a digit."""


@dataclass(frozen=True, slots=True)
class Names:
    """What is known of a recording's call signs when a text is taken apart.

    ``numbers`` are call signs elsewhere on it, ``kinds`` words that stand before them. ``guess`` takes any
    word before a number at the head for a kind, to find out which there are. ``words`` are call signs that
    hold no number. ``consoles`` are words that name the console here and a unit elsewhere: "Sector".
    """

    numbers: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    guess: bool = False
    words: frozenset[WordName] = frozenset()
    consoles: frozenset[str] = frozenset()


NO_NAMES = Names()


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
    if kind and (misheard := _misheard_number(words, first, names)):
        return CallSign(misheard, kind), first + 2 - at
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


def _misheard_number(words: Sequence[Lexeme], at: int, names: Names) -> str:
    """A known number of which the first digit was heard as a word; empty for none.

    Example:
        >>> from dispatch.turns.lexemes import lexemes
        >>> _misheard_number(lexemes("train to 14 is past Broadway"), 1, Names(frozenset({"214"})))
        '214'
    """
    if words[at].pause or at + 1 >= len(words) or not words[at + 1].number:
        return ""
    whole = SOUNDS_LIKE.get(words[at].text, "") + words[at + 1].text
    return whole if words[at].text in SOUNDS_LIKE and whole in names.numbers else ""


def _counts(following: str) -> bool:
    """Whether a word after a number is things counted: "11 houses".

    Example:
        >>> _counts("houses"), _counts("is"), _counts("copies")
        (True, False, False)
    """
    return len(following) > 3 and following.endswith("s") and following not in NO_PLURALS


def not_counted(words: Sequence[Lexeme]) -> frozenset[str]:
    """The words, and those of the numbers that count nothing.

    Example:
        >>> from dispatch.turns.lexemes import lexemes
        >>> sorted(not_counted(lexemes("27 has 15 people")))
        ['27', 'has', 'people']
    """
    following = (*(word.text for word in words[1:]), "")
    return frozenset(
        word.text
        for word, after in zip(words, following, strict=False)
        if not (word.number and (after in MEASURES or _counts(after)))
    )


def _bare_number(number: str, names: Names, *, opening: bool, paused: bool) -> bool:
    """Whether a number without a kind may be a call sign; a single digit mostly answers how many."""
    return number in names.numbers or (opening and len(number) > 1 and (len(number) <= 4 or paused))


def _kind_at(words: Sequence[Lexeme], at: int, names: Names) -> tuple[str, int]:
    """The kind of unit at ``at``, empty where it is misheard, and where its number is; ("", at) for none."""
    word = words[at]
    if word.number or at + 1 >= len(words):
        return "", at
    following = words[at + 1]
    if word.text in UNIT_KINDS:
        return UNIT_KINDS[word.text], at + 1
    if word.text in CHIEFS and not word.pause and following.number and len(following.text) == 1:
        return word.text, at + 1
    kind, number = _two_words_at(words, at, names)
    if kind:
        return kind, number
    countable = following.number and not following.ordinal and word.text not in NOT_KINDS
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
    plain = not (one.number or two.number or one.pause or two.pause) and not {one.text, two.text} & NOT_KINDS
    kind = f"{one.text} {two.text}"
    known = two.text in UNIT_KINDS or one.text in UNIT_KINDS
    return (kind, at + 2) if plain and not known and (names.guess or kind in names.kinds) else ("", at)
