"""Short calls gathered into groups that are transcribed together, so that their windows share batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dispatch.batch.folder import size_of
from dispatch.batch.work import Job

MOST = 16
"""Calls in a group. With more there is little to gain, and more to do again after a kill."""
SHORT_BYTES = 1 << 20
"""A larger file goes alone: half a minute of 16-bit samples at 16 kHz, minutes of a compressed stream."""


def gathered(jobs: Iterable[Job | None], most: int = MOST) -> Iterator[list[Job] | None]:
    """The jobs in order, in groups of at most ``most``; a large recording alone.

    None, for "nothing right now", is passed on, and nothing waits over it.

    Example:
        >>> from pathlib import Path
        >>> calls = [Job(n, Path(f"{n}.wav"), "") for n in range(5)]
        >>> [group and len(group) for group in gathered([*calls, None], most=2)]
        [2, 2, 1, None]
    """
    group: list[Job] = []
    for job in jobs:
        is_short = job is not None and size_of(job.path) <= SHORT_BYTES
        if job is not None and is_short:
            group.append(job)
        if group and (not is_short or len(group) >= most):
            yield group
            group = []
        if not is_short:
            yield None if job is None else [job]
    if group:
        yield group


def group_size(recordings: int | None, processes: int) -> int:
    """Calls in a group, so that each process gets several groups; ``recordings`` is None where unknown.

    Example:
        >>> group_size(2000, 2), group_size(20, 2), group_size(3, 2), group_size(None, 1)
        (16, 5, 1, 16)
    """
    if recordings is None or processes <= 1:
        return MOST
    return max(1, min(MOST, recordings // (2 * processes)))
