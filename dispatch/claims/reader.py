"""An article → its claims: the whole of the reading on one screen."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from dispatch.claims.attributed import NOBODY, Attribution, Where
from dispatch.claims.attribution import attribution_of, talk_of
from dispatch.claims.callers import Callers
from dispatch.claims.checkability import Judged, Setting, is_radio_article, judged, traffic_goes_on
from dispatch.claims.document import BlockKind, Document
from dispatch.claims.indirect import reported_statements
from dispatch.claims.interruption import joined
from dispatch.claims.leaning import calls_up, greets_a_caller
from dispatch.claims.making import ClaimMaker
from dispatch.claims.narration import QUOTED, Narration, narration_of
from dispatch.claims.people import People
from dispatch.claims.placing import placed
from dispatch.claims.quotations import MARK, Quotation, marked_quotations
from dispatch.claims.setoff import set_off_quotations
from dispatch.claims.speakers import key_of
from dispatch.claims.speech import is_speech
from dispatch.errors import ClaimsError
from dispatch.values import Claim, Role

_WRITER_ASKED = re.compile(r"\b(?:I|[Ww]e) (?:asked|called|reached|emailed|spoke to)\b")
MOST_MARKS = 200_000
"""Quotation marks and apostrophes in one text: ten times a long book's. What has more is no article."""
MOST_QUOTATIONS = 10_000
"""Quotations in one text, likewise."""


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
    if next(itertools.islice(MARK.finditer(document.text), MOST_MARKS, None), None) is not None:
        why = f"more than {MOST_MARKS} quotation marks, so it is no article"
        raise ClaimsError("article", why, "give the article's text alone")
    marked = tuple(marked_quotations(document))
    quotations = sorted((*marked, *set_off_quotations(document, marked)), key=lambda quote: quote.outer)
    if len(quotations) > MOST_QUOTATIONS:
        why = f"more than {MOST_QUOTATIONS} quotations, so it is no article"
        raise ClaimsError("article", why, "give the article's text alone")
    narration = narration_of(document, quotations)
    people = People(narration)
    speech = _speech(people)
    radio_article = _of_radio(narration, speech)
    speech = placed(narration, speech, radio_article)
    people.place(said.speaker for _, said in speech if said.speaker is not None)
    maker = ClaimMaker(narration)
    found = list(_quotes(maker, speech, radio_article))
    found += [maker.indirect(statement) for statement in reported_statements(people, radio_article)]
    found.sort(key=lambda claim: (claim.start_char or 0, claim.end_char or 0))
    return tuple(replace(claim, id=f"c{number}") for number, claim in enumerate(found, 1))


def _of_radio(narration: Narration, speech: list[tuple[Quotation, Attribution]]) -> bool:
    """Whether the article is on radio traffic: it says so, quotes a desk, or people who call each other."""
    if is_radio_article([narration.text]):
        return True
    if any(said.speaker and said.speaker.role is Role.DISPATCHER for _, said in speech):
        return True
    words = [narration.quoted(quote) for quote, _ in speech]
    return any(map(greets_a_caller, words)) or sum(map(calls_up, words)) > 1


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
    raise ClaimsError(
        media_type, "no kind of article that can be read", "text/plain, text/markdown or text/html"
    )


def _speech(people: People) -> list[tuple[Quotation, Attribution]]:
    """The quotations that are somebody's words, each with its attribution, interrupted ones joined."""
    narration = people.narration
    attributions: list[Attribution] = []
    speech: list[tuple[Quotation, Attribution]] = []
    callers = Callers(people)
    for number, quote in enumerate(narration.quotations):
        talk = talk_of(narration, number, attributions)
        attribution = callers.known(attribution_of(quote, number, people, talk))
        if is_speech(narration, quote, attribution):
            attributions.append(attribution)
            speech.append((quote, attribution))
        else:
            attributions.append(NOBODY)
    return list(joined(narration, speech))


def _quotes(
    maker: ClaimMaker, speech: list[tuple[Quotation, Attribution]], radio_article: bool
) -> Iterator[Claim]:
    decided: dict[str, tuple[Judged, ...]] = {}
    last: tuple[int, Judged] | None = None
    goes_on = traffic_goes_on([(said, maker.narration.quoted(quote)) for quote, said in speech])
    for (quote, attribution), followed in zip(speech, goes_on, strict=True):
        setting = _setting(maker.narration, quote, attribution, radio_article, decided)
        setting = replace(setting, traffic_goes_on=followed)
        if last is not None and quote.block - last[0] <= 1:
            setting = replace(setting, before_it=last[1])
        verdict = judged(setting)
        last = (quote.last_block, verdict)
        key = key_of(attribution.speaker)
        if key:
            decided[key] = (*decided.get(key, ())[-1:], verdict)
        yield maker.quotation(quote, attribution, verdict)


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
