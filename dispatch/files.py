"""Files written whole or not at all, and hashed as they lie on disk."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from dispatch.errors import InputError, OutputError

BLOCK_BYTES = 1 << 20
LARGEST_JSON = 64 << 20
"""Of a transcript or a report: sixty hours of unbroken speech, word by word."""


def read_bounded(path: Path, most: int, remedy: str = "check the path and its permissions") -> bytes:
    """The bytes of a file that anybody may have put there, at most so many.

    Raises:
        InputError: if it can't be read, or holds more.
    """
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise InputError(str(path), reason(error), remedy) from error
    if len(data) > most:
        raise InputError(str(path), f"larger than {most >> 20} MB", remedy)
    return data


def refuse_irregular(path: Path) -> None:
    """Refuse a name that a pipe, a device or a folder has: a file would take its place.

    Raises:
        OutputError: if it is one of them.
    """
    if path.exists() and not path.is_file():
        raise OutputError(str(path), "not a regular file", "name another place with -o")


def write_whole(path: Path, data: bytes | str) -> None:
    """Write a file under a temporary name, then rename it: a reader sees all of it or none.

    Raises:
        OutputError: if the place can't be written.
    """
    # Half a character (a lone surrogate out of somebody's JSON) is written as its own JSON escape.
    payload = data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data
    temporary = part_of(path)
    try:
        refuse_irregular(path)
        try:
            with temporary.open("xb") as file:
                file.write(payload)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
            _synchronised(path.parent)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        remedy = "free the space or name another place with -o"
        raise OutputError(str(path), reason(error), remedy) from error


def part_of(path: Path) -> Path:
    """A temporary name beside a file, which tells whose it is should the process be killed."""
    return path.parent / f".dispatch-{os.getpid()}-{secrets.token_hex(8)}.part"


def _synchronised(folder: Path) -> None:
    """Have a folder's names on the disk, so that a file that was written is there after a power cut."""
    with contextlib.suppress(OSError):  # some systems can't, and the file itself is whole
        place = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(place)
        finally:
            os.close(place)


class Hold:
    """A folder of results in which no other run works. The lock ends with the process, however that ends."""

    def __init__(self, folder: Path, say: Callable[[str], None]) -> None:
        self._folder, self._say = folder, say
        self._place: int | None = None
        self._take()

    def _take(self) -> None:
        # Where the file system has no locks, runs are not kept apart, but files are still whole or not there.
        with contextlib.suppress(ImportError, OSError):
            import fcntl

            if self._place is None:
                self._place = os.open(self._folder, os.O_RDONLY)
            try:
                fcntl.flock(self._place, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self._say(f"{self._folder}: another run is at work in this folder; waiting for it")
                fcntl.flock(self._place, fcntl.LOCK_EX)

    @contextlib.contextmanager
    def open_to_others(self) -> Iterator[None]:
        """Let another run work in the folder meanwhile; afterwards wait for it to end."""
        with contextlib.suppress(ImportError, OSError):
            import fcntl

            if self._place is not None:
                fcntl.flock(self._place, fcntl.LOCK_UN)
        yield
        self._take()

    def end(self) -> None:
        if self._place is not None:
            os.close(self._place)


@contextlib.contextmanager
def alone_in(folder: Path, say: Callable[[str], None] = lambda line: None) -> Iterator[Hold]:
    """Work in a folder of results while no other run does; wait for one that is at work there.

    What a run that was killed has left half-written in the folder is removed.

    Args:
        folder: an existing one.
        say: told if there is somebody to wait for.
    """
    hold = Hold(folder, say)
    try:
        remove_leavings(folder)
        yield hold
        remove_leavings(folder)  # of a process that was still dying when this run began
    finally:
        hold.end()


def remove_leavings(folder: Path) -> None:
    """Remove half-written files whose process is gone."""
    for place in (folder, folder / "clips"):
        for left in place.glob(".dispatch-*.part"):
            if not _maker_is_alive(left):
                with contextlib.suppress(OSError):
                    left.unlink()


@contextlib.contextmanager
def scratch_folder(prefix: str = "dispatch", home: Path | None = None) -> Iterator[Path]:
    """A folder that only this user can look into, removed at the end; after a crash, by the next one made.

    Args:
        prefix: begins its name.
        home: where to make it; the system's folder for temporary files if None.

    Raises:
        OSError: if it can't be made.
    """
    place = Path(tempfile.gettempdir()) if home is None else home
    for left in place.glob(f"{prefix}-[0-9]*-*"):
        with contextlib.suppress(OSError):
            if left.lstat().st_uid == _user() and left.is_dir() and not _maker_is_alive(left):
                shutil.rmtree(left, ignore_errors=True)
    made = Path(tempfile.mkdtemp(prefix=f"{prefix}-{os.getpid()}-", dir=place))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0


def _maker_is_alive(left: Path) -> bool:
    """Whether the process in a temporary name, as in ``dispatch-4711-x``, is there."""
    maker = left.name.split("-")[1]
    return maker.isdigit() and _is_alive(int(maker))


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        pass
    return True


def set_aside(path: Path) -> Path:
    """Give a file that is about to be replaced another name, which is returned.

    Raises:
        OutputError: if it can't be renamed.

    Example:
        ``claims.json`` becomes ``claims.earlier-1.json``, the next one ``claims.earlier-2.json``.
    """
    number = 1
    while (kept := path.with_name(f"{path.stem}.earlier-{number}{path.suffix}")).exists():
        number += 1
    try:
        return path.rename(kept)
    except OSError as error:
        raise OutputError(str(path), reason(error), "name another place with -o") from error


def output_folder(path: Path) -> Path:
    """The folder, made if need be and proved to be writable before any work is done.

    Raises:
        OutputError: if it can't be made or written.
    """
    try:
        path.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(prefix=".dispatch-", dir=path):
            pass
    except OSError as error:
        raise OutputError(str(path), reason(error), "name a folder that can be written with -o") from error
    return path


def sha256_of(path: Path) -> str:
    """SHA-256 of a file as it lies on disk, hexadecimal.

    Raises:
        InputError: if it can't be read, or is a pipe or a device, which would never end.
    """
    digest = hashlib.sha256()
    try:
        if path.exists() and not path.is_file():
            raise InputError(str(path), "not a regular file", "copy it to a file first")
        with path.open("rb") as file:
            while block := file.read(BLOCK_BYTES):
                digest.update(block)
    except OSError as error:
        raise InputError(str(path), reason(error), "check the path and its permissions") from error
    return digest.hexdigest()


def reason(error: OSError) -> str:
    """What the operating system says, as a piece of an error's line."""
    return (error.strerror or str(error)).lower()
