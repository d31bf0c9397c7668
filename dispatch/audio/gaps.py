"""What lies between two voices: lulls, signals, clicks and bursts of squelch noise that touch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy.ndimage import percentile_filter

from dispatch.audio.frames import HOP_MS, Frames
from dispatch.audio.lulls import Lull, runs
from dispatch.audio.tails import squelch_bursts

if TYPE_CHECKING:
    from dispatch.interfaces import FloatArray

SLIVER = 4
"""Frames between two lulls that hold nothing but the step from one to the other."""
CLICK, CLICK_PROBABILITY = 150 // HOP_MS, 0.2
"""Frames of the longest click, and the speech probability over which it may be a syllable deep in noise."""
VOICED, VOICE_IN_NOISE_DB, VOICE_FRAMES = 0.3, 20.0, 3
"""Speech probability over which frames belong to a voice even where noise is as steady as in a lull, if the
sound around stands no higher than this over that noise. Of such frames 99 in 100 lay inside a labelled
transmission (24 generated exchanges, eight synthetic and eight cockpit recordings); over deeper lulls the
network's own delay makes it a poorer witness."""
AROUND, AROUND_STEP, AROUND_PERCENTILE = 2000 // HOP_MS, 10, 85.0
WORD_PROBABILITY, WORD_HARMONICITY, WORD_HARMONIC_SHARE = 0.5, 0.25, 0.3
"""What a sound shorter than a word's usual length must show to be one."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What lies between two voices: lulls and tones that touch, frames ``[start, end)``."""

    start: int
    end: int
    lulls: tuple[Lull, ...] = ()
    signed: bool = False
    """Whether a tone lies in it."""


def gaps_between(lulls: Sequence[Lull], signs: Sequence[tuple[int, int]], frames: int) -> list[Gap]:
    """Lulls and signs that touch, together; the first starts at 0, the last ends at ``frames``."""
    pieces: list[tuple[int, int, Lull | None]] = [(start, end, None) for start, end in signs]
    pieces += [(lull.start, lull.end, lull) for lull in lulls]
    gaps = [Gap(0, 0)]
    for start, end, lull in sorted(pieces, key=lambda piece: piece[:2]):
        last = gaps[-1]
        if start - last.end <= SLIVER:
            inside = last.lulls if lull is None else (*last.lulls, lull)
            gaps[-1] = Gap(last.start, max(last.end, end), inside, last.signed or lull is None)
        else:
            gaps.append(Gap(start, end, (lull,) if lull else (), lull is None))
    last = gaps[-1]
    if frames - last.end > SLIVER:
        gaps.append(Gap(frames, frames))
    return gaps


def without_voice(frames: Frames, speech: FloatArray, lulls: Sequence[Lull]) -> list[Lull]:
    """The lulls without what the network takes for a voice deep in their noise."""
    around_db = _around_db(frames.level_db)
    found: list[Lull] = []
    for lull in lulls:
        inside = slice(lull.start, lull.end)
        likely = (speech[inside] > VOICED) & (around_db[inside] < lull.level_db + VOICE_IN_NOISE_DB)
        voiced = np.zeros(lull.frames, bool)
        for start, end in runs(likely):
            voiced[start:end] = end - start >= VOICE_FRAMES
        if lull.zero or not voiced.any():
            found.append(lull)
            continue
        found += [
            replace(lull, start=lull.start + start, end=lull.start + end)
            for start, end in runs(~voiced)
            if end - start >= VOICE_FRAMES
        ]
    return found


def _around_db(level_db: FloatArray) -> FloatArray:
    """Level of the louder sound within two seconds of each frame, shape (n,)."""
    steps = -(-len(level_db) // AROUND_STEP)
    padded = np.pad(level_db, (0, steps * AROUND_STEP - len(level_db)), mode="edge")
    means = padded.reshape(steps, AROUND_STEP).mean(axis=1)
    loud = percentile_filter(means, AROUND_PERCENTILE, 2 * AROUND // AROUND_STEP + 1, mode="nearest")
    around: FloatArray = np.repeat(loud, AROUND_STEP)[: len(level_db)].astype(np.float32)
    return around


def with_bursts(frames: Frames, lulls: Sequence[Lull]) -> list[Lull]:
    """The lulls, and as lulls too the bursts of squelch noise that touch them."""
    taken = np.zeros(len(frames), bool)
    for lull in lulls:
        taken[lull.start : lull.end] = True
    found = list(lulls)
    for start, end in squelch_bursts(frames):
        beside = taken[max(0, start - SLIVER) : start].any() or taken[end : end + SLIVER].any()
        for first, last in runs(~taken[start:end] & beside):
            inside = slice(start + first, start + last)
            bands = np.median(frames.bands_db[inside], axis=0)
            level_db = float(np.median(frames.level_db[inside]))
            found.append(Lull(inside.start, inside.stop, level_db, tuple(bands.tolist())))
    return sorted(found, key=lambda lull: lull.start)


def with_clicks(
    frames: Frames, speech: FloatArray, lulls: Sequence[Lull], signs: Sequence[tuple[int, int]]
) -> list[Lull]:
    """The lulls, and as lulls too the clicks between them."""
    found = list(lulls)
    for before, after in pairwise(gaps_between(lulls, signs, len(frames))):
        start, end = before.end, after.start
        heard = speech[start:end].max(initial=0) > CLICK_PROBABILITY
        if end - start <= CLICK and not heard and not is_word(frames, speech, start, end):
            beside = [*before.lulls[-1:], *after.lulls[:1]]
            if len(beside) == 2:
                level_db = min(lull.level_db for lull in beside)
                found.append(Lull(start, end, level_db, (), steady=False))
    return sorted(found, key=lambda lull: lull.start)


def is_word(frames: Frames, speech: FloatArray, start: int, end: int) -> bool:
    """Whether a sound too short to be surely a voice is one."""
    inside = slice(start, end)
    if speech[inside].max(initial=0) > WORD_PROBABILITY:
        return True
    return bool(np.mean(frames.harmonicity[inside] > WORD_HARMONICITY) > WORD_HARMONIC_SHARE)
