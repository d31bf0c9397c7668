"""Values of other people's JSON and form fields: taken where they make sense, None where they don't."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from dispatch.sources.account import at_epoch, epoch_ms

LONGEST_TEXT = 200
LARGEST_WHOLE = 2**53
"""Beyond it a JSON number is not exact."""
MOST_MHZ = 10_000.0
"""No scanner hears as high, and nobody speaks as low in hertz."""
EARLIEST, LATEST = at_epoch(631_152_000_000), at_epoch(4_102_444_800_000)
"""1990 and 2100: no scanner recording is older, none younger."""
NOTHING = frozenset({"", "-", "null", "none", "unknown", "n/a"})


def text(value: Any) -> str | None:
    """Words or a number as one printable line.

    Example:
        >>> text(" Engine\\x00 96\\n"), text(41003), text("-"), text(["a"])
        ('Engine 96', '41003', None, None)
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = whole(value)
        return None if number is None else str(number)
    if not isinstance(value, str):
        return None
    head = value[: 4 * LONGEST_TEXT].encode("utf-8", "replace").decode()
    line = " ".join("".join(char if char.isprintable() else " " for char in head).split())[:LONGEST_TEXT]
    return None if line.lower() in NOTHING else line


def number(value: Any) -> float | None:
    """A finite number, from a string too, as form fields have it.

    Example:
        >>> number("4.25"), number(float("nan")), number(True), number("1e999")
        (4.25, None, None, None)
    """
    if isinstance(value, str) and len(value) <= 40:
        try:
            value = float(value)
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, int) and abs(value) > LARGEST_WHOLE:
        return None
    return float(value) if math.isfinite(value) and abs(value) <= LARGEST_WHOLE else None


def whole(value: Any) -> int | None:
    """A whole number, by whatever type it came.

    Example:
        >>> whole(8.53788e8), whole("11"), whole(1.5), whole(10**400)
        (853788000, 11, None, None)
    """
    found = number(value)
    return int(found) if found is not None and found == int(found) else None


def hertz(value: Any) -> int | None:
    """A frequency, written in hertz or in megahertz.

    Example:
        >>> hertz(8.53788e8), hertz("858.4625"), hertz(0)
        (853788000, 858462500, None)
    """
    found = number(value)
    if found is None or found <= 0:
        return None
    return whole(found) if found >= MOST_MHZ else round(found * 1_000_000)


def seconds_as_ms(value: Any) -> int | None:
    """A length or a place in seconds, not negative and at most a week, as whole milliseconds.

    Example:
        >>> seconds_as_ms(1.8), seconds_as_ms(-1), seconds_as_ms(1e12)
        (1800, None, None)
    """
    found = number(value)
    return round(found * 1000) if found is not None and 0 <= found <= 604_800 else None


def moment_ms(value: Any) -> tuple[int, bool] | None:
    """A moment since 1970 in milliseconds, and whether it was written that finely.

    Seconds, milliseconds and microseconds since 1970 are told apart by their size, as programs have
    confused them; text is read as ISO 8601 with a zone.

    Example:
        >>> moment_ms(1768685405), moment_ms("2026-01-17T21:30:05Z"), moment_ms(0)
        ((1768685405000, False), (1768685405000, False), None)
        >>> moment_ms(1768685405250), moment_ms(1768685405250000)
        ((1768685405250, True), (1768685405250, True))
    """
    found = number(value)
    if found is None:
        return _iso_ms(value)
    for per_second in (1, 1000, 1_000_000):
        ms = int(found * 1000) if per_second == 1 else int(found) * 1000 // per_second
        if epoch_ms(EARLIEST) <= ms <= epoch_ms(LATEST):
            return ms, per_second > 1 or ms % 1000 != 0
    return None


def local_moment(value: Any) -> datetime | None:
    """A date and a time of ISO 8601 to the second, without a zone.

    Example:
        >>> local_moment("2026-01-17T21:30:05")
        datetime.datetime(2026, 1, 17, 21, 30, 5)
        >>> local_moment("2026-01-17T21:30:05Z"), local_moment("2026-01-17")
        (None, None)
    """
    moment = _iso(value)
    written_to_the_second = isinstance(value, str) and len(value) >= len("20260117T213005")
    return moment if moment and moment.tzinfo is None and written_to_the_second else None


def _iso_ms(value: Any) -> tuple[int, bool] | None:
    moment = _iso(value)
    return None if moment is None or moment.tzinfo is None else (epoch_ms(moment), "." in value)


def _iso(value: Any) -> datetime | None:
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        moment = datetime.fromisoformat(value)
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment if EARLIEST <= zoned <= LATEST else None
    except (ValueError, OverflowError):
        return None


def rows(value: Any, most: int) -> tuple[Mapping[str, Any], ...]:
    """The objects of a list; anything else in it is an empty one, so that places in it are kept."""
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        return ()
    return tuple(row if isinstance(row, Mapping) else {"src": row} for row in value[:most])
