"""Voices of whom nothing tells which unit they are: their call signs are asked of the sound.

Only where a claim names a unit and the words, if they were said, are such a voice's; and only call signs that
the claims name or the recording knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from dispatch.align.acoustic import Witness
from dispatch.align.foils import slots
from dispatch.align.named import is_one_unit
from dispatch.interfaces import Hearing, LikelihoodScorer
from dispatch.turns.bysound import named_by_sound
from dispatch.values import Claim, ClaimKind, Finding, Role, Transmission, Verdict
from dispatch.values.evidence import ClaimEvidence, Reading

OF_WHOM = (Verdict.VERBATIM, Verdict.MINOR_DIFFERENCES, Verdict.CANNOT_DETERMINE)
"""Verdicts on quotes that hang on who said them."""
SAID = 0.5
"""Probability of having been said from which it matters who did."""
MOST_NAMES = 12
"""Call signs that one voice is asked about."""
RIVALS = 3
"""Others like each that are nobody's, for each of its digits."""
Voice = tuple[str, str]
"""A recording's SHA-256 and a speaker on it."""


def unnamed_voice(claim: Claim, finding: Finding) -> Voice | None:
    """The voice that is found to have said a quote of a unit's, if nothing tells which unit it is."""
    by, recording = finding.said_by, finding.recording
    is_units = claim.kind is ClaimKind.QUOTE and claim.attributed_to is Role.UNIT and bool(claim.unit)
    hangs_on_it = finding.verdict in OF_WHOM and finding.p_said >= SAID
    if not (is_units and hangs_on_it) or by is None or recording is None:
        return None
    return (recording, by.speaker) if by.speaker and by.unit is None and by.role is Role.UNIT else None


def names_by_sound(
    voices: Sequence[Voice], claims: Sequence[Claim], hearings: Sequence[Hearing], scorer: LikelihoodScorer
) -> dict[Voice, str]:
    """The unit of each voice whose call sign the sound has at the head of what it says."""
    named = {}
    for hearing in hearings:
        recording = hearing.transcript.recording.sha256
        mine = [speaker for one, speaker in dict.fromkeys(voices) if one == recording]
        if hearing.audio is None or not mine:
            continue
        names = list(_names(claims, hearing.transcript.transmissions))[:MOST_NAMES]
        rivals = [other for name in names for slot in slots(name) for other in slot.altered[:RIVALS]]
        rivals = [one for one in rivals if not any(is_one_unit(one, name) for name in names)]
        witness = Witness(scorer, hearing.audio, recording)
        for speaker in mine:
            said = [one for one in hearing.transcript.transmissions if one.speaker == speaker]
            unit = named_by_sound(said, names, rivals, partial(_asked, witness))
            if unit is not None:
                named[recording, speaker] = unit
    return named


def _asked(witness: Witness, said: Transmission, texts: Sequence[str]) -> list[float]:
    return witness.fair(witness.window(said), texts)


def _names(claims: Sequence[Claim], said: Sequence[Transmission]) -> Iterator[str]:
    """The units that are named or known, each once."""
    seen: list[str] = []
    for name in (*(claim.unit for claim in claims), *(one.unit for one in said)):
        if name and not any(is_one_unit(name, other) for other in seen):
            seen.append(name)
            yield name


def with_name(evidence: ClaimEvidence, voice: Voice, unit: str) -> ClaimEvidence:
    """The evidence on a claim with the unit of a voice known."""
    recording, speaker = voice

    def named(reading: Reading) -> Reading:
        if reading.recording != recording:
            return reading
        said = tuple(
            replace(one, unit=unit, unit_basis="voice")
            if one.speaker == speaker and one.unit is None
            else one
            for one in reading.transmissions
        )
        return replace(reading, transmissions=said)

    owners = evidence.owners
    if evidence.claim.unit and is_one_unit(evidence.claim.unit, unit):
        owners |= {speaker}
    spliced = named(evidence.spliced) if evidence.spliced else None
    return replace(evidence, readings=tuple(map(named, evidence.readings)), spliced=spliced, owners=owners)
