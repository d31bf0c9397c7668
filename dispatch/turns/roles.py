"""Who of the speakers is the dispatcher: all of them decided together.

One speaker's words, line, partners and the names he uses give log-odds of his own. Who follows whom, and
how many dispatchers a channel has, ties the speakers to each other, so every way of giving out the roles
is scored, and a speaker's probability is the share of those in which he is the dispatcher.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from dispatch.odds import clamp, log_sum, logistic

if TYPE_CHECKING:
    from dispatch.turns.model import RoleModel

ENUMERATED = 9
"""Speakers decided together, 512 ways; the rest, who speak least, follow from these."""
NOBODY_ALIKE: Mapping[tuple[int, int], float] = MappingProxyType({})
MOST_ALIKE = 0.9
HARD_LOG_ODDS = 8.0
"""No evidence from sound and words counts for more."""


@dataclass(frozen=True, slots=True)
class SpeakerEvidence:
    """What is known of one speaker when roles are given out."""

    text: float
    """Sum of the log-odds of his transmissions' words."""
    transmissions: int
    line: float = 0.0
    """How like a console's his lines are: 1 where all are as quiet as the channel gets, below 0 for noisy."""
    hub: float = 0.5
    """Share of the exchanges between two speakers that he is part of, 0..1."""
    named: int = 0
    """Transmissions that open with a call sign."""
    distinct: int = 0
    """Different call signs among those."""
    calls: int = 0
    """Times he called the console."""
    answers: int = 0
    """Times he spoke right after somebody else had called the console."""
    addressed: int = 0
    """Openings with another speaker's call sign, less openings with his own."""
    owned: float = 0.0
    """Times he answered when somebody else called a call sign that is his."""
    titled: float = 0.0
    """Times he answered to a title or position, such as "command"."""
    nameless: float = 0.0
    """Times he would have named himself, had he done it as often as the others, and never did."""
    known: float | None = None
    """Log-odds that settle it: a console id."""


def speaker_features(speaker: SpeakerEvidence) -> tuple[float, ...]:
    """What a speaker's own log-odds are linear in; the weights are :attr:`RoleModel.speaker`.

    In order: constant, words, line, hub, variety of the names he opens with, calls to the console, calls
    answered, others addressed, calls to him answered, those of them by a title, never naming himself. Each is
    bounded, so that no single kind of evidence decides alone.
    """
    count = max(1, speaker.transmissions)
    variety = 0.0
    if speaker.named >= 2:
        variety = (2 * (speaker.distinct - 1) / (speaker.named - 1) - 1) * math.log2(speaker.named)
    return (
        1.0,
        clamp(-5.0, speaker.text / math.sqrt(count), 5.0),
        clamp(-1.0, speaker.line, 1.0),
        math.log((speaker.hub + 0.1) / (1.1 - speaker.hub)),
        clamp(-2.0, variety, 2.0),
        math.log2(1 + speaker.calls),
        math.log2(1 + speaker.answers),
        math.copysign(math.log2(1 + abs(speaker.addressed)), speaker.addressed),
        math.log2(1 + speaker.owned + speaker.titled),
        math.log2(1 + speaker.titled),
        math.log2(1 + speaker.nameless),
    )


def own_log_odds(speaker: SpeakerEvidence, model: RoleModel) -> float:
    """Log-odds that a speaker is the dispatcher, from what is known of him alone."""
    if speaker.known is not None:
        return speaker.known
    total = sum(w * x for w, x in zip(model.speaker, speaker_features(speaker), strict=True))
    return clamp(-HARD_LOG_ODDS, total, HARD_LOG_ODDS)


def dispatcher_log_odds(
    speakers: Sequence[SpeakerEvidence],
    following: Mapping[tuple[int, int], int],
    model: RoleModel,
    alike: Mapping[tuple[int, int], float] = NOBODY_ALIKE,
) -> tuple[float, ...]:
    """Log-odds of each speaker being the dispatcher, with the others taken into account.

    ``following`` counts how often two speakers (lower index first) spoke right after each other; ``alike``
    is the probability that two voices, told apart, are one speaker's after all.
    """
    own = [own_log_odds(speaker, model) for speaker in speakers]
    order = sorted(range(len(own)), key=lambda i: (-speakers[i].transmissions, i))
    together, rest = order[:ENUMERATED], order[ENUMERATED:]
    links = link_weights(following)
    posterior = _enumerated(own, together, links, model, alike)
    for i in rest:
        shift = 0.0
        for j in together:
            chance = logistic(posterior[j])
            drawn = chance * model.dispatcher_pairs - (1 - chance) * model.unit_pairs
            shift += links.get((min(i, j), max(i, j)), 0.0) * drawn
        posterior[i] = clamp(-HARD_LOG_ODDS, own[i] + shift, HARD_LOG_ODDS)
    return tuple(posterior[i] for i in range(len(own)))


def link_weights(following: Mapping[tuple[int, int], int]) -> dict[tuple[int, int], float]:
    """How much each pair of speakers talks with each other; grows with the root of all the talk."""
    root = math.sqrt(1 + sum(following.values()))
    return {pair: count / root for pair, count in following.items()}


def _enumerated(
    own: Sequence[float],
    together: Sequence[int],
    links: Mapping[tuple[int, int], float],
    model: RoleModel,
    alike: Mapping[tuple[int, int], float],
) -> dict[int, float]:
    pairs = [
        (a, b, links.get((min(i, j), max(i, j)), 0.0), alike.get((min(i, j), max(i, j)), 0.0))
        for (a, i), (b, j) in itertools.combinations(enumerate(together), 2)
    ]
    scored: list[tuple[tuple[bool, ...], float]] = []
    for roles in itertools.product((False, True), repeat=len(together)):
        score = sum(own[i] for i, role in zip(together, roles, strict=True) if role)
        new = [float(role) for role in roles]
        for a, b, weight, same in pairs:
            if roles[a] != roles[b]:
                score += math.log(1 - min(same, MOST_ALIKE))
                continue
            if roles[a]:
                new[b] *= 1 - same
            if weight:
                score += weight * (model.dispatcher_pairs * (1 - same) if roles[a] else model.unit_pairs)
        scored.append((roles, score + dispatchers_prior(sum(new), model.dispatchers)))
    return {
        i: log_sum(s for roles, s in scored if roles[a]) - log_sum(s for roles, s in scored if not roles[a])
        for a, i in enumerate(together)
    }


def dispatchers_prior(count: float, priors: Sequence[float]) -> float:
    """Log-prior of a channel's number of dispatchers; between whole numbers where two may be one person.

    Example:
        >>> dispatchers_prior(1.5, (-2.0, 0.0, -1.0))
        -0.5
    """
    below = min(int(count), len(priors) - 1)
    above = min(below + 1, len(priors) - 1)
    return priors[below] + (count - below) * (priors[above] - priors[below])
