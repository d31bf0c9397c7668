"""How far and how fast many recordings go, from counts alone: nothing is kept of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dispatch.running import interruption


@dataclass(frozen=True, slots=True)
class Expected:
    """How much work there is."""

    parts: int
    size: float
    """Of all parts together; only ratios count."""


class Pace:
    """How far and how fast a stream of parts goes: counts, and nothing of the parts themselves."""

    def __init__(self, expected: Expected | None, clock: Callable[[], float]) -> None:
        self.expected = expected
        self.worked = self.passed = self.failed = 0
        self.heard_s = 0.0
        """Seconds of sound that the work of this run was about."""
        self.tell: Callable[[], None] = lambda: None
        self._clock = clock
        self._started = clock()
        self._worked_size = self._passed_size = 0.0
        self._under_way: dict[int, float] = {}

    def tick(self, number: int, share: float, size: float = 1.0) -> None:
        """Told of the share done, 0..1, of a part that is under way."""
        interruption.check()
        self._under_way[number] = max(self._under_way.get(number, 0.0), share * size)
        self.tell()

    def finish(self, number: int, size: float, heard_s: float = 0.0, *, failed: bool = False) -> None:
        """Told of a part that was worked on and is done with."""
        self._under_way.pop(number, None)
        self.worked += 1
        self.failed += failed
        self.heard_s += heard_s
        self._worked_size += size
        self.tell()
        interruption.check()

    def pass_over(self, size: float, *, failed: bool = False) -> None:
        """Told of a part that took no work."""
        self.passed += not failed
        self.failed += failed
        self._passed_size += size
        self.tell()
        interruption.check()

    @property
    def elapsed_s(self) -> float:
        return self._clock() - self._started

    @property
    def share(self) -> float:
        """Of the whole, 0..1; 0 where nobody knows how much there is."""
        if self.expected is None or not self.expected.size:
            return 0.0
        return min(1.0, (self._at_work() + self._passed_size) / self.expected.size)

    @property
    def left_s(self) -> float | None:
        """Seconds still to go at the pace of the work so far, None where it can't be told yet."""
        if self.expected is None or not self._at_work():
            return None
        left = self.expected.size - self._at_work() - self._passed_size
        return max(0.0, left) * self.elapsed_s / self._at_work()

    def rate(self) -> str:
        """How fast: parts a minute, and times faster than the sound plays."""
        minutes = max(self.elapsed_s, 1e-3) / 60
        real_time = self.heard_s / max(self.elapsed_s, 1e-3)
        times = f", {real_time:.1f} × real time" if self.heard_s else ""
        return f"{self.worked / minutes:.0f} a minute{times}"

    def described(self) -> str:
        """All of it, as a piece of a line."""
        done = self.worked + self.passed
        parts = [f"{done} done"]
        if self.expected is not None:
            parts = [f"{self.share:.0%}", f"{done} of {self.expected.parts} done"]
        if self.failed:
            parts.append(f"{self.failed} failed")
        if self.worked:
            parts.append(self.rate())
        if self.left_s is not None and self.share > 0.01:
            parts.append(f"about {minutes_or_seconds(self.left_s)} left")
        return ", ".join(parts)

    def _at_work(self) -> float:
        return self._worked_size + sum(self._under_way.values())


def minutes_or_seconds(seconds: float) -> str:
    """A time to wait, as a piece of a line.

    Example:
        >>> minutes_or_seconds(80.2), minutes_or_seconds(600)
        ('80 s', '10 min')
    """
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
