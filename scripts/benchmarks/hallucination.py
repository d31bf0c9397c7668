"""Words made up where nobody speaks: this program and stock faster-whisper with its voice-activity filter.

usage: hallucination.py FOLDER [--model base] [--threads 1] [--json FILE]

FOLDER is what scripts/make_nonspeech.py writes. Ours is the whole transcription, as ``dispatch transcribe``
does it; words kept are those of transmissions not marked unintelligible or as possibly made up. Stock
is ``WhisperModel.transcribe(vad_filter=True)`` with five beams, the same model and compute type. Prints words
an hour of each kind, and what the words are.
"""

from __future__ import annotations

import argparse
import json
import wave
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dispatch.ear import open_ear
from dispatch.pipeline import transcribe_recording
from dispatch.settings import Settings
from dispatch.transcribe.models import resolve_model
from dispatch.values import Flag

DOUBTED = {Flag.UNINTELLIGIBLE, Flag.POSSIBLE_HALLUCINATION}


@dataclass
class Count:
    """Words made up over the sound of one kind."""

    seconds: float = 0.0
    ours: int = 0
    ours_doubted: int = 0
    stock: int = 0
    said: list[str] = field(default_factory=list)

    def row(self, name: str) -> str:
        hours = self.seconds / 3600
        rates = (self.ours / hours, self.ours_doubted / hours, self.stock / hours)
        return f"{name:18s} {self.seconds / 60:5.1f} min {rates[0]:8.0f} {rates[1]:8.0f} {rates[2]:8.0f}"


def ours(files: list[Path], settings: Settings) -> Iterator[tuple[Path, str, str]]:
    """Each file with the words kept and the words that are marked."""
    ear = open_ear(settings)
    for file in files:
        kept, doubted = [], []
        for one in transcribe_recording(file, ear).transmissions:
            (doubted if DOUBTED & set(one.flags) else kept).append(one.text)
        yield file, " ".join(kept).strip(), " ".join(doubted).strip()


def stock(files: list[Path], settings: Settings) -> Iterator[tuple[Path, str]]:
    from faster_whisper import WhisperModel

    folder = str(resolve_model(settings.model).folder)
    model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=settings.threads)
    for file in files:
        segments, _ = model.transcribe(
            str(file), language="en", beam_size=5, vad_filter=True, word_timestamps=True
        )
        yield file, " ".join(one.text for one in segments).strip()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default="base")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    files = sorted(args.folder.glob("*.wav"))
    settings = Settings(model=args.model, threads=args.threads, offline=True)
    counts: dict[str, Count] = {}
    for file in files:
        with wave.open(str(file)) as sound:
            kind = counts.setdefault(file.name.split("-")[0], Count())
            kind.seconds += sound.getnframes() / sound.getframerate()
    for file, kept, doubted in ours(files, settings):
        kind = counts[file.name.split("-")[0]]
        kind.ours += len(kept.split())
        kind.ours_doubted += len(doubted.split())
        kind.said += [f"dispatch {file.stem}: {kept}"] if kept else []
    for file, text in stock(files, settings):
        kind = counts[file.name.split("-")[0]]
        kind.stock += len(text.split())
        kind.said += [f"stock {file.stem}: {text[:100]}"] if text else []
    total = Counter[str]()
    print(f"{args.model}: words an hour\n{'':28s} dispatch   marked    stock")
    for name, kind in counts.items():
        print(kind.row(name))
        total += Counter(ours=kind.ours, doubted=kind.ours_doubted, stock=kind.stock)
    whole = Count(
        sum(one.seconds for one in counts.values()), total["ours"], total["doubted"], total["stock"]
    )
    print(whole.row("all"), flush=True)
    if args.json:
        args.json.write_text(json.dumps({name: vars(one) for name, one in counts.items()}, indent=1))


if __name__ == "__main__":
    main()
