"""Write requirements/sbom.cdx.json: what the product is made of, as CycloneDX 1.5.

usage: make_sbom.py [--check]      --check says whether the file is what it would be, and writes nothing

Packages and versions come from requirements/run.txt, which has the hash of each of their files, licences from
the packages where they are installed, models from their pinned checksums. The same lock gives the same file.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dispatch import __version__
from dispatch.transcribe.models import PINNED

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements" / "run.txt"
TARGET = ROOT / "requirements" / "sbom.cdx.json"
VOICES = ROOT / "dispatch" / "turns" / "campplus.onnx"
LICENCES = {"tiny.en": "MIT", "base": "MIT"}


def locked() -> Iterator[tuple[str, str, str]]:
    """(name, version, marker) of every locked package."""
    for entry in re.split(r"\n(?=\S)", LOCK.read_text("utf-8").replace("\\\n", " ")):
        match = re.match(r"([A-Za-z0-9_.-]+)==(\S+)(?:\s*;\s*(.*?))?(?=\s+--hash|\s*$)", entry)
        if match:
            yield match[1], match[2], (match[3] or "").strip()


def licence_of(name: str) -> str | None:
    """What the installed package says of its licence."""
    try:
        about = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return None
    if about.get("License-Expression"):
        return about["License-Expression"]
    classes = [
        c.rsplit(" :: ", 1)[-1] for c in about.get_all("Classifier") or () if c.startswith("License ::")
    ]
    short = (about.get("License") or "").splitlines()[:1]
    return "; ".join(classes) or (short[0] if short and len(short[0]) < 60 else None)


def package(name: str, version: str, marker: str) -> dict[str, Any]:
    purl = f"pkg:pypi/{name.lower()}@{version}"
    found: dict[str, Any] = {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
    }
    if licence := licence_of(name):
        found["licenses"] = [{"license": {"name": licence}}]
    if marker:
        found["properties"] = [{"name": "marker", "value": marker}]
    return found


def model(name: str, sha256: str, licence: str) -> dict[str, Any]:
    return {
        "type": "machine-learning-model",
        "bom-ref": f"model:{name}",
        "name": name,
        "hashes": [{"alg": "SHA-256", "content": sha256}],
        "licenses": [{"license": {"id": licence}}],
    }


def bill() -> str:
    models = [model(f"whisper {name}", sha256, LICENCES[name]) for name, sha256 in PINNED.items()]
    models.append(model("campplus", hashlib.sha256(VOICES.read_bytes()).hexdigest(), "Apache-2.0"))
    itself = {
        "type": "application",
        "bom-ref": "radio-dispatch",
        "name": "radio-dispatch",
        "version": __version__,
    }
    whole = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {**itself, "licenses": [{"license": {"id": "Apache-2.0"}}]}},
        "components": [*(package(*one) for one in locked()), *models],
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        sys.exit(TARGET.read_text("utf-8") != bill())
    TARGET.write_text(bill(), "utf-8")


if __name__ == "__main__":
    main()
