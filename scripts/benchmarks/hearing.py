"""Compare hearing with stock faster-whisper: same model, same compute type, same threads, one run.

usage: hearing.py TRUTH_DIR [--model base] [--second-model tiny.en] [--threads 1] [--task calls|feeds]
                  [--vocabulary FILE]

TRUTH_DIR holds ``<id>.truth.json`` with ``audio`` and ``transmissions`` (``start``, ``end``, ``spoken``),
beside the recordings: audio_samples/ has such files.

calls  each true transmission, with 150 ms around it, is one short call: what a scanner records.
       Stock hears one call at a time (beam 5, word timestamps), and so do we; then all at once.
feeds  whole recordings, decoded and cut by either side. Stock with its voice-activity filter,
       one window after the other and batched.

Prints word errors (numbers digit by digit), inserted words, and seconds of processor time as a ratio. With a
vocabulary, how often its words were said, heard, and heard where they were not said, with it and without;
with a second model, ours with it as well.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz.distance import Levenshtein

from dispatch.audio.decode import open_audio
from dispatch.audio.listen import listen
from dispatch.interfaces import SAMPLE_RATE_HZ
from dispatch.transcribe.engines import open_engine
from dispatch.transcribe.features import FloatArray
from dispatch.transcribe.models import resolve_model
from dispatch.transcribe.options import HearingOptions
from dispatch.transcribe.vocabulary import read_vocabulary
from dispatch.values import Recording, Span, Stretch
from dispatch.wording.tokens import tokens

CALL_MARGIN_MS = 150
STOCK_BATCH = 8


@dataclass(frozen=True)
class Samples:
    """One call or recording held in memory, as :class:`dispatch.interfaces.Audio`."""

    sound: tuple[FloatArray, ...]
    """One array a channel."""
    recording: Recording

    @property
    def channels(self) -> tuple[int, ...]:
        return tuple(range(len(self.sound)))

    @property
    def duration_ms(self) -> int:
        return len(self.sound[0]) * 1000 // SAMPLE_RATE_HZ

    def read(self, channel: int, span: Span) -> FloatArray:
        return self.sound[channel][span.start_ms * 16 : span.end_ms * 16]


@dataclass(frozen=True)
class Piece:
    """Something to hear, and what was said in it."""

    audio: Samples
    said: str
    path: Path
    speech: tuple[Stretch, ...] = ()


@dataclass
class Score:
    """Counts and seconds of one way to hear."""

    errors: int = 0
    words: int = 0
    inserted: int = 0
    processor_s: float = 0.0
    known: frozenset[str] = frozenset()
    """Words of a vocabulary, counted apart."""
    known_said: int = 0
    known_heard: int = 0
    known_invented: int = 0

    def add(self, said: str, heard: str, seconds: float) -> None:
        reference, got = normal(said), normal(heard)
        self.errors += Levenshtein.distance(reference, got)
        self.inserted += sum(op.tag == "insert" for op in Levenshtein.editops(reference, got))
        self.words += len(reference)
        self.processor_s += seconds
        said_words, heard_words = Counter(reference), Counter(got)
        for word in self.known:
            self.known_said += said_words[word]
            self.known_heard += heard_words[word]
            self.known_invented += max(0, heard_words[word] - said_words[word])


def normal(text: str) -> list[str]:
    """Comparable words, one for each digit of a number."""
    return [part for token in tokens(text) for part in (token.norm if token.norm.isdigit() else [token.norm])]


def calls(folder: Path) -> Iterator[Piece]:
    for piece, truth in _recordings(folder):
        for said in truth["transmissions"]:
            span = Span(round(said["start"] * 1000), round(said["end"] * 1000)).grow(CALL_MARGIN_MS)
            audio = Samples((piece.audio.read(said.get("channel", 0), span),), piece.audio.recording)
            inner = Span(CALL_MARGIN_MS, max(CALL_MARGIN_MS + 1, audio.duration_ms - CALL_MARGIN_MS))
            yield Piece(audio, said["spoken"], piece.path, (Stretch(inner),))


def feeds(folder: Path) -> Iterator[Piece]:
    for piece, _ in _recordings(folder):
        yield piece


def _recordings(folder: Path) -> Iterator[tuple[Piece, dict[str, Any]]]:
    for path in sorted(folder.glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        with open_audio(folder / truth["audio"]) as audio:
            whole = Span(0, audio.duration_ms)
            channels = [audio.read(channel, whole).copy() for channel in audio.channels]
            said = " ".join(one["spoken"] for one in truth["transmissions"])
            yield Piece(Samples(tuple(channels), audio.recording), said, folder / truth["audio"]), truth


def timed(score: Score, said: str, hear: Callable[[], str]) -> None:
    began = time.process_time()
    heard = hear()
    score.add(said, heard, time.process_time() - began)


def ours(pieces: Sequence[Piece], options: HearingOptions, task: str, known: frozenset[str]) -> Score:
    engine = open_engine(options)
    score = Score(known=known)

    def hear(piece: Piece) -> str:
        if task == "calls":
            return " ".join(one.text for one in engine.hear(piece.audio, piece.speech))
        with open_audio(piece.path) as audio:
            return " ".join(one.text for one in engine.hear(audio, listen(audio).stretches))

    hear(pieces[0])
    for piece in pieces:
        timed(score, piece.said, lambda piece=piece: hear(piece))  # type: ignore[misc]
    return score


def stock(pieces: Sequence[Piece], options: HearingOptions, task: str) -> dict[str, Score]:
    from faster_whisper import BatchedInferencePipeline, WhisperModel

    folder = str(resolve_model(options.model).folder)
    model = WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=options.threads)
    batched = BatchedInferencePipeline(model)
    common = {"language": options.language, "beam_size": 5, "word_timestamps": True}
    ways: dict[str, Callable[[Any], Any]] = {
        "stock, filter": lambda sound: model.transcribe(sound, vad_filter=True, **common),
        "stock, batched": lambda sound: batched.transcribe(sound, batch_size=STOCK_BATCH, **common),
    }
    if task == "calls":
        ways["stock, no filter"] = lambda sound: model.transcribe(
            sound, vad_filter=False, condition_on_previous_text=False, **common
        )
    scores = {}
    for name, way in ways.items():
        scores[name] = Score()
        for piece in pieces:
            sound: Any = piece.audio.sound[0] if task == "calls" else str(piece.path)
            timed(
                scores[name],
                piece.said,
                lambda sound=sound, way=way: " ".join(one.text for one in way(sound)[0]),  # type: ignore[misc]
            )
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--model", default="base")
    parser.add_argument("--second-model")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--task", choices=("calls", "feeds"), default="calls")
    parser.add_argument("--vocabulary", type=Path)
    parser.add_argument("--skip-stock", action="store_true")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    options = HearingOptions(model=args.model, threads=args.threads)
    pieces = list((calls if args.task == "calls" else feeds)(args.truth))
    seconds = sum(piece.audio.duration_ms for piece in pieces) / 1000
    print(f"{args.model}, {args.task}: {len(pieces)} pieces, {seconds:.0f} s, numpy {np.__version__}")
    entries = read_vocabulary(args.vocabulary) if args.vocabulary else ()
    known = frozenset(word for entry in entries for word in normal(entry))
    scores = {"dispatch": ours(pieces, options, args.task, known)}
    if entries:
        scores["with vocabulary"] = ours(pieces, replace(options, vocabulary=entries), args.task, known)
    if args.second_model:
        both = replace(options, second_model=args.second_model)
        scores["with second model"] = ours(pieces, both, args.task, known)
    if not args.skip_stock:
        scores |= stock(pieces, options, args.task)
    fastest = scores["dispatch"].processor_s
    for name, score in scores.items():
        print(
            f"{name:18s} word errors {score.errors / score.words:.4f} ({score.errors} of {score.words}),"
            f" inserted {score.inserted}, processor time {score.processor_s / fastest:.2f} of ours"
            f" ({seconds / score.processor_s:.1f} times real time a core)",
            flush=True,
        )
        if score.known:
            print(
                f"{'':18s} its words said {score.known_said}, heard {score.known_heard},"
                f" heard where not said {score.known_invented}"
            )
    if args.json:
        kept = {name: {**vars(score), "known": sorted(score.known)} for name, score in scores.items()}
        args.json.write_text(json.dumps(kept, indent=1))


if __name__ == "__main__":
    main()
