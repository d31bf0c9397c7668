"""A GPU is used where there is one: probed, not assumed. No GPU is needed here."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dispatch.errors import ModelError
from dispatch.transcribe import runtime
from dispatch.transcribe.models import ModelFiles
from dispatch.transcribe.options import HearingOptions
from dispatch.transcribe.runtime import Runtime

ctranslate2 = pytest.importorskip("ctranslate2")


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """What the model was loaded with, each time."""
    calls: list[dict[str, Any]] = []

    def load(folder: str, **how: Any) -> SimpleNamespace:
        calls.append(how)
        return SimpleNamespace(is_multilingual=True, n_mels=80)

    monkeypatch.setattr(ctranslate2.models, "Whisper", load)
    monkeypatch.setattr(runtime, "Tokens", lambda *names, **how: None)
    for kept in (runtime.loaded_model, runtime.loaded_tokens):
        kept.cache_clear()
    yield calls
    for kept in (runtime.loaded_model, runtime.loaded_tokens):
        kept.cache_clear()


def gpus(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: count)


def opened(**chosen: Any) -> Runtime:
    files = ModelFiles(Path("model"), "base", "", known=False)
    return Runtime(files, HearingOptions(**chosen))


@pytest.mark.parametrize(("count", "device", "compute"), [(0, "cpu", "int8"), (1, "cuda", "float16")])
def test_auto_takes_what_is_there(
    monkeypatch: pytest.MonkeyPatch, loaded: list[dict[str, Any]], count: int, device: str, compute: str
) -> None:
    gpus(monkeypatch, count)
    made = opened()
    assert (made.device, made.compute_type) == (device, compute)
    assert (loaded[0]["device"], loaded[0]["compute_type"]) == (device, compute)


def test_the_cpu_can_be_asked_for_beside_a_gpu(
    monkeypatch: pytest.MonkeyPatch, loaded: list[dict[str, Any]]
) -> None:
    gpus(monkeypatch, 2)
    assert opened(device="cpu").compute_type == "int8"
    assert opened(compute_type="int8_float16").compute_type == "int8_float16"
    assert [how["device"] for how in loaded] == ["cpu", "cuda"]


def test_a_gpu_that_is_not_there_is_refused_in_one_line(
    monkeypatch: pytest.MonkeyPatch, loaded: list[dict[str, Any]]
) -> None:
    gpus(monkeypatch, 0)
    with pytest.raises(ModelError, match="no GPU"):
        opened(device="cuda")
    assert not loaded


def test_a_model_is_loaded_once_for_all_that_open_it(
    monkeypatch: pytest.MonkeyPatch, loaded: list[dict[str, Any]]
) -> None:
    gpus(monkeypatch, 0)
    opened()
    opened(beam_size=1)
    assert len(loaded) == 1
    opened(threads=3)
    assert len(loaded) == 2


@pytest.mark.parametrize(("said", "workers"), [("3", 3), ("0", None), ("many", None), (None, None)])
def test_each_processor_is_a_worker_on_one_thread(
    monkeypatch: pytest.MonkeyPatch, loaded: list[dict[str, Any]], said: str | None, workers: int | None
) -> None:
    gpus(monkeypatch, 0)
    if said is None:
        monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    else:
        monkeypatch.setenv("OMP_NUM_THREADS", said)
    made = opened()
    assert made.workers.count == (workers or min(8, len(os.sched_getaffinity(0))))
    assert (loaded[0]["inter_threads"], loaded[0]["intra_threads"]) == (made.workers.count, 1)
    assert opened(threads=5).workers.count == 5
    gpus(monkeypatch, 1)
    assert opened(threads=5).workers.count == 1


def test_work_is_given_back_in_order(monkeypatch: pytest.MonkeyPatch, loaded: list[dict[str, Any]]) -> None:
    gpus(monkeypatch, 0)

    def slow(number: int) -> int:
        time.sleep(0.02 if number == 0 else 0)
        return number * number

    for threads in (1, 4):
        assert opened(threads=threads).each(slow, range(5)) == [0, 1, 4, 9, 16]


def test_a_worker_may_hand_out_work_itself(
    monkeypatch: pytest.MonkeyPatch, loaded: list[dict[str, Any]]
) -> None:
    gpus(monkeypatch, 0)
    made = opened(threads=2)
    assert made.each(lambda _: sum(made.each(abs, (-1, -2))), range(6)) == [3] * 6
