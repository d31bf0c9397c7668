"""Whether transmissions are cut the same wherever a recording begins.

usage: cuts.py TRUTH_DIR... [--minutes 15] [--times 2] [--seed 1]

TRUTH_DIR holds ``<id>.truth.json`` and the recordings, as audio_samples/ does. The recordings of each folder
are put one behind the other, sometimes with dead air between them, onto a channel. It is listened to as a
whole, and again from a cut at any hundredth of a second on. Prints how many transmissions begin more than
30 s behind a cut, how many of them are in one only, and how many of these by more than 60 ms.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dispatch.audio.decode import open_audio
from dispatch.audio.listen import listen
from dispatch.interfaces import SAMPLE_RATE_HZ
from dispatch.values import Recording, Span

Samples = NDArray[np.float32]

A_MS = SAMPLE_RATE_HZ // 1000
FAR_MS, NEAR_MS = 30_000, 60
DEAD_AIR_S = (5, 60)


@dataclass(frozen=True)
class Channel:
    """Sound in memory, as :class:`dispatch.interfaces.Audio`."""

    samples: Samples
    channels = (0,)

    @property
    def recording(self) -> Recording:
        return Recording("memory", "", 0, "wav", "pcm", SAMPLE_RATE_HZ, 1, self.duration_ms)

    @property
    def duration_ms(self) -> int:
        return len(self.samples) // A_MS

    def read(self, channel: int, span: Span) -> Samples:
        return self.samples[span.start_ms * A_MS : span.end_ms * A_MS]

    def transmissions(self, from_ms: int) -> set[Span]:
        """Those that begin so far behind a cut at ``from_ms``, when what is before it is not there."""
        later = Channel(self.samples[from_ms * A_MS :])
        spans = {stretch.span.shift(from_ms) for stretch in listen(later).stretches}
        return {span for span in spans if span.start_ms > from_ms + FAR_MS}


def channel(folder: Path, minutes: int, chance: random.Random) -> Channel:
    names = [json.loads(path.read_text("utf-8"))["audio"] for path in sorted(folder.glob("*.truth.json"))]
    chance.shuffle(names)
    pieces: list[Samples] = []
    while sum(map(len, pieces)) < minutes * 60 * SAMPLE_RATE_HZ:
        with open_audio(folder / names[len(pieces) % len(names)]) as audio:
            pieces.append(audio.read(0, Span(0, audio.duration_ms)))
        if chance.random() < 0.5:
            pieces.append(np.zeros(chance.randint(*DEAD_AIR_S) * SAMPLE_RATE_HZ, np.float32))
    return Channel(np.concatenate(pieces)[: minutes * 60 * SAMPLE_RATE_HZ])


def alike(span: Span, others: set[Span]) -> bool:
    return any(
        abs(span.start_ms - other.start_ms) <= NEAR_MS and abs(span.end_ms - other.end_ms) <= NEAR_MS
        for other in others
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("truth", type=Path, nargs="+")
    parser.add_argument("--minutes", type=int, default=15)
    parser.add_argument("--times", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    for folder in args.truth:
        sound = channel(folder, args.minutes, chance)
        whole = sound.transmissions(0)
        behind, only = 0, []
        for _ in range(args.times):
            cut = chance.randrange(sound.duration_ms // 30, sound.duration_ms // 20) * 10
            found = sound.transmissions(cut)
            expected = {span for span in whole if span.start_ms > cut + FAR_MS}
            behind += len(expected | found)
            for here, there in ((expected, found), (found, expected)):
                only += [alike(span, there) for span in here - there]
        far_off = only.count(False)
        print(f"{folder.name}: {behind} far from a cut, {len(only)} unlike, {far_off} by over {NEAR_MS} ms")


if __name__ == "__main__":
    main()
