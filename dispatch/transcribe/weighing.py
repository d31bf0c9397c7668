"""A second model's reading of the same windows: where the two differ, the words that both find likelier.

Their errors differ, as the models do. Each difference by itself is put to both, inside the whole text of the
window, and the likelihoods are weighed together: a choice among decodings, made for all windows alike before
any claim is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dispatch.transcribe.decoding import Reading, Sound
from dispatch.transcribe.opinions import Likelihood, Opinion, SecondEar, likelihood_by
from dispatch.transcribe.runtime import Runtime
from dispatch.transcribe.scoring import as_written
from dispatch.wording import tokens

SURE_AVG_LOG_PROB = -0.15
"""A window read as surely as that is not put to the second model: on 195 windows that changed no word."""

AT_ONCE = 8
"""Windows whose other reading is held in memory: Moonshine's takes some 6 MB, 30 for the longest."""

_NO_LETTER = re.compile(r"[^\w']")


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """Another model that reads windows too, and is asked where its words differ from the first one's."""

    first: Runtime
    second: SecondEar

    def weighed(self, readings: Sequence[Reading], sounds: Sequence[Sound]) -> list[Reading]:
        """``readings``, in those that are not sure the likelier words; what was put aside is an alternative.

        A reading that is doubted as a whole keeps its text: the other one is an alternative to it.
        """
        found = list(readings)
        unsure = [at for at, reading in enumerate(readings) if not _is_sure(reading)]
        for first in range(0, len(unsure), AT_ONCE):
            numbers = unsure[first : first + AT_ONCE]
            drafts = [readings[at].text for at in numbers]
            others = self.second.opinions([sounds[at] for at in numbers], drafts)
            asked = [(readings[at], sounds[at], other) for at, other in zip(numbers, others, strict=True)]
            for at, weighed in zip(numbers, self.first.each(self._weighed, asked), strict=True):
                found[at] = weighed
        return found

    def _weighed(self, asked: tuple[Reading, Sound, Opinion]) -> Reading:
        reading, sound, other = asked
        text = reading.text
        if not text:
            return replace(reading, alternatives=tuple(filter(None, (other.text, *reading.alternatives))))
        if other.text and not reading.doubts and not other.is_absurd:
            ours = likelihood_by(self.first, reading.memory, sound.duration_s)
            text = chosen(text, other.text, self._both(ours, other.likelihood))
        texts = (other.text, reading.text, *reading.alternatives)
        others = tuple(dict.fromkeys(one for one in texts if one and one != text))
        written = reading.tokens
        if text != reading.text:
            written = tuple(self.first.tokens.encode(as_written(text)))
        seconded = other.likelihood.words(text)
        return replace(reading, tokens=written, text=text, alternatives=others, seconded=seconded)

    def _both(self, ours: Likelihood, theirs: Likelihood) -> Callable[[str], float]:
        share = self.second.first_share
        return lambda text: share * ours.text(text) + (1 - share) * theirs.text(text)


def chosen(ours: str, theirs: str, likelihood: Callable[[str], float]) -> str:
    """Our text with those of their words in it that are likelier there, each difference asked by itself.

    Example:
        >>> chosen("Send too units over.", "Send two units now.", lambda text: text.count("two"))
        'Send two units over.'
    """
    mine, other = ours.split(), theirs.split()
    differences = _differences(mine, other)
    least = likelihood(ours) if differences else 0.0
    for (start, end), (first, last) in reversed(differences):
        swapped = [*ours.split()[:start], *other[first:last], *ours.split()[end:]]
        if likelihood(" ".join(swapped)) > least:
            mine[start:end] = other[first:last]
    return " ".join(mine)


def _differences(mine: Sequence[str], other: Sequence[str]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Ranges of words on both sides that are not the same but for marks, capitals and the form of numbers."""
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
    return [(a, b) for a, b in found if _spoken(mine[slice(*a)]) != _spoken(other[slice(*b)])]


def _spoken(words: Sequence[str]) -> list[str]:
    """What words stand for, however they are written: "31" and "thirty-one" are the same."""
    return [token.norm for token in tokens(" ".join(words))]


def _is_sure(reading: Reading) -> bool:
    return not reading.doubts and reading.avg_log_prob >= SURE_AVG_LOG_PROB
