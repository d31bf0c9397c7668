"""The tables of words that may tell of one thing, or of opposites."""

from __future__ import annotations

from dispatch.judge.relations import _OPPOSITE, _SAME, _bases

Groups = tuple[frozenset[str], frozenset[str]]


def related(groups: list[Groups]) -> set[frozenset[str]]:
    """Pairs of different words that groups set beside each other."""
    return {frozenset((a, b)) for one, other in groups for a in _bases(one) for b in _bases(other) if a != b}


def test_every_entry_adds_a_pair() -> None:
    for table in ([(group, group) for group in _SAME], list(_OPPOSITE)):
        for k, entry in enumerate(table):
            assert related(table[:k] + table[k + 1 :]) < related(table), entry
