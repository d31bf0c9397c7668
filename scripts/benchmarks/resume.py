"""Kill a batch of 2,000 calls twenty times at random, and compare what it ends with to an uninterrupted run.

usage: resume.py FOLDER [--calls 2000] [--kills 20] [--seconds 1.0] [--jobs 1] [--model tiny.en] [--minutes 8]

The calls are cut from the samples, each from another place, with sidecars as trunk-recorder writes them.
FOLDER holds the calls and both results; after --minutes the script stops, and the same command goes on. The
uninterrupted run is one process all the while: between the script's own runs it is stopped, not ended.
Prints one JSON object at the end: how many transcripts there are, whether each is the same byte for byte in
both, what the archive holds, and the memory of the uninterrupted run from call 100 to the last.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SAMPLES = ("police-feedmill.flac", "transit-consoles.flac", "fire-maplecourt.wav")
START = 1_773_540_000


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--calls", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--model", default="tiny.en")
    parser.add_argument("--minutes", type=float, default=8.0)
    args = parser.parse_args()
    ends = time.monotonic() + 60 * args.minutes
    calls = args.folder / "calls"
    if not calls.exists():
        _make(args.folder, args.calls, args.seconds)
    state = _State(args.folder / "state.json")
    whole = args.folder / "whole"
    if _count(whole) < args.calls:
        _uninterrupted(args, whole, ends, state)
    broken = args.folder / "broken"
    chance = random.Random(state.killed)
    while state.killed < args.kills:
        goal = round(args.calls * (state.killed + chance.random()) / (args.kills + 1))
        if not _run(args, broken, ends, stop_at=goal):
            sys.exit("more to do: run the same command again")
        state.killed += 1
        state.write()
    if not _run(args, broken, ends, stop_at=None):
        sys.exit("more to do: run the same command again")
    print(json.dumps(_compared(args, whole, broken, state), indent=1))


class _State:
    """What has been done, kept beside the results."""

    def __init__(self, path: Path) -> None:
        self._path = path
        known = json.loads(path.read_text()) if path.exists() else {}
        self.killed: int = known.get("killed", 0)
        self.process: int = known.get("process", 0)
        """Of the uninterrupted run."""
        self.memory: list[list[int]] = known.get("memory", [])
        """Calls done, and megabytes then."""

    def write(self) -> None:
        known = {"killed": self.killed, "process": self.process, "memory": self.memory}
        self._path.write_text(json.dumps(known))


def _make(folder: Path, count: int, seconds: float) -> None:
    """The calls; the folder gets its name when it is whole."""
    import soundfile

    sounds = [soundfile.read(ROOT / "audio_samples" / name, dtype="int16") for name in SAMPLES]
    place = folder / "calls.part"
    place.mkdir(parents=True)
    for number in range(count):
        samples, rate = sounds[number % len(sounds)]
        mono = samples if samples.ndim == 1 else samples[:, 0]
        long = int(seconds * rate)
        first = (number // len(sounds)) * (len(mono) - long) // (count // len(sounds) + 1)
        group, start = 101 + number % 5, START + 7 * number
        path = place / f"{group}-{start}_851{number:06}.0-call_{number}.wav"
        soundfile.write(path, mono[first : first + long], rate)
        said = {
            "freq": 851_000_000 + number,
            "start_time": start,
            "stop_time": start + 1,
            "call_length": seconds,
            "talkgroup": group,
            "talkgroup_tag": f"Dispatch {group}",
            "short_name": "north",
            "freqList": [{"freq": 851_000_000, "time": start, "pos": 0.0, "len": seconds, "error_count": 0}],
            "srcList": [{"src": 4000 + number % 9, "time": start, "pos": 0.0, "emergency": 0, "tag": ""}],
        }
        path.with_suffix(".json").write_text(json.dumps(said))
    place.rename(folder / "calls")


def _uninterrupted(args: argparse.Namespace, out: Path, ends: float, state: _State) -> None:
    """Begin the run, or let it go on; stop it for the time being when time is up."""
    if not state.process:
        process = subprocess.Popen(_command(args, out), stdout=subprocess.DEVNULL, start_new_session=True)
        state.process = process.pid
        state.write()
    os.killpg(state.process, signal.SIGCONT)
    seen = 0
    while (count := _count(out)) < args.calls:
        memory = _memory_mb(state.process)
        if not memory and _count(out) < args.calls:
            sys.exit("the uninterrupted run ended before its time: begin in another folder")
        if count - seen >= 50:
            seen = count
            state.memory.append([count, memory])
            state.write()
        if time.monotonic() > ends:
            os.killpg(state.process, signal.SIGSTOP)
            sys.exit(f"{count} done; run the same command again")
        time.sleep(0.5)
    while _memory_mb(state.process):
        time.sleep(0.2)


def _run(args: argparse.Namespace, out: Path, ends: float, stop_at: int | None) -> bool:
    """One run of the command, killed when ``stop_at`` transcripts are there; false where time is up first."""
    process = subprocess.Popen(_command(args, out), stdout=subprocess.DEVNULL, start_new_session=True)
    while process.poll() is None:
        late = time.monotonic() > ends
        if late or (stop_at is not None and _count(out) >= stop_at):
            time.sleep(random.uniform(0, 0.3))
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return not late
        time.sleep(0.02)
    return process.returncode == 0


def _command(args: argparse.Namespace, out: Path) -> list[str]:
    words = ["transcribe", args.folder / "calls", "-o", out, "--archive", out.with_suffix(".db")]
    options = ["--model", args.model, "--jobs", args.jobs, "--tz", "UTC", "--quiet"]
    return [sys.executable, "-m", "dispatch", *map(str, (*words, *options))]


def _memory_mb(leader: int) -> int:
    """Resident memory of a process and its children; 0 where it has ended."""
    try:
        state = Path(f"/proc/{leader}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return 0
    children: list[str] = []
    with contextlib.suppress(OSError):  # it changes while it is read, and not every kernel has it
        children = Path(f"/proc/{leader}/task/{leader}/children").read_text().split()
    total = 0
    for process in (str(leader), *children) if state != "Z" else ():
        with contextlib.suppress(OSError):
            total += int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return max(1, round(total / 1e6)) if state != "Z" else 0  # one that only begins has next to none


def _count(out: Path) -> int:
    return sum(1 for _ in out.glob("*.transcript.json")) if out.exists() else 0


def _compared(args: argparse.Namespace, whole: Path, broken: Path, state: _State) -> dict[str, object]:
    from dispatch.archive.database import Archive

    names = [{path.name for path in folder.iterdir()} for folder in (whole, broken)]
    same = sum(_same(whole / name, broken / name) for name in names[0] & names[1])
    with Archive(broken.with_suffix(".db")) as archive:
        [(transcripts,)] = archive.rows("SELECT count(*) FROM transcript")
    return {
        "calls": args.calls,
        "kills": state.killed,
        "transcripts": len(names[1]),
        "same as uninterrupted": same,
        "files that should not be there": sorted(names[1] - names[0]),
        "transcripts in the archive": transcripts,
        "memory of the uninterrupted run, MB, by calls done": dict(_thinned(state.memory)),
    }


def _same(first: Path, second: Path) -> bool:
    return first.read_bytes() == second.read_bytes()


def _thinned(memory: list[list[int]]) -> Iterator[tuple[int, int]]:
    """The first reading after each of a few numbers of calls, and the last."""
    for least in (50, 100, 250, 500, 1000, 1500):
        yield from [(count, mb) for count, mb in memory if count >= least][:1]
    yield from [(count, mb) for count, mb in memory[-1:]]


if __name__ == "__main__":
    main()
