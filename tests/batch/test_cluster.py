"""A Dask scheduler and three workers on this machine, one of them killed while it works."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dispatch.batch.cluster import Parcel, on_cluster, packed, refuse_malformed, work
from dispatch.batch.run import Done, Failed, Means, transcribe_onto
from dispatch.batch.shelf import Shelf
from dispatch.batch.work import Job, Outcome
from dispatch.errors import AudioError, InputError, ModelError
from dispatch.files import sha256_of
from dispatch.hearing.ear import Ear, open_ear
from dispatch.running.progress import Board
from dispatch.settings import Settings
from dispatch.store.transcripts import TranscriptFolder
from dispatch.values import Transcript
from tests.batch.calls import contents, make_calls

pytest.importorskip("distributed")

SETTINGS = Settings(model="tiny.en", tz="UTC", threads=1)
CALLS = 18
LOOPBACK = "127.0.0.1"


def dask(*words: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "dask", *map(str, words)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, list[Any]]]:
    """The scheduler's address, and three workers that nobody starts again when they die."""
    place = tmp_path_factory.mktemp("dask")
    file = place / "scheduler.json"
    scheduler = dask("scheduler", "--host", LOOPBACK, "--port", 0, "--no-dashboard", "--scheduler-file", file)
    alone = ("--nthreads", 1, "--no-nanny", "--no-dashboard", "--host", LOOPBACK, "--local-directory", place)
    workers = [dask("worker", "--scheduler-file", file, *alone) for _ in range(3)]
    try:
        from distributed import Client

        while not file.exists():
            assert scheduler.poll() is None
            time.sleep(0.05)
        with Client(scheduler_file=str(file), set_as_default=False) as client:
            client.wait_for_workers(3)
            address = client.scheduler.address
        yield address, workers
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def ear() -> Ear:
    return open_ear(SETTINGS)


def keep_all(folder: Path, calls: list[Path], means: Means) -> Iterator[Done | Failed]:
    folder.mkdir()
    return transcribe_onto(Shelf(TranscriptFolder(folder)), calls, means, Board(quiet=True))


@pytest.mark.model
def test_a_worker_is_killed_and_the_result_is_complete_and_the_same(
    cluster: tuple[str, list[Any]], ear: Ear, tmp_path: Path
) -> None:
    address, workers = cluster
    calls = make_calls(tmp_path / "calls", CALLS)
    kept = []
    for outcome in keep_all(tmp_path / "far", calls, Means(ear, scheduler=address)):
        kept.append(outcome)
        if len(kept) == 3:
            os.kill(workers[0].pid, signal.SIGKILL)
    assert [one for one in kept if isinstance(one, Failed)] == []
    assert sorted(one.path for one in kept) == sorted(calls)
    list(keep_all(tmp_path / "near", calls, Means(ear)))
    assert contents(tmp_path / "far") == contents(tmp_path / "near")


@pytest.mark.model
def test_a_worker_that_hears_otherwise_is_found_out(
    cluster: tuple[str, list[Any]], ear: Ear, tmp_path: Path
) -> None:
    address, _ = cluster
    [call] = make_calls(tmp_path / "calls", 1)
    other = replace(ear, engine=replace(ear.engine, version="0"))
    [outcome] = on_cluster([Job(1, call, sha256_of(call))], other, address)
    assert isinstance(outcome, Outcome)
    assert isinstance(outcome.result, ModelError)
    assert "another model or version" in outcome.result.why


@pytest.mark.parametrize("address", ["foo", "tcp://foo", "foo:port", "foo:99999", "", "a b:1", ":8786"])
def test_what_is_no_address_is_refused_at_once(address: str) -> None:
    with pytest.raises(InputError, match="not an address of a scheduler; write HOST:PORT"):
        refuse_malformed(address)


@pytest.mark.parametrize("address", ["foo:8786", "tcp://10.0.0.1:8786", "tls://[::1]:8786", "ws://a.b:80/"])
def test_what_may_be_an_address_is_asked(address: str) -> None:
    refuse_malformed(address)


def test_without_a_scheduler_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dispatch.batch.cluster.CONNECT_S", 1)
    with pytest.raises(InputError, match="no Dask scheduler answers"):
        list(on_cluster([], None, "tcp://127.0.0.1:9"))  # type: ignore[arg-type]


def test_a_recording_travels_with_its_sidecar(tmp_path: Path) -> None:
    [call] = make_calls(tmp_path, 1)
    (tmp_path / "other.json").write_text("{}")
    parcel = packed(Job(1, call, sha256_of(call)))
    assert isinstance(parcel, Parcel)
    assert [name for name, _ in parcel.files] == [call.name, call.with_suffix(".json").name]
    assert isinstance(packed(Job(1, tmp_path / "gone.wav", "")), AudioError)


def test_a_large_recording_is_read_where_it_lies_and_its_hash_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dispatch.batch.cluster.LARGEST_SENT", 10)
    [call] = make_calls(tmp_path, 1)
    parcel = packed(Job(1, call, "0" * 64))
    assert isinstance(parcel, Parcel)
    assert parcel.files == ()
    result = work(parcel, SETTINGS)
    assert isinstance(result, AudioError)
    assert "another file" in result.why


@pytest.mark.model
def test_an_error_names_the_recording_not_the_copy_at_the_worker(tmp_path: Path) -> None:
    call = tmp_path / "call.wav"
    call.write_text("no sound")
    parcel = packed(Job(1, call, sha256_of(call)))
    assert isinstance(parcel, Parcel)
    result = work(parcel, SETTINGS)
    assert not isinstance(result, Transcript)
    assert result.what == str(call)
