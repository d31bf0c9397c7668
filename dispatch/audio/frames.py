"""What sound is like, every 10 ms: level, band levels, harmonicity, tonality.

All of it is relative to nothing but the samples, so frames of one moment are the same
whichever block of the recording they are computed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import fft, signal

from dispatch.interfaces import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dispatch.interfaces import FloatArray

    BoolArray = NDArray[np.bool_]

HOP_MS = 10
HOP = SAMPLE_RATE_HZ * HOP_MS // 1000
WINDOW = 512
"""Samples in a frame's window: 32 ms hold two periods of the lowest voices."""

BIN_HZ = SAMPLE_RATE_HZ / WINDOW
BAND_LOW_HZ, BAND_HIGH_HZ, BAND_WIDTH_HZ = 250.0, 3250.0, 200.0
BANDS = round((BAND_HIGH_HZ - BAND_LOW_HZ) / BAND_WIDTH_HZ)
"""A voice channel carries 300 to about 3000 Hz; equal widths give noise equal scatter in each band."""

LINE_LOW_HZ, LINE_HIGH_HZ = 200.0, 3700.0
"""Signalling tones lie here: Quick Call II from 282.2 to 3062.9 Hz, single tones up to about 3500."""

PITCH_LOW_HZ, PITCH_HIGH_HZ = 70.0, 420.0
FLOOR_DB = -120.0
ZERO_PEAK = 1.5 / 32768
"""Digital silence: nothing above the last bit of 16."""
CLIP_PEAK = 0.985
CHUNK_FRAMES = 4096


@dataclass(frozen=True, slots=True)
class Frames:
    """Measures of n consecutive frames; frame i is centred ``(i + 0.5) * HOP_MS`` after the first sample."""

    level_db: FloatArray
    """Mean power of the voice band within the hop, dB relative to full scale, shape (n,)."""
    bands_db: FloatArray
    """Power in each of the bands, dB, shape (n, BANDS)."""
    harmonicity: FloatArray
    """Height of the strongest pitch peak of the autocorrelation, about 0.2 in noise, shape (n,)."""
    peak_hz: FloatArray
    """Frequency of the strongest line and of the next, interpolated, shape (n, 2)."""
    purity: FloatArray
    """Share of the power in the strongest line, and in both: near 1 for a tone, for two. Shape (n, 2)."""
    zero: BoolArray
    """Digital silence, shape (n,)."""
    clipped: BoolArray

    def __len__(self) -> int:
        return len(self.level_db)


