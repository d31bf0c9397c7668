"""A word at an edge of a quote that was not heard, in the place of the one that the sentence has there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from dispatch.align.alignment import ALIKE, CHANGED, Path
from dispatch.align.stream import Stream
from dispatch.wording import Kind, Token


def with_edges(path: Path, quote: Sequence[Token], stream: Stream) -> Path:
    """The reading, a word put in at an edge set against the one word that the heard sentence has there.

    Heard words outside a quote cost nothing, so a light word costs less put in than in a heavier one's place:
    "tell him now" of "tell him later" would only add "now". Where the sentence goes on for longer the quote
    stops short of it, and the word is put in.
    """
    pairs = list(path.pairs)
    for edge, beside, step in ((-1, -2, 1), (0, 1, -1)):
        put_in, at = pairs[edge], pairs[beside].heard if len(pairs) > 1 else None
        if put_in.quoted is None or put_in.heard is not None or quote[put_in.quoted].kind is not Kind.WORD:
            continue
        lone = _lone_word(stream, at, step) if at is not None and pairs[beside].cost < ALIKE else None
        if lone is not None:
            pairs[edge] = replace(put_in, heard=lone, cost=max(put_in.cost, CHANGED))
    return replace(path, pairs=tuple(pairs))


def _lone_word(stream: Stream, at: int, step: int) -> int | None:
    """The token next to ``at`` where it alone is left of the sentence on that side."""
    here = stream.heard[at]
    rest = stream.heard[at + 1 : at + 4] if step > 0 else stream.heard[max(0, at - 3) : at][::-1]
    sentence = (here.transmission, here.token.sentence)
    same, left = next(groupby(rest, lambda h: (h.transmission, h.token.sentence) == sentence), (False, ()))
    words = list(left)
    is_word = same and len(words) == 1 and words[0].token.kind is not Kind.FILLER
    return at + step if is_word else None
