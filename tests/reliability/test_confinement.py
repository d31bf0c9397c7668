"""Nothing leaves the machine, nothing lands outside the folder of results, nothing is run."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import av
import numpy
import pytest
import soundfile

from tests.cli.conftest import Command
from tests.reliability.conftest import TINY, transcripts

PACKAGE = Path(__file__).parents[2] / "dispatch"
FORBIDDEN_MODULES = {
    "pickle",
    "marshal",
    "shelve",
    "dill",
    "yaml",
    "urllib.request",
    "http",
    "requests",
    "ftplib",
}
FORBIDDEN_CALLS = {"eval", "exec", "system", "popen", "__import__", "loads_pickle"}


def tree(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_no_shell_no_pickle_no_network_client(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            assert not FORBIDDEN_MODULES & {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.module not in FORBIDDEN_MODULES
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert name not in FORBIDDEN_CALLS
            assert not any(keyword.arg in ("shell", "allow_pickle") for keyword in node.keywords)


WATCHED = """
import sys
def watch(event, args):
    asks = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "os.system")
    if event in asks:
        if not (event == "socket.connect" and isinstance(args[1], (str, bytes))):
            print("WATCHED", event, args[1:], file=sys.stderr)
    if event == "subprocess.Popen" and args[0] != sys.executable:
        print("WATCHED", event, args[:2], file=sys.stderr)
sys.addaudithook(watch)
from dispatch.cli.main import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.model
def test_a_verification_asks_no_network_and_leaves_nothing_at_home(
    call: Path, claims: Path, tmp_path: Path
) -> None:
    """Everything that libraries might keep or send would stand in one of these folders, or be seen.

    All that stays is base, which is asked beside tiny.en, put together from its two packages.
    Where this user may, the network is taken away as well, natively, so that what is not Python's fails.
    """
    home, temporary, out = tmp_path / "home", tmp_path / "temporary", tmp_path / "out"
    home.mkdir()
    temporary.mkdir()
    alone = ["unshare", "-n"] if os.geteuid() == 0 and can_unshare() else []
    words = [*alone, sys.executable, "-c", WATCHED, "verify", call, "--claims", claims, "-o", out, *TINY]
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(temporary), "LANG": "C.UTF-8",
        "XDG_CACHE_HOME": str(home / "cache"),
    }  # fmt: skip
    run = subprocess.run([*map(str, words)], capture_output=True, text=True, env=environment, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert "WATCHED" not in run.stderr
    assert (out / "report.html").exists()
    models = "cache/radio-dispatch/models"
    left = {name for name in tree(home) | tree(temporary) if not name.startswith(f"{models}/base-")}
    assert left <= {"cache", "cache/radio-dispatch", models}
    assert {path.name for path in tmp_path.iterdir()} == {"home", "temporary", "out"}


def can_unshare() -> bool:
    return bool(shutil.which("unshare")) and subprocess.run(["unshare", "-n", "true"]).returncode == 0


NAMES = (
    "..wav",
    "-o.wav",
    "a\nb.wav",
    "\u202egpj.wav",
    "~.wav",
    "$(touch x).wav",
    "...wav",
    "%s.wav",
    "nul.wav",
)


@pytest.mark.model
def test_names_of_recordings_lead_nowhere(dispatch: Command, tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    calls.mkdir()
    for number, name in enumerate(NAMES):
        soundfile.write(calls / name, numpy.full(3000 + number, 1e-4), 8000, format="WAV")
    before = tree(tmp_path)
    ended = dispatch(
        "transcribe", *(calls / name for name in NAMES), "-o", tmp_path / "out", *TINY, "--formats", "srt"
    )
    assert (ended.code, "Traceback" in ended.err) == (0, False), ended.err
    assert len(transcripts(tmp_path / "out")) == len(NAMES)
    new = tree(tmp_path) - before
    assert {path for path in new if not path.startswith("out")} == set()


@pytest.mark.model
def test_tags_and_sidecars_lead_nowhere(dispatch: Command, tmp_path: Path) -> None:
    calls = tmp_path / "calls"
    calls.mkdir()
    elsewhere = "../../../../../../../../tmp/dispatch-elsewhere"
    call = calls / "100-1768707000_154000000.mp3"
    samples = numpy.zeros((1, 16000), dtype=numpy.float32)
    with av.open(str(call), "w", format="mp3") as container:
        stream = container.add_stream("libmp3lame", rate=16000, layout="mono")
        container.metadata.update(
            {"title": elsewhere, "artist": "/etc/passwd", "comment": "file:///etc/passwd"}
        )
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
        frame.sample_rate = 16000
        for packet in (*stream.encode(frame), *stream.encode(None)):
            container.mux(packet)
    sidecar = {
        "freq": 154000000, "start_time": 1768707000, "stop_time": 1768707001, "talkgroup": 100,
        "call_length": 1, "talkgroup_tag": elsewhere, "short_name": elsewhere, "filename": elsewhere,
        "audio": elsewhere, "srcList": [{"src": 7, "time": 1768707000, "pos": 0, "tag": elsewhere}],
    }  # fmt: skip
    call.with_suffix(".json").write_text(json.dumps(sidecar))
    before = tree(tmp_path)
    ended = dispatch("transcribe", calls, "-o", tmp_path / "out", *TINY)
    assert (ended.code, ended.errors) == (0, []), ended.err
    assert {path for path in tree(tmp_path) - before if not path.startswith("out")} == set()
    assert len(list((tmp_path / "out").iterdir())) == 1
    assert not Path("/tmp/dispatch-elsewhere").exists()


def test_clips_of_claims_with_hostile_ids_stay_in_their_folder() -> None:
    from dispatch.report.players import clip_file
    from dispatch.values import Clip, Span

    for claim_id in ("../../x", "/etc/passwd", "..", "", "a\x00b", "c" * 500, "con", "\u202e"):
        clip = Clip(claim_id, "ab" * 32, 0, Span(0, 10), "audio/mpeg", b"", "cd" * 32)
        name = clip_file(0, clip)
        parts = Path(name).parts
        assert parts[0] == "clips" and len(parts) == 2 and ".." not in parts
        assert len(name) < 200 and name.isascii()
