"""How well sets of windows are explained as one voice each: a model of voices that vary and of noise on them.

Each voice is a point drawn about the recording's centre, and each of its windows that point and noise, more
of it on short windows. Both are normal, so that how likely a set of windows is as one voice follows from
their sum alone, and what a window adds to a voice, or two voices to each other, from the sums of both. Where
the centre lies is told by the voices themselves, so that the same windows are likelier as fewer voices.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]
    Labels = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class VoiceModel:
    """How voices and windows of one voice vary; see roles.json."""

    dimensions: float
    """Independent directions in which they do: all log-odds grow with it."""
    within: float
    """Squared distance of a long window from its voice."""
    between: float
    """Squared distance of a voice from the recording's mean."""
    neighbours: float
    """Log-odds that two transmissions are one voice's where one follows the other within :attr:`reply_ms`."""
    channels: float
    """Log-odds of a voice being heard on one more channel: roles are told channel by channel."""
    short: float
    """How much noise grows for each second that a window is short of :attr:`long_ms`."""
    reply_ms: int = 5000
    long_ms: int = 1500


@dataclass(frozen=True, slots=True)
class Window:
    """What is known of a transmission when voices are compared."""

    start_ms: int
    end_ms: int
    channel: int
    heard_ms: int
    """Length of the sound embedded; 0 for none."""


class Space:
    """The windows of a recording as points about its mean, each with the trust that its length deserves."""

    def __init__(self, rows: Array, windows: Sequence[Window], model: VoiceModel) -> None:
        import numpy as np

        self.model = model
        missing_s = np.array([max(0, model.long_ms - window.heard_ms) / 1000 for window in windows])
        self.trust = 1 / (1 + model.short * missing_s)
        self.points = self.trust[:, None] * (rows - rows.mean(axis=0))
        self.squared = np.square(self.points).sum(axis=1)
        self.beside = _beside(windows, model.reply_ms)
        channels = [window.channel for window in windows]
        self.channels = np.unique(channels, return_inverse=True)[1]

    def evidence(self, trust: Array, squared: Array) -> Array:
        """Log-likelihood of windows as one voice rather than as noise about the mean.

        ``trust`` is the sum of theirs, ``squared`` the squared length of the sum of their points; 0 for none.
        """
        import numpy as np

        model = self.model
        ratio = model.between / model.within
        spread = 1 + ratio * trust
        fit = ratio / model.within * squared / spread - np.log(spread)
        return np.asarray(np.where(trust > 0, model.dimensions / 2 * fit, 0.0))

    def fixed(self, trust: Array) -> Array:
        """How well a voice of so much trust tells where the centre is."""
        return trust / (self.model.within + self.model.between * trust)

    def centre(self, fixed: Array) -> Array:
        """Log-likelihood of all voices because the centre is not known; ``fixed`` is the sum of theirs."""
        import numpy as np

        return np.asarray(-self.model.dimensions / 2 * np.log(fixed))


def _beside(windows: Sequence[Window], reply_ms: int) -> list[list[int]]:
    """For each window those that precede or follow it on its channel as call and answer do."""
    found: list[list[int]] = [[] for _ in windows]
    by_channel: dict[int, list[int]] = {}
    for i, window in enumerate(windows):
        by_channel.setdefault(window.channel, []).append(i)
    for places in by_channel.values():
        places.sort(key=lambda i: windows[i].start_ms)
        for at, i in enumerate(places):
            for j in places[at + 1 :]:
                if windows[j].start_ms - windows[i].end_ms >= reply_ms:
                    break
                found[i].append(j)
                found[j].append(i)
    return found


