"""Words made up where nobody speaks: this program and stock faster-whisper with its voice-activity filter.

usage: hallucination.py FOLDER [--model base] [--threads 1] [--seconds S] [--out FILE]

FOLDER is what scripts/make_nonspeech.py writes. Ours is the whole transcription, as ``dispatch transcribe``
does it; kept are words of transmissions not marked unintelligible, as possibly made up or as foreign. Stock
is ``WhisperModel.transcribe(vad_filter=True)`` with five beams, the same model and compute type. Both hear
one file after the other; FILE has a line for each, and a run that was stopped goes on behind the last. Prints
words an hour of each kind.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

from dispatch.hearing.ear import open_ear
from dispatch.pipeline import transcribe_recording
from dispatch.settings import Settings
from dispatch.transcribe.models import resolve_model
from dispatch.values import Flag

DOUBTED = {Flag.UNINTELLIGIBLE, Flag.POSSIBLE_HALLUCINATION, Flag.OTHER_LANGUAGE}


Heard = Callable[[Path], tuple[str, str]]
"""Words kept and words marked of a file."""


def ours(settings: Settings) -> Heard:
    ear = open_ear(settings)

    def hear(file: Path) -> tuple[str, str]:
        kept, doubted = [], []
        for one in transcribe_recording(file, ear).transmissions:
            (doubted if DOUBTED & set(one.flags) else kept).append(one.text)
        return " ".join(kept).strip(), " ".join(doubted).strip()

    return hear


def stock(settings: Settings) -> Heard:
    from faster_whisper import WhisperModel

    folder = str(resolve_model(settings.model).folder)
    model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=settings.threads)

    def hear(file: Path) -> tuple[str, str]:
        segments, _ = model.transcribe(
            str(file), language="en", beam_size=5, vad_filter=True, word_timestamps=True
        )
        return " ".join(one.text for one in segments).strip(), ""

    return hear


def row(name: str, lines: list[dict[str, Any]]) -> str:
    """Minutes, and words an hour: ours kept, ours marked, stock."""
    hours = sum(line["seconds"] for line in lines) / 3600
    counts = [sum(len(line[side].split()) for line in lines) for side in ("dispatch", "marked", "stock")]
    rates = "".join(f"{count / hours:10.0f}" for count in counts)
    return f"{name:18s}{60 * hours:6.1f} min{rates}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default="base")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=1e9, help="stop after so long")
    parser.add_argument("--out", type=Path, default=Path("hallucination.jsonl"))
    args = parser.parse_args()
    files = sorted(args.folder.glob("*.wav"))
    random.Random(1).shuffle(files)  # a run that was stopped has heard some of every kind
    lines = (
        [json.loads(line) for line in args.out.read_text("utf-8").splitlines()] if args.out.exists() else []
    )
    settings = Settings(model=args.model, threads=args.threads, offline=True)
    began = time.monotonic()
    mine, others = ours(settings), stock(settings)
    with args.out.open("a", encoding="utf-8") as out:
        for file in files[len(lines) :]:
            if time.monotonic() - began > args.seconds:
                break
            with wave.open(str(file)) as sound:
                seconds = sound.getnframes() / sound.getframerate()
            kept, marked = mine(file)
            line = {
                "file": file.stem,
                "seconds": seconds,
                "dispatch": kept,
                "marked": marked,
                "stock": others(file)[0],
            }
            out.write(json.dumps(line) + "\n")
            out.flush()
            lines.append(line)
    kinds: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        kinds.setdefault(line["file"].split("-")[0], []).append(line)
    print(f"{args.model}: {len(lines)} of {len(files)} files, words an hour")
    print(f"{'':30s}dispatch    marked     stock")
    for name, some in sorted(kinds.items()):
        print(row(name, some))
    print(row("all", lines), flush=True)


if __name__ == "__main__":
    main()
