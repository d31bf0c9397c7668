"""Jobs done on this machine, one after the other or in several processes, a result for each.

Each process loads the model once. The results are the same however the work is shared out, as a
transcript depends on its own recording alone. A recording that kills its process costs that
recording: the others that were under way are taken up again, one by one, by new processes. Jobs are
taken as there is room for them, so that what is held does not grow with their number.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor
from concurrent.futures import wait as wait_for
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch import interruption
from dispatch.batch.work import Job, Outcome, Result, Tick, attempt, told_of
from dispatch.errors import AudioError
from dispatch.settings import Settings

if TYPE_CHECKING:
    from dispatch.ear import Ear

AHEAD = 2
"""Jobs handed out for each process: one to work on, and one that waits so that it need not."""

LOOK_UP_S = 1.0
"""How often, while processes work, somebody looks whether to stop."""


def in_turn(jobs: Iterable[Job | None], ear: Ear, tick: Tick) -> Iterator[Outcome | None]:
    """Do jobs one after the other in this process; None, for "nothing right now", is passed on."""
    for job in jobs:
        if job is None:
            yield None
            continue
        result = attempt(job.path, ear, told_of(tick, job))
        interruption.check()
        yield Outcome(job, result)


def in_processes(
    jobs: Iterable[Job | None], settings: Settings, processes: int
) -> Iterator[Outcome | None]:
    """Do jobs in several processes at a time; outcomes come as they are finished."""
    waiting = iter(jobs)
    while True:
        under_way: dict[Future[Result], Job] = {}
        try:
            yield from _through_pool(waiting, under_way, settings, processes, AHEAD * processes)
            return
        except BrokenProcessPool:
            # the cause is among those that were under way; which one shows when each is alone
            yield from _one_by_one(deque(under_way.values()), settings)


def _one_by_one(suspects: deque[Job], settings: Settings) -> Iterator[Outcome | None]:
    while suspects:
        under_way: dict[Future[Result], Job] = {}
        try:
            yield from _through_pool(_taken(suspects), under_way, settings, 1, 1)
        except BrokenProcessPool:
            for job in under_way.values():
                why = "the process that transcribed it died"
                yield Outcome(job, AudioError(str(job.path), why, "use fewer --jobs"))


def _taken(jobs: deque[Job]) -> Iterator[Job]:
    while jobs:
        yield jobs.popleft()


def _through_pool(
    jobs: Iterator[Job | None],
    under_way: dict[Future[Result], Job],
    settings: Settings,
    processes: int,
    most: int,
) -> Iterator[Outcome | None]:
    """Do jobs in one pool; ``under_way`` holds those without an outcome, also when the pool breaks."""
    pool, others = _pool(settings, processes), set(multiprocessing.active_children())
    exhausted = False
    try:
        while under_way or not exhausted:
            while len(under_way) < most and not exhausted:
                job = next(jobs, _END)
                if job is _END:
                    exhausted = True
                elif job is None:
                    yield None
                    break
                else:
                    under_way[_submitted(pool, job, under_way)] = job
            full = exhausted or len(under_way) >= most
            done, _ = wait_for(under_way, LOOK_UP_S if full else 0, FIRST_COMPLETED)
            interruption.check()
            for future in done:
                outcome = Outcome(under_way[future], future.result())
                del under_way[future]
                yield outcome
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        raise
    pool.shutdown()


_END = Job(-1, Path(), "")


def _submitted(pool: ProcessPoolExecutor, job: Job, under_way: dict[Future[Result], Job]) -> Future[Result]:
    try:
        return pool.submit(_work, job.path)
    except BrokenProcessPool:
        under_way[Future()] = job  # so that it is not lost with the pool
        raise


def _pool(settings: Settings, processes: int) -> ProcessPoolExecutor:
    threads = settings.threads or max(1, (os.cpu_count() or 1) // processes)
    return ProcessPoolExecutor(
        processes,
        # A fork of a process whose model has threads running may hang.
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_open,
        initargs=(replace(settings, threads=threads),),
    )


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
    return attempt(path, _ear)
