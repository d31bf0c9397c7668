"""Several models asked as one witness: what they agree on counts, what one of them hears alone counts less.

Their errors differ, so the mean of their log-likelihoods (a product of experts: Hinton, "Training products of
experts by minimizing contrastive divergence", Neural Computation 14, 2002) can tell words apart better
than the model that transcribed; what was measured is in docs/decisions.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from dispatch.interfaces import LikelihoodScorer, Reader, TextScore
from dispatch.transcribe.features import FloatArray
from dispatch.values import Engine


@dataclass(frozen=True, slots=True)
class JointScorer:
    """The mean of scorers, text by text and word by word; tokens and times are the first one's."""

    scorers: tuple[LikelihoodScorer, ...]
    """The first is of the model that transcribes."""

    @property
    def engine(self) -> Engine:
        return self.scorers[0].engine

    def score(
        self, samples: FloatArray, texts: Sequence[str], *, key: str | None = None
    ) -> tuple[TextScore, ...]:
        """Score each text on ``samples``; see :class:`~dispatch.interfaces.LikelihoodScorer`."""
        scores = [scorer.score(samples, texts, key=key) for scorer in self.scorers]
        return tuple(mean_of(one) for one in zip(*scores, strict=True))

    def read(self, samples: FloatArray, *, key: str | None = None, draft: str = "") -> str:
        """What one that can read reads by itself; nothing where none can."""
        readers = (scorer for scorer in self.scorers if isinstance(scorer, Reader))
        return next((reader.read(samples, key=key, draft=draft) for reader in readers), "")


def mean_of(scores: Sequence[TextScore]) -> TextScore:
    """The scores of one text as one; its words keep the first one's where another has others.

    Example:
        >>> from dispatch.values import Span
        >>> ours = TextScore("go", -1.0, 1, (("go", -1.0, Span(0, 200)),))
        >>> theirs = TextScore("go", -2.0, 2, (("go", -2.0, Span(0, 240)),))
        >>> mean_of([ours, theirs]).words
        (('go', -1.5, Span(start_ms=0, end_ms=200)),)
    """
    ours = scores[0]
    words = ours.words
    if all(_spelt(score) == _spelt(ours) for score in scores):
        together = zip(*(score.words for score in scores), strict=True)
        words = tuple((one[0][0], fmean(log for _, log, _ in one), one[0][2]) for one in together)
    return replace(ours, log_prob=fmean(score.log_prob for score in scores), words=words)


def _spelt(score: TextScore) -> list[str]:
    return [word for word, _, _ in score.words]
