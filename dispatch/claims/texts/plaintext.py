"""Plain text → document: paragraphs at blank lines, lines where lines carry the meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dispatch.claims.texts.document import Block, BlockKind, Document, DocumentBuilder

_BREAK = re.compile(r"\r\n|[\r\u0085\u2028\u2029]")
_WRAPPED = range(40, 101)  # columns of hand-wrapped text; shorter lines are lines, longer ones paragraphs
_LABEL = re.compile(r"\s*[A-Z][\w .'’/#-]{0,40}:\s|\s*[—–-]{1,2}\s*\w|\s*[\[(]?\d{1,4}[:.]\d\d")


def plain_document(text: str) -> Document:
    """Plain text in blocks; offsets are those of ``text``.

    Example:
        >>> page = plain_document("One.\\n\\nTwo,\\n— Dispatcher")
        >>> [page.text[block.start : block.end] for block in page.blocks]
        ['One.', 'Two,', '— Dispatcher']
    """
    same_length = _BREAK.sub(lambda found: "\n" if len(found.group()) == 1 else " \n", text)
    builder = DocumentBuilder()
    builder.add(same_length, 0)
    clean = builder.build()
    blocks = tuple(block for chunk in _chunks(clean.text) for block in _blocks(chunk))
    return Document(clean.text, blocks, clean.runs)


def _chunks(text: str) -> Iterator[list[tuple[int, str]]]:
    """Runs of lines without a blank one between, each line with its place."""
    lines: list[tuple[int, str]] = []
    place = 0
    for line in text.split("\n"):
        if line.strip():
            lines.append((place, line))
        elif lines:
            yield lines
            lines = []
        place += len(line) + 1
    if lines:
        yield lines


def _blocks(lines: list[tuple[int, str]]) -> Iterator[Block]:
    if len(lines) > 1 and _hand_wrapped([line for _, line in lines]):
        (first, _), (last, line) = lines[0], lines[-1]
        yield _trimmed(first, [lines[0][1]], last + len(line.rstrip()), False)
        return
    for number, (place, line) in enumerate(lines):
        yield _trimmed(place, [line], place + len(line.rstrip()), number > 0)


def _trimmed(place: int, lines: list[str], end: int, follows_closely: bool) -> Block:
    indent = len(lines[0]) - len(lines[0].lstrip())
    return Block(place + indent, end, BlockKind.PARAGRAPH, follows_closely)


def _hand_wrapped(lines: list[str]) -> bool:
    """Whether the breaks are there for the page's width alone."""
    if any(_LABEL.match(line) for line in lines[1:]):
        return False
    return all(len(line.rstrip()) in _WRAPPED for line in lines[:-1]) and len(lines[-1]) < _WRAPPED.stop
