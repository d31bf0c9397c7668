"""Two models asked as one witness: what they agree on counts, what only one of them hears counts half.

Their errors differ, so the mean of both log-likelihoods (a product of experts: Hinton, "Training products of
experts by minimizing contrastive divergence", Neural Computation 14, 2002) can tell words apart better
than the model that transcribed; what was measured is in docs/decisions.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.interfaces import LikelihoodScorer, Reader, TextScore
from dispatch.transcribe.features import FloatArray
from dispatch.values import Engine


@dataclass(frozen=True, slots=True)
class JointScorer:
    """The mean of two scorers, text by text and word by word; tokens and times are the first one's.

    Where a quote lies in the sound may be left to ``locator``.
    """

    first: LikelihoodScorer
    second: LikelihoodScorer
    locator: LikelihoodScorer | None = None

    @property
    def engine(self) -> Engine:
        return self.first.engine

    @property
    def locating(self) -> LikelihoodScorer:
        return self if self.locator is None else self.locator

    def score(
        self, samples: FloatArray, texts: Sequence[str], *, key: str | None = None
    ) -> tuple[TextScore, ...]:
        """Score each text on ``samples``; see :class:`~dispatch.interfaces.LikelihoodScorer`."""
        ours = self.first.score(samples, texts, key=key)
        theirs = self.second.score(samples, texts, key=key)
        return tuple(map(mean_of, ours, theirs))

    def read(self, samples: FloatArray, *, key: str | None = None) -> str:
        """What the second one reads by itself; nothing where it can't."""
        return self.second.read(samples, key=key) if isinstance(self.second, Reader) else ""


def mean_of(ours: TextScore, theirs: TextScore) -> TextScore:
    """Both scores of one text as one; its words keep the first one's where the second has others.

    Example:
        >>> from dispatch.values import Span
        >>> ours = TextScore("go", -1.0, 1, (("go", -1.0, Span(0, 200)),))
        >>> theirs = TextScore("go", -2.0, 2, (("go", -2.0, Span(0, 240)),))
        >>> mean_of(ours, theirs).words
        (('go', -1.5, Span(start_ms=0, end_ms=200)),)
    """
    words = ours.words
    if [word for word, _, _ in words] == [word for word, _, _ in theirs.words]:
        pairs = zip(words, theirs.words, strict=True)
        words = tuple((word, (mine + other) / 2, span) for (word, mine, span), (_, other, _) in pairs)
    return TextScore(ours.text, (ours.log_prob + theirs.log_prob) / 2, ours.tokens, words)
