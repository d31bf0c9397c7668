"""Who a name, a bare noun or a pronoun stands for, from what the article said before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cached_property

from dispatch.claims.naming.mentions import Mentions, mentions
from dispatch.claims.naming.nameindex import NameIndex
from dispatch.claims.naming.nounindex import NounIndex
from dispatch.claims.naming.persons import Persons
from dispatch.claims.naming.speakers import Speaker, key_of, speaker_of
from dispatch.claims.quoting.narration import Narration
from dispatch.values import Role

_BARE = frozenset(
    "operator officer chief captain supervisor commander driver engineer woman man girl boy master crew "
    "tender coordinator boss".split()
)
_CALLED_IN = re.compile(
    r"\b(?:call(?:ed|s|ing)?|dial(?:ed|led|s)?|phon(?:ed|es)|told (?:a|the|an)|ask(?:ed|s) (?:a|the|an))\s+"
    r"(?:the\s+)?(?:911|9-1-1|999|112|000|emergency)\b"
)
_POINTED_AT = re.compile(r"(?:that|this|the same)\s", re.IGNORECASE)
_TWO = re.compile(
    r"(?:Officers|Deputies|Sergeants|Medics|Firefighters|Detectives|Troopers|"
    r"Paramedics)\s+[A-Z][\w’'-]+\s+and\s+([A-Z][\w’'-]+)"
)
_EMERGENCY_OPERATOR = re.compile(
    r"\b(?:911|999|112|000|emergency|control room|police|radio) operator", re.IGNORECASE
)
_RIDING = re.compile(
    r"\b(?:trains?|trams?|bus(?:es)?|transit|rail\w*|subway|light[- ]rail|streetcar|trolley|ferry)\b",
    re.IGNORECASE,
)
_HOST = re.compile(
    r"(?:CO-?)?(?:HOST|NARRATOR|ANCHOR|PRESENTER|REPORTER|INTERVIEWER|MODERATOR)\b.*", re.IGNORECASE
)
_COPULA = (
    r"(?:was|is|(?:has )?worked|works|staffs|staffed|runs|worked as|works as|served as|was working as|"
    r"was on duty as|was the one on)(?!\s+(?:not|"
    r"told|asked|"
    r"ordered|given|sent|heard|taken|hit|shot)\b)"
)
_POST_WAS = re.compile(
    r"\b(?P<what>(?:the|their|her|his|its)\s[\w’' -]{3,40}?)\s(?:(?:that|this|on|at|"
    r"for)\s[\w ]{3,20}\s)?(?:was|is)\s"
    r"(?:[A-Z][\w’'-]*\s)*$",
    re.IGNORECASE,
)
"""``The dispatcher that night was Gloria Reyes``."""
_STAFFS = re.compile(
    r"\b(?:desk|console|phones?|switchboard|radio|shift|nights)\b.{0,30}\b(?:911|999|dispatch|"
    r"communications?|control|"
    r"emergency|call) (?:cent(?:er|re)|room)\b",
    re.IGNORECASE,
)
_WAS = re.compile(rf",?\s+(?:who\s+)?{_COPULA}\s+(?P<what>[^,.;]{{3,60}})")
_HAS_A_RADIO = frozenset({Role.DISPATCHER, Role.UNIT})
_NAMES_READ = 20  # places of a name that are looked at for the title before it
_NEAR = 4000  # characters in which a word says what kind of operator is meant
_SENTENCES_BACK = 12  # how far a pronoun or a bare noun is followed back


class People:
    """Everyone the narration mentions; a sentence is read for mentions when somebody asks, and once."""

    def __init__(self, narration: Narration) -> None:
        self.narration = narration
        self._read: dict[int, Mentions] = {}
        self._by_name: dict[str, Speaker | None] = {}
        self._callers: frozenset[str] | None = None
        self._hosted: bool | None = None
        self._names = NameIndex(narration.document.text)
        self.persons = Persons(narration, self._names, self.mentioned)
        self._nouns = NounIndex(narration, self.mentioned)
        self._placed: dict[str, Role] = {}

    def mentioned(self, number: int) -> Mentions:
        """Those a sentence mentions, each with its place in the text."""
        if number not in self._read:
            start = self.narration.sentences[number][0]
            found = mentions(self.narration.words(number))
            self._read[number] = tuple(
                (start + at, speaker) for at, speaker in found if not self._mere_capital(start + at, speaker)
            )
        return self._read[number]

    def _mere_capital(self, place: int, speaker: Speaker) -> bool:
        """A first word (“Got him back”) that is capital for its place alone: never met again."""
        word = speaker.name
        if (
            speaker.head is not None
            or word is None
            or " " in word
            or place != self.narration.sentences[self.narration.sentence(place)][0]
        ):
            return False
        return len(self._names.places(word)) == 1

    @cached_property
    def _riding(self) -> list[int]:
        return [found.start() for found in _RIDING.finditer(self.narration.text)]

    @cached_property
    def _emergency_operators(self) -> list[int]:
        return [found.start() for found in _EMERGENCY_OPERATOR.finditer(self.narration.text)]

    @property
    def callers(self) -> frozenset[str]:
        """Nouns (``woman``) that the article says called the emergency number."""
        if self._callers is None:
            nouns = (self._caller(found.start()) for found in _CALLED_IN.finditer(self.narration.text))
            self._callers = frozenset(noun for noun in nouns if noun)
        return self._callers

    def _caller(self, place: int) -> str | None:
        here = self.mentioned(self.narration.sentence(place))
        nouns = [who.head for at, who in here if at < place and who.head and who.role is Role.OTHER]
        return nouns[-1] if nouns else None

    def named(self, family: str) -> Speaker | None:
        """Who the article introduces by that family name, with a role."""
        if family not in self._by_name:
            self._by_name[family] = self._introduced(family)
        return self._by_name[family]

    @property
    def hosted(self) -> bool:
        """Whether it is the transcript of a programme, whose host speaks between the recordings."""
        if self._hosted is None:
            labels = (quote.label for quote in self.narration.quotations)
            self._hosted = any(label and _HOST.fullmatch(label) for label in labels)
        return self._hosted

    def _introduced(self, family: str) -> Speaker | None:
        text = self.narration.text
        for place in self._names.places(family)[:_NAMES_READ]:
            if text[place] != family[0]:
                continue
            number = self.narration.sentence(place)
            start = self.narration.sentences[number][0]
            for at, speaker in self.mentioned(number):
                both = _TWO.match(self.narration.words(number), at - start)
                names = {speaker.name.split()[-1] if speaker.name else "", both[1] if both else ""}
                if speaker.head and family in names:
                    return speaker
        return self._was(family)

    def _was(self, family: str) -> Speaker | None:
        """``Quist was net control that night``."""
        text = self.narration.document.text
        for place in self._names.places(family)[:_NAMES_READ]:
            if post := _POST_WAS.search(text, max(0, place - 80), place):
                speaker = speaker_of(post["what"])
                if speaker is not None and speaker.role in _HAS_A_RADIO:
                    return speaker
        ends = (place + len(family) for place in self._names.places(family)[:_NAMES_READ])
        said = next((found for end in ends if (found := _WAS.match(text, end))), None)
        if said and _STAFFS.search(said["what"]):
            return Speaker(said["what"], Role.DISPATCHER, head="dispatcher")
        speaker = speaker_of(said["what"]) if said else None
        return speaker if speaker is not None and speaker.role in _HAS_A_RADIO else None

    def place(self, speakers: Iterable[Speaker]) -> None:
        """Remember the roles that the article as a whole gave to those whom it quotes."""
        for speaker in speakers:
            if speaker.role in _HAS_A_RADIO and (key := key_of(speaker)) is not None:
                self._placed[key] = speaker.role

    def known(self, speaker: Speaker, place: int) -> Speaker:
        """``speaker`` with the role the article gave that name or noun elsewhere."""
        if speaker.role is Role.OTHER and (placed := self._placed.get(key_of(speaker) or "")) is not None:
            return replace(speaker, role=placed)
        if speaker.head in self.callers and speaker.role is Role.OTHER:
            return replace(speaker, role=Role.CALLER)
        if speaker.head in _BARE or (speaker.head and _POINTED_AT.match(speaker.text)):
            return self._bare(speaker, place)
        if speaker.name is None:
            return speaker
        name = (self.persons.full_name(speaker.name) if speaker.head is None else None) or speaker.name
        known = self.named(name.split()[-1])
        if known and known.name and _relatives(known.name, name):
            return replace(speaker, name=name, another=True)
        if speaker.head is not None:
            return speaker
        return replace(known or speaker, text=speaker.text, name=name)

    def _desk_supervises(self, number: int, head: str) -> bool:
        """Whether ``the supervisor`` is a dispatcher’s: ``she asks her supervisor``."""
        for earlier in range(number, max(-1, number - _SENTENCES_BACK), -1):
            start = self.narration.sentences[earlier][0]
            owned = re.search(rf"\b(?:his|her|their)\s(?:\w+\s)?{head}\b", self.narration.words(earlier))
            if owned:
                owners = [who for at, who in self.mentioned(earlier) if at < start + owned.start()]
                return bool(owners) and owners[-1].role is Role.DISPATCHER
        return False

    def _bare(self, speaker: Speaker, place: int) -> Speaker:
        """``the chief`` after ``the battalion chief``, ``the operator`` after ``a 911 operator``."""
        head = speaker.head or ""
        number = self.narration.sentence(place)
        found = self._nouns.longer(head, place, 4 * _SENTENCES_BACK)
        if _POINTED_AT.match(speaker.text):
            pointed = self._nouns.other(speaker, place, 4 * _SENTENCES_BACK)
            found = max((item for item in (found, pointed) if item), key=lambda item: item[0], default=None)
        if found is not None:
            return replace(speaker, role=found[1].role, unit=found[1].unit)
        if head == "supervisor" and self._desk_supervises(number, head):
            return replace(speaker, role=Role.DISPATCHER, at_desk=True)
        if head == "operator" and speaker.role is Role.OTHER:
            riding = _near(self._riding, place) and not _near(self._emergency_operators, place)
            return replace(speaker, role=Role.UNIT if riding else Role.DISPATCHER)
        return speaker


def _relatives(one: str, other: str) -> bool:
    """Whether two names of one family are two people's: Anthony Pruss and Diane Pruss."""
    given = [name.split()[-2:-1] for name in (one, other)]
    return all(given) and given[0] != given[1] and not any(name[0].endswith(".") for name in given)


def _near(places: Sequence[int], place: int) -> bool:
    """Whether one of the places is within :data:`_NEAR` characters."""
    at = bisect_left(places, place - _NEAR)
    return at < len(places) and places[at] < place + _NEAR
