"""Which differences between a quote and what was heard are mishearings, told from what was truly said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dispatch.align.placement import placements
from dispatch.align.rereading import Ranges, agreed
from dispatch.align.stream import stream_of
from dispatch.values import Operation, Span, Transmission
from dispatch.values.evidence import EditEvidence, Reading
from dispatch.wording import tokens, weight

SHARED_S = 0.2
"""What a true transmission must share with a reading's to be what was said there."""

CARRIES = 0.5
"""Weight from which a word of the quote has to have been said."""

LEAST_SIMILAR = 0.4
"""Similarity of readings whose differences are learnt from: those that the product asks the sound about."""


def labelled_edits(
    quote: str, said: Sequence[dict[str, Any]], readings: Sequence[Reading]
) -> Iterator[tuple[EditEvidence, bool]]:
    """The differences in a quote's readings, each with whether the quoted side was said there.

    Args:
        quote: as printed.
        said: the true transmissions: ``start`` and ``end`` in seconds, ``spoken``.
        readings: where it could have been said, wrong places among them.
    """
    for reading in readings:
        if reading.similarity >= LEAST_SIMILAR:
            truly, norms = _truly_said(quote, said, reading)
            for edit in reading.edits:
                label = _label(quote, edit, truly, norms)
                if edit.is_open and label is not None:
                    yield edit, label


def _truly_said(
    quote: str, said: Sequence[dict[str, Any]], reading: Reading
) -> tuple[Ranges, frozenset[str]]:
    """The quote's characters that match what was said in a reading's transmissions, and all words said."""
    spans = [t.span for t in reading.transmissions]
    there = [
        Transmission(k, Span(round(t["start"] * 1000), round(t["end"] * 1000)), text=t["spoken"])
        for k, t in enumerate(said)
        if any(min(t["end"], s.end_s) - max(t["start"], s.start_s) > SHARED_S for s in spans)
    ]
    stream = stream_of("", 0, there)
    found = placements(quote, tokens(quote), stream, 1)
    return agreed(found[0]) if found else frozenset(), frozenset(h.token.norm for h in stream.heard)


def _label(quote: str, edit: EditEvidence, truly: Ranges, norms: frozenset[str]) -> bool | None:
    difference = edit.difference
    if difference.op is Operation.DELETE:
        return not any(t.norm in norms for t in tokens(difference.heard))
    start = quote.find(difference.quoted)
    end = start + len(difference.quoted)
    inside = [t for t in tokens(quote) if start <= t.start and t.end <= end and weight(t) >= CARRIES]
    return all((t.start, t.end) in truly for t in inside) if start >= 0 and inside else None
