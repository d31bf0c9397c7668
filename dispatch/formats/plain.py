"""The transcript itself, in its published form."""

from __future__ import annotations

from json import dumps

from dispatch.values import Transcript, to_json


def json(transcript: Transcript) -> str:
    """``dispatch.transcript/1``: everything there is; the only form that loses nothing."""
    return dumps(to_json(transcript), ensure_ascii=False, indent=1) + "\n"
