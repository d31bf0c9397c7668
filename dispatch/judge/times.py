"""When it was said against when the text says so, and whether a recording covers that time at all."""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.values import Claim, Recording, Span, TimeCheck
from dispatch.values.clock import local_time, seconds_apart

TOLERANCE_S = 300.0
"""How far a text's time may lie from the recording's before they disagree: texts round to five minutes."""


def clock_and_check(
    claim: Claim, recording: Recording | None, span: Span | None
) -> tuple[str | None, TimeCheck | None]:
    """What the recording's clock says at a place, and how that compares with the text's time, if any."""
    clock = recording.clock_at(span.start_ms) if recording is not None and span is not None else None
    if clock is None:
        return None, TimeCheck(claim.said_at, None, None, None) if claim.said_at else None
    if not claim.said_at:
        return clock.time, None
    apart = seconds_apart(claim.said_at, clock.time)
    agrees = None if apart is None else abs(apart) <= TOLERANCE_S + (clock.uncertainty or 0.0)
    return clock.time, TimeCheck(claim.said_at, clock.time, agrees, clock.uncertainty)


def mismatch(check: TimeCheck | None) -> tuple[str, ...]:
    """The sentence that the words were said at another time than the text gives, if they were."""
    if check is None or check.agrees is not False:
        return ()
    return (f"The text says {_as_read(check.claimed)}; the recording's clock says {check.heard} here.",)


def outside(claim: Claim, recordings: Sequence[Recording]) -> str | None:
    """The text's time where no recording covers it, as a reader writes it; None where one may."""
    if not claim.said_at or not recordings:
        return None
    if any(_may_cover(recording, claim.said_at) for recording in recordings):
        return None
    return _as_read(claim.said_at)


def _may_cover(recording: Recording, said_at: str) -> bool:
    first, last = recording.clock_at(0), recording.clock_at(recording.duration_ms)
    if first is None or last is None:
        return True
    before, after = seconds_apart(said_at, first.time), seconds_apart(said_at, last.time)
    if (
        before is None or after is None or after < before
    ):  # a time of day half a day away is none of its minutes
        return before is None or after is None
    off_s = TOLERANCE_S + max(first.uncertainty or 0.0, last.uncertainty or 0.0)
    return before <= off_s and after >= -off_s


def _as_read(said_at: str) -> str:
    local = local_time(said_at)
    return f"{local}, taken as local time" if local else said_at
