"""Memory is given back where it can be, and nothing is asked of other systems."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pytest

from dispatch import memory


@pytest.mark.parametrize(
    ("platform", "library", "asked"),
    [
        ("linux", SimpleNamespace(malloc_trim=lambda keep: told.append(keep)), [0]),
        ("linux", SimpleNamespace(), []),  # a C library without it
        ("darwin", SimpleNamespace(malloc_trim=lambda keep: told.append(keep)), []),
    ],
)
def test_the_c_library_is_asked_where_it_can_be(
    monkeypatch: pytest.MonkeyPatch, platform: str, library: SimpleNamespace, asked: list[int]
) -> None:
    told.clear()
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr("dispatch.memory.ctypes.CDLL", lambda name: library)
    memory.give_back()
    assert told == asked


told: list[int] = []
