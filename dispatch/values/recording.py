"""A recording as it lies on disk: what it is, how long, what is damaged, what is known about its source."""

from __future__ import annotations

from dataclasses import dataclass, field

from dispatch.values.clock import ClockPoint, clock_at
from dispatch.values.jsonform import Details
from dispatch.values.span import Span


@dataclass(frozen=True, slots=True)
class Damage:
    """A stretch whose sound is lost; silence of the same length stands in for it."""

    span: Span
    what: str


@dataclass(frozen=True, slots=True)
class Recording:
    """A recording and its provenance. It describes the audio and does not hold it."""

    path: str
    sha256: str
    """Of the file as it lies on disk, hexadecimal."""
    bytes: int
    container: str
    codec: str
    sample_rate: int
    """Hertz, as stored in the file."""
    channels: int
    """As stored in the file."""
    duration_ms: int
    """Of the decoded audio."""
    header_duration_ms: int | None = None
    """As the container claims; None where it says nothing."""
    damage: tuple[Damage, ...] = ()
    start_time: str | None = None
    """ISO 8601 with an offset: the clock at the first sample."""
    start_time_basis: str | None = None
    """``sidecar``, ``filename``, ``tags`` or ``option``."""
    start_time_uncertainty: float | None = None
    """Seconds."""
    source: Details = field(default=Details())
    """What is known of where it came from: system, talkgroup, frequency, feed and the like."""
    clock: tuple[ClockPoint, ...] = ()
    """Where the clock departs from the start plus the place: silence left out by the recorder, a change of
    daylight saving time. In order; each holds up to the next."""
    notes: tuple[str, ...] = ()
    """What could not be used of its sidecar, tags and name, and why: sentences without their subject."""

    def clock_at(self, offset_ms: int) -> ClockPoint | None:
        """The clock at a place in the recording, None where it has none, or none that can be read.

        Example:
            >>> later = ClockPoint(5000, "2026-03-14T21:05:00+00:00", 1.0)
            >>> call = Recording("a.wav", "", 0, "wav", "", 8000, 1, 9000, clock=(later,),
            ...     start_time="2026-03-14T21:04:10+00:00")
            >>> call.clock_at(4000).time, call.clock_at(6000).time
            ('2026-03-14T21:04:14.000+00:00', '2026-03-14T21:05:01.000+00:00')
        """
        if self.start_time is None:
            return None
        start = ClockPoint(0, self.start_time, self.start_time_uncertainty)
        point = max((p for p in self.clock if p.at_ms <= offset_ms), key=lambda p: p.at_ms, default=start)
        try:
            time = clock_at(point.time, offset_ms - point.at_ms)
        except (ValueError, OverflowError):  # what somebody else's transcript says may be no time
            return None
        return ClockPoint(offset_ms, time, point.uncertainty)
