"""Whether a window holds another language than ours, which would be written as made-up English.

What language the sound looks like is cheap to ask, and wrong where there is much noise: poor English then
looks like Chinese or Hindi. So a guess is put to the test: the window is read once more, in our language and
in those guessed. Speech reads at least as probably in its own; English does not, and noise seldom. A model
that hears English alone can't tell; where one that knows languages is installed, that one is asked of what
the first left in doubt. Figures are in docs/benchmarks.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dispatch.transcribe.features import FloatArray
from dispatch.transcribe.guards import Doubt, loops
from dispatch.transcribe.models import ModelFiles, is_installed, resolve_model
from dispatch.transcribe.options import HearingOptions
from dispatch.transcribe.runtime import Runtime, Search

CLEARLY = 0.8
"""No clear English is below. Of what is written of weak windows of English that are, four words in five are
wrong, and of foreign speech all: they are marked as perhaps made up."""
UNSURE = 0.5
"""Where ours is as likely as all others together, no other is tried."""
HARDLY = 0.1
"""Below this none is tried either: what is written of such a window is made up, be it of another language
or English drowned in noise (of 171 words in 14 windows of English 10 were right, as many as by chance)."""
TRIED = 3
"""Languages read in: of close relatives the first guess is often the wrong one (Latin for Portuguese)."""
LINGUIST = "base"
"""The bundled model that knows languages."""


def language_doubt(runtime: Runtime, samples: FloatArray, most_tokens: int) -> Doubt | None:
    """What speaks against ours as the language of prepared ``samples``, to this model.

    Nothing ever does with a model that hears English alone. The encoder is given a second of silence: in
    five, foreign speech can look like English.
    """
    if not runtime.is_multilingual:
        return None
    memory = runtime.memories([samples])[0]
    guesses = runtime.languages(memory)
    ours = runtime.tokens.language
    likely = guesses.get(ours, 1.0)
    if likely >= CLEARLY:
        return None
    others = [language for language in guesses if language != ours][:TRIED]
    if likely < HARDLY or (likely < UNSURE and _reads_as_well(runtime, memory, others, most_tokens)):
        return Doubt.OTHER_LANGUAGE
    return Doubt.UNLIKE_OURS


def _reads_as_well(runtime: Runtime, memory: FloatArray, others: Sequence[str], most_tokens: int) -> bool:
    needed = _avg_log_prob(runtime, memory, runtime.tokens.language, most_tokens)
    return any(_avg_log_prob(runtime, memory, language, most_tokens) >= needed for language in others)


@dataclass(frozen=True)
class Linguist:
    """A model beside one that hears English alone: asked of what language a sound is. Its words go nowhere.

    It is loaded when it is first asked.
    """

    files: ModelFiles
    options: HearingOptions

    @cached_property
    def runtime(self) -> Runtime:
        """The model, loaded."""
        return Runtime(self.files, self.options)


def open_linguist(options: HearingOptions) -> Linguist | None:
    """The model to ask beside one that hears English alone; None where none is installed.

    Raises:
        ModelError: if it is installed and can't be used.
    """
    if not is_installed(LINGUIST):
        return None
    return Linguist(resolve_model(LINGUIST, offline=options.offline), options)


def _avg_log_prob(runtime: Runtime, memory: FloatArray, language: str, most_tokens: int) -> float:
    """How probable the reading in ``language`` is; minus infinity for one that repeats itself without end."""
    decoding = runtime.generate([memory], (), most_tokens, Search(), language=language)[0]
    if len(decoding.tokens) >= most_tokens or loops(runtime.tokens.decode(decoding.tokens)):
        return -math.inf
    return decoding.avg_log_prob
