"""Pages as a browser prints them: paragraphs, columns, hyphens, running heads."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.claims import read_claims
from dispatch.claims.texts.pdf import Line, paragraphs, pdf_text, without_furniture
from dispatch.errors import ClaimsError

pytest.importorskip("pypdfium2")

PAGES = Path(__file__).parent / "pages"
ON_THE_AIR = {
    "Engine 12 is on scene with a two-story commercial, nothing showing, we’ll be investigating": "unit",
    "Engine 12, copy, nothing showing. Be advised the keyholder reports that anhydrous ammonia is stored in "
    "the basement of the building and that nobody should go below the first floor": "dispatcher",
    "Engine 12, did you copy the ammonia? I need you to acknowledge the ammonia": "dispatcher",
    "We copied. We’re already downstairs.": "unit",
}
ELSEWHERE = (
    "The tape is one piece of evidence among many, and people should be careful not to hear more in it "
    "than is there",
    "I don’t remember anybody saying ammonia. I remember the smell.",
)


@pytest.mark.parametrize("name", ["one-column.pdf", "two-columns.pdf"])
def test_a_printed_page_is_read_as_the_article_it_was(name: str) -> None:
    source = read_claims(PAGES / name)
    quotes = [claim for claim in source.claims if claim.kind.value == "quote"]
    assert {c.quote: c.attributed_to.value for c in quotes if c.checkable} == ON_THE_AIR
    assert {c.quote for c in quotes if not c.checkable} == set(ELSEWHERE)
    assert source.text is not None
    for claim in quotes:
        start = claim.parts[0].start_char if claim.parts else claim.start_char
        end = claim.parts[0].end_char if claim.parts else claim.end_char
        assert claim.quote.startswith(source.text[start:end].rstrip(","))


@pytest.mark.parametrize("name", ["one-column.pdf", "two-columns.pdf"])
def test_the_pages_furniture_is_no_article(name: str) -> None:
    text = pdf_text((PAGES / name).read_bytes(), name)
    assert "Courier ·" not in text and "Page 1" not in text
    assert "released last week" in text and "two-story" in text and "after-action" in text
    assert text.count("\n\n") == 17


def test_a_quotation_goes_on_over_the_page() -> None:
    lines = [
        Line("“Nobody goes up", 0, 50, 250, 90, 100),
        Line("The Courier, page 1", 0, 50, 150, 20, 28),
        Line("there,” she said.", 1, 50, 130, 700, 710),
        Line("The Courier, page 2", 1, 50, 150, 20, 28),
    ]
    assert paragraphs(without_furniture(lines, [792.0, 792.0])) == ["“Nobody goes up there,” she said."]


def test_a_hyphen_of_the_words_own_is_kept() -> None:
    lines = [
        Line("The two-story house is a two-", 0, 50, 250, 700, 710),
        Line("story house that they investi-", 0, 50, 250, 688, 698),
        Line("gated.", 0, 50, 80, 676, 686),
    ]
    assert paragraphs(lines) == ["The two-story house is a two-story house that they investigated."]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"no pdf at all", b"%PDF-1.7\n" + b"\xff" * 2000])
def test_what_is_no_pdf_is_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(ClaimsError, match="not a readable PDF file"):
        pdf_text(data, "page.pdf")
