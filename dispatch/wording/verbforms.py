"""When it was done, and by whom: what two forms of a verb, or two helping verbs, say beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dispatch.wording.classes import is_be, words_in
from dispatch.wording.lexicon import PAST_FORMS
from dispatch.wording.similarity import stem
from dispatch.wording.tokens import Token

_ONE_IS = words_in("is was 's")
_BEING, _HAVING = words_in("is are am was were be been being"), words_in("have has had")
_VOICE, _HELPING = words_in("be been being"), words_in("is are am was were have has had")
_HAVE, _GONE = words_in("have has 's"), words_in("gone")
_HAD, _GOT = words_in("had"), words_in("got")
_PRESENT = words_in("is are am 's been being have has do does")
_PAST = words_in("was were had did")


def has(side: Iterable[Token], words: frozenset[str]) -> bool:
    """Whether one of some words stands on a side."""
    return any(t.norm in words for t in side)


def goes_on(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether one side says what somebody is doing ("is opening") and the other tells them to ("open")."""
    if not has(one, _ONE_IS) or any(is_be(t) for t in other):
        return False
    plain = {stem(t.norm) for t in other if not t.norm.endswith(("s", "ing", "ed"))}
    return any(t.norm.endswith("ing") and stem(t.norm) in plain for t in one)


def is_doing(first: Token, second: Token) -> bool:
    """Whether one word is the other's form in -ing: "is clearing", "is clear"."""
    a, b = first.norm, second.norm
    return stem(a) == stem(b) and a.endswith("ing") != b.endswith("ing")


def is_or_has(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether one side says what somebody is and the other what they have; "he's" may be either."""
    if {t.norm for t in (*one, *other)} >= {"is", "has"}:
        return False
    both = any(has(side, _BEING) and has(side, _HAVING) for side in (one, other))
    return not both and has(one, _BEING) and has(other, _HAVING)


def turns_round(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether only helping verbs differ, one of which turns who acts: "was turned off", "turned off"."""
    alone = {t.norm for t in (*one, *other)} <= _VOICE | _HELPING
    return alone and has(one, _VOICE) != has(other, _VOICE)


def had_got(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether one side "had" what the other "got"."""
    return has(one, _HAD) and has(other, _GOT)


def past_of(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether one side is just the other's verb in the past: "opens", "opened"; "going", "gone"."""
    if len(one) != 1 or len(other) != 1 or one[0].norm == other[0].norm:
        return False
    past, verb = one[0].norm, other[0].norm
    if past in PAST_FORMS:
        base = PAST_FORMS[past]
        return verb in {base, f"{base}s", f"{base}es"} or verb in _lasting(base)
    if not past.endswith("ed"):
        return False
    base = past.removesuffix("ed")
    bases = {stem(base), stem(base + "e"), base[:-1] if base[-1:] == base[-2:-1] else base}
    return stem(verb) in bases or verb in bases


def over_alike(one: Sequence[Token], other: Sequence[Token]) -> bool:
    """Whether both sides tell of one thing as done: "has gone", "went"."""
    helping = [_HAVE | {"is"} if has(side, _GONE) else _HAVE for side in (one, other)]
    verbs = [
        [PAST_FORMS.get(t.norm) for t in side if t.norm not in have]
        for side, have in zip((one, other), helping, strict=True)
    ]
    return all(len(side) == 1 and side[0] for side in verbs) and verbs[0] == verbs[1]


def tense_changed(one: Iterable[Token], other: Iterable[Token]) -> bool:
    """Whether one side tells it as past and the other as present."""
    a, b = {t.norm for t in one}, {t.norm for t in other}
    return bool((a & _PRESENT and b & _PAST) or (a & _PAST and b & _PRESENT))


def _lasting(base: str) -> set[str]:
    """What a verb's form in -ing may be.

    Example:
        >>> sorted(_lasting("drive"))
        ['driveeing', 'driveing', 'driving']
    """
    return {f"{base}ing", f"{base}{base[-1]}ing", f"{base.removesuffix('e')}ing"}
