"""Following a recorder: a recording is handed out when it is complete, and again only if it changes."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from dispatch.batch import watch
from dispatch.batch.watch import ALONE_S, SETTLED_S, Moments, Watch


class Recorder:
    """A recorder's folder, and the clock that it and the watch have in common."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = 1_773_540_000.0
        self.plan: list[tuple[float, Callable[[], None]]] = []
        self._touch(folder)

    def sleep(self, seconds: float) -> None:
        end = self.now + seconds
        while self.plan and self.plan[0][0] <= end:
            self.now, act = self.plan.pop(0)
            act()
        self.now = end

    def at(self, seconds: float, act: Callable[[], None]) -> None:
        self.plan.append((1_773_540_000.0 + seconds, act))
        self.plan.sort(key=lambda one: one[0])

    def write(self, name: str, size: int = 1) -> None:
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x" * size)
        for one in (path, path.parent, self.folder):
            self._touch(one)

    def remove(self, name: str) -> None:
        (self.folder / name).unlink()
        self._touch(self.folder)

    def _touch(self, path: Path) -> None:
        os.utime(path, (self.now, self.now))

    def handed_out(self, seconds: float, leave_out: Path | None = None) -> list[tuple[str, float]]:
        """Names, and when they were handed out."""
        found = []
        moments = Moments(0.5, lambda: self.now, self.sleep)
        for path in Watch([self.folder], leave_out, moments).recordings():
            if path is not None:
                found.append((path.name, self.now - 1_773_540_000.0))
            if self.now > 1_773_540_000.0 + seconds:
                return found
        return found


@pytest.fixture
def recorder(tmp_path: Path) -> Recorder:
    return Recorder(tmp_path)


def test_with_its_sidecar_a_call_is_ready_a_moment_after_it_ends(recorder: Recorder) -> None:
    for second in range(5, 12):
        recorder.at(second, lambda second=second: recorder.write("call.wav", second))
    recorder.at(11.2, lambda: recorder.write("call.json"))
    [(name, at)] = recorder.handed_out(60)
    assert name == "call.wav"
    assert 11 + SETTLED_S <= at <= 11 + SETTLED_S + 1


def test_without_a_sidecar_it_takes_longer(recorder: Recorder) -> None:
    recorder.at(5, lambda: recorder.write("call.wav"))
    [(_, at)] = recorder.handed_out(60)
    assert 5 + ALONE_S <= at <= 5 + ALONE_S + 1


def test_a_call_with_a_pause_is_not_taken_in_the_pause(recorder: Recorder) -> None:
    recorder.at(5, lambda: recorder.write("call.wav", 10))
    recorder.at(5 + ALONE_S - 2, lambda: recorder.write("call.wav", 20))
    [(_, at)] = recorder.handed_out(60)
    assert at >= 5 + ALONE_S - 2 + ALONE_S


def test_what_lies_there_already_comes_at_once_and_each_call_once(recorder: Recorder) -> None:
    for name in ("b.wav", "a.wav", "notes.txt", ".hidden.wav", "deeper/c.wav"):
        recorder.write(name)
    recorder.now += 100
    recorder.at(130, lambda: recorder.write("deeper/d.wav"))
    names = [name for name, _ in recorder.handed_out(200)]
    assert names == ["a.wav", "b.wav", "c.wav", "d.wav"]


def test_an_empty_or_vanished_file_is_no_call(recorder: Recorder) -> None:
    recorder.write("empty.wav", 0)
    recorder.at(3, lambda: recorder.write("temporary.wav"))
    recorder.at(5, lambda: recorder.remove("temporary.wav"))
    recorder.at(6, lambda: recorder.write("kept.wav"))
    assert [name for name, _ in recorder.handed_out(60)] == ["kept.wav"]


def test_results_inside_the_folder_are_not_taken_for_calls(recorder: Recorder) -> None:
    recorder.write("out/clip.wav")
    recorder.write("call.wav")
    assert [name for name, _ in recorder.handed_out(60, recorder.folder / "out")] == ["call.wav"]


def test_two_calls_within_one_tick_of_the_folder_s_time_are_both_found(recorder: Recorder) -> None:
    recorder.at(5.0, lambda: recorder.write("a.wav"))
    recorder.at(5.6, lambda: recorder.write("b.wav"))

    def hide() -> None:
        os.utime(recorder.folder, (1_773_540_005.0, 1_773_540_005.0))

    recorder.at(5.61, hide)
    assert [name for name, _ in recorder.handed_out(60)] == ["a.wav", "b.wav"]


def test_a_call_that_goes_on_after_a_long_pause_is_taken_again_when_it_ends(recorder: Recorder) -> None:
    recorder.at(5, lambda: recorder.write("call.wav", 10))
    for second in (30, 35, 40):
        recorder.at(second, lambda second=second: recorder.write("call.wav", second))
    [(_, first), (_, second)] = recorder.handed_out(200)
    assert first < 30
    assert 40 + ALONE_S <= second <= 40 + ALONE_S + 15


def test_a_call_is_taken_again_with_a_sidecar_that_comes_or_is_completed_later(recorder: Recorder) -> None:
    recorder.write("call.wav")
    recorder.at(40, lambda: recorder.write("call.json", 5))
    recorder.at(80, lambda: recorder.write("call.json", 50))
    times = [at for _, at in recorder.handed_out(300)]
    assert len(times) == 3
    assert times[0] < 40 + SETTLED_S <= times[1] < 80 + SETTLED_S <= times[2]


def test_a_file_that_is_replaced_or_comes_back_is_another_call(recorder: Recorder) -> None:
    recorder.write("bad.wav", 7)
    recorder.write("away.wav", 7)
    recorder.at(30, lambda: recorder.write("bad.wav", 7))
    recorder.at(30, lambda: recorder.remove("away.wav"))
    recorder.at(90, lambda: recorder.write("away.wav", 7))
    names = [name for name, _ in recorder.handed_out(200)]
    assert names == ["away.wav", "bad.wav", "bad.wav", "away.wav"]


def test_a_recording_is_looked_at_ever_less_often_and_at_last_no_more(
    recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[float] = []
    state_of = watch._state_of
    monkeypatch.setattr(watch, "_state_of", lambda path: looks.append(recorder.now) or state_of(path))
    monkeypatch.setattr(watch, "AGAIN_S", 1000.0)
    recorder.write("call.wav")
    recorder.at(1500, lambda: recorder.write("call.wav", 20))
    assert len(recorder.handed_out(3000)) == 1
    later = [at for at in looks if at > 1_773_540_000.0 + 30]
    assert 10 < len(later) < 20
