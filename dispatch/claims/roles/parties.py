"""The parties of an article's exchanges: the role of each named person from all that they say.

One transmission puts its speaker on the air for the whole article. Where the noun leaves the side open
(“the inspector”, “the plant operator”), what they say is weighed with whom they talk to: the desk and
a unit answer each other. A person whose noun says that they are no voice of the radio (a spokesman, a
sister) is left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from dispatch.claims.naming.rolenouns import never_heard
from dispatch.claims.naming.speakers import ON_THE_AIR, key_of
from dispatch.claims.quoting.narration import Narration
from dispatch.claims.roles.exchanges import Turn, neighbour
from dispatch.claims.roles.leaning import leaning, like_a_caller
from dispatch.claims.roles.onair import radio_users, speaks_on_air
from dispatch.values import Role

_ANYBODY = re.compile(
    r"subject|suspect|m[ae]n|wom[ae]n|person|people|individual|gunman|driver of|voice|detector"
)
_CIVIL_TITLE = re.compile(r"(?:Mr|Mrs|Ms|Miss)\b")
_CIVIL = re.compile(
    r"m[ae]n|wom[ae]n|person|girl|boy|resident|neighbou?r|motorist|driver|teen\w*|owner|clerk|mother|"
    r"father|wife|"
    r"husband|son|daughter|passenger|customer|employee|worker|student|hiker|witness|tenant|homeowner|farmer"
)
_EITHER_SIDE = {
    "operator": 2.5, "plant operator": 1.5, "supervisor": 1.0, "shift supervisor": 1.0, "duty officer": 1.0,
    "technician": 1.5, "inspector": 1.5, "coordinator": 1.0, "manager": 1.0, "superintendent": 1.0,
}  # fmt: skip
"""Nouns of people who may sit at the desk or stand in the field, and how much the side that the noun alone
would mean counts."""
_BODY = frozenset("office agency department company authority utility railway hospital service".split())
_BODY_TALKS = re.compile(
    r"\b(?:asked|asks|replied|answered|responded)\W*$|\b(?:told|tells) (?:him|her|them)\b", re.IGNORECASE
)
"""What an office does on the radio, and not when it is asked for comment."""
_ANSWERS_CALLS = re.compile(r"call[- ]?(?:taker|handler)|telecommunicator|(?:911|999|emergency) operator")
_TO_A_CALLER = re.compile(r"\b(?:911|999|emergency|sir|ma['’]am|where are you calling)\b", re.IGNORECASE)
_TOLD_DESK = re.compile(
    r"\bt(?:old|ells) (?:an?|the) (?:\w+ )?(?:dispatcher|operator|call[- ]?taker)\b", re.IGNORECASE
)
_WORDS = 0.8
_ANSWERED = {Role.UNIT: (1.2, -0.3), Role.CALLER: (1.5, -0.5), Role.DISPATCHER: (-1.5, 1.2)}
"""What each turn next to somebody of that role is worth for the desk, and for a unit."""
_KEYS = 1.0  # for a unit, whose clause has them use a radio
_FIELD = 0.5  # more people speak from the field


def place_named(turns: Sequence[Turn], narration: Narration, rings: bool) -> None:
    """Give the named persons of ``turns`` their roles; ``rings``: the article has an emergency number."""
    persons: dict[str, list[int]] = defaultdict(list)
    for number, turn in enumerate(turns):
        if (key := key_of(turn.attribution.speaker)) is not None:
            persons[key].append(number)
    uses_radio, keys_it = radio_users(narration), radio_users(narration, words_between=2)
    for key, numbers in persons.items():
        if any(_calls(turns, number, rings) for number in numbers):
            for number in numbers:
                turns[number].become(Role.CALLER)
            continue
        roles = [role for n in numbers if (role := turns[n].role) in ON_THE_AIR]
        open_ones = [n for n in numbers if _open(turns[n], keys_it(key))]
        role = max(roles, key=roles.count, default=None)
        if open_ones and role is None:
            role = _role_of(turns, [n for n in open_ones if not turns[n].away], rings, uses_radio(key))
        elif role is not None and (doubtful := _doubtful_turns(turns, numbers)):
            role, open_ones = _side(turns, doubtful, role), numbers
        if role is not None:
            for number in open_ones:
                turns[number].become(role)


def _open(turn: Turn, keys_it: bool) -> bool:
    """Whether the noun leaves it open that the person was on the air; ``keys_it``: they use a radio."""
    speaker = turn.attribution.speaker
    if speaker is None or speaker.role is not Role.OTHER or speaker.recording:
        return False
    if (turn.keyed or keys_it) and not turn.away:
        return True
    talks = speaker.head in _BODY and not turn.away and _BODY_TALKS.search(turn.attribution.clause)
    return bool(talks) or not never_heard(speaker.head)


def _doubtful(turn: Turn) -> bool:
    """A noun of either side (“her supervisor”), which words and partners may decide."""
    speaker = turn.attribution.speaker
    return (
        speaker is not None
        and speaker.role in ON_THE_AIR
        and speaker.unit is None
        and speaker.head in _EITHER_SIDE
        and not turn.away
    )


def _doubtful_turns(turns: Sequence[Turn], numbers: list[int]) -> list[int]:
    """Those of a person of either side; none where the article says where they sit."""
    doubtful = [n for n in numbers if _doubtful(turns[n])]
    speakers = [who for n in doubtful if (who := turns[n].attribution.speaker)]
    return [] if any(who.at_desk for who in speakers) else doubtful


def _calls(turns: Sequence[Turn], number: int, rings: bool) -> bool:
    """Whether it is a caller's turn: somebody of no service who answers a call-taker."""
    turn, speaker = turns[number], turns[number].attribution.speaker
    if speaker is None or speaker.unit or turn.away or speaker.role not in (Role.OTHER, Role.UNIT):
        return False
    head, clause = speaker.head or "", turn.attribution.clause
    if speaker.name and not head and rings and _TOLD_DESK.search(clause):
        return not turn.keyed
    if not _CIVIL.fullmatch(head.rstrip("s")):
        return False
    if speaker.role is Role.OTHER and speaker.name is None and head in clause and _TOLD_DESK.search(clause):
        return not turn.keyed
    if turn.on_air:
        return False
    for other in (number - 1, number + 1):
        if not 0 <= other < len(turns) or abs(turns[other].quote.block - turn.quote.block) > 1:
            continue
        desk = turns[other].attribution.speaker
        if desk is None or desk.role is not Role.DISPATCHER or turns[other].away:
            continue
        if _ANSWERS_CALLS.search(desk.head or "") or _TO_A_CALLER.search(turns[other].words):
            return True
    return False


