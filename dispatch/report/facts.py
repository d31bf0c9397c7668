"""What stands beside a card: who said it, when, where, and how sure all that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dispatch.report import words as w
from dispatch.report.safe import file_name, visible
from dispatch.report.sentences import chance
from dispatch.report.stretches import Part
from dispatch.report.times import at_clock, clock, moment, place, zone
from dispatch.report.traffic import called
from dispatch.report.views import Fact
from dispatch.values import (
    Details,
    Finding,
    Recording,
    Report,
    Role,
    SaidBy,
    SearchedRecording,
    TimeCheck,
    Transcript,
    Verdict,
)
from dispatch.values.clock import local_time


def facts(
    finding: Finding, parts: Sequence[Part], report: Report, transcript: Transcript | None
) -> tuple[Fact, ...]:
    """The entries in reading order: doubts first, then places, then probabilities."""
    searched = next((r for r in report.recordings if r.recording.sha256 == finding.recording), None)
    return tuple(_entries(finding, parts, report, searched, transcript))


def _entries(
    finding: Finding,
    parts: Sequence[Part],
    report: Report,
    searched: SearchedRecording | None,
    transcript: Transcript | None,
) -> Iterator[Fact]:
    absent = finding.verdict is Verdict.NOT_FOUND
    if absent:
        yield Fact(w.SAID_BY, w.NOBODY)
    elif finding.said_by:
        yield Fact(said_by_label(finding.verdict), *_said_by(finding.said_by))
    if finding.span and searched and not absent:
        yield _place(finding, parts, searched.recording if len(report.recordings) > 1 else None, transcript)
        yield _clock(finding, searched.recording)
    elif finding.time_check:
        yield Fact(w.CLOCK_TIME, _time_check(finding.time_check))
    yield _sure(finding, report)
    notes = [w.P_SAID_MEANS]
    if finding.miss_rate is not None:
        notes.append(w.MISSED.format(p=f"{100 * finding.miss_rate:.1f}"))
    yield Fact(w.P_SAID, chance(finding.p_said), tuple(notes))


def said_by_label(verdict: Verdict) -> str:
    """What the speaker is called: of what is left open nobody knows that anyone said it."""
    return w.WHO_SPEAKS if verdict is Verdict.CANNOT_DETERMINE else w.SAID_BY


def _said_by(said_by: SaidBy) -> tuple[str, tuple[str, ...]]:
    notes = []
    if said_by.speaker:
        notes.append(w.VOICE.format(name=visible(said_by.speaker)))
    if said_by.basis:
        notes.append(w.BASIS.get(said_by.basis, visible(said_by.basis)))
    if said_by.role is not Role.UNKNOWN:
        who = w.BY_ROLE[said_by.role]
        corrected = said_by.role_probability >= 1  # which nothing that is heard has
        told = w.ROLE_CORRECTED if corrected else w.ROLE_CHANCE
        notes.append(told.format(who=who, p=chance(said_by.role_probability)))
    return called(said_by.role, said_by.unit), tuple(notes)


def _place(
    finding: Finding, parts: Sequence[Part], named: Recording | None, transcript: Transcript | None
) -> Fact:
    """Where it was heard, every stretch of it; ``named`` where the file has to be told from others."""
    notes = [file_name(named.path)] if named else []
    if transcript and finding.transmissions:
        order = {t.id: i + 1 for i, t in enumerate(transcript.transmissions)}
        n = order.get(finding.transmissions[0])
        if n:
            notes.append(w.TRANSMISSION_OF.format(n=n, total=len(order)))
    spans = [part.span for part in parts if part.span] or ([finding.span] if finding.span else [])
    value = "; ".join(w.FROM_TO.format(start=place(s.start_ms), end=place(s.end_ms)) for s in spans)
    return Fact(w.IN_RECORDING, value, tuple(notes))


def _clock(finding: Finding, recording: Recording) -> Fact:
    assert finding.span is not None
    when = moment(finding.clock_start) or at_clock(recording, finding.span.start_ms)
    check = (_time_check(finding.time_check),) if finding.time_check else ()
    if when is None:
        return Fact(w.CLOCK_TIME, w.CLOCK_NONE, (*check, why_no_clock(recording)))
    value = " ".join(x for x in (clock(when), zone(when) + ",", when.strftime("%Y-%m-%d")) if x)
    return Fact(w.CLOCK_TIME, value, (*check, clock_basis(recording, finding.span.start_ms)))


def why_no_clock(recording: Recording) -> str:
    """Why a recording has no clock: it gives no time, or a local one without a zone."""
    local = recording.source.get("local_start")
    if not isinstance(local, str) or not local:
        return w.CLOCK_NONE_WHY
    return w.CLOCK_NO_ZONE.format(local=visible(local).replace("T", " "))


def clock_basis(recording: Recording, offset_ms: int = 0) -> str:
    """On what the clock rests, and how far it may be off at a place."""
    basis = w.CLOCK_BASIS.get(recording.start_time_basis or "", visible(recording.start_time_basis or ""))
    off = recording.start_time_uncertainty
    for point in recording.clock:
        off = point.uncertainty if point.at_ms <= offset_ms else off
    error = w.CLOCK_UNKNOWN_ERROR if off is None else w.CLOCK_UNCERTAIN.format(seconds=f"{off:g}")
    return ", ".join(x for x in (basis, error) if x)


def _time_check(check: TimeCheck) -> str:
    text = {True: w.TIME_AGREES, False: w.TIME_DISAGREES, None: w.TIME_OPEN}[check.agrees]
    claimed = moment(check.claimed)
    local = local_time(check.claimed)
    if local is not None:
        shown = w.TIME_LOCAL.format(time=local)
    else:
        shown = f"{clock(claimed)}, {claimed:%Y-%m-%d}" if claimed else visible(check.claimed)
    return text.format(claimed=shown)


def _sure(finding: Finding, report: Report) -> Fact:
    notes = [sure_means(finding.verdict)]
    given, right = measured(report, finding.verdict)
    if given:
        notes.append(w.RIGHT_TIMES.format(right=right, given=given))
    return Fact(w.SURE, chance(finding.confidence), tuple(notes))


def sure_means(verdict: Verdict) -> str:
    """What a verdict's confidence is the probability of."""
    return w.SURE_MEANS_OPEN if verdict is Verdict.CANNOT_DETERMINE else w.SURE_MEANS


def measured(report: Report, verdict: Verdict) -> tuple[int, int]:
    """How often the calibration gave this verdict, and how often it was right; zeros where unstated."""
    rates = report.tool.calibration.get("verdicts") or {}
    entry = rates.get(verdict.value) if isinstance(rates, Details) else None
    if not isinstance(entry, Details):
        return 0, 0
    given, right = entry.get("given", 0), entry.get("right", 0)
    return (given, right) if isinstance(given, int) and isinstance(right, int) else (0, 0)
