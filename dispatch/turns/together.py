"""Voices and roles decided together: words say who a doubtful voice is likelier to be.

Voices are told apart by sound, roles from voices, words and lines; then each transmission goes to the voice
that fits its sound, words and line best, and roles are told again, until nothing moves. A voice is taken for
two people's where that explains all three clearly better: one person has one role in all that he says.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatch.odds import logistic
from dispatch.turns.context import context_log_odds
from dispatch.turns.evidence import (
    between,
    exchanges,
    following,
    legibility,
    parse_all,
    speaker_evidence,
    word_log_odds,
)
from dispatch.turns.grouping import Grouping, group
from dispatch.turns.hints import SourceMark
from dispatch.turns.lines import line_log_odds
from dispatch.turns.listening import Heard
from dispatch.turns.model import RoleModel
from dispatch.turns.openings import Parsed
from dispatch.turns.roles import NOBODY_ALIKE, SpeakerEvidence, dispatcher_log_odds
from dispatch.turns.voices import Sounds, Voices, cluster, divided, labelled, likelihood, reassign
from dispatch.values import Transmission

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

CONSOLE_LOG_ODDS = 6.0
"""Console ids are lists that people keep, and so not always right."""
LITTLE_READ, ENOUGH_READ = 0.2, 0.6
"""Share of a channel that is legible: up to the first nothing is known of roles, from the second on all."""
LONE_LESS = 0.5
"""Nobody answers a single call: half of what roles are told by is missing."""
LONE_MOST = 1.1
"""Log-odds that the role of a single call has at most: it is right three times in four."""
LONE_EVER = 1.7
"""The same of a voice alone, however much it says: five of six get the right role."""
ROUNDS = 4
"""Times that voices are told again by roles, and roles by voices; seldom more than two change anything."""
A_CONSOLE, A_UNIT = 0.95, 0.05
"""Chances of being the console, of the two people that a voice is tried as."""
MOST_TRIED = 3
"""Voices that are tried as two people's at a time: those that words and lines contradict most."""
FIRST_CONSOLE = 0.25
"""Chance that a speaker is a console before anything is known of him."""
CLEARLY_TWO = 2.0
"""Log-odds from which a voice that its words contradict is taken for two people's."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of a recording's transmissions before their voices are told apart."""

    transmissions: Sequence[Transmission]
    parsed: tuple[Parsed, ...]
    words: tuple[float, ...]
    """Log-odds from a transmission's own words that the console speaks."""
    context: tuple[float, ...]
    """The same from its neighbours' words too."""
    pairs: tuple[tuple[int, int], ...]
    readable: tuple[float, ...]
    marks: Sequence[SourceMark | None]
    consoles: frozenset[str]

    @property
    def channels(self) -> list[int]:
        return [transmission.channel for transmission in self.transmissions]


@dataclass(frozen=True, slots=True)
class Told:
    """Who speaks each transmission, what is known of the speakers, and how likely each is a dispatcher."""

    grouping: Grouping
    evidence: tuple[SpeakerEvidence, ...]
    links: Mapping[tuple[int, int], int]
    speakers: tuple[float, ...]
    """Log-odds of being a dispatcher."""
    context: tuple[float, ...]
    """Log-odds for each transmission from its words and those beside it that somebody else speaks."""


def taken_apart(
    transmissions: Sequence[Transmission],
    marks: Sequence[SourceMark | None],
    model: RoleModel,
    consoles: Sequence[str] = (),
) -> Said:
    """Read the transmissions' words."""
    parsed, pairs = parse_all(transmissions), exchanges(transmissions)
    legible = [legibility(transmission) for transmission in transmissions]
    words = tuple(word_log_odds(one, model, clear) for one, clear in zip(parsed, legible, strict=True))
    read = readable(legible, [transmission.channel for transmission in transmissions])
    context = context_log_odds(parsed, words, pairs, read, model.context)
    listed = frozenset(console.strip().lower() for console in consoles)
    return Said(transmissions, parsed, words, context, pairs, read, marks, listed)


def decide(said: Said, heard: Heard, model: RoleModel) -> Told:
    """Tell voices apart and who of them is the dispatcher, each by the other."""
    lines = line_log_odds(heard.floors_db, said.channels)
    odds, sounds = said.context + lines, Sounds(heard.rows, heard.windows, model.voice)
    voices = cluster(sounds)
    found = roles_of(said, lines, voices, model)
    for _ in range(ROUNDS):
        console = console_chances(voices, found, model)
        moved = _two_people(said, sounds, voices, odds, console)
        if moved is None:
            moved = reassign(sounds, voices, lean(odds, console))
        if [voice.label for voice in moved.each] == [voice.label for voice in voices.each]:
            break
        voices, found = moved, roles_of(said, lines, moved, model)
    return found


