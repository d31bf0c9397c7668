"""Ctrl-C that can't get lost.

Python raises ``KeyboardInterrupt`` wherever it happens to be. In a function that a library written
in C calls back, such as the file that an encoder writes to, the exception is swallowed there and the
work goes on with a hole in it. So the wish to stop is also written down, and asked for before any
result is believed.
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

_asked = threading.Event()


def check() -> None:
    """Stop here if somebody has asked to stop.

    Raises:
        KeyboardInterrupt: if so.
    """
    if _asked.is_set():
        raise KeyboardInterrupt


@contextmanager
def remembered() -> Iterator[None]:
    """While this lasts, a request to stop by Ctrl-C or SIGTERM is raised and remembered.

    One that comes after it, when the process is about to end, is passed over: a terminal's Ctrl-C reaches
    every process of a command, and whoever waits for this one passes it on as well.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _asked.clear()
    before = {number: signal.signal(number, _ask) for number in (signal.SIGINT, signal.SIGTERM)}
    hook, sys.unraisablehook = sys.unraisablehook, _pass_over_interrupts
    try:
        yield
    finally:
        sys.unraisablehook = hook
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN if _asked.is_set() else handler)
        _asked.clear()


def _ask(number: int, frame: FrameType | None) -> None:
    if _asked.is_set():
        return
    _asked.set()
    raise KeyboardInterrupt


def _pass_over_interrupts(swallowed: Any) -> None:
    """Say nothing of an interrupt that was swallowed: it is remembered."""
    if not issubclass(swallowed.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(swallowed)
