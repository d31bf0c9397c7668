"""The small models that turn features into probabilities, fitted on generated exchanges.

``calibration.json`` beside this module holds the weights and says what they were fitted on, when and
by which script; its checksum is in every report.
"""

from __future__ import annotations

import functools
import hashlib
import json
import math
from dataclasses import astuple, dataclass
from importlib import resources
from typing import Any

from dispatch.errors import SchemaError
from dispatch.judge.edits import EditFeatures
from dispatch.judge.features import (
    AlterationFeatures,
    PlaceFeatures,
    SlotFeatures,
    SoundFeatures,
    TextFeatures,
    feature_names,
)
from dispatch.odds import clamp, logistic
from dispatch.values import Details, Verdict, details


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic model: the weight of each feature, in the features' order, and the intercept."""

    intercept: float
    weights: tuple[float, ...]

    def probability(self, values: tuple[float, ...]) -> float:
        """Probability given the features' values.

        Example:
            >>> Logistic(0.0, (1.0,)).probability((0.0,))
            0.5
        """
        odds = self.intercept + sum(w * x for w, x in zip(self.weights, values, strict=True))
        return logistic(clamp(-30.0, odds, 30.0))


@dataclass(frozen=True, slots=True)
class BetaCurve:
    """What a model's probability is worth, as it was measured on exchanges that the model had not seen.

    The log-odds are ``intercept + said * log p - not_said * log(1 - p)``: beta calibration (Kull, Silva Filho
    and Flach, "Beta calibration", AISTATS 2017). A straight line through log-odds is too unsure of quotes
    that stand as they were heard and too sure of those that one difference decides.
    """

    intercept: float
    said: float
    not_said: float

    def probability(self, p: float) -> float:
        """The measured probability for a model's own.

        Example:
            >>> round(BetaCurve(0.0, 1.0, 1.0).probability(0.3), 6)
            0.3
        """
        p = clamp(_LEAST, p, 1 - _LEAST)
        odds = self.intercept + self.said * math.log(p) - self.not_said * math.log(1 - p)
        return logistic(odds)


_LEAST = 1e-3
"""Probabilities nearer to nought or one were too few to be measured."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Logistic models: one for single differences ("the quoted words were said here"), one for readings that
    the transcript bears out; where the sound alone must tell, one for "the stretch is here, changed or not"
    and one for "its words are the quoted ones"."""

    name: str
    sha256: str
    edits: Logistic
    text: Logistic
    text_curve: BetaCurve
    place: Logistic
    slots: Logistic
    altered: Logistic
    provenance: Details
    verdicts: Details
    """For each verdict how often it was given on exchanges kept out of the fit, and how often rightly."""
    missed: tuple[tuple[int, int, int], ...]
    """(most words, quotes of at most so many that were said, those of them called absent), same exchanges."""

    def miss_rate(self, words: int) -> float | None:
        """How often a quote of so many words that was said is called absent; None where not measured.

        One more miss is counted than was seen: none in thirty is no proof of none.

        Example:
            >>> one, straight = Logistic(0.0, ()), BetaCurve(0.0, 1.0, 1.0)
            >>> missed = ((5, 38, 1), (99, 18, 0))
            >>> none = details({})
            >>> fitted = Calibration("", "", one, one, straight, one, one, one, none, none, missed)
            >>> fitted.miss_rate(4), fitted.miss_rate(12)
            (0.05, 0.05)
        """
        row = next((r for r in self.missed if words <= r[0]), None)
        return None if row is None else (row[2] + 1) / (row[1] + 2)

    def p_said(self, features: TextFeatures | SoundFeatures) -> float:
        """Probability that the words were said, unaltered in meaning."""
        if isinstance(features, TextFeatures):
            return self.text_curve.probability(self.text.probability(astuple(features)))
        here = self.place.probability(astuple(features.place))
        return here * self.slots.probability(astuple(features.slots))

    def p_altered(self, features: AlterationFeatures) -> float:
        """Probability that a quote which a difference makes ``altered`` was altered."""
        return self.altered.probability(astuple(features))

    def right(self, verdict: Verdict) -> float:
        """How often a verdict was right on exchanges kept out of the fit; a half where nobody counted."""
        row = self.verdicts.get(verdict.value)
        if not isinstance(row, Details) or not row["given"]:
            return 0.5
        return float(row["right"]) / float(row["given"])


@functools.cache
def load_calibration() -> Calibration:
    """The calibration that ships with this version.

    Raises:
        SchemaError: if the file doesn't hold a weight for each feature.
    """
    raw = (resources.files("dispatch.judge") / "calibration.json").read_bytes()
    return parse_calibration(raw)


def parse_calibration(raw: bytes) -> Calibration:
    """A calibration from the bytes of its file.

    Raises:
        ValueError: if they are no JSON.
        KeyError: if a part of it is missing.
        SchemaError: if a model has no weight for one of its features.
    """
    data: dict[str, Any] = json.loads(raw)
    return Calibration(
        data["name"],
        hashlib.sha256(raw).hexdigest(),
        _logistic(data["edits"], feature_names(EditFeatures)),
        _logistic(data["text"], feature_names(TextFeatures)),
        _curve(data["text_curve"]),
        _logistic(data["place"], feature_names(PlaceFeatures)),
        _logistic(data["slots"], feature_names(SlotFeatures)),
        _logistic(data["altered"], feature_names(AlterationFeatures)),
        details(data["provenance"]),
        details(data.get("verdicts", {})),
        tuple((int(most), int(said), int(missed)) for most, said, missed in data.get("missed", ())),
    )


def _logistic(data: dict[str, Any], names: tuple[str, ...]) -> Logistic:
    missing = [name for name in names if name not in data["weights"]]
    if missing:
        raise SchemaError(
            "calibration.json", f"no weight for {', '.join(missing)}", "install the package again"
        )
    return Logistic(float(data["intercept"]), tuple(float(data["weights"][name]) for name in names))


def _curve(data: dict[str, Any]) -> BetaCurve:
    return BetaCurve(float(data["intercept"]), float(data["said"]), float(data["not_said"]))


def calibration_details() -> Details:
    """Name, checksum and measured error rates of the calibration, for the report."""
    calibration = load_calibration()
    return details({"name": calibration.name, "sha256": calibration.sha256, "verdicts": calibration.verdicts})
