"""Cut a transmission where the voice changes: an answer before the squelch closes, a patched telephone.

A wrong cut costs words, so a stretch is cut only at a pause, only where both sides are long enough to
know a voice by, and only where the two voices are clearly apart: well beyond what one voice differs
from itself on the same line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dispatch.interfaces import SAMPLE_RATE_HZ, Audio, SpeakerEmbedder
from dispatch.values import Span, Stretch

LEAST_SIDE_MS = 1600
"""Shortest stretch whose voice is worth comparing: the embedding's error rate triples below."""

PAUSE_MS = 180
"""Shortest pause at which a voice can change hands."""

APART = 0.05
"""Cosine below which two windows are two voices; one voice on one line stays above 0.3."""

FRAME_MS = 20


def split_turns(audio: Audio, stretches: Sequence[Stretch], embedder: SpeakerEmbedder) -> tuple[Stretch, ...]:
    """The stretches, those in which the voice clearly changes cut at the pause; see the package."""
    out: list[Stretch] = []
    for stretch in stretches:
        cut = _change(audio, stretch, embedder) if stretch.span.duration_ms >= 2 * LEAST_SIDE_MS else None
        if cut is None:
            out.append(stretch)
        else:
            first, second = cut
            out += [replace(stretch, span=first), replace(stretch, span=second)]
    return tuple(sorted(out, key=lambda s: (s.span.start_ms, s.channel)))


def _change(audio: Audio, stretch: Stretch, embedder: SpeakerEmbedder) -> tuple[Span, Span] | None:
    """The two sides of the pause over which the voice changes most, if it clearly does."""
    samples = audio.read(stretch.channel, stretch.span)
    best: tuple[float, Span, Span] | None = None
    for pause in _pauses(samples):
        start, end = pause.start_ms * SAMPLE_RATE_HZ // 1000, pause.end_ms * SAMPLE_RATE_HZ // 1000
        before, after = embedder.embed([samples[max(0, start - 48000) : start], samples[end : end + 48000]])
        likeness = float(before @ after)
        if likeness < APART and (best is None or likeness < best[0]):
            at = stretch.span.start_ms
            first = Span(at, at + pause.start_ms)
            best = (likeness, first, Span(at + pause.end_ms, stretch.span.end_ms))
    return None if best is None else best[1:]


def _pauses(samples: object) -> list[Span]:
    """Pauses of a stretch, on its own clock, that leave enough on both sides."""
    import numpy as np

    x = np.asarray(samples)
    frame = FRAME_MS * SAMPLE_RATE_HZ // 1000
    count = len(x) // frame
    level = 10 * np.log10(np.mean(np.square(x[: count * frame].reshape(count, frame)), axis=1) + 1e-10)
    quiet = level < np.quantile(level, 0.8) - 12
    found, start = [], None
    for k in [*range(count), count]:
        is_quiet = k < count and bool(quiet[k])
        if is_quiet and start is None:
            start = k
        if not is_quiet and start is not None:
            pause = Span(start * FRAME_MS, k * FRAME_MS)
            inside = pause.start_ms >= LEAST_SIDE_MS and count * FRAME_MS - pause.end_ms >= LEAST_SIDE_MS
            if pause.duration_ms >= PAUSE_MS and inside:
                found.append(pause)
            start = None
    return found
