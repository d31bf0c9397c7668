"""A stretch of time on one recording's own clock.

Times are whole milliseconds from the recording's first sample, so that equal
moments compare equal and nothing depends on a rounding setting. A span is
half-open: it holds its start and not its end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open interval ``[start_ms, end_ms)`` of a recording, ``0 <= start_ms <= end_ms``.

    Raises:
        ValueError: if the interval starts before the recording or ends before it starts.

    Example:
        >>> Span(1000, 2500).duration_ms
        1500
        >>> Span(0, 1000) & Span(900, 1200)
        Span(start_ms=900, end_ms=1000)
        >>> Span(0, 1000) & Span(1000, 1200) is None
        True
    """

    start_ms: int
    end_ms: int

    def __post_init__(self) -> None:
        if not 0 <= self.start_ms <= self.end_ms:
            raise ValueError(f"no span from {self.start_ms} ms to {self.end_ms} ms")

    @property
    def duration_ms(self) -> int:
        return self.end_ms - self.start_ms

    @property
    def start_s(self) -> float:
        return self.start_ms / 1000

    @property
    def end_s(self) -> float:
        return self.end_ms / 1000

    def __and__(self, other: Span) -> Span | None:
        """The time both hold, or None where they only touch or are apart."""
        start, end = max(self.start_ms, other.start_ms), min(self.end_ms, other.end_ms)
        return Span(start, end) if start < end else None

    def __contains__(self, other: Span) -> bool:
        return self.start_ms <= other.start_ms and other.end_ms <= self.end_ms

    def cover(self, other: Span) -> Span:
        """The shortest span that holds both.

        Example:
            >>> Span(0, 10).cover(Span(40, 50))
            Span(start_ms=0, end_ms=50)
        """
        return Span(min(self.start_ms, other.start_ms), max(self.end_ms, other.end_ms))

    def gap_ms(self, other: Span) -> int:
        """Milliseconds between the two; 0 where they touch or overlap."""
        return max(0, other.start_ms - self.end_ms, self.start_ms - other.end_ms)

    def shift(self, offset_ms: int) -> Span:
        return Span(self.start_ms + offset_ms, self.end_ms + offset_ms)

    def grow(self, before_ms: int, after_ms: int | None = None) -> Span:
        """This span with time added at both ends, not before the recording's start.

        Example:
            >>> Span(100, 200).grow(150)
            Span(start_ms=0, end_ms=350)
        """
        after = before_ms if after_ms is None else after_ms
        start = max(0, self.start_ms - before_ms)
        return Span(start, max(start, self.end_ms + after))


def covering(spans: Iterable[Span]) -> Span | None:
    """The shortest span that holds them all, or None for none.

    Example:
        >>> covering([Span(5, 6), Span(1, 2)])
        Span(start_ms=1, end_ms=6)
    """
    whole: Span | None = None
    for span in spans:
        whole = span if whole is None else whole.cover(span)
    return whole


def total_ms(spans: Iterable[Span]) -> int:
    """Milliseconds held by any of the spans, overlaps counted once.

    Example:
        >>> total_ms([Span(0, 10), Span(5, 20)])
        20
    """
    total, reached = 0, 0
    for span in sorted(spans):
        total += max(0, span.end_ms - max(span.start_ms, reached))
        reached = max(reached, span.end_ms)
    return total
