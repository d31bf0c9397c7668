"""A recording as it lies on disk: what it is, how long, what is damaged, what is known about its source."""

from __future__ import annotations

from dataclasses import dataclass, field

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
