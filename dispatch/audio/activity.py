"""From frames to transmissions: what lies between two gaps that part, if it is a voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dispatch.audio.buried import buried
from dispatch.audio.carrier import STEP, Channel
from dispatch.audio.frames import HOP_MS, Frames
from dispatch.audio.gaps import Gap, is_word
from dispatch.audio.lulls import Lull, runs, shape_scatter_db
from dispatch.audio.tails import LONGEST as LONGEST_TAIL
from dispatch.audio.tails import voice_end

if TYPE_CHECKING:
    from dispatch.interfaces import FloatArray

VOICE, MUSIC, NOISE, SQUELCH_TAIL = "voice", "music", "noise", "squelch_tail"
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
"""Of 371 labelled transmissions, synthetic and from cockpits, 370 reach one of the two (speech probability
alone 99.7 in 100, harmonic frames alone 95), and none of 406 seconds of idle channel does: their highest
probability is 0.02 in 99 of 100."""
SHORT = 250 // HOP_MS
"""Less than this is rather a click than a word, and must be surer."""
TUNE, TUNE_PROBABILITY, TUNE_STEP_HZ, TUNE_STILL_SHARE = 2000 // HOP_MS, 0.1, 4.0, 0.4
"""Music holds its notes: its strongest line stands still from frame to frame, where a voice's does so in a
fifth of them and hardly ever in two fifths; and the network does not take it for speech."""
SHAPED_DB, SHAPED_SHARE, SHAPED_FRAMES = 2.2, 0.25, 300 // HOP_MS
"""Spectra of noise, static and keyed data scatter by about 1 dB around their own shape, those of speech by
2.5 and more, even deep in noise: 98 in 100 of the same transmissions, none of the idle seconds."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Frames ``[start, end)`` of one sound: ``voice``, ``music``, ``noise`` or ``squelch_tail``."""

    kind: str
    start: int
    end: int


def sounds(
    frames: Frames, speech: FloatArray, lulls: Sequence[Lull], signs: Sequence[tuple[int, int]]
) -> list[Sound]:
    """Transmissions, and what else is neither a lull nor a sign (tones, bursts of data), sorted by start."""
    channel = Channel(frames, speech, lulls, signs)
    shape = shape_scatter_db(frames)
    gaps = channel.gaps
    found = [Sound(kind, lull.start, lull.end) for lull in channel.loud() for kind in [_loud_kind(lull)]]
    begin = reached = 0
    for i in range(1, len(gaps)):
        if i < len(gaps) - 1 and not channel.parts(i):
            continue
        start, end = gaps[begin].end, gaps[i].start
        tail = voice_end(frames, start, end)
        if end > tail:
            found.append(Sound(SQUELCH_TAIL, tail, end))
        if tail - start >= SHORTEST:
            kind = kind_of(frames, speech, shape, start, tail)
            if kind == VOICE:
                start, tail = _edges(channel, speech, gaps[begin], gaps[i], tail)
            found.append(Sound(kind, max(reached, start), tail))
            reached = tail
        begin = i
    for start, end in buried(channel, speech):
        found = [sound for sound in found if sound.end <= start or sound.start >= end]
        found.append(Sound(VOICE, start, end))
    return sorted(found, key=lambda sound: sound.start)


def _edges(channel: Channel, speech: FloatArray, before: Gap, after: Gap, end: int) -> tuple[int, int]:
    """A voice's first and last frame, with pads of its carrier's noise."""
    first, last = _trimmed(channel.level_db, speech, before.end, end)
    lead = 0 if first > before.end else _pad(channel, before, before.end, PAD_BEFORE)
    trail = 0 if end < after.start or last < end else _pad(channel, after, after.start, PAD_AFTER)
    return first - lead, last + trail


def _loud_kind(lull: Lull) -> str:
    return SQUELCH_TAIL if lull.frames <= LONGEST_TAIL else NOISE


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


def kind_of(frames: Frames, speech: FloatArray, shape: FloatArray, start: int, end: int) -> str:
    """What a sound between two gaps is. Where it may be a voice, it is taken for one."""
    inside = slice(start, end)
    if end - start < SHORT:
        return VOICE if is_word(frames, speech, start, end) else NOISE
    if end - start >= TUNE and speech[inside].mean() < TUNE_PROBABILITY:
        still = np.abs(np.diff(frames.peak_hz[inside, 0])) < TUNE_STEP_HZ
        if still.mean() > TUNE_STILL_SHARE:
            return MUSIC
    harmonic = np.mean(frames.harmonicity[inside] > HARMONIC)
    shaped = np.mean(shape[inside] > SHAPED_DB)
    voice = speech[inside].max() > SPEECH_PROBABILITY or harmonic > HARMONIC_SHARE
    return VOICE if voice or (end - start >= SHAPED_FRAMES and shaped > SHAPED_SHARE) else NOISE


def _pad(channel: Channel, gap: Gap, edge: int, most: int) -> int:
    """Frames of the carrier's own noise to keep, of those in the gap that touch the edge."""
    for lull in gap.lulls:
        if lull.start <= edge <= lull.end and not channel.is_idle(lull) and not channel.steps_up(lull):
            return min(lull.frames, most)
    return 0
