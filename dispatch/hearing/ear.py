"""What it takes to transcribe, loaded once for many recordings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch import __version__
from dispatch.hearing.clock import as_given, zone_of
from dispatch.interfaces import SpeakerEmbedder
from dispatch.settings import AUTO, NONE, Settings
from dispatch.values import Details, Engine, details, to_json

if TYPE_CHECKING:
    from dispatch.transcribe.options import HearingOptions
    from dispatch.transcribe.whisper import WhisperEngine
    from dispatch.turns import TurnHints
    from dispatch.workers import Workers


@dataclass(frozen=True, slots=True)
class Ear:
    """A recogniser, a speaker embedder, and what the user said about the speakers."""

    settings: Settings
    backend: WhisperEngine
    embedder: SpeakerEmbedder
    hints: TurnHints
    engine: Engine
    """Provenance: all that the transcript depends on besides the recording."""

    @property
    def workers(self) -> Workers:
        """The recogniser's, for what comes before and after it, too."""
        return self.backend.workers


def open_ear(settings: Settings) -> Ear:
    """Load the model and the voices.

    Raises:
        ModelError: if the model isn't there or can't be used.
        InputError: if a file named in the settings can't be read.
    """
    from dispatch.transcribe.engines import open_engine
    from dispatch.turns import open_embedder

    zone = zone_of(settings.tz)  # before any work: can both be read at all?
    if settings.start_time is not None:
        as_given(settings.start_time, zone)
    hints = _hints(settings)
    backend = open_engine(hearing_options(settings))
    return Ear(settings, backend, open_embedder(), hints, _provenance(backend.engine, hints))


def hearing_options(settings: Settings) -> HearingOptions:
    """What of the settings the recogniser is told.

    Raises:
        InputError: if the vocabulary can't be read.
    """
    from dispatch.transcribe.options import HearingOptions
    from dispatch.transcribe.vocabulary import read_vocabulary

    return HearingOptions(
        model=settings.model,
        second_model=second_model(settings),
        language=settings.language,
        device=settings.device,
        threads=settings.threads,
        vocabulary=read_vocabulary(Path(settings.vocabulary)) if settings.vocabulary else (),
        offline=settings.offline,
    )


def second_model(settings: Settings) -> str | None:
    """The model that hears after the first one; None for none.

    Moonshine where nobody named one and where it can be: English, and one of the bundled models before it.
    """
    from dispatch.transcribe import moonshine
    from dispatch.transcribe.models import PINNED

    named = settings.second_model
    if named == AUTO:
        bundled = settings.model is None or settings.model in PINNED
        fits = bundled and settings.language == moonshine.LANGUAGE and moonshine.is_installed()
        return moonshine.NAME if fits else None
    return None if named == NONE else named


def _hints(settings: Settings) -> TurnHints:
    from dispatch.turns import TurnHints, read_corrections

    corrections = read_corrections(Path(settings.speakers)) if settings.speakers else ()
    return TurnHints(consoles=settings.console_ids, corrections=corrections)


def _provenance(engine: Engine, hints: TurnHints) -> Engine:
    """The engine's own account, with this program's version and what was said of the speakers."""
    added = (
        ("dispatch", __version__),
        ("console_ids", hints.consoles),
        ("speakers", tuple(details(to_json(one)) for one in hints.corrections)),
    )
    return replace(engine, settings=Details((*engine.settings, *added)))


def refuse_telling(ear: Ear, quotes: Iterable[str]) -> None:
    """Make sure that no transcript to be used was made by a recogniser that was told the claims' words.

    Raises:
        InputError: if four or more consecutive words of a quote stand in the vocabulary.
    """
    from dispatch.transcribe.vocabulary import refuse_claim_words

    refuse_claim_words([ear.engine.prompt], quotes)
