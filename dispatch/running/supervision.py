"""Work done by a second process, so that somebody is left to speak when native code dies.

A model or a decoder that runs out of memory, or crashes, ends its whole process: no Python code gets
to say so, and the exit code means nothing. So the process that the user started forks at once, does
nothing but wait, passes on requests to stop, and tells a death from an ending. If it is killed
itself, the other ends too.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

KILLED = "its process was killed, most likely because memory ran out"
DIED = "its process died ({how})"
PASSED_ON = (signal.SIGINT, signal.SIGTERM)


def supervised(work: Callable[[], int], crashed: Callable[[str], int]) -> int:
    """What ``work`` returns, done by a process of its own; ``crashed`` is told how that process died.

    Where a process can't be forked, the work is done in this one.
    """
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return work()
    told, tells = os.pipe()
    alive, living = os.pipe()
    signal.pthread_sigmask(signal.SIG_BLOCK, PASSED_ON)
    child = os.fork()
    if child == 0:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, PASSED_ON)
        os.close(told)
        os.close(living)
        _end_with_parent(alive)
        code = work()
        os.write(tells, bytes([code]))
        sys.exit(code)
    os.close(tells)
    os.close(alive)
    return _wait(child, told, crashed)


def _wait(child: int, told: int, crashed: Callable[[str], int]) -> int:
    def pass_on(number: int, frame: FrameType | None) -> None:
        os.kill(child, number)

    for number in PASSED_ON:
        signal.signal(number, pass_on)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, PASSED_ON)
    _, status = os.waitpid(child, 0)
    for number in PASSED_ON:
        signal.signal(number, signal.SIG_DFL)
    said = os.read(told, 1)
    os.close(told)
    return said[0] if said else crashed(_how(status))


def _how(status: int) -> str:
    number = os.waitstatus_to_exitcode(status)
    if number == -signal.SIGKILL:
        return KILLED
    return DIED.format(how=signal.Signals(-number).name if number < 0 else f"exit code {number}")


def _end_with_parent(alive: int) -> None:
    """End this process at once when the other end of a pipe is gone: its holder was killed."""

    def watch() -> NoReturn:
        os.read(alive, 1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
