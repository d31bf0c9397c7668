"""When a recording was made: zones, midnight, both changes of daylight saving time, silence cut out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.errors import InputError
from dispatch.hearing.clock import Clock, as_given, clock_of, zone_of
from dispatch.sources import Account, Piece, Stamp, account_of
from dispatch.sources.account import epoch_ms
from dispatch.values import Recording

CHICAGO = "America/Chicago"
HALF_HOUR_MS = 1_800_000


def by_name(name: str, zone: str | None = CHICAGO, duration_ms: int = HALF_HOUR_MS) -> Clock:
    return clock_of(account_of(Path("calls", name), {}, duration_ms), duration_ms, zone=zone)


def recording(clock: Clock, duration_ms: int = HALF_HOUR_MS) -> Recording:
    made = Recording("a.wav", "", 0, "wav", "pcm", 8000, 1, duration_ms)
    return replace(
        made, start_time=clock.time, start_time_uncertainty=clock.uncertainty_s, clock=clock.points
    )


def at(clock: Clock, seconds: float) -> str:
    point = recording(clock).clock_at(round(seconds * 1000))
    assert point is not None
    return point.time


@pytest.mark.parametrize(
    ("name", "time", "uncertainty_s"),
    [
        ("feed 20260117-2130.mp3", "2026-01-17T21:30:00-06:00", 60),
        ("2026-07-04T09-08-07.wav", "2026-07-04T09:08:07-05:00", 1),
        ("call_20260704_090807_TG.wav", "2026-07-04T09:08:07-05:00", 1),
        ("20260704-090807Z.wav", "2026-07-04T04:08:07-05:00", 1),
        ("20260704-090807+0200.wav", "2026-07-04T02:08:07-05:00", 1),
    ],
)
def test_a_time_in_the_name(name: str, time: str, uncertainty_s: float) -> None:
    clock = by_name(name)
    assert (clock.time, clock.basis, clock.uncertainty_s) == (time, "filename", uncertainty_s)


@pytest.mark.parametrize(
    "name", ["night.mp3", "20269999-9999.wav", "120260704-0908071.wav", "2026-07-04.wav"]
)
def test_a_name_without_a_time(name: str) -> None:
    assert by_name(name).time is None


def test_an_unknown_zone_is_said_and_not_guessed() -> None:
    clock = by_name("20260704-090807.wav", zone=None)
    assert (clock.time, clock.uncertainty_s, clock.points) == (None, None, ())
    assert clock.local == "2026-07-04T09:08:07"
    assert "the zone is not known" in clock.notes[0]


def test_a_moment_needs_no_zone() -> None:
    assert by_name("20260704-090807Z.wav", zone=None).time == "2026-07-04T09:08:07+00:00"
    assert by_name("11619-1539052672_856987500.wav", zone=None).time == "2018-10-09T02:37:52+00:00"


def test_over_midnight_and_the_end_of_the_year() -> None:
    clock = by_name("20251231-235000.wav")
    assert at(clock, 599) == "2025-12-31T23:59:59.000-06:00"
    assert at(clock, 601.5) == "2026-01-01T00:00:01.500-06:00"


def test_a_program_that_stamps_the_end_reaches_back_over_midnight() -> None:
    clock = by_name("20260118_000105_North_Hill_Control__TO_41003_FROM_4033021.mp3", duration_ms=90_000)
    assert (clock.time, clock.uncertainty_s) == ("2026-01-17T23:59:35-06:00", 5)


@pytest.mark.parametrize(
    ("ended", "began"),
    [
        ("20260308_030005", "2026-03-08T01:59:58-06:00"),
        ("20261101_020001", "2026-11-01T01:59:54-06:00"),
        ("20260308_030007", "2026-03-08T03:00:00-05:00"),
    ],
)
def test_a_program_that_stamps_the_end_reaches_back_over_a_change_of_the_clocks(
    ended: str, began: str
) -> None:
    clock = by_name(f"{ended}_North_Control__TO_41003_FROM_4033021.wav", duration_ms=7000)
    assert (clock.time, clock.uncertainty_s) == (began, 5)


def test_spring_skips_an_hour_in_the_middle_of_a_recording() -> None:
    clock = by_name("20260308-015000.wav")
    assert (clock.time, clock.uncertainty_s) == ("2026-03-08T01:50:00-06:00", 1)
    assert at(clock, 599) == "2026-03-08T01:59:59.000-06:00"
    assert at(clock, 600) == "2026-03-08T03:00:00.000-05:00"
    assert at(clock, 1200) == "2026-03-08T03:10:00.000-05:00"


def test_a_time_that_spring_skipped_is_doubted() -> None:
    clock = by_name("20260308-023000.wav")
    assert (clock.time, clock.uncertainty_s) == ("2026-03-08T03:30:00-05:00", 3601)
    assert "there was no 02:30" in clock.notes[0]


def test_autumn_repeats_an_hour_in_the_middle_of_a_recording() -> None:
    clock = by_name("20261101-005000.wav", duration_ms=2 * 3_600_000)
    assert (clock.time, clock.uncertainty_s) == ("2026-11-01T00:50:00-05:00", 1)
    assert at(clock, 4199) == "2026-11-01T01:59:59.000-05:00"
    assert at(clock, 4200) == "2026-11-01T01:00:00.000-06:00"


def test_a_time_that_autumn_repeats_is_an_hour_uncertain() -> None:
    clock = by_name("20261101-013000.wav")
    assert (clock.time, clock.uncertainty_s) == ("2026-11-01T01:30:00-05:00", 3601)
    assert "there were two 01:30" in clock.notes[0]


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), st.integers(1000, 90_000_000))
def test_the_clock_passes_as_the_sound_does(moment: datetime, duration_ms: int) -> None:
    """In any zone, at any time of the year: a place is as far from the start as its moment is."""
    start = moment.replace(microsecond=0, tzinfo=UTC)
    clock = clock_of(Account(stamp=Stamp(start, 1.0, "sidecar")), duration_ms, zone=CHICAGO)
    made = recording(clock, duration_ms)
    for offset_ms in (0, duration_ms // 3, duration_ms - 1):
        point = made.clock_at(offset_ms)
        assert point is not None
        shown = datetime.fromisoformat(point.time)
        assert shown - start == timedelta(milliseconds=offset_ms)
        assert shown.utcoffset() == shown.astimezone(ZoneInfo(CHICAGO)).utcoffset()


def test_silence_that_was_cut_out_makes_the_clock_jump() -> None:
    start = datetime(2026, 1, 17, 21, 30, 5, tzinfo=UTC)
    first = epoch_ms(start)
    pieces = (Piece(0, first), Piece(4200, first + 4000), Piece(9000, first + 65_000))
    clock = clock_of(Account(stamp=Stamp(start, 1.0, "sidecar"), pieces=pieces), 12_000)
    assert at(clock, 4.3) == "2026-01-17T21:30:09.300+00:00"
    assert at(clock, 8.999) == "2026-01-17T21:30:13.999+00:00"
    assert at(clock, 9) == "2026-01-17T21:31:10.000+00:00"


def test_a_start_that_the_user_gives_keeps_the_jumps() -> None:
    start = datetime(2026, 1, 17, 21, 30, 5, tzinfo=UTC)
    first = epoch_ms(start)
    account = Account(
        stamp=Stamp(start, 1.0, "sidecar"), pieces=(Piece(0, first), Piece(9000, first + 65_000))
    )
    clock = clock_of(account, 12_000, "2026-01-17T22:00:00+00:00")
    assert (clock.time, clock.basis) == ("2026-01-17T22:00:00+00:00", "option")
    assert at(clock, 9) == "2026-01-17T22:01:05.000+00:00"


def test_silence_cut_out_nobody_knows_where_is_uncertainty() -> None:
    start = datetime(2026, 1, 17, 21, 30, 5, tzinfo=UTC)
    clock = clock_of(Account(stamp=Stamp(start, 1.0, "sidecar"), cut_ms=40_000), 12_000)
    point = recording(clock).clock_at(6000)
    assert point is not None
    assert (point.time, point.uncertainty) == ("2026-01-17T21:30:11.000+00:00", 41.0)
    assert clock.uncertainty_s == 1.0


def test_what_the_user_says_goes_first() -> None:
    told = "2026-01-17T21:30:00-06:00"
    account = account_of(Path("20260704-090807Z.wav"), {}, 1000)
    assert clock_of(account, 1000, told) == Clock(told, "option", 1.0)
    assert clock_of(account, 1000, "2026-01-17T21:30", CHICAGO) == Clock(told, "option", 60.0)


@pytest.mark.parametrize(
    ("told", "uncertainty_s"),
    [
        ("20260117T213005-0600", 1.0),
        ("2026-01-17 21:30:05.250-06:00", 1.0),
        ("2026-W03-6T21:30:05-06:00", 1.0),
        ("20260117T2130-0600", 60.0),
        ("2026-01-17T21:30-06:00", 60.0),
        ("2026-01-17T21-06:00", 3600.0),
    ],
)
def test_a_start_is_as_exact_as_it_is_written(told: str, uncertainty_s: float) -> None:
    assert as_given(told, None).uncertainty_s == uncertainty_s


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("2026-01-17T21:30", "no offset"),
        ("half past nine", "not an ISO 8601 time"),
        ("2026-01-17", "a date and no time of day; write it"),
        ("2026-W03-6", "a date and no time of day; write it"),
        ("9999-12-31T23:59:59.9Z", "no recording is of the year 9999; write it"),
        ("0001-01-01T00:00:00+14:00", "no recording is of the year 1; write it"),
    ],
)
def test_a_time_that_is_none(told: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        as_given(told, None)


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", ""])
def test_a_zone_that_is_none(zone: str) -> None:
    with pytest.raises(InputError, match="no such time zone"):
        zone_of(zone)
