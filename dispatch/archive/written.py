"""Where a phrase stands in a text with its numbers whole, which the index, holding digits, does not tell."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dispatch.archive.indexing import sound_term, terms_of
from dispatch.wording import Kind, tokens


@dataclass(frozen=True, slots=True)
class Written:
    """The terms of a text, and which of its numbers each belongs to; None for a word."""

    terms: tuple[str, ...]
    numbers: tuple[int | None, ...]

    def holds(self, wanted: Sequence[str], *, sounds: bool, prefix: bool) -> bool:
        """Whether these terms stand in a row, with no digit of the same number before or behind them.

        Args:
            sounds: they are how terms sound.
            prefix: the last one is a beginning, and so is the number that it belongs to.

        Example:
            >>> written("Engine 12").holds(["engine", "1"], sounds=False, prefix=False)
            False
            >>> written("Engine 12").holds(["engine", "1"], sounds=False, prefix=True)
            True
        """
        there = [_folded(sound_term(term) if sounds else term) for term in self.terms]
        looked_for = [_folded(term) for term in wanted]
        size = len(looked_for)
        return any(
            (
                there[at : at + size] == looked_for
                if not prefix
                else _begins(there[at : at + size], looked_for)
            )
            and not self._is_one_number(at)
            and (prefix or not self._is_one_number(at + size))
            for at in range(len(there) - size + 1)
        )

    def _is_one_number(self, at: int) -> bool:
        """Whether a number goes on from the term before into this one."""
        if not 0 < at < len(self.numbers):
            return False
        return self.numbers[at] is not None and self.numbers[at] == self.numbers[at - 1]


def written(text: str) -> Written:
    """The terms of a text as the index has them, and its numbers.

    What is written together is one number, "10-4" and "21:30" too; "9 22" is two, of which each may be
    meant, or both.

    Example:
        >>> written("10-4, 9 22 west")
        Written(terms=('1', '0', '4', '9', '2', '2', 'west'), numbers=(1, 1, 1, 2, 3, 3, None))
    """
    found = list(_terms(text))
    return Written(tuple(term for term, _ in found), tuple(number for _, number in found))


def _terms(text: str) -> Iterator[tuple[str, int | None]]:
    number, end = 0, None
    for token in tokens(text):
        is_digit = token.kind is Kind.DIGIT
        if is_digit and (end is None or any(map(str.isspace, text[end : token.start]))):
            number += 1
        end = token.end if is_digit else None
        for term in terms_of([token]):
            yield term, number if is_digit else None


def _begins(there: Sequence[str], wanted: Sequence[str]) -> bool:
    return there[:-1] == wanted[:-1] and there[-1].startswith(wanted[-1])


def _folded(term: str) -> str:
    """A term without its accents, as the index compares it."""
    apart = unicodedata.normalize("NFD", term)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).lower()
