"""Decoded sound in private temporary files, one a channel, so that a day of it costs no memory.

The files have mode 0600 and, where the system allows it, no name: nothing is left behind by a
crash. Samples are 16-bit, or 32-bit float where the recording holds more than 16 bits.
"""

from __future__ import annotations

import tempfile
import threading
from pathlib import Path
from types import TracebackType
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


class SampleStore:
    """Samples of each channel at :data:`SAMPLE_RATE_HZ`, appended in blocks and read anywhere."""

    def __init__(self, channels: int, *, deep: bool, temp_dir: Path | None = None) -> None:
        self._type = np.dtype(np.float32 if deep else np.int16)
        self._files: list[IO[bytes]] = []
        self._lock = threading.Lock()
        self._comparison = ChannelComparison(channels)
        self.samples = 0
        try:
            for _ in range(channels):
                file = tempfile.TemporaryFile(prefix="dispatch-", dir=temp_dir, buffering=0)  # noqa: SIM115
                self._files.append(file)
        except OSError:
            self.close()
            raise

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

    def finish(self, limit: int | None = None) -> None:
        """Keep at most ``limit`` samples and only the channels that differ; the rest is given up."""
        if limit is not None:
            self.samples = min(self.samples, max(0, limit))
        kept = self._comparison.distinct()
        for channel, file in enumerate(self._files):
            if channel not in kept:
                file.close()
        self._files = [self._files[channel] for channel in kept]

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
        for file in self._files:
            file.close()

    def _stored(self, block: FloatArray) -> NDArray[np.generic]:
        if self._type.kind == "f":
            return np.ascontiguousarray(np.clip(block, -1, 1), dtype=self._type)
        return np.ascontiguousarray(np.clip(np.rint(block * 32768), -32768, 32767), dtype=self._type)

    def __enter__(self) -> SampleStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _write_all(file: IO[bytes], data: memoryview) -> None:
    while data:
        data = data[file.write(data) :]


def _read_all(file: IO[bytes], wanted: int) -> bytes:
    parts: list[bytes] = []
    while wanted > 0 and (part := file.read(wanted)):
        parts.append(part)
        wanted -= len(part)
    return b"".join(parts)
