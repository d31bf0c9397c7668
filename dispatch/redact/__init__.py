"""Copies that may be passed on: private details masked in text and sound, the evidence left as it is."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dispatch.redact.copies import RedactedTranscript, masker_of, redacted_report, redacted_transcript
    from dispatch.redact.masking import Masker
    from dispatch.redact.names import read_names
    from dispatch.redact.sound import MaskedAudio

__all__ = [
    "MaskedAudio",
    "Masker",
    "RedactedTranscript",
    "masker_of",
    "read_names",
    "redacted_report",
    "redacted_transcript",
]

_HOME = {
    "MaskedAudio": "sound",
    "Masker": "masking",
    "RedactedTranscript": "copies",
    "masker_of": "copies",
    "read_names": "names",
    "redacted_report": "copies",
    "redacted_transcript": "copies",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
