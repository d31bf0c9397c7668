"""Readings of windows put back on the recording's clock as the words of a stretch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.transcribe.confidence import WordFeatures, calibrated, of_text
from dispatch.transcribe.decoding import BAD, HOPELESS_AVG_LOG_PROB, Reading
from dispatch.transcribe.features import RATE_HZ, FloatArray
from dispatch.transcribe.guards import Doubt
from dispatch.transcribe.runtime import ROWS_PER_SECOND, Alignment, Runtime
from dispatch.transcribe.tokens import WordTokens
from dispatch.transcribe.windows import Window
from dispatch.transcribe.wordtimes import lasting, refined
from dispatch.values import Flag, Heard, Span, Stretch, Word

LOW_CONFIDENCE = 0.5
"""Below this most words are wrong."""
UNINTELLIGIBLE = 0.2
_FLOOR = 1e-10


@dataclass(frozen=True, slots=True)
class Placed:
    """A window's reading and its words on the recording's clock."""

    reading: Reading
    words: tuple[Word, ...]


def placed(runtime: Runtime, reading: Reading, window: Window, samples: FloatArray) -> Placed:
    """The words of ``reading`` with their times, each inside the part of the window that counts."""
    if not reading.text:
        return Placed(reading, ())
    alignment, spelled = _aligned(runtime, reading, samples)
    times = refined(
        [alignment.starts_s[word.first] for word in spelled],
        [alignment.starts_s[word.last] for word in spelled],
        samples,
        _keyed_s(window),
    )
    spans = [_kept(window, start_s, end_s) for start_s, end_s in times]
    spans = lasting(spans, [len(word.text.strip()) for word in spelled], window.keep)
    words = tuple(
        Word(word.text.strip(), span, round(calibrated(known), 4))
        for word, span, known in zip(spelled, spans, _features(alignment, spelled, reading), strict=True)
    )
    return Placed(reading, words)


def word_features(runtime: Runtime, reading: Reading, samples: FloatArray) -> list[tuple[str, WordFeatures]]:
    """What confidence is made of, word by word: what a fit of it needs."""
    if not reading.text:
        return []
    alignment, spelled = _aligned(runtime, reading, samples)
    known = _features(alignment, spelled, reading)
    return [(word.text.strip(), one) for word, one in zip(spelled, known, strict=True)]


def _aligned(runtime: Runtime, reading: Reading, samples: FloatArray) -> tuple[Alignment, list[WordTokens]]:
    rows = max(1, math.ceil(len(samples) / RATE_HZ * ROWS_PER_SECOND))
    spelled = [word for word in runtime.tokens.words(reading.tokens) if word.text.strip()]
    return runtime.align(reading.memory, reading.tokens, rows), spelled


def _features(alignment: Alignment, words: Sequence[WordTokens], reading: Reading) -> list[WordFeatures]:
    logs = [math.log(max(p, _FLOOR)) for p in alignment.probabilities]
    own = [math.exp(sum(logs[one.first : one.last]) / (one.last - one.first)) for one in words]
    seconded = [math.exp(log) for log in reading.seconded]
    others = seconded if len(seconded) == len(words) else [None] * len(words)
    return [WordFeatures(p, reading.avg_log_prob, other) for p, other in zip(own, others, strict=True)]


def _keyed_s(window: Window) -> tuple[float, float]:
    """The part of a window that its margins leave, in seconds from its start."""
    first_ms, last_ms = (at_ms - window.span.start_ms for at_ms in (window.keep.start_ms, window.keep.end_ms))
    return first_ms / 1000, last_ms / 1000


def _kept(window: Window, start_s: float, end_s: float) -> Span:
    """A word's time on the recording's clock, no part of it outside what the window is to give."""
    start_ms, end_ms = (
        min(max(window.span.start_ms + round(at_s * 1000), window.keep.start_ms), window.keep.end_ms)
        for at_s in (start_s, end_s)
    )
    return Span(start_ms, end_ms)


def heard(stretch: Stretch, pieces: Sequence[Placed]) -> Heard:
    """One stretch's words, its pieces joined in order, those in another language left out."""
    ours = [piece for piece in pieces if Doubt.OTHER_LANGUAGE not in piece.reading.doubts]
    silent = all(_says_nothing(piece.reading) for piece in ours)
    words = () if silent else tuple(word for piece in ours for word in piece.words)
    text = "" if silent else " ".join(piece.reading.text for piece in ours if piece.reading.text)
    confidence = round(of_text([word.probability for word in words]), 4)
    return Heard(
        stretch=stretch,
        text=text,
        confidence=confidence,
        flags=_flags(stretch, text, confidence, [piece.reading for piece in pieces]),
        words=words,
        alternatives=_alternatives(text, [piece.reading for piece in pieces]),
    )


def _says_nothing(reading: Reading) -> bool:
    """Whether the text is made up rather than heard; it stays among the alternatives."""
    hopeless = reading.avg_log_prob < HOPELESS_AVG_LOG_PROB
    return not reading.text or hopeless or Doubt.TEXT_WITHOUT_SOUND in reading.doubts


def _flags(stretch: Stretch, text: str, confidence: float, readings: Sequence[Reading]) -> tuple[Flag, ...]:
    found = {doubt for reading in readings for doubt in reading.doubts}
    flags: list[Flag] = []
    if text and confidence < LOW_CONFIDENCE:
        flags.append(Flag.LOW_CONFIDENCE)
    if not text or confidence < UNINTELLIGIBLE:
        flags.append(Flag.UNINTELLIGIBLE)
    if text and found & {*BAD, Doubt.STOCK_PHRASE, Doubt.UNLIKE_OURS}:
        flags.append(Flag.POSSIBLE_HALLUCINATION)
    if Doubt.OTHER_LANGUAGE in found:
        flags.append(Flag.OTHER_LANGUAGE)
    if text and Doubt.UNLIKE_OURS in found:
        flags.append(Flag.DOUBTFUL_LANGUAGE)
    if stretch.clipped:
        flags.append(Flag.CLIPPED)
    return tuple(flags)


def _alternatives(text: str, readings: Sequence[Reading]) -> tuple[str, ...]:
    """Other texts for the whole stretch: one piece read otherwise, the rest as it stands."""
    found: list[str] = []
    for number, reading in enumerate(readings):
        for other in (reading.text, *reading.alternatives):
            parts = [one.text for one in readings]
            parts[number] = other
            found.append(" ".join(part for part in parts if part))
    return tuple(dict.fromkeys(other for other in found if other and other != text))
