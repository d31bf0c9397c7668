"""Transmissions to voices: how many speakers there are, and which transmissions are whose.

The way of giving windows to voices is looked for that is likeliest by :mod:`dispatch.turns.space`: all are
voices of their own at first, the two that gain most by it are joined as long as any gain, and then each
window goes to the voice where it fits best, until none moves. Radio talk alternates, so that neighbours in
time are seldom one voice. What words say of who speaks can be added (:func:`reassign`).

Memory does not grow with the square of the traffic: only :data:`BLOCK` windows are compared all with all at
once, and the others with the voices found so far.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dispatch.turns.space import Pairs, Partition, Space, VoiceModel, Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Labels = NDArray[np.intp]

BLOCK = 400
"""Windows compared all with all at once."""
LEAST_TIE = -4.0
"""Log-odds of being one speaker below which two voices are two: less than one in fifty."""
SWEEPS = 6
"""Times each window is looked at again; few move after the second."""
LONE_LOG_ODDS = -2.5
"""A voice heard once is likelier another's in a bad moment: it joins the nearest down to these log-odds."""
CLEARLY = 1e-9
"""A window moves for more than rounding."""


@dataclass(frozen=True, slots=True)
class Voice:
    """One transmission's place among the voices: ``label`` -1 where there was no sound to go by.

    ``certainty`` is the probability that it is this voice rather than any other found.
    """

    label: int
    certainty: float


@dataclass(frozen=True, slots=True)
class Voices:
    """The voice of each transmission, labels by first appearance, and how alike the voices are.

    ``ties`` holds for two labels (lower first) the log-odds that they are one speaker's, where those are
    above :data:`LEAST_TIE`.
    """

    each: tuple[Voice, ...]
    ties: Mapping[tuple[int, int], float]


@dataclass(frozen=True)
class Sounds:
    """The windows of a recording with their sound, and the model that compares them."""

    rows: Array
    """A row of length 1 (or 0 for no sound) for each window."""
    windows: Sequence[Window]
    """In time order."""
    model: VoiceModel

    @cached_property
    def usable(self) -> list[int]:
        """The windows in which something was heard: rows of :attr:`space`."""
        return [i for i, window in enumerate(self.windows) if window.heard_ms > 0]

    @cached_property
    def space(self) -> Space:
        return Space(self.rows[self.usable], [self.windows[i] for i in self.usable], self.model)


def cluster(sounds: Sounds) -> Voices:
    """Tell the voices apart."""
    count = len(sounds.usable)
    if not count:
        return Voices(tuple(Voice(-1, 0.0) for _ in sounds.windows), {})
    found = Partition(sounds.space)
    for first in range(0, count, BLOCK):
        _add_block(found, range(first, min(first + BLOCK, count)))
    _sweep(found, None)
    _join_lone(found)
    return _voices(found, sounds, None)


def reassign(sounds: Sounds, voices: Voices, lean: Array) -> Voices:
    """Give each window anew to one of the voices found, with ``lean`` added to how well it fits there.

    ``lean`` holds log-odds from elsewhere, shape (windows, labels).
    """
    if not sounds.usable:
        return voices
    found = _parted(sounds, [voice.label for voice in voices.each])
    _sweep(found, lean[sounds.usable])
    return _voices(found, sounds, lean[sounds.usable])


def divided(
    sounds: Sounds, labels: Sequence[int], away: Sequence[int], lean: Array
) -> tuple[float, list[int]]:
    """The labels where the windows ``away``, all of one voice, become a new one, and others of it join them.

    Also the log-likelihood of the sound then. ``lean`` is as for :func:`reassign`, with one more column for
    the new voice.
    """
    usable, found = sounds.usable, _parted(sounds, labels)
    own = [row for row, i in enumerate(usable) if labels[i] == labels[away[0]]]
    moved, new = [row for row in own if usable[row] in away], found.voices
    for row in moved:
        found.take(row)
    for row in moved:
        found.put(row, new)
    _sweep(found, lean[usable], own)
    out = [-1] * len(sounds.windows)
    for row, i in enumerate(usable):
        out[i] = int(found.labels[row])
    return found.likelihood(), out


