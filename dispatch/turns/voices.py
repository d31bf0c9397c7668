"""Transmissions to voices: how many speakers there are, and which transmissions are whose.

Two transmissions are compared by the cosine of their embeddings, as they are and with the recording's mean
taken out (what the channel does to every voice alike). Both together give the log-odds of one speaker.
Long transmissions are joined first, by average linkage; short ones are then attached to the voices found,
with the doubt that leaves. Radio talk alternates, so that neighbours in time are seldom one voice.

Memory does not grow with the square of the traffic: at most :data:`BLOCK` windows are compared all with
all at once, and the others with the voices found so far.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatch.turns.threshold import own_threshold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Labels = NDArray[np.intp]

BLOCK = 800
"""Windows compared all with all at once."""
SAMPLE = 150
"""Windows from which a recording's own threshold is taken."""
FEW = 4
"""Fewer windows than this have no spread to go by."""
ONE_SPREAD, TWO_SPREAD = 0.07, 0.10
"""Deviation of a recording's cosines: one speaker's stay below, two speakers' lie above."""
LEAST_TIE = -4.0
"""Log-odds of being one speaker below which two voices are two: less than one in fifty."""
SURELY_ALIKE = 0.55
"""Cosine of one speaker's windows where there is nothing else to compare with."""
OUTLYING = 0.2
"""Where all seems one speaker, a window this far below the usual cosine is another's,"""
ALIKE_BOUNDS = (0.35, 0.6)
"""at these cosines."""


@dataclass(frozen=True, slots=True)
class VoiceModel:
    """Log-odds that two windows are one speaker: linear in both cosines. Fitted; see roles.json."""

    raw: float
    centred: float
    bias: float
    neighbours: float
    """Added where one transmission follows the other within :attr:`reply_ms`."""
    short: float
    """Added for each second that the shorter window is short of :attr:`long_ms`."""
    valley: float = 0.6
    """Cosine between the heaps of one speaker's pairs and of two speakers', on the usual recording."""
    reply_ms: int = 5000
    long_ms: int = 1500


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

    ``ties`` holds for two labels (lower first) the mean log-odds that windows of both are one speaker, where
    that is above :data:`LEAST_TIE`.
    """

    each: tuple[Voice, ...]
    ties: Mapping[tuple[int, int], float]


@dataclass(frozen=True, slots=True)
class Window:
    """What is known of a transmission when voices are compared."""

    start_ms: int
    end_ms: int
    channel: int
    heard_ms: int
    """Length of the sound embedded; 0 for none."""


def cluster(embeddings: Array, windows: Sequence[Window], model: VoiceModel) -> Voices:
    """Tell the voices apart.

    ``embeddings`` has one row of length 1 (or 0 for no sound) for each window, in time order.
    """
    import numpy as np

    usable = np.array([i for i, window in enumerate(windows) if window.heard_ms > 0], dtype=np.intp)
    if not len(usable):
        return Voices(tuple(Voice(-1, 0.0) for _ in windows), {})
    space = _Space(embeddings, windows, model, usable)
    labels = np.full(len(windows), -1, dtype=np.intp)
    long_first = sorted(usable.tolist(), key=lambda i: (-windows[i].heard_ms, i))
    anchors = [i for i in long_first if windows[i].heard_ms >= model.long_ms] or long_first
    _label_anchors(space, labels, anchors)
    certainty, ties = _attach(space, labels, usable)
    return _in_order(labels, certainty, ties)


class _Space:
    """Affinities between windows, and between windows and voices."""

    def __init__(
        self, embeddings: Array, windows: Sequence[Window], model: VoiceModel, usable: Labels
    ) -> None:
        import numpy as np

        self.model = model
        self.raw = np.asarray(embeddings, dtype=np.float64)
        centred = self.raw - self.raw[usable].mean(axis=0)
        norms = np.linalg.norm(centred, axis=1, keepdims=True)
        self.centred = np.divide(centred, norms, out=np.zeros_like(centred), where=norms > 1e-9)
        self.start = np.array([window.start_ms for window in windows])
        self.end = np.array([window.end_ms for window in windows])
        self.channel = np.array([window.channel for window in windows])
        self.seconds_short = np.array([max(0, model.long_ms - window.heard_ms) / 1000 for window in windows])
        self.several, self.alike = 1.0, SURELY_ALIKE
        self.bias = model.bias
        self._calibrate(usable)

    def _calibrate(self, usable: Labels) -> None:
        """Fit the threshold to this recording: from a sample of its windows, spread over its time."""
        import numpy as np

        sample = usable[:: max(1, len(usable) // SAMPLE)]
        upper = np.triu_indices(len(sample), 1)
        cosines = (self.raw[sample] @ self.raw[sample].T)[upper]
        if len(sample) < FEW:
            self.several = 0.0
            return
        self.several = float(np.clip((cosines.std() - ONE_SPREAD) / (TWO_SPREAD - ONE_SPREAD), 0.0, 1.0))
        self.alike = float(np.clip(np.median(cosines) - OUTLYING, *ALIKE_BOUNDS))
        moved = own_threshold(cosines, self.model.valley) - self.model.valley
        self.bias -= (self.model.raw + self.model.centred) * moved

    def _scores(self, rows: Labels, columns: Labels) -> Array:
        """Both cosines, weighted."""
        import numpy as np

        model = self.model
        raw, centred = self.raw[rows] @ self.raw[columns].T, self.centred[rows] @ self.centred[columns].T
        return np.asarray(model.raw * raw + model.centred * centred)

    def between(self, rows: Labels, columns: Labels) -> Array:
        """Log-odds of one speaker, shape (len(rows), len(columns))."""
        import numpy as np

        model = self.model
        log_odds = self.several * (self._scores(rows, columns) + self.bias)
        if self.several < 1.0:
            alike = (model.raw + model.centred) * (self.raw[rows] @ self.raw[columns].T - self.alike)
            log_odds += (1 - self.several) * alike
        log_odds += model.short * np.maximum.outer(self.seconds_short[rows], self.seconds_short[columns])
        return np.asarray(log_odds + model.neighbours * self.adjacent(rows, columns))

    def adjacent(self, rows: Labels, columns: Labels) -> NDArray[np.bool_]:
        """Whether two transmissions of a channel follow each other as call and answer do."""
        import numpy as np

        gap = np.maximum.outer(self.start[rows], self.start[columns]) - np.minimum.outer(
            self.end[rows], self.end[columns]
        )
        return np.asarray(
            (gap < self.model.reply_ms) & np.equal.outer(self.channel[rows], self.channel[columns])
        )

    def to_voices(self, rows: Labels, members: Sequence[Labels]) -> Array:
        """Mean log-odds of each row with each voice's members, a row itself left out, (rows, voices)."""
        import numpy as np

        out = np.empty((len(rows), len(members)))
        for column, voice in enumerate(members):
            chosen = voice[:BLOCK]
            log_odds = self.between(rows, chosen)
            other = rows[:, None] != chosen[None, :]
            count = np.maximum(other.sum(axis=1), 1)
            out[:, column] = np.where(other, log_odds, 0.0).sum(axis=1) / count
        return out


