"""A text's time against a recording's clock: a day is a day, an hour an hour, and what is no time is none."""

from __future__ import annotations

import pytest

from dispatch.values.clock import extent_s, local_time, seconds_apart

HEARD = "2026-01-17T21:30:00-06:00"
MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0


@pytest.mark.parametrize(
    ("said", "apart"),
    [
        ("2026-01-17", 0.0),
        ("20260117", 0.0),
        ("2026-W03-6", 0.0),
        ("2026-W03", 0.0),
        ("2026-01-16", 21.5 * HOUR),
        ("2026-01-18", -2.5 * HOUR),
        ("2026-01-17T21", 0.0),
        ("2026-01-17T20", 30 * MINUTE),
        ("2026-01-17T22", -30 * MINUTE),
        ("2026-01-18T03Z", 0.0),
        ("T21", 0.0),
        ("T20", 30 * MINUTE),
        ("2026-01-17T21:00", 30 * MINUTE),
        ("T21:00:00", 30 * MINUTE),
    ],
)
def test_a_time_is_no_more_exact_than_it_is_written(said: str, apart: float) -> None:
    assert seconds_apart(said, HEARD) == apart


@pytest.mark.parametrize("said", ["2026-01-17", "2026-01-17T21", "T21"])
def test_a_clock_in_utc_tells_nothing_about_a_local_day(said: str) -> None:
    assert seconds_apart(said, "2026-01-17T21:30:00+00:00") is None


@pytest.mark.parametrize("said", ["yesterday", "T25:00:00", "T", "2026-13-01", "9 p.m."])
def test_what_is_no_time(said: str) -> None:
    assert extent_s(said) is None
    assert seconds_apart(said, HEARD) is None
    assert local_time(said) is None


def test_a_day_and_an_hour_are_named_as_such() -> None:
    assert local_time("2026-W03-6") == "2026-W03-6"
    assert local_time("T21") == "the hour from 21:00"
    assert local_time("2026-01-17T21Z") is None
