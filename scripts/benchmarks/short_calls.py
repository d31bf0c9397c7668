"""Time the whole product on short calls beside stock faster-whisper on one at a time: same model, one run.

usage: short_calls.py TRUTH_DIR [--model tiny.en] [--threads 1] [--every 1] [--first 0] [--group 16]
                      [--json FILE]

TRUTH_DIR holds ``<id>.truth.json`` beside the recordings, as audio_samples/ does. Each true transmission,
with 150 ms around it, is written as a call of its own, a WAV file like those of a recorder. Ours is all that
``dispatch transcribe FOLDER`` does with calls once the model is loaded: decoding, cutting, hearing, speakers
and tones, --group calls at a time as it takes them. Stock is WhisperModel.transcribe on each file with five
beams and word timestamps, with its voice-activity filter and without. They take turns group by group, so that
a busy machine is busy for all. Prints processor time, that of the process which decodes included (on Linux),
and time by the clock as ratios, and word errors, numbers digit by digit. With --threads 0 each takes the
processors that it takes by itself; the clock then says what a person waits for, on a machine with nothing
else to do.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from rapidfuzz.distance import Levenshtein

from dispatch.audio.decode import open_audio
from dispatch.batch.groups import MOST
from dispatch.batch.work import attempt_together
from dispatch.errors import DispatchError
from dispatch.hearing.ear import open_ear
from dispatch.interfaces import SAMPLE_RATE_HZ
from dispatch.settings import Settings
from dispatch.transcribe.models import resolve_model
from dispatch.values import Span
from dispatch.wording.tokens import tokens

MARGIN_MS = 150


@dataclass
class Score:
    """Counts and seconds of one way to transcribe."""

    errors: int = 0
    words: int = 0
    processor_s: float = 0.0
    clock_s: float = 0.0
    calls: int = 0
    seconds: float = 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("truth", type=Path)
    parser.add_argument("--model", default="tiny.en")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--every", type=int, default=1, help="every so many calls")
    parser.add_argument("--first", type=int, default=0, help="beginning with this one")
    parser.add_argument("--group", type=int, default=MOST, help="calls that ours takes together")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    ways: dict[str, Way] = {"dispatch": _ours(args), **_stock(args)}
    scores = {name: Score() for name in ways}
    with tempfile.TemporaryDirectory() as folder:
        calls = list(_calls(args.truth, Path(folder)))[args.first :: args.every]
        for way in ways.values():
            way([calls[0][0]])
        for first in range(0, len(calls), args.group):
            for name, way in ways.items():
                _timed(scores[name], calls[first : first + args.group], way)
        seconds = sum(_duration_s(path) for path, _ in calls)
    ours = scores["dispatch"]
    print(f"{args.model}: {len(calls)} calls, {seconds:.0f} s")
    for name, score in scores.items():
        print(
            f"{name:16s} word errors {score.errors / score.words:.4f} ({score.errors} of {score.words}), "
            f"processor time {score.processor_s / ours.processor_s:.2f} of ours, "
            f"by the clock {score.clock_s / ours.clock_s:.2f}, "
            f"{len(calls) / score.processor_s:.2f} calls a second and core, "
            f"{seconds / score.processor_s:.1f} x real time a core, "
            f"{seconds / score.clock_s:.1f} x by the clock"
        )
    ours.calls, ours.seconds = len(calls), seconds
    if args.json:
        args.json.write_text(json.dumps({name: asdict(score) for name, score in scores.items()}, indent=1))


Way = Callable[[Sequence[Path]], list[str]]
"""Calls to their texts."""


def _ours(args: argparse.Namespace) -> Way:
    ear = open_ear(Settings(model=args.model, threads=args.threads))

    def hear(paths: Sequence[Path]) -> list[str]:
        results = attempt_together(paths, ear)
        assert not any(isinstance(one, DispatchError) for one in results), results
        return [" ".join(one.text for one in made.transmissions) for made in results]  # type: ignore[union-attr]

    return hear


def _stock(args: argparse.Namespace) -> dict[str, Way]:
    from faster_whisper import WhisperModel

    folder = str(resolve_model(args.model).folder)
    model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=args.threads)
    common: dict[str, Any] = {"language": "en", "beam_size": 5, "word_timestamps": True}

    def hear(paths: Sequence[Path], **more: Any) -> list[str]:
        return [
            " ".join(one.text for one in model.transcribe(str(path), **common, **more)[0]) for path in paths
        ]

    return {"stock": hear, "stock, filter": partial(hear, vad_filter=True)}


def _calls(folder: Path, place: Path) -> Iterator[tuple[Path, str]]:
    import soundfile

    for truth in sorted(folder.glob("*.truth.json")):
        known = json.loads(truth.read_text("utf-8"))
        with open_audio(folder / known["audio"]) as audio:
            for number, said in enumerate(known["transmissions"]):
                span = Span(round(said["start"] * 1000), round(said["end"] * 1000)).grow(MARGIN_MS)
                path = place / f"{truth.name.split('.')[0]}-{number}.wav"
                soundfile.write(path, audio.read(said.get("channel", 0), span), SAMPLE_RATE_HZ)
                yield path, said["spoken"]


def _timed(score: Score, calls: Sequence[tuple[Path, str]], hear: Way) -> None:
    began, began_clock = _processor_s(), time.perf_counter()
    texts = hear([path for path, _ in calls])
    score.processor_s += _processor_s() - began
    score.clock_s += time.perf_counter() - began_clock
    for (_, said), heard in zip(calls, texts, strict=True):
        reference, got = _words(said), _words(heard)
        score.errors += Levenshtein.distance(reference, got)
        score.words += len(reference)


def _processor_s() -> float:
    """Processor time of this process and of those that it has started."""
    ended = os.times()
    total = time.process_time() + ended.children_user + ended.children_system
    for listed in Path("/proc/self/task").glob("*/children"):
        for child in listed.read_text().split():
            fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def _words(text: str) -> list[str]:
    return [token.norm for token in tokens(text)]


def _duration_s(path: Path) -> float:
    import soundfile

    return float(soundfile.info(path).duration)


if __name__ == "__main__":
    main()
