"""What makes a decoding suspicious: loops, text without sound, sound without text, impossible timing.

Pure functions of text, numbers and durations. Suspicion never removes a word by itself: a suspicious
window is decoded again, alone, and what stays doubtful is flagged.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

MAX_COMPRESSION = 2.4
"""Text that zlib shrinks by more is repeating itself (openai/whisper, ``compression_ratio_threshold``)."""
MIN_AVG_LOG_PROB = -1.0
"""Below this a decoding has failed (openai/whisper, ``logprob_threshold``)."""
MAX_NO_SPEECH = 0.6
"""openai/whisper, ``no_speech_threshold``. Of 600 transmissions, the worst cockpit noise included, two or
three reached 0.61; silence, noise, hum, a tone and a buzz all lie above it, mostly above 0.8."""
SURE_AVG_LOG_PROB = -0.25
"""Text this probable was said, whatever else speaks against it."""
MAX_WORDS_PER_SECOND = 7.0
"""Digits counted one by one, the fastest of 300 transmissions, cockpit and synthetic, has 5.9."""
SLACK_S = 0.6
"""Added to a duration before words are counted on it: cuts are not exact."""
MIN_SPEECH_WITHOUT_TEXT_S = 0.4
MOST_TIMES_OF_DIGITS = {1: 10, 2: 6, 3: 6, 4: 6}
"""Times in a row that nobody says so many digits: "3-4-3-4-3-4-3-4-3-4-3-4"."""

STOCK_PHRASES = frozenset(
    {
        "thank you",
        "thank you very much",
        "thanks for watching",
        "thank you for watching",
        "please subscribe",
        "you",
        "bye",
        "bye bye",
        "the end",
        "i'm sorry",
        "so",
        "okay",
        "oh",
    }
)
"""What Whisper writes over silence and noise. People say these too: a hint beside weak sound, no more."""


class Doubt(Enum):
    """Why a decoding is not taken as it is."""

    LOOP = "loop"
    IMPROBABLE = "improbable"
    TOO_FAST = "too_fast"
    TEXT_WITHOUT_SOUND = "text_without_sound"
    SOUND_WITHOUT_TEXT = "sound_without_text"
    STOCK_PHRASE = "stock_phrase"
    OTHER_LANGUAGE = "other_language"
    UNLIKE_OURS = "unlike_ours"


@dataclass(frozen=True, slots=True)
class Measures:
    """What is known of a decoding besides its text."""

    duration_s: float
    avg_log_prob: float
    no_speech_prob: float
    snr_db: float
    ran_out: bool = False
    """Whether it was stopped at the most tokens that fit its duration."""


def doubts(text: str, measures: Measures) -> tuple[Doubt, ...]:
    """Every reason to decode again.

    Example:
        >>> sure = Measures(duration_s=2.0, avg_log_prob=-0.2, no_speech_prob=0.01, snr_db=20.0)
        >>> doubts(" Engine 5, go ahead.", sure)
        ()
        >>> doubts(" go go go go go go go go go go", sure)[0]
        <Doubt.LOOP: 'loop'>
    """
    words = spoken(text)
    found: list[Doubt] = []
    if measures.ran_out or loops(text):
        found.append(Doubt.LOOP)
    if words and measures.avg_log_prob < MIN_AVG_LOG_PROB:
        found.append(Doubt.IMPROBABLE)
    if len(words) > MAX_WORDS_PER_SECOND * (measures.duration_s + SLACK_S):
        found.append(Doubt.TOO_FAST)
    if words and measures.no_speech_prob > MAX_NO_SPEECH and measures.avg_log_prob < SURE_AVG_LOG_PROB:
        found.append(Doubt.TEXT_WITHOUT_SOUND)
    if not words and measures.duration_s >= MIN_SPEECH_WITHOUT_TEXT_S:
        found.append(Doubt.SOUND_WITHOUT_TEXT)
    if is_stock_phrase(text) and measures.avg_log_prob < MIN_AVG_LOG_PROB / 2:
        found.append(Doubt.STOCK_PHRASE)
    return tuple(found)


def spoken(text: str) -> list[str]:
    """Lower-case words of a text, each digit of a number one word (it takes as long to say).

    Example:
        >>> spoken("Unit 922, go.")
        ['unit', '9', '2', '2', 'go']
    """
    return re.findall(r"\d|[^\W\d_]+(?:'[^\W\d_]+)?", text.lower())


def loops(text: str) -> bool:
    """Whether a text says the same over and over.

    Radio repeats itself on purpose ("Mayday, mayday, mayday", "nine nine nine nine", an address twice),
    so what counts is a word six times in a row, a few words four times, a sentence three times, digits a few
    times more, or text that packs away to nothing.

    Example:
        >>> loops("Mayday, mayday, mayday, this is Seven Bravo")
        False
        >>> loops("all the way to the end of the road " * 3)
        True
    """
    every = spoken(text)
    words = [word for word in every if not word.isdigit()]
    if compression_ratio(text) > MAX_COMPRESSION:
        return True
    if any(_repeats(every, size) >= most for size, most in MOST_TIMES_OF_DIGITS.items()):
        return True
    return any(_repeats(words, size) >= _unlikely(size) for size in range(1, len(words) // 3 + 1))


def says_it_again(text: str) -> bool:
    """Whether some four words come twice: the mark of a decoder that missed the end and began anew.

    Example:
        >>> says_it_again("Engine 5, go ahead. Engine 5, go ahead."), says_it_again("Copy, copy.")
        (True, False)
    """
    words = spoken(text)
    runs = [tuple(words[at : at + 4]) for at in range(len(words) - 3)]
    return len(set(runs)) < len(runs)


def _unlikely(size: int) -> int:
    """Times in a row that nobody says ``size`` words."""
    return 6 if size == 1 else 4 if size < 8 else 3


def _repeats(words: Sequence[str], size: int) -> int:
    """The most times in a row that the same ``size`` words come."""
    most = run = 1
    at = 0
    while at + 2 * size <= len(words):
        if words[at : at + size] == words[at + size : at + 2 * size]:
            run += 1
            at += size
        else:
            run, at = 1, at + 1
        most = max(most, run)
    return most


def compression_ratio(text: str) -> float:
    """Bytes of ``text`` for each byte that zlib leaves."""
    data = text.encode()
    return len(data) / len(zlib.compress(data)) if data else 0.0


def is_stock_phrase(text: str) -> bool:
    """Whether the whole text is one that Whisper makes up.

    Example:
        >>> is_stock_phrase(" Thank you."), is_stock_phrase("Thank you, Engine 5.")
        (True, False)
    """
    return " ".join(spoken(text)) in STOCK_PHRASES
