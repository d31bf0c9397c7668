"""Recordings as a recorder writes them: each handed out once, when nothing writes to it any more.

A recorder opens a file when a call begins, writes while it lasts, and puts its account of the call beside it
at the end. So a recording is ready when it has not changed for a moment and its sidecar is there, or when it
has not changed for longer. Folders are asked for, not listened to, which works on network drives too; a
folder in which nothing came or went is not listed again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dispatch.batch.folder import is_recording
from dispatch.remembered import Remembered
from dispatch.sources.sidecar import sidecar_of

SETTLED_S = 2.0
"""Without a change for so long, and with its sidecar, a recording is complete. Recorders write in blocks of
less than a second."""

ALONE_S = 10.0
"""The same without a sidecar: recorders keep a call open through pauses of a few seconds."""

COARSE_S = 2.0
"""A folder's own time may be as coarse as this; a listing made sooner after it may miss a file."""


@dataclass(frozen=True, slots=True)
class Moments:
    """When to look, and what time it is; replaced in tests."""

    every_s: float = 1.0
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class _Growing:
    """A recording that may still be written to."""

    size: int
    modified: float
    since: float
    """When this was seen first."""


class Watch:
    """Folders under watch. ``leave_out`` is the folder of results, should it lie inside one of them."""

    def __init__(
        self, folders: Sequence[Path], leave_out: Path | None = None, moments: Moments | None = None
    ) -> None:
        self._moments = moments or Moments()
        self._results = Path(os.path.realpath(leave_out)) if leave_out else None
        self._listed: dict[Path, tuple[float, float]] = {folder: (-1.0, 0.0) for folder in folders}
        """Folder: its own time when it was listed last, and when that was."""
        self._growing: dict[Path, _Growing] = {}
        self._handed_out = Remembered()

    def recordings(self) -> Iterator[Path | None]:
        """Recordings as they become ready, for ever; None whenever there is none right now."""
        while True:
            self._look_for_new()
            yield from self._ready()
            yield None
            self._moments.sleep(self._moments.every_s)

    def _look_for_new(self) -> None:
        for folder in list(self._listed):
            try:
                modified = folder.stat().st_mtime
                before, at = self._listed[folder]
                if modified != before or at - before < COARSE_S:
                    self._listed[folder] = (modified, self._moments.now())
                    self._list(folder)
            except OSError:
                self._listed[folder] = (-1.0, 0.0)  # gone, or a drive that is away: perhaps it comes back

    def _list(self, folder: Path) -> None:
        with os.scandir(folder) as entries:
            for entry in entries:
                path = Path(entry.path)
                if entry.is_dir(follow_symlinks=False):
                    if not entry.name.startswith(".") and Path(os.path.realpath(path)) != self._results:
                        self._listed.setdefault(path, (-1.0, 0.0))
                elif is_recording(entry.name) and self._handed_out.get(entry.path) is None:
                    self._growing.setdefault(path, _Growing(-1, 0.0, self._moments.now()))

    def _ready(self) -> Iterator[Path]:
        for path in sorted(self._growing):
            try:
                state = path.stat()
            except OSError:
                del self._growing[path]  # renamed when it was complete, or taken away
                continue
            before = self._growing[path]
            if (state.st_size, state.st_mtime) != (before.size, before.modified):
                since = min(self._moments.now(), max(state.st_mtime, 0.0)) if before.size < 0 else None
                at = self._moments.now() if since is None else since
                before = self._growing[path] = _Growing(state.st_size, state.st_mtime, at)
            quiet_s = self._moments.now() - before.since
            if state.st_size and quiet_s >= (SETTLED_S if _has_sidecar(path) else ALONE_S):
                del self._growing[path]
                self._handed_out.setdefault(str(path), "")
                yield path


def _has_sidecar(path: Path) -> bool:
    beside = sidecar_of(path)
    try:
        return beside is not None and beside.stat().st_size > 0
    except OSError:
        return False
