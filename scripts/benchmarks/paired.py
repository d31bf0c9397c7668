"""Put labelled recordings two by two on the channels of one file, as a console with two radios records them.

usage: paired.py TRUTH_DIR OUT

Of TRUTH_DIR's recordings of one channel, in order of name, each two become OUT/<first>+<second>.wav with
its truth beside it: the second on channel 1, its speakers named anew. Both begin at once, so they talk over
each other as two talkgroups do.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

from dispatch.audio.decode import open_audio
from dispatch.interfaces import SAMPLE_RATE_HZ
from dispatch.values import Span


def main() -> None:
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    folder, out = map(Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    truths = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.truth.json"))]
    single = [one for one in truths if not any(said.get("channel", 0) for said in one["transmissions"])]
    for first, second in zip(single[::2], single[1::2], strict=False):
        pair(folder, first, second, out)


def pair(folder: Path, first: dict[str, Any], second: dict[str, Any], out: Path) -> None:
    """Write one recording of two, and what is true of it."""
    name = f"{first['id']}+{second['id']}"
    sides = [samples(folder, one) for one in (first, second)]
    both = np.zeros((max(map(len, sides)), 2), np.float32)
    for channel, side in enumerate(sides):
        both[: len(side), channel] = side
    soundfile.write(out / f"{name}.wav", both, SAMPLE_RATE_HZ)
    moved = [{**said, "channel": 1, "speaker": f"2 {said['speaker']}"} for said in second["transmissions"]]
    truth = {
        "id": name,
        "audio": f"{name}.wav",
        "channel": f"{first['channel']}, {second['channel']}",
        "seconds": len(both) / SAMPLE_RATE_HZ,
        "transmissions": first["transmissions"] + moved,
    }
    (out / f"{name}.truth.json").write_text(json.dumps(truth, indent=1), "utf-8")


def samples(folder: Path, truth: dict[str, Any]) -> NDArray[np.float32]:
    with open_audio(folder / truth["audio"]) as audio:
        return audio.read(0, Span(0, audio.duration_ms)).copy()


if __name__ == "__main__":
    main()
