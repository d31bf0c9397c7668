"""Score word times on phrases joined at recorded positions, and cuts inside phrases.

usage: wordtimes.py JOINS_DIR [--model base]

JOINS_DIR is what ``make_exchanges.py OUT --joins`` writes: recordings whose transmissions are phrases of one
to four words, the first and the last sound of each known to the sample. A heard word counts where it is the
first or the last word of a phrase and the words of that phrase were heard right.

Then a second of silence is put in behind the first transmission of each recording: every later word must
move by a second.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from hearing import Samples, normal

from dispatch.audio.decode import open_audio
from dispatch.audio.listen import listen
from dispatch.interfaces import SAMPLE_RATE_HZ
from dispatch.transcribe.engines import open_engine
from dispatch.transcribe.options import HearingOptions
from dispatch.transcribe.whisper import WhisperEngine
from dispatch.values import Span, Stretch, Word


@dataclass(frozen=True)
class Phrase:
    """What was said and when, in seconds."""

    words: tuple[str, ...]
    start_s: float
    end_s: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("joins", type=Path)
    parser.add_argument("--model", default="base")
    args = parser.parse_args()
    engine = open_engine(HearingOptions(model=args.model, threads=1))
    starts: list[float] = []
    ends: list[float] = []
    moved: list[float] = []
    phrases = cuts = 0
    for path in sorted(args.joins.glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        with open_audio(args.joins / truth["audio"]) as audio:
            whole = Samples((audio.read(0, Span(0, audio.duration_ms)).copy(),), audio.recording)
        said = [_phrase(one) for turn in truth["transmissions"] for one in turn["phrases"]]
        found = listen(whole).stretches
        phrases += len(said)
        cuts += sum(_cut(one, found) for one in said)
        words = _words(engine, whole, found)
        for phrase, first, last in matched(said, words):
            starts.append(first.span.start_s - phrase.start_s)
            ends.append(last.span.end_s - phrase.end_s)
        moved += _moved(engine, whole, found, truth)
    print(f"{args.model}: {phrases} phrases, {cuts} cut inside, {len(starts)} heard right")
    for name, errors in (("starts", np.array(starts)), ("ends", np.array(ends))):
        off = np.abs(errors) * 1000
        print(
            f"  {name}: off by {np.median(off):.0f} ms in the median, {np.percentile(off, 90):.0f} ms at most"
            f" in nine of ten, {np.median(errors) * 1000:+.0f} ms on the whole"
        )
    shift = np.array(moved)
    inside = np.mean(np.abs(shift - 1) <= 0.02)
    print(f"  a second more moves {len(shift)} words by {np.median(shift):.3f} s, {inside:.0%} within 20 ms")


def _phrase(one: dict[str, Any]) -> Phrase:
    return Phrase(tuple(normal(one["text"])), one["start"], one["end"])


def _cut(phrase: Phrase, found: Sequence[Stretch]) -> int:
    """How many borders of transmissions lie in a phrase, 30 ms inside its own bounds."""
    edges = [edge for one in found for edge in (one.span.start_s, one.span.end_s)]
    return sum(phrase.start_s + 0.03 < edge < phrase.end_s - 0.03 for edge in edges)


def _words(engine: WhisperEngine, audio: Samples, found: Sequence[Stretch]) -> list[Word]:
    return [word for one in engine.hear(audio, found) for word in one.words]


def matched(said: Sequence[Phrase], heard: Sequence[Word]) -> Iterator[tuple[Phrase, Word, Word]]:
    """Each phrase whose words were all heard, with the first and the last of them; searched in order."""
    spelled = [(part, word) for word in heard for part in normal(word.word)]
    at = 0
    for phrase in said:
        for start in range(at, len(spelled) - len(phrase.words) + 1):
            inside = spelled[start : start + len(phrase.words)]
            near = abs(inside[0][1].span.start_s - phrase.start_s) < 2.0
            if near and tuple(part for part, _ in inside) == phrase.words:
                yield phrase, inside[0][1], inside[-1][1]
                at = start + len(inside)
                break


def _moved(engine: WhisperEngine, audio: Samples, found: Sequence[Stretch], truth: Any) -> list[float]:
    """By how much each later word moves when a second of silence comes in behind the first transmission."""
    first, second = truth["transmissions"][:2]
    at = round((first["end"] + second["start"]) / 2 * SAMPLE_RATE_HZ)
    sound = audio.sound[0]
    longer = np.concatenate([sound[:at], np.zeros(SAMPLE_RATE_HZ, np.float32), sound[at:]])
    late = Samples((longer,), audio.recording)
    before = [word for word in _words(engine, audio, found) if word.span.start_s > at / SAMPLE_RATE_HZ]
    after = [
        word
        for word in _words(engine, late, listen(late).stretches)
        if word.span.start_s > at / SAMPLE_RATE_HZ + 1
    ]
    if [word.word for word in before] != [word.word for word in after]:
        print(f"  {truth['id']}: other words behind the silence, not counted")
        return []
    return [b.span.start_s - a.span.start_s for a, b in zip(before, after, strict=True)]


if __name__ == "__main__":
    main()
