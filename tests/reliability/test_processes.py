"""Kills, crashes, too little memory, and two runs at once."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dispatch.files import alone_in, scratch_folder
from tests.cli.conftest import Command
from tests.reliability.conftest import TINY, cut, started, transcripts

ABOVE_ANY_PROCESS = 2**22 + 17
"""Linux gives no process a number above 2^22."""


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("calls")
    for number, start in enumerate((10.5, 20, 30)):
        cut(folder / f"{number}.wav", start, start + 5)
    return folder


@pytest.mark.model
def test_killed_at_any_moment_nothing_is_half_there_and_nothing_finished_is_lost(
    dispatch: Command, calls: Path, tmp_path: Path
) -> None:
    chance = random.Random(20260117)
    out = tmp_path / "out"
    environment = {**os.environ, "TMPDIR": str(tmp_path / "temporary")}
    (tmp_path / "temporary").mkdir()
    finished: dict[str, bytes] = {}
    for kill_after_lines in (0, 1):
        command = [sys.executable, "-m", "dispatch", "transcribe", calls, "-o", out, *TINY]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, text=True
        )
        assert process.stdout is not None
        for _ in range(kill_after_lines):
            process.stdout.readline()
        time.sleep(chance.uniform(0.2, 1.5))
        process.kill()
        process.wait()
        while process.stdout.read(4096):
            pass  # the pipe closes when the last process of the run is gone
        found = transcripts(out) if out.exists() else {}
        assert finished.items() <= found.items()
        finished = found
        assert list((tmp_path / "temporary").iterdir()) == []
    assert dispatch("transcribe", calls, "-o", out, *TINY).code == 0
    assert dispatch("transcribe", calls, "-o", tmp_path / "undisturbed", *TINY).code == 0
    assert transcripts(out) == transcripts(tmp_path / "undisturbed")
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []


@pytest.mark.model
@pytest.mark.parametrize("most_mb", [400, 900])
def test_too_little_memory_for_the_recogniser(calls: Path, tmp_path: Path, most_mb: int) -> None:
    """Under a real limit of the address space the model can't be had, or not for long."""
    most, out = most_mb << 20, tmp_path / "out"
    run = subprocess.run(
        [sys.executable, "-m", "dispatch", "transcribe", calls, "-o", out, *TINY],
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (most, most)),
    )
    assert run.returncode in (2, 3), run
    assert "error: " in run.stderr and "Traceback" not in run.stderr
    assert len(transcripts(out)) < len(list(calls.iterdir()))
    assert [path.name for path in out.iterdir() if path.name.startswith(".")] == []


def supervised(work: str) -> subprocess.CompletedProcess[str]:
    code = (
        "import os, signal, sys\n"
        "from dispatch.running.supervision import supervised\n"
        f"def work():\n    {work}\n"
        "def crashed(how):\n    print(how, file=sys.stderr)\n    return 3\n"
        "sys.exit(supervised(work, crashed))\n"
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("work", "code", "said"),
    [
        ("return 0", 0, ""),
        ("return 1", 1, ""),
        ("os.kill(os.getpid(), signal.SIGKILL)", 3, "memory ran out"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", 3, "SIGSEGV"),
        ("os.abort()", 3, "SIGABRT"),
        ("os._exit(1)", 3, "exit code 1"),
    ],
)
def test_somebody_is_left_to_say_how_it_ended(work: str, code: int, said: str) -> None:
    run = supervised(work)
    assert (run.returncode, said in run.stderr) == (code, True), run
    assert run.stderr.count("\n") == bool(said)


@pytest.mark.parametrize("command", ["transcribe", "verify", "report", "check"])
def test_every_command_with_native_code_in_it_says_that_it_crashed(command: str) -> None:
    code = (
        "import os, sys\nfrom dispatch.cli import main\n"
        f"sys.argv = ['dispatch', {command!r}]\n"
        "main.main = os.abort\nmain.run()\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (run.returncode, run.stderr.startswith("error: dispatch: its process died")) == (3, True), run


def test_nothing_works_on_for_a_process_that_was_killed(tmp_path: Path) -> None:
    sign = tmp_path / "sign"
    code = (
        "import pathlib, time\nfrom dispatch.running.supervision import supervised\n"
        f"sign = pathlib.Path({str(sign)!r})\n"
        "def work():\n"
        "    for count in range(300):\n        sign.write_text(str(count))\n        time.sleep(0.1)\n"
        "    return 0\n"
        "supervised(work, lambda how: 3)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code])
    while not sign.exists():
        time.sleep(0.02)
    process.kill()
    process.wait()
    time.sleep(0.5)
    count = sign.read_text()
    time.sleep(0.5)
    assert sign.read_text() == count


@pytest.mark.model
def test_a_second_run_waits_for_the_first_and_uses_its_work(calls: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with alone_in(out):
        process = started("transcribe", calls / "0.wav", "-o", out, *TINY)
        assert process.stderr is not None
        assert "another run is at work in this folder" in process.stderr.readline()
        assert list(out.iterdir()) == []
    process.communicate(timeout=60)
    assert process.returncode == 0
    assert list(transcripts(out)) == ["0.transcript.json"]


def test_what_a_killed_run_left_half_written_is_removed(tmp_path: Path) -> None:
    dead = tmp_path / f".dispatch-{ABOVE_ANY_PROCESS}-00ff.part"
    living = tmp_path / f".dispatch-{os.getpid()}-00ff.part"
    (tmp_path / "clips").mkdir()
    clip = tmp_path / "clips" / dead.name
    for file in (dead, living, clip):
        file.write_bytes(b"half")
    with alone_in(tmp_path):
        assert [dead.exists(), living.exists(), clip.exists()] == [False, True, False]


def test_scratch_is_private_and_removed_after_a_crash_too(tmp_path: Path) -> None:
    left = tmp_path / f"dispatch-{ABOVE_ANY_PROCESS}-abc"
    left.mkdir()
    (left / "words.txt").write_text("private")
    (tmp_path / "dispatch-notes").mkdir()
    with scratch_folder(home=tmp_path) as folder:
        assert folder.stat().st_mode & 0o777 == 0o700
        assert not left.exists()
        (folder / "words.txt").write_text("private")
    assert [path.name for path in tmp_path.iterdir()] == ["dispatch-notes"]


def test_an_orphan_of_the_pool_ends(tmp_path: Path) -> None:
    """The thread that each worker starts ends it when the pool's owner is killed."""
    code = (
        "import multiprocessing, os, pathlib, sys, threading, time\n"
        "from dispatch.batch import local\n"
        "def orphan(place):\n"
        "    threading.Thread(target=local._end_with_parent, daemon=True).start()\n"
        "    pathlib.Path(place).write_text(str(os.getpid()))\n"
        "    time.sleep(60)\n"
        "if __name__ == '__main__':\n"
        "    multiprocessing.get_context('spawn').Process(target=orphan, args=(sys.argv[1],)).start()\n"
        "    time.sleep(60)\n"
    )
    script, place = tmp_path / "pool.py", tmp_path / "pid"
    script.write_text(code)
    process = subprocess.Popen([sys.executable, script, place], stderr=subprocess.DEVNULL)
    while not (place.exists() and place.read_text()):
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    orphan = Path(f"/proc/{place.read_text()}")
    for _ in range(100):
        if not orphan.exists():
            break
        time.sleep(0.05)
    assert not orphan.exists()
