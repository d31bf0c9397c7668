"""A text as the reader sees it: clean characters in blocks, each traceable to the text as given.

Every later module works on :attr:`Document.text`, in which tags, entities, Markdown marks and
control characters are gone. :meth:`Document.given_start` and :meth:`Document.given_end` turn a place
in it back into an offset of the text that was handed in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import Enum

# C0 and C1 controls but tab and line ends, soft hyphen, zero-width marks, bidirectional controls, BOM.
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
)


class BlockKind(Enum):
    """What a block is on the page."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    BLOCKQUOTE = "blockquote"
    CREDIT = "credit"
    """Who a block quotation is from: a footer or a cite."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, one line of a list or a transcript."""

    start: int
    end: int
    kind: BlockKind = BlockKind.PARAGRAPH
    follows_closely: bool = False
    """No blank line parts it from the block before."""


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that came from the given text together; of other length where an entity was read."""

    start: int
    given: int
    length: int
    given_length: int


@dataclass(frozen=True, slots=True)
class Document:
    """Clean text, its blocks in order, and the way back to the given text.

    Example:
        >>> builder = DocumentBuilder()
        >>> builder.add("Two\\u202e.", given=40)
        >>> page = builder.build()
        >>> page.text, page.given_start(3), page.given_end(4)
        ('Two.', 44, 45)
    """

    text: str
    blocks: tuple[Block, ...]
    runs: tuple[Run, ...]
    published: str | None = None
    """ISO date, where the page gives one."""
    url: str | None = None

    def given_start(self, place: int) -> int:
        """Offset in the given text of the character at ``place``."""
        run = self._run(place)
        if run.length == run.given_length:
            return run.given + min(place - run.start, run.length)
        return run.given

    def given_end(self, place: int) -> int:
        """Offset in the given text just behind the character before ``place``."""
        run = self._run(max(0, place - 1))
        if run.length == run.given_length:
            return run.given + min(place - run.start, run.length)
        return run.given + run.given_length

    def _run(self, place: int) -> Run:
        return self.runs[max(0, bisect_right(self.runs, place, key=lambda run: run.start) - 1)]


class DocumentBuilder:
    """Collects clean text piece by piece, remembering where each came from."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._runs: list[Run] = []
        self._blocks: list[Block] = []
        self.length = 0

    def add(self, piece: str, given: int, given_length: int | None = None) -> None:
        """Append ``piece``, which stands at ``given``; unseen characters are left out."""
        length = len(piece) if given_length is None else given_length
        if length != len(piece):
            self._append(UNSEEN.sub("", piece), given, length)
            return
        reached = 0
        for unseen in UNSEEN.finditer(piece):
            self._append(piece[reached : unseen.start()], given + reached)
            reached = unseen.end()
        self._append(piece[reached:], given + reached)

    def _append(self, piece: str, given: int, given_length: int | None = None) -> None:
        if piece:
            length = len(piece) if given_length is None else given_length
            self._runs.append(Run(self.length, given, len(piece), length))
            self._pieces.append(piece)
            self.length += len(piece)

    def block(self, start: int, kind: BlockKind, follows_closely: bool = False) -> None:
        """Close the block that began at ``start`` and part it from the next one."""
        text = self._tail(start)
        lead, tail = len(text) - len(text.lstrip()), len(text.rstrip())
        if tail > lead:
            self._blocks.append(Block(start + lead, start + tail, kind, follows_closely))
            given = self._runs[-1].given + self._runs[-1].given_length
            self._runs.append(Run(self.length, given, 2, 0))
            self._pieces.append("\n\n")
            self.length += 2

    def _tail(self, start: int) -> str:
        taken, size = [], self.length
        for piece in reversed(self._pieces):
            if size <= start:
                break
            size -= len(piece)
            taken.append(piece)
        return "".join(reversed(taken))[start - size :]

    def build(self, published: str | None = None, url: str | None = None) -> Document:
        runs = tuple(self._runs) or (Run(0, 0, 0, 0),)
        return Document("".join(self._pieces), tuple(self._blocks), runs, published, url)
