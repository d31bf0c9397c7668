"""Whom a pronoun stands for: everybody near is weighed, and the heaviest is taken.

No single rule finds the antecedent. What counts is where somebody was last mentioned and whether as the
subject, who spoke last and whether this is an answer, which pronoun the article uses of them elsewhere,
and whether the quotation's words are those of the desk or of a unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dispatch.claims.attributing.attributed import Talk
from dispatch.claims.naming.people import People
from dispatch.claims.naming.speakers import ON_THE_AIR, Speaker, key_of
from dispatch.claims.quoting.narration import QUOTED
from dispatch.claims.roles.leaning import leaning
from dispatch.values import Role

SUBJECT = 5.0
OBJECT = 2.0
"""Of the sentence before; each sentence further back takes :data:`DISTANCE` away, a new paragraph more."""
DISTANCE = 0.8
NEW_BLOCK = 1.0
LAST_SPEAKER = 3.0
SAME_BLOCK = 1.0
LONG_AGO = 0.5
"""Taken from the last speaker for each sentence but two since they spoke, six at most."""
ASKED = -1.5
"""Against the last speaker where their words were a question and these are none."""
EARLIER_SPEAKER = 1.5
FURTHER_BACK = 0.5
ANSWERS_HIMSELF = -4.0
ANSWERS = 1.5
"""For the other side of the radio where quotations follow each other as in a dialogue."""
TURN = -1.0
"""Against the last speaker where quotations follow each other as in a dialogue."""
SAME_GENDER = 1.0
OTHER_GENDER = -6.0
WORDS = 0.8
MOST_WORDS = 3.2
"""For each point that the quotation's words speak for the candidate's side of the radio, and at most."""
ADDRESSED = -4.0
"""Against whom the quotation itself names: nobody calls himself."""
_LONG = 6
_SPEAKERS = 6
_SENTENCES = 4
_BLOCKS = 3
_CHAIN = 3  # pronouns followed back, one to the next
_ASKS = re.compile(
    r"(?<!was )(?<!were )(?<!been )(?<!is )"
    r"\b(?:ask(?:ed|s)|want(?:ed|s)|inquired|quer(?:ied|ies)|told|tells|ordered|orders)\b"
)
_OWNING = re.compile(r"['’]s?\s(?!(?:answer|reply|response|voice|tone|message|call|words?)\b)")
_PRONOUN_FIRST = re.compile(r"\W*(?P<who>[Hh]e|[Ss]he|[Tt]hey)\b")
_LEADING = re.compile(
    r"\W*(?:On|In|At|By|As|When|After|Before|While|With|From|For|During|Over|Moments|Minutes|Seconds|"
    r"Just|Only|About|Shortly|Less|More|Asked|[A-Z][a-z]+ing)\b[^,\x01]{0,120},\s"
)


@dataclass(slots=True)
class Candidate:
    """Somebody a pronoun may stand for."""

    speaker: Speaker
    points: float


def antecedent(pronoun: str, place: int, people: People, talk: Talk, chained: int = 0) -> Speaker | None:
    """Who ``pronoun`` at ``place`` stands for, or None where nobody fits."""
    best = max(weighed(pronoun, place, people, talk, chained), key=lambda item: item.points, default=None)
    if best is None or best.points <= OTHER_GENDER / 2:
        return None
    people.persons.learn(best.speaker, pronoun)
    return best.speaker


def weighed(pronoun: str, place: int, people: People, talk: Talk, chained: int = 0) -> list[Candidate]:
    """Everybody near whom the pronoun could stand for, with what speaks for them in points."""
    found: dict[object, Candidate] = {}
    near = (*_mentioned(pronoun, place, people, talk, chained), *_spoke(pronoun, place, people, talk))
    for speaker, points in near:
        key = key_of(speaker) or speaker
        if key not in found or found[key].points < points:
            found[key] = Candidate(speaker, points)
    for item in found.values():
        item.points += _gender(pronoun, place, item.speaker, people) + _words(item.speaker, talk)
    return list(found.values())


def _mentioned(
    pronoun: str, place: int, people: People, talk: Talk, chained: int
) -> Iterator[tuple[Speaker, float]]:
    """Those the sentences before name, back to the start of the paragraph before."""
    narration = people.narration
    here = narration.sentence(place)
    block = narration.sentences[here][2]
    spoke = {key_of(item.speaker) for item in talk.said[-_SPEAKERS:]}
    followed = False
    for number in range(here, max(-1, here - _SENTENCES), -1):
        away = block - narration.sentences[number][2]
        if away >= _BLOCKS:
            return
        nearness = -DISTANCE * max(0, here - number - 1) - NEW_BLOCK * away
        words, start = narration.words(number), narration.sentences[number][0]
        leading = _LEADING.match(words)
        behind = start + (leading.end() if leading else 0)
        same = _PRONOUN_FIRST.match(words, leading.end() if leading else 0) if number < here else None
        if same is not None:
            behind = start + len(words)
            if same["who"].lower() == pronoun and chained < _CHAIN and not followed:
                followed = True  # that one is followed further back in turn
                known = antecedent(pronoun, start + same.start("who"), people, Talk(talk.said), chained + 1)
                if known is not None:
                    yield known, SUBJECT + nearness
        fitting = [
            (at, who)
            for at, who in people.mentioned(number)
            if at < place and people.persons.could_be(who, pronoun)
        ]
        if QUOTED in words:  # those who speak here are weighed as speakers
            fitting = [(at, who) for at, who in fitting if key_of(who) not in spoke]
        subject = next((i[0] for i in fitting if i[0] >= behind and not _owns(*i, narration.text)), None)
        asks = talk.replies and here - number < 2 and _ASKS.search(words) is not None
        for at, who in fitting:
            points = SUBJECT + (ANSWERS_HIMSELF if asks else 0.0) if at == subject else OBJECT
            yield people.known(who, at), points + nearness


def _owns(at: int, who: Speaker, text: str) -> bool:
    """Whether a mention only says whose: ``Pruitt’s`` of ``Pruitt’s mother``."""
    end = at + len(who.text)
    behind = text[end - 2 if who.text.endswith(("’s", "'s")) else end : end + 20]
    return _OWNING.match(behind) is not None


def _spoke(pronoun: str, place: int, people: People, talk: Talk) -> Iterator[tuple[Speaker, float]]:
    """Those who spoke the quotations before."""
    here = people.narration.sentence(place)
    seen: list[object] = []
    last: Role | None = None
    for attribution in reversed(talk.said[-_SPEAKERS:]):
        speaker = attribution.speaker
        if speaker is None:
            continue
        key = key_of(speaker) or speaker
        if key in seen:
            continue
        seen.append(key)
        if not people.persons.could_be(speaker, pronoun):
            continue
        if len(seen) == 1:
            since = here - people.narration.sentence(max(0, attribution.clause_end - 1))
            points = LAST_SPEAKER - LONG_AGO * min(_LONG, max(0, since - 2))
            points += SAME_BLOCK if talk.same_block else ASKED if talk.asked else 0.0
            if talk.replies:
                points += ANSWERS if since > 0 and _asked_between(people, here, key) else ANSWERS_HIMSELF
            yield speaker, points + (TURN if talk.turn and not talk.replies else 0.0)
            last = speaker.role
        else:
            on_air = speaker.role in ON_THE_AIR and last in ON_THE_AIR
            answers = talk.turn and on_air and speaker.role is not last
            yield speaker, EARLIER_SPEAKER - FURTHER_BACK * (len(seen) - 2) + (ANSWERS if answers else 0.0)


def _asked_between(people: People, here: int, key: object) -> bool:
    """Whether somebody else asks in the sentence before, so that the last speaker may well answer."""
    words = people.narration.words(here - 1) if here else ""
    if QUOTED in words or not _ASKS.search(words):
        return False
    asker = next((who for _, who in people.mentioned(here - 1)), None)
    return asker is not None and key_of(asker) != key


def _gender(pronoun: str, place: int, speaker: Speaker, people: People) -> float:
    used = people.persons.pronoun_of(speaker, place)
    if used is None or pronoun not in ("he", "she"):
        return 0.0
    return SAME_GENDER if used == pronoun else OTHER_GENDER


def _words(speaker: Speaker, talk: Talk) -> float:
    name = key_of(speaker) if speaker.name else None
    if name and re.search(rf"\b{re.escape(name)}\b", talk.words):
        return ADDRESSED
    if speaker.unit and talk.words.startswith((f"{speaker.unit},", f"{speaker.unit}:")):
        return ADDRESSED
    if speaker.role not in (Role.DISPATCHER, Role.UNIT):
        return 0.0
    points = WORDS * leaning(talk.words) * (1 if speaker.role is Role.UNIT else -1)
    return max(-MOST_WORDS, min(MOST_WORDS, points))
