"""Windows of sound to readings: a quick search in batches, a thorough one for what it leaves in doubt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dispatch.transcribe.features import RATE_HZ, FloatArray
from dispatch.transcribe.guards import Doubt, Measures, doubts
from dispatch.transcribe.runtime import Decoding, Runtime, Search

QUICK = Search(beam_size=1)
CAP_STEPS_S = (5.0, 10.0, 20.0, 30.0)
"""Windows are searched together with others of their step, so that all may have as many tokens."""
TOKENS_PER_SECOND = 8.0
"""More than anybody says: the fastest tenth of transmissions measured stays under 6."""
SPARE_TOKENS = 12
WEAK_AVG_LOG_PROB = -0.55
"""Below this the quick search is not trusted to have found the best text."""
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
    def is_weak(self) -> bool:
        return bool(self.doubts) or self.avg_log_prob < WEAK_AVG_LOG_PROB

    @property
    def rank(self) -> tuple[int, float]:
        """Readings that can't be true last, then by probability."""
        return (-len(BAD.intersection(self.doubts)), self.avg_log_prob)


class Decoder:
    """Reads windows with one model. What it makes of a window depends on that window alone."""

    def __init__(self, runtime: Runtime, prompt: Sequence[int], beam_size: int) -> None:
        self._runtime = runtime
        self._prompt = tuple(prompt)
        self._beam = Search(beam_size=beam_size, hypotheses=min(beam_size, 3))

    def read(self, sounds: Sequence[Sound]) -> list[Reading]:
        """One reading for each window, in order."""
        quick = self._search(sounds, QUICK, full=False)
        return [
            self._again(sound, reading) if reading.is_weak else reading
            for sound, reading in zip(sounds, quick, strict=True)
        ]

    def read_alone(self, sound: Sound) -> Reading:
        """The thorough reading of one window, whatever the quick one would say."""
        return self._again(sound, self._search([sound], QUICK, full=False)[0])

    def _again(self, sound: Sound, first: Reading) -> Reading:
        """The best of the quick reading and a ladder of others, which become its alternatives."""
        readings = [first]
        for search, full in (
            (self._beam, False),
            (self._beam, True),
            (replace(self._beam, no_repeat_ngram=3), True),
        ):
            readings.extend(self._search([sound], search, full=full))
            if not readings[-1].is_weak:
                break
            if search.no_repeat_ngram == 0 and full and not BAD.intersection(readings[-1].doubts):
                break
        best = max(readings, key=lambda reading: reading.rank)
        texts = [text for reading in readings for text in (reading.text, *reading.alternatives)]
        others = tuple(dict.fromkeys(text for text in texts if text and text != best.text))
        return replace(best, alternatives=others)

    def _search(self, sounds: Sequence[Sound], search: Search, *, full: bool) -> list[Reading]:
        memories = self._runtime.memories([sound.samples for sound in sounds], full=full)
        found: list[Reading | None] = [None] * len(sounds)
        caps = [token_cap(sound.duration_s) for sound in sounds]
        for cap in sorted(set(caps)):
            chosen = [index for index, own in enumerate(caps) if own == cap]
            decodings = self._runtime.generate(
                [memories[index] for index in chosen], self._prompt, cap, search
            )
            for index, decoding in zip(chosen, decodings, strict=True):
                found[index] = self._reading(decoding, sounds[index], memories[index], cap)
        return [reading for reading in found if reading is not None]

    def _reading(self, decoding: Decoding, sound: Sound, memory: FloatArray, cap: int) -> Reading:
        text = self._runtime.tokens.decode(decoding.tokens).strip()
        measures = Measures(
            duration_s=sound.duration_s,
            avg_log_prob=decoding.avg_log_prob,
            no_speech_prob=decoding.no_speech_prob,
            snr_db=sound.snr_db,
            ran_out=len(decoding.tokens) >= cap,
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


def token_cap(duration_s: float) -> int:
    """The most tokens that a window of this length is given.

    Example:
        >>> token_cap(3.0), token_cap(28.0)
        (52, 252)
    """
    step = next((step for step in CAP_STEPS_S if duration_s <= step), CAP_STEPS_S[-1])
    return SPARE_TOKENS + math.ceil(step * TOKENS_PER_SECOND)
