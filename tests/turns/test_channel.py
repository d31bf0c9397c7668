"""What the channel does to embeddings is learnt from speakers, and taken out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dispatch.turns.channel import channel_directions, without_channel


def unit_rows(rng: np.random.Generator, count: int) -> NDArray[np.float64]:
    rows = rng.normal(size=(count, 192))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def test_a_direction_in_which_noise_moves_every_voice_is_found_and_removed() -> None:
    rng = np.random.default_rng(0)
    noise, own = unit_rows(rng, 1)[0], unit_rows(rng, 6)
    speakers = [str(i % 6) for i in range(60)]
    rows = own[[int(name) for name in speakers]] + rng.normal(size=(60, 1)) * noise
    rows += 0.02 * rng.normal(size=rows.shape)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    found = channel_directions([rows[:30], rows[30:]], [speakers[:30], speakers[30:]], 1)
    assert found.shape == (1, 192)
    assert abs(float(found[0] @ noise)) > 0.9
    same = [(i, j) for i in range(60) for j in range(i) if speakers[i] == speakers[j]]

    def least(vectors: NDArray[np.float64]) -> float:
        return min(float(vectors[i] @ vectors[j]) for i, j in same)

    cleaned = without_channel(rows, found.tolist())
    assert least(cleaned) > 0.8 > least(rows)
    assert np.allclose(np.linalg.norm(cleaned, axis=1), 1.0)


def test_embeddings_of_another_kind_and_no_directions_change_nothing() -> None:
    rows = unit_rows(np.random.default_rng(1), 4)
    assert without_channel(rows, ()) is rows
    assert without_channel(rows, [[1.0, 0.0]]) is rows
