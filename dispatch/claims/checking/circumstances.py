"""Time, place, channel and call sign that an article gives around a quotation, to narrow the search.

A clock time without a date stays a time (``T21:07:00``); with a full date it is a local date and
time. Nothing is guessed: no time zone, no year that the article or the page doesn't give.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

_MONTHS = {
    month: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for month in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?P<iso>\d{{4}}-\d\d-\d\d)\b|\b(?P<m1>{_MONTH})\.?\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+"
    rf"(?P<y1>\d{{4}}))?"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{_MONTH})\b\.?(?:,?\s+(?P<y2>\d{{4}}))?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\b(?P<h>\d{1,2})[:.](?P<m>[0-5]\d)(?::(?P<s>[0-5]\d))?\s*(?P<ap>[ap])?\.?m?\b(?!\s*(?:%|percent|"
    r"miles|million|MHz|feet|mm|kg))"
    r"|\b(?P<h2>\d{1,2})\s*(?P<ap2>[ap])\.?m\b|\b(?P<h3>[01]\d|2[0-3])(?P<m3>[0-5]\d)\s*(?:hours|hrs|h\b)"
    r"|\b(?P<h4>\d{1,2})\s?h\s?(?P<m4>[0-5]\d)\b|\b(?P<word>noon|midnight)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:at|near|on|in|off|along|outside|inside|to|from)\s+(?:the\s+(?:intersection|corner|scene)\s+of\s+)?"
    r"(?P<place>(?:\d+(?:st|nd|rd|th)?\s+)?(?:[A-Z][\w’'.-]*\s+|of\s+|and\s+|the\s+|\d+(?:st|nd|rd|"
    r"th)\s+){0,6}"
    r"(?:Street|St\.|Avenue|Ave\.|Road|Rd\.|Lane|Drive|Boulevard|Blvd\.|Place|Pike|Highway|Route \d+|Creek|"
    r"River|Bridge|Quay|Pier|Quarry|"
    r"Park|Station|Airport|Hospital|School|Hall|Harbou?r|Head|Ridge|Dam|Way|Court|Square|Terrace|Elevator|"
    r"Mall|Tower|Beach|Lake)\b"
    r"(?:\s+and\s+(?:[A-Z][\w’'.-]*\s*){1,3})?)"
)
_CHANNEL = re.compile(
    r"\b(?:(?:marine |VHF |tac(?:tical)? |fire |fireground |police |ops |operations |zone |dispatch |"
    r"talkgroup )?"
    r"(?:channel|talkgroup|frequency|tac|ops|zone)\s?#?(?P<number>\d[\d.]*(?: ?MHz)?))\b"
    r"|\b(?P<named>(?:ground|tower|approach|departure|tactical|tac|fireground|main dispatch|county fire|"
    r"county|fire|police|dispatch|working|marine|line['’]s radio)"
    r" (?:channel|frequency|talkgroup))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of a whole article, read once."""

    years: frozenset[str]
    day: datetime.date | None
    """The only day that it names, if it names one alone."""


def dates_in(article: str, published: str | None = None) -> Dates:
    """The article's years and its only day; ``published`` (ISO date) gives the year where the text has none.

    Example:
        >>> dates_in("It began on March 3, 2024, and ended that night.").day
        datetime.date(2024, 3, 3)
        >>> dates_in("It began on March 3, 2024, and ended on March 4.").day is None
        True
    """
    dated = {found.group(): found for found in _DATE.finditer(article)}.values()
    years = frozenset(
        year for found in dated if (year := found["y1"] or found["y2"] or (found["iso"] or "")[:4])
    )
    if dated and not years and published:
        years = frozenset({published[:4]})
    days = {day for found in dated if (day := _day(found, years))}
    return Dates(years, days.pop() if len(days) == 1 else None)


def said_at(near: str, dates: Dates) -> str | None:
    """ISO 8601 time of a quotation from the words ``near`` it; its date, or the article's only one.

    Example:
        >>> said_at("the dispatcher said at 9:07 p.m.", dates_in("On March 3, 2024, it rained."))
        '2024-03-03T21:07:00'
        >>> said_at("a medic radioed shortly after 3 a.m.", dates_in(""))
        'T03:00:00'
    """
    clock = _clock(near)
    if clock is None:
        return None
    days = {day for found in _DATE.finditer(near) if (day := _day(found, dates.years))}
    date = days.pop() if len(days) == 1 else None if days else dates.day
    return f"{date.isoformat()}T{clock.isoformat()}" if date else f"T{clock.isoformat()}"


def place_in(words: str) -> str | None:
    """The place that the words name, as they name it.

    Example:
        >>> place_in("a call for assistance at 39th Place and Kedzie Avenue on Saturday")
        '39th Place and Kedzie Avenue'
    """
    found = _PLACE.search(words)
    return " ".join(found["place"].split()) if found else None


def channel_in(words: str) -> str | None:
    """The channel, frequency or talkgroup that the words name.

    Example:
        >>> channel_in("her skipper called on channel 16 at dawn")
        'channel 16'
    """
    found = _CHANNEL.search(words)
    return " ".join(found.group().split()) if found else None


def _clock(words: str) -> datetime.time | None:
    for found in _CLOCK.finditer(words):
        if found["word"]:
            return datetime.time(12 if found["word"].lower() == "noon" else 0)
        hour = int(found["h"] or found["h2"] or found["h3"] or found["h4"])
        minute = int(found["m"] or found["m3"] or found["m4"] or 0)
        half = (found["ap"] or found["ap2"] or "").lower()
        if half and not 1 <= hour <= 12:
            continue
        hour = hour % 12 + (12 if half == "p" else 0) if half else hour
        plain = half or found["h3"] or found["h4"] or hour > 12 or (found["h"] or "").startswith("0")
        if hour < 24 and plain and (half or "." not in found.group()):
            return datetime.time(hour, minute, int(found["s"] or 0))
    return None


def _day(found: re.Match[str], years: frozenset[str]) -> datetime.date | None:
    try:
        if found["iso"]:
            return datetime.date.fromisoformat(found["iso"])
        year = found["y1"] or found["y2"] or (next(iter(years)) if len(years) == 1 else "")
        month = _MONTHS[(found["m1"] or found["m2"]).lower()]
        return datetime.date(int(year), month, int(found["d1"] or found["d2"])) if year else None
    except ValueError:
        return None
