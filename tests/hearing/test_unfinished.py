"""A long recording's work survives a kill, and nobody can tell from the result."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dispatch.hearing import unfinished
from dispatch.values import Engine, Flag, Heard, Recording, Span, Stretch, Word

RECORDING = Recording("night.wav", "a" * 64, 44, "wav", "pcm_s16le", 16_000, 1, 90 * 60_000)
STRETCHES = tuple(Stretch(Span(at * 60_000, at * 60_000 + 50_000), 0, -20.5, 17.3) for at in range(30))


class Backend:
    """Hears each stretch's number, and dies when told to."""

    def __init__(self, dies_at: int | None = None) -> None:
        self.heard: list[int] = []
        self.dies_at = dies_at

    def hear(self, audio: Any, stretches: Sequence[Stretch], progress: Any = None) -> Iterator[Heard]:
        for stretch in stretches:
            number = stretch.span.start_ms // 60_000
            if number == self.dies_at:
                raise KeyboardInterrupt
            self.heard.append(number)
            word = Word(f"café {number}", stretch.span, 0.1234)
            yield Heard(stretch, word.word, 0.1234, (Flag.CLIPPED,), (word,), ("other",))


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(unfinished, "folder", lambda: tmp_path / "unfinished")


def hear(backend: Backend, engine: str = "base", sha256: str = "a" * 64) -> tuple[Heard, ...]:
    audio: Any = SimpleNamespace(recording=replace(RECORDING, sha256=sha256))
    ear: Any = SimpleNamespace(backend=backend, engine=Engine("whisper", "1", engine, "m" * 64, "en"))
    return unfinished.hear_all(audio, STRETCHES, ear)


def interrupted(at: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        hear(Backend(dies_at=at))


def test_what_was_heard_before_an_interruption_is_not_heard_again() -> None:
    whole = hear(Backend())
    interrupted(11)
    second = Backend()
    assert hear(second) == whole
    assert second.heard == list(range(11, 30))


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    interrupted(11)
    (left,) = (tmp_path / "unfinished").iterdir()
    assert left.stat().st_mode & 0o077 == 0, "somebody else could read it"
    hear(Backend())
    assert not list((tmp_path / "unfinished").iterdir())


@pytest.mark.parametrize("other", [{"engine": "tiny.en"}, {"sha256": "b" * 64}])
def test_other_work_takes_nothing_from_it(other: dict[str, str]) -> None:
    interrupted(11)
    backend = Backend()
    hear(backend, **other)
    assert backend.heard == list(range(30))


@pytest.mark.parametrize("cut", [1, 40, 400])
def test_a_line_cut_short_costs_that_line(tmp_path: Path, cut: int) -> None:
    whole = hear(Backend())
    interrupted(11)
    (left,) = (tmp_path / "unfinished").iterdir()
    left.write_bytes(left.read_bytes()[:-cut])
    backend = Backend()
    assert hear(backend) == whole
    assert 8 <= backend.heard[0] <= 10


def test_a_damaged_line_costs_what_follows_it(tmp_path: Path) -> None:
    whole = hear(Backend())
    interrupted(11)
    (left,) = (tmp_path / "unfinished").iterdir()
    lines = left.read_bytes().splitlines(keepends=True)
    left.write_bytes(b"".join([*lines[:4], b"\xff{]\n", *lines[5:]]))
    backend = Backend()
    assert hear(backend) == whole
    assert backend.heard[0] == 4


def test_short_recordings_leave_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unfinished, "WORTH_KEEPING_MS", 10**9)
    interrupted(11)
    assert not (tmp_path / "unfinished").exists()


def test_a_folder_that_cannot_be_made_costs_the_keeping_alone(tmp_path: Path) -> None:
    (tmp_path / "unfinished").write_text("in the way")
    assert len(hear(Backend())) == 30


KILLED = """
import os, signal, sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from dispatch.hearing import unfinished
import test_unfinished as t
unfinished.folder = lambda: Path({place!r})
class Killed(t.Backend):
    def hear(self, audio, stretches, progress=None):
        for one in super().hear(audio, stretches):
            if one.stretch.span.start_ms == 17 * 60_000:
                os.kill(os.getpid(), signal.SIGKILL)
            yield one
t.hear(Killed())
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal here")
def test_a_killed_process_loses_minutes(tmp_path: Path) -> None:
    place = str(tmp_path / "unfinished")
    code = KILLED.format(tests=str(Path(__file__).parent), place=place)
    ended = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], env=os.environ)
    assert ended.returncode == -signal.SIGKILL
    backend = Backend()
    heard = hear(backend)
    assert backend.heard == list(range(17, 30))
    assert [one.text for one in heard] == [f"café {number}" for number in range(30)]


def test_a_full_disk_costs_the_keeping_and_not_the_transcript() -> None:
    resource = pytest.importorskip("resource")
    usual, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300, hard))
    try:
        heard = hear(Backend())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (usual, hard))
    assert [one.text for one in heard] == [f"café {number}" for number in range(30)]
