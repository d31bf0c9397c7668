"""What stages ask of each other: Protocols between the nouns and the stages.

A stage never imports another stage's modules. What crosses is a value or one of these, so that
an engine can be replaced by writing one file and one line in a registry, and every implementation
passes the same contract test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from dispatch.values import Engine, Heard, Recording, Span, Stretch, Transcript

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float32]

SAMPLE_RATE_HZ = 16_000
"""Rate of all decoded audio: what the recogniser and the speaker embedding take."""

Progress = Callable[[float], None]
"""Told the share done, 0..1, of one recording's stage."""


class Audio(Protocol):
    """Decoded audio of one recording, mono per channel at :data:`SAMPLE_RATE_HZ`, read in pieces.

    Of channels with the same sound the first counts. Reading past either end gives what there is.
    """

    @property
    def recording(self) -> Recording: ...

    @property
    def channels(self) -> tuple[int, ...]:
        """The channels with sound of their own, numbered as in the file, from 0."""
        ...

    @property
    def duration_ms(self) -> int: ...

    def read(self, channel: int, span: Span) -> FloatArray:
        """Samples of ``span``, shape (n,), float32 in [-1, 1]."""
        ...


@dataclass(frozen=True, slots=True)
class Hearing:
    """A transcript and, where it is at hand, the sound it was made from."""

    transcript: Transcript
    audio: Audio | None = None


class Transcriber(Protocol):
    """Words for stretches of one recording, blind: nothing but sound goes in."""

    @property
    def engine(self) -> Engine: ...

    def hear(
        self, audio: Audio, stretches: Sequence[Stretch], progress: Progress | None = None
    ) -> Iterator[Heard]:
        """What is heard in each stretch, in the order given, one for each; empty text where nothing is."""
        ...


@dataclass(frozen=True, slots=True)
class TextScore:
    """How well a text explains a window of sound: teacher-forced, natural logarithms.

    ``words`` holds each word with its log-probability and its place in the window.
    """

    text: str
    log_prob: float
    """Sum over tokens."""
    tokens: int
    words: tuple[tuple[str, float, Span], ...]


class LikelihoodScorer(Protocol):
    """The acoustic model as a witness: how probable is this text, given this sound."""

    @property
    def engine(self) -> Engine: ...

    def score(
        self, samples: FloatArray, texts: Sequence[str], *, key: str | None = None
    ) -> tuple[TextScore, ...]:
        """Score each text on one window of at most 30 s at :data:`SAMPLE_RATE_HZ`.

        Scores of one call, and of windows of one length, may be compared with each other.
        ``key`` names the window, so that its encoder output can be cached and shared.
        """
        ...


@runtime_checkable
class Reader(Protocol):
    """A recogniser that reads a window by itself: told no words, and with no part in the transcript."""

    def read(self, samples: FloatArray, *, key: str | None = None, draft: str = "") -> str:
        """What it reads in a window of at most 30 s at :data:`SAMPLE_RATE_HZ`; empty for nothing or nonsense.

        ``key`` names the window, so that it is read once. ``draft`` is what another recogniser read there: it
        may make the reading quicker, and changes none.
        """
        ...


class SpeakerEmbedder(Protocol):
    """A voice as a vector: close vectors are likely one speaker."""

    @property
    def dimension(self) -> int: ...

    def embed(self, windows: Sequence[FloatArray]) -> FloatArray:
        """One row for each window (mono at :data:`SAMPLE_RATE_HZ`), shape (len(windows), dimension)."""
        ...
