"""What radio systems write beside a call, with every quirk that is known of them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dispatch.hearing.origin import beside_key, described, marks_of, same_units
from dispatch.report.times import at_clock, clock
from dispatch.settings import Settings
from dispatch.sources import Account, account_of
from dispatch.turns import TurnHints, attribute
from dispatch.values import Recording, Role, Span, Transmission, details, from_json, to_json
from tests.sources.calls import DURATION_MS, START, beside, trunk_recorder


def read(folder: Path, content: Any, name: str = "call.json") -> Account:
    return account_of(beside(folder, content, name), {}, DURATION_MS)


def ids(account: Account) -> list[tuple[float, str, str | None]]:
    return [(mark.at_ms / 1000, mark.id, mark.tag) for mark in account.units]


def start_s(account: Account) -> float:
    assert account.stamp is not None
    return account.stamp.moment.timestamp()


IDS = [(0.0, "4033021", "Engine 96"), (4.2, "4033500", "Dispatch"), (9.0, "4033021", "Engine 96")]


@pytest.mark.parametrize("name", ["call.json", "call.wav.json"])
def test_a_call_of_trunk_recorder(tmp_path: Path, name: str) -> None:
    account = read(tmp_path, trunk_recorder(), name)
    said = {key: value for key, value in account.source if key != "sidecar_sha256"}
    assert said == {
        "recorder": "trunk-recorder",
        "system": "county",
        "talkgroup": "11619",
        "talkgroup_tag": "FD Disp",
        "talkgroup_description": "Fire Dispatch",
        "talkgroup_group": "Fire",
        "talkgroup_category": "Fire Dispatch",
        "frequency": 856987500,
        "audio_type": "digital",
        "sidecar": name,
    }
    assert (start_s(account), account.stamp and account.stamp.basis) == (START, "sidecar")
    assert ids(account) == IDS
    assert [(piece.at_ms, piece.time_ms // 1000 - START) for piece in account.pieces] == [
        (0, 0),
        (4200, 4),
        (9000, 69),
    ]
    assert account.notes == ()


def test_the_start_to_the_millisecond_where_it_is_written(tmp_path: Path) -> None:
    account = read(tmp_path, trunk_recorder(start_time_ms=START * 1000 + 250))
    assert start_s(account) == START + 0.25


@pytest.mark.parametrize("factor", [1, 1000, 1_000_000])
def test_seconds_milliseconds_and_microseconds_are_told_apart(tmp_path: Path, factor: int) -> None:
    assert start_s(read(tmp_path, trunk_recorder(start_time=START * factor))) == START


def test_minus_one_is_an_unknown_id_and_keeps_its_place(tmp_path: Path) -> None:
    call = trunk_recorder()
    call["srcList"][1] |= {"src": -1, "tag": ""}
    assert ids(read(tmp_path, call)) == [IDS[0], (4.2, "-1", None), IDS[2]]


def test_old_lists_of_bare_ids(tmp_path: Path) -> None:
    """Before 2017 the list held nothing but ids: one id alone can still be placed, several can't."""
    one = read(tmp_path, trunk_recorder(srcList=[22315, 22315], freqList=[]))
    assert ids(one) == [(0.0, "22315", None)]
    two = read(tmp_path, trunk_recorder(srcList=[22315, 22344], freqList=[]))
    assert two.units == ()
    assert "2 of 2 radio ids" in " ".join(two.notes)


def test_places_that_are_all_zero_come_from_the_other_list(tmp_path: Path) -> None:
    """trunk-recorder 4.0, issue 528."""
    call = trunk_recorder()
    for row in call["srcList"]:
        row["pos"] = 0.0
    assert ids(read(tmp_path, call)) == IDS


def test_places_that_are_all_zero_in_both_lists_come_from_the_lengths(tmp_path: Path) -> None:
    call = trunk_recorder()
    for row in call["srcList"] + call["freqList"]:
        row["pos"] = 0.0
    account = read(tmp_path, call)
    assert ids(account) == IDS
    assert len(account.pieces) == 3


def test_ids_without_any_place_are_named_and_not_guessed(tmp_path: Path) -> None:
    call = trunk_recorder(freqList=[])
    for row in call["srcList"]:
        row["pos"] = 0.0
    account = read(tmp_path, call)
    assert account.units == ()
    assert "radio ids were heard can't be told" in " ".join(account.notes)
    assert account.cut_ms == 60_000


def test_lists_of_different_length(tmp_path: Path) -> None:
    call = trunk_recorder()
    call["freqList"] = call["freqList"][:1]
    account = read(tmp_path, call)
    assert ids(account) == IDS
    assert len(account.pieces) == 3
    call = trunk_recorder()
    call["srcList"] = call["srcList"][:2]
    account = read(tmp_path, call)
    assert ids(account) == IDS[:2]
    assert len(account.pieces) == 3


