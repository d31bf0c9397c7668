"""What a quote is torn from, where it begins or ends in the midst of a clause.

"The truck, go in" of "without the truck, go in", "the girl is missing" of "the mother of the girl is missing"
and "he shot the dog" of "he shot the dog handler" are word for word what was said, and say something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import dropwhile

from dispatch.align.alignment import ALIKE
from dispatch.align.placement import Placement
from dispatch.align.stream import HeardToken, Stream, clause_ends
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
    "presumably theoretically ideally alleged suspected fake averted prevented"
)
_ASIDE = words_in(
    "ok okay yes no copy right now also again just then and but or so because well please today once over "
    "negative affirmative alright sir madam roger time be advised"
)
_EVERYBODY = words_in("all attention")
_CONSOLES = words_in("dispatch batch patch control base central")
"""How a console is called, or heard to be."""
_SAID_AGAIN = frozenset({("i", "said"), ("we", "said"), ("i", "say"), ("i", "repeat")})
_UP_TO = words_in("and to or")
_ALL = words_in("all everybody everything nobody nothing anybody anything none")
LONGEST_EMBEDDING = 5
_PREPOSITIONS = words_in(
    "of in on at by with from to for behind near under past through across into onto between against "
    "about around beside toward towards inside outside beyond off over below above after before during"
)
"""Right before a sentence that begins with a noun: that is not what the sentence is about."""
_RELATIVE = words_in("who whose which that")
_SUBJECTS = words_in("i we he she they it there you nobody everybody somebody do")
_ARTICLES = words_in("a an the my our his her their your this that these those")
_TELLING = words_in("say tell think believe mean know see claim me you us him her them")
_LIMITING = (Meaning.QUANTITY, Meaning.HEDGE)
_OWN_MEANING = (Meaning.CONTENT, Meaning.UNIT)
"""What belongs to the word before it; a number or a name may be the next one called."""
_NO_PART = words_in(
    "again today tonight tomorrow yesterday currently please thanks thank sir ma'am since during past "
    "towards against between beside besides among around per via like until toward together alone either "
    "already till whenever wherever where which who whom whose because as that if unless when while so "
    "himself herself myself themselves ourselves itself"
)
"""Behind a quote they are nothing that its last word belongs to."""
_ORDERING = words_in(
    "send give tell contact advise respond bring proceed maintain descend climb turn taxi squawk expect "
    "caution runway heading wind altimeter traffic copy copied"
)
"""Nor are these, which begin what is said next where nobody pauses: "cleared for takeoff runway 27"."""
_LASTING = re.compile(r"\w{3,}ing")
"""So is what begins with a form in -ing: "two hours, waiting for the wrecker"."""
_PARTICLES = words_in("off out away up down apart only too")
"""Behind a quote they say what became of what it ends with: "the fans off"."""
_TAKEN_BACK = (
    "correction", "scratch that", "strike that", "make that", "correct that", "i mean",
)  # fmt: skip
_OPEN_ENDS = ("-", "—", "]")
"""With one of these a quote says itself that a word was broken off, or is another."""
_ONE_WORD = ("-", "–", "'", "’", '"', "”", "/")
"""Between two words they make one of them: "12-gauge", "6'2"."""


def torn_from(placement: Placement) -> str:
    """The words beside a quote from one stretch that it is torn from; empty where it stands by itself."""
    stream = placement.stream
    at = sorted(k for _, k in placement.matched if stream.heard[k].transmission >= 0)
    return _before(placement, at[0]) or _behind(placement, at[-1])


def _before(placement: Placement, first: int) -> str:
    """The words before a quote that turn round what follows them, or that its first words belong to."""
    stream, opening = placement.stream, placement.stream.heard[first].token
    if denied := _denied_before(stream, first):
        return denied
    clause = _clause_before(stream, first)
    if not clause or not _is_as_heard(placement, first):
        return ""
    words = [h.token for h in clause]
    numbers = words[-1].kind is opening.kind is Kind.DIGIT
    if not numbers and _between(stream, clause[-1], stream.heard[first]) in _ONE_WORD:
        return _text(stream, clause[-1:])
    is_sentence = placement.quote.lstrip(" \"'“‘«")[:1].isupper() and not _is_asked(placement)
    if _leaves_open(words) or _ranges_to(words, opening) or (is_sentence and _embeds(words)):
        return _text(stream, clause)
    if opening.norm in _SUBJECTS:  # a clause of its own
        return ""
    own = [k for k, t in enumerate(words) if class_of(t) in _OWN_MEANING and t.norm not in _UNDOING]
    near = clause[max(own, default=-1) + 1 :]
    undoing = [k for k, h in enumerate(near) if h.token.norm in _UNDOING]
    if undoing:
        return _text(stream, near[undoing[0] :])
    return _text(stream, clause) if is_sentence and _belongs(words, opening) else ""


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
    if tuple(t.norm for t in words[-2:]) in _SAID_AGAIN:
        return False
    if words[-1].norm in _ASIDE or words[0].norm in _EVERYBODY or words[-1].norm in _CONSOLES:
        return words[-1].norm == "but" and [t.norm in _ALL for t in words[-2:-1]] == [True]
    is_name = all(class_of(t) in (Meaning.CONTENT, Meaning.DIRECTION) for t in words)
    return (1 < len(words) <= LONGEST_EMBEDDING and not is_name) or words[0].norm in _UNSURE


def _belongs(before: Sequence[Token], opening: Token) -> bool:
    """Whether a sentence's first word belongs to the words before it: "the captain of Ladder 3 is hurt"."""
    last = before[-1]
    calls = last.norm == "to" and any(t.kind is Kind.DIGIT or t.name for t in before)  # "Engine 5 to command"
    if (last.norm in _PREPOSITIONS and not calls) or class_of(last) in _LIMITING:
        return True
    if any(t.norm in _RELATIVE for t in before[1:-1]):
        return True
    both = class_of(last) is class_of(opening) is Meaning.CONTENT
    return both and any(t.norm in _ARTICLES for t in before[-2:-1])  # "a minor", "injury"


