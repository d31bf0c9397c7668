"""Recordings as a recorder writes them: handed out when nothing writes to them, and again if they change.

A recorder opens a file when a call begins, writes while it lasts, and puts its account of the call beside it
at the end. So a recording is ready when it has not changed for a moment and its sidecar is there, or when it
has not changed for longer. It may go on after all, be replaced, or have its sidecar later: it is looked at
again for a day, ever less often. Folders are asked for, not listened to, which works on network drives too;
a folder in which nothing came or went is not listed again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from pathlib import Path

from dispatch.batch.folder import is_recording
from dispatch.sources.sidecar import sidecar_of
from dispatch.store.remembered import Remembered

SETTLED_S = 2.0
"""Without a change for so long, and with its sidecar, a recording is complete. Recorders write in blocks of
less than a second."""

ALONE_S = 10.0
"""The same without a sidecar: recorders keep a call open through pauses of a few seconds."""

AGAIN_S = 24 * 3600.0
"""For so long after its last change a recording is looked at again."""

LATER = 0.25
"""How long after a look the next one comes, of the time since the last change: some forty looks in a day, so
that a city's day of calls costs fifty looks a second."""

COARSE_S = 2.0
"""A folder's own time may be as coarse as this; a listing made sooner after it may miss a file."""


@dataclass(frozen=True, slots=True)
class Moments:
    """When to look, and what time it is; replaced in tests."""

    every_s: float = 1.0
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class _State:
    """A recording and its sidecar as they lie on the disk."""

    size: int
    modified: float
    sidecar: tuple[int, float] | None
    """Its size and when it was modified; None where there is none, or an empty one."""

    @property
    def changed(self) -> float:
        """When either was modified last, as the disk has it."""
        return max(0.0, self.modified, self.sidecar[1] if self.sidecar else 0.0)

    @property
    def settles_s(self) -> float:
        return SETTLED_S if self.sidecar else ALONE_S


@dataclass(frozen=True, slots=True)
class _Growing:
    """A recording that may still be written to."""

    state: _State | None
    since: float
    """When it was seen so first."""


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
        """Recording: its state when it was handed out."""
        self._due: list[tuple[float, Path, float]] = []
        """Recordings handed out that are to be looked at again: when, and since when each is unchanged."""

    def recordings(self) -> Iterator[Path | None]:
        """Recordings as they become ready, for ever; None whenever there is none right now."""
        while True:
            self._look_for_new()
            self._look_again()
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
                    self._growing.setdefault(path, _Growing(None, self._moments.now()))

    def _look_again(self) -> None:
        now = self._moments.now()
        while self._due and self._due[0][0] <= now:
            _, path, since = heappop(self._due)
            state = _state_of(path)
            if state is None:
                self._handed_out.forget(str(path))  # it may come back, and then it is another one
            elif repr(state) != self._handed_out.get(str(path)):
                self._growing[path] = _Growing(state, now)
            else:
                self._remind(path, since)

    def _remind(self, path: Path, since: float) -> None:
        """Have a recording looked at again, unless it has not changed for long."""
        now = self._moments.now()
        if now - since < AGAIN_S:
            heappush(self._due, (now + max(self._moments.every_s, LATER * (now - since)), path, since))

    def _ready(self) -> Iterator[Path]:
        for path in sorted(self._growing):
            state, before = _state_of(path), self._growing[path]
            if state is None:
                del self._growing[path]  # renamed when it was complete, or taken away
                self._handed_out.forget(str(path))
                continue
            now = self._moments.now()
            if state != before.state:
                since = min(now, state.changed) if before.state is None else now
                before = self._growing[path] = _Growing(state, since)
            if state.size and now - before.since >= state.settles_s:
                del self._growing[path]
                self._handed_out.set(str(path), repr(state))
                self._remind(path, before.since)
                yield path


def _state_of(path: Path) -> _State | None:
    """None where the recording is gone."""
    try:
        there = path.stat()
    except OSError:
        return None
    try:
        beside = sidecar_of(path)
        found = beside.stat() if beside is not None else None
    except OSError:
        found = None
    sidecar = (found.st_size, found.st_mtime) if found is not None and found.st_size else None
    return _State(there.st_size, there.st_mtime, sidecar)
