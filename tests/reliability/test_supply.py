"""The locked environment, the bill of materials, and the models: what is said is what is there."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
from pathlib import Path

import pytest

from dispatch.transcribe.models import PINNED, resolve_model

ROOT = Path(__file__).parents[2]
LOCKS = {name: (ROOT / "requirements" / f"{name}.txt").read_text("utf-8") for name in ("run", "test")}
ENTRY = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+)", re.MULTILINE)


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(*extras: str) -> set[str]:
    import tomllib

    whole = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    project = whole["project"]
    found = [*whole["build-system"]["requires"], *project["dependencies"]]
    found += [one for extra in extras for one in project["optional-dependencies"][extra]]
    return {plain(re.match(r"[A-Za-z0-9_.-]+", one)[0]) for one in found}  # type: ignore[index]


@pytest.mark.parametrize(("name", "extras"), [("run", ("tiny", "base")), ("test", ("tiny", "base", "dev"))])
def test_every_dependency_is_locked_by_hash(name: str, extras: tuple[str, ...]) -> None:
    """After a change of pyproject.toml: scripts/lock."""
    locked = {plain(match[1]) for match in ENTRY.finditer(LOCKS[name])}
    assert wanted(*extras) <= locked
    for entry in re.split(r"\n(?=\S)", LOCKS[name]):
        assert "--hash=sha256:" in entry, entry
    assert "://" not in LOCKS[name]


def test_what_is_run_is_what_is_tested() -> None:
    tested = set(ENTRY.findall(LOCKS["test"]))
    assert set(ENTRY.findall(LOCKS["run"])) <= tested


def test_the_bill_of_materials_names_every_part() -> None:
    bill = json.loads((ROOT / "requirements" / "sbom.cdx.json").read_text("utf-8"))
    parts = {(part["name"], part.get("version")) for part in bill["components"]}
    assert set(ENTRY.findall(LOCKS["run"])) <= parts
    hashes = {one["content"] for part in bill["components"] for one in part.get("hashes", ())}
    voices = hashlib.sha256((ROOT / "dispatch" / "turns" / "campplus.onnx").read_bytes()).hexdigest()
    assert {*PINNED.values(), voices} <= hashes
    assert bill["bomFormat"] == "CycloneDX"


@pytest.mark.model
def test_the_models_are_those_that_are_pinned() -> None:
    for name, sha256 in PINNED.items():
        assert hashlib.sha256((resolve_model(name).folder / "model.bin").read_bytes()).hexdigest() == sha256


def test_the_scripts_are_scripts() -> None:
    for name in ("lock", "audit", "environment", "test", "demo"):
        assert subprocess.run(["bash", "-n", ROOT / "scripts" / name]).returncode == 0