def _behind(placement: Placement, last: int) -> str:
    """The word behind a quote's end that belongs to its last one, or takes it back."""
    stream, ending = placement.stream, placement.quote.rstrip(" \"'”’»")
    if ending.endswith(_OPEN_ENDS) or not _is_as_heard(placement, last):
        return ""
    if taken_back := _taken_back(stream, last):
        return taken_back
    if last + 1 >= len(stream.heard):
        return ""
    quoted, following = stream.heard[last], stream.heard[last + 1]
    if following.transmission != quoted.transmission or following.token.start <= quoted.token.start:
        return ""
    between, norm = _between(stream, quoted, following), following.token.norm
    if clause_ends(between) or norm in _NO_PART | _ORDERING or _LASTING.fullmatch(norm):
        return ""
    measure = class_of(quoted.token) in (Meaning.UNIT, Meaning.NUMBER)
    is_part = between in _ONE_WORD or class_of(following.token) in _OWN_MEANING
    placed = measure and class_of(following.token) is Meaning.DIRECTION
    return _text(stream, [following]) if is_part or placed or norm in _PARTICLES else ""


def _taken_back(stream: Stream, last: int) -> str:
    """The words behind a quote by which its speaker corrects himself."""
    place = stream.heard[last].transmission
    following = [h for h in stream.heard[last + 1 : last + 4] if h.transmission == place]
    said = " ".join(h.token.norm for h in following)
    if any(said == words or said.startswith(f"{words} ") for words in _TAKEN_BACK):
        return _text(stream, following)
    if said.startswith("disregard") and (
        len(following) == 1 or clause_ends(_between(stream, *following[:2]))
    ):
        return _text(stream, following[:1])  # not "disregard the second boat"
    again = [h.token for h in following[:2]]
    number = len(again) == 2 and again[0].norm == "no" and again[1].kind is Kind.DIGIT
    counted = any(h.token.kind is Kind.DIGIT for h in stream.heard[max(0, last - 3) : last + 1])
    return _text(stream, following) if number and counted else ""


def _is_as_heard(placement: Placement, at: int) -> bool:
    return not any(pair.heard == at and pair.cost >= ALIKE for pair in placement.path.pairs)


def _denied_before(stream: Stream, first: int) -> str:
    """A denial that goes on behind an aside: "do not, under any circumstances," go in."""
    following = stream.heard[first]
    for h in reversed(stream.heard[:first]):
        if h.transmission != following.transmission:
            break
        between = _between(stream, h, following)
        if any(mark in between for mark in ".?!;"):
            break
        aside = following is not stream.heard[first]
        if aside and h.token.norm in ("not", "never") and "," in between:
            return _text(stream, [h])
        following = h
    return ""


def _clause_before(stream: Stream, first: int) -> list[HeardToken]:
    found, following = list[HeardToken](), stream.heard[first]
    for h in reversed(stream.heard[:first]):
        if h.transmission != following.transmission or clause_ends(_between(stream, h, following)):
            break
        if h.token.start < following.token.start:  # the first half of a contraction is no word of its own
            found.insert(0, h)
        following = h
    return found


def _between(stream: Stream, first: HeardToken, second: HeardToken) -> str:
    return stream.transmissions[first.transmission].text[first.token.end : second.token.start]


def _text(stream: Stream, words: Sequence[HeardToken]) -> str:
    text = stream.transmissions[words[0].transmission].text
    return text[words[0].token.start : words[-1].token.end]
