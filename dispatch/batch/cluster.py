"""Jobs done by the workers of a Dask cluster, with nothing shared but the network.

A recording travels to a worker as its bytes, with its sidecar, and its transcript
comes back; what is too large to travel is read from the same path, so it must lie on a drive that all share.
Each worker loads the model once. A job of a worker that is lost is done again by another; its outcome counts
once. A worker that hears otherwise than this machine would (another model, another version) is found out by
the engine's own account, and its result is not taken.
"""

from __future__ import annotations

import queue
import re
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispatch.archive.work import work_key
from dispatch.batch.work import Job, Outcome, Result, attempt
from dispatch.errors import AudioError, DispatchError, InputError, MissingExtraError, ModelError
from dispatch.files import reason, sha256_of
from dispatch.running import interruption
from dispatch.settings import Settings
from dispatch.sources.sidecar import sidecar_of
from dispatch.values import Transcript

if TYPE_CHECKING:
    from dispatch.hearing.ear import Ear

LARGEST_SENT = 64 << 20
"""Bytes of a recording that travels to a worker; a larger one is read from a shared drive."""

LARGEST_BESIDE = 4 << 20
"""Bytes of a sidecar that travels with its recording: none that is read is larger."""

AHEAD = 2
"""Jobs handed out for each thread of the workers."""

LOOK_UP_S = 1.0
CONNECT_S = 30


LAST_PORT = 65535
_ADDRESS = re.compile(r"(?:[a-z]+://)?(?:\[[0-9a-fA-F:.%\w]+\]|[^\s:/\[\]]+):(?P<port>\d{1,5})/?")


@dataclass(frozen=True, slots=True)
class Parcel:
    """A recording and its sidecar, as they travel; no files where it is read from a shared drive."""

    path: str
    sha256: str
    files: tuple[tuple[str, bytes], ...]


def on_cluster(jobs: Iterable[Job | None], ear: Ear, address: str) -> Iterator[Outcome | None]:
    """Do jobs on the cluster whose scheduler has this address; outcomes come as they are finished.

    Raises:
        MissingExtraError: if Dask is not installed here.
        InputError: if it is no address, no scheduler answers, or it has no workers.
    """
    waiting = iter(jobs)
    with _client(address) as client:
        under_way: dict[Any, Job] = {}
        finished: queue.SimpleQueue[Any] = queue.SimpleQueue()
        exhausted = False
        while under_way or not exhausted:
            most = AHEAD * max(1, sum(client.nthreads().values()))
            while len(under_way) < most and not exhausted:
                job = next(waiting, _END)
                if job is _END:
                    exhausted = True
                elif job is None:
                    yield None
                    break
                else:
                    parcel = packed(job)
                    if isinstance(parcel, DispatchError):
                        yield Outcome(job, parcel)
                    else:
                        future = client.submit(work, parcel, ear.settings, pure=False)
                        under_way[future] = job
                        future.add_done_callback(finished.put)
            interruption.check()
            full = exhausted or len(under_way) >= most
            for future in _out_of(finished, LOOK_UP_S if full and under_way else 0.0):
                job = under_way.pop(future)
                yield Outcome(job, _result(future, job, ear))
                future.release()


_END = Job(-1, Path(), "")


def packed(job: Job) -> Parcel | DispatchError:
    """A job as it travels, or the error that its recording gives."""
    try:
        if job.path.stat().st_size > LARGEST_SENT:
            return Parcel(str(job.path.absolute()), job.sha256, ())
        files = [(job.path.name, job.path.read_bytes())]
        beside = sidecar_of(job.path)
        if beside is not None and beside.stat().st_size <= LARGEST_BESIDE:
            files.append((beside.name, beside.read_bytes()))
    except OSError as error:
        return AudioError(str(job.path), reason(error), "check the path")
    return Parcel(str(job.path), job.sha256, tuple(files))


def work(parcel: Parcel, settings: Settings) -> Result:
    """What a worker does: unpack a recording and transcribe it. Called by Dask in its process."""
    with tempfile.TemporaryDirectory(prefix="dispatch-") as folder, _one_at_a_time:
        path = Path(parcel.path)
        for name, data in parcel.files:
            (Path(folder) / name).write_bytes(data)
        if parcel.files:
            path = Path(folder) / parcel.files[0][0]
        try:
            if sha256_of(path) != parcel.sha256:
                return AudioError(parcel.path, "the worker sees another file there", "use a shared drive")
            ear = _ear_for(settings)
        except DispatchError as error:
            return error
        result = attempt(path, ear)
    if isinstance(result, DispatchError) and result.what == str(path):
        return type(result)(parcel.path, result.why, result.remedy)
    return result


_one_at_a_time = threading.Lock()
"""A model is not for several threads at once; a worker should have one thread and use more by itself."""

_ears: dict[Settings, Ear] = {}
"""What this process has loaded."""


def _ear_for(settings: Settings) -> Ear:
    if settings not in _ears:
        from dispatch.hearing.ear import open_ear

        _ears.clear()
        _ears[settings] = open_ear(settings)
    return _ears[settings]


def _result(future: Any, job: Job, ear: Ear) -> Result:
    try:
        result: Result = future.result()
    except Exception as error:
        why = f"the cluster gave it up ({type(error).__name__}: {error})"
        return AudioError(str(job.path), why, "look at the workers' logs; run again for the rest")
    if isinstance(result, Transcript) and work_key(result.engine) != work_key(ear.engine):
        why = "a worker hears with another model or version than this machine"
        return ModelError(str(job.path), why, "install the same on all machines")
    return result


def _out_of(finished: queue.SimpleQueue[Any], timeout_s: float) -> Iterator[Any]:
    """What has come out of a queue, the first of it waited for."""
    try:
        yield finished.get(timeout=timeout_s) if timeout_s else finished.get_nowait()
        while True:
            yield finished.get_nowait()
    except queue.Empty:
        return


def refuse_malformed(address: str) -> None:
    """Refuse what no scheduler can have for an address, before anybody waits for an answer.

    Raises:
        InputError: if it has no host and port.
    """
    form = _ADDRESS.fullmatch(address)
    if form is None or int(form["port"]) > LAST_PORT:
        remedy = "write HOST:PORT or tcp://HOST:PORT, as 'dask scheduler' tells it"
        raise InputError(f"--scheduler {address}", "not an address of a scheduler", remedy)


@contextmanager
def _client(address: str) -> Iterator[Any]:
    refuse_malformed(address)
    try:
        from distributed import Client
    except ImportError:
        remedy = "install radio-dispatch[cluster]"
        raise MissingExtraError("--scheduler", "Dask is not installed", remedy) from None
    connect: Any = Client
    try:
        client = connect(address, timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        why = f"no Dask scheduler answers ({error})"
        raise InputError(f"--scheduler {address}", why, "start one with 'dask scheduler'") from error
    try:
        try:
            client.wait_for_workers(1, timeout=CONNECT_S)
        except TimeoutError:
            why, remedy = "the cluster has no workers", "start some with 'dask worker ADDRESS --nthreads 1'"
            raise InputError(f"--scheduler {address}", why, remedy) from None
        yield client
    finally:
        client.close()
