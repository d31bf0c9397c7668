"""Decoded sound in private temporary files, one a channel, so that a day of it costs no memory.

The files have mode 0600 and, where the system allows it, no name: nothing is left behind by a
crash. Samples are 16-bit, or 32-bit float where the recording holds more than 16 bits. One process
may write them and another read them: what they share is the open files.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

import numpy as np

from dispatch.interfaces import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dispatch.interfaces import FloatArray

SILENT_POWER = 1e-8
"""Mean square below which a second counts as silent: -80 dB of full scale, about 3 steps of 16 bits."""

SAME_SHARE = 1e-3
"""Power of one channel not explained by another, as a share of its own (-30 dB), up to which the two are
the same sound: what joint-stereo coding adds to a doubled mono recording stays below it."""


class ChannelComparison:
    """Which channels differ, asked of each second, so that one call on one channel in a day is enough.

    Example:
        >>> left = np.sin(np.arange(16000) / 5, dtype=np.float32)
        >>> comparison = ChannelComparison(3)
        >>> comparison.add(np.stack([left, left * np.float32(0.5), left * 0]))
        >>> comparison.distinct()
        (0,)
    """

    def __init__(self, channels: int) -> None:
        self._differ: NDArray[np.bool_] = np.zeros((channels, channels), dtype=bool)
        self._power = np.zeros(channels)

    def add(self, block: FloatArray) -> None:
        """Take in one second (or less) of all channels, shape (channels, n)."""
        if block.shape[1] == 0 or len(self._power) == 1:
            return
        products = block.astype(np.float64) @ block.T.astype(np.float64) / block.shape[1]
        power = np.diag(products)
        self._power = np.maximum(self._power, power)
        explained = products**2 / np.maximum(power, 1e-30)[:, None]
        unexplained = power[None, :] - explained
        apart = unexplained > np.maximum(SILENT_POWER, SAME_SHARE * power[None, :])
        self._differ |= apart | apart.T

    def distinct(self) -> tuple[int, ...]:
        """The channels worth keeping, at least one: silent ones and repetitions left out."""
        heard = [int(channel) for channel in np.flatnonzero(self._power > SILENT_POWER)]
        kept: list[int] = []
        for channel in heard:
            if all(self._differ[channel, other] for other in kept):
                kept.append(channel)
        return tuple(kept) or (int(np.argmax(self._power)),)


class SampleWriter:
    """Appends samples at :data:`SAMPLE_RATE_HZ` to one file a channel, and compares the channels."""

    def __init__(self, files: Sequence[IO[bytes]], *, deep: bool) -> None:
        self._files = files
        self._type = _stored_type(deep)
        self._comparison = ChannelComparison(len(files))
        self.samples = 0

    @property
    def channels(self) -> int:
        return len(self._files)

    def append(self, block: FloatArray) -> None:
        """Add samples of all channels, shape (channels, n).

        Raises:
            OSError: if the disk is full.
        """
        for start in range(0, block.shape[1], SAMPLE_RATE_HZ):
            self._comparison.add(block[:, start : start + SAMPLE_RATE_HZ])
        for file, row in zip(self._files, self._stored(block), strict=True):
            _write_all(file, memoryview(row).cast("B"))
        self.samples += block.shape[1]

    def distinct(self) -> tuple[int, ...]:
        """The channels worth keeping."""
        return self._comparison.distinct()

    def _stored(self, block: FloatArray) -> NDArray[np.generic]:
        if self._type.kind == "f":
            return np.ascontiguousarray(np.clip(block, -1, 1), dtype=self._type)
        return np.ascontiguousarray(np.clip(np.rint(block * 32768), -32768, 32767), dtype=self._type)


class SampleStore:
    """Samples of each kept channel, read anywhere. It owns the files, one by each channel's number."""

    def __init__(self, files: Mapping[int, IO[bytes]], samples: int, *, deep: bool) -> None:
        self._files = files
        self._type = _stored_type(deep)
        self._lock = threading.Lock()
        self.samples = samples

    @property
    def channels(self) -> tuple[int, ...]:
        return tuple(self._files)

    def read(self, channel: int, start: int, stop: int) -> FloatArray:
        """Samples ``[start, stop)`` of one channel as far as there are any: float32, shape (n,)."""
        start, stop = max(0, start), min(stop, self.samples)
        wanted = max(0, stop - start) * self._type.itemsize
        with self._lock:
            file = self._files[channel]
            file.seek(start * self._type.itemsize)
            data = _read_all(file, wanted)
        samples = np.frombuffer(data, dtype=self._type).astype(np.float32)
        return samples if self._type.kind == "f" else samples / np.float32(32768)

    def close(self) -> None:
        for file in self._files.values():
            file.close()


def private_files(count: int, folder: Path | None = None) -> tuple[IO[bytes], ...]:
    """Empty files without a name that only this user can read.

    Raises:
        OSError: if there is no such folder, or no room.
    """
    files: list[IO[bytes]] = []
    try:
        for _ in range(count):
            files.append(tempfile.TemporaryFile(prefix="dispatch-", dir=folder, buffering=0))  # noqa: SIM115
    except OSError:
        for opened in files:
            opened.close()
        raise
    return tuple(files)


def _stored_type(deep: bool) -> np.dtype[np.float32] | np.dtype[np.int16]:
    return np.dtype(np.float32) if deep else np.dtype(np.int16)


def _write_all(file: IO[bytes], data: memoryview) -> None:
    while data:
        data = data[file.write(data) :]


def _read_all(file: IO[bytes], wanted: int) -> bytes:
    parts: list[bytes] = []
    while wanted > 0 and (part := file.read(wanted)):
        parts.append(part)
        wanted -= len(part)
    return b"".join(parts)