def test_a_place_past_the_end_is_left_out(tmp_path: Path) -> None:
    """trunk-recorder issue 315: places drift past the sound, and the last transmission may be missing."""
    call = trunk_recorder()
    call["srcList"].append({"src": 4033777, "time": START + 75, "pos": 14.8, "tag": ""})
    account = read(tmp_path, call)
    assert ids(account) == IDS
    assert "1 of 4 radio ids" in " ".join(account.notes)


def test_a_place_that_contradicts_its_time_is_no_place_of_the_clock(tmp_path: Path) -> None:
    call = trunk_recorder()
    call["freqList"][1]["pos"] = 10.5  # 10.5 s of sound can't have passed in 4 s
    call["srcList"] = []
    account = read(tmp_path, call)
    assert [piece.at_ms for piece in account.pieces] == [0, 9000]
    assert "1 of 3 places don't fit their times" in account.notes[0]


def test_a_senseless_end_of_the_call_is_passed_over(tmp_path: Path) -> None:
    """trunk-recorder issue 1005."""
    account = read(tmp_path, trunk_recorder(stop_time=139709125013824, freqList=[], srcList=[]))
    assert (start_s(account), account.cut_ms) == (START, 0)


def test_silence_cut_out_without_places_is_counted(tmp_path: Path) -> None:
    account = read(tmp_path, trunk_recorder(freqList=[], srcList=[]))
    assert account.cut_ms == 60_000
    assert "60 s of silence were left out" in account.notes[0]


def test_patches_emergency_and_encryption_come_through(tmp_path: Path) -> None:
    account = read(tmp_path, trunk_recorder(patched_talkgroups=[11619, 11621], emergency=1, encrypted=True))
    assert account.source["patched_talkgroups"] == ("11619", "11621")
    assert account.source["emergency"] is True
    assert "encrypted" not in dict(account.source)  # neither 1 nor 0: not what the recorder writes


def test_a_talkgroup_without_a_name_has_none(tmp_path: Path) -> None:
    source = dict(read(tmp_path, trunk_recorder(talkgroup_tag="-", talkgroup_group="")).source)
    assert "talkgroup_tag" not in source
    assert "talkgroup_group" not in source


def test_frequencies_in_scientific_notation(tmp_path: Path) -> None:
    assert (
        read(tmp_path, b'{"start_time": 1768707005, "short_name": "x", "freq": 8.53788e+08}').source[
            "frequency"
        ]
        == 853788000
    )


def test_a_local_time_of_rdio_scanner_needs_a_zone(tmp_path: Path) -> None:
    path = beside(tmp_path, {"dateTime": "2026-01-17T21:30:05", "talkgroup": 11619})
    recording = Recording(path.name, "a" * 64, 100, "wav", "pcm_s16le", 8000, 1, DURATION_MS)
    placed = described(recording, path, Settings(tz="America/Chicago"))
    assert (placed.start_time, placed.start_time_basis) == ("2026-01-17T21:30:05-06:00", "sidecar")
    unplaced = described(recording, path, Settings())
    assert (unplaced.start_time, unplaced.source["local_start"]) == (None, "2026-01-17T21:30:05")


def test_a_name_that_has_a_zone_is_believed_before_a_local_time(tmp_path: Path) -> None:
    beside(tmp_path, {"dateTime": "2026-01-17T21:30:05"}, f"11619-{START}_856987500.json")
    account = account_of(tmp_path / f"11619-{START}_856987500.wav", {}, DURATION_MS)
    assert (start_s(account), account.notes) == (START, ())


@pytest.mark.parametrize("other", [b'{"text": "Engine 96", "segments": []}', b"not JSON", b""])
@pytest.mark.parametrize(("call", "else_"), [("call.json", "call.wav.json"), ("call.wav.json", "call.json")])
def test_of_two_files_the_one_that_describes_a_call(
    tmp_path: Path, other: bytes, call: str, else_: str
) -> None:
    beside(tmp_path, other, else_)
    account = read(tmp_path, trunk_recorder(), call)
    assert (account.source["sidecar"], account.notes) == (call, ())


