"""Words of one kind that an altered quote changes into each other: "left" and "right", "all" and "some".

Where the recogniser heard one of them and the quote has another, the difference is just what an alteration
looks like. Where it heard "old" for "all", it is most likely a mishearing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dispatch.wording.classes import Meaning, class_of
from dispatch.wording.smallwords import chooses
from dispatch.wording.tokens import Kind, Token

_FAMILIES = {
    Meaning.NUMBER: "number",
    Meaning.DIRECTION: "direction",
    Meaning.NEGATION: "quantity",  # "nobody" and "anybody" are each other's alterations
    Meaning.QUANTITY: "quantity",
    Meaning.MODALITY: "modality",
    Meaning.CONDITION: "condition",
    Meaning.ACTOR: "actor",
    Meaning.UNIT: "unit",
}

_RIVALS_IN_ANY_FORM = (Meaning.TENSE, Meaning.NEGATION)
"""Changes whose two sides are rivals whatever their words: "would" and "wouldn't", "have" and "had"."""

_KINDS = {
    word: kind
    for kind, words in {
        "person": "mother father brother sister son daughter wife husband mom mum dad uncle aunt grandmother "
        "grandfather grandma grandpa girlfriend boyfriend nephew niece cousin stepmother stepfather parent "
        "boy girl man woman lady gentleman",
        "colour": "red blue green white black yellow orange gray brown silver gold purple pink tan",
        "day": "monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow morning "
        "afternoon evening night tonight",
        "month": "january february april june july august september october november december",
        "half of the day": "am pm",
        "vehicle": "car truck van bus motorcycle bicycle bike pickup sedan suv trailer boat tractor "
        "ambulance helicopter plane",
        "body": "head neck chest arm leg hand ankle knee shoulder back eye ear wrist hip",
    }.items()
    for word in words.split()
}
"""Words that texts exchange for each other, and that sound too much alike to be told misheard by that."""

_PLURALS = {"men": "man", "women": "woman"}

_COMPASS = ("north", "south", "east", "west")
"""Beginnings of words that name a direction in one word: "eastside"."""


def are_rivals(quoted: Sequence[Token], heard: Sequence[Token], meaning: Meaning) -> bool:
    """Whether both sides of a difference hold different words of one kind.

    Args:
        quoted: tokens of the quote's side.
        heard: tokens of the transcript's side.
        meaning: what the difference does; two tenses of a verb are rivals, and so are a word and its denial.

    Example:
        >>> from dispatch.wording import tokens
        >>> pairs = (("north", "south"), ("14", "40"), ("all", "old"), ("nobody", "anybody"), ("or", "and"))
        >>> [are_rivals(tokens(a), tokens(b), Meaning.CONTENT) for a, b in pairs]
        [True, True, False, True, True]
        >>> pairs = (("his mother", "his brother"), ("two men", "two man"), ("3.50", "350"))
        >>> [are_rivals(tokens(a), tokens(b), Meaning.CONTENT) for a, b in pairs]
        [True, False, True]
    """
    if not quoted or not heard:
        return False
    numbers = [[t.norm for t in side if t.kind is Kind.DIGIT] for side in (quoted, heard)]
    points = [sum(t.norm == "point" and not t.name for t in side) for side in (quoted, heard)]
    if all(numbers) and (numbers[0] != numbers[1] or points[0] != points[1]):
        return True
    only_quoted, only_heard = _families(quoted, heard), _families(heard, quoted)
    choice = chooses(quoted, heard) or chooses(heard, quoted)
    return bool(only_quoted & only_heard) or choice or meaning in _RIVALS_IN_ANY_FORM


def _families(side: Iterable[Token], other: Iterable[Token]) -> set[str]:
    shared = {_singular(t.norm) for t in other}
    found = (_family(t) for t in side if _singular(t.norm) not in shared)
    return {family for family in found if family}


def _family(token: Token) -> str | None:
    if token.norm.startswith(_COMPASS):
        return "direction"
    return _KINDS.get(_singular(token.norm)) or _FAMILIES.get(class_of(token))


def _singular(norm: str) -> str:
    """One of what a word of :data:`_KINDS` names more of: "man" and "men" are nobody's alterations."""
    one = _PLURALS.get(norm, norm.removesuffix("s"))
    return one if one in _KINDS else norm
