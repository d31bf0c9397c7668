"""Which models are asked of the sound, when claims are checked.

The one that transcribes, and, where that is one of the two small Whispers that come as packages, the other of
them and Moonshine, a model of another kind: those that are installed and know the language. They are asked
how well given words explain the sound, and Moonshine what it reads there.
"""

from __future__ import annotations

from dataclasses import dataclass

from dispatch.hearing.ear import Ear
from dispatch.interfaces import LikelihoodScorer
from dispatch.settings import AUTO, NONE
from dispatch.values import Engine

BESIDE = {"base": "tiny.en", "tiny.en": "base"}
"""The other bundled Whisper of each."""


@dataclass(frozen=True, slots=True)
class Witnesses:
    """The models that are asked, as one scorer, and what a report says of those beside the first."""

    scorer: LikelihoodScorer
    beside: tuple[Engine, ...] = ()


def open_witnesses(ear: Ear, choice: str = AUTO) -> Witnesses:
    """Load what is asked beside the model that transcribes.

    Args:
        ear: the model that transcribes, loaded.
        choice: a model's name or folder, ``none``, or ``auto`` for the companions of a bundled model,
            those that are installed and know the language.

    Raises:
        ModelError: if the model chosen isn't there or can't be used.
    """
    from dispatch.transcribe.jointly import JointScorer

    names = {AUTO: companions(ear), NONE: ()}.get(choice, (choice,))
    others = tuple(ear.backend.companion(name) for name in names)
    if not others:
        return Witnesses(ear.backend)
    return Witnesses(JointScorer((ear.backend, *others)), tuple(other.engine for other in others))


def refuse_missing(choice: str, *, offline: bool) -> None:
    """Refuse a second model that isn't there, before any work is done that is to be asked of it.

    Raises:
        ModelError: if the model chosen isn't there.
    """
    from dispatch.transcribe.second_models import model_sha256

    if choice not in (AUTO, NONE):
        model_sha256(choice, offline=offline)


def companions(ear: Ear) -> tuple[str, ...]:
    """The models to ask beside a bundled one that transcribes: those that are installed and fit."""
    from dispatch.transcribe import moonshine
    from dispatch.transcribe.models import is_installed

    bundled = _bundled(ear)
    if bundled is None:
        return ()
    language, other = ear.engine.language, BESIDE[bundled]
    fits = {
        moonshine.NAME: language == moonshine.LANGUAGE and moonshine.is_installed(),
        other: (language == "en" or not other.endswith(".en")) and is_installed(other),
    }
    return tuple(name for name, does in fits.items() if does)


def _bundled(ear: Ear) -> str | None:
    """The name of the model that transcribes, where it is a bundled one."""
    from dispatch.transcribe.models import PINNED

    return next((name for name, sha256 in PINNED.items() if sha256 == ear.engine.model_sha256), None)
