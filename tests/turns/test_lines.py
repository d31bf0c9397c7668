"""What a line's noise says of who is on it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.turns.lines import LEAST_LINES, NOISY_LOG_ODDS, QUIET_LOG_ODDS, line_log_odds

floors = st.lists(st.floats(-60, 0), min_size=LEAST_LINES, max_size=30)


@given(floors_db=floors, shift_db=st.floats(-10, 10))
def test_only_what_lies_above_the_channels_quiet_lines_counts(
    floors_db: list[float], shift_db: float
) -> None:
    odds = line_log_odds(floors_db, [0] * len(floors_db))
    assert ((odds >= NOISY_LOG_ODDS) & (odds <= QUIET_LOG_ODDS)).all() and odds.max() == QUIET_LOG_ODDS
    order = np.argsort(floors_db)
    assert (np.diff(odds[order]) <= 0).all(), "noisier is never likelier the console"
    shifted = line_log_odds([floor + shift_db for floor in floors_db], [0] * len(floors_db))
    assert shifted == pytest.approx(odds, abs=1e-6)


def test_each_channel_has_its_own_quiet() -> None:
    floors_db = [-40.0, -39.0, -38.0, -40.0, -20.0, -19.0, -18.0, -20.0]
    assert line_log_odds(floors_db, [0] * 4 + [1] * 4).tolist() == [QUIET_LOG_ODDS] * 8
    assert line_log_odds(floors_db, [0] * 8)[4:].max() < 0


def test_a_few_lines_and_unheard_ones_say_nothing() -> None:
    assert not line_log_odds([-40.0, -20.0, -10.0], [0] * 3).any()
    assert line_log_odds([-40.0, None, -40.0, -39.0, -10.0], [0] * 5).tolist() == [0.7, 0.0, 0.7, 0.7, -3.0]
