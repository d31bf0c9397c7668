"""The second reading of an article's speakers: whom it places on the radio, seen over all their quotations.

Read one by one, a clause often names somebody only (“Aske shot back”) or nobody (“Then:”). Seen together, an
article tells more: one transmission puts its speaker on the air for the whole article; a quotation in the
middle of an exchange answers the one before; radio speech is formulaic enough to tell a desk from a unit.
A person whose noun says that they are no voice of the radio (a spokesman, a sister) is left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dispatch.claims.attributed import Attribution, Where
from dispatch.claims.leaning import DECIDES, leaning, like_a_caller, side
from dispatch.claims.narration import QUOTED, Narration
from dispatch.claims.quotations import Quotation
from dispatch.claims.rolenouns import never_heard
from dispatch.claims.speakers import Speaker, key_of
from dispatch.claims.venues import NOT_ON_AIR, ON_AIR, RADIO_STATION, RADIO_VERB
from dispatch.values import Role

_ON_THE_AIR = frozenset({Role.DISPATCHER, Role.UNIT, Role.CALLER})
_ANYBODY = re.compile(r"subject|suspect|m[ae]n|wom[ae]n|person|people|individual|gunman|driver of|voice")
_EITHER_SIDE = frozenset(
    {"supervisor", "shift supervisor", "operator", "technician", "duty officer", "supervisors"}
)
_RINGS = re.compile(r"\b(?:911|9-1-1|999|112|000|emergency)\b")
_ANSWERS_CALLS = re.compile(r"operator|call[- ]?(?:taker|handler)|telecommunicator|911|999|dispatcher")
_REPLIES = re.compile(
    r"\b(?:repl(?:y|ied|ies)|answer(?:s|ed)?|respond(?:s|ed)?|(?:shot|shoots|fired|fires|came|comes) back|"
    r"asks|asked|repeat(?:s|ed)|tells|told (?:him|her|them))\b",
    re.IGNORECASE,
)
_LOOKING_BACK = re.compile(
    r"\b(?:was|were|had|did|didn['’]t|knew|thought|heard|felt|wasn['’]t|went|came|should have|would have)\b"
)
_PRONOUN_SUBJECT = re.compile(r"\W*(?:he|she|they)\b", re.IGNORECASE)
_COUNTERPART = {Role.UNIT: Role.DISPATCHER, Role.DISPATCHER: Role.UNIT, Role.CALLER: Role.DISPATCHER}
_ASKS_CALLER = re.compile(
    r"\b911\b|\bemergency\b|\bwhat(?:['’]s| is) the address\b|\bcalling from\b", re.IGNORECASE
)
_AFTERWARDS = re.compile(
    r"\b(?:afterwards?|(?:hours|days|weeks|months|years) (?:later|after)|later (?:that|in the) \w+|"
    r"by (?:the )?(?:evening|nightfall|night|morning|noon|midday|dawn|dusk|midnight|sunset|sunrise)|"
    r"(?:the )?(?:next|following) (?:day|morning|week|evening)|since then|"
    r"on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_USES_RADIO = re.compile(
    r"\b(?:radioed|radios|radioing|keyed)\b|\b(?:over|on|by|into|via) (?:the |his |her |their |"
    r"a )?(?:police |fire |ship’s |"
    r"marine |two-way )?(?:radio|air)\b(?! traffic| recording)", re.IGNORECASE
)
_APART = 2  # blocks between two quotations of one exchange


@dataclass(slots=True)
class _Item:
    quote: Quotation
    attribution: Attribution
    words: str
    away: bool
    """Its own clause says that it was said somewhere else."""
    on_air: bool
    """Its own clause says that it was on the air or recorded."""
    keyed: bool
    """Its own clause, or the sentence before of a pronoun, has the speaker use a radio."""
    afterwards: bool
    """The article's words since the quotation before have left the time of the traffic."""

    @property
    def role(self) -> Role | None:
        return self.attribution.speaker.role if self.attribution.speaker else None

    @property
    def heard(self) -> bool:
        """Whether it belongs to an exchange on the radio."""
        return not self.away and (self.role in _ON_THE_AIR or (self.role is Role.UNKNOWN and self.on_air))

    def become(self, role: Role) -> None:
        speaker = self.attribution.speaker or Speaker("", role, vague=True)
        self.attribution = replace(self.attribution, speaker=replace(speaker, role=role), placed=True)


