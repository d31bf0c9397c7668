"""Words that say the contrary of each other and sound alike: "correct" and "incorrect".

They differ by a syllable, so a recogniser takes one for the other and an altered quote does, too.
"""

from __future__ import annotations

LEAST_NEGATED = 5
"""Letters of a word that "in-" or "dis-" may negate: in shorter ones they are mostly part of the word."""

_PREFIXES = ("in", "im", "ir", "il", "dis", "non", "de")

_NONE = frozenset(
    "inbound incoming increase inflame inflamed informed informing install instance instead impatient "
    "implant impose imposed impound impounded impress impressed improve improved dispatch dispatched "
    "discharge discharged discover discovered dislocated dismissed displace displaced distill distract "
    "debrief decease decrease defused degrade deliver delivered delight depressed describe deserve".split()
)
"""Words that begin so and are no contraries of what is left without it."""

_STEMS = (
    ("offensiv", "defensiv"),
    ("increas", "decreas"),
    ("inflat", "deflat"),
    ("includ", "exclud"),
    ("inhal", "exhal"),
    ("internal", "external"),
    ("import", "export"),
    ("ascen", "descen"),
    ("accelerat", "decelerat"),
    ("upgrad", "downgrad"),
    ("enter", "exit"),
    ("major", "minor"),
)
"""Beginnings of words that are each other's contraries."""


def undone(first: str, second: str) -> bool:
    """Whether one norm is the other's contrary by how it begins.

    Example:
        >>> undone("conscious", "unconscious"), undone("conscious", "locked")
        (True, False)
        >>> undone("incorrect", "correct"), undone("disapproved", "approved"), undone("inform", "form")
        (True, True, False)
        >>> undone("offensive", "defensive"), undone("increasing", "decreasing")
        (True, True)
    """
    shorter, longer = sorted((first, second), key=len)
    if longer == f"un{shorter}":
        return True
    if len(shorter) >= LEAST_NEGATED and longer not in _NONE and longer in [p + shorter for p in _PREFIXES]:
        return True
    return any(
        first.startswith(one) and second == other + first.removeprefix(one)
        for pair in _STEMS
        for one, other in (pair, pair[::-1])
    )
