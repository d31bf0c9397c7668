"""Where in a file the transmissions of a call lie, and when each began: two lists that may both be wrong.

Recorders join the transmissions of a call and leave out the silence between them, so that the
clock jumps where two meet. What they write of it can't be relied on: places that are all zero
(trunk-recorder 4.0, its issue 528), places that run past the sound (issue 315), lists of
different lengths. So only entries that agree with each other are kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.sources.account import Piece

SLACK_MS = 1500
"""By how much places and times may contradict each other: times are cut to whole seconds."""
PAST_END_MS = 500
LONGEST_CALL_MS = 24 * 3_600_000
MOST_ENTRIES = 2000
LOOK_BACK = 200
"""Entries in a row that may all be wrong; bounds the work on a hostile list."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a recorder's list. What the row does not say, or says senselessly, is None."""

    at_ms: int | None
    time_ms: int | None = None
    length_ms: int | None = None


def places(entries: Sequence[Entry], duration_ms: int) -> tuple[int | None, ...]:
    """The place of each entry in the sound, None where it can't be right.

    Where every place is zero they are laid end to end by their lengths, if those fill the sound.

    Example:
        >>> rows = [Entry(0, length_ms=2000), Entry(0, length_ms=3000), Entry(0, length_ms=1000)]
        >>> places(rows, 6000)
        (0, 2000, 5000)
        >>> places([Entry(0), Entry(0)], 6000), places([Entry(0), Entry(9000)], 6000)
        ((None, None), (0, None))
    """
    if len(entries) > 1 and not any(entry.at_ms for entry in entries):
        lengths = [entry.length_ms or 0 for entry in entries]
        if not all(lengths) or abs(sum(lengths) - duration_ms) > max(1000, duration_ms // 20):
            return (None,) * len(entries)
        return tuple(sum(lengths[:number]) for number in range(len(lengths)))
    within = duration_ms + PAST_END_MS
    return tuple(
        entry.at_ms if entry.at_ms is not None and entry.at_ms <= within else None for entry in entries
    )


def pieces(entries: Sequence[Entry], start_ms: int, duration_ms: int) -> tuple[Piece, ...]:
    """The entries that have a place and a moment, without those that contradict the start or each other.

    Between two of them at least as much time passes on the clock as in the sound: silence is left
    out of a recording and never put in. The largest set that keeps to this is taken.

    Example:
        >>> rows = [Entry(0, 50_000), Entry(2000, 52_000), Entry(90, 60_000), Entry(5000, 75_000)]
        >>> [piece.at_ms for piece in pieces(rows, 50_000, 9000)]
        [0, 2000, 5000]
    """
    placed = [
        Piece(at_ms, entry.time_ms)
        for at_ms, entry in zip(places(entries, duration_ms), entries, strict=True)
        if at_ms is not None
        and entry.time_ms is not None
        and -SLACK_MS <= entry.time_ms - start_ms - at_ms <= LONGEST_CALL_MS
    ]
    return tuple(_rising(placed[:MOST_ENTRIES]))


def _rising(placed: Sequence[Piece]) -> list[Piece]:
    """The longest run, in the order written, in which places rise and the clock keeps up with them."""
    best: list[tuple[int, int]] = []  # for each piece: length of the best run that ends there, the one before
    for number, piece in enumerate(placed):
        earlier = range(max(0, number - LOOK_BACK), number)
        options = [(best[k][0], -k) for k in earlier if _follows(placed[k], piece)]
        length, before = max(options, default=(0, 1))
        best.append((length + 1, -before))
    run: list[Piece] = []
    at = max(range(len(placed)), key=lambda k: (best[k][0], -k), default=-1)
    while at >= 0:
        run.append(placed[at])
        at = best[at][1]
    return run[::-1]


def _follows(first: Piece, second: Piece) -> bool:
    passed_ms = second.at_ms - first.at_ms
    return passed_ms >= 0 and second.time_ms - first.time_ms >= passed_ms - SLACK_MS


def on_one_clock(found: Sequence[Piece], start_ms: int, duration_ms: int) -> tuple[Piece, ...]:
    """The start, and the places at which the clock jumps ahead of the sound.

    A moment cut to whole seconds may lie before the end of what was just heard; the sound is then
    the better clock.

    Example:
        >>> rows = [Piece(0, 50_000), Piece(2000, 52_000), Piece(5000, 75_000)]
        >>> on_one_clock(rows, 50_400, 9000)
        (Piece(at_ms=0, time_ms=50400), Piece(at_ms=5000, time_ms=75000))
    """
    jumps = [Piece(0, start_ms)]
    for piece in found:
        expected_ms = jumps[-1].time_ms + piece.at_ms - jumps[-1].at_ms
        if piece.time_ms > expected_ms and piece.at_ms < duration_ms:
            if piece.at_ms == jumps[-1].at_ms:
                jumps.pop()
            jumps.append(piece)
    return tuple(jumps)
