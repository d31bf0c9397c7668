"""What an editor's bracket hides: a guarded word that was said there, or one that nobody said.

A bracket is how one quotes: "[the van] turned" for "he turned", "meet [Sergeant Lee] there" for "her". It
stands for one to four words, which ones nobody can see. So names and things may stand in it for anything, and
a number may be left to it; a denial may not be, and no denial, number, "all", "may", "if" or direction may be
put in that was not said, unless a noun with it stands for "they" or "it".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import takewhile

from dispatch.align.persons import is_other, is_particle_for_thing, words_of_its_own
from dispatch.align.placement import Placement
from dispatch.align.stream import HeardToken, clause_ends
from dispatch.wording import Kind, Meaning, Token, tokens
from dispatch.wording.classes import class_of
from dispatch.wording.contraries import undone
from dispatch.wording.rivals import are_rivals
from dispatch.wording.similarity import similar

MOST_WORDS = 4
"""What a bracket stands for at the most."""
SOON = 2
"""Words to the end of a clause that a bracket at the end of a quote surely stands for."""
_COUNTS = (Meaning.NUMBER, Meaning.QUANTITY)
_NOT_PUT_IN = (Meaning.NEGATION, Meaning.MODALITY, Meaning.CONDITION)
_TOLD_OF_THINGS = (*_COUNTS, Meaning.HEDGE, Meaning.DIRECTION)
"""What a fuller name of a thing may hold: "[the 900 block]" for "the location"."""
_OF_THINGS = (Meaning.CONTENT, Meaning.PLACE, Meaning.UNIT)
_POINTING = frozenset("it that this there here those these one ones".split())
"""With "they", "him" and the like: what a noun in a bracket tells."""
_OF_NO_INITIAL = frozenset("of the a an and to for".split())
NEARBY = 3
"""Transmissions before and behind a quote whose words a bracket may repeat."""
SAME = 0.8
"""Likeness of synonyms and of forms of one word."""
_GENERAL = frozenset("location place address spot area scene guy person subject".split())
"""Say hardly more than "there" and "he"."""
_PARTICLES = frozenset("up down off over".split())
"""Mostly no directions: "[set up] the pump"."""


def _weighed(placement: Placement) -> list[tuple[int, Token]]:
    """The brackets, with their places; none that spells out what is before it: "the LZ [landing zone]"."""
    found = []
    for at, token in enumerate(placement.quote_tokens):
        before = placement.quote_tokens[at - 1].norm if at else ""
        initials = "".join(word[0] for word in token.norm.split() if word not in _OF_NO_INITIAL)
        if token.kind is Kind.BRACKET and not (len(before) > 1 and initials.lower() == before):
            found.append((at, token))
    return found


def hidden_by_brackets(placement: Placement) -> tuple[str, str]:
    """What was said where a bracket is, and what it puts in: the first guarded words of each, or nothing.

    "you [can not] cancel" of "you can cancel" puts in "not"; "the helicopter [took off]" of "the helicopter
    can't lift" hides "can't lift".
    """
    said, put_in = "", ""
    for at, token in _weighed(placement):
        inside = _inside(placement.quote, token)
        heard, bounded = _stood_for(placement, at)
        said = said or _said_there(placement, inside, heard, bounded=bounded)
        put_in = put_in or _put_in(inside, [h.token for h in heard], bounded=bounded)
    return said, put_in


def covered_by_brackets(placement: Placement) -> str:
    """What was said where a bracket between two quoted words has other things: "[gun]" for "key", or nothing.

    A bracket for "he" or "there" tells who or where, and one for a name may hide it ("[the address]"); one
    for a thing that was named says that it was another.
    """
    for at, token in _weighed(placement):
        heard, bounded = _stood_for(placement, at)
        whole = _inside(placement.quote, token)
        if _is_other_there(whole, heard, bounded=bounded):
            return " ".join(h.token.norm for h in heard[:SOON])
        inside = [t for t in whole if class_of(t) in _OF_THINGS]
        said = [h for h in heard if class_of(h.token) in _OF_THINGS and h.token.norm not in _GENERAL]
        alike = any(similar(t, h.token) >= SAME for t in inside for h in said)
        hides_name = all(_is_name(h.token) for h in said) and not any(map(_is_name, inside))
        if bounded and inside and said and not alike and not hides_name:
            return " ".join(h.token.norm for h in said)
    return ""


def added_by_brackets(placement: Placement) -> str:
    """Words that carry meaning which a bracket puts where nothing was said: "four [empty] tanks", or nothing.

    What was said nearby, too, only tells which: "the drain [at stand 14]".
    """
    for at, token in _weighed(placement):
        heard, bounded = _stood_for(placement, at)
        at_end = not heard and _ends_whole(placement, at)
        if bounded or at_end or _is_within(placement, at, heard):
            known = partial(_is_said, _said_near(placement))
            said = [h.token for h in heard] if bounded else []
            added = words_of_its_own(_inside(placement.quote, token), said, known)
            if added:
                return added
    return ""


def _ends_whole(placement: Placement, at: int) -> bool:
    """Whether a bracket follows a word that may end a sentence: behind "with" one was said and not heard."""
    before = max((heard for quoted, heard in placement.matched if quoted < at), default=None)
    return before is not None and class_of(placement.stream.heard[before].token) in _OF_THINGS


def _is_within(placement: Placement, at: int, heard: Sequence[HeardToken]) -> bool:
    """Whether a bracket near the quote's start stands between two words heard, an article before it: "The
    [old] guard" of "the guard". The reading has the bracket stand for the article.
    """
    first = [t.norm for t in placement.quote_tokens[:at] if t.kind is not Kind.FILLER]
    said = [h.token.norm for h in heard[: len(first)]]
    started = any(quoted < at for quoted, _ in placement.matched)
    return bool(first) and not started and said[::-1] == first


def _said_near(placement: Placement) -> list[Token]:
    """The words of the transmissions around a quote."""
    first, last = min(placement.places) - NEARBY, max(placement.places) + NEARBY
    return [h.token for h in placement.stream.heard if max(0, first) <= h.transmission <= last]


def _is_said(near: Sequence[Token], token: Token) -> bool:
    return any(similar(token, other) >= SAME for other in near)


def _is_other_there(inside: Sequence[Token], heard: Sequence[HeardToken], *, bounded: bool) -> bool:
    """Whether a bracket names another than was said there, or at an end of the quote nearest to it."""
    said = [h.token for h in heard]
    if bounded:
        return bool(said) and is_other(inside, said)
    return is_particle_for_thing(inside, said[:SOON]) or is_other(inside, said[:1])


def _is_name(token: Token) -> bool:
    return class_of(token) is Meaning.PLACE


def _inside(quote: str, bracket: Token) -> tuple[Token, ...]:
    """A bracket's words, as in the midst of a sentence: there a capital tells a name."""
    return tokens("x " + quote[bracket.start : bracket.end].strip("[] "))[1:]


