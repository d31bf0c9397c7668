"""One difference between quote and transcript → how probable it is that the quoted words were said.

A recogniser mishears; an altered quote changes words. What tells them apart: what the sound prefers, how
alike both sides sound, the recogniser's own doubt, whether another reading of the stretch has the quoted
words, and whether what was heard is just what an alteration would have been made from. The weights are
fitted on all differences of generated quotes at all places where they could have been said, wrong ones
among them.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import astuple, dataclass, replace

from dispatch.odds import clamp, log_odds
from dispatch.values import Operation
from dispatch.values.evidence import ClaimEvidence, EditEvidence, Reading
from dispatch.wording import Meaning

UNLIKE = 0.45
"""Likeness of two words picked at random that share a rhythm: what is above counts."""

_FREE = frozenset(
    kind.value for kind in (Meaning.PLACE, Meaning.CONTENT, Meaning.FUNCTION, Meaning.NONE, Meaning.TENSE)
)
"""Meanings whose words come from no small closed class."""


@dataclass(frozen=True, slots=True)
class EditFeatures:
    """What is known of a difference, each number with its unit or range.

    Its sides are rivals where an altered quote would change the one into the other: "north" and "south".
    """

    ratio: float
    """Log-likelihood ratio of the quoted words, -20..12 nats; 0 where the sound was not asked."""
    ratio_rival: float
    """:attr:`ratio` where the sides are rivals, else 0."""
    unasked: float
    """1 where the sound was not asked."""
    alike: float
    """How alike the sides sound, above chance, where they are no rivals and of no closed class."""
    unlike: float
    """How far below chance the likeness is, where the sides are no rivals and the difference is not light."""
    alike_closed: float
    """:attr:`alike` of words of a closed class that are no rivals."""
    doubt: float
    """Log-odds by the recogniser's own account that its weakest word is wrong, -4.5..3."""
    doubt_here: float
    """:attr:`doubt` times the share of the quote that matches: at a wrong place doubt says nothing."""
    doubt_rival: float
    """:attr:`doubt` where the sides are rivals, else 0."""
    light: float
    """1 where the difference leaves the meaning intact."""
    alike_light: float
    """Likeness, where it does."""
    guarded: float
    """1 where a change of such words makes a quote altered."""
    rival: float
    """1 where the sides are rivals."""
    reread: float
    """Share of the quoted words that another reading of the stretch has, 0..1, where they are no rivals."""
    reread_rival: float
    """The same share where they are."""
    rival_odds: float
    """Log-odds of the quoted words against rivals of theirs that were not heard either, -8..8 nats; 0 where
    there are none, and where the heard words are one."""
    has_rivals: float
    """1 where :attr:`rival_odds` is known."""
    inserted: float
    """1 where the quote has words and nothing was heard for them."""
    left_out: float
    """1 where words were heard that the quote lacks."""
    rest: float
    """Share of the quote outside the difference that matches here, 0..1."""
    words: float
    """Logarithm of one more than the quoted words, up to 3."""


def edit_features(edit: EditEvidence) -> EditFeatures:
    """The features of a difference."""
    ratio = edit.difference.log_likelihood_ratio
    nats = 0.0 if ratio is None else clamp(-20.0, ratio, 12.0)
    free, lone = edit.difference.meaning in _FREE, 0.0 if edit.rival else 1.0
    light = 0.0 if edit.carries_meaning else 1.0
    alike = max(0.0, edit.sound_similarity - UNLIKE) * lone * (1 - light)
    doubt = clamp(-4.5, -log_odds(edit.heard_probability), 3.0)
    return EditFeatures(
        ratio=nats,
        ratio_rival=nats * edit.rival,
        unasked=float(ratio is None),
        alike=alike * free,
        unlike=max(0.0, UNLIKE - edit.sound_similarity) * lone * (1 - light),
        alike_closed=alike * (not free),
        doubt=doubt,
        doubt_here=doubt * edit.rest,
        doubt_rival=doubt * edit.rival,
        light=light,
        alike_light=max(0.0, edit.sound_similarity - UNLIKE) * light,
        guarded=float(edit.guarded),
        rival=float(edit.rival),
        reread=edit.reread * lone,
        reread_rival=edit.reread * edit.rival,
        rival_odds=clamp(-8.0, edit.rival_odds or 0.0, 8.0),
        has_rivals=float(edit.rival_odds is not None),
        inserted=float(edit.difference.op is Operation.INSERT),
        left_out=float(edit.difference.op is Operation.DELETE),
        rest=edit.rest,
        words=min(3.0, math.log1p(edit.quoted_words)),
    )


def weighed(evidence: ClaimEvidence, probability: Callable[[tuple[float, ...]], float]) -> ClaimEvidence:
    """The evidence with each difference's probability filled in, where it is not settled already.

    Args:
        evidence: as gathered.
        probability: of the quoted words, given the values of :class:`EditFeatures`.
    """

    def of_reading(reading: Reading) -> Reading:
        return replace(reading, edits=tuple(of_edit(e) for e in reading.edits))

    def of_edit(edit: EditEvidence) -> EditEvidence:
        return replace(edit, p_quoted=probability(astuple(edit_features(edit)))) if edit.is_open else edit

    spliced = of_reading(evidence.spliced) if evidence.spliced else None
    return replace(evidence, readings=tuple(of_reading(r) for r in evidence.readings), spliced=spliced)
