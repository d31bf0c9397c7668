"""Text made to break the reader: bounded work, a clear error, never a crash."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest

from dispatch.claims import find_claims, read_claims
from dispatch.claims.reader import MOST_MARKS
from dispatch.errors import ClaimsError


@pytest.mark.parametrize("mark", ['"', "“", "”", "'", "‘", "«", "“a” "])
def test_ten_megabytes_of_marks(mark: str) -> None:
    text = mark * (10_000_000 // len(mark))
    tracemalloc.start()
    try:
        with pytest.raises(ClaimsError, match="no article"):
            find_claims(text)
        assert tracemalloc.get_traced_memory()[1] < 12 * len(text)
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("media_type", ["text/plain", "text/markdown", "text/html"])
@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 20_000 + "“Hold,” the dispatcher said.",
        *("<" * 50_000, "<a " * 20_000, '<a href="' * 8_000, "<!--" * 50_000, "<script>" * 20_000),
        *("[" * 50_000, "[a](" * 20_000, ">" * 50_000, "&" * 50_000, "&#" * 50_000, "\n" * 100_000),
        *(" " * 100_000, ". " * 50_000, "A:\n" * 30_000, "the " * 30_000, "“ ‘ " * 5_000, "he, " * 20_000),
        "\x00" * 10_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_repeated_beginnings(text: str, media_type: str) -> None:
    for claim in find_claims(text, media_type=media_type):
        assert claim.start_char is not None and claim.end_char is not None
        assert 0 <= claim.start_char < claim.end_char <= len(text)


def test_the_work_grows_with_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each quotation looks at its own surroundings: twice the text, twice the calls."""
    from dispatch.claims.naming import speakers

    calls = 0
    role = speakers._role

    def counted(head: str, text: str) -> object:
        nonlocal calls
        calls += 1
        assert len(text) < 5_000
        return role(head, text)

    monkeypatch.setattr(speakers, "_role", counted)
    line = "“Hold there,” a dispatcher said over the radio. “Holding,” an officer said. "
    counts = []
    for times in (20, 40):
        calls = 0
        assert len(find_claims(line * times)) == 2 * times
        counts.append(calls)
    assert counts[1] <= 2.2 * counts[0]


def test_unseen_characters_never_reach_a_claim() -> None:
    text = "“Do \u202enot\u202c go\x00 up\u200b there,” a dispatcher\x07 said over the radio."
    (claim,) = find_claims(text)
    assert claim.quote == "Do not go up there"
    assert text[claim.start_char : claim.end_char] == "Do \u202enot\u202c go\x00 up\u200b there"


def test_scripts_and_comments_quote_nothing() -> None:
    page = (
        "<article><p>“Hold there,” a dispatcher said over the radio.</p>"
        "<script>var s = “Go, go,” + ' a dispatcher said';</script>"
        "<!-- “Go on,” a dispatcher said. --><style>p:before { content: “Go” }</style>"
        "<template><p>“Go up,” a dispatcher said.</p></template></article>"
    )
    assert [claim.quote for claim in find_claims(page, media_type="text/html")] == ["Hold there"]


def test_more_marks_than_any_article() -> None:
    find_claims("it's " * 1000)
    with pytest.raises(ClaimsError, match=str(MOST_MARKS)):
        find_claims("it's " * (MOST_MARKS + 1))


def test_an_unknown_media_type() -> None:
    with pytest.raises(ClaimsError, match="image/png"):
        find_claims("x", media_type="image/png")


def test_lists_without_end(tmp_path: Path) -> None:
    (tmp_path / "many.json").write_text("[" + ",".join(['"a"'] * 30_000) + "]")
    with pytest.raises(ClaimsError, match="more than 20000 claims"):
        read_claims(tmp_path / "many.json")
    (tmp_path / "large.json").write_text("[" + "{}," * 6_000_000 + "{}]")
    with pytest.raises(ClaimsError, match="a list larger than 16 MB"):
        read_claims(tmp_path / "large.json")


def test_endless_tags_never_reach_the_extraction_library(monkeypatch: pytest.MonkeyPatch) -> None:
    from dispatch.claims.texts import webpage

    monkeypatch.setattr(webpage, "_article", lambda source: pytest.fail("it would take seconds"))
    page = "<p>x</p>" * 31_000 + "<p>“Hold there,” a dispatcher said over the radio.</p>"
    assert [claim.quote for claim in find_claims(page, media_type="text/html")] == ["Hold there"]


@pytest.mark.parametrize("quote", ["", '"'], ids=["plain", "hidden in quotation marks"])
def test_a_tag_with_a_hundred_thousand_attributes(quote: str) -> None:
    """The extraction library compares each with all others: minutes, where it is handed the page."""
    attributes = " ".join(f"a{number}=x" for number in range(100_000))
    page = f"<p {quote}{attributes}{quote}>“Hold short of the bridge,” the dispatcher said.</p>"
    began = time.process_time()
    (claim,) = find_claims(page, media_type="text/html")
    assert claim.quote == "Hold short of the bridge"
    assert time.process_time() - began < 5
