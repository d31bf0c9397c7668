"""Whether a window holds another language than ours, which would be written as made-up English.

What language the sound looks like is cheap to ask, and wrong where there is much noise: poor English then
looks like Chinese or Hindi. So a guess is put to the test: the window is read once more, in our language and
in those guessed. Speech reads at least as probably in its own; English does not, and noise seldom. A model
that hears English alone can't tell; where one that knows languages is installed, that one is asked of what
the first left in doubt. Figures are in docs/benchmarks.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from dispatch.transcribe.features import FloatArray
from dispatch.transcribe.guards import loops
from dispatch.transcribe.models import ModelFiles, is_installed, resolve_model
from dispatch.transcribe.options import HearingOptions
from dispatch.transcribe.runtime import Runtime, Search

UNSURE = 0.5
"""Where ours is as likely as all others together, nothing is tried: no clear English is below 0.8."""
HARDLY = 0.1
"""Below this nothing is tried either: what is written of such a window is made up, be it of another language
or English drowned in noise (of 171 words in 14 windows of English 10 were right, as many as by chance)."""
TRIED = 3
"""Languages read in: of close relatives the first guess is often the wrong one (Latin for Portuguese)."""
LINGUIST = "base"
"""The bundled model that knows languages."""


def hears_another(runtime: Runtime, samples: FloatArray, most_tokens: int) -> bool:
    """Whether prepared ``samples`` hardly sound like our language to this model, or read as well in another.

    Always ``False`` with a model that hears English alone. The encoder is given a second of silence: in
    five, foreign speech can look like English.
    """
    if not runtime.is_multilingual:
        return False
    memory = runtime.memories([samples])[0]
    guesses = runtime.languages(memory)
    ours = runtime.tokens.language
    if guesses.get(ours, 1.0) >= UNSURE:
        return False
    if guesses[ours] < HARDLY:
        return True
    needed = _avg_log_prob(runtime, memory, ours, most_tokens)
    others = [language for language in guesses if language != ours][:TRIED]
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
