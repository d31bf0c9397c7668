"""Recordings made for the tests: clicks at known times, written in every format, and found again."""

from __future__ import annotations

import io
import shutil
import struct
import tempfile
from pathlib import Path
from typing import Any

import av
import numpy as np
import soundfile
from numpy.typing import NDArray

from dispatch.interfaces import SAMPLE_RATE_HZ, Audio
from dispatch.values import Span

Samples = NDArray[np.float32]

CLICK_HZ = 1000
CLICK_S = 0.005
ENCODERS = {
    "mp3": ("mp3", "libmp3lame"),
    "opus": ("ogg", "libopus"),
    "m4a": ("ipod", "aac"),
    "aac": ("adts", "aac"),
    "mka": ("matroska", "libopus"),
}


def clicks(seconds: float, rate_hz: int, *, every: float = 1.0, noise: float = 0.003) -> Samples:
    """A short tone burst at each whole multiple of ``every`` seconds but 0, over soft noise."""
    samples = np.random.default_rng(7).normal(size=round(seconds * rate_hz)) * noise
    burst = 0.6 * np.sin(2 * np.pi * CLICK_HZ * np.arange(int(CLICK_S * rate_hz)) / rate_hz)
    for number in range(1, int(seconds / every)):
        start = round(number * every * rate_hz)
        samples[start : start + len(burst)] += burst[: len(samples) - start]
    return samples.astype(np.float32)


def click_offsets_ms(audio: Audio, *, every: float = 1.0, channel: int = 0) -> list[float | None]:
    """By how much each click comes late; None where none is heard within 200 ms of its time."""
    whole = audio.read(channel, Span(0, audio.duration_ms + 1)).astype(np.float64)
    burst = np.sin(2 * np.pi * CLICK_HZ * np.arange(int(CLICK_S * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ)
    reach = SAMPLE_RATE_HZ // 5
    found: list[float | None] = []
    for number in range(1, int(len(whole) / SAMPLE_RATE_HZ / every)):
        at = round(number * every * SAMPLE_RATE_HZ)
        start = max(0, at - reach)
        match = np.abs(np.correlate(whole[start : at + reach], burst, "valid"))
        best = int(np.argmax(match)) if len(match) else 0
        heard = len(match) > 0 and match[best] > 0.25 * len(burst) * 0.6
        found.append(1000 * (start + best - at) / SAMPLE_RATE_HZ if heard else None)
    return found


def written(samples: Samples, rate_hz: int, kind: str, subtype: str | None = None) -> bytes:
    """The bytes of a recording, shape (n,) or (n, channels), as libsndfile writes them."""
    buffer = io.BytesIO()
    soundfile.write(buffer, samples, rate_hz, format=kind, subtype=subtype)
    return buffer.getvalue()


def encoded(samples: Samples, rate_hz: int, kind: str, **options: str) -> bytes:
    """The bytes of a mono recording as libavformat writes them; ``kind`` is a key of :data:`ENCODERS`."""
    form, codec = ENCODERS[kind]
    path = Path(tempfile.mkdtemp()) / "a"
    with av.open(str(path), "w", format=form, options=options) as container:
        stream: Any = container.add_stream(codec, rate=rate_hz, layout="mono")
        stream.bit_rate = 32_000
        frame = av.AudioFrame.from_ndarray(samples[None], format="flt", layout="mono")
        frame.sample_rate, frame.pts = rate_hz, 0
        queue = av.AudioFifo()
        for converted in av.AudioResampler(stream.format.name, "mono", rate_hz).resample(frame):
            queue.write(converted)
        container.start_encoding()
        while piece := queue.read(stream.frame_size, partial=True):
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    data = path.read_bytes()
    shutil.rmtree(path.parent)
    return data


def chunk_offset(wav: bytes, name: bytes) -> int:
    """Where the body of a RIFF chunk begins."""
    at = 12
    while at < len(wav):
        kind, size = struct.unpack_from("<4sI", wav, at)
        if kind == name:
            return at + 8
        at += 8 + size + size % 2
    raise AssertionError(f"no {name!r} chunk")
