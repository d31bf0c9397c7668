"""One transmission on two recordings: known by its sound, within the time that clocks allow, and told so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from dispatch.audio.decode import open_audio
from dispatch.calls.places import witnessed
from dispatch.calls.twins import Place, Twin, find_twins
from dispatch.interfaces import Hearing
from dispatch.values import (
    Alternative,
    ClaimKind,
    Coverage,
    Engine,
    Finding,
    Recording,
    Role,
    Span,
    Transcript,
    Transmission,
    Verdict,
    details,
)

SAMPLES = Path(__file__).parents[2] / "audio_samples"
ENGINE = Engine("whisper", "1", "base", "m" * 64, "en")
SAID = [(1.8, 7.0), (8.2, 9.9), (10.6, 13.9), (17.9, 22.0)]
"""Transmissions of the first 22 seconds of a sample, seconds."""


class Sound:
    def __init__(self, recording: Recording, samples: Any) -> None:
        self.recording, self.samples, self.channels = recording, samples, (0,)
        self.duration_ms = recording.duration_ms

    def read(self, channel: int, span: Span) -> Any:
        return self.samples[span.start_ms * 16 : span.end_ms * 16]


def hearing(name: str, samples: Any, spans: list[tuple[float, float]], start: str | None) -> Hearing:
    time = start and f"2026-01-17T{start}+00:00"
    length_ms = len(samples) // 16
    made = Recording(
        f"{name}.wav",
        name * 64,
        1,
        "wav",
        "pcm",
        16_000,
        1,
        length_ms,
        start_time=time,
        start_time_uncertainty=1.0,
    )
    said = tuple(
        Transmission(n, Span(round(a * 1000), round(b * 1000)), text=f"{name} {n}")
        for n, (a, b) in enumerate(spans)
    )
    transcript = Transcript(made, ENGINE, said, (), (), Coverage(length_ms, 0, 0, 0))
    return Hearing(transcript, Sound(made, samples))


@pytest.fixture(scope="module")
def air() -> Any:
    with open_audio(SAMPLES / "fire-maplecourt.wav") as audio:
        return audio.read(0, Span(0, 23_000))


def other_site(samples: Any, late_s: float) -> Any:
    rng = np.random.default_rng(2)
    late = np.concatenate([np.zeros(round(late_s * 16_000)), 0.4 * samples])
    return (late + rng.normal(0, 0.1 * np.std(late), len(late))).astype(np.float32)


def moved(by_s: float) -> list[tuple[float, float]]:
    return [(a + by_s, b + by_s) for a, b in SAID]


def ids(twins: tuple[Twin, ...]) -> list[tuple[int, int]]:
    return sorted((one.first.transmission, one.second.transmission) for one in twins)


@pytest.mark.parametrize("start", ["21:00:00", None])
def test_two_sites_are_known_by_their_sound(air: Any, start: str | None) -> None:
    first = hearing("a", air, SAID, start)
    second = hearing("b", other_site(air, 0.7), moved(0.7), start)
    twins = find_twins([first, second])
    assert ids(twins) == [(n, n) for n in range(len(SAID))]
    assert all(abs(one.apart_ms - 700) <= 20 for one in twins)


def test_what_was_not_on_the_air_at_one_time_is_not_even_compared(air: Any) -> None:
    second = hearing("b", other_site(air, 0.7), moved(0.7), "21:05:00")
    assert find_twins([hearing("a", air, SAID, "21:00:00"), second]) == ()


def test_other_talk_at_the_same_time_is_no_twin(air: Any) -> None:
    with open_audio(SAMPLES / "police-feedmill.flac") as audio:
        elsewhere = audio.read(0, Span(0, 60_000))
        same_places = hearing("b", elsewhere, SAID, "21:00:00")
    assert find_twins([hearing("a", air, SAID, "21:00:00"), same_places]) == ()


def test_one_recording_has_no_twins(air: Any) -> None:
    assert find_twins([hearing("a", air, [*SAID, *SAID], "21:00:00")]) == ()


def test_a_short_one_is_taken_along_by_its_neighbours(air: Any) -> None:
    spans = [(1.8, 7.0), (8.3, 8.6)]
    second = hearing("b", other_site(air, 0.7), [(a + 0.7, b + 0.7) for a, b in spans], "21:00:00")
    assert ids(find_twins([hearing("a", air, spans, "21:00:00"), second])) == [(0, 0), (1, 1)]
    alone = [spans[1]]
    second = hearing("b", other_site(air, 0.7), [(9.0, 9.3)], "21:00:00")
    assert find_twins([hearing("a", air, alone, "21:00:00"), second]) == ()


def test_recordings_without_sound_have_none(air: Any) -> None:
    first, second = (hearing(n, air, SAID, "21:00:00") for n in "ab")
    assert find_twins([replace(first, audio=None), second]) == ()


FINDING = Finding(
    "c1",
    "a 1",
    ClaimKind.QUOTE,
    Role.UNKNOWN,
    Verdict.VERBATIM,
    0.9,
    0.9,
    recording="a" * 64,
    span=Span(8200, 9000),
    transmissions=(1,),
    heard="a 1",
    alternatives=(
        Alternative("b" * 64, Span(8900, 9700), "b one", 0.7),
        Alternative("a" * 64, Span(0, 9), "x", 0.2),
    ),
    reasons=("Every quoted word was heard, in order, in one stretch.",),
)


def test_a_second_record_is_a_witness_and_no_second_event(air: Any) -> None:
    both = {h.transcript.recording.sha256: h.transcript for h in (hearing(n, air, SAID, None) for n in "ab")}
    twin = Twin(Place("b" * 64, 1, Span(8200, 9900), 0), Place("a" * 64, 1, Span(8200, 9900), 0), 0, 0.8)
    found = witnessed(FINDING, [twin], both)
    assert [(one.recording[0], one.same_event) for one in found.alternatives] == [("b", True), ("a", False)]
    assert [one.same_event for one in found.corroboration] == [True]
    assert found.reasons[0] == FINDING.reasons[0]
    assert "recording b.wav" in found.reasons[1]
    assert "heard there as “b one”: one event, two records" in found.reasons[1]
    assert (found.verdict, found.p_said) == (FINDING.verdict, FINDING.p_said)
    assert witnessed(FINDING, [], both) == FINDING


def test_what_another_channel_held_meanwhile_is_no_second_record(air: Any) -> None:
    both = {h.transcript.recording.sha256: h.transcript for h in (hearing(n, air, SAID, None) for n in "ab")}
    twin = Twin(Place("b" * 64, 1, Span(8200, 9900), 0), Place("a" * 64, 1, Span(8200, 9900), 0), 0, 0.8)
    meanwhile = Alternative("b" * 64, Span(8900, 9700), "still inside", 0.1)
    [found] = witnessed(replace(FINDING, alternatives=(meanwhile,)), [twin], both).alternatives
    assert (found.heard, found.span) == ("b 1", Span(8200, 9900))


def test_a_second_record_does_not_bear_out_what_was_not_confirmed(air: Any) -> None:
    both = {h.transcript.recording.sha256: h.transcript for h in (hearing(n, air, SAID, None) for n in "ab")}
    twin = Twin(Place("a" * 64, 1, Span(8200, 9900), 0), Place("b" * 64, 1, Span(8200, 9900), 0), 0, 0.8)
    found = witnessed(replace(FINDING, verdict=Verdict.ALTERED), [twin], both)
    assert found.corroboration == ()
    assert found.alternatives[0].same_event


def test_only_what_is_asked_for_and_its_neighbours_is_looked_at(air: Any) -> None:
    first, second = (
        hearing("a", air, SAID, "21:00:00"),
        hearing("b", other_site(air, 0.7), moved(0.7), "21:00:00"),
    )
    far = hearing("c", air, [(1.8, 7.0)], "23:00:00")
    assert isinstance(far.audio, Sound)
    far.audio.samples = None  # reading it would fail
    assert ids(find_twins([first, second, far], {("a" * 64, 3)})) == [(n, n) for n in range(len(SAID))]
    assert find_twins([first, second, far], set()) == ()


def test_a_clock_that_is_hours_off_and_none_at_all_go_together(air: Any) -> None:
    first = hearing("a", air, SAID, "21:00:00")
    second = hearing("b", other_site(air, 0.7), moved(0.7), None)
    assert ids(find_twins([first, second], {("a" * 64, 0)})) == [(n, n) for n in range(len(SAID))]
    doubtful = hearing("c", other_site(air, 0.7), moved(0.7), "21:50:00")
    recording = replace(doubtful.transcript.recording, start_time_uncertainty=3601.0)
    doubtful = replace(doubtful, transcript=replace(doubtful.transcript, recording=recording))
    assert len(find_twins([first, doubtful])) == len(SAID)


@pytest.mark.parametrize("shared", ["name", "sidecar"])
def test_a_copy_in_another_form_is_no_second_record(air: Any, shared: str) -> None:
    both = {h.transcript.recording.sha256: h.transcript for h in (hearing(n, air, SAID, None) for n in "ab")}
    for sha256, one in both.items():
        source = details({"sidecar_sha256": "f" * 64} if shared == "sidecar" else {})
        path = f"call.{sha256[0]}" if shared == "name" else one.recording.path
        both[sha256] = replace(one, recording=replace(one.recording, source=source, path=path))
    twin = Twin(Place("a" * 64, 1, Span(8200, 9900), 0), Place("b" * 64, 1, Span(8200, 9900), 0), 0, 0.99)
    found = witnessed(FINDING, [twin], both)
    assert found.corroboration == ()
    assert found.alternatives[0].same_event
    assert "is a copy of this recording" in found.reasons[1]
