"""Statements about what was said on the radio, without its words: who told whom to do or not to do what.

A sentence, or the clause of one, becomes an indirect claim where somebody on the air (or a recording)
is its subject and tells, orders, asks, warns or reports, or where somebody was told. The claim is
that clause, in one piece, so that its offsets give it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dispatch.claims.antecedents import antecedent
from dispatch.claims.attributed import Talk
from dispatch.claims.narration import QUOTED
from dispatch.claims.people import People
from dispatch.claims.rolenouns import never_heard
from dispatch.claims.speakers import Speaker, speaker_of
from dispatch.claims.telling import (
    ACCOUNT,
    ACTIVE,
    BY_RADIO,
    CLAUSE_BREAK,
    MAY_TELL,
    NEGATION,
    NEVER_DID,
    ORDER,
    PASSIVE,
    PRONOUN,
    PRONOUN_WORD,
    REPORTED,
    SHOWS,
    SOURCE,
    TOLD_NEVER,
)
from dispatch.claims.venues import NOT_ON_AIR, ON_AIR, RADIO_STATION, TOLD_WHOM
from dispatch.values import Role

_ON_THE_AIR = frozenset({Role.DISPATCHER, Role.UNIT, Role.CALLER})


@dataclass(frozen=True, slots=True)
class Reported:
    """One indirect claim in the document's text."""

    start: int
    end: int
    role: Role
    speaker: Speaker | None
    denied: bool
    sentence: int


def reported_statements(people: People, radio_article: bool) -> Iterator[Reported]:
    """Indirect claims of an article, in order; none where it doesn't speak of radio traffic."""
    narration = people.narration
    headings = {i for i, block in enumerate(narration.document.blocks) if block.kind.value == "heading"}
    for number, (start, _, block) in enumerate(narration.sentences):
        words = narration.words(number)
        if block in headings or not MAY_TELL.search(words):
            continue
        if not (radio_article or ON_AIR.search(words)):
            continue
        if RADIO_STATION.search(words):
            continue
        if (found := _statement(people, number, words)) and not _elsewhere(words, found[0], found[1]):
            yield Reported(start + found[0], start + found[1], found[2], found[3], found[4], number)


def _elsewhere(words: str, start: int, end: int) -> bool:
    """Whether the sentence takes the statement from an interview, a document, a court."""
    around = f"{words[:start]} {words[end:]}"
    return any(
        pattern.search(around)
        or ((inside := pattern.search(words, start, end)) and TOLD_WHOM.match(inside.group()))
        for _, pattern in NOT_ON_AIR
    )


_Found = tuple[int, int, Role, Speaker | None, bool]


def _statement(people: People, number: int, words: str) -> _Found | None:
    shown = SHOWS.search(words)
    at = shown.start("what") if shown else 0
    start_of = people.narration.sentences[number][0]
    people_here = [(place - start_of, speaker) for place, speaker in people.mentioned(number)]
    for read in (_never, _passive, _active, _ordered):
        if found := read(people, number, words, people_here, at):
            return found
    if shown and QUOTED not in shown["what"]:
        start, end = _trim(words, shown.start("what"))
        statement = words[start:end]
        if len(statement.split()) > 2 and not re.match(r"(?:how|what|why|the seconds|a\b|an\b)", statement):
            start = shown.start("subject") if shown["never"] else start
            return start, end, Role.UNKNOWN, None, bool(shown["never"] or NEGATION.search(statement))
    return None


def _never(
    people: People, number: int, words: str, here: list[tuple[int, Speaker]], at: int
) -> _Found | None:
    """``At no time did dispatch advise the officers that …``: the verb before its subject."""
    found = NEVER_DID.search(words)
    who = speaker_of(found["who"]) if found else None
    if found is None or who is None:
        return None
    known = people.known(who, people.narration.sentences[number][0] + found.start("who"))
    start, end = _trim(words, found.start())
    if known.role not in _ON_THE_AIR or found.end() > end or _leads_into_quote(words, end):
        return None
    return start, end, known.role, known, True


