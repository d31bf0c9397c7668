"""The JSON that a radio system writes beside each call."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dispatch.sources import fields
from dispatch.sources.account import SECOND_S, Account, Stamp, UnitMark, at_epoch
from dispatch.sources.dialects import Dialect, dialect_of
from dispatch.sources.placing import LONGEST_CALL_MS, MOST_ENTRIES, Entry, pieces, places
from dispatch.sources.reading import Doubled, UnreadableError, read_bytes, read_object
from dispatch.values import details

NO_ID = frozenset({"-1", "0"})
MOST_PATCHES = 50
CUT_MS = 1500
"""Times in whole seconds leave so much open; what is missing beyond it was cut out."""


def sidecar_of(path: Path) -> Path | None:
    """The JSON file beside a recording, ``call.json`` or ``call.wav.json``; None without one.

    Where both are there, the one that describes a call: the other may be some recogniser's output.
    """
    names = (path.with_suffix(".json"), path.with_name(path.name + ".json"))
    there = [beside for beside in names if beside != path and _is_there(beside)]
    if len(there) > 1:
        return next((beside for beside in there if _describes_a_call(beside)), there[0])
    return there[0] if there else None


def _is_there(beside: Path) -> bool:
    try:
        return beside.exists()
    except OSError:  # a recording's name may be so long that the file system has none for one beside it
        return False


def _describes_a_call(beside: Path) -> bool:
    try:
        data = read_bytes(beside)
        return data is not None and dialect_of(read_object(data)) is not None
    except UnreadableError:
        return False


def read_sidecar(path: Path, duration_ms: int) -> Account:
    """What the file beside a recording says; one that can't be read is a note."""
    beside = sidecar_of(path)
    if beside is None:
        return Account()
    name = fields.text(beside.name) or "a file"
    try:
        data = read_bytes(beside)
        if data is None:
            return Account()
        found = read_object(data)
    except UnreadableError as error:
        return Account(notes=(f"{name} beside it can't be read ({error}) and is passed over",))
    dialect = dialect_of(found)
    if dialect is None:
        return Account(notes=(f"{name} beside it is no description of a call that is known",))
    return _account(_plain(found), dialect, name, hashlib.sha256(data).hexdigest(), duration_ms)


def _plain(found: Mapping[str, Any]) -> dict[str, Any]:
    """The fields, those that hold JSON in a string unpacked, as upload forms have them.

    What a recorder wrote and a service passes on under ``metadata`` fills in what the service does not say.
    """
    passed_on = found.get("metadata")
    beneath = passed_on if isinstance(passed_on, Mapping) else {}
    return {key: _unpacked(value) for key, value in {**beneath, **found}.items()}


def _unpacked(value: Any) -> Any:
    if not isinstance(value, str) or not value.lstrip().startswith("["):
        return value
    try:
        return json.loads(value, parse_constant=lambda name: None)
    except (ValueError, RecursionError):
        return value


def _account(found: Mapping[str, Any], dialect: Dialect, name: str, sha256: str, duration_ms: int) -> Account:
    notes = [f"{name} says {key} twice, and not alike" for key, v in found.items() if isinstance(v, Doubled)]
    start = _first(found, dialect.start, fields.moment_ms)
    stamp = _stamp(found, dialect, start)
    if stamp is None and any(key in found for key in dialect.start):
        notes.append(f"{name} gives no time that can be right")
    units = fields.rows(_value(found, dialect.units), MOST_ENTRIES)
    frequencies = fields.rows(_value(found, dialect.frequencies), MOST_ENTRIES)
    entries = _entries(frequencies, ("pos",)), _entries(units, dialect.unit_at)
    usable = [pieces(rows, start[0], duration_ms) for rows in entries] if start else [(), ()]
    marks, lost = _marks(units, frequencies, dialect, duration_ms)
    if lost:
        notes.append(f"{name}: where {lost} of {len(units)} radio ids were heard can't be told from it")
    timed = [sum(entry.time_ms is not None for entry in rows) for rows in entries]
    chosen = max(usable, key=len)
    passed_over = max(timed) - len(chosen) if start else 0
    if passed_over:
        notes.append(f"{name}: {passed_over} of {max(timed)} places don't fit their times and are left out")
    cut_ms = _cut_ms(found, dialect, start[0], duration_ms) if start and len(chosen) < 2 else 0
    if cut_ms:
        notes.append(f"{cut_ms / 1000:.0f} s of silence were left out of it, and where is not known")
    return Account(
        source=details(
            {
                "recorder": dialect.name,
                **_labels(found, dialect),
                "sidecar": name,
                "sidecar_sha256": sha256,
            }
        ),
        stamp=stamp,
        pieces=chosen,
        units=marks or _single(found, dialect),
        cut_ms=cut_ms,
        notes=tuple(notes),
    )


