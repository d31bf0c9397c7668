"""Times of day: the 12-hour one that print has, and the 24-hour one that radio says for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from dispatch.wording.classes import Meaning, class_of
from dispatch.wording.tokens import Kind, Token

HALVES = ("am", "pm")
_BARE = re.compile(r"[1-9]:[0-5][0-9](?![\d:])")
_NAMED = {"noon": "1200", "midnight": "0000"}
_WRITTEN = {"0000": ("0000", "2400")}
"""Times with two ways to write them."""


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """Where among some tokens a time stands, and what it is on a clock of 24 hours: "1605"."""

    first: int
    after: int
    """The token behind it."""
    digits: tuple[str, ...]
    """Four digits, the commoner way first."""


def printed_times(text: str, found: Sequence[Token]) -> list[TimeOfDay]:
    """The times of a 12-hour clock in a text, in order.

    A bare "4:05" may be either half's: it is the early one without its nought, and never "1605".

    Args:
        text: as it is written.
        found: its tokens.

    Example:
        >>> from dispatch.wording import tokens
        >>> quote = "Engine 5 at 4:05 p.m., four a.m., 12.30am and noon, not 14 p.m."
        >>> [time.digits[0] for time in printed_times(quote, tokens(quote))]
        ['1605', '0400', '0030', '1200']
        >>> [time.digits[0] for time in printed_times("by 4:05, 14:05", tokens("by 4:05, 14:05"))]
        ['0405']
    """
    times = []
    for i, token in enumerate(found):
        first = _number_before(text, found, i)
        number = "".join(t.norm for t in found[first:i] if t.kind is Kind.DIGIT)
        if token.norm in HALVES and token.kind is Kind.WORD:
            digits = _in_24_hours(number, afternoon=token.norm == "pm")
        else:
            digits, first = _NAMED.get(token.norm, ""), first if number == "12" else i
        if digits:
            times.append(TimeOfDay(first, i + 1, _WRITTEN.get(digits, (digits,))))
        elif _is_bare(text, found, i):
            times.append(TimeOfDay(i, i + 3, ("0" + "".join(t.norm for t in found[i : i + 3]),)))
    return times


def _is_bare(text: str, found: Sequence[Token], i: int) -> bool:
    """Whether "4:05" stands at token ``i`` with nothing that says of which half of the day."""
    start = found[i].start
    if not _BARE.match(text, start) or text[:start][-1:] in (":", ".") or text[:start][-1:].isdigit():
        return False
    following = found[i + 3].norm if i + 3 < len(found) else ""
    return following not in HALVES and all(t.kind is Kind.DIGIT for t in found[i : i + 3])


def _number_before(text: str, found: Sequence[Token], i: int) -> int:
    """The first token of the number that stands right before token ``i``."""
    first, digits = i, 0
    while first and digits < 4 and _goes_on(text, found[first - 1], found[first], is_last=first == i):
        first -= 1
        digits += found[first].kind is Kind.DIGIT
    return first


def _goes_on(text: str, part: Token, following: Token, *, is_last: bool) -> bool:
    """Whether a token and the one behind it are of one number: "4:05", "four oh five", no "731 4:05"."""
    written, between = text[part.start : part.end], text[part.end : following.start]
    if part.kind is not Kind.DIGIT and written != ".":
        return False
    if part.start == following.start or between in ("", ":") or is_last:
        return len(between) <= 1
    return between in (" ", "-") and not any(c.isdigit() for c in written + text[following.start])


def _in_24_hours(number: str, *, afternoon: bool) -> str:
    """The four digits of a 12-hour clock's time, or none where it is no time."""
    hour, minute = (number, "00") if len(number) <= 2 else (number[:-2], number[-2:])
    if not hour or len(hour) > 2 or not 1 <= int(hour) <= 12 or int(minute) >= 60:
        return ""
    return f"{int(hour) % 12 + 12 * afternoon:02}{minute}"


def heard_times(found: Sequence[Token], wanted: Collection[str]) -> Iterator[TimeOfDay]:
    """Where some of the wanted times were said on a clock of 24 hours, "hours" behind them taken in.

    A nought may have been written as a letter ("O327"), and may be missing before "hours" ("327 hours").

    Example:
        >>> from dispatch.wording import tokens
        >>> said = tokens("Five 1605 hours, O327, sixteen oh five feet, 16.05 or 11605")
        >>> [(t.first, t.after, *t.digits) for t in heard_times(said, {"1605", "0327"})]
        [(1, 6, '1605'), (6, 10, '0327'), (15, 20, '1605')]
    """
    behind = 0
    for i, token in enumerate(found):
        begins = i == 0 or found[i - 1].start != token.start
        read = _read(found, i) if begins and i >= behind else None
        if read is None:
            continue
        digits, after = read
        following = found[after] if after < len(found) else None
        in_hours = following is not None and following.norm == "hours"
        if not in_hours and following is not None and _is_measured(following):
            continue
        whole = "0" + digits if len(digits) == 3 and in_hours else digits
        if len(whole) == 4 and whole in wanted:
            behind = after + in_hours
            yield TimeOfDay(i, behind, (whole,))


def _read(found: Sequence[Token], i: int) -> tuple[str, int] | None:
    """Three or four digits from token ``i`` on that are whole written words, and the place behind them."""
    digits, k = "", i
    if _is_letter_o(found, i):
        digits, k = "0", i + 1
    while k < len(found) and len(digits) < 4:
        is_digit = found[k].kind is Kind.DIGIT
        if not is_digit and not (digits and is_dot(found[k])):
            break
        digits += found[k].norm if is_digit else ""
        k += 1
    cut_short = 0 < k < len(found) and found[k].start == found[k - 1].start
    return (digits, k) if len(digits) >= 3 and not cut_short else None


def _is_letter_o(found: Sequence[Token], i: int) -> bool:
    """Whether a letter O stands right before a digit, where a recogniser means a nought."""
    token, following = found[i], found[i + 1] if i + 1 < len(found) else None
    if token.norm not in ("o", "oscar") or token.end - token.start > 1 or following is None:
        return False
    return following.kind is Kind.DIGIT and following.start - token.end <= 1


def is_dot(token: Token) -> bool:
    """Whether a token is a point that a figure is written with.

    Example:
        >>> from dispatch.wording import tokens
        >>> [is_dot(t) for t in (*tokens("16.05"), *tokens("point"))]
        [False, False, True, False, False, False]
    """
    return token.norm == "point" and token.end - token.start == 1


def _is_measured(following: Token) -> bool:
    """Whether the word behind a number makes it no time: "1605 feet", "the 1600 block"."""
    return class_of(following) is Meaning.UNIT or following.norm == "block"
