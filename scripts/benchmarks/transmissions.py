"""Score where transmissions are cut and how much speech is missed or kept wrongly.

usage: transmissions.py TRUTH_DIR...

TRUTH_DIR holds ``<id>.truth.json`` with ``audio``, ``channel`` and ``transmissions`` (``start``, ``end``),
beside the recordings: audio_samples/ has such files.

A transmission is found when the stretch heard and the true one share at least half of the time that either
holds; F1 counts those. Speech missed and falsely kept are counted in frames of 20 ms beyond a collar of
100 ms at both ends, as shares of the speech there is. All channels of a recording are taken together. The
last column is processor time as a share of the recording's length, one thread.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dispatch.audio.decode import open_audio
from dispatch.audio.listen import listen
from dispatch.values import Span

FRAME_MS, COLLAR_MS = 20, 100
HIT = 0.5


@dataclass(frozen=True)
class Score:
    """Counts and seconds, which add up over recordings."""

    hits: int = 0
    found: int = 0
    true: int = 0
    speech_s: float = 0.0
    missed_s: float = 0.0
    false_s: float = 0.0
    length_s: float = 0.0
    processor_s: float = 0.0

    def __add__(self, other: Score) -> Score:
        return Score(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def row(self, name: str) -> str:
        f1 = 2 * self.hits / max(self.found + self.true, 1)
        shares = [part / max(self.speech_s, 1e-9) for part in (self.missed_s, self.false_s)]
        load = self.processor_s / max(self.length_s, 1e-9)
        return (
            f"{name:28.28} {f1:7.4f} {self.hits:5} {self.found:5} {self.true:5} "
            f"{shares[0]:8.4f} {shares[1]:8.4f} {load:8.4f}"
        )


def hits(true: Sequence[Span], found: Sequence[Span]) -> int:
    """True transmissions that are paired with a stretch of their own."""
    free = list(found)
    count = 0
    for span in true:
        match = next((f for f in free if _overlap(span, f) >= HIT), None)
        if match is not None:
            free.remove(match)
            count += 1
    return count


def _overlap(a: Span, b: Span) -> float:
    both = a & b
    return both.duration_ms / a.cover(b).duration_ms if both else 0.0


def frames(spans: Iterable[Span], count: int, grow_ms: int = 0) -> np.ndarray:
    """Which frames any span holds, each made longer (or shorter) at both ends."""
    held = np.zeros(count, bool)
    for span in spans:
        start = max(0, round((span.start_ms - grow_ms) / FRAME_MS))
        held[start : max(start, round((span.end_ms + grow_ms) / FRAME_MS))] = True
    return held


def score(truth: dict[str, Any], folder: Path) -> Score:
    audio = open_audio(folder / truth["audio"])
    began = time.process_time()
    found = [stretch.span for stretch in listen(audio).stretches]
    spent = time.process_time() - began
    true = [Span(round(t["start"] * 1000), round(t["end"] * 1000)) for t in truth["transmissions"]]
    last_ms = max([audio.duration_ms, *(span.end_ms for span in (*found, *true))])
    count = last_ms // FRAME_MS + 2 + COLLAR_MS // FRAME_MS
    heard = frames(found, count)
    seconds = FRAME_MS / 1000
    return Score(
        hits(true, found),
        len(found),
        len(true),
        frames(true, count).sum() * seconds,
        (frames(true, count, -COLLAR_MS) & ~heard).sum() * seconds,
        (heard & ~frames(true, count, COLLAR_MS)).sum() * seconds,
        audio.duration_ms / 1000,
        spent,
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("truth", type=Path, nargs="+")
    kinds: dict[str, Score] = {}
    print("recording                         F1  hits found  true   missed    false     load")
    for folder in parser.parse_args().truth:
        for path in sorted(folder.glob("*.truth.json")):
            truth = json.loads(path.read_text())
            result = score(truth, folder)
            print(result.row(truth["id"]))
            for kind in (truth["channel"], "all"):
                kinds[kind] = kinds.get(kind, Score()) + result
    for kind in sorted(kinds, key=lambda kind: (kind == "all", kind)):
        print(kinds[kind].row(f"= {kind}"))


if __name__ == "__main__":
    main()
