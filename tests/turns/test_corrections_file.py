"""`--speakers FILE`: what a person knows about the speakers."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.errors import InputError
from dispatch.turns import Correction, read_corrections
from dispatch.values import Role, Span


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


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"speakers\.json"):
        read_corrections(tmp_path / "speakers.json")
