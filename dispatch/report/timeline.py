"""A recording at a glance: who spoke when, what was lost, where the claims are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from dispatch.report import words as w
from dispatch.report.drawings import DETAIL_LIMIT, DETAIL_LONGEST_MS, density, per_cent, ticks
from dispatch.report.pins import NARROW, WIDE, pins, places
from dispatch.report.rows import rows
from dispatch.report.safe import file_name
from dispatch.report.times import at_clock, clock, instant, length, place, zone
from dispatch.report.views import Bar, Card, Strip
from dispatch.values import Flag, Recording, Report, Role, Transcript, Transmission


def strips(report: Report, transcripts: Mapping[str, Transcript], cards: Sequence[Card]) -> tuple[Strip, ...]:
    """One strip for each recording and channel, in clock order."""
    order = sorted(
        range(len(report.recordings)),
        key=lambda i: (_start(report.recordings[i].recording), i),
    )
    out: list[Strip] = []
    end: datetime | None = None
    for i in order:
        recording = report.recordings[i].recording
        transcript = transcripts.get(recording.sha256)
        if transcript is None:
            continue
        channels = sorted({t.channel for t in transcript.transmissions}) or [0]
        start, stop = at_clock(recording, 0), at_clock(recording, recording.duration_ms)
        gap = _not_recorded(end, start)
        end = max(end, stop, key=instant) if end and stop else stop or end
        for channel in channels:
            strip = _strip(len(out), i, recording, transcript, channel, len(channels) > 1, report, cards)
            out.append(replace(strip, gap=gap if channel == channels[0] else ""))
    return tuple(out)


def _not_recorded(end: datetime | None, start: datetime | None) -> str:
    """The time between two recordings; empty where it is not known or there is none."""
    if end is None or start is None or (end.tzinfo is None) != (start.tzinfo is None):
        return ""
    between_ms = round((start - end).total_seconds() * 1000)
    if between_ms < 1000:
        return ""
    return w.NOT_RECORDED.format(start=clock(end), end=clock(start), length=length(between_ms))


def _start(recording: Recording) -> float:
    start = at_clock(recording, 0)
    return instant(start) if start else -1.0


def kind_of(turn: Transmission) -> str:
    """The bar's look: the upper row for a dispatcher, dots for doubt."""
    kinds = ["tx"]
    if turn.role is not Role.DISPATCHER:
        kinds.append("u")
    if Flag.UNINTELLIGIBLE in turn.flags:
        kinds.append("un")
    elif Flag.LOW_CONFIDENCE in turn.flags or Flag.POSSIBLE_HALLUCINATION in turn.flags:
        kinds.append("lc")
    return " ".join(kinds)


def _strip(
    n: int,
    index: int,
    recording: Recording,
    transcript: Transcript,
    channel: int,
    several: bool,
    report: Report,
    cards: Sequence[Card],
) -> Strip:
    turns = [t for t in transcript.transmissions if t.channel == channel]
    total = max(recording.duration_ms, 1)
    many = len(turns) > DETAIL_LIMIT or total > DETAIL_LONGEST_MS
    name = file_name(recording.path) + (f", {w.CHANNEL.format(n=channel + 1)}" if several else "")
    dense = (
        density([t.span for t in turns], total, [t.role is Role.DISPATCHER for t in turns]) if many else None
    )
    step = length(dense.step_ms).removesuffix(" 0 s").removesuffix(" 0 min") if dense else ""
    found = places(report, recording.sha256, {t.id for t in turns}, cards)
    return Strip(
        id=f"strip-{n}",
        recording=index,
        channel=channel,
        title=w.TIMELINE_OF.format(name=name, length=length(total)),
        clock=_clock(recording, total),
        label=(w.TIMELINE_OVERVIEW if many else w.TIMELINE_LABEL).format(name=name, step=step),
        gap="",
        turns=len(turns),
        bars=() if many else tuple(_bar(t.span.start_ms, t.span.end_ms, total, kind_of(t)) for t in turns),
        density=dense,
        density_note=w.TIMELINE_DENSITY.format(step=step) if dense else "",
        events=_events(transcript, channel, total),
        pins=pins(found, 0, total, WIDE),
        narrow_pins=pins(found, 0, total, NARROW),
        ticks=_ticks(total),
        rows=rows(turns, total, found) if many else (),
    )


def _bar(start_ms: int, end_ms: int, total: int, kind: str, text: str = "") -> Bar:
    return Bar(per_cent(start_ms, total), per_cent(max(1, end_ms - start_ms), total), kind, text)


def _clock(recording: Recording, total: int) -> str:
    start, end = at_clock(recording, 0), at_clock(recording, total)
    if start is None or end is None:
        return ""
    return f"{w.TIMELINE_CLOCK.format(start=clock(start), end=clock(end))} {zone(start)}".strip()


def _events(transcript: Transcript, channel: int, total: int) -> tuple[Bar, ...]:
    lost = [(d.span, "damage") for d in transcript.recording.damage]
    for event in transcript.events:
        if event.channel == channel:
            kind = "damage" if event.kind in ("damage", "gap") else "tone"
            lost.append((event.span, kind))
    seen = sorted({(s.start_ms, s.end_ms, kind) for s, kind in lost})
    return tuple(_bar(start, end, total, kind) for start, end, kind in seen[:2000])


def _ticks(total: int) -> tuple[Bar, ...]:
    marks = ticks(total)
    out = []
    for at in marks:
        anchor = "start" if at == 0 else "end" if total - at < total * 0.02 else "middle"
        out.append(Bar(per_cent(at, total), "", anchor, place(at, 0)))
    return tuple(out)
