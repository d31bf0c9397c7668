"""The small model that turns features into probabilities, fitted on generated exchanges.

``calibration.json`` beside this module holds the weights and says what they were fitted on, when and
by which script; its checksum is in every report.
"""

from __future__ import annotations

import functools
import hashlib
import json
import math
from dataclasses import dataclass
from importlib import resources
from typing import Any

from dispatch.errors import SchemaError
from dispatch.judge.features import NAMES, Features
from dispatch.values import Details, details


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model over :class:`Features`."""

    name: str
    sha256: str
    intercept: float
    weights: tuple[float, ...]
    provenance: Details

    def p_said(self, features: Features) -> float:
        """Probability that the words were said, unaltered in meaning."""
        odds = self.intercept + sum(w * x for w, x in zip(self.weights, features.values(), strict=True))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


@functools.cache
def load_calibration() -> Calibration:
    """The calibration that ships with this version.

    Raises:
        SchemaError: if the file doesn't hold a weight for each feature.
    """
    raw = (resources.files("dispatch.judge") / "calibration.json").read_bytes()
    return parse_calibration(raw)


def parse_calibration(raw: bytes) -> Calibration:
    """A calibration from the bytes of its file."""
    data: dict[str, Any] = json.loads(raw)
    missing = [name for name in NAMES if name not in data["weights"]]
    if missing:
        raise SchemaError(
            "calibration.json", f"no weight for {', '.join(missing)}", "install the package again"
        )
    return Calibration(
        data["name"],
        hashlib.sha256(raw).hexdigest(),
        float(data["intercept"]),
        tuple(float(data["weights"][name]) for name in NAMES),
        details(data["provenance"]),
    )


def calibration_details() -> Details:
    """Name and checksum of the calibration, for the report."""
    calibration = load_calibration()
    return details({"name": calibration.name, "sha256": calibration.sha256})
