"""Models are what their names promise, whole, also when two processes assemble them at once."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dispatch.errors import ModelError
from dispatch.transcribe import models
from dispatch.transcribe.models import resolve_model

PARTS = (b"first half of a model, ", b"second half")
WHOLE_SHA256 = hashlib.sha256(b"".join(PARTS)).hexdigest()


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two small packages in place of the base model's, and a cache of their own."""
    for number, (package, part) in enumerate(zip(models.BASE_PACKAGES, PARTS, strict=True), start=1):
        data = tmp_path / package / "data"
        data.mkdir(parents=True)
        (data / f"model.bin.part{number}").write_bytes(part)
        for companion in models.COMPANIONS:
            (data / companion).write_text("{}")
    monkeypatch.setattr(models, "_package_folder", lambda package: tmp_path / package)
    monkeypatch.setattr(models, "cache_folder", lambda: tmp_path / "cache")
    monkeypatch.setitem(models.PINNED, "base", WHOLE_SHA256)
    return tmp_path


def test_base_is_assembled_once_and_whole(packages: Path) -> None:
    found = resolve_model("base")
    assert (found.folder / "model.bin").read_bytes() == b"".join(PARTS)
    assert found.known
    assert found.sha256 == WHOLE_SHA256
    assert [path.name for path in (packages / "cache").iterdir()] == [found.folder.name]
    written = (found.folder / "model.bin").stat().st_mtime_ns
    assert (resolve_model("base").folder / "model.bin").stat().st_mtime_ns == written


@pytest.mark.parametrize("damage", [b"", b"first half of a mod", b"something else altogether"])
def test_a_damaged_copy_in_the_cache_is_rebuilt(packages: Path, damage: bytes) -> None:
    model = resolve_model("base").folder / "model.bin"
    model.write_bytes(damage)
    assert resolve_model("base").sha256 == WHOLE_SHA256
    assert model.read_bytes() == b"".join(PARTS)


def test_a_package_with_another_model_is_refused_and_leaves_nothing(packages: Path) -> None:
    (packages / models.BASE_PACKAGES[1] / "data" / "model.bin.part2").write_bytes(b"tampered")
    with pytest.raises(ModelError, match="another checksum"):
        resolve_model("base")
    assert list((packages / "cache").iterdir()) == []


def test_many_at_once_agree(packages: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: resolve_model("base"), range(16)))
    assert len(found) == 1
    assert len(list((packages / "cache").iterdir())) == 1


def test_a_folder_by_path_may_be_unknown_but_must_be_complete(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "config.json").write_text("{}")
    (folder / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelError, match=r"no model\.bin"):
        resolve_model(str(folder))
    (folder / "model.bin").write_bytes(b"weights")
    found = resolve_model(str(folder))
    assert (found.known, found.name) == (False, "mine")
    assert found.sha256 == hashlib.sha256(b"weights").hexdigest()


def test_no_model_at_all_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "_package_folder", lambda package: None)
    with pytest.raises(ModelError, match=r"radio-dispatch\[base\]"):
        resolve_model(None)


def test_unknown_and_unfetched_names_never_reach_a_hub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match="no model of that name"):
        resolve_model("tiny.fr")
    with pytest.raises(ModelError, match="not on this machine"):
        resolve_model("large-v2", offline=True)


@pytest.mark.parametrize("name", ["~nobody-of-this-name", "a" * 5000, "a\0b"])
def test_what_is_no_name_of_anything_is_told_in_a_line(name: str) -> None:
    with pytest.raises(ModelError, match="no such folder, and no model of that name"):
        resolve_model(name, offline=True)


def test_base_is_preferred_then_tiny(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "is_installed", lambda name: name == "tiny.en")
    monkeypatch.setattr(models, "_packaged", lambda name: name)
    assert resolve_model(None) == "tiny.en"
    monkeypatch.setattr(models, "is_installed", lambda name: True)
    assert resolve_model(None) == "base"
