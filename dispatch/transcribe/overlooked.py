"""Speech that a reading passes over: it lies under a word that lasts longer than anybody takes to say it.

Whisper may begin a text in the midst of a window, most often at its second sentence. Every word of such a
text is right and sure, and the alignment gives the sound before it to its first word or its second: "I'm",
three seconds long. That sound is read by itself, and what it says is put in its place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from dispatch.transcribe.decoding import Reading
from dispatch.transcribe.features import FloatArray
from dispatch.transcribe.guards import Doubt, spoken
from dispatch.transcribe.readout import Placed
from dispatch.transcribe.windows import Window
from dispatch.transcribe.wordtimes import STEP_S, divided, relative_level
from dispatch.values import Span, Word
from dispatch.wording import tokens

SHORTEST_MS = 800
"""What is left of a word's time above what it takes to say, at least: of 598 transmissions, synthetic and
cockpit, eight have such a word."""
SLOW, QUICK = (75, 700, 350), (60, 200, 120)
"""Milliseconds that a slow and a quick speaker take for a letter, for a digit, and for a word at least."""
AHEAD_MS = 50
"""Sound read beyond the long word's end, so that its last sound is not cut off."""
VOICED = 0.3
"""Level above the noise, as a share of the way to the speech, of a frame that speech may be in."""
VOICED_SHARE = 0.5
"""Share of such frames from which the sound is no pause."""
FEWEST_WORDS = 2
LANGUAGE = frozenset({Doubt.OTHER_LANGUAGE, Doubt.UNLIKE_OURS})
SURE_OF_LANGUAGE = -0.7
"""Log-probability a token from which words count though they may be of another language, and are flagged."""
SAID_AGAIN = 0.5
"""Share of the long word's digits in what was found from which it is that number once more, slowly said."""
ECHO = 4
"""The most words beside a gap that are heard in it once more."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Sound with speech in it that no word was found for."""

    span: Span
    at: int
    """The missing words go before the word of that number."""
    shared: range
    """The words that have too much time: what the gap leaves of it is theirs."""
    left: Span


def overlooked(piece: Placed, window: Window, samples: FloatArray) -> Gap | None:
    """The longest gap in a window's words, if it has speech in it; None where every word fits its time.

    Args:
        piece: the window's reading and words.
        window: where it lies.
        samples: its sound, prepared.
    """
    spare_ms = [word.span.duration_ms - spoken_ms(word.word, SLOW) for word in piece.words]
    if not spare_ms or max(spare_ms) < SHORTEST_MS:
        return None
    gap = _gap(piece.words, spare_ms.index(max(spare_ms)))
    return gap if _has_voice(gap.span, window, samples) else None


def window_of(gap: Gap, window: Window) -> Window:
    """The gap as a window of its own, the sound of the words that share it included."""
    whole = gap.span.cover(gap.left).grow(0, AHEAD_MS)
    start_ms = window.span.start_ms if gap.at == 0 else whole.start_ms
    return Window(Span(start_ms, min(whole.end_ms, window.span.end_ms)), gap.span, window.channel)


def filled(piece: Placed, gap: Gap, found: Placed) -> Placed:
    """The window's words with those found in the gap, if they are such as were missing; else as they were."""
    words, reading = piece.words, piece.reading
    missing = _without_echo(found.words, words[: gap.at], words[gap.at :])
    new = " ".join(word.word for word in missing)
    unsure = not _is_sure(found.reading) or len(spoken(new)) < FEWEST_WORDS
    again = _digits_again([words[k] for k in gap.shared], missing) >= SAID_AGAIN
    if unsure or again or " ".join(word.word for word in words) != reading.text:
        return piece
    spans = divided(gap.left, [len(words[k].word) for k in gap.shared])
    own = list(words)
    for k, span in zip(gap.shared, spans, strict=True):
        own[k] = replace(words[k], span=span)
    both = (*own[: gap.at], *missing, *own[gap.at :])
    count, more = len(reading.tokens), len(found.reading.tokens)
    mean = (reading.avg_log_prob * count + found.reading.avg_log_prob * more) / (count + more)
    text = " ".join(word.word for word in both)
    others = (reading.text, *reading.alternatives)
    doubted = (Doubt.UNLIKE_OURS,) if found.reading.doubts else ()
    doubts = tuple(dict.fromkeys((*reading.doubts, *doubted)))
    return Placed(replace(reading, text=text, avg_log_prob=mean, doubts=doubts, alternatives=others), both)


def _is_sure(reading: Reading) -> bool:
    """Whether a reading of a gap may be put in: of which language a few words are is hard to tell."""
    if not reading.doubts:
        return True
    return LANGUAGE.issuperset(reading.doubts) and reading.avg_log_prob >= SURE_OF_LANGUAGE


def spoken_ms(word: str, pace: tuple[int, int, int]) -> int:
    """How long somebody takes for a word, at a pace such as :data:`SLOW`.

    Example:
        >>> [spoken_ms(word, SLOW) for word in ("I'm", "organizers", "118.05")]
        [350, 750, 3500]
    """
    letter, digit, least = pace
    letters, digits = (len(re.findall(kind, word)) for kind in (r"[^\W\d_]", r"\d"))
    return max(least, digits * digit + letters * letter)


def _gap(words: Sequence[Word], number: int) -> Gap:
    """What is too much of the time of word ``number``.

    The last one hides what was said after it, others what was said before. The second one shares with the
    first, which attention puts at the window's beginning wherever it was said.
    """
    is_last = 0 < number == len(words) - 1
    first = 0 if number == 1 and not is_last else number
    time = Span(words[first].span.start_ms, words[number].span.end_ms)
    shared = range(first, number + 1)
    own_ms = min(time.duration_ms, sum(spoken_ms(words[k].word, QUICK) for k in shared))
    border_ms = time.start_ms + own_ms if is_last else time.end_ms - own_ms
    before, after = Span(time.start_ms, border_ms), Span(border_ms, time.end_ms)
    return Gap(after, number + 1, shared, before) if is_last else Gap(before, first, shared, after)


def _has_voice(span: Span, window: Window, samples: FloatArray) -> bool:
    own, keep = (one.shift(-window.span.start_ms) for one in (span, window.keep))
    level = relative_level(samples, (keep.start_s, keep.end_s))
    inside = level[round(own.start_s / STEP_S) : round(own.end_s / STEP_S)]
    return bool(len(inside)) and float(np.mean(inside > VOICED)) >= VOICED_SHARE


def _without_echo(found: Sequence[Word], before: Sequence[Word], after: Sequence[Word]) -> tuple[Word, ...]:
    """The words found without those at either end that stand beside the gap already."""
    kept = list(found)
    for size in range(min(ECHO, len(kept)), 0, -1):
        if _norms(kept[:size]) == _norms(before[-size:]):
            del kept[:size]
            break
    for size in range(min(ECHO, len(kept)), 0, -1):
        if _norms(kept[-size:]) == _norms(after[:size]):
            del kept[-size:]
            break
    return tuple(kept)


def _digits_again(words: Sequence[Word], found: Sequence[Word]) -> float:
    """The share of some words' digits that others have, too: those of "1837" are in "one eight three six"."""
    digits, there = [norm for norm in _norms(words) if norm.isdigit()], set(_norms(found))
    return sum(norm in there for norm in digits) / max(1, len(digits))


def _norms(words: Sequence[Word]) -> list[str]:
    return [token.norm for word in words for token in tokens(word.word)]
