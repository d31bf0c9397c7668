"""Who can be a he or a she, and which of the two the article makes of somebody."""

from __future__ import annotations

import re
from collections.abc import Callable

from dispatch.claims.naming.givennames import PRONOUNS
from dispatch.claims.naming.lexicon import SPEECH
from dispatch.claims.naming.mentions import Mentions
from dispatch.claims.naming.nameindex import NameIndex
from dispatch.claims.naming.speakers import Speaker, key_of
from dispatch.claims.quoting.narration import QUOTED, Narration

_FEMALE = re.compile(
    r"woman|women|girl|mother|wife|widow|daughter|sister|aunt|\bMrs\b|\bMs\b|\blady\b", re.IGNORECASE
)
_MALE = re.compile(
    r"(?<!wo)man\b|(?<!wo)men\b|\bboy\b|father|husband|\bson\b|brother|uncle|\bMr\b", re.IGNORECASE
)
_TRADE = re.compile(r"(?:fire|police|line|trouble|crew|patrol|signal|track|rail|train|watch)m[ae]n\b", re.I)
"""Old names of trades, which women have too."""
_PERSON = re.compile(
    r"medic|officer|driver|operator|captain|chief|pilot|deputy|sergeant|trooper|worker|man$|er$",
    re.IGNORECASE,
)
_NO_PERSON = re.compile(
    r"\b(?:cent(?:er|re)|central|consoles?|operations|control|tower|office|room|department|agency|company|desk|"
    r"crews?|\w+(?:cer|ty|ie|er|ic|an|or|ot|man|ent|est)s|police|base|page|coast guard|patrol|rescue|squad|"
    r"\w+m?en|patrol cars?|squad cars?|cruisers?|vessels?|helicopters?|ambulances?|tug(?:boat)?s?|trawlers?|"
    r"lifeboats?|snowplows?|cockpit|units?|command|division|family|families|people|children|"
    r"panels?|tribunals?|inquests?|jur(?:y|ies)|courts?|hearings?|inquir(?:y|ies)|statements?|reports?|"
    r"documents?|(?:law)?suits?|complaints?|filings?|letters?|memos?|e-?mails?|posts?|tweets?|releases?|"
    r"polic(?:y|ies)|rule ?books?|manuals?|unions?|authority|city|county|hospital|utility|railway|service|"
    r"ships?|boats?|planes?|jets?|trains?|trucks?|bus(?:es)?|cars?|"
    r"calls?|charts?|chairs?|logs?|voices?|groups?|recordings?|tapes?|scripts?|channels?|"
    r"ministry|headlines?|titles?|guidelines?|memorandum|county dispatch|fire dispatch|police dispatch)$",
    re.IGNORECASE,
)
_ANYONE = re.compile(r"\b(?:someone|somebody)\b", re.IGNORECASE)
_PLACE_NAME = re.compile(
    r"\b(?:Street|Road|Avenue|Lane|Drive|Creek|River|County|City|Township|Quay|Pike|Ridge|Hall|Park|Island|"
    r"Highway|Interstate|Route|Bridge|Airport|Station|School|University|Hospital|Department|Office|Lake|"
    r"Bay|Harbor|Harbour|Point|Beach|Valley|Mountain|Canyon|Hollow|Mill|Inc|Energy|Transit|Authority|"
    r"News|Times|Courier|Ledger|Herald|Gazette|Tribune|Journal|Post|Commission|Council|Agency|Guard|Service)$"
)
_OF_A_PLACE = re.compile(
    r"\b(?:the|in|at|on|of|near|to|from|off|into|toward|outside|across|through|along|around|via|for|before|"
    r"after|until|since|past|by)\s(?:[A-Z][\w.’'-]*\s)*$"
)
_OF_A_PERSON = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sgt|Lt|Capt|Cpl|Det|Const|Col|Maj|Gen|Rev|Officer|Deputy|Trooper|Sergeant|Captain|"
    r"Chief|Mayor|Sheriff|Judge|Lieutenant|Detective)\.?|\b[a-z]+(?:er|or|man|ist|ian|ant|ent|ic|ee),?|"
    r"\b(?:wife|husband|mother|father|son|daughter|sister|brother|said|says),?)\s(?:[A-Z][\w.’'-]*\s)*$"
)
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s(?:[A-Z][\w.’'-]*\s)*$")
_LIKE_A_PERSON = re.compile(rf",\s(?:\d\d?,|who\b|whose\b|an?\s|the\s)|\s(?:{SPEECH.pattern})", re.IGNORECASE)
_OWN = re.compile(
    r"\b(?:(?:said|says)\s(?:that\s)?(?P<said>he|she)\b|(?P<his>his)\s\w|(?P<self>him|her)self\b|"
    r"(?:when|because|after|before|while|until|since|once|where|although|though)\s(?P<clause>he|she)\b|"
    r"(?:that|at|in|on|to|with|from|of|for|by|off|when|as|and|out|up|over|lost|left|called)\s(?P<her>her)\s"
    r"(?!(?:to|that|whether|if|not|about|in|on|at|and|what|where|how|they|he|she|the)\b)\w)"
)
_AS_PRONOUN = {"his": "he", "him": "he", "he": "he", "she": "she", "her": "she"}
_WINDOW = 14  # sentences on either side in which a pronoun is looked for
_NAMES_READ = 20
_FAMILY_BEHIND = re.compile(r" (?:[A-Z]\. )?([A-Z][a-z’'-]+(?:[A-Z][a-z]+)?)\b")
_WORD_BEFORE = re.compile(r"\b([A-Z][a-zé]+)\s$")


def fits(speaker: Speaker, pronoun: str) -> bool:
    """Whether a pronoun can stand for the speaker, by the noun alone.

    Example:
        >>> from dispatch.claims.naming.speakers import speaker_of
        >>> fits(speaker_of("a spokeswoman"), "he"), fits(speaker_of("the hearing"), "she")
        (False, False)
    """
    if speaker.recording or len(speaker.text) == 1:
        return False
    if (speaker.head is None or _NO_PERSON.search(speaker.head)) and _PLACE_NAME.search(speaker.name or ""):
        return False
    if pronoun not in ("he", "she"):
        return True
    if speaker.name is None:
        head = (speaker.head or "").partition(" of ")[0]
        if _NO_PERSON.search(head) or (speaker.unit and not _PERSON.search(head)):
            return False
    return gender_of_noun(speaker) in (None, pronoun)


def gender_of_noun(speaker: Speaker) -> str | None:
    """``she`` for a spokeswoman or Mrs Hale, ``he`` for a fisherman, None for a dispatcher."""
    if given := PRONOUNS.get(_given_name(speaker.name or "")):
        return given
    noun = f"{speaker.text} {speaker.head}" if speaker.name is None else speaker.text
    if _FEMALE.search(noun):
        return "she"
    return "he" if _MALE.search(_TRADE.sub("", noun)) else None


def _given_name(name: str) -> str:
    """``Ann`` of ``Deputy Chief Ann Hale``: the word before the family name."""
    words = [word for word in name.split() if not word.endswith(".") and not word.isupper()]
    return words[-2] if len(words) > 1 else ""


class Persons:
    """Which names of an article are people's, and what pronoun it uses of whom."""

    def __init__(self, narration: Narration, names: NameIndex, mentioned: Callable[[int], Mentions]) -> None:
        self._narration = narration
        self._names = names
        self._mentioned = mentioned
        self._used: dict[str, str] = {}
        self._told: dict[str, str | None] = {}
        self._is_person: dict[str, bool] = {}
        self._given_to: dict[str, str | None] = {}
        self._subjects: dict[int, tuple[str | None, str]] = {}
        self._full: dict[str, str | None] = {}

    def learn(self, speaker: Speaker, pronoun: str) -> None:
        """Remember the pronoun that the article used of somebody."""
        if pronoun in ("he", "she") and (key := key_of(speaker)):
            self._used.setdefault(key, pronoun)

    def could_be(self, speaker: Speaker, pronoun: str) -> bool:
        """Whether a pronoun can stand for the speaker at all."""
        if not fits(speaker, pronoun) or (speaker.vague and _ANYONE.search(speaker.text)):
            return False
        bare = speaker.head is None and speaker.name is not None
        return not bare or pronoun not in ("he", "she") or self.is_person(speaker.name or "")

    def is_person(self, name: str) -> bool:
        """Whether a name is a person's: by what stands before and behind it, wherever it stands."""
        if name not in self._is_person:
            self._is_person[name] = self._judge(name)
        return self._is_person[name]

    def _judge(self, name: str) -> bool:
        text = self._narration.document.text
        words = name.split()
        points = 0.5 if len(words) > 1 else 0.0
        if _given_name(name) in PRONOUNS:
            return True
        for place in self._names.places(re.sub(r"['’]s?$", "", words[-1]))[:_NAMES_READ]:
            before = text[max(0, place - 40) : place]
            if _TITLE.search(before):
                return True
            if _OF_A_PERSON.search(before) or _LIKE_A_PERSON.match(text, place + len(words[-1])):
                points += 1
            elif _OF_A_PLACE.search(before):
                points -= 1
            elif len(words) == 1 and re.search(r"[a-z,]\s[A-Z][a-z’'-]+\s$", before):
                points += 1
        return points > 0

    def full_name(self, given: str) -> str | None:
        """``Jade Moss`` for a ``Jade`` whom the article elsewhere calls so, and nobody else of that name."""
        if given not in self._full:
            text = self._narration.document.text
            ends = (place + len(given) for place in self._names.places(given)[:_NAMES_READ])
            behind = {found[1] for end in ends if (found := _FAMILY_BEHIND.match(text, end))}
            full = f"{given} {behind.pop()}" if " " not in given and len(behind) == 1 else None
            self._full[given] = None if full is None or _PLACE_NAME.search(full) else full
        return self._full[given]

    def pronoun_of(self, speaker: Speaker, place: int) -> str | None:
        """``he`` or ``she`` where the article, near ``place``, shows which; else None."""
        if noun := gender_of_noun(speaker):
            return noun
        key = key_of(speaker)
        if key is None:
            return None
        if given := self._given(key):
            return given
        if key not in self._told:
            self._told[key] = self._read(key, place)
        return self._used.get(key) or self._told[key]

    def _given(self, family: str) -> str | None:
        """``she`` of a Storey whom the article calls Brenda Storey somewhere, and nobody Craig Storey."""
        if family not in self._given_to:
            text = self._narration.document.text
            before = (
                _WORD_BEFORE.search(text, max(0, place - 20), place)
                for place in self._names.places(family)[:_NAMES_READ]
            )
            used = {PRONOUNS.get(word[1]) for word in before if word} - {None}
            self._given_to[family] = used.pop() if len(used) == 1 else None
        return self._given_to[family]

    def _read(self, key: str, place: int) -> str | None:
        """What is said of somebody in the rest of a sentence whose subject they are."""
        narration = self._narration
        here = narration.sentence(place)
        votes = {"he": 0, "she": 0}
        for number in range(max(0, here - _WINDOW), min(len(narration.sentences), here + _WINDOW)):
            subject, rest = self._said_of_subject(number)
            if subject != key:
                continue
            for found in _OWN.finditer(rest):
                votes[_AS_PRONOUN[next(group for group in found.groups() if group)]] += 1
        if votes["he"] == votes["she"]:
            return None
        return "he" if votes["he"] > votes["she"] else "she"

    def _said_of_subject(self, number: int) -> tuple[str | None, str]:
        """Whom a sentence mentions first, and its words up to the next one it mentions."""
        if number not in self._subjects:
            here = [item for item in self._mentioned(number) if fits(item[1], "they")][:2]
            start, words = self._narration.sentences[number][0], self._narration.words(number)
            end = here[1][0] - start if len(here) > 1 else len(words)
            rest = words[here[0][0] - start : end].split(QUOTED)[0] if here else ""
            self._subjects[number] = (key_of(here[0][1]) if here else None, rest)
        return self._subjects[number]
