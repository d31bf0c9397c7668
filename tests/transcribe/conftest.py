"""Real models, loaded once, and a recording whose words are known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dispatch.audio.decode import open_audio
from dispatch.transcribe.engines import open_engine
from dispatch.transcribe.options import HearingOptions
from dispatch.transcribe.whisper import WhisperEngine
from dispatch.values import Span, Stretch
from tests.transcribe.sounds import MemoryAudio

SAMPLES = Path(__file__).parents[2] / "audio_samples"


@pytest.fixture(scope="session")
def tiny() -> WhisperEngine:
    return open_engine(HearingOptions(model="tiny.en", threads=1))


@pytest.fixture(scope="session")
def truth() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((SAMPLES / "police-feedmill.truth.json").read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="session")
def police(truth: dict[str, Any]) -> MemoryAudio:
    with open_audio(SAMPLES / truth["audio"]) as audio:
        return MemoryAudio((audio.read(0, Span(0, audio.duration_ms)).copy(),))


@pytest.fixture(scope="session")
def stretches(truth: dict[str, Any]) -> tuple[Stretch, ...]:
    return tuple(
        Stretch(Span(round(one["start"] * 1000), round(one["end"] * 1000))) for one in truth["transmissions"]
    )
