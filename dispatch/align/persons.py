"""Whether a bracket may stand for what was said in its place, by who or what both are.

An editor writes who "he" is, or "they" where the speaker says "you" to them. Nobody writes "her" for "him",
"him" for "the line", or "the fire" for "me"; and where nothing was said, an adjective or a noun in a bracket
is the editor's own word.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dispatch.wording import Kind, Meaning, Token
from dispatch.wording.classes import class_of
from dispatch.wording.lexicon import OFFICES

_FIRST = frozenset("i me my mine we us our ours myself ourselves".split())
_SECOND = frozenset("you your yours yourself".split())
_THIRD = (
    frozenset("he him his himself".split()),
    frozenset("she her hers herself".split()),
    frozenset("they them their theirs themselves".split()),
    frozenset("it its itself".split()),
)
_PRONOUNS = _FIRST.union(_SECOND, *_THIRD)
_POINTING = frozenset("that this there here those these one ones".split())
"""Stand for any thing or place, as a pronoun does."""
_REMARKS = frozenset(
    "sic inaudible unintelligible unclear garbled indistinct static crosstalk noise beep pause silence "
    "laughs laughter laughing coughs coughing crying sighs expletive deleted redacted omitted name "
    "withheld emphasis added".split()
)
"""An editor's words on the recording, not in it."""
_WAYS = frozenset("up down off out in on over away".split())
_TELLING = (Meaning.CONTENT, Meaning.DIRECTION, Meaning.HEDGE, Meaning.QUANTITY)
_WHO = OFFICES | frozenset(
    "crew crews team teams unit units company companies engine engines truck trucks ladder car cars "
    "rescue squad ambulance medic medics battalion division command dispatch dispatcher dispatchers "
    "control station caller callers driver drivers operator operators officer officers police deputy "
    "trooper firefighter firefighters paramedic paramedics patient patients victim victims man men "
    "woman women person people guy guys boy girl kid kids child children worker workers owner owners "
    "resident residents neighbor neighbors witness witnesses passenger passengers manager guard guards "
    "nurse doctor pilot crewman member members staff family mother father wife husband son daughter "
    "brother sister boss partner helicopter boat train pump reporter speaker conductor engineer "
    "supervisor responder responders everybody others".split()
)
"""Whom "I" and "we" on the radio may be."""


def is_other(inside: Sequence[Token], said: Sequence[Token]) -> bool:
    """Whether a bracket can't stand for what was said in its place, by who and what both are.

    Example:
        >>> from dispatch.wording import tokens
        >>> pairs = (("her", "him"), ("him", "the line"), ("the gas", "me"), ("they", "you"))
        >>> [is_other(tokens(a), tokens(b)) for a, b in pairs]
        [True, True, True, False]
    """
    ours, theirs = ({t.norm for t in side} & _PRONOUNS for side in (inside, said))
    named = any(_is_content(t) for t in inside)
    if ours and theirs and not named:
        return any(_is_other_person(a, theirs) for a in ours)
    if is_remark(inside) or any(_is_name(t) for t in (*inside, *said)):
        return False
    if not named:
        return not theirs and any(_is_content(t) for t in said)  # "him" or "up" for a thing
    own = bool(theirs) and theirs <= _FIRST and not any(_is_content(t) for t in said)
    return own and not any(t.norm in _WHO for t in inside)


def _is_other_person(ours: str, said: set[str]) -> bool:
    """Whether a pronoun is of other persons than those said; "they" for "you" is how one quotes."""
    if ours in _FIRST or ours in _SECOND:
        return not said & (_FIRST if ours in _FIRST else _SECOND)
    return not said & (_FIRST | _SECOND) and not any(ours in group and said & group for group in _THIRD)


def is_particle_for_thing(inside: Sequence[Token], said: Sequence[Token]) -> bool:
    """Whether a bracket at the end of a quote has "up" and the like where a thing was named."""
    ways = bool(inside) and all(t.norm in _WAYS for t in inside)
    return ways and not {t.norm for t in (*inside, *said)} <= _WAYS and any(_is_content(t) for t in said)


def words_of_its_own(
    inside: Sequence[Token], said: Sequence[Token], is_known: Callable[[Token], bool]
) -> str:
    """A bracket's words that carry meaning where nothing was said that it could stand for, or nothing.

    Args:
        inside: the bracket's words.
        said: what was heard in its place, an article mostly.
        is_known: whether a word was said nearby, so that the bracket only repeats it.
    """
    if is_remark(inside) or not all(_says_nothing(t) for t in said):
        return ""
    told = [t for t in inside if class_of(t) in _TELLING and t.norm not in OFFICES | _WAYS]
    new = [t for t in told if not is_known(t)]
    return " ".join(t.norm for t in new)


def is_remark(inside: Sequence[Token]) -> bool:
    """Whether a bracket tells of the recording alone: "[sic]", "[inaudible]"."""
    return bool(inside) and all(t.norm in _REMARKS for t in inside)


def _says_nothing(token: Token) -> bool:
    small = class_of(token) in (Meaning.FUNCTION, Meaning.TENSE, Meaning.NONE)
    return small and token.norm not in _POINTING | _PRONOUNS


def _is_content(token: Token) -> bool:
    return class_of(token) is Meaning.CONTENT


def _is_name(token: Token) -> bool:
    return class_of(token) is Meaning.PLACE or token.kind is Kind.DIGIT
