"""Fit dispatch/claims/reading.json on labelled articles and passages, and say what it gains on others.

usage: PYTHONPATH=. python scripts/fit_reading.py [--date DATE] [--code COMMIT] [--write]

Fitted on tests/claims/passages.jsonl and whole.jsonl, and on the sets of tests/claims/articles named in
FITTED. The rules were mended on the MENDED ones, so that there their answers are better than on a new
article: those quotations are fitted without them, too. The other texts are read as new ones are.

What is printed is measured on passages and whole texts, a fifth at a time left out, and on a set, likewise.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from dispatch.claims.making import ClaimMaker
from dispatch.claims.reader import read
from dispatch.claims.roles.traits import traits_of
from dispatch.claims.roles.weighing import ROLES, Weights, opinion_of
from tests.claims.labelled import (
    MEDIA_TYPES,
    PASSAGES,
    WHOLE,
    Labelled,
    characters,
    labelled,
    passages,
    spans,
)

TARGET = Path(__file__).resolve().parent.parent / "dispatch/claims/reading.json"
MENDED = (
    *("frozen", "later", "last", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth"),
)
FITTED = (*MENDED, "sixteenth")
MARKED = {"passages": PASSAGES, "whole texts": WHOLE}
OF_RULES = ("rules: ", "cue", "points", "warning", "on air", "placed", "noun: ")
"""How the names of traits begin that hold what the rules answered."""
BLIND = 0.3
"""How much of a quotation's weight, in mended sets, is given to it without the rules' answer."""
RIDGE = 1.0
FEWEST = 5
"""Quotations that show a trait: what is rarer gets no weight."""
FOLDS = 5

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Row:
    """A quotation as read, and as labelled."""

    traits: Mapping[str, float]
    role: int
    checkable: bool
    rules: tuple[int, bool]


@dataclass(frozen=True)
class Text:
    """A set's article or a passage."""

    of: str
    rows: tuple[Row, ...]


def text_of(of: str, article: Labelled) -> Text:
    """The quotations that both the reader and the labels have."""
    found = read(article.text, MEDIA_TYPES[article.path.suffix])
    narration = found.people.narration
    maker = ClaimMaker(narration)
    wanted = [(label, characters(article.text, label["parts"])) for label in article.labels["quotations"]]
    rows = []
    for reading, traits in zip(found.readings, traits_of(narration, found.readings), strict=True):
        got = characters(article.text, spans(maker.quotation(reading)))
        label, shared = max(wanted, key=lambda item: len(item[1] & got), default=({}, set()))
        if 2 * len(shared & got) < min(len(shared), len(got)) or not shared & got:
            continue
        names = [role.value for role in ROLES]
        rules = (ROLES.index(reading.role), reading.verdict.checkable)
        rows.append(Row(traits, names.index(label["role"]), label["checkable"], rules))
    return Text(of, tuple(rows))


def texts() -> Iterator[Text]:
    for name in FITTED:
        yield from (text_of(name, article) for article in labelled(name))
    for name, path in MARKED.items():
        yield from (text_of(name, article) for article in passages(path))


def fit(fitted: Sequence[Text]) -> Weights:
    """Both models over the traits that enough quotations show."""
    rows: list[Row] = []
    shown: list[Mapping[str, float]] = []
    worth: list[float] = []
    for of, row in ((text.of, row) for text in fitted for row in text.rows):
        blind = BLIND if of in MENDED else 0.0
        without = {name: value for name, value in row.traits.items() if not name.startswith(OF_RULES)}
        for traits, share in ((row.traits, 1 - blind), (without, blind)):
            if share:
                rows.append(row)
                shown.append(traits)
                worth.append(share)
    counts = Counter(name for text in fitted for row in text.rows for name in row.traits)
    names = sorted(name for name, count in counts.items() if count >= FEWEST)
    x = np.array([[traits.get(name, 0.0) for name in names] for traits in shown])
    weight = np.array(worth)
    roles = softmax_regression(x, np.array([row.role for row in rows]), len(ROLES), weight)
    heard = softmax_regression(x, np.array([int(row.checkable) for row in rows]), 2, weight)
    both = np.hstack([roles, (heard[:, 1] - heard[:, 0])[:, None]]).round(3)
    return Weights(
        tuple(both[-1].tolist()), {n: tuple(w.tolist()) for n, w in zip(names, both, strict=False)}
    )


