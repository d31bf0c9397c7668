"""Where words begin and end: the decoder's attention says roughly, the pauses in the sound exactly.

Attention puts the whole pause between two words into the first of them, and with some models (tiny.en)
lags by a third of a second. Where there is a pause nearby, the words end and begin at its edges. One word in
twenty gets no time at all, its neighbour having all of it: the two share it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dispatch.transcribe.features import RATE_HZ, FloatArray
from dispatch.values import Span

STEP_S = 0.01
PAUSE_DEPTH = 0.15
"""Level below which a frame is a pause, as a share of the way from the noise to the speech, in dB."""
LEAST_RANGE_DB = 8.0
"""Noise and speech are never taken to be closer, or noise would be full of pauses."""
SHORTEST_PAUSE_S = 0.06
"""Longer than the closure of most stop consonants."""
BEHIND_S = 0.5
AHEAD_S = 0.05
"""How far before and after the attention's boundary a pause is looked for."""
NUDGE_S = 0.06
"""Without a pause a boundary goes to the quietest moment this close."""
SHORTEST_WORD_MS = 50
"""What no word is shorter than, "a" in quick speech."""
CLOSURE_MS = 100
"""Silence within a word lasts so long at most, that of a "t" or a "k": words so near touch."""


def refined(
    starts_s: Sequence[float],
    ends_s: Sequence[float],
    samples: FloatArray,
    keyed_s: tuple[float, float] | None = None,
) -> list[tuple[float, float]]:
    """(start, end) of each word in seconds from the window's first sample, in order, none overlapping.

    ``keyed_s`` is where the carrier is up, if that is less than the window: an idle channel beside it may be
    far quieter than any pause between words.

    Example:
        >>> voice = np.sin(np.arange(16_000) / 3).astype(np.float32)
        >>> pause = np.zeros(8_000, np.float32)
        >>> refined([0.0, 1.6], [1.6, 2.5], np.concatenate([voice, pause, voice]))
        [(0.0, 1.01), (1.49, 2.5)]
    """
    if not starts_s:
        return []
    level = relative_level(samples, keyed_s)
    pauses = _pauses(level, starts_s[1:])
    edges = (_boundary(level, start, pause) for start, pause in zip(starts_s[1:], pauses, strict=True))
    times = [starts_s[0], *(edge for pair in edges for edge in pair), ends_s[-1]]
    ordered = np.maximum.accumulate(np.array(times))
    return [(float(ordered[2 * n]), float(ordered[2 * n + 1])) for n in range(len(starts_s))]


def lasting(spans: Sequence[Span], letters: Sequence[int], within: Span) -> list[Span]:
    """Word times in which every word lasts: one too short shares the time of a neighbour that it touches.

    They share it as they share the letters. A word that touches none takes from the silence around it,
    nowhere outside ``within``.

    Example:
        >>> out, from_, there = Span(1000, 1350), Span(1350, 1350), Span(1400, 1700)
        >>> lasting([out, from_, there], [3, 4, 5], Span(0, 2000))[:2]
        [Span(start_ms=1000, end_ms=1150), Span(start_ms=1150, end_ms=1350)]
    """
    found: list[Span] = []
    for first, past in _sharing(spans, letters):
        least_ms = SHORTEST_WORD_MS * (past - first)
        before_ms = found[-1].end_ms if found else within.start_ms
        after_ms = spans[past].start_ms if past < len(spans) else within.end_ms
        end_ms = max(spans[past - 1].end_ms, min(spans[first].start_ms + least_ms, after_ms))
        start_ms = min(spans[first].start_ms, max(end_ms - least_ms, before_ms))
        found += divided(Span(start_ms, end_ms), letters[first:past])
    return found


