"""Files written whole or not at all, and hashed as they lie on disk."""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import tempfile
from pathlib import Path

from dispatch.errors import InputError, OutputError

BLOCK_BYTES = 1 << 20


def write_whole(path: Path, data: bytes | str) -> None:
    """Write a file under a temporary name, then rename it: a reader sees all of it or none.

    Raises:
        OutputError: if the place can't be written.
    """
    payload = data.encode("utf-8") if isinstance(data, str) else data
    temporary = path.parent / f".dispatch-{secrets.token_hex(8)}.part"
    try:
        try:
            with temporary.open("xb") as file:
                file.write(payload)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        remedy = "free the space or name another place with -o"
        raise OutputError(str(path), reason(error), remedy) from error


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
        InputError: if it can't be read.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK_BYTES):
                digest.update(block)
    except OSError as error:
        raise InputError(str(path), reason(error), "check the path and its permissions") from error
    return digest.hexdigest()


def reason(error: OSError) -> str:
    """What the operating system says, as a piece of an error's line."""
    return (error.strerror or str(error)).lower()