def roles_of(said: Said, lines: Array, voices: Voices, model: RoleModel) -> Told:
    """What is known of each speaker, and the roles, with the voices as they are.

    ``lines`` are the log-odds of each transmission's line, shape (transmissions,).
    """
    grouping = group(said.transmissions, said.parsed, said.words, voices, said.marks, said.consoles)
    known = _consoles(grouping, said.consoles)
    evidence = speaker_evidence(
        grouping.groups, said.parsed, said.words, lines.tolist(), said.pairs, said.channels, known
    )
    links = following(said.pairs, grouping.groups)
    speakers = channel_log_odds(evidence, grouping.groups, said.channels, links, model, grouping.alike)
    context = context_log_odds(
        said.parsed, said.words, between(said.pairs, grouping.groups), said.readable, model.context
    )
    return Told(grouping, evidence, links, speakers, context)


def console_chances(voices: Voices, told: Told, model: RoleModel) -> list[float]:
    """Probability that each voice is a dispatcher's: that of the speakers its transmissions are given to."""
    chances: list[list[float]] = [[] for _ in range(max(voice.label for voice in voices.each) + 1)]
    for voice, speaker in zip(voices.each, told.grouping.groups, strict=True):
        if voice.label >= 0:
            chances[voice.label].append(logistic(model.sharpness * told.speakers[speaker]))
    return [sum(own) / len(own) for own in chances]


def lean(odds: Sequence[float] | Array, console: Sequence[float]) -> Array:
    """Log-odds from words and lines for each transmission and voice, shape (transmissions, voices).

    ``odds`` are each transmission's that the console speaks, ``console`` each voice's chance of being it.

    Example:
        >>> lean([2.0, -2.0], [0.9, 0.1]).round(1).tolist()
        [[1.9, 0.5], [-1.5, -0.1]]
    """
    import numpy as np

    ratio, chance = np.exp(np.array(odds))[:, None], np.array(console)
    return np.asarray(np.log(chance * ratio + 1 - chance))


def _two_people(
    said: Said, sounds: Sounds, voices: Voices, odds: Array, console: Sequence[float]
) -> Voices | None:
    """The voices with one divided, if that is clearly likelier than that it is one person's."""
    before = [voice.label for voice in voices.each]
    as_one = likelihood(sounds, before) + one_role_each(odds, before)
    best, most = None, as_one + CLEARLY_TWO
    for label, own in _contradicted(voices, odds):
        leaning = lean(odds, [*console[:label], A_CONSOLE, *console[label + 1 :], A_UNIT])
        ways = {tuple(i for i in own if signs[i] < 0) for signs in (odds, said.context, odds - said.context)}
        for away in ways - {(), tuple(own)}:
            sound, labels = divided(sounds, before, away, leaning)
            if (likely := sound + one_role_each(odds, labels)) > most:
                best, most = (labels, leaning), likely
    return labelled(sounds, *best) if best is not None else None


def _contradicted(voices: Voices, odds: Array) -> list[tuple[int, list[int]]]:
    """The voices that words and lines contradict, most first, each with its transmissions."""
    members: dict[int, list[int]] = {}
    for i, voice in enumerate(voices.each):
        if voice.label >= 0:
            members.setdefault(voice.label, []).append(i)

    def contradiction(own: Sequence[int]) -> float:
        return float(min(odds[own].clip(min=0).sum(), -odds[own].clip(max=0).sum()))

    known = [(label, own) for label, own in members.items() if contradiction(own) > 0]
    return sorted(known, key=lambda one: -contradiction(one[1]))[:MOST_TRIED]


def one_role_each(odds: Array, labels: Sequence[int]) -> float:
    """Log-likelihood of transmissions' log-odds ratios where each label is one person with one role.

    Example:
        >>> import numpy as np
        >>> odds = np.array([3.0, -3.0])
        >>> round(one_role_each(odds, [0, 0]), 1), round(one_role_each(odds, [0, 1]), 1)
        (0.0, 1.5)
    """
    import numpy as np

    totals = np.bincount(np.array(labels) + 1, weights=odds)[1:]
    return float(np.logaddexp(math.log(FIRST_CONSOLE) + totals, math.log(1 - FIRST_CONSOLE)).sum())


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
            found[speaker] = _alone(log_odds, evidence[speaker].transmissions) if lone else log_odds
    return tuple(found)


def _alone(log_odds: float, transmissions: int) -> float:
    """What is known of a speaker whom nobody answers, the more the more he says.

    Example:
        >>> [round(_alone(4.0, n), 1) for n in (1, 4, 16)]
        [1.1, 1.7, 1.7]
    """
    most = min(LONE_EVER, LONE_MOST * math.sqrt(transmissions))
    return min(most, max(-most, (1 - LONE_LESS / transmissions) * log_odds))


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


def _consoles(grouping: Grouping, consoles: frozenset[str]) -> dict[int, float]:
    """Log-odds of speakers by their id: on the list of consoles, or off it where one is given."""
    known: dict[int, float] = {}
    for speaker, basis, mark in zip(grouping.groups, grouping.bases, grouping.sources, strict=True):
        if basis == "unit_id" and mark is not None and consoles:
            known[speaker] = CONSOLE_LOG_ODDS if mark.names & consoles else -CONSOLE_LOG_ODDS
    return known
