"""Word and PDF files read in a process of its own: a file that breaks what reads it costs itself alone.

PDFium is native code, and a compressed file may unpack to anything. The other process gets the bytes on
its standard input, may use so much memory and processor time, and answers in JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from dispatch.claims.texts.office import text_of
from dispatch.errors import ClaimsError, DispatchError, MissingExtraError

AVAILABLE = sys.platform != "win32" and not getattr(sys, "frozen", False)
MEMORY_BYTES = 1 << 30
LONGEST_S = 60
"""Of processor time, and twice as much by the clock. A book of 800 pages takes 5 s."""
REMEDY = "give the article as text"

_START = (
    "import sys; sys.path[:0] = [{folder!r}]; from dispatch.claims.texts.apart import serve; "
    "serve({suffix!r}, {memory}, {seconds})"
)


def text_apart(data: bytes, suffix: str, name: str) -> str:
    """The text of a ``.docx`` or ``.pdf`` file, as :func:`dispatch.claims.texts.office.text_of` gives it.

    Raises:
        ClaimsError: if the file isn't one, holds no text, or breaks what reads it.
        MissingExtraError: if the library that reads it is not installed.
    """
    if not AVAILABLE:
        return text_of(data, suffix, name)
    folder = str(Path(__file__).resolve().parents[2])
    code = _START.format(folder=folder, suffix=suffix, memory=MEMORY_BYTES, seconds=LONGEST_S)
    try:
        run = subprocess.run(
            [sys.executable, "-c", code],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=2 * LONGEST_S,
        )
        answer: dict[str, Any] = json.loads(run.stdout)
    except subprocess.TimeoutExpired:
        raise ClaimsError(name, f"reading it takes more than {LONGEST_S} s", REMEDY) from None
    except ValueError:
        raise ClaimsError(name, "the library that reads it fails on it", REMEDY) from None
    if "text" in answer:
        return str(answer["text"])
    kind = MissingExtraError if answer["missing"] else ClaimsError
    raise kind(name, answer["why"], answer["remedy"])


def serve(suffix: str, memory_bytes: int, seconds: int) -> None:
    """The other process: one file in, one answer out."""
    import resource

    for limit, most in (
        (resource.RLIMIT_DATA, memory_bytes),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(limit)
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
    try:
        answer: dict[str, Any] = {"text": text_of(sys.stdin.buffer.read(), suffix, "article")}
    except DispatchError as error:
        missing = isinstance(error, MissingExtraError)
        answer = {"missing": missing, "why": error.why, "remedy": error.remedy}
    except MemoryError:
        answer = {"missing": False, "why": "needs more memory than an article should", "remedy": REMEDY}
    json.dump(answer, sys.stdout)
