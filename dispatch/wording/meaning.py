"""What a difference between quoted and heard tokens does to the meaning.

Guarded classes follow the contract's list: one of their words changed, added or missing makes a
quote altered. The classes are closed lists of general English; a name is recognised by its capital.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from dispatch.wording import lexicon
from dispatch.wording.lexicon import PAST_FORMS
from dispatch.wording.sounds import sound_similarity
from dispatch.wording.synonyms import partners
from dispatch.wording.tokens import Kind, Token


class Meaning(Enum):
    """What kind of word a difference touches, the graver first."""

    NEGATION = "negation"
    NUMBER = "number"
    DIRECTION = "direction"
    CONDITION = "condition"
    MODALITY = "modality"
    QUANTITY = "quantity"
    UNIT = "unit"
    TENSE = "tense"
    ACTOR = "actor"
    PLACE = "place"
    CONTENT = "content"
    """Another word that carries meaning, in no guarded class."""
    HEDGE = "hedge"
    """"About", "roughly": one for another is minor, one more or fewer isn't."""
    FUNCTION = "function"
    NONE = "none"

    @property
    def guarded(self) -> bool:
        """Whether a change of such a word makes a quote altered."""
        return self not in (Meaning.CONTENT, Meaning.FUNCTION, Meaning.NONE)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEGATION = _words("not no never nobody none nothing neither nor without nowhere negative unable refuse")
_DIRECTION = _words(
    "left right north south east west northeast northwest southeast southwest northbound southbound "
    "eastbound westbound northern southern eastern western up down out off inside outside front rear "
    "above below over under upper lower inbound outbound upstairs downstairs upstream downstream port "
    "starboard ascend descend climb forward backward ahead behind"
)
_CONDITION = _words("if unless until when while once except before after because although though")
_MODALITY = _words("can could may might must shall should will would 'd need ought")
_QUANTITY = _words(
    "all every each any some many few several both half most more less only another enough somebody "
    "someone anybody anyone everybody everyone everything anything something everywhere anywhere double "
    "twice dozen pair couple single whole entire extra almost nearly minimum maximum either"
)
_NEARBY = _words("about around")
_HEDGE = _words("about around roughly approximately maybe perhaps probably possibly estimated likely appears")
_UNIT = _words(
    "feet foot miles mile meters meter yards blocks block gallons gallon minutes minute hours hour seconds "
    "degrees percent dollars knots knot pounds kilometers acres acre inches inch stories story floor "
    "street avenue road lane boulevard drive court place highway parkway way terrace square"
)
_TENSE = _words("is are am was were been being had has have did do does")
_ACTOR = _words("i we you he she they us me him her them my our your his their mine ours yours")
_FUNCTION = _words(
    "a an the this that these those of from to at on in by for with and or but so then there here it its as "
    "be 's just also too please very really well now okay ok yes who which whom what copy uh into onto "
    "upon through across along near toward 00 going get got still"
)
_WAYS = _words("through across along near toward around into onto past")
"""Say where or which way. One more or fewer is small; one for another ("around the gap", "through") isn't."""
_AT, _CLOSE = _words("in on at inside"), _words("near")
"""A car near the tracks is not on them."""
_GETTING = _words("going get got")
"""Light beside another verb ("I've got"), but in another word's place they say what is done."""
_OR = _words("or")
_JOINING = _words("and then but so")
"""In place of "or" they leave no choice."""
_WHEN = _words("now then still")
_PAST_AND_PRESENT = (
    _words("is are am 's been being have has do does"),
    _words("was were had did"),
)
_BE = _words("is are am was were be been being 's 're 'm")
_QUALIFIERS = _words("unless until till if except but")


