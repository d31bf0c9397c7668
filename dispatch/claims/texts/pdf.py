"""PDF → text: lines in reading order, put back into paragraphs, without the pages' own furniture.

A PDF has no paragraphs and no spaces it must keep, only glyphs at places. PDFium gives the lines; what is
left is to drop running heads and page numbers, to join words that a line's end hyphenates, and to tell the
end of a paragraph from the end of a line: the next line is indented, or stands further off, or in another
size, or the line stops short behind the end of a sentence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from dispatch.errors import ClaimsError, MissingExtraError

_LARGEST_TEXT = 64_000_000  # characters: a compressed file may unpack to far more than it holds
REMEDY = "install radio-dispatch[articles], or save the article as text"
_MARGIN = 0.1  # share of a page's height in which running heads and feet stand
_FURNITURE = re.compile(
    r"\W*(?:page\s*)?\d+(?:\s*(?:of|/)\s*\d+)?\W*|.*https?://.*|.*\bpage \d+(?: of \d+)?\W*", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"[.!?:…][”’\"')\]]*$")
_HYPHENATED = re.compile(r"(?P<first>[^\W\d_]{2,})(?P<mark>[-‐\u00ad\x02\ufffe])$")
_INDENTED = (3.0, 45.0)  # points behind the column's edge: an indent, not another column
_SHORT = 0.88  # share of the column's width below which a line stops short
_APART = 1.3  # of the usual distance between lines
_OTHER_SIZE = 0.15


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print, its box in points from the page's lower left."""

    text: str
    page: int
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom


def pdf_text(data: bytes, name: str) -> str:
    """The text of a PDF, paragraphs parted by blank lines.

    Raises:
        ClaimsError: if it isn't one, is locked, or holds more text than any article.
        MissingExtraError: if the library that reads it is not installed.
    """
    try:
        import pypdfium2
    except ImportError:
        raise MissingExtraError(name, "PDF files need the package pypdfium2", REMEDY) from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ClaimsError(name, f"not a readable PDF file ({error})", REMEDY) from None
    lines: list[Line] = []
    try:
        size = 0
        for number in range(len(document)):
            page = tuple(_lines(document[number], number))
            size += sum(len(line.text) for line in page)
            if size > _LARGEST_TEXT:
                raise ClaimsError(name, "holds more text than any article", "give the article as text")
            lines += page
        heights = [document[number].get_height() for number in range(len(document))]
    except pypdfium2.PdfiumError as error:
        raise ClaimsError(name, f"not a readable PDF file ({error})", REMEDY) from None
    finally:
        document.close()
    return "\n\n".join(paragraphs(without_furniture(lines, heights)))


def _lines(page: Any, number: int) -> Iterator[Line]:
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    start = 0
    for piece in text.split("\n"):
        line = piece.rstrip("\r ")
        if line.strip():
            boxes = [text_page.get_charbox(start + at) for at in _inked(line)]
            yield Line(
                line.strip(), number,
                min(box[0] for box in boxes), max(box[2] for box in boxes),
                min(box[1] for box in boxes), max(box[3] for box in boxes),
            )  # fmt: skip
        start += len(piece) + 1


def _inked(line: str) -> list[int]:
    """Places of a few characters with ink: both ends, and some between for the height."""
    places = [at for at, character in enumerate(line) if not character.isspace()]
    return sorted({places[0], places[-1], *places[:: max(1, len(places) // 8)]})


def without_furniture(lines: Sequence[Line], heights: Sequence[float]) -> list[Line]:
    """The lines without running heads, running feet and page numbers."""
    edge = [
        line
        for line in lines
        if not heights[line.page] * _MARGIN < line.bottom < heights[line.page] * (1 - _MARGIN)
    ]
    repeated = Counter(text for text, _ in {(_DIGITS.sub("#", line.text), line.page) for line in edge})
    single = len(heights) == 1
    furniture = {
        id(line)
        for line in edge
        if repeated[_DIGITS.sub("#", line.text)] > 1 or _FURNITURE.fullmatch(line.text)
        or (single and line.height < 0.8 * median(other.height for other in lines))
    }  # fmt: skip
    return [line for line in lines if id(line) not in furniture]


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """Lines in reading order, joined to paragraphs.

    Example:
        >>> row = [Line("The recording runs for nine-", 0, 50, 250, 700, 710),
        ...        Line("teen minutes in all.", 0, 50, 180, 688, 698),
        ...        Line("It begins with a call.", 0, 60, 250, 676, 686)]
        >>> paragraphs(row)
        ['The recording runs for nineteen minutes in all.', 'It begins with a call.']
    """
    if not lines:
        return []
    whole = " ".join(line.text for line in lines)
    columns = _columns(lines)
    steps = [a.bottom - b.bottom for a, b in pairwise(lines) if a.bottom > b.bottom]
    pitch = median(steps) if steps else 0.0
    out = [lines[0].text]
    for before, line in pairwise(lines):
        if _begins(before, line, columns, pitch):
            out.append(line.text)
        else:
            out[-1] = _joined(out[-1], line.text, whole)
    return out


def _columns(lines: Sequence[Line]) -> dict[int, tuple[float, float]]:
    """For each line the edges of its column: the lines whose left edges lie together."""
    edges: dict[int, list[Line]] = {}
    for line in lines:
        edges.setdefault(round(line.left), []).append(line)
    usual = sorted((place for place in edges), key=lambda place: -len(edges[place]))
    out: dict[int, tuple[float, float]] = {}
    for line in lines:
        near = [place for place in usual if 0 <= line.left - place + 0.5 <= _INDENTED[1]]
        own = max(near, key=lambda place: len(edges[place]), default=round(line.left))
        out[id(line)] = (own, max(other.right for other in edges[own]))
    return out


def _begins(before: Line, line: Line, columns: dict[int, tuple[float, float]], pitch: float) -> bool:
    """Whether a paragraph begins with ``line``."""
    left, right = columns[id(before)]
    ended = _SENTENCE_END.search(before.text) is not None
    if abs(before.height - line.height) > _OTHER_SIZE * max(before.height, line.height) and _size_tells(
        before, line
    ):
        return True
    moved = line.page != before.page or line.bottom > before.bottom
    if not moved and before.bottom - line.bottom > _APART * pitch and (ended or not line.text[:1].islower()):
        return True
    indent = line.left - columns[id(line)][0]
    if _INDENTED[0] < indent < _INDENTED[1] and abs(before.left - line.left) > _INDENTED[0]:
        return ended
    return ended and before.right - left < _SHORT * (right - left)


def _size_tells(before: Line, line: Line) -> bool:
    """Boxes are as high as their letters: only lines of some length show the size of print."""
    return min(len(before.text), len(line.text)) > 8 and max(before.height, line.height) > 1.4 * min(
        before.height, line.height
    )


def _joined(first: str, second: str, whole: str) -> str:
    """Two lines in one, a word parted at the line's end put together."""
    parted = _HYPHENATED.search(first)
    follows = re.match(r"[^\W\d_]+", second)
    if parted is None or follows is None or not second[:1].islower():
        return f"{first} {second}"
    compound = f"{parted['first']}-{follows.group()}"
    if parted["mark"] == "-" and re.search(rf"\b{re.escape(compound)}\b", whole):
        return first + second
    return first[:-1] + second
