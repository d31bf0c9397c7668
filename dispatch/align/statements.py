"""A statement that a quote prints as a question: "The guard isn't there?" of "The guard isn't there."

A recogniser hears no question mark, so that only the order of the words tells: a subject and a helping verb
behind it, nothing that asks, and no helping verb that may have been lost before them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dispatch.align.placement import Placement
from dispatch.align.stream import HeardToken, Stream, clause_ends
from dispatch.wording import Kind, Meaning, Token
from dispatch.wording.classes import HELPING, class_of
from dispatch.wording.lexicon import OFFICES

_HELPING = HELPING | {"am", "had", "may", "might", "must", "shall", "should"}
_SUBJECTS = frozenset(
    "i you we they he she it there this that these those anybody anyone everybody everyone somebody "
    "nobody".split()
)
_DETERMINERS = frozenset("the a an your his her their our my any all both".split())
_BY_ITSELF = frozenset("he she it".split())
"""A verb in "-s" behind one of these has lost no helping verb: "he needs a hand"."""
_THINGS = (Meaning.CONTENT, Meaning.PLACE, Meaning.UNIT, Meaning.NUMBER)
_ASKING = frozenset(
    "where when why how what who whom whose which if whether ask asks asking know wonder wondering "
    "confirm".split()
)
_TAGS = frozenset("right correct copy ok okay over yes no huh eh yeah or".split())
_JOINING = frozenset("and but or so ok okay yes no copy then uh well".split())
LEAST_WORDS = 3


def statement_asked(placement: Placement) -> str:
    """What was heard as a statement and has a question mark in the quote, or nothing."""
    return next(_statements(placement), "")


def _statements(placement: Placement) -> Iterator[str]:
    stream, heard_for = placement.stream, dict(placement.matched)
    for number in dict.fromkeys(t.sentence for t in placement.quote_tokens):
        words = [k for k, t in enumerate(placement.quote_tokens) if t.sentence == number]
        words = [k for k in words if placement.quote_tokens[k].kind in (Kind.WORD, Kind.DIGIT)]
        at = [heard_for[k] for k in words if k in heard_for]
        moved = bool(words) and words[0] not in heard_for
        whole = len(words) >= LEAST_WORDS and len(at) == len(words) - moved
        if not whole or "?" not in _behind_quoted(placement, words[-1]):
            continue
        if stream.heard[at[0]].transmission != stream.heard[at[-1]].transmission:
            continue
        quoted = [placement.quote_tokens[k] for k in words]
        said = [h.token for h in stream.heard[at[0] : at[-1] + 1] if h.token.kind is not Kind.FILLER]
        same = _is_moved(quoted[0].norm, quoted[1:], said) if moved else not _heads(placement.quote, quoted)
        if same and _is_stated(said if moved else quoted) and not _asks(stream, at[0], at[-1]):
            yield _text(stream, at[0], at[-1])


def _heads(quote: str, words: Sequence[Token]) -> bool:
    """Whether a helping verb heads what the quote asks, behind a comma: "Car 7, is the child there?"."""
    behind_mark = (b for a, b in pairwise(words) if clause_ends(quote[a.end : b.start]))
    return any(token.norm in _HELPING for token in behind_mark)


def _is_moved(verb: str, rest: Sequence[Token], said: Sequence[Token]) -> bool:
    """Whether a helping verb that heads the quote's sentence was said once behind its subject."""
    norms = [t.norm for t in said]
    return verb in _HELPING and norms.count(verb) == [t.norm for t in rest].count(verb) + 1


def _behind_quoted(placement: Placement, at: int) -> str:
    end = placement.quote_tokens[at].end
    following = (t.start for t in placement.quote_tokens[at + 1 :] if t.start >= end)
    return placement.quote[end : next(following, len(placement.quote))]


def _is_stated(words: Sequence[Token]) -> bool:
    """Whether words have a helping verb behind what may be its subject, and nothing that asks."""
    if {t.norm for t in words} & _ASKING or words[-1].norm in _TAGS or words[0].norm in _HELPING:
        return False
    return any(_states(words, k) for k in range(1, len(words)))


def _states(words: Sequence[Token], k: int) -> bool:
    subject, verb = words[k - 1], words[k].norm
    if subject.norm in _BY_ITSELF and len(verb) > 3 and verb.endswith("s") and not verb.endswith("ss"):
        return class_of(words[k]) is Meaning.CONTENT
    if verb not in _HELPING:
        return False
    return subject.norm in _SUBJECTS or class_of(subject) in _THINGS


def _asks(stream: Stream, first: int, last: int) -> bool:
    """Whether what was heard there, from its sentence's beginning to a word behind it, may ask."""
    sentence = _sentence(stream, first, last)
    if "?" in _end(stream, last) or {h.token.norm for h in sentence} & _ASKING:
        return True
    behind = stream.heard[last + 1 : last + 2]
    if any(h.transmission == sentence[-1].transmission and h.token.norm in _TAGS for h in behind):
        return True
    return any(_turns(sentence, k, stream) for k in range(len(sentence) - 1))


def _turns(sentence: Sequence[HeardToken], k: int, stream: Stream) -> bool:
    """Whether a helping verb stands before its subject: "are you", "and is the gas off"."""
    verb, following = sentence[k].token, sentence[k + 1].token
    text = stream.transmissions[sentence[k].transmission].text
    if verb.norm not in _HELPING or clause_ends(text[verb.end : following.start]):
        return False
    if k == 0:
        return following.norm in _SUBJECTS | _DETERMINERS or class_of(following) in _THINGS
    before = sentence[k - 1].token
    heads = clause_ends(text[before.end : verb.start]) or before.norm in _JOINING
    called = before.kind is Kind.DIGIT or (k == 1 and before.norm in OFFICES)  # "7 is the child there"
    turned = following.norm in _SUBJECTS and (heads or before.norm not in _SUBJECTS)
    return turned or ((heads or called) and following.norm in _DETERMINERS)


def _sentence(stream: Stream, first: int, last: int) -> list[HeardToken]:
    """The words heard from the beginning of the sentence of the first to the last."""
    start = first
    while start and stream.heard[start - 1].transmission == stream.heard[first].transmission:
        text = stream.transmissions[stream.heard[first].transmission].text
        between = text[stream.heard[start - 1].token.end : stream.heard[start].token.start]
        if any(mark in between for mark in ".?!"):
            break
        start -= 1
    return [h for h in stream.heard[start : last + 1] if h.token.kind is not Kind.FILLER]


def _end(stream: Stream, at: int) -> str:
    """The mark that ends the sentence of a word heard."""
    here = stream.heard[at]
    text = stream.transmissions[here.transmission].text
    return next((mark for mark in text[here.token.end :] if mark in ".?!"), "")


def _text(stream: Stream, first: int, last: int) -> str:
    text = stream.transmissions[stream.heard[first].transmission].text
    return text[stream.heard[first].token.start : stream.heard[last].token.end]
