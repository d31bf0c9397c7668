"""Whether a window holds another language than ours, which would be written as made-up English.

What language the sound looks like is cheap to ask, and wrong where there is much noise: poor English then
looks like Chinese or Hindi. So a guess is put to the test: the window is read once more in the languages
guessed. Speech reads at least as probably in its own language; noise and English do not, or go round in
circles. Figures are in docs/benchmarks.md.
"""

from __future__ import annotations

import math

from dispatch.transcribe.features import FloatArray
from dispatch.transcribe.guards import loops
from dispatch.transcribe.runtime import Runtime, Search

UNSURE = 0.5
"""Where ours is as likely as all others together, nothing is tried: no clear English is below 0.8."""
TRIED = 3
"""Languages read in: of close relatives the first guess is often the wrong one (Latin for Portuguese)."""
MARGIN = 0.1
"""Average log-probability that a reading in another language may lack, where that is the likelier guess."""


def is_other_language(runtime: Runtime, memory: FloatArray, avg_log_prob: float, most_tokens: int) -> bool:
    """Whether ``memory`` reads as well in another language as in ours, where it read ``avg_log_prob``.

    Always ``False`` with a model that hears English alone.
    """
    guesses = runtime.languages(memory)
    ours = runtime.tokens.language
    if guesses.get(ours, 1.0) >= UNSURE:
        return False
    others = [language for language in guesses if language != ours][:TRIED]
    needed = avg_log_prob if next(iter(guesses)) == ours else avg_log_prob - MARGIN
    return any(_avg_log_prob(runtime, memory, language, most_tokens) >= needed for language in others)


def _avg_log_prob(runtime: Runtime, memory: FloatArray, language: str, most_tokens: int) -> float:
    """How probable the reading in ``language`` is; minus infinity for one that repeats itself without end."""
    decoding = runtime.generate([memory], (), most_tokens, Search(), language=language)[0]
    if len(decoding.tokens) >= most_tokens or loops(runtime.tokens.decode(decoding.tokens)):
        return -math.inf
    return decoding.avg_log_prob
