"""What a reader of a file hands on, in the file's order: sound, and places where sound is lost.

Times are exact fractions of a second from the first sample that a listener would hear, so that
a day of frames adds up without drift. A reader knows the container; what comes after it (silence
for what is lost, resampling, storage) does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from dispatch.values import Details

if TYPE_CHECKING:
    from dispatch.interfaces import FloatArray


UNREADABLE = "unreadable bytes in the file"
UNDECODABLE = "a frame that can't be decoded"
"""Why sound is lost, for a person."""


class UnusableError(Exception):
    """The file can't be used at all. ``why`` and ``remedy`` are for a person."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(why)
        self.why = why
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Format:
    """What a file says about its sound before any of it is decoded.

    Example:
        >>> Format("wav", "pcm_s16le", 8000, 1).header_duration is None
        True
    """

    container: str
    codec: str
    rate_hz: int
    channels: int
    header_duration: Fraction | None = None
    """Seconds, as the container claims."""
    end: Fraction | None = None
    """Where the sound ends, before the encoder's padding; None where nothing says so."""
    deep: bool = False
    """More than 16 bits a sample without loss, so that 16 would lose some."""
    source: Details = Details()


@dataclass(frozen=True, slots=True)
class Sound:
    """Decoded samples, shape (channels, n), float32, nominally in [-1, 1]."""

    start: Fraction | None
    """Seconds; None for "straight after what came before"."""
    rate_hz: int
    samples: FloatArray


@dataclass(frozen=True, slots=True)
class Lost:
    """A stretch whose sound can't be had. A duration of 0 marks a place where an unknown part is missing."""

    start: Fraction | None
    duration: Fraction
    why: str


class SoundReader(Protocol):
    """One way to read a file."""

    @property
    def format(self) -> Format: ...

    def pieces(self) -> Iterator[Sound | Lost]:
        """The sound in the file's order, once. What can't be decoded is :class:`Lost`, never an exception."""
        ...
