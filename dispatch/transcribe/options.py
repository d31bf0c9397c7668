"""What a user may set about hearing, and the part of it that can change a word."""

from __future__ import annotations

from dataclasses import dataclass

from dispatch.values import Details, details

HEARING_VERSION = 8
"""Raised whenever the same settings would give other words; part of a transcript's provenance."""
WEIGHING_VERSION = 3
"""The same of what two models make together."""


@dataclass(frozen=True, slots=True)
class HearingOptions:
    """How to hear. Two equal sets of :meth:`settings` and one model give the same words.

    Raises:
        ValueError: for a beam or a batch of nothing.

    Example:
        >>> HearingOptions(beam_size=3).settings()["beam_size"]
        3
    """

    model: str | None = None
    """Name, folder, or None for the best one installed."""
    language: str = "en"
    device: str = "auto"
    """``auto``, ``cpu`` or ``cuda``."""
    compute_type: str = "auto"
    """A CTranslate2 compute type; ``auto`` is float16 on a GPU and int8 on a CPU."""
    beam_size: int = 5
    """Width of the search."""
    threads: int = 0
    """CPU threads; 0 leaves it to the machine."""
    batch_size: int = 0
    """Windows read together; 0 for as many as serve."""
    vocabulary: tuple[str, ...] = ()
    """Place names, units and codes of a region; they reach the recogniser, and the transcript says so."""
    second_model: str | None = None
    """Another model that hears what is not sure again; of the words that differ the likelier ones stay."""
    offline: bool = False
    """Never ask a hub, not even for a model named on purpose."""
    engine: str = "whisper"

    def __post_init__(self) -> None:
        if self.beam_size < 1 or self.batch_size < 0 or self.threads < 0:
            raise ValueError(
                f"beam_size {self.beam_size}, batch_size {self.batch_size}, threads {self.threads}"
            )

    def settings(self) -> Details:
        """What can change the words besides the model and the language, for provenance."""
        return details(
            {
                "hearing_version": HEARING_VERSION,
                "beam_size": self.beam_size,
                "vocabulary": self.vocabulary,
                "second_model": self.second_model,
            }
        )
