"""Transmissions to voices: how many speakers there are, and which transmissions are whose.

Two transmissions are compared by the cosine of their embeddings, as they are and with the recording's mean
taken out (what the channel does to every voice alike). Both together give the log-odds of one speaker.
Long transmissions are joined first, by average linkage; short ones are then attached to the voices found,
with the doubt that leaves. Radio talk alternates, so that neighbours in time are seldom one voice.

Memory does not grow with the square of the traffic: only so many windows are compared all with all at once
(:data:`~dispatch.turns.affinity.BLOCK`), and the others with the voices found so far.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatch.turns.affinity import BLOCK, Space

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Labels = NDArray[np.intp]

LEAST_TIE = -4.0
"""Log-odds of being one speaker below which two voices are two: less than one in fifty."""
JOIN_LOG_ODDS = 0.5
"""Mean log-odds from which voices are joined. A voice split in two is put right where roles are told, two
joined to one are not: so they are joined only where one is clearly likelier."""
LONE_LOG_ODDS = -1.0
"""A voice heard once is likelier another's in a bad moment: it joins the nearest down to these log-odds."""


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
    space = Space(embeddings, windows, model, usable)
    labels = np.full(len(windows), -1, dtype=np.intp)
    long_first = sorted(usable.tolist(), key=lambda i: (-windows[i].heard_ms, i))
    anchors = [i for i in long_first if windows[i].heard_ms >= model.long_ms] or long_first
    _label_anchors(space, labels, anchors)
    _join_lone(space, labels)
    certainty, ties = _attach(space, labels, usable)
    return _in_order(labels, certainty, ties)


def _label_anchors(space: Space, labels: Labels, anchors: Sequence[int]) -> None:
    """Join the long windows into voices, :data:`BLOCK` at a time; later blocks join earlier voices first."""
    import numpy as np

    for first in range(0, len(anchors), BLOCK):
        block = np.array(sorted(anchors[first : first + BLOCK]), dtype=np.intp)
        known = _members(labels)
        if known:
            affinity = space.to_voices(block, known)
            nearest = affinity.argmax(axis=1)
            joins = affinity[np.arange(len(block)), nearest] > JOIN_LOG_ODDS
            labels[block[joins]] = nearest[joins]
            block = block[~joins]
        if len(block):
            labels[block] = len(known) + _average_linkage(space.between(block, block))


def _join_lone(space: Space, labels: Labels) -> None:
    """Give voices heard once to the nearest other voice, if that is not too far; labels stay without gaps."""
    import numpy as np

    members = _members(labels)
    lone = [label for label, own in enumerate(members) if len(own) == 1]
    if len(members) < 2 or not lone:
        return
    affinity = space.to_voices(np.concatenate([members[label] for label in lone]), members)
    affinity[np.arange(len(lone)), lone] = -np.inf
    for label, row in zip(lone, affinity, strict=True):
        nearest = int(row.argmax())
        if row[nearest] > LONE_LOG_ODDS * space.several:
            labels[members[label]] = nearest
            affinity[:, label] = -np.inf
    labels[labels >= 0] = np.unique(labels[labels >= 0], return_inverse=True)[1]


def _average_linkage(log_odds: Array) -> Labels:
    """Labels 0, 1, …: voices joined as long as their mean log-odds of being one stay above
    :data:`JOIN_LOG_ODDS`.
    """
    import numpy as np
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    if len(log_odds) == 1:
        return np.zeros(1, dtype=np.intp)
    ceiling = max(1.0, float(log_odds.max()) + 1.0)
    distance = ceiling - (log_odds + log_odds.T) / 2
    np.fill_diagonal(distance, 0.0)
    tree = linkage(squareform(distance, checks=False), method="average")
    return np.asarray(fcluster(tree, t=ceiling - JOIN_LOG_ODDS, criterion="distance") - 1, dtype=np.intp)


def _attach(space: Space, labels: Labels, usable: Labels) -> tuple[Array, Array]:
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
