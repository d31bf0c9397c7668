#!/usr/bin/env python3
"""Fit dispatch/turns/roles.json on generated exchanges.

usage: fit_roles.py EXCHANGES_DIR [HELD_DIR]

EXCHANGES_DIR holds what scripts/make_exchanges.py writes. Words are taken as written in the truth; voices
from the sound. Weights are logistic regressions with a ridge, the three that bring voice and
alternation in are chosen from a small grid. With HELD_DIR the result is measured there.
"""

from __future__ import annotations

import datetime
import itertools
import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from dispatch.audio.decode import open_audio
from dispatch.turns import open_embedder
from dispatch.turns.callsigns import parse
from dispatch.turns.language import FEATURES, features
from dispatch.turns.roles import VOICE_FEATURES, RoleModel, log_odds_of_words, share, voice_features
from dispatch.turns.sound import loudest_window
from dispatch.turns.voices import VoiceModel, Window, cluster
from dispatch.values import Span, ms

TARGET = Path(__file__).parents[1] / "dispatch" / "turns" / "roles.json"


def load(folder: Path) -> list[dict]:
    """Each exchange with its words' features, voice vectors, windows and true roles and speakers."""
    embedder, out = open_embedder(), []
    for path in sorted(folder.glob("*.truth.json")):
        truth = json.loads(path.read_text())
        if "masked" in truth.get("condition", "") or path.stem.split(".")[0].endswith("m"):
            continue
        said = truth["transmissions"]
        spans = [Span(ms(t["start"]), ms(t["end"])) for t in said]
        with open_audio(folder / truth["audio"]) as audio:
            sounds = [
                loudest_window(audio, min(t.get("channel", 0), audio.channels - 1), s)
                for t, s in zip(said, spans, strict=True)
            ]
        windows = [
            Window(s.start_ms, s.end_ms, t.get("channel", 0), len(x) // 16)
            for t, s, x in zip(said, spans, sounds, strict=True)
        ]
        parsed = [parse(t["written"]) for t in said]
        out.append(
            {
                "id": truth["id"],
                "parsed": parsed,
                "vectors": np.asarray(embedder.embed(sounds), dtype=np.float64),
                "windows": windows,
                "console": np.array([t["role"] == "dispatcher" for t in said]),
                "speaker": [t["speaker"] for t in said],
            }
        )
        print(truth["id"], len(said), file=sys.stderr)
    return out


def logistic(x: np.ndarray, y: np.ndarray, ridge: float) -> np.ndarray:
    """Weights of a logistic regression, the last one the intercept, which is not held back."""
    x = np.column_stack([x, np.ones(len(x))])
    sign = np.where(y, 1.0, -1.0)

    def loss(w: np.ndarray) -> float:
        return float(np.logaddexp(0, -sign * (x @ w)).sum() + ridge * (w[:-1] ** 2).sum())

    return minimize(loss, np.zeros(x.shape[1]), method="L-BFGS-B").x


def fit_words(exchanges: list[dict]) -> tuple[float, tuple[float, ...]]:
    x = np.array([features(p) for e in exchanges for p in e["parsed"]])
    y = np.concatenate([e["console"] for e in exchanges])
    w = logistic(x, y, 1.0)
    return float(w[-1]), tuple(round(float(v), 3) for v in w[:-1])


def fit_voice(exchanges: list[dict]) -> VoiceModel:
    rows, same = [], []
    for e in exchanges:
        raw = e["vectors"]
        centred = raw - raw.mean(axis=0)
        centred /= np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
        for i, j in itertools.combinations(range(len(raw)), 2):
            a, b = e["windows"][i], e["windows"][j]
            short = max(0, 1500 - min(a.heard_ms, b.heard_ms)) / 1000
            rows.append([raw[i] @ raw[j], centred[i] @ centred[j], float(b.start_ms - a.end_ms < 5000), short])
            same.append(e["speaker"][i] == e["speaker"][j])
    w = [round(float(v), 3) for v in logistic(np.array(rows), np.array(same), 0.1)]
    return VoiceModel(raw=w[0], centred=w[1], bias=w[4], neighbours=w[2], short=w[3])


def fit_voices_roles(exchanges: list[dict], model: RoleModel) -> RoleModel:
    """The weights of what a voice does, from the voices that clustering finds."""
    rows, console = [], []
    for e in exchanges:
        own = [log_odds_of_words(p, model) for p in e["parsed"]]
        voices = cluster(e["vectors"], e["windows"], model.voice)
        for label, seen in voice_features(own, voices, e["windows"]).items():
            rows.append(seen)
            console.append(np.mean([c for c, v in zip(e["console"], voices, strict=True) if v.label == label]) > 0.5)
    w = [round(float(v), 3) for v in logistic(np.array(rows), np.array(console), 0.3)]
    return replace(model, voice_intercept=w[-1], voice_weights=tuple(w[:-1]))


def measured(exchanges: list[dict], model: RoleModel) -> tuple[float, float, float]:
    """(share right, log loss, calibration error) of the roles."""
    odds, console = [], []
    for e in exchanges:
        own = [log_odds_of_words(p, model) for p in e["parsed"]]
        voices = cluster(e["vectors"], e["windows"], model.voice)
        odds += share(own, voices, e["windows"], model)
        console += list(e["console"])
    x, y = np.array(odds), np.array(console)
    p = 1 / (1 + np.exp(-x))
    sure, right = np.maximum(p, 1 - p), (x > 0) == y
    bins = np.minimum(9, ((sure - 0.5) * 20).astype(int))
    off = sum(abs(sure[bins == b].sum() - right[bins == b].sum()) for b in range(10)) / len(y)
    return float(right.mean()), float(np.logaddexp(0, -np.where(y, x, -x)).mean()), float(off)


def main() -> None:
    exchanges = load(Path(sys.argv[1]))
    intercept, words = fit_words(exchanges)
    start = RoleModel(intercept, words, 0.0, (0.0,) * 4, (1.0, 0.0), 1.0, fit_voice(exchanges))
    start = fit_voices_roles(exchanges, start)
    grid = itertools.product((0.0, 0.15, 0.3, 0.5), (0.6, 0.8, 1.0))
    candidates = [replace(start, own_share=(1.0, o), sharpness=s) for o, s in grid]
    best = min(candidates, key=lambda m: measured(exchanges, m)[1])
    print("fit: right %.3f, log loss %.3f, calibration error %.3f" % measured(exchanges, best))
    alone = replace(best, voice_intercept=0.0, voice_weights=(0.0,) * 4, own_share=(1.0, 1.0))
    print("words alone: right %.3f" % measured(exchanges, alone)[0])
    if len(sys.argv) > 2:
        held = load(Path(sys.argv[2]))
        print("held out: right %.3f, log loss %.3f, calibration error %.3f" % measured(held, best))
    voice = {k: getattr(best.voice, k) for k in VoiceModel.__slots__}
    TARGET.write_text(
        json.dumps(
            {
                "provenance": {
                    "fitted_on": f"{len(exchanges)} generated exchanges",
                    "transmissions": sum(len(e["parsed"]) for e in exchanges),
                    "script": "scripts/fit_roles.py",
                    "date": datetime.date.today().isoformat(),
                },
                "intercept": round(intercept, 3),
                "words": dict(zip(FEATURES, words, strict=True)),
                "voice_intercept": best.voice_intercept,
                "voice_weights": dict(zip(VOICE_FEATURES, best.voice_weights, strict=True)),
                "own_share": best.own_share[1],
                "sharpness": best.sharpness,
                "voice": voice,
            },
            indent=1,
        )
        + "\n"
    )


if __name__ == "__main__":
    main()
