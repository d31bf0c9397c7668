"""Voices that their own carrier's noise buries: a key that was held, with next to nothing to hear.

Where the channel idles far more quietly than a stretch of noise longer than any squelch tail, somebody held
a key. If the noise shows any trace of a voice it is kept as a transmission, however little of it can be made
out: what nobody understood was said all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from dispatch.audio.carrier import OPEN_SQUELCH_DB, Channel
from dispatch.audio.frames import HOP_MS
from dispatch.audio.tails import LONGEST as LONGEST_TAIL
from dispatch.audio.tails import voice_end

if TYPE_CHECKING:
    from dispatch.interfaces import FloatArray

SHORTEST, LONGEST = 1000 // HOP_MS, 30_000 // HOP_MS
"""Frames of a held key: longer than a tail, and no longer than people talk without a pause."""
SWING_PERCENTILES, SWING_DB = (10, 90), 10.0
"""A voice that swings further over its carrier's noise is found without this."""
TRACE, TRACE_FRAMES = 0.12, 80 // HOP_MS
"""Speech probability that bare noise does not reach for so many frames: it stays under 0.1 in it."""
TONE_PURITY, TONE_SHARE = 0.8, 0.2
"""Pages and alerts are lines; of a voice so deep in noise no line stands out."""
LOUDER_DB = 2.0
"""A discriminator without a carrier is at least so much louder than one that hears a weak carrier."""
RIM = 4
"""Frames from one level to the other where a carrier comes or goes."""


def buried(channel: Channel, speech: FloatArray) -> Iterator[tuple[int, int]]:
    """Frames ``[start, end)`` of each held key that hides a voice, in time order."""
    quiet = [lull for gap in channel.gaps for lull in gap.lulls if channel.is_idle(lull)]
    level_db = channel.level_db
    for before, after in pairwise(sorted(quiet, key=lambda lull: lull.start)):
        start, end = before.end, after.start
        if not SHORTEST <= end - start <= LONGEST or _sounds_tones(channel, start, end):
            continue
        idle_db = max(before.level_db, after.level_db)
        if level_db[start + RIM : end - RIM].min(initial=np.inf) < idle_db + OPEN_SQUELCH_DB:
            continue
        end = _without_tail(channel, start, end)
        traces = int(np.count_nonzero(speech[start:end] > TRACE))
        low, high = np.percentile(level_db[start + RIM : end - RIM], SWING_PERCENTILES)
        if traces >= TRACE_FRAMES and high - low < SWING_DB:
            yield start, end


def _sounds_tones(channel: Channel, start: int, end: int) -> bool:
    return bool(np.mean(channel.frames.purity[start:end] > TONE_PURITY) > TONE_SHARE)


def _without_tail(channel: Channel, start: int, end: int) -> int:
    """Where the squelch tail begins that ends a held key, if one does: louder than its own noise."""
    noise_db = float(np.median(channel.level_db[start:end]))
    tails = [
        lull.start
        for gap in channel.gaps
        for lull in gap.lulls
        if start < lull.start
        and abs(lull.end - end) <= RIM
        and lull.frames <= LONGEST_TAIL
        and lull.level_db > noise_db + LOUDER_DB
    ]
    return min(tails, default=voice_end(channel.frames, start, end))
