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
from collections.abc import Sequence
from typing import TypeVar

from dispatch.interfaces import TextScore
from dispatch.transcribe.features import RATE_HZ, FloatArray
from dispatch.transcribe.prepare import prepared
from dispatch.transcribe.runtime import ROWS_PER_SECOND, Alignment, Runtime
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
_Place = tuple[str, int]
"""A window: its key, and how many samples it has."""
_Key = TypeVar("_Key")
_Found = TypeVar("_Found")
FLOOR = 1e-10
"""Least probability of a token: the logarithm of 0 would outweigh all others."""


class Scorer:
    """Scores texts on windows of sound with a loaded model, what was found of the last ones kept."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._memories: OrderedDict[_Place, FloatArray] = OrderedDict()
        self._cut: OrderedDict[tuple[_Place, tuple[int, ...]], Alignment] = OrderedDict()
        self._scores: OrderedDict[tuple[_Place, str], TextScore] = OrderedDict()

    def score(
        self, samples: FloatArray, texts: Sequence[str], *, key: str | None = None
    ) -> tuple[TextScore, ...]:
        """Score each text on ``samples`` (at most 30 s at 16 kHz), all on one encoder output.

        A text too long for the model is scored as far as it goes, times the tokens it has.
        """
        place = _place(samples, key)
        known = {text: _again(self._scores, (place, text)) for text in texts if (place, text) in self._scores}
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        for score in self._scored(samples, place, fresh) if fresh else ():
            known[score.text] = score
            _keep(self._scores, (place, score.text), score, CACHED_SCORES)
        return tuple(known[text] for text in texts)

    def _scored(self, samples: FloatArray, place: _Place, texts: Sequence[str]) -> list[TextScore]:
        if place not in self._memories:
            memory = self._runtime.memories([prepared(samples)])[0]
            _keep(self._memories, place, memory, CACHED_MEMORIES)
        memory = _again(self._memories, place)
        rows = max(1, min(len(memory), math.ceil(len(samples) / RATE_HZ * ROWS_PER_SECOND)))
        written = [tuple(self._runtime.tokens.encode(as_written(text))) for text in texts]
        taken = dict.fromkeys(tokens[:MAX_TEXT_TOKENS] for tokens in written)
        aligned = {part: _again(self._cut, (place, part)) for part in taken if (place, part) in self._cut}
        fresh = [part for part in taken if part not in aligned]
        found = self._runtime.each(lambda part: self._runtime.align(memory, part, rows), fresh)
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
            for word in self._runtime.tokens.words(tokens)
        )


def _place(samples: FloatArray, key: str | None) -> _Place:
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
