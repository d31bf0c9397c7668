"""The calibration that ships: probabilities stay in order and between nought and one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dispatch.judge.calibration import load_calibration
from dispatch.values import Verdict

PROBABILITY = st.floats(0, 1)


@given(PROBABILITY, PROBABILITY)
def test_the_curve_keeps_the_order_of_probabilities(one: float, other: float) -> None:
    curve = load_calibration().text_curve.probability
    less, more = sorted((one, other))
    assert 0 < curve(less) <= curve(more) < 1


def test_every_verdict_on_quotes_was_counted_on_exchanges_kept_out_of_the_fit() -> None:
    of_statements = {Verdict.SUPPORTED, Verdict.CONTRADICTED}
    counted = {Verdict(name) for name, _ in load_calibration().verdicts}
    assert counted == set(Verdict) - of_statements


def test_a_verdict_that_nobody_counted_is_right_half_of_the_time() -> None:
    assert load_calibration().right(Verdict.SUPPORTED) == 0.5
    assert load_calibration().right(Verdict.VERBATIM) > 0.9
