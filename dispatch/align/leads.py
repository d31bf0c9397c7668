"""What a quote is torn from at its beginning: words before it in its clause.

"The truck, go in" of "without the truck, go in"; "the girl is missing" of "the mother of the girl is".
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile

from dispatch.align.alignment import ALIKE
from dispatch.align.placement import Placement
from dispatch.align.stream import HeardToken, Stream, between, clause_ends, text_of
from dispatch.wording import Kind, Meaning, Token
from dispatch.wording.classes import class_of, words_in

_UNDOING = words_in(
    "cancel cancels cancelled canceled disregard avoid avoids avoided skip forget refuse refuses refused "
    "deny denies denied stop stops stopped prevent prevents prevented from than without instead lack "
    "lacks lacked fail fails failed except besides minus barring scratch hold holding delay delaying "
    "pretend"
)
"""Before a part of a sentence they turn it round."""
_OPENING_CASES = words_in("assuming supposing pretend imagine suppose wish wishes wished case though")
"""Before a whole sentence they make it something that need not be so: "in case he has a gun"."""
_UNSURE = words_in(
    "apparently allegedly supposedly hopefully possibly possible unconfirmed confirm reportedly seemingly "
    "presumably theoretically ideally alleged suspected fake averted prevented vice deputy assistant "
    "former acting god"
)
_ASIDE = words_in(
    "ok okay yes no copy right now also again just then and but or so because well please today once over "
    "negative affirmative alright sir madam roger time be advised"
)
_EVERYBODY = words_in("all attention")
_CONSOLES = words_in("dispatch batch patch control base central")
"""How a console is called, or heard to be."""
_SAYING = words_in("say said know that")
_TO_TELL = words_in("tell telling told")
_SAID_AGAIN = frozenset({("i", "said"), ("we", "said"), ("i", "say"), ("i", "repeat")})
_UP_TO = words_in("and to or")
_ALL = words_in("all everybody everything nobody nothing anybody anything none")
LONGEST_EMBEDDING = 5
"""Words before a sentence up to which they may govern it; more are mostly a sentence whose mark was lost."""
_PREPOSITIONS = words_in(
    "of in on at by with from to for behind near under past through across into onto between against "
    "about around beside toward towards inside outside beyond off over below above after before during"
)
"""Right before a sentence that begins with a noun: that is not what the sentence is about."""
_BESIDE = words_in("behind beside near past across under above below beyond")
_RELATIVE = words_in("who whose which that")
_SUBJECTS = words_in("i we he she they it there you nobody everybody somebody do")
_ARTICLES = words_in("a an the my our his her their your this that these those")
_TELLING = words_in("say tell think believe mean know see claim me you us him her them")
_LIMITING = (Meaning.QUANTITY, Meaning.HEDGE)
OWN_MEANING = (Meaning.CONTENT, Meaning.UNIT)
"""What belongs to the word before it; a number or a name may be the next one called."""
ONE_WORD = ("-", "–", "'", "’", '"', "”", "/")
"""Between two words they make one of them: "12-gauge", "6'2"."""


def torn_before(placement: Placement, first: int) -> str:
    """The words before a quote that turn round what follows them, or that its first words belong to."""
    stream, opening = placement.stream, placement.stream.heard[first].token
    if denied := _denied_before(stream, first):
        return denied
    clause = _clause_before(stream, first)
    if not clause or not is_as_heard(placement, first):
        return ""
    words = [h.token for h in clause]
    numbers = words[-1].kind is opening.kind is Kind.DIGIT
    joints = (" ",) if numbers else ONE_WORD  # "one eighty over one ten"; 41-46 may be two
    if between(stream, clause[-1], stream.heard[first]) in joints:
        return text_of(stream, clause[-1:])
    is_sentence = placement.quote.lstrip(" \"'“‘«")[:1].isupper() and not _is_asked(placement)
    if _leaves_open(words) or _ranges_to(words, opening) or (is_sentence and _embeds(words)):
        return text_of(stream, clause)
    if opening.norm in _SUBJECTS:  # a clause of its own
        return ""
    own = [k for k, t in enumerate(words) if class_of(t) in OWN_MEANING and t.norm not in _UNDOING]
    near = clause[max(own, default=-1) + 1 :]
    undoing = [k for k, h in enumerate(near) if h.token.norm in _UNDOING]
    if undoing:
        return text_of(stream, near[undoing[0] :])
    may_belong = is_sentence or opening.kind is Kind.DIGIT
    return text_of(stream, clause) if may_belong and _belongs(words, opening) else ""


def _is_asked(placement: Placement) -> bool:
    """Whether a quote begins with a question, which leaves open what it was asked of."""
    marks = (mark for mark in placement.quote if mark in ".?!")
    return next(marks, "") == "?"


def _leaves_open(before: Sequence[Token]) -> bool:
    """Whether words before a sentence make it a case or a wish, or deny that it can be told.

    "In case he has a gun", "you can't tell me there were kids", "there's no truth to the story that".
    """
    if any(t.norm in _OPENING_CASES for t in before):
        return True
    denied = any(class_of(t) is Meaning.NEGATION for t in before)
    told = before[-1].norm in _TELLING and any(t.norm in _TELLING for t in before[-2:-1])
    return denied and (told or before[-1].norm == "that")


def _ranges_to(before: Sequence[Token], opening: Token) -> bool:
    """Whether a number is the second of two: "40 people" of "between 10 and 40 people"."""
    is_range = before[-1].norm in _UP_TO and [t.kind for t in before[-2:-1]] == [Kind.DIGIT]
    return is_range and opening.kind is Kind.DIGIT


def _embeds(before: Sequence[Token]) -> bool:
    """Whether a few words before a sentence may make a part of it: "my guess is the door is locked".

    Not a call sign, nor what a joining word or an answer ends.
    """
    words = list(dropwhile(lambda t: t.norm in _ASIDE or t.kind is Kind.FILLER, before))
    if not words or any(t.kind is Kind.DIGIT or t.name for t in words):
        return False
    if tuple(t.norm for t in words) in _SAID_AGAIN:
        return False
    says = words[-1].norm in _SAYING and (len(words) > 1 or words[-1].norm == "say")
    if says or any(t.norm in _TO_TELL for t in words[-2:-1]):
        return True  # "it's too early to say", "stop telling people"
    if words[-1].norm in _ASIDE or words[0].norm in _EVERYBODY or words[-1].norm in _CONSOLES:
        return words[-1].norm == "but" and [t.norm in _ALL for t in words[-2:-1]] == [True]
    is_name = all(class_of(t) in (Meaning.CONTENT, Meaning.DIRECTION) for t in words)
    return (1 < len(words) <= LONGEST_EMBEDDING and not is_name) or words[0].norm in _UNSURE


def _belongs(before: Sequence[Token], opening: Token) -> bool:
    """Whether a sentence's first word belongs to the words before it: "the captain of Ladder 3 is hurt"."""
    last = before[-1]
    if opening.kind is Kind.DIGIT:
        return last.norm in _BESIDE
    calls = last.norm == "to" and any(t.kind is Kind.DIGIT or t.name for t in before)  # "Engine 5 to command"
    if (last.norm in _PREPOSITIONS and not calls) or class_of(last) in _LIMITING:
        return True
    if any(t.norm in _RELATIVE for t in before[1:-1]):
        return True
    both = class_of(last) is class_of(opening) is Meaning.CONTENT
    return both and any(t.norm in _ARTICLES for t in before[-2:-1])  # "a minor", "injury"


