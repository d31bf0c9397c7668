"""A saved web page → document: the article, without menus, comments and newsletter boxes.

The page is read twice. :mod:`dispatch.claims.texts.markup` gives every paragraph with its place in the
source; trafilatura, which has been measured on thousands of news sites, says which text is the
article. A paragraph stays if trafilatura kept its words, or if the page marks it as a quotation
inside the article. Where trafilatura finds nothing, the page's own structure decides alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from dispatch.claims.texts.document import Block, BlockKind, Document, DocumentBuilder
from dispatch.claims.texts.markup import Characters, Tag, markup

_BLOCKS = frozenset(
    "p div section article main header h1 h2 h3 h4 h5 h6 blockquote footer li ul ol dl dt dd table tr td th "
    "thead tbody figure figcaption pre br hr aside nav form body html head cite address details summary "
    "fieldset button select option label iframe video audio object center q-block".split()
)
_NEVER = frozenset("nav aside form button select figcaption iframe video audio object head label".split())
_VOID = frozenset("br hr img input meta link area base col embed source track wbr".split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BOILERPLATE = re.compile(
    r"(?:class|id|role)\s*=\s*[\"']?[^\"'>]{0,200}?(?:^|[\s\"'_-])(?:comments?|newsletter|subscribe|related|"
    r"promo|sidebar|breadcrumbs?|share|social|menu|cookie|advert\w*|disqus|signup|byline|"
    r"caption)(?:[\s\"'_-]|$)",
    re.IGNORECASE,
)
_PULL_QUOTE = re.compile(r"pull-?quote", re.IGNORECASE)
_DEEPEST = 200  # nested elements; a page deeper than this is not handed to the extraction library
_PATIENCE = 300_000_000  # characters compared in looking for parts of lines
_LARGEST = 4_000_000  # characters, likewise
_MOST_TAGS = 60_000  # likewise: the extraction library takes some 25 µs for each
_MOST_PAIRS = 300_000_000  # likewise: each attribute of a tag is compared with all its others


@dataclass(slots=True)
class _Place:
    """Where in the page's structure the reading stands."""

    skipping: str | None = None
    skip_depth: int = 0
    quote_depth: int = 0
    credit: str | None = None
    heading: bool = False
    depth: int = 0
    deepest: int = 0
    pairs: int = 0


def web_page(source: str) -> Document:
    """The article of an HTML page; offsets lead back to ``source``.

    Example:
        >>> page = web_page("<nav><p>Home</p></nav><p>She said: &ldquo;Do <em>not</em> go.&rdquo;</p>")
        >>> page.text[page.blocks[0].start : page.blocks[0].end]
        'She said: “Do not go.”'
    """
    page, place = _all_blocks(source)
    if len(source) > _LARGEST or source.count("<") > _MOST_TAGS or _is_overdone(place):
        return page
    kept, published, url = _article(source)
    page = replace(page, published=published, url=url)
    return replace(page, blocks=_kept_blocks(page, kept)) if kept else page


def _is_overdone(place: _Place) -> bool:
    """Whether tags are nested, or hold attributes, beyond what any page does."""
    return place.deepest > _DEEPEST or place.pairs > _MOST_PAIRS


def _all_blocks(source: str) -> tuple[Document, _Place]:
    builder, place, start = DocumentBuilder(), _Place(), 0
    for piece in markup(source):
        if isinstance(piece, Characters):
            if place.skipping is None:
                shown = (
                    re.sub(r"[\s\u00a0]", " ", piece.text)
                    if len(piece.text) == piece.given_length
                    else piece.text
                )
                builder.add(shown, piece.place, piece.given_length)
            continue
        if piece.name in _BLOCKS:
            if builder.length > start:
                builder.block(start, _kind(place))
            start = builder.length
        _enter_or_leave(place, piece)
    if builder.length > start:
        builder.block(start, _kind(place))
    return builder.build(), place


def _kind(place: _Place) -> BlockKind:
    if place.credit:
        return BlockKind.CREDIT
    if place.quote_depth:
        return BlockKind.BLOCKQUOTE
    return BlockKind.HEADING if place.heading else BlockKind.PARAGRAPH


def _enter_or_leave(place: _Place, tag: Tag) -> None:
    # in broken markup anything between blanks may be taken for an attribute, quotation marks or not
    place.pairs += (len(tag.attributes.split()) + tag.attributes.count("=")) ** 2
    if tag.name in _VOID or tag.attributes.endswith("/"):
        return
    place.depth += -1 if tag.closing else 1
    place.deepest = max(place.deepest, place.depth)
    if place.skipping:
        if tag.name == place.skipping:
            place.skip_depth += -1 if tag.closing else 1
            place.skipping = place.skipping if place.skip_depth > 0 else None
        return
    if not tag.closing and _is_boilerplate(place, tag):
        place.skipping, place.skip_depth = tag.name, 1
    elif tag.name == "blockquote":
        place.quote_depth = max(0, place.quote_depth + (-1 if tag.closing else 1))
    elif tag.name in {"cite", "footer"} and (place.quote_depth or tag.closing):
        place.credit = None if tag.closing else tag.name
    elif tag.name in _HEADINGS:
        place.heading = not tag.closing


def _is_boilerplate(place: _Place, tag: Tag) -> bool:
    if tag.name in _NEVER or (tag.name == "footer" and not place.quote_depth):
        return not _PULL_QUOTE.search(tag.attributes)
    return tag.name not in {"body", "html", "article", "main"} and bool(
        _BOILERPLATE.search(tag.attributes[:400])
    )


def _article(source: str) -> tuple[frozenset[str], str | None, str | None]:
    """The words of the article's lines, its date and its address, as the extraction library sees them."""
    import trafilatura

    try:
        found = trafilatura.bare_extraction(
            source, include_comments=False, favor_recall=True, with_metadata=True
        )
    except Exception:  # the library raises many kinds on broken markup; the page's own structure remains
        return frozenset(), None, None
    if found is None:
        return frozenset(), None, None
    as_dict: dict[str, Any] = found if isinstance(found, dict) else found.as_dict()
    lines = (as_dict.get("text") or "").split("\n")
    return _line_keys(lines), as_dict.get("date"), as_dict.get("url")


def _line_keys(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(key for line in lines if (key := _key(line)))


def _key(text: str) -> str:
    """Letters and digits alone: the two readings differ in spaces and marks."""
    return re.sub(r"[\W_]+", "", text)


def _kept_blocks(page: Document, kept: frozenset[str]) -> tuple[Block, ...]:
    everything = "\n".join(kept)
    blocks: list[Block] = []
    worth_searching = len(everything) * len(page.blocks) < _PATIENCE
    for block in page.blocks:
        key = _key(page.text[block.start : block.end])
        inside_article = block.kind in {BlockKind.BLOCKQUOTE, BlockKind.CREDIT} and bool(blocks)
        if key and (
            key in kept or (worth_searching and len(key) >= 8 and key in everything) or inside_article
        ):
            blocks.append(block)
    share = sum(block.end - block.start for block in blocks) / max(1, len(everything))
    return tuple(blocks) if share > 0.5 else page.blocks