def _stamp(found: Mapping[str, Any], dialect: Dialect, start: tuple[int, bool] | None) -> Stamp | None:
    """The start; a local one where the recorder writes such without a zone."""
    moment = at_epoch(start[0]) if start else _first(found, dialect.local_start, fields.local_moment)
    return Stamp(moment, SECOND_S, "sidecar") if moment else None


def _labels(found: Mapping[str, Any], dialect: Dialect) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for label, keys in dialect.labels:
        convert = fields.hertz if label == "frequency" else fields.text
        value = _first(found, keys, convert)
        if value is not None:
            said[label] = value
    if not said.get("frequency"):
        rows = fields.rows(_value(found, dialect.frequencies), 1)
        frequency = fields.hertz(rows[0].get("freq")) if rows else None
        said |= {"frequency": frequency} if frequency else {}
    patched = _value(found, ("patched_talkgroups", "patches"))
    others = [fields.text(one) for one in patched[:MOST_PATCHES]] if isinstance(patched, list) else []
    kept = tuple(dict.fromkeys(one for one in others if one))
    said |= {"patched_talkgroups": kept} if kept else {}
    said |= {key: True for key in ("emergency", "encrypted") if fields.whole(found.get(key)) == 1}
    return said


def _entries(rows: Sequence[Mapping[str, Any]], at: tuple[str, ...]) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            _first(row, at, fields.seconds_as_ms),
            (_first(row, ("time",), fields.moment_ms) or (None,))[0],
            fields.seconds_as_ms(row.get("len")),
        )
        for row in rows
    )


def _marks(
    units: Sequence[Mapping[str, Any]],
    frequencies: Sequence[Mapping[str, Any]],
    dialect: Dialect,
    duration_ms: int,
) -> tuple[tuple[UnitMark, ...], int]:
    """Radio ids with their places, and how many have an id and no place.

    Where the list of ids has no places of its own, it borrows those of the list of frequencies, as
    both have a row for each transmission. One id alone was heard from the start.
    """
    at = places(_entries(units, dialect.unit_at), duration_ms)
    if len(units) > 1 and len(units) == len(frequencies) and None in at:
        at = places(_entries(frequencies, ("pos",)), duration_ms)
    ids = [_first(row, dialect.unit_id, fields.text) for row in units]
    if None in at and len({one for one in ids if one}) == 1:
        at = (0,) + (None,) * (len(units) - 1)
    placed = [
        UnitMark(place, one, _first(row, dialect.unit_tag, fields.text))
        for place, one, row in zip(at, ids, units, strict=True)
        if place is not None and one is not None
    ]
    known = {one for one in ids if one} - NO_ID
    lost = sum(one in known for one in ids) - sum(mark.id in known for mark in placed)
    return tuple(sorted(placed, key=lambda mark: mark.at_ms)), lost if len(known) > 1 else 0


def _single(found: Mapping[str, Any], dialect: Dialect) -> tuple[UnitMark, ...]:
    one = _first(found, dialect.single_unit, fields.text)
    return (UnitMark(0, one),) if one and one not in NO_ID else ()


def _cut_ms(found: Mapping[str, Any], dialect: Dialect, start_ms: int, duration_ms: int) -> int:
    """By how much the call took longer on the air than in the file."""
    stop = _first(found, dialect.stop, fields.moment_ms)
    if stop is None or not 0 <= stop[0] - start_ms <= LONGEST_CALL_MS:
        return 0
    cut_ms = stop[0] - start_ms - duration_ms
    return cut_ms if cut_ms > CUT_MS else 0


def _value(found: Mapping[str, Any], keys: Sequence[str]) -> Any:
    return next((found[key] for key in keys if found.get(key)), None)


def _first(found: Mapping[str, Any], keys: Sequence[str], convert: Any) -> Any:
    """The first of the fields that can be converted."""
    converted = (convert(found.get(key)) for key in keys)
    return next((value for value in converted if value is not None), None)
