"""Evidence → verdict: rules that read like their documentation, probabilities from a small fitted model."""

from dispatch.judge.calibration import calibration_details, load_calibration
from dispatch.judge.finding import find

__all__ = ["calibration_details", "find", "load_calibration"]
