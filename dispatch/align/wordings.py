"""The text of a transmission with other words in it, written as the transcript writes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dispatch.align.edits import Edit
from dispatch.align.spelling import contracted, radio_times, spellings, written_out
from dispatch.values import Operation


def rewritten(text: str, edit: Edit) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The transmission's text with the quoted words in place, and as heard, in each spelling.

    Words are put in as the transcript writes: no capital inside a sentence but a name's. "They will" is
    tried as "they'll", too, and with the words beside the difference: "would" put in behind "I" as "I'd".
    """
    start, end = edit.heard_range
    head, tail = text[:start].rstrip(), text[end:]
    quoted = _in_style(edit, text[:start])
    tail = tail if not tail or not tail[0].isalnum() else " " + tail
    new = _ways(head, quoted, tail) if quoted else (joined(head, "", tail),)
    old = _ways(head, text[start:end], tail) if end > start else (text.strip(),)
    return new, old


def _ways(head: str, words: str, tail: str) -> tuple[str, ...]:
    """Words between others in each spelling, drawn together with those beside them and written out."""
    ways = [joined(head, way, tail) for way in (*spellings(words), *radio_times(words))]
    before, behind = head.rpartition(" "), tail.lstrip().partition(" ")
    there = " ".join(filter(None, (before[2], words, behind[0])))
    ways += [
        joined(before[0], way, f" {behind[2]}" if behind[2] else "")
        for way in (contracted(there), written_out(there))
        if way != there
    ]
    return tuple(dict.fromkeys(ways))


def in_place(text: str, edits: Sequence[Edit], within: tuple[int, int]) -> str:
    """A stretch of a transmission's text with the quoted words at some differences, in order, in place."""
    cursor, last = within
    pieces = []
    for edit in edits:
        start, end = edit.heard_range
        pieces += [text[cursor:start], _in_style(edit, text[:start])]
        cursor = max(cursor, end)
    return joined("", " ".join((*pieces, text[cursor:last])), "")


def _in_style(edit: Edit, before: str) -> str:
    quoted = edit.quoted
    if not quoted or edit.op is Operation.DELETE:
        return ""
    opens = not before.strip() or bool(re.search(r"[.?!]\s*$", before))
    first = edit.quoted_tokens[0]
    if opens:
        return quoted[0].upper() + quoted[1:]
    if first.name or quoted.startswith(("I ", "I'", "I’")) or quoted == "I":
        return quoted
    return quoted[0].lower() + quoted[1:]


def joined(head: str, middle: str, tail: str) -> str:
    """Pieces of a text in one, with single spaces and none before a comma or full stop."""
    return re.sub(r"\s+([,.?!;:])", r"\1", re.sub(r"\s+", " ", f"{head} {middle}{tail}")).strip()


def as_many(ways: tuple[str, ...], count: int) -> tuple[str, ...]:
    """Spellings, up to so many: some of those missing are made with a full stop more or less."""
    more = [way.rstrip(".") if way.endswith(".") else way + "." for way in ways]
    return tuple(dict.fromkeys([*ways, *more]))[:count] if len(ways) < count else ways
