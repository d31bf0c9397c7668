"""The further forms of a transcript, each a file beside it: written for it alone, over nobody else's file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from dispatch.errors import InputError, OutputError
from dispatch.files import LARGEST_JSON, read_bounded, set_aside, write_whole
from dispatch.formats import render
from dispatch.values import TRANSCRIPT_SCHEMA, Transcript


def form_bytes(transcript: Transcript, name: str) -> bytes:
    """A transcript in the form ``name``, as it lies on disk.

    Raises:
        OutputError: if there is no such form.
    """
    return render(transcript, name).encode("utf-8", "backslashreplace")


def holds(path: Path, data: bytes) -> bool:
    """Whether a file is there and holds these very bytes."""
    try:
        return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def write_form(path: Path, transcript: Transcript, recording: Path, say: Callable[[str], None]) -> None:
    """Write the form that a file's suffix names, unless the file holds it already.

    A file of that name with anything else in it is kept under another name. What a recorder left beside
    a recording can't be: without its name it would not be found again, so ``.json`` is then not written.

    Args:
        recording: what was transcribed, where it lies.
        say: told where an earlier file is kept.

    Raises:
        OutputError: if it can't be written, or the name is a recorder's.
    """
    name = path.suffix.removeprefix(".")
    data = form_bytes(transcript, name)
    if name == "json":
        refuse_taken(path, recording)
    if holds(path, data):
        return
    if path.is_file() or path.is_symlink():
        say(f"{path}: not of this transcript; kept as {set_aside(path).name}")
    write_whole(path, data)


def refuse_taken(path: Path, recording: Path | None = None) -> None:
    """Leave the name of a file about a recording to its recorder, whether or not it has left one.

    Raises:
        OutputError: if a ``.json`` is there that is no transcript, or would be sought about the recording.
    """
    beside = recording is not None and path.parent.resolve() == recording.parent.resolve()
    names = (recording.with_suffix(".json").name, f"{recording.name}.json") if recording and beside else ()
    if path.name in names or (path.exists() and not is_transcript(path)):
        why = "the name belongs to what a recorder writes about a recording, so json is not written"
        raise OutputError(str(path), why, "leave json out of --formats or name another folder with -o")


def is_transcript(path: Path) -> bool:
    """Whether a file holds a transcript, of any model."""
    try:
        data = json.loads(read_bounded(path, LARGEST_JSON)) if path.is_file() else None
    except (InputError, ValueError, RecursionError):
        return False
    return isinstance(data, dict) and data.get("schema") == TRANSCRIPT_SCHEMA
