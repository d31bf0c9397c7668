"""The database file: its tables, its version, and how a connection to it is opened.

Write-ahead logging with every commit synchronised: a reader is never in a writer's way, and what was
committed survives a killed process and a power cut. docs/formats.md describes the tables.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dispatch.archive.indexing import fingerprint
from dispatch.errors import InputError, MissingExtraError, OutputError

APPLICATION_ID = 0x44535041
"""``DSPA``, in the file's header: what tells an archive from another SQLite database."""

VERSION = 1
BUSY_S = 60.0
"""How long to wait for another process that is writing."""

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE recording (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    duration_ms INTEGER NOT NULL
);
CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    recording INTEGER NOT NULL REFERENCES recording ON DELETE CASCADE,
    path TEXT NOT NULL,
    start_time TEXT,
    start_utc_ms INTEGER,
    end_utc_ms INTEGER,
    system TEXT,
    talkgroup TEXT,
    tag TEXT,
    details TEXT NOT NULL,
    UNIQUE (recording, path)
);
CREATE INDEX place_time ON place (start_utc_ms, end_utc_ms);
CREATE INDEX place_path ON place (path);
CREATE TABLE engine (
    id INTEGER PRIMARY KEY,
    work TEXT NOT NULL UNIQUE,
    model TEXT NOT NULL,
    prompt TEXT NOT NULL,
    details TEXT NOT NULL
);
CREATE TABLE transcript (
    id INTEGER PRIMARY KEY,
    recording INTEGER NOT NULL REFERENCES recording ON DELETE CASCADE,
    engine INTEGER NOT NULL REFERENCES engine,
    units TEXT NOT NULL,
    added TEXT NOT NULL,
    current INTEGER NOT NULL,
    first_row INTEGER NOT NULL,
    last_row INTEGER NOT NULL,
    data BLOB NOT NULL,
    UNIQUE (recording, engine, units)
);
CREATE TABLE transmission (
    id INTEGER PRIMARY KEY,
    transcript INTEGER NOT NULL REFERENCES transcript ON DELETE CASCADE,
    number INTEGER NOT NULL,
    channel INTEGER NOT NULL,
    start_ms INTEGER NOT NULL,
    end_ms INTEGER NOT NULL,
    clock_ms INTEGER NOT NULL,
    speaker TEXT,
    unit TEXT,
    role TEXT NOT NULL,
    confidence REAL NOT NULL,
    flags TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX transmission_transcript ON transmission (transcript);
"""

INDEX = """
CREATE VIRTUAL TABLE words USING fts5(
    said, sounds, tokenize = "unicode61 remove_diacritics 2 tokenchars ''''", prefix = '2 3'
);
CREATE VIRTUAL TABLE word_counts USING fts5vocab(words, col);
"""


def connect(path: Path, *, create: bool) -> sqlite3.Connection:
    """A connection to an archive, its tables made where it is new.

    Raises:
        InputError: if there is none, or the file is something else.
        OutputError: if it can't be made.
        MissingExtraError: if this Python's SQLite has no full-text search.
    """
    if not create and not path.is_file():
        raise InputError(str(path), "no such archive", "make one with 'dispatch transcribe … --archive DB'")
    try:
        connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)
    except sqlite3.Error as error:
        raise OutputError(str(path), str(error), "name another place for the archive") from error
    try:
        with told(path):
            _prepare(connection, path, create)
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def told(path: Path) -> Iterator[None]:
    """SQLite's errors as this program's own.

    Raises:
        InputError: if the file is no database, or one that is damaged.
        OutputError: if it can't be written: a full disk, missing rights, another writer.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        if "no such module: fts5" in str(error):
            what, remedy = "this Python's SQLite", "use a Python whose SQLite has it, such as python.org's"
            raise MissingExtraError(what, "it has no full-text search (FTS5)", remedy) from error
        raise OutputError(str(path), str(error), "free the space or see that nothing else uses it") from error
    except sqlite3.DatabaseError as error:
        raise InputError(str(path), f"not an archive ({error})", "name a file made with --archive") from error


def _prepare(connection: sqlite3.Connection, path: Path, create: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    version, kind = _number(connection, "user_version"), _number(connection, "application_id")
    if kind == APPLICATION_ID and version != VERSION:
        remedy = "read it with the version of this program that made it"
        raise InputError(str(path), f"an archive of version {version}, this program reads {VERSION}", remedy)
    if kind == APPLICATION_ID:
        _refuse_what_acts(connection, path)
        return
    if connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] or kind or not create:
        raise InputError(str(path), "a database of another program", "name a file made with --archive")
    connection.execute("PRAGMA journal_mode = WAL")
    _make(connection)


def _refuse_what_acts(connection: sqlite3.Connection, path: Path) -> None:
    """Views and triggers are programs that a file brings along: a view in a table's place may never end."""
    query = "SELECT count(*) FROM sqlite_master WHERE type IN ('view', 'trigger')"
    if connection.execute(query).fetchone()[0]:
        why = "views or triggers in it, which this program makes none of"
        raise InputError(str(path), why, "make the archive again from the transcripts")


def _make(connection: sqlite3.Connection) -> None:
    """All tables in one step, so that a process killed here leaves an empty file and no half archive."""
    connection.execute("BEGIN IMMEDIATE")
    if not _number(connection, "application_id"):  # else another process was quicker
        for statement in (TABLES + INDEX).split(";\n"):
            if statement.strip():
                connection.execute(statement)
        connection.execute("INSERT INTO meta VALUES ('index', ?)", (fingerprint(),))
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute("COMMIT")


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])
