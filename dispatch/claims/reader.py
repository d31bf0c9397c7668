"""An article → its claims: the whole of the reading on one screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dispatch.claims import circumstances
from dispatch.claims.attribution import NOBODY, Attribution, Where, attribution_of
from dispatch.claims.callers import Callers
from dispatch.claims.checkability import Judged, Setting, is_radio_article, judged
from dispatch.claims.document import BlockKind, Document
from dispatch.claims.indirect import Reported, reported_statements
from dispatch.claims.lexicon import CALL_SIGN
from dispatch.claims.interruption import joined
from dispatch.claims.narration import QUOTED, Narration, narration_of
from dispatch.claims.people import People, people_of
from dispatch.claims.quotations import MARK, Quotation, marked_quotations
from dispatch.claims.setoff import set_off_quotations
from dispatch.claims.speech import is_speech, printed, trimmed
from dispatch.errors import ClaimsError
from dispatch.values import Claim, ClaimKind, Role, TextSpan

_SELF = re.compile(rf"({CALL_SIGN.pattern})(?:['’]s\b|,? (?:is|to|here|did|didn|copies|on scene|we|we['’]re|I|I['’]m)\b)")
MOST_MARKS = 200_000
"""Quotation marks in one text: ten times a long book's. What has more is no article."""


def find_claims(text: str, *, media_type: str = "text/plain") -> tuple[Claim, ...]:
    """What an article says was said, in the order of the text; offsets are into ``text`` as given.

    Every quotation is listed, the uncheckable ones with the reason, and the statements about radio
    traffic that quote nothing (kind ``indirect``). ``media_type`` is ``text/plain``,
    ``text/markdown`` or ``text/html``.

    Raises:
        ClaimsError: if the text has more quotation marks than any article, or the type is unknown.

    Example:
        >>> claim, = find_claims("“Hold short,” the tower controller said over the radio.")
        >>> claim.quote, claim.attributed_to.value, claim.checkable, claim.start_char
        ('Hold short', 'dispatcher', True, 1)
    """
    document = _document(text, media_type)
    if sum(1 for _ in MARK.finditer(document.text)) > MOST_MARKS:
        why = f"more than {MOST_MARKS} quotation marks, so it is no article"
        raise ClaimsError("article", why, "give the article's text alone")
    marked = tuple(marked_quotations(document))
    quotations = sorted((*marked, *set_off_quotations(document, marked)), key=lambda quote: quote.outer)
    narration = narration_of(document, quotations)
    people = people_of(narration)
    speech = _speech(people)
    radio_article = is_radio_article([narration.text]) or any(
        said.speaker and said.speaker.role is Role.DISPATCHER for _, said in speech
    )
    found = [*_quotes(narration, speech, radio_article), *_indirect(people, radio_article)]
    found.sort(key=lambda claim: (claim.start_char or 0, claim.end_char or 0))
    return tuple(replace(claim, id=f"c{number}") for number, claim in enumerate(found, 1))


def _document(text: str, media_type: str) -> Document:
    kind = media_type.partition(";")[0].strip().lower()
    if kind == "text/html":
        from dispatch.claims.webpage import web_page

        return web_page(text)
    if kind == "text/markdown":
        from dispatch.claims.markdown import markdown_document

        return markdown_document(text)
    if kind == "text/plain":
        from dispatch.claims.plaintext import plain_document

        return plain_document(text)
    raise ClaimsError(media_type, "no kind of article that can be read", "text/plain, text/markdown or text/html")


def _speech(people: People) -> list[tuple[Quotation, Attribution]]:
    """The quotations that are somebody's words, each with its attribution, interrupted ones joined."""
    narration = people.narration
    attributions: list[Attribution] = []
    speech: list[tuple[Quotation, Attribution]] = []
    callers = Callers(narration)
    for number, quote in enumerate(narration.quotations):
        attribution = callers.known(attribution_of(quote, number, people, attributions))
        if is_speech(narration, quote, attribution):
            attributions.append(attribution)
            speech.append((quote, attribution))
        else:
            attributions.append(NOBODY)
    return list(joined(narration, speech))


