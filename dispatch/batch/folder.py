"""Recordings named on a command line: files as they are, folders searched for audio."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from dispatch.errors import InputError
from dispatch.files import reason
from dispatch.running.pace import Expected
from dispatch.store.remembered import Remembered

AUDIO_SUFFIXES = frozenset(
    ".aac .aif .aiff .amr .au .caf .flac .m4a .m4b .mka .mov .mp2 .mp3 .mp4 .oga .ogg .opus .wav .webm "
    ".wma".split()
)
"""What a file inside a folder ends in to be taken for a recording. A file named itself is always tried."""


def walk_recordings(paths: Iterable[Path], leave_out: Path | None = None) -> Iterator[Path | InputError]:
    """The recordings behind paths, each once, as they are found; an error for a path that leads to none.

    Folders are searched to any depth, in the order of their names, hidden files passed over and
    links to folders not followed. ``leave_out`` is the folder of results, whose clips are no
    recordings, should it lie inside a folder that is searched. However many there are, no list of
    them is held.
    """
    seen = Remembered()
    for path in paths:
        found = False
        try:
            for recording in _recordings_in(path, leave_out):
                found = True
                if seen.is_new(os.path.realpath(recording)):  # a link to itself has no end for resolve()
                    yield recording
        except OSError as error:
            yield InputError(str(path), reason(error), "check the path")
        else:
            if not found:
                remedy = "name a file, or a folder of audio files"
                yield InputError(str(path), "no recording in this folder", remedy)


def find_recordings(
    paths: Iterable[Path], leave_out: Path | None = None
) -> tuple[tuple[Path, ...], tuple[InputError, ...]]:
    """All the recordings behind paths, and an error for each path that leads to none."""
    found: list[Path] = []
    failed: list[InputError] = []
    for one in walk_recordings(paths, leave_out):
        if isinstance(one, InputError):
            failed.append(one)
        else:
            found.append(one)
    return tuple(found), tuple(failed)


def expected_of(recordings: Iterable[Path | InputError]) -> Expected:
    """How much work recordings are, by the size of their files."""
    parts, size = 0, 0.0
    for one in recordings:
        if not isinstance(one, InputError):
            parts, size = parts + 1, size + size_of(one)
    return Expected(parts, size)


def size_of(path: Path) -> int:
    """Bytes of a file, at least 1; 1 where it is gone."""
    try:
        return max(1, path.stat().st_size)
    except OSError:
        return 1


def is_recording(name: str) -> bool:
    """Whether a file of this name, in a folder, is taken for a recording.

    Example:
        >>> is_recording("call.WAV"), is_recording("call.json"), is_recording(".call.wav")
        (True, False, False)
    """
    return not name.startswith(".") and Path(name).suffix.lower() in AUDIO_SUFFIXES


def _recordings_in(path: Path, leave_out: Path | None) -> Iterator[Path]:
    if not path.is_dir():
        path.stat()
        yield path
        return
    results = os.path.realpath(leave_out) if leave_out else None
    for folder, folders, names in os.walk(path, onerror=_raise):
        here = Path(folder)
        folders[:] = sorted(
            f for f in folders if not f.startswith(".") and os.path.realpath(here / f) != results
        )
        yield from (here / name for name in sorted(names) if is_recording(name))


def _raise(error: OSError) -> None:
    raise error
