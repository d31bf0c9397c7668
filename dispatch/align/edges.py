"""A word at an edge of a quote that was not heard, in the place of the one that the sentence has there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dispatch.align.alignment import ALIKE, CHANGED, Path
from dispatch.align.stream import HeardToken, Stream, clause_ends
from dispatch.wording import Kind, Token


def with_edges(path: Path, quote: Sequence[Token], stream: Stream) -> Path:
    """The reading, a word put in at an edge set against the heard one beside it.

    Heard words outside a quote cost nothing, so a light word costs less put in than in a heavier one's place:
    "tell him now" of "tell him later", or of "tell him after lunch", would only add "now". Before a quote
    stands whoever is called, so that there only a word counts with which the sentence begins.
    """
    pairs = list(path.pairs)
    for edge, beside, step in ((-1, -2, 1), (0, 1, -1)):
        put_in, at = pairs[edge], pairs[beside].heard if len(pairs) > 1 else None
        if put_in.quoted is None or put_in.heard is not None or quote[put_in.quoted].kind is not Kind.WORD:
            continue
        if at is None or pairs[beside].cost >= ALIKE or not _in_one_clause(stream, at, at + step):
            continue
        if step > 0 or not _in_one_sentence(stream, at - 2, at):
            pairs[edge] = replace(put_in, heard=at + step, cost=max(put_in.cost, CHANGED))
    return replace(path, pairs=tuple(pairs))


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