def test_a_call_of_rdio_scanner(tmp_path: Path) -> None:
    call = {
        "dateTime": "2026-01-18T03:30:05.250Z",
        "frequencies": [{"freq": 774031250, "pos": 0, "len": 12}],
        "system": 11,
        "systemLabel": "RSP25MTL",
        "site": 1,
        "talkgroup": 54241,
        "talkgroupLabel": "TDB A1",
        "talkgroupGroup": "Fire",
        "talkgroupTag": "Fire dispatch",
        "patches": [],
        "units": [{"id": 4424000, "label": "CAR 20", "offset": 0}, {"id": 4424001, "offset": 5.41}],
    }
    account = read(tmp_path, call)
    assert start_s(account) == START + 0.25
    assert ids(account) == [(0.0, "4424000", "CAR 20"), (5.41, "4424001", None)]
    assert (account.source["system"], account.source["site"]) == ("RSP25MTL", "1")
    assert (account.source["frequency"], account.source["talkgroup_tag"]) == (774031250, "TDB A1")


def test_upload_fields_that_hold_json_in_text(tmp_path: Path) -> None:
    call = {
        "timestamp": str(START * 1000),
        "sources": json.dumps([{"pos": 0.0, "src": 4424000}, {"pos": 5.4, "src": 0}]),
        "frequencies": "[]",
        "frequency": "774031250",
        "systemLabel": "RSP25MTL",
        "talkgroup": "54241",
    }
    account = read(tmp_path, call)
    assert start_s(account) == START
    assert ids(account) == [(0.0, "4424000", None), (5.4, "0", None)]
    assert account.source["frequency"] == 774031250


def test_one_unit_for_the_whole_call(tmp_path: Path) -> None:
    account = read(tmp_path, {"dateTime": START, "systemLabel": "a", "source": 4424000})
    assert ids(account) == [(0.0, "4424000", None)]


def test_a_call_of_openmhz(tmp_path: Path) -> None:
    call = {
        "_id": "5bbc148de26adf00068a0076",
        "shortName": "dcfd",
        "talkgroupNum": 11619,
        "time": "2018-10-09T02:37:52Z",
        "freq": 856987500,
        "emergency": 0,
        "srcList": [{"pos": 0, "src": "1116743"}, {"pos": 1.8, "src": "1102467"}],
        "len": 6.142,
    }
    account = read(tmp_path, call)
    assert (account.source["recorder"], account.source["system"]) == ("OpenMHz", "dcfd")
    assert start_s(account) == 1539052672
    assert ids(account) == [(0.0, "1116743", None), (1.8, "1102467", None)]


def broadcastify_call(**changes: Any) -> dict[str, Any]:
    """A call as the calls interface of Broadcastify describes it, with what the recorder wrote inside."""
    call: dict[str, Any] = {
        "metadata": trunk_recorder(),
        "descr": "Fire Dispatch",
        "call_tg": 11619,
        "call_duration": 72,
        "id": "4290-11619",
        "siteId": 18462,
        "systemId": 2893,
        "display": "FD Disp",
        "filename": f"{START}-11619",
        "meta_starttime": START,
        "meta_stoptime": START + 72,
        "call_freq": 856.9875,
        "grouping": "County Fire",
        "enc": "m4a",
        "call_src_key": "4290-4033021",
        "call_src": 4033021,
        "ts": START + 77,
        "transcription": "what somebody else's recogniser heard",
    }
    return {**call, **changes}


def test_a_call_of_broadcastify(tmp_path: Path) -> None:
    account = read(tmp_path, broadcastify_call())
    said = {key: value for key, value in account.source if key != "sidecar_sha256"}
    assert said == {
        "recorder": "Broadcastify Calls",
        "system": "county",
        "site": "18462",
        "talkgroup": "11619",
        "talkgroup_tag": "FD Disp",
        "talkgroup_description": "Fire Dispatch",
        "talkgroup_group": "County Fire",
        "talkgroup_category": "Fire Dispatch",
        "frequency": 856987500,
        "audio_type": "digital",
        "sidecar": "call.json",
    }
    assert (start_s(account), ids(account), account.notes) == (START, IDS, ())


@pytest.mark.parametrize("recorded", [None, [], "{}", {"srcList": 7, "freqList": {}}])
def test_a_call_of_broadcastify_without_what_the_recorder_wrote(tmp_path: Path, recorded: Any) -> None:
    account = read(tmp_path, broadcastify_call(metadata=recorded))
    assert (account.source["system"], account.source["frequency"]) == ("2893", 856987500)
    assert (start_s(account), ids(account)) == (START, [(0.0, "4033021", None)])


def test_when_a_call_reached_broadcastify_is_not_when_it_began(tmp_path: Path) -> None:
    call = broadcastify_call(metadata=None)
    del call["meta_starttime"]
    assert read(tmp_path, call).stamp is None


def test_the_sidecar_goes_before_the_name_and_a_contradiction_is_said(tmp_path: Path) -> None:
    name = f"11619-{START - 3600}_856987500.0-call_42"
    (tmp_path / f"{name}.json").write_text(json.dumps(trunk_recorder()))
    account = account_of(tmp_path / f"{name}.wav", {}, DURATION_MS)
    assert start_s(account) == START
    assert account.source["slot"] == "0"
    assert "3600 s apart" in account.notes[0]


