"""The two pictures of a clip."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from dispatch.audio.waveform import peaks, spectrogram_png


def pixels(png: bytes) -> np.ndarray:
    """The grey image in a PNG, read back by the letter of the format."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    stream, size, packed = io.BytesIO(png[8:]), (0, 0), b""
    while head := stream.read(8):
        length, kind = struct.unpack(">I4s", head)
        body = stream.read(length)
        assert struct.unpack(">I", stream.read(4))[0] == zlib.crc32(kind + body)
        if kind == b"IHDR":
            *size, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", body)
            assert (depth, colour, interlace) == (4, 0, 0)
        packed += body if kind == b"IDAT" else b""
    width, height = size
    rows = np.frombuffer(zlib.decompress(packed), np.uint8).reshape(height, 1 + (width + 1) // 2)
    assert not rows[:, 0].any()
    spots = np.stack([rows[:, 1:] >> 4, rows[:, 1:] & 15], axis=2).reshape(height, -1)
    return spots[:, :width] * np.uint8(17)


def tone(frequency_hz: float, seconds: float = 2) -> np.ndarray:
    times = np.arange(int(seconds * 16000)) / 16000
    return (0.3 * np.sin(2 * np.pi * frequency_hz * times)).astype(np.float32)


@given(
    samples=arrays.arrays(np.float32, st.integers(1, 400), elements=st.floats(-2, 2, width=32)),
    columns=st.integers(1, 100),
)
def test_peaks_are_the_loudest_of_each_piece(samples: np.ndarray, columns: int) -> None:
    found = peaks(samples, columns)
    assert len(found) == columns and all(0 <= peak <= 255 for peak in found)
    assert max(found) == np.rint(255 * np.minimum(np.abs(samples), 1).max())
    for column, peak in enumerate(found):
        start = column * len(samples) // columns
        stop = max(start + 1, (column + 1) * len(samples) // columns)
        assert peak == np.rint(255 * np.minimum(np.abs(samples[start:stop]), 1).max())


def test_no_samples_no_peaks() -> None:
    assert peaks(np.zeros(0, np.float32), 600) == () and peaks(tone(100), 0) == ()


@pytest.mark.parametrize("frequency_hz", [500, 1000, 2500, 3500])
def test_a_tone_is_a_dark_line_at_its_height(frequency_hz: float) -> None:
    image = pixels(spectrogram_png(tone(frequency_hz), 200, 96))
    assert image.shape == (96, 200)
    row = int(np.argmin(image[:, 100]))
    assert row == pytest.approx(95.5 - 96 * frequency_hz / 4000, abs=1.5)
    assert image[row, 100] < 30 and np.median(image[:, 100]) > 200


def test_time_runs_from_left_to_right() -> None:
    image = pixels(spectrogram_png(np.concatenate([tone(1000), np.zeros(32000, np.float32)]), 200, 96))
    assert image[:, 20:80].min() < 30 and image[:, 120:].min() == 255


def test_silence_is_white_and_noise_stays_small() -> None:
    assert pixels(spectrogram_png(np.zeros(16000, np.float32))).min() == 255
    noise = np.random.default_rng(3).normal(size=160_000).astype(np.float32)
    assert len(spectrogram_png(noise)) < 30_000


def test_pictures_of_next_to_nothing() -> None:
    assert pixels(spectrogram_png(np.zeros(0, np.float32), 3, 2)).shape == (2, 3)
    with pytest.raises(ValueError, match="0 by 5"):
        spectrogram_png(tone(100), 0, 5)
