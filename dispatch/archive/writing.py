"""Putting a transcript into the database: its recording, its place, its words and the index of them.

Each function is one step of a transaction that :class:`~dispatch.archive.database.Archive` begins and ends.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dispatch.archive.indexing import fingerprint, sound_term, terms
from dispatch.archive.within import utc_ms
from dispatch.archive.work import work_key
from dispatch.values import Engine, Recording, Transcript, Transmission, to_json

_SOURCE_COLUMNS = (("system", "system"), ("talkgroup", "talkgroup"), ("tag", "talkgroup_tag"))


def keep(
    database: sqlite3.Connection,
    transcript: Transcript,
    path: Path | None,
    unpacked: Callable[[bytes], Transcript],
    current: bool,
) -> bool:
    """Keep a transcript and its recording's place, if that is known; whether the transcript is new here.

    A new one becomes its recording's current one, one that is there already where ``current`` says so.
    """
    recording = _recording(database, transcript.recording)
    _place(database, recording, transcript.recording, path)
    engine = _engine(database, transcript.engine)
    units = _units(transcript.recording)
    found = database.execute(
        "SELECT id, data, current FROM transcript WHERE recording = ? AND engine = ? AND units = ?",
        (recording, engine, units),
    ).fetchall()
    if not found:
        _insert(database, (recording, engine, units, False), transcript)
    for number, data, was_current in found:
        if _words_of(unpacked(data)) != _words_of(transcript):
            _remove(database, number)
            _insert(database, (recording, engine, units, was_current), transcript)
    if not found or (current and not found[0][-1]):
        database.execute(
            "UPDATE transcript SET current = (engine = ? AND units = ?) WHERE recording = ?",
            (engine, units, recording),
        )
    return not found


def index_again(database: sqlite3.Connection) -> None:
    """Make the whole index from the texts."""
    database.execute("DELETE FROM words")
    _index(database, database.execute("SELECT id, text FROM transmission"))
    database.execute("REPLACE INTO meta VALUES ('index', ?)", (fingerprint(),))


def _recording(database: sqlite3.Connection, recording: Recording) -> int:
    database.execute(
        "INSERT INTO recording (sha256, duration_ms) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (recording.sha256, recording.duration_ms),
    )
    return _id(database, "SELECT id FROM recording WHERE sha256 = ?", recording.sha256)


def _units(recording: Recording) -> str:
    """Hash of the radio ids that a transcript rests on: who is said to speak depends on them."""
    units = recording.source.get("units")
    return hashlib.sha256(json.dumps(to_json(units)).encode()).hexdigest() if units else ""


def _place(database: sqlite3.Connection, number: int, recording: Recording, path: Path | None) -> None:
    """Keep a place as the one seen last. Where it is not known, the recording's name stands for it."""
    there = database.execute("SELECT id, path FROM place WHERE recording = ?", (number,)).fetchall()
    if path is None and any(Path(other).is_absolute() for _, other in there):
        return
    where = _text(Path(recording.path).name) if path is None else place_text(path)
    renewed = [(row,) for row, other in there if other == where or not Path(other).is_absolute()]
    database.executemany("DELETE FROM place WHERE id = ?", renewed)
    start = _utc_ms(recording, 0)
    values = {
        "recording": number,
        "path": where,
        "start_time": recording.start_time,
        "start_utc_ms": start,
        "end_utc_ms": _utc_ms(recording, recording.duration_ms),
        "details": json.dumps(to_json(recording), ensure_ascii=False),
    }
    for column, key in _SOURCE_COLUMNS:
        told = recording.source.get(key)
        values[column] = None if told is None else str(told)
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    database.execute(
        f"INSERT INTO place ({names}) VALUES ({marks})",
        {name: _text(value) if isinstance(value, str) else value for name, value in values.items()},
    )


def place_text(path: Path) -> str:
    """A place as the archive names it."""
    return _text(str(path.absolute()))


def _engine(database: sqlite3.Connection, engine: Engine) -> int:
    work = work_key(engine)
    database.execute(
        "INSERT INTO engine (work, model, prompt, details) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (work, engine.model, engine.prompt, json.dumps(to_json(engine), ensure_ascii=False)),
    )
    return _id(database, "SELECT id FROM engine WHERE work = ?", work)


def _insert(database: sqlite3.Connection, key: tuple[int, int, str, bool], transcript: Transcript) -> None:
    """``key`` is recording, engine, radio ids, and whether this is the recording's current transcript."""
    [last] = database.execute("SELECT coalesce(max(id), 0) FROM transmission").fetchone()
    rows = range(last + 1, last + 1 + len(transcript.transmissions))
    added = datetime.now(UTC).isoformat(timespec="seconds")
    number = database.execute(
        "INSERT INTO transcript (recording, engine, units, current, added, first_row, last_row, data) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*key, added, rows.start, rows.stop - 1, _packed(transcript)),
    ).lastrowid
    database.executemany(
        "INSERT INTO transmission VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (row, number, *_columns(one, transcript.recording))
            for row, one in zip(rows, transcript.transmissions, strict=True)
        ],
    )
    _index(database, ((row, one.text) for row, one in zip(rows, transcript.transmissions, strict=True)))


def _index(database: sqlite3.Connection, texts: Iterable[tuple[int, str]]) -> None:
    found = ((row, terms(text)) for row, text in texts)
    database.executemany(
        "INSERT INTO words (rowid, said, sounds) VALUES (?, ?, ?)",
        ((row, " ".join(said), " ".join(map(sound_term, said))) for row, said in found),
    )


def _remove(database: sqlite3.Connection, transcript: int) -> None:
    rows = "SELECT id FROM transmission WHERE transcript = ?"
    database.execute(f"DELETE FROM words WHERE rowid IN ({rows})", (transcript,))
    database.execute("DELETE FROM transmission WHERE transcript = ?", (transcript,))
    database.execute("DELETE FROM transcript WHERE id = ?", (transcript,))


def _id(database: sqlite3.Connection, query: str, key: str) -> int:
    return int(database.execute(query, (key,)).fetchone()[0])


def _columns(one: Transmission, recording: Recording) -> tuple[Any, ...]:
    return (
        one.id,
        one.channel,
        one.span.start_ms,
        one.span.end_ms,
        _clock_ms(recording, one.span.start_ms),
        one.speaker,
        one.unit,
        one.role.value,
        one.confidence,
        " ".join(flag.value for flag in one.flags),
        _text(one.text),
    )


def _words_of(transcript: Transcript) -> Any:
    return transcript.transmissions, transcript.events, transcript.speakers, transcript.recording.clock


def _packed(transcript: Transcript) -> bytes:
    text = json.dumps(to_json(transcript), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode("utf-8", "replace"))


def _utc_ms(recording: Recording, offset_ms: int) -> int | None:
    """The clock at a place in a recording, silence that its recorder left out counted."""
    try:
        point = recording.clock_at(offset_ms)
        moment = datetime.fromisoformat(point.time if point else "")
    except ValueError:
        return None
    return None if moment.tzinfo is None else utc_ms(moment)


def _clock_ms(recording: Recording, offset_ms: int) -> int:
    """How long after its start, on the clock, a place in a recording is."""
    start, there = _utc_ms(recording, 0), _utc_ms(recording, offset_ms)
    return offset_ms if start is None or there is None else there - start


def _text(text: str) -> str:
    """Text as a database takes it: bytes of a name that are no UTF-8 replaced."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
