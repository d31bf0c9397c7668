"""Files of a folder exchanged for others, all together: a failure leaves the old ones or the new ones."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from dispatch.errors import OutputError
from dispatch.files import output_folder, part_of, reason, write_whole


def swap(folder: Path, made: Mapping[str, bytes], gone: Iterable[str], aside: Iterable[str]) -> Path | None:
    """Put files into a folder, and take others out of it.

    The new ones are on the disk before an old one is touched, and no old one is there any more when the
    first of the new ones appears. If anything fails, all is as it was.

    Args:
        made: what is to be there, by names relative to the folder; the last one appears last.
        gone: names of files to delete.
        aside: names of files that are moved out, into a folder beside this one.

    Returns:
        The folder they were moved to, ``<folder>.earlier-1`` and so on; None if there are none.

    Raises:
        OutputError: if it can't be done.
    """
    output_folder(folder)
    moved = [name for name in dict.fromkeys(aside) if (folder / name).exists()]
    old = [n for n in dict.fromkeys([*made, *gone]) if n not in moved and (folder / n).exists()]
    kept = _beside(folder)
    with contextlib.ExitStack() as undo:
        try:
            staged = {name: _staged(folder / name, data, undo) for name, data in made.items()}
            for name in moved:
                _moved(folder / name, kept / name, undo)
            retired = [_moved(folder / n, part_of(folder / n), undo) for n in reversed(old)]
            for name, part in staged.items():
                _moved(part, folder / name, undo)
        except OSError as error:
            raise OutputError(str(folder), reason(error), "name another folder with -o") from error
        undo.pop_all()
    for path in retired:
        with contextlib.suppress(OSError):  # what is left of it, the next run removes
            path.unlink()
    for place in {(folder / name).parent for name in (*old, *moved)} - {folder}:
        _drop_empty(place)
    return kept if moved else None


def _staged(path: Path, data: bytes, undo: contextlib.ExitStack) -> Path:
    output_folder(path.parent)
    part = part_of(path)
    undo.callback(part.unlink, missing_ok=True)
    try:
        write_whole(part, data)
    except OutputError as error:
        raise OutputError(str(path), error.why, error.remedy) from error
    return part


def _moved(path: Path, target: Path, undo: contextlib.ExitStack) -> Path:
    if not target.parent.exists():
        target.parent.mkdir(parents=True)
        undo.callback(_drop_empty, target.parent)
    path.rename(target)
    undo.callback(target.rename, path)
    return target


def _drop_empty(folder: Path) -> None:
    with contextlib.suppress(OSError):  # somebody has a file there
        folder.rmdir()


def _beside(folder: Path) -> Path:
    place, number = folder.resolve(), 1
    while (kept := place.with_name(f"{place.name}.earlier-{number}")).exists():
        number += 1
    return kept
