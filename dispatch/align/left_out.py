"""What a quote leaves out beside its words: a negation before, a condition after them or in their midst."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dispatch.align.alignment import pairings
from dispatch.align.placement import Placement
from dispatch.align.stream import HeardToken, Stream, clause_ends
from dispatch.wording import Kind, Meaning, Token, sound_similarity, tokens
from dispatch.wording.classes import ASKING, class_of, qualifies

_WORDS_OF_THEIR_OWN = (Meaning.CONTENT, Meaning.PLACE, Meaning.DIRECTION, Meaning.NUMBER)
"""What a negation denies if it stands behind it: in "do not go alongside just stand by" nothing after."""

_GOVERNORS = frozenset("can could may might must should ought all every any only some most both".split())
"""Printed as a sentence of its own, "go in" of "you can go in" is an order, and so it is after an ellipsis. A
quote that begins in the middle of one leaves them to the text around it; "will" is left out unharmed."""
_WANTING = frozenset("want like love need have going plan planning trying hoping about able supposed".split())
"""Before "to" they tell a wish or a plan: "walk everyone" of "I'd like to walk everyone" is an order."""
_THINKING = frozenset(
    "think thinks thought believe believes guess hope hopes suppose assume assuming doubt doubts".split()
)
_ASSURING = frozenset("know sure confirm ensure verify doubt".split())
"""Before "that" they ask for what is told: "all three are on deck" of "I need to know that all three are"."""
_OPEN = frozenset("when once whether".split())
_SUBJECTS = frozenset("there it he she they we i you nobody this that".split())
"""Before one of these "negative" is an answer of its own, comma or not: "negative there's no order"."""
_CONDITIONS = frozenset("if unless until till once".split())
_IN_TIME = frozenset("before after when while".split())
"""Conditions where a quote jumps over them unmarked; an ellipsis over "after nine" leaves out a time."""
_FRACTIONS = frozenset("half quarter third fifth tenth".split())
CLAUSE_REACH = 3
"""How many words before the quote a negation is looked for, in the same clause."""


def guards_left_out(placement: Placement, first: int) -> str:
    """Guarded words that a quote from one stretch leaves out: before it starts, and under an ellipsis.

    After a bracket, too; what stands in its place :mod:`dispatch.align.brackets` tells.
    """
    stream, gap, last = placement.stream, list[Token](), first
    is_sentence = placement.quote.lstrip(" \"'“‘«[(")[:1].isupper()
    found = [guard_before(stream, _made_of(placement, first), is_sentence=is_sentence)]
    for pair in placement.path.pairs:
        if pair.quoted is None:
            continue
        quoted = placement.quote_tokens[pair.quoted]
        gap += [quoted] if quoted.kind in (Kind.ELLIPSIS, Kind.BRACKET) else []
        if pair.heard is None or stream.heard[pair.heard].transmission < 0:
            continue
        if gap and pair.heard > last + 1:
            inserted = tokens(gap[0].norm) if gap[0].kind is Kind.BRACKET else ()
            found.append(_without(guard_before(stream, pair.heard, after=last), inserted))
            found.append(_without(_condition_between(stream, last, pair.heard, _CONDITIONS), inserted))
        last, gap = pair.heard, []
    found.append(_fraction_behind(stream, last))
    return next((words for words in found if words), "")


def _fraction_behind(stream: Stream, last: int) -> str:
    """What makes more of a measure with which a quote ends: "and a half" of "a mile and a half"."""
    place = stream.heard[last].transmission
    words = [h.token.norm for h in stream.heard[last + 1 : last + 4] if h.transmission == place]
    is_fraction = words[:1] == ["and"] and len(words) == 3 and words[2].removesuffix("s") in _FRACTIONS
    is_decimal = words[:1] == ["point"] and "".join(words[1:2]).isdigit()
    return " ".join(words) if is_fraction or is_decimal else ""


def _made_of(placement: Placement, first: int) -> int:
    """Where the quote's first word begins in what was heard: "First Guard" may have been "Coastguard"."""
    heard = placement.stream.heard
    edit = next((e for e in placement.edits if e.quoted and heard[first] in e.heard_tokens[:1]), None)
    if edit is None:
        return first
    text = placement.stream.transmissions[edit.place].text
    starts = [k for k in range(first, max(-1, first - 2), -1) if heard[k].transmission == edit.place]
    said = {k: text[heard[k].token.start : edit.heard_range[1]].lower() for k in starts}
    return max(starts, key=lambda k: sound_similarity(edit.quoted.lower(), said[k]))


def _without(words: str, inserted: Sequence[Token]) -> str:
    """Guarded words, or none if the bracket itself has them."""
    return "" if set(words.split()) <= {t.norm for t in inserted} else words


