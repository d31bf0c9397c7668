"""When a recording began."""

from __future__ import annotations

from pathlib import PurePath

import pytest

from dispatch.clock import Start, start_of
from dispatch.errors import InputError

CHICAGO = "America/Chicago"


@pytest.mark.parametrize(
    ("name", "time", "uncertainty_s"),
    [
        ("feed 20260117-2130.mp3", "2026-01-17T21:30:00-06:00", 60),
        ("2026-07-04T09-08-07.wav", "2026-07-04T09:08:07-05:00", 1),
        ("call_20260704_090807_TG.wav", "2026-07-04T09:08:07-05:00", 1),
        ("20260704-090807Z.wav", "2026-07-04T09:08:07+00:00", 1),
        ("20261101-013000.wav", "2026-11-01T01:30:00-05:00", 3600),
    ],
)
def test_a_time_in_the_name(name: str, time: str, uncertainty_s: float) -> None:
    assert start_of(PurePath("calls", name), zone=CHICAGO) == Start(time, "filename", uncertainty_s)


@pytest.mark.parametrize(
    "name", ["night.mp3", "20269999-9999.wav", "120260704-0908071.wav", "2026-07-04.wav"]
)
def test_a_name_without_a_time(name: str) -> None:
    assert start_of(PurePath(name), zone=CHICAGO) is None


def test_a_local_time_without_a_zone_is_no_moment() -> None:
    assert start_of(PurePath("20260704-090807.wav")) is None


def test_what_the_user_says_goes_first() -> None:
    given = "2026-01-17T21:30:00-06:00"
    assert start_of(PurePath("20260704-090807Z.wav"), given) == Start(given, "option", 1)
    assert start_of(PurePath("x"), "2026-01-17T21:30", CHICAGO) == Start(given, "option", 60)


@pytest.mark.parametrize(
    ("given", "zone", "why"),
    [
        ("2026-01-17T21:30", None, "no offset"),
        ("half past nine", None, "not an ISO 8601 time"),
        (None, "Mars/Olympus", "no such time zone"),
        (None, "../etc/passwd", "no such time zone"),
    ],
)
def test_a_time_that_is_none(given: str | None, zone: str | None, why: str) -> None:
    with pytest.raises(InputError, match=why):
        start_of(PurePath("night.wav"), given, zone)
