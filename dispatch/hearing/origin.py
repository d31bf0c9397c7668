"""Where a recording comes from and when: what lies beside it, brought into the recording.

What is heard is a function of the sound alone. What is said here is a function of the file's name,
its sidecar and the settings, and is written down with them, so that a transcript states all that
it rests on; who transmitted when (``source.units``) decides who is said to speak.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispatch.hearing.clock import clock_of
from dispatch.settings import Settings
from dispatch.sources import UnitMark, account_of
from dispatch.values import Details, Recording, details

if TYPE_CHECKING:
    from dispatch.turns import SourceMark


def described(recording: Recording, path: Path, settings: Settings) -> Recording:
    """The recording with its clock and its source, as they are told by what lies beside ``path``.

    Its own tags are taken from the recording. Doing it twice changes nothing.
    """
    tags = _tags(recording)
    account = account_of(path, tags, recording.duration_ms)
    clock = clock_of(account, recording.duration_ms, settings.start_time, settings.tz)
    said = dict(account.source)
    if account.units:
        said["units"] = tuple(_unit(mark) for mark in account.units)
    if clock.local is not None:
        said["local_start"] = clock.local
    if tags:
        said["tags"] = tags
    return replace(
        recording,
        start_time=clock.time,
        start_time_basis=clock.basis,
        start_time_uncertainty=clock.uncertainty_s,
        clock=clock.points,
        source=details(said),
        notes=(*account.notes, *clock.notes),
    )


def _tags(recording: Recording) -> dict[str, str]:
    """Its tags; in a transcript that somebody else wrote, anything may stand in their place."""
    tags = recording.source.get("tags")
    told = tags.items() if isinstance(tags, Details) else ()
    return {name: value for name, value in told if isinstance(value, str)}


def _unit(mark: UnitMark) -> dict[str, Any]:
    said: dict[str, Any] = {"id": mark.id, "at": mark.at_ms / 1000}
    if mark.tag:
        said["tag"] = mark.tag
    return said


def marks_of(recording: Recording) -> Iterator[SourceMark]:
    """The radio ids of a recording that was described, as marks for telling the speakers apart.

    What is no such description, as a transcript that somebody else wrote may hold, is passed over.
    """
    from dispatch.turns import SourceMark

    units = recording.source.get("units")
    for unit in units if isinstance(units, tuple) else ():
        if not isinstance(unit, Details):
            continue
        at_s, name, tag = unit.get("at"), unit.get("id"), unit.get("tag")
        if isinstance(at_s, int | float) and math.isfinite(at_s) and isinstance(name, str):
            yield SourceMark(round(at_s * 1000), name, tag if isinstance(tag, str) else None)


def same_units(first: Recording, second: Recording) -> bool:
    """Whether two descriptions agree on who transmitted when, so that the speakers found are the same."""
    return bool(first.source.get("units") == second.source.get("units"))


def beside_key(path: Path) -> str:
    """What tells copies of one recording apart that have different sidecars or names with radio ids.

    Empty for a recording beside which nothing lies.
    """
    account = account_of(path, _NO_TAGS, _ANY_LENGTH_MS)
    said = [account.source.get("sidecar_sha256") or "", *(mark.id for mark in account.units)]
    return hashlib.sha256("\0".join(said).encode()).hexdigest() if any(said) else ""


_NO_TAGS: Mapping[str, str] = {}
_ANY_LENGTH_MS = 7 * 24 * 3_600_000
