"""Progress: lines now and then in a log, a bar on a terminal, nothing when quiet."""

from __future__ import annotations

import io

from dispatch.running.progress import Board, printable


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_log_gets_a_line_now_and_then_with_the_time_left() -> None:
    clock, log = Clock(), io.StringIO()
    with Board(stream=log, clock=clock).work("transcribing", [100, 300]) as tick:
        tick(0, 0.5)
        assert log.getvalue() == ""
        clock.now = 60
        tick(0, 1.0)
        clock.now = 70
        tick(1, 0.1)
        clock.now = 100
        tick(1, 1 / 3)
    assert log.getvalue().splitlines() == [
        "transcribing: 25%, 1 of 2 done, about 3 min left",
        "transcribing: 50%, 1 of 2 done, about 2 min left",
    ]


def test_progress_never_goes_back() -> None:
    clock, log = Clock(), io.StringIO()
    with Board(stream=log, clock=clock).work("w", [1]) as tick:
        tick(0, 0.5)
        clock.now = 31
        tick(0, 0.2)
    assert "50%" in log.getvalue()


def test_a_terminal_gets_a_bar_with_the_time_remaining() -> None:
    terminal = Terminal()
    with Board(stream=terminal).work("transcribing", [1, 1]) as tick:
        tick(0, 1.0)
    assert "transcribing" in terminal.getvalue()
    assert "50%" in terminal.getvalue()


def test_quiet_shows_nothing() -> None:
    for stream in (io.StringIO(), Terminal()):
        board = Board(quiet=True, stream=stream)
        board.say("hello")
        with board.work("w", [1]) as tick:
            tick(0, 1.0)
        assert stream.getvalue() == ""


def test_a_name_cannot_steer_the_terminal() -> None:
    log = io.StringIO()
    Board(stream=log).say("night\x1b[2J\u202e.mp3\nerror: forged")
    assert log.getvalue() == "night?[2J?.mp3 error: forged\n"
    assert printable("naïve 10–4") == "naïve 10–4"
