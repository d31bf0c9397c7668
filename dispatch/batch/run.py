"""Recordings to transcripts on a shelf: done work found again, new work kept as it is finished.

Recordings are taken one by one, and nothing is held of those that are done with but what a temporary
database remembers. A run that is killed leaves whole transcripts; the same command goes on from there.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch.batch.folder import expected_of, size_of
from dispatch.batch.groups import gathered, group_size
from dispatch.batch.local import in_processes, in_turn
from dispatch.batch.shelf import Shelf, Task
from dispatch.batch.work import Job, Outcome, Tick
from dispatch.errors import AudioError, DispatchError, InputError, OutputError
from dispatch.files import sha256_of
from dispatch.hearing.origin import beside_key
from dispatch.running.pace import Expected, Pace
from dispatch.running.progress import Board
from dispatch.store.remembered import Remembered
from dispatch.store.transcripts import TranscriptFolder
from dispatch.values import Transcript

if TYPE_CHECKING:
    from dispatch.hearing.ear import Ear

UNWRITTEN = 3
"""So many transcripts in a row that can't be written end a run: the next ones would be work for nothing."""


class _End:
    """Stands for "there are no more recordings"."""


_END = _End()


@dataclass(frozen=True, slots=True)
class Done:
    """A recording whose transcript is kept."""

    path: Path
    stem: str
    """Its name in the folder, without the suffixes."""
    transcript: Transcript
    is_new: bool = field(default=True, compare=False)
    """Made in this run, not found."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A recording that has none, and why."""

    path: Path
    error: DispatchError


@dataclass(frozen=True, slots=True)
class Means:
    """What the work is done with."""

    ear: Ear
    jobs: int = 1
    """Processes at a time; one works in this process."""
    scheduler: str | None = None
    """Address of a Dask scheduler, whose workers then do the work."""


def transcribe_into(
    folder: TranscriptFolder, recordings: Sequence[Path], ear: Ear, jobs: int, board: Board
) -> Iterator[Done | Failed]:
    """Transcribe recordings into a folder, as :func:`transcribe_onto` does it."""
    expected = expected_of(recordings)
    return transcribe_onto(Shelf(folder), recordings, Means(ear, min(jobs, expected.parts)), board, expected)


def transcribe_onto(
    shelf: Shelf,
    recordings: Iterable[Path | InputError | None],
    means: Means,
    board: Board,
    expected: Expected | None = None,
) -> Iterator[Done | Failed]:
    """Transcribe recordings onto a shelf; each outcome comes when it is on disk.

    A recording that lies in several places is transcribed once, unless other radio ids lie beside it
    there. A transcript that is already on the shelf is used if the same model with the same settings
    made it from the same bytes and the same ids.

    Args:
        recordings: taken as there is room for them; None stands for "nothing right now", an error for
            a path that leads to no recording.
        expected: how much there is, where that is known.

    Raises:
        OutputError: if nothing can be written any more.
    """
    with board.stream("transcribing", expected) as pace:
        run = _Run(shelf, means.ear, board, pace)
        parts = None if expected is None else expected.parts
        for outcome in _outcomes(run.jobs(recordings), means, run.tick, parts):
            yield from run.told()
            if outcome is not None:
                yield from run.settled(outcome)
        yield from run.told()


def _outcomes(
    jobs: Iterator[Job | None], means: Means, tick: Tick, recordings: int | None
) -> Iterator[Outcome | None]:
    if means.scheduler is not None:
        from dispatch.batch.cluster import on_cluster

        return on_cluster(jobs, means.ear, means.scheduler)
    groups = gathered(jobs, group_size(recordings, means.jobs))
    if means.jobs <= 1:
        return in_turn(groups, means.ear, tick)
    return in_processes(groups, means.ear.settings, means.jobs)