def labelled(sounds: Sounds, labels: Sequence[int], lean: Array) -> Voices:
    """The voices that have been given ``labels``, -1 for none; ``lean`` is as for :func:`reassign`."""
    return _voices(_parted(sounds, labels, lean.shape[1]), sounds, lean[sounds.usable])


def likelihood(sounds: Sounds, labels: Sequence[int]) -> float:
    """Log-likelihood of the sound of all windows with voices so labelled; 0 without sound."""
    return _parted(sounds, labels).likelihood() if sounds.usable else 0.0


def _parted(sounds: Sounds, labels: Sequence[int], voices: int = 0) -> Partition:
    """The windows as they have been labelled, with as many ``voices`` as there are labels, or more."""
    found = Partition(sounds.space, max(voices, max(labels) + 1))
    for row, i in enumerate(sounds.usable):
        found.put(row, labels[i])
    return found


def _add_block(found: Partition, block: Sequence[int]) -> None:
    """Give windows to the voices there are; of those that fit none, make voices."""
    loose = []
    for row in block:
        best = int(found.gains(row).argmax())
        if best == found.voices:
            loose.append(row)
        else:
            found.put(row, best)
    for members in _agglomerated(found.space, loose):
        voice = found.voices
        for row in members:
            found.put(row, voice)


def _agglomerated(space: Space, rows: Sequence[int]) -> list[list[int]]:
    """The windows in sets, joined two by two as long as the likelihood grows, that most first."""
    import numpy as np

    alone = Partition(space)
    for voice, row in enumerate(rows):
        alone.put(row, voice)
    members = [[row] for row in rows]
    pairs = Pairs(alone)
    np.fill_diagonal(pairs.gain, -np.inf)
    while len(rows) > 1:
        joining = pairs.joining()
        a, b = divmod(int(joining.argmax()), len(rows))
        if joining[a, b] <= 0:
            break
        pairs.join(a, b)
        members[a] += members[b]
        members[b] = []
    return [one for one in members if one]


def _sweep(found: Partition, lean: Array | None, rows: Sequence[int] | None = None) -> None:
    """Move each window to the voice where it fits best, until none moves; with ``lean`` to no new one.

    Only those of ``rows``, where they are given.
    """
    for _ in range(SWEEPS):
        moved = False
        for row in range(len(found.labels)) if rows is None else rows:
            before = found.take(row)
            gain = _leaning(found, row, lean)
            best = int(gain.argmax())
            better = gain[best] > gain[before] + CLEARLY
            found.put(row, best if better else before)
            moved = moved or better
        if not moved:
            return


def _join_lone(found: Partition) -> None:
    """Give voices heard once to the nearest other voice, if that is not too far."""
    import numpy as np

    counts = np.bincount(found.labels, minlength=found.voices + 1)
    for row in np.flatnonzero(counts[found.labels] == 1).tolist():
        own = found.take(row)
        gain = found.gains(row)
        others = np.where(found.trust > 0, gain, -np.inf)
        nearest = int(others.argmax())
        found.put(row, nearest if others[nearest] > gain[own] + LONE_LOG_ODDS else own)


def _leaning(found: Partition, row: int, lean: Array | None) -> Array:
    gain = found.gains(row)
    return gain if lean is None else gain[:-1] + lean[row]


def _voices(found: Partition, sounds: Sounds, lean: Array | None) -> Voices:
    """How certain each label is and how alike the voices are, labels renumbered by first appearance."""
    import numpy as np

    order = {label: number for number, label in enumerate(dict.fromkeys(found.labels.tolist()))}
    each = [Voice(-1, 0.0)] * len(sounds.windows)
    for row, i in enumerate(sounds.usable):
        label = found.take(row)
        gain = _leaning(found, row, lean)[: found.voices]
        share = np.exp(gain - gain.max()) * np.isin(np.arange(len(gain)), list(order))
        found.put(row, label)
        each[i] = Voice(order[label], float(share[label] / share.sum()))
    joining = Pairs(found).joining()
    ties = {
        (order[a], order[b]): float(joining[a, b])
        for a in order
        for b in order
        if order[a] < order[b] and joining[a, b] > LEAST_TIE
    }
    return Voices(tuple(each), ties)
