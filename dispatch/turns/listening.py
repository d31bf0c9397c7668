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

    from dispatch.interfaces import FloatArray

    Array = NDArray[np.float64]
    KnownVoices = dict[tuple[int, Span], FloatArray]
    """Voices by channel and span."""

AT_ONCE = 16
"""Transmissions whose sound is held in memory and embedded together."""


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

    from dispatch.turns.sound import floor_db, loudest_window, searched

    if audio is None or embedder is None:
        silent = tuple(Window(t.span.start_ms, t.span.end_ms, t.channel, 0) for t in transmissions)
        return Heard(np.zeros((len(silent), 1)), silent, (None,) * len(silent))
    rows = np.zeros((len(transmissions), embedder.dimension), dtype=np.float64)
    windows: list[Window] = []
    floors: list[float | None] = []
    for first in range(0, len(transmissions), AT_ONCE):
        some = transmissions[first : first + AT_ONCE]
        sounds, quiet = [], []
        for one in some:
            whole = searched(audio, one.channel, one.span)
            sounds.append(loudest_window(whole).copy())
            quiet.append(floor_db(whole))
        voices = rows[first : first + AT_ONCE]
        voices[:] = _voices(some, sounds, embedder if len(transmissions) > 1 else None, known or {})
        for one, sound, floor, voice in zip(some, sounds, quiet, voices, strict=True):
            heard_ms = len(sound) * 1000 // SAMPLE_RATE_HZ if voice.any() else 0
            windows.append(Window(one.span.start_ms, one.span.end_ms, one.channel, heard_ms))
            floors.append(floor if voice.any() else None)
    return Heard(rows, tuple(windows), tuple(floors))


def _voices(
    transmissions: Sequence[Transmission],
    sounds: Sequence[FloatArray],
    embedder: SpeakerEmbedder | None,
    known: KnownVoices,
) -> FloatArray:
    """A row for each voice, shape (transmissions, dimension); without embedder 1 for sound and 0 for none."""
    import numpy as np

    from dispatch.turns.sound import LEAST_MS

    least = LEAST_MS * SAMPLE_RATE_HZ // 1000
    if embedder is None:
        return np.array([[len(sound) >= least and sound.any()] for sound in sounds], dtype=np.float32)
    rows = np.zeros((len(sounds), embedder.dimension), dtype=np.float32)
    before = [known.get((one.channel, one.span)) for one in transmissions]
    anew = [i for i, sound in enumerate(sounds) if before[i] is None and len(sound) >= least]
    rows[anew] = embedder.embed([sounds[i] for i in anew])
    for i, voice in enumerate(before):
        if voice is not None:
            rows[i] = voice
    return rows