def _label_anchors(space: _Space, labels: Labels, anchors: Sequence[int]) -> None:
    """Join the long windows into voices, :data:`BLOCK` at a time; later blocks join earlier voices first."""
    import numpy as np

    for first in range(0, len(anchors), BLOCK):
        block = np.array(sorted(anchors[first : first + BLOCK]), dtype=np.intp)
        known = _members(labels)
        if known:
            affinity = space.to_voices(block, known)
            nearest = affinity.argmax(axis=1)
            joins = affinity[np.arange(len(block)), nearest] > 0
            labels[block[joins]] = nearest[joins]
            block = block[~joins]
        if len(block):
            labels[block] = len(known) + _average_linkage(space.between(block, block))


def _average_linkage(log_odds: Array) -> Labels:
    """Labels 0, 1, …: voices joined as long as their mean log-odds of being one stay above 0."""
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if len(log_odds) == 1:
        return np.zeros(1, dtype=np.intp)
    ceiling = max(1.0, float(log_odds.max()) + 1.0)
    distance = ceiling - (log_odds + log_odds.T) / 2
    np.fill_diagonal(distance, 0.0)
    tree = linkage(squareform(distance, checks=False), method="average")
    return np.asarray(fcluster(tree, t=ceiling, criterion="distance") - 1, dtype=np.intp)


def _attach(space: _Space, labels: Labels, usable: Labels) -> tuple[Array, Array]:
    """Label what is left with its nearest voice.

    Returns how certain each label is, shape (windows,), and mean log-odds between voices, (voices, voices).
    """
    import numpy as np

    members = _members(labels)
    certainty = np.zeros(len(labels))
    ties = np.zeros((len(members), len(members)))
    for first in range(0, len(usable), BLOCK):
        rows = usable[first : first + BLOCK]
        affinity = space.to_voices(rows, members)
        loose = labels[rows] < 0
        labels[rows[loose]] = affinity[loose].argmax(axis=1)
        weights = np.exp(affinity - affinity.max(axis=1, keepdims=True))
        share = weights / weights.sum(axis=1, keepdims=True)
        certainty[rows] = share[np.arange(len(rows)), labels[rows]]
        np.add.at(ties, labels[rows], affinity)
    return certainty, ties / np.bincount(labels[usable], minlength=len(members))[:, None]


def _members(labels: Labels) -> list[Labels]:
    import numpy as np

    return [np.flatnonzero(labels == label) for label in range(int(labels.max()) + 1)]


def _in_order(labels: Labels, certainty: Array, ties: Array) -> Voices:
    """Labels renumbered by first appearance."""
    order: dict[int, int] = {}
    for label in labels.tolist():
        if label >= 0:
            order.setdefault(label, len(order))
    each = tuple(
        Voice(order.get(label, -1), float(sure))
        for label, sure in zip(labels.tolist(), certainty, strict=True)
    )
    between = {
        (order[a], order[b]): float(ties[a, b] + ties[b, a]) / 2
        for a in order
        for b in order
        if order[a] < order[b] and ties[a, b] + ties[b, a] > 2 * LEAST_TIE
    }
    return Voices(each, between)
