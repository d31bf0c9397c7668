"""Transmissions to speakers, units and roles: the evidence brought together.

A person's word outranks the radio's, the radio's ids outrank voices, voices outrank grammar; where two
disagree, the role's probability says so.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dispatch.interfaces import Audio, SpeakerEmbedder
from dispatch.turns.callsigns import CallSign, not_counted
from dispatch.turns.corrections import corrected
from dispatch.turns.grouping import Grouping
from dispatch.turns.hints import NOTHING_KNOWN, TurnHints, Turns
from dispatch.turns.identities import source_of_each
from dispatch.turns.listening import listen
from dispatch.turns.model import RoleModel, role_model
from dispatch.turns.naming import (
    ADDRESSED,
    BY_ORDER,
    UnitTalk,
    claimed,
    full_name,
    is_short_for,
    own_call_signs,
)
from dispatch.turns.openings import Parsed
from dispatch.turns.together import Said, Told, decide, taken_apart
from dispatch.values import Role, Speaker, Transmission, total_ms

if TYPE_CHECKING:
    from dispatch.turns.listening import KnownVoices

LEAST_ROLE_PROBABILITY = 0.55
"""Below this the role is ``unknown``."""
MOST_SURE = 0.98
"""No evidence from sound and words is worth more."""


def attribute(
    audio: Audio | None,
    transmissions: Sequence[Transmission],
    embedder: SpeakerEmbedder | None,
    hints: TurnHints = NOTHING_KNOWN,
    known: KnownVoices | None = None,
) -> Turns:
    """Fill in speaker, unit and role of each transmission, and list the speakers.

    Without sound or embedder, speakers come from ids and words alone. The ``known`` are not embedded again.
    """
    if not transmissions:
        return Turns((), ())
    model = role_model()
    marks = source_of_each(transmissions, hints.marks)
    said = taken_apart(transmissions, marks, model, hints.consoles)
    told = decide(said, listen(audio, transmissions, embedder, known), model)
    roles = transmission_roles(told, said.readable, model)
    filled = _filled(said, told.grouping, roles, hints)
    sources = [mark.source if mark else None for mark in marks]
    return _with_speakers(corrected(filled, sources, hints.corrections))


def transmission_roles(
    told: Told, readable: Sequence[float], model: RoleModel
) -> tuple[tuple[Role, float], ...]:
    """Each transmission's role and its probability: its speaker's, tempered by words here and beside it."""
    out = []
    for chance in dispatcher_chances(told, readable, model):
        sure = max(chance, 1 - chance)
        role = Role.DISPATCHER if chance > 0.5 else Role.UNIT
        out.append((role if sure >= LEAST_ROLE_PROBABILITY else Role.UNKNOWN, sure))
    return tuple(out)


def dispatcher_chances(told: Told, readable: Sequence[float], model: RoleModel) -> list[float]:
    """Probability that each transmission is a dispatcher's."""
    grouping = told.grouping
    return [
        dispatcher_chance(told.speakers[speaker], certainty, own, model, read, told.evidence[speaker].known)
        for speaker, certainty, own, read in zip(
            grouping.groups, grouping.certainty, told.context, readable, strict=True
        )
    ]


def dispatcher_chance(
    speaker: float,
    certainty: float,
    own: float,
    model: RoleModel,
    read: float = 1.0,
    known: float | None = None,
) -> float:
    """Probability that a transmission is a dispatcher's.

    ``speaker`` are the log-odds of the speaker it is given to with ``certainty``, ``own`` those of its words
    and their neighbours', ``read`` how much of the channel can be read: where nothing can, nothing is known
    but what a list of consoles says, the log-odds ``known``.
    """
    whole = model.sharpness * (speaker + model.own_words * own)
    if known is not None:
        whole, read = known, 1.0
    alone = model.sharpness * own
    chance = certainty / (1 + math.exp(-whole)) + (1 - certainty) / (1 + math.exp(-alone))
    chance = 0.5 + read * (chance - 0.5)
    return min(MOST_SURE, max(1 - MOST_SURE, chance))


