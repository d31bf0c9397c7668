"""The fitted numbers behind voices and roles, read from roles.json with their provenance."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path

from dispatch.turns.language import FEATURES
from dispatch.turns.voices import VoiceModel

MODEL_PATH = Path(__file__).with_name("roles.json")


@dataclass(frozen=True, slots=True)
class RoleModel:
    """Weights in natural-log odds that a speaker is the dispatcher."""

    words: tuple[float, ...]
    """One weight for each of :data:`~dispatch.turns.language.FEATURES`."""
    words_bias: float
    text: float
    """Weight of a speaker's summed word evidence, divided by the root of how often he speaks."""
    line: float
    """Weight of how much cleaner his line is than the others', in deviations, at most one either way."""
    hub: float
    """Weight of his share of the exchanges, as log-odds."""
    names: float
    """Weight of naming many units rather than one."""
    called: float
    """Weight of answering calls to the console."""
    group_bias: float
    unit_follows_unit: float
    dispatcher_follows_dispatcher: float
    dispatchers: tuple[float, ...]
    """Log-odds of 0, 1, 2, and more dispatchers on a recording."""
    own_words: float
    """Weight of a transmission's own words beside its speaker's."""
    sharpness: float
    """What the log-odds are multiplied with at the end, so that 0.9 comes true 9 times in 10."""
    voice: VoiceModel


@functools.cache
def role_model() -> RoleModel:
    """The model that comes with the package."""
    data = json.loads(MODEL_PATH.read_text(encoding="utf-8"))
    weights = data["words"]
    return RoleModel(
        words=tuple(float(weights.get(name, 0.0)) for name in FEATURES),
        dispatchers=tuple(data["speakers"].pop("dispatchers")),
        voice=VoiceModel(**data["voice"]),
        **data["speakers"],
    )
