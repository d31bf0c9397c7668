"""What is known of the speakers besides the sound: the radio's ids, console ids, a person's corrections."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dispatch.errors import InputError
from dispatch.files import read_bounded
from dispatch.values import Role, Span, Speaker, Transmission, ms

LARGEST_BYTES = 16 << 20
"""Of a file of corrections."""
_ANNOUNCED = re.compile(r'"?sep=(.)"?\r?\n')
"""The line in which some spreadsheets say what separates their cells."""
NO_SOURCE = frozenset({"", "0", "-1", "none", "null", "unknown"})
"""What radios and recorders write where they did not decode an id."""


@dataclass(frozen=True, slots=True)
class SourceMark:
    """The radio says: from here on, this id transmits.

    ``tag`` is the name that the recorder's own list has for the id. ``end_ms`` is set where it is known.
    """

    start_ms: int
    source: str
    tag: str | None = None
    channel: int = 0
    end_ms: int | None = None

    @property
    def known(self) -> bool:
        """Whether an id was decoded at all.

        Example:
            >>> SourceMark(0, "4033021").known, SourceMark(0, "-1").known
            (True, False)
        """
        return self.source.strip().lower() not in NO_SOURCE

    @property
    def names(self) -> frozenset[str]:
        """Id and tag in small letters, as lists of consoles are compared.

        Example:
            >>> sorted(SourceMark(0, "4033021", "Dispatch").names)
            ['4033021', 'dispatch']
        """
        return frozenset({self.source.lower(), (self.tag or "").lower()} - {""})


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's word on who spoke: for a speaker's label, a radio id, or a time. It outranks all else.

    Raises:
        ValueError: if it names nobody, or says nothing.
    """

    speaker: str | None = None
    source: str | None = None
    span: Span | None = None
    role: Role | None = None
    unit: str | None = None
    name: str | None = None
    """Name for the speaker, replacing ``S1`` and the like. Two labels given one name become one speaker."""

    def __post_init__(self) -> None:
        if self.speaker is None and self.source is None and self.span is None:
            raise ValueError("names no speaker, source or time")
        if self.role is None and self.unit is None and self.name is None:
            raise ValueError("gives no role, unit or name")


@dataclass(frozen=True, slots=True)
class TurnHints:
    """What is known before listening.

    ``consoles`` are the ids dispatchers transmit with; ``aliases`` pairs of id and call sign.
    """

    marks: tuple[SourceMark, ...] = ()
    consoles: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    corrections: tuple[Correction, ...] = ()


NOTHING_KNOWN = TurnHints()


@dataclass(frozen=True, slots=True)
class Turns:
    """Transmissions with speaker, unit and role filled in, and the speakers they make up."""

    transmissions: tuple[Transmission, ...]
    speakers: tuple[Speaker, ...]


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Corrections from a JSON list or a CSV file (``--speakers FILE``).

    A table's separator may be a comma, a semicolon, a tab or a bar.
    Columns: ``speaker`` (``S2``), ``source`` (radio id), ``start`` and ``end`` (seconds): whom it is about;
    ``role``, ``unit``, ``name``: what is so.

    Raises:
        InputError: if the file can't be read, or a row names nobody or says nothing; names the row.
    """
    try:
        text = read_bounded(path, LARGEST_BYTES, "give the rows that matter").decode("utf-8-sig")
        rows = json.loads(text) if path.suffix.lower() == ".json" else _rows(text)
    except (ValueError, RecursionError, csv.Error) as error:
        why = f"can't be read as a list of speakers ({error})"
        raise InputError(str(path), why, "give a JSON list of objects, or CSV with a heading") from error
    if not isinstance(rows, list):
        raise InputError(str(path), "is not a list", "give a JSON list of objects, or CSV with a heading")
    return tuple(_correction(row, f"{path} row {number}") for number, row in enumerate(rows, start=1))


def _rows(text: str) -> list[dict[str, str]]:
    """The rows of a table as spreadsheets write it: its separator, capitals in its heading, 1,5 for 1.5."""
    announced, first = _ANNOUNCED.match(text), text.lstrip("\r\n").partition("\n")[0]
    if announced is not None:
        separator, text = announced[1], text[announced.end() :]
    else:
        separator = max(",;\t|", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    heading = [cell.strip().lower() for cell in next((row for row in rows if row), [])]
    found = []
    for number, cells in enumerate((row for row in rows if row), start=1):
        if any(cell.strip() for cell in cells[len(heading) :]):
            raise ValueError(f"row {number} has more cells than the heading")
        row = dict(zip(heading, cells, strict=False))
        found.append(row | {key: row[key].replace(",", ".") for key in ("start", "end") if key in row})
    return found


def _correction(row: Any, where: str) -> Correction:
    if not isinstance(row, Mapping):
        raise InputError(where, "is not an object", "give each speaker as an object with named values")
    said = {key: str(value).strip() for key, value in row.items() if value is not None and str(value).strip()}
    try:
        span = Span(ms(float(said["start"])), ms(float(said["end"]))) if "start" in said else None
        return Correction(
            speaker=said.get("speaker"),
            source=said.get("source"),
            span=span,
            role=Role(said["role"].lower()) if "role" in said else None,
            unit=said.get("unit"),
            name=said.get("name"),
        )
    except KeyError as error:
        raise InputError(where, f"has a start and no {error.args[0]}", "give both, in seconds") from error
    except (ValueError, OverflowError) as error:
        roles = ", ".join(role.value for role in Role)
        raise InputError(
            where, str(error), f"name a speaker, source or time, and a role ({roles}), unit or name"
        ) from error
