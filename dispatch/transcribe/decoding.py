"""Windows of sound to readings: a quick search in batches, a thorough one for what it leaves in doubt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dispatch.transcribe.features import FRAMES_PER_SECOND, FULL_FRAMES, RATE_HZ, FloatArray
from dispatch.transcribe.guards import Doubt, Measures, doubts, says_it_again
from dispatch.transcribe.runtime import FULL_ROWS, Decoding, Runtime, Search, encoder_frames

QUICK = Search(beam_size=1)
TOKENS_PER_SECOND = 8.0
"""More than anybody says: nine in ten transmissions measured stay under 6."""
SPARE_TOKENS = 12
SURE_AVG_LOG_PROB = -0.25
"""Above this a wider search of the same window finds nothing better; below it, one word in fifty."""
WEAK_AVG_LOG_PROB = -0.35
"""Below this the full window is worth its price: it takes back what the short one costs."""
SEARCH_BATCH = 8
"""Windows searched together on a CPU: with more, the decoder's state no longer fits its caches."""
BAD = frozenset({Doubt.LOOP, Doubt.TOO_FAST})


@dataclass(frozen=True, slots=True)
class Sound:
    """Prepared samples of one window, and how far its speech stands above the noise."""

    samples: FloatArray
    snr_db: float

    @property
    def duration_s(self) -> float:
        return len(self.samples) / RATE_HZ


@dataclass(frozen=True, slots=True)
class Reading:
    """What was made of one window."""

    tokens: tuple[int, ...]
    text: str
    avg_log_prob: float
    no_speech_prob: float
    doubts: tuple[Doubt, ...]
    memory: FloatArray
    alternatives: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        return not self.doubts and self.avg_log_prob >= SURE_AVG_LOG_PROB

    @property
    def is_weak(self) -> bool:
        return bool(self.doubts) or self.avg_log_prob < WEAK_AVG_LOG_PROB

    @property
    def rank(self) -> tuple[int, float]:
        """Readings that can't be true last, then by probability."""
        return (-len(BAD.intersection(self.doubts)), self.avg_log_prob)


class Decoder:
    """Reads windows with one model. What it makes of a window depends on that window alone.

    Windows that share a batch do not touch each other: the same window gives the same bits alone and
    in any company (a test holds that).
    """

    def __init__(self, runtime: Runtime, prompt: Sequence[int], beam_size: int) -> None:
        self._runtime = runtime
        self._prompt = tuple(prompt)
        self._beam = Search(beam_size=beam_size, hypotheses=min(beam_size, 3))

    def read(self, sounds: Sequence[Sound]) -> list[Reading]:
        """One reading for each window, in order."""
        quick = self._search(sounds, QUICK, full=False)
        return [self._settled(sound, reading) for sound, reading in zip(sounds, quick, strict=True)]

    def read_alone(self, sound: Sound) -> Reading:
        """The thorough reading of one window, whatever the quick one would say."""
        return self._climb([self._quick(sound), *self._search([sound], self._beam, full=True)], sound)

    def _quick(self, sound: Sound) -> Reading:
        return self._search([sound], QUICK, full=False)[0]

    def _settled(self, sound: Sound, first: Reading) -> Reading:
        """``first`` where it is sure, else the best of a ladder that ends as soon as it is."""
        if Doubt.LOOP in first.doubts:
            first = self._search([sound], QUICK, full=True)[0]
        if first.is_sure:
            return first
        readings = [first, self._search_on(first.memory, sound, self._beam)]
        if max(readings, key=lambda reading: reading.rank).is_weak:
            readings += self._search([sound], self._beam, full=True)
        return self._climb(readings, sound)

    def _climb(self, readings: list[Reading], sound: Sound) -> Reading:
        """The best of ``readings``, the others its alternatives; none may be a loop if that can be helped."""
        if all(BAD.intersection(reading.doubts) for reading in readings):
            readings = [*readings, *self._search([sound], replace(self._beam, no_repeat_ngram=3), full=True)]
        best = max(readings, key=lambda reading: reading.rank)
        texts = [text for reading in readings for text in (reading.text, *reading.alternatives)]
        others = tuple(dict.fromkeys(text for text in texts if text and text != best.text))
        return replace(best, alternatives=others)

    def _search_on(self, memory: FloatArray, sound: Sound, search: Search) -> Reading:
        """Another search of a window that has been encoded."""
        cap = token_cap(encoder_frames(len(sound.samples)))
        decoding = self._runtime.generate([memory], self._prompt, cap, search)[0]
        return self._reading(decoding, sound, memory, cap)

    def _search(self, sounds: Sequence[Sound], search: Search, *, full: bool) -> list[Reading]:
        found: list[Reading | None] = [None] * len(sounds)
        lengths = [FULL_FRAMES if full else encoder_frames(len(sound.samples)) for sound in sounds]
        for length in sorted(set(lengths)):
            chosen = [index for index, own in enumerate(lengths) if own == length]
            for at in range(0, len(chosen), SEARCH_BATCH):
                batch = chosen[at : at + SEARCH_BATCH]
                readings = self._batch([sounds[index] for index in batch], search, full)
                for index, reading in zip(batch, readings, strict=True):
                    found[index] = reading
        return [reading for reading in found if reading is not None]

    def _batch(self, sounds: Sequence[Sound], search: Search, full: bool) -> list[Reading]:
        """Readings of windows of one length: what one of them may take in tokens, all may."""
        memories = self._runtime.memories([sound.samples for sound in sounds], full=full)
        cap = max(token_cap(encoder_frames(len(sound.samples))) for sound in sounds)
        decodings = self._runtime.generate(memories, self._prompt, cap, search)
        return [
            self._reading(decoding, sound, memory, cap)
            for decoding, sound, memory in zip(decodings, sounds, memories, strict=True)
        ]

    def _reading(self, decoding: Decoding, sound: Sound, memory: FloatArray, cap: int) -> Reading:
        text = self._runtime.tokens.decode(decoding.tokens).strip()
        # mostly the short window's doing; what was really said twice is heard twice in a full one too
        again = len(memory) < FULL_ROWS and says_it_again(text)
        measures = Measures(
            duration_s=sound.duration_s,
            avg_log_prob=decoding.avg_log_prob,
            no_speech_prob=decoding.no_speech_prob,
            snr_db=sound.snr_db,
            ran_out=again or len(decoding.tokens) >= cap,
        )
        return Reading(
            decoding.tokens,
            text,
            decoding.avg_log_prob,
            decoding.no_speech_prob,
            doubts(text, measures),
            memory,
            tuple(self._runtime.tokens.decode(other).strip() for other in decoding.others),
        )


def token_cap(frames: int) -> int:
    """The most tokens that a window of so many encoder frames is given.

    Example:
        >>> token_cap(500), token_cap(3000)
        (52, 252)
    """
    return SPARE_TOKENS + math.ceil(frames / FRAMES_PER_SECOND * TOKENS_PER_SECOND)
