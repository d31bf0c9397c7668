"""Words that a quote hangs on and leaves out: who says it, before it, or under an ellipsis what it is about.

"It was stolen" of "a man who says it was stolen" is his word, not the speaker's; "two engines … will be
there" of "two engines. The marshal will be there" has another subject. Neither is an alteration for sure.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from dispatch.align.placement import Placement
from dispatch.align.stream import HeardToken, Stream, between, clause_ends, text_of
from dispatch.wording import Kind, Meaning, Token
from dispatch.wording.classes import class_of

_SAYS = frozenset(
    "says said tells told reports reported states stated claims claimed insists insisted advises advised "
    "alleges alleged".split()
)
_TELLING = frozenset("saying telling reporting claiming stating".split())
"""With "is" before them they say what follows."""
_BE = frozenset("is are was were am been being 's".split())
_THINKS = frozenset(
    "think thinks thought believe believes believed guess guesses hope hopes suppose assume assumes suspect "
    "suspects feels figure figures doubt doubts".split()
)
_ASKS = frozenset("ask asks asking asked wonder wonders wondering whether if".split())
_SAY = frozenset("say tell".split())
_CARRIES = _SAYS | _TELLING | _THINKS | _ASKS | _SAY
_TOLD = frozenset("me us him her them you police dispatch everybody everyone that".split())
"""Stand between "tells" and what is told."""
_OWN = frozenset("i we".split())
_LIKE = frozenset("as like what".split())
"""Before "he said" they make it a remark on what is said: "as he said, hold the line"."""
_SELF = frozenset("i we he she they there".split())
"""Begin a clause wherever they stand."""
_BEGINS = _SELF | frozenset(
    "it you this that these those the a an my our your his her their its all both everybody everyone nobody "
    "somebody someone another no not".split()
)
_JOINING = frozenset("and but or so because then".split())
_WHO = (Meaning.CONTENT, Meaning.PLACE, Meaning.ACTOR, Meaning.QUANTITY)
_RELATIVE = frozenset("who which that".split())
_COORDINATING = frozenset("and but or so".split()) | _RELATIVE
_OF = frozenset("of without than".split())
_VERBS = (Meaning.TENSE, Meaning.MODALITY)
_ASIDE = frozenset(
    "ok okay yes no copy right now also again just then and but or so well at this time point moment "
    "currently still please today once over the in for uh negative affirmative be advised".split()
)
"""Before a sentence they change nothing of it."""


def hangs_on(placement: Placement) -> str:
    """Words left out that say whose the quote's words are, or that they hang on; empty where there are none.

    Who says it counts before a quote with a capital, as a sentence has; the others under an ellipsis.
    """
    stream, gap, last = placement.stream, list[Token](), -1
    begins = placement.quote.lstrip(" \"'“‘«")[:1].isupper()
    for pair in placement.path.pairs:
        if pair.quoted is None:
            continue
        quoted = placement.quote_tokens[pair.quoted]
        gap += [quoted] if quoted.kind in (Kind.ELLIPSIS, Kind.BRACKET) else []
        if pair.heard is None or stream.heard[pair.heard].transmission < 0:
            continue
        found = ""
        if last < 0 and not gap and begins:
            found = _source(stream, pair.heard)
        elif last >= 0 and gap and all(t.kind is Kind.ELLIPSIS for t in gap) and pair.heard > last + 1:
            found = _cut_off(stream, last, pair.heard, _is_printed_anew(placement, quoted, pair.heard))
        if found:
            return found
        last, gap = pair.heard, []
    return ""


def _is_printed_anew(placement: Placement, quoted: Token, at: int) -> bool:
    """Whether the quote goes on with a sentence of its own, where a recogniser may have run two together."""
    after_mark = clause_ends(_between(placement.stream, at - 1, at))
    own = _begins(quoted) or (after_mark and class_of(quoted) is Meaning.CONTENT)
    return own and placement.quote[quoted.start].isupper()


def _source(stream: Stream, first: int) -> str:
    """Who says what begins here, by the words before it in the same sentence."""
    said = [h for h in _sentence_before(stream, first) if h.token.kind is not Kind.FILLER]
    norms = [h.token.norm for h in said]
    told = len(norms) - len(list(takewhile(lambda n: n in _TOLD, reversed(norms))))
    if told < 2 or not _is_said_by(stream, said[:told]):
        return ""
    return text_of(stream, said[max(0, told - 2) :])


def _is_said_by(stream: Stream, words: Sequence[HeardToken]) -> bool:
    """Whether words end with a verb of saying and its subject; not "I said", "as he said", "be advised"."""
    before, who, verb = ["", *(h.token.norm for h in words)][-3:]
    if before in _LIKE or who in _OWN or who == "be":
        return False
    if verb in _TELLING or (verb in _SAYS and who in _BE):  # "I was told" has a source
        return who in _BE and (before not in _OWN or verb == "told") and (verb in _TELLING or verb == "told")
    if verb in _SAY:  # "police tell us"; "Engine 5, tell them" and "to tell them" are orders
        subject = class_of(words[-2].token) in _WHO
        at = stream.heard.index(words[-1])
        return subject and not clause_ends(_between(stream, at - 1, at))
    return verb in _SAYS


def _sentence_before(stream: Stream, at: int, after: int = -1) -> list[HeardToken]:
    """The words before another in its sentence, of those behind ``after``."""
    found, heard = list[HeardToken](), stream.heard
    for k in range(at - 1, after, -1):
        if heard[k].transmission != heard[at].transmission or _ends(_between(stream, k, k + 1)):
            break
        found.insert(0, heard[k])
    return found


def _cut_off(stream: Stream, last: int, at: int, is_anew: bool) -> str:
    """What the words behind an ellipsis hang on, of the words that it leaves out."""
    before = _sentence_before(stream, at, last)
    crosses = len(before) < at - last - 1 or _ends(_between(stream, last, last + 1))
    clause = _clause(stream, before, at)
    carrying = [h for k, h in enumerate(clause) if _carries(clause, k)]
    if carrying:
        return text_of(stream, clause)
    if not crosses:
        if before and before[-1].token.norm in _OF:  # "a fire" of "a report of a fire"
            return text_of(stream, before)
        if _has_other_subject(stream, last, at, clause):
            return text_of(stream, clause)
        return _aside(stream, before) if not clause else ""
    return "" if is_anew or _starts_anew(stream, last, at, before, clause) else text_of(stream, before)


def _clause(stream: Stream, before: Sequence[HeardToken], at: int) -> list[HeardToken]:
    """The words just before another back to a mark or a joining word."""
    found, following = list[HeardToken](), stream.heard[at]
    for h in reversed(before):
        text = stream.transmissions[h.transmission].text
        if clause_ends(text[h.token.end : following.token.start]) or h.token.norm in _JOINING:
            break
        found.insert(0, h)
        following = h
    return found


def _carries(clause: Sequence[HeardToken], k: int) -> bool:
    """Whether a word says, thinks or asks what is behind it: not "as I said", "be advised", "I say again"."""
    norm = clause[k].token.norm
    before = clause[k - 1].token.norm if k else ""
    behind = clause[k + 1].token.norm if k + 1 < len(clause) else ""
    like = k > 1 and clause[k - 2].token.norm in _LIKE
    own = norm in ("say", "said") and (before in _OWN or behind == "again")
    return norm in _CARRIES and not (
        like or own or before == "be" or (norm in _TELLING and before not in _BE)
    )


def _aside(stream: Stream, before: Sequence[HeardToken]) -> str:
    """An aside of a few words by which what is around it is thought or said: "the pump, they say, is dry"."""
    words = [h for h in before if h.token.kind is not Kind.FILLER]
    said = (
        2 <= len(words) <= 3
        and words[-1].token.norm in _SAYS | _THINKS | _SAY
        and _carries(words, len(words) - 1)
    )
    return text_of(stream, words) if said else ""


def _starts_anew(
    stream: Stream, last: int, at: int, before: Sequence[HeardToken], clause: Sequence[HeardToken]
) -> bool:
    """Whether what goes on behind an ellipsis over sentences has nothing before it that it needs."""
    word = stream.heard[at].token
    if all(_is_aside(h.token) for h in before) or class_of(word) is Meaning.CONDITION:
        return True  # "until I hear back" is a clause of its own
    begins = _begins(word)
    if all(_is_aside(h.token) or _is_called(h.token) for h in before):
        return begins or _ends(_between(stream, last, last + 1))
    called = any(_is_called(h.token) for h in before)  # "33, drop it and come out"
    if word.norm in _JOINING:
        return not called or (at + 1 < len(stream.heard) and _begins(stream.heard[at + 1].token))
    if not clause and not begins:
        after_mark = clause_ends(_between(stream, at - 1, at))
        return after_mark and not called and class_of(word) is Meaning.CONTENT  # ", send two more"
    if not clause:
        return True
    return word.norm in _SELF and not any(class_of(h.token) in _VERBS for h in clause)


def _begins(word: Token) -> bool:
    """Whether a clause may begin with a word: who or what it is about."""
    return word.norm in _BEGINS or word.name or word.kind is Kind.DIGIT


def _has_other_subject(stream: Stream, last: int, at: int, clause: Sequence[HeardToken]) -> bool:
    """Whether a verb behind an ellipsis has a subject in what is left out: "…, and the marshal will be"."""
    begun = stream.heard.index(clause[0]) if clause else at
    joined = begun > last + 1 and stream.heard[begun - 1].token.norm in _COORDINATING
    if not clause:
        return joined and stream.heard[begun - 1].token.norm in _RELATIVE
    apart = begun > last + 1 and clause_ends(_between(stream, begun - 1, begun))
    own = any(h.token.norm in _SELF or class_of(h.token) in (*_VERBS, Meaning.ACTOR) for h in clause)
    return joined or (apart and (own or _both_tell_direction(stream, last, at)))


def _both_tell_direction(stream: Stream, last: int, at: int) -> bool:
    """Whether one direction is left out and another quoted: "clear … to the south"."""
    left_out, quoted = stream.heard[last + 1 : at], stream.heard[at : at + 3]
    return all(any(class_of(h.token) is Meaning.DIRECTION for h in some) for some in (left_out, quoted))


def _is_aside(token: Token) -> bool:
    return token.kind is Kind.FILLER or token.norm in _ASIDE


def _is_called(token: Token) -> bool:
    """Whether a word may be of a call sign before a sentence."""
    return token.kind is Kind.DIGIT or token.name or token.norm in ("all", "companies", "units")


def _between(stream: Stream, first: int, second: int) -> str:
    a, b = stream.heard[first], stream.heard[second]
    if a.transmission != b.transmission or a.transmission < 0:
        return "."
    return between(stream, a, b)


def _ends(between: str) -> bool:
    return any(mark in between for mark in ".?!")
