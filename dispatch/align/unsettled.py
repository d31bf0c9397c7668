"""Numbers of a statement that were heard where the sound can't tell them from others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from dispatch.align.asking import Lane
from dispatch.align.confusions import confusable
from dispatch.values import Claim
from dispatch.values.evidence import UnsettledNumber
from dispatch.wording import Kind, digits_of, tokens, weight
from dispatch.wording.similarity import stem

UNSETTLED_NATS = 1.5
"""Margin over its confusable other below which a word that both sides share is open all the same."""


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
