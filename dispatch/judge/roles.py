"""Who said it, and whether that is who the text says it was."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from dispatch.values import TELLS_UNIT, Claim, Role, SaidBy, Transmission
from dispatch.values.evidence import ClaimEvidence, Reading
from dispatch.wording import digits_of, is_one_number, lexicon, sound_similarity, tokens
from dispatch.wording.callsigns import number_spoken_as

CLEAR_UNIT = 0.9
"""Probability that another unit spoke, where the radio or the speaker's own words name one."""
CLEAR_VOICE = 0.85
"""The same where a voice is known as a unit that says so elsewhere, and another voice as the unit that the
text names. On 26 generated exchanges no voice of 416 transmissions was so taken for another unit's."""
LIKELY_UNIT = 0.6
"""The same where the unit is known by its voice alone otherwise: enough to leave a quote open, too little to
say that somebody else said it."""
SURE_BY_EAR = 0.9
"""Probability from which a role told by voices and words speaks against a text: where one voice is taken for
two people's, it is wrong for all their quotes at once. A radio's id tells who speaks, and the role only where
it is on a list of consoles, which is surer than this."""
LEFT_OPEN = 0.75
"""What less counts for: enough to leave a quote open, too little to accuse."""
OFFICES = lexicon.OFFICES | {"ops", "deputy"}
"""What a unit that has a number of its own is called besides, for an incident or by who leads it."""
SOUNDS_ALIKE = 0.6
"""Likeness from which words of two names may be one misheard."""
_CALL = re.compile(r"\s*(\S+(?:\s+\S+){0,2})[,.]\s")
OPENING_WORDS = 3
"""Words at a transmission's head among which a unit gives its number."""
CERTAIN = 1.0
"""Probability of a role that a person gave."""


def said_by(transmissions: Sequence[Transmission]) -> SaidBy | None:
    """The speaker of the transmissions that hold the words; the least sure role where they differ.

    ``basis`` is ``speech`` where the words themselves hold the call sign, else the speaker's.
    """
    if not transmissions:
        return None
    roles = {t.role for t in transmissions}
    first = min(transmissions, key=lambda t: t.role_probability)
    speaker = first.speaker if len({t.speaker for t in transmissions}) == 1 else None
    unit = first.unit if len({t.unit for t in transmissions}) == 1 else None
    named_here = unit is not None and all(t.unit_basis == "speech" for t in transmissions)
    basis = "speech" if named_here and first.speaker_basis not in TELLS_UNIT else first.speaker_basis
    if len(roles) > 1:
        return SaidBy(speaker, unit, Role.UNKNOWN, 1 / len(roles), basis)
    return SaidBy(speaker, unit, first.role, round(first.role_probability, 4), basis)


def p_other_speaker(
    claim: Claim, by: SaidBy | None, owners: Collection[str] = (), others: Collection[str] = ()
) -> float:
    """Probability that somebody else said it than the text says; 0 where the text names nobody.

    ``owners`` are the speakers who may be the unit that the text names, known by it or heard to say its
    number: where there are any, and this is none of them, it was likely another unit. ``others`` are those
    who clearly are other units.

    Sound and words tell the console from everybody else, and not a crew from a caller or a hospital: a
    unit's voice says nothing against those, unless a person or the radio said whose it is. A role told by
    voices and words accuses from :data:`SURE_BY_EAR` on.

    Example:
        >>> claim = Claim("c1", "clear out", attributed_to=Role.UNIT)
        >>> [p_other_speaker(claim, SaidBy("S1", None, Role.DISPATCHER, p, "voice")) for p in (0.95, 0.89)]
        [0.95, 0.75]
    """
    claim = with_role(claim, by)
    if by is None or claim.attributed_to is Role.UNKNOWN:
        return 0.0
    another = bool(owners) and by.speaker is not None and by.speaker not in owners
    if by.role is Role.UNKNOWN:
        return LIKELY_UNIT if another and claim.attributed_to is Role.UNIT else 0.5
    if by.role is not claim.attributed_to:
        told_apart = Role.DISPATCHER in (by.role, claim.attributed_to) or by.role_probability == CERTAIN
        return _other_role(by) if told_apart else 0.5
    if claim.attributed_to is Role.DISPATCHER:
        return 1 - by.role_probability  # a unit named beside the console is the one that is spoken to
    if other_unit(claim, by) and by.basis in TELLS_UNIT:
        return max(1 - by.role_probability, CLEAR_UNIT)
    is_other = by.speaker in others and (other_unit(claim, by) or unlike_name(claim, by))
    if is_other and by.role_probability >= SURE_BY_EAR:  # below, whose voice this is was not clear
        return max(1 - by.role_probability, CLEAR_VOICE)
    under_another = another or other_unit(claim, by) or unlike_name(claim, by)
    under_another |= other_name(claim, by) and by.basis in TELLS_UNIT
    likely = LIKELY_UNIT if under_another else 0.0
    return max(1 - by.role_probability, likely)


def with_role(claim: Claim, by: SaidBy | None) -> Claim:
    """A claim that names a unit and no role, as one that gives its words to a unit, where a unit spoke.

    Where the console did, the unit may be the one that was spoken to.
    """
    if claim.unit and claim.attributed_to is Role.UNKNOWN and by is not None and by.role is Role.UNIT:
        return replace(claim, attributed_to=Role.UNIT)
    return claim


