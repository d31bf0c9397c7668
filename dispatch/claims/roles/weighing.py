"""All that a quotation shows, weighed at once: the rules' answer kept, changed, or left open.

Rules decide by the first cue that fits and know no doubt. A logistic model over all traits
(:mod:`dispatch.claims.roles.traits`), the rules' answer among them, says how likely each role is and whether
the words were on the air. Its weights are in ``reading.json``, with what they were fitted on;
``scripts/fit_reading.py`` fits them again.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from dispatch.claims.attributing.attributed import Where
from dispatch.claims.attributing.readings import Reading
from dispatch.claims.checking.checkability import DECIDED, Cue, Judged
from dispatch.claims.quoting.narration import Narration
from dispatch.claims.roles.traits import traits_of
from dispatch.odds import clamp, logistic
from dispatch.values import Role

ROLES = (Role.DISPATCHER, Role.UNIT, Role.CALLER, Role.OTHER, Role.UNKNOWN)
SURE = 0.5
"""Below this a role other than the rules' one is left open: a wrong one may accuse, none never does."""
HARDLY = 0.2
"""A role that is likelier than the rules' one by no more than this does not change it."""
_OPEN = "who spoke is not clear from the article"
_TAKEN = "the article does not say that these words were on the air; all cues together speak for it"
_AWAY = "all cues together speak for words said away from the radio"


@dataclass(frozen=True, slots=True)
class Weights:
    """What each trait is worth for each role, and last for having been on the air."""

    constant: tuple[float, ...]
    traits: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True, slots=True)
class Opinion:
    """How likely each role is, and that a recording could hold the words."""

    roles: Mapping[Role, float]
    checkable: float


def weighed(narration: Narration, readings: Sequence[Reading]) -> Iterator[Reading]:
    """The readings of an article, each as all its traits together have it."""
    for reading, traits in zip(readings, traits_of(narration, readings), strict=True):
        named = reading.attribution.where is Where.LABEL  # a transcript says itself who speaks
        yield reading if named else _as_weighed(reading, opinion_of(traits, weights()))


def opinion_of(traits: Mapping[str, float], weights: Weights) -> Opinion:
    """Add up what the traits are worth; traits that the weights do not know are worth nothing.

    Example:
        >>> worth = Weights((0.0,) * 6, {"desk talk": (2.0, 0.0, 0.0, 0.0, 0.0, 1.0)})
        >>> opinion = opinion_of({"desk talk": 1.0, "new": 1.0}, worth)
        >>> max(opinion.roles, key=opinion.roles.get).value, round(opinion.checkable, 2)
        ('dispatcher', 0.73)
    """
    points = list(weights.constant)
    for name, value in traits.items():
        for at, weight in enumerate(weights.traits.get(name, ())):
            points[at] += weight * value
    most = max(points[:-1])
    shares = [math.exp(point - most) for point in points[:-1]]
    chances = {role: share / sum(shares) for role, share in zip(ROLES, shares, strict=True)}
    return Opinion(chances, logistic(clamp(-50.0, points[-1], 50.0)))


@cache
def weights() -> Weights:
    """The fitted weights."""
    data = json.loads(resources.files("dispatch.claims").joinpath("reading.json").read_text(encoding="utf-8"))
    traits = {name: tuple(values) for name, values in data["traits"].items()}
    return Weights(tuple(data["constant"]), traits)


def _as_weighed(reading: Reading, opinion: Opinion) -> Reading:
    verdict = _verdict(reading.verdict, opinion.checkable > 0.5 and not _settled(reading))
    role = max(ROLES, key=lambda role: opinion.roles[role])
    if verdict.checkable and reading.role is Role.UNKNOWN:
        role = Role.UNKNOWN  # the article leaves it open, and a guess would accuse
    elif _names_a_dispatcher(reading) or opinion.roles[role] - opinion.roles[reading.role] < HARDLY:
        role = reading.role
    elif verdict.checkable and role is not reading.role and opinion.roles[role] < SURE:
        role = Role.UNKNOWN
        warnings = (*((verdict.warning,) if verdict.warning else ()), _OPEN)
        verdict = replace(verdict, warning="; ".join(warnings))
    if role is Role.OTHER and not reading.verdict.checkable:
        verdict = reading.verdict  # who has no voice on the radio gets none by cues alone
    speaker = reading.attribution.speaker
    unit = reading.unit or (speaker.unit if speaker else None)
    return replace(reading, role=role, verdict=verdict, unit=unit if role is Role.UNIT else None)


def _names_a_dispatcher(reading: Reading) -> bool:
    """Whether the clause itself says that a dispatcher spoke, by the noun."""
    attribution, speaker = reading.attribution, reading.attribution.speaker
    if reading.role is not Role.DISPATCHER or speaker is None or speaker.role is not Role.DISPATCHER:
        return False
    return not attribution.placed and speaker.head is not None and speaker.head in attribution.clause.lower()


def _settled(reading: Reading) -> bool:
    """Whether the article itself puts the words elsewhere or after the traffic, as the rules have it."""
    elsewhere = any(cue.points <= -DECIDED for cue in reading.verdict.cues)
    return not reading.verdict.checkable and (elsewhere or reading.turn.afterwards)


def _verdict(rules: Judged, checkable: bool) -> Judged:
    if checkable is rules.checkable:
        return rules
    if checkable:
        return replace(rules, checkable=True, why_not=None, warning=_TAKEN)
    against = min(rules.cues, key=lambda cue: cue.points, default=Cue(0, _AWAY))
    why_not = against.reason if against.points < 0 else _AWAY
    return replace(rules, checkable=False, why_not=why_not, warning=None, on_air=False)
