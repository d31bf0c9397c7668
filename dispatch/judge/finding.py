"""Evidence on a claim → the finding: verdict, probabilities, place, speaker, reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dispatch.judge.calibration import load_calibration
from dispatch.judge.edits import weighed
from dispatch.judge.features import alteration_features, features_of, sound_features
from dispatch.judge.reasons import reasons_for
from dispatch.judge.reported import find_statement
from dispatch.judge.roles import addressed_to_another, p_somebody_else, said_by
from dispatch.judge.ruling import Rule, Ruling
from dispatch.judge.times import clock_and_check, mismatch, outside
from dispatch.judge.verdict import pointed_reading, resting_reading, rule_on_quote
from dispatch.values import (
    Alternative,
    Claim,
    ClaimKind,
    Context,
    Finding,
    Recording,
    Transmission,
    Verdict,
)
from dispatch.values.evidence import ClaimEvidence, Reading

OTHER_PLACES = 3
"""Other places where it may have been said, of which a finding tells."""
TOLERANCE_S = 300.0
"""How far a text's time may lie from the recording's before they disagree: texts round to five minutes."""
EVEN = 0.5
"""Probability of having been altered below which a quote is left open."""
OTHER_AT_LEAST, OTHER_COUNTS = 0.03, 0.25
"""Of 385 quotes that were confirmed on generated exchanges ten had been said by somebody else, where roles,
told without the text's own word for who spoke, expected 34: six of 251 below 0.05, none of 76 up to 0.2,
three of 44 up to 0.5. So such doubt counts, for a quarter."""
MAYBE_ASKED_SAID = 0.3
"""Most that a quote is given which states what may have been asked; all six of labelled ones had been."""
REPEATED = 0.85
"""Probability from which another place counts as the same words said again."""


def find(
    evidence: ClaimEvidence,
    recordings: Sequence[Recording],
    transmissions: Sequence[tuple[str, Transmission]],
) -> Finding:
    """The finding on one claim.

    Args:
        evidence: what both lines say.
        recordings: for the clock.
        transmissions: (recording's SHA-256, transmission) of everything searched, for indirect claims.
    """
    if evidence.claim.kind is ClaimKind.INDIRECT:
        return find_statement(evidence, recordings, transmissions)
    return _on_quote(evidence, recordings)


def _on_quote(gathered: ClaimEvidence, recordings: Sequence[Recording]) -> Finding:
    evidence = weighed(gathered, load_calibration().edits.probability)
    p_each = {k: _p_said(evidence, r) for k, r in enumerate(evidence.readings)}
    ruled, p_said = ruling_on(evidence)
    ruling = _unless_uncovered(_unless_misheard(ruled), evidence.claim, recordings)
    reading = ruling.reading
    confirmed = ruling.verdict.words_were_said
    others = _alternatives(evidence, reading, p_each)
    recording = next((r for r in recordings if reading and r.sha256 == reading.recording), None)
    clock, check = clock_and_check(evidence.claim, recording, reading.span if reading else None)
    reasons = reasons_for(evidence, ruling)
    if ruling.verdict is not Verdict.NOT_FOUND:  # nothing was said at a place that only comes nearest
        reasons = (*mismatch(check), *reasons)
    other = addressed_to_another(evidence.claim, ruling.by, reading, evidence.readings) if confirmed else ""
    if other:
        told = f"The text has it said to {evidence.claim.unit}; here the dispatcher calls “{other}”."
        reasons = (told, *reasons)
    return Finding(
        claim_id=evidence.claim.id,
        quote=evidence.claim.quote,
        kind=evidence.claim.kind,
        attributed_to=evidence.claim.attributed_to,
        verdict=ruling.verdict,
        p_said=round(p_said, 4),
        confidence=round(_confidence(evidence, ruling, p_said), 4),
        recording=reading.recording if reading else None,
        span=reading.span if reading else None,
        clock_start=clock,
        transmissions=tuple(t.id for t in reading.transmissions) if reading else (),
        said_by=ruling.by or (said_by(reading.transmissions) if reading else None),
        heard=reading.heard if reading else "",
        differences=tuple(e.difference for e in reading.edits if not e.confusable) if reading else (),
        words=reading.words if reading else (),
        time_check=check,
        context=Context(reading.before, reading.after, reading.cut_qualifier) if reading else Context(),
        alternatives=tuple(others),
        corroboration=tuple(a for a in others if a.p_said >= REPEATED) if confirmed else (),
        reasons=reasons,
        miss_rate=_miss_rate(ruling, evidence.claim),
        attribution=evidence.claim.attribution,
        article_start=evidence.claim.start_char,
        article_end=evidence.claim.end_char,
    )


def ruling_on(evidence: ClaimEvidence) -> tuple[Ruling, float]:
    """What rules and probabilities make of weighed evidence on a quote, and the probability of "it was said".

    Whether a difference is too large to be the text's own is asked afterwards.
    """
    pointed = pointed_reading(evidence)
    by_sound = load_calibration().p_said(sound_features(pointed)) if pointed else 0.0
    resting = _p_said(evidence, resting_reading(evidence))
    ruling = rule_on_quote(evidence, by_sound, resting)
    if ruling.rule is Rule.MAYBE_ASKED:
        return ruling, min(resting, MAYBE_ASKED_SAID)
    return ruling, by_sound if ruling.rule in (Rule.BY_SOUND, Rule.MAYBE_UNREAD) else resting


def _unless_misheard(ruling: Ruling) -> Ruling:
    """Leaves a difference open that is mostly mishearing where so much else differs, or so many words do."""
    if ruling.verdict is not Verdict.ALTERED or ruling.deciding is None or _p_altered(ruling) >= EVEN:
        return ruling
    return replace(ruling, verdict=Verdict.CANNOT_DETERMINE, rule=Rule.UNDECIDED_DIFFERENCE)


def _unless_uncovered(ruling: Ruling, claim: Claim, recordings: Sequence[Recording]) -> Ruling:
    """Absence from recordings of another time says nothing."""
    if ruling.verdict is Verdict.NOT_FOUND and outside(claim, recordings):
        return replace(ruling, verdict=Verdict.CANNOT_DETERMINE, reading=None, rule=Rule.OTHER_TIME)
    return ruling


def _p_altered(ruling: Ruling) -> float:
    if ruling.reading is None or ruling.deciding is None:
        return load_calibration().right(Verdict.ALTERED)
    return load_calibration().p_altered(alteration_features(ruling.reading, ruling.deciding))


def _miss_rate(ruling: Ruling, claim: Claim) -> float | None:
    if ruling.verdict is not Verdict.NOT_FOUND:
        return None
    rate = load_calibration().miss_rate(len(claim.quote.split()))
    return None if rate is None else round(rate, 3)


def _p_said(evidence: ClaimEvidence, reading: Reading | None) -> float:
    """Probability that it was said as quoted, by what is known at one place."""
    return load_calibration().p_said(features_of(evidence, reading)) if reading else 0.0


def _confidence(evidence: ClaimEvidence, ruling: Ruling, p_said: float) -> float:
    other = p_somebody_else(evidence, ruling.reading)
    match ruling.verdict:
        case Verdict.VERBATIM | Verdict.MINOR_DIFFERENCES:
            return p_said * (1 - OTHER_AT_LEAST - OTHER_COUNTS * other)
        case Verdict.MISATTRIBUTED:
            return p_said * other
        case Verdict.ALTERED:
            return _p_altered(ruling)
        case Verdict.CANNOT_DETERMINE:
            return load_calibration().right(ruling.verdict)
        case _:
            return 1 - p_said


def _alternatives(
    evidence: ClaimEvidence, chosen: Reading | None, p_each: dict[int, float]
) -> list[Alternative]:
    rest = [
        Alternative(r.recording, r.span, r.heard, round(p_each[k], 4))
        for k, r in enumerate(evidence.readings)
        if r is not chosen and (chosen is None or r.span != chosen.span)
    ]
    return sorted(rest, key=lambda a: (-a.p_said, a.span))[:OTHER_PLACES]
