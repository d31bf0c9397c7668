"""Transmissions that nobody can read, and in which a quote would have been heard all the same.

A recogniser that makes nothing sensible of a transmission may still hear that somebody speaks there, and its
words, wrong as they are, are then far likelier on that sound than on plain noise. So would a quote's be, had
it been said; where they are not, it was not said there. Under noise that hides all speech neither gains.
"""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.align.asking import Place, asked_words
from dispatch.align.unheard import is_doubtful

HEARD_NATS = 2.5
"""What the sound adds to the likelihood of the words made of a transmission, nats a token, from which speech
is heard there: docs/decisions.md has what was measured."""

SAID_NATS = 0.25
"""The same of a quote's words, from which they may have been said there; of 49 that were, three gained less,
of 1,345 others 97 in 100."""

SHORTEST_MS = 2000
"""A shorter one is what a dropout left of a transmission, and tells nothing of the rest."""


def audible_in(places: Sequence[Place]) -> tuple[Place, ...]:
    """Of the places that were asked about, the doubtful transmissions in which speech is heard."""
    return tuple(place for place in places if is_doubtful(place.transmission) and _is_audible(place))


def speaks_against(place: Place, number: int, quote: str) -> bool:
    """Whether an audible place was asked about the quote of that number, and its sound has nothing of it."""
    asked = place.scores[number] is not None
    return asked and place.witness.gain(place.window, asked_words(quote)) < SAID_NATS


def _is_audible(place: Place) -> bool:
    transmission = place.transmission
    made = transmission.text or next(iter(transmission.alternatives), "")
    if not made or transmission.span.duration_ms < SHORTEST_MS:
        return False
    return place.witness.gain(place.window, made) >= HEARD_NATS