def placed(
    narration: Narration, speech: Sequence[tuple[Quotation, Attribution]], radio_article: bool
) -> list[tuple[Quotation, Attribution]]:
    """The quotations with the roles that the article as a whole gives their speakers."""
    items = [_item(narration, quote, attribution) for quote, attribution in speech]
    if radio_article:
        rings = _RINGS.search(narration.document.text) is not None
        for _ in range(2):  # once more, as an exchange may be known by its later part
            _place_named(items, rings, _radio_users(narration))
            _place_unnamed(items, rings)
    return [(item.quote, item.attribution) for item in items]


def _item(narration: Narration, quote: Quotation, attribution: Attribution) -> _Item:
    clause = RADIO_STATION.sub(" interview ", attribution.clause.replace(QUOTED, " "))
    away = any(pattern.search(clause) for _, pattern in NOT_ON_AIR)
    radio = RADIO_VERB.search(clause) is not None
    words = " ".join(narration.document.text[start:end] for start, end in quote.pieces)
    on_air = radio or ON_AIR.search(clause) is not None
    return _Item(
        quote,
        attribution,
        words,
        away and not radio,
        on_air,
        radio or _keyed(narration, quote, clause),
        _is_afterwards(narration, quote),
    )


def _is_afterwards(narration: Narration, quote: Quotation) -> bool:
    here = narration.sentence(quote.outer[0])
    for number in range(here, max(-1, here - 3), -1):
        words = narration.words(number)
        if number < here and QUOTED in words:
            return False
        if _AFTERWARDS.search(words):
            return True
    return False


def _keyed(narration: Narration, quote: Quotation, clause: str) -> bool:
    here = narration.sentence(quote.outer[0])
    if not _PRONOUN_SUBJECT.match(clause) or not here or narration.sentences[here - 1][2] != quote.block:
        return False
    return RADIO_VERB.search(narration.words(here - 1)) is not None


def _open(speaker: Speaker) -> bool:
    """Whether the noun leaves it open that the person was on the air."""
    return speaker.role is Role.OTHER and not speaker.recording and not never_heard(speaker.head)


def _uses_radio(item: _Item, speaker: Speaker) -> bool:
    return item.keyed and not item.away and speaker.role is Role.OTHER


def _place_named(items: list[_Item], rings: bool, users: Callable[[str], bool]) -> None:
    persons: dict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        speaker = item.attribution.speaker
        if speaker is not None and (key := key_of(speaker)) is not None:
            persons[key].append(number)
    for key, numbers in persons.items():
        roles = [known for n in numbers if (known := items[n].role) in _ON_THE_AIR]
        open_ones = [
            n
            for n in numbers
            if (who := items[n].attribution.speaker) and (_open(who) or _uses_radio(items[n], who))
        ]
        if not open_ones:
            continue
        role = max(roles, key=roles.count, default=None)
        if role is None:
            role = _role_of(items, [n for n in open_ones if not items[n].away], rings, users(key))
        if role is not None:
            for number in open_ones:
                items[number].become(role)


def _radio_users(narration: Narration) -> Callable[[str], bool]:
    """Whether the article, in its own words, has somebody of that name or noun use a radio."""
    told = [
        words[: found.start()]
        for number in range(len(narration.sentences))
        if (found := _USES_RADIO.search(words := narration.words(number)))
    ]
    return lambda key: any(re.search(rf"\b{re.escape(key)}\b", words) for words in told)


def _role_of(items: list[_Item], numbers: list[int], rings: bool, uses_radio: bool) -> Role | None:
    """The role of a person with these quotations, if one of them was on the air."""
    if not numbers or (not uses_radio and not any(_on_the_air(items, number) for number in numbers)):
        return None
    speaker = items[numbers[0]].attribution.speaker
    neighbours = [near for n in numbers if (near := _neighbour(items, n)) is not None]
    if rings and any(_rings(items[n].words, _neighbour(items, n)) for n in numbers):
        return Role.CALLER
    if speaker and speaker.name is None and _ANYBODY.fullmatch((speaker.head or "").rstrip("s")):
        return Role.UNKNOWN
    on_radio = any(items[n].on_air or items[n].keyed for n in numbers)
    if neighbours and not on_radio and all(near.role is Role.CALLER for near in neighbours):
        return Role.DISPATCHER
    decided = side(sum(leaning(items[n].words) for n in numbers))
    if decided is not None:
        return decided
    answers_unit = bool(neighbours) and neighbours[0].role in (Role.UNIT, Role.CALLER)
    if answers_unit and not on_radio and sum(leaning(items[n].words) for n in numbers) <= 0:
        return Role.DISPATCHER
    return Role.UNIT


