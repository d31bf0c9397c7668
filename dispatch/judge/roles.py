"""Who said it, and whether that is who the text says it was."""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.values import Claim, Role, SaidBy, Transmission
from dispatch.wording import Kind, tokens


def said_by(transmissions: Sequence[Transmission]) -> SaidBy | None:
    """The speaker of the transmissions that hold the words; the least sure role where they differ."""
    if not transmissions:
        return None
    roles = {t.role for t in transmissions}
    first = min(transmissions, key=lambda t: t.role_probability)
    speaker = first.speaker if len({t.speaker for t in transmissions}) == 1 else None
    unit = first.unit if len({t.unit for t in transmissions}) == 1 else None
    if len(roles) > 1:
        return SaidBy(speaker, unit, Role.UNKNOWN, 1 / len(roles), first.speaker_basis)
    return SaidBy(speaker, unit, first.role, round(first.role_probability, 4), first.speaker_basis)


def p_other_speaker(claim: Claim, by: SaidBy | None) -> float:
    """Probability that somebody else said it than the text says; 0 where the text names nobody.

    Example:
        >>> claim = Claim("c1", "clear out", attributed_to=Role.UNIT)
        >>> p_other_speaker(claim, SaidBy("S1", None, Role.DISPATCHER, 0.9))
        0.9
    """
    if by is None or claim.attributed_to is Role.UNKNOWN:
        return 0.0
    if by.role is Role.UNKNOWN:
        return 0.5
    if by.role is not claim.attributed_to:
        return by.role_probability
    return max(1 - by.role_probability, 0.9 if other_unit(claim, by) else 0.0)


def other_unit(claim: Claim, by: SaidBy) -> bool:
    """Whether the text names one unit and the radio another, both by number."""
    if not claim.unit or not by.unit:
        return False
    named, known = _digits(claim.unit), _digits(by.unit)
    return bool(named and known) and named != known


def _digits(unit: str) -> str:
    return "".join(t.norm for t in tokens(unit) if t.kind is Kind.DIGIT)
