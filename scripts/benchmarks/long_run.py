"""Six hours of a channel through ``verify``, in one file and in twelve: memory, verdicts, words.

usage: long_run.py WORK TRUTH_DIR... [--hours 6] [--files 12] [--most 12] [--claims 36] [--model tiny.en]
                    [--witness auto] [--no-clock]

TRUTH_DIR holds ``<id>.truth.json``, ``<id>.claims.json`` and the recordings, as audio_samples/ does. Each
recording is put whole onto a quiet channel, one an interval, some of them across the cuts. Files are named
as a feed's archive names them, by feed and minute, so that the parts are known to follow each other; with
--no-clock their names say nothing. What is done already (files in WORK) is not done again. Prints the most
memory of each run, claims whose verdicts differ with their distance from the nearest cut, and transmissions
more than 30 s from a cut that differ.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from dispatch.audio.decode import open_audio
from dispatch.values import Span

RATE_HZ = 16_000
FAR_MS = 30_000


def traffic(
    folders: list[Path], most: int, most_claims: int
) -> tuple[list[np.ndarray], list[dict[str, Any]]]:
    """The sound of each recording, and its claims with ids of their own."""
    sounds: list[np.ndarray] = []
    claims: list[dict[str, Any]] = []
    for path in sorted(file for folder in folders for file in folder.glob("*.truth.json"))[:most]:
        truth = json.loads(path.read_text("utf-8"))
        with open_audio(path.parent / truth["audio"]) as audio:
            parts = [audio.read(channel, Span(0, audio.duration_ms)) for channel in audio.channels]
            sounds.append(np.sum([part[: min(map(len, parts))] for part in parts], axis=0).clip(-1, 1))
        listed = path.with_name(path.name.replace(".truth.", ".claims."))
        for claim in json.loads(listed.read_text("utf-8")) if listed.exists() else ():
            claims.append({**claim, "id": f"{len(sounds)}-{claim['id']}"})
    return sounds, claims[:: max(1, len(claims) // most_claims)][:most_claims]


def file_name(part: int, minutes: float, clock: bool) -> str:
    """Of the part that begins so many minutes after midnight; parts in order sort by name."""
    moment = datetime(2026, 1, 17) + timedelta(minutes=minutes)
    return f"{moment:%Y%m%d%H%M}-{100_000 + part}-4242.flac" if clock else f"{part:02d}.flac"


def write_channel(work: Path, sounds: list[np.ndarray], hours: float, files: int, clock: bool) -> list[int]:
    """One FLAC of the whole and ``files`` of its parts; the cuts, in milliseconds."""
    total = round(hours * 3600 * RATE_HZ)
    each = total // files
    interval = total // len(sounds)
    starts = [number * interval + (interval - len(sound)) // 2 for number, sound in enumerate(sounds)]
    for number in range(0, len(starts), 3):  # every third lies across the nearest cut
        cut = max(1, min(files - 1, round(starts[number] / each))) * each
        moved = cut - len(sounds[number]) // 2
        if all(abs(moved - other) > 120 * RATE_HZ for other in starts if other != starts[number]):
            starts[number] = moved
    for name in ("parts", "whole"):
        (work / name).mkdir(parents=True, exist_ok=True)
    with soundfile.SoundFile(work / "whole" / file_name(0, 0, clock), "w", RATE_HZ, 1, "PCM_16") as whole:
        for part in range(files):
            block = np.zeros(each, dtype=np.float32)
            for start, sound in zip(starts, sounds, strict=True):
                first, last = max(start, part * each), min(start + len(sound), (part + 1) * each)
                if first < last:
                    block[first - part * each : last - part * each] += sound[first - start : last - start]
            whole.write(block)
            name = file_name(part, part * hours * 60 / files, clock)
            soundfile.write(work / "parts" / name, block, RATE_HZ, subtype="PCM_16")
    return [round(number * each * 1000 / RATE_HZ) for number in range(files + 1)]


def verified(recording: Path, out: Path, args: argparse.Namespace) -> dict[str, Any]:
    """The report of one ``dispatch verify``, and the memory that it took."""
    if not (out / "report.json").exists():
        words = ["verify", recording, "--claims", args.work / "claims.json", "-o", out, "--clips", "none"]
        words += ["--model", args.model, "--witness", args.witness, "--tz", "UTC"]
        subprocess.run(
            [sys.executable, "-m", "dispatch", *map(str, words)], check=True, stdout=subprocess.DEVNULL
        )
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"{out.name}: most memory of a process so far {memory:.0f} MB", flush=True)
    report: dict[str, Any] = json.loads((out / "report.json").read_text("utf-8"))
    return report


def heard(out: Path, cuts: list[int]) -> list[tuple[int, int, str]]:
    """Start and end on the whole channel's clock, and words."""
    found = []
    for path, shift in zip(sorted(out.glob("*.transcript.json")), cuts, strict=False):
        for one in json.loads(path.read_text("utf-8"))["transmissions"]:
            found.append((round(one["start"] * 1000) + shift, round(one["end"] * 1000) + shift, one["text"]))
    return found


def far(one: tuple[int, int, str], cuts: list[int]) -> bool:
    return all(
        a + FAR_MS < one[0] and one[1] < b - FAR_MS for a, b in pairwise(cuts) if a < one[1] and one[0] < b
    )


def from_a_cut_s(finding: dict[str, Any], cuts: list[int]) -> float | None:
    """Seconds between a finding in the whole channel and the nearest cut; None where it has no place."""
    if finding["start"] is None:
        return None
    start, end = float(finding["start"]), float(finding["end"])
    return min(max(start - cut / 1000, cut / 1000 - end, 0.0) for cut in cuts[1:-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("work", type=Path)
    parser.add_argument("truth", nargs="+", type=Path)
    parser.add_argument("--hours", type=float, default=6)
    parser.add_argument("--files", type=int, default=12)
    parser.add_argument("--most", type=int, default=12)
    parser.add_argument("--claims", type=int, default=36)
    parser.add_argument("--model", default="tiny.en")
    parser.add_argument("--witness", default="auto")
    parser.add_argument("--no-clock", action="store_true", help="file names that say nothing of time")
    args = parser.parse_args()
    plan = args.work / "plan.json"
    if not plan.exists():
        sounds, claims = traffic(args.truth, args.most, args.claims)
        cuts = write_channel(args.work, sounds, args.hours, args.files, not args.no_clock)
        (args.work / "claims.json").write_text(json.dumps(claims), "utf-8")
        plan.write_text(json.dumps(cuts))
        print(f"{len(sounds)} recordings, {len(claims)} claims, {args.hours} hours", flush=True)
    cuts = json.loads(plan.read_text())
    whole = verified(args.work / "whole", args.work / "out-whole", args)
    parts = verified(args.work / "parts", args.work / "out-parts", args)
    pairs = list(zip(whole["findings"], parts["findings"], strict=True))
    differing = [
        (a["claim_id"], a["verdict"], b["verdict"], from_a_cut_s(a, cuts))
        for a, b in pairs
        if a["verdict"] != b["verdict"]
    ]
    print(f"{len(pairs) - len(differing)} of {len(pairs)} verdicts are the same; others: {differing}")
    one, twelve = (
        [x for x in heard(args.work / name, cuts) if far(x, cuts)] for name in ("out-whole", "out-parts")
    )
    unlike = [x for x in one if x not in twelve] + [x for x in twelve if x not in one]
    print(f"{len(one)} transmissions more than 30 s from a cut, {len(unlike)} unlike: {unlike[:10]}")


if __name__ == "__main__":
    main()
