"""Moonshine's text tokens: byte pairs as in Llama, a word's first piece beginning with a mark for the space.

The vocabulary lies beside the model without its merges. Of two pieces that make a third, that third's number
is the rank of the merge, as the vocabulary was numbered by the order in which pieces were merged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from dispatch.transcribe.tokens import WordTokens

START, END = 1, 2
_FIRST_BYTE, _FIRST_PIECE = 3, 259
"""Numbers of the first of 256 tokens for a byte each, and of the first made of characters."""
_SPACE = "\N{LOWER ONE EIGHTH BLOCK}"
_LONG = 0x80


@dataclass(frozen=True)
class MoonshineTokens:
    """Text to tokens and back.

    Args:
        pieces: the vocabulary, each token's bytes.
    """

    pieces: tuple[bytes, ...]

    def encode(self, text: str) -> tuple[int, ...]:
        """Tokens of a text, no mark of its start or end among them."""
        words = text.split()
        if not words:
            return ()
        return tuple(self._tokenizer.encode(_SPACE + _SPACE.join(words)).ids)

    def decode(self, tokens: Sequence[int]) -> str:
        """The text of tokens; what is no character is left out."""
        found = b"".join(self.piece(token) for token in tokens)
        return found.decode("utf-8", "ignore").replace(_SPACE, " ").strip()

    def words(self, tokens: Sequence[int]) -> list[WordTokens]:
        """The words that ``tokens`` spell, each with its punctuation."""
        starts = [at for at, token in enumerate(tokens) if not at or self.begins_word(token)]
        return [WordTokens(self.decode(tokens[a:b]), a, b) for a, b in pairwise((*starts, len(tokens)))]

    def begins_word(self, token: int) -> bool:
        """Whether a space comes before it."""
        return self.piece(token).startswith(_SPACE.encode())

    def is_mark(self, token: int) -> bool:
        """Whether it is of marks alone: a comma, a colon."""
        piece = self.piece(token)
        return piece.isascii() and bool(piece) and not any(char.isalnum() for char in piece.decode())

    def piece(self, token: int) -> bytes:
        """The bytes that a token stands for, a mark in place of a space before them."""
        if _FIRST_BYTE <= token < _FIRST_PIECE:
            return bytes([token - _FIRST_BYTE])
        return self.pieces[token] if _FIRST_PIECE <= token < len(self.pieces) else b""

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer
        from tokenizers.models import BPE

        names = {self._name(number): number for number in range(len(self.pieces))}
        merges = [pair for piece in self._merged() for pair in _parts(piece, names)]
        return Tokenizer(BPE(vocab=names, merges=merges, unk_token="<unk>", byte_fallback=True))

    def _name(self, number: int) -> str:
        if _FIRST_BYTE <= number < _FIRST_PIECE:
            return f"<0x{number - _FIRST_BYTE:02X}>"
        return self.pieces[number].decode()

    def _merged(self) -> list[str]:
        """The pieces of more than one character, in the order in which they were made."""
        return [piece for piece in map(bytes.decode, self.pieces[_FIRST_PIECE:]) if len(piece) > 1]


def _parts(piece: str, known: dict[str, int]) -> list[tuple[str, str]]:
    """The pairs of known pieces that make a piece, by their numbers."""
    cuts = ((piece[:at], piece[at:]) for at in range(1, len(piece)))
    pairs = [(a, b) for a, b in cuts if a in known and b in known]
    return sorted(pairs, key=lambda pair: (known[pair[0]], known[pair[1]]))


def read_vocabulary(path: Path) -> MoonshineTokens:
    """The vocabulary in a file: each token's bytes after their number, of one byte, or of two from 128 on."""
    data = path.read_bytes()
    pieces: list[bytes] = []
    at = 0
    while at < len(data):
        length, at = data[at], at + 1
        if length >= _LONG:
            length, at = data[at] * _LONG + length - _LONG, at + 1
        pieces.append(data[at : at + length])
        at += length
    return MoonshineTokens(tuple(pieces))
