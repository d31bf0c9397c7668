"""Marks that change what a denial denies: "No. Units are being sent" of "no units are being sent".

Words and their order are the same, so nothing else sees it. A recogniser's marks prove little: what they make
of a quote is a doubt, never an alteration.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from dispatch.align.placement import Placement
from dispatch.align.stream import Stream
from dispatch.wording import Kind, Meaning, Token
from dispatch.wording.classes import class_of
from dispatch.wording.lexicon import TITLES

_STRONG = (*".!?;:—–", "--", " - ")
"""Set any denial apart from what is behind it; a comma sets "no" apart alone: "is not, repeat not, open"."""
_END = "."
REACH = 12
"""Tokens from a denial on that are looked at: hesitations, a call sign."""
_DENIALS = frozenset("no not never nobody none nothing nowhere neither".split())
_VERBAL = frozenset("not never".split())
_ADDRESS = frozenset("sir madam".split())
_PERSONS = frozenset("i we you he she they it there him her them me us".split())
_JOINING = frozenset("and or but so if because although though when while unless since as then".split())
_ANSWERS = frozenset("yes ok okay copy please well sir madam".split())
_FINITE = frozenset("is are was were am does did can could will would may might must shall should".split())
"""Stand behind "not" in another sentence alone: "I do not. Are you?" """
_COUNTED = frozenset("more less extra single whole entire double dozen pair couple".split())
"""Quantities that "no" may stand before: "no more units"; nobody says "no all units"."""
_OPEN = frozenset(
    "to be been being have has had are is was were will would can could get the a an of".split()
)
"""End no phrase: "they don't have to leave", "no units are being sent"."""
_LEADING = frozenset("to of in into inside onto through near".split())
"""Begin no sentence behind a verb: "you can't go in there"."""
_OF_A_THING = frozenset("the a an this that these those there here what where when who how".split())
PHRASE = 8
"""Tokens from a denial on that it may govern."""
_NOT_DENIED = (
    Meaning.NEGATION,
    Meaning.NUMBER,
    Meaning.CONDITION,
    Meaning.MODALITY,
    Meaning.QUANTITY,
    Meaning.TENSE,
    Meaning.ACTOR,
    Meaning.FUNCTION,
    Meaning.HEDGE,
    Meaning.NONE,
)
"""Behind "no" these begin something of their own, mark or no mark: "no, we're not", "no, to the left"."""
_WAYS = frozenset("up down out off inside outside above below over under ahead behind forward".split())
_ORDERS = frozenset(
    "stay wait hold go come keep take give let make send bring put leave look listen stand start stop turn "
    "pull push continue proceed disregard cancel repeat tell say ask try use move follow remain standby "
    "stage secure slow hang step meet pick drop throw run advise be do have get stick shut open close".split()
)
"""What one is told to do behind "no": "no, stay put". What mostly names a thing ("call") is not here."""


@dataclass(frozen=True, slots=True)
class _Side:
    """A denial and the words behind it, as one side writes them."""

    denial: Token
    word: Token
    """The next word but "uh"."""
    following: Token | None
    between: str
    """What stands between the denial and the word."""
    behind: str
    """What stands behind the word, or behind the number that goes with it."""
    shown: str
    here: bool
    """Whether both stand in one transmission."""

    @property
    def is_hesitant(self) -> bool:
        """Whether it may be a pause that is written there: "no, uh, units", "no... units"."""
        return any(letter.isalnum() or letter == "…" for letter in self.between) or ".." in self.between

    @property
    def is_apart(self) -> bool:
        return _has_mark(self.between, comma=self.denial.norm == "no" and not self.is_hesitant)


def denial_moved(placement: Placement) -> tuple[str, str]:
    """A denial and the word behind it, quoted and heard, where a mark sets them apart on one side alone.

    Two empty texts where there is none, or where it makes no difference: "no, stay put", "no, sir".
    """
    heard_for = dict(placement.matched)
    for at, token in enumerate(placement.quote_tokens):
        if token.norm not in _DENIALS or at not in heard_for:
            continue
        written = [_Written(t, placement.quote, 0) for t in placement.quote_tokens[at : at + REACH]]
        said = _said(placement.stream, heard_for[at])
        if said[0].token.norm != token.norm:
            continue
        if _is_broken(written[0]) != _is_broken(said[0]):  # "No. One goes up"
            return written[0].word, said[0].word
        ours, theirs = _side(written), _side(said)
        if ours and theirs and _moves(ours, theirs) and (theirs.here or _goes_on(placement, at, theirs)):
            return ours.shown, theirs.shown
        broken = _broken_phrase(placement, heard_for, at)
        if broken:
            return broken
    return "", ""


def _broken_phrase(placement: Placement, heard_for: Mapping[int, int], at: int) -> tuple[str, str] | None:
    """The words around a mark, on one side alone, within what a denial governs: "don't have to. Leave"."""
    stream = placement.stream
    for k in range(at + 1, min(at + PHRASE, len(placement.quote_tokens) - 1)):
        first, second = heard_for.get(k), heard_for.get(k + 1)
        if first is None or second != first + 1 or len(said := _said(stream, first)) < 2:
            return None
        if said[0].place != said[1].place:
            return None
        quoted = [_Written(t, placement.quote, 0) for t in placement.quote_tokens[k : k + 2]]
        marks = [_between(*quoted), _between(*said[:2])]
        if any(_has_mark(between, comma=True) for between in marks):
            strong = [_has_mark(between, comma=False) for between in marks]
            plain = any(not _has_mark(between, comma=True) for between in marks)
            if any(strong) and plain and _goes_with(quoted[0].token, quoted[1].token):
                return _shown(*quoted), _shown(*said[:2])
            return None
    return None


def _goes_with(first: Token, second: Token) -> bool:
    """Whether two words stand in one phrase, so that no sentence ends between them."""
    own = second.norm in _PERSONS | _JOINING | _ANSWERS | _FINITE | _OF_A_THING
    if own or second.kind is not Kind.WORD or class_of(second) in (Meaning.NEGATION, Meaning.ACTOR):
        return False
    return first.norm in _OPEN or second.norm in _LEADING


def _goes_on(placement: Placement, at: int, heard: _Side) -> bool:
    """Whether the quote goes on in the next transmission with the word that is said there."""
    said = (placement.stream.heard[k].token for quoted, k in placement.matched if quoted > at)
    return any(token is heard.word for token in said)


@dataclass(frozen=True, slots=True)
class _Written:
    """A token, the text that it stands in, and which one that is."""

    token: Token
    text: str
    place: int

    @property
    def word(self) -> str:
        return self.text[self.token.start : self.token.end]


def _said(stream: Stream, at: int) -> list[_Written]:
    heard = [h for h in stream.heard[at : at + REACH] if h.transmission >= 0]
    return [_Written(h.token, stream.transmissions[h.transmission].text, h.transmission) for h in heard]


def _side(words: Sequence[_Written]) -> _Side | None:
    """A denial and what is behind it; None at the end, and where words are left out and marked so."""
    denial = words[0]
    others = [k for k, w in enumerate(words) if w.place > denial.place or w.token.start >= denial.token.end]
    rest = [k for k in others if words[k].token.kind is not Kind.FILLER]
    if not rest or words[rest[0]].token.kind is Kind.ELLIPSIS:
        return None
    word = last = words[rest[0]]
    for number in takewhile(lambda w: w.token.kind is Kind.DIGIT, words[rest[0] + 1 :]):
        last = number
    behind = next((w for w in words if (w.place, w.token.start) > (last.place, last.token.start)), None)
    return _Side(
        denial.token,
        word.token,
        words[rest[1]].token if len(rest) > 1 else None,
        _between(denial, word),
        _between(last, behind) if behind else _END,
        _shown(denial, word),
        denial.place == word.place,
    )


def _between(first: _Written, second: _Written) -> str:
    """What is written between two words; the end of a transmission is a mark as good as any."""
    if first.place == second.place:
        return first.text[first.token.end : second.token.start]
    return first.text[first.token.end :] + _END + second.text[: second.token.start]


def _shown(first: _Written, second: _Written) -> str:
    if first.place == second.place:
        return first.text[first.token.start : second.token.end]
    return f"{first.word} / {second.word}"


def _is_broken(word: _Written) -> bool:
    """Whether a mark stands within a denial of two words."""
    return _has_mark(word.word, comma=True)


def _has_mark(text: str, *, comma: bool) -> bool:
    return any(mark in text for mark in _STRONG) or (comma and "," in text)


def _moves(quoted: _Side, heard: _Side) -> bool:
    """Whether what is denied on one side is set apart on the other."""
    if quoted.is_apart == heard.is_apart:
        return False
    apart, together = (quoted, heard) if quoted.is_apart else (heard, quoted)
    return not together.is_hesitant and _denies(together, heard.word) and not _is_spoken_to(apart)


def _denies(side: _Side, word: Token) -> bool:
    """Whether the word behind a denial may be what it denies; the one heard, as a bracket tells nothing."""
    word = word if side.word.kind is Kind.BRACKET else side.word
    if side.denial.norm == "no":
        known = class_of(word) in _NOT_DENIED or word.norm in _WAYS | _ORDERS | _ADDRESS
        return word.norm in _COUNTED or word.norm == "copy" or not known
    if word.norm in _PERSONS | _JOINING | _ANSWERS or class_of(word) is Meaning.NEGATION:
        return False
    if side.denial.norm in _VERBAL:
        return word.norm not in _FINITE
    if word.norm in _ORDERS and side.denial.norm != "nobody":
        return False  # "Neither. Put it over the barn."
    asks = class_of(word) in (Meaning.TENSE, Meaning.MODALITY)  # "Nobody. Can you look again?"
    return not (asks and side.following and side.following.norm in _PERSONS)


def _is_spoken_to(side: _Side) -> bool:
    """Whether the word behind the mark may say who is spoken to, or where: "no, chief", "no, north"."""
    numbered = side.following is not None and side.following.kind is Kind.DIGIT
    named = side.word.norm in TITLES or side.word.name or class_of(side.word) is Meaning.DIRECTION
    return (named or numbered) and _has_mark(side.behind, comma=True)
