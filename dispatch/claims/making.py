"""A quotation or a reported statement, and all that was found out about it → a claim."""

from __future__ import annotations

import re

from dispatch.claims import circumstances
from dispatch.claims.attributed import Attribution
from dispatch.claims.checkability import Judged
from dispatch.claims.indirect import Reported
from dispatch.claims.lexicon import CALL_SIGN
from dispatch.claims.narration import QUOTED, REACH, Narration
from dispatch.claims.quotations import Quotation
from dispatch.claims.reduction import reduced
from dispatch.claims.speech import printed, trimmed
from dispatch.values import Claim, ClaimKind, Role, TextSpan

_SELF = re.compile(
    rf"({CALL_SIGN.pattern})(?:['’]s\b|,? (?:is|to|here|did|didn|copies|on scene|we|we['’]re|I|I['’]m)\b)"
)
_ON_SCENE_HEAD = re.compile(r"chief|sheriff|marshal|command")
_PRESS = re.compile(r"statement|press conference")


class ClaimMaker:
    """Makes the claims of one article."""

    def __init__(self, narration: Narration) -> None:
        self.narration = narration
        self._dates = circumstances.dates_in(narration.text, narration.document.published)

    def quotation(self, quote: Quotation, attribution: Attribution, verdict: Judged) -> Claim:
        """A claim of kind ``quote``."""
        document = self.narration.document
        pieces = trimmed(document.text, quote.pieces)
        spans = tuple(TextSpan(document.given_start(a), document.given_end(b)) for a, b in pieces)
        words = printed(document.text, pieces)
        near = self._near(quote, attribution)
        role, unit = _role_and_unit(attribution, verdict, words)
        warnings = (*quote.warnings, *((verdict.warning,) if verdict.warning else ()))
        return Claim(
            id="", quote=words, attributed_to=role, unit=unit, attribution=attribution.text,
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


def _role_and_unit(attribution: Attribution, verdict: Judged, quote: str) -> tuple[Role, str | None]:
    """The speaker's role on the radio, which a chief has on the scene and not before a microphone."""
    speaker = attribution.speaker
    if speaker is None:
        return Role.UNKNOWN, None
    if speaker.role is Role.UNKNOWN and not verdict.checkable and not speaker.vague:
        return Role.OTHER, None
    role, head = speaker.role, speaker.head or ""
    if speaker.vague and not speaker.recording and role is Role.UNKNOWN and (sign := _SELF.match(quote)):
        return Role.UNIT, sign[1]
    if role is Role.OTHER and verdict.checkable and verdict.on_air and _ON_SCENE_HEAD.search(head):
        role = Role.UNIT
    elif (
        role is Role.UNIT
        and not verdict.checkable
        and (_PRESS.search(verdict.why_not or "") or "chief" in head)
    ):
        role = Role.OTHER
    return role, speaker.unit if role is Role.UNIT else None
