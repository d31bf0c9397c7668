"""Faults made for real where the machine allows it: full and read-only file systems, limits, kills."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import ALONE, TINY, call, claims, cut, dispatch, started

__all__ = ["ALONE", "TINY", "call", "claims", "cut", "dispatch", "started"]


def mounted(place: Path, size: str) -> bool:
    """Mount a file system in memory, if this user may."""
    if os.name != "posix" or os.geteuid() != 0:
        return False
    place.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(place)]
    try:
        return subprocess.run(words, capture_output=True).returncode == 0
    except OSError:
        return False


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 kB."""
    place = tmp_path / "small"
    if not mounted(place, "64k"):
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def transcripts(folder: Path) -> dict[str, bytes]:
    """The transcripts of a folder by name, each proved to be whole."""
    found = {path.name: path.read_bytes() for path in sorted(folder.glob("*.transcript.json"))}
    for data in found.values():
        assert json.loads(data)["schema"] == "dispatch.transcript/1"
    return found
