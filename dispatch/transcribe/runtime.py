"""CTranslate2 behind plain values: sound to memory, memory to tokens, tokens to times.

**Memory** is what the decoder listens to: the encoder's output, 50 rows a second. Whisper was trained on
30 s windows, and the encoder's cost grows with all of them, silence included. Given a short window alone,
the decoder misses the end of the 30 s by which it knows that all has been said, and says it again. So the
encoder is given the sound and some seconds of silence, and behind its rows stand the last two seconds of
a silent full window, encoded once for each model: the end is in sight at a fraction of the cost.

Processors are used by workers, each of which takes a window or a text by itself, on one thread. Several
threads at one of these small matrices mostly wait for each other (docs/decisions.md).
"""

from __future__ import annotations

import functools
import math
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from dispatch.errors import ModelError
from dispatch.transcribe.features import (
    FRAMES_PER_SECOND,
    FULL_FRAMES,
    RATE_HZ,
    FloatArray,
    log_mel,
)
from dispatch.transcribe.models import ModelFiles
from dispatch.transcribe.options import HearingOptions
from dispatch.transcribe.tokens import Tokens
from dispatch.workers import Workers, processors

ROWS_PER_SECOND = 50
FULL_ROWS = 30 * ROWS_PER_SECOND
END_ROWS = 2 * ROWS_PER_SECOND
"""Rows of a silent window's end that follow a short window's. More make the decoder slower and, odd as it
is, likelier to repeat itself; measured in docs/benchmarks.md."""
SHORT_S = 1.0
"""Silence that the encoder itself sees after the sound, where that will do."""
LONGER_S = 4.0
"""So much of it, and the decoder hardly ever repeats itself; word errors are those of a full window."""
LISTENED_S = 2
"""Of that silence the decoder is given so many seconds. The rest has done its work in the encoder, and
would cost the decoder time, in the search and once more for the words' times (docs/benchmarks.md)."""
FULL_S = 30.0
STEP_S = 1.0
"""Encoder windows are whole multiples of this, so that a window's length follows from its sound alone."""
MAX_TOKENS = 448
MODELS_KEPT = 2
"""The one that transcribes, and the one that is asked beside it."""

_Item = TypeVar("_Item")
_Found = TypeVar("_Found")

_LOADING = threading.Lock()
"""One at a time, so that two who want one model load it once."""
_SILENT_ENDS: dict[tuple[str, str, str], FloatArray] = {}
"""By model, device and number format: half a second to encode, and the same each time one is loaded."""


@dataclass(frozen=True, slots=True)
class Decoding:
    """One way to read a window: text tokens and how sure the model was."""

    tokens: tuple[int, ...]
    avg_log_prob: float
    """Natural logarithm, for each token and the end of text."""
    no_speech_prob: float
    others: tuple[tuple[int, ...], ...] = ()
    """The search's other finished hypotheses, best first."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Each token's probability and the time it begins; ``starts_s`` holds one more, the end of the last."""

    probabilities: tuple[float, ...]
    starts_s: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """How to look for the best tokens."""

    beam_size: int = 1
    hypotheses: int = 1
    no_repeat_ngram: int = 0


