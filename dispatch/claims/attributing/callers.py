"""People who the article says rang the emergency number, and whose call it then quotes."""

from __future__ import annotations

import re
from dataclasses import replace

from dispatch.claims.attributing.attributed import Attribution, Talk, Where
from dispatch.claims.checking.venues import NOT_ON_AIR, PLAYED_IN_COURT, RADIO_VERB
from dispatch.claims.naming.antecedents import antecedent
from dispatch.claims.naming.people import People
from dispatch.claims.naming.speakers import Speaker, key_of
from dispatch.claims.quoting.narration import QUOTED
from dispatch.values import Role

_NUMBER = r"(?:911|9-1-1|999|112|000|111)"
_EMERGENCY = re.compile(
    rf"\b(?:{_NUMBER}|emergency) (?:call|caller|operator|dispatcher|handler)", re.IGNORECASE
)
_RANG = re.compile(
    rf"\b(?:call(?:ed|s|ing)?|phon(?:ed|es|ing)|rang) (?:[\w’'-]+ ){{0,2}}emergency ?line\b|"
    rf"\b(?:call(?:ed|s|ing)?|dial(?:ed|led|s|ling)?|phon(?:ed|es|ing)|rang|ringing)\s(?:the\s)?{_NUMBER}\b|"
    rf"\b(?:told|tells|telling|ask(?:ed|s))\s(?:an?|the)\s(?:\w+\s)?(?:{_NUMBER}|emergency|call[- ]?taker|"
    rf"call handler)\b|\b(?:told|tells) {_NUMBER}\b|"
    rf"\bin (?:his|her) (?:own )?(?:{_NUMBER}|emergency) call\b",
    re.IGNORECASE,
)
_TOLD_THEM = re.compile(
    rf"\b(?:told|tells|asked|asks)\s(?:(?:an?|the)\s(?:\w+\s)?)?(?:{_NUMBER}|emergency|call[- ]?taker|"
    rf"call handler)\b",
    re.IGNORECASE,
)
_SPEAKS_TO = re.compile(
    rf"\W*(?:he|she)\s(?:\w+\s){{1,3}}?(?:to )?(?:an?|the) (?:{_NUMBER} (?:operator|dispatcher)|"
    r"emergency operator|call[- ]?taker|call handler)\b",
    re.IGNORECASE,
)
_IN_A_CALL = re.compile(
    rf"\b(?:in|on) (?:an?|one|the|another) (?:recorded |frantic |\w+ )?(?:{_NUMBER}|emergency) (?:call|"
    rf"recording)"
    r"[^,.]{0,50},\s",
    re.IGNORECASE,
)
_HEARD = re.compile(r"\b(?:heard|on the (?:call|line|recording|tape))\b", re.IGNORECASE)
_ON_THE_CALL = re.compile(r"\bon (?:the|that|his|her) (?:\w+ )?call\b", re.IGNORECASE)
_HAS_A_RADIO = re.compile(
    r"officer|deput|sergeant|trooper|constable|firefight|medic|emt|chief|lieutenant|dispatch|controller|"
    r"operator|taker|handler|supervisor|pilot|crew",
    re.IGNORECASE,
)
_MOST = 50  # places at which somebody rings that are looked at


class Callers:
    """Those known as callers in one article; learns as quotations are read in order."""

    def __init__(self, people: People) -> None:
        text = people.narration.text
        self._narration = people.narration
        rang = list(_RANG.finditer(text))[:_MOST]
        self._rang: dict[str, int] = {}
        """Who rang, and where the article first says so."""
        for found in rang:
            self._learn(_subject(people, found.start()), found.start())
        for found in list(_IN_A_CALL.finditer(text))[:_MOST]:
            self._learn(_first_after(people, found.end()), found.start())
        self._emergency = bool(self._rang) or _EMERGENCY.search(text) is not None

    def known(self, attribution: Attribution) -> Attribution:
        """The attribution with the role ``caller`` where its speaker is one."""
        speaker = attribution.speaker
        if speaker and _SPEAKS_TO.match(attribution.clause):
            if not _may_call(speaker):  # taken for an officer, who would not ring
                speaker = Speaker("the caller", Role.CALLER)
            return replace(attribution, speaker=replace(speaker, role=Role.CALLER))
        key, place = key_of(speaker), attribution.clause_end
        if not self._emergency or speaker is None or key is None or not _may_call(speaker):
            return attribution
        clause = PLAYED_IN_COURT.sub(" ", attribution.clause)
        away = any(pattern.search(clause) for _, pattern in NOT_ON_AIR)
        heard = _HEARD if speaker.name and speaker.head is None else _ON_THE_CALL
        if heard.search(clause) and not away:
            self._learn(speaker, place)
        if speaker.role is Role.OTHER and (_TOLD_THEM.search(clause) or self._rang_before(attribution)):
            self._learn(speaker, place)
        if key not in self._rang or away or RADIO_VERB.search(clause):
            return attribution
        if speaker.role is Role.UNIT and place < self._rang[key]:
            return attribution  # a driver on the radio, who rings later on
        return replace(attribution, speaker=replace(speaker, role=Role.CALLER))

    def _learn(self, speaker: Speaker | None, place: int) -> None:
        if (key := key_of(speaker)) is not None:
            self._rang[key] = min(place, self._rang.get(key, place))

    def _rang_before(self, attribution: Attribution) -> bool:
        """Whether somebody named here is who rang in the sentence before, in the same paragraph."""
        narration = self._narration
        number = narration.sentence(max(0, attribution.clause_end - 1))
        if attribution.where is not Where.AFTER or not number or not attribution.speaker:
            return False
        same_block = narration.sentences[number - 1][2] == narration.sentences[number][2]
        words = narration.words(number - 1)
        rang = QUOTED not in words and _RANG.search(words) is not None
        return rang and same_block and attribution.speaker.head is None


def _may_call(speaker: Speaker) -> bool:
    return speaker.role in (Role.OTHER, Role.UNIT) and not _HAS_A_RADIO.search(speaker.head or "")


def _subject(people: People, place: int) -> Speaker | None:
    """Who does what stands at ``place``: the first one before it in the sentence, or the pronoun there."""
    number = people.narration.sentence(place)
    start = people.narration.sentences[number][0]
    pronouns = list(re.finditer(r"\b(he|she)\b", people.narration.text[start:place], re.IGNORECASE))
    named = [
        (at, who)
        for at, who in people.mentioned(number)
        if at < place and any(people.persons.could_be(who, pronoun) for pronoun in ("he", "she"))
    ]
    if pronouns and (not named or start + pronouns[-1].start() > named[-1][0]):
        return antecedent(pronouns[-1][1].lower(), start + pronouns[-1].start(), people, Talk())
    return named[0][1] if named else None


def _first_after(people: People, place: int) -> Speaker | None:
    number = people.narration.sentence(place)
    return next((who for at, who in people.mentioned(number) if at >= place), None)
