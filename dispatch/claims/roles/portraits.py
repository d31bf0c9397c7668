"""What an article tells of a person wherever it names them: of a desk, of the field, of ringing for help.

The clause of a quotation often names somebody only (“Okafor said”), and who that is stands elsewhere: in
an apposition, before the name, in a sentence whose subject they are. Words of five worlds are looked for
there. They decide nothing; how much each is worth is fitted (:mod:`dispatch.claims.roles.weighing`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from dispatch.claims.quoting.narration import QUOTED, Narration

_DESK = (
    r"dispatch\w*|call[- ]?(?:taker|handler)s?|telecommunicators?|consoles?|headsets?|switchboard|desk|"
    r"control (?:room|cent\w+|officer|operator)|controllers?|operations (?:room|cent\w+|coordinator|officer)|"
    r"watch(?:keeper|stander| officer| room| floor)s?|(?:on|of the) watch|communications?|comms|operators?|"
    r"signall?(?:er|man|men)|signal box|panel|radio room|tower|VTS|traffic control\w*|command cent\w+|base|"
    r"net control|coordinators?|schedulers?|screens?|took (?:the|her|his) calls?|t(?:akes|aking|ook) calls|"
    r"answer(?:s|ed|ing) (?:the )?(?:phones?|calls?|911|radio)|(?:phones?|lines?) (?:rang|lit)|headquarters|"
    r"cent(?:er|re)|paged|toned|sent (?:\w+ )?(?:\w+ )?(?:engine|unit|crew|car|truck|ambulance|deput|officer|"
    r"medic)\w*|relay\w*|broadcast|patched|hung up|room|chair|night shift|supervisor|monitor\w*|typed|"
    r"keyboard|CAD|radio (?:operator|officer|desk)"
)
_FIELD = (
    r"officers?|deput(?:y|ies)|troopers?|constables?|sergeants?|sgt|firefighters?|medics?|paramedics?|EMTs?|"
    r"captains?|capt|lieutenants?|lt|engines?|ladders?|trucks?|crews?|patrol\w*|pilots?|skippers?|drivers?|"
    r"conductors?|engineers?|mates?|coxswains?|rangers?|line(?:man|men|worker)|motorm[ae]n|on scene|"
    r"cruisers?|arrived|pulled|climbed|hauled|ran|boats?|plane|aircraft|helicopters?|handheld|portable|"
    r"shoulder|radioed|squad|battalion|cutter|tug|train|bus|van|wardens?|guides?|master|bosun|deckhand|"
    r"rescuers?|swimmer|diver|hose|nozzle|foreman|rig|tanker|ambulance|vessel|cockpit|cab|aboard|helm|wheel|"
    r"flew|drove|steered|landed"
)
_RINGING = (
    r"(?:call|dial|phon|ring|rang)\w* (?:\w+ )?(?:\w+ )?(?:911|999|000|112|emergency|police|for help|"
    r"the sheriff|dispatch|the station|the desk)|911|999|triple zero|callers?|homeowner|neighbo\w+|mother|"
    r"father|husband|wife|daughter|son|brother|sister|grand\w+|residents?|hid|hiding|trapped|cell ?phone|"
    r"mobile|rang|phoned|dialed|dialled|bystander|passer\w*|motorist|hikers?|teen\w*|girl|boy|woman|man|"
    r"clerk|customer|tenant|lives|home|kitchen|apartment|house|bedroom"
)
_OFFICE = (
    r"spokes\w+|mayor|council\w*|director|president|attorney|lawyer|professor|expert|union|statement|"
    r"chief executive|superintendent|commission\w*|judge|coroner|widow|author|consultant|solicitor|barrister|"
    r"prosecut\w+|manager|senator|representative|trustee|analyst|researcher|minister|secretary|"
    r"chair(?:man|woman|person)|owner|historian|teacher|principal|nurse|doctor|dr|pastor|investigator|counsel"
)
_LATER = (
    r"told (?:me|us|the|a|reporters|investigators)|interview\w*|testif\w+|retired|since|now|later|"
    r"afterwards?|years|said (?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|remember\w*|recall\w*|"
    r"laugh\w*|wrote|asked (?:if|whether|what|about)"
)
WORLDS = {
    name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for name, words in {
        "desk": _DESK, "field": _FIELD, "ringing": _RINGING, "office": _OFFICE, "later": _LATER,
    }.items()
}  # fmt: skip
_WORD = re.compile(r"[^\W_](?:[\w’'-]*[^\W_])?")
_OWNER = re.compile(r"['’]s?$")
_CLAUSE = re.compile(r"[.;:()—–]| (?:told|said|asked|and|when|that|while|but) ")
_APPOSED = re.compile(
    r"(?:['’]s)?(?:\s[A-Z][\w’'-]+){0,2},\s(?:\d+,\s)?(?:then |now )?(?P<by>(?:an?|the|who|whose|which|one|"
    r"his|her|its|chief|head|master|senior|on|at)\b[^.;:,]{2,90}|[a-z][^.;,:]{2,60}(?=[,.]))|"
    r"\s(?:was|is|had been|has been|works?|worked|runs?|ran|sat|sits)\s(?P<being>[^.;:]{3,80})"
)
_PRONOUN = re.compile(r"\W*(?:(?:But|And|Then|Later|When|As|After|Before|Once)\s)?(?:[Hh]e|[Ss]he|Her|His)\b")
_PERSON = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+")
_FIRST = 60  # characters at a sentence's start in which its subject stands
_PLACES_READ = 20
_FOLLOWED = 2  # sentences behind that go on with a pronoun
_READ = 300


class Portraits:
    """The traits of an article's people, each read when somebody asks, and once.

    Example:
        >>> from dispatch.claims.reader import read
        >>> text = "Ann Gill, who had the desk that night, saw the line light up. “Hold on,” Gill said."
        >>> narration = read(text, "text/plain").people.narration
        >>> sorted(name for name in Portraits(narration).of("Gill") if "desk" in name)
        ['apposed: desk', 'mostly: desk', 'told of: desk']
    """

    def __init__(self, narration: Narration) -> None:
        self._narration = narration
        self._known: dict[str, Mapping[str, float]] = {}

    def of(self, key: str | None) -> Mapping[str, float]:
        """What is told of whom ``key`` (:func:`dispatch.claims.naming.speakers.key_of`) stands for."""
        if key is None:
            return {}
        if key not in self._known:
            self._known[key] = self._traits(key)
        return self._known[key]

    @cached_property
    def _places(self) -> Mapping[str, list[int]]:
        """Where each word of the narration ends."""
        places: dict[str, list[int]] = defaultdict(list)
        for found in _WORD.finditer(self._narration.text):
            word = _OWNER.sub("", found.group())
            places[word].append(found.start() + len(word))
        return places

    def _mentions(self, key: str) -> Iterator[tuple[int, int]]:
        noun = key.removeprefix("another ").removeprefix("the ")
        for end in self._places.get(noun.split()[-1], ())[:_PLACES_READ]:
            start = end - len(noun)
            if start >= 0 and self._narration.text[start:end].lower() == noun.lower():
                yield start, end

    def _traits(self, key: str) -> dict[str, float]:
        beside: set[str] = set()
        told: set[int] = set()
        count = 0
        for start, end in self._mentions(key):
            count += 1
            beside |= set(self._beside(start, end))
            told |= set(self._told(start, key))
        words = [self._narration.words(number)[:_READ].replace(QUOTED, " ") for number in sorted(told)]
        amounts = Counter({name: sum(len(w.findall(part)) for part in words) for name, w in WORLDS.items()})
        traits = {f"told of: {name}": min(3, amount) / 1.5 for name, amount in amounts.items() if amount}
        traits |= dict.fromkeys(beside, 1.0)
        points = {
            name: min(3, amounts[name])
            + 2 * (f"apposed: {name}" in beside)
            + 2 * (f"title: {name}" in beside)
            for name in ("desk", "field", "ringing")
        }
        most = max(points, key=lambda name: points[name])
        traits[f"mostly: {most if points[most] else 'nothing'}"] = 1.0
        traits["mentions"] = min(6, count) / 4
        return traits

    def _beside(self, start: int, end: int) -> Iterator[str]:
        """What stands right before the name, and in apposition behind it."""
        first, last, _ = self._narration.sentences[self._narration.sentence(start)]
        text = self._narration.text
        title = _CLAUSE.split(text[max(first, start - 70) : start].replace(QUOTED, " "))[-1][-40:]
        found = _APPOSED.match(text[end : min(last, end + 110)].replace(QUOTED, " "))
        apposed = (found["by"] or found["being"]) if found else ""
        for name, words in WORLDS.items():
            if words.search(title):
                yield f"title: {name}"
            if apposed and words.search(apposed):
                yield f"apposed: {name}"

    def _told(self, place: int, key: str) -> Iterator[int]:
        """The sentence whose subject stands at ``place``, and those behind that go on with a pronoun."""
        narration = self._narration
        number = narration.sentence(place)
        start, _, block = narration.sentences[number]
        other = _PERSON.search(narration.text, start, place)
        if place - start >= _FIRST or (other and key not in other.group()):
            return
        yield number
        for behind in range(number + 1, min(number + 1 + _FOLLOWED, len(narration.sentences))):
            if narration.sentences[behind][2] != block or not _PRONOUN.match(narration.words(behind)):
                return
            yield behind
