"""Where in an archive a quote may have been said: transmissions ranked by what they share with it.

The quote's words, their pairs and its numbers are looked up in the index, and rare words also by their
sound, since a recogniser spells names its own way. What is rarer weighs more (the logarithm of its odds).
The best are then compared with the quote letter by letter, together with the transmissions around them, so
that words over two transmissions, and half misheard ones, find their place. Nothing here decides whether
a quote was said; it decides where to look.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dispatch.archive.database import Archive
from dispatch.archive.indexing import sound_term, terms
from dispatch.archive.within import PLACES, TRANSMISSIONS, Within

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_ROWS = 150_000
"""Rows of the index read for one quote: its rarest words first, the commonest not at all. About 0.2 s."""

COMMON_PAIR = 20_000
"""A pair is looked up only if one of its words stands in fewer transmissions."""

BY_SOUND = 0.6
"""What a word that only sounds so counts for, of one that is written so."""

COMPARED = 150
"""Transmissions compared with the quote letter by letter."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A transmission where a quote may have been said."""

    transcript: int
    """Id of its transcript in the archive."""
    number: int
    """The transmission's own id in that transcript."""
    likeness: float
    """How much of the quote is written there or around it, letter by letter, 0..1."""


@dataclass(frozen=True, slots=True)
class _Feature:
    """Something of a quote that can be looked up."""

    match: str
    likely_rows: int
    share: float = 1.0


class Finder:
    """Looks for quotes in one part of an archive, whose extent is read once."""

    def __init__(self, archive: Archive, within: Within | None = None) -> None:
        self._archive = archive
        [(last,)] = archive.rows("SELECT coalesce(max(id), 0) FROM transmission")
        self._rows = int(last) + 1
        self._inside = self._mask(within or Within())

    def best(self, quote: str, limit: int = 20) -> tuple[Candidate, ...]:
        """The likeliest transmissions for a quote, likeliest first; none for a quote without words."""
        import numpy as np

        said = terms(quote)
        scores = np.zeros(self._rows, dtype=np.float32)
        spent = 0
        for feature in sorted(self._features(said), key=lambda one: one.likely_rows):
            if spent and spent + feature.likely_rows > MOST_ROWS:
                continue
            rows = self._looked_up(feature.match)
            spent += max(len(rows), feature.likely_rows)
            if len(rows):
                scores[rows] += feature.share * math.log1p(self._rows / len(rows))
        scores *= self._inside
        likely = np.argsort(-scores, kind="stable")[:COMPARED]
        compared = self._compared(said, [int(row) for row in likely if scores[row] > 0])
        return tuple(compared[:limit])

    def _features(self, said: Sequence[str]) -> Iterator[_Feature]:
        counts = {term: self._count("said", term) for term in dict.fromkeys(said)}
        for term, count in counts.items():
            if count and not term.isdigit():
                yield _Feature(f'said : "{term}"', count)
            sound = sound_term(term)
            alike = self._count("sounds", sound)
            if alike > count and len(sound) > 2:
                yield _Feature(f'sounds : "{sound}" NOT said : "{term}"', alike, BY_SOUND)
        for first, second in dict.fromkeys(pairwise(said)):
            rarer = min(counts[first], counts[second])
            if 0 < rarer <= COMMON_PAIR or (rarer and first.isdigit() and second.isdigit()):
                yield _Feature(f'said : "{first} {second}"', rarer // 4)
        for number in _numbers(said):
            yield _Feature(f'said : "{" ".join(number)}"', 0)

    def _count(self, column: str, term: str) -> int:
        found = self._archive.rows("SELECT doc FROM word_counts WHERE term = ? AND col = ?", (term, column))
        return int(found[0][0]) if found else 0

    def _looked_up(self, match: str) -> NDArray[np.int64]:
        import numpy as np

        found = self._archive.rows("SELECT rowid FROM words WHERE words MATCH ?", (match,))
        return np.fromiter((row for (row,) in found), dtype=np.int64, count=len(found))

    def _mask(self, within: Within) -> NDArray[np.bool_]:
        """Which rows of the index are current transcripts' and inside the part."""
        import numpy as np

        inside = np.zeros(self._rows, dtype=np.bool_)
        if within.is_bounded_in_time:
            query = (
                "SELECT transmission.id, transmission.id FROM place JOIN transcript "
                "ON transcript.recording = place.recording AND current "
                "JOIN transmission ON transmission.transcript = transcript.id "
                f"WHERE {PLACES} AND {TRANSMISSIONS}"
            )
        else:
            query = (
                "SELECT first_row, last_row FROM place JOIN transcript "
                f"ON transcript.recording = place.recording AND current WHERE {PLACES}"
            )
        for first, last in self._archive.rows(query, within.parameters()):
            inside[first : last + 1] = True
        return inside

    def _compared(self, said: Sequence[str], rows: Sequence[int]) -> list[Candidate]:
        from rapidfuzz import fuzz

        wanted = " ".join(said)
        found = []
        for row in rows:
            around = self._archive.rows(
                "SELECT here.transcript, here.number, group_concat(words.said, ' ') "
                "FROM transmission AS here "
                "JOIN words ON words.rowid BETWEEN here.id - 1 AND here.id + 1 "
                "JOIN transmission AS near ON near.id = words.rowid AND near.transcript = here.transcript "
                "WHERE here.id = ?",
                (row,),
            )
            [(transcript, number, text)] = around
            found.append(Candidate(transcript, number, fuzz.partial_ratio(wanted, text) / 100))
        return sorted(found, key=lambda one: -one.likeness)


def _numbers(said: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Runs of three or more digits: a unit, an address, a time."""
    run: list[str] = []
    for term in (*said, ""):
        if term.isdigit():
            run.append(term)
            continue
        if len(run) > 2:
            yield tuple(run)
        run = []
