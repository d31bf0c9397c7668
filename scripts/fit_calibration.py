#!/usr/bin/env python3
"""Fit dispatch/judge/calibration.json on generated exchanges, and measure it on those held out.

usage: fit_calibration.py --fit DIR… --held DIR… [--model NAME] [--claims N]

The folders hold what scripts/make_exchanges.py writes. Each exchange is transcribed and searched as the
product does it. A logistic regression tells mishearings from alterations, difference by difference, at all
places where a quote could have been said. With its probabilities in place, the features of the reading that
each quote rests on go into another, with a ridge, on "it was said, unaltered in meaning", for quotes that the
transcript has, changed or not; a curve then says what that model's probabilities were worth on exchanges that
it had not seen. For those that it lacks, where the sound alone must tell, there are two: "the
stretch is where the sound points" and "its words are the quoted ones". A last one says of quotes that a
difference makes altered whether they were. Weights that can only have one sign
are held to it. Roles are taken from the truth, as who spoke has no part in whether it was said.
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from dispatch.align.gather import gather
from dispatch.audio.decode import open_audio
from dispatch.audio.listen import listen
from dispatch.hearing.assembly import numbered
from dispatch.hearing.ear import open_ear
from dispatch.interfaces import Hearing
from dispatch.judge.calibration import BetaCurve, Logistic, load_calibration
from dispatch.judge.differences import is_recognisable
from dispatch.judge.edits import EditFeatures, edit_features, weighed
from dispatch.judge.features import (
    AlterationFeatures,
    PlaceFeatures,
    SlotFeatures,
    TextFeatures,
    alteration_features,
    feature_names,
    features_of,
    sound_features,
)
from dispatch.judge.finding import find, ruling_on
from dispatch.judge.verdict import pointed_reading, resting_reading
from dispatch.settings import Settings
from dispatch.values import Claim, Coverage, Role, Transcript, Transmission, Verdict, from_json
from dispatch.values.evidence import ClaimEvidence, EditEvidence, Reading
from dispatch.verifying.witness import companions, open_witnesses

sys.path.insert(0, str(Path(__file__).parent))

from lab.editlabels import labelled_edits

TARGET = Path(__file__).parents[1] / "dispatch" / "judge" / "calibration.json"
SAID = {"verbatim", "minor_differences", "misattributed"}
SIGNS = {
    "ratio": 1, "ratio_rival": 1, "alike": 1, "alike_closed": 1, "unlike": -1, "doubt": 1,
    "doubt_here": 1, "rival": -1, "reread": 1, "reread_rival": 1, "rival_odds": 1, "rest": 1,
    "alike_light": 1, "similarity": 1, "all_edits": 1, "guard_before": -1, "apart": -1,
    "confidence": 1, "legible": -1, "location": 1, "lead": 1, "worst_slot": 1, "mean_slot": 1,
    "worst_word": 1, "mean_word": 1, "extent": -1,
}  # fmt: skip
"""Which way each feature may speak; the others may speak either way."""

RIDGE = 0.05
FOLDS = 8
LENGTHS = (5, 10, 1000)
"""Classes of quotes, by their words: to 5, to 10, more."""

NO_DOUBT = {"intercept": 0.0, "weights": dict.fromkeys(feature_names(AlterationFeatures), 0.0)}

Table = tuple[np.ndarray, np.ndarray]
"""Features, shape (quotes, features), and labels."""

Rows = list[tuple[str, dict, ClaimEvidence]]
"""Exchange, claim's label, evidence."""


