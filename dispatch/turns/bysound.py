"""Call signs that the recogniser missed, asked of the sound.

Noise takes the head of a transmission first, and the call sign stands there: "Let it rain, you found him" was
"Ladder three, we've found him". So each call sign that may be the speaker's is put in place of the first
words, and the sound is asked how likely that is beside what was heard, and beside the other call signs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dispatch.turns.callsigns import Names
from dispatch.turns.naming import ADDRESSED, claimed
from dispatch.turns.openings import parse
from dispatch.values import Transmission
from dispatch.wording import digits_of, tokens

Ask = Callable[[Transmission, Sequence[str]], Sequence[float]]
"""Log-likelihood (nats) of each text on a transmission's sound, what is likely without it taken out."""

WORDS_MISHEARD = 3
"""Words that may have been heard for a call sign, at most; it may also have been left out."""
AS_LIKELY = -3.0
"""Nats that the sound gives a call sign against what was heard, at least."""
AHEAD = 4.0
"""Nats by which it is ahead of every other call sign. Of 139 transmissions of units without a name, looked at
on 30 synthetic exchanges, 11 had one by both: their own, but for one that the words behind it call."""
MOST_ASKED = 6
"""Transmissions of a voice that are asked."""


def named_by_sound(
    said: Sequence[Transmission], names: Sequence[str], rivals: Sequence[str], ask: Ask
) -> str | None:
    """The one of ``names`` that a voice gives as its own by its sound; None for none or several.

    ``rivals`` are call signs that sound like them and are nobody's: where one is likelier, nothing is told.
    """
    asked = [one for one in said if one.text][:MOST_ASKED]
    found = {own for one in asked if (own := _own_at_head(one, names, rivals, ask))}
    return found.pop() if len(found) == 1 else None


def _own_at_head(said: Transmission, names: Sequence[str], rivals: Sequence[str], ask: Ask) -> str | None:
    """The call sign that a transmission opens with as its speaker's, by its sound.

    The rivals are many, so they are asked about only where one of the names is as likely as what was heard.
    """
    heard, best = _at_head(said, names, ask)
    name = max(best, key=lambda one: best[one], default=None)
    if name is None or best[name][0] - heard < AS_LIKELY:
        return None
    likeliest, text = best.pop(name)
    if any(likeliest - score < AHEAD for score, _ in best.values()) or not _is_own(name, text):
        return None
    _, like = _at_head(said, [one for one in rivals if one not in (name, *best)], ask)
    others = [score for score, _ in (*best.values(), *like.values())] or [heard]
    return name if likeliest - max(others) >= AHEAD else None


def _at_head(
    said: Transmission, names: Sequence[str], ask: Ask
) -> tuple[float, dict[str, tuple[float, str]]]:
    """What was heard in nats, and each name's best in place of the first words, with the text."""
    words = said.text.split()
    rests = [" ".join(words[first:]) for first in range(min(WORDS_MISHEARD, len(words) - 1) + 1)]
    ways = [(name, f"{name}, {rest}") for name in dict.fromkeys(names) for rest in rests]
    heard, *scores = ask(said, [said.text, *(text for _, text in ways)])
    best: dict[str, tuple[float, str]] = {}
    for (name, text), score in zip(ways, scores, strict=True):
        best[name] = max(best.get(name, (score, text)), (score, text))
    return heard, best


def _is_own(name: str, text: str) -> bool:
    """Whether the words behind a call sign are its owner's, as far as they tell.

    Example:
        >>> _is_own("Medic 12", "Medic 12, we're loading."), _is_own("Medic 12", "Medic 12, you take him.")
        (True, False)
        >>> _is_own("Kittiwake", "Kittiwake, I've got the bridle.")
        True
    """
    plain = frozenset() if digits_of(name) else frozenset({tuple(token.norm for token in tokens(name))})
    return any(weight > ADDRESSED for _, weight in claimed(parse(text, Names(words=plain))))
