"""Radio made for the tests: the samples' voices keyed at known times, and sounds that are no voice."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import signal

from dispatch.audio.decode import open_audio
from dispatch.audio.morse import CODE
from dispatch.interfaces import SAMPLE_RATE_HZ as RATE
from dispatch.values import Recording, Span

Samples = NDArray[np.float32]
SAMPLES = Path(__file__).parents[2] / "audio_samples"
_BAND = signal.butter(4, (300, 3000), "bandpass", fs=RATE, output="sos")


@dataclass(frozen=True)
class Memory:
    """Sound in memory, as :class:`dispatch.interfaces.Audio`."""

    sound: tuple[Samples, ...]

    @property
    def recording(self) -> Recording:
        return Recording("memory", "", 0, "wav", "pcm", RATE, len(self.sound), self.duration_ms)

    @property
    def channels(self) -> tuple[int, ...]:
        return tuple(range(len(self.sound)))

    @property
    def duration_ms(self) -> int:
        return len(self.sound[0]) * 1000 // RATE

    def read(self, channel: int, span: Span) -> Samples:
        per_ms = RATE // 1000
        return self.sound[channel][span.start_ms * per_ms : span.end_ms * per_ms]


def noise(rng: np.random.Generator, seconds: float, db: float) -> Samples:
    """Noise of the voice band at a level relative to full scale."""
    made = signal.sosfilt(_BAND, rng.normal(size=round(seconds * RATE) + 800))[800:]
    return (made / 0.41 * 10 ** (db / 20)).astype(np.float32)


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


def tone(hertz: float | tuple[float, ...], seconds: float, amplitude: float = 0.2) -> Samples:
    t = np.arange(round(seconds * RATE)) / RATE
    made = sum(np.sin(2 * np.pi * f * t) for f in np.atleast_1d(hertz))
    return np.asarray(amplitude * made, np.float32)


def keyed_data(rng: np.random.Generator, seconds: float) -> Samples:
    """1200 and 1800 Hz keyed at 1200 baud."""
    at = np.arange(round(seconds * RATE)) * 1200 // RATE
    hertz = np.where(rng.integers(0, 2, at[-1] + 1)[at], 1800, 1200)
    return np.asarray(0.2 * np.sin(2 * np.pi * np.cumsum(hertz) / RATE), np.float32)


def morse(text: str, words_per_minute: float, hertz: float) -> Samples:
    signs = {letter: sign for sign, letter in CODE.items()}
    unit = 1.2 / words_per_minute
    made = []
    for word in text.split():
        for letter in word:
            for sign in signs[letter]:
                made += [tone(hertz, unit if sign == "." else 3 * unit), silence(unit)]
            made.append(silence(2 * unit))
        made.append(silence(4 * unit))
    return np.concatenate(made)


def voices() -> list[Samples]:
    """The clear transmissions of one sample, as they were sent."""
    truth = json.loads((SAMPLES / "fire-maplecourt.truth.json").read_text())
    audio = open_audio(SAMPLES / truth["audio"])
    spans = [
        Span(round(said["start"] * 1000), round(said["end"] * 1000))
        for said in truth["transmissions"]
        if said["condition"] == "clear"
    ]
    return [audio.read(0, span) for span in spans]


@dataclass(frozen=True)
class Channel:
    """Noise, dB: of the idle channel (None: digital silence), under a voice; and how long a tail is."""

    idle_db: float | None
    carrier_db: float
    tail_s: float = 0.0


CHANNELS = {
    "squelched": Channel(-62, -42, tail_s=0.12),
    "digital": Channel(None, -58),
    "open squelch": Channel(-28, -52),
    "AM": Channel(-72, -40),
}


def exchange(
    channel: Channel, gap_s: float, lengths_s: tuple[float, ...], seed: int = 0
) -> tuple[Samples, list[Span]]:
    """Turns of about these lengths with so long a gap between one key and the next, and where voices are."""
    rng = np.random.default_rng(seed)
    known = voices()

    def idle(seconds: float) -> Samples:
        return silence(seconds) if channel.idle_db is None else noise(rng, seconds, channel.idle_db)

    parts, spans = [idle(2)], []
    for number, length_s in enumerate(lengths_s):
        voice = _about(known[number % len(known)], length_s)
        lead, trail = (round(rng.uniform(0.06, 0.2) * RATE) for _ in range(2))
        start = sum(map(len, parts)) + lead
        keyed = np.concatenate([np.zeros(lead, np.float32), voice, np.zeros(trail, np.float32)])
        parts.append(keyed + noise(rng, len(keyed) / RATE, channel.carrier_db))
        parts += [noise(rng, channel.tail_s, -20), idle(gap_s)]
        spans.append(Span(start * 1000 // RATE, (start + len(voice)) * 1000 // RATE))
    return np.concatenate([*parts, idle(2)]), spans


def _about(voice: Samples, length_s: float) -> Samples:
    """The voice at a usual level, ended where it is quietest near that length."""
    power = np.convolve(voice**2, np.ones(480) / 480, "same")
    want = round(length_s * RATE)
    low, high = max(RATE // 5, want - RATE // 7), min(len(voice), want + RATE // 7)
    end = low + int(np.argmin(power[low:high])) if low < high else len(voice)
    made = voice[:end] / np.sqrt(np.mean(voice**2)) * 10 ** (-22 / 20)
    edge = np.minimum(1, np.minimum(np.arange(end), np.arange(end)[::-1]) / 160)
    return np.asarray(made * edge, np.float32)
