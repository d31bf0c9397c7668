"""What a user chooses about a transcription. With the recording's bytes it decides every word."""

from __future__ import annotations

from dataclasses import dataclass

AUTO, NONE = "auto", "none"
"""For a model beside the first: the one that serves, where it is installed, or none."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to transcribe. The first eight decide what comes out; the others only how it is made."""

    model: str | None = None
    """Name or folder; None for base where it is installed, else tiny.en."""
    second_model: str | None = None
    """Another that hears what is not sure again, words that differ being weighed: a name, a folder, ``auto``
    for Moonshine where that can be, ``none`` or None."""
    language: str = "en"
    vocabulary: str | None = None
    """File of place names, units and codes of a region."""
    console_ids: tuple[str, ...] = ()
    """Radio ids of dispatchers' consoles."""
    speakers: str | None = None
    """File of corrections of who spoke."""
    start_time: str | None = None
    """Clock at the first sample, ISO 8601."""
    tz: str | None = None
    """Zone of local times, such as America/Chicago."""
    device: str = "auto"
    offline: bool = False
    """Never download a model."""
    threads: int = 0
    """Processor threads for one recording; 0 for as many as serve."""
