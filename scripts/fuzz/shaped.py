"""Bytes as choices: a well-formed JSON text bent in a few places, so that fuzzing gets past the parser."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**63, 10**400, -1.5, 0.5, 1e308, float("inf"), float("nan"), "",
    " ", "x", "1", "0x1", "\x00", "\ud800", "\u202e", "../../x", "/etc/passwd", "=1+1", "a" * 5000, [], {},
    [[]], [None], {"": None}, {"quote": {}}, "2026-01-17T21:30:00-06:00", "9999-99-99T99:99", "unit", "S1",
)  # fmt: skip

_DEEP = '"deep"'
"""Replaced by lists in lists, which only the code under test should have to climb down."""


class Choices:
    """Numbers out of bytes; zero when they run out."""

    def __init__(self, data: bytes) -> None:
        self._data = iter(data)

    def below(self, most: int) -> int:
        return (256 * next(self._data, 0) + next(self._data, 0)) % max(1, most)

    def more(self) -> bool:
        return next(self._data, 0) > 0


def bent(data: bytes, whole: Any) -> str:
    """``whole`` as JSON with up to 20 places replaced, removed, repeated or renamed, as ``data`` chooses."""
    tree = copy.deepcopy(whole)
    choices = Choices(data)
    for _ in range(20):
        places = list(_places(tree))
        if not places or not choices.more():
            break
        holder, key = places[choices.below(len(places))]
        _bend(holder, key, choices)
    text = json.dumps(tree)
    return text.replace(_DEEP, "[" * 900 + "]" * 900) if choices.more() else text


def _places(tree: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(tree, dict):
        for key in tree:
            yield tree, key
            yield from _places(tree[key])
    elif isinstance(tree, list):
        for number, item in enumerate(tree):
            yield tree, number
            yield from _places(item)


def _bend(holder: Any, key: Any, choices: Choices) -> None:
    way = choices.below(5)
    if way == 0:
        del holder[key]
    elif way == 1 and isinstance(holder, list):
        holder.insert(key, copy.deepcopy(holder[key]))
    elif way == 2:
        holder[key] = "deep"
    elif way == 3 and isinstance(holder, dict):
        holder[("", "end", "quote", "x")[choices.below(4)]] = holder.pop(key)
    else:
        holder[key] = copy.deepcopy(ODD[choices.below(len(ODD))])
