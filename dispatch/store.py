"""Transcripts on disk: written whole or not at all, used again only for the very same work."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import tempfile
import unicodedata
from pathlib import Path
from typing import Any

from dispatch.errors import InputError, OutputError, SchemaError
from dispatch.values import TRANSCRIPT_SCHEMA, Engine, Transcript, from_json, to_json

TRANSCRIPT_SUFFIX = ".transcript.json"
LONGEST_STEM_BYTES = 180  # leaves room for every suffix within the 255 bytes of common file systems
BLOCK_BYTES = 1 << 20


def json_bytes(value: Any) -> bytes:
    """A value's JSON form as it is written to disk: UTF-8, the same bytes for the same value."""
    text = json.dumps(to_json(value), ensure_ascii=False, indent=1, allow_nan=False)
    return (text + "\n").encode("utf-8", "replace")


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
        raise OutputError(str(path), _reason(error), remedy) from error


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
        raise OutputError(str(path), _reason(error), "name a folder that can be written with -o") from error
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
        raise InputError(str(path), _reason(error), "check the path and its permissions") from error
    return digest.hexdigest()


def read_transcript(path: Path) -> Transcript:
    """The transcript in a file.

    Raises:
        InputError: if the file can't be read.
        SchemaError: if it holds anything but a transcript of this version's schema.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InputError(str(path), _reason(error), "check the path and its permissions") from error
    except (ValueError, RecursionError) as error:
        raise SchemaError(str(path), f"not JSON ({error})") from error
    if not isinstance(data, dict) or data.get("schema") != TRANSCRIPT_SCHEMA:
        raise SchemaError(str(path), f"not of the schema {TRANSCRIPT_SCHEMA}")
    return from_json(Transcript, data, str(path))


class TranscriptFolder:
    """The transcripts of one output folder, by the name and the hash of their recordings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._owners: dict[str, str] = {}

    def stem_for(self, recording: Path, sha256: str) -> str:
        """The recording's own stem, or with a piece of its hash where another recording has it.

        Two recordings never get the same name, in this run or an earlier one; names that differ
        only in case or in the form of an accent count as one, as some file systems hold them.
        """
        stem = recording.stem
        if len(os.fsencode(stem)) > LONGEST_STEM_BYTES:
            stem = os.fsencode(stem)[:LONGEST_STEM_BYTES].decode("utf-8", "ignore") + f"-{sha256[:8]}"
        for name in (stem, f"{stem}-{sha256[:8]}", f"{stem}-{sha256}"):
            if self._owner(name) in (None, sha256):
                self._owners[_key(name)] = sha256
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
        same_work = stored.recording.sha256 == sha256 and _identity(stored.engine) == _identity(engine)
        return stored if same_work else None

    def write(self, stem: str, transcript: Transcript) -> None:
        """Store a transcript. Raises OutputError."""
        write_whole(self.path_of(stem), json_bytes(transcript))

    def _owner(self, stem: str) -> str | None:
        known = self._owners.get(_key(stem))
        if known is not None or not self.path_of(stem).exists():
            return known
        try:
            return read_transcript(self.path_of(stem)).recording.sha256
        except (InputError, SchemaError):
            return "something that is no transcript"


def _identity(engine: Engine) -> Any:
    """What has to agree for a transcript to be used again: all but the name the model goes by."""
    return {**to_json(engine), "model": None}


def _key(stem: str) -> str:
    return unicodedata.normalize("NFC", stem).casefold()


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