def _role_of(turns: Sequence[Turn], numbers: list[int], rings: bool, uses_radio: bool) -> Role | None:
    """The role of a person with these quotations, if one of them was on the air."""
    if not numbers or (not uses_radio and not any(speaks_on_air(turns, number) for number in numbers)):
        return None
    speaker = turns[numbers[0]].attribution.speaker
    if rings and any(_rings(turns[n].words, neighbour(turns, n)) for n in numbers):
        return Role.CALLER
    if speaker and _CIVIL_TITLE.match(speaker.text) and not uses_radio:
        return None
    if speaker and speaker.name is None and _ANYBODY.fullmatch((speaker.head or "").rstrip("s")):
        return Role.UNKNOWN
    return _side(turns, numbers, None)


def _side(turns: Sequence[Turn], numbers: Sequence[int], noun: Role | None) -> Role:
    """Desk or unit, by all that the person says, whom they talk to, and what the noun alone would mean."""
    speaker = turns[numbers[0]].attribution.speaker
    if speaker and speaker.at_desk:
        return Role.DISPATCHER
    as_noun = _EITHER_SIDE.get(speaker.head or "", 0.0) if speaker else 0.0
    desk = as_noun if noun is Role.DISPATCHER else 0.0
    unit = _FIELD + (as_noun if noun is Role.UNIT else 0.0)
    for number in numbers:
        unit += _KEYS if turns[number].keyed else 0.0
        unit += _WORDS * max(-4, min(4, leaning(turns[number].words)))
        for near in _beside(turns, number):
            for_desk, for_unit = _ANSWERED.get(near.role or Role.OTHER, (0.0, 0.0))
            desk, unit = desk + for_desk, unit + for_unit
    return Role.DISPATCHER if desk > unit else Role.UNIT


def _beside(turns: Sequence[Turn], number: int) -> list[Turn]:
    """The turns right before and after, of somebody else whose side is known."""
    here = turns[number]
    return [
        turns[other]
        for other in (number - 1, number + 1)
        if 0 <= other < len(turns)
        and abs(turns[other].quote.block - here.quote.block) <= 1
        and turns[other].heard
        and not _doubtful(turns[other])
        and key_of(turns[other].attribution.speaker) != key_of(here.attribution.speaker)
    ]


def _rings(words: str, near: Turn | None) -> bool:
    desk = near.attribution.speaker if near else None
    return desk is not None and desk.role is Role.DISPATCHER and like_a_caller(words)
