"""A second model's reading of the same windows: where the two differ, the words that both find likelier.

Their errors differ, as the models do. Each difference by itself is put to both, inside the whole text of the
window, and the likelihoods are weighed together: a choice among decodings, made for all windows alike before
any claim is read.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dispatch.transcribe.decoding import BAD, Decoder, Reading, Sound
from dispatch.transcribe.runtime import ROWS_PER_SECOND, Runtime
from dispatch.transcribe.scoring import FLOOR, MAX_TEXT_TOKENS, as_written

SURE_AVG_LOG_PROB = -0.15
"""A window read as surely as that is not put to the second model: on 195 windows that changed no word."""

FIRST_SHARE = 0.6
"""What the first model's likelihood counts; docs/benchmarks.md has other shares."""

_NO_LETTER = re.compile(r"[^\w']")


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """Another model that reads windows too, and is asked where its words differ from the first one's."""

    first: Runtime
    second: Decoder

    def weighed(self, readings: Sequence[Reading], sounds: Sequence[Sound]) -> list[Reading]:
        """``readings``, in those that are not sure the likelier words; what was put aside is an alternative.

        A reading that is doubted as a whole keeps its text: the other one is an alternative to it.
        """
        found = list(readings)
        unsure = [at for at, reading in enumerate(readings) if not _is_sure(reading)]
        others = self.second.read([sounds[at] for at in unsure])
        weighed = self.first.each(
            lambda one: self._weighed(readings[one[0]], one[1], sounds[one[0]]),
            zip(unsure, others, strict=True),
        )
        for at, reading in zip(unsure, weighed, strict=True):
            found[at] = reading
        return found

    def _weighed(self, reading: Reading, other: Reading, sound: Sound) -> Reading:
        text = reading.text
        if text and other.text and not reading.doubts and not BAD.intersection(other.doubts):
            text = chosen(text, other.text, self._likelihood(reading, other, sound))
        texts = (other.text, reading.text, *reading.alternatives)
        others = tuple(dict.fromkeys(one for one in texts if one and one != text))
        if text == reading.text:
            return replace(reading, alternatives=others)
        tokens = tuple(self.first.tokens.encode(as_written(text)))
        return replace(reading, tokens=tokens, text=text, alternatives=others)

    def _likelihood(self, reading: Reading, other: Reading, sound: Sound) -> Callable[[str], float]:
        rows = max(1, math.ceil(sound.duration_s * ROWS_PER_SECOND))

        def of(text: str) -> float:
            ours = _log_prob(self.first, reading, text, rows)
            return FIRST_SHARE * ours + (1 - FIRST_SHARE) * _log_prob(self.second.runtime, other, text, rows)

        return of


def chosen(ours: str, theirs: str, likelihood: Callable[[str], float]) -> str:
    """Our text with those of their words in it that are likelier there, each difference asked by itself.

    Example:
        >>> chosen("Send too units over.", "Send two units now.", lambda text: text.count("two"))
        'Send two units over.'
    """
    mine, other = ours.split(), theirs.split()
    least = likelihood(ours)
    for (start, end), (first, last) in reversed(_differences(mine, other)):
        swapped = [*ours.split()[:start], *other[first:last], *ours.split()[end:]]
        if likelihood(" ".join(swapped)) > least:
            mine[start:end] = other[first:last]
    return " ".join(mine)


def _differences(mine: Sequence[str], other: Sequence[str]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Ranges of words on both sides that are not the same but for marks and capitals."""
    from rapidfuzz.distance import Levenshtein

    sides = [[_NO_LETTER.sub("", word.lower()) for word in side] for side in (mine, other)]
    found: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for step in Levenshtein.opcodes(*sides):
        if step.tag == "equal":
            continue
        (start, end), (first, last) = (step.src_start, step.src_end), (step.dest_start, step.dest_end)
        if found and (found[-1][0][1], found[-1][1][1]) == (start, first):
            (start, _), (first, _) = found.pop()
        found.append(((start, end), (first, last)))
    return found


def _is_sure(reading: Reading) -> bool:
    return not reading.doubts and reading.avg_log_prob >= SURE_AVG_LOG_PROB


def _log_prob(runtime: Runtime, reading: Reading, text: str, rows: int) -> float:
    tokens = runtime.tokens.encode(as_written(text))[:MAX_TEXT_TOKENS]
    return sum(math.log(max(p, FLOOR)) for p in runtime.align(reading.memory, tokens, rows).probabilities)
