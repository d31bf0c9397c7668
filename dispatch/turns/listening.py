"""The sound of each transmission: a vector for its voice, and how quiet its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatch.interfaces import SAMPLE_RATE_HZ, Audio, SpeakerEmbedder
from dispatch.turns.space import Window
from dispatch.values import Span, Transmission

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    KnownVoices = dict[tuple[int, Span], NDArray[np.float32]]
    """Voices by channel and span."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The sound of the transmissions."""

    rows: Array
    """A vector of length 1 for each voice, 0 where nothing was heard; shape (transmissions, dimension)."""
    windows: tuple[Window, ...]
    floors_db: tuple[float | None, ...]
    """The floor of each line below the speech on it; None if unheard."""


def listen(
    audio: Audio | None,
    transmissions: Sequence[Transmission],
    embedder: SpeakerEmbedder | None,
    known: KnownVoices | None = None,
) -> Heard:
    """Embed a few seconds of each transmission that ``known`` does not hold; one alone needs no comparing."""
    import numpy as np

    from dispatch.turns.sound import LEAST_MS, line_of, loudest_window

    rows = np.zeros((len(transmissions), embedder.dimension if embedder else 1), dtype=np.float64)
    windows: list[Window] = []
    floors: list[float | None] = []
    for i, transmission in enumerate(transmissions):
        span, channel = transmission.span, transmission.channel
        if audio is None or embedder is None:
            windows.append(Window(span.start_ms, span.end_ms, channel, 0))
            floors.append(None)
            continue
        samples = loudest_window(audio, channel, span)
        heard_ms = len(samples) * 1000 // SAMPLE_RATE_HZ
        before = (known or {}).get((channel, span))
        if before is not None:
            rows[i] = before
        elif heard_ms >= LEAST_MS:
            rows[i] = embedder.embed([samples])[0] if len(transmissions) > 1 else samples.any()
        usable = bool(rows[i].any())
        windows.append(Window(span.start_ms, span.end_ms, channel, heard_ms if usable else 0))
        floors.append(line_of(samples).floor_db if usable else None)
    return Heard(rows, tuple(windows), tuple(floors))
