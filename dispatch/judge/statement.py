"""A statement without quotation marks, reduced to what can be found in traffic.

What is left are the words that carry meaning, its numbers, and whether it denies; who told whom, and that
it was said on the radio, is put aside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.judge.polarity import denied, denies, denies_by_itself, denies_twice
from dispatch.judge.relations import LONG_ENOUGH, base_of, opposite, same
from dispatch.judge.retelling import in_one_word
from dispatch.judge.roles import number_at_head
from dispatch.values import Claim, Role, Transmission
from dispatch.wording import Kind, Meaning, Token, is_one_number, tokens
from dispatch.wording.classes import class_of, is_be
from dispatch.wording.lexicon import PAST_FORMS

LEAST_TOUCHED = 2
"""Words of its content that a passage must touch: one alone may be talk of anything."""

ANOTHERS_ROLE = 0.8
"""Probability from which a role is another than the one named."""

LIKELIER_ANOTHERS = 0.5
"""The same, enough to bear nothing out."""

COMMON = 0.25
"""Share of the transmissions from which a word that they hold says little about any of them."""

MOST_SOURCE = 8
"""Words of a source behind its statement: "…, her skipper told the coast guard"."""

_SAYING = frozenset(
    "said says told tells asked asks reported reports stated announced ordered instructed directed advised "
    "informed warned confirmed answered replied radioed repeated counted shows showed admitted "
    "insisted claimed noted added explained promised acknowledged complained believed thought conceded "
    "relayed mentioned learned estimated feared hoped".split()
)

_SAID_OF_THINGS = frozenset("reported confirmed believed thought counted heard shown noted said".split())
"""Behind a form of "be" they tell of what was reported, not of who reported."""

_TIMES = frozenset("night day morning evening afternoon time week month year".split())

_LIGHT = frozenset(
    "up down on off in out over back go goes went going gone come comes came coming get gets got take takes "
    "took taken make makes made put give gives gave given move moves moved keep keeps kept leave leaves left "
    "have has do does did done way one other still only first last now then".split()
)
"""Words of many meanings, of which one that matches says little."""

_UNTIL = frozenset("until before unless after once till".split())

_STATES = frozenset("on off".split())
_WHEN = _UNTIL | frozenset("when while as by at now again and but".split())
"""May stand behind a state, and not between "on" and where."""

_PASSING = frozenset("already even again ever soon later earlier".split())
"""Say when or how much, of nothing in particular: what can't be true is so with and without them."""

_EVERY = frozenset("all every each both only".split())

_FRAME = frozenset("audio recording radio traffic transmission scanner had been were own".split())
"""Words of the report, not of what is reported."""

