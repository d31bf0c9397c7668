"""An article → its claims: the whole of the reading on one screen."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

from dispatch.claims.attributing.attributed import NOBODY, Attribution
from dispatch.claims.attributing.attribution import attribution_of, talk_of
from dispatch.claims.attributing.callers import Callers
from dispatch.claims.attributing.readings import Reading, readings_of
from dispatch.claims.checking.checkability import is_radio_article
from dispatch.claims.making import ClaimMaker
from dispatch.claims.naming.people import People
from dispatch.claims.quoting.interruption import joined
from dispatch.claims.quoting.narration import Narration, narration_of
from dispatch.claims.quoting.quotations import MARK, Quotation, marked_quotations
from dispatch.claims.quoting.setoff import set_off_quotations
from dispatch.claims.quoting.speech import is_speech
from dispatch.claims.roles.leaning import calls_up, greets_a_caller
from dispatch.claims.roles.placing import placed
from dispatch.claims.roles.weighing import weighed
from dispatch.claims.texts.document import Document
from dispatch.claims.told.indirect import reported_statements
from dispatch.errors import ClaimsError
from dispatch.values import Claim, Role

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
    article = read(text, media_type)
    narration = article.people.narration
    maker = ClaimMaker(narration)
    found = [maker.quotation(reading) for reading in weighed(narration, article.readings)]
    found += [maker.indirect(said) for said in reported_statements(article.people, article.of_radio)]
    found.sort(key=lambda claim: (claim.start_char or 0, claim.end_char or 0))
    return tuple(replace(claim, id=f"c{number}") for number, claim in enumerate(found, 1))


@dataclass(frozen=True, slots=True)
class Article:
    """An article as the rules read it."""

    people: People
    of_radio: bool
    """Whether it is on radio traffic."""
    readings: tuple[Reading, ...]


def read(text: str, media_type: str) -> Article:
    """What the rules make of the quotations of an article; arguments and errors as in :func:`find_claims`."""
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
    of_radio = _of_radio(narration, speech)
    speech = placed(narration, speech, of_radio)
    people.place(said.speaker for _, said in speech if said.speaker is not None)
    return Article(people, of_radio, tuple(readings_of(narration, speech, of_radio)))


def _of_radio(narration: Narration, speech: list[tuple[Quotation, Attribution]]) -> bool:
    """Whether the article is on radio traffic: it says so, quotes a desk, or people who call each other."""
    if is_radio_article(narration.text):
        return True
    if any(said.speaker and said.speaker.role is Role.DISPATCHER for _, said in speech):
        return True
    words = [narration.quoted(quote) for quote, _ in speech]
    return any(map(greets_a_caller, words)) or sum(map(calls_up, words)) > 1


def _document(text: str, media_type: str) -> Document:
    kind = media_type.partition(";")[0].strip().lower()
    if kind == "text/html":
        from dispatch.claims.texts.webpage import web_page

        return web_page(text)
    if kind == "text/markdown":
        from dispatch.claims.texts.markdown import markdown_document

        return markdown_document(text)
    if kind == "text/plain":
        from dispatch.claims.texts.plaintext import plain_document

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
