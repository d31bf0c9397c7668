"""Transcripts in one SQLite file: by the recording's hash and the work that made them, none twice.

A recording is its bytes. The files that held them are its *places*, each with its own clock and talkgroup.
Transcripts of one recording by several models or settings lie side by side; the one added last, or made
again last, is the current one, which searches read.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from dispatch.archive import writing
from dispatch.archive.indexing import fingerprint
from dispatch.archive.schema import connect, told
from dispatch.archive.within import CHANNEL, PLACES, SPEAKING, Within
from dispatch.archive.work import work_key
from dispatch.errors import InputError, SchemaError
from dispatch.files import LARGEST_JSON
from dispatch.values import Engine, Recording, Transcript, from_json

MOST_PLACES = 20
"""Places of one recording at which its sound is sought: a file of silence may have been everywhere."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A transcript as it lies in an archive: what it says, where its sound was, when it was added."""

    transcript: Transcript
    path: Path
    added: str
    """ISO 8601."""
    elsewhere: tuple[Path, ...] = ()
    """Where the same bytes were besides."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much an archive, or a part of it, holds."""

    recordings: int
    duration_ms: int
    transmissions: int
    undated: int
    """Recordings whose time is not known."""
    models: tuple[tuple[str, int], ...]
    """Transcripts by the model that made them."""


