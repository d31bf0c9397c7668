"""Which transmissions speak to a statement: found by its words, however a report retells them.

A rare word says more than a common one (inverse document frequency: Sparck Jones, "A statistical
interpretation of term specificity", Journal of Documentation 28, 1972), what is said just before and after
names what "it" and "he" are, and whoever is said to have spoken is likelier to have.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from dispatch.judge.retelling import likeness
from dispatch.judge.statement import Statement, words_of
from dispatch.values import Transmission

BEFORE, AFTER = 0.5, 0.3
"""What the transmissions just before and after count for."""

RANKED_OTHER_ROLE = 0.7
"""What a transmission by another role than the one named counts for when they are ranked."""

LEAST_ALIKE = 0.5
"""Likeness from which a transmission counts as holding a word."""


def relevance(statement: Statement, transmissions: Sequence[Transmission]) -> list[float]:
    """How much each transmission speaks to a statement: comparable among those given, 0 for nothing.

    The weights of context and role were chosen on sixteen exchanges written for that
    (``tests/judge/statements/first.json``).
    """
    spoken = [words_of(t.text) for t in transmissions]
    found = [0.0] * len(spoken)
    for token, weight in zip(statement.subject, statement.weights, strict=True):
        alike = [max((likeness(token, h) for h in words), default=0.0) for words in spoken]
        holding = sum(a >= LEAST_ALIKE for a in alike)
        rarity = math.log((len(spoken) + 1) / (holding + 0.5))
        found = [f + weight * rarity * a for f, a in zip(found, alike, strict=True)]
    before, after = [0.0, *found][: len(found)], [*found, 0.0][1:]
    around = (f + BEFORE * b + AFTER * a for f, b, a in zip(found, before, after, strict=True))
    by_role = (RANKED_OTHER_ROLE if statement.is_anothers(t) else 1.0 for t in transmissions)
    return [share * told for share, told in zip(around, by_role, strict=True)]
