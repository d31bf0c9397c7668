"""A file that breaks its decoder costs that file, and nothing else."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from dispatch.audio import apart
from dispatch.audio.decode import open_audio
from dispatch.errors import AudioError
from dispatch.values import Recording, Span
from tests.audio.recordings import clicks, encoded, written

pytestmark = pytest.mark.skipif(not apart.AVAILABLE, reason="this system can't hand open files over")

SERVE = (
    "import sys; sys.path[:0] = [{folder!r}]; from dispatch.audio import apart; {first}; apart.serve({fd})"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.wav"
    path.write_bytes(written(clicks(20, 16000), 16000, "WAV"))
    return path


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    apart._end()
    yield
    apart._end()


def start_with(monkeypatch: pytest.MonkeyPatch, first: str) -> None:
    monkeypatch.setattr(apart, "_START", SERVE.replace("{first}", first))


def test_apart_or_not_it_is_the_same_sound(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(encoded(clicks(4, 16000), 16000, "mp3")[:-3000])
    with open_audio(path) as there, open_audio(path, apart=False) as here:
        assert there.recording == here.recording and there.recording.damage
        assert np.array_equal(there.read(0, Span(0, 4000)), here.read(0, Span(0, 4000)))


def test_one_process_serves_many_files(path: Path) -> None:
    open_audio(path).close()
    (worker,) = apart._workers
    for _ in range(3):
        open_audio(path).close()
    (path.parent / "b.wav").write_bytes(b"no sound")
    with pytest.raises(AudioError):
        open_audio(path.parent / "b.wav")
    assert apart._workers == [worker]


def test_a_process_is_relieved_in_time(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MAX_FILES", 2)
    open_audio(path).close()
    assert len(apart._workers) == 1
    open_audio(path).close()
    assert apart._workers == []
    open_audio(path).close()


def test_a_crash_is_one_line_and_the_next_file_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        start_with(
            patch,
            "from dispatch.audio import decoding; import os; decoding.decode_file = lambda *a: os.abort()",
        )
        with pytest.raises(AudioError, match="crashes on it"):
            open_audio(path)
    with open_audio(path) as audio:
        assert audio.duration_ms == 20_000


def test_a_crash_in_the_middle_of_an_answer_is_one_line(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut_off = (
        "import os; from dispatch.audio import apart\n"
        "apart._Signs._send = lambda self, answer: (self._connection.sendall(b'[1, '), os._exit(1))"
    )
    with monkeypatch.context() as patch:
        start_with(patch, cut_off)
        with pytest.raises(AudioError, match="crashes on it"):
            open_audio(path)
    open_audio(path).close()


def test_a_hang_is_ended(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(apart, "STALL_S", 0.5)
        start_with(
            patch,
            "import time; from dispatch.audio import decoding as d; d.decode_file = lambda *a: time.sleep(9)",
        )
        with pytest.raises(AudioError, match="no progress"):
            open_audio(path)
    open_audio(path).close()


def test_a_decoder_nobody_waits_for_ends_itself() -> None:
    code = "import time; from dispatch.audio import apart; import socket; apart.STALL_S = 0.1;"
    code += "import signal; signal.signal(signal.SIGALRM, signal.SIG_DFL);"
    code += "apart._Signs(socket.socketpair()[0]); time.sleep(60)"
    import signal
    import subprocess
    import sys

    done = subprocess.run([sys.executable, "-c", code], timeout=30, check=False)
    assert done.returncode == -signal.SIGALRM


def test_memory_is_limited(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hungry = "from dispatch.audio import decoding; decoding.decode_file = lambda *a: bytearray(2 << 30)"
    start_with(monkeypatch, hungry)
    with pytest.raises(AudioError, match="MemoryError"):
        open_audio(path)


def test_a_disk_that_fills_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start_with(monkeypatch, "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100000, 100000))")
    with pytest.raises(AudioError, match="file too large; check the file and the free space"):
        open_audio(path)


def test_threads_decode_side_by_side(path: Path) -> None:
    found: list[Recording] = []

    def decode() -> None:
        with open_audio(path) as audio:
            found.append(audio.recording)

    threads = [threading.Thread(target=decode) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4 and len(set(found)) == 1


def _decode_in_a_fork(path: Path) -> tuple[int, int]:
    with open_audio(path) as audio:
        return os.getpid(), audio.duration_ms


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="no fork on this system")
def test_a_fork_starts_its_own(path: Path) -> None:
    open_audio(path).close()
    with multiprocessing.get_context("fork").Pool(2) as pool:
        results = pool.map(_decode_in_a_fork, [path] * 4)
    assert {duration for _, duration in results} == {20_000}
    open_audio(path).close()


@pytest.mark.parametrize("shift", [13, 777, 20_000])
def test_sound_out_of_step_with_its_index_is_damage_and_no_crash(tmp_path: Path, shift: int) -> None:
    # AAC read from the wrong place claims any number of channels; PyAV ends the process on many of them.
    data = bytearray(encoded(clicks(60, 16000, noise=0.05), 16000, "m4a"))
    start, stop = 400, data.index(b"moov")
    data[start:stop] = data[start + shift : stop] + data[start : start + shift]
    (tmp_path / "a.m4a").write_bytes(data)
    try:
        with open_audio(tmp_path / "a.m4a") as audio:
            assert audio.recording.damage
    except AudioError as error:
        assert apart.CRASHED not in str(error)
