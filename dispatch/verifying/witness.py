"""Which models are asked of the sound, when claims are checked.

The one that transcribes, and, where that is one of the two small models that come as packages, the other
of them too. Its words are in no transcript: it is asked how well given words explain the sound, no more.
"""

from __future__ import annotations

from dataclasses import dataclass

from dispatch.hearing.ear import Ear
from dispatch.interfaces import LikelihoodScorer

AUTO, NONE = "auto", "none"
BESIDE = {"base": "tiny.en", "tiny.en": "base"}
"""Each bundled model's companion."""


@dataclass(frozen=True, slots=True)
class Witnesses:
    """The models that are asked, as one scorer, and what a report says of the second."""

    scorer: LikelihoodScorer
    second: str | None
    """Its name."""
    sha256: str | None
    """Of its model.bin."""


def open_witnesses(ear: Ear, choice: str = AUTO) -> Witnesses:
    """Load what is asked beside the model that transcribes.

    Args:
        ear: the model that transcribes, loaded.
        choice: a model's name or folder, ``none``, or ``auto`` for the companion of a bundled model,
            where that is installed and knows the language.

    Raises:
        ModelError: if the model chosen isn't there or can't be used.
    """
    from dispatch.transcribe.jointly import JointScorer

    name = companion(ear) if choice == AUTO else choice
    if name is None or name == NONE:
        return Witnesses(ear.backend, None, None)
    other = ear.backend.companion(name)
    return Witnesses(JointScorer(ear.backend, other), other.engine.model, other.engine.model_sha256)


def refuse_missing(choice: str, *, offline: bool) -> None:
    """Refuse a second model that isn't there, before any work is done that is to be asked of it.

    Raises:
        ModelError: if the model chosen isn't there.
    """
    from dispatch.transcribe.models import resolve_model

    if choice not in (AUTO, NONE):
        resolve_model(choice, offline=offline)


def companion(ear: Ear) -> str | None:
    """The other bundled model, where a bundled one transcribes and the other is installed and fits."""
    from dispatch.transcribe.models import PINNED, is_installed

    names = {sha256: name for name, sha256 in PINNED.items()}
    name = BESIDE.get(names.get(ear.engine.model_sha256, ""))
    if name is None or not is_installed(name):
        return None
    return name if ear.engine.language == "en" or not name.endswith(".en") else None