def _active(
    people: People, number: int, words: str, here: list[tuple[int, Speaker]], at: int
) -> _Found | None:
    start_of = people.narration.sentences[number][0]
    pronouns = ((found.start("who"), found["who"]) for found in PRONOUN.finditer(words))
    referred = [
        (p, replace(who, text=word))
        for p, word in pronouns
        if (who := antecedent(word.lower(), start_of + p, people, Talk()))
    ]
    here = sorted((*here, *referred), key=lambda item: item[0])
    tries = [(pattern, *item) for pattern in (ACTIVE, TOLD_NEVER, REPORTED) for item in here
             if pattern is not REPORTED or not PRONOUN_WORD.fullmatch(item[1].text)]  # fmt: skip
    for pattern, place, speaker in tries:
        known = people.known(speaker, start_of + place)
        if known.role is Role.OTHER and not never_heard(known.head) and BY_RADIO.search(words, place):
            known = replace(known, role=Role.UNIT)
        if known.role in _ON_THE_AIR and place >= at:
            found = pattern.match(words, _behind(words, place, speaker))
            if found is None or (known.name and ACCOUNT.search(words, found.start("verb"))):
                continue
            start, end = _trim(words, _phrase_start(words, place))
            quoted_before = words[:start].rstrip(" ,").endswith(QUOTED)
            if (
                quoted_before
                or found.end() > end
                or words[end : end + 1] == ":"
                or _leads_into_quote(words, end)
            ):
                continue
            return start, end, known.role, known, bool(NEGATION.search(words[start:end]))
    return None


def _passive(
    people: People, number: int, words: str, here: list[tuple[int, Speaker]], at: int
) -> _Found | None:
    found = PASSIVE.search(words)
    if found is None:
        return None
    start, end = _trim(words, _clause_start(words, found.start(), at))
    if found.end() > end or _leads_into_quote(words, end) or start >= found.start():
        return None
    start_of = people.narration.sentences[number][0]
    by = re.search(r"\bby\s+(?P<who>[^,.;]{3,40})", words[found.end("verb") : end])
    told = [
        people.known(speaker, start_of + place) for place, speaker in here if start <= place < found.start()
    ]
    if told and told[-1].role is Role.OTHER and not by and not ON_AIR.search(words) and told[-1].name:
        return None
    role = Role.DISPATCHER if not any(person.role is Role.DISPATCHER for person in told) else Role.UNKNOWN
    return start, end, role, None, bool(NEGATION.search(words[start:end]))


def _ordered(
    people: People, number: int, words: str, here: list[tuple[int, Speaker]], at: int
) -> _Found | None:
    """``No evacuation order was given on any recording``."""
    found = ORDER.search(words, at)
    if found is None or not ON_AIR.search(words):
        return None
    start, end = _trim(words, found.start())
    if found.end() > end or _leads_into_quote(words, end):
        return None
    return start, end, Role.UNKNOWN, None, bool(NEGATION.search(words[start:end]))


def _behind(words: str, place: int, speaker: Speaker) -> int:
    """Where the noun phrase of a mention ends."""
    text = speaker.text
    end = place + len(text)
    while end < len(words) and words[end] not in " ,\x01":
        end += 1
    at_desk = re.match(
        r"\s+(?:at|in|on|of|for|from)\s+(?:the\s+)?[\w’'-]+(?:\s+[\w’'-]+){0,3}?(?=\s+(?:had|"
        r"has|then|told|instruct|order|direct|ask|advis|warn))",
        words[end:],
    )
    return end + at_desk.end() if at_desk else end


def _phrase_start(words: str, place: int) -> int:
    """Where the noun phrase that holds ``place`` begins: its article and adjectives."""
    before = words[max(0, place - 60) : place]
    article = re.search(
        r"\b(?:an?|the|one|two|another|his|her|its|their)\s+(?:(?!that\b|who\b|which\b|and\b|but\b|of\b|"
        r"to\b|from\b|\w+ed\b)[\w’'-]+\s+){0,3}$",
        before, re.IGNORECASE,
    )  # fmt: skip
    name = re.search(r"(?:[A-Z][\w’'-]+\s+)*(?:(?:police|fire|county|city|state)\s+)?$", before)
    if article:
        return place - len(before) + article.start()
    return place - len(name.group()) if name else place


def _clause_start(words: str, place: int, at: int) -> int:
    lead = words[:place]
    best = at
    for cut in re.finditer(r"[,;:\x01]\s*|\b(?:but|that|when|while|because|as|after|and then)\s+", lead):
        if cut.end() < place - 1:
            best = max(best, cut.end())
    return best


def _trim(words: str, start: int) -> tuple[int, int]:
    """The clause from ``start``, without the source behind it, the next clause, and the full stop."""
    while start < len(words) and words[start] in " ,\x01“”":
        start += 1
    cut = CLAUSE_BREAK.search(words, start + 12) if len(words) > start + 12 else None
    end = cut.start() if cut else len(words)
    source = SOURCE.search(words, start, end)
    end = source.start() if source else end
    while end > start and words[end - 1] in " ,.;:—–-\x01":
        end -= 1
    return start, end


def _leads_into_quote(words: str, end: int) -> bool:
    return bool(re.match(r"[\s,:—–-]*(?:that\s+|to\s+)?\x01", words[end:]))
