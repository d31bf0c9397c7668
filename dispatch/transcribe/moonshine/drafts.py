"""How a reading goes on after a token, by a draft of it: another model's text of the same sound.

The decoder reads a run of tokens in little more time than one. So what the draft has next is put to it all at
once, and as much of that is kept as it would have written itself: the text that comes out is the same, in
fewer steps (Leviathan et al., "Fast inference from transformers via speculative decoding", ICML 2023).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.transcribe.moonshine.tokens import MoonshineTokens

MOST_AHEAD = 8
"""Tokens put to the decoder at once; with 4 or 12 it takes as long (docs/benchmarks.md)."""
SEARCHED = 8
"""Tokens of the draft among which the one written is looked for."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text of the same sound.

    Args:
        written: its tokens.
        tokens: the model's tokenizer.
    """

    written: Sequence[int]
    tokens: MoonshineTokens

    def ahead(self, at: int) -> tuple[int, ...]:
        """The tokens from one on, so many as are put to the decoder at once."""
        return tuple(self.written[at : at + MOST_AHEAD])

    def behind(self, at: int, token: int) -> int:
        """Where the draft goes on, at ``at`` so far, once ``token`` has been written.

        Behind the same token, in capitals or not, if there is one near. Otherwise a mark that stands for no
        mark moves nothing, a piece within a word neither, and a word stands for a word.
        """
        near = self.written[at : at + SEARCHED]
        if not near or token == near[0]:
            return at + len(near[:1])
        if self.tokens.is_mark(token):
            return at + self.tokens.is_mark(near[0])
        alike = [self.tokens.piece(one).lower() for one in near]
        if (piece := self.tokens.piece(token).lower()) in alike:
            return at + alike.index(piece) + 1
        if not self.tokens.begins_word(token):
            return at
        begun = (k for k in range(at + 1, len(self.written)) if self.tokens.begins_word(self.written[k]))
        return next(begun, len(self.written))