class _Run:
    """The state of one run: what is under way, and what has become of recordings that took no work."""

    def __init__(self, shelf: Shelf, ear: Ear, board: Board, pace: Pace) -> None:
        self._shelf, self._ear, self._board, self._pace = shelf, ear, board, pace
        self._told: deque[Done | Failed] = deque()
        self._under_way: dict[str, list[Task]] = {}
        self._keys: dict[int, str] = {}
        self._stems = Remembered()
        self._seen = Remembered()
        self._number = 0
        self._unwritten = 0

    def jobs(self, recordings: Iterable[Path | InputError | None]) -> Iterator[Job | None]:
        """The work there is; None where a recording takes none, or there is nothing right now."""
        for one in self._as_they_come(iter(recordings)):
            if isinstance(one, InputError):
                self._fail(Path(one.what), one)
            yield self._planned(one) if isinstance(one, Path) else None

    def _as_they_come(
        self, recordings: Iterator[Path | InputError | None]
    ) -> Iterator[Path | InputError | None]:
        """The recordings; while there is none, and nothing under way, other runs may use the folder."""
        idle = False
        while True:
            with self._shelf.open_to_others() if idle and not self._under_way else nullcontext():
                one = next(recordings, _END)
            if isinstance(one, _End):
                return
            idle = one is None
            yield one

    def told(self) -> Iterator[Done | Failed]:
        """What has become of recordings that took no work."""
        while self._told:
            yield self._told.popleft()

    def tick(self, job: Job, share: float) -> None:
        self._pace.tick(job.number, share, size_of(job.path))

    def settled(self, outcome: Outcome) -> Iterator[Done | Failed]:
        """Keep what a job brought, for the recording and its copies."""
        job, result = outcome.job, outcome.result
        tasks = self._under_way.pop(self._keys.pop(job.number))
        if isinstance(result, Transcript) and result.recording.sha256 != job.sha256:
            result = AudioError(str(job.path), "it changed while it was read", "run again later")
        if isinstance(result, Transcript):
            heard_s = result.recording.duration_ms / 1000
            self._pace.finish(job.number, size_of(job.path), heard_s)
            for task in tasks:
                yield self._kept(task, result, is_new=True)
        else:
            self._pace.finish(job.number, size_of(job.path), failed=True)
            yield from (Failed(task.path, result) for task in tasks)
        if self._unwritten >= UNWRITTEN:
            why = f"the last {self._unwritten} transcripts could not be written"
            raise OutputError("this run", why, "free the space and run the same command again; it goes on")

    def _planned(self, path: Path) -> Job | None:
        """The work that a recording makes, None where it makes none."""
        try:
            sha256 = sha256_of(path)
            task = Task(path, sha256, self._shelf.stem_for(path, sha256))
        except DispatchError as error:
            self._fail(path, error)
            return None
        key = f"{sha256} {beside_key(path)}"
        if not self._seen.is_new(f"{key} {task.stem}"):
            self._pace.pass_over(size_of(path))  # a copy under the same name shares its transcript
            return None
        if key in self._under_way:
            self._under_way[key].append(task)
            return None
        stored = self._shelf.stored(task, self._ear, self._stems.get(key))
        self._stems.setdefault(key, task.stem)
        if stored is not None:
            self._pace.pass_over(size_of(path))
            self._told.append(self._kept(task, stored, is_new=False))
            return None
        self._number += 1
        self._under_way[key], self._keys[self._number] = [task], key
        return Job(self._number, path, sha256)

    def _kept(self, task: Task, transcript: Transcript, *, is_new: bool) -> Done | Failed:
        try:
            own, older = self._shelf.keep(task, transcript, self._ear)
        except DispatchError as error:
            self._unwritten += 1
            return Failed(task.path, error)
        self._unwritten = 0
        if older is not None:
            self._board.say(f"{task.path.name}: its earlier transcript is kept as {older.name}")
        return Done(task.path, task.stem, own, is_new)

    def _fail(self, path: Path, error: DispatchError) -> None:
        self._pace.pass_over(size_of(path), failed=True)
        self._told.append(Failed(path, error))
