"""Fuzz without guidance, fast and in great numbers, over inputs that guided fuzzing has gathered.

usage: python -m fuzz.endless TARGET FOLDER... [--runs N] [--seed N] [--faults FOLDER]     from scripts/

Each input is a file of the folders, cut, spliced with another, bent in up to eight places. It is written
down before it is tried, by a process that may die of it. Prints runs, seconds, the slowest run and the most
memory; a run of more than 5 s of processor time, more than 1 GB, an exception or a death is a fault, and
its input is kept.
"""

from __future__ import annotations

import argparse
import gc
import mmap
import os
import random
import resource
import signal
import struct
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

LONGEST_S = 5
MOST_BYTES = 1 << 30
LARGEST_INPUT = 1 << 22
MOST_KEPT = 20
PORTION = 20_000
"""Runs of one process."""
MOST_WARMING = 20
"""Inputs tried as they are before the first process is made: what they load and compile, it then has."""
_NUMBERS = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


class Hang(Exception):
    """A run took longer than :data:`LONGEST_S`."""


def mutated(chance: random.Random, inputs: Sequence[bytes], longest: int) -> bytes:
    """One of the inputs, or where it is longer than may be a piece of it, changed."""
    data = bytearray(_piece(chance, inputs, longest))
    if chance.random() < 0.2:
        other = _piece(chance, inputs, longest)
        data = data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]
    for _ in range(chance.randint(1, 8)):
        _bend(chance, data)
    return bytes(data[:longest])


def _piece(chance: random.Random, inputs: Sequence[bytes], longest: int) -> bytes:
    """An input from its beginning, and every second time from anywhere, so that its end is tried as well."""
    data = chance.choice(inputs)
    first = chance.randrange(len(data) - longest) if len(data) > longest and chance.random() < 0.5 else 0
    return data[first : first + longest]


def _bend(chance: random.Random, data: bytearray) -> None:
    at = chance.randrange(len(data) + 1)
    way = chance.randrange(7)
    if way == 0:
        data[at : at + 1] = chance.randbytes(1)
    elif way == 1 and at < len(data):
        data[at] ^= 1 << chance.randrange(8)
    elif way == 2:
        del data[at : at + chance.choice((1, 2, 4, 16, 64, 1024))]
    elif way == 3:
        data[at:at] = chance.randbytes(chance.choice((1, 2, 4, 16)))
    elif way == 4:
        size = chance.choice((1, 4, 16, 64, 256))
        data[at:at] = data[at : at + size] * chance.choice((1, 1, 2, 8))
    elif way == 5:
        kind = chance.choice(("<I", ">I", "<H", ">H"))
        number = chance.choice(_NUMBERS) & (0xFFFF if kind[1] == "H" else 0xFFFFFFFF)
        data[at : at + struct.calcsize(kind)] = struct.pack(kind, number)
    else:
        first = chance.randrange(len(data) + 1)
        piece = data[first : first + chance.choice((4, 32, 256))]
        data[at : at + len(piece)] = piece


def run(
    target: Callable[[bytes], None],
    inputs: Sequence[bytes],
    runs: int,
    seconds: float,
    seed: int,
    longest: int,
    faults: Path,
) -> None:
    """Try ``runs`` inputs in processes of their own, going on behind each that ends one, or for so long."""
    board = mmap.mmap(-1, LARGEST_INPUT + 16)
    for data in inputs[:MOST_WARMING]:
        target(data)
    gc.freeze()
    began, done, found, slowest, memory = time.monotonic(), 0, 0, 0.0, 0
    while done < runs and time.monotonic() - began < seconds:
        child = os.fork()
        if child == 0:
            _try(target, inputs, done, runs, seed, longest, board, faults)
        _, status, used = os.wait4(child, 0)
        count, length, worst = struct.unpack_from("<IIf", board)
        slowest, memory = max(slowest, worst), max(memory, used.ru_maxrss)
        if status:
            found += 1
            how = os.waitstatus_to_exitcode(status)
            _keep(faults, bytes(board[16 : 16 + length]), f"died of {how}")
        done = count
    processor = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    print(
        f"{done} runs in {processor:.0f} s of processor time, {1000 * processor / max(1, done):.2f} ms each, "
        f"slowest {slowest:.2f} s, most memory {memory / 1024:.0f} MB, deaths {found}, seed {seed}",
        flush=True,
    )


def _try(
    target: Callable[[bytes], None],
    inputs: Sequence[bytes],
    first: int,
    runs: int,
    seed: int,
    longest: int,
    board: mmap.mmap,
    faults: Path,
) -> None:
    # On one core libav starts no threads, which cost a short input more than its decoding.
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[-1]})
    signal.signal(signal.SIGPROF, _hang)
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_BYTES, MOST_BYTES))
    worst = 0.0
    for number in range(first, min(runs, first + PORTION)):
        data = mutated(random.Random(seed * 1_000_003 + number), inputs, longest)
        board[16 : 16 + len(data)] = data
        struct.pack_into("<IIf", board, 0, number + 1, len(data), worst)
        began = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, LONGEST_S)
        try:
            target(data)
        except BaseException as error:
            _keep(faults, data, f"{type(error).__name__}: {str(error)[:200]}")
        signal.setitimer(signal.ITIMER_PROF, 0)
        worst = max(worst, time.process_time() - began)
        struct.pack_into("<IIf", board, 0, number + 1, len(data), worst)
    os._exit(0)


def _hang(number: int, frame: FrameType | None) -> None:
    raise Hang(f"more than {LONGEST_S} s")


def _keep(faults: Path, data: bytes, why: str) -> None:
    faults.mkdir(parents=True, exist_ok=True)
    if len(list(faults.iterdir())) >= MOST_KEPT:
        return
    path = faults / f"fault-{hash(data) & 0xFFFFFFFF:08x}"
    path.write_bytes(data)
    print(f"FAULT {path}: {why}", file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("target")
    parser.add_argument("inputs", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=1e9, help="stop after so long by the clock")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=int, default=400, help="bytes of an input")
    parser.add_argument("--faults", type=Path, default=Path("faults"))
    args = parser.parse_args()
    from fuzz.containers import CONTAINERS, container
    from fuzz.targets import TARGETS

    target = container if args.target in CONTAINERS else TARGETS[args.target]
    files = [file for place in args.inputs if place.is_dir() for file in sorted(place.iterdir())]
    inputs = [file.read_bytes() for file in files]
    print(f"{args.target}: {len(inputs)} inputs", flush=True)
    run(target, inputs, args.runs, args.seconds, args.seed, args.longest, args.faults / args.target)


if __name__ == "__main__":
    main()
