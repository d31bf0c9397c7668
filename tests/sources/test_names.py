"""What the names and tags of recordings say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.sources import account_of
from dispatch.sources.names import account_by_name
from dispatch.sources.tags import account_by_tags


@pytest.mark.parametrize(
    ("name", "moment", "said"),
    [
        (
            "11619-1539052672_856987500.0-call_42.wav",
            "2018-10-09T02:37:52+00:00",
            {"recorder": "trunk-recorder", "talkgroup": "11619", "frequency": 856987500, "slot": "0"},
        ),
        (
            "2-1539052672_8.56988e+08.m4a",
            "2018-10-09T02:37:52+00:00",
            {"recorder": "trunk-recorder", "talkgroup": "2", "frequency": 856988000},
        ),
        (
            "dcfd-11619-1539052672.m4a",
            "2018-10-09T02:37:52+00:00",
            {"recorder": "OpenMHz", "system": "dcfd", "talkgroup": "11619"},
        ),
        (
            "202404170021-373175-5318.mp3",
            "2024-04-17T00:21:00",
            {"recorder": "Broadcastify", "feed": "5318"},
        ),
        (
            "20260117_213005_North_Hill_Control__TO_41003_FROM_4033021_V2.mp3",
            "2026-01-17T21:30:05",
            {"recorder": "SDRTrunk", "channel": "North Hill Control", "talkgroup": "41003"},
        ),
        (
            "20260117_213005North_Hill__TO_41003.mp3",
            "2026-01-17T21:30:05",
            {"recorder": "SDRTrunk", "channel": "North Hill", "talkgroup": "41003"},
        ),
        (
            "tower_20260117_213005_118700000.mp3",
            "2026-01-17T21:30:05",
            {"channel": "tower", "frequency": 118700000},
        ),
        ("tower_20260117_21.mp3", "2026-01-17T21:00:00", {"channel": "tower"}),
        ("rec_20260117213005_a.wav", "2026-01-17T21:30:05", {}),
        ("2026_01_17_21_30_05.wav", "2026-01-17T21:30:05", {}),
        ("2026-01-17 21.30.05.wav", "2026-01-17T21:30:05", {}),
        ("2026-01-17T21:30:05-06:00.wav", "2026-01-17T21:30:05-06:00", {}),
        ("2026-01-17T21-30-05Z.wav", "2026-01-17T21:30:05+00:00", {}),
        ("20260117_213005UTC.wav", "2026-01-17T21:30:05+00:00", {}),
        ("2026-01-17 21-30-05 GMT scan.wav", "2026-01-17T21:30:05+00:00", {}),
        ("20260117_213005UTC-6.wav", "2026-01-17T21:30:05", {}),
        ("20260117_213005_UTCHILL.wav", "2026-01-17T21:30:05", {}),
        ("2026-01-17 09-30-05 PM.wav", "2026-01-17T21:30:05", {}),
        ("2026-01-17_09-30pm.wav", "2026-01-17T21:30:00", {}),
        ("2026-01-17 12-30-05 AM.wav", "2026-01-17T00:30:05", {}),
        ("2026-01-17 12-30-05 PM.wav", "2026-01-17T12:30:05", {}),
        ("2026-01-17 21-30-05 PM.wav", "2026-01-17T21:30:05", {}),
        ("20260117_123005_AM.wav", "2026-01-17T12:30:05", {}),
        ("20260117_093005_PMR446.wav", "2026-01-17T09:30:05", {}),
        (
            "1768707005-512.m4a",
            "2026-01-18T03:30:05+00:00",
            {"recorder": "Broadcastify Calls", "talkgroup": "512"},
        ),
        (
            "1R-Record#6/20260117/213005_001_DMR(BS)_1-899_DCC2_Slot1_GC_750[Fire_Disp]_52[__].wav",
            "2026-01-17T21:30:05",
            {
                "recorder": "DSDPlus",
                "system": "1",
                "site": "899",
                "slot": "1",
                "talkgroup": "750",
                "talkgroup_tag": "Fire Disp",
                "audio_type": "DMR(BS)",
            },
        ),
        (
            "20260117/213005_000_P25(BS)_BEE00.37D-1.5_GC_1285[Disp_1]_3150006[Engine 96].mp3",
            "2026-01-17T21:30:05",
            {
                "recorder": "DSDPlus",
                "system": "BEE00.37D",
                "site": "1.5",
                "talkgroup": "1285",
                "talkgroup_tag": "Disp 1",
                "audio_type": "P25(BS)",
            },
        ),
        (
            "20260117/213005_002_NEXEDGE48(CB)__RAN5_GC_0_97[---].mp3",
            "2026-01-17T21:30:05",
            {"recorder": "DSDPlus", "audio_type": "NEXEDGE48(CB)"},
        ),
        (
            "20260117/213005_014_DCDM(D2)__DCC9_Slot2_PC_292[Base]_5.mp3",
            "2026-01-17T21:30:05",
            {"recorder": "DSDPlus", "slot": "2", "audio_type": "DCDM(D2)"},
        ),
        ("20260117/213005_DMR_99.mp3", "2026-01-17T21:30:05", {}),
        ("2026-01-17/213005.mp3", "2026-01-17T21:30:05", {}),
    ],
)
def test_names(name: str, moment: str, said: dict[str, Any]) -> None:
    account = account_by_name(Path("calls", name))
    assert account.stamp is not None
    assert (account.stamp.moment.isoformat(), dict(account.source)) == (moment, said)


def test_an_id_in_a_name_is_a_mark() -> None:
    account = account_by_name(Path("20260117_213005_North__TO_41003_FROM_4033021.mp3"))
    assert [mark.id for mark in account.units] == ["4033021"]
    assert account.stamp is not None
    assert account.stamp.at_end


@pytest.mark.parametrize(
    ("end", "heard"),
    [
        ("52", [("52", None)]),
        ("52[Engine_96]", [("52", "Engine 96")]),
        ("52[---]", [("52", None)]),
        ("52[__\\____]", [("52", None)]),
        ("0", []),
    ],
)
def test_the_radio_in_a_name_of_dsdplus(end: str, heard: list[tuple[str, str | None]]) -> None:
    account = account_by_name(Path("20260117", f"213005_001_P25_BEE00.37D-1.5_GC_1285_{end}.wav"))
    assert [(mark.id, mark.tag) for mark in account.units] == heard


def test_a_name_of_dsdplus_outside_its_dated_folder_has_no_time() -> None:
    account = account_by_name(Path("calls", "213005_001_P25_BEE00.37D-1.5_GC_1285_52.wav"))
    assert account.stamp is None
    assert account.source["talkgroup"] == "1285"


def test_a_feed_and_an_hour_are_as_uncertain_as_they_are() -> None:
    feed = account_by_name(Path("202404170021-373175-5318.mp3")).stamp
    hour = account_by_name(Path("tower_20260117_21.mp3")).stamp
    assert feed is not None and hour is not None
    assert (feed.uncertainty_s, hour.uncertainty_s) == (120, 3600)


@pytest.mark.parametrize(
    "name",
    ["night.mp3", "99999999_999999_X__TO_1.mp3", "202413170021-1-1.mp3", "11-0000000001_8.wav", "213005.mp3"],
)
def test_names_that_say_nothing(name: str) -> None:
    assert account_by_name(Path("calls", name)).stamp is None


@given(st.text(max_size=80))
def test_no_name_raises(stem: str) -> None:
    account_by_name(Path("calls") / (stem.replace("/", "_").replace("\0", "") + ".wav"))


SDRTRUNK = {
    "title": '41003"Fire Dispatch"',
    "artist": "4033021 Engine 96",
    "composer": "sdrtrunk v0.6.1",
    "comment": "Date:2026-01-17 21:31:35.123;System:North;Site:Hill;Name:Control;Decoder:P25 Phase 1;"
    "Channel:01-0123;Frequency:851012500;",
}


def test_tags_of_sdrtrunk() -> None:
    account = account_by_tags(SDRTRUNK)
    assert dict(account.source) == {
        "recorder": "SDRTrunk",
        "system": "North",
        "site": "Hill",
        "channel": "Control",
        "talkgroup": "41003",
        "talkgroup_tag": "Fire Dispatch",
        "frequency": 851012500,
        "audio_type": "P25 Phase 1",
    }
    assert account.stamp is not None
    assert (account.stamp.moment.isoformat(), account.stamp.at_end) == ("2026-01-17T21:31:35.123000", True)
    assert [(mark.id, mark.tag) for mark in account.units] == [("4033021", "Engine 96")]


def test_tags_go_before_the_name() -> None:
    account = account_of(Path("20260117_213136_North__TO_1_FROM_2.mp3"), SDRTRUNK, 90_000)
    assert (account.source["talkgroup"], account.units[0].id) == ("41003", "4033021")


def test_tags_of_trunk_recorder_and_of_broadcast_wave() -> None:
    made = {"date": "Sat Jan 17 21:30:05 2026", "artist": "county", "title": "FD Disp"}
    account = account_by_tags(made)
    assert dict(account.source)["system"] == "county"
    assert account.stamp is not None
    assert account.stamp.moment.isoformat() == "2026-01-17T21:30:05"
    wave = account_by_tags({"origination_date": "2026-01-17", "origination_time": "21:30:05"})
    assert wave.stamp is not None
    assert wave.stamp.moment.isoformat() == "2026-01-17T21:30:05"


@pytest.mark.parametrize(
    "tags",
    [
        {"title": "Night", "artist": "Band", "date": "1999"},
        {"comment": "Date: never;"},
        {"comment": "Date:2026-99-99 99:99:99.1;System:North;", "title": "x", "artist": "y"},
        {"creation_time": "2026-01-17T21:30:05.000000Z"},
    ],
)
def test_tags_that_say_nothing_of_the_time(tags: dict[str, str]) -> None:
    assert account_by_tags(tags).stamp is None
