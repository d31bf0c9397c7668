"""How much was searched, and by which line: what absence may count on."""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.align.asking import Lane, Place
from dispatch.interfaces import Hearing
from dispatch.values import Flag, Transmission, total_ms
from dispatch.values.evidence import Searched

CONFIDENT = 0.6
"""Transmission confidence from which the transcript alone counts as searched."""

LEGIBLE_IF_ASKED = 0.35
"""Confidence from which the sound, asked as well, makes up for a doubtful transcript. Below it the model
hears so little that words which were said may score no better than others."""


def searched_in(lanes: Sequence[Lane], places: Sequence[Place], longest_unheard_ms: int) -> Searched:
    """What all claims were looked for in.

    Args:
        lanes: everything that was heard.
        places: where the sound was asked; those that only some quotes were asked of don't count.
        longest_unheard_ms: the longest stretch that could hold words nobody heard.
    """
    everything = [(stream.recording, t) for stream, _ in lanes for t in stream.transmissions]
    asked = {place.key for place in places if None not in place.scores}
    speech = sum(t.span.duration_ms for _, t in everything)
    confident = sum(t.span.duration_ms for _, t in everything if is_confident(t))
    sound = sum(t.span.duration_ms for sha, t in everything if (sha, t.id) in asked)
    either = sum(
        t.span.duration_ms
        for sha, t in everything
        if is_confident(t) or (t.confidence >= LEGIBLE_IF_ASKED and (sha, t.id) in asked)
    )
    lost = sum(t.span.duration_ms for _, t in everything if Flag.UNINTELLIGIBLE in t.flags)
    whole = max(1, speech)
    return Searched(speech, lost, sound / whole, confident / whole, either / whole, longest_unheard_ms)


def is_confident(transmission: Transmission) -> bool:
    """Whether the transcript of a transmission can be trusted to hold what was said."""
    return transmission.confidence >= CONFIDENT and Flag.UNINTELLIGIBLE not in transmission.flags


def share_by_sound(hearing: Hearing, places: Sequence[Place]) -> float:
    """The share of a recording's speech that every quote was asked of by sound, 0..1."""
    sha = hearing.transcript.recording.sha256
    speech = total_ms(t.span for t in hearing.transcript.transmissions)
    everywhere = (p for p in places if p.stream.recording == sha and None not in p.scores)
    return min(1.0, total_ms(p.transmission.span for p in everywhere) / speech) if speech else 0.0
