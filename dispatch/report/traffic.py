"""The traffic around a place, and other places, as rows of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dispatch.report import words as w
from dispatch.report.safe import file_name, visible
from dispatch.report.sentences import chance
from dispatch.report.times import place
from dispatch.report.views import Row
from dispatch.values import Alternative, Finding, Flag, Report, Role, Transcript, Transmission

NEIGHBOURS = 2
"""Transmissions shown before and after a claim's own."""

LONGER_MS = 120_000
"""Traffic shown on demand on either side."""

_MOST_ROWS = 60


def text_of(turn: Transmission) -> str:
    """The words as heard; the mark for the unintelligible where none could be made out."""
    heard = turn.text.strip()
    return w.UNINTELLIGIBLE if Flag.UNINTELLIGIBLE in turn.flags or not heard else heard


def called(role: Role, unit: str | None) -> str:
    """Who spoke, by role and call sign.

    Example:
        >>> called(Role.UNIT, "913"), called(Role.UNIT, "Squad 913"), called(Role.DISPATCHER, None)
        ('Unit 913', 'Squad 913', 'Dispatcher')
    """
    if not unit:
        return w.ROLE[role]
    name = visible(unit)
    return name if role is Role.UNIT and name[:1].isalpha() else f"{w.ROLE[role]} {name}"


def around(finding: Finding, transcript: Transcript | None) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Rows next to the claim, and rows within two minutes of it, both with the claim's own."""
    own = set(finding.transmissions)
    if transcript is None or not own:
        return _from_context(finding), ()
    mine = [t for t in transcript.transmissions if t.id in own]
    channels = {t.channel for t in mine}
    turns = [t for t in transcript.transmissions if t.channel in channels]
    at = [i for i, t in enumerate(turns) if t.id in own]
    if not at:
        return _from_context(finding), ()
    near_set = {j for i in at for j in range(i - NEIGHBOURS, i + NEIGHBOURS + 1) if 0 <= j < len(turns)}
    near = tuple(_row(turns[j], turns[j].id in own) for j in sorted(near_set))
    first, last = turns[at[0]].span.start_ms - LONGER_MS, turns[at[-1]].span.end_ms + LONGER_MS
    wide = [t for t in turns if t.span.end_ms >= first and t.span.start_ms <= last]
    longer = tuple(_row(t, t.id in own) for t in wide[:_MOST_ROWS]) if len(wide) > len(near) else ()
    return near, longer


def _row(turn: Transmission, is_claim: bool) -> Row:
    doubts = ", ".join(w.FLAG[flag] for flag in turn.flags)
    role = called(turn.role, turn.unit)
    return Row(
        place(turn.span.start_ms), role, text_of(turn), doubts, is_claim, decodings=_other_decodings(turn)
    )


def _other_decodings(turn: Transmission) -> tuple[str, ...]:
    """Other decodings with other words; a comma more is none."""
    distinct: dict[str, str] = {}
    for text in turn.alternatives:
        distinct.setdefault(_letters(text), text)
    distinct.pop(_letters(turn.text), None)
    return tuple(distinct.values())


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _from_context(finding: Finding) -> tuple[Row, ...]:
    rows = (
        ("", finding.context.before, False),
        ("", finding.heard, True),
        ("", finding.context.after, False),
    )
    if not finding.context.before and not finding.context.after:
        return ()
    return tuple(Row(at, "", text, is_claim=is_claim) for at, text, is_claim in rows if text)


def places(
    found: Sequence[Alternative], report: Report, transcripts: Mapping[str, Transcript]
) -> tuple[Row, ...]:
    """Other places, the likeliest first as given, each with its file where there are several."""
    names = {r.recording.sha256: file_name(r.recording.path) for r in report.recordings}
    return tuple(
        Row(
            place(other.span.start_ms),
            _role_at(other, transcripts.get(other.recording)),
            other.heard,
            chance(other.p_said),
            file=names.get(other.recording, "") if len(names) > 1 else "",
        )
        for other in found
    )


def _role_at(other: Alternative, transcript: Transcript | None) -> str:
    if transcript is None:
        return ""
    turn = next((t for t in transcript.transmissions if t.span & other.span), None)
    return w.ROLE[turn.role] if turn else ""
