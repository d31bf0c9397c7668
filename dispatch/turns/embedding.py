"""Speaker embeddings: CAM++ run by onnxruntime on Kaldi filterbanks, without torch.

The model file lies beside this module; scripts/export_speaker_model.py makes it again. Input is sound at
16 kHz; features are :mod:`dispatch.turns.filterbank`'s, as 3D-Speaker trains it.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch.errors import ModelError
from dispatch.interfaces import SAMPLE_RATE_HZ
from dispatch.turns.filterbank import filterbank

if TYPE_CHECKING:
    from dispatch.interfaces import FloatArray

MODEL_PATH = Path(__file__).with_name("campplus.onnx")
MODEL_SHA256 = "6725f8838916dc2c75103641cbb7a3cf7a95eed6e08c69aca8e34609a775afd9"
DIMENSION = 192
LEAST_SAMPLES = SAMPLE_RATE_HZ // 2
"""Shorter sound is repeated up to this length: the network pools over time and needs some."""
TOGETHER = 4
"""Windows of one length that the network takes at once: its weights are then read once for all of them."""
LEVEL_RMS = 0.05
"""Sound is brought to this level first, so that the filterbank's floor cuts quiet and loud calls alike."""


class CamPlusPlus:
    """A voice as a vector of 192 numbers; close directions are likely one speaker.

    Raises:
        ModelError: if the model file is missing, is not the one this version was measured with, or can't be
            loaded for want of memory.
    """

    def __init__(self, threads: int = 1, path: Path = MODEL_PATH) -> None:
        import onnxruntime

        onnxruntime.disable_telemetry_events()  # in case another package loaded it before this one
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        model = _checked_model(path)
        try:
            self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # onnxruntime's own have no base but this
            why = f"can't be loaded ({str(error).splitlines()[0]})"
            raise ModelError(path.name, why, "free some memory, or install the package again") from error

    @property
    def dimension(self) -> int:
        return DIMENSION

    def embed(self, windows: Sequence[FloatArray]) -> FloatArray:
        """One row of length 1 for each window, shape (len(windows), 192); zeros for one without sound."""
        import numpy as np

        rows = np.zeros((len(windows), DIMENSION), dtype=np.float32)
        by_length: dict[int, list[int]] = {}
        for i, window in enumerate(windows):
            if window.any():
                by_length.setdefault(len(window), []).append(i)
        for alike in by_length.values():
            for first in range(0, len(alike), TOGETHER):
                some = alike[first : first + TOGETHER]
                features = np.stack([_features(windows[i]) for i in some])
                vectors = self._session.run(None, {"feats": features})[0]
                rows[some] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return rows


@functools.lru_cache(maxsize=1)
def open_embedder(threads: int = 1) -> CamPlusPlus:
    """The speaker embedder that comes with the package, on ``threads`` processor threads; loaded once."""
    return CamPlusPlus(threads)


def _features(window: FloatArray) -> FloatArray:
    """What the network takes of sound that is not silence, shape (frames, 80)."""
    import numpy as np

    level = float(np.sqrt(np.mean(np.square(window, dtype=np.float64))))
    copies = -(-LEAST_SAMPLES // len(window))
    return filterbank(np.tile(window, copies) * np.float32(LEVEL_RMS / level))


def _checked_model(path: Path) -> bytes:
    remedy = "install the package again, or run scripts/export_speaker_model.py"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(str(path), f"can't be read ({error.strerror})", remedy) from error
    if hashlib.sha256(data).hexdigest() != MODEL_SHA256:
        raise ModelError(str(path), "is not the speaker model this version was measured with", remedy)
    return data
