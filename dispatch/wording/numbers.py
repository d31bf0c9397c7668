"""Numbers as radio says them → digits.

A run of number words and figures becomes the digits one would write: "nine twenty two" 922, "forty
one hundred" 4100, "twenty one oh five" 2105, "one hundred and five" 105, "twelve thousand five
hundred" 12500. Words beside each other that make no larger number are written one after another, as
radio reads call signs, times and addresses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dispatch.wording import lexicon

_FIGURES = re.compile(r"(\d+(?:,\d{3})*)(st|nd|rd|th|s)?$")
_APART = frozenset({"and", "point", "decimal"})
"""Words of a run that are no part of a number themselves."""
_LONGEST_COUNTED = 9
"""Figures; nobody says "hundred" behind more, and Python counts only so far."""


def is_number_word(low: str) -> bool:
    """Whether a lower-case lexeme is a figure or a number word.

    Example:
        >>> is_number_word("39th"), is_number_word("niner"), is_number_word("second")
        (True, True, False)
    """
    return (
        low in lexicon.UNITS
        or low in lexicon.TENS
        or low in lexicon.MULTIPLIERS
        or (low in lexicon.ORDINALS and low != "second")
        or bool(_FIGURES.match(low))
    )


def digits_of_run(run: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Digits (and ``point``, ``and``, and ``th`` for an ordinal) of a run of lower-case number lexemes.

    Yields:
        (token, first lexeme, last lexeme) for each.

    Example:
        >>> [d for d, _, _ in digits_of_run(["nine", "twenty", "two"])]
        ['9', '2', '2']
        >>> [d for d, _, _ in digits_of_run(["one", "hundred", "and", "five"])]
        ['1', '0', '5']
        >>> [d for d, _, _ in digits_of_run(["thirty", "ninth"])]
        ['3', '9', 'th']
    """
    for text, first, last, ordinal in _groups(run):
        if text in _APART:
            yield text, first, last
            continue
        for digit in text:
            yield digit, first, last
        if ordinal:
            yield "th", first, last


def _groups(run: Sequence[str]) -> Iterator[tuple[str, int, int, bool]]:
    """(digits, first, last, is ordinal) of each number in a run."""
    i = 0
    while i < len(run):
        if run[i] in _APART:
            yield "and" if run[i] == "and" else "point", i, i, False
            i += 1
            continue
        value, size, ordinal = _one_number(run, i)
        yield value, i, i + size - 1, ordinal
        i += size


def _one_number(run: Sequence[str], i: int) -> tuple[str, int, bool]:
    """The longest number that starts at ``i``: (digits, lexemes used, is ordinal)."""
    if run[i] == "a":
        value, size, ordinal = 1, 1, False
    else:
        text, size, ordinal = _below_hundred(run, i)
        if ordinal or (len(text) > 1 and text[0] == "0") or len(text) > _LONGEST_COUNTED:
            return text, size, ordinal
        value = int(text)
        if run[i] in lexicon.MULTIPLIERS:
            value, size = 1, 0
    if i + size >= len(run) or run[i + size] not in lexicon.MULTIPLIERS:
        return str(value), size, ordinal
    total = 0
    while i + size < len(run) and run[i + size] in lexicon.MULTIPLIERS:
        multiplier = lexicon.MULTIPLIERS[run[i + size]]
        size += 1
        if multiplier == 1000:
            total, value = (total + value) * 1000, 0
        else:
            total, value = total + value * 100, 0
        more = _remainder(run, i + size, 100 if multiplier == 100 else 1000)
        if more is None:
            break
        value, used, ordinal = more
        size += used
        if multiplier == 100 and not (i + size < len(run) and run[i + size] == "thousand"):
            break
    return str(total + value), size, ordinal


def _remainder(run: Sequence[str], i: int, below: int) -> tuple[int, int, bool] | None:
    """What may follow "hundred" or "thousand" as part of the same number."""
    skip = 1 if i < len(run) and run[i] == "and" else 0
    if i + skip >= len(run) or run[i + skip] in (*lexicon.SPOKEN_ONLY_AS_DIGIT, "zero", "point", "decimal"):
        return None
    if run[i + skip] in lexicon.MULTIPLIERS:
        return None
    text, size, ordinal = _below_hundred(run, i + skip)
    if _FIGURES.match(run[i + skip]) and not (skip and len(text) < len(str(below))):
        return None  # "hundred 5" is two numbers, "hundred and 5" is one
    if below == 100 and skip == 0 and i + size < len(run) and _continues_separately(run, i + size, text):
        return None
    return int(text), size + skip, ordinal


def _continues_separately(run: Sequence[str], after: int, text: str) -> bool:
    """Whether the words after "hundred" are said digit by digit: "four hundred one two" is 400 12."""
    return len(text) == 1 and run[after] in lexicon.UNITS and run[after] not in lexicon.MULTIPLIERS


def _below_hundred(run: Sequence[str], i: int) -> tuple[str, int, bool]:
    """The figure or the number below a hundred at ``i``: (digits, lexemes used, is ordinal)."""
    word = run[i]
    figures = _FIGURES.match(word)
    if figures:
        return figures.group(1).replace(",", ""), 1, figures.group(2) in ("st", "nd", "rd", "th")
    if word in lexicon.TENS and i + 1 < len(run):
        following = run[i + 1]
        if 1 <= lexicon.UNITS.get(following, 0) <= 9 and following != "oh":
            return str(lexicon.TENS[word] + lexicon.UNITS[following]), 2, False
        if lexicon.ORDINALS.get(following, 99) < 10:
            return str(lexicon.TENS[word] + lexicon.ORDINALS[following]), 2, True
    if word in lexicon.TENS:
        return str(lexicon.TENS[word]), 1, False
    if word in lexicon.ORDINALS:
        return str(lexicon.ORDINALS[word]), 1, True
    if word in lexicon.MULTIPLIERS:
        return "1", 1, False
    return str(lexicon.UNITS[word]), 1, False
