"""How the words of a report relate to the words of radio traffic: the same act, or its opposite.

A report retells: "was told to wait" for "stand by", "out of service" for "down". Words are brought to their
base form and compared by small groups of everyday acts and states. A group says that two words may tell of
one thing, never that they must.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

from dispatch.wording import Kind, Token
from dispatch.wording.lexicon import PAST_FORMS
from dispatch.wording.similarity import similar

ALIKE = 0.8
"""Likeness from which two words count as one."""

NAMES_ALIKE = 0.7
"""The same of names, which are oftener misheard: "Kedzie" and "Kedzee"."""

LONG_ENOUGH = 4
"""Letters from which words may be one misheard: "own" and "on" are not."""

_IRREGULAR = PAST_FORMS | {
    "lying": "lie", "dying": "die", "died": "die", "breathing": "breathe", "breathed": "breathe",
    "towed": "tow", "children": "child", "kid": "child", "kids": "child",
    "people": "person", "persons": "person", "men": "man", "women": "woman",
}  # fmt: skip

_SAME = tuple(
    frozenset(group.split())
    for group in (
        "send dispatch assign commit",
        "order tell instruct direct",
        "shut close secure",
        "leave depart",
        "go proceed head travel drive move",
        "wait hold stand stay remain",
        "ask request want need call",
        "evacuate move out",
        "refuse decline",
        "stop halt cease",
        "start begin",
        "search check look sweep",
        "find locate",
        "reach arrive get",
        "carry transport take bring",
        "cancel off disregard",
        "hurt injure injury",
        "unharmed fine ok unhurt uninjured",
        "fix repair",
        "down broken dead out fail",
        "alone single only herself himself itself",
        "enter in inside",
        "park stage stop",
        "keep stay continue",
        "people person occupant",
        "victim patient",
        "car vehicle auto",
        "truck rig lorry",
        "police officer cop",
        "hospital er emergency",
        "ambulance medic",
        "house home residence address",
        "child kid boy girl baby",
        "burn fire",
        "smoke smoky",
        "boat vessel",
        "crew hand",
        "road street",
        "quit stop",
        "able can",
        "block close",
        "fall drop",
        "speak talk",
        "faint pass",
    )
)
"""Words that may tell of one act, state or thing, in base form."""

_OPPOSITE = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("open", "close shut"),
        ("hurt injure injury", "fine ok unhurt unharmed uninjured walk"),
        ("dead", "alive live"),
        ("on", "off"),
        ("safe", "unsafe"),
        ("left", "right"),
        ("north", "south"),
        ("east", "west"),
        ("northbound", "southbound"),
        ("eastbound", "westbound"),
        ("inside", "outside"),
        ("empty", "occupy full"),
        ("deny refuse", "approve grant accept"),
        ("stop", "move go run"),
        ("start", "stop"),
        ("up", "down"),
        ("arrive", "depart"),
        ("stay remain", "leave depart switch"),
        ("clear open", "block"),
        ("more", "few less"),
        ("conscious awake", "unconscious"),
        ("contain", "spread"),
        ("secure lock", "open unlock"),
        ("send continue keep need want", "cancel disregard return"),
        ("front", "rear back"),
        ("all every", "none"),
        ("first", "last"),
        ("fast", "slow"),
        ("hot", "cold"),
        ("before", "after"),
        ("alone", "together"),
        ("able", "unable"),
        ("live energize hot", "dead"),
        ("wrong", "correct right"),
        ("above over", "below under"),
        ("upper", "lower"),
        ("with", "without"),
        ("ahead", "behind"),
        ("upstairs", "downstairs"),
        ("upstream", "downstream"),
        ("inbound", "outbound"),
    )
)


@functools.cache
def base_of(word: str) -> str:
    """A word in its base form, as far as endings tell.

    Example:
        >>> [base_of(w) for w in ("refused", "closing", "sent", "dropped", "boxes", "fire", "carried")]
        ['refus', 'clos', 'send', 'drop', 'box', 'fir', 'carry']
    """
    if word in _IRREGULAR:
        return base_of(_IRREGULAR[word])
    if word.endswith(("ies", "ied")) and len(word) > LONG_ENOUGH:
        return word[:-3] + "y"
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word.removesuffix(ending)
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsaeiou":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def _bases(group: frozenset[str]) -> frozenset[str]:
    return frozenset(base_of(word) for word in group)


def _partners(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> dict[str, set[str]]:
    """For each base form of the first groups those of the second: every pair of words is asked about."""
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        for base in _bases(one):
            found.setdefault(base, set()).update(_bases(other))
    return found


_ALIKE = _partners((group, group) for group in _SAME)
_AGAINST = _partners(pair for one, other in _OPPOSITE for pair in ((one, other), (other, one)))


def same(first: Token, second: Token) -> bool:
    """Whether two words may tell of one thing.

    Example:
        >>> from dispatch.wording import tokens
        >>> [same(*tokens(pair)) for pair in ("waited hold", "closing closed", "hydrant engine")]
        [True, True, False]
    """
    if Kind.DIGIT in (first.kind, second.kind):
        return first.norm == second.norm
    a, b = base_of(first.norm), base_of(second.norm)
    alike = NAMES_ALIKE if first.name and second.name else ALIKE
    if a == b or (min(len(a), len(b)) >= LONG_ENOUGH and similar(first, second) >= alike):
        return True
    return b in _ALIKE.get(a, ())


def opposite(first: Token, second: Token) -> bool:
    """Whether two words tell of opposites.

    Example:
        >>> from dispatch.wording import tokens
        >>> [opposite(*tokens(pair)) for pair in ("closed open", "hurt fine", "open opened")]
        [True, True, False]
    """
    a, b = base_of(first.norm), base_of(second.norm)
    return a != b and b in _AGAINST.get(a, ())
