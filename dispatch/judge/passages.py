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
from dispatch.values import Role, Transmission

BEFORE, AFTER = 0.5, 0.3
"""What the transmissions just before and after count for."""

OTHER_ROLE = 0.7
"""What a transmission by another role than the one named counts for."""

CLEAR = 0.8
"""Probability from which a role is another than the one named."""

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
    before, after = [0.0, *found[:-1]], [*found[1:], 0.0]
    around = (f + BEFORE * b + AFTER * a for f, b, a in zip(found, before, after, strict=True))
    return [s * _by_role(statement, t) for s, t in zip(around, transmissions, strict=True)]


def _by_role(statement: Statement, said: Transmission) -> float:
    named = statement.claim.attributed_to
    other = named not in (Role.UNKNOWN, said.role) and said.role_probability >= CLEAR
    return OTHER_ROLE if other else 1.0
