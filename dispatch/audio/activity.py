"""From frames to transmissions: what lies between two gaps that part, if it is a voice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from dispatch.audio.carrier import STEP, Channel, Gap, is_word
from dispatch.audio.frames import HOP_MS, Frames
from dispatch.audio.lulls import Lull, runs, shape_scatter_db
from dispatch.audio.tails import voice_end

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float32]

PAD_BEFORE, PAD_AFTER = 100 // HOP_MS, 300 // HOP_MS
"""Frames of the carrier's own noise kept around the voice: soft beginnings, last consonants and breath."""
SHORTEST = 120 // HOP_MS
"""Frames of the shortest voice: a clipped "yes"."""
FLOOR_PERCENTILE, CREST_DB = 5.0, 3.5
"""Noise smoothed over three frames stays within about 3 dB of its lower percentiles."""
LOUD_PERCENTILE, DEEP_IN_NOISE_DB = 90.0, 15.0
"""A voice no louder than this over its carrier's noise has beginnings and ends that noise hides."""
SPEECH_PROBABILITY, HINT = 0.3, 0.1
HARMONIC, HARMONIC_SHARE = 0.25, 0.1
SHORT = 250 // HOP_MS
"""Less than this is rather a click than a word, and must be surer."""
SHAPED_DB, SHAPED_SHARE, SHAPED_FRAMES = 2.2, 0.25, 300 // HOP_MS
"""Spectra of noise, static and keyed data scatter by about 1 dB around their own shape, those of speech by
2.5 and more, even deep in noise."""


def transmissions(
    frames: Frames, speech: FloatArray, lulls: Sequence[Lull], signs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """``[start, end)`` in frames of each transmission, between lulls and signs (tones, bursts of data)."""
    channel = Channel(frames, speech, lulls, signs)
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
            first, last = _trimmed(channel.level_db, speech, start, voice)
            before = 0 if first > start else _pad(channel, gaps[begin], start, PAD_BEFORE)
            after = 0 if voice < end else _pad(channel, gaps[i], end, PAD_AFTER)
            reached = found[-1][1] if found else 0
            found.append((max(reached, first - before), last + after))
        begin = i
    return found


def _trimmed(level_db: FloatArray, speech: FloatArray, start: int, end: int) -> tuple[int, int]:
    """``[start, end)`` without the bare carrier before the voice and behind it, but for the pads."""
    inside = slice(start, end)
    floor_db = float(np.percentile(level_db[inside], FLOOR_PERCENTILE))
    heard = (level_db[inside] > floor_db + CREST_DB) | (speech[inside] > HINT)
    if np.percentile(level_db[inside], LOUD_PERCENTILE) < floor_db + DEEP_IN_NOISE_DB:
        return start, end
    sounds = [sound for sound in runs(heard) if sound[1] - sound[0] > STEP // 2]
    if not sounds:
        return start, end
    return max(start, start + sounds[0][0] - PAD_BEFORE), min(end, start + sounds[-1][1] + PAD_AFTER)


def is_voice(frames: Frames, speech: FloatArray, shape: FloatArray, start: int, end: int) -> bool:
    """Whether one of three witnesses hears a voice: the network, its harmonics, or its changing spectrum."""
    inside = slice(start, end)
    if end - start < SHORT:
        return is_word(frames, speech, start, end)
    harmonic = np.mean(frames.harmonicity[inside] > HARMONIC)
    if speech[inside].max() > SPEECH_PROBABILITY or harmonic > HARMONIC_SHARE:
        return True
    return bool(end - start >= SHAPED_FRAMES and np.mean(shape[inside] > SHAPED_DB) > SHAPED_SHARE)


def _pad(channel: Channel, gap: Gap, edge: int, most: int) -> int:
    """Frames of the carrier's own noise to keep, of those in the gap that touch the edge."""
    for lull in gap.lulls:
        if lull.start <= edge <= lull.end and not channel.is_idle(lull) and not channel.steps_up(lull):
            return min(lull.frames, most)
    return 0
