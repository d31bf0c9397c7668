"""Where each capitalised word of a text stands: found once, so that a thousand names cost one pass."""

from __future__ import annotations

import re
from collections import defaultdict

_CAPITAL = re.compile(r"\b[A-Z][\w’'-]*")
_POSSESSIVE = re.compile(r"(?:['’]s|['’])$")


class NameIndex:
    """Places of capitalised words, a possessive ending left off.

    Example:
        >>> NameIndex("Hale said. Hale’s car. The Hales.").places("Hale")
        (0, 11)
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: dict[str, tuple[int, ...]] | None = None

    def places(self, word: str) -> tuple[int, ...]:
        """Where the word stands, in order."""
        if self._places is None:
            self._places = self._read()
        return self._places.get(word, ())

    def _read(self) -> dict[str, tuple[int, ...]]:
        places: dict[str, list[int]] = defaultdict(list)
        for found in _CAPITAL.finditer(self._text):
            places[_POSSESSIVE.sub("", found.group())].append(found.start())
        return {word: tuple(where) for word, where in places.items()}
