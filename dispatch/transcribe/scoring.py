"""How probable a text is, given a sound: the model made to say it, token by token.

Scores are sums of natural logarithms over text tokens. The end of the text is not among them
(CTranslate2's softmax here runs over text tokens alone), so a text that stops early loses nothing by it:
compare texts of one length, or by the words that differ.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import Generic, Protocol, TypeVar

from dispatch.interfaces import TextScore
from dispatch.transcribe.features import RATE_HZ, FloatArray
from dispatch.transcribe.prepare import prepared
from dispatch.transcribe.runtime import ROWS_PER_SECOND, Alignment
from dispatch.transcribe.tokens import WordTokens
from dispatch.values import Span

CACHED_MEMORIES = 64
"""About 3 MB each with base."""
CACHED_SCORES = 2048
"""Of texts: a quote and its alterations are asked about from several sides, half of them twice or more.
About 3 KB each."""
CACHED_CUT = 64
"""Of texts that are longer than the model takes, by what it takes of them."""
MAX_TEXT_TOKENS = 220
"""Half of the decoder's 448 positions, as far as it was trained to write in one window."""
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffd]")
Place = tuple[str, int]
"""A window: its key, and how many samples it has."""
_Key = TypeVar("_Key")
_Found = TypeVar("_Found")
FLOOR = 1e-10
"""Least probability of a token: the logarithm of 0 would outweigh all others."""


_Memory = TypeVar("_Memory")
_Item = TypeVar("_Item")


class Spelling(Protocol):
    """A model's tokenizer."""

    def encode(self, text: str) -> Sequence[int]: ...

    def words(self, tokens: Sequence[int]) -> list[WordTokens]: ...


class Listener(Protocol[_Memory]):
    """A loaded model: sound to what its decoder listens to, and that to the probabilities of tokens."""

    @property
    def tokens(self) -> Spelling: ...

    def memories(self, windows: Sequence[FloatArray], /) -> list[_Memory]: ...

    def align(self, memory: _Memory, tokens: Sequence[int], rows: int) -> Alignment: ...

    def each(self, work: Callable[[_Item], _Found], items: Iterable[_Item]) -> list[_Found]: ...


class Scorer(Generic[_Memory]):
    """Scores texts on windows of sound with a loaded model, what was found of the last ones kept."""

    def __init__(self, listener: Listener[_Memory], memories: int = CACHED_MEMORIES) -> None:
        self._listener = listener
        self._memories_kept = memories
        self._memories: OrderedDict[Place, _Memory] = OrderedDict()
        self._cut: OrderedDict[tuple[Place, tuple[int, ...]], Alignment] = OrderedDict()
        self._scores: OrderedDict[tuple[Place, str], TextScore] = OrderedDict()

    def score(
        self, samples: FloatArray, texts: Sequence[str], *, key: str | None = None
    ) -> tuple[TextScore, ...]:
        """Score each text on ``samples`` (at most 30 s at 16 kHz), all on one encoder output.

        A text too long for the model is scored as far as it goes, times the tokens it has.
        """
        place = place_of(samples, key)
        known = {text: _again(self._scores, (place, text)) for text in texts if (place, text) in self._scores}
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        for score in self._scored(samples, place, fresh) if fresh else ():
            known[score.text] = score
            _keep(self._scores, (place, score.text), score, CACHED_SCORES)
        return tuple(known[text] for text in texts)

    def memory(self, samples: FloatArray, *, key: str | None = None) -> _Memory:
        """What the model's decoder listens to of a window, made once as long as it is among the last ones."""
        return self._memory(samples, place_of(samples, key))

    def _memory(self, samples: FloatArray, place: Place) -> _Memory:
        if place not in self._memories:
            memory = self._listener.memories([prepared(samples)])[0]
            _keep(self._memories, place, memory, self._memories_kept)
        return _again(self._memories, place)

    def _scored(self, samples: FloatArray, place: Place, texts: Sequence[str]) -> list[TextScore]:
        memory = self._memory(samples, place)
        rows = max(1, math.ceil(len(samples) / RATE_HZ * ROWS_PER_SECOND))
        written = [tuple(self._listener.tokens.encode(as_written(text))) for text in texts]
        taken = dict.fromkeys(tokens[:MAX_TEXT_TOKENS] for tokens in written)
        aligned = {part: _again(self._cut, (place, part)) for part in taken if (place, part) in self._cut}
        fresh = [part for part in taken if part not in aligned]
        found = self._listener.each(lambda part: self._listener.align(memory, part, rows), fresh)
        aligned |= zip(fresh, found, strict=True)
        for tokens in written:  # other wordings of a text too long may differ only in what is cut off
            part = tokens[:MAX_TEXT_TOKENS]
            if len(part) < len(tokens):
                _keep(self._cut, (place, part), aligned[part], CACHED_CUT)
        return [
            self._of(text, tokens, aligned[tokens[:MAX_TEXT_TOKENS]])
            for text, tokens in zip(texts, written, strict=True)
        ]

    def _of(self, text: str, tokens: tuple[int, ...], alignment: Alignment) -> TextScore:
        used = tokens[:MAX_TEXT_TOKENS]
        logs = [math.log(max(p, FLOOR)) for p in alignment.probabilities]
        total = sum(logs) * (len(tokens) / len(used) if used else 1.0)
        return TextScore(text, total, len(tokens), self._words(used, logs, alignment))

    def _words(
        self, tokens: Sequence[int], logs: Sequence[float], alignment: Alignment
    ) -> tuple[tuple[str, float, Span], ...]:
        starts_ms = [round(start * 1000) for start in alignment.starts_s]
        return tuple(
            (
                word.text.strip(),
                sum(logs[word.first : word.last]),
                Span(starts_ms[word.first], max(starts_ms[word.first], starts_ms[word.last])),
            )
            for word in self._listener.tokens.words(tokens)
        )


def place_of(samples: FloatArray, key: str | None) -> Place:
    name = key if key is not None else hashlib.blake2b(samples.tobytes(), digest_size=16).hexdigest()
    return name, len(samples)


def _again(store: OrderedDict[_Key, _Found], key: _Key) -> _Found:
    """What was found under a key, used last of all now."""
    store.move_to_end(key)
    return store[key]


def _keep(store: OrderedDict[_Key, _Found], key: _Key, found: _Found, most: int) -> None:
    """Keep what was found under a key; of the others the last used ones stay."""
    store[key] = found
    store.move_to_end(key)
    if len(store) > most:
        store.popitem(last=False)


def as_written(text: str) -> str:
    """A text as the model begins one: single spaces, and one before the first word.

    What stands for no character (half a one, or the mark of a byte that was none) is left out.

    Example:
        >>> as_written("go  ahead")
        ' go ahead'
        >>> as_written("go \\ud800 ahead\\ufffd")
        ' go ahead'
        >>> as_written("  ")
        ''
    """
    joined = " ".join(_NO_CHARACTER.sub("", text).split())
    return f" {joined}" if joined else ""
