"""What a second model makes of a window, whatever kind of model it is."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from dispatch.transcribe.decoding import BAD, Decoder, Sound
from dispatch.transcribe.features import FloatArray
from dispatch.transcribe.runtime import ROWS_PER_SECOND, Runtime
from dispatch.transcribe.scoring import FLOOR, MAX_TEXT_TOKENS, Spelling, as_written

FIRST_SHARE = 0.6
"""What the first Whisper's likelihood counts beside another's; docs/benchmarks.md has other shares."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What another model read in a window."""

    text: str
    is_absurd: bool
    """Whether it repeats itself, or says more than anybody could."""
    encoded: FloatArray
    """The window as that model's encoder leaves it."""
    duration_s: float


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likely texts are in one window, natural logarithms, by what a model gives each of their tokens.

    Args:
        tokens: the model's tokenizer.
        log_probs: of each of so many tokens, given those before it.
    """

    tokens: Spelling
    log_probs: Callable[[Sequence[int]], Sequence[float]]

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


class SecondEar(Protocol):
    """A model that reads windows after another, and says how likely texts are there."""

    @property
    def first_share(self) -> float:
        """What the first model's log-likelihood counts beside this one's, 0..1."""
        ...

    def opinions(self, sounds: Sequence[Sound]) -> list[Opinion]:
        """What is read in each window, in order."""
        ...

    def likelihood(self, opinion: Opinion) -> Likelihood:
        """How likely texts are in the window of an opinion of this ear's."""
        ...


@dataclass(frozen=True, slots=True)
class WhisperEar:
    """Another Whisper model."""

    decoder: Decoder
    first_share: float = FIRST_SHARE

    def opinions(self, sounds: Sequence[Sound]) -> list[Opinion]:
        return [
            Opinion(one.text, bool(BAD.intersection(one.doubts)), one.memory, sound.duration_s)
            for one, sound in zip(self.decoder.read(sounds), sounds, strict=True)
        ]

    def likelihood(self, opinion: Opinion) -> Likelihood:
        return likelihood_by(self.decoder.runtime, opinion.encoded, opinion.duration_s)


def likelihood_by(runtime: Runtime, memory: FloatArray, duration_s: float) -> Likelihood:
    """How likely texts are by a Whisper model, given its memory of the window."""
    rows = max(1, math.ceil(duration_s * ROWS_PER_SECOND))

    def log_probs(tokens: Sequence[int]) -> list[float]:
        return [math.log(max(p, FLOOR)) for p in runtime.align(memory, tokens, rows).probabilities]

    return Likelihood(runtime.tokens, log_probs)
