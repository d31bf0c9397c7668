"""Folders of short calls cut from a sample, with sidecars as trunk-recorder writes them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

SAMPLE = Path(__file__).parents[2] / "audio_samples" / "police-feedmill.flac"
START = 1_773_540_000
"""2026-03-15T02:00:00Z."""


def make_calls(folder: Path, count: int, seconds: float = 1.5) -> list[Path]:
    """Calls of so many seconds, each from another place of the sample, so that no two have the same bytes."""
    import soundfile

    samples, rate = soundfile.read(SAMPLE, dtype="int16")
    folder.mkdir(parents=True, exist_ok=True)
    long = int(seconds * rate)
    step = (len(samples) - long) // max(1, count)
    made = []
    for number in range(count):
        talkgroup = 101 + number % 3
        path = folder / f"{talkgroup}-{START + 7 * number}_851{number:06}.0-call_{number}.wav"
        soundfile.write(path, samples[number * step : number * step + long], rate)
        path.with_suffix(".json").write_text(json.dumps(sidecar(number, talkgroup, seconds)))
        made.append(path)
    return made


def sidecar(number: int, talkgroup: int, seconds: float) -> dict:
    """What trunk-recorder writes beside a call."""
    start = START + 7 * number
    return {
        "freq": 851_000_000 + number,
        "start_time": start,
        "stop_time": start + 2,
        "call_length": seconds,
        "talkgroup": talkgroup,
        "talkgroup_tag": f"Dispatch {talkgroup}",
        "short_name": "north",
        "freqList": [{"freq": 851_000_000, "time": start, "pos": 0.0, "len": seconds, "error_count": 0}],
        "srcList": [{"src": 4000 + number % 5, "time": start, "pos": 0.0, "emergency": 0, "tag": ""}],
    }


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their names."""
    return dict(_contents(folder))


def _contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.iterdir()):
        yield path.name, path.read_bytes()