def _filled(
    said: Said, grouping: Grouping, roles: Sequence[tuple[Role, float]], hints: TurnHints
) -> tuple[Transmission, ...]:
    names = _names(said, grouping, roles)
    aliases = dict(hints.aliases)
    out = []
    for i, transmission in enumerate(said.transmissions):
        mark, sign = grouping.sources[i], _unit_here(said.parsed[i], names.get(grouping.groups[i]), names)
        unit, basis = (str(sign), _said_here(said.parsed[i], sign)) if sign is not None else (None, None)
        if mark is not None:
            unit, basis = aliases.get(mark.source, mark.tag or mark.source), "unit_id"
        filled = replace(
            transmission,
            speaker=f"S{grouping.groups[i] + 1}",
            speaker_basis=grouping.bases[i],
            unit=unit,
            unit_basis=basis,
            role=roles[i][0],
            role_probability=round(roles[i][1], 4),
        )
        out.append(filled)
    return tuple(out)


def _names(said: Said, grouping: Grouping, roles: Sequence[tuple[Role, float]]) -> dict[int, CallSign]:
    """The call sign of each speaker who is not the dispatcher, by what he and the dispatcher say."""
    called = _called(said, grouping, roles)
    of_speaker: dict[int, list[int]] = {}
    for i, speaker in enumerate(grouping.groups):
        of_speaker.setdefault(speaker, []).append(i)
    words = {
        speaker: frozenset().union(*(not_counted(said.parsed[i].words) for i in own))
        for speaker, own in of_speaker.items()
    }
    sayers = Counter(word for own in words.values() for word in own)
    voices = {}
    for speaker, every in of_speaker.items():
        own = [i for i in every if roles[i][0] is not Role.DISPATCHER]
        others = frozenset(word for word, count in sayers.items() if count > (word in words[speaker]))
        if own:
            texts, odds = [said.parsed[i] for i in own], [said.words[i] for i in own]
            voices[speaker] = UnitTalk(texts, odds, called.get(speaker, ()), others)
    return {speaker: full_name(sign, said.parsed) for speaker, sign in own_call_signs(voices).items()}


def _called(said: Said, grouping: Grouping, roles: Sequence[tuple[Role, float]]) -> dict[int, list[CallSign]]:
    """For each speaker the call signs with which a dispatcher calls or answers right beside him."""
    called: dict[int, list[CallSign]] = {}
    for console, unit in itertools.chain(said.pairs, ((b, a) for a, b in said.pairs)):
        parsed = said.parsed[console]
        speaks_of_it = [word.text for word in parsed.body[:1]] == ["is"]
        if roles[console][0] is Role.DISPATCHER and len(parsed.call_signs) == 1 and not speaks_of_it:
            called.setdefault(grouping.groups[unit], []).append(parsed.call_signs[0])
    return called


def _unit_here(parsed: Parsed, voice: CallSign | None, names: Mapping[int, CallSign]) -> CallSign | None:
    """The voice's call sign, unless another is clearly given here: that, if it is somebody's, else none."""
    given = [said for said, weight in claimed(parsed) if weight > BY_ORDER]
    if voice is None or not given:
        return voice
    if any(said.same_unit(voice) or is_short_for(said, voice) for said in given):
        return voice
    return next((name for name in names.values() for said in given if said.same_unit(name)), None)


def _said_here(parsed: Parsed, sign: CallSign) -> str:
    """``speech`` where the call sign is given here, ``voice`` where the voice is known by it."""
    here = any(weight > ADDRESSED and said.same_unit(sign) for said, weight in claimed(parsed))
    return "speech" if here else "voice"


def _with_speakers(transmissions: Sequence[Transmission]) -> Turns:
    """The speakers in the order they first speak."""
    by_id: dict[str, list[Transmission]] = {}
    for transmission in transmissions:
        if transmission.speaker is not None:
            by_id.setdefault(transmission.speaker, []).append(transmission)
    return Turns(tuple(transmissions), tuple(_speaker(name, said) for name, said in by_id.items()))


def _speaker(name: str, said: Sequence[Transmission]) -> Speaker:
    """A speaker with the role that most of his time has."""
    by_role: Counter[Role] = Counter()
    for transmission in said:
        by_role[transmission.role] += transmission.span.duration_ms
    role = by_role.most_common(1)[0][0]
    weights = [(t.role_probability, t.span.duration_ms) for t in said if t.role is role]
    whole = sum(duration for _, duration in weights)
    units = Counter(t.unit for t in said if t.unit is not None)
    return Speaker(
        id=name,
        role=role,
        role_probability=round(sum(p * d for p, d in weights) / whole, 4) if whole else 0.0,
        duration_ms=total_ms(t.span for t in said),
        transmissions=len(said),
        unit=units.most_common(1)[0][0] if units else None,
    )