def guard_before(stream: Stream, first: int, after: int = -1, *, is_sentence: bool = False) -> str:
    """Guarded words just before a place in the same clause: a negation left out, a hedge, a condition.

    Args:
        stream: the words heard.
        first: where the quote starts or goes on.
        after: the last word quoted before an ellipsis, which is not left out.
        is_sentence: whether it begins with a capital, as a sentence does.
    """
    opening = stream.heard[first]
    text = stream.transmissions[opening.transmission].text
    clause: list[HeardToken] = []
    for k in range(first - 1, max(after, first - 1 - CLAUSE_REACH), -1):
        h = stream.heard[k]
        following = clause[0].token.start if clause else opening.token.start
        if h.transmission != opening.transmission or clause_ends(text[h.token.end : following]):
            break
        clause.insert(0, h)
    own = [k for k, h in enumerate(clause) if class_of(h.token) in _WORDS_OF_THEIR_OWN]
    governs = max(own, default=-1) if not _wants(clause) else -1  # "I don't want to" denies what follows
    answers = bool(clause) and clause[-1].token.norm == "negative" and opening.token.norm in _SUBJECTS
    if not answers and any(class_of(h.token) is Meaning.NEGATION for h in clause[governs + 1 :]):
        return " ".join(h.token.norm for h in clause)
    last = class_of(clause[-1].token) if clause else Meaning.NONE
    if last is Meaning.CONDITION and clause[-1].token.norm in ("if", "unless", "until", "till"):
        return clause[-1].token.norm
    if clause and clause[-1].token.kind is Kind.ORDINAL:
        return text[clause[-2:][0].token.start : clause[-1].token.end]  # "patient" of "first patient": which
    if last in (Meaning.HEDGE, Meaning.QUANTITY) and opening.token.kind is Kind.DIGIT:
        return clause[-1].token.norm
    if is_sentence and _leaves_open(clause):
        return " ".join(h.token.norm for h in clause[-2:])
    goes_on = after >= 0
    governed = (is_sentence or goes_on) and bool(clause) and clause[-1].token.norm in _GOVERNORS
    return clause[-1].token.norm if governed or (goes_on and last is Meaning.DIRECTION) else ""


def _wants(clause: Sequence[HeardToken]) -> bool:
    """Whether words end with "want to" and the like."""
    words = [h.token.norm for h in clause[-2:]]
    return len(words) == 2 and words[0] in _WANTING and words[1] == "to"


def _leaves_open(clause: Sequence[HeardToken]) -> bool:
    """Whether words before a sentence say that it is wished, thought, asked for or to be told."""
    last = [h.token.norm for h in clause[-2:]]
    if not last or _wants(clause):
        return bool(last)
    thought = last[-1] in _THINKING or (last[-1] == "that" and last[0] in _THINKING | _ASSURING)
    return thought or last[-1] in _OPEN


def guards_jumped(placement: Placement) -> str:
    """A condition that a quote from places apart jumps over, or a denial before a later part.

    "Let him in and walk him over" of "let him in if he comes alone, and walk him over"; "take the north
    track, and try to make up time" of "take the north track, and don't try to make up time".
    """
    stream = placement.stream
    parts = [part for run in placement.runs if (part := [heard for _, heard in pairings(run)])]
    any_of = _CONDITIONS | _IN_TIME
    found = [_condition_between(stream, before[-1], part[0], any_of) for before, part in pairwise(parts)]
    for before, part in pairwise(parts):
        guard = guard_before(stream, part[0], after=before[-1] if before[-1] < part[0] else -1)
        found.append(guard if any(class_of(t) is Meaning.NEGATION for t in tokens(guard)) else "")
    return next((words for words in found if words), "")


def _condition_between(stream: Stream, last: int, following: int, conditions: frozenset[str]) -> str:
    """A condition, to the end of what is left out, in the sentence of the word ``last`` that was quoted."""
    place = stream.heard[last].transmission
    if following <= last or stream.heard[following].transmission != place:
        return ""
    text, said = stream.transmissions[place].text, stream.heard[last:following]
    for before, h in pairwise(said):
        if any(mark in text[before.token.end : h.token.start] for mark in ".?!"):
            return ""
        if h.token.norm in conditions and before.token.norm not in ASKING:
            return text[h.token.start : said[-1].token.end]
    return ""


def cut_qualifier(stream: Stream, last: int) -> bool:
    """Whether the speech goes on with unless, until, if, except but, or in one sentence when, once."""
    ending = stream.heard[last].token
    for h in stream.heard[last + 1 : last + 4]:
        if h.transmission != stream.heard[last].transmission:
            return False
        if h.token.kind is not Kind.FILLER:
            return qualifies(h.token.norm, in_sentence=h.token.sentence == ending.sentence)
    return False