class Runtime:
    """A loaded model. Not for use by several threads at once.

    Raises:
        ModelError: if CTranslate2 can't load it.
    """

    def __init__(self, files: ModelFiles, options: HearingOptions) -> None:
        import ctranslate2

        self.device = _device(options.device)
        self.compute_type = _compute_type(options.compute_type, self.device)
        self.workers = Workers(1 if self.device == "cuda" else options.threads or processors())
        try:
            with _LOADING:
                self._model = loaded_model(files, self.device, self.compute_type, self.workers.count)
        except Exception as error:  # on a damaged file anything from a bad index to bytes that are no text
            raise ModelError(
                files.name, f"can't be loaded ({error})", "check the folder and --device"
            ) from None
        self._view: Any = ctranslate2.StorageView
        self.is_multilingual = bool(self._model.is_multilingual)
        self.tokens = loaded_tokens(files, self.is_multilingual, options.language)
        self._mels = int(self._model.n_mels)
        self._sounds_as = (files.sha256, self.device, self.compute_type)

    def memories(self, windows: Sequence[FloatArray], silence_s: float = SHORT_S) -> list[FloatArray]:
        """What the decoder hears of each window (at most 30 s of samples), shape (rows, width) each.

        They are encoded one by one: on a CPU a batch leaves the caches, and each takes longer.
        """
        self._silent_end()  # before several workers would each make it
        return self.each(lambda window: self._memory(window, encoder_frames(len(window), silence_s)), windows)

    def each(self, work: Callable[[_Item], _Found], items: Iterable[_Item]) -> list[_Found]:
        """What ``work`` makes of each item, in order; as many at a time as there are workers.

        Within ``work`` it is one at a time: a worker that waited for others could wait for ever.
        """
        return self.workers.each(work, items)

    def _memory(self, window: FloatArray, frames: int) -> FloatArray:
        rows = self._encode(log_mel(window, frames, self._mels))
        if frames == FULL_FRAMES:
            return rows
        listened = (math.ceil(len(window) / RATE_HZ) + LISTENED_S) * ROWS_PER_SECOND
        return np.concatenate([rows[:listened], self._silent_end()])

    def generate(
        self,
        memories: Sequence[FloatArray],
        prompt: Sequence[int],
        max_new: int,
        search: Search,
        language: str | None = None,
    ) -> list[Decoding]:
        """The most probable text of each memory, at most ``max_new`` tokens; in our language by default."""
        begin = self.tokens.start if language is None else self.tokens.start_in(language)
        start = [*prompt, *begin, self.tokens.no_timestamps]
        results = self._model.generate(
            self._view.from_array(np.stack(memories)),
            [start] * len(memories),
            beam_size=search.beam_size,
            num_hypotheses=search.hypotheses,
            no_repeat_ngram_size=search.no_repeat_ngram,
            max_length=min(MAX_TOKENS, len(start) + max_new),
            return_scores=True,
            return_no_speech_prob=True,
        )
        return [self._decoding(result) for result in results]

    def align(self, memory: FloatArray, tokens: Sequence[int], rows: int) -> Alignment:
        """Each text token's probability given the sound and the tokens before it, and when it begins.

        The model's softmax runs over text tokens alone here, so the end of text has no probability.
        ``rows`` bounds the times: rows of memory that hold sound.
        """
        if not tokens:
            return Alignment((), (0.0,))
        heard = [2 * min(rows, len(memory))]
        found = self._model.align(
            self._view.from_array(memory[None]), list(self.tokens.start), [list(tokens)], heard
        )[0]
        starts = [0.0] * (len(tokens) + 1)
        seen = -1
        for token, row in found.alignments:
            if token != seen:
                starts[min(token, len(tokens))] = row / ROWS_PER_SECOND
                seen = token
        return Alignment(tuple(float(p) for p in found.text_token_probs[: len(tokens)]), tuple(starts))

    def languages(self, memory: FloatArray) -> dict[str, float]:
        """Probability of each language, likeliest first; of none from a model that knows one alone."""
        if not self.is_multilingual:
            return {}
        guesses = self._model.detect_language(self._view.from_array(memory[None]))[0]
        return {token.strip("<|>"): float(probability) for token, probability in guesses}

    def _encode(self, features: FloatArray) -> FloatArray:
        encoded = self._model.encode(self._view.from_array(features[None]), to_cpu=True)
        rows: FloatArray = np.array(encoded)[0]
        return rows

    def _silent_end(self) -> FloatArray:
        if self._sounds_as not in _SILENT_ENDS:
            nothing = np.zeros(RATE_HZ, np.float32)
            encoded = self._encode(log_mel(nothing, FULL_FRAMES, self._mels))
            _SILENT_ENDS[self._sounds_as] = encoded[-END_ROWS:].copy()
        return _SILENT_ENDS[self._sounds_as]

    def _decoding(self, result: Any) -> Decoding:
        kept = [tuple(t for t in ids if t < self.tokens.end_of_text) for ids in result.sequences_ids]
        # CTranslate2 normalises a score by the tokens it holds, the end of text left out
        length = len(result.sequences_ids[0])
        average = result.scores[0] * length / (length + 1)
        return Decoding(kept[0], float(average), float(result.no_speech_prob), tuple(kept[1:]))


def encoder_frames(samples: int, silence_s: float = SHORT_S) -> int:
    """Frames that the encoder is given for so many samples: a fixed ladder up to 30 s.

    Example:
        >>> encoder_frames(16_000), encoder_frames(16_001), encoder_frames(29 * 16_000 + 1)
        (200, 300, 3000)
    """
    seconds = math.ceil((samples / RATE_HZ + silence_s) / STEP_S) * STEP_S
    return min(FULL_FRAMES, round(seconds * FRAMES_PER_SECOND))


@functools.lru_cache(maxsize=MODELS_KEPT)
def loaded_model(files: ModelFiles, device: str, compute_type: str, workers: int) -> Any:
    """CTranslate2's model, the last ones kept for whoever opens them again: loading takes about a second."""
    import ctranslate2

    return ctranslate2.models.Whisper(
        str(files.folder), device=device, compute_type=compute_type, inter_threads=workers, intra_threads=1
    )


@functools.lru_cache(maxsize=MODELS_KEPT)
def loaded_tokens(files: ModelFiles, multilingual: bool, language: str) -> Tokens:
    """The model's tokenizer, kept like the model."""
    return Tokens(files.folder, multilingual=multilingual, language=language)


def _device(wanted: str) -> str:
    import ctranslate2

    if wanted == "auto":
        return "cuda" if ctranslate2.get_cuda_device_count() > 0 else "cpu"
    if wanted == "cuda" and not ctranslate2.get_cuda_device_count():
        raise ModelError("device cuda", "no GPU that CTranslate2 can use", "leave --device out")
    return wanted


def _compute_type(wanted: str, device: str) -> str:
    if wanted != "auto":
        return wanted
    return "float16" if device == "cuda" else "int8"
