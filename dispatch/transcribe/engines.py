"""Engines by name. A new one is a module with ``open_engine(options)`` and one line here."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from dispatch.errors import ModelError
from dispatch.transcribe.options import HearingOptions

if TYPE_CHECKING:
    from dispatch.transcribe.whisper import WhisperEngine

ENGINES = {"whisper": "dispatch.transcribe.whisper"}


def open_engine(options: HearingOptions | None = None) -> WhisperEngine:
    """The engine that ``options`` asks for, its model loaded: a Transcriber and a LikelihoodScorer.

    Raises:
        ModelError: if the engine or the model isn't there or can't be used.
    """
    options = options or HearingOptions()
    if options.engine not in ENGINES:
        raise ModelError(options.engine, "no engine of that name", f"choose of {', '.join(ENGINES)}")
    module = importlib.import_module(ENGINES[options.engine])
    engine: WhisperEngine = module.open_engine(options)
    return engine
