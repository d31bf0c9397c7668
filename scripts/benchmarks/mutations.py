"""Recordings broken in known ways, through ``verify``: nothing may be confirmed that is no longer in them.

usage: mutations.py TRUTH_DIR [--runs 500] [--first 0] [--seconds S] [--model tiny.en] [--out FILE]
       mutations.py TRUTH_DIR --decode-only [--runs 10000]

Each run takes one true transmission of at least 2.5 s with up to 2.5 s around it (at most 15 s), breaks it,
writes it as WAV, FLAC, MP3 or M4A and verifies the whole transmission as a quote:

cut      0.6 to 1.5 s of continuous speech are taken out
swap     two pieces of the speech, each of at least 0.7 s, change places
flip     bits of the written file are flipped, one in 200 to one in 20,000
header   bytes of its first 200 are changed
none     nothing is done: how often a quote is confirmed that is there

After ``flip`` and ``header`` it counts as gone where at least 0.5 s of continuous speech is not the sound it
was. Prints verdicts by mutation and by what is left. With --decode-only the pieces are decoded and no more;
prints how often they were, were refused, or ended in another error, and the longest time.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import av
import numpy as np
import soundfile
from numpy.typing import NDArray
from scipy.signal import correlate

from dispatch.audio.decode import open_audio
from dispatch.errors import DispatchError
from dispatch.examining.examine import ExamineOptions
from dispatch.hearing.ear import Ear, open_ear
from dispatch.hearing.sound import Searched
from dispatch.pipeline import Circumstances, transcribe_recording, verify_claims
from dispatch.settings import Settings
from dispatch.values import Claim, Span, Tool

Samples = NDArray[np.float32]
RATE_HZ = 16_000
WAYS = ("cut", "swap", "flip", "header", "none")
FORMS = ("wav", "flac", "mp3", "m4a")
MARGIN_MS = 2_500
GONE_S = 0.5
FRAME = 320
FARTHEST = 3_200
"""Samples by which what is otherwise the same sound may stand elsewhere."""
ACTIVE_DB = 18.0
"""A frame of 20 ms within so much of the speech's own level counts as speech."""


def pieces(folder: Path) -> list[tuple[Samples, tuple[int, int], str]]:
    """Each transmission with what is around it, where in it the voice is, in samples, and its words."""
    found = []
    for path in sorted(folder.glob("*.truth.json")):
        truth = json.loads(path.read_text("utf-8"))
        with open_audio(folder / truth["audio"]) as audio:
            for said in truth["transmissions"]:
                start, end = round(said["start"] * 1000), round(said["end"] * 1000)
                whole = Span(start, end).grow(MARGIN_MS, MARGIN_MS)
                if end - start >= 2_500 and whole.duration_ms <= 15_000:
                    samples = audio.read(said.get("channel", 0), whole).copy()
                    first = (start - whole.start_ms) * 16
                    found.append((samples, (first, first + (end - start) * 16), said["spoken"]))
    return found


def active(samples: Samples) -> NDArray[np.bool_]:
    """Which frames of 20 ms are speech."""
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME).astype(np.float64)
    power = 10 * np.log10((frames**2).mean(axis=1) + 1e-12)
    return np.asarray(power > np.percentile(power, 95) - ACTIVE_DB)


def speech_run(chance: random.Random, samples: Samples, voice: tuple[int, int], seconds: float) -> int | None:
    """Where a stretch of so much nearly continuous speech begins, in samples, inside the voice."""
    flags = active(samples[voice[0] : voice[1]])
    size = round(seconds * RATE_HZ / FRAME)
    # Not at the ends: what is taken away there may be breath.
    places = [at for at in range(10, len(flags) - size - 10) if flags[at : at + size].mean() > 0.85]
    return voice[0] + chance.choice(places) * FRAME if places else None


