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
from dispatch.turns.callsigns import CallSign
from dispatch.turns.corrections import corrected
from dispatch.turns.evidence import (
    exchanges,
    following,
    legibility,
    parse_all,
    speaker_evidence,
    word_log_odds,
)
from dispatch.turns.grouping import Grouping, group
from dispatch.turns.hints import NOTHING_KNOWN, TurnHints, Turns
from dispatch.turns.identities import source_of_each
from dispatch.turns.listening import listen
from dispatch.turns.model import RoleModel, role_model
from dispatch.turns.naming import ADDRESSED, claimed, full_name, own_call_sign
from dispatch.turns.openings import Parsed
from dispatch.turns.roles import NOBODY_ALIKE, SpeakerEvidence, dispatcher_log_odds
from dispatch.values import Role, Speaker, Transmission, total_ms

if TYPE_CHECKING:
    from dispatch.turns.listening import KnownVoices

CONSOLE_LOG_ODDS = 6.0
"""Console ids are lists that people keep, and so not always right."""
LEAST_ROLE_PROBABILITY = 0.55
"""Below this the role is ``unknown``."""
LITTLE_READ, ENOUGH_READ = 0.2, 0.6
"""Share of a channel that is legible: up to the first nothing is known of roles, from the second on all."""
LONE_WEIGHT = 0.5
"""Nobody answers a speaker who is alone on a channel: half of what roles are told by is missing."""
LONE_MOST = 1.1
"""Log-odds that such a speaker's role has at most: in single calls it is right three times in four."""
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
    parsed = parse_all(transmissions)
    legible = tuple(legibility(transmission) for transmission in transmissions)
    words = tuple(word_log_odds(one, model, clear) for one, clear in zip(parsed, legible, strict=True))
    heard = listen(audio, transmissions, embedder, model.voice, known)
    marks = source_of_each(transmissions, hints.marks)
    grouping = group(transmissions, parsed, words, heard.voices, marks)
    pairs = exchanges(transmissions)
    consoles = _consoles(grouping, hints)
    channels = [transmission.channel for transmission in transmissions]
    evidence = speaker_evidence(grouping.groups, parsed, words, heard.floors_db, pairs, channels, consoles)
    links = following(pairs, grouping.groups)
    speakers = channel_log_odds(evidence, grouping.groups, channels, links, model, grouping.alike)
    roles = transmission_roles(grouping, words, speakers, readable(legible, channels), model)
    filled = _filled(transmissions, parsed, grouping, roles, hints)
    sources = [mark.source if mark else None for mark in marks]
    return _with_speakers(corrected(filled, sources, hints.corrections))


def channel_log_odds(
    evidence: Sequence[SpeakerEvidence],
    groups: Sequence[int],
    channels: Sequence[int],
    links: Mapping[tuple[int, int], int],
    model: RoleModel,
    alike: Mapping[tuple[int, int], float] = NOBODY_ALIKE,
) -> tuple[float, ...]:
    """Log-odds that each speaker is a dispatcher. Each channel has its own, so it is decided by itself."""
    heard_on: dict[int, Counter[int]] = {}
    for speaker, channel in zip(groups, channels, strict=True):
        heard_on.setdefault(speaker, Counter())[channel] += 1
    home = {speaker: count.most_common(1)[0][0] for speaker, count in heard_on.items()}
    found = [0.0] * len(evidence)
    for channel in sorted(set(home.values())):
        here = [speaker for speaker in range(len(evidence)) if home[speaker] == channel]
        place = {speaker: i for i, speaker in enumerate(here)}
        inside = {(place[a], place[b]): n for (a, b), n in links.items() if a in place and b in place}
        same = {(place[a], place[b]): p for (a, b), p in alike.items() if a in place and b in place}
        decided = dispatcher_log_odds([evidence[speaker] for speaker in here], inside, model, same)
        for speaker, log_odds in zip(here, decided, strict=True):
            lone = len(here) == 1 and evidence[speaker].known is None
            found[speaker] = min(LONE_MOST, max(-LONE_MOST, LONE_WEIGHT * log_odds)) if lone else log_odds
    return tuple(found)


