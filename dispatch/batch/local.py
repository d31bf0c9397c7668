"""Many recordings, one after the other or in several processes, with one result for each.

Each process loads the model once. The results are the same however the work is shared out, as a
transcript depends on its own recording alone. A recording that kills its process costs that
recording: the others are taken up again by new processes.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from functools import partial
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch import interruption
from dispatch.errors import AudioError, DispatchError
from dispatch.interfaces import Progress
from dispatch.pipeline import transcribe_recording
from dispatch.progress import Tick
from dispatch.settings import Settings
from dispatch.values import Transcript

if TYPE_CHECKING:
    from dispatch.ear import Ear

Result = Transcript | DispatchError
"""What became of a recording: its transcript, or the error that stands for it."""


def transcripts_of(paths: Sequence[Path], ear: Ear, jobs: int, tick: Tick) -> Iterator[tuple[int, Result]]:
    """Each recording's place in ``paths`` and what became of it, as they are finished.

    Args:
        jobs: processes at a time; one works in this process.
        tick: told of each recording's progress.
    """
    if min(jobs, len(paths)) <= 1:
        for number, path in enumerate(paths):
            result = _attempt(path, ear, partial(tick, number))
            interruption.check()
            tick(number, 1.0)
            yield number, result
        return
    for number, result in _in_processes(paths, ear.settings, jobs):
        tick(number, 1.0)
        yield number, result


def _attempt(path: Path, ear: Ear, progress: Progress | None = None) -> Result:
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


def _in_processes(paths: Sequence[Path], settings: Settings, jobs: int) -> Iterator[tuple[int, Result]]:
    waiting = dict(enumerate(paths))
    alone = 0  # how many to try one by one: when a process dies, the cause is among those it had begun
    while waiting:
        batch = dict(list(waiting.items())[: 1 if alone else None])
        try:
            for number, result in _through_pool(batch, settings, jobs):
                del waiting[number]
                yield number, result
        except BrokenProcessPool:
            if len(batch) > 1:
                alone = jobs + 1
                continue
            [(number, path)] = batch.items()
            del waiting[number]
            yield number, AudioError(str(path), "the process that transcribed it died", "use fewer --jobs")
        alone = max(0, alone - 1)


def _through_pool(batch: dict[int, Path], settings: Settings, jobs: int) -> Iterator[tuple[int, Result]]:
    processes = min(jobs, len(batch))
    threads = settings.threads or max(1, (os.cpu_count() or 1) // processes)
    pool = ProcessPoolExecutor(
        processes,
        # A fork of a process whose model has threads running may hang.
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_open,
        initargs=(replace(settings, threads=threads),),
    )
    others = set(multiprocessing.active_children())
    try:
        numbers: dict[Future[Result], int] = {pool.submit(_work, path): n for n, path in batch.items()}
        for future in as_completed(numbers):
            yield numbers.pop(future), future.result()
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        raise
    pool.shutdown()


_ear: Ear | None = None
"""Set in each worker process, once."""


def _open(settings: Settings) -> None:
    global _ear
    from dispatch.ear import open_ear

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C ends
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _ear = open_ear(settings)


def _end_with_parent() -> None:
    """End this process when its parent is gone: killed, it can't say that there is no more work."""
    parent = multiprocessing.parent_process()
    assert parent is not None, "only ever run by the pool"
    wait([parent.sentinel])
    os._exit(1)


def _work(path: Path) -> Result:
    assert _ear is not None, "the pool opens it before any work"
    return _attempt(path, _ear)
