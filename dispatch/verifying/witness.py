"""Which models are asked of the sound, when claims are checked.

The one that transcribes, and, where that is one of the two small Whispers that come as packages, Moonshine
beside it, a model of another kind; where that is not installed, or English is not spoken, the other Whisper.
It is asked how well given words explain the sound. Where a quote lies that the transcript lacks is asked of
both Whispers alone: on sound that nobody can read, Moonshine tells worse what is there from what is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from dispatch.hearing.ear import Ear
from dispatch.interfaces import LikelihoodScorer
from dispatch.settings import AUTO, NONE

BESIDE = {"base": "tiny.en", "tiny.en": "base"}
"""Each bundled Whisper's companion where Moonshine can't be it."""


@dataclass(frozen=True, slots=True)
class Witnesses:
    """The models that are asked, as one scorer, and what a report says of the second."""

    scorer: LikelihoodScorer
    second: str | None
    """Its name."""
    sha256: str | None
    """Of the file that holds its weights."""
    locator: str | None = None
    """The model that is asked in its place where a quote lies."""


def open_witnesses(ear: Ear, choice: str = AUTO) -> Witnesses:
    """Load what is asked beside the model that transcribes.

    Args:
        ear: the model that transcribes, loaded.
        choice: a model's name or folder, ``none``, or ``auto`` for the companion of a bundled model,
            where that is installed and knows the language.

    Raises:
        ModelError: if the model chosen isn't there or can't be used.
    """
    from dispatch.transcribe import moonshine
    from dispatch.transcribe.jointly import JointScorer

    name = companion(ear) if choice == AUTO else choice
    if name is None or name == NONE:
        return Witnesses(ear.backend, None, None)
    other = ear.backend.companion(name)
    locator = _other_whisper(ear) if name == moonshine.NAME else None
    located = JointScorer(ear.backend, ear.backend.companion(locator)) if locator else None
    joint = JointScorer(ear.backend, other, located)
    return Witnesses(joint, other.engine.model, other.engine.model_sha256, locator)


def refuse_missing(choice: str, *, offline: bool) -> None:
    """Refuse a second model that isn't there, before any work is done that is to be asked of it.

    Raises:
        ModelError: if the model chosen isn't there.
    """
    from dispatch.transcribe.second_models import model_sha256

    if choice not in (AUTO, NONE):
        model_sha256(choice, offline=offline)


def companion(ear: Ear) -> str | None:
    """The model to ask beside a bundled one that transcribes, where it is installed and fits."""
    from dispatch.transcribe import moonshine

    bundled = _bundled(ear) is not None
    if bundled and moonshine.is_installed() and ear.engine.language == moonshine.LANGUAGE:
        return moonshine.NAME
    return _other_whisper(ear)


def _other_whisper(ear: Ear) -> str | None:
    """The other bundled Whisper beside one of them, where it is installed and knows the language."""
    from dispatch.transcribe.models import is_installed

    name = BESIDE.get(_bundled(ear) or "")
    if name is None or not is_installed(name):
        return None
    return name if ear.engine.language == "en" or not name.endswith(".en") else None


def _bundled(ear: Ear) -> str | None:
    """The name of the model that transcribes, where it is a bundled one."""
    from dispatch.transcribe.models import PINNED

    return next((name for name, sha256 in PINNED.items() if sha256 == ear.engine.model_sha256), None)
