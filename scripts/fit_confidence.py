"""Fit the map from a word's token probabilities to how often such words are right.

usage: fit_confidence.py TRUTH_DIR [--models base tiny.en] [--second moonshine]

TRUTH_DIR holds recordings with ``<id>.truth.json``; audio_samples/ is one. Each transmission is heard as it
is and under noise of its own band, 8 to -4 dB below the speech, so that words of every quality come out.
Prints the weights for ``dispatch/transcribe/confidence.py`` and the calibration error they leave.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein
from scipy.signal import butter, sosfilt

from dispatch.audio.decode import open_audio
from dispatch.transcribe.confidence import WordFeatures, features
from dispatch.transcribe.decoding import Decoder, Sound
from dispatch.transcribe.features import RATE_HZ, FloatArray
from dispatch.transcribe.models import resolve_model
from dispatch.transcribe.options import HearingOptions
from dispatch.transcribe.prepare import prepared
from dispatch.transcribe.readout import word_features
from dispatch.transcribe.runtime import Runtime
from dispatch.transcribe.second_models import second_ear
from dispatch.transcribe.weighing import SecondOpinion
from dispatch.values import Span
from dispatch.wording.tokens import tokens

NOISE_BELOW_SPEECH_DB = (None, 8.0, 4.0, 0.0, -4.0)
MARGIN_MS = 200
RIDGE = 1e-3


def calls(folder: Path) -> Iterator[tuple[FloatArray, str]]:
    for path in sorted(folder.glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        with open_audio(folder / truth["audio"]) as audio:
            for said in truth["transmissions"]:
                span = Span(round(said["start"] * 1000), round(said["end"] * 1000)).grow(MARGIN_MS)
                yield audio.read(said.get("channel", 0), span).copy(), said["spoken"]


def noisy(samples: FloatArray, below_db: float | None, rng: np.random.Generator) -> FloatArray:
    if below_db is None:
        return samples
    band = butter(4, [300, 3000], "bandpass", fs=RATE_HZ, output="sos")
    noise = sosfilt(band, rng.standard_normal(len(samples)))
    gain = np.std(samples) / np.std(noise) * 10 ** (-below_db / 20)
    return (samples + gain * noise).astype(np.float32)


def right(said: str, written: list[str]) -> list[bool]:
    """Whether each written word stands in what was said, in order; numbers digit by digit."""
    reference = [part for token in tokens(said) for part in _parts(token.norm)]
    owners = [(at, part) for at, word in enumerate(written) for t in tokens(word) for part in _parts(t.norm)]
    found = [False] * len(owners)
    for op in Levenshtein.opcodes(reference, [part for _, part in owners]):
        if op.tag == "equal":
            found[op.dest_start : op.dest_end] = [True] * (op.dest_end - op.dest_start)
    return [
        all(ok for ok, (owner, _) in zip(found, owners, strict=True) if owner == at)
        for at in range(len(written))
    ]


def _parts(norm: str) -> list[str]:
    return list(norm) if norm.isdigit() else [norm]


def examples(folder: Path, model: str, second: str | None) -> tuple[list[WordFeatures], list[bool]]:
    """Features of words, of those alone that a second model was asked about where there is one."""
    options = HearingOptions(model=model, second_model=second, threads=1)
    runtime = Runtime(resolve_model(model), options)
    ear = second_ear(options)
    decoder, rng = Decoder(runtime, (), 5), np.random.default_rng(7)
    known: list[WordFeatures] = []
    labels: list[bool] = []
    for samples, said in calls(folder):
        sounds = [Sound(prepared(noisy(samples, db, rng)), 0.0) for db in NOISE_BELOW_SPEECH_DB]
        readings = decoder.read(sounds)
        if ear is not None:
            readings = SecondOpinion(runtime, ear).weighed(readings, sounds)
        for sound, reading in zip(sounds, readings, strict=True):
            words = word_features(runtime, reading, sound.samples)
            correct = right(said, [word for word, _ in words])
            for (_, one), is_right in zip(words, correct, strict=True):
                if ear is None or one.second is not None:
                    known.append(one)
                    labels.append(is_right)
    return known, labels


def fitted(rows: NDArray[np.float64], labels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights of a logistic regression, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-rows @ weights))
        curvature = (rows * (p * (1 - p))[:, None]).T @ rows + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(curvature, rows.T @ (labels - p) - RIDGE * weights)
    return weights


def calibration_error(p: NDArray[np.float64], labels: NDArray[np.float64]) -> float:
    bins = np.minimum((p * 10).astype(int), 9)
    return float(sum(abs((p[bins == k] - labels[bins == k]).sum()) for k in range(10)) / len(p))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--models", nargs="+", default=["base", "tiny.en"])
    parser.add_argument("--second", help="a second model that hears, too")
    args = parser.parse_args()
    rows, labels = {}, {}
    for model in args.models:
        known, correct = examples(args.truth, model, args.second)
        rows[model] = np.array([features(one) for one in known])
        labels[model] = np.array(correct, float)
        print(model, len(correct), "words,", np.round(fitted(rows[model], labels[model]), 2), flush=True)
    weights = fitted(np.vstack(list(rows.values())), np.concatenate(list(labels.values())))
    print("together", np.round(weights, 2))
    for model in args.models:
        p = 1 / (1 + np.exp(-rows[model] @ weights))
        print(model, "calibration error", round(calibration_error(p, labels[model]), 4))


if __name__ == "__main__":
    main()
