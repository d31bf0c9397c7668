"""Offsets always give back the quotation's own text."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.claims import find_claims
from dispatch.claims.texts.document import UNSEEN
from dispatch.values import Claim
from tests.claims.labelled import Labelled, labelled, spans

_MARKS = [
    "“",
    "”",
    '"',
    "'",
    "‘",
    "’",
    "«",
    "»",
    "„",
    "(",
    ")",
    "[…]",
    "—",
    "``",
    "''",
    "\u202e",
    "\x00",
    "\u200b",
]
_SPACES = [", ", ". ", "? ", ": ", "\n", "\n\n", "\r\n", " "]
_WORDS = ["a dispatcher said", "she said", "an officer radioed", "Dispatcher: ", "UNIT 4: ", "said the mayor"]
_QUOTED = ["Hold short", "don’t go", "the crews’ order", "5'10\"", "ü", "🚒"]
_MARKUP = [
    "> ",
    "# ",
    "*",
    "_",
    "`",
    "<p>",
    "</p>",
    "<blockquote>",
    "&amp;",
    "&#8220;",
    "&rdquo;",
    "<b>",
    "<!--",
    "-->",
]
_PIECES = st.sampled_from([*_MARKS, *_SPACES, *_WORDS, *_QUOTED, *_MARKUP])
TEXTS = st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=200)


def words_given(claim: Claim, text: str, media_type: str) -> str:
    """The words at the claim's offsets, as shown on the page."""
    shown = " ".join(text[start:end] for start, end in spans(claim))
    if media_type == "text/html":
        shown = html.unescape(re.sub(r"<!--.*?-->|<[^>]*>", "", shown, flags=re.DOTALL))
    return _words(shown)


def _words(text: str) -> str:
    return re.sub(r"[^\w]+", " ", UNSEEN.sub("", text).replace("_", " ")).strip()


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_plain_text(text: str) -> None:
    for claim in find_claims(text):
        assert words_given(claim, text, "text/plain") == _words(claim.quote)
        if not claim.parts:
            given_text = text[claim.start_char : claim.end_char]
            assert " ".join(UNSEEN.sub("", given_text).split()) == claim.quote


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_markdown(text: str) -> None:
    for claim in find_claims(text, media_type="text/markdown"):
        assert 0 <= (claim.start_char or 0) < (claim.end_char or 0) <= len(text)
        if not re.search(r"[>\[\]()`]|^\s*[-#]", text, re.MULTILINE):
            assert words_given(claim, text, "text/markdown") == _words(claim.quote)


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join))
def test_web_pages(text: str) -> None:
    for claim in find_claims(text, media_type="text/html"):
        assert 0 <= (claim.start_char or 0) < (claim.end_char or 0) <= len(text)
        if "<!--" not in text and "-->" not in text and not re.search(r"<[^a-z/]", text):
            assert words_given(claim, text, "text/html") == _words(claim.quote)


@pytest.mark.parametrize("article", [*labelled("frozen"), *labelled("later")], ids=lambda a: a.path.stem)
def test_articles(article: Labelled) -> None:
    media_type = "text/html" if article.path.suffix == ".html" else "text/plain"
    for claim in article.claims:
        shown = words_given(claim, article.text, media_type)
        assert shown == _words(claim.quote)
        ordered = sorted(spans(claim))
        assert ordered == spans(claim)
        assert (claim.start_char, claim.end_char) == (ordered[0][0], ordered[-1][1])
