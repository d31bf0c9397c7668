"""Sound on one clock: gaps, jumps, and the bounds of what is believed."""

from __future__ import annotations

import io
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.audio import timeline as module
from dispatch.audio.pieces import Format, Lost, Sound
from dispatch.audio.store import SampleWriter
from dispatch.audio.timeline import Timeline

FRAME = 320
"""20 ms at 16 kHz."""


class Tape:
    """A timeline, what was written through it, and frames that hold their own number."""

    def __init__(self, rate_hz: int = 16000, *, promised: float | None = None, channels: int = 1) -> None:
        self.out = [io.BytesIO() for _ in range(channels)]
        header = None if promised is None else Fraction(promised)
        form = Format("ogg", "opus", rate_hz, channels, header_duration=header)
        self.line = Timeline(SampleWriter(self.out, deep=True), form)
        self.rate_hz = rate_hz

    def frame(self, start_ms: float | None, value: float = 0.5, channels: int = 1) -> None:
        start = None if start_ms is None else Fraction(start_ms) / 1000
        self.line.add(Sound(start, self.rate_hz, np.full((channels, FRAME), value, dtype=np.float32)))

    def heard(self) -> np.ndarray:
        count = self.line.finish()
        return np.frombuffer(self.out[0].getvalue(), dtype=np.float32)[:count]


def test_frames_that_follow_each_other() -> None:
    tape = Tape()
    for number in range(100):
        tape.frame(20 * number)
    assert len(tape.heard()) == 100 * FRAME and tape.line.damage == ()


def test_a_gap_becomes_silence_once_the_next_frames_agree() -> None:
    tape = Tape()
    for start_ms in (0, 20, 140, 160, 180):
        tape.frame(start_ms)
    heard = tape.heard()
    assert len(heard) == 16 * 200 and not heard[640:2240].any() and heard[2240:].all()
    (line,) = tape.line.damage
    assert (line.span.start_ms, line.span.end_ms) == (40, 140)


def test_one_wrong_timestamp_is_not_believed() -> None:
    tape = Tape()
    for start_ms in (0, 20, 40 + 3000, 60, 80, 100 - 70, 120, 140):
        tape.frame(start_ms)
    assert len(tape.heard()) == 8 * FRAME and tape.line.damage == ()


def test_a_gap_before_the_very_last_frame() -> None:
    tape = Tape()
    for start_ms in (0, 20, 100):
        tape.frame(start_ms)
    assert len(tape.heard()) == 16 * 120


def test_timestamps_of_whole_milliseconds_do_not_drift() -> None:
    tape = Tape(44100)
    for number in range(500):
        tape.frame(round(1000 * number * FRAME / 44100))
    assert len(tape.heard()) == pytest.approx(500 * FRAME * 16000 / 44100, abs=1)
    assert tape.line.damage == ()


@pytest.mark.parametrize("jump_ms", [-15_000, 90_000, 4 * 3_600_000])
def test_a_jump_out_of_the_recording_is_noted_and_not_followed(jump_ms: int) -> None:
    tape = Tape(promised=60)
    for number in range(20):
        tape.frame(20 * number + (20_000 if number < 10 else 20_000 + jump_ms))
    heard = tape.heard()
    assert len(heard) == 16 * 20_000 + 20 * FRAME
    (_, line) = tape.line.damage
    assert line.span.duration_ms == 0 and f"{jump_ms / 1000:.3f} s" in line.what


def test_lost_frames_at_the_start_and_at_the_end_take_their_time() -> None:
    tape = Tape()
    tape.line.add(Lost(Fraction(0), Fraction(1, 10), "bad"))
    tape.frame(100)
    tape.line.add(Lost(None, Fraction(1, 20), "bad"))
    tape.line.add(Lost(None, Fraction(1, 20), "bad"))
    assert len(tape.heard()) == 16 * 220
    assert [(line.span.start_ms, line.span.end_ms) for line in tape.line.damage] == [(0, 100), (120, 220)]


def test_a_loss_of_hours_is_not_believed() -> None:
    tape = Tape()
    tape.frame(0)
    tape.line.add(Lost(None, Fraction(10**6), "bad"))
    assert len(tape.heard()) == FRAME


def test_another_sample_rate_goes_on_at_the_same_time() -> None:
    tape = Tape(48000)
    for _ in range(15):
        tape.frame(None)
    tape.rate_hz = 8000
    for _ in range(10):
        tape.frame(None)
    assert len(tape.heard()) == 16 * (100 + 400) and tape.line.damage == ()


def test_another_number_of_channels_is_noted_once() -> None:
    tape = Tape(channels=2)
    tape.frame(None, channels=2)
    for _ in range(3):
        tape.frame(None, channels=1)
    tape.frame(None, channels=5)
    assert len(tape.heard()) == 5 * FRAME
    assert [line.what[-4:] for line in tape.line.damage] == ["to 1", "to 5"]


def test_damage_without_end_stays_a_list_of_bounded_length() -> None:
    tape = Tape()
    for _ in range(5 * module.MAX_DAMAGE_LINES):
        tape.line.add(Lost(None, Fraction(1, 100), "bad"))
        tape.line.add(Sound(None, 16000, np.zeros((1, 160), dtype=np.float32)))
    lines = tape.line.damage
    assert 100 < len(lines) <= module.MAX_DAMAGE_LINES
    assert lines[0].span.start_ms == 0 and lines[-1].span.end_ms >= 5 * module.MAX_DAMAGE_LINES * 20 - 20


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.tuples(
                st.just("sound"), st.one_of(st.none(), st.integers(-(10**9), 10**9)), st.integers(0, 400)
            ),
            st.tuples(
                st.just("lost"), st.one_of(st.none(), st.integers(-(10**9), 10**9)), st.integers(0, 10**7)
            ),
        ),
        max_size=25,
    )
)
def test_whatever_comes_the_clock_counts_what_is_written(
    pieces: list[tuple[str, int | None, int]],
) -> None:
    tape = Tape(promised=30)
    for kind, start_ms, amount in pieces:
        start = None if start_ms is None else Fraction(start_ms, 1000)
        if kind == "sound":
            tape.line.add(Sound(start, 16000, np.full((1, amount), 0.1, dtype=np.float32)))
        elif amount < 10_000:
            tape.line.add(Lost(start, Fraction(amount, 1000), "bad"))
    heard = tape.heard()
    assert len(heard) == tape.line.now * 16000
    end_ms = len(heard) / 16 + 1
    assert all(line.span.end_ms <= end_ms for line in tape.line.damage)
