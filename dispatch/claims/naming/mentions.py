"""People and desks that a stretch of narration mentions, each with its place."""

from __future__ import annotations

import re
from dataclasses import replace

from dispatch.claims.naming.lexicon import CALL_SIGN, VAGUE
from dispatch.claims.naming.rolenouns import ROLE_PATTERNS
from dispatch.claims.naming.speakers import ANOTHER, NAME, Speaker, speaker_of
from dispatch.values import Role

_OF_THE_WRITER = re.compile(r"\b(?:my|our)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_POSSESSED = re.compile(r"\b(?:his|her|their|its|my|your)\s(?:\w+\s)?$", re.IGNORECASE)
_SOME_PERSON = re.compile(
    r"\b(?:an?|the|one|another)\s(?:[\w’'-]+\s){0,2}?(?P<noun>[a-z]+)\s+(?:who|whose)\s|"
    r"^\W*(?:an?|the|one|another)\s(?:[\w’'-]+\s){0,2}?(?P<teller>[a-z]+)\s+(?:said|says|describes?d?|"
    r"recalled|reported|"
    r"asked|radioed|answered|replied|warned|told)\b",
    re.IGNORECASE,
)
"""Somebody whose noun is in no list, told by what follows it: ``a sophomore who hid``."""
_NO_PERSON = re.compile(
    r"(?:hearing|inquest|court|statement|report|release|news release|press release|lawsuit|complaint|"
    r"filing|inquiry|"
    r"panel|letter|memo|e-?mail|post|tweet|department|agency|office|company|city|county|hospital|dispatch|"
    r"control|"
    r"document|manual|policy|jury|tribunal)s?",
    re.IGNORECASE,
)
_APPOSITION = re.compile(
    r"(?:\s+named|,)?(?:\s+[A-Z][a-z]{1,4}\.)?(?:\s+[A-Z][\w’'-]+){1,3}|"
    r"\s+of\s+(?:the\s+)?\w+(?:\s\d+)?|,\s+(?:a|an|the)\s[^,.]{3,50}|"
    r"\s(?:was |is |working )?(?:on|at|in) the (?:desk|console|control room)\b"
)
_MODIFIES = re.compile(r"['’]s?\s+(?:car|console|radio|union|order|attorney|lawyer|mother|father|wife)\b")
"""A noun that only says whose: the ``dispatcher``’s console."""

Mentions = tuple[tuple[int, Speaker], ...]
"""People and desks that a sentence mentions, each with its place in the text."""


def mentions(text: str) -> list[tuple[int, Speaker]]:
    """People and desks that a stretch of narration mentions, in order, each with its place."""
    out: list[tuple[int, Speaker]] = []
    reached = -1
    for start, end in _nouns(text):
        if start < reached:
            continue
        apposition = _APPOSITION.match(text, end)
        if apposition and apposition.group().startswith(",") and _NO_PERSON.fullmatch(text, start, end):
            apposition = None  # in a statement, Jon Ash said
        behind = apposition.end() if apposition else end
        speaker = speaker_of(text[start:behind])
        if speaker is not None and speaker.head and ANOTHER.search(text, max(0, start - 30), start):
            speaker = replace(speaker, another=True)
        if speaker is not None and _OF_THE_WRITER.search(text, max(0, start - 40), start):
            speaker = replace(speaker, role=Role.OTHER)
        if speaker is not None and not _MODIFIES.match(text, end):
            out.append((start, speaker))
            reached = behind
    return out


def _nouns(text: str) -> list[tuple[int, int]]:
    """Where nouns of people, call signs, voices and names stand; of those that begin together the longest."""
    found = [match.span() for _, pattern in ROLE_PATTERNS for match in pattern.finditer(text)]
    for pattern in (CALL_SIGN, VAGUE, NAME):
        found.extend(match.span() for match in pattern.finditer(text) if not _own_voice(text, match))
    found.extend(match.span(match.lastgroup or 0) for match in _SOME_PERSON.finditer(text))
    return sorted(found, key=lambda span: (span[0], -span[1]))


def _own_voice(text: str, found: re.Match[str]) -> bool:
    """``her voice``: somebody's whom the article has named before, and no voice out of nowhere."""
    return found.group().lower() == "voice" and bool(_POSSESSED.search(text, 0, found.start()))