def _denied_before(stream: Stream, first: int) -> str:
    """A denial that goes on behind an aside, an exception or an exercise.

    "Do not, under any circumstances, go in", "other than the cook, everybody's out", "this is a drill".
    """
    following, marked = stream.heard[first], False
    for h in reversed(stream.heard[:first]):
        if h.transmission != following.transmission:
            break
        gap, aside = between(stream, h, following), following is not stream.heard[first]
        if any(mark in gap for mark in ".?!;"):
            break
        marked |= "," in gap
        norm = h.token.norm
        denies = aside and norm in ("not", "never") and "," in gap
        if denies or norm in ("exercise", "drill") or (norm == "than" and marked):
            return text_of(stream, [h])
        following = h
    return ""


def _clause_before(stream: Stream, first: int) -> list[HeardToken]:
    found, following = list[HeardToken](), stream.heard[first]
    for h in reversed(stream.heard[:first]):
        if h.transmission != following.transmission or clause_ends(between(stream, h, following)):
            break
        if h.token.start < following.token.start:  # the first half of a contraction is no word of its own
            found.insert(0, h)
        following = h
    return found


def is_as_heard(placement: Placement, at: int) -> bool:
    """Whether the quote has the word at a place of its stream, and no other in its place."""
    return not any(pair.heard == at and pair.cost >= ALIKE for pair in placement.path.pairs)