def _rings(words: str, near: _Item | None) -> bool:
    desk = near.attribution.speaker if near else None
    answered = desk is not None and desk.role is Role.DISPATCHER and _ANSWERS_CALLS.search(desk.head or "")
    return bool(answered) and like_a_caller(words)


def _on_the_air(items: list[_Item], number: int) -> bool:
    item = items[number]
    if item.on_air or item.keyed:
        return True
    near = _neighbour(items, number)
    if near is None or item.afterwards or len(_LOOKING_BACK.findall(item.words)) > 1:
        return False
    close = item.quote.block - near.quote.last_block in (0, 1)
    replies = close and _REPLIES.search(item.attribution.clause) is not None
    return replies or abs(leaning(item.words)) >= DECIDES


def _neighbour(items: list[_Item], number: int) -> _Item | None:
    """The nearest quotation of an exchange on the radio that this one may belong to, earlier first."""
    here = items[number]
    for other in (number - 1, number + 1):
        if 0 <= other < len(items):
            gap = items[max(number, other)].quote.block - items[min(number, other)].quote.last_block
            if gap <= _APART and items[other].heard and items[other].attribution.speaker is not None:
                same = key_of(items[other].attribution.speaker)
                if same is None or same != key_of(here.attribution.speaker):
                    return items[other]
    return None


def _doubtful(speaker: Speaker) -> bool:
    """A noun of either side (“her supervisor”), which the words may decide."""
    return speaker.role is Role.UNIT and speaker.unit is None and speaker.head in _EITHER_SIDE


def _place_unnamed(items: list[_Item], rings: bool) -> None:
    """Voices whom nothing names: by their words, else by whom they answer."""
    for number, item in enumerate(items):
        speaker = item.attribution.speaker
        if speaker is not None and _doubtful(speaker) and leaning(item.words) <= -DECIDES and not item.away:
            item.become(Role.DISPATCHER)
        turn = item.attribution.where is Where.CARRIED and not item.attribution.clause
        if item.away or (speaker is not None and speaker.role is not Role.UNKNOWN and not turn):
            continue
        if speaker is not None and _told_apart(speaker):
            continue
        decided = side(leaning(item.words))
        if rings and decided is not Role.DISPATCHER and number and _in_a_call(items, number):
            decided = Role.CALLER if items[number - 1].role is Role.DISPATCHER else decided
        if turn and decided is not Role.CALLER and item.role is not Role.UNKNOWN:
            continue
        if decided is None and number and _answers(item):
            before = items[number - 1]
            if before.heard and item.quote.block - before.quote.last_block <= 1:
                decided = _COUNTERPART.get(before.role or Role.OTHER)
        if decided is not None:
            item.become(decided)


def _in_a_call(items: list[_Item], number: int) -> bool:
    """Whether the quotation answers a call-taker: a question to the caller, or a call already going on."""
    before = items[number - 1]
    if not before.heard or items[number].quote.block - before.quote.last_block > 1:
        return False
    calling = any(item.role is Role.CALLER for item in items[max(0, number - 3) : number])
    return calling or _ASKS_CALLER.search(before.words) is not None or like_a_caller(items[number].words)


def _answers(item: _Item) -> bool:
    """Whether it is a turn of a dialogue: a line without a name, or a pronoun that replies."""
    if item.attribution.where in (Where.NONE, Where.CARRIED):
        return len(item.words.split()) > 1 or item.words.rstrip().endswith((".", "!", "?"))
    return _REPLIES.search(item.attribution.clause) is not None


def _told_apart(speaker: Speaker) -> bool:
    """Somebody the article expressly does not know: ``someone``, ``an unidentified voice``."""
    return re.search(r"\b(?:someone|somebody|unidentified|unknown|no callsign|not clear who)\b", speaker.text,
                     re.IGNORECASE) is not None  # fmt: skip