def softmax_regression(x: Array, y: NDArray[np.int64], kinds: int, weight: Array) -> Array:
    """Weights of each kind for each column, the constants last; drawn towards zero but for those."""
    rows, columns = x.shape

    def loss(flat: Array) -> tuple[float, Array]:
        w = flat.reshape(columns + 1, kinds)
        points = x @ w[:-1] + w[-1]
        points -= points.max(axis=1, keepdims=True)
        chances = np.exp(points) / np.exp(points).sum(axis=1, keepdims=True)
        error = -(weight * np.log(chances[np.arange(rows), y])).sum() + RIDGE * (w[:-1] ** 2).sum()
        chances[np.arange(rows), y] -= 1
        chances *= weight[:, None]
        slope = np.vstack([x.T @ chances + 2 * RIDGE * w[:-1], chances.sum(axis=0)])
        return float(error), slope.ravel()

    start = np.zeros((columns + 1) * kinds)
    found = minimize(loss, start, method="L-BFGS-B", jac=True, options={"maxiter": 300})
    return np.asarray(found.x).reshape(columns + 1, kinds)


def shares(weights: Weights | None, held: Sequence[Text]) -> tuple[float, float]:
    """Roles and ``checkable`` right; of the rules alone without weights."""
    rows = [row for text in held for row in text.rows]
    roles = checkable = 0
    for row in rows:
        role, heard = row.rules
        if weights is not None:
            opinion = opinion_of(row.traits, weights)
            role = max(range(len(ROLES)), key=lambda at: opinion.roles[ROLES[at]])
            heard = opinion.checkable > 0.5
        roles, checkable = roles + (role == row.role), checkable + (heard == row.checkable)
    return roles / len(rows), checkable / len(rows)


def left_out(every: Sequence[Text]) -> dict[str, dict[str, tuple[float, float]]]:
    """What is right without being fitted: passages and whole texts by fifths, sets no rule was mended on."""
    folds = [
        (of, [text for text in every if text.of == of][fold::FOLDS]) for of in MARKED for fold in range(FOLDS)
    ]
    folds += [(of, [t for t in every if t.of == of]) for of in FITTED if of not in MENDED]
    sums: dict[str, list[tuple[int, Array, Array]]] = {}
    for of, held in folds:
        weights = fit([text for text in every if text not in held])
        count = sum(len(text.rows) for text in held)
        both = (np.array(shares(None, held)), np.array(shares(weights, held)))
        sums.setdefault(of, []).append((count, *both))
    out = {}
    for of, parts in sums.items():
        total = sum(count for count, _, _ in parts)
        rules = sum(count * share for count, share, _ in parts) / total
        model = sum(count * share for count, _, share in parts) / total
        out[of] = {"rules": tuple(np.round(rules, 3).tolist()), "weighed": tuple(np.round(model, 3).tolist())}
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--date", default="")
    parser.add_argument("--code", default="")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    every = list(texts())
    measured = left_out(every)
    for name, figures in measured.items():
        print(name, "roles, checkable:", figures)
    weights = fit(every)
    print(len(weights.traits), "traits,", sum(len(text.rows) for text in every), "quotations")
    if options.write:
        data: dict[str, Any] = {
            "about": {
                "date": options.date, "code": options.code, "script": "scripts/fit_reading.py",
                "fitted on": [*FITTED, *MARKED], "quotations": sum(len(text.rows) for text in every),
                "left out, roles and checkable": measured,
                "columns": [*(role.value for role in ROLES), "checkable"],
            },
            "constant": weights.constant,
            "traits": dict(weights.traits),
        }  # fmt: skip
        TARGET.write_text(_compact(data), encoding="utf-8")


def _compact(data: dict[str, Any]) -> str:
    """One trait a line."""
    head = json.dumps({key: data[key] for key in ("about", "constant")}, indent=1)
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(w)}" for name, w in data["traits"].items())
    return f'{head[:-2]},\n "traits": {{\n{lines}\n }}\n}}\n'


if __name__ == "__main__":
    main()
