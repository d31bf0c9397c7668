"""The transcript itself, in its published form."""

from __future__ import annotations

import re
from json import dumps

from dispatch.values import Transcript, to_json

_HALF_CHARACTERS = re.compile("[\ud800-\udfff]")
"""Lone surrogates, which no file can hold; their JSON escape is the same text."""


def json(transcript: Transcript) -> str:
    """``dispatch.transcript/1``: everything there is; the only form that loses nothing."""
    text = dumps(to_json(transcript), ensure_ascii=False, indent=1) + "\n"
    return _HALF_CHARACTERS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