def broken(
    chance: random.Random, way: str, samples: Samples, voice: tuple[int, int]
) -> tuple[Samples, bool] | None:
    """The samples after a mutation of the sound, and whether words are gone or out of order for certain."""
    if way == "cut":
        seconds = chance.uniform(0.6, 1.5)
        at = speech_run(chance, samples, voice, seconds)
        return at and (np.delete(samples, slice(at, at + round(seconds * RATE_HZ))), True)
    if way == "swap":
        size = round(0.7 * RATE_HZ)
        first, second = (speech_run(chance, samples, voice, 0.7) for _ in range(2))
        if first is None or second is None or abs(first - second) < size:
            return None
        made = samples.copy()
        made[first : first + size], made[second : second + size] = (
            samples[second : second + size], samples[first : first + size],
        )  # fmt: skip
        return made, True
    return samples, False


def written(samples: Samples, form: str) -> bytes:
    buffer = io.BytesIO()
    if form in ("wav", "flac"):
        soundfile.write(buffer, samples, RATE_HZ, format=form.upper(), subtype="PCM_16")
        return buffer.getvalue()
    with av.open(buffer, "w", format={"mp3": "mp3", "m4a": "ipod"}[form]) as target:
        stream: Any = target.add_stream(
            {"mp3": "libmp3lame", "m4a": "aac"}[form], rate=RATE_HZ, layout="mono"
        )
        stream.bit_rate = 48_000
        frame = av.AudioFrame.from_ndarray(samples[None], format="flt", layout="mono")
        frame.sample_rate, frame.pts = RATE_HZ, 0
        queue = av.AudioFifo()
        for converted in av.AudioResampler(stream.format.name, "mono", RATE_HZ).resample(frame):
            queue.write(converted)
        target.start_encoding()
        while piece := queue.read(stream.frame_size, partial=True):
            target.mux(stream.encode(piece))
        target.mux(stream.encode(None))
    return buffer.getvalue()