def _sharing(spans: Sequence[Span], letters: Sequence[int]) -> list[tuple[int, int]]:
    """(first, past the last) of each run of words that share their time; a word that lasts is a run alone."""
    shared = set()

    def ease(n: int) -> float:
        return spans[n].duration_ms / letters[n]

    for n, span in enumerate(spans):
        beside = [m for m in (n - 1, n + 1) if 0 <= m < len(spans) and span.gap_ms(spans[m]) <= CLOSURE_MS]
        if span.duration_ms < SHORTEST_WORD_MS and beside:
            shared.add(min(n, max(beside, key=ease)))
    firsts = [n for n in range(len(spans)) if n - 1 not in shared]
    return list(zip(firsts, [*firsts[1:], len(spans)], strict=True))


def divided(span: Span, letters: Sequence[int]) -> list[Span]:
    """A span in abutting parts, one for each word, as long as it has letters.

    Example:
        >>> divided(Span(0, 900), [1, 2])
        [Span(start_ms=0, end_ms=300), Span(start_ms=300, end_ms=900)]
    """
    edges = span.start_ms + np.rint(np.cumsum([0, *letters]) * (span.duration_ms / sum(letters))).astype(int)
    return [Span(int(start), int(end)) for start, end in pairwise(edges)]


def relative_level(samples: FloatArray, keyed_s: tuple[float, float] | None = None) -> NDArray[np.float64]:
    """Level of each 10 ms, 0 at the noise of the keyed part and 1 at its speech, in dB between them."""
    hop = round(STEP_S * RATE_HZ)
    frames = len(samples) // hop
    if frames == 0:
        return np.zeros(0)
    power = np.square(samples[: frames * hop].reshape(frames, hop), dtype=np.float64).mean(axis=1)
    level_db = 10 * np.log10(np.convolve(power, np.ones(3) / 3, "same") + 1e-9)
    first, last = (0, frames) if keyed_s is None else (round(at_s / STEP_S) for at_s in keyed_s)
    keyed_db = level_db[first:last] if len(level_db[first:last]) else level_db
    noise_db, speech_db = np.percentile(keyed_db, [5, 90])
    relative: NDArray[np.float64] = (level_db - noise_db) / max(speech_db - noise_db, LEAST_RANGE_DB)
    return relative


def _pauses(level: NDArray[np.float64], starts_s: Sequence[float]) -> list[tuple[int, int] | None]:
    """The pause, in frames, that belongs to each boundary, each pause to one alone.

    Longer pauses choose first; of several boundaries that could have one, the nearest to its end gets it.
    """
    pairs = []
    for pause in _runs(level < PAUSE_DEPTH):
        start_s, end_s = pause[0] * STEP_S, pause[1] * STEP_S
        between_words = pause[0] > 0 and pause[1] < len(level)
        if between_words and end_s - start_s >= SHORTEST_PAUSE_S:
            first = bisect_left(starts_s, start_s - AHEAD_S)
            for at in range(first, bisect_right(starts_s, end_s + BEHIND_S)):
                pairs.append((pause[0] - pause[1], abs(starts_s[at] - end_s), at, pause))
    chosen: list[tuple[int, int] | None] = [None] * len(starts_s)
    taken: set[tuple[int, int]] = set()
    for _, _, at, pause in sorted(pairs):
        if chosen[at] is None and pause not in taken:
            chosen[at] = pause
            taken.add(pause)
    return chosen


def _boundary(level: NDArray[np.float64], at_s: float, pause: tuple[int, int] | None) -> tuple[float, float]:
    """Where the word before ends and the word after begins."""
    if pause is not None:
        return round(pause[0] * STEP_S, 3), round(pause[1] * STEP_S, 3)
    nearest = max(0, round((at_s - NUDGE_S) / STEP_S))
    around = level[nearest : round((at_s + NUDGE_S) / STEP_S) + 1]
    quietest = round((nearest + int(np.argmin(around))) * STEP_S, 3) if len(around) else at_s
    return quietest, quietest


def _runs(mask: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """(first, past the last) of each run of True."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], mask, [False]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]
