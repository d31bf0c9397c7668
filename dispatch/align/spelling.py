"""One wording, written the ways a recogniser might write it.

Style alone moves a likelihood by more than a wrong word does: "304" or "three oh four", a capital, a
comma. So every wording that is compared gets the same ways of being written, best against best.
"""

from __future__ import annotations

import re

DIGIT_NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
          "nineteen")  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBER_WORD = re.compile(
    r"\b(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|niner)"
    r"(?:[ -](?:zero|oh|one|two|three|four|five|six|seven|eight|nine|niner))+\b",
    re.IGNORECASE,
)
_FIGURES = re.compile(r"\d[\d,:]*")
_CANINE = re.compile(r"\bcanine (\d)", re.IGNORECASE)


def spellings(text: str) -> tuple[str, ...]:
    """At most four ways to write ``text``: as given, numbers in figures, as words, digit by digit.

    Example:
        >>> spellings("Engine 304")
        ('Engine 304', 'Engine three oh four', 'Engine three zero four')
        >>> spellings("hold short"), spellings("Canine 6")
        (('hold short',), ('Canine 6', 'K-96', 'Canine six'))
    """
    ways = [text, _CANINE.sub(r"K-9\1", text), _NUMBER_WORD.sub(_as_figures, text)]
    ways += [_FIGURES.sub(lambda m: _in_pairs(m.group()), text)]
    ways += [_FIGURES.sub(lambda m: _digit_by_digit(m.group()), text)]
    return tuple(dict.fromkeys(ways))[:4]


def _as_figures(match: re.Match[str]) -> str:
    names = {name: str(i) for i, name in enumerate(DIGIT_NAMES)} | {"oh": "0", "niner": "9"}
    return "".join(names[word] for word in re.split("[ -]", match.group().lower()))


def _digit_by_digit(figures: str) -> str:
    return " ".join(DIGIT_NAMES[int(c)] for c in figures if c.isdigit())


def _in_pairs(figures: str) -> str:
    """As radio says it: 922 nine twenty two, 4100 forty one hundred, 304 three oh four."""
    digits = "".join(c for c in figures if c.isdigit())
    if len(digits) > 4 or not digits:
        return _digit_by_digit(digits)
    if len(digits) <= 2:
        return _pair(digits)
    head, tail = digits[:-2], digits[-2:]
    if tail == "00" and len(head) == 2 and head.endswith("0"):
        return f"{DIGIT_NAMES[int(head[0])]} thousand"
    if tail == "00":
        return f"{_pair(head)} hundred"
    return f"{_pair(head)} {_pair(tail)}"


def _pair(digits: str) -> str:
    if len(digits) == 1:
        return DIGIT_NAMES[int(digits)]
    tens, ones = int(digits[0]), int(digits[1])
    if tens == 0:
        return f"oh {DIGIT_NAMES[ones]}"
    if tens == 1:
        return _TEENS[ones]
    return _TENS[tens] + (f" {DIGIT_NAMES[ones]}" if ones else "")
