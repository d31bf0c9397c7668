"""Transcripts on disk: written whole or not at all, used again only for the very same work."""

from __future__ import annotations

import contextlib
import json
import os
import unicodedata
from collections.abc import Collection
from pathlib import Path
from typing import Any

from dispatch.archive.work import work_key
from dispatch.errors import InputError, OutputError, SchemaError
from dispatch.files import LARGEST_JSON, read_bounded, set_aside, write_whole
from dispatch.formats import FORMATS
from dispatch.store.forms import form_bytes, holds
from dispatch.store.remembered import Remembered
from dispatch.values import TRANSCRIPT_SCHEMA, Engine, Transcript, from_json, to_json

TRANSCRIPT_SUFFIX = ".transcript.json"
LONGEST_STEM_BYTES = 180  # leaves room for every suffix within the 255 bytes of common file systems


def json_bytes(value: Any) -> bytes:
    """A value's JSON form as it is written to disk: UTF-8, the same bytes for the same value."""
    text = json.dumps(to_json(value), ensure_ascii=False, indent=1, allow_nan=False)
    return (text + "\n").encode("utf-8", "replace")


def read_transcript(path: Path) -> Transcript:
    """The transcript in a file.

    Raises:
        InputError: if the file can't be read.
        SchemaError: if it holds anything but a transcript of this version's schema.
    """
    try:
        data = json.loads(_bytes_of(path))
    except (ValueError, RecursionError) as error:
        raise SchemaError(str(path), f"not JSON ({error})") from error
    if not isinstance(data, dict) or data.get("schema") != TRANSCRIPT_SCHEMA:
        raise SchemaError(str(path), f"not of the schema {TRANSCRIPT_SCHEMA}")
    return from_json(Transcript, data, str(path))


class TranscriptFolder:
    """The transcripts of one output folder, by the name and the hash of their recordings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._owners = Remembered()
        self._held = Remembered()

    def stem_for(self, recording: Path, sha256: str, formerly: Collection[str] = ()) -> str:
        """The recording's own stem, or with a piece of its hash where another recording has it.

        Two recordings never get the same name, in this run or an earlier one; names that differ
        only in case or in the form of an accent count as one, as some file systems hold them.

        Args:
            formerly: SHA-256 of what this very file is known to have held in earlier runs: a recording
                that has grown takes its own name again.
        """
        before = self._held.get(str(recording))
        self._held.set(str(recording), sha256)
        stem = recording.stem
        if len(os.fsencode(stem)) > LONGEST_STEM_BYTES:
            stem = os.fsencode(stem)[:LONGEST_STEM_BYTES].decode("utf-8", "ignore") + f"-{sha256[:8]}"
        names = (stem, f"{stem}-{sha256[:8]}", sha256)
        owners = [self._owner(name) for name in names]
        if sha256 not in owners:
            own = [self._is_its_own(name, before, formerly) for name in names]
            owners = [None if its else owner for owner, its in zip(owners, own, strict=True)]
        for wanted in (sha256, None):  # a name it has from an earlier run, whatever the order then
            if wanted in owners:
                name = names[owners.index(wanted)]
                self._owners.set(_key(name), sha256)
                return name
        raise OutputError(str(self.path_of(stem)), "the name is taken", "name another folder with -o")

    def path_of(self, stem: str) -> Path:
        return self.folder / (stem + TRANSCRIPT_SUFFIX)

    def find(self, stem: str, sha256: str, engine: Engine) -> Transcript | None:
        """The stored transcript of this recording if it was made by this very engine, else None."""
        try:
            stored = read_transcript(self.path_of(stem))
        except (InputError, SchemaError):
            return None
        same_work = stored.recording.sha256 == sha256 and work_key(stored.engine) == work_key(engine)
        return stored if same_work else None

    def write(self, stem: str, transcript: Transcript, written: bytes | None = None) -> Path | None:
        """Store a transcript; the name under which another one of the recording is kept, if there was one.

        The forms beside it stay those of the transcript: they are written anew, or kept with the other one.

        Args:
            written: its file, where there is one already, to be the same to the byte.

        Raises:
            OutputError: if it can't be written.
        """
        path, data = self.path_of(stem), json_bytes(transcript) if written is None else written
        if not path.exists():
            write_whole(path, data)
            return None
        with contextlib.suppress(InputError):
            if _bytes_of(path) == data:
                return None
        names = self._forms(stem)
        if self.find(stem, transcript.recording.sha256, transcript.engine) is not None:
            write_whole(path, data)
            for name in names:
                write_whole(self.folder / f"{stem}.{name}", form_bytes(transcript, name))
            return None
        for name in names:
            set_aside(self.folder / f"{stem}.{name}")
        kept = set_aside(path)
        write_whole(path, data)
        return kept

    def _forms(self, stem: str) -> tuple[str, ...]:
        """The further forms of a stored transcript that lie beside it, unchanged since they were written."""
        there = [name for name in FORMATS if (self.folder / f"{stem}.{name}").is_file()]
        try:
            stored = read_transcript(self.path_of(stem)) if there else None
        except (InputError, SchemaError):
            return ()
        if stored is None:
            return ()
        return tuple(n for n in there if holds(self.folder / f"{stem}.{n}", form_bytes(stored, n)))

    def _is_its_own(self, stem: str, before: str | None, formerly: Collection[str]) -> bool:
        """Whether a name was given to what the file held before: in this run, or else in an earlier one."""
        owner = self._owner(stem)
        return owner == before or (owner in formerly and self._owners.get(_key(stem)) is None)

    def _owner(self, stem: str) -> str | None:
        """SHA-256 of the recording that has a name; the name of a transcript tells what it holds."""
        known = self._owners.get(_key(stem))
        if known is not None or not self.path_of(stem).exists():
            return known
        try:
            return str(json.loads(_bytes_of(self.path_of(stem)))["recording"]["sha256"])
        except (InputError, ValueError, RecursionError, TypeError, KeyError):
            return "something that is no transcript"


def _bytes_of(path: Path) -> bytes:
    """A transcript's file, which somebody else may have put there."""
    if path.exists() and not path.is_file():  # a pipe would be waited for
        raise InputError(str(path), "not a regular file", "check the path")
    return read_bounded(path, LARGEST_JSON)


def _key(stem: str) -> str:
    return unicodedata.normalize("NFC", stem).casefold()
