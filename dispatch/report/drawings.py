"""Waveforms and timelines as SVG numbers: positions in the markup, so that no script is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.values import Clip, Span

HUNDREDTHS_PER_SECOND = 100
"""Horizontal unit inside a clip's drawing."""

DETAIL_LIMIT = 300
"""Transmissions of a recording up to which each gets its own bar in the overview."""

DETAIL_LONGEST_MS = 20 * 60_000
"""Length of a recording up to which single transmissions are wide enough to see."""

_COLUMNS = 2400
_WAVE_MIDDLE, _WAVE_HALF = 50, 46
_BIN_CHOICES_MS = (1_000, 5_000, 10_000, 30_000, 60_000, 300_000, 600_000, 3_600_000)
_MOST_BINS = 480
_TICK_CHOICES_MS = (
    5_000,
    10_000,
    30_000,
    60_000,
    300_000,
    600_000,
    1_800_000,
    3_600_000,
    7_200_000,
    14_400_000,
)
_MOST_TICKS = 8


def clip_units(clip: Clip, at_ms: int) -> float:
    """Where ``at_ms`` of the recording stands in the clip's drawing."""
    return (at_ms - clip.span.start_ms) * HUNDREDTHS_PER_SECOND / 1000


def waveform(clip: Clip) -> str:
    """The envelope as one closed SVG path; empty where the clip brings no peaks."""
    peaks = _thinned(clip.peaks, _COLUMNS)
    if not peaks:
        return ""
    width = clip.span.duration_ms * HUNDREDTHS_PER_SECOND / 1000
    loudest = max(max(peaks), 1)
    top = [
        f"{i * width / len(peaks):.1f},{_WAVE_MIDDLE - max(0.6, p / loudest * _WAVE_HALF):.1f}"
        for i, p in enumerate(peaks)
    ]
    bottom = [
        f"{i * width / len(peaks):.1f},{_WAVE_MIDDLE + max(0.6, p / loudest * _WAVE_HALF):.1f}"
        for i, p in reversed(list(enumerate(peaks)))
    ]
    return "M" + "L".join(top + bottom) + "Z"


def _thinned(peaks: Sequence[int], most: int) -> list[int]:
    step = -(-len(peaks) // most) if peaks else 1
    return [max(peaks[i : i + step]) for i in range(0, len(peaks), step)]


@dataclass(frozen=True, slots=True)
class Density:
    """Speech by equal steps of time, as two SVG paths in a box of ``steps`` by 100."""

    step_ms: int
    steps: int
    above: str
    below: str


def density(spans: Sequence[Span], duration_ms: int, upper: Sequence[bool]) -> Density:
    """How much of each step is speech: ``upper`` spans above the line at 50, the others below."""
    step = next((s for s in _BIN_CHOICES_MS if duration_ms <= s * _MOST_BINS), _BIN_CHOICES_MS[-1])
    steps = max(1, -(-duration_ms // step))
    sums = ([0] * steps, [0] * steps)
    for span, is_upper in zip(spans, upper, strict=True):
        for i in range(span.start_ms // step, min(steps - 1, span.end_ms // step) + 1):
            part = span & Span(i * step, (i + 1) * step)
            sums[0 if is_upper else 1][i] += part.duration_ms if part else 0
    return Density(step, steps, _bars(sums[0], step, -1), _bars(sums[1], step, 1))


def _bars(sums: Sequence[int], step: int, direction: int) -> str:
    out = []
    for i, total in enumerate(sums):
        if total:
            height = max(1.5, min(1.0, total / step) * 46) * direction
            out.append(f"M{i + 0.08:.2f} {50 + direction}h.84v{height:.1f}h-.84z")
    return "".join(out)


def ticks(duration_ms: int) -> tuple[int, ...]:
    """Round times for the axis, the first at 0."""
    step = next((s for s in _TICK_CHOICES_MS if duration_ms <= s * _MOST_TICKS), _TICK_CHOICES_MS[-1])
    return tuple(range(0, duration_ms + 1, step))


def per_cent(at_ms: int, duration_ms: int) -> str:
    """A position on a strip.

    Example:
        >>> per_cent(30_000, 180_123)
        '16.655%'
    """
    return f"{100 * at_ms / max(duration_ms, 1):.3f}%"
