"""Moonshine as a second ear: it reads windows that another model was not sure of, and scores texts."""

from __future__ import annotations

import functools
import importlib.metadata
from collections import OrderedDict
from collections.abc import Sequence

from dispatch.errors import ModelError
from dispatch.interfaces import TextScore
from dispatch.transcribe.decoding import Sound
from dispatch.transcribe.features import RATE_HZ, FloatArray
from dispatch.transcribe.guards import loops
from dispatch.transcribe.moonshine.files import LANGUAGE, NAME, moonshine_files
from dispatch.transcribe.moonshine.runtime import Memory, MoonshineRuntime
from dispatch.transcribe.opinions import Likelihood, Opinion
from dispatch.transcribe.options import HearingOptions
from dispatch.transcribe.scoring import Place, Scorer, place_of
from dispatch.values import Engine
from dispatch.workers import processors

FIRST_SHARE = 0.3
"""What the first model's likelihood counts beside Moonshine's, since the words in question are those that the
first one chose; docs/benchmarks.md has other shares."""
CACHED_MEMORIES = 12
"""Some 6 MB each, 30 for the longest window."""
CACHED_READINGS = 1024
"""Of transmissions that a quote differs from; some hundred bytes each."""


class Moonshine:
    """Reads windows, and scores texts as a :class:`~dispatch.interfaces.LikelihoodScorer`.

    Of the words of a text it knows no times: each is anywhere in its window.

    Raises:
        ModelError: if it isn't installed, can't be loaded, or the language is not English.
    """

    first_share = FIRST_SHARE

    def __init__(self, options: HearingOptions) -> None:
        if options.language != LANGUAGE:
            raise ModelError(NAME, f"knows no {options.language!r}, only English", "name another model")
        files = moonshine_files()
        self.sha256 = files.sha256
        self._runtime = MoonshineRuntime(files, options.threads or processors())
        self._scorer = Scorer(self._runtime, CACHED_MEMORIES)
        self._readings: OrderedDict[Place, str] = OrderedDict()

    @property
    def engine(self) -> Engine:
        return Engine(
            name="moonshine/onnxruntime",
            version=importlib.metadata.version("onnxruntime"),
            model=NAME,
            model_sha256=self.sha256,
            language=LANGUAGE,
            model_known=True,
        )

    def score(
        self, samples: FloatArray, texts: Sequence[str], *, key: str | None = None
    ) -> tuple[TextScore, ...]:
        """How probable each text is given ``samples``; see :class:`~dispatch.interfaces.LikelihoodScorer`."""
        return self._scorer.score(samples, texts, key=key)

    def read(self, samples: FloatArray, *, key: str | None = None, draft: str = "") -> str:
        """What it reads in a window by itself; see :class:`~dispatch.interfaces.Reader`."""
        place = place_of(samples, key)
        if place not in self._readings:
            memory = self._scorer.memory(samples, key=key)
            text, is_absurd = self._read(memory, len(samples) / RATE_HZ, draft)
            self._readings[place] = "" if is_absurd else text
            if len(self._readings) > CACHED_READINGS:
                self._readings.popitem(last=False)
        return self._readings[place]

    def opinions(self, sounds: Sequence[Sound], drafts: Sequence[str]) -> list[Opinion]:
        """What it reads in each window, the sooner the more it is like the draft."""
        return self._runtime.each(lambda one: self._opinion(*one), zip(sounds, drafts, strict=True))

    def _opinion(self, sound: Sound, draft: str) -> Opinion:
        memory = self._runtime.memory(self._runtime.encode(sound.samples))
        text, is_absurd = self._read(memory, sound.duration_s, draft)
        return Opinion(text, is_absurd, self._likelihood(memory))

    def _likelihood(self, memory: Memory) -> Likelihood:
        """How likely texts are in a window, the end of text left out."""

        def log_probs(tokens: tuple[int, ...]) -> Sequence[float]:
            return self._runtime.log_probs(memory, tokens)[:-1]

        return Likelihood(self._runtime.tokens, functools.cache(log_probs))

    def _read(self, memory: Memory, duration_s: float, draft: str) -> tuple[str, bool]:
        """The likeliest text, and whether it goes on for ever."""
        decoding = self._runtime.greedy(memory, duration_s, self._runtime.tokens.encode(draft))
        text = self._runtime.tokens.decode(decoding.tokens)
        return text, decoding.ran_out or loops(text)
