"""What a difference between quoted and heard tokens does to the meaning: which class of words it touches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from dispatch.wording.classes import HEDGES, HELPING, Meaning, class_of, is_be, words_in
from dispatch.wording.contraries import undone
from dispatch.wording.lexicon import PAST_FORMS
from dispatch.wording.similarity import said_alike, similar, stem, synonymous
from dispatch.wording.tokens import Kind, Token

_NEARBY = words_in("about around")
_WAYS = words_in("through across along near toward around into onto past")
"""Say where or which way. One more or fewer is small; one for another ("around the gap", "through") isn't."""
_AT, _CLOSE = words_in("in on at inside"), words_in("near")
"""A car near the tracks is not on them."""
_GETTING = words_in("going get got")
"""Light beside another verb ("I've got"), but in another word's place they say what is done."""
_ARTICLES, _WHOSE = words_in("a an the"), words_in("my our your his her their its")
"""One for the other leaves open whose it is: "a knee", "his knee"."""
_OR = words_in("or")
_JOINING = words_in("and then but so")
"""In place of "or" they leave no choice."""
_AGREEING = words_in("ok copy affirmative alright right sure correct okay 4")
_HAD, _GOT = words_in("had"), words_in("got")
_BEING, _HAVING = words_in("is are am was were be been being"), words_in("have has had")
_GET = words_in("get")
"""What somebody is, has and gets are three things: "they're not to leave" of "they don't have to leave"."""
_VOICE = words_in("be been being")
"""One more or fewer turns who acts: "it was turned off", "it turned off"."""
_ALONGSIDE = words_in("with from")
"""One more or fewer says another thing of what is beside it: "leaving her", "leaving with her"."""
_CAUSE, _NO_CAUSE = words_in("so as because since"), words_in("and but then")
_TIMES = words_in("is are am was were have has had")
_DEGREES = words_in("fairly quite pretty")
_HAVE, _GONE = words_in("have has 's"), words_in("gone")
_WHEN = words_in("now then still")
_ONE_IS = words_in("is was 's")
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
_HERE = ({"here"}, {"there"})
_HALVES = (words_in("am"), words_in("pm"))
"""Of the day."""
_WHY = (words_in("so"), words_in("as because since"))
_INFLECTED = (Meaning.CONTENT, Meaning.FUNCTION, Meaning.UNIT)
"""Classes in which another ending changes nothing: "a ten minute delay" of "ten minutes"."""
_PAST_AND_PRESENT = (
    words_in("is are am 's been being have has do does"),
    words_in("was were had did"),
)


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
    """
    left, right = _meaningful(quoted), _meaningful(heard)
    only_left = [t for t in left if not any(_same(t, other) for other in right)]
    only_right = [t for t in right if not any(_same(t, other) for other in left)]
    left_and_right = [*only_left, *only_right]
    if _goes_on(left, right) or _goes_on(right, left):
        return Meaning.TENSE
    if after_be and any(_is_doing(a.norm, b.norm) for a in left for b in right):
        return Meaning.TENSE  # "the track is clearing" of one that is clear
    if _same_phrase(left, right) or _same_phrase(only_left, only_right):
        return Meaning.NONE
    if not only_left and not only_right:
        if _turned_about(left, right):
            return Meaning.MODALITY  # "there is a dog team" of "is there a dog team?"
        return Meaning.NUMBER if _digits(left) != _digits(right) else Meaning.NONE
    if _answers(only_left, only_right) or _answers(only_right, only_left):
        return Meaning.CONTENT  # an answer that nobody was heard to give, or that the quote has not
    if only_left and only_right:
        if any(undone(a.norm, b.norm) for a in only_left for b in only_right):
            return Meaning.NEGATION
        if _crossed(_HALVES, only_left, only_right):
            return Meaning.NUMBER
        if _goes_elsewhere(only_left, only_right):
            return Meaning.DIRECTION
        if _crossed(_WHY, only_left, only_right) or _crossed((_CAUSE, _NO_CAUSE), only_left, only_right):
            return Meaning.CONDITION
        if _is_or_has(only_left, only_right) or _crossed((_GET, _HAVING), only_left, only_right):
            return Meaning.TENSE
        if _has(only_left, _WAYS) and _has(only_right, _WAYS):
            return Meaning.DIRECTION
        if _is_there(only_left, only_right) or _is_there(only_right, only_left):
            return Meaning.DIRECTION
        if _whose(only_left, only_right) or _whose(only_right, only_left):
            return Meaning.FUNCTION
        if chooses(only_left, only_right) or chooses(only_right, only_left):
            return Meaning.CONDITION
        if _only_hedges(only_left) and _only_hedges(only_right) and not _hedges_alone(only_left, only_right):
            gets = _has(only_left, _GETTING) != _has(only_right, _GETTING)
            when = _has(only_left, _WHEN) and _has(only_right, _WHEN)
            return Meaning.CONTENT if gets or when else Meaning.NONE
    changed = {t.norm for t in left_and_right}
    if changed == {"going", "to"} and not (only_left and only_right):
        return Meaning.TENSE  # "he's going to sit down" of who is sitting
    if _has(only_left, _VOICE) != _has(only_right, _VOICE) and _lies_in(_VOICE | _TIMES, left_and_right):
        return Meaning.TENSE  # "the race is being stopped" of one that is stopped
    if _lies_in(_ALONGSIDE, left_and_right) and not (only_left and only_right):
        return Meaning.DIRECTION
    if _has(only_left, _DEGREES) and not _has(only_right, _DEGREES):
        return Meaning.HEDGE  # "the road's fairly clear" of one that is clear; left out it is small
    if _lies_in(_CAUSE, only_left) and only_left[0].start and not only_right:
        return Meaning.CONDITION  # "calm, so nobody's hurt" of "calm, nobody's hurt"
    if changed == {"of", "them"} and not (only_left and only_right):
        return Meaning.FUNCTION  # "most of them are out", "most are out"
    if changed == _OR:
        return Meaning.CONDITION  # "four or five coming down" of four five
    if changed == {"pm"}:
        return Meaning.FUNCTION  # "4:05 p.m." of who said "four oh five"
    if changed == {"up"}:
        return Meaning.FUNCTION  # "write it up", "open up": the particle alone says nothing
    found = {class_of(t) for t in left_and_right}
    if _over_alike(only_left, only_right):
        return Meaning.FUNCTION
    if _past_of(only_left, only_right) or _past_of(only_right, only_left):
        lasting = any(t.norm.endswith("ing") for t in left_and_right)
        return Meaning.NONE if after_be and not lasting else Meaning.TENSE
    if any(_has(one, _HAD) and _has(other, _GOT) for one, other in _both_ways(only_left, only_right)):
        return Meaning.TENSE  # "I've had two men on it" of who has got two
    if Meaning.TENSE in found and not _tense_changed(only_left, only_right):
        found = (found - {Meaning.TENSE}) | {Meaning.FUNCTION}
    return next((meaning for meaning in Meaning if meaning in found), Meaning.NONE)


def _turned_about(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether a helping verb and what follows it change places, as they do in a question."""
    first, second = [t.norm for t in left], [t.norm for t in right]
    swapped = ((a, b) for a, b in pairwise(first) if (b, a) in set(pairwise(second)))
    return any(a in HELPING or b in HELPING for a, b in swapped)


