"""Who a name, a bare noun or a pronoun stands for, from what the article said before."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from dispatch.claims.nameindex import NameIndex
from dispatch.claims.narration import Narration
from dispatch.claims.speakers import Speaker, mentions, speaker_of
from dispatch.values import Role

_FEMALE = re.compile(r"woman|women|girl|mother|wife|widow|daughter|sister|aunt|\bMrs\b|\bMs\b", re.IGNORECASE)
_MALE = re.compile(
    r"(?<!wo)man\b|(?<!wo)men\b|\bboy\b|father|husband|\bson\b|brother|uncle|\bMr\b", re.IGNORECASE
)
_BARE = frozenset(
    "operator officer chief captain supervisor commander driver engineer woman man girl boy master crew "
    "tender coordinator".split()
)
_CALLED_IN = re.compile(
    r"\b(?:call(?:ed|s|ing)?|dial(?:ed|led|s)?|phon(?:ed|es)|told (?:a|the|an)|ask(?:ed|s) (?:a|the|an))\s+"
    r"(?:the\s+)?(?:911|9-1-1|999|112|000|emergency)\b"
)
_PERSON = re.compile(
    r"medic|officer|driver|operator|captain|chief|pilot|deputy|sergeant|trooper|worker|man$|er$",
    re.IGNORECASE,
)
_POINTED_AT = re.compile(r"(?:that|this|the same)\s", re.IGNORECASE)
_TWO = re.compile(
    r"(?:Officers|Deputies|Sergeants|Medics|Firefighters|Detectives|Troopers|"
    r"Paramedics)\s+[A-Z][\w’'-]+\s+and\s+([A-Z][\w’'-]+)"
)
_EMERGENCY_OPERATOR = re.compile(
    r"\b(?:911|999|112|000|emergency|control room|police|radio) operator", re.IGNORECASE
)
_NO_PERSON = re.compile(
    r"\b(?:cent(?:er|re)|central|operations|control|tower|office|room|department|agency|company|desk|"
    r"crews?|\w+(?:cer|ty|ie|"
    r"er|ic|an|or|ot)s|police|base|page|coast guard)$",
    re.IGNORECASE,
)
_RIDING = re.compile(
    r"\b(?:trains?|trams?|bus(?:es)?|transit|rail\w*|subway|light[- ]rail|streetcar|trolley|ferry)\b",
    re.IGNORECASE,
)
_PLACE_NAME = re.compile(
    r"\b(?:Street|Road|Avenue|Lane|Drive|Creek|River|County|City|Township|Quay|Pike|Ridge|Hall|Park)$"
)
_HOST = re.compile(
    r"(?:CO-?)?(?:HOST|NARRATOR|ANCHOR|PRESENTER|REPORTER|INTERVIEWER|MODERATOR)\b.*", re.IGNORECASE
)
_COPULA = (
    r"(?:was|is|worked as|works as|served as|was working as|was on duty as|was the one on)(?!\s+(?:not|"
    r"told|asked|"
    r"ordered|given|sent|heard|taken|hit|shot)\b)"
)
_WAS = re.compile(rf",?\s+(?:who\s+)?{_COPULA}\s+(?P<what>[^,.;]{{3,60}})")
_ON_THE_AIR = frozenset({Role.DISPATCHER, Role.UNIT})
Mentions = tuple[tuple[int, Speaker], ...]
_NAMES_READ = 20  # places of a name that are looked at for the title before it
_SENTENCES_BACK = 12  # how far a pronoun or a bare noun is followed back


class People:
    """Everyone the narration mentions; a sentence is read for mentions when somebody asks, and once."""

    def __init__(self, narration: Narration) -> None:
        self.narration = narration
        self._read: dict[int, Mentions] = {}
        self._by_name: dict[str, Speaker | None] = {}
        self._callers: frozenset[str] | None = None
        self._hosted: bool | None = None
        self._pronouns: dict[str, str] = {}
        self._names = NameIndex(narration.document.text)
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

    def learn(self, speaker: Speaker | None, pronoun: str) -> None:
        """Remember the pronoun that the article used of somebody."""
        if speaker is not None and pronoun in ("he", "she") and (key := _key(speaker)):
            self._pronouns.setdefault(key, pronoun)

    def known_as(self, speaker: Speaker, pronoun: str) -> bool:
        """Whether the article has used that very pronoun of the speaker, or the noun says so."""
        used = self._pronouns.get(_key(speaker) or "") == pronoun
        return used or (pronoun == "she" and bool(_FEMALE.search(speaker.text)) and fits(speaker, pronoun))

    def fits(self, speaker: Speaker, pronoun: str) -> bool:
        """Whether a pronoun can stand for the speaker, by the noun and by what the article used before."""
        used = self._pronouns.get(_key(speaker) or "", pronoun)
        if len(speaker.text) == 1:  # the Q and A of a questioning
            return False
        return fits(speaker, pronoun) and (pronoun not in ("he", "she") or used == pronoun)

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
        ends = (place + len(family) for place in self._names.places(family)[:_NAMES_READ])
        said = next((found for end in ends if (found := _WAS.match(text, end))), None)
        speaker = speaker_of(said["what"]) if said else None
        return speaker if speaker is not None and speaker.role in _ON_THE_AIR else None

    def place(self, speakers: Iterable[Speaker]) -> None:
        """Remember the roles that the article as a whole gave to those whom it quotes."""
        for speaker in speakers:
            if speaker.role in _ON_THE_AIR and (key := _key(speaker)) is not None:
                self._placed[key] = speaker.role

    def known(self, speaker: Speaker, place: int) -> Speaker:
        """``speaker`` with the role the article gave that name or noun elsewhere."""
        if speaker.role is Role.OTHER and (placed := self._placed.get(_key(speaker) or "")) is not None:
            return replace(speaker, role=placed)
        if speaker.head in self.callers and speaker.role is Role.OTHER:
            return replace(speaker, role=Role.CALLER)
        if speaker.head in _BARE or (speaker.head and _POINTED_AT.match(speaker.text)):
            return self._bare(speaker, place)
        if speaker.name is None or speaker.head is not None:
            return speaker
        known = self.named(speaker.name.split()[-1])
        return replace(known, text=speaker.text, name=speaker.name) if known else speaker

    def _bare(self, speaker: Speaker, place: int) -> Speaker:
        """``the chief`` after ``the battalion chief``, ``the operator`` after ``a 911 operator``."""
        head = speaker.head or ""
        number = self.narration.sentence(place)
        for earlier in range(number, max(-1, number - 4 * _SENTENCES_BACK), -1):
            for at, other in reversed(self.mentioned(earlier)):
                same = other.head == head and _POINTED_AT.match(speaker.text) and other.text != speaker.text
                within = re.search(rf"\b{re.escape(head)}\b", other.head or "")
                longer = within and other.head != head
                if at < place and (same or longer):
                    return replace(speaker, role=other.role, unit=other.unit)
        if head == "operator" and speaker.role is Role.OTHER:
            text = self.narration.text[: place + 4000][-8000:]
            riding = _RIDING.search(text) and not _EMERGENCY_OPERATOR.search(text)
            return replace(speaker, role=Role.UNIT if riding else Role.DISPATCHER)
        return speaker

    def before(self, place: int, pronoun: str, last: int | None = None) -> Speaker | None:
        """The last person before ``place`` in its block who could be ``pronoun``."""
        number = self.narration.sentence(place) if last is None else last + 1
        block = self.narration.sentences[number if last is None else last][2]
        for earlier in range(number - 1, max(-1, number - _SENTENCES_BACK), -1):
            if self.narration.sentences[earlier][2] != block:
                break
            for at, speaker in self.mentioned(earlier):
                if at < place and self.fits(speaker, pronoun):
                    return self.known(speaker, at)
        return None

    def last_in_block_before(self, place: int, pronoun: str) -> Speaker | None:
        """The same, in the block before."""
        number = self.narration.sentence(place)
        block = self.narration.sentences[number][2]
        while number >= 0 and self.narration.sentences[number][2] == block:
            number -= 1
        return self.before(self.narration.sentences[number + 1][0], pronoun, number) if number >= 0 else None


def _key(speaker: Speaker) -> str | None:
    if speaker.vague:
        return None
    return speaker.name.split()[-1] if speaker.name else speaker.head


def fits(speaker: Speaker, pronoun: str) -> bool:
    """Whether a pronoun can stand for the speaker.

    Example:
        >>> from dispatch.claims.speakers import speaker_of
        >>> fits(speaker_of("a spokeswoman"), "he")
        False
    """
    if speaker.recording or _PLACE_NAME.search(speaker.name or ""):
        return False
    if pronoun in ("he", "she") and speaker.name is None and _NO_PERSON.search(speaker.head or ""):
        return False
    if (
        pronoun in ("he", "she")
        and speaker.unit
        and speaker.name is None
        and not _PERSON.search(speaker.head or "")
    ):
        return False
    if pronoun == "he":
        return not _FEMALE.search(speaker.text)
    return not (pronoun == "she" and _MALE.search(speaker.text))
