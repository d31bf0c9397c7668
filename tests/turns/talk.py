"""Conversations made up for tests: who says what, with voices that are vectors and need no model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dispatch.interfaces import SAMPLE_RATE_HZ
from dispatch.turns import SourceMark, TurnHints, Turns, attribute
from dispatch.values import Recording, Span, Transmission

Samples = NDArray[np.float32]
SPEECH_MS = 2500
PAUSE_MS = 1500
SAME, DIFFERENT = 0.8, 0.35
"""Cosines of real embeddings of one speaker, and of two, on one noisy channel."""


@dataclass(frozen=True)
class Line:
    speaker: str
    text: str
    console: bool
    speech_ms: int = SPEECH_MS
    confidence: float = 0.9


def line(speaker: str, text: str, speech_ms: int = SPEECH_MS) -> Line:
    """Speakers whose name begins with D sit at a console."""
    return Line(speaker, text, speaker.startswith("D"), speech_ms)


class Sound:
    """Each transmission's samples are its own number, so that the embedder below knows whose it is."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self.channels = (0,)
        self.duration_ms = spans[-1].end_ms + 1000

    @property
    def recording(self) -> Recording:
        return Recording("made.wav", "0" * 64, 0, "wav", "pcm", 16000, 1, self.duration_ms)

    def read(self, channel: int, span: Span) -> Samples:
        samples = np.zeros(span.duration_ms * SAMPLE_RATE_HZ // 1000, dtype=np.float32)
        for number, spoken in enumerate(self.spans):
            shared = spoken & span
            if shared is not None:
                first = (shared.start_ms - span.start_ms) * SAMPLE_RATE_HZ // 1000
                last = (shared.end_ms - span.start_ms) * SAMPLE_RATE_HZ // 1000
                samples[first:last] = (number + 1) / 65536
        return samples


class Voices:
    """Embeds a transmission as its speaker's vector, what the channel adds to all, and chance."""

    dimension = 192

    def __init__(self, speakers: Sequence[str], seed: int = 0) -> None:
        self.rng = np.random.default_rng(seed)
        self.common = self._direction()
        self.own = {name: self._direction() for name in dict.fromkeys(speakers)}
        self.speakers = speakers
        self.embedded_ms: list[int] = []

    def _direction(self) -> NDArray[np.float64]:
        vector = self.rng.normal(size=self.dimension)
        return np.asarray(vector / np.linalg.norm(vector))

    def embed(self, windows: Sequence[Samples]) -> Samples:
        rows = []
        for window in windows:
            self.embedded_ms.append(len(window) * 1000 // SAMPLE_RATE_HZ)
            name = self.speakers[round(float(window.max()) * 65536) - 1]
            parts = (
                (DIFFERENT, self.common),
                (SAME - DIFFERENT, self.own[name]),
                (1 - SAME, self._direction()),
            )
            row = sum(np.sqrt(share) * vector for share, vector in parts)
            rows.append(row / np.linalg.norm(row))
        return np.array(rows, dtype=np.float32)


def transmissions(talk: Sequence[Line]) -> tuple[Transmission, ...]:
    said, at = [], 1000
    for number, one in enumerate(talk):
        span = Span(at, at + one.speech_ms)
        said.append(Transmission(number, span, text=one.text, confidence=one.confidence))
        at += one.speech_ms + PAUSE_MS
    return tuple(said)


def told(talk: Sequence[Line], hints: TurnHints | None = None, *, sound: bool = True, seed: int = 0) -> Turns:
    """What attribution makes of a conversation."""
    said = transmissions(talk)
    voices = Voices([one.speaker for one in talk], seed)
    audio = Sound([one.span for one in said]) if sound else None
    return attribute(audio, said, voices if sound else None, hints or TurnHints())


def marks(talk: Sequence[Line], ids: dict[str, str], shift_ms: int = 0) -> tuple[SourceMark, ...]:
    """What a recorder that decodes ids writes down; a speaker without an id has -1."""
    return tuple(
        SourceMark(max(0, said.span.start_ms + shift_ms), ids.get(one.speaker, "-1"))
        for said, one in zip(transmissions(talk), talk, strict=True)
    )


def role_accuracy(talk: Sequence[Line], turns: Turns) -> float:
    right = [
        said.role.value == ("dispatcher" if one.console else "unit")
        for said, one in zip(turns.transmissions, talk, strict=True)
    ]
    return sum(right) / len(right)


def one_voice_each(talk: Sequence[Line], turns: Turns) -> bool:
    """Whether speakers found and true are the same but for their names."""
    pairs = {(said.speaker, one.speaker) for said, one in zip(turns.transmissions, talk, strict=True)}
    return len(pairs) == len({a for a, _ in pairs}) == len({b for _, b in pairs})


def shift(console: str = "D", units: Sequence[int] = (12, 31, 44)) -> list[Line]:
    """A quarter of an hour at a console: each unit is sent, answers, arrives and clears."""
    talk: list[Line] = []
    for street, unit in zip(("Mill Road", "Cedar Street", "the depot", "Fifth Avenue"), units, strict=False):
        name = f"U{unit}"
        talk += [
            line(console, f"Car {unit}, respond to an alarm at {street}."),
            line(name, f"Car {unit}, we're on the way from the bridge."),
            line(console, f"{unit}, be advised the caller is still on the line."),
            line(name, f"Car {unit} is on scene, I'm going to the back door."),
            line(console, f"{unit}, go ahead with the name."),
            line(name, "It was the owner. We're clear, no report."),
            line(console, f"Copy {unit}, clear at 2140 hours."),
        ]
    return talk
