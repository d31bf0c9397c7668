"""What passes between the parts of a batch: recordings to transcribe, and what became of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch.errors import AudioError, DispatchError
from dispatch.interfaces import Progress
from dispatch.pipeline import transcribe_recording
from dispatch.values import Transcript

if TYPE_CHECKING:
    from dispatch.ear import Ear

Result = Transcript | DispatchError
"""What became of a recording: its transcript, or the error that stands for it."""


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
    try:
        return transcribe_recording(path, ear, progress)
    except DispatchError as error:
        return error
    except MemoryError:
        return AudioError(str(path), "not enough memory to transcribe it", "use fewer --jobs")
    except Exception as error:
        why = f"transcribing it failed ({type(error).__name__}: {error})"
        return AudioError(str(path), why, "check that the file plays; if it does, please report this")


def told_of(tick: Tick, job: Job) -> Progress:
    """The progress of one job."""
    return partial(tick, job)
