"""The second reading of an article's speakers: whom it places on the radio, seen over all their quotations.

Read one by one, a clause often names somebody only (“Aske shot back”) or nobody (“Then:”). Seen together,
an article tells more: who is on the air once is on the air for the whole article, a quotation in the
middle of an exchange answers the one before, and radio speech is formulaic enough to tell a desk from a
unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dispatch.claims.attributing.attributed import Attribution, Where
from dispatch.claims.naming.speakers import Speaker
from dispatch.claims.quoting.narration import Narration
from dispatch.claims.quoting.quotations import Quotation
from dispatch.claims.roles.exchanges import COUNTERPART, REPLIES, Turn, turn_of
from dispatch.claims.roles.leaning import leaning, like_a_caller, side
from dispatch.claims.roles.parties import place_named
from dispatch.values import Role

_RINGS = re.compile(
    r"\b(?:911|9-1-1|999|112|000|emergency|call[- ]?taker|call handler)\b|"
    r"\bcall(?:ed|s|ing)? (?:the )?(?:police|for help|to report|an ambulance|an? emergency|a hotline)\b"
)
_ASKS_CALLER = re.compile(
    r"\b911\b|\bemergency\b|\bwhat(?:['’]s| is) the address\b|\bcalling from\b", re.IGNORECASE
)
_TOLD_APART = re.compile(
    r"\b(?:someone|somebody|unidentified|unknown|no callsign|not clear who)\b", re.IGNORECASE
)
"""Somebody the article expressly does not know."""


def placed(
    narration: Narration, speech: Sequence[tuple[Quotation, Attribution]], radio_article: bool
) -> list[tuple[Quotation, Attribution]]:
    """The quotations with the roles that the article as a whole gives their speakers."""
    turns = [turn_of(narration, quote, attribution) for quote, attribution in speech]
    if radio_article:
        rings = speaks_of_calls(narration)
        for _ in range(2):  # once more, as an exchange may be known by its later part
            place_named(turns, narration, rings)
            _place_unnamed(turns, rings)
    return [(turn.quote, turn.attribution) for turn in turns]


def speaks_of_calls(narration: Narration) -> bool:
    """Whether the article speaks of calls for help."""
    return _RINGS.search(narration.document.text) is not None


def _place_unnamed(turns: Sequence[Turn], rings: bool) -> None:
    """Voices whom nothing names: by their words, else by whom they answer."""
    for number, turn in enumerate(turns):
        speaker = turn.attribution.speaker
        carried = turn.attribution.where is Where.CARRIED and not turn.attribution.clause
        labelled = turn.attribution.where is Where.LABEL
        if turn.away or labelled or (speaker is not None and _TOLD_APART.search(speaker.text)):
            continue
        if speaker is not None and speaker.role is not Role.UNKNOWN and not carried and not _mere(speaker):
            continue
        decided = side(leaning(turn.words))
        if rings and decided is not Role.DISPATCHER and number and _in_a_call(turns, number):
            decided = Role.CALLER if turns[number - 1].role is Role.DISPATCHER else decided
        if carried and decided is not Role.CALLER and turn.role is not Role.UNKNOWN:
            continue
        if (decided is None or _mere(speaker)) and number and _answers(turn):
            before = turns[number - 1]
            if before.heard and turn.quote.block - before.quote.last_block <= 1:
                decided = COUNTERPART.get(before.role or Role.OTHER)
        if decided is not None:
            turn.become(decided)


def _mere(speaker: Speaker | None) -> bool:
    """Nobody but whoever answered: ``came the reply``."""
    return speaker is not None and speaker.text == "the reply"


def _in_a_call(turns: Sequence[Turn], number: int) -> bool:
    """Whether the quotation answers a call-taker: a question to the caller, or a call already going on."""
    before = turns[number - 1]
    if not before.heard or turns[number].quote.block - before.quote.last_block > 1:
        return False
    calling = any(turn.role is Role.CALLER for turn in turns[max(0, number - 3) : number])
    return calling or _ASKS_CALLER.search(before.words) is not None or like_a_caller(turns[number].words)


def _answers(turn: Turn) -> bool:
    """Whether it is a turn of a dialogue: a line without a name, or a pronoun that replies."""
    if turn.attribution.where in (Where.NONE, Where.CARRIED):
        return len(turn.words.split()) > 1 or turn.words.rstrip().endswith((".", "!", "?"))
    return REPLIES.search(turn.attribution.clause) is not None
