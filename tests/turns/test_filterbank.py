"""The features of the speaker model are those that Kaldi makes, which it was trained on."""

from __future__ import annotations

import numpy as np

from dispatch.interfaces import SAMPLE_RATE_HZ
from dispatch.turns.filterbank import filterbank

BINS = (0, 10, 30, 50, 79)
KALDI = {
    0: (2.086, 9.696, -2.698, -2.538, 0.0),
    40: (-1.049, -1.234, 3.246, -2.505, 0.0),
    97: (-1.049, -1.234, -2.698, -0.217, 0.0),
}
"""What kaldi-native-fbank 1.23.0 gives for :func:`swept`, some bins of some frames."""


def swept() -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """A second of a tone that rises from 200 to 3200 Hz over another that stays."""
    at = np.arange(SAMPLE_RATE_HZ) / SAMPLE_RATE_HZ
    rising = 0.05 * np.sin(2 * np.pi * (200 * at + 1500 * at**2))
    return np.asarray(rising + 0.01 * np.sin(2 * np.pi * 3100 * at), dtype=np.float32)


def test_energies_are_kaldis() -> None:
    made = filterbank(swept())
    assert made.shape == (98, 80)
    for frame, values in KALDI.items():
        np.testing.assert_allclose(made[frame, BINS], values, atol=2e-3)


def test_the_mean_of_each_bin_is_taken_out_and_silence_is_nothing() -> None:
    np.testing.assert_allclose(filterbank(swept()).mean(axis=0), 0.0, atol=1e-4)
    silence = np.zeros(SAMPLE_RATE_HZ, dtype=np.float32)
    np.testing.assert_allclose(filterbank(silence), 0.0, atol=1e-4)