def readable(legible: Sequence[float], channels: Sequence[int]) -> tuple[float, ...]:
    """For each transmission how far its channel can be read, 0 up to :data:`LITTLE_READ`, 1 from enough on.

    Roles rest on words, the speaker's own and those of all who talk with him.

    Example:
        >>> readable([1.0, 0.2, 0.0], [0, 0, 1])
        (1.0, 1.0, 0.0)
    """
    whole = {c: [x for x, d in zip(legible, channels, strict=True) if c == d] for c in set(channels)}
    share = {c: sum(values) / len(values) for c, values in whole.items()}
    width = ENOUGH_READ - LITTLE_READ
    return tuple(min(1.0, max(0.0, (share[c] - LITTLE_READ) / width)) for c in channels)


def transmission_roles(
    grouping: Grouping,
    words: Sequence[float],
    speakers: Sequence[float],
    readable: Sequence[float],
    model: RoleModel,
) -> tuple[tuple[Role, float], ...]:
    """Each transmission's role and its probability: its speaker's, tempered by its own words."""
    out = []
    for speaker, certainty, own, read in zip(
        grouping.groups, grouping.certainty, words, readable, strict=True
    ):
        chance = dispatcher_chance(speakers[speaker], certainty, own, model, read)
        sure = max(chance, 1 - chance)
        role = Role.DISPATCHER if chance > 0.5 else Role.UNIT
        out.append((role if sure >= LEAST_ROLE_PROBABILITY else Role.UNKNOWN, sure))
    return tuple(out)


def dispatcher_chance(
    speaker: float, certainty: float, own: float, model: RoleModel, read: float = 1.0
) -> float:
    """Probability that a transmission is a dispatcher's.

    ``speaker`` are the log-odds of the speaker it is given to with ``certainty``, ``own`` those of its words,
    ``read`` how much of the channel can be read: where nothing can, nothing is known.
    """
    whole = model.sharpness * (speaker + model.own_words * own)
    if abs(speaker) == CONSOLE_LOG_ODDS:
        whole, read = speaker, 1.0
    alone = model.sharpness * own
    chance = certainty / (1 + math.exp(-whole)) + (1 - certainty) / (1 + math.exp(-alone))
    chance = 0.5 + read * (chance - 0.5)
    return min(MOST_SURE, max(1 - MOST_SURE, chance))


def _consoles(grouping: Grouping, hints: TurnHints) -> dict[int, float]:
    """Log-odds of speakers by their id: on the list of consoles, or off it where one is given."""
    consoles = {console.strip().lower() for console in hints.consoles}
    known: dict[int, float] = {}
    for speaker, basis, mark in zip(grouping.groups, grouping.bases, grouping.sources, strict=True):
        if basis == "unit_id" and mark is not None and consoles:
            named = {mark.source.lower(), (mark.tag or "").lower()} - {""}
            known[speaker] = CONSOLE_LOG_ODDS if named & consoles else -CONSOLE_LOG_ODDS
    return known


def _filled(
    transmissions: Sequence[Transmission],
    parsed: Sequence[Parsed],
    grouping: Grouping,
    roles: Sequence[tuple[Role, float]],
    hints: TurnHints,
) -> tuple[Transmission, ...]:
    names = _names(parsed, grouping, roles, exchanges(transmissions))
    aliases = dict(hints.aliases)
    out = []
    for i, transmission in enumerate(transmissions):
        mark, sign = grouping.sources[i], names.get(grouping.groups[i])
        unit, basis = (str(sign), _said_here(parsed[i], sign)) if sign is not None else (None, None)
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


def _names(
    parsed: Sequence[Parsed],
    grouping: Grouping,
    roles: Sequence[tuple[Role, float]],
    pairs: Sequence[tuple[int, int]],
) -> dict[int, CallSign]:
    """The call sign of each speaker who is not the dispatcher, by what he and the dispatcher say."""
    called: dict[int, list[CallSign]] = {}
    for console, unit in itertools.chain(pairs, ((b, a) for a, b in pairs)):
        signs = parsed[console].call_signs
        if roles[console][0] is Role.DISPATCHER and len(signs) == 1:
            called.setdefault(grouping.groups[unit], []).append(signs[0])
    texts: dict[int, list[Parsed]] = {}
    for i, speaker in enumerate(grouping.groups):
        if roles[i][0] is not Role.DISPATCHER:
            texts.setdefault(speaker, []).append(parsed[i])
    own = {speaker: own_call_sign(said, called.get(speaker, ())) for speaker, said in texts.items()}
    return {speaker: full_name(sign, parsed) for speaker, sign in own.items() if sign is not None}


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
