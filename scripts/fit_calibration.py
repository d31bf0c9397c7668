#!/usr/bin/env python3
"""Fit dispatch/judge/calibration.json on generated exchanges, and measure it on those held out.

usage: fit_calibration.py FIT_DIR HELD_DIR [--model NAME] [--claims N]

Both folders hold what scripts/make_exchanges.py writes. Each exchange is transcribed and searched as the
product does it; the features of each quote's best reading then go into a logistic regression with a ridge
on "it was said, unaltered in meaning". Weights that can only have one sign are held to it. Roles are taken
from the truth, as who spoke has no part in whether it was said.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from dispatch.align.gather import gather
from dispatch.audio.decode import open_audio
from dispatch.audio.listen import listen
from dispatch.interfaces import Hearing
from dispatch.judge.features import NAMES, features_of
from dispatch.transcribe.engines import open_engine
from dispatch.transcribe.options import HearingOptions
from dispatch.values import Claim, Coverage, Role, Transcript, Transmission, from_json
from dispatch.values.evidence import ClaimEvidence

TARGET = Path(__file__).parents[1] / "dispatch" / "judge" / "calibration.json"
SAID = {"verbatim", "minor_differences", "misattributed"}
SIGNS = {
    "similarity": 1, "worst_edit": 1, "guard_before": -1, "apart": -1, "confidence": 1, "location": 1,
    "foil_margin": 1, "location_alone": 1, "foil_alone": 1,
}  # fmt: skip
"""Which way each feature may speak; the others may speak either way."""

RIDGE = 0.05


def evidence_of(folder: Path, model: str, most: int) -> Iterator[tuple[str, dict, ClaimEvidence]]:
    """(exchange, claim's label, evidence) of the quotes in a folder of exchanges."""
    engine = open_engine(HearingOptions(model=model))
    for path in sorted(folder.glob("*.truth.json")):
        truth = json.loads(path.read_text())
        labels = [c for c in truth["claims"] if c["kind"] == "quote"]
        random.Random(truth["id"]).shuffle(labels)
        labels = labels[:most]
        with open_audio(folder / truth["audio"]) as audio:
            heard = list(engine.hear(audio, listen(audio).stretches))
            transmissions = tuple(_labelled(k, h, truth) for k, h in enumerate(heard))
            coverage = Coverage(audio.duration_ms, 0, 0, 0)
            transcript = Transcript(audio.recording, engine.engine, transmissions, (), (), coverage)
            claims = [from_json(Claim, c) for c in labels]
            gathered = gather(claims, [Hearing(transcript, audio)], engine)
        for label, evidence in zip(labels, gathered.evidence, strict=True):
            yield truth["id"], label, evidence
        print(truth["id"], len(labels), file=sys.stderr)


def _labelled(number: int, heard: object, truth: dict) -> Transmission:
    span = heard.stretch.span  # type: ignore[attr-defined]

    def shared(t: dict) -> float:
        return min(t["end"], span.end_s) - max(t["start"], span.start_s)

    near = max(truth["transmissions"], key=shared)
    return Transmission(
        number, span, speaker=near["speaker"], role=Role(near["role"]), role_probability=0.95,
        text=heard.text, confidence=heard.confidence, flags=heard.flags, words=heard.words,  # type: ignore[attr-defined]
    )  # fmt: skip


def best_features(evidence: ClaimEvidence) -> np.ndarray:
    """The features of the reading that speaks most for the quote: the judge takes the most probable one."""
    found = [features_of(evidence, r) for r in evidence.readings]
    best = max(found, key=lambda f: 8 * f.similarity + f.worst_edit + f.location_alone, default=None)
    return np.array(best.values() if best else (0.0,) * len(NAMES))


def fit(x: np.ndarray, y: np.ndarray) -> tuple[float, dict[str, float]]:
    """Intercept and weights of the logistic regression, signs held."""
    sign = np.where(y, 1.0, -1.0)
    scale = np.where(x.std(axis=0) > 1e-6, x.std(axis=0), 1.0)
    z = np.column_stack([x / scale, np.ones(len(x))])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (z @ w)
        value = np.logaddexp(0, -margin).sum() + RIDGE * (w[:-1] ** 2).sum()
        slope = -(z * (sign / (1 + np.exp(margin)))[:, None]).sum(axis=0)
        slope[:-1] += 2 * RIDGE * w[:-1]
        return float(value), slope

    limits = {1: (0, None), -1: (None, 0), 0: (None, None)}
    bounds = [*(limits[SIGNS.get(n, 0)] for n in NAMES), (None, None)]
    w = minimize(loss, np.zeros(z.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = {n: round(float(v / s), 4) for n, v, s in zip(NAMES, w[:-1], scale, strict=True)}
    return round(float(w[-1]), 4), weights


def measure(x: np.ndarray, y: np.ndarray, intercept: float, weights: dict[str, float]) -> dict[str, float]:
    """Area under the curve, Brier score against a constant's, calibration error in tenths."""
    p = 1 / (1 + np.exp(-(intercept + x @ np.array([weights[n] for n in NAMES]))))
    pairs = np.sign(p[y][:, None] - p[~y][None, :])
    bins = np.minimum(9, (p * 10).astype(int))
    off = sum(abs(p[bins == b].sum() - y[bins == b].sum()) for b in range(10)) / len(y)
    brier = float(np.mean((p - y) ** 2) / np.mean((y.mean() - y) ** 2))
    auc = float(np.mean((pairs + 1) / 2))
    return {"claims": len(y), "auc": auc, "brier_ratio": brier, "calibration_error": float(off)}


def table(rows: list[tuple[str, dict, ClaimEvidence]]) -> tuple[np.ndarray, np.ndarray]:
    """Features and labels; what was masked has no label of said or not and is left out."""
    used = [(label, e) for _, label, e in rows if label["truth"] != "cannot_determine"]
    said = np.array([label["truth"] in SAID for label, _ in used])
    return np.array([best_features(e) for _, e in used]), said


def write(intercept: float, weights: dict[str, float], provenance: dict) -> None:
    name = f"exchanges-{provenance['date']}"
    data = {"name": name, "intercept": intercept, "weights": weights, "provenance": provenance}
    TARGET.write_text(json.dumps(data, indent=1) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("fit", type=Path)
    parser.add_argument("held", type=Path)
    parser.add_argument("--model", default="base")
    parser.add_argument("--claims", type=int, default=1000, help="at most so many quotes of an exchange")
    args = parser.parse_args()
    finish(
        list(evidence_of(args.fit, args.model, args.claims)),
        list(evidence_of(args.held, args.model, args.claims)),
        args.model,
    )


def finish(fitted: list, held: list, model: str) -> None:
    """Fit on one list of evidence, measure on both, write the calibration."""
    x, y = table(fitted)
    intercept, weights = fit(x, y)
    figures = {"fit": measure(x, y, intercept, weights)}
    if held:
        figures["held_out"] = measure(*table(held), intercept, weights)
    print(json.dumps(figures, indent=1))
    rounded = {k: {n: round(v, 4) for n, v in f.items()} for k, f in figures.items()}
    provenance = {
        "fitted_on": f"{len({e for e, _, _ in fitted})} generated exchanges, {len(y)} quotes",
        "model": model,
        "script": "scripts/fit_calibration.py",
        "date": datetime.date.today().isoformat(),
        "measured": rounded,
    }
    write(intercept, weights, provenance)


if __name__ == "__main__":
    main()
