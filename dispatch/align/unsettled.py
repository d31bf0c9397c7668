"""Words that were heard where the sound can't tell them from others: "fifteen" and "fifty"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dispatch.align.acoustic import Witness
from dispatch.align.alignment import pairings
from dispatch.align.asking import Lane
from dispatch.align.by_sound import OPEN, preference, rounded
from dispatch.align.confusions import confusable
from dispatch.align.placement import Placement
from dispatch.values import Claim, Difference, Operation, Transmission
from dispatch.values.evidence import EditEvidence, UnsettledNumber
from dispatch.wording import Kind, Meaning, digits_of, tokens, weight
from dispatch.wording.similarity import stem

UNSETTLED_NATS = 1.5
"""Margin over its confusable other below which a word that both sides share is open all the same."""

CLEARLY_OTHER = 0.1
"""Probability of a word where the sound clearly prefers its confusable other."""


def unsettled_words(placement: Placement, witness: Witness) -> list[EditEvidence]:
    """Words that quote and transcript share and the sound can't tell from their confusable other."""
    matched: dict[int, list[tuple[int, int]]] = {}
    for _, at in pairings(pair for pair in placement.path.pairs if pair.cost == 0):
        h = placement.stream.heard[at]
        matched.setdefault(h.transmission, []).append((h.token.start, h.token.end))
    found = []
    for place, ranges in matched.items():
        transmission = placement.stream.transmissions[place]
        for start, end, other in confusable(transmission.text):
            if (start, end) not in ranges:
                continue
            margin = witness.swap_margin(transmission, start, end, other)
            if margin < UNSETTLED_NATS:
                found.append(_unsettled(transmission, (start, end), other, margin))
    return found


def _unsettled(transmission: Transmission, at: tuple[int, int], other: str, margin: float) -> EditEvidence:
    word, sound = transmission.text[at[0] : at[1]], (preference(margin), rounded(margin))
    meaning = Meaning.MODALITY if word[0].isalpha() and "can" in word.lower() else Meaning.NUMBER
    return EditEvidence(
        Difference(Operation.REPLACE, word, word, transmission.span, *sound, meaning.value),
        guarded=True,
        carries_meaning=True,
        quoted_words=0,
        heard_words=1,
        crosses_sentence=False,
        sound_similarity=1.0,
        heard_probability=transmission.confidence,
        p_quoted=OPEN if margin > -UNSETTLED_NATS else CLEARLY_OTHER,
        confusable=other,
    )


def unsettled_numbers(claim: Claim, lanes: Sequence[Lane]) -> tuple[UnsettledNumber, ...]:
    """Where a number of a claim, or one mistaken for it, was heard and the sound can't tell which.

    Only where another word of the claim was heard as well: without one nothing there speaks to it.
    """
    claimed, words = _numbers(claim.quote), _words(claim.quote)
    found = []
    for stream, witness in lanes:
        for said in stream.transmissions if witness and claimed else ():
            for start, end, other in confusable(said.text):
                heard = said.text[start:end]
                if not claimed & {digits_of(heard), digits_of(other)} or not words & _words(said.text):
                    continue
                if witness and witness.swap_margin(said, start, end, other) < UNSETTLED_NATS:
                    found.append(UnsettledNumber(stream.recording, said.id, heard, other))
    return tuple(found)


def _words(text: str) -> set[str]:
    """The stems of the words that carry meaning."""
    return {stem(t.norm) for t in tokens(text) if t.kind is Kind.WORD and weight(t) >= 1.0}


def _numbers(text: str) -> set[str]:
    """The numbers of a text, as digits."""
    digits: dict[int, str] = defaultdict(str)
    for token in tokens(text):
        if token.kind is Kind.DIGIT:
            digits[token.start] += token.norm
    return set(digits.values())