class Partition:
    """Windows given to voices, and what each window would add to each voice. The last voice is empty.

    There are ``voices`` before it to begin with.
    """

    def __init__(self, space: Space, voices: int = 0) -> None:
        import numpy as np

        self.space = space
        self.labels: Labels = np.full(len(space.trust), -1, dtype=np.intp)
        self.trust = np.zeros(voices + 1)
        self.sums = np.zeros((voices + 1, space.points.shape[1]))
        self.squared = np.zeros(voices + 1)
        self.heard_on = np.zeros((voices + 1, int(space.channels.max()) + 1), dtype=np.intp)

    @property
    def voices(self) -> int:
        """How many, the empty one not counted."""
        return len(self.trust) - 1

    def put(self, row: int, voice: int) -> None:
        """Give a window that has no voice to one; to the empty one, and another empty one is made."""
        import numpy as np

        if voice == self.voices:
            self.trust = np.append(self.trust, 0.0)
            self.squared = np.append(self.squared, 0.0)
            self.sums = np.vstack([self.sums, np.zeros(self.sums.shape[1])])
            self.heard_on = np.vstack([self.heard_on, 0 * self.heard_on[0]])
        self._change(row, voice, 1.0)
        self.labels[row] = voice

    def take(self, row: int) -> int:
        """Take a window from its voice, which is returned."""
        voice = int(self.labels[row])
        self._change(row, voice, -1.0)
        self.labels[row] = -1
        if not (self.labels == voice).any():
            self.trust[voice], self.squared[voice], self.sums[voice] = 0.0, 0.0, 0.0
        return voice

    def _change(self, row: int, voice: int, sign: float) -> None:
        self.trust[voice] += sign * self.space.trust[row]
        self.heard_on[voice, self.space.channels[row]] += round(sign)
        self.sums[voice] += sign * self.space.points[row]
        self.squared[voice] = float(self.sums[voice] @ self.sums[voice])

    def gains(self, row: int) -> Array:
        """What a window without voice adds to the log-likelihood in each voice, the empty one last."""
        space = self.space
        together = self.squared + 2 * self.sums @ space.points[row] + space.squared[row]
        gain = space.evidence(self.trust + space.trust[row], together)
        gain -= space.evidence(self.trust, self.squared)
        fixed = space.fixed(self.trust)
        gain += space.centre(fixed.sum() - fixed + space.fixed(self.trust + space.trust[row]))
        elsewhere = (self.heard_on[:, space.channels[row]] == 0) & (self.trust > 0)
        gain += space.model.channels * elsewhere
        for other in space.beside[row]:
            if self.labels[other] >= 0:
                gain[self.labels[other]] += space.model.neighbours
        return gain

    def likelihood(self) -> float:
        """Log-likelihood of all windows, each of which has a voice."""
        space, used = self.space, self.trust > 0
        total = float(space.evidence(self.trust, self.squared).sum())
        total += float(space.centre(space.fixed(self.trust[used]).sum()))
        alike = sum(
            bool(self.labels[row] == self.labels[other])
            for row, others in enumerate(space.beside)
            for other in others
        )
        further = (self.heard_on[used] > 0).sum() - used.sum()
        return total + space.model.neighbours * alike / 2 + space.model.channels * float(further)


class Pairs:
    """The voices of a partition two by two, and what each two would add to the log-likelihood as one."""

    def __init__(self, partition: Partition) -> None:
        import numpy as np

        count = partition.voices
        self.space = partition.space
        self.trust = partition.trust[:count].copy()
        self.products = partition.sums[:count] @ partition.sums[:count].T
        self.heard_on = partition.heard_on[:count] > 0
        self.beside = np.zeros((count, count))
        labels = partition.labels
        for row, others in enumerate(self.space.beside):
            for other in others:
                if min(labels[row], labels[other]) >= 0:
                    self.beside[labels[row], labels[other]] += 1
        self.alone = self.space.evidence(self.trust, self.products.diagonal())
        self.fixed = self.space.fixed(self.trust)
        self.gain, self.loss = self._of(np.arange(count)[:, None], np.arange(count)[None, :])

    def _of(self, one: Labels, other: Labels) -> tuple[Array, Array]:
        """What two voices gain, the centre left out, and how much less well it is then fixed."""
        import numpy as np

        space, products, trust = self.space, self.products, self.trust[one] + self.trust[other]
        lengths = products.diagonal()
        together = lengths[one] + lengths[other] + 2 * products[one, other]
        gain = space.evidence(trust, together) - self.alone[one] - self.alone[other]
        gain += space.model.neighbours * self.beside[one, other]
        shared = (self.heard_on[one] & self.heard_on[other]).sum(axis=-1)
        gain += space.model.channels * (1 - shared)
        return np.asarray(gain), self.fixed[one] + self.fixed[other] - space.fixed(trust)

    def joining(self) -> Array:
        """What each two add by being one, shape (voices, voices)."""
        import numpy as np

        whole = self.fixed.sum()
        return np.asarray(self.gain + self.space.centre(whole - self.loss) - self.space.centre(whole))

    def join(self, one: int, other: int) -> None:
        """Make the second voice part of the first; what is left of it joins nobody."""
        import numpy as np

        for matrix in (self.products, self.beside):
            matrix[one] += matrix[other]
            matrix[:, one] += matrix[:, other]
        self.heard_on[one] |= self.heard_on[other]
        self.trust[one] += self.trust[other]
        self.trust[other] = 0.0
        every = np.arange(len(self.trust))
        self.fixed = self.space.fixed(self.trust)
        self.alone[one] = self.space.evidence(self.trust[one], self.products[one, one])
        gain, self.loss[one] = self._of(np.array(one), every)
        gone = np.isneginf(self.gain[one])
        self.gain[one] = np.where(gone, -np.inf, gain)
        self.gain[:, one], self.loss[:, one] = self.gain[one], self.loss[one]
        self.gain[other] = self.gain[:, other] = -np.inf
