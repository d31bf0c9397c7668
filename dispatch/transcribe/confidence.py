"""From what the model thinks of its own words to how often such words are right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.odds import log_odds, logistic

WORD_LOGIT = (2.75, 0.58, 6.17, 1.94)
"""Fitted by scripts/fit_confidence.py on the samples, clear and under noise (7,667 words of base and
tiny.en, which alone give nearly the same);
docs/benchmarks.md has the calibration errors, also on recordings that it was not fitted on."""
SECONDED_WORD_LOGIT = (2.88, 0.28, 6.02, 2.20, 0.31)
"""The same where a second model was asked; fitted on base with Moonshine beside it (3,674 words), where a
window was not sure."""
_LEAST_AVG_LOG_PROB = -1.4
"""Where the square would turn the map round."""
_EDGE = 1e-4


@dataclass(frozen=True, slots=True)
class WordFeatures:
    """What is known of a word: its own probability and that of its window's text."""

    probability: float
    """Geometric mean of its tokens'."""
    avg_log_prob: float
    second: float | None = None
    """Geometric mean of its tokens' probabilities by a second model, where one was asked."""


def features(word: WordFeatures) -> tuple[float, ...]:
    """What the weights are for: 1, the logit of the probability, the average and its square; where a second
    model was asked, the logit of its probability.

    The square bends the map where a whole window goes wrong: there even sure words are mostly wrong.
    """
    average = max(word.avg_log_prob, _LEAST_AVG_LOG_PROB)
    own = (1.0, log_odds(_within(word.probability)), average, average**2)
    return own if word.second is None else (*own, log_odds(_within(word.second)))


def _within(probability: float) -> float:
    return min(max(probability, _EDGE), 1 - _EDGE)


def calibrated(word: WordFeatures) -> float:
    """The share of such words that are right, 0..1.

    Example:
        >>> weak, sure = WordFeatures(0.2, -1.0), WordFeatures(0.99, -0.1)
        >>> 0 < calibrated(weak) < calibrated(sure) < 1
        True
        >>> calibrated(WordFeatures(0.6, -0.3, second=0.1)) < calibrated(WordFeatures(0.6, -0.3, second=0.9))
        True
    """
    weights = WORD_LOGIT if word.second is None else SECONDED_WORD_LOGIT
    logit = sum(weight * value for weight, value in zip(weights, features(word), strict=True))
    return logistic(logit)


def of_text(words: Sequence[float]) -> float:
    """Expected share of right words among ``words``' probabilities; 0 for none."""
    return sum(words) / len(words) if words else 0.0
