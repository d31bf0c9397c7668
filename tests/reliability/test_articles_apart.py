"""Word and PDF files are read apart: what they do to the library that reads them, they do there."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest

from dispatch.claims import read_claims
from dispatch.claims.texts import apart
from dispatch.errors import ClaimsError

SAID = "“Hold there,” a dispatcher said over the radio."


def word_file(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def bomb() -> bytes:
    """A Word file of 40 kB that unpacks to 20 MB of paragraphs, and to many times that in memory."""
    whole = zipfile.ZipFile(io.BytesIO(word_file("x")))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for item in whole.infolist():
            data = whole.read(item)
            if item.filename == "word/document.xml":
                data = data.replace(
                    b"<w:body>", b"<w:body>" + b"<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 600_000
                )
            archive.writestr(item.filename, data)
    return buffer.getvalue()


def test_what_is_said_comes_back(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(word_file("It was late.", SAID))
    found = read_claims(tmp_path / "a.docx")
    assert [claim.quote for claim in found.claims] == ["Hold there"]
    assert SAID in (found.text or "")


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"PK\x03\x04" + bytes(500), b"\x00" * 1000])
def test_files_that_are_none(tmp_path: Path, suffix: str, data: bytes) -> None:
    (tmp_path / f"a{suffix}").write_bytes(data)
    with pytest.raises(ClaimsError):
        read_claims(tmp_path / f"a{suffix}")


def test_a_file_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MEMORY_BYTES", 200 << 20)
    (tmp_path / "a.docx").write_bytes(bomb())
    with pytest.raises(ClaimsError, match=r"more memory|fails on it|not a readable"):
        read_claims(tmp_path / "a.docx")


@pytest.mark.parametrize(
    ("doing", "why"),
    [
        ("os.kill(os.getpid(), 11)", "fails on it"),
        ("os._exit(0)", "fails on it"),
        ("time.sleep(9)", "more than"),
    ],
)
def test_a_library_that_dies_or_hangs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, doing: str, why: str
) -> None:
    monkeypatch.setattr(apart, "LONGEST_S", 0.3)
    monkeypatch.setattr(
        apart, "_START", f"import os, time; {doing}; # {{folder}}{{suffix}}{{memory}}{{seconds}}"
    )
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    with pytest.raises(ClaimsError, match=why):
        read_claims(tmp_path / "a.pdf")