def evidence_of(folder: Path, model: str, most: int) -> Iterator[tuple[str, dict, ClaimEvidence]]:
    """(exchange, claim's label, evidence) of the quotes in a folder of exchanges."""
    ear = open_ear(Settings(model=model))
    scorer = open_witnesses(ear).scorer
    for path in sorted(folder.glob("*.truth.json")):
        truth = json.loads(path.read_text())
        labels = [c for c in truth["claims"] if c["kind"] == "quote"]
        random.Random(truth["id"]).shuffle(labels)
        labels = labels[:most]
        with open_audio(folder / truth["audio"]) as audio:
            heard = numbered(list(ear.backend.hear(audio, listen(audio).stretches)))
            transmissions = tuple(_labelled(one, truth) for one in heard)
            coverage = Coverage(audio.duration_ms, 0, 0, 0)
            transcript = Transcript(audio.recording, ear.engine, transmissions, (), (), coverage)
            claims = [from_json(Claim, c) for c in labels]
            gathered = gather(claims, [Hearing(transcript, audio)], scorer)
        for label, evidence in zip(labels, gathered.evidence, strict=True):
            spots = [truth["transmissions"][i] for i in label["evidence"]]
            spans = [(t["start"], t["end"]) for t in spots]
            yield truth["id"], label | {"spans": spans, "said": truth["transmissions"]}, evidence
        print(truth["id"], len(labels), file=sys.stderr)


def _labelled(heard: Transmission, truth: dict) -> Transmission:
    """A transmission with its speaker as the truth has it."""

    def shared(t: dict) -> float:
        return min(t["end"], heard.span.end_s) - max(t["start"], heard.span.start_s)

    near = max(truth["transmissions"], key=shared)
    unit = truth["speakers"][near["speaker"]].get("callsign")
    return replace(heard, speaker=near["speaker"], unit=unit, role=Role(near["role"]), role_probability=0.95)


