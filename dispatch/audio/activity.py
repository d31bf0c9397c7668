"""From frames to transmissions: what lies between two gaps that part, if it is a voice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from dispatch.audio.carrier import CARRIER_DROP_DB, Channel, Gap
from dispatch.audio.frames import HOP_MS, Frames
from dispatch.audio.lulls import Lull, shape_scatter_db
from dispatch.audio.tails import voice_end

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float32]

PAD_BEFORE, PAD_AFTER = 100 // HOP_MS, 400 // HOP_MS
"""Frames of the carrier's own noise kept around the voice: soft beginnings, last consonants and breath."""
SHORTEST = 120 // HOP_MS
"""Frames of the shortest voice: a clipped "yes"."""
SPEECH_PROBABILITY = 0.3
HARMONIC, HARMONIC_SHARE = 0.25, 0.1
SHAPED_DB, SHAPED_SHARE, SHAPED_FRAMES = 2.2, 0.25, 300 // HOP_MS
"""Spectra of noise, static and keyed data scatter by about 1 dB around their own shape, those of speech by 2.5
and more, even deep in noise."""


def transmissions(
    frames: Frames, speech: FloatArray, lulls: Sequence[Lull], signs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """``[start, end)`` in frames of each transmission, between lulls and signs (tones, bursts of data)."""
    channel = Channel(frames, lulls, signs)
    shape = shape_scatter_db(frames)
    gaps = channel.gaps
    found: list[tuple[int, int]] = []
    begin = 0
    for i in range(1, len(gaps)):
        if i < len(gaps) - 1 and not channel.parts(i):
            continue
        start, end = gaps[begin].end, gaps[i].start
        voice = voice_end(frames, start, end)
        if voice - start >= SHORTEST and is_voice(frames, speech, shape, start, voice):
            idle_db = channel.idle_db(start)
            after = _pad_after(gaps[i], idle_db) if voice == end else 0
            found.append((start - _pad_before(gaps[begin], idle_db), voice + after))
        begin = i
    return found


def is_voice(frames: Frames, speech: FloatArray, shape: FloatArray, start: int, end: int) -> bool:
    """Whether one of three witnesses hears a voice: the network, its harmonics, or its changing spectrum."""
    inside = slice(start, end)
    if speech[inside].max() > SPEECH_PROBABILITY:
        return True
    if np.mean(frames.harmonicity[inside] > HARMONIC) > HARMONIC_SHARE:
        return True
    return bool(end - start >= SHAPED_FRAMES and np.mean(shape[inside] > SHAPED_DB) > SHAPED_SHARE)


def _pad_before(gap: Gap, idle_db: float) -> int:
    lull = gap.lulls[-1] if gap.lulls else None
    if lull is None or lull.end < gap.end - 1 or lull.level_db < idle_db + CARRIER_DROP_DB:
        return 0
    return min(lull.frames, PAD_BEFORE)


def _pad_after(gap: Gap, idle_db: float) -> int:
    lull = gap.lulls[0] if gap.lulls else None
    if lull is None or lull.start > gap.start + 1 or lull.level_db < idle_db + CARRIER_DROP_DB:
        return 0
    return min(lull.frames, PAD_AFTER)
