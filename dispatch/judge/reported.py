"""The finding on a statement without quotation marks: what bears it out, and what else speaks to it.

Most statements are retold too freely for a rule to decide them. So the passages that speak to one are always
shown, the likeliest first, and a verdict is given only where words, numbers and denials leave no choice.
"""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.judge.indirect import Passage, passages_of
from dispatch.judge.roles import said_by
from dispatch.judge.times import clock_and_check, mismatch, outside
from dispatch.judge.verdict import COVERED
from dispatch.values import Alternative, Claim, Finding, Recording, Span, Transmission, Verdict
from dispatch.values.evidence import ClaimEvidence, UnsettledNumber
from dispatch.wording import Kind, tokens

SURE = 0.9
"""Between what was right of statements read once (40 of 49) and of all after that (72 of 75)."""

OPEN_BUT_SAID = 0.45
"""Of 269 written statements that are left open 121 are borne out by their traffic; how much of one a passage
holds makes no difference to that."""

ABSENT_BUT_SAID = 0.35
"""The same of those called absent: four of eleven."""

RIGHTLY_OPEN = 0.23
"""Of these 269 so many can be decided by nobody."""

SAID_ELSEWHERE = 0.05
"""The second and third passages are each the one that bears a statement out about so often."""


_P_SAID = {
    Verdict.SUPPORTED: SURE,
    Verdict.CONTRADICTED: round(1 - SURE, 4),
    Verdict.CANNOT_DETERMINE: OPEN_BUT_SAID,
    Verdict.NOT_FOUND: ABSENT_BUT_SAID,
}


def find_statement(
    evidence: ClaimEvidence,
    recordings: Sequence[Recording],
    transmissions: Sequence[tuple[str, Transmission]],
) -> Finding:
    """The finding on an indirect claim; see :func:`~dispatch.judge.finding.find`."""
    claim = evidence.claim
    recording_of = {id(t): sha for sha, t in transmissions}
    passages = passages_of(claim, [t for _, t in transmissions])
    first = passages[0] if passages else None
    unsettled = _unsettled(evidence, first, recording_of)
    verdict, reason = _ruling(claim, first, evidence.searched.covered, unsettled)
    if verdict is Verdict.NOT_FOUND and outside(claim, recordings):
        verdict, reason = Verdict.CANNOT_DETERMINE, "No recording covers the time that the text gives."
    places = [_place(passage, recording_of) for passage in passages]
    place = places[0] if places else None
    recording = next((r for r in recordings if place and r.sha256 == place.recording), None)
    clock, check = clock_and_check(claim, recording, place.span if place else None)
    return Finding(
        claim_id=claim.id,
        quote=claim.quote,
        kind=claim.kind,
        attributed_to=claim.attributed_to,
        verdict=verdict,
        p_said=_P_SAID[verdict],
        confidence=SURE if verdict in (Verdict.SUPPORTED, Verdict.CONTRADICTED) else RIGHTLY_OPEN,
        recording=recording.sha256 if recording else None,
        span=place.span if recording and place else None,
        clock_start=clock,
        transmissions=tuple(t.id for t in first.transmissions) if first else (),
        said_by=said_by(first.transmissions) if first else None,
        heard=place.heard if place else "",
        alternatives=tuple(places[1:]),
        time_check=check,
        reasons=(*(mismatch(check) if first and first.decides else ()), reason),
        attribution=claim.attribution,
        article_start=claim.start_char,
        article_end=claim.end_char,
    )


def _unsettled(
    evidence: ClaimEvidence, first: Passage | None, recording_of: dict[int, str]
) -> UnsettledNumber | None:
    """A number that the sound can't settle in the passage that decides."""
    said = {(recording_of[id(t)], t.id) for t in first.transmissions} if first else set()
    return next((n for n in evidence.unsettled if (n.recording, n.transmission) in said), None)


def _place(passage: Passage, recording_of: dict[int, str]) -> Alternative:
    said = passage.transmissions
    span = Span(said[0].span.start_ms, said[-1].span.end_ms)
    heard = " ".join(t.text for t in said)
    return Alternative(recording_of[id(said[0])], span, heard, SAID_ELSEWHERE)


def _ruling(
    claim: Claim, first: Passage | None, covered: float, unsettled: UnsettledNumber | None
) -> tuple[Verdict, str]:
    """The verdict on a statement and why, by the passage that says most."""
    if first is None and not _says_anything(claim.quote):
        return Verdict.CANNOT_DETERMINE, "The statement is too short to be told apart from other talk."
    if first is None and covered >= COVERED:
        return Verdict.NOT_FOUND, "Nothing that was heard speaks to this statement."
    if first is not None and first.by_another and first.agrees:
        return Verdict.CANNOT_DETERMINE, (
            "A passage holds what the statement says, but somebody else seems to have said it."
        )
    if first is None or not first.decides:
        return Verdict.CANNOT_DETERMINE, (
            "No passage speaks to this statement clearly enough to bear it out or not; the nearest are shown."
        )
    if unsettled is not None:
        return Verdict.CANNOT_DETERMINE, (
            f"What speaks to this may say “{unsettled.heard}” or “{unsettled.other}”; the sound can't tell."
        )
    if first.conflict:
        return Verdict.CONTRADICTED, f"A passage speaks to this, and {first.conflict}."
    return Verdict.SUPPORTED, "A passage holds what the statement says, and nothing in it conflicts."


def _says_anything(statement: str) -> bool:
    return any(t.kind in (Kind.WORD, Kind.DIGIT) for t in tokens(statement))
