"""Which pieces of sound the recogniser is handed, planned for each stretch by itself.

A stretch becomes one window, with a little of the sound around it. One too long for a window is cut at
the quietest moment, and its pieces abut there, so that no word comes twice or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dispatch.interfaces import SAMPLE_RATE_HZ, Audio
from dispatch.transcribe.features import FloatArray
from dispatch.values import Span, Stretch

MARGIN_MS = 200
"""Sound taken along on both sides of a stretch: cuts are good to about 100 ms,
and with 50 ms more words are lost at the ends."""
LONGEST_MS = 28_000
"""Longest sound in one window: 30 s less room for margins and the silence that ends it."""
SHORTEST_PIECE_MS = 8_000
QUIET_MS = 160
"""A cut is made in the middle of so much quiet: longer than the closure of a stop consonant."""
STEP_MS = 10


@dataclass(frozen=True, slots=True)
class Window:
    """A piece of one stretch as it is handed over."""

    span: Span
    """Sound to read, margins included."""
    keep: Span
    """The part of it whose words count: pieces of one stretch share no moment and leave none out."""
    channel: int


def plan(stretch: Stretch, audio: Audio) -> tuple[Window, ...]:
    """The windows of one stretch, in order."""
    pieces = cut(stretch.span, audio, stretch.channel)
    around = stretch.span.grow(MARGIN_MS)
    last = len(pieces) - 1
    return tuple(
        Window(
            Span(
                around.start_ms if number == 0 else piece.start_ms,
                max(piece.end_ms, min(around.end_ms, audio.duration_ms)) if number == last else piece.end_ms,
            ),
            piece,
            stretch.channel,
        )
        for number, piece in enumerate(pieces)
    )


def cut(span: Span, audio: Audio, channel: int) -> tuple[Span, ...]:
    """``span`` in abutting pieces of at most :data:`LONGEST_MS`, cut where it is quietest."""
    pieces: list[Span] = []
    start = span.start_ms
    while span.end_ms - start > LONGEST_MS:
        furthest = min(start + LONGEST_MS, span.end_ms - STEP_MS)
        nearest = min(start + SHORTEST_PIECE_MS, furthest - QUIET_MS)
        search = Span(nearest, furthest)
        at = nearest + quietest_ms(audio.read(channel, search))
        at = min(max(at, start + STEP_MS), furthest)
        pieces.append(Span(start, at))
        start = at
    return (*pieces, Span(start, span.end_ms))


def quietest_ms(samples: FloatArray) -> int:
    """The middle of the quietest :data:`QUIET_MS` of ``samples``, the later one of equals.

    Example:
        >>> loud = np.ones(16_000, np.float32)
        >>> loud[8_000:12_000] = 0
        >>> 500 < quietest_ms(loud) < 750
        True
    """
    hop = SAMPLE_RATE_HZ * STEP_MS // 1000
    frames = len(samples) // hop
    wide = QUIET_MS // STEP_MS
    if frames <= wide:
        return len(samples) * 1000 // SAMPLE_RATE_HZ // 2
    power = np.square(samples[: frames * hop].reshape(frames, hop), dtype=np.float64).mean(axis=1)
    smooth = np.convolve(power, np.ones(wide) / wide, "valid")
    lowest = np.flatnonzero(smooth <= smooth.min() * 1.05 + 1e-12)
    return int(lowest[-1] * STEP_MS + QUIET_MS // 2)
