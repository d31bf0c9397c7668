"""What a difference between quoted and heard tokens does to the meaning: which class of words it touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from dispatch.wording.classes import HELPING, Meaning, class_of
from dispatch.wording.similarity import said_alike, similar, stem, synonymous
from dispatch.wording.smallwords import added, answers, exchanged
from dispatch.wording.tokens import Kind, Token
from dispatch.wording.verbforms import goes_on, had_got, is_doing, over_alike, past_of, tense_changed

_INFLECTED = (Meaning.CONTENT, Meaning.FUNCTION, Meaning.UNIT)
"""Classes in which another ending changes nothing: "a ten minute delay" of "ten minutes"."""


def meaning_of(quoted: Iterable[Token], heard: Iterable[Token], *, after_be: bool = False) -> Meaning:
    """What a difference does to the meaning: the gravest class that its two sides don't share.

    Args:
        quoted: tokens of the quote's side.
        heard: tokens of the transcript's side.
        after_be: whether both sides follow a form of "be", where "is cleared" and "is clear" tell of
            the same time.

    Example:
        >>> from dispatch.wording import tokens
        >>> meaning_of(tokens("is now"), tokens("is not"))
        <Meaning.NEGATION: 'negation'>
        >>> meaning_of(tokens("had"), tokens("have")), meaning_of(tokens("has"), tokens("have"))
        (<Meaning.TENSE: 'tense'>, <Meaning.FUNCTION: 'function'>)
        >>> meaning_of(tokens("the"), tokens("")), meaning_of(tokens("yes"), tokens(""))
        (<Meaning.FUNCTION: 'function'>, <Meaning.CONTENT: 'content'>)
        >>> meaning_of(tokens("roughly"), tokens("about")), meaning_of(tokens("probably"), tokens("and"))
        (<Meaning.NONE: 'none'>, <Meaning.HEDGE: 'hedge'>)
        >>> meaning_of(tokens("beside the door"), tokens("next to the door"))
        <Meaning.NONE: 'none'>
        >>> [meaning_of(tokens("10 minute"), tokens(heard)).value for heard in ("10 minutes", "10 mile")]
        ['none', 'unit']
        >>> [meaning_of(*map(tokens, w)).value for w in (("around", "through"), ("on", "near"))]
        ['direction', 'direction']
        >>> meaning_of(tokens("cleared"), tokens("clear"), after_be=True)
        <Meaning.NONE: 'none'>
        >>> meaning_of(tokens("gone"), tokens("going")), meaning_of(tokens("or"), tokens("and"))
        (<Meaning.TENSE: 'tense'>, <Meaning.CONDITION: 'condition'>)
        >>> meaning_of(tokens("yes"), tokens("now")), meaning_of(tokens("had"), tokens("got"))
        (<Meaning.CONTENT: 'content'>, <Meaning.TENSE: 'tense'>)
        >>> meaning_of(tokens("neither of them had"), tokens("neither had"))
        <Meaning.FUNCTION: 'function'>
        >>> meaning_of(tokens("right over"), tokens("over")), meaning_of(tokens("turn right"), tokens("turn"))
        (<Meaning.FUNCTION: 'function'>, <Meaning.DIRECTION: 'direction'>)
        >>> meaning_of(tokens("he's gone"), tokens("he went")), meaning_of(tokens("is taken"), tokens("took"))
        (<Meaning.FUNCTION: 'function'>, <Meaning.CONTENT: 'content'>)
        >>> meaning_of(tokens("going to sit"), tokens("sitting"))
        <Meaning.TENSE: 'tense'>
        >>> [meaning_of(tokens("his"), tokens(heard)).value for heard in ("a", "my")]
        ['function', 'actor']
        >>> [meaning_of(tokens("is opening"), tokens(heard)).value for heard in ("open", "opens")]
        ['tense', 'function']
        >>> [meaning_of(tokens("from"), tokens(heard)).value for heard in ("to", "of", "at")]
        ['direction', 'none', 'direction']
        >>> [meaning_of(*map(tokens, w)).value for w in (("unsafe", "safe"), ("there is a", "is there a"))]
        ['negation', 'modality']
        >>> meaning_of(tokens("channel 106"), tokens("channel 106.1"))
        <Meaning.NUMBER: 'number'>
    """
    left, right = _meaningful(quoted), _meaningful(heard)
    mine = [t for t in left if not any(_same(t, other) for other in right)]
    theirs = [t for t in right if not any(_same(t, other) for other in left)]
    if goes_on(left, right) or goes_on(right, left):
        return Meaning.TENSE
    if after_be and any(is_doing(a, b) for a in left for b in right):
        return Meaning.TENSE
    if _same_phrase(left, right) or _same_phrase(mine, theirs):
        return Meaning.NONE
    if not mine and not theirs:
        return _order(left, right)
    if answers(mine, theirs) or answers(theirs, mine):
        return Meaning.CONTENT  # an answer that nobody was heard to give, or that the quote has not
    found = exchanged(mine, theirs) if mine and theirs else None
    found = found or added(mine, theirs) or _by_verbs(mine, theirs, after_be=after_be)
    return found or _gravest(mine, theirs, another_number=_digits(left) != _digits(right))


def _order(left: Sequence[Token], right: Sequence[Token]) -> Meaning:
    """What is done by the same words in another order."""
    if _turned_about(left, right):
        return Meaning.MODALITY  # "there is a dog team" of "is there a dog team?"
    return Meaning.NUMBER if _digits(left) != _digits(right) else Meaning.NONE


def _by_verbs(mine: Sequence[Token], theirs: Sequence[Token], *, after_be: bool) -> Meaning | None:
    """What is done by another form of one verb."""
    if over_alike(mine, theirs):
        return Meaning.FUNCTION
    if past_of(mine, theirs) or past_of(theirs, mine):
        lasting = any(t.norm.endswith("ing") for t in (*mine, *theirs))
        return Meaning.NONE if after_be and not lasting else Meaning.TENSE
    return Meaning.TENSE if had_got(mine, theirs) or had_got(theirs, mine) else None


def _gravest(mine: Sequence[Token], theirs: Sequence[Token], *, another_number: bool) -> Meaning:
    found = {class_of(t) for t in (*mine, *theirs)} | ({Meaning.NUMBER} if another_number else set())
    if Meaning.TENSE in found and not tense_changed(mine, theirs):
        found = (found - {Meaning.TENSE}) | {Meaning.FUNCTION}
    return next((meaning for meaning in Meaning if meaning in found), Meaning.NONE)


def _turned_about(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether a helping verb and what follows it change places, as they do in a question."""
    first, second = [t.norm for t in left], [t.norm for t in right]
    swapped = ((a, b) for a, b in pairwise(first) if (b, a) in set(pairwise(second)))
    return any(a in HELPING or b in HELPING for a, b in swapped)


def _meaningful(side: Iterable[Token]) -> list[Token]:
    return [t for t in side if t.kind is not Kind.FILLER]


def _same_phrase(left: Iterable[Token], right: Iterable[Token]) -> bool:
    return synonymous(" ".join(t.norm for t in left), " ".join(t.norm for t in right))


def _same(first: Token, second: Token) -> bool:
    a, b = first.norm, second.norm
    if a == b or said_alike(a, b) or synonymous(a, b):
        return True
    if {a, b} & {"'d", "'s"} and similar(first, second) == 1.0:
        return True
    return class_of(first) in _INFLECTED and stem(a) == stem(b)


def _digits(side: Iterable[Token]) -> str:
    return "".join(t.norm for t in side if t.kind is Kind.DIGIT)
