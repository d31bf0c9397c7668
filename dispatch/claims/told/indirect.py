"""Statements about what was said on the radio, without its words: who told whom to do or not to do what.

A sentence, or the clause of one, becomes an indirect claim where somebody on the air (or a recording)
is its subject and tells, orders, asks, warns or reports, or where somebody was told. The claim is
that clause, in one piece, so that its offsets give it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dispatch.claims.attributing.attributed import Talk
from dispatch.claims.checking.venues import NOT_ON_AIR, ON_AIR, RADIO_STATION, TOLD_WHOM
from dispatch.claims.naming.antecedents import antecedent
from dispatch.claims.naming.people import People
from dispatch.claims.naming.rolenouns import never_heard
from dispatch.claims.naming.speakers import ON_THE_AIR, Speaker, speaker_of
from dispatch.claims.quoting.extents import (
    clause_from,
    clause_start,
    end_of_mention,
    leads_into_quote,
    phrase_start,
)
from dispatch.claims.quoting.narration import QUOTED
from dispatch.claims.told.telling import (
    ACCOUNT,
    ACTIVE,
    BY_RADIO,
    MAY_TELL,
    NEGATION,
    NEVER_DID,
    ORDER,
    PASSIVE,
    PRONOUN,
    PRONOUN_WORD,
    REPORTED,
    SHOWS,
    TOLD_NEVER,
)
from dispatch.values import Role


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
        sentence = _sentence(people, number, words)
        if (found := _statement(sentence)) and not _elsewhere(words, found.start, found.end):
            yield Reported(
                start + found.start, start + found.end, found.role, found.speaker, found.denied, number
            )


def _elsewhere(words: str, start: int, end: int) -> bool:
    """Whether the sentence takes the statement from an interview, a document, a court."""
    around = f"{words[:start]} {words[end:]}"
    return any(
        pattern.search(around)
        or ((inside := pattern.search(words, start, end)) and TOLD_WHOM.match(inside.group()))
        for _, pattern in NOT_ON_AIR
    )


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence that may tell what was said; places are counted from its start."""

    people: People
    start: int
    """Its own place in the article."""
    words: str
    mentions: tuple[tuple[int, Speaker], ...]
    shown: re.Match[str] | None
    """What a recording is said to show."""

    @property
    def told_from(self) -> int:
        """Where what a recording shows begins."""
        return self.shown.start("what") if self.shown else 0


@dataclass(frozen=True, slots=True)
class _Found:
    """A clause of a sentence that is a statement."""

    start: int
    end: int
    role: Role
    denied: bool
    speaker: Speaker | None = None


def _sentence(people: People, number: int, words: str) -> _Sentence:
    start = people.narration.sentences[number][0]
    mentions = tuple((place - start, speaker) for place, speaker in people.mentioned(number))
    return _Sentence(people, start, words, mentions, SHOWS.search(words))


def _statement(sentence: _Sentence) -> _Found | None:
    for read in (_never, _passive, _active, _ordered, _shown):
        if found := read(sentence):
            return found
    return None


def _shown(sentence: _Sentence) -> _Found | None:
    """``The recording shows that …``, whoever spoke."""
    shown, words = sentence.shown, sentence.words
    if shown and QUOTED not in shown["what"]:
        start, end = clause_from(words, shown.start("what"))
        statement = words[start:end]
        if len(statement.split()) > 2 and not re.match(r"(?:how|what|why|the seconds|a\b|an\b)", statement):
            start = shown.start("subject") if shown["never"] else start
            return _Found(start, end, Role.UNKNOWN, bool(shown["never"] or NEGATION.search(statement)))
    return None


def _never(sentence: _Sentence) -> _Found | None:
    """``At no time did dispatch advise the officers that …``: the verb before its subject."""
    words = sentence.words
    found = NEVER_DID.search(words)
    who = speaker_of(found["who"]) if found else None
    if found is None or who is None:
        return None
    known = sentence.people.known(who, sentence.start + found.start("who"))
    start, end = clause_from(words, found.start())
    if known.role not in ON_THE_AIR or found.end() > end or leads_into_quote(words, end):
        return None
    return _Found(start, end, known.role, True, known)


def _active(sentence: _Sentence) -> _Found | None:
    """``Dispatch told the officers to wait``."""
    people, start_of, words = sentence.people, sentence.start, sentence.words
    pronouns = ((found.start("who"), found["who"]) for found in PRONOUN.finditer(words))
    referred = [
        (p, replace(who, text=word))
        for p, word in pronouns
        if (who := antecedent(word.lower(), start_of + p, people, Talk()))
    ]
    here = sorted((*sentence.mentions, *referred), key=lambda item: item[0])
    tries = [(pattern, *item) for pattern in (ACTIVE, TOLD_NEVER, REPORTED) for item in here
             if pattern is not REPORTED or not PRONOUN_WORD.fullmatch(item[1].text)]  # fmt: skip
    for pattern, place, speaker in tries:
        known = people.known(speaker, start_of + place)
        if known.role is Role.OTHER and not never_heard(known.head) and BY_RADIO.search(words, place):
            known = replace(known, role=Role.UNIT)
        if known.role in ON_THE_AIR and place >= sentence.told_from:
            found = pattern.match(words, end_of_mention(words, place, speaker))
            if found is None or (known.name and ACCOUNT.search(words, found.start("verb"))):
                continue
            start, end = clause_from(words, phrase_start(words, place))
            quoted_before = words[:start].rstrip(" ,").endswith(QUOTED)
            if (
                quoted_before
                or found.end() > end
                or words[end : end + 1] == ":"
                or leads_into_quote(words, end)
            ):
                continue
            return _Found(start, end, known.role, bool(NEGATION.search(words[start:end])), known)
    return None


def _passive(sentence: _Sentence) -> _Found | None:
    """``The officers were told to wait``."""
    words = sentence.words
    found = PASSIVE.search(words)
    if found is None:
        return None
    start, end = clause_from(words, clause_start(words, found.start(), sentence.told_from))
    if found.end() > end or leads_into_quote(words, end) or start >= found.start():
        return None
    by = re.search(r"\bby\s+(?P<who>[^,.;]{3,40})", words[found.end("verb") : end])
    told = [
        sentence.people.known(speaker, sentence.start + place)
        for place, speaker in sentence.mentions
        if start <= place < found.start()
    ]
    if told and told[-1].role is Role.OTHER and not by and not ON_AIR.search(words) and told[-1].name:
        return None
    role = Role.DISPATCHER if not any(person.role is Role.DISPATCHER for person in told) else Role.UNKNOWN
    return _Found(start, end, role, bool(NEGATION.search(words[start:end])))


def _ordered(sentence: _Sentence) -> _Found | None:
    """``No evacuation order was given on any recording``."""
    words = sentence.words
    found = ORDER.search(words, sentence.told_from)
    if found is None or not ON_AIR.search(words):
        return None
    start, end = clause_from(words, found.start())
    if found.end() > end or leads_into_quote(words, end):
        return None
    return _Found(start, end, Role.UNKNOWN, bool(NEGATION.search(words[start:end])))