def _partners(groups: Sequence[tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """For each word all that share a group with it: aligning asks for every pair of words."""
    return {
        word: frozenset(other for group in groups if word in group for other in group)
        for words in groups
        for word in words
    }


_SOUND_ALIKE = _partners(lexicon.SOUND_ALIKE)


def qualifies(norm: str) -> bool:
    """Whether speech that goes on with this word qualifies what came before.

    Example:
        >>> qualifies("unless"), qualifies("and")
        (True, False)
    """
    return norm in _QUALIFIERS


def is_be(token: Token) -> bool:
    """Whether a token is a form of "be".

    Example:
        >>> from dispatch.wording import tokens
        >>> [is_be(t) for t in tokens("they were clear")]
        [False, True, False]
    """
    return token.norm in _BE


def weight(token: Token) -> float:
    """How much a token counts when texts are aligned, from 0 (filler) to 1 (carries meaning).

    Example:
        >>> from dispatch.wording import tokens
        >>> [weight(t) for t in tokens("uh, the hydrant")]
        [0.05, 0.5, 1.0]
    """
    if token.kind is Kind.FILLER:
        return 0.05
    if token.kind is Kind.ORDINAL or token.norm == "'s":
        return 0.2
    if token.kind is Kind.DIGIT or token.norm in _NEGATION:
        return 1.0
    if token.norm in _FUNCTION or token.norm in _TENSE:
        return 0.5
    return 0.7 if token.norm in _ACTOR or token.norm in _MODALITY else 1.0


def similar(first: Token, second: Token) -> float:
    """1 for tokens that may stand for each other in sound or spelling, down to 0.

    Example:
        >>> from dispatch.wording import tokens
        >>> similar(*tokens("for four"))
        1.0
        >>> similar(*tokens("fire hydrant")) < 0.5
        True
    """
    a, b = first.norm, second.norm
    if a == b or _paired(a, b, _SOUND_ALIKE):
        return 1.0
    if first.kind is Kind.DIGIT or second.kind is Kind.DIGIT:
        return 0.0
    if "'d" in (a, b) and {a, b} & {"would", "had", "did"}:
        return 1.0
    if "'s" in (a, b) and {a, b} & {"is", "has"}:
        return 1.0
    if _stem(a) == _stem(b):
        return 0.85
    if _paired(a, b, partners()):
        return 0.8
    return 0.9 * sound_similarity(a, b)


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
        >>> [meaning_of(*map(tokens, w)).value for w in (("around", "through"), ("on", "near"))]
        ['direction', 'direction']
        >>> meaning_of(tokens("cleared"), tokens("clear"), after_be=True)
        <Meaning.NONE: 'none'>
        >>> meaning_of(tokens("gone"), tokens("going")), meaning_of(tokens("or"), tokens("and"))
        (<Meaning.TENSE: 'tense'>, <Meaning.CONDITION: 'condition'>)
    """
    left, right = _meaningful(quoted), _meaningful(heard)
    only_left = [t for t in left if not any(_same(t, other) for other in right)]
    only_right = [t for t in right if not any(_same(t, other) for other in left)]
    if _same_phrase(left, right) or _same_phrase(only_left, only_right):
        return Meaning.NONE
    if not only_left and not only_right:
        return Meaning.NUMBER if _digits(left) != _digits(right) else Meaning.NONE
    if only_left and only_right:
        if _has(only_left, _WAYS) and _has(only_right, _WAYS):
            return Meaning.DIRECTION
        if _is_there(only_left, only_right) or _is_there(only_right, only_left):
            return Meaning.DIRECTION
        if chooses(only_left, only_right) or chooses(only_right, only_left):
            return Meaning.CONDITION
        if _only_hedges(only_left) and _only_hedges(only_right) and not _hedges_alone(only_left, only_right):
            gets = _has(only_left, _GETTING) != _has(only_right, _GETTING)
            when = _has(only_left, _WHEN) and _has(only_right, _WHEN)
            return Meaning.CONTENT if gets or when else Meaning.NONE
    if {t.norm for t in only_left} == {"yes"} and not only_right:
        return Meaning.CONTENT  # an answer that nobody was heard to give
    if {t.norm for t in (*only_left, *only_right)} == {"up"}:
        return Meaning.FUNCTION  # "write it up", "open up": the particle alone says nothing
    found = {class_of(t) for t in (*only_left, *only_right)}
    if _past_of(only_left, only_right) or _past_of(only_right, only_left):
        lasting = any(t.norm.endswith("ing") for t in (*only_left, *only_right))
        return Meaning.NONE if after_be and not lasting else Meaning.TENSE
    if Meaning.TENSE in found and not _tense_changed(only_left, only_right):
        found = (found - {Meaning.TENSE}) | {Meaning.FUNCTION}
    return next((meaning for meaning in Meaning if meaning in found), Meaning.NONE)


def class_of(token: Token) -> Meaning:
    """The class of a single token.

    Example:
        >>> from dispatch.wording import tokens
        >>> [class_of(t).value for t in tokens("nobody near Kedzie")]
        ['negation', 'function', 'place']
    """
    if token.kind is Kind.FILLER or token.kind in (Kind.ELLIPSIS, Kind.BRACKET):
        return Meaning.NONE
    if token.kind is Kind.DIGIT:
        return Meaning.NUMBER
    if token.kind is Kind.ORDINAL:
        return Meaning.FUNCTION
    for meaning, members in _CLASSES:
        if token.norm in members:
            return meaning
    return Meaning.PLACE if token.name else Meaning.CONTENT


_CLASSES = (
    (Meaning.NEGATION, _NEGATION),
    (Meaning.DIRECTION, _DIRECTION),
    (Meaning.CONDITION, _CONDITION),
    (Meaning.MODALITY, _MODALITY),
    (Meaning.QUANTITY, _QUANTITY),
    (Meaning.HEDGE, _HEDGE),
    (Meaning.UNIT, _UNIT),
    (Meaning.TENSE, _TENSE),
    (Meaning.ACTOR, _ACTOR),
    (Meaning.FUNCTION, _FUNCTION),
)


def _meaningful(side: Iterable[Token]) -> list[Token]:
    return [t for t in side if t.kind is not Kind.FILLER]


def _same_phrase(left: Iterable[Token], right: Iterable[Token]) -> bool:
    return _paired(" ".join(t.norm for t in left), " ".join(t.norm for t in right), partners())


def _same(first: Token, second: Token) -> bool:
    a, b = first.norm, second.norm
    if a == b or _paired(a, b, _SOUND_ALIKE) or _paired(a, b, partners()):
        return True
    if {a, b} & {"'d", "'s"} and similar(first, second) == 1.0:
        return True
    return class_of(first) in (Meaning.CONTENT, Meaning.FUNCTION) and _stem(a) == _stem(b)


def _digits(side: Iterable[Token]) -> str:
    return "".join(t.norm for t in side if t.kind is Kind.DIGIT)


def _has(side: Iterable[Token], words: frozenset[str]) -> bool:
    return any(t.norm in words for t in side)


def _is_there(left: Iterable[Token], right: Iterable[Token]) -> bool:
    return _has(left, _AT) and _has(right, _CLOSE)


def _only_hedges(side: Iterable[Token]) -> bool:
    return all(class_of(t) in (Meaning.HEDGE, Meaning.FUNCTION) for t in side)


def _hedges_alone(left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Whether only one side is less exact: "probably" for "and"; "about" says other things, too."""
    if _has([*left, *right], _NEARBY):
        return False
    return _has(left, _HEDGE) != _has(right, _HEDGE)


def _tense_changed(left: Iterable[Token], right: Iterable[Token]) -> bool:
    """Whether one side tells it as past and the other as present."""
    a, b = {t.norm for t in left}, {t.norm for t in right}
    present, past = _PAST_AND_PRESENT
    return bool((a & present and b & past) or (a & past and b & present))


def chooses(left: Iterable[Token], right: Iterable[Token]) -> bool:
    """Whether one side leaves a choice where the other joins.

    Example:
        >>> from dispatch.wording import tokens
        >>> chooses(tokens("or"), tokens("and")), chooses(tokens("or"), tokens("her"))
        (True, False)
    """
    return _has(left, _OR) and _has(right, _JOINING)


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
    bases = {_stem(base), _stem(base + "e"), base[:-1] if base[-1:] == base[-2:-1] else base}
    return _stem(other) in bases or other in bases


def _lasting(base: str) -> set[str]:
    """What a verb's form in -ing may be.

    Example:
        >>> sorted(_lasting("drive"))
        ['driveeing', 'driveing', 'driving']
    """
    return {f"{base}ing", f"{base}{base[-1]}ing", f"{base.removesuffix('e')}ing"}


def _paired(a: str, b: str, partners: Mapping[str, frozenset[str]]) -> bool:
    return b in partners.get(a, ())


def _stem(norm: str) -> str:
    """A word without its commonest endings; enough to pair "close" and "closer", "get" and "getting".

    Past tense keeps its ending: "check" and "checked" say different things.
    """
    for ending in ("ing", "er", "es", "s", "ly"):
        if norm.endswith(ending) and len(norm) - len(ending) >= 3:
            stem = norm.removesuffix(ending)
            return stem[:-1] if stem[-1] == stem[-2] or stem[-1] == "e" else stem
    return norm.removesuffix("e") if len(norm) > 3 else norm
