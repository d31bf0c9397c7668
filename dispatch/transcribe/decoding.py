"""Windows of sound to readings: one search in batches, another with a full window for what can't be true."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dispatch.transcribe.features import FRAMES_PER_SECOND, RATE_HZ, FloatArray
from dispatch.transcribe.guards import Doubt, Measures, doubts, says_it_again
from dispatch.transcribe.languages import Linguist, language_doubt
from dispatch.transcribe.runtime import (
    FULL_ROWS,
    FULL_S,
    LONGER_S,
    Decoding,
    Runtime,
    Search,
    encoder_frames,
)

TOKENS_PER_SECOND = 8.0
"""More than people say: the fastest of 195 synthetic transmissions takes 5.9, nine in ten real ones 6."""
SPARE_TOKENS = 12
WEAK_AVG_LOG_PROB = -0.35
"""Below this a text is doubtful enough to ask what language it is."""
HOPELESS_AVG_LOG_PROB = -0.9
"""Below this more words are wrong than the transmission has: no text is closer to what was said."""
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
    seconded: tuple[float, ...] = ()
    """Each word's mean log-probability by a second model; empty where none was asked."""

    @property
    def is_weak(self) -> bool:
        return bool(self.doubts) or self.avg_log_prob < WEAK_AVG_LOG_PROB


def _rank(reading: Reading) -> tuple[int, float]:
    """Readings that can't be true last, then by probability."""
    return (-len(BAD.intersection(reading.doubts)), reading.avg_log_prob)


def _of(sounds: Sequence[Sound], chosen: Sequence[int]) -> list[Sound]:
    return [sounds[at] for at in chosen]


class Decoder:
    """Reads windows with one model. What it makes of a window depends on that window alone.

    Windows that share a batch do not touch each other: the same window gives the same bits alone and
    in any company (a test holds that).
    """

    def __init__(
        self, runtime: Runtime, prompt: Sequence[int], beam_size: int, linguist: Linguist | None = None
    ) -> None:
        self.runtime = runtime
        self._linguist = linguist
        self._prompt = tuple(prompt)
        self._beam = Search(beam_size=beam_size, hypotheses=min(beam_size, 3))

    def read(self, sounds: Sequence[Sound]) -> list[Reading]:
        """One reading for each window, in order.

        A quick search with a second where that was not sure stood here once; it cost more, and made more
        words wrong (docs/decisions.md).
        """
        found = self._search(sounds, self._beam, LONGER_S)
        return self.runtime.each(lambda one: self._best([one[0]], one[1]), zip(found, sounds, strict=True))

    def read_alone(self, sound: Sound) -> Reading:
        """The reading of one window, a full window asked as well."""
        found = [self._search([sound], self._beam, silence_s)[0] for silence_s in (LONGER_S, FULL_S)]
        return self._best(found, sound)

    def _best(self, readings: list[Reading], sound: Sound) -> Reading:
        """The best of ``readings``, the others its alternatives; a full window where all are absurd."""
        for search in (self._beam, replace(self._beam, no_repeat_ngram=3)):
            if all(BAD.intersection(reading.doubts) for reading in readings):
                readings = [*readings, *self._search([sound], search, FULL_S)]
        best = max(readings, key=_rank)
        texts = [text for reading in readings for text in (reading.text, *reading.alternatives)]
        others = tuple(dict.fromkeys(text for text in texts if text and text != best.text))
        return replace(best, doubts=(*best.doubts, *self._language_doubt(best, sound)), alternatives=others)

    def _language_doubt(self, reading: Reading, sound: Sound) -> tuple[Doubt, ...]:
        """Weak text that would be kept is perhaps of another language."""
        if not reading.is_weak or not reading.text or reading.avg_log_prob < HOPELESS_AVG_LOG_PROB:
            return ()
        asked = self._linguist.runtime if self._linguist else self.runtime
        doubt = language_doubt(asked, sound.samples, token_cap(encoder_frames(len(sound.samples))))
        return () if doubt is None else (doubt,)

    def _search(self, sounds: Sequence[Sound], search: Search, silence_s: float) -> list[Reading]:
        """Encode windows and search them. Those that may have as many tokens share a batch, no others."""
        memories = self.runtime.memories([sound.samples for sound in sounds], silence_s)
        found: list[Reading | None] = [None] * len(sounds)
        kinds = [
            (len(memory), token_cap(encoder_frames(len(sound.samples))))
            for sound, memory in zip(sounds, memories, strict=True)
        ]
        batches = _batches(kinds, min(SEARCH_BATCH, math.ceil(len(sounds) / self.runtime.workers.count)))
        decoded = self.runtime.each(
            lambda batch: self.runtime.generate(
                [memories[at] for at in batch], self._prompt, kinds[batch[0]][1], search
            ),
            batches,
        )
        for batch, decodings in zip(batches, decoded, strict=True):
            for at, decoding in zip(batch, decodings, strict=True):
                found[at] = self._reading(decoding, sounds[at], memories[at], kinds[at][1])
        return [reading for reading in found if reading is not None]

    def _reading(self, decoding: Decoding, sound: Sound, memory: FloatArray, cap: int) -> Reading:
        text = self.runtime.tokens.decode(decoding.tokens).strip()
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
            tuple(self.runtime.tokens.decode(other).strip() for other in decoding.others),
        )


def _batches(kinds: Sequence[tuple[int, int]], most: int) -> list[list[int]]:
    """The numbers of windows of one kind each, at most so many together."""
    found: list[list[int]] = []
    for kind in sorted(set(kinds)):
        alike = [at for at, own in enumerate(kinds) if own == kind]
        found += [alike[first : first + most] for first in range(0, len(alike), most)]
    return found


def token_cap(frames: int) -> int:
    """The most tokens that a window of so many encoder frames is given.

    Example:
        >>> token_cap(500), token_cap(3000)
        (52, 252)
    """
    return SPARE_TOKENS + math.ceil(frames / FRAMES_PER_SECOND * TOKENS_PER_SECOND)
