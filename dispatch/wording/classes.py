"""Classes of words by what a change of one does to the meaning.

Guarded classes follow the contract's list: one of their words changed, added or missing makes a
quote altered. They are closed lists of general English; a name is recognised by its capital.
"""

from __future__ import annotations

from enum import Enum

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


def words_in(text: str) -> frozenset[str]:
    """A closed list, written as one string."""
    return frozenset(text.split())


_NEGATION = words_in("not no never nobody none nothing neither nor without nowhere negative unable refuse")
_DIRECTION = words_in(
    "left right north south east west northeast northwest southeast southwest northbound southbound "
    "eastbound westbound northern southern eastern western up down out off inside outside front rear "
    "above below over under upper lower inbound outbound upstairs downstairs upstream downstream port "
    "starboard ascend descend climb forward backward ahead behind"
)
_CONDITION = words_in("if unless until when while once except before after because although though")
_MODALITY = words_in("can could may might must shall should will would 'd need ought")
_QUANTITY = words_in(
    "all every each any some many few several both half most more less only another enough somebody "
    "someone anybody anyone everybody everyone everything anything something everywhere anywhere double "
    "twice dozen pair couple single whole entire extra almost nearly minimum maximum either"
)
HEDGES = words_in(
    "about around roughly approximately maybe perhaps probably possibly estimated likely appears"
)
_UNIT = words_in(
    "feet foot miles mile meters meter yards blocks block gallons gallon minutes minute hours hour seconds "
    "grams gram milligrams milligram liters liter milliliters ounces ounce tons ton kilos kilo volts degrees "
    "percent dollars knots knot pounds kilometers acres acre inches inch stories story floor "
    "million billion trillion "
    "street avenue road lane boulevard drive court place highway parkway way terrace square"
)
_TENSE = words_in("is are am was were been being had has have did do does")
_ACTOR = words_in("i we you he she they us me him her them my our your his their mine ours yours")
_FUNCTION = words_in(
    "a an the this that these those of from to at on in by for with and or but so then there here it its as "
    "be 's just also too please very really pretty quite fairly well now okay ok "
    "yes who which whom what copy uh into onto upon through across along near toward 00 going get got still"
)
_BE = words_in("is are am was were be been being 's 're 'm")
HELPING = words_in("is are was were do does did can could has have will would")
"""Verbs that stand before their subject in a question."""
ASKING = words_in("ask asks asked asking see know find check say tell advise confirm figure wonder sure out")
"""After one of these "if" begins a question, not a condition: "find out if he has a key"."""
_QUALIFIERS = words_in("unless until till if except but")
_TIMING = words_in("when once")
"""Qualify what they follow in one sentence; at the head of another they begin a new thought."""


def qualifies(norm: str, *, in_sentence: bool = False) -> bool:
    """Whether speech that goes on with this word, in the same sentence or not, qualifies what came before.

    Example:
        >>> qualifies("unless"), qualifies("and")
        (True, False)
        >>> qualifies("when"), qualifies("when", in_sentence=True)
        (False, True)
    """
    return norm in _QUALIFIERS or (in_sentence and norm in _TIMING)


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
    (Meaning.HEDGE, HEDGES),
    (Meaning.UNIT, _UNIT),
    (Meaning.TENSE, _TENSE),
    (Meaning.ACTOR, _ACTOR),
    (Meaning.FUNCTION, _FUNCTION),
)
