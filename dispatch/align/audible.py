"""Transmissions that nobody can read, and in which a quote would have been heard all the same.

A recogniser that makes nothing sensible of a transmission may still hear that somebody speaks there, and its
words, wrong as they are, are then far likelier on that sound than on plain noise. So would a quote's be, had
it been said; where they are not, it was not said there. Under noise that hides all speech neither gains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.align.acoustic import Window, Witness
from dispatch.align.asking import Key, Lane, asked_words
from dispatch.align.unheard import is_doubtful
from dispatch.values import Transmission

HEARD_NATS = 2.5
"""What the sound adds to the likelihood of the words made of a transmission, nats a token, from which speech
is heard there: docs/decisions.md has what was measured."""

SAID_NATS = 0.25
"""The same of a quote's words, from which they may have been said there; of 49 that were, three gained less,
of 1,345 others 97 in 100."""

SHORTEST_MS = 2000
"""A shorter one is what a dropout left of a transmission, and tells nothing of the rest."""


@dataclass(frozen=True, slots=True)
class Audible:
    """A doubtful transmission in which speech is heard."""

    key: Key
    witness: Witness
    window: Window

    def speaks_against(self, quote: str) -> bool:
        """Whether the sound has nothing of a quote."""
        return self.witness.gain(self.window, asked_words(quote)) < SAID_NATS


def audible_in(lanes: Sequence[Lane]) -> tuple[Audible, ...]:
    """The doubtful transmissions in which speech is heard, where the sound may be asked."""
    return tuple(
        Audible((stream.recording, transmission.id), witness, witness.window(transmission))
        for stream, witness in lanes
        for transmission in stream.transmissions
        if witness is not None and is_doubtful(transmission) and _is_audible(witness, transmission)
    )


def _is_audible(witness: Witness, transmission: Transmission) -> bool:
    made = transmission.text or next(iter(transmission.alternatives), "")
    if not made or transmission.span.duration_ms < SHORTEST_MS:
        return False
    return witness.gain(witness.window(transmission), made) >= HEARD_NATS
