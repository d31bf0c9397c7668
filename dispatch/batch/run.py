"""Recordings to transcripts in a folder: done work found again, new work written as it is finished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch.assembly import named
from dispatch.batch.local import transcripts_of
from dispatch.errors import AudioError, DispatchError
from dispatch.files import sha256_of
from dispatch.origin import beside_key, described, same_units
from dispatch.progress import Board
from dispatch.store import TranscriptFolder
from dispatch.values import Transcript

if TYPE_CHECKING:
    from dispatch.ear import Ear


@dataclass(frozen=True, slots=True)
class Done:
    """A recording whose transcript lies in the folder."""

    path: Path
    stem: str
    """Its name there, without the suffixes."""
    transcript: Transcript


@dataclass(frozen=True, slots=True)
class Failed:
    """A recording that has none, and why."""

    path: Path
    error: DispatchError


@dataclass(frozen=True, slots=True)
class _Task:
    path: Path
    sha256: str
    stem: str


def transcribe_into(
    folder: TranscriptFolder, recordings: Sequence[Path], ear: Ear, jobs: int, board: Board
) -> Iterator[Done | Failed]:
    """Transcribe recordings into a folder; each outcome comes when it is on disk.

    A recording that lies in several places is transcribed once, unless other radio ids lie beside it
    there. A transcript that is already in the folder is used if the same model with the same settings
    made it from the same bytes and the same ids.
    """
    tasks: dict[tuple[str, str], list[_Task]] = {}
    for path in recordings:
        try:
            sha256 = sha256_of(path)
            task = _Task(path, sha256, folder.stem_for(path, sha256))
            tasks.setdefault((sha256, beside_key(path)), []).append(task)
        except DispatchError as error:
            yield Failed(path, error)
    waiting = []
    for same in tasks.values():
        candidates = (_found(folder, task, ear) for task in same)
        stored = next((found for found in candidates if found is not None), None)
        if stored is None:
            waiting.append(same)
        else:
            board.say(f"{same[0].path.name}: already transcribed")
            yield from _keep(folder, same, stored, ear, board)
    yield from _transcribe(folder, waiting, ear, jobs, board)


def _found(folder: TranscriptFolder, task: _Task, ear: Ear) -> Transcript | None:
    """The stored transcript of a recording, if what lies beside it still names the same speakers."""
    stored = folder.find(task.stem, task.sha256, ear.engine)
    if stored is None or same_units(stored.recording, described(stored.recording, task.path, ear.settings)):
        return stored
    return None


def _transcribe(
    folder: TranscriptFolder, waiting: Sequence[list[_Task]], ear: Ear, jobs: int, board: Board
) -> Iterator[Done | Failed]:
    paths = [same[0].path for same in waiting]
    with board.work("transcribing", [_size(path) for path in paths]) as tick:
        for number, result in transcripts_of(paths, ear, jobs, tick):
            same = waiting[number]
            if isinstance(result, Transcript) and result.recording.sha256 != same[0].sha256:
                result = AudioError(str(same[0].path), "it changed while it was read", "run again later")
            if isinstance(result, Transcript):
                yield from _keep(folder, same, result, ear, board)
            else:
                yield from (Failed(task.path, result) for task in same)


def _keep(
    folder: TranscriptFolder, same: Sequence[_Task], transcript: Transcript, ear: Ear, board: Board
) -> Iterator[Done | Failed]:
    for task in _one_a_name(same):
        own = named(transcript, task.path, ear.settings)
        try:
            kept = folder.write(task.stem, own)
        except DispatchError as error:
            yield Failed(task.path, error)
        else:
            if kept is not None:
                board.say(
                    f"{task.path.name}: the transcript by another model or settings is kept as {kept.name}"
                )
            yield Done(task.path, task.stem, own)


def _one_a_name(same: Sequence[_Task]) -> list[_Task]:
    """The first task of each name: copies of a recording with the same stem share one transcript."""
    return [task for n, task in enumerate(same) if task.stem not in {one.stem for one in same[:n]}]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
