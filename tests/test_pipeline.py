"""The flow: blind before claims, in order, each recording's sound the sound that was transcribed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.errors import AudioError
from dispatch.examining.limits import NOT_AUTHENTICATED, NOT_SUPPLIED, limits_of
from dispatch.hearing.assembly import assemble, coverage_of, named, numbered
from dispatch.hearing.sound import Searched, Sounds
from dispatch.running import interruption
from dispatch.settings import Settings
from dispatch.values import (
    Coverage,
    Damage,
    Engine,
    Event,
    Flag,
    Heard,
    Recording,
    Span,
    Stretch,
    Transcript,
    Transmission,
)

SAMPLE = Path(__file__).parents[1] / "audio_samples" / "police-feedmill.flac"
RECORDING = Recording("/calls/night.wav", "a" * 64, 44, "wav", "pcm_s16le", 16_000, 2, 60_000)
ENGINE = Engine("whisper", "1", "base", "m" * 64, "en")


def heard(start_ms: int, end_ms: int, channel: int = 0, text: str = "copy", *flags: Flag) -> Heard:
    return Heard(Stretch(Span(start_ms, end_ms), channel), text, 0.9, flags)


def transcript(**changes: Any) -> Transcript:
    whole = Transcript(RECORDING, ENGINE, (), (), (), Coverage(60_000, 0, 0, 0))
    return replace(whole, **changes)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 3)), max_size=12))
def test_transmissions_are_numbered_by_start_then_channel(places: list[tuple[int, int]]) -> None:
    made = numbered(heard(start, start + 5, channel) for start, channel in places)
    assert [(one.span.start_ms, one.channel) for one in made] == sorted(places)
    assert [one.id for one in made] == list(range(len(places)))


def test_a_stretch_in_which_nobody_speaks_is_no_transmission() -> None:
    unheard = heard(10, 20, 0, "", Flag.UNINTELLIGIBLE)
    assert [one.text for one in numbered([heard(0, 5), heard(6, 9, 0, ""), unheard])] == ["copy", ""]


def test_a_transmission_keeps_all_that_was_heard() -> None:
    one = replace(heard(0, 5, 1, "copy", Flag.CLIPPED), alternatives=("coffee",))
    [made] = numbered([one])
    assert (made.text, made.confidence, made.flags) == ("copy", 0.9, (Flag.CLIPPED,))
    assert (made.alternatives, made.channel) == (("coffee",), 1)


def test_coverage_counts_seconds_once_and_never_more_than_there_are() -> None:
    # channel 0   [--------]        1000..3000
    # channel 1       [--------]    2000..4000, unintelligible
    # damage                 [--]   3500..5000
    spoken = numbered([heard(1000, 3000), heard(2000, 4000, 1, "", Flag.UNINTELLIGIBLE)])
    damaged = replace(RECORDING, damage=(Damage(Span(3500, 5000), "dropped frame"),))
    assert coverage_of(damaged, spoken) == Coverage(60_000, 3000, 2000, 1500)


def test_damage_stands_among_the_events_in_their_order() -> None:
    ear: Any = SimpleNamespace(engine=ENGINE, settings=Settings())
    damaged = replace(RECORDING, damage=(Damage(Span(500, 900), "dropped frame"),))
    events = [
        Event("beep", Span(2000, 2100)),
        Event("tone", Span(500, 600), 1),
        Event("beep", Span(100, 200)),
    ]
    made = assemble(damaged, ear, events, (), ())
    assert [(event.kind, event.span.start_ms) for event in made.events] == [
        ("beep", 100),
        ("damage", 500),
        ("tone", 500),
        ("beep", 2000),
    ]
    assert made.events[1].details["what"] == "dropped frame"


def test_a_transcript_does_not_know_its_folder() -> None:
    here = named(transcript(), Path("/home/alice/night.wav"), Settings())
    there = named(transcript(), Path("night.wav"), Settings())
    assert here == there
    assert here.recording.path == "night.wav"


def test_a_name_that_is_no_text_still_becomes_one() -> None:
    odd = Path(b"ni\xffght.wav".decode("utf-8", "surrogateescape"))
    assert named(transcript(), odd, Settings()).recording.path == "ni\ufffdght.wav"


def test_the_clock_comes_from_the_user_before_the_name() -> None:
    path = Path("feed 20260117-213005Z.wav")
    assert named(transcript(), path, Settings()).recording.start_time_basis == "filename"
    told = named(transcript(), path, Settings(start_time="2026-01-17T21:00:00+00:00")).recording
    assert (told.start_time, told.start_time_basis) == ("2026-01-17T21:00:00+00:00", "option")


def test_limits_say_what_no_report_can_know_and_what_this_one_could_not_hear() -> None:
    spoken = (Transmission(0, Span(0, 9000), text="copy"), Transmission(1, Span(9000, 10_000)))
    poor = transcript(transmissions=spoken, coverage=Coverage(60_000, 10_000, 1000, 2500))
    poor = replace(poor, engine=replace(ENGINE, model_known=False))
    said = limits_of([poor], {RECORDING.sha256: 0.25})
    assert said[:2] == (NOT_AUTHENTICATED, NOT_SUPPLIED)
    text = "\n".join(said)
    for fact in ("1.0 s of 10.0 s", "2.5 s of sound", "25%", "checksum", "not known"):
        assert fact in text
    assert "no speech" in "\n".join(limits_of([transcript()], {}))


def test_a_limit_that_many_recordings_have_is_one_sentence() -> None:
    night = [
        transcript(
            recording=replace(
                RECORDING, path=f"{n}.wav", sha256=f"{n:064d}", notes=("its zone is not known",)
            ),
            coverage=Coverage(60_000, 9000, 500, 0),
        )
        for n in range(200)
    ]
    said = limits_of(night, {})[3:]
    assert len(said) == 4
    assert "200 recordings (0.wav, 1.wav, 2.wav, …): its zone is not known." in said
    assert any("100.0 s of 1800.0 s of speech" in one for one in said)
    assert len(limits_of(night[:3], {})[3:]) == 12


def searched(path: Path, sha256: str) -> Searched:
    recording = replace(RECORDING, path=path.name, sha256=sha256)
    return Searched(path, transcript(recording=recording))


@pytest.fixture
def copies(tmp_path: Path) -> list[Searched]:
    from dispatch.files import sha256_of

    made = [Path(shutil.copy(SAMPLE, tmp_path / f"{number}.flac")) for number in range(3)]
    return [searched(path, sha256_of(path)) for path in made]


def test_only_a_few_recordings_lie_decoded_at_a_time(copies: list[Searched]) -> None:
    with Sounds(most_open=2) as sounds:
        first, second, third = (sounds.of(one) for one in copies)
        loud = first.read(0, Span(2000, 3000))
        assert len(loud) == 16_000
        assert sounds.decoded(copies[0]) is sounds.decoded(copies[0])
        second.read(0, Span(0, 10))
        third.read(0, Span(0, 10))
        assert len(sounds._open) == 2
        assert (first.read(0, Span(2000, 3000)) == loud).all()
    assert not sounds._open


def test_another_file_under_the_old_name_is_not_listened_to(copies: list[Searched], tmp_path: Path) -> None:
    copies[0].path.write_bytes((SAMPLE.parent / "fire-maplecourt.wav").read_bytes())
    with Sounds() as sounds, pytest.raises(AudioError, match="not the recording that was transcribed"):
        sounds.of(copies[0]).read(0, Span(0, 1000))


@pytest.fixture
def handlers() -> Iterator[None]:
    """Puts back how this process takes requests to stop."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("handlers")
def test_a_request_to_stop_is_not_forgotten_where_it_is_swallowed() -> None:
    with interruption.remembered():
        with contextlib.suppress(KeyboardInterrupt):  # as a decoder in C does
            os.kill(os.getpid(), signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            interruption.check()
    interruption.check()


@pytest.mark.usefixtures("handlers")
def test_a_second_request_does_not_cut_short_the_ending_of_the_first() -> None:
    with pytest.raises(KeyboardInterrupt), interruption.remembered():
        os.kill(os.getpid(), signal.SIGINT)
    os.kill(os.getpid(), signal.SIGINT)
    os.kill(os.getpid(), signal.SIGTERM)


@pytest.mark.usefixtures("handlers")
def test_without_a_request_all_is_as_it_was() -> None:
    before = signal.getsignal(signal.SIGINT)
    with interruption.remembered():
        pass
    assert signal.getsignal(signal.SIGINT) is before
