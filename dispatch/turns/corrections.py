"""A person's corrections, applied last: they stick, whatever sound, ids and words say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dispatch.turns.hints import Correction
from dispatch.values import Role, Transmission


def corrected(
    transmissions: Sequence[Transmission], sources: Sequence[str | None], corrections: Sequence[Correction]
) -> tuple[Transmission, ...]:
    """The transmissions with each correction applied in turn; what one says has probability 1.

    ``sources`` holds the radio id of each transmission. Speakers' labels are those of the transcript
    as it was before any correction.

    Example:
        >>> from dispatch.values import Role, Span
        >>> heard = Transmission(0, Span(0, 900), speaker="S2", role=Role.UNIT, role_probability=0.7)
        >>> right = corrected([heard], [None], [Correction(speaker="S2", role=Role.DISPATCHER)])
        >>> right[0].role.value, right[0].role_probability
        ('dispatcher', 1.0)
    """
    return tuple(
        _apply(transmission, [c for c in corrections if _concerns(c, transmission, source)])
        for transmission, source in zip(transmissions, sources, strict=True)
    )


def _concerns(correction: Correction, transmission: Transmission, source: str | None) -> bool:
    """A time concerns the transmissions that lie in it by more than half."""
    if correction.speaker is not None and correction.speaker != transmission.speaker:
        return False
    if correction.source is not None and correction.source != source:
        return False
    if correction.span is None:
        return True
    shared = correction.span & transmission.span
    return shared is not None and 2 * shared.duration_ms > transmission.span.duration_ms


def _apply(transmission: Transmission, corrections: Sequence[Correction]) -> Transmission:
    for correction in corrections:
        if correction.role is not None:
            transmission = replace(_without_call_sign(transmission, correction.role), role=correction.role)
            transmission = replace(transmission, role_probability=1.0)
        if correction.unit is not None:
            transmission = replace(transmission, unit=correction.unit, unit_basis="correction")
        if correction.name is not None:
            transmission = replace(transmission, speaker=correction.name, speaker_basis="correction")
    return transmission


def _without_call_sign(transmission: Transmission, role: Role) -> Transmission:
    """A call sign that was heard is a unit's: who is none of them, by a person's word, does not have it."""
    if role not in (Role.DISPATCHER, Role.CALLER) or transmission.unit_basis not in ("speech", "voice"):
        return transmission
    return replace(transmission, unit=None, unit_basis=None)
