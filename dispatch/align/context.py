"""What a difference does to the meaning by the words around it: small rules that its own words don't tell."""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.wording import Kind, Meaning, Token
from dispatch.wording.classes import ASKING, class_of
from dispatch.wording.particles import is_idle
from dispatch.wording.similarity import synonymous

BEFORE_ONE = frozenset("other first last next second third that this which".split())
"""Before "one" they make it a word for what was spoken of, and no number."""

_AIMING = frozenset("shot shoot shoots shooting fired fire firing threw throwing swung swinging".split())
"""Behind one of these "at" says that it may have missed."""
_INFORMING = frozenset("hit told tell tells telling".split())
"""With "on" they say another thing: "he told on his partner"."""
_WHO = ("i", "we", "he", "she", "they", "it")
_GRADED = (Meaning.CONTENT, Meaning.QUANTITY)

ASKED_WITHIN = 5
"""Words before "whether" among which one that asks makes it an "if"."""


def by_context(
    found: Meaning, quoted: Sequence[Token | None], heard: Sequence[Token | None], i: int, j: int
) -> Meaning:
    """What a difference does to the meaning where that depends on the words around it.

    With the word before or behind it may be a phrase for another ("need to", "have to"), a particle may stand
    before or behind its verb's object ("turn the valve off"), "one" counts nothing in "the other one", nor
    "some" before what has no number, "just" before one makes it few and behind "not" takes half of that
    back, "too" before what has degrees is more than it may be, "whether" for "if" turns a condition into a
    question, unless it was one, "the chief" at a quote's end is another than "the chief's" whatever follows,
    and who goes on with "and" may leave out who that is.

    Args:
        found: what it does by its own words.
        quoted: the quote's side of the alignment, step by step; None where it has no word.
        heard: the heard side, likewise.
        i: the difference's first step.
        j: the step behind its last.
    """
    sides = [[t.norm for t in side[i:j] if t] for side in (quoted, heard)]
    before = [t.norm for t in quoted[:i] if t][-ASKED_WITHIN:]
    following = next((t for t in quoted[j:] if t), None)
    beside = _shared(quoted[j : j + 1], heard[j : j + 1]), _shared(quoted[i - 1 : i], heard[i - 1 : i])
    phrases = [[(*side, *beside[0]) for side in sides], [(*beside[1], *side) for side in sides]]
    if any(shared and synonymous(*map(" ".join, both)) for shared, both in zip(beside, phrases, strict=True)):
        return Meaning.NONE
    if is_idle(quoted, heard, i, j) or is_idle(heard, quoted, i, j):
        return Meaning.FUNCTION
    if sorted(sides) in ([[], ["1"]], [[], ["ones"]]) and before[-1:] and before[-1] in BEFORE_ONE:
        return Meaning.FUNCTION
    if j == len(quoted) and sides[1] == [*sides[0], "'s"]:
        return Meaning.ACTOR
    alone = sides[0] or sides[1] if [] in sides else []
    if alone in ([who] for who in _WHO) and before[-1:] == ["and"]:
        return Meaning.FUNCTION if _same_as_before(quoted[:i], heard[:i], alone) else found
    if alone == ["go", "ahead", "and"]:
        return Meaning.FUNCTION
    if (told := _alone(alone, before, following, is_added=not sides[1])) is not None:
        return told
    if found not in (Meaning.NONE, Meaning.FUNCTION):
        return found
    if sides == [["whether"], ["if"]] and not ASKING & set(before):
        return Meaning.CONDITION
    return found


def _alone(
    words: Sequence[str], before: Sequence[str], following: Token | None, *, is_added: bool
) -> Meaning | None:
    """What a small word does that one side alone has, where that hangs on its neighbours."""
    counted = following is not None and following.kind is Kind.DIGIT
    last = before[-1] if before else ""
    match list(words):
        case ["some"] if not counted:
            return Meaning.FUNCTION
        case ["just"] if (is_added and counted) or last == "not" or (following and following.norm == "any"):
            return Meaning.QUANTITY
        case ["a"] if following is not None and following.norm in ("few", "little"):
            return Meaning.QUANTITY
        case ["but"] if last == "all":
            return Meaning.NEGATION
        case ["on"] if last in _INFORMING:
            return Meaning.ACTOR
        case ["to"] if last == "over":
            return Meaning.DIRECTION
        case ["near"] | ["too"] if words == ["near"] or (is_added and following is None):
            return Meaning.QUANTITY
        case ["at"] if last in _AIMING:
            return Meaning.DIRECTION
        case ["too"] if following is not None and class_of(following) in _GRADED:
            return Meaning.QUANTITY
    return None


def _same_as_before(
    quoted: Sequence[Token | None], heard: Sequence[Token | None], who: Sequence[str]
) -> bool:
    """Whether both sides' last word for somebody is the same: "he's sick and (he) can't eat"."""
    last = ([t.norm for t in side if t and class_of(t) is Meaning.ACTOR][-1:] for side in (quoted, heard))
    return all(one == list(who) for one in last)


def _shared(quoted: Sequence[Token | None], heard: Sequence[Token | None]) -> list[str]:
    """A word that both sides have at one step."""
    mine, theirs = ([t.norm for t in side if t] for side in (quoted, heard))
    return mine if mine == theirs else []
