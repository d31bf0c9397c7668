"""Words at an edge of a quote that were not heard there: heard a little apart, or in another's place.

Heard words outside a quote cost nothing, so that light words cost less put in than what is left out between
them and the rest: "the gun" of "the fake gun" would add "the", and leave nothing out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from dispatch.align.alignment import ALIKE, CHANGED, Pair, Path
from dispatch.align.steps import Sides
from dispatch.align.stream import HeardToken, Stream, clause_ends
from dispatch.wording import Kind, Meaning, Token, meaning_of
from dispatch.wording.clock import HALVES

MOST_LEFT_OUT = 3
"""Words that a quote may leave out behind its first or before its last ones for these to be the same."""


def with_ends(path: Path, sides: Sides) -> Path:
    """The reading, words put in at an edge set against the same ones heard a few words from it."""
    pairs = list(path.pairs)
    for step in (-1, 1):
        inner = pairs if step < 0 else pairs[::-1]
        lead = list(takewhile(lambda p: p.quoted is not None and (p.heard is None or p.cost >= ALIKE), inner))
        known = inner[len(lead)].heard if lead and len(lead) < len(inner) else None
        if known is None or inner[len(lead)].cost >= ALIKE:
            continue
        norms = [_article(sides.quote_tokens[p.quoted].norm) for p in lead if p.quoted is not None]
        places = _heard_apart(sides.stream, norms, known, step)
        if not places:
            continue
        same = [replace(p, heard=k, cost=0.0) for p, k in zip(lead, places, strict=True)]
        apart = range(places[-1] - step, known, -step)
        between = [Pair(None, k, sides.stream.heard[k].skip_cost) for k in apart]
        inner = [*same, *between, *inner[len(lead) :]]
        pairs = inner if step < 0 else inner[::-1]
    return replace(path, pairs=tuple(pairs))


def _heard_apart(stream: Stream, norms: Sequence[str], known: int, step: int) -> list[int]:
    """Where the words of a quote's edge, the outermost first, stand in the sentence of that at ``known``."""
    for gap in range(1, MOST_LEFT_OUT + 1):
        nearest = known + step * (gap + 1)
        places = [nearest + step * k for k in reversed(range(len(norms)))]
        ways = range(min(*places, known), max(*places, known))
        if min(places) < 0 or not all(_in_one_sentence(stream, k, k + 1) for k in ways):
            return []
        if [_article(stream.heard[k].token.norm) for k in places] == list(norms):
            return places
    return []


def _article(norm: str) -> str:
    return "a" if norm == "an" else norm


def with_edges(path: Path, sides: Sides) -> Path:
    """The reading, a small word put in at an edge set against the heard one beside it.

    "Tell him now" of "tell him later", or of "tell him after lunch", would only add "now". Before a quote
    stands whoever is called, so that there only a word counts with which the sentence begins.
    """
    pairs, tokens, stream = list(path.pairs), sides.quote_tokens, sides.stream
    for edge, beside, step in ((-1, -2, 1), (0, 1, -1)):
        put_in, known = pairs[edge], pairs[beside] if len(pairs) > 1 else None
        if known is None or put_in.heard is not None or known.heard is None or known.cost >= ALIKE:
            continue
        if put_in.quoted is None or known.quoted is None or not _is_small(tokens[put_in.quoted]):
            continue
        first, second = (tokens[k] for k in sorted((put_in.quoted, known.quoted)))
        at = known.heard
        if clause_ends(sides.quote[first.end : second.start]) or not _in_one_clause(stream, at, at + step):
            continue
        if step > 0 or not _in_one_sentence(stream, at - 2, at):
            pairs[edge] = replace(put_in, heard=at + step, cost=max(put_in.cost, CHANGED))
    return replace(path, pairs=tuple(pairs))


def _is_small(token: Token) -> bool:
    """Whether a word put in leaves the meaning as it was; "p.m." behind a time stands for no word."""
    small = meaning_of((token,), ()) in (Meaning.FUNCTION, Meaning.NONE)
    return small and token.kind is Kind.WORD and token.norm not in HALVES


def _in_one_clause(stream: Stream, at: int, next_to: int) -> bool:
    """Whether the tokens at two neighbouring places are words of one clause."""
    if not _in_one_sentence(stream, at, next_to) or stream.heard[next_to].token.kind is Kind.FILLER:
        return False
    first, second = (stream.heard[k] for k in sorted((at, next_to)))
    text = stream.transmissions[first.transmission].text
    return not clause_ends(text[first.token.end : second.token.start])


def _in_one_sentence(stream: Stream, one: int, other: int) -> bool:
    def sentence(h: HeardToken) -> tuple[int, int]:
        return h.transmission, h.token.sentence

    inside = min(one, other) >= 0 and max(one, other) < len(stream.heard)
    return inside and sentence(stream.heard[one]) == sentence(stream.heard[other])