def test_a_report_s_clock_follows_the_jumps(tmp_path: Path) -> None:
    recording = described(
        Recording("call.wav", "a" * 64, 1, "wav", "pcm", 8000, 1, DURATION_MS),
        beside(tmp_path, trunk_recorder()),
        Settings(tz="America/Chicago"),
    )
    shown = [at_clock(recording, at_ms) for at_ms in (0, 8_999, 9_000)]
    assert [clock(when, 3) for when in shown if when] == ["21:30:05.000", "21:30:13.999", "21:31:14.000"]


def test_describing_twice_changes_nothing(tmp_path: Path) -> None:
    path = beside(tmp_path, trunk_recorder())
    recording = Recording("call.wav", "a" * 64, 1, "wav", "pcm", 8000, 1, DURATION_MS)
    recording = replace(recording, source=details({"tags": {"title": "Night"}}))
    once = described(recording, path, Settings())
    assert described(once, path, Settings()) == once
    assert once.source["tags"]["title"] == "Night"
    assert from_json(Recording, json.loads(json.dumps(to_json(once)))) == once


def test_other_ids_beside_it_are_other_work_and_another_label_is_not(tmp_path: Path) -> None:
    recording = Recording("call.wav", "a" * 64, 1, "wav", "pcm", 8000, 1, DURATION_MS)
    call = trunk_recorder()
    path = beside(tmp_path, call)
    first, key = described(recording, path, Settings()), beside_key(path)
    renamed = described(first, beside(tmp_path, {**call, "talkgroup_tag": "FD 1"}), Settings())
    assert same_units(first, renamed)
    assert renamed.source["talkgroup_tag"] == "FD 1"
    call["srcList"][1]["src"] = 4033999
    assert not same_units(first, described(first, beside(tmp_path, call), Settings()))
    assert beside_key(path) != key
    assert beside_key(tmp_path / "plain.wav") == ""


def test_marks_say_who_transmits_when(tmp_path: Path) -> None:
    recording = Recording("call.wav", "a" * 64, 1, "wav", "pcm", 8000, 1, DURATION_MS)
    marks = tuple(marks_of(described(recording, beside(tmp_path, trunk_recorder()), Settings())))
    assert [(mark.start_ms, mark.source, mark.tag) for mark in marks] == [
        (0, "4033021", "Engine 96"),
        (4200, "4033500", "Dispatch"),
        (9000, "4033021", "Engine 96"),
    ]
    talk = ((100, "We are here."), (4300, "Okay."), (9200, "Thanks."))
    spoken = [Transmission(n, Span(at, at + 2500), text=text) for n, (at, text) in enumerate(talk)]
    turns = attribute(None, spoken, None, TurnHints(marks=marks, consoles=("4033500",)))
    assert [(one.unit, one.speaker_basis) for one in turns.transmissions] == [
        ("Engine 96", "unit_id"),
        ("Dispatch", "unit_id"),
        ("Engine 96", "unit_id"),
    ]
    assert turns.transmissions[1].role is Role.DISPATCHER


RECORDING = Recording("call.wav", "a" * 64, 1, "wav", "pcm", 8000, 1, DURATION_MS)


@pytest.mark.parametrize(
    "units", [5, "ab", ["x"], [{"id": "7"}], [{"at": "x", "id": "7"}], [{"at": float("inf"), "id": "7"}]]
)
def test_ids_that_a_stranger_s_transcript_makes_no_sense_of_are_passed_over(units: Any) -> None:
    assert list(marks_of(replace(RECORDING, source=details({"units": units})))) == []


def test_an_id_beside_nonsense_is_kept() -> None:
    source = details({"units": ["x", {"at": 1.5, "id": "4033021", "tag": 96}]})
    assert [
        (mark.start_ms, mark.source, mark.tag) for mark in marks_of(replace(RECORDING, source=source))
    ] == [(1500, "4033021", None)]


@pytest.mark.parametrize("tags", ["abc", [1], {"comment": 5}, {"date": None, "title": ["x"]}])
def test_tags_that_are_no_text_are_passed_over(tags: Any, tmp_path: Path) -> None:
    told = replace(RECORDING, source=details({"tags": tags}))
    assert described(told, tmp_path / "call.wav", Settings()).source == details({})


def test_the_longest_name_that_a_recording_can_have_leaves_none_for_a_sidecar(tmp_path: Path) -> None:
    recording = tmp_path / ("x" * 251 + ".wav")
    recording.write_bytes(b"x")
    assert account_of(recording, {}, DURATION_MS) == Account()
    assert beside_key(recording) == ""