_EMPTY = (Meaning.FUNCTION, Meaning.NONE, Meaning.TENSE, Meaning.ACTOR, Meaning.MODALITY)
"""Classes of words that carry nothing of what is reported."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim reduced to what can be found in traffic."""

    claim: Claim
    subject: tuple[Token, ...]
    """The words that carry what was reported, denials left out."""
    weights: tuple[float, ...]
    denies: bool
    denied: Token | None
    """The first word that a denial in it governs."""
    is_of_silence: bool = False
    """Whether it reports that something was not said, which no passage can show."""
    number: str = ""
    """The number of the unit that it reports from, as digits: "Train 131's operator said"."""

    def share(self, heard: Sequence[Token], before: Sequence[Token] = (), *, passing: bool = True) -> float:
        """Share of the content that some words touch, by the same or by their opposite.

        A word of many meanings that stands for another counts by half ("go" of an order for "driven"), and so
        does one that was said ``before`` alone. ``passing`` is whether "already" and the like are content, as
        they are to what bears a statement out.
        """
        pairs = [
            (t, w)
            for t, w in zip(self.subject, self.weights, strict=True)
            if passing or t.norm not in _PASSING
        ]
        found = sum(w * _held(t, heard, before) for t, w in pairs)
        return found / max(1e-9, sum(w for _, w in pairs))

    def anchored(self, heard: Sequence[Token], besides: Token) -> float:
        """Weight of the content that some words hold as it is, one word of it left aside."""
        pairs = zip(self.subject, self.weights, strict=True)
        return sum(w for t, w in pairs if t is not besides and any(same(t, h) for h in heard))

    @property
    def denies_twice(self) -> bool:
        """Whether it holds more than one denial."""
        return denies_twice(words_of(self.claim.quote))

    @property
    def puts_off(self) -> bool:
        """Whether it denies something only until or before something else: "no car was to leave before"."""
        return self.denies and is_conditional(words_of(self.claim.quote))

    def is_turned(self, heard: Sequence[Token]) -> bool:
        """Whether some words hold the opposite of a word of the content, and not the word itself."""
        return any(
            any(opposite(t, h) for h in heard) and not any(same(t, h) for h in heard) for t in self.subject
        )

    def is_anothers(self, said: Transmission, sure: float = ANOTHERS_ROLE) -> bool:
        """Whether somebody of another role than the one named spoke, as ``sure`` as that."""
        named = self.claim.attributed_to
        return named not in (Role.UNKNOWN, said.role) and said.role_probability >= sure

    def is_other_units(self, said: Transmission) -> bool:
        """Whether a unit spoke that opens with another number than that of the one reported from."""
        if not self.number or said.role is Role.DISPATCHER:
            return False
        own = number_at_head(said.text)
        return bool(own) and not is_one_number(own, self.number)

    def denies_otherwise(self, heard: Sequence[Token]) -> bool:
        """Whether either side denies by a word like "failed" or "escaped" that the other lacks."""
        ours = [t for t in words_of(self.claim.quote) if denies_by_itself(t)]
        theirs = [t for t in heard if denies_by_itself(t)]
        lacking = [t for t in ours if not any(same(t, h) for h in heard)]
        return bool(lacking) or any(not any(same(t, o) for o in self.subject) for t in theirs)

    def is_spoken_of(self, heard: Sequence[Token]) -> bool:
        """Whether some words touch any word of the content; a number may be anything's."""
        return any(touches(t, heard) for t in self._content_words() or self.subject)

    def is_touched(self, heard: Sequence[Token]) -> bool:
        """Whether some words touch enough of the content, a number counting as one word of it.

        Names alone are not enough: traffic is full of them, and one that both hold says who speaks.
        """
        words = self._content_words()
        number = len(words) < len(self.subject)
        held = [t for t in words if touches(t, heard)]
        enough = len(held) >= LEAST_TOUCHED - (number and len(words) == 1)
        return enough and (number or not all(t.name for t in held))

    def lacks(self, heard: Sequence[Token]) -> bool:
        """Whether some words hold not all that it stands on: what was done, how many, which way, all of them.

        Its things may all be there without.
        """
        return any(not any(same(t, h) for h in heard) for t in self.subject if _stands(t))

    def _content_words(self) -> list[Token]:
        return [t for t in self.subject if t.kind is Kind.WORD]


def statement_of(claim: Claim, transmissions: Sequence[Transmission]) -> Statement:
    """A claim as a statement; a word that many of the transmissions hold weighs less."""
    subject = tuple(t for t in content_of(claim.quote) if class_of(t) is not Meaning.NEGATION)
    spoken = [words_of(t.text) for t in transmissions]
    whole = words_of(_without_source(claim.quote))
    said = _behind_saying(whole)
    source = whole[: len(whole) - len(said)]
    unsaid = denies(source)
    number = "".join(t.norm for t in source if t.kind is Kind.DIGIT)
    is_denial = denies(said)
    gone = next((t for t in denied(said) if _carries(t)), None) if is_denial else None
    weights = tuple(_weight(t, spoken) for t in subject)
    return Statement(claim, subject, weights, is_denial, gone, unsaid, number)


def content_of(statement: str) -> tuple[Token, ...]:
    """The tokens of a statement that carry what was reported.

    Example:
        >>> [t.norm for t in content_of("The dispatcher said the gas was off.")]
        ['gas', 'off']
        >>> [t.norm for t in content_of("The gas was off, the dispatcher told the crew.")]
        ['gas', 'off']
        >>> [t.norm for t in content_of("The van had been reported stolen that night.")]
        ['van', 'reported', 'stolen', 'night']
        >>> [t.norm for t in content_of("The gas was still on when he sat on the steps.")]
        ['gas', 'on', 'sat', 'steps']
    """
    side = _reported(words_of(_without_source(statement)))
    return tuple(t for k, t in enumerate(side) if _carries(t) or _is_state(side, k))


