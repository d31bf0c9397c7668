"""How processors are used: each worker takes one piece of work after another, on one thread."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

MOST_WORKERS = 8
"""Where nobody says how many: each takes some 70 MB with base."""

_Item = TypeVar("_Item")
_Found = TypeVar("_Found")

_HERE = threading.local()
"""Whether this thread is a worker."""


class Workers:
    """So many threads at a time; one is the thread that asks."""

    def __init__(self, count: int) -> None:
        self.count = count
        self._pool = ThreadPoolExecutor(count, initializer=_be_worker) if count > 1 else None

    def each(self, work: Callable[[_Item], _Found], items: Iterable[_Item]) -> list[_Found]:
        """What ``work`` makes of each item, in order; as many at a time as there are workers.

        Within ``work`` it is one at a time: a worker that waited for others could wait for ever. Where one
        fails, or somebody stops it all, what is not begun is left, and what is under way waited for.
        """
        if self._pool is None or getattr(_HERE, "is_worker", False):
            return [work(item) for item in items]
        under_way = [self._pool.submit(work, item) for item in items]
        try:
            return [one.result() for one in under_way]
        finally:
            wait([one for one in under_way if not one.cancel()])


def _be_worker() -> None:
    _HERE.is_worker = True


def processors() -> int:
    """How many processors to use: as many as ``OMP_NUM_THREADS`` says, else those that this process may run
    on, up to :data:`MOST_WORKERS`."""
    said = os.environ.get("OMP_NUM_THREADS", "")
    if said.isascii() and said.isdigit() and int(said) > 0:
        return int(said)
    here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST_WORKERS, here)
