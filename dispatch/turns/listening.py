"""The sound of each transmission: whose voice it is among the recording's, and how quiet its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatch.interfaces import SAMPLE_RATE_HZ, Audio, SpeakerEmbedder
from dispatch.turns.voices import Voice, VoiceModel, Voices, Window, cluster
from dispatch.values import Span, Transmission

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    KnownVoices = dict[tuple[int, Span], NDArray[np.float32]]
    """Voices by channel and span."""

UNHEARD = Voice(-1, 0.0)


@dataclass(frozen=True, slots=True)
class Heard:
    """Each transmission's voice, and the floor of its line in dB below the speech (None if unheard)."""

    voices: Voices
    floors_db: tuple[float | None, ...]


def listen(
    audio: Audio | None,
    transmissions: Sequence[Transmission],
    embedder: SpeakerEmbedder | None,
    model: VoiceModel,
    known: KnownVoices | None = None,
) -> Heard:
    """Embed a few seconds of each transmission and tell the voices apart; one alone needs no comparing."""
    if audio is None or embedder is None:
        return Heard(Voices((UNHEARD,) * len(transmissions), {}), (None,) * len(transmissions))
    if len(transmissions) == 1:
        return _alone(audio, transmissions[0])
    import numpy as np

    from dispatch.turns.sound import LEAST_MS, line_of, loudest_window

    rows = np.zeros((len(transmissions), embedder.dimension), dtype=np.float64)
    windows: list[Window] = []
    floors: list[float | None] = []
    for i, transmission in enumerate(transmissions):
        samples = loudest_window(audio, transmission.channel, transmission.span)
        heard_ms = len(samples) * 1000 // SAMPLE_RATE_HZ
        before = (known or {}).get((transmission.channel, transmission.span))
        if before is not None:
            rows[i] = before
        elif heard_ms >= LEAST_MS:
            rows[i] = embedder.embed([samples])[0]
        usable = bool(rows[i].any())
        span = transmission.span
        windows.append(Window(span.start_ms, span.end_ms, transmission.channel, heard_ms if usable else 0))
        floors.append(line_of(samples).floor_db if usable else None)
    return Heard(cluster(rows, windows, model), tuple(floors))


def _alone(audio: Audio, transmission: Transmission) -> Heard:
    """One transmission is one voice, unless there is nothing to hear."""
    from dispatch.turns.sound import LEAST_MS, line_of, loudest_window

    samples = loudest_window(audio, transmission.channel, transmission.span)
    if len(samples) * 1000 // SAMPLE_RATE_HZ < LEAST_MS or not samples.any():
        return Heard(Voices((UNHEARD,), {}), (None,))
    return Heard(Voices((Voice(0, 1.0),), {}), (line_of(samples).floor_db,))
