"""What it takes to transcribe, loaded once for many recordings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch import __version__
from dispatch.errors import InputError
from dispatch.interfaces import SpeakerEmbedder
from dispatch.settings import Settings
from dispatch.values import Details, Engine, details, to_json

if TYPE_CHECKING:
    from dispatch.transcribe.options import HearingOptions
    from dispatch.transcribe.whisper import WhisperEngine
    from dispatch.turns import TurnHints


@dataclass(frozen=True, slots=True)
class Ear:
    """A recogniser, a speaker embedder, and what the user said about the speakers."""

    settings: Settings
    backend: WhisperEngine
    embedder: SpeakerEmbedder
    hints: TurnHints
    engine: Engine
    """Provenance: all that the transcript depends on besides the recording."""


def open_ear(settings: Settings) -> Ear:
    """Load the model and the voices.

    Raises:
        ModelError: if the model isn't there or can't be used.
        InputError: if a file named in the settings can't be read.
    """
    from dispatch.transcribe.engines import open_engine
    from dispatch.turns import open_embedder

    hints = _hints(settings)
    backend = open_engine(_hearing(settings))
    return Ear(settings, backend, open_embedder(), hints, _provenance(backend.engine, hints))


def _hearing(settings: Settings) -> HearingOptions:
    from dispatch.transcribe.options import HearingOptions

    return HearingOptions(
        model=settings.model,
        language=settings.language,
        device=settings.device,
        threads=settings.threads,
        vocabulary=_lines(settings.vocabulary) if settings.vocabulary else (),
        offline=settings.offline,
    )


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


def _lines(path: str) -> tuple[str, ...]:
    """The entries of a word list: a line each, blank lines and those that start with # passed over."""
    try:
        text = Path(path).read_text("utf-8-sig")
    except (OSError, ValueError) as error:
        why = f"can't be read as UTF-8 text ({error})"
        raise InputError(f"--vocabulary {path}", why, "give a text file, an entry a line") from error
    lines = (line.strip() for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))
