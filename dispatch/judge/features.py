"""Evidence → the few numbers that the probability of "it was said" rests on."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from dispatch.values import Operation
from dispatch.values.evidence import ClaimEvidence, EditEvidence, Reading

SAID_ODDS = 0.5
"""Probability from which the quoted side of a difference counts as what was said."""


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of one reading of one claim, each number with its unit or range."""

    similarity: float
    """Share of the quote's weight borne out by the transcript, differences that the sound settles counted."""
    worst_edit: float
    """Log-odds of the quoted words at the difference that speaks most against them, -8..0; 0 for none."""
    guard_before: float
    """1 where the quote leaves out a guarded word just before it."""
    apart: float
    """1 where the words lie in places apart."""
    confidence: float
    """Mean probability of the matched words."""
    location: float
    """Nats per token that the sound gives the words here above elsewhere, 0..6; 0 where not asked."""
    foil_margin: float
    """Nats over the best altered form, -8..8; 0 where not asked."""
    asked: float
    """1 where the sound was asked."""
    weak_text: float
    """How far the transcript fails to bear the quote out, 0..1: where the sound alone must tell."""
    location_alone: float
    """``location`` where the transcript is weak."""
    foil_alone: float
    """``foil_margin`` where the transcript is weak."""

    def values(self) -> tuple[float, ...]:
        return tuple(float(getattr(self, f.name)) for f in fields(self))


NAMES = tuple(f.name for f in fields(Features))


def remaining(reading: Reading) -> tuple[EditEvidence, ...]:
    """The differences that stand after the sound was asked."""
    return tuple(e for e in reading.edits if e.p_quoted < SAID_ODDS)


def omission_joins(edit: EditEvidence) -> bool:
    """Whether an unmarked omission joins what was apart: three or more words, or over a sentence."""
    left_out = edit.difference.op is Operation.DELETE
    return left_out and (edit.heard_words >= 3 or edit.crosses_sentence)


def changes_meaning(edit: EditEvidence) -> bool:
    """Whether a difference that stands makes the quote say something else."""
    return edit.carries_meaning and not omission_joins(edit)


def resolved_similarity(reading: Reading) -> float:
    """Similarity with the differences that the sound settled for the quote counted as matches."""
    settled = sum(e.quoted_words * e.p_quoted for e in reading.edits if e.p_quoted >= SAID_ODDS)
    whole = max(1, len(reading.words))
    return min(1.0, reading.similarity + settled / whole)


def features_of(evidence: ClaimEvidence, reading: Reading) -> Features:
    """The features of a claim read at one place."""
    similarity = resolved_similarity(reading)
    weak = max(0.0, min(1.0, (0.75 - similarity) / 0.5))
    against = [_log_odds(e.p_quoted) for e in reading.edits if changes_meaning(e) and not weak]
    sound = reading.sound
    location = max(0.0, min(6.0, sound.location)) if sound else 0.0
    margin = sound.foil_margin if sound and sound.foil_margin is not None else 0.0
    margin = max(-8.0, min(8.0, margin))
    return Features(
        similarity=similarity,
        worst_edit=max(-8.0, min([0.0, *against])),
        guard_before=1.0 if reading.guard_before else 0.0,
        apart=1.0 if is_apart(evidence, reading) else 0.0,
        confidence=reading.confidence,
        location=location,
        foil_margin=margin,
        asked=1.0 if sound else 0.0,
        weak_text=weak,
        location_alone=weak * location,
        foil_alone=weak * margin,
    )


def is_apart(evidence: ClaimEvidence, reading: Reading) -> bool:
    """Whether the words, as read here, were said in places apart, with nothing in the quote to show it."""
    if reading.runs > 1 or not reading.continuous:
        return True
    return any(omission_joins(e) for e in remaining(reading)) and "…" not in evidence.claim.quote


def _log_odds(p: float) -> float:
    p = min(1 - 1e-6, max(1e-6, p))
    return math.log(p / (1 - p))
