"""A file (or standard input) → claims: decides what it is, decodes it, and hashes it as it lies on disk."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dispatch.claims import listing, table
from dispatch.claims.listing import claims_from_csv, claims_from_json
from dispatch.claims.reader import find_claims
from dispatch.errors import ClaimsError
from dispatch.values import Article, Claim

LARGEST_BYTES = 64_000_000
"""An article or a list is text; what is larger is something else by mistake."""
_PLAIN, _MARKDOWN, _HTML = "text/plain", "text/markdown", "text/html"
_TYPES = {
    ".txt": _PLAIN, ".text": _PLAIN, "": _PLAIN, ".md": _MARKDOWN, ".markdown": _MARKDOWN,
    ".html": _HTML, ".htm": _HTML, ".xhtml": _HTML,
}  # fmt: skip
_Reader = Callable[[str, str], tuple[Claim, ...]]
_LISTS: dict[str, _Reader] = {
    ".json": claims_from_json,
    ".csv": claims_from_csv,
    ".tsv": claims_from_csv,
}
_LOOKS_HTML = re.compile(
    r"\s*(?:<!--[^>]*-->\s*)?(?:<!doctype html|<html|<head|<body|<article)", re.IGNORECASE
)
_OPENS_OBJECT = re.compile(r"\s*(?:\[\s*)?\{\s*\"")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ClaimsInput:
    """Claims, and the article they come from where they come from one."""

    claims: tuple[Claim, ...]
    article: Article | None = None
    text: str | None = None
    """The text that the claims' offsets count in."""


def read_claims(path: Path) -> ClaimsInput:
    """Read a list (JSON, CSV) or an article (text, Markdown, HTML, Word, PDF); ``-`` is standard input.

    Raises:
        ClaimsError: a file that can't be used, in one line.
        MissingExtraError: a Word or PDF file without the packages to read it.
    """
    name = "standard input" if str(path) == "-" else str(path)
    data = sys.stdin.buffer.read(LARGEST_BYTES + 1) if str(path) == "-" else _bytes(path)
    if len(data) > LARGEST_BYTES:
        raise ClaimsError(
            name, f"larger than {LARGEST_BYTES // 1_000_000} MB", "give the article's text alone"
        )
    suffix = "" if str(path) == "-" else path.suffix.lower()
    article = Article(path=name, sha256=hashlib.sha256(data).hexdigest())
    if suffix in {".docx", ".pdf"}:
        from dispatch.claims.texts.apart import text_apart

        text = text_apart(data, suffix, name)
        return ClaimsInput(_found(text, _PLAIN, name), article, text)
    if suffix not in _TYPES and suffix not in _LISTS:
        raise ClaimsError(name, f"{suffix!r} is no kind of list or article that can be read",
                          "give .json, .csv, .txt, .md, .html, .docx or .pdf")  # fmt: skip
    text = _decoded(data, name)
    read_list = _LISTS.get(suffix) or _reader_of(text, any_json=suffix == "")
    if read_list is not None:
        _refuse_large(data, name)
        return ClaimsInput(read_list(text, name))
    media_type = _HTML if _TYPES[suffix] == _PLAIN and _LOOKS_HTML.match(text) else _TYPES[suffix]
    return ClaimsInput(_found(text, media_type, name), article, text)


def _found(text: str, media_type: str, name: str) -> tuple[Claim, ...]:
    try:
        return find_claims(text, media_type=media_type)
    except ClaimsError as error:
        raise ClaimsError(name, error.why, error.remedy) from None


def _refuse_large(data: bytes, name: str) -> None:
    if len(data) > listing.LARGEST_BYTES:
        why = f"a list larger than {listing.LARGEST_BYTES // 1_000_000} MB"
        raise ClaimsError(name, why, "give the claims in several lists")


def _reader_of(text: str, *, any_json: bool) -> _Reader | None:
    """What reads a list that nothing but its content tells from an article; None for an article.

    Args:
        any_json: take any JSON for a list, if an unusable one: without a suffix it is no article.
    """
    if _is_json_list(text, any_json=any_json):
        return claims_from_json
    return claims_from_csv if table.is_list(text, listing.KEYS) else None


def _is_json_list(text: str, *, any_json: bool) -> bool:
    if not text.lstrip().startswith(("[", "{")):
        return False
    if len(text) > listing.LARGEST_BYTES:  # too much to be parsed: a list is refused by its beginning
        return _OPENS_OBJECT.match(text) is not None
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return False
    items = data.get("claims") if isinstance(data, dict) else data
    if any_json or not isinstance(items, list):
        return any_json
    return all(isinstance(item, dict) for item in items) and any("quote" in item for item in items)


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_BYTES + 1)
    except FileNotFoundError:
        raise ClaimsError(str(path), "no such file", "check the path") from None
    except IsADirectoryError:
        raise ClaimsError(str(path), "is a folder", "name one list or article in it") from None
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise ClaimsError(str(path), f"can't be read ({why})", "check its permissions") from None


def _decoded(data: bytes, name: str) -> str:
    """The text, by its byte-order mark, as UTF-8, by the page's own word, or as Windows-1252."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strictly(data, encoding, name)
    _refuse_binary(data, name)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        declared = _CHARSET.search(data[:2048])
    encoding = declared[1].decode("ascii", "replace") if declared else "cp1252"
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeError):  # a page may name any codec of Python, "undefined" too
        return data.decode("cp1252", errors="replace")


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise ClaimsError(name, f"not the {encoding} text it begins as", "save it again as UTF-8") from None


def _refuse_binary(data: bytes, name: str) -> None:
    """Bytes that are no text: more than a stray control character in a thousand."""
    head = data[:1_000_000]
    controls = len(head) - len(head.translate(None, bytes(range(9)) + bytes(range(14, 32))))
    if controls > 3 and controls * 1000 > len(head):
        raise ClaimsError(name, "not a text file", "give the article as text, Markdown, HTML, .docx or .pdf")
