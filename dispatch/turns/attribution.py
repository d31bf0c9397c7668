"""Transmissions → speakers, units and roles: ids first, voices second, words throughout, people last."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dispatch.interfaces import Audio, SpeakerEmbedder
from dispatch.turns.callsigns import CallSign, Parsed, Part, parse
from dispatch.turns.hints import Correction, SourceMark, TurnHints, Turns
from dispatch.turns.roles import load_roles, log_odds_of_words, share
from dispatch.turns.sound import loudest_window
from dispatch.turns.voices import Voice, Window, cluster
from dispatch.values import Role, Speaker, Transmission

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TOLD = 0.6
"""Probability from which a role is named; below it the role is unknown."""

MARK_REACH_MS = 1500
"""How far a recorder's position for an id may lie from the transmission it belongs to."""

CONSOLE_ID = 0.98
"""Probability of the role where the radio's own id is a console's, or a unit's among known consoles."""


def attribute(
    audio: Audio | None,
    transmissions: Sequence[Transmission],
    embedder: SpeakerEmbedder | None,
    hints: TurnHints = TurnHints(),
) -> Turns:
    """Say of each transmission who spoke it; see :func:`dispatch.turns.attribute`."""
    if not transmissions:
        return Turns((), ())
    windows, vectors = _listen(audio, transmissions, embedder)
    model = load_roles()
    voices = _voices(windows, vectors, len(transmissions))
    marks = [_mark_of(t, hints.marks) for t in transmissions]
    voices = _by_ids(voices, marks)
    parsed = [parse(t.text) for t in transmissions]
    own = [log_odds_of_words(p, model) for p in parsed]
    odds = share(own, voices, windows, model)
    named = [
        _named(t, voice, x, mark, hints)
        for t, voice, x, mark in zip(transmissions, voices, odds, marks, strict=True)
    ]
    named = _with_units(named, voices, parsed)
    named = [_corrected(t, mark, hints.corrections) for t, mark in zip(named, marks, strict=True)]
    return Turns(tuple(named), speakers_of(named))


