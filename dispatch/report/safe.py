"""Text from outside, made safe to show: nothing in it can act, and nothing in it can hide.

Claims, file names, tags, unit aliases and transcripts are written by others. Markup in them is
escaped by the template engine; what this module adds is that invisible control characters, which
could reorder what a reader sees, are shown by their code point, and that links go to the web only.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from markupsafe import Markup

_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\u200e\u200f")
_BLANK = frozenset("\u200b\u2060\ufeff\u00ad\u2028\u2029")


def visible(text: object) -> str:
    """``text`` with control, reordering and zero-width characters written as code points.

    Example:
        >>> visible("copy\\u202eton")
        'copy[U+202E]ton'
        >>> visible("two\\nlines")
        'two lines'
    """
    plain = str(text)
    return plain if plain.isprintable() else "".join(map(_shown, plain))


def _shown(char: str) -> str:
    if char in "\n\r\t":
        return " "
    if char in _REORDERING or char in _BLANK or unicodedata.category(char) in ("Cc", "Cs"):
        return f"[U+{ord(char):04X}]"
    return char


def shorten(text: str, longest: int) -> str:
    """At most ``longest`` characters, cut at a word where there is one, with an ellipsis.

    Example:
        >>> shorten("all units clear out from there", 20)
        'all units clear…'
    """
    flat = " ".join(text.split())
    if len(flat) <= longest:
        return flat
    cut = flat[: longest - 1]
    at = cut.rfind(" ")
    return (cut[:at] if at > longest // 2 else cut).rstrip(" ,;:") + "…"


def web_link(address: str | None) -> str | None:
    """The address, if it is one of the web and may be a link.

    Example:
        >>> web_link("javascript:alert(1)") is None
        True
        >>> web_link("https://example.org/story")
        'https://example.org/story'
    """
    if not address or visible(address) != address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def isolated(text: object) -> Markup:
    """``text`` escaped, in a ``<bdi>`` of its own, so that its direction ends with it.

    Example:
        >>> str(isolated("<b>"))
        '<bdi>&lt;b&gt;</bdi>'
    """
    from markupsafe import Markup

    return Markup("<bdi>{}</bdi>").format(visible(text))


def file_name(path: str) -> str:
    """A recording's name without its folders.

    Example:
        >>> file_name("/evidence/night.flac"), file_name("/")
        ('night.flac', '/')
    """
    return visible(PurePath(path).name or path)


def file_stem(text: str) -> str:
    """A name that any file system takes, from a text that may hold anything.

    Example:
        >>> file_stem("../c 1?")
        'c-1'
    """
    plain = re.sub(r"[^A-Za-z0-9]+", "-", unicodedata.normalize("NFKD", text)).strip("-")
    return plain[:40] or "x"