def frame_count(samples: int) -> int:
    """Whole hops in so many samples, the last partial one counted.

    Example:
        >>> frame_count(HOP), frame_count(HOP + 1), frame_count(0)
        (1, 2, 0)
    """
    return -(-samples // HOP)


def measure(samples: FloatArray) -> Frames:
    """The frames of mono samples at 16 kHz, shape (m,), in bounded working memory.

    Example:
        >>> t = np.arange(16000, dtype=np.float32) / 16000
        >>> frames = measure(0.5 * np.sin(2 * np.pi * 1000 * t).astype(np.float32))
        >>> len(frames), round(float(frames.level_db[50])), round(float(frames.peak_hz[50, 0]))
        (100, -9, 1000)
    """
    n = frame_count(len(samples))
    before = (WINDOW - HOP) // 2
    padded = np.zeros(n * HOP + WINDOW - HOP, np.float32)
    padded[before : before + len(samples)] = samples
    hops = padded[before : before + n * HOP].reshape(n, HOP)
    peak = np.abs(hops).max(axis=1, initial=0.0)
    power = _voice_power(hops)
    windows = np.zeros((0, WINDOW), np.float32)
    if n:
        windows = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
    parts = [_spectral(windows[i : i + CHUNK_FRAMES]) for i in range(0, n, CHUNK_FRAMES)]
    columns = zip(*parts, strict=True) if parts else ((part,) for part in _spectral(windows))
    bands, harmonicity, peak_hz, purity = (np.concatenate(column) for column in columns)
    return Frames(_db(power), bands, harmonicity, peak_hz, purity, peak < ZERO_PEAK, peak > CLIP_PEAK)


def _voice_power(hops: FloatArray) -> FloatArray:
    """Mean square of each hop without hum below the voice and hiss above it, shape (n,)."""
    state = np.zeros((len(_VOICE_BAND), 2), np.float32)
    parts = [np.zeros(0, np.float32)]
    for i in range(0, len(hops), CHUNK_FRAMES):
        chunk = hops[i : i + CHUNK_FRAMES]
        inside, state = signal.sosfilt(_VOICE_BAND, chunk.reshape(-1) + _DITHER[: chunk.size], zi=state)
        inside = inside.reshape(chunk.shape)
        parts.append(np.einsum("ij,ij->i", inside, inside) / HOP)
    return np.concatenate(parts)


def _db(power: FloatArray) -> FloatArray:
    return (10 * np.log10(np.maximum(power, 10 ** (FLOOR_DB / 10)))).astype(np.float32)


_VOICE_BAND = np.asarray(
    signal.butter(4, (BAND_LOW_HZ, LINE_HIGH_HZ), "bandpass", fs=SAMPLE_RATE_HZ, output="sos"), np.float32
)
_DITHER = np.random.default_rng(0).normal(0, 1e-8, CHUNK_FRAMES * HOP).astype(np.float32)
"""Far below any sound: keeps the filter's memory from fading into denormal numbers, which are slow."""
_WINDOW = np.asarray(signal.windows.hann(WINDOW, sym=False), np.float32)
_SCALE = np.float32(2 / (np.sum(_WINDOW**2) * WINDOW))
_FIRST, _LAST = round(BAND_LOW_HZ / BIN_HZ), round(BAND_HIGH_HZ / BIN_HZ)
_EDGES = np.round(np.linspace(_FIRST, _LAST, BANDS + 1)).astype(int)
_LAGS = slice(int(SAMPLE_RATE_HZ / PITCH_HIGH_HZ), int(SAMPLE_RATE_HZ / PITCH_LOW_HZ) + 1)
_LINES = slice(round(LINE_LOW_HZ / BIN_HZ), round(LINE_HIGH_HZ / BIN_HZ))
_LINE_REACH = 2
"""Bins to each side of a line's peak that the window's main lobe fills."""


def _spectral(windows: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """(bands_db, harmonicity, peak_hz, purity) of windows, shape (n, WINDOW)."""
    spectrum = fft.rfft(windows * _WINDOW, axis=1)
    power = (spectrum.real**2 + spectrum.imag**2) * _SCALE
    bands = _db(np.add.reduceat(power[:, :_LAST], _EDGES[:-1], axis=1))
    first_hz, first, rest = _strongest_line(power[:, _LINES].copy())
    second_hz, second, _ = _strongest_line(rest)
    total = power[:, _LINES].sum(axis=1) + _TINY
    lines = np.stack([first, first + second], axis=1) / total[:, None]
    return bands, _harmonicity(power), np.stack([first_hz, second_hz], axis=1), lines


_TINY = np.float32(1e-14)


def _strongest_line(power: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """(frequency, power of the line, what is left without it), the last in the array that was given."""
    rows = np.arange(len(power))
    top = np.clip(power.argmax(axis=1), _LINE_REACH, power.shape[1] - 1 - _LINE_REACH)
    below, at, above = (np.log(power[rows, top + step] + _TINY) for step in (-1, 0, 1))
    curve = np.minimum(below - 2 * at + above, -1e-6)
    offset = np.clip((below - above) / (2 * curve), -1, 1)
    near = top[:, None] + np.arange(-_LINE_REACH, _LINE_REACH + 1)
    line = np.take_along_axis(power, near, axis=1).sum(axis=1)
    np.put_along_axis(power, near, 0, axis=1)
    return ((top + _LINES.start + offset) * BIN_HZ).astype(np.float32), line, power


def _harmonicity(power: FloatArray) -> FloatArray:
    """Peak of the band's autocorrelation, of amplitudes so that one formant does not rule it."""
    kept = np.zeros_like(power)
    kept[:, _FIRST // 2 : _LAST] = np.sqrt(power[:, _FIRST // 2 : _LAST])
    correlation = fft.irfft(kept, axis=1)[:, : _LAGS.stop]
    peak: FloatArray = correlation[:, _LAGS].max(axis=1) / (correlation[:, 0] + _TINY)
    return peak
