"""Dispatcher or unit: evidence of several kinds weighed together.

Each transmission starts with what its words say (a logistic model over the features of
:mod:`dispatch.turns.language`). Transmissions of one voice are one role, so what a voice does as a whole
decides: how its words lean, and whether it is the hub that everybody talks with.
"""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from dispatch.turns.callsigns import Parsed
from dispatch.turns.language import FEATURES, features
from dispatch.turns.voices import Voice, VoiceModel, Window

EXCHANGE_MS = 12_000
"""Longest pause over which one transmission still answers another."""

FIRMEST = 6.0
"""Log-odds beyond which no amount of agreement counts."""


@dataclass(frozen=True, slots=True)
class RoleModel:
    """The fitted numbers of roles.json; ``scripts/fit_roles.py`` says how they came about."""

    intercept: float
    words: tuple[float, ...]
    """A weight for each of :data:`dispatch.turns.language.FEATURES`; above 0 speaks for a dispatcher."""
    voice_intercept: float
    voice_weights: tuple[float, ...]
    """A weight for each of :data:`VOICE_FEATURES`."""
    own_share: tuple[float, float]
    """How much a transmission's own words count: where its voice is unknown, and where it is known."""
    sharpness: float
    """Multiplies the final log-odds so that they are calibrated."""
    voice: VoiceModel


@functools.cache
def load_roles() -> RoleModel:
    """The model that ships with this version."""
    data = json.loads((resources.files("dispatch.turns") / "roles.json").read_bytes())
    return RoleModel(
        intercept=data["intercept"],
        words=tuple(data["words"][name] for name in FEATURES),
        voice_intercept=data["voice_intercept"],
        voice_weights=tuple(data["voice_weights"][name] for name in VOICE_FEATURES),
        own_share=(1.0, data["own_share"]),
        sharpness=data["sharpness"],
        voice=VoiceModel(**data["voice"]),
    )


def log_odds_of_words(parsed: Parsed, model: RoleModel) -> float:
    """Log-odds of a dispatcher from one transmission's words; 0 for no words."""
    if not parsed.words:
        return 0.0
    return model.intercept + sum(w * x for w, x in zip(model.words, features(parsed), strict=True))


def share(
    own: Sequence[float], voices: Sequence[Voice], windows: Sequence[Window], model: RoleModel
) -> list[float]:
    """Log-odds of a dispatcher for each transmission: its own words, and what its voice does.

    Args:
        own: log-odds from each transmission's own words.
        voices: whose voice each is; label -1 where that can't be told.
        windows: when each was, in time order.
    """
    found = voice_features(own, voices, windows)
    of_voice = {
        label: model.voice_intercept + sum(w * x for w, x in zip(model.voice_weights, seen, strict=True))
        for label, seen in found.items()
    }
    odds = []
    for x, voice in zip(own, voices, strict=True):
        sure = voice.certainty if voice.label in of_voice else 0.0
        together = sure * of_voice.get(voice.label, 0.0) + model.own_share[sure > 0] * x
        odds.append(model.sharpness * max(-FIRMEST, min(FIRMEST, together)))
    return odds


VOICE_FEATURES = ("words", "lead", "hub", "partners")
"""What a voice does: how its words lean; how far they lead the next best voice's; its share of the exchanges
around it; the share of the other voices that it talks with."""

AROUND = 6
"""Transmissions before its first and after its last that count as around a voice."""


def voice_features(
    own: Sequence[float], voices: Sequence[Voice], windows: Sequence[Window]
) -> dict[int, tuple[float, ...]]:
    """Values of :data:`VOICE_FEATURES` for each voice. Radio traffic is a star: units talk with the console."""
    members = _members(voices)
    links = _links(voices, windows)
    leaning = {label: [max(-2.5, min(2.5, own[i])) for i in group] for label, group in members.items()}
    mean = {label: sum(x) / (len(x) + 1) for label, x in leaning.items()}
    out: dict[int, tuple[float, ...]] = {}
    for label, group in members.items():
        first, last = group[0] - AROUND, group[-1] + AROUND
        around = [(a, b) for i, a, b in links if first <= i <= last]
        mine = [pair for pair in around if label in pair]
        others = {voice for pair in around for voice in pair} - {label}
        partners = {voice for pair in mine for voice in pair} - {label}
        best = max((mean[voice] for voice in others), default=mean[label])
        out[label] = (
            sum(leaning[label]) / math.sqrt(len(group)),
            mean[label] - best,
            len(mine) / max(1, len(around)) if len(others) > 1 else 0.5,
            len(partners) / len(others) if len(others) > 1 else 0.5,
        )
    return out


def _links(voices: Sequence[Voice], windows: Sequence[Window]) -> list[tuple[int, int, int]]:
    """(place, voice, next voice) wherever one voice is followed by another on its channel."""
    links, last = [], dict[int, int]()
    for i, window in enumerate(windows):
        j = last.get(window.channel)
        near = j is not None and window.start_ms - windows[j].end_ms < EXCHANGE_MS
        if j is not None and near and voices[i].label != voices[j].label and min(voices[i].label, voices[j].label) >= 0:
            links.append((j, voices[j].label, voices[i].label))
        last[window.channel] = i
    return links


def _members(voices: Sequence[Voice]) -> dict[int, list[int]]:
    members: dict[int, list[int]] = {}
    for i, voice in enumerate(voices):
        if voice.label >= 0:
            members.setdefault(voice.label, []).append(i)
    return members
