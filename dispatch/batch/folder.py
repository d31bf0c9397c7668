"""Recordings named on a command line: files as they are, folders searched for audio."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from dispatch.errors import InputError

AUDIO_SUFFIXES = frozenset(
    ".aac .aif .aiff .amr .au .caf .flac .m4a .m4b .mka .mov .mp2 .mp3 .mp4 .oga .ogg .opus .wav .webm "
    ".wma".split()
)
"""What a file inside a folder ends in to be taken for a recording. A file named itself is always tried."""


def find_recordings(
    paths: Iterable[Path], leave_out: Path | None = None
) -> tuple[tuple[Path, ...], tuple[InputError, ...]]:
    """The recordings behind paths, each once, and an error for each path that leads to none.

    Folders are searched to any depth, in the order of their names, hidden files passed over and
    links to folders not followed. ``leave_out`` is the folder of results, whose clips are no
    recordings, should it lie inside a folder that is searched.
    """
    found: dict[Path, Path] = {}
    failed: list[InputError] = []
    for path in paths:
        try:
            inside = list(_recordings_in(path, leave_out))
        except OSError as error:
            failed.append(InputError(str(path), (error.strerror or str(error)).lower(), "check the path"))
            continue
        if not inside:
            remedy = "name a file, or a folder of audio files"
            failed.append(InputError(str(path), "no recording in this folder", remedy))
        for recording in inside:
            found.setdefault(recording.resolve(), recording)
    return tuple(found.values()), tuple(failed)


def _recordings_in(path: Path, leave_out: Path | None) -> Iterator[Path]:
    if not path.is_dir():
        path.stat()
        yield path
        return
    results = leave_out.resolve() if leave_out else None
    for folder, folders, names in os.walk(path, onerror=_raise):
        here = Path(folder)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and (here / f).resolve() != results)
        for name in sorted(names):
            if not name.startswith(".") and Path(name).suffix.lower() in AUDIO_SUFFIXES:
                yield here / name


def _raise(error: OSError) -> None:
    raise error
