"""How much was searched, and by which line: what absence may count on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dispatch.align.asking import Key, Lane, Place
from dispatch.align.unheard import unheard_in
from dispatch.interfaces import Hearing
from dispatch.values import Flag, Transmission, total_ms
from dispatch.values.evidence import Searched

CONFIDENT = 0.6
"""Transmission confidence from which the transcript alone counts as searched."""

LEGIBLE_IF_ASKED = 0.35
"""Confidence from which the sound, asked as well, makes up for a doubtful transcript. Below it the model
hears so little that words which were said may score no better than others."""


class Searching:
    """What claims were looked for in, all of them or one that some transmissions speak against.

    Args:
        lanes: everything that was heard.
        places: where the sound was asked; those that only some quotes were asked of don't count.
        hearings: the same by recording, for what was not heard.
    """

    def __init__(self, lanes: Sequence[Lane], places: Sequence[Place], hearings: Sequence[Hearing]) -> None:
        self._speech = [((stream.recording, t.id), t) for stream, _ in lanes for t in stream.transmissions]
        self._asked = {place.key for place in places if None not in place.scores}
        self._unheard = {h.transcript.recording.sha256: unheard_in(h) for h in hearings}
        self._found: dict[frozenset[Key], Searched] = {}

    def but(self, told: frozenset[Key] = frozenset()) -> Searched:
        """The extent of the search for a claim that ``told`` speak against, though nobody can read them."""
        if told not in self._found:
            self._found[told] = self._searched(told)
        return self._found[told]

    def _searched(self, told: frozenset[Key]) -> Searched:
        speech_ms = self._total_ms(lambda key, t: True)
        whole = max(1, speech_ms)
        return Searched(
            speech_ms=speech_ms,
            unintelligible_ms=self._total_ms(
                lambda key, t: Flag.UNINTELLIGIBLE in t.flags and key not in told
            ),
            by_sound=self._total_ms(lambda key, t: key in self._asked) / whole,
            confident_text=self._total_ms(lambda key, t: is_confident(t)) / whole,
            covered=self._total_ms(lambda key, t: key in told or self._is_covered(key, t)) / whole,
            longest_unheard_ms=self._longest_unheard_ms(told),
            ruled_out_ms=self._total_ms(lambda key, t: key in told),
        )

    def _longest_unheard_ms(self, told: frozenset[Key]) -> int:
        numbers = {sha: {number for recording, number in told if recording == sha} for sha in self._unheard}
        return max((one.longest_ms(numbers[sha]) for sha, one in self._unheard.items()), default=0)

    def _is_covered(self, key: Key, transmission: Transmission) -> bool:
        asked = key in self._asked and transmission.confidence >= LEGIBLE_IF_ASKED
        return asked or is_confident(transmission)

    def _total_ms(self, counts: Callable[[Key, Transmission], bool]) -> int:
        return sum(t.span.duration_ms for key, t in self._speech if counts(key, t))


def is_confident(transmission: Transmission) -> bool:
    """Whether the transcript of a transmission can be trusted to hold what was said."""
    return transmission.confidence >= CONFIDENT and Flag.UNINTELLIGIBLE not in transmission.flags


def share_by_sound(hearing: Hearing, places: Sequence[Place]) -> float:
    """The share of a recording's speech that every quote was asked of by sound, 0..1."""
    sha = hearing.transcript.recording.sha256
    speech = total_ms(t.span for t in hearing.transcript.transmissions)
    everywhere = (p for p in places if p.stream.recording == sha and None not in p.scores)
    return min(1.0, total_ms(p.transmission.span for p in everywhere) / speech) if speech else 0.0
