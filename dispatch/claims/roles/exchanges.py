"""An article's quotations as turns of exchanges on the radio: what each one's own clause tells of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dispatch.claims.attributing.attributed import Attribution
from dispatch.claims.checking.venues import (
    NOT_ON_AIR,
    ON_AIR,
    ONLY_MENTIONED,
    PLAYED_IN_COURT,
    RADIO_STATION,
    RADIO_VERB,
)
from dispatch.claims.naming.speakers import ON_THE_AIR, Speaker, key_of
from dispatch.claims.quoting.narration import QUOTED, Narration
from dispatch.claims.quoting.quotations import Quotation
from dispatch.values import Role

COUNTERPART = {Role.UNIT: Role.DISPATCHER, Role.DISPATCHER: Role.UNIT, Role.CALLER: Role.DISPATCHER}
REPLIES = re.compile(
    r"\b(?:repl(?:y|ied|ies)|answer(?:s|ed)?|respond(?:s|ed)?|(?:shot|shoots|fired|fires|came|comes) back|"
    r"asks|asked|repeat(?:s|ed)|tells|told (?:him|her|them))\b",
    re.IGNORECASE,
)
"""Says in a clause that its quotation goes to whoever spoke before."""
_PRONOUN_SUBJECT = re.compile(r"\W*(?:he|she|they)\b", re.IGNORECASE)
_AFTERWARDS = re.compile(
    r"\b(?:afterwards?|(?:hours|days|weeks|months|years) (?:later|after)|later (?:that|in the) \w+|"
    r"by (?:the )?(?:evening|nightfall|night|morning|noon|midday|dawn|dusk|midnight|sunset|sunrise)|"
    r"(?:the )?(?:next|following) (?:day|morning|week|evening)|since then|"
    r"on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_APART = 2  # blocks between two quotations of one exchange


@dataclass(slots=True)
class Turn:
    """A quotation and what its own clause tells."""

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
        return not self.away and (self.role in ON_THE_AIR or (self.role is Role.UNKNOWN and self.on_air))

    def become(self, role: Role) -> None:
        speaker = self.attribution.speaker or Speaker("", role, vague=True)
        self.attribution = replace(self.attribution, speaker=replace(speaker, role=role), placed=True)


def turn_of(narration: Narration, quote: Quotation, attribution: Attribution) -> Turn:
    """What the clause of one quotation tells."""
    clause = RADIO_STATION.sub(" interview ", attribution.clause.replace(QUOTED, " "))
    clause = ONLY_MENTIONED.sub(" ", PLAYED_IN_COURT.sub(" recording ", clause))
    away = any(pattern.search(clause) for _, pattern in NOT_ON_AIR)
    radio = RADIO_VERB.search(clause) is not None
    words = narration.quoted(quote)
    on_air = radio or ON_AIR.search(clause) is not None
    return Turn(
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


def neighbour(turns: Sequence[Turn], number: int) -> Turn | None:
    """The nearest quotation of an exchange on the radio that this one may belong to, earlier first."""
    here = turns[number]
    for other in (number - 1, number + 1):
        if 0 <= other < len(turns):
            gap = turns[max(number, other)].quote.block - turns[min(number, other)].quote.last_block
            if gap <= _APART and turns[other].heard and turns[other].attribution.speaker is not None:
                same = key_of(turns[other].attribution.speaker)
                if same is None or same != key_of(here.attribution.speaker):
                    return turns[other]
    return None
