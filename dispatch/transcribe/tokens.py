"""Text to a Whisper model's tokens and back, the damaged merge table of one published model repaired."""

from __future__ import annotations

import json
import string
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from dispatch.errors import ModelError

FIRST_MERGE = ("Ġ t", "Ġt")
"""GPT-2's first merge rule and what it makes. The published faster-whisper-base lacks it, so that its
tokenizer writes " there" as two tokens that the model never saw together."""

UNSPACED_LANGUAGES = frozenset({"zh", "ja", "th", "lo", "my", "yue"})


@dataclass(frozen=True, slots=True)
class WordTokens:
    """A word with its punctuation, and its place among the tokens: ``tokens[first:last]``."""

    text: str
    first: int
    last: int


class Tokens:
    """One model's tokenizer, for one language.

    Raises:
        ModelError: if the tokenizer can't be read or does not know the language.
    """

    def __init__(self, folder: Path, *, multilingual: bool, language: str) -> None:
        import tokenizers

        try:
            text = repaired((folder / "tokenizer.json").read_text(encoding="utf-8"))
            self._tokenizer: Any = tokenizers.Tokenizer.from_str(text)
        except Exception as error:  # tokenizers raises bare Exception for what it can't parse
            raise ModelError(str(folder), f"unreadable tokenizer.json ({error})", "fetch it again") from None
        self.language = language
        self.start = self._start_sequence(folder, multilingual)

    def _start_sequence(self, folder: Path, multilingual: bool) -> tuple[int, ...]:
        start = self._special("<|startoftranscript|>")
        if not multilingual:
            if self.language != "en":
                raise ModelError(folder.name, "hears English alone", "choose a multilingual model, as base")
            return (start,)
        language = self._tokenizer.token_to_id(f"<|{self.language}|>")
        if language is None:
            raise ModelError(f"language {self.language}", "the model does not know it", "give a code, as en")
        return (start, int(language), self._special("<|transcribe|>"))

    def start_in(self, language: str) -> tuple[int, ...]:
        """What a reading in another language of a multilingual model begins with."""
        return (self.start[0], self._special(f"<|{language}|>"), self.start[2])

    def _special(self, token: str) -> int:
        number = self._tokenizer.token_to_id(token)
        if number is None:
            raise ModelError("tokenizer.json", f"lacks {token}", "name a Whisper model")
        return int(number)

    @cached_property
    def end_of_text(self) -> int:
        return self._special("<|endoftext|>")

    @cached_property
    def no_timestamps(self) -> int:
        return self._special("<|notimestamps|>")

    @cached_property
    def previous(self) -> int:
        return self._special("<|startofprev|>")

    def encode(self, text: str) -> list[int]:
        """Tokens of ``text`` as it stands; a word in running text begins with its space."""
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def decode(self, tokens: Sequence[int]) -> str:
        """Text of ``tokens``, special ones left out."""
        return str(self._tokenizer.decode([token for token in tokens if token < self.end_of_text]))

    def words(self, tokens: Sequence[int]) -> list[WordTokens]:
        """The words that ``tokens`` (text alone) spell, each with its space and punctuation."""
        found: list[WordTokens] = []
        for piece in self._characters(tokens):
            if found and self._joins(piece.text):
                found[-1] = WordTokens(found[-1].text + piece.text, found[-1].first, piece.last)
            else:
                found.append(piece)
        return found

    def _joins(self, piece: str) -> bool:
        if self.language in UNSPACED_LANGUAGES:
            return False
        # a space that is a token of its own begins the word that follows it
        return not piece.startswith(" ") or (bool(piece.strip()) and piece.strip() in string.punctuation)

    def _characters(self, tokens: Sequence[int]) -> list[WordTokens]:
        """Tokens grouped so that no group ends within a character of several bytes."""
        groups: list[WordTokens] = []
        first = 0
        for last in range(1, len(tokens) + 1):
            text = str(self._tokenizer.decode(list(tokens[first:last])))
            if "\ufffd" not in text or last == len(tokens):
                groups.append(WordTokens(text, first, last))
                first = last
        return groups


def repaired(tokenizer_json: str) -> str:
    """A tokenizer.json with its first merge rule put back where it lacks it.

    Example:
        >>> broken = '{"model": {"vocab": {"Ġt": 0}, "merges": ["Ġ a"]}}'
        >>> json.loads(repaired(broken))["model"]["merges"]
        ['Ġ t', 'Ġ a']
    """
    data = json.loads(tokenizer_json)
    rule, made = FIRST_MERGE
    model = data["model"]
    merges = model.get("merges", [])
    if made not in model["vocab"] or not merges or rule in merges or rule.split() in merges:
        return tokenizer_json
    model["merges"] = [rule if isinstance(merges[0], str) else rule.split(), *merges]
    return json.dumps(data, ensure_ascii=False)