def _quotes(
    narration: Narration, speech: list[tuple[Quotation, Attribution]], radio_article: bool
) -> Iterator[Claim]:
    decided: dict[str, tuple[Judged, ...]] = {}
    for quote, attribution in speech:
        setting = _setting(narration, quote, attribution, radio_article, decided)
        verdict = judged(setting)
        key = _same(attribution)
        if key:
            decided[key] = (*decided.get(key, ()), verdict)
        yield _claim(narration, quote, attribution, verdict)


def _same(attribution: Attribution) -> str | None:
    speaker = attribution.speaker
    if speaker is None or speaker.vague:
        return None
    return (speaker.name or "").split()[-1:] and (speaker.name or "").split()[-1] or speaker.head


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
    words = narration.document.text[quote.pieces[0][0] : quote.pieces[-1][1]]
    earlier = decided.get(_same(attribution) or "", ())
    return Setting(words, attribution, before, radio_article, earlier, block.kind is BlockKind.HEADING)


def _claim(narration: Narration, quote: Quotation, attribution: Attribution, verdict: Judged) -> Claim:
    document = narration.document
    pieces = trimmed(document.text, quote.pieces)
    near = _near(narration, quote, attribution)
    role, unit = _role(attribution, verdict, printed(document.text, pieces))
    spans = tuple(TextSpan(document.given_start(a), document.given_end(b)) for a, b in pieces)
    return Claim(
        id="", quote=printed(document.text, pieces), attributed_to=role, unit=unit,
        attribution=attribution.text, checkable=verdict.checkable, why_not=verdict.why_not,
        warning="; ".join((*quote.warnings, *((verdict.warning,) if verdict.warning else ()))) or None,
        start_char=spans[0].start_char, end_char=spans[-1].end_char,
        said_at=circumstances.said_at(near, narration.text, document.published),
        place=circumstances.place_in(near), channel=circumstances.channel_in(near),
        parts=spans if len(spans) > 1 else (),
    )  # fmt: skip


def _role(attribution: Attribution, verdict: Judged, quote: str) -> tuple[Role, str | None]:
    speaker = attribution.speaker
    if speaker is None:
        return Role.UNKNOWN, None
    role = speaker.role
    if speaker.vague and not speaker.recording and role is Role.UNKNOWN and (sign := _SELF.match(quote)):
        return Role.UNIT, sign[1]
    if role is Role.OTHER and verdict.checkable and verdict.on_air and re.search(r"chief|sheriff|marshal|command", speaker.head or ""):
        role = Role.UNIT
    if role is Role.UNIT and not verdict.checkable:
        press = re.search(r"statement|press conference", verdict.why_not or "")
        role = Role.OTHER if press or "chief" in (speaker.head or "") else role
    return role, speaker.unit if role is Role.UNIT else None


def _near(narration: Narration, quote: Quotation, attribution: Attribution) -> str:
    here = narration.sentence(quote.outer[0])
    words = [narration.words(here)]
    if here and narration.sentences[here - 1][2] == quote.block:
        words.append(narration.words(here - 1))
    return re.sub(QUOTED + "+", " ", " ".join([*words, attribution.clause]))


def _indirect(people: People, radio_article: bool) -> Iterator[Claim]:
    narration = people.narration
    for found in reported_statements(people, radio_article):
        yield _indirect_claim(narration, found)


def _indirect_claim(narration: Narration, found: Reported) -> Claim:
    document = narration.document
    near = narration.words(found.sentence).replace(QUOTED, " ")
    return Claim(
        id="", quote=printed(document.text, ((found.start, found.end),)), kind=ClaimKind.INDIRECT,
        attributed_to=found.role, unit=found.speaker.unit if found.speaker and found.role is Role.UNIT else None,
        attribution=" ".join(near.split()), start_char=document.given_start(found.start),
        end_char=document.given_end(found.end), place=circumstances.place_in(near),
        said_at=circumstances.said_at(near, narration.text, document.published),
        channel=circumstances.channel_in(near), polarity="denied" if found.denied else "affirmed",
    )  # fmt: skip

