"""Where a text quotes: quotation marks of every kind, paired in one pass.

Conventions: a quotation is one or more pieces, half-open ranges of the document's text between the
marks. It has several pieces where it runs over paragraphs (an opening mark on each). Quotations
inside quotations belong to the outer one. An apostrophe is no mark: ``’`` and ``'`` close only what
they could have opened, and not where they stand for a letter or a possessive.

Every mark is looked at once; nothing is searched again from each mark, so the time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from dispatch.claims.texts.document import Block, BlockKind, Document

MARK = re.compile("``|''|[“”„‟\"＂«»‹›‘’‚'「」『』]")
_DOUBLE, _ANGLE, _SINGLE, _CORNER = "double", "angle", "single", "corner"
_FAMILY = {
    **dict.fromkeys(("“", "”", "„", "‟", '"', "＂", "``", "''"), _DOUBLE),
    **dict.fromkeys("«»‹›", _ANGLE),
    **dict.fromkeys("‘’‚'", _SINGLE),
    **dict.fromkeys("「」『』", _CORNER),
}
_OPENERS = frozenset({"“", "„", "``", "«", "‹", "‘", "‚", "「", "『"})
_CLOSERS = frozenset({"”", "''", "»", "›", "」", "』"})
_STRAIGHT = frozenset({'"', "＂", "'"})
_ELISION = re.compile(
    r"(?:em|til|tis|twas|cause|cos|bout|round|n|neath|kay|ere|nuff|\d\ds?)\b", re.IGNORECASE
)
_STRONG_END = frozenset(",.?!…—–-:;)]")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between marks, or set off as a quotation."""

    pieces: tuple[tuple[int, int], ...]
    outer: tuple[int, int]
    """With the marks."""
    block: int
    """Index of the block it begins in."""
    last_block: int
    label: str | None = None
    """The speaker's name before a colon, in a transcript without marks."""
    set_off: bool = False
    """A block quotation or a transcript line: no marks around it."""
    lead: bool = False
    """Words that lead up to a quotation in the same line, and tell who spoke it: they stay narration."""
    warnings: tuple[str, ...] = field(default=())


@dataclass(slots=True)
class _Open:
    family: str
    mark: str
    outer: int
    block: int
    start: int
    pieces: list[tuple[int, int]]
    nested: int = 0


def marked_quotations(document: Document) -> Iterator[Quotation]:
    """All quotations between marks, in order.

    Example:
        >>> from dispatch.claims.texts.plaintext import plain_document
        >>> page = plain_document("The crews’ order: “Don’t go ‘up’ there,” it’s said, and then 'no'.")
        >>> [page.text[slice(*q.pieces[0])] for q in marked_quotations(page)]
        ['Don’t go ‘up’ there,', 'no']
    """
    opened: _Open | None = None
    for index, block in enumerate(document.blocks):
        if opened is not None and not _carries_on(document, opened, block):
            yield from _unclosed(document, opened)
            opened = None
        resumed = opened
        if opened is not None:
            opened.start = block.start
        marks = _marks(document.text, block)
        strong = _strong_closers(marks)
        for number, mark in enumerate(marks):
            if opened is None:
                if _opens(mark, strong[number]):
                    opened = _Open(mark.family, mark.mark, mark.start, index, mark.end, [])
                continue
            if resumed is opened and mark.start == block.start and mark.mark == opened.mark:
                opened.start = mark.end
                continue
            if _closes(opened, mark, strong[number]):
                piece = (opened.start, mark.start)
                yield Quotation((*opened.pieces, piece), (opened.outer, mark.end), opened.block, index)
                opened = None
            elif _restarts(opened, mark):
                opened = _Open(mark.family, mark.mark, mark.start, index, mark.end, [])
        if opened is not None:
            opened.pieces.append((opened.start, block.end))
    if opened is not None:
        yield from _unclosed(document, opened)


@dataclass(frozen=True, slots=True)
class _Mark:
    mark: str
    family: str
    start: int
    end: int
    can_open: bool
    can_close: bool
    elision: bool
    after_punctuation: bool
    possessive: bool


def _marks(text: str, block: Block) -> list[_Mark]:
    return [_mark(text, block, found) for found in MARK.finditer(text, block.start, block.end)]


