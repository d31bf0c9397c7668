"""A quotation or a reported statement, and all that was found out about it → a claim."""

from __future__ import annotations

import re

from dispatch.claims.attributing.attributed import Attribution
from dispatch.claims.attributing.readings import Reading
from dispatch.claims.checking import circumstances
from dispatch.claims.quoting.narration import QUOTED, REACH, Narration
from dispatch.claims.quoting.quotations import Quotation
from dispatch.claims.quoting.speech import printed, trimmed
from dispatch.claims.told.indirect import Reported
from dispatch.claims.told.reduction import reduced
from dispatch.values import Claim, ClaimKind, Role, TextSpan


class ClaimMaker:
    """Makes the claims of one article."""

    def __init__(self, narration: Narration) -> None:
        self.narration = narration
        self._dates = circumstances.dates_in(narration.text, narration.document.published)

    def quotation(self, reading: Reading) -> Claim:
        """A claim of kind ``quote``."""
        quote, attribution, verdict = reading.quote, reading.attribution, reading.verdict
        document = self.narration.document
        pieces = trimmed(document.text, quote.pieces)
        spans = tuple(TextSpan(document.given_start(a), document.given_end(b)) for a, b in pieces)
        words = printed(document.text, pieces)
        near = self._near(quote, attribution)
        warnings = (*quote.warnings, *((verdict.warning,) if verdict.warning else ()))
        return Claim(
            id="", quote=words, attributed_to=reading.role, unit=reading.unit, attribution=attribution.text,
            checkable=verdict.checkable, why_not=verdict.why_not, warning="; ".join(warnings) or None,
            start_char=spans[0].start_char, end_char=spans[-1].end_char, said_at=self._said_at(near),
            place=circumstances.place_in(near), channel=circumstances.channel_in(near),
            parts=spans if len(spans) > 1 else (),
        )  # fmt: skip

    def indirect(self, found: Reported) -> Claim:
        """A claim of kind ``indirect``."""
        document = self.narration.document
        near = self.narration.words(found.sentence).replace(QUOTED, " ")
        unit = found.speaker.unit if found.speaker and found.role is Role.UNIT else None
        statement = printed(document.text, ((found.start, found.end),))
        content = reduced(statement)
        return Claim(
            id="", quote=statement, kind=ClaimKind.INDIRECT, told=content.told, act=content.act,
            attributed_to=found.role, unit=unit, attribution=" ".join(near.split()),
            start_char=document.given_start(found.start), end_char=document.given_end(found.end),
            said_at=self._said_at(near), place=circumstances.place_in(near),
            channel=circumstances.channel_in(near), polarity="denied" if found.denied else "affirmed",
        )  # fmt: skip

    def _said_at(self, near: str) -> str | None:
        return circumstances.said_at(near, self._dates)

    def _near(self, quote: Quotation, attribution: Attribution) -> str:
        """The quotation's own sentence, the one before in its block, and the attribution."""
        narration = self.narration
        here = narration.sentence(quote.outer[0])
        start, end, _ = narration.sentences[here]
        words = [
            narration.text[
                max(start, quote.outer[0] - REACH) : min(max(end, quote.outer[1]), quote.outer[1] + REACH)
            ]
        ]
        if here and narration.sentences[here - 1][2] == quote.block:
            words.append(narration.words(here - 1))
        return re.sub(QUOTED + "+", " ", " ".join([*words, attribution.clause]))
