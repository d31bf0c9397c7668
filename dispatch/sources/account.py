"""What is said of a recording by what lies beside it, in one form for every radio system."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dispatch.values import Details
from dispatch.values.clock import EPOCH

SECOND_S, MINUTE_S, HOUR_S = 1.0, 60.0, 3600.0


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment as somebody wrote it down: local where it has no zone."""

    moment: datetime
    uncertainty_s: float
    """What the notation leaves open, and what is known of the habits of the program that wrote it."""
    basis: str
    """``sidecar``, ``tags`` or ``filename``."""
    at_end: bool = False
    """Written when the recording was complete, not when it began."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A transmission's place in the file and the moment it began on the air."""

    at_ms: int
    time_ms: int
    """Since 1970, UTC."""


@dataclass(frozen=True, slots=True)
class UnitMark:
    """From here on, by the radio's own word, this id transmits; ``tag`` is what the recorder calls it."""

    at_ms: int
    id: str
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """All that was found, and ``notes`` on what could not be used: sentences without their subject."""

    source: Details = Details()
    stamp: Stamp | None = None
    pieces: tuple[Piece, ...] = ()
    units: tuple[UnitMark, ...] = ()
    cut_ms: int = 0
    """Dead air that the recorder left out, and nobody can say where."""
    notes: tuple[str, ...] = ()

    def filled_from(self, other: Account) -> Account:
        """This account, with what it does not say taken from another.

        Example:
            >>> by_name = Account(Details((("talkgroup", "12"), ("feed", "7"))))
            >>> Account(Details((("talkgroup", "11"),))).filled_from(by_name).source
            (('talkgroup', '11'), ('feed', '7'))
        """
        said = {key for key, _ in self.source}
        added = tuple((key, value) for key, value in other.source if key not in said)
        return replace(
            self,
            source=Details((*self.source, *added)),
            stamp=_better(self.stamp, other.stamp),
            pieces=self.pieces or other.pieces,
            units=self.units or other.units,
            notes=(*self.notes, *other.notes),
        )


def _better(first: Stamp | None, second: Stamp | None) -> Stamp | None:
    """The first, unless the second alone has a zone: without one a time is no moment."""
    if first is None or second is None:
        return first or second
    return second if first.moment.tzinfo is None and second.moment.tzinfo is not None else first


def at_epoch(time_ms: int) -> datetime:
    """A moment in milliseconds since 1970.

    Example:
        >>> at_epoch(1_768_685_405_250).isoformat()
        '2026-01-17T21:30:05.250000+00:00'
    """
    return EPOCH + timedelta(milliseconds=time_ms)


def epoch_ms(moment: datetime) -> int:
    """Milliseconds since 1970 of a moment with a zone."""
    return (moment - EPOCH) // timedelta(milliseconds=1)
