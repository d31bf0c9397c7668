"""A sidecar that can't be used costs its metadata, never the call: every way to break one."""

from __future__ import annotations

import contextlib
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispatch.sources import account_of
from dispatch.sources.reading import MOST_BYTES, UnreadableError, read_object
from dispatch.sources.sidecar import read_sidecar
from dispatch.values import Recording
from tests.sources.calls import DURATION_MS, START, beside, trunk_recorder

WHOLE = json.dumps(trunk_recorder()).encode()

UNREADABLE = {
    "empty": (b"", "empty"),
    "blank": (b" \r\n\t", "empty"),
    "cut off while it was written": (WHOLE[: len(WHOLE) // 2], "cut off"),
    "a list": (b"[1, 2]", "no object"),
    "a number": (b"17", "no object"),
    "two objects": (WHOLE + WHOLE, "not JSON"),
    "single quotes": (b"{'start_time': 1768707005}", "not JSON"),
    "sound": (b"RIFF\x24\x08\x00\x00WAVEfmt \x10\x00\x00\x00" + bytes(range(256)), "not JSON|no text"),
    "nulls of a file never flushed": (b"\0" * 4096, "empty"),
    "deep": (b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "deep"),
    "deep and cut off": (b'{"a":' * 5000, "deep"),
    "half of UTF-16": ("\ufeff{}".encode("utf-16-le")[:-1], "no text"),
    "huge": (b'{"start_time": 1, "pad": "' + b"x" * MOST_BYTES + b'"}', "larger than 4 MiB"),
}


@pytest.mark.parametrize(("data", "why"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_json_object_is_a_note(tmp_path: Path, data: bytes, why: str) -> None:
    account = read_sidecar(beside(tmp_path, data), DURATION_MS)
    assert (account.stamp, account.units, account.source) == (None, (), ())
    assert len(account.notes) == 1
    assert "call.json beside it can't be read" in account.notes[0]
    assert re.search(why, account.notes[0])


READABLE = {
    "a byte order mark": b"\xef\xbb\xbf" + WHOLE,
    "UTF-16 with a mark": WHOLE.decode().encode("utf-16"),
    "UTF-16 without": WHOLE.decode().encode("utf-16-le"),
    "UTF-16, the other way round": WHOLE.decode().encode("utf-16-be"),
    "UTF-32": WHOLE.decode().encode("utf-32"),
    "control characters in text": WHOLE.replace(b"FD Disp", b"FD\tDisp"),
    "a number JSON does not know": WHOLE.replace(b'"pos": 4.2', b'"pos": NaN'),
    "infinity": WHOLE.replace(b'"call_length": 12', b'"call_length": -Infinity'),
    "a key said twice alike": WHOLE[:-1] + b', "talkgroup": 11619}',
}


@pytest.mark.parametrize("data", READABLE.values(), ids=READABLE)
def test_what_can_be_read_is_read(tmp_path: Path, data: bytes) -> None:
    account = read_sidecar(beside(tmp_path, data), DURATION_MS)
    assert account.stamp is not None
    assert (account.stamp.moment.timestamp(), account.source["talkgroup"]) == (START, "11619")


def test_text_that_is_not_utf_8_is_taken_for_windows(tmp_path: Path) -> None:
    data = WHOLE.replace(b"FD Disp", "Feuerwehr Süd".encode("cp1252"))
    assert read_sidecar(beside(tmp_path, data), DURATION_MS).source["talkgroup_tag"] == "Feuerwehr Süd"


def test_a_key_said_twice_and_not_alike_says_nothing(tmp_path: Path) -> None:
    account = read_sidecar(beside(tmp_path, WHOLE[:-1] + b', "talkgroup": 7}'), DURATION_MS)
    assert "talkgroup" not in dict(account.source)
    assert "says talkgroup twice" in account.notes[0]
    assert account.stamp is not None


SENSELESS: dict[str, Any] = {
    "null": None,
    "truth": True,
    "text": "soon",
    "empty text": "",
    "a list": [[[]]],
    "an object": {"src": {"src": 1}},
    "negative": -5,
    "zero": 0,
    "a fraction": 0.1,
    "monstrous": 10**400,
    "beyond exact": 2**70,
    "rows of nothing": [None, 1.5, "x", [], {}, {"src": []}, {"pos": "x", "time": {}, "src": "x" * 10_000}],
}


@pytest.mark.parametrize("key", sorted(trunk_recorder()))
@pytest.mark.parametrize("value", SENSELESS.values(), ids=SENSELESS)
def test_a_field_of_the_wrong_kind_costs_that_field(tmp_path: Path, key: str, value: Any) -> None:
    data = json.dumps(trunk_recorder(**{key: value})).encode()
    account = read_sidecar(beside(tmp_path, data), DURATION_MS)
    if key != "start_time":
        assert account.stamp is not None
        assert account.stamp.moment.timestamp() == START
    if key != "talkgroup":
        assert account.source["talkgroup"] == "11619"
    if key != "srcList":
        assert [mark.id for mark in account.units] == ["4033021", "4033500", "4033021"]


@pytest.mark.parametrize("start", [0, -1, 1, 315_532_800, 10**13, "9:30 pm", "2026-01-17T21:30:05"])
def test_a_time_that_can_not_be_right_is_none(tmp_path: Path, start: Any) -> None:
    account = read_sidecar(beside(tmp_path, trunk_recorder(start_time=start)), DURATION_MS)
    assert account.stamp is None
    assert "no time that can be right" in account.notes[0]


def test_other_people_s_json_is_no_call(tmp_path: Path) -> None:
    account = read_sidecar(beside(tmp_path, {"quote": "shots fired"}), DURATION_MS)
    assert account.notes == ("call.json beside it is no description of a call that is known",)


def test_text_of_a_sidecar_is_made_harmless(tmp_path: Path) -> None:
    tag = "FD\u202eDisp\ud800\x1b[31m " + "x" * 10_000
    account = read_sidecar(beside(tmp_path, trunk_recorder(talkgroup_tag=tag)), DURATION_MS)
    shown = account.source["talkgroup_tag"]
    assert len(shown) <= 200
    assert shown.isprintable()
    shown.encode()


def test_a_folder_a_pipe_and_a_locked_file_cost_nothing(tmp_path: Path) -> None:
    (tmp_path / "call.json").mkdir()
    assert "can't be read" in read_sidecar(tmp_path / "call.wav", DURATION_MS).notes[0]
    os.mkfifo(tmp_path / "other.json")
    assert "no regular file" in read_sidecar(tmp_path / "other.wav", DURATION_MS).notes[0]
    (tmp_path / "gone.json").symlink_to(tmp_path / "nowhere")
    assert read_sidecar(tmp_path / "gone.wav", DURATION_MS).notes == ()


def test_a_list_without_end_is_bounded(tmp_path: Path) -> None:
    rows = [{"src": n, "time": START + n, "pos": n / 1000} for n in range(30_000)]
    account = read_sidecar(beside(tmp_path, trunk_recorder(srcList=rows, freqList=rows)), DURATION_MS)
    assert len(account.units) <= 2000


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(sorted(trunk_recorder())), JSON, max_size=4))
def test_no_content_raises(tmp_path_factory: pytest.TempPathFactory, changes: dict[str, Any]) -> None:
    folder = tmp_path_factory.mktemp("calls")
    account = account_of(beside(folder, trunk_recorder(**changes)), {}, DURATION_MS)
    assert all(0 <= mark.at_ms <= DURATION_MS + 500 for mark in account.units)
    assert isinstance(account.notes, tuple)


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with contextlib.suppress(UnreadableError):
        read_object(data)


def test_a_recording_never_fails_over_its_sidecar(tmp_path: Path) -> None:
    from dispatch.hearing.origin import described
    from dispatch.settings import Settings

    recording = Recording("call.wav", "a" * 64, 1, "wav", "pcm", 8000, 1, DURATION_MS)
    for data, _ in UNREADABLE.values():
        made = described(recording, beside(tmp_path, data), Settings())
        assert made.start_time is None
        assert "call.json beside it can't be read" in made.notes[0]


@pytest.mark.parametrize("data", [b'"' + b'\\"' * 500_000, b'{"a":' + b'"\\' * 500_000, b'"' * 1_000_001])
def test_a_string_without_an_end_is_read_once(data: bytes) -> None:
    """Read again from each of its quotation marks, a megabyte would take hours."""
    with pytest.raises(UnreadableError):
        read_object(data)
