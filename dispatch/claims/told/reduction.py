"""A statement about radio traffic → whom was told, and what: “dispatchers told officers not to intervene”."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TELLING = (
    r"(?:told|tells|tell|telling|instruct(?:ed|s)?|order(?:ed|s)?|direct(?:ed|s)?|advise[ds]?|ask(?:ed|s)?|"
    r"warn(?:ed|s)?|inform(?:ed|s)?|caution(?:ed|s)?|assured?|clear(?:ed|s)?|notif(?:y|ied|ies)|sent|"
    r"denied|refused)(?!\s(?:was|were|is|had)\b)"
)
_BE = r"(?:was|were|is|are|been|being|got)"
_ACT = r"(?:(?:not\s|never\s)?to\s|that\s|off\s|away\b|about\s|of\s|whether\s|if\s|by\s)"
_PASSIVE = re.compile(
    rf"(?:(?P<told>.+?)\s)?(?:(?:had|has|have)\s)?(?:not\s|never\s)?{_BE}\s(?:\w+ly\s|also\s|then\s|later\s|not\s|never\s|"
    rf"twice\s)*{_TELLING}\s(?P<act>.+)$",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    rf"(?P<who>.+?)\s(?:(?:had|has|have|did|does)\s)?(?:\w+ly\s|also\s|then\s|later\s|never\s|not\s|didn['’]t\s|first\s|"
    rf"twice\s)*{_TELLING}\s(?P<told>(?!{_ACT})[^,;:]+?)\s(?P<act>{_ACT}.+)$",
    re.IGNORECASE,
)
_ACTIVE_BARE = re.compile(
    rf"(?P<who>.+?)\s{_TELLING}\s(?P<told>him|her|them|[^,;:]+?)\s(?P<act>(?:they|he|she|it|there)\s.+)$",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    rf"(?:at no (?:time|point)|never|not once|nor)\s(?:did|does|had|was|were)\s.+?\s{_TELLING}\s"
    rf"(?P<told>.+?)\s(?P<act>{_ACT}.+)$",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r".+?\s(?:said|says|report(?:ed|s)|announced?s?|confirm(?:ed|s)|answered|replied|radioed|transmitted|relayed|"
    r"mention(?:ed)?|acknowledged?)\s(?P<act>.+)$",
    re.IGNORECASE,
)
_BY_WHOM = re.compile(
    r"\s*\bby\s(?:the\s|an?\s)?[\w’'-]+(?:\s[\w’'-]+){0,2}?(?=\s(?:to|that|not|off|about)\b|$)\s*"
)

_BY_RADIO = re.compile(r",?\s(?:over|on|by|via) (?:the )?(?:radio|air)\b", re.IGNORECASE)
_HOW_OFTEN = re.compile(r"\s(?:once|twice|again|repeatedly|later|(?:\w+\s){1,2}times)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reduced:
    """Whom somebody told, and to do or not do what."""

    told: str | None
    act: str


def reduced(statement: str) -> Reduced:
    """The statement's addressee and act; the whole of it is the act where it has no telling.

    Example:
        >>> reduced("Chicago police dispatchers instructed officers not to intervene")
        Reduced(told='officers', act='not to intervene')
        >>> reduced("Unit 12 was told to stand down")
        Reduced(told='Unit 12', act='to stand down')
        >>> reduced("was told to stand down")
        Reduced(told=None, act='to stand down')
        >>> reduced("nobody was sent")
        Reduced(told=None, act='nobody was sent')
    """
    statement = _BY_RADIO.sub("", " ".join(statement.split()))
    for pattern in (_INVERTED, _PASSIVE, _ACTIVE, _ACTIVE_BARE):
        if (found := pattern.match(statement)) and not _nobody(found["told"] or ""):
            act = _BY_WHOM.sub(" ", " " + found["act"]).strip()
            told = _HOW_OFTEN.sub("", found["told"] or "").strip(" ,")
            return Reduced(told or None, act or found["act"])
    report = _REPORT.match(statement)
    return Reduced(None, report["act"] if report else statement)


def _nobody(told: str) -> bool:
    return re.match(r"(?:no ?body|no one|none|nothing|there)\b", told, re.IGNORECASE) is not None
