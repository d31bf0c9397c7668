"""Word and PDF files → text, by libraries of the extra ``articles``; offsets count in that text."""

from __future__ import annotations

import io
import zipfile

from dispatch.claims.texts.pdf import REMEDY, pdf_text
from dispatch.errors import ClaimsError, MissingExtraError

_LARGEST_TEXT = 64_000_000  # characters: a compressed file may unpack to far more than it holds


def text_of(data: bytes, suffix: str, name: str) -> str:
    """The text of a ``.docx`` or ``.pdf`` file, paragraphs parted by blank lines.

    Raises:
        ClaimsError: if the file isn't one, is locked, or holds no text.
        MissingExtraError: if the library that reads it is not installed.
    """
    text = _docx(data, name) if suffix == ".docx" else pdf_text(data, name)
    if not text.strip():
        raise ClaimsError(name, "no text in it (a scan?)", "give the article as text")
    return text


def _docx(data: bytes, name: str) -> str:
    try:
        import docx
    except ImportError:
        raise MissingExtraError(name, "Word files need the package python-docx", REMEDY) from None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > _LARGEST_TEXT:
                raise ClaimsError(name, "unpacks to more than any article", "give the article as text")
        document = docx.Document(io.BytesIO(data))
        return "\n\n".join(paragraph.text for paragraph in document.paragraphs)
    except ClaimsError:
        raise
    except Exception as error:  # the library raises many kinds on files that are not what they say
        raise ClaimsError(name, f"not a readable Word file ({type(error).__name__})", REMEDY) from None
