"""`--speakers FILE`: what a person knows about the speakers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import soundfile

import dispatch
from dispatch.errors import InputError
from dispatch.hearing.ear import open_ear
from dispatch.settings import Settings
from dispatch.turns import Correction, read_corrections
from dispatch.values import Role, Span, to_json


def test_json_and_csv_say_the_same(tmp_path: Path) -> None:
    as_json, as_csv = tmp_path / "s.json", tmp_path / "s.csv"
    as_json.write_text(
        '[{"speaker": "S2", "role": "dispatcher"}, {"start": 1.5, "end": 4, "unit": "Engine 17"},'
        ' {"source": "4031", "role": "unit", "name": "Officer Reyes"}]'
    )
    as_csv.write_text(
        "speaker,source,start,end,role,unit,name\nS2,,,,Dispatcher,,\n"
        ",,1.5,4,,Engine 17,\n,4031,,,unit,,Officer Reyes\n"
    )
    expected = (
        Correction(speaker="S2", role=Role.DISPATCHER),
        Correction(span=Span(1500, 4000), unit="Engine 17"),
        Correction(source="4031", role=Role.UNIT, name="Officer Reyes"),
    )
    assert read_corrections(as_json) == read_corrections(as_csv) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Speaker;Start;End;Role;Name\nS2;1,5;4,0;Dispatcher;Reyes, Ana\n",
        "\ufeffsep=;\r\nspeaker;start;end;role;name\r\nS2;1,5;4;dispatcher;Reyes, Ana\r\n",
        "speaker\tstart\tend\trole\tname\n\nS2\t1.5\t4\tdispatcher\tReyes, Ana\n",
        'speaker,start,end,role,name\nS2,"1,5",4,dispatcher,"Reyes, Ana"\n',
    ],
)
def test_tables_as_spreadsheets_write_them(tmp_path: Path, text: str) -> None:
    path = tmp_path / "s.csv"
    path.write_text(text, encoding="utf-8", newline="")
    expected = Correction(speaker="S2", span=Span(1500, 4000), role=Role.DISPATCHER, name="Reyes, Ana")
    assert read_corrections(path) == (expected,)


@pytest.mark.parametrize(
    "text, why",
    [
        ("{", "can't be read"),
        ('{"speaker": "S1"}', "not a list"),
        ("[3]", "row 1: is not an object"),
        ('[{"speaker": "S1"}]', "gives no role, unit or name"),
        ('[{"role": "unit"}]', "names no speaker"),
        ('[{"speaker": "S1", "role": "boss"}]', "boss"),
        ('[{"start": 1, "role": "unit"}]', "no end"),
        ('[{"start": 5, "end": 1, "role": "unit"}]', "no span"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "speakers.json"
    path.write_text(text)
    with pytest.raises(InputError, match=why):
        read_corrections(path)


def test_a_cell_too_many_is_told(tmp_path: Path) -> None:
    path = tmp_path / "speakers.csv"
    path.write_text("speaker,role,name\nS1,unit,Gate\nS2,unit,Reyes, Ana\n")
    with pytest.raises(InputError, match="row 2 has more cells than the heading"):
        read_corrections(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"speakers\.json"):
        read_corrections(tmp_path / "speakers.json")


@pytest.mark.model
def test_what_a_person_says_of_speakers_is_recorded_with_the_transcript(tmp_path: Path) -> None:
    """Two transcripts made with different words of a person are two; `engine` tells them apart."""
    path = tmp_path / "speakers.csv"
    path.write_text("speaker,role,unit\nS2,unit,Engine 17\n")
    told = open_ear(Settings(model="tiny.en", console_ids=("1000",), speakers=str(path)))
    untold = open_ear(Settings(model="tiny.en"))
    assert told.hints.consoles == ("1000",)
    assert told.engine != untold.engine
    recorded = to_json(told.engine)["settings"]
    assert recorded["console_ids"] == ["1000"]
    assert [(one["speaker"], one["role"], one["unit"]) for one in recorded["speakers"]] == [
        ("S2", "unit", "Engine 17")
    ]


@pytest.mark.model
def test_a_correction_sticks_to_a_real_recording(tmp_path: Path) -> None:
    sound, rate = soundfile.read(Path(__file__).resolve().parents[2] / "audio_samples/police-feedmill.flac")
    recording = tmp_path / "call.wav"
    soundfile.write(recording, sound[: 25 * rate], rate)
    before = dispatch.transcribe(recording, model="tiny.en")
    first = before.transmissions[0]
    path = tmp_path / "speakers.json"
    row = {"speaker": first.speaker, "role": "other", "unit": "Gate 9", "name": "Night porter"}
    path.write_text(json.dumps([row]))
    after = dispatch.transcribe(recording, model="tiny.en", speakers=str(path))
    assert [t.text for t in after.transmissions] == [t.text for t in before.transmissions]
    his = [
        a
        for a, b in zip(after.transmissions, before.transmissions, strict=True)
        if b.speaker == first.speaker
    ]
    assert {(t.speaker, t.speaker_basis, t.role, t.role_probability, t.unit) for t in his} == {
        ("Night porter", "correction", Role.OTHER, 1.0, "Gate 9")
    }
