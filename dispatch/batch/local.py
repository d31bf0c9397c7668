"""Jobs done on this machine, one after the other or in several processes, a result for each.

Each process loads the model once. The results are the same however the work is shared out, as a
transcript depends on its own recording alone. A recording that kills its process costs that
recording: the others that were under way are taken up again, one by one, by new processes. Groups of
jobs are taken as there is room for them, so that what is held does not grow with their number.
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

from dispatch.batch.work import Job, Outcome, Result, Tick, attempt_together, told_of
from dispatch.errors import AudioError
from dispatch.running import interruption
from dispatch.settings import Settings

if TYPE_CHECKING:
    from dispatch.hearing.ear import Ear

AHEAD = 2
"""Groups of jobs handed out for each process: one to work on, and one that waits so that it need not."""

LOOK_UP_S = 1.0
"""How often, while processes work, somebody looks whether to stop."""


Group = list[Job]
"""Jobs that are done together."""


def in_turn(groups: Iterable[Group | None], ear: Ear, tick: Tick) -> Iterator[Outcome | None]:
    """Do groups one after the other in this process; None, for "nothing right now", is passed on."""
    for group in groups:
        if group is None:
            yield None
            continue
        results = attempt_together([job.path for job in group], ear, told_of(tick, group))
        interruption.check()
        yield from map(Outcome, group, results)


def in_processes(
    groups: Iterable[Group | None], settings: Settings, processes: int
) -> Iterator[Outcome | None]:
    """Do groups in several processes at a time; outcomes come as they are finished."""
    waiting = iter(groups)
    while True:
        under_way: dict[Future[list[Result]], Group] = {}
        try:
            yield from _through_pool(waiting, under_way, settings, processes, AHEAD * processes)
            return
        except BrokenProcessPool:
            # the cause is among those that were under way; which one shows when each is alone
            yield from _one_by_one(deque(job for group in under_way.values() for job in group), settings)


def _one_by_one(suspects: deque[Job], settings: Settings) -> Iterator[Outcome | None]:
    while suspects:
        under_way: dict[Future[list[Result]], Group] = {}
        try:
            yield from _through_pool(_taken(suspects), under_way, settings, 1, 1)
        except BrokenProcessPool:
            for job in (job for group in under_way.values() for job in group):
                why = "the process that transcribed it died"
                yield Outcome(job, AudioError(str(job.path), why, "use fewer --jobs"))


def _taken(jobs: deque[Job]) -> Iterator[Group]:
    while jobs:
        yield [jobs.popleft()]


def _through_pool(
    groups: Iterator[Group | None],
    under_way: dict[Future[list[Result]], Group],
    settings: Settings,
    processes: int,
    most: int,
) -> Iterator[Outcome | None]:
    """Do groups in one pool; ``under_way`` holds those without an outcome, also when the pool breaks."""
    pool, others = _pool(settings, processes), set(multiprocessing.active_children())
    exhausted = False
    try:
        while under_way or not exhausted:
            while len(under_way) < most and not exhausted:
                group = next(groups, _END)
                if group is _END:
                    exhausted = True
                elif group is None:
                    yield None
                    break
                else:
                    under_way[_submitted(pool, group, under_way)] = group
            full = exhausted or len(under_way) >= most
            done, _ = wait_for(under_way, LOOK_UP_S if full else 0, FIRST_COMPLETED)
            interruption.check()
            for future in done:
                results = future.result()
                yield from map(Outcome, under_way.pop(future), results)
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        raise
    pool.shutdown()


_END: Group = []
"""No group is empty."""


def _submitted(
    pool: ProcessPoolExecutor, group: Group, under_way: dict[Future[list[Result]], Group]
) -> Future[list[Result]]:
    try:
        return pool.submit(_work, [job.path for job in group])
    except BrokenProcessPool:
        under_way[Future()] = group  # so that it is not lost with the pool
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
    from dispatch.hearing.ear import open_ear

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C ends
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _ear = open_ear(settings)


def _end_with_parent() -> None:
    """End this process when its parent is gone: killed, it can't say that there is no more work."""
    parent = multiprocessing.parent_process()
    assert parent is not None, "only ever run by the pool"
    wait([parent.sentinel])
    os._exit(1)


def _work(paths: list[Path]) -> list[Result]:
    assert _ear is not None, "the pool opens it before any work"
    return attempt_together(paths, _ear)
