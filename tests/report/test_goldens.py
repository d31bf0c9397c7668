"""What is kept because it is made is what would be made, and the schemas hold for what is written."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
from pathlib import Path
from typing import Any

import pytest

from dispatch.report.table import COLUMNS
from dispatch.values import to_json
from tests.report import samples

jsonschema = pytest.importorskip("jsonschema")

ROOT = Path(__file__).resolve().parents[2]


def goldens() -> list[tuple[Path, str]]:
    spec = importlib.util.spec_from_file_location("rewrite_goldens", ROOT / "scripts" / "rewrite_goldens.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(module.goldens())


@pytest.mark.parametrize(
    ("path", "text"), goldens(), ids=lambda value: Path(value).name if isinstance(value, Path) else ""
)
def test_it_is_what_would_be_written(path: Path, text: str) -> None:
    assert path.read_bytes().decode() == text, "run scripts/rewrite_goldens.py and read what changed"


def schema(name: str) -> Any:
    loaded = json.loads((ROOT / "docs" / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(loaded)
    return jsonschema.Draft202012Validator(loaded)


def test_what_is_written_keeps_to_the_schemas() -> None:
    report, _ = samples.long_day(claims=9, turns=20)
    for made in (samples.every_verdict(), report, samples.report()):
        schema("report").validate(to_json(made))
    schema("transcript").validate(to_json(samples.transcript()))
    schema("claims").validate(to_json(samples.claims()))
    schema("claims").validate([{"quote": "Hold there."}])


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("report", lambda data: data["findings"][0].update(verdict="true")),
        ("report", lambda data: data["findings"][0].pop("quote")),
        ("report", lambda data: data.update(schema="other")),
        ("report", lambda data: data["findings"][0].update(start=-1)),
        ("transcript", lambda data: data["transmissions"][0].update(start=None)),
        ("transcript", lambda data: data["recording"].pop("sha256")),
    ],
)
def test_the_schemas_refuse_what_is_not_so(name: str, spoil: Any) -> None:
    data = to_json(samples.every_verdict() if name == "report" else samples.transcript())
    spoil(data)
    assert not schema(name).is_valid(data)


def test_the_table_is_read_back() -> None:
    text = (ROOT / "tests" / "report" / "golden" / "report.csv").read_bytes().decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == COLUMNS
    assert [row["verdict"] for row in rows] == [f.verdict.value for f in samples.every_verdict().findings]
    assert rows[0]["quote"] == samples.verbatim().quote
