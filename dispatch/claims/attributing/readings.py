"""What the rules make of each quotation: who spoke it, in which role, and whether it can be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dispatch.claims.attributing.attributed import Attribution, Where
from dispatch.claims.checking.checkability import Judged, Setting, judged, traffic_goes_on
from dispatch.claims.naming.lexicon import CALL_SIGN
from dispatch.claims.naming.speakers import key_of
from dispatch.claims.quoting.narration import QUOTED, Narration
from dispatch.claims.quoting.quotations import Quotation
from dispatch.claims.roles.exchanges import Turn, turn_of
from dispatch.claims.texts.document import BlockKind
from dispatch.values import Role

_WRITER_ASKED = re.compile(r"\b(?:I|[Ww]e) (?:asked|called|reached|emailed|spoke to)\b")
_SELF = re.compile(
    rf"({CALL_SIGN.pattern})(?:['’]s\b|,? (?:is|to|here|did|didn|copies|on scene|we|we['’]re|I|I['’]m)\b)"
)
_ON_SCENE_HEAD = re.compile(r"chief|sheriff|marshal|command")
_PRESS = re.compile(r"statement|press conference")


@dataclass(frozen=True, slots=True)
class Reading:
    """A quotation and what is made of it."""

    turn: Turn
    setting: Setting
    verdict: Judged
    role: Role
    unit: str | None

    @property
    def quote(self) -> Quotation:
        return self.turn.quote

    @property
    def attribution(self) -> Attribution:
        return self.turn.attribution


def readings_of(
    narration: Narration, speech: Sequence[tuple[Quotation, Attribution]], radio_article: bool
) -> Iterator[Reading]:
    """The quotations in order, each judged with what was made of those before it."""
    decided: dict[str, tuple[Judged, ...]] = {}
    last: tuple[int, Judged] | None = None
    goes_on = traffic_goes_on([(said, narration.quoted(quote)) for quote, said in speech])
    for (quote, attribution), followed in zip(speech, goes_on, strict=True):
        setting = _setting(narration, quote, attribution, radio_article, decided)
        setting = replace(setting, traffic_goes_on=followed)
        if last is not None and quote.block - last[0] <= 1:
            setting = replace(setting, before_it=last[1])
        verdict = judged(setting)
        last = (quote.last_block, verdict)
        key = key_of(attribution.speaker)
        if key:
            decided[key] = (*decided.get(key, ())[-1:], verdict)
        role, unit = _role_and_unit(attribution, verdict, setting.quote)
        yield Reading(turn_of(narration, quote, attribution), setting, verdict, role, unit)


def _asked_by_writer(narration: Narration, block: int, last: int) -> str:
    """Where the writer asks further back in the paragraph, so that what follows is an answer."""
    for number in range(last - 1, max(-1, last - 4), -1):
        words = narration.words(number)
        if narration.sentences[number][2] != block or QUOTED in words:
            break
        if asked := _WRITER_ASKED.search(words):
            return f"{asked.group()}. "
    return ""


def _setting(
    narration: Narration,
    quote: Quotation,
    attribution: Attribution,
    radio_article: bool,
    decided: dict[str, tuple[Judged, ...]],
) -> Setting:
    block = narration.document.blocks[quote.block]
    here = narration.sentence(quote.outer[0])
    before = ""
    if here > 0 and narration.sentences[here - 1][2] == quote.block:
        before = narration.words(here - 1)
    elif attribution.where is Where.PREVIOUS_SENTENCE:
        before = attribution.clause
    if QUOTED in before and attribution.where is not Where.CARRIED:
        before = ""
    before = _asked_by_writer(narration, quote.block, here - 1) + before
    earlier = decided.get(key_of(attribution.speaker) or "", ())
    return Setting(
        narration.quoted(quote), attribution, before, radio_article, earlier, block.kind is BlockKind.HEADING
    )


def _role_and_unit(attribution: Attribution, verdict: Judged, quote: str) -> tuple[Role, str | None]:
    """The speaker's role on the radio, which a chief has on the scene and not before a microphone."""
    speaker = attribution.speaker
    if speaker is None:
        return Role.UNKNOWN, None
    if speaker.role is Role.UNKNOWN and not verdict.checkable and not speaker.vague:
        return Role.OTHER, None
    role, head = speaker.role, speaker.head or ""
    sign = _SELF.match(quote.strip())
    if speaker.vague and not speaker.recording and role is Role.UNKNOWN and sign:
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
