"""What a second model makes of a window, whatever kind of model it is."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from dispatch.transcribe.decoding import BAD, Decoder, Reading, Sound
from dispatch.transcribe.features import FloatArray
from dispatch.transcribe.runtime import ROWS_PER_SECOND, Runtime
from dispatch.transcribe.scoring import FLOOR, MAX_TEXT_TOKENS, Spelling, as_written

FIRST_SHARE = 0.6
"""What the first Whisper's likelihood counts beside another's; docs/benchmarks.md has other shares."""


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likely texts are in one window, natural logarithms, by what a model gives each of their tokens.

    Args:
        tokens: the model's tokenizer.
        log_probs: of each of so many tokens, given those before it.
    """

    tokens: Spelling
    log_probs: Callable[[tuple[int, ...]], Sequence[float]]

    def text(self, text: str) -> float:
        """Of a whole text."""
        return sum(self.log_probs(self._written(text)))

    def words(self, text: str) -> tuple[float, ...]:
        """Of each word of a text, the mean of its tokens."""
        written = self._written(text)
        logs = self.log_probs(written)
        spelled = [word for word in self.tokens.words(written) if word.text.strip()]
        return tuple(sum(logs[one.first : one.last]) / (one.last - one.first) for one in spelled)

    def _written(self, text: str) -> tuple[int, ...]:
        return tuple(self.tokens.encode(as_written(text))[:MAX_TEXT_TOKENS])


@dataclass(frozen=True, slots=True)
class Opinion:
    """What another model read in a window."""

    text: str
    is_absurd: bool
    """Whether it repeats itself, or says more than anybody could."""
    likelihood: Likelihood
    """How likely texts are there by that model. It holds what the model hears: some megabytes."""


class SecondEar(Protocol):
    """A model that reads windows after another, and says how likely texts are there."""

    @property
    def first_share(self) -> float:
        """What the first model's log-likelihood counts beside this one's, 0..1."""
        ...

    def opinions(self, sounds: Sequence[Sound], drafts: Sequence[str]) -> list[Opinion]:
        """What is read in each window, in order.

        Args:
            sounds: of the windows.
            drafts: what the first model read in each. They may make a reading quicker, and change none.
        """
        ...


@dataclass(frozen=True, slots=True)
class WhisperEar:
    """Another Whisper model."""

    decoder: Decoder
    first_share: float = FIRST_SHARE

    def opinions(self, sounds: Sequence[Sound], drafts: Sequence[str]) -> list[Opinion]:
        return [self._opinion(*one) for one in zip(self.decoder.read(sounds), sounds, strict=True)]

    def _opinion(self, reading: Reading, sound: Sound) -> Opinion:
        likelihood = likelihood_by(self.decoder.runtime, reading.memory, sound.duration_s)
        return Opinion(reading.text, bool(BAD.intersection(reading.doubts)), likelihood)


def likelihood_by(runtime: Runtime, memory: FloatArray, duration_s: float) -> Likelihood:
    """How likely texts are by a Whisper model, given its memory of the window."""
    rows = max(1, math.ceil(duration_s * ROWS_PER_SECOND))

    def log_probs(tokens: tuple[int, ...]) -> list[float]:
        return [math.log(max(p, FLOOR)) for p in runtime.align(memory, tokens, rows).probabilities]

    return Likelihood(runtime.tokens, functools.cache(log_probs))