class Archive:
    """An open archive. Use with ``with``; one for each thread.

    Raises:
        InputError: if there is none at ``path``, unless ``create``, or it is something else.
        OutputError: if it can't be made, or written where that is needed.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        self.connection = connect(path, create=create)
        if create:
            self._renew_index()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self.connection.close()

    def made_by(self, sha256: str, engine: Engine) -> Iterator[Transcript]:
        """The transcripts of these bytes by this very engine, model and settings, the latest first.

        There are several only where sidecars told of different radios.
        """
        for (data,) in self.rows(
            "SELECT transcript.data FROM transcript JOIN recording ON recording.id = transcript.recording "
            "JOIN engine ON engine.id = transcript.engine WHERE recording.sha256 = ? AND engine.work = ? "
            "ORDER BY transcript.current DESC, transcript.id DESC",
            (sha256, work_key(engine)),
        ):
            yield _unpacked(data, self.path)

    def add(self, transcript: Transcript, path: Path | None, *, current: bool = False) -> bool:
        """Keep a transcript and the place of its recording, on the disk when this returns.

        Args:
            path: None where it is not known.
            current: make it the one that searches read though it has been here before another one.

        Returns:
            Whether it is new here. A transcript of the same work takes the place of the one that is
            there only where it says something else, as a sidecar that came later may make it do.

        Raises:
            OutputError: if it can't be written; the archive is then as it was.
        """
        with self._writing():
            unpacked = partial(_unpacked, where=self.path)
            return writing.keep(self.connection, transcript, path, unpacked, current)

    def add_all(self, transcripts: Iterable[tuple[Transcript, Path]]) -> int:
        """Keep many transcripts in one step: all of them or, if anything goes wrong, none."""
        with self._writing():
            return sum(self.add(transcript, path) for transcript, path in transcripts)

    def stored(self, transcripts: Iterable[int], within: Within | None = None) -> Iterator[Stored]:
        """Transcripts by their ids here, under the name and clock of a place inside ``within``."""
        for number in transcripts:
            for data, added, path, details in self.rows(
                "SELECT data, added, place.path, place.details FROM transcript "
                "JOIN place ON place.recording = transcript.recording "
                f"WHERE transcript.id = :id AND {PLACES} ORDER BY {SPEAKING} DESC LIMIT 1",
                {**(within or Within()).parameters(), "id": number},
            ):
                transcript = replace(_unpacked(data, self.path), recording=recording_in(details, self.path))
                yield Stored(transcript, Path(path), added, self._elsewhere(number, path))

    def _elsewhere(self, transcript: int, path: str) -> tuple[Path, ...]:
        rows = self.rows(
            "SELECT path FROM place JOIN transcript ON transcript.recording = place.recording "
            "WHERE transcript.id = ? AND path <> ? ORDER BY place.id DESC LIMIT ?",
            (transcript, path, MOST_PLACES),
        )
        return tuple(Path(other) for (other,) in rows)

    def transcripts_within(self, within: Within) -> list[int]:
        """Ids of the current transcripts of a part, in the order of their clock, then their path."""
        return [
            number
            for (number,) in self.rows(
                "SELECT transcript.id FROM place JOIN transcript ON transcript.recording = place.recording "
                f"AND transcript.current WHERE {PLACES} "
                "GROUP BY transcript.id ORDER BY min(place.start_utc_ms), min(place.path)",
                within.parameters(),
            )
        ]

    def held_at(self, path: Path) -> frozenset[str]:
        """SHA-256 of all that the file at this place ever held."""
        return frozenset(
            sha256
            for (sha256,) in self.rows(
                "SELECT sha256 FROM place JOIN recording ON recording.id = place.recording WHERE path = ?",
                (writing.place_text(path),),
            )
        )

    def holdings(self, within: Within | None = None) -> Holdings:
        """How much lies in a part of the archive."""
        chosen = (within or Within()).parameters()
        inside = f"recording.id IN (SELECT recording FROM place WHERE {PLACES})"
        [(recordings, duration)] = self.rows(
            f"SELECT count(*), coalesce(sum(duration_ms), 0) FROM recording WHERE {inside}", chosen
        )
        [(transmissions,)] = self.rows(
            "SELECT coalesce(sum(last_row - first_row + 1), 0) FROM transcript JOIN recording "
            f"ON recording.id = transcript.recording WHERE current AND {inside}",
            chosen,
        )
        [(undated,)] = self.rows(
            f"SELECT count(DISTINCT recording) FROM place WHERE start_utc_ms IS NULL AND {CHANNEL}",
            chosen,
        )
        models = self.rows(
            "SELECT engine.model, count(*) FROM transcript JOIN engine ON engine.id = transcript.engine "
            f"JOIN recording ON recording.id = transcript.recording WHERE {inside} GROUP BY 1 ORDER BY 1",
            chosen,
        )
        return Holdings(recordings, duration, transmissions, undated, tuple(models))

    def prompts(self) -> list[str]:
        """What the recognisers of the transcripts were told before they listened."""
        return [prompt for (prompt,) in self.rows("SELECT DISTINCT prompt FROM engine WHERE prompt <> ''")]

    def rows(self, query: str, values: Any = ()) -> list[Any]:
        """What a query of the database gives, as tuples."""
        return list(self.each(query, values))

    def each(self, query: str, values: Any = ()) -> Iterator[Any]:
        """The same one by one, for a reader who may have enough before the last."""
        with told(self.path):
            yield from self.connection.execute(query, values)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        if self.connection.in_transaction:
            yield
            return
        with told(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def _renew_index(self) -> None:
        """Make the index again where another version of this program, comparing words otherwise, made it."""
        if self.rows("SELECT value FROM meta WHERE key = 'index'") != [(fingerprint(),)]:
            with self._writing():
                writing.index_again(self.connection)


def recording_in(details: str, where: Path) -> Recording:
    """A place's recording, as the archive at ``where`` keeps it."""
    with _readable(where):
        return from_json(Recording, json.loads(details), str(where))


def _unpacked(data: bytes, where: Path) -> Transcript:
    with _readable(where):
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(data, LARGEST_JSON)
        if unpacking.unconsumed_tail:
            raise ValueError(f"larger than {LARGEST_JSON >> 20} MB")
        return from_json(Transcript, json.loads(text), str(where))


@contextmanager
def _readable(where: Path) -> Iterator[None]:
    """What goes wrong in reading what somebody may have put into an archive, as one error."""
    try:
        yield
    except (ValueError, TypeError, RecursionError, zlib.error, SchemaError) as error:
        why = f"a transcript in it can't be read ({error})"
        raise InputError(str(where), why, "make the archive again from the transcripts") from error
