"""The radio's own word: which id transmitted each transmission, and when it is not to be believed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from dispatch.turns.hints import SourceMark
from dispatch.values import Transmission

LARGEST_SHIFT_MS = 4000
"""Recorders place ids by their own clock; a constant shift up to this is found and taken out."""
SHIFT_STEP_MS = 50
NEAR_MS = 300
LATE_MS = 1500
"""An id may be decoded this late after the voice began."""


def source_of_each(
    transmissions: Sequence[Transmission], marks: Sequence[SourceMark]
) -> tuple[SourceMark | None, ...]:
    """The mark of the id that transmitted each transmission, None where the radio gave none.

    Example:
        >>> from dispatch.values import Span
        >>> calls = [Transmission(0, Span(0, 2000)), Transmission(1, Span(3000, 5000))]
        >>> marks = [SourceMark(100, "4021"), SourceMark(3100, "7000")]
        >>> [mark.source for mark in source_of_each(calls, marks)]
        ['4021', '7000']
    """
    on_channel: dict[int, list[SourceMark]] = {}
    for mark in sorted(marks, key=lambda mark: mark.start_ms):
        on_channel.setdefault(mark.channel, []).append(mark)
    shifts = {
        channel: _shift_ms(
            [t.span.start_ms for t in transmissions if t.channel == channel],
            [mark.start_ms for mark in own],
        )
        for channel, own in on_channel.items()
    }
    found: list[SourceMark | None] = []
    for transmission in transmissions:
        channel = transmission.channel
        best = _longest(transmission, on_channel.get(channel, ()), shifts.get(channel, 0))
        found.append(best if best is not None and best.known else None)
    return tuple(found)


def _shift_ms(starts: Sequence[int], marked: Sequence[int]) -> int:
    """The constant that brings most ids onto the start of a transmission; 0 unless clearly better."""
    if len(marked) < 3:
        return 0
    ordered = sorted(starts)

    def hits(shift: int) -> int:
        places = (mark + shift for mark in marked)
        return sum(bisect_left(ordered, at - NEAR_MS) < bisect_right(ordered, at + NEAR_MS) for at in places)

    best = max(
        range(-LARGEST_SHIFT_MS, LARGEST_SHIFT_MS + 1, SHIFT_STEP_MS),
        key=lambda shift: (hits(shift), -abs(shift)),
    )
    return best if hits(best) >= max(hits(0) + 2, 0.6 * len(marked)) else 0


def _longest(transmission: Transmission, marks: Sequence[SourceMark], shift_ms: int) -> SourceMark | None:
    """The mark in force for the longest part of the transmission; the marks are in time order."""
    held: list[tuple[int, int]] = []
    start, end = transmission.span.start_ms, transmission.span.end_ms
    first = bisect_right(marks, start - shift_ms, key=_start_ms) - 1  # those before it end where it begins
    for number in range(max(0, first), bisect_left(marks, end - shift_ms, key=_start_ms)):
        mark = marks[number]
        begins = mark.start_ms + shift_ms
        following = marks[number + 1].start_ms + shift_ms if number + 1 < len(marks) else end + LATE_MS
        ends = following if mark.end_ms is None else min(following, mark.end_ms + shift_ms + LATE_MS)
        held.append((min(end, ends) - max(start, begins), -number))
    overlap, number = max(held, default=(0, 0))
    return marks[-number] if held and overlap > 0 else None


def _start_ms(mark: SourceMark) -> int:
    return mark.start_ms


def disbelieved(sources: Sequence[str | None], voices: Sequence[int]) -> tuple[bool, ...]:
    """Which ids the voices contradict: the voice is clearly another id's, and the id's voice another.

    ``voices`` holds a label for each transmission, -1 for none. A console that several people use keeps
    its id: doubted is a single stray transmission among many of another id, or one of a few whose id is
    mostly heard with another voice.

    Example:
        >>> disbelieved(["7", "7", "9", "9", "9"], [0, 0, 0, 1, 1])
        (False, False, True, False, False)
    """
    ids_of_voice: dict[int, Counter[str]] = {}
    voices_of_id: dict[str, Counter[int]] = {}
    for source, voice in zip(sources, voices, strict=True):
        if source is not None and voice >= 0:
            ids_of_voice.setdefault(voice, Counter())[source] += 1
            voices_of_id.setdefault(source, Counter())[voice] += 1
    out = []
    for source, voice in zip(sources, voices, strict=True):
        if source is None or voice < 0:
            out.append(False)
            continue
        usual, count = ids_of_voice[voice].most_common(1)[0]
        home, at_home = voices_of_id[source].most_common(1)[0]
        strays = ids_of_voice[voice][source]
        alone = home == voice and at_home == sum(voices_of_id[source].values())
        stray = count >= 3 and strays * 3 <= count and not (alone and at_home > 1)
        lent = home != voice and at_home >= 2 and strays * 2 <= count
        out.append(usual != source and (stray or lent))
    return tuple(out)
