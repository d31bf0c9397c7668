"""Pictures of a clip: its outline as numbers, and its spectrogram as a small PNG.

The spectrogram shows 0 to 4 kHz, where radio speech lies, in grey: the louder, the darker. It is
written with zlib and struct alone, and the same samples give the same bytes.
"""

from __future__ import annotations

import math
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np

from dispatch.interfaces import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dispatch.interfaces import FloatArray

TOP_HZ = 4000
"""Radio speech ends at 3 to 3.4 kHz."""
FFT_SAMPLES = 512
"""32 ms: the pitch of a voice shows as lines, and syllables stay apart."""
RANGE_DB = 60.0
"""From the loudest spot to white: the range of speech above a quiet channel's noise."""
SHADES = 16
"""Grey levels, 4 bits each: enough to see speech by, and 600 by 96 spots never pass 30 kB."""


def peaks(samples: FloatArray, columns: int) -> tuple[int, ...]:
    """The loudest sample of each of ``columns`` equally long pieces, 0..255; empty for no samples.

    Example:
        >>> peaks(np.array([0, 0.5, -1, 0.25], dtype=np.float32), 2)
        (128, 255)
    """
    if columns < 1 or len(samples) == 0:
        return ()
    level = np.minimum(np.abs(samples), 1)
    edges = np.arange(columns) * len(samples) // columns
    loudest = np.maximum.reduceat(level, edges)
    return tuple(int(value) for value in np.rint(loudest * 255))


def spectrogram_png(samples: FloatArray, width: int = 600, height: int = 96) -> bytes:
    """A grey spectrogram, time from left to right, 0 Hz at the bottom and 4 kHz at the top; PNG.

    Raises:
        ValueError: for an empty picture.

    Example:
        >>> tone = np.sin(2 * np.pi * 1000 * np.arange(16000) / 16000).astype(np.float32)
        >>> spectrogram_png(tone, 60, 24)[:4]
        b'\\x89PNG'
    """
    if width < 1 or height < 1:
        raise ValueError(f"no picture of {width} by {height}")
    shades = np.rint((SHADES - 1) * (1 - _loudness(samples, width, height)))
    return _png(shades.astype(np.uint8)[::-1])


def _loudness(samples: FloatArray, width: int, height: int) -> NDArray[np.float64]:
    """Loudness of each spot, 0 to 1, shape (height, width), lowest frequency first."""
    half = FFT_SAMPLES // 2
    padded = np.pad(samples.astype(np.float64), half)
    starts = np.linspace(0, max(0, len(samples) - 1), width).astype(np.int64)
    window = np.hanning(FFT_SAMPLES)
    bins = math.ceil(TOP_HZ * FFT_SAMPLES / SAMPLE_RATE_HZ)
    columns = np.empty((bins, width))
    for column, start in enumerate(starts):
        columns[:, column] = np.abs(np.fft.rfft(padded[start : start + FFT_SAMPLES] * window))[:bins]
    rows = np.clip(((np.arange(height) + 0.5) * bins / height).astype(np.int64), 0, bins - 1)
    level_db = 20 * np.log10(columns[rows] + 1e-9)
    top_db = max(float(level_db.max()), -40.0)
    return np.asarray(np.clip(1 + (level_db - top_db) / RANGE_DB, 0, 1))


def _png(image: NDArray[np.uint8]) -> bytes:
    """A 4-bit grey image, rows from top to bottom, values 0 (black) to 15."""
    height, width = image.shape
    pairs = np.pad(image, ((0, 0), (0, width % 2)))
    # Two spots a byte; each row begins with its filter, 0 for none.
    rows = np.hstack([np.zeros((height, 1), np.uint8), pairs[:, ::2] << 4 | pairs[:, 1::2]])
    header = struct.pack(">IIBBBBB", width, height, 4, 0, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