def fit(x: np.ndarray, y: np.ndarray, names: tuple[str, ...]) -> dict:
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
    bounds = [*(limits[SIGNS.get(n, 0)] for n in names), (None, None)]
    w = minimize(loss, np.zeros(z.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = {n: round(float(v / s), 4) for n, v, s in zip(names, w[:-1], scale, strict=True)}
    return {"intercept": round(float(w[-1]), 4), "weights": weights}


def fit_curve(x: np.ndarray, y: np.ndarray, exchanges: np.ndarray, names: tuple[str, ...]) -> dict:
    """What a model's probabilities are worth on exchanges that it has not seen, an eighth at a time.

    Copies of an exchange ("fit07-fire", "fit07-fireh") are left out together.
    """
    p = np.zeros(len(y))
    texts = [one.split("-")[0] for one in exchanges]
    folds = {one: k % FOLDS for k, one in enumerate(dict.fromkeys(texts))}
    fold = np.array([folds[one] for one in texts])
    for k in range(FOLDS):
        out = fold == k
        p[out] = probabilities(x[out], fit(x[~out], y[~out], names), names)
    p = p.clip(1e-3, 1 - 1e-3)
    z, sign = np.column_stack([np.ones(len(p)), np.log(p), -np.log(1 - p)]), np.where(y, 1.0, -1.0)
    bounds = [(None, None), (0, None), (0, None)]
    found = minimize(lambda b: np.logaddexp(0, -sign * (z @ b)).sum(), [0.0, 1.0, 1.0], bounds=bounds)
    return dict(zip(("intercept", "said", "not_said"), (round(float(v), 4) for v in found.x), strict=True))


def curved(p: np.ndarray, curve: dict) -> np.ndarray:
    """Probabilities put through a curve."""
    one = BetaCurve(**curve)
    return np.array([one.probability(float(v)) for v in p])


def probabilities(x: np.ndarray, model: dict, names: tuple[str, ...]) -> np.ndarray:
    """The model's probability of each row."""
    weights = np.array([model["weights"][n] for n in names])
    return np.asarray(1 / (1 + np.exp(-(model["intercept"] + x @ weights))))


def measure(p: np.ndarray, y: np.ndarray) -> dict[str, float]:
    """Area under the curve, Brier score against a constant's, calibration error in tenths."""
    pairs = np.sign(p[y][:, None] - p[~y][None, :])
    bins = np.minimum(9, (p * 10).astype(int))
    off = sum(abs(p[bins == b].sum() - y[bins == b].sum()) for b in range(10)) / len(y)
    brier = float(np.mean((p - y) ** 2) / np.mean((y.mean() - y) ** 2))
    auc = float(np.mean((pairs + 1) / 2))
    return {"claims": len(y), "auc": auc, "brier_ratio": brier, "calibration_error": float(off)}


def edit_table(rows: Rows) -> Table:
    """Differences at all places where quotes could have been said: is the quoted side what was said there?

    Each stands a second time as if its sound were gone, as it is where only a transcript was kept.
    """
    found = [
        pair for label, e in used(rows) for pair in labelled_edits(label["quote"], label["said"], e.readings)
    ]
    found += [(_without_sound(edit), said) for edit, said in found]
    return _table([(astuple(edit_features(edit)), said) for edit, said in found])


def _without_sound(edit: EditEvidence) -> EditEvidence:
    difference = replace(edit.difference, log_likelihood_ratio=None)
    return replace(edit, difference=difference, rival_odds=None)


def with_odds(rows: Rows, model: dict) -> Rows:
    """The evidence with the probability of each difference, by a model that was just fitted."""
    names = feature_names(EditFeatures)
    logistic = Logistic(model["intercept"], tuple(model["weights"][n] for n in names))
    return [(exchange, label, weighed(e, logistic.probability)) for exchange, label, e in rows]


def text_table(rows: Rows) -> Table:
    """Quotes that the transcript has, changed or not: were they said as quoted?"""
    return _table([(astuple(f), is_said(label)) for _, label, f in by_text(rows)])


def by_text(rows: Rows) -> list[tuple[str, dict, TextFeatures]]:
    """Exchanges, labels and features of quotes that the transcript has, changed or not."""
    found = [
        (exchange, label, features_of(e, r))
        for exchange, label, e in rows
        if label["truth"] != "cannot_determine" and (r := resting_reading(e))
    ]
    return [(exchange, label, f) for exchange, label, f in found if isinstance(f, TextFeatures)]


def place_table(rows: Rows) -> Table:
    """Quotes that the transcript lacks: is the place that the sound points to where they were said?"""
    kept = [(sound_features(r).place, label, r) for label, r in by_sound(rows)]
    return _table([(astuple(f), lies_there(label, r)) for f, label, r in kept])


def slot_table(rows: Rows) -> Table:
    """Of those, the quotes that lie where the sound points: are their words the quoted ones?"""
    kept = [(sound_features(r).slots, label) for label, r in by_sound(rows) if lies_there(label, r)]
    return _table([(astuple(f), is_said(label)) for f, label in kept])


def altered_table(rows: Rows) -> Table:
    """Quotes that a difference makes ``altered``, by the calibration just written: were they?"""
    rulings = [(label, ruling_on(e)[0]) for _, label, e in rows]
    return _table(
        [
            (astuple(alteration_features(r.reading, r.deciding)), label["truth"] == "altered")
            for label, r in rulings
            if r.verdict is Verdict.ALTERED and r.reading and r.deciding
        ]
    )


def _table(rows: list[tuple[tuple[float, ...], bool]]) -> Table:
    return np.array([x for x, _ in rows]), np.array([y for _, y in rows])


def by_sound(rows: Rows) -> list[tuple[dict, Reading]]:
    """Labels and the places that the sound points to, of quotes that the transcript lacks."""
    kept = []
    for label, e in used(rows):
        pointed, resting = pointed_reading(e), resting_reading(e)
        if pointed is not None and not (resting and is_recognisable(resting)):
            kept.append((label, pointed))
    return kept


def lies_there(label: dict, reading: Reading) -> bool:
    """Whether a place is where a quote's evidence lies; a splice's lies at any of its parts."""
    return any(reading.span.start_s < end and start < reading.span.end_s for start, end in label["spans"])


def used(rows: Rows) -> list[tuple[dict, ClaimEvidence]]:
    """What was masked has no label of said or not and is left out."""
    return [(label, e) for _, label, e in rows if label["truth"] != "cannot_determine"]


def is_said(label: dict) -> bool:
    return label["truth"] in SAID


def all_together(rows: Rows, data: dict) -> dict[str, float]:
    """What the models together measure on quotes, each by those that it falls to."""
    x, y = text_table(rows)
    p = probabilities(x, data["text"], feature_names(TextFeatures)) if len(y) else np.array([])
    p = curved(p, data["text_curve"])
    found = by_sound(rows)
    if found:
        features = [sound_features(r) for _, r in found]
        place = np.array([astuple(f.place) for f in features])
        slots = np.array([astuple(f.slots) for f in features])
        here = probabilities(place, data["place"], feature_names(PlaceFeatures))
        p = np.concatenate([p, here * probabilities(slots, data["slots"], feature_names(SlotFeatures))])
        y = np.concatenate([y, [is_said(label) for label, _ in found]]).astype(bool)
    return measure(p, y)


def rates(rows: Rows) -> dict[str, dict[str, int]]:
    """For each verdict how often it is given and how often rightly, by the calibration just written.

    A verdict on a masked quote is right where it is `cannot_determine`; verbatim and small differences count
    as one.
    """
    alike = {"minor_differences": "verbatim"}
    found: dict[str, dict[str, int]] = {}
    for _, label, evidence in rows:
        verdict = find(evidence, [], []).verdict.value
        row = found.setdefault(verdict, {"given": 0, "right": 0})
        row["given"] += 1
        row["right"] += alike.get(verdict, verdict) == alike.get(label["truth"], label["truth"])
    return {name: found[name] for name in sorted(found)}


def misses(rows: Rows) -> list[tuple[int, int, int]]:
    """(most words, said quotes of at most so many, those of them called absent), by length."""
    said = [(len(e.claim.quote.split()), find(e, [], []).verdict) for _, label, e in rows if is_said(label)]
    found = []
    for fewest, most in pairwise((0, *LENGTHS)):
        verdicts = [verdict for words, verdict in said if fewest < words <= most]
        found.append((most, len(verdicts), sum(v is Verdict.NOT_FOUND for v in verdicts)))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fit", type=Path, nargs="+", required=True)
    parser.add_argument("--held", type=Path, nargs="+", required=True)
    parser.add_argument("--model", default="base")
    parser.add_argument("--claims", type=int, default=1000, help="at most so many quotes of an exchange")
    args = parser.parse_args()
    fitted, held = (
        [row for folder in folders for row in evidence_of(folder, args.model, args.claims)]
        for folders in (args.fit, args.held)
    )
    finish(fitted, held, (args.model, *companions(open_ear(Settings(model=args.model)))))


def write(data: dict) -> None:
    """What is fitted so far, for what is fitted on the verdicts that it gives."""
    TARGET.write_text(json.dumps(data | {"provenance": {}}, indent=1) + "\n")
    load_calibration.cache_clear()


def finish(fitted: Rows, held: Rows, models: Sequence[str]) -> None:
    """Fit on one list of evidence, measure on both, write the calibration."""
    data: dict = {"name": f"exchanges-{datetime.date.today().isoformat()}"}
    data["edits"] = fit(*edit_table(fitted), feature_names(EditFeatures))
    fitted, held = with_odds(fitted, data["edits"]), with_odds(held, data["edits"])
    data["text"] = fit(*text_table(fitted), feature_names(TextFeatures))
    exchanges = np.array([exchange for exchange, _, _ in by_text(fitted)])
    data["text_curve"] = fit_curve(*text_table(fitted), exchanges, feature_names(TextFeatures))
    data["place"] = fit(*place_table(fitted), feature_names(PlaceFeatures))
    data["slots"] = fit(*slot_table(fitted), feature_names(SlotFeatures))
    data["altered"] = NO_DOUBT
    write(data)
    data["altered"] = fit(*altered_table(fitted), feature_names(AlterationFeatures))
    figures = {"fit": all_together(fitted, data)}
    figures |= {"held_out": all_together(held, data)} if held else {}
    print(json.dumps(figures, indent=1))
    write(data)
    data["verdicts"] = rates(held)
    data["missed"] = misses(held)
    data["provenance"] = {
        "fitted_on": f"{len({e for e, _, _ in fitted})} generated exchanges, {len(used(fitted))} quotes",
        "models": list(models),
        "script": "scripts/fit_calibration.py",
        "date": datetime.date.today().isoformat(),
        "measured": {k: {n: round(v, 4) for n, v in f.items()} for k, f in figures.items()},
    }
    TARGET.write_text(json.dumps(data, indent=1) + "\n")


if __name__ == "__main__":
    main()
