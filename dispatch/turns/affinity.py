"""How likely two transmissions, or a transmission and a voice, are one speaker: log-odds from cosines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dispatch.turns.threshold import own_threshold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from dispatch.turns.voices import VoiceModel, Window

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
SURELY_ALIKE = 0.55
"""Cosine of one speaker's windows where there is nothing else to compare with."""
OUTLYING = 0.2
"""Where all seems one speaker, a window this far below the usual cosine is another's,"""
ALIKE_BOUNDS = (0.35, 0.6)
"""at these cosines."""


class Space:
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
