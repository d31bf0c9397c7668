"""Voices and roles decided together: what words and lines do to voices that sound leaves open."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from dispatch.turns.lines import line_log_odds
from dispatch.turns.listening import Heard
from dispatch.turns.model import role_model
from dispatch.turns.space import Window
from dispatch.turns.together import Told, decide, roles_of, taken_apart
from dispatch.turns.voices import Sounds, cluster
from tests.turns.talk import Line, shift, transmissions

NOISE, VOICE = 0.2, 0.45
"""Share of a vector that is chance, and that is the speaker's own."""


def direction(rng: np.random.Generator) -> NDArray[np.float64]:
    row = rng.normal(size=192)
    return np.asarray(row / np.linalg.norm(row))


def heard(talk: list[Line], nearer: dict[str, float], seed: int) -> Heard:
    """Sound in which a speaker's voice has so much of the dispatcher's."""
    rng = np.random.default_rng(seed)
    common, own = direction(rng), {one: direction(rng) for one in sorted({line.speaker for line in talk})}
    rows = []
    for line in talk:
        share = nearer.get(line.speaker, 0.0)
        voice = np.sqrt(share) * own["D"] + np.sqrt(1 - share) * own[line.speaker]
        row = np.sqrt(1 - NOISE - VOICE) * common + np.sqrt(VOICE) * voice + np.sqrt(NOISE) * direction(rng)
        rows.append(row / np.linalg.norm(row))
    said = transmissions(talk)
    windows = tuple(Window(one.span.start_ms, one.span.end_ms, 0, one.span.duration_ms) for one in said)
    return Heard(np.array(rows), windows, (None,) * len(talk))


def told(talk: list[Line], sound: Heard, *, together: bool) -> Told:
    model = role_model()
    said = taken_apart(transmissions(talk), [None] * len(talk), model)
    if together:
        return decide(said, sound, model)
    lines = line_log_odds(sound.floors_db, said.channels)
    return roles_of(said, lines, cluster(Sounds(sound.rows, sound.windows, model.voice)), model)


def shared_with_console(talk: list[Line], found: Told, speaker: str) -> int:
    """The speaker's transmissions that are given to a voice that is mostly the dispatcher's."""
    groups = found.grouping.groups
    console = {groups[i] for i, line in enumerate(talk) if line.speaker == "D"}
    return sum(groups[i] in console for i, line in enumerate(talk) if line.speaker == speaker)


@pytest.mark.parametrize("seed", range(1, 6))
def test_a_unit_that_sounds_like_the_dispatcher_is_found_by_what_it_says(seed: int) -> None:
    talk = shift(units=[12, 31, 44, 57])
    sound = heard(talk, {"U31": 0.75}, seed)
    assert shared_with_console(talk, told(talk, sound, together=False), "U31") == 3, "by sound alone"
    assert shared_with_console(talk, told(talk, sound, together=True), "U31") == 0


def on_lines(talk: list[Line], sound: Heard, noisy: set[int]) -> Heard:
    """The same sound with lines that are quiet, those ``noisy`` 20 dB less so."""
    return replace(sound, floors_db=tuple(-18.0 if i in noisy else -38.0 + i % 3 for i in range(len(talk))))


@pytest.mark.parametrize("seed", range(1, 6))
def test_a_unit_that_sounds_like_the_dispatcher_is_found_by_its_noisy_line(seed: int) -> None:
    talk = shift(units=[12, 31, 44, 57])
    sound, own = heard(talk, {"U31": 0.9}, seed), [i for i, line in enumerate(talk) if line.speaker == "U31"]
    assert shared_with_console(talk, told(talk, sound, together=True), "U31") == 3, "by sound and words alone"
    noisy = on_lines(talk, sound, set(own[:2]))
    assert shared_with_console(talk, told(talk, noisy, together=True), "U31") == 0
    assert shared_with_console(talk, told(talk, on_lines(talk, sound, set()), together=True), "U31") == 3


@pytest.mark.parametrize("seed", range(5))
def test_a_line_that_is_noisy_now_and_then_does_not_divide_a_voice(seed: int) -> None:
    talk = shift()
    units = [i for i, line in enumerate(talk) if not line.console]
    found = told(talk, on_lines(talk, heard(talk, {}, seed), set(units[::2])), together=True)
    speakers = {line.speaker: set[int]() for line in talk}
    for group, line in zip(found.grouping.groups, talk, strict=True):
        speakers[line.speaker].add(group)
    assert all(len(own) == 1 for own in speakers.values()) and len(found.evidence) == len(speakers)


@pytest.mark.parametrize("seed", range(5))
def test_words_do_not_divide_one_voice(seed: int) -> None:
    """A dispatcher who speaks as a unit does once stays one speaker."""
    talk = [*shift(), Line("D", "Car 12, I'm on scene, I'll go in now.", console=True)]
    found = told(talk, heard(talk, {}, seed), together=True)
    assert len(found.evidence) == 4
    assert shared_with_console(talk, found, "D") == sum(line.speaker == "D" for line in talk)
    assert len({g for g, line in zip(found.grouping.groups, talk, strict=True) if line.speaker == "D"}) == 1


@pytest.mark.parametrize("seed", range(1, 5))
def test_voices_that_may_be_one_are_two_on_two_channels(seed: int) -> None:
    rng = np.random.default_rng(seed)
    common, voice, other = direction(rng), direction(rng), direction(rng)
    near = np.sqrt(0.5) * voice + np.sqrt(0.5) * other
    own = [voice] * 4 + [near] * 2
    made = [np.sqrt(0.35) * common + np.sqrt(0.45) * one + np.sqrt(0.2) * direction(rng) for one in own]
    rows = np.array([row / np.linalg.norm(row) for row in made])
    labels = []
    for channels in ([0] * 6, [0] * 4 + [1] * 2):
        windows = [Window(i * 9000, i * 9000 + 2500, channel, 2500) for i, channel in enumerate(channels)]
        found = cluster(Sounds(rows, windows, role_model().voice))
        labels.append([one.label for one in found.each])
    assert labels == [[0] * 6, [0] * 4 + [1] * 2]


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32 - 1), share=st.floats(0.0, 1.0), unheard=st.floats(0.0, 0.6))
def test_whatever_is_heard_everybody_has_a_speaker(seed: int, share: float, unheard: float) -> None:
    """Voices near each other, lines of any noise, and transmissions without sound."""
    talk, rng = shift(units=[12, 31, 44]), np.random.default_rng(seed)
    sound = heard(talk, {line.speaker: share for line in talk}, seed)
    silent = rng.random(len(talk)) < unheard
    floors_db = tuple(None if gone else float(rng.choice([-38, -30, -12])) for gone in silent)
    windows = tuple(
        replace(one, heard_ms=0) if gone else one for one, gone in zip(sound.windows, silent, strict=True)
    )
    found = told(talk, Heard(np.where(silent[:, None], 0.0, sound.rows), windows, floors_db), together=True)
    assert set(found.grouping.groups) == set(range(len(found.evidence)))
    assert len(found.grouping.groups) == len(talk) and np.isfinite(found.speakers).all()
    assert all(0 <= certainty <= 1 for certainty in found.grouping.certainty)
