"""Files of every kind that a list or an article comes in, and those that are neither."""

from __future__ import annotations

import hashlib
import io
import sys
from pathlib import Path

import pytest

from dispatch.claims import listing, read_claims, write_claims
from dispatch.claims.reader import MOST_MARKS
from dispatch.claims.texts import apart
from dispatch.errors import ClaimsError
from dispatch.values import Role

ARTICLE = "“Hold short — nobody goes,” a dispatcher said over the radio."
QUOTE = "Hold short — nobody goes"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", ARTICLE.encode()),
        ("a.txt", ARTICLE.encode("utf-8-sig")),
        ("a.txt", ARTICLE.encode("utf-16")),
        ("a.txt", ARTICLE.encode("cp1252")),
        ("a", ARTICLE.encode()),
        ("a.md", f"# News\n\n{ARTICLE}\n".encode()),
        ("a.html", f"<html><body><article><p>{ARTICLE}</p></article></body></html>".encode()),
        ("a.htm", f'<meta charset="windows-1252"><p>{ARTICLE}</p>'.encode("cp1252")),
        ("a.htm", f'<meta charset="undefined"><p>{ARTICLE}</p>'.encode("cp1252")),
        ("a.txt", f"<!DOCTYPE html><html><body><p>{ARTICLE}</p></body></html>".encode()),
    ],
)
def test_articles(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    read = read_claims(path)
    (claim,) = read.claims
    assert claim.quote == QUOTE
    assert read.text is not None and read.text[claim.start_char : claim.end_char] == QUOTE
    assert read.article is not None
    assert read.article.sha256 == hashlib.sha256(content).hexdigest()
    assert path.read_bytes() == content


def test_a_list_and_back(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    found = read_claims(article).claims
    for name in ("list.json", "list.csv", "list.tsv"):
        write_claims(found, tmp_path / name)
        again = read_claims(tmp_path / name)
        assert again.claims == found
        assert (again.article, again.text) == (None, None)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
    assert read_claims(Path("-")).claims[0].quote == QUOTE
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'[{"quote": "Hold."}]')))
    assert read_claims(Path("-")).claims[0].quote == "Hold."


JSON_LIST = '[{"quote": "Hold.", "attributed_to": "unit"}]'


@pytest.mark.parametrize(
    "content",
    [
        JSON_LIST,
        f'\n{{"claims": {JSON_LIST}}}',
        "quote,attributed_to\nHold.,unit\n",
        "\ufeffsep=;\r\nQuote;Attributed To\r\nHold.;Unit\r\n",
    ],
)
@pytest.mark.parametrize("name", ["-", "list", "list.txt", "list.md"])
def test_a_list_is_known_by_its_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, name: str
) -> None:
    """Read as prose it holds no quotation, so that every claim would be lost without a word."""
    (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    read = read_claims(Path("-") if name == "-" else tmp_path / name)
    assert [(claim.quote, claim.attributed_to) for claim in read.claims] == [("Hold.", Role.UNIT)]
    assert read.article is None


def test_a_column_alone_is_a_list(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("quote\nHold.\n", encoding="utf-8")
    assert [claim.quote for claim in read_claims(tmp_path / "list.txt").claims] == ["Hold."]


@pytest.mark.parametrize(
    "before",
    [
        "Quote\n\n",
        "Quote, unquote\n\n",
        "| quote | unit |\n|---|---|\n| a | b |\n\n",
        "[Photo: Kim]\n\n",
        "id,text\n1,none\n\n",
    ],
)
def test_prose_is_no_list(tmp_path: Path, before: str) -> None:
    (tmp_path / "a.txt").write_text(before + ARTICLE, encoding="utf-8")
    read = read_claims(tmp_path / "a.txt")
    assert read.article is not None and read.claims[-1].quote == QUOTE


def test_other_json_in_a_text_file_is_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f'{{"body": "{ARTICLE}"}}', encoding="utf-8")
    assert read_claims(tmp_path / "a.txt").article is not None


def test_a_list_too_large_for_one_is_refused_whatever_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "LARGEST_BYTES", 10)
    for name in ("list.json", "list.txt", "list"):
        (tmp_path / name).write_text(JSON_LIST, encoding="utf-8")
        with pytest.raises(ClaimsError, match="a list larger than 0 MB"):
            read_claims(tmp_path / name)


def test_word(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("Nothing was said.")
    document.add_paragraph(ARTICLE)
    path = tmp_path / "a.docx"
    document.save(str(path))
    read = read_claims(path)
    (claim,) = read.claims
    assert read.text is not None and read.text[claim.start_char : claim.end_char] == claim.quote == QUOTE


def test_an_article_of_quotation_marks_alone_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "text_apart", lambda data, suffix, name: "“" * (MOST_MARKS + 1))
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK")
    with pytest.raises(ClaimsError, match=f"^{path}: more than {MOST_MARKS} quotation marks"):
        read_claims(path)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", bytes(range(256)) * 50, "not a text file"),
        ("a.txt", b"\xff\xfea", "utf-16"),
        ("a.json", b"\x00\x01\x02\x03" * 99, "not a text file"),
        ("a.json", b'{"a": 1}', "no list of claims"),
        ("a.mp3", b"ID3", "no kind of list or article"),
        ("a.docx", b"PK\x03\x04 not really", "not a readable Word file"),
        ("a.pdf", b"%PDF-1.4 not really", "PDF"),
    ],
)
def test_files_that_are_neither(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ClaimsError) as caught:
        read_claims(path)
    line = str(caught.value)
    assert line.startswith(str(path)) and says in line and "\n" not in line


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(ClaimsError, match="no such file"):
        read_claims(tmp_path / "none.txt")
    with pytest.raises(ClaimsError, match="folder"):
        read_claims(tmp_path)


def test_an_empty_article_claims_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"")
    assert read_claims(path).claims == ()


def test_a_stray_control_character_is_no_reason_to_refuse(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\x0c" + ARTICLE + "\x00", encoding="utf-8")
    assert read_claims(path).claims[0].quote == QUOTE
