"""HTML source → text pieces and tags, each with its place in the source.

The standard library's parser gives line and column of a tag but not the place of each character,
and takes quadratic time on some broken input. This one looks at every character a bounded number
of times, keeps nothing nested, and never runs or fetches anything.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})((?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>")
_SIMPLE_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})([^<>]*)>")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});?")
_RAW = frozenset({"script", "style", "textarea", "title", "noscript", "template", "svg", "math", "xmp"})
_PATIENCE = 50  # malformed tags before attributes' quotation marks are no longer trusted


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening or closing tag."""

    name: str
    closing: bool
    attributes: str
    place: int


@dataclass(frozen=True, slots=True)
class Characters:
    """Text between tags, as shown; ``given_length`` differs from its own where an entity was read."""

    text: str
    place: int
    given_length: int


def markup(source: str) -> Iterator[Tag | Characters]:
    """Tags and text of ``source`` in order, comments and scripts left out.

    Example:
        >>> [getattr(piece, "text", None) or piece.name for piece in markup("<p>5 &lt; 6<!-- no --></p>")]
        ['p', '5 ', '<', ' 6', 'p']
    """
    place, failures, length = 0, 0, len(source)
    gone: set[str] = set()
    while place < length:
        found = source.find("<", place)
        if found < 0:
            found = length
        yield from _characters(source, place, found)
        place = found
        if place >= length:
            break
        if (after := _after_declaration(source, place, gone)) is not None:
            place = after
            continue
        tag = (_TAG if failures < _PATIENCE else _SIMPLE_TAG).match(source, place)
        if tag is None:
            failures += 1
            tag = _SIMPLE_TAG.match(source, place) if failures < _PATIENCE else None
        if tag is None:
            yield Characters("<", place, 1)
            place += 1
            continue
        name = tag[2].lower()
        yield Tag(name, bool(tag[1]), tag[3], place)
        place = tag.end()
        if name in _RAW and not tag[1] and not tag[3].endswith("/"):
            place = _after_raw(source, place, name, gone)


def _characters(source: str, start: int, end: int) -> Iterator[Characters]:
    reached = start
    for entity in _ENTITY.finditer(source, start, end):
        shown = html.unescape(entity.group())
        if shown == entity.group():
            continue
        if entity.start() > reached:
            yield Characters(source[reached : entity.start()], reached, entity.start() - reached)
        yield Characters(shown, entity.start(), entity.end() - entity.start())
        reached = entity.end()
    if reached < end:
        yield Characters(source[reached:end], reached, end - reached)


def _after_declaration(source: str, place: int, gone: set[str]) -> int | None:
    """Where the text goes on behind a comment, a doctype or a processing instruction at ``place``."""
    for opening, closing in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<!", ">"), ("<?", ">")):
        if source.startswith(opening, place):
            return _after(source, place + len(opening), closing, gone)
    return None


def _after_raw(source: str, place: int, name: str, gone: set[str]) -> int:
    closing = f"</{name}"
    if closing in gone:
        return place
    found = re.compile(re.escape(closing), re.IGNORECASE).search(source, place)
    if found is None:
        gone.add(closing)
        return len(source)
    return found.start()


def _after(source: str, place: int, closing: str, gone: set[str]) -> int:
    """Behind the next ``closing``; the end where there is none, remembered so that it is looked for once."""
    found = -1 if closing in gone else source.find(closing, place)
    if found < 0:
        gone.add(closing)
        return len(source)
    return found + len(closing)
