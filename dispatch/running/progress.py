"""How far the work has come: a bar on a terminal, a line now and then in a log, or nothing.

All of it goes to standard error. Text from file names loses its control characters first, so
that a name can't move the cursor or colour the screen.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from dispatch.interfaces import Progress
from dispatch.running import interruption
from dispatch.running.pace import Expected, Pace, minutes_or_seconds

LINE_EVERY_S = 30.0
"""Between two lines in a log."""

Tick = Callable[[int, float], None]
"""Told which part of the work and the share of it that is done, 0..1."""


def portion(progress: Progress | None, start: float, end: float) -> Progress | None:
    """The progress of one stage as a piece of the whole.

    Example:
        >>> said = []
        >>> portion(said.append, 0.5, 1.0)(0.5)
        >>> said
        [0.75]
    """
    if progress is None:
        return None
    return lambda share: progress(start + (end - start) * share)


def printable(text: str) -> str:
    """The text with control and formatting characters made visible as ``?``, on one line.

    Example:
        >>> printable("night\\x1b[2J.mp3")
        'night?[2J.mp3'
    """
    return "".join(c if c.isprintable() else " " if c.isspace() else "?" for c in text)


class Board:
    """Where progress and messages are shown, and where a request to stop is asked for.

    Args:
        quiet: show neither.
        stream: standard error if None.
        clock: seconds that only grow; replaced in tests.
    """

    def __init__(
        self,
        quiet: bool = False,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stream = stream if stream is not None else sys.stderr
        self._quiet = quiet
        self._clock = clock

    def say(self, message: str) -> None:
        """One line for the person, unless quiet."""
        if not self._quiet:
            print(printable(message), file=self._stream, flush=True)

    @contextmanager
    def work(self, what: str, sizes: Sequence[float]) -> Iterator[Tick]:
        """Show the progress of parts whose sizes tell how much of the whole each is."""
        if self._quiet or not sizes:
            yield lambda part, share: interruption.check()
        elif self._stream.isatty():
            with _bar(what, sizes, self._stream) as tick:
                yield tick
        else:
            yield self._lines(what, sizes)
        interruption.check()

    @contextmanager
    def stream(self, what: str, expected: Expected | None = None) -> Iterator[Pace]:
        """Show the progress of so many parts that nothing is kept of each: how fast, and how long still.

        Args:
            what: the work, as in "transcribing".
            expected: how much there is; None where nobody knows, as new parts keep coming.
        """
        pace = Pace(expected, self._clock)
        if self._quiet:
            yield pace
        elif self._stream.isatty():
            with _status(what, pace, self._stream):
                yield pace
        else:
            pace.tell = self._now_and_then(what, pace)
            yield pace
        interruption.check()

    def _now_and_then(self, what: str, pace: Pace) -> Callable[[], None]:
        spoke = self._clock()

        def tell() -> None:
            nonlocal spoke
            if self._clock() - spoke >= LINE_EVERY_S:
                spoke = self._clock()
                self.say(f"{what}: {pace.described()}")

        return tell

    def _lines(self, what: str, sizes: Sequence[float]) -> Tick:
        done = _Shares(sizes)
        started = spoke = self._clock()

        def tick(part: int, share: float) -> None:
            nonlocal spoke
            interruption.check()
            done.tell(part, share)
            now = self._clock()
            if now - spoke >= LINE_EVERY_S and done.share < 1:
                spoke = now
                left = (now - started) * (1 - done.share) / max(done.share, 1e-6)
                remaining = f", about {minutes_or_seconds(left)} left" if done.share > 0.01 else ""
                self.say(f"{what}: {done.share:.0%}, {done.finished} of {len(sizes)} done{remaining}")

        return tick


class _Shares:
    """The share of the whole from the shares of its parts."""

    def __init__(self, sizes: Sequence[float]) -> None:
        self._sizes = [max(size, 1.0) for size in sizes]
        self._done = [0.0] * len(sizes)

    def tell(self, part: int, share: float) -> None:
        self._done[part] = max(self._done[part], min(share, 1.0))

    @property
    def share(self) -> float:
        done = sum(size * share for size, share in zip(self._sizes, self._done, strict=True))
        return done / sum(self._sizes)

    @property
    def finished(self) -> int:
        return sum(share >= 1 for share in self._done)


@contextmanager
def _bar(what: str, sizes: Sequence[float], stream: TextIO) -> Iterator[Tick]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    done = _Shares(sizes)
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    remaining = TimeRemainingColumn(elapsed_when_finished=True)
    with Progress(*columns, remaining, console=Console(file=stream), transient=True) as shown:
        task = shown.add_task(what, total=1.0)

        def tick(part: int, share: float) -> None:
            interruption.check()
            done.tell(part, share)
            shown.update(task, completed=done.share)

        yield tick


@contextmanager
def _status(what: str, pace: Pace, stream: TextIO) -> Iterator[None]:
    """A line that keeps itself up to date."""
    from rich.console import Console

    console = Console(file=stream)
    with console.status(what) as status:
        pace.tell = lambda: status.update(printable(f"{what}: {pace.described()}"))
        yield