def _stood_for(placement: Placement, at: int) -> tuple[list[HeardToken], bool]:
    """The words that a bracket stands for, and whether both their ends are known.

    At an end of the quote they are those beside it in the same clause, the nearest first; behind it the
    clause's own end is known where it comes soon: "with a [gun]" of "with a key".
    """
    heard = placement.stream.heard
    before = max((k for quoted, k in placement.matched if quoted < at), default=None)
    after = min((k for quoted, k in placement.matched if quoted > at), default=None)
    if before is not None and after is not None:
        return [h for h in heard[before + 1 : after] if h.transmission >= 0], True
    if after is not None:
        return _beside(placement, after, -1), False
    rest = [] if before is None else _beside(placement, before, 1)
    return rest, 0 < len(rest) <= SOON


def _beside(placement: Placement, edge: int, step: int) -> list[HeardToken]:
    heard, found = placement.stream.heard, list[HeardToken]()
    for k in range(edge + step, edge + step * (MOST_WORDS + 1), step):
        if not 0 <= k < len(heard) or heard[k].transmission != heard[edge].transmission:
            break
        first, second = sorted((heard[k], heard[k - step]), key=lambda h: h.token.start)
        text = placement.stream.transmissions[heard[edge].transmission].text
        if clause_ends(text[first.token.end : second.token.start]):
            break
        found.append(heard[k])
    return found


def _said_there(
    placement: Placement, inside: Sequence[Token], heard: Sequence[HeardToken], *, bounded: bool
) -> str:
    """The words heard, where the bracket drops a denial or has others of their kind."""
    near = heard if bounded else heard[:2]
    denied = _of([h.token for h in near], (Meaning.NEGATION,)) - _of(inside, (Meaning.NEGATION,))
    if not denied:
        near = heard if bounded else list(takewhile(lambda h: class_of(h.token) in _COUNTS, heard))
        if not _other_kind(inside, [h.token for h in near]):
            return ""
    here = [h.token for h in near if h.transmission == near[0].transmission]
    text = placement.stream.transmissions[near[0].transmission].text
    return text[min(t.start for t in here) : max(t.end for t in here)]


def _other_kind(inside: Sequence[Token], said: Sequence[Token]) -> bool:
    """Whether both have different words of one kind; "[they]" for "you" is how one quotes."""
    counts = [sorted(t.norm for t in side if class_of(t) in _COUNTS) for side in (inside, said)]
    ours, theirs = ([t for t in side if class_of(t) is not Meaning.ACTOR] for side in (inside, said))
    contrary = any(undone(a.norm, b.norm) for a in inside for b in said)
    return contrary or (all(counts) and counts[0] != counts[1]) or are_rivals(ours, theirs, Meaning.CONTENT)


def _put_in(inside: Sequence[Token], said: Sequence[Token], *, bounded: bool) -> str:
    """Guarded words of the bracket that were not said there."""
    told = said if bounded else [t for t in said if class_of(t) is not Meaning.FUNCTION][:1]
    if any(class_of(t) is Meaning.ACTOR or t.norm in _POINTING for t in told) or not (told or bounded):
        classes: tuple[Meaning, ...] = (Meaning.NEGATION,)
    elif any(class_of(t) in _OF_THINGS for t in told):
        classes = _NOT_PUT_IN
    else:
        classes = (*_NOT_PUT_IN, *_TOLD_OF_THINGS)
    new = _of(inside, classes) - {t.norm for t in said}
    return " ".join(t.norm for t in inside if t.norm in new)


def _of(side: Sequence[Token], classes: Sequence[Meaning]) -> set[str]:
    """Words of these classes but particles and the number of a name: "Engine 4", "Highway 9"."""
    found, named = set[str](), False
    for token in side:
        digit = token.kind is Kind.DIGIT
        if class_of(token) in classes and token.norm not in _PARTICLES and not (digit and named):
            found.add(token.norm)
        named = named if digit else token.name or class_of(token) is Meaning.UNIT
    return found
