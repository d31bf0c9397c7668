"""Third renderings that a recogniser hardly follows: talked fast, over-driven, through engine noise and a
narrow AM channel at 8 kbit/s.

The words are still there for a trained ear, so labels stay as they are. What the sound alone can tell when
the transcript is garbage is calibrated on these.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile
from scipy import signal

from lab import channel
from lab.formats import write_audio
from lab.render import RATE_HZ, seed_of
from lab.truth import INPUT_KEYS

SPREAD_DB = 2.0
"""How far the noise of a recording's transmissions varies."""


@dataclass(frozen=True, slots=True)
class Harshness:
    """What a recording is put through: the bounds that each quality is drawn from."""

    speed: tuple[float, float]
    """Times faster than the studio voice; pilots and controllers talk at 200 words a minute and more."""
    snr_db: tuple[float, float]
    drive: tuple[float, float]
    top_hz: tuple[float, float]


KINDS = {
    "h": Harshness((1.05, 1.25), (3.0, 17.0), (3.0, 7.0), (1_900.0, 2_600.0)),
    "g": Harshness((1.25, 1.5), (12.0, 24.0), (2.0, 5.0), (2_300.0, 3_000.0)),
}
"""Noisy, and fast: the letter that the recording's name ends in."""

BIT_RATE = 8_000


def make_harsh(folder: Path, out: Path, kind: str) -> None:
    """Harsh copies of the sound exchanges of `folder` that libsndfile reads, into `out`."""
    for path in sorted(folder.glob("*.truth.json")):
        truth = json.loads(path.read_text())
        name = f"{truth['id']}{kind}"
        audio = folder / truth["audio"]
        if truth["id"].endswith("m") or audio.suffix == ".m4a" or (out / f"{name}.truth.json").exists():
            continue
        _write(out, name, harsh(audio, truth, name, KINDS[kind]), truth)


def harsh(audio: Path, truth: dict[str, Any], name: str, kind: Harshness) -> npt.NDArray[np.float32]:
    """The recording degraded, one channel at 8 kHz; times in `truth` are moved along."""
    samples, rate_hz = soundfile.read(audio, dtype="float32", always_2d=True)
    mono = signal.resample_poly(samples.mean(axis=1), RATE_HZ // 1000, rate_hz // 1000).astype(np.float32)
    rng = seed_of(name, "harsh", 0)
    speed, snr_db = rng.uniform(*kind.speed), rng.uniform(*kind.snr_db)
    fast = signal.resample(mono, round(len(mono) / speed)).astype(np.float32)
    out = np.zeros_like(fast)
    for line in truth["transmissions"]:
        line["start"], line["end"] = (round(line[k] / speed, 3) for k in ("start", "end"))
        line["sentences"] = [[round(x / speed, 3) for x in s] for s in line["sentences"]]
        a, b = round((line["start"] - 0.15) * RATE_HZ), round((line["end"] + 0.15) * RATE_HZ)
        a = max(0, a)
        out[a:b] = _through(fast[a:b], kind, snr_db + rng.uniform(-SPREAD_DB, SPREAD_DB), rng)
    truth["sounds"] = []
    return out


def _through(
    voice: npt.NDArray[np.float32], kind: Harshness, snr_db: float, rng: np.random.Generator
) -> npt.NDArray[np.float32]:
    """One transmission over-driven and noisy in a narrow band."""
    driven = channel.compress(voice, rng.uniform(*kind.drive))
    narrow = channel.voice_band(driven, 350.0, rng.uniform(*kind.top_hz))
    rms = channel.SPEECH_LEVEL * 10 ** (-snr_db / 20)
    noise = channel.band_noise(len(narrow), rng, rms)
    noise = noise + channel.voice_band(channel.cab_noise(len(narrow), rng), 300.0, 2_500.0) * rms
    return np.asarray(np.clip(channel.level(narrow) + noise, -0.6, 0.6), np.float32)


def _write(out: Path, name: str, audio: npt.NDArray[np.float32], truth: dict[str, Any]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{name}.mp3"
    write_audio(path, audio, RATE_HZ, "mp3", BIT_RATE)
    truth |= {
        "id": name,
        "audio": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "seconds": round(len(audio) / RATE_HZ, 3),
        "channel": "am",
    }
    claims = [{k: c[k] for k in INPUT_KEYS if k in c} for c in truth["claims"]]
    (out / f"{name}.claims.json").write_text(json.dumps(claims, indent=1, ensure_ascii=False) + "\n")
    (out / f"{name}.truth.json").write_text(json.dumps(truth, indent=1, ensure_ascii=False) + "\n")