def p_somebody_else(evidence: ClaimEvidence, reading: Reading | None) -> float:
    """:func:`p_other_speaker` of who spoke at a reading, by what was gathered on a claim.

    A voice that is known as another unit accuses nobody whose number its words open with: it may be taken for
    that other one's. So may the voice of the unit that is named, where they open with another's. And who gave
    both call signs, and went on with "I" or "we", may be either: one of them he may have called.
    """
    transmissions = reading.transmissions if reading else ()
    by, named = said_by(transmissions), digits_of(evidence.claim.unit or "")
    own = bool(named) and any(number_at_head(t.text) == named for t in transmissions)
    others = frozenset[str]() if own else evidence.clearly_others
    other = p_other_speaker(evidence.claim, by, evidence.possible_owners, others)
    of_unit = with_role(evidence.claim, by).attributed_to is Role.UNIT
    if by is None or by.role is not Role.UNIT or not (named and of_unit):
        return other
    if by.basis not in TELLS_UNIT:
        spoken_as = filter(None, (number_spoken_as(t.text) for t in transmissions))
        return other if all(is_one_number(one, named) for one in spoken_as) else max(other, LIKELY_UNIT)
    both = by.basis == "speech" and by.speaker in evidence.claiming
    return min(other, LIKELY_UNIT) if both else other


def number_at_head(text: str) -> str:
    """The digits among a transmission's first words, by which a unit tells or calls a number.

    Example:
        >>> number_at_head("Robert 17, nobody on the bench"), number_at_head("Nobody, and it's 6:30")
        ('17', '')
    """
    return digits_of(" ".join(text.split()[:OPENING_WORDS]))


def _other_role(by: SaidBy) -> float:
    """How far a role that is not the one named counts; one that a person gave is certain."""
    if by.role_probability >= SURE_BY_EAR:
        return by.role_probability
    return min(by.role_probability, LEFT_OPEN)


def other_unit(claim: Claim, by: SaidBy) -> bool:
    """Whether the text names one unit and the radio another, both by number.

    A radio's bare id is a serial number and no call sign: it says nothing against one.

    Example:
        >>> claim = Claim("c1", "clear out", attributed_to=Role.UNIT, unit="Engine 17")
        >>> boat = SaidBy("S1", "612", Role.UNIT, 0.9, "speech")
        >>> other_unit(replace(claim, unit="Coast Guard 45612"), boat)
        False
        >>> units = (("Engine 5", "unit_id"), ("4033021", "unit_id"), ("922", "speech"))
        >>> [other_unit(claim, SaidBy("S1", unit, Role.UNIT, 0.9, basis)) for unit, basis in units]
        [True, False, True]
    """
    named, known = _numbers(claim, by)
    return bool(named and known) and not is_one_number(named, known)


def other_name(claim: Claim, by: SaidBy) -> bool:
    """Whether the text names a unit that has no number, and the radio knows who spoke by one.

    They may be one unit under two names, so this accuses nobody, and where the number is known by the voice
    alone it leaves nothing open. A post that a numbered unit holds ("Bitter Command") is no other name.

    Example:
        >>> by = SaidBy("S1", "51", Role.UNIT, 0.9, "speech")
        >>> claims = [Claim("c1", "clear out", unit=unit) for unit in ("Beach Patrol", "Bitter IC", None)]
        >>> [other_name(claim, by) for claim in claims]
        [True, False, False]
    """
    named, known = _numbers(claim, by)
    is_office = any(token.norm in OFFICES for token in tokens(claim.unit or ""))
    return bool(claim.unit and known) and not named and not is_office


def unlike_name(claim: Claim, by: SaidBy) -> bool:
    """Whether text and radio give who spoke names without numbers that neither look nor sound alike.

    As with :func:`other_name` they may be one unit's, so this accuses nobody; a post that somebody holds and
    a bare serial number are no other names.

    Example:
        >>> by = SaidBy("S1", "Silver Turn", Role.UNIT, 0.9, "voice")
        >>> claims = [Claim("c1", "clear out", unit=u) for u in ("yacht Silver Tern", "Brae Lass", "Captain")]
        >>> [unlike_name(claim, by) for claim in claims]
        [False, True, False]
    """
    named, known = tokens(claim.unit or ""), tokens(by.unit or "")
    if not named or not known or digits_of(f"{claim.unit} {by.unit}"):
        return False
    if any(t.norm in OFFICES for t in (*named, *known)):
        return False
    whole = sound_similarity("".join(t.norm for t in named), "".join(t.norm for t in known))
    return max(whole, *(sound_similarity(a.norm, b.norm) for a in named for b in known)) < SOUNDS_ALIKE


def addressed_to_another(
    claim: Claim, by: SaidBy | None, reading: Reading | None, readings: Sequence[Reading]
) -> str:
    """The call that a dispatcher's words open with where the text has them said to another unit, else empty.

    A unit named beside a dispatcher is the one spoken to. Only an opening of up to three words with a number
    and a comma behind it counts as a call, and none where that unit is called at any place with the words.
    """
    named = digits_of(claim.unit or "")
    is_call = by is not None and by.role is claim.attributed_to is Role.DISPATCHER
    if not (named and is_call and reading and reading.transmissions):
        return ""
    if any(named in digits_of(t.text) for one in readings for t in one.transmissions):
        return ""
    opening = _CALL.match(reading.transmissions[0].text)
    return opening[1] if opening and digits_of(opening[1]) else ""


def _numbers(claim: Claim, by: SaidBy) -> tuple[str, str]:
    """The numbers of the unit that the text names and of the one that spoke, empty where there is none."""
    is_serial = by.unit is not None and by.basis == "unit_id" and by.unit.isdigit()
    return digits_of(claim.unit or ""), "" if is_serial else digits_of(by.unit or "")
