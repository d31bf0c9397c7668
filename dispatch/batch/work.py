"""What passes between the parts of a batch: recordings to transcribe, and what became of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dispatch.errors import AudioError, DispatchError
from dispatch.hearing.abreast import Part, hear_abreast
from dispatch.hearing.unfinished import is_long
from dispatch.interfaces import Progress
from dispatch.memory import give_back
from dispatch.pipeline import Begun, begin, finish, transcribe_recording
from dispatch.running import interruption
from dispatch.running.progress import portion
from dispatch.values import Transcript

if TYPE_CHECKING:
    from dispatch.hearing.ear import Ear

Result = Transcript | DispatchError
"""What became of a recording: its transcript, or the error that stands for it."""
_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Job:
    """A recording to transcribe, under a number of this run."""

    number: int
    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job."""

    job: Job
    result: Result


Tick = Callable[[Job, float], None]
"""Told the share done, 0..1, of a job."""


def attempt(path: Path, ear: Ear, progress: Progress | None = None) -> Result:
    """Transcribe one recording; whatever goes wrong with it stays with it."""
    return _guarded(path, partial(transcribe_recording, path, ear, progress))


def attempt_together(paths: Sequence[Path], ear: Ear, progress: Progress | None = None) -> list[Result]:
    """Transcribe short recordings whose windows share batches; a result for each, the same as of each alone.

    What goes wrong with one stays with it; what goes wrong with all is tried with each alone.
    """
    try:
        return [attempt(paths[0], ear, progress)] if len(paths) == 1 else _together(paths, ear, progress)
    except Exception:
        return [attempt(path, ear) for path in paths]
    finally:
        give_back()


def _together(paths: Sequence[Path], ear: Ear, progress: Progress | None) -> list[Result]:
    results: dict[int, Result] = {}
    begun: dict[int, Begun] = {}
    with ExitStack() as stack:
        opened = ear.workers.each(lambda path: _guarded(path, partial(_begun, path, ear, stack)), paths)
        interruption.check()
        for number, one in enumerate(opened):
            if isinstance(one, DispatchError):
                results[number] = one
            elif is_long(one.stretches):
                results[number] = attempt(paths[number], ear)
            else:
                begun[number] = one
        parts = [Part(one.audio, one.stretches) for one in begun.values()]
        told = hear_abreast(ear.backend, parts, portion(progress, 0.1, 0.95))
        made = ear.workers.each(
            lambda one: _guarded(paths[one[0]], partial(finish, begun[one[0]], one[1], ear)),
            zip(begun, told, strict=True),
        )
        results.update(zip(begun, made, strict=True))
    return [results[number] for number in range(len(paths))]


def _begun(path: Path, ear: Ear, stack: ExitStack) -> Begun:
    """A recording begun, to be closed with the others of its group."""
    interruption.check()
    return stack.enter_context(begin(path, ear))


def _guarded(path: Path, make: Callable[[], _Made]) -> _Made | DispatchError:
    """What is made of a recording, or the error that stands for it."""
    try:
        return make()
    except DispatchError as error:
        return error
    except MemoryError:
        return AudioError(str(path), "not enough memory to transcribe it", "use fewer --jobs")
    except Exception as error:
        why = f"transcribing it failed ({type(error).__name__}: {error})"
        return AudioError(str(path), why, "check that the file plays; if it does, please report this")


def told_of(tick: Tick, jobs: Sequence[Job]) -> Progress:
    """The progress of jobs that are done together."""

    def tell(share: float) -> None:
        for job in jobs:
            tick(job, share)

    return tell
