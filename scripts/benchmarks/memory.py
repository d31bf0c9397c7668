"""Compare the most memory that ``dispatch transcribe`` takes for a day of audio with that for half an hour.

usage: memory.py TRUTH_DIR WORK [--hours 24] [--calls 4] [--model tiny.en]

TRUTH_DIR holds ``<id>.truth.json`` beside the recordings, as audio_samples/ does. Half an hour is so many of
their transmissions on an idle channel of noise at -65 dB of full scale, at places drawn at random (seed 1);
the day is that half hour again and again, each time with other noise. Both go through the command line with
one job and one thread. Prints the most resident memory of the process and all that it started together,
sampled four times a second, shared pages counted in each process that holds them.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import soundfile
from traffic import transmissions

from dispatch.interfaces import SAMPLE_RATE_HZ

HALF_HOUR_S = 1800
IDLE = 10 ** (-65 / 20)
EVERY_S = 0.25


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("truth", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--hours", type=float, default=24)
    parser.add_argument("--calls", type=int, default=4, help="transmissions in each half hour")
    parser.add_argument("--model", default="tiny.en")
    args = parser.parse_args()
    args.work.mkdir(parents=True, exist_ok=True)
    short = measured(args, 1)
    long = measured(args, round(args.hours * 2))
    print(f"{args.hours:g} hours take {long / short:.2f} times the memory of half an hour")


def measured(args: argparse.Namespace, half_hours: int) -> int:
    """The most memory of one run over so many half hours, in MB."""
    path = args.work / f"{half_hours}.wav"
    write(path, args.truth, args.calls, half_hours)
    options = ["-o", args.work / f"{half_hours}", "--model", args.model, "--jobs", 1, "--quiet"]
    command = [sys.executable, "-m", "dispatch", "transcribe", *map(str, (path, *options))]
    began, most = time.monotonic(), 0
    run = subprocess.Popen(command, env={**os.environ, "OMP_NUM_THREADS": "1"})
    while run.poll() is None:
        most = max(most, memory_mb(run.pid))
        time.sleep(EVERY_S)
    path.unlink()
    print(
        f"{half_hours / 2:g} hours: exit code {run.returncode}, {most} MB, {time.monotonic() - began:.0f} s",
        flush=True,
    )
    return most


def memory_mb(leader: int) -> int:
    """Resident memory of a process and of all that descend from it."""
    total, waiting = 0, [leader]
    while waiting:
        process = waiting.pop()
        with contextlib.suppress(OSError):  # it may end while it is looked at
            total += int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            for thread in Path(f"/proc/{process}/task").iterdir():
                waiting += map(int, (thread / "children").read_text().split())
    return round(total / 1e6)


def write(path: Path, truth: Path, calls: int, half_hours: int) -> None:
    """So many half hours of a mostly idle channel as 16-bit WAV."""
    rng = np.random.default_rng(1)
    sounds = [sound for sound, _ in itertools.islice(transmissions([truth]), calls)]
    length = HALF_HOUR_S * SAMPLE_RATE_HZ
    room = length // calls
    places = [number * room + rng.integers(room - len(sound)) for number, sound in enumerate(sounds)]
    with soundfile.SoundFile(path, "w", SAMPLE_RATE_HZ, 1, "PCM_16") as file:
        for _ in range(half_hours):
            channel = IDLE * rng.standard_normal(length, np.float32)
            for place, sound in zip(places, sounds, strict=True):
                channel[place : place + len(sound)] = sound
            file.write(np.clip(channel, -1, 1))


if __name__ == "__main__":
    main()
