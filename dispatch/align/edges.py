"""A word at an edge of a quote that was not heard, in the place of the one that the sentence has there."""

from __future__ import annotations

from dataclasses import replace

from dispatch.align.alignment import ALIKE, CHANGED, Path
from dispatch.align.steps import Sides
from dispatch.align.stream import HeardToken, Stream, clause_ends
from dispatch.wording import Kind, Meaning, Token, meaning_of
from dispatch.wording.clock import HALVES


def with_edges(path: Path, sides: Sides) -> Path:
    """The reading, a small word put in at an edge set against the heard one beside it.

    Heard words outside a quote cost nothing, so a light word costs less put in than in a heavier one's place:
    "tell him now" of "tell him later", or of "tell him after lunch", would only add "now". Before a quote
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
