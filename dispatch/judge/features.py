"""Evidence → the few numbers that the probability of "it was said" rests on."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from dispatch.judge.differences import (
    SURELY_OTHER,
    changes_meaning,
    is_apart,
    is_recognisable,
    resolved_similarity,
)
from dispatch.judge.edits import EditFeatures
from dispatch.odds import clamp, log_odds
from dispatch.values.evidence import ClaimEvidence, EditEvidence, Reading, SoundEvidence

PLACE_KNOWN = 2.0
"""Nats a token from which a place counts as known."""

_COMMON_WORST_WORD = -5.0
"""What is assumed of the word that the sound bears out least where it was not asked: about the median."""

_MOST_NATS = 8.0
_NO_EDIT = 4.0
"""Log-odds where there is no difference in meaning."""


@dataclass(frozen=True, slots=True)
class TextFeatures:
    """What is known of a reading that the transcript bears out, each number with its unit or range."""

    similarity: float
    """Share of the quote's weight borne out by the transcript, differences that the sound settles counted."""
    all_edits: float
    """Log-odds that the quoted side of every difference in meaning is what was said, -8..4; 4 for none."""
    guard_before: float
    """1 where the quote leaves out a guarded word just before it, or a condition."""
    apart: float
    """1 where the words lie in places apart."""
    confidence: float
    """Mean probability of the matched words."""
    location: float
    """Nats a token that the sound gives the words here above elsewhere, 0..6; 0 where not asked."""
    worst_slot: float
    """Least log-odds of a quoted word against those that could stand in its place, -8..0."""
    worst_word: float
    """What the sound adds to the likelihood of the word that it bears out least, -12..4 nats."""


@dataclass(frozen=True, slots=True)
class PlaceFeatures:
    """Whether the sound has the quoted stretch at a place, changed or not; for where the transcript fails."""

    location: float
    """Nats a token that the sound gives the words here above elsewhere, 0..6."""
    lead: float
    """Nats a token above the best other stretch, -2..4."""
    mean_word: float
    """What the sound adds to the likelihood of the quote's words, -6..4 nats a word."""
    legible: float
    """How sure the recogniser was of the words that it heard there instead, 0..1."""
    similarity: float
    """Share of the quote's weight that these words bear out, 0..1."""


@dataclass(frozen=True, slots=True)
class SlotFeatures:
    """Whether the words there are the quoted ones, and not others that could stand in their place."""

    worst_slot: float
    """Least log-odds of a quoted word against those that could stand in its place, -8..8; 0 without such.

    The less the better the place is known: where the sound hardly tells where the words lie, it can't tell
    one word from another.
    """
    mean_slot: float
    """The mean of the same over all such words.

    That a quote has no such words is no feature: the generated alterations change one nearly always, so
    that it would look like a proof.
    """


@dataclass(frozen=True, slots=True)
class SoundFeatures:
    """What is known of a place where the sound alone must tell."""

    place: PlaceFeatures
    slots: SlotFeatures


@dataclass(frozen=True, slots=True)
class AlterationFeatures:
    """Whether a difference that stands is the text's, and not several words misheard."""

    similarity: float
    """Share of the quote's weight that the transcript bears out, 0..1."""
    extent: float
    """Words of the longer side of the deciding difference, 1..4; 1 where they surely were not said."""


def features_of(evidence: ClaimEvidence, reading: Reading) -> TextFeatures | SoundFeatures:
    """The features of a claim read at one place."""
    return text_features(evidence, reading) if is_recognisable(reading) else sound_features(reading)


def text_features(evidence: ClaimEvidence, reading: Reading) -> TextFeatures:
    """The features of a reading that the transcript bears out."""
    against = [_p_quoted(e) for e in reading.edits if changes_meaning(e)]
    sound = reading.sound
    return TextFeatures(
        similarity=resolved_similarity(reading),
        all_edits=clamp(-_MOST_NATS, log_odds(math.prod(against)), _NO_EDIT),
        guard_before=1.0 if reading.guard_left_out or reading.guard_put_in or reading.asked else 0.0,
        apart=1.0 if is_apart(evidence, reading) else 0.0,
        confidence=reading.confidence,
        location=clamp(0.0, sound.location, 6.0) if sound else 0.0,
        worst_slot=clamp(-_MOST_NATS, _worst_slot(sound), 0.0),
        worst_word=clamp(-12.0, _worst_word(sound), 4.0),
    )


def _p_quoted(edit: EditEvidence) -> float:
    return min(edit.p_quoted, SURELY_OTHER) if edit.is_surely_other else edit.p_quoted


def _worst_slot(sound: SoundEvidence | None) -> float:
    if sound is None or sound.slot_odds is None:
        return 0.0
    within = sound.slot_odds_within
    return sound.slot_odds if within is None else max(sound.slot_odds, within)


def _worst_word(sound: SoundEvidence | None) -> float:
    """Of a word that only the words around it bear out, at most what is common: the weights were fitted on
    quotes by themselves.
    """
    if sound is None or sound.worst_word is None:
        return _COMMON_WORST_WORD
    within = sound.worst_word_within
    return sound.worst_word if within is None else max(sound.worst_word, min(within, _COMMON_WORST_WORD))


def sound_features(reading: Reading) -> SoundFeatures:
    """The features of a place to which the sound points; those of nothing where it was not asked."""
    sound = reading.sound
    if sound is None:
        return SoundFeatures(PlaceFeatures(0.0, -2.0, -6.0, 0.0, 0.0), SlotFeatures(0.0, 0.0))
    location = clamp(0.0, sound.location, 6.0)
    place = PlaceFeatures(
        location,
        clamp(-2.0, sound.lead, 4.0),
        clamp(-6.0, sound.mean_word or 0.0, 4.0),
        min((t.confidence for t in reading.transmissions), default=0.0),
        reading.similarity,
    )
    known = min(1.0, location / PLACE_KNOWN)
    slots = SlotFeatures(
        worst_slot=known * clamp(-_MOST_NATS, sound.slot_odds or 0.0, _MOST_NATS),
        mean_slot=known * clamp(-_MOST_NATS, sound.mean_slot_odds or 0.0, _MOST_NATS),
    )
    return SoundFeatures(place, slots)


def alteration_features(reading: Reading, deciding: EditEvidence) -> AlterationFeatures:
    """The features of a quote that a difference makes ``altered``."""
    extent = 1 if deciding.is_surely_other else max(deciding.quoted_words, deciding.heard_words)
    return AlterationFeatures(reading.similarity, clamp(1.0, extent, 4.0))


def feature_names(
    kind: type[EditFeatures]
    | type[TextFeatures]
    | type[PlaceFeatures]
    | type[SlotFeatures]
    | type[AlterationFeatures],
) -> tuple[str, ...]:
    """The names of the features, in the order of their values.

    Example:
        >>> feature_names(PlaceFeatures)[:2]
        ('location', 'lead')
    """
    return tuple(f.name for f in fields(kind))
