"""Compare speed and words on half an hour of traffic, two thirds of it dead air, with stock faster-whisper.

usage: traffic.py TRUTH_DIR... [--model base] [--threads 1] [--minutes 30] [--idle -65] [--ways WAY...]

TRUTH_DIR holds ``<id>.truth.json`` beside the recordings, as ``make_exchanges.py`` writes them. Their
transmissions, each with 150 ms of what lies around it, are put on an idle channel with pauses drawn at random
(seed 1), until a third of the time is speech; ``--idle`` is that channel's noise in dB below full scale, 0
for digital silence. Everybody reads the same WAV file, one thread each, and the run says where our own
processor time goes; with ``--threads 0`` each takes what it takes by default, and the clock counts, on a
machine that does nothing else. A way that is left out can be run later: the file is the same each time.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
from hearing import CALL_MARGIN_MS, Score

from dispatch.audio.decode import open_audio
from dispatch.audio.listen import listen
from dispatch.interfaces import SAMPLE_RATE_HZ
from dispatch.transcribe.engines import open_engine
from dispatch.transcribe.models import resolve_model
from dispatch.transcribe.options import HearingOptions
from dispatch.transcribe.runtime import Runtime
from dispatch.values import Span

SPEECH_SHARE = 1 / 3
BATCH = 8


def transmissions(folders: list[Path]) -> Iterator[tuple[np.ndarray, str]]:
    """Sound and words of each transmission, mono at 16 kHz; recordings with hidden evidence left out."""
    for folder in folders:
        for path in sorted(folder.glob("*.truth.json")):
            truth = json.loads(path.read_text(encoding="utf-8"))
            if any(str(one.get("condition", "")).startswith("masked") for one in truth["transmissions"]):
                continue
            with open_audio(folder / truth["audio"]) as audio:
                for one in truth["transmissions"]:
                    span = Span(round(one["start"] * 1000), round(one["end"] * 1000)).grow(CALL_MARGIN_MS)
                    if one.get("condition") != "lost":
                        yield audio.read(one.get("channel", 0), span).copy(), one["spoken"]


def traffic(folders: list[Path], minutes: float, idle_db: float) -> tuple[np.ndarray, str, int]:
    """A channel with a third of speech, what is said on it, and how many transmissions that is."""
    rng = np.random.default_rng(1)
    length = round(minutes * 60 * SAMPLE_RATE_HZ)
    noise = 10 ** (idle_db / 20) if idle_db < 0 else 0.0
    channel = (noise * rng.standard_normal(length)).astype(np.float32)
    calls, speech = [], 0
    for sound, said in transmissions(folders):
        calls.append((sound, said))
        speech += len(sound)
        if speech >= SPEECH_SHARE * length:
            break
    pauses = rng.exponential(1.0, len(calls) + 1) + 0.1
    pauses = (pauses / pauses.sum() * (length - speech - len(calls))).astype(int)
    at = 0
    for pause, (sound, _) in zip(pauses, calls, strict=False):
        at += pause
        channel[at : at + len(sound)] = sound[: max(0, length - at)]
        at += len(sound)
    return channel, " ".join(said for _, said in calls), len(calls)


def ours(path: Path, options: HearingOptions, spent: Counter[str]) -> Callable[[], str]:
    engine = open_engine(options)
    if options.threads == 1:  # of several at once nobody's share of the processor's time is known
        for name, stage in (("memories", "encode"), ("generate", "search"), ("align", "word times")):
            _watch(engine._runtime, name, stage, spent)

    def hear() -> str:
        began = time.process_time()
        with open_audio(path) as audio:
            spent["decode"] += time.process_time() - began
            began = time.process_time()
            found = listen(audio).stretches
            spent["cut"] += time.process_time() - began
            return " ".join(one.text for one in engine.hear(audio, found))

    return hear


def _watch(runtime: Runtime, name: str, stage: str, spent: Counter[str]) -> None:
    inner = getattr(runtime, name)

    def timed(*args: Any, **named: Any) -> Any:
        began = time.process_time()
        try:
            return inner(*args, **named)
        finally:
            spent[stage] += time.process_time() - began

    setattr(runtime, name, timed)


def stock(path: Path, options: HearingOptions, way: str) -> Callable[[], str]:
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    folder = str(resolve_model(options.model).folder)
    model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=options.threads)
    common: dict[str, Any] = {"language": options.language, "beam_size": 5, "word_timestamps": True}
    if way == "batched":
        batched = BatchedInferencePipeline(model)
        return lambda: _text(batched.transcribe(str(path), batch_size=BATCH, **common))
    return lambda: _text(model.transcribe(str(path), vad_filter=way == "filter", **common))


def _text(result: tuple[Any, Any]) -> str:
    return " ".join(one.text for one in result[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("truth", type=Path, nargs="+")
    parser.add_argument("--model", default="base")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--idle", type=float, default=-65)
    parser.add_argument("--ways", nargs="+", default=["dispatch", "filter", "plain", "batched"])
    args = parser.parse_args()
    options = HearingOptions(model=args.model, threads=args.threads)
    channel, said, count = traffic(args.truth, args.minutes, args.idle)
    print(f"{args.model}: {args.minutes:g} minutes, {count} transmissions, idle {args.idle:g} dB", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "traffic.wav"
        soundfile.write(path, np.clip(channel, -1, 1), SAMPLE_RATE_HZ, subtype="PCM_16")
        for way in args.ways:
            spent: Counter[str] = Counter()
            hear = ours(path, options, spent) if way == "dispatch" else stock(path, options, way)
            score, wall = Score(), time.perf_counter()
            began = time.process_time()
            heard = hear()
            score.add(said, heard, time.process_time() - began)
            wall = time.perf_counter() - wall
            print(
                f"{way:9s} {score.processor_s:7.1f} s of processor time, {wall:7.1f} s in all,"
                f" word errors {score.errors / score.words:.4f}, inserted {score.inserted}",
                flush=True,
            )
            for stage, seconds in spent.most_common():
                print(f"          {stage}: {seconds / score.processor_s:.0%}", flush=True)


if __name__ == "__main__":
    main()
