"""No room, no right to write, nobody to read what is printed."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from dispatch.errors import OutputError
from dispatch.files import write_whole
from dispatch.report import write_report
from tests.cli.conftest import ALONE, SAMPLES, Command
from tests.reliability.conftest import TINY, cut, transcripts
from tests.report import samples


def fill(disk: Path, leave_bytes: int) -> Path:
    free = os.statvfs(disk)
    filling = disk / "filling"
    filling.write_bytes(bytes(free.f_bavail * free.f_frsize - leave_bytes))
    return filling


@pytest.mark.model
def test_what_fits_on_a_full_disk_is_kept_and_the_rest_is_named(
    dispatch: Command, small_disk: Path, tmp_path: Path
) -> None:
    """A transcript with words takes 8 kB and more, one of silence 2 kB."""
    calls = tmp_path / "calls"
    calls.mkdir()
    cut(calls / "a.wav", 0, 0.3)
    cut(calls / "b.wav", 10.5, 18.5)
    (small_disk / "out").mkdir()
    filling = fill(small_disk, 8192)
    ended = dispatch("transcribe", calls, "-o", small_disk / "out", *TINY)
    assert ended.code == 3
    [line] = ended.errors
    assert "b.transcript.json: no space left on device; " in line
    assert list(transcripts(small_disk / "out")) == ["a.transcript.json"]
    assert [path.name for path in (small_disk / "out").iterdir()] == ["a.transcript.json"]
    filling.unlink()
    ended = dispatch("transcribe", calls, "-o", small_disk / "out", *TINY)
    assert (ended.code, len(transcripts(small_disk / "out"))) == (0, 2)


@pytest.mark.model
def test_no_room_for_the_decoded_sound(
    dispatch: Command, small_disk: Path, tmp_path: Path, call: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(small_disk))
    ended = dispatch("transcribe", call, "-o", tmp_path / "out", *TINY)
    assert ended.code == 2
    assert "no space left on device; check the file and the free space for temporary files" in ended.err
    assert list(small_disk.iterdir()) == []


def test_an_earlier_file_outlives_a_full_disk(small_disk: Path) -> None:
    write_whole(small_disk / "report.json", b"earlier")
    fill(small_disk, 4096)
    with pytest.raises(OutputError, match="no space left"):
        write_whole(small_disk / "report.json", bytes(50_000))
    assert (small_disk / "report.json").read_bytes() == b"earlier"
    assert sorted(path.name for path in small_disk.iterdir()) == ["filling", "report.json"]


def test_a_file_may_be_too_large_for_its_owner(tmp_path: Path) -> None:
    """The same without a file system to mount: a limit on the size of files."""
    code = (
        "import pathlib, resource, signal\n"
        "from dispatch.files import write_whole\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        f"write_whole(pathlib.Path({str(tmp_path / 'report.json')!r}), bytes(5000))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "OutputError" in run.stderr and "file too large" in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_read_only_file_system(dispatch: Command, small_disk: Path, call: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    ended = dispatch("transcribe", call, "-o", small_disk / "out")
    assert ended.code == 2
    [line] = ended.errors
    assert "read-only file system; name a folder that can be written with -o" in line


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_standard_output_that_takes_nothing() -> None:
    article = SAMPLES / "police-feedmill.article.txt"
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "dispatch", "claims", str(article)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert run.returncode == 2
    assert run.stderr.startswith("error: standard output: no space left on device; ")
    assert "Traceback" not in run.stderr and "Exception ignored" not in run.stderr


def unread(*words: object) -> subprocess.CompletedProcess[str]:
    """A command whose standard output nobody reads any more."""
    reads, writes = os.pipe()
    os.close(reads)
    command = [sys.executable, "-m", "dispatch", *map(str, words)]
    try:
        return subprocess.run(command, stdout=writes, stderr=subprocess.PIPE, text=True)
    finally:
        os.close(writes)


def test_an_exit_code_is_the_same_though_nobody_reads_the_output(tmp_path: Path) -> None:
    report = samples.report()
    write_report(report, tmp_path, transcripts=(), clips=())
    run = unread("check", tmp_path)
    assert (run.returncode, run.stderr) == (1, "")  # its recording is not there to be checked


@pytest.mark.model
def test_a_run_goes_on_though_nobody_reads_the_output(tmp_path: Path) -> None:
    calls = [cut(tmp_path / name, 0, 0.3) for name in ("a.wav", "b.wav")]
    run = unread("transcribe", *calls, "-o", tmp_path / "out", *TINY, "--quiet")
    assert (run.returncode, run.stderr) == (0, "")
    assert list(transcripts(tmp_path / "out")) == ["a.transcript.json", "b.transcript.json"]


def test_file_names_that_are_no_text(tmp_path: Path) -> None:
    article = tmp_path / os.fsdecode(b"na\xffme.txt")
    article.write_text("“Hold there,” a dispatcher said over the radio.")
    words = [sys.executable, "-m", "dispatch", "claims", article, "-o", tmp_path / os.fsdecode(b"\xfe.json")]
    run = subprocess.run(words, capture_output=True, text=True)
    assert (run.returncode, "Traceback" in run.stderr) == (0, False), run.stderr


@pytest.mark.model
def test_recordings_whose_names_are_no_text(
    dispatch: Command, call: Path, claims: Path, tmp_path: Path
) -> None:
    calls = tmp_path / "calls"
    calls.mkdir()
    recording = Path(shutil.copy(call, calls / os.fsdecode(b"\xff.wav")))
    shutil.copy(call, calls / "zz.wav")
    out = tmp_path / "out"
    words = ("--archive", tmp_path / "a.db", "--formats", "txt,csv", *TINY)
    for _ in range(2):
        assert dispatch("transcribe", calls, "-o", out, *words).code == 0
    names = {os.fsencode(path.name) for path in (out).iterdir()}
    kinds = (b".transcript.json", b".txt", b".csv")
    assert names == {stem + kind for stem in (b"\xff", b"zz") for kind in kinds}
    assert dispatch("verify", recording, "--claims", claims, "-o", out, *ALONE).code == 0
    report = json.loads((out / "report.json").read_text("utf-8"))
    assert report["recordings"][0]["path"].endswith("\ufffd.wav")
    assert dispatch("check", out, "--recordings", calls).out == ""
    assert dispatch("archive", tmp_path / "b.db", out, "--recordings", calls).code == 0
    assert dispatch("search", "key", "--archive", tmp_path / "b.db").code == 0


def test_limits_are_as_they_were() -> None:
    """The limits set above are those of other processes."""
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