def _listen(
    audio: Audio | None, transmissions: Sequence[Transmission], embedder: SpeakerEmbedder | None
) -> tuple[list[Window], NDArray[np.float64] | None]:
    """When each transmission was, how much of it was embedded, and the vectors (None without sound)."""
    if audio is None or embedder is None:
        return [Window(t.span.start_ms, t.span.end_ms, t.channel, 0) for t in transmissions], None
    import numpy as np

    windows, rows = [], []
    for t in transmissions:
        samples = loudest_window(audio, t.channel, t.span)
        windows.append(Window(t.span.start_ms, t.span.end_ms, t.channel, len(samples) // 16))
        rows.append(embedder.embed([samples])[0])
    return windows, np.asarray(rows, dtype=np.float64)


def _voices(
    windows: Sequence[Window], vectors: NDArray[np.float64] | None, count: int
) -> list[Voice]:
    if vectors is None:
        return [Voice(-1, 0.0)] * count
    return list(cluster(vectors, windows, load_roles().voice))


def _mark_of(transmission: Transmission, marks: Sequence[SourceMark]) -> SourceMark | None:
    """The radio's own id for a transmission: the mark nearest its start, within reach, or one that spans it."""
    start = transmission.span.start_ms
    near = [m for m in marks if m.known and m.channel == transmission.channel]
    spanning = [m for m in near if m.end_ms is not None and m.start_ms <= start < m.end_ms]
    if spanning:
        return spanning[-1]
    reachable = [m for m in near if abs(m.start_ms - start) <= MARK_REACH_MS]
    return min(reachable, key=lambda m: abs(m.start_ms - start), default=None)


def _by_ids(voices: Sequence[Voice], marks: Sequence[SourceMark | None]) -> list[Voice]:
    """Voices renumbered so that one radio id is one voice; transmissions without an id keep their voice's."""
    if not any(marks):
        return list(voices)
    offset = 1 + max((v.label for v in voices), default=0)
    ids = {m.source: offset + k for k, m in enumerate(dict.fromkeys(filter(None, marks)))}
    votes: dict[int, Counter[int]] = {}
    for voice, mark in zip(voices, marks, strict=True):
        if mark is not None and voice.label >= 0:
            votes.setdefault(voice.label, Counter())[ids[mark.source]] += 1
    out = []
    for voice, mark in zip(voices, marks, strict=True):
        if mark is not None:
            out.append(Voice(ids[mark.source], 1.0))
        elif voice.label in votes:
            out.append(Voice(votes[voice.label].most_common(1)[0][0], voice.certainty))
        else:
            out.append(voice)
    return out


def _named(
    t: Transmission, voice: Voice, log_odds: float, mark: SourceMark | None, hints: TurnHints
) -> Transmission:
    """A transmission with speaker and role; the speaker's label is made readable later."""
    p = 1 / (1 + math.exp(-log_odds))
    role = Role.DISPATCHER if p >= 0.5 else Role.UNIT
    sure = max(p, 1 - p)
    if mark is not None and hints.consoles:
        role = Role.DISPATCHER if mark.source in hints.consoles else Role.UNIT
        sure = CONSOLE_ID
    alias = dict(hints.aliases).get(mark.source, mark.tag) if mark is not None else None
    return replace(
        t,
        speaker=f"S{voice.label + 1}" if voice.label >= 0 else None,
        speaker_basis="unit_id" if mark is not None else "voice" if voice.label >= 0 else None,
        unit=alias or (mark.source if mark is not None else None),
        unit_basis="unit_id" if mark is not None else None,
        role=role if sure >= TOLD else Role.UNKNOWN,
        role_probability=round(sure, 4),
    )


def _with_units(
    named: Sequence[Transmission], voices: Sequence[Voice], parsed: Sequence[Parsed]
) -> list[Transmission]:
    """Units named by their own speech: the call sign that a voice identifies itself by, carried to all of it."""
    said: dict[str, Counter[CallSign]] = {}
    for t, p in zip(named, parsed, strict=True):
        own = _own_call_sign(t, p)
        if own is not None and t.speaker is not None:
            said.setdefault(t.speaker, Counter())[own] += 1
    out = []
    for t, p in zip(named, parsed, strict=True):
        if t.unit is not None or t.role is not Role.UNIT:
            out.append(t)
            continue
        own = _own_call_sign(t, p)
        best = said.get(t.speaker or "", Counter()).most_common(2)
        clear = bool(best) and (len(best) == 1 or best[0][1] > best[1][1])
        unit = best[0][0] if clear else own
        out.append(t if unit is None else replace(t, unit=str(unit), unit_basis="speech"))
    return out


def _own_call_sign(t: Transmission, parsed: Parsed) -> CallSign | None:
    """The call sign by which a unit opens or closes its own transmission."""
    if t.role is not Role.UNIT:
        return None
    opening = [piece for piece in parsed.opening if piece.part is Part.CALL_SIGN]
    if len(opening) == 1 and len(parsed.call_signs) == 1:
        return parsed.call_signs[0]
    return parsed.closing if parsed.closing is not None and not opening else None


def _corrected(
    t: Transmission, mark: SourceMark | None, corrections: Sequence[Correction]
) -> Transmission:
    """A transmission with what a person has said of its speaker; that outranks all else."""
    for c in corrections:
        by_label = c.speaker is not None and c.speaker == t.speaker
        by_id = c.source is not None and mark is not None and c.source == mark.source
        by_time = c.span is not None and (c.span & t.span) is not None
        if by_label or by_id or by_time:
            t = replace(
                t,
                role=c.role or t.role,
                role_probability=1.0 if c.role else t.role_probability,
                unit=c.unit or t.unit,
                unit_basis="correction" if c.unit else t.unit_basis,
                speaker=c.name or t.speaker,
            )
    return t


def speakers_of(transmissions: Sequence[Transmission]) -> tuple[Speaker, ...]:
    """The speakers of transmissions, by first appearance, each with the role that most of its time has."""
    groups: dict[str, list[Transmission]] = {}
    for t in transmissions:
        if t.speaker is not None:
            groups.setdefault(t.speaker, []).append(t)
    return tuple(_speaker(label, group) for label, group in groups.items())


def _speaker(label: str, group: Sequence[Transmission]) -> Speaker:
    time: Counter[Role] = Counter()
    for t in group:
        time[t.role] += t.span.duration_ms
    role = time.most_common(1)[0][0]
    whole = sum(t.span.duration_ms for t in group)
    of_role = [t for t in group if t.role is role]
    weight = sum(t.span.duration_ms for t in of_role)
    sure = sum(t.role_probability * t.span.duration_ms for t in of_role) / max(1, weight)
    units = Counter(t.unit for t in group if t.unit)
    unit = units.most_common(1)[0][0] if units else None
    return Speaker(label, role, round(sure, 4), whole, len(group), unit)
