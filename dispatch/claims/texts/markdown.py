"""Markdown → document: marks taken away, headings, block quotations and list items kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dispatch.claims.texts.document import BlockKind, Document, DocumentBuilder

_HEADING = re.compile(r" {0,3}#{1,6}\s+")
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])\s+")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_RULE = re.compile(r"\s*(?:[-*_=]\s*){3,}$")
_REFERENCE = re.compile(r" {0,3}\[[^\]\n]{1,200}\]:\s")
_CREDIT = re.compile(r"\s*[—–-]{1,3}\s*\w")
# What is taken away inside a line: images, link targets, autolinks' brackets, emphasis, code, escapes.
_MARKS = re.compile(
    r"!\[[^\[\]\n]{0,500}\]\([^()\s\[]{0,500}(?:\s+\"[^\"\n]{0,200}\")?\)"
    r"|(?P<link>\[)(?=[^\[\]\n]{1,500}\]\([^()\s\[]{0,500}(?:\s+\"[^\"\n]{0,200}\")?\))"
    r"|(?P<target>\]\([^()\s\[]{0,500}(?:\s+\"[^\"\n]{0,200}\")?\))"
    r"|\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|~~|`{1,3}|\\(?=[\\`*_{}\[\]()#+\-.!>\"'])"
)


def markdown_document(text: str) -> Document:
    """Markdown in blocks; offsets lead back to ``text``, marks included.

    Example:
        >>> page = markdown_document("# Log\\n\\nShe *did* say:\\n> Do **not** go.\\n")
        >>> [(block.kind.value, page.text[block.start : block.end]) for block in page.blocks]
        [('heading', 'Log'), ('paragraph', 'She did say:'), ('blockquote', 'Do not go.')]
    """
    builder = DocumentBuilder()
    start: int | None = None
    kind, closely = BlockKind.PARAGRAPH, False
    for place, line, line_kind, joins in _lines(text):
        if start is not None and not (joins and line_kind is kind):
            builder.block(start, kind, closely)
            closely, start = line_kind is not None, None
        if line_kind is None:
            closely = False
            continue
        if start is None:
            start, kind = builder.length, line_kind
        else:
            builder.add("\n", place - 1)
        _add_line(builder, line, place)
    if start is not None:
        builder.block(start, kind, closely)
    return builder.build()


def _lines(text: str) -> Iterator[tuple[int, str, BlockKind | None, bool]]:
    """Each line's place, content, kind (None for none), and whether it may join the line before."""
    fenced, place = False, 0
    for line in text.split("\n"):
        at, place = place, place + len(line) + 1
        if _FENCE.match(line):
            fenced = not fenced
            yield at, "", None, False
            continue
        if fenced or not line.strip() or _RULE.match(line) or _REFERENCE.match(line):
            yield at, "", None, False
            continue
        yield _line(at, line)


def _line(at: int, line: str) -> tuple[int, str, BlockKind | None, bool]:
    quote = _QUOTE.match(line)
    inner = line[quote.end() :] if quote else line
    at += quote.end() if quote else 0
    if not inner.strip():
        return at, "", None, False
    if quote and _CREDIT.match(inner):
        return at, inner, BlockKind.CREDIT, False
    if heading := _HEADING.match(inner):
        return at + heading.end(), inner[heading.end() :], BlockKind.HEADING, False
    if item := _ITEM.match(inner):
        at, inner = at + item.end(), inner[item.end() :]
        return at, inner, BlockKind.BLOCKQUOTE if quote else BlockKind.PARAGRAPH, False
    return at, inner, BlockKind.BLOCKQUOTE if quote else BlockKind.PARAGRAPH, not _CREDIT.match(inner)


def _add_line(builder: DocumentBuilder, line: str, place: int) -> None:
    line = line.rstrip("\r ").rstrip("#") if line.endswith(("#", "\r", " ")) else line
    reached = 0
    for mark in _MARKS.finditer(line):
        builder.add(line[reached : mark.start()], place + reached)
        reached = mark.end()
    builder.add(line[reached:], place + reached)
