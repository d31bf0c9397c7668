"""Searches: words, phrases, beginnings, sounds, numbers; within a talkgroup and a stretch of time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.archive.database import Archive
from dispatch.archive.indexing import sound_term, terms
from dispatch.archive.query import query_of
from dispatch.archive.search import How, search
from dispatch.archive.within import Within, within_of
from dispatch.errors import InputError
from dispatch.values import ClockPoint
from tests.archive.night import call, night


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    with Archive(tmp_path_factory.mktemp("archive") / "night.db", create=True) as made:
        made.add_all(night())
        yield made


@pytest.mark.parametrize(
    ("query", "calls"),
    [
        ("fire", "03"),
        ("fire structure", "0"),
        ('"structure fire"', "0"),
        ('"fire structure"', ""),
        ("Struct*", "0"),
        ('"smoke show*"', "1"),
        ("fire AND structure", "0"),
        ("922 AND 4100", "0"),
        ("AND", "2"),
        ('"structure AND fire"', ""),
        ("fire -drill", "0"),
        ("smoke OR kedzie", "12"),
        ('"smoke OR showing"', ""),
        ('"smoke showing" OR "kedzie OR', "1"),
        ("lasalle", ""),
        ("~lasall", ""),
        ("~kedsey", "2"),
        ('"~kedsey"', ""),
        ('~"kedsey and pulasky"', "2"),
        ("922", "0"),
        ("nine twenty two", "0"),
        ("nine two two", "0"),
        ("92", ""),
        ("22", ""),
        ("92*", "0"),
        ('"engine 92"', ""),
        ('"engine 92*"', "0"),
        ('"22 structure"', ""),
        ("100 west", ""),
        ("structure -92", "0"),
        ("structure -922", ""),
        ("92 OR structure", "0"),
        ("92 OR kedzie", "2"),
        ("~922", "0"),
        ("~92", ""),
        ("4", ""),
        ("921", ""),
        ("10-4", "2"),
        ("ten four", "2"),
        ("4100 west", "0"),
        ("we have got smoke", "1"),
        ("we've", "1"),
        ('"fire alarm drill"', "3"),
        ("FIRE", "03"),
        ("school's", ""),
    ],
)
def test_what_is_found(archive: Archive, query: str, calls: str) -> None:
    assert "".join(sorted({Path(hit.path).stem for hit in search(archive, query)})) == calls


def test_every_word_as_it_sounds(archive: Archive) -> None:
    assert search(archive, "kedsey pulasky") == ()
    assert len(search(archive, "kedsey pulasky", how=How(sounds_like=True))) == 1


@pytest.mark.parametrize("query", ["", '""', "uh", "-fire", "* - ~", "…"])
def test_a_query_without_a_word_is_refused(archive: Archive, query: str) -> None:
    with pytest.raises(InputError, match="no word to look for"):
        search(archive, query)


@given(st.text(alphabet=st.sampled_from("fire922 \"*-~'():^{}+OR NEAR,;é"), max_size=40))
def test_no_query_can_break_the_index_language(archive: Archive, query: str) -> None:
    try:
        search(archive, query)
    except InputError as error:
        assert error.why == "no word to look for"


@given(st.text(max_size=60))
def test_both_columns_hold_as_many_terms(text: str) -> None:
    for term in terms(text):
        assert len(term.split()) == len(sound_term(term).split()) == 1


def test_best_and_in_time(archive: Archive) -> None:
    best = search(archive, "fire")
    assert Path(best[0].path).stem == "3"
    assert [Path(hit.path).stem for hit in search(archive, "fire", how=How(order="time"))] == ["0", "3"]
    assert len(search(archive, "fire", how=How(limit=1))) == 1
    assert len(search(archive, "fire", how=How(limit=10**20))) == 2


def test_a_hit_says_who_where_and_when(archive: Archive) -> None:
    [hit] = search(archive, '"en route"')
    assert hit.clock_start == "2026-03-14T21:00:04.000-05:00"
    assert (hit.talkgroup, hit.tag, hit.system, hit.speaker) == ("101", "Group 101", "north", "S2")
    assert (hit.transmission, hit.span.start_ms, hit.path) == (1, 4000, "/calls/0.wav")


@pytest.mark.parametrize(
    ("within", "calls"),
    [
        (Within("101"), "0"),
        (Within("group 102"), "3"),
        (Within("103"), ""),
        (Within(None, "NORTH"), "03"),
        (within_of(None, None, "2026-03-14", "2026-03-14", "America/Chicago"), "0"),
        (within_of(None, None, "2026-03-15T00:00:00-05:00", None), "3"),
        (within_of(None, None, "2026-03-15T02:00:01Z", "2026-03-15T02:00:02Z"), "0"),
        (within_of(None, None, "2026-03-15T02:00:03Z", "2026-03-15T02:00:04Z"), ""),
    ],
)
def test_within_a_talkgroup_and_a_time(archive: Archive, within: Within, calls: str) -> None:
    hits = search(archive, "fire", within)
    assert "".join(sorted(Path(hit.path).stem for hit in hits)) == calls


def test_a_recording_of_unknown_time_is_in_no_stretch_of_time(tmp_path: Path) -> None:
    with Archive(tmp_path / "a.db", create=True) as made:
        made.add(call(1, 101, None, ("All clear.",)), Path("/1.wav"))
        assert search(made, "clear")[0].clock_start is None
        assert search(made, "clear", within_of(None, None, "2000-01-01", None, "UTC")) == ()


def test_silence_that_the_recorder_left_out_counts_on_the_clock(tmp_path: Path) -> None:
    transcript = call(1, 101, "2026-03-14T23:59:00Z", ("Before the gap.", "After the gap."))
    jump = ClockPoint(3500, "2026-03-15T00:20:00Z", 1.0)
    recording = replace(transcript.recording, clock=(jump,))
    with Archive(tmp_path / "a.db", create=True) as made:
        made.add(transcript, Path("/1.wav"))
        made.add(replace(transcript, recording=recording), Path("/1.wav"))
        day = within_of(None, None, "2026-03-14", None, "UTC")
        [before, after] = search(made, "gap", day, How(order="time"))
        assert (before.clock_start, after.clock_start) == (
            "2026-03-14T23:59:00.000+00:00",
            "2026-03-15T00:20:00.500+00:00",
        )
        [hit] = search(made, "gap", within_of(None, None, "2026-03-15", None, "UTC"))
        assert hit.text == "After the gap."


def test_a_zone_is_looked_at_where_no_time_needs_it() -> None:
    with pytest.raises(InputError, match="no such time zone"):
        within_of(None, None, None, None, "Nowhere/City")


def test_the_hour_is_one_that_the_day_had_when_the_clocks_change(tmp_path: Path) -> None:
    transcript = call(1, 101, "2026-03-08T01:59:58-06:00", ("Before the change.", "After the change."))
    change = ClockPoint(2000, "2026-03-08T03:00:00-05:00", 1.0)
    recording = replace(transcript.recording, clock=(change,))
    with Archive(tmp_path / "a.db", create=True) as made:
        made.add(replace(transcript, recording=recording), Path("/1.wav"))
        hits = search(made, "change", how=How(order="time"))
    assert [hit.clock_start for hit in hits] == [
        "2026-03-08T01:59:58.000-06:00",
        "2026-03-08T03:00:02.000-05:00",
    ]


@pytest.mark.parametrize(
    ("start", "end", "zone", "why"),
    [
        ("last night", None, None, "not an ISO 8601 time"),
        ("2026-03-14", None, None, "no offset"),
        ("2026-03-14", None, "Chicago", "no such time zone"),
        ("2026-03-14T00:00:00Z", None, "Chicago", "no such time zone"),
        ("2026-03-14", "9999-12-31", "UTC", "no day comes after it"),
        ("2026-03-14", "2026-03-13", "UTC", "not after --from"),
    ],
)
def test_times_that_mean_nothing(start: str, end: str | None, zone: str | None, why: str) -> None:
    with pytest.raises(InputError, match=why):
        within_of(None, None, start, end, zone)


def test_a_day_ends_with_its_last_hour_also_when_the_clocks_change() -> None:
    spring = within_of(None, None, "2026-03-08", "2026-03-08", "America/Chicago")
    autumn = within_of(None, None, "2026-11-01", "2026-11-01", "America/Chicago")
    hours = [(day.end_utc_ms - day.start_utc_ms) // 3_600_000 for day in (spring, autumn)]
    assert hours == [23, 25]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ('"5 minutes"', ["Give us five minutes."]),
        ("5", ["Give us five minutes."]),
        ("9", ["Medic 9 22 here."]),
        ("922", ["Medic 9 22 here."]),
        ("2", ["Café two, copy."]),
        ("cafe 2", ["Café two, copy."]),
        ("25", ["Be there in 25 minutes.", "Twenty-five minutes."]),
        ("51", ["Engine 51, 10-4."]),
    ],
)
def test_a_number_is_not_found_inside_a_longer_one(tmp_path: Path, query: str, texts: list[str]) -> None:
    said = (
        "Be there in 25 minutes.",
        "Twenty-five minutes.",
        "Give us five minutes.",
        "Medic 9 22 here.",
        "Engine 51, 10-4.",
        "Café two, copy.",
        "Engine 12.",
    )
    with Archive(tmp_path / "a.db", create=True) as made:
        made.add(call(1, 101, None, said), Path("/1.wav"))
        found = search(made, query, how=How(order="time", limit=len(texts)))
        assert [hit.text for hit in found] == texts
        assert len(search(made, query)) == len(texts)


def test_numbers_stay_together_and_words_apart() -> None:
    assert query_of("51 AND 2").match == 'said : "5 1" AND said : "2"'
    assert query_of("engine 51 don't").match == 'said : "engine" AND said : "5 1" AND said : "do not"'