def spoilt(chance: random.Random, way: str, data: bytes) -> bytes:
    made = bytearray(data)
    if way == "flip":
        for _ in range(max(1, len(made) // chance.choice((200, 2_000, 20_000)))):
            made[chance.randrange(100, len(made))] ^= 1 << chance.randrange(8)
    if way == "header":
        for _ in range(chance.randint(1, 6)):
            made[chance.randrange(min(200, len(made)))] = chance.randrange(256)
    return bytes(made)


def moved(before: Samples, after: Samples, voice: tuple[int, int]) -> int:
    """By how many samples speech stands elsewhere: an MP3 without its header keeps the codec's delay."""
    speech = before[voice[0] : voice[1]]
    lag = int(np.argmax(correlate(after, speech))) - (len(speech) - 1) - voice[0] if len(after) else 0
    return lag if abs(lag) <= FARTHEST and voice[0] + lag >= 0 else 0


def lost_speech(before: Samples, after: Samples, voice: tuple[int, int]) -> bool:
    """Whether at least half a second of continuous speech is not what it was."""
    start = voice[0] + moved(before, after, voice)
    there = after[start : start + voice[1] - voice[0]]
    missing = np.zeros(voice[1] - voice[0], dtype=np.float32)
    missing[: len(there)] = there
    was = before[voice[0] : voice[1]]
    size = len(was) // FRAME * FRAME
    old, new = (x[:size].reshape(-1, FRAME).astype(np.float64) for x in (was, missing))
    unlike = ((old - new) ** 2).mean(axis=1) > 0.7 * (old**2).mean(axis=1)
    run = 0
    for bad in unlike & active(was):
        run = run + 1 if bad else 0
        if run * FRAME >= GONE_S * RATE_HZ:
            return True
    return False


def verdict(path: Path, quote: str, ear: Ear) -> str:
    try:
        searched = [Searched(path, transcribe_recording(path, ear))]
    except DispatchError as error:
        return f"refused: {error.why[:40]}"
    claims = [Claim(id="c1", quote=quote)]
    circumstances = Circumstances("", Tool("dispatch", "", ""))
    report = verify_claims(claims, searched, ear.backend, ExamineOptions(), circumstances)
    return report.findings[0].verdict.value


def decoded(number: int, sounds: list[tuple[Samples, tuple[int, int], str]], path: Path) -> str:
    """What comes of decoding one broken piece: ``decoded``, ``refused``, or the name of another error."""
    chance = random.Random(number)
    way, form = WAYS[number % len(WAYS)], chance.choice(FORMS)
    samples, voice, _ = chance.choice(sounds)
    sound, _ = broken(chance, way, samples, voice) or (samples, False)
    path.write_bytes(spoilt(chance, way, written(sound, form)))
    try:
        with open_audio(path) as audio:
            audio.read(audio.channels[0], Span(0, audio.duration_ms))
    except DispatchError:
        return "refused"
    except Exception as error:
        return type(error).__name__
    return "decoded"


def decode_all(args: argparse.Namespace) -> None:
    sounds, ends, longest_s = pieces(args.truth), Counter[tuple[str, str]](), 0.0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(args.first, args.first + args.runs):
            begun = time.monotonic()
            ends[WAYS[number % len(WAYS)], decoded(number, sounds, Path(folder) / "call")] += 1
            longest_s = max(longest_s, time.monotonic() - begun)
    for (way, end), count in sorted(ends.items()):
        print(f"{way:7} {end:12} {count}")
    print(f"longest {longest_s:.2f} s, encoding with it")


def one_run(number: int, sounds: list[tuple[Samples, tuple[int, int], str]], ear: Ear) -> dict[str, Any]:
    chance = random.Random(number)
    way, form = WAYS[number % len(WAYS)], chance.choice(FORMS)
    while True:
        samples, voice, quote = chance.choice(sounds)
        made = broken(chance, way, samples, voice)
        if made is not None:
            break
    sound, gone = made
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"call.{form}"
        whole = written(sound, form)
        path.write_bytes(whole)
        if way in ("flip", "header"):
            with open_audio(path) as audio:
                before = audio.read(0, Span(0, audio.duration_ms)).copy()
            path.write_bytes(spoilt(chance, way, whole))
            try:
                with open_audio(path) as audio:
                    gone = lost_speech(before, audio.read(0, Span(0, audio.duration_ms)), voice)
            except DispatchError:
                gone = True
        return {
            "n": number,
            "way": way,
            "form": form,
            "gone": gone,
            "verdict": verdict(path, quote, ear),
            "quote": quote,
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("truth", type=Path)
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=1e9, help="stop after so long")
    parser.add_argument("--model", default="tiny.en")
    parser.add_argument(
        "--out", type=Path, default=Path("mutations.jsonl"), help="one line a run; gone on with"
    )
    parser.add_argument("--decode-only", action="store_true")
    args = parser.parse_args()
    if args.decode_only:
        return decode_all(args)
    sounds, ear = pieces(args.truth), open_ear(Settings(model=args.model, threads=1, offline=True))
    done = len(args.out.read_text("utf-8").splitlines()) if args.out.exists() else 0
    began = time.monotonic()
    with args.out.open("a", encoding="utf-8") as out:
        for number in range(args.first + done, args.first + args.runs):
            if time.monotonic() - began > args.seconds:
                break
            out.write(json.dumps(one_run(number, sounds, ear)) + "\n")
            out.flush()
    rows = [json.loads(line) for line in args.out.read_text("utf-8").splitlines()]
    table = Counter((row["way"], "gone" if row["gone"] else "left", row["verdict"]) for row in rows)
    print(f"{len(rows)} runs")
    for (way, state, given), count in sorted(table.items()):
        print(f"{way:7s} {state:5s} {given:50s} {count}")
    for row in rows:
        if row["gone"] and row["verdict"] == "verbatim":
            print("CONFIRMED", row)


if __name__ == "__main__":
    main()
