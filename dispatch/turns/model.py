"""The fitted numbers behind voices and roles, read from roles.json; scripts/fit_roles.py fits them."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib import resources
from typing import Any

from dispatch.turns.context import CONTEXT
from dispatch.turns.language import FEATURES
from dispatch.turns.space import VoiceModel


@dataclass(frozen=True, slots=True)
class RoleModel:
    """Weights in natural-log odds that a speaker is the dispatcher."""

    words: tuple[float, ...]
    """One weight for each of :data:`~dispatch.turns.language.FEATURES`."""
    context: tuple[float, ...]
    """One weight for each of :data:`~dispatch.turns.context.CONTEXT`."""
    speaker: tuple[float, ...]
    """One weight for each of :func:`~dispatch.turns.roles.speaker_features`."""
    unit_pairs: float
    """For two speakers who talk with each other both being units."""
    dispatcher_pairs: float
    """For two speakers who talk with each other both being dispatchers."""
    dispatchers: tuple[float, ...]
    """For 0, 1, 2, and more dispatchers on a recording."""
    own_words: float
    """Weight of a transmission's own words and their neighbours' beside its speaker's."""
    sharpness: float
    """What log-odds are multiplied with at the end, so that 0.9 comes true 9 times in 10."""
    voice: VoiceModel


def model_from(data: dict[str, Any]) -> RoleModel:
    """The model that the content of a roles.json describes."""
    words, speaker = data["words"], data["speaker"]
    return RoleModel(
        words=tuple(float(words["weights"][name]) for name in FEATURES),
        context=tuple(float(data["context"]["weights"][name]) for name in CONTEXT),
        speaker=tuple(float(weight) for weight in speaker["weights"].values()),
        unit_pairs=float(speaker["unit_pairs"]),
        dispatcher_pairs=float(speaker["dispatcher_pairs"]),
        dispatchers=tuple(float(prior) for prior in speaker["dispatchers"]),
        own_words=float(data["own_words"]),
        sharpness=float(data["sharpness"]),
        voice=VoiceModel(**data["voice"]),
    )


@functools.cache
def role_model() -> RoleModel:
    """The model that comes with the package."""
    return model_from(json.loads((resources.files("dispatch.turns") / "roles.json").read_bytes()))
