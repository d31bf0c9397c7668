"""Any sample rate to the one that recognisers take, block by block and without a shift in time.

libswresample's default filter (Kaiser window, 32 taps at the lower rate, stop band below -60 dB)
makes up for its own delay: sample 0 stays at time 0, whatever the blocks. The tests hold it to that
with clicks at every usual rate and an odd one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dispatch.interfaces import SAMPLE_RATE_HZ

if TYPE_CHECKING:
    from dispatch.interfaces import FloatArray


class Resampler:
    """Samples of all channels from one rate to :data:`SAMPLE_RATE_HZ`, in blocks of any length.

    Example:
        >>> resampler = Resampler(8000, channels=2)
        >>> blocks = [resampler.push(np.zeros((2, 500), np.float32)) for _ in range(4)]
        >>> sum(block.shape[1] for block in (*blocks, resampler.flush()))
        4000
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        import av

        self._rate = rate_hz
        self._channels = channels
        self._each = (
            []
            if rate_hz == SAMPLE_RATE_HZ
            else [
                av.AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE_HZ) for _ in range(channels)
            ]
        )
        self._used = False

    def push(self, block: FloatArray) -> FloatArray:
        import av

        if not self._each:
            return block
        self._used = True
        rows = []
        for resampler, row in zip(self._each, block, strict=True):
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(row[None]), format="flt", layout="mono")
            frame.sample_rate = self._rate
            rows.append([out.to_ndarray()[0] for out in resampler.resample(frame)])
        return self._stacked(rows)

    def flush(self) -> FloatArray:
        """The last samples, held back for want of what comes after them."""
        if not self._used:
            return np.zeros((self._channels, 0), dtype=np.float32)
        rows = [[out.to_ndarray()[0] for out in resampler.resample(None)] for resampler in self._each]
        return self._stacked(rows)

    def _stacked(self, rows: list[list[FloatArray]]) -> FloatArray:
        empty = np.zeros(0, dtype=np.float32)
        return np.stack([np.concatenate([empty, *row]) for row in rows])