def _goes_elsewhere(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether one preposition stands for one that does something else, or "here" for "there"."""
    one, other = ({t.norm for t in side} for side in (left, right))
    if any({a, b} in _NEAR_ENOUGH for a in one for b in other):
        return False
    groups = [{k for k, group in enumerate(_WHITHER) if side & group} for side in (one, other)]
    return bool(all(groups) and not groups[0] & groups[1]) or _crossed(_HERE, left, right)


def _crossed(
    pair: tuple[Collection[str], Collection[str]], left: Sequence[Token], right: Sequence[Token]
) -> bool:
    """Whether one side has a word of the first and the other one of the second."""
    first, second = (frozenset(words) for words in pair)
    return any(_has(one, first) and _has(other, second) for one, other in ((left, right), (right, left)))


def _both_ways(left: list[Token], right: list[Token]) -> tuple[tuple[list[Token], list[Token]], ...]:
    return (left, right), (right, left)


def _is_or_has(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether one side says what somebody is and the other what they have; "he's" may be either."""
    if {t.norm for t in (*left, *right)} & {"is", "has"} == {"is", "has"}:
        return False
    return _crossed((_BEING, _HAVING), left, right) and not any(
        _has(side, _BEING) and _has(side, _HAVING) for side in (left, right)
    )


def _lies_in(words: frozenset[str], some: Sequence[Token]) -> bool:
    """Whether there are some, and all are these words."""
    return bool(some) and {t.norm for t in some} <= words


def _answers(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether one side says yes and the other nothing of the kind."""
    return {t.norm for t in left} == {"yes"} and not _has(right, _AGREEING)


def _goes_on(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether one side says what somebody is doing ("is opening") and the other tells them to ("open")."""
    if not _has(left, _ONE_IS) or any(is_be(t) for t in right):
        return False
    plain = {stem(t.norm) for t in right if not t.norm.endswith(("s", "ing", "ed"))}
    return any(t.norm.endswith("ing") and stem(t.norm) in plain for t in left)


def _is_doing(first: str, second: str) -> bool:
    """Whether one word is the other's form in -ing."""
    return stem(first) == stem(second) and first.endswith("ing") != second.endswith("ing")


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


def _has(side: Iterable[Token], words: frozenset[str]) -> bool:
    return any(t.norm in words for t in side)


def _is_there(left: Iterable[Token], right: Iterable[Token]) -> bool:
    return _has(left, _AT) and _has(right, _CLOSE)


def _whose(left: Iterable[Token], right: Iterable[Token]) -> bool:
    return all(t.norm in _WHOSE for t in left) and all(t.norm in _ARTICLES for t in right)


def _only_hedges(side: Iterable[Token]) -> bool:
    return all(class_of(t) in (Meaning.HEDGE, Meaning.FUNCTION) for t in side)


def _hedges_alone(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether only one side is less exact: "probably" for "and"; "about" says other things, too."""
    if _has([*left, *right], _NEARBY):
        return False
    return _has(left, HEDGES) != _has(right, HEDGES)


def _tense_changed(left: Iterable[Token], right: Iterable[Token]) -> bool:
    """Whether one side tells it as past and the other as present."""
    a, b = {t.norm for t in left}, {t.norm for t in right}
    present, past = _PAST_AND_PRESENT
    return bool((a & present and b & past) or (a & past and b & present))


def chooses(left: Iterable[Token], right: Iterable[Token]) -> bool:
    """Whether one side leaves a choice where the other joins, or has only a small word.

    Example:
        >>> from dispatch.wording import tokens
        >>> [chooses(tokens("or"), tokens(other)) for other in ("and", "in", "her")]
        [True, True, False]
    """
    others = list(right)
    small = bool(others) and all(class_of(t) is Meaning.FUNCTION for t in others)
    return _has(left, _OR) and (small or _has(others, _JOINING))


def _past_of(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether one side is just the other's verb in the past: "opens", "opened"; "going", "gone"."""
    if len(left) != 1 or len(right) != 1 or left[0].norm == right[0].norm:
        return False
    past, other = left[0].norm, right[0].norm
    if past in PAST_FORMS:
        base = PAST_FORMS[past]
        return other in {base, f"{base}s", f"{base}es"} or other in _lasting(base)
    if not past.endswith("ed"):
        return False
    base = past.removesuffix("ed")
    bases = {stem(base), stem(base + "e"), base[:-1] if base[-1:] == base[-2:-1] else base}
    return stem(other) in bases or other in bases


def _over_alike(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether both sides tell of one thing as done: "has gone", "went"."""
    helping = [_HAVE | {"is"} if _has(side, _GONE) else _HAVE for side in (left, right)]
    verbs = [
        [PAST_FORMS.get(t.norm) for t in side if t.norm not in have]
        for side, have in zip((left, right), helping, strict=True)
    ]
    return all(len(side) == 1 and side[0] for side in verbs) and verbs[0] == verbs[1]


def _lasting(base: str) -> set[str]:
    """What a verb's form in -ing may be.

    Example:
        >>> sorted(_lasting("drive"))
        ['driveeing', 'driveing', 'driving']
    """
    return {f"{base}ing", f"{base}{base[-1]}ing", f"{base.removesuffix('e')}ing"}
