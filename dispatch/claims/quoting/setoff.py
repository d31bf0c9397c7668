"""Quotations without marks: block quotations, and the lines of a transcript behind their speakers' names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dispatch.claims.naming.speakers import ON_THE_AIR, role_of_label
from dispatch.claims.quoting.quotations import MARK, Quotation
from dispatch.claims.texts.document import Block, BlockKind, Document

_LABEL = re.compile(
    r"(?:[\[(]?(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?|\d{4}(?::\d\d)?Z?)[\])]?\s*[-–—]?\s*)?"
    r"(?P<name>[A-Z0-9][\w .,'’/#&()-]{0,48}?)(?:\s*[\[(][^\])\n]{1,40}[\])])?:\s+(?=\S)"
)
_QUESTION = re.compile(r"(?P<name>Q|A|QUESTION|ANSWER|THE WITNESS|THE COURT)[.:]\s+(?=\S)")
_HEADER = re.compile(
    r"(?:vessel|aircraft|date|time|times|location|place|channel|frequency|case|subject|re|from|to|contact|"
    r"source|note|key|"
    r"for (?:immediate )?release|.*\bof the (?:year|month|week)|media inquiries|media contact|duration|"
    r"file|recording|incident|exhibit|page|transcri\w+|see also|"
    r"update|correction|"
    r"editor['’]s note|photo|related|by)\b.*",
    re.IGNORECASE,
)
_COLUMNS = re.compile(
    r"[\[(]?\d{1,4}[:.]?\d\d(?:[:.]\d\d)?Z?[\])]?\s+(?P<name>[A-Z0-9][A-Z0-9/-]{0,11}(?:\s[A-Z0-9]{1,8}){0,2})(?:\t|\s{2,})(?=\S)"
)
_STAGE_DIRECTION = re.compile(r"\s*[\[(][^\])]*[\])]\s*$")


def set_off_quotations(document: Document, marked: Sequence[Quotation]) -> Iterator[Quotation]:
    """Block quotations and transcript lines that hold no marked quotation."""
    taken: dict[int, int] = {}
    """Where the first quotation of a block begins, or the one that runs on into it."""
    for quote in reversed(marked):
        taken.update(dict.fromkeys(range(quote.block, quote.last_block + 1), quote.outer[0]))
    labels = {} if not document.text else _transcript_labels(document) | _testimony(document)
    for index, block in enumerate(document.blocks):
        if index in taken:
            if index in labels and labels[index].re is _QUESTION:
                yield from _around(document, index, labels[index], taken[index])
            continue
        if index in labels:
            yield _line(index, block, labels[index])
        elif block.kind is BlockKind.BLOCKQUOTE:
            outer = (block.start, block.end)
            yield Quotation((outer,), outer, index, index, set_off=True)


def _testimony(document: Document) -> dict[int, re.Match[str]]:
    """The lines of a questioning: at least one ``Q.`` and one ``A.``."""
    found = {
        index: label
        for index, block in enumerate(document.blocks)
        if (label := _QUESTION.match(document.text, block.start, block.end)) is not None
    }
    names = {label["name"][0] for label in found.values()}
    return found if {"Q", "A"} <= names else {}


def _around(document: Document, index: int, label: re.Match[str], first: int) -> Iterator[Quotation]:
    """The witness's own words before those that the line quotes."""
    if first > label.end() and document.text[label.end() : first].strip():
        outer = (label.end(), first)
        yield Quotation((outer,), outer, index, index, label=label["name"], set_off=True, lead=True)


def line_label(document: Document, block: Block) -> re.Match[str] | None:
    """The speaker's name and the colon at the start of a line."""
    return _LABEL.match(document.text, block.start, block.end)


def _line(index: int, block: Block, label: re.Match[str]) -> Quotation:
    outer = (label.end(), block.end)
    return Quotation((outer,), outer, index, index, label=label["name"].strip(), set_off=True)


def _transcript_labels(document: Document) -> dict[int, re.Match[str]]:
    """Lines that begin with a speaker's name, in a transcript: two such lines or more, one on the air."""
    found: dict[int, re.Match[str]] = {}
    on_air = 0
    for index, block in enumerate(document.blocks):
        label = line_label(document, block) or _COLUMNS.match(document.text, block.start, block.end)
        if label is None or block.kind is BlockKind.HEADING:
            continue
        if _HEADER.fullmatch(label["name"]):
            continue
        role = role_of_label(label["name"])
        if role not in ON_THE_AIR and not _shouted(label["name"]):
            continue
        rest = document.text[label.end() : block.end]
        if MARK.match(rest) or _STAGE_DIRECTION.match(rest):
            continue
        found[index] = label
        on_air += role in ON_THE_AIR
    return found if len(found) > 1 and on_air else {}


def _shouted(name: str) -> bool:
    return name.isupper() and len(name) > 2
