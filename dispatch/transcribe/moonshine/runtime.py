"""Moonshine on ONNX Runtime behind plain values: sound to memory, memory to tokens and likelihoods.

The decoder keeps keys and values of what it has read: of the sound, the same for every text of a window, and
of the tokens so far. Both are made once and given back to it.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from dispatch.transcribe.features import RATE_HZ, FloatArray
from dispatch.transcribe.moonshine.drafts import Draft
from dispatch.transcribe.moonshine.files import DECODER, ENCODER, VOCABULARY, MoonshineFiles, session
from dispatch.transcribe.moonshine.tokens import END, START, MoonshineTokens, read_vocabulary
from dispatch.transcribe.runtime import ROWS_PER_SECOND, Alignment
from dispatch.workers import Workers

TOKENS_PER_SECOND = 6.5
"""The most that speech has, by the model's authors: what goes on has lost itself."""
SPARE_TOKENS = 6
LEAST_SAMPLES = RATE_HZ // 4
"""Shorter sound is followed by silence: the encoder makes no row of less than a twelfth of a second."""
_CACHED = "past_key_values"
_HEARD = ".encoder."

_Item = TypeVar("_Item")
_Found = TypeVar("_Found")
_Cache = Mapping[str, FloatArray]
"""Keys and values of each layer, by the name that the decoder takes them under."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What the decoder listens to: the sound's keys and values, and the start of a text read."""

    rows: FloatArray
    """The encoder's output, shape (1, rows, width), 41 rows a second."""
    start: _Cache
    first: FloatArray
    """Log-probability of each token as the first, shape (tokens,)."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """The likeliest text, token by token."""

    tokens: tuple[int, ...]
    avg_log_prob: float
    """Natural logarithm, for each token and the end of text."""
    ran_out: bool
    """Whether it was stopped at the most tokens that fit its duration."""


class MoonshineRuntime:
    """The loaded model. Its workers may ask it side by side.

    Raises:
        ModelError: if it can't be loaded.
    """

    def __init__(self, files: MoonshineFiles, workers: int) -> None:
        self._encoder, self._decoder, self.tokens = _loaded(files)
        self._workers = Workers(workers)
        inputs = {one.name: one.shape for one in self._decoder.get_inputs()}
        self._empty = {
            name: np.zeros((1, shape[1], 0, shape[3]), np.float32)
            for name, shape in inputs.items()
            if name.startswith(_CACHED)
        }
        self._written = [name for name in self._empty if _HEARD not in name]

    def each(self, work: Callable[[_Item], _Found], items: Iterable[_Item]) -> list[_Found]:
        """What ``work`` makes of each item, in order; as many at a time as there are workers."""
        return self._workers.each(work, items)

    def memories(self, windows: Sequence[FloatArray]) -> list[Memory]:
        """What the decoder listens to of each window, mono sound at 16 kHz."""
        return self.each(lambda window: self.memory(self.encode(window)), windows)

    def encode(self, samples: FloatArray) -> FloatArray:
        """The encoder's output for mono sound at 16 kHz, shape (1, rows, width)."""
        missing = max(0, LEAST_SAMPLES - len(samples))
        rows: FloatArray = self._encoder.run(None, {"input_values": np.pad(samples, (0, missing))[None]})[0]
        return rows

    def memory(self, rows: FloatArray) -> Memory:
        """What the decoder keeps of an encoder's output, whatever text it is then asked about."""
        logits, start = self._run([START], rows, self._empty, list(self._empty), keeps_sound=False)
        return Memory(rows, start, _log_softmax(logits)[-1])

    def greedy(self, memory: Memory, seconds: float, draft: Sequence[int] = ()) -> Decoding:
        """The likeliest token after each other, as many as so many seconds can hold.

        Args:
            draft: tokens of another model's text of the same sound. They change how long it takes, no text.
        """
        most = SPARE_TOKENS + int(seconds * TOKENS_PER_SECOND)
        text = Draft(draft, self.tokens)
        cache, logs = memory.start, memory.first
        written: list[int] = []
        total, at = 0.0, 0
        while True:
            token = int(logs.argmax())
            total += float(logs[token])
            if token == END or len(written) == most:
                return Decoding(tuple(written), total / (len(written) + 1), token != END)
            at = text.behind(at, token)
            guess = text.ahead(at)[: most - len(written) - 1]
            logits, made = self._run([token, *guess], memory.rows, cache, self._written)
            after = _log_softmax(logits)
            right = _as_written(after, guess)
            total += sum(float(after[k, guess[k]]) for k in range(right))
            written += [token, *guess[:right]]
            at, logs = at + right, after[right]
            cache = self._first(made, 1 + len(written))

    def _first(self, cache: _Cache, tokens: int) -> _Cache:
        """Keys and values of so many tokens, a text's start among them; what was read behind is left out."""
        return {name: kept[:, :, :tokens] if name in self._written else kept for name, kept in cache.items()}

    def align(self, memory: Memory, tokens: Sequence[int], rows: int) -> Alignment:
        """Each token's probability given the sound and the tokens before it, the end of text left out.

        When they were said this model doesn't tell: all begin with the window of so many ``rows``.
        """
        logs = self.log_probs(memory, tokens)[:-1]
        return Alignment(tuple(map(math.exp, logs)), (0.0,) * len(tokens) + (rows / ROWS_PER_SECOND,))

    def log_probs(self, memory: Memory, tokens: Sequence[int]) -> tuple[float, ...]:
        """Log-probability of each token and of the text's end after them, given the tokens before."""
        if not tokens:
            return (float(memory.first[END]),)
        logits, _ = self._run(tokens, memory.rows, memory.start, [])
        after = _log_softmax(logits)
        told = [memory.first[tokens[0]], *(after[at, one] for at, one in enumerate((*tokens[1:], END)))]
        return tuple(float(one) for one in told)

    def _run(
        self,
        tokens: Sequence[int],
        rows: FloatArray,
        cache: _Cache,
        kept: Sequence[str],
        *,
        keeps_sound: bool = True,
    ) -> tuple[FloatArray, _Cache]:
        """Logits after each token, shape (tokens, vocabulary), and the cache with ``kept`` made anew.

        One token is read twice, so that the cache may hold one more than was asked: a single row is added up
        in another order than several, which are the same to the bit however many they are.
        """
        several = [*tokens, *tokens] if keeps_sound and len(tokens) == 1 else tokens
        given: dict[str, Any] = {
            "input_ids": np.array([several], np.int64),
            "encoder_hidden_states": rows,
            "use_cache_branch": np.array([keeps_sound]),
            **cache,
        }
        asked = ["logits", *(name.replace(_CACHED, "present") for name in kept)]
        logits, *made = self._decoder.run(asked, given)
        return logits[0, : len(tokens)], {**cache, **dict(zip(kept, made, strict=True))}


def _as_written(after: FloatArray, guess: Sequence[int]) -> int:
    """How many tokens of a guess are those that would have been written, one after the other."""
    likeliest = after.argmax(axis=-1)
    return next((k for k, token in enumerate(guess) if likeliest[k] != token), len(guess))


def _log_softmax(logits: FloatArray) -> FloatArray:
    shifted = logits - logits.max(axis=-1, keepdims=True)
    found: FloatArray = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return found


@functools.lru_cache(maxsize=1)
def _loaded(files: MoonshineFiles) -> tuple[Any, Any, MoonshineTokens]:
    """Encoder, decoder and tokens, kept for whoever opens them again: loading takes two seconds."""
    folder = files.folder
    return session(folder / ENCODER), session(folder / DECODER), read_vocabulary(folder / VOCABULARY)
