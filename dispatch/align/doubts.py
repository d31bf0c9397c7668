"""What makes a quote doubtful beside its words: what it adds, hangs on, or makes a question."""

from __future__ import annotations

from dataclasses import replace

from dispatch.align.brackets import added_by_brackets
from dispatch.align.cuts import torn_from
from dispatch.align.hanging import hangs_on
from dispatch.align.placement import Placement
from dispatch.align.statements import statement_asked
from dispatch.values.evidence import Reading


def with_doubts(reading: Reading, placement: Placement) -> Reading:
    """A reading with the doubts that its placement raises; none of them is an alteration for sure."""
    in_one = len(placement.runs) == 1
    return replace(
        reading,
        added=added_by_brackets(placement) if in_one else "",
        hangs_on=(hangs_on(placement) or torn_from(placement)) if in_one else "",
        stated=statement_asked(placement),
    )
