"""What a quote is torn from, where it begins or ends in the midst of a clause.

"He shot the dog" of "he shot the dog handler", "he has no pulse" of "he has no pulse in the left foot" and
what :mod:`dispatch.align.leads` finds before a quote are word for word what was said, and say something else.
"""

from __future__ import annotations

import re

from dispatch.align.leads import ONE_WORD, OWN_MEANING, is_as_heard, torn_before
from dispatch.align.placement import Placement
from dispatch.align.stream import Stream, between, clause_ends, text_of
from dispatch.wording import Kind, Meaning
from dispatch.wording.classes import class_of, words_in

_NO_PART = words_in(
    "again today tonight tomorrow yesterday currently please thanks thank sir ma'am since during past "
    "towards against between beside besides among around per via like until toward together either "
    "already till whenever wherever where which who whom whose because as that if unless when while so "
    "himself herself myself themselves ourselves itself"
)
"""Behind a quote they are nothing that its last word belongs to."""
SHORT_SENTENCE = 6
"""Words of a quote's last sentence up to which any of these behind it, with no mark between, may change it
("he has no pulse" of "no pulse in the left foot"). Of 252 fair quotations none ends so, at 7 one does."""
_NARROWING = words_in(
    "with of as about through without because against over into by like than or under alone down up out"
)
_PLACING = words_in("in on at for to from behind near toward towards past between before after")
"""So may these, but behind what there is: "there's a broken window" is so wherever it is."""
_BEING_THERE = ({"there"}, {"is", "are", "was", "were"})
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
    "is that right", "is that correct", "is that so", "according to",
)  # fmt: skip
_OPEN_ENDS = ("-", "—", "]")
"""With one of these a quote says itself that a word was broken off, or is another."""


def torn_from(placement: Placement) -> str:
    """The words beside a quote from one stretch that it is torn from; empty where it stands by itself."""
    stream = placement.stream
    at = sorted(k for _, k in placement.matched if stream.heard[k].transmission >= 0)
    return torn_before(placement, at[0]) or _behind(placement, at[-1])


def _behind(placement: Placement, last: int) -> str:
    """The word behind a quote's end that belongs to its last one, or takes it back."""
    stream, ending = placement.stream, placement.quote.rstrip(" \"'”’»")
    if ending.endswith(_OPEN_ENDS) or not is_as_heard(placement, last):
        return ""
    if taken_back := _taken_back(stream, last):
        return taken_back
    if last + 1 >= len(stream.heard):
        return ""
    quoted, following = stream.heard[last], stream.heard[last + 1]
    if following.transmission != quoted.transmission or following.token.start <= quoted.token.start:
        return ""
    gap, norm = between(stream, quoted, following), following.token.norm
    narrows = norm in _NARROWING or (norm in _PLACING and not _says_what_there_is(placement))
    if not clause_ends(gap) and narrows and _is_short(placement) and not ending.endswith("?"):
        return text_of(stream, stream.heard[last + 1 : last + 3])
    if clause_ends(gap) or norm in _NO_PART | _ORDERING or _LASTING.fullmatch(norm):
        return ""
    measure = class_of(quoted.token) in (Meaning.UNIT, Meaning.NUMBER)
    is_part = gap in ONE_WORD or class_of(following.token) in OWN_MEANING
    placed = measure and class_of(following.token) is Meaning.DIRECTION
    return text_of(stream, [following]) if is_part or placed or norm in _PARTICLES else ""


def _is_short(placement: Placement) -> bool:
    """Whether a quote's last sentence is of a few words, so that much may hang on what follows."""
    tokens = [t for t in placement.quote_tokens if t.kind is not Kind.ELLIPSIS]
    last = {t.start for t in tokens if t.sentence == tokens[-1].sentence}
    return len(last) <= SHORT_SENTENCE


def _says_what_there_is(placement: Placement) -> bool:
    """Whether a quote's last sentence begins with "there is", and denies nothing."""
    tokens = placement.quote_tokens
    own = [t for t in tokens if t.sentence == tokens[-1].sentence]
    begins = [t.norm in ways for t, ways in zip(own[:2], _BEING_THERE, strict=False)] == [True, True]
    return begins and not any(class_of(t) is Meaning.NEGATION for t in own)


def _taken_back(stream: Stream, last: int) -> str:
    """The words behind a quote by which its speaker corrects himself."""
    place = stream.heard[last].transmission
    following = [h for h in stream.heard[last + 1 : last + 4] if h.transmission == place]
    if [h.token.norm for h in following[:1]] in (["no"], ["wait"]):
        following = [h for h in stream.heard[last + 2 : last + 5] if h.transmission == place]
    said = " ".join(h.token.norm for h in following)
    if any(said == words or said.startswith(f"{words} ") for words in _TAKEN_BACK):
        return text_of(stream, following)
    if said.startswith("disregard") and (len(following) == 1 or clause_ends(between(stream, *following[:2]))):
        return text_of(stream, following[:1])  # not "disregard the second boat"
    again = [h.token for h in stream.heard[last + 1 : last + 3] if h.transmission == place]
    number = len(again) == 2 and again[0].norm == "no" and again[1].kind is Kind.DIGIT
    counted = any(h.token.kind is Kind.DIGIT for h in stream.heard[max(0, last - 3) : last + 1])
    return text_of(stream, stream.heard[last + 1 : last + 3]) if number and counted else ""