def _without_source(statement: str) -> str:
    """A statement without who said it, where that stands behind it."""
    head, comma, last = statement.rpartition(",")
    words = re.findall(r"[a-z']+", last.lower())
    return head if comma and len(words) <= MOST_SOURCE and _SAYING & set(words) else statement


def words_of(text: str) -> list[Token]:
    """The tokens of a text, with phrases that one word would say replaced by it."""
    return list(tokens(in_one_word(text)))


def touches(token: Token, heard: Sequence[Token]) -> bool:
    """Whether some words hold a word or its opposite."""
    return any(same(token, h) or opposite(token, h) for h in heard)


def _held(token: Token, heard: Sequence[Token], before: Sequence[Token]) -> float:
    if not touches(token, heard):
        return 0.5 if touches(token, before) else 0.0
    return 0.5 if _lightly(token, heard) else 1.0


def _lightly(token: Token, heard: Sequence[Token]) -> bool:
    """Whether only words of many meanings, and other ones than itself, touch a word."""
    touching = [h for h in heard if same(token, h) or opposite(token, h)]
    return all(h.norm in _LIGHT and base_of(h.norm) != base_of(token.norm) for h in touching)


def is_conditional(side: Sequence[Token]) -> bool:
    """Whether what some words say holds until or before something else."""
    return any(t.norm in _UNTIL for t in side)


def _behind_saying(statement: Sequence[Token]) -> Sequence[Token]:
    """What follows the verb of saying; "had been reported stolen" has none."""
    verb = next(
        (
            k
            for k, t in enumerate(statement)
            if t.norm in _SAYING and not (t.norm in _SAID_OF_THINGS and k and is_be(statement[k - 1]))
        ),
        None,
    )
    return statement if verb is None or verb + 1 == len(statement) else statement[verb + 1 :]


def _reported(statement: Sequence[Token]) -> Sequence[Token]:
    """What follows the verb of saying, and whom it was said to: "told the medics that …"."""
    rest = _behind_saying(statement)
    if rest is statement:
        return statement
    links = (k for k, t in enumerate(rest[:5]) if t.norm in ("that", "to") and not _is_when(rest, k))
    link = next(links, None)
    return rest[link + 1 :] if link is not None and link + 1 < len(rest) else rest


def _is_when(side: Sequence[Token], at: int) -> bool:
    """Whether "that" tells a time: "that night"."""
    return side[at].norm == "that" and at + 1 < len(side) and side[at + 1].norm in _TIMES


def _carries(token: Token) -> bool:
    if token.norm in _FRAME or (token.kind is not Kind.WORD and token.kind is not Kind.DIGIT):
        return False
    kind = class_of(token)
    return kind not in _EMPTY and (kind is not Meaning.CONDITION or token.norm in _UNTIL)


def _is_state(side: Sequence[Token], at: int) -> bool:
    """Whether "on" or "off" says how something was, not where: "was still on when"."""
    if side[at].norm not in _STATES:
        return False
    before = [t for t in side[:at] if t.norm not in _LIGHT]
    behind = side[at + 1].norm if at + 1 < len(side) else ""
    return bool(before) and is_be(before[-1]) and (not behind or behind in _WHEN)


def _stands(token: Token) -> bool:
    """Whether a statement without this word is another one."""
    if token.kind is Kind.DIGIT or token.norm in _EVERY:
        return True
    tells_past = token.norm in PAST_FORMS or (token.norm.endswith("ed") and len(token.norm) > LONG_ENOUGH)
    return token.norm not in _LIGHT and (tells_past or class_of(token) is Meaning.DIRECTION)


def _weight(token: Token, spoken: Sequence[Sequence[Token]]) -> float:
    light = token.kind is Kind.DIGIT or class_of(token) is Meaning.QUANTITY or token.norm in _LIGHT
    holding = sum(any(same(token, h) for h in words) for words in spoken)
    common = holding >= 3 and holding >= COMMON * len(spoken)
    return (0.5 if light else 1.0) * (0.5 if common else 1.0)