def _mark(text: str, block: Block, found: re.Match[str]) -> _Mark:
    before = text[found.start() - 1] if found.start() > block.start else " "
    after = text[found.end()] if found.end() < block.end else " "
    family = _FAMILY[found.group()]
    spaced = family == _ANGLE  # French typography puts a space inside the marks
    open_before = not (before.isalnum() or before in ",.;:?!%$)]") or before in "—–-(["
    can_open = open_before and (spaced or not after.isspace())
    can_close = (spaced or not before.isspace()) and not after.isalnum()
    return _Mark(
        found.group(), family, found.start(), found.end(), can_open, can_close,
        elision=bool(_ELISION.match(text, found.end())),
        after_punctuation=before in _STRONG_END,
        possessive=before in "sxz" and after.isspace() and text[found.end() + 1 : found.end() + 2].islower(),
    )  # fmt: skip


def _strong_closers(marks: list[_Mark]) -> list[bool]:
    """For each mark, whether a single mark that surely closes comes later, before the next one opens."""
    ahead, out = False, [False] * len(marks)
    for number in range(len(marks) - 1, -1, -1):
        mark = marks[number]
        out[number] = ahead
        if mark.family != _SINGLE:
            continue
        if mark.mark in "’'" and mark.can_close and (mark.after_punctuation or not mark.possessive):
            ahead = True
        elif mark.mark == "‘" and not mark.elision:
            ahead = False
    return out


def _opens(mark: _Mark, closer_ahead: bool) -> bool:
    if mark.family == _SINGLE:
        return mark.mark in "‘‚'" and mark.can_open and closer_ahead and not mark.elision
    if mark.mark in _OPENERS:
        return mark.can_open or not mark.can_close
    if mark.mark in _STRAIGHT:
        return mark.can_open
    return mark.can_open and not mark.can_close


def _closes(opened: _Open, mark: _Mark, closer_ahead: bool) -> bool:
    if mark.family == _SINGLE and opened.family == _SINGLE:
        if opened.nested or mark.mark not in "’'" or not mark.can_close:
            return False
        return mark.after_punctuation or not (mark.possessive and closer_ahead)
    if opened.family == _SINGLE and mark.family == _DOUBLE:
        opened.nested = _nesting(opened.nested, mark)
        return False
    if mark.family != opened.family:
        return False
    if opened.mark == "„":
        return mark.mark != "„"
    if mark.mark == "“" and opened.mark == "“" and mark.can_open:
        return False
    if opened.mark in "»›" and mark.family == _ANGLE:
        return mark.mark in "«‹"
    if mark.mark in _CLOSERS:
        return True
    return mark.can_close and (mark.mark in _STRAIGHT or not mark.can_open)


def _nesting(depth: int, mark: _Mark) -> int:
    if mark.mark in _OPENERS or (mark.can_open and not mark.can_close):
        return 1
    return 0 if mark.can_close else depth


def _restarts(opened: _Open, mark: _Mark) -> bool:
    """A second opening mark with none closed between: the first one was left open by mistake."""
    same = mark.family == opened.family and mark.family in (_DOUBLE, _ANGLE)
    return same and mark.can_open and not mark.can_close and mark.mark == opened.mark


def _carries_on(document: Document, opened: _Open, block: Block) -> bool:
    """Whether the quotation left open goes on in ``block``: opened again, or not parted by a blank line."""
    if block.kind is BlockKind.HEADING:
        return False
    first = MARK.match(document.text, block.start, block.end)
    if first is not None and first.group() == opened.mark:
        return True
    if not block.follows_closely or opened.family == _SINGLE:
        return False
    following = MARK.search(document.text, block.start, block.end)
    while following is not None and _FAMILY[following.group()] != opened.family:
        following = MARK.search(document.text, following.end(), block.end)
    return following is not None and _mark(document.text, block, following).can_close


def _unclosed(document: Document, opened: _Open) -> Iterator[Quotation]:
    """A quotation whose closing mark is missing, where it plainly is one: to the end of its paragraph."""
    block = document.blocks[opened.block]
    before = document.text[block.start : opened.outer].rstrip()
    if opened.family == _SINGLE or (before and not before.endswith((":", ","))):
        return
    start, end = opened.pieces[0] if opened.pieces else (opened.start, block.end)
    if start < end:
        warning = "the closing quotation mark is missing; the quotation was taken to the end of its paragraph"
        yield Quotation(((start, end),), (opened.outer, end), opened.block, opened.block, warnings=(warning,))
