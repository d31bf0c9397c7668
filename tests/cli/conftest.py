"""A short call cut from a sample, a list of claims about it, and the command to run."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dispatch.cli.main import main

TINY = ("--model", "tiny.en")
ALONE = (*TINY, "--witness", "none")
"""For checks to which it is nothing that a second model is asked."""
SAMPLES = Path(__file__).parents[2] / "audio_samples"
CALL_S = (10.5, 18.5)
"""Holds three transmissions of the sample, among them the one with the key."""

SAID = "The owner is on his way with a key. Do not go in until he gets there."
CLAIMS = [
    {"id": "c1", "quote": SAID, "attributed_to": "dispatcher"},
    {"id": "c2", "quote": SAID.replace("Do not go", "Do go"), "attributed_to": "dispatcher"},
    {"id": "c3", "quote": "We are heartbroken.", "checkable": False, "why_not": "said to reporters"},
]


@dataclass(frozen=True)
class Ended:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def errors(self) -> list[str]:
        return [line for line in self.err.splitlines() if line.startswith("error:")]


Command = Callable[..., Ended]


@pytest.fixture
def dispatch(capfd: pytest.CaptureFixture[str]) -> Command:
    """Run the command line in this process."""

    def run(*words: object) -> Ended:
        capfd.readouterr()
        code = main([str(word) for word in words])
        return Ended(code, *capfd.readouterr())

    return run


def started(*words: object) -> subprocess.Popen[str]:
    """The command line in a process of its own, in a group of its own."""
    command = [sys.executable, "-m", "dispatch", *map(str, words)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True)


def cut(target: Path, start_s: float, end_s: float) -> Path:
    """A piece of the police sample as a WAV file."""
    import soundfile

    source = SAMPLES / "police-feedmill.flac"
    rate = soundfile.info(source).samplerate
    samples, _ = soundfile.read(source, start=int(start_s * rate), stop=int(end_s * rate))
    soundfile.write(target, samples, rate)
    return target


@pytest.fixture(scope="session")
def call(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cut(tmp_path_factory.mktemp("calls") / "call.wav", *CALL_S)


@pytest.fixture(scope="session")
def verified(call: Path, claims: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one verification, made once. Tests that change anything in it take a copy."""
    out = tmp_path_factory.mktemp("verified") / "out"
    words = ["verify", call, "--claims", claims, "-o", out, *TINY]
    assert main([str(word) for word in words]) == 0
    return out


@pytest.fixture
def out(verified: Path, tmp_path: Path) -> Path:
    """A copy of the verification, to work in: the call is already transcribed there."""
    return Path(shutil.copytree(verified, tmp_path / "verified"))


@pytest.fixture(scope="session")
def claims(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("claims") / "claims.json"
    file.write_text(json.dumps(CLAIMS))
    return file
