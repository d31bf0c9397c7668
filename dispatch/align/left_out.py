"""What a quote leaves out just outside its words: a negation before them, a condition after them."""

from __future__ import annotations

from dispatch.align.placement import Placement
from dispatch.align.stream import HeardToken, Stream
from dispatch.wording import Kind, Meaning
from dispatch.wording.meaning import class_of, qualifies

_WORDS_OF_THEIR_OWN = (Meaning.CONTENT, Meaning.PLACE, Meaning.DIRECTION, Meaning.NUMBER)
"""What a negation denies if it stands behind it: in "do not go alongside just stand by" nothing after."""

CLAUSE_REACH = 3
"""How many words before the quote a negation is looked for, in the same clause."""


def guards_left_out(placement: Placement, first: int) -> str:
    """Guarded words that the quote leaves out before it starts, and before it goes on after an ellipsis."""
    found, last, gap = [guard_before(placement.stream, first)], first, False
    for pair in placement.path.pairs:
        if pair.quoted is None:
            continue
        gap = gap or placement.quote_tokens[pair.quoted].kind in (Kind.ELLIPSIS, Kind.BRACKET)
        if pair.heard is None or placement.stream.heard[pair.heard].transmission < 0:
            continue
        if gap and pair.heard > last + 1:
            found.append(guard_before(placement.stream, pair.heard, after=last))
        last, gap = pair.heard, False
    return next((words for words in found if words), "")


def guard_before(stream: Stream, first: int, after: int = -1) -> str:
    """Guarded words just before a place in the same clause: a negation left out, a hedge, a condition.

    Args:
        stream: the words heard.
        first: where the quote starts or goes on.
        after: the last word quoted before, which is not left out.
    """
    opening = stream.heard[first]
    text = stream.transmissions[opening.transmission].text
    clause: list[HeardToken] = []
    for k in range(first - 1, max(after, first - 1 - CLAUSE_REACH), -1):
        h = stream.heard[k]
        following = clause[0].token.start if clause else opening.token.start
        if h.transmission != opening.transmission or _clause_ends(text[h.token.end : following]):
            break
        clause.insert(0, h)
    governs = max((k for k, h in enumerate(clause) if class_of(h.token) in _WORDS_OF_THEIR_OWN), default=-1)
    if any(class_of(h.token) is Meaning.NEGATION for h in clause[governs + 1 :]):
        return " ".join(h.token.norm for h in clause)
    last = class_of(clause[-1].token) if clause else Meaning.NONE
    if last is Meaning.CONDITION and clause[-1].token.norm in ("if", "unless", "until"):
        return clause[-1].token.norm
    if last in (Meaning.HEDGE, Meaning.QUANTITY) and opening.token.kind is Kind.DIGIT:
        return clause[-1].token.norm
    return ""


def _clause_ends(between: str) -> bool:
    return any(mark in between for mark in ".?!,;:")


def cut_qualifier(stream: Stream, last: int) -> bool:
    """Whether the speech goes on with unless, until, if, except or but."""
    for h in stream.heard[last + 1 : last + 4]:
        if h.transmission != stream.heard[last].transmission:
            return False
        if h.token.kind is not Kind.FILLER:
            return qualifies(h.token.norm)
    return False
