"""What a run comes to: how many transcripts, how fast, and what went wrong with the others, by cause."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dispatch.batch.run import Done
from dispatch.errors import DispatchError
from dispatch.running.pace import minutes_or_seconds
from dispatch.values import Details, Transcript

NAMED = 5
"""Recordings named for each cause; each was named when it failed."""

CAUSES = 50
"""Causes told apart; a cause may have the recording's own words in it."""


@dataclass(slots=True)
class _Cause:
    count: int = 0
    names: list[str] = field(default_factory=list)


class Tally:
    """Counts of one run. What it holds does not grow with the recordings."""

    def __init__(self, console_ids: Iterable[str] = (), *, corrections: bool = False) -> None:
        self.usable = self.failed = 0
        self._consoles = frozenset(one.lower() for one in console_ids)
        self._console_was_there = False
        self._corrections, self._corrected = corrections, False
        self._new = self._found = 0
        self._heard_s = 0.0
        self._began = time.monotonic()
        self._causes: dict[str, _Cause] = {}
        self._notes: dict[str, _Cause] = {}

    def count(self, done: Done) -> None:
        """A recording that has its transcript."""
        self.usable += 1
        self._new += done.is_new
        self._found += not done.is_new
        if done.is_new:
            self._heard_s += done.transcript.recording.duration_ms / 1000
        self._console_was_there |= not self._consoles.isdisjoint(_radios(done.transcript))
        self._corrected |= any(one.is_corrected for one in done.transcript.transmissions)
        for note in done.transcript.recording.notes:
            _add(self._notes, _anonymous(note, done.path.stem), done.path.name)

    def fail(self, error: DispatchError, path: Path | None = None) -> None:
        """Something that went wrong, with the recording it is about."""
        self.failed += 1
        _add(self._causes, error.why, error.what if path is None else path.name)

    def lines(self) -> Iterator[str]:
        """The summary; nothing for a single recording with nothing to say about it."""
        counts = ((self._new, "transcribed"), (self._found, "already transcribed"), (self.failed, "failed"))
        parts = [f"{count} {what}" for count, what in counts if count]
        if self.usable + self.failed > 1 or self._found:
            took_s = max(1e-3, time.monotonic() - self._began)
            pace = f", {self._new * 60 / took_s:.0f} a minute, {self._heard_s / took_s:.1f} × real time"
            yield f"{', '.join(parts)} in {minutes_or_seconds(took_s)}{pace if self._new else ''}"
        if self.failed > 1:
            yield from (f"  {line}" for line in _told(self._causes))
        yield from (f"note: {line}" for line in _told(self._notes))
        if self._consoles and self.usable and not self._console_was_there:
            yield "note: --console-ids: no recording names such a radio, so nobody is a dispatcher by them"
        if self._corrections and self.usable and not self._corrected:
            yield "note: --speakers: none of its rows is about a speaker, radio or time of these recordings"


def _radios(transcript: Transcript) -> Iterator[str]:
    """The ids and aliases that came with a recording, as lists of consoles are compared."""
    for unit in transcript.recording.source.get("units") or ():
        if isinstance(unit, Details):
            yield from (str(unit.get(name) or "").lower() for name in ("id", "tag"))


def _anonymous(note: str, stem: str) -> str:
    """A note without the name of the file that it is about, so that it is the same for other recordings.

    Example:
        >>> _anonymous("c.json beside it can't be read", "c")
        "….json beside it can't be read"
    """
    return re.sub(rf"(?<![\w.-]){re.escape(stem)}(?=\.\w)", "…", note)


def _add(causes: dict[str, _Cause], why: str, name: str) -> None:
    cause = causes.setdefault(why if why in causes or len(causes) < CAUSES else "other causes", _Cause())
    cause.count += 1
    if len(cause.names) < NAMED:
        cause.names.append(name)


def _told(causes: dict[str, _Cause]) -> Iterator[str]:
    """A line for each cause, the commonest first."""
    for why, cause in sorted(causes.items(), key=lambda item: -item[1].count):
        more = cause.count - len(cause.names)
        yield f"{cause.count} × {why}: {', '.join(cause.names)}{f' and {more} more' if more else ''}"
