"""Small words: what one of them does in another's place, and what one more or fewer does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from dispatch.wording.classes import HEDGES, Meaning, class_of, words_in
from dispatch.wording.contraries import undone
from dispatch.wording.tokens import Token
from dispatch.wording.verbforms import has, is_or_has, turns_round

Rule = Callable[[Sequence[Token], Sequence[Token]], bool]
"""What may hold of a difference, seen from one of its sides."""

_AGREEING = words_in("ok copy affirmative alright right sure correct okay 4")
_JOINING = words_in("and then but so")
"""In place of "or" they leave no choice."""
_CAUSE = words_in("so as because since")
_GETTING = words_in("going get got")
"""Light beside another verb ("I've got"), but in another word's place they say what is done."""
_WHEN = words_in("now then still")
_NEARBY = words_in("about around")
_WHITHER = (
    words_in("from off"),
    words_in("to into onto toward"),
    words_in("in on at"),
    words_in("by"),
    words_in("for"),
    words_in("with"),
    words_in("through across along around past"),
)
"""Prepositions by what they do: one of another group makes another way or another part in what is done ("from
the yard", "to the yard"; "wait for the dog", "wait with the dog")."""
_NEAR_ENOUGH = ({"in", "into"}, {"on", "onto"}, {"for", "to"})
_WAYS = words_in("through across along near toward around into onto past")
"""Say where or which way. One more or fewer is small; one for another ("around the gap", "through") isn't."""
_ALONGSIDE = words_in("with from by")
"""One more or fewer says another thing of what is beside it: "leaving with her", "make it by three"."""
_DEGREES = words_in("fairly quite pretty")


def exchanged(one: Sequence[Token], other: Sequence[Token]) -> Meaning | None:
    """What words do in place of others, where that is not told by their classes alone.

    Example:
        >>> from dispatch.wording import tokens
        >>> exchanged(tokens("by"), tokens("at")), exchanged(tokens("truck"), tokens("boat"))
        (<Meaning.DIRECTION: 'direction'>, None)
    """
    for rule, meaning in _EXCHANGED:
        if rule(one, other) or rule(other, one):
            return meaning
    if _only_hedges(one) and _only_hedges(other) and not _hedges_alone(one, other):
        gets = has(one, _GETTING) != has(other, _GETTING)
        when = has(one, _WHEN) and has(other, _WHEN)
        return Meaning.CONTENT if gets or when else Meaning.NONE
    return None


def added(quoted: Sequence[Token], heard: Sequence[Token]) -> Meaning | None:
    """What is done by words that mostly one side alone has, where their classes do not tell.

    Args:
        quoted: what the quote has of its own.
        heard: what was heard and is not quoted.

    Example:
        >>> from dispatch.wording import tokens
        >>> added(tokens("fairly"), []), added([], tokens("fairly"))
        (<Meaning.HEDGE: 'hedge'>, None)
    """
    changed, one_side = {t.norm for t in (*quoted, *heard)}, not (quoted and heard)
    if turns_round(quoted, heard) or (changed == {"going", "to"} and one_side):
        return Meaning.TENSE  # "the race is being stopped", "he's going to sit down"
    if changed <= _ALONGSIDE and one_side:
        return Meaning.DIRECTION
    if has(quoted, _DEGREES) and not has(heard, _DEGREES):
        return Meaning.HEDGE  # "the road's fairly clear" of one that is clear; left out it is small
    if changed <= _CAUSE and not heard and quoted[0].start:
        return Meaning.CONDITION  # "calm, so nobody's hurt" of "calm, nobody's hurt"
    if changed == {"or"}:
        return Meaning.CONDITION  # "four or five coming down" of four five
    if (changed == {"of", "them"} and one_side) or changed == {"pm"}:
        return Meaning.FUNCTION  # "most of them are out"; "4:05 p.m." of "four oh five"
    return None


def answers(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether one side says yes and the other nothing of the kind."""
    return {t.norm for t in one} == {"yes"} and not has(other, _AGREEING)


def chooses(one: Iterable[Token], other: Iterable[Token]) -> bool:
    """Whether one side leaves a choice where the other joins, or has only a small word.

    Example:
        >>> from dispatch.wording import tokens
        >>> [chooses(tokens("or"), tokens(other)) for other in ("and", "in", "her")]
        [True, True, False]
    """
    others = list(other)
    small = bool(others) and all(class_of(t) is Meaning.FUNCTION for t in others)
    return has(one, words_in("or")) and (small or has(others, _JOINING))


def _between(first: str, second: str) -> Rule:
    """Whether one side has a word of the first list and the other one of the second."""
    these, those = words_in(first), words_in(second)
    return lambda one, other: has(one, these) and has(other, those)


def _goes_elsewhere(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether one preposition stands for one that does something else."""
    a, b = ({t.norm for t in side} for side in (one, other))
    if any({x, y} in _NEAR_ENOUGH for x in a for y in b):
        return False
    groups = [{k for k, group in enumerate(_WHITHER) if side & group} for side in (a, b)]
    return bool(all(groups) and not groups[0] & groups[1])


def _whose(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether only whose it is was left open: "his knee" of "a knee"."""
    owners, articles = words_in("my our your his her their its"), words_in("a an the")
    return all(t.norm in owners for t in one) and all(t.norm in articles for t in other)


def _only_hedges(side: Iterable[Token]) -> bool:
    return all(class_of(t) in (Meaning.HEDGE, Meaning.FUNCTION) for t in side)


def _hedges_alone(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether only one side is less exact: "probably" for "and"; "about" says other things, too."""
    if has([*one, *other], _NEARBY):
        return False
    return has(one, HEDGES) != has(other, HEDGES)


_EXCHANGED: tuple[tuple[Rule, Meaning], ...] = (
    (lambda one, other: any(undone(a.norm, b.norm) for a in one for b in other), Meaning.NEGATION),
    (_between("am", "pm"), Meaning.NUMBER),  # halves of the day
    (_goes_elsewhere, Meaning.DIRECTION),
    (_between("here", "there"), Meaning.DIRECTION),
    (_between("so", "as because since"), Meaning.CONDITION),
    (_between("so as because since", "and but then"), Meaning.CONDITION),
    (is_or_has, Meaning.TENSE),  # "they're not to leave" of "they don't have to leave"
    (_between("get", "have has had"), Meaning.TENSE),
    (lambda one, other: has(one, _WAYS) and has(other, _WAYS), Meaning.DIRECTION),
    (_between("in on at inside", "near"), Meaning.DIRECTION),  # a car near the tracks is not on them
    (_whose, Meaning.FUNCTION),
    (chooses, Meaning.CONDITION),
)
"""In this order, each asked from either side."""
