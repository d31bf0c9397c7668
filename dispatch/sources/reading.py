"""A JSON file that anybody may have written, read within bounds.

It may be huge, deep, binary, in UTF-16, cut off in the middle or full of what JSON does not allow;
all of that ends as :class:`UnreadableError` with a reason, and nothing else.
"""

from __future__ import annotations

import codecs
import json
import os
import re
import stat
from pathlib import Path
from typing import Any

from dispatch.files import reason

MOST_BYTES = 4 << 20
"""A call of an hour with a thousand transmissions has a file of 300 kB."""
MOST_DEPTH = 16
STRUCTURE = re.compile(r'"(?:[^"\\]|\\.?)*+(?:"|\Z)|[\[{]|[\]}]', re.DOTALL)
"""Strings and brackets. A string that is never closed reaches to the end, so that no text is read twice."""
DIGITS = 25
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class UnreadableError(Exception):
    """Why a file says nothing."""


class Doubled:
    """Stands for a value that was given twice, and not alike: nobody can say which one counts."""


def read_bytes(path: Path) -> bytes | None:
    """The bytes of a regular file, None where there is none.

    Raises:
        UnreadableError: if it can't be read, is larger than :data:`MOST_BYTES`, or is no file.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise UnreadableError(reason(error)) from error
    except ValueError as error:
        raise UnreadableError(str(error).lower()) from error
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            raise UnreadableError("no regular file")
        if state.st_size > MOST_BYTES:
            raise UnreadableError(f"larger than {MOST_BYTES >> 20} MiB")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return file.read(MOST_BYTES)
    except OSError as error:
        raise UnreadableError(reason(error)) from error
    finally:
        os.close(descriptor)


def read_object(data: bytes) -> dict[str, Any]:
    """The object that a JSON text holds. Numbers that JSON does not know are None, as are monstrous ones.

    Raises:
        UnreadableError: if it holds none.

    Example:
        >>> read_object(b'\\xef\\xbb\\xbf{"pos": NaN, "src": -1}')
        {'pos': None, 'src': -1}
    """
    content = _decoded(data)
    _refuse_depth(content)
    try:
        found = json.loads(
            content, parse_constant=lambda name: None, parse_int=_whole, object_pairs_hook=_once, strict=False
        )
    except (ValueError, RecursionError) as error:
        raise UnreadableError("not JSON, or cut off") from error
    if not isinstance(found, dict):
        raise UnreadableError("JSON, but no object")
    return found


def _decoded(data: bytes) -> str:
    if not data.strip(b" \t\r\n\0"):
        raise UnreadableError("empty")
    encoding = next((name for bom, name in BOMS if data.startswith(bom)), None)
    if encoding is None:
        encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be" if data[:1] == b"\0" else "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        pass
    if encoding != "utf-8" or b"\0" in data:
        raise UnreadableError("no text")
    return data.decode("cp1252", "replace")


def _refuse_depth(content: str) -> None:
    depth = 0
    for found in STRUCTURE.finditer(content):
        first = found[0][0]
        depth += 1 if first in "[{" else -1 if first in "]}" else 0
        if depth > MOST_DEPTH:
            raise UnreadableError("nested too deeply")


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) <= DIGITS else None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        found[key] = Doubled() if key in found and found[key] != value else value
    return found
