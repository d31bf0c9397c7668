"""A decoder's frames, in whatever form it gives them, as float32 planes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import av
    from numpy.typing import NDArray

    from dispatch.interfaces import FloatArray

DEEP_FORMATS = ("s32", "s32p", "flt", "fltp", "dbl", "dblp", "s64", "s64p")
"""Sample formats that can hold more than 16 bits."""


MAX_CHANNELS = 16
"""More channels are refused: no radio recorder writes them, and damaged frames claim them."""

_MAX_PLANES = 7
"""PyAV (18) counts a frame's planes up to the first null pointer, and a planar frame of eight or more
channels has none: reading it there ends the process."""


def planar(frame: av.AudioFrame) -> FloatArray:
    """Samples of a decoded frame, shape (channels, n), float32, full scale at 1.

    Raises:
        ValueError: for more than :data:`MAX_CHANNELS`, or a sample format that numpy has no type for.
        av.FFmpegError: if libswresample refuses the frame.
    """
    channels = frame.layout.nb_channels
    if not 1 <= channels <= MAX_CHANNELS:
        raise ValueError(f"{channels} channels")
    if frame.format.is_planar and channels > _MAX_PLANES:
        frame = _packed(frame)
    samples = frame.to_ndarray()
    if not frame.format.is_planar:
        samples = samples.reshape(-1, channels).T
    return scaled(samples)


def _packed(frame: av.AudioFrame) -> av.AudioFrame:
    import av

    packed = av.AudioResampler(format="flt").resample(frame)
    if len(packed) != 1 or packed[0].samples != frame.samples:
        raise ValueError("a frame that can't be repacked")
    return packed[0]


def scaled(samples: NDArray[Any]) -> FloatArray:
    """Integer or floating samples as float32, full scale at 1.

    Example:
        >>> scaled(np.array([[0, 128, 192]], dtype=np.uint8)).tolist()
        [[-1.0, 0.0, 0.5]]
        >>> scaled(np.array([-32768, 16384], dtype=np.int16)).tolist()
        [-1.0, 0.5]
    """
    if samples.dtype.kind == "f":
        return np.asarray(samples, dtype=np.float32)
    full_scale = 2.0 ** (samples.dtype.itemsize * 8 - 1)
    if samples.dtype.kind == "u":
        return np.asarray((samples.astype(np.float64) - full_scale) / full_scale, dtype=np.float32)
    return np.asarray(samples / full_scale, dtype=np.float32)
