"""Clustering: how many speakers, and whose transmission is whose."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from dispatch.turns.model import role_model
from dispatch.turns.space import Window
from dispatch.turns.voices import BLOCK, Sounds, cluster, divided, labelled, likelihood


def vectors(speakers: list[int], same: float, different: float, seed: int) -> NDArray[np.float64]:
    """Rows with about the given cosines within and between speakers."""
    rng = np.random.default_rng(seed)

    def directions(count: int) -> NDArray[np.float64]:
        rows = rng.normal(size=(count, 192))
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))

    own, chance = directions(max(speakers) + 1)[speakers], directions(len(speakers))
    rows = np.sqrt(different) * directions(1) + np.sqrt(same - different) * own + np.sqrt(1 - same) * chance
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def windows(count: int, heard_ms: int = 3000) -> list[Window]:
    return [Window(i * 6000, i * 6000 + heard_ms, 0, heard_ms) for i in range(count)]


@pytest.mark.parametrize("same, different", [(0.8, 0.3), (0.7, 0.3), (0.6, 0.3), (0.8, 0.5)])
@pytest.mark.parametrize("talk", [[0] * 20, [0, 1] * 10, [0, 1, 0, 2, 0, 3, 0, 4] * 4])
def test_the_number_of_speakers_holds_on_clear_and_noisy_channels(
    talk: list[int], same: float, different: float
) -> None:
    found = cluster(
        Sounds(vectors(talk, same, different, seed=1), windows(len(talk)), role_model().voice)
    ).each
    assert [voice.label for voice in found] == talk


def test_two_windows_of_two_people_are_two_and_of_one_person_one() -> None:
    for talk in ([0, 1], [0, 0]):
        found = cluster(Sounds(vectors(talk, 0.8, 0.2, seed=2), windows(2), role_model().voice)).each
        assert [voice.label for voice in found] == talk


def test_a_voice_is_divided_by_a_hint_of_whose_windows_are_whose() -> None:
    """One window is named, and its speaker's others join it; the sound is as likely as it is so labelled."""
    rows, model = vectors([0, 1, 0, 2, 0, 2], 0.8, 0.3, seed=4), role_model().voice
    lean = np.zeros((6, 3))
    sound, labels = divided(Sounds(rows, windows(6), model), [0, 1, 0, 0, 0, 0], [3], lean)
    assert labels == [0, 1, 0, 2, 0, 2]
    assert sound == pytest.approx(likelihood(Sounds(rows, windows(6), model), labels))
    assert sound > likelihood(Sounds(rows, windows(6), model), [0, 1, 0, 0, 0, 0])


def test_who_belongs_with_the_others_comes_back_and_leaves_no_voice_behind() -> None:
    rows, model = vectors([0, 1, 0, 0, 0, 0], 0.8, 0.3, seed=5), role_model().voice
    lean = np.zeros((6, 3))
    _, labels = divided(Sounds(rows, windows(6), model), [0, 1, 0, 0, 0, 0], [3], lean)
    assert labels == [0, 1, 0, 0, 0, 0]
    found = labelled(Sounds(rows, windows(6), model), labels, lean)
    assert [voice.label for voice in found.each] == labels and min(v.certainty for v in found.each) > 0.9


def test_silence_has_no_voice() -> None:
    rows = vectors([0, 1, 0, 1, 0], 0.8, 0.3, seed=3)
    rows[2] = 0
    heard = windows(5)
    heard[2] = Window(12000, 15000, 0, 0)
    found = cluster(Sounds(rows, heard, role_model().voice)).each
    assert found[2].label == -1
    assert found[2].certainty == 0.0


def test_short_windows_are_attached_and_less_certain() -> None:
    talk = [0, 1] * 10
    heard = windows(len(talk))
    heard[7] = Window(42000, 42600, 0, 600)
    rows = vectors(talk, 0.8, 0.3, seed=4)
    mixed = rows[7] + 0.8 * rows[6]
    rows[7] = mixed / np.linalg.norm(mixed)
    found = cluster(Sounds(rows, heard, role_model().voice)).each
    assert max(voice.label for voice in found) == 1
    assert found[7].certainty < min(found[i].certainty for i in range(20) if i != 7)


def test_memory_stays_bounded_over_a_night() -> None:
    speakers = [i % 2 and 1 + (i // 2) % 30 for i in range(4 * BLOCK)]
    rows = vectors(speakers, 0.8, 0.3, seed=5)
    tracemalloc.start()
    found = cluster(Sounds(rows, windows(len(speakers)), role_model().voice)).each
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * len(speakers) ** 2, "less than one matrix of all with all"
    assert len({voice.label for voice in found}) == 31
    assert [voice.label for voice in found[:62:2]] == [found[0].label] * 31


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 5), min_size=1, max_size=30), st.integers(0, 1000))
def test_labels_are_numbered_by_first_appearance(talk: list[int], seed: int) -> None:
    found = cluster(Sounds(vectors(talk, 0.8, 0.3, seed), windows(len(talk)), role_model().voice)).each
    labels = [voice.label for voice in found]
    assert list(dict.fromkeys(labels)) == list(range(max(labels) + 1))
    assert all(0.0 <= voice.certainty <= 1.0 for voice in found)


@pytest.mark.parametrize("seed", range(5, 10))
def test_a_lone_window_in_a_bad_moment_is_nobody_new_and_a_stranger_is(seed: int) -> None:
    """Noise covers half of the first voice in one window; the last window is a stranger's."""
    talk = [0, 1] * 8 + [2]
    rows = vectors(talk, 0.8, 0.2, seed)
    noise = np.random.default_rng(seed + 1).normal(size=192)
    rows[6] = 0.64 * rows[6] + 0.9 * noise / np.linalg.norm(noise)
    rows[6] /= np.linalg.norm(rows[6])
    found = cluster(Sounds(rows, windows(len(talk)), role_model().voice)).each
    assert [voice.label for voice in found] == talk
