"""Calls as radio systems leave them: the shapes of their files, made up content."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

START = 1_768_707_005
"""2026-01-17 21:30:05 in Chicago."""
DURATION_MS = 12_000


def trunk_recorder(**changes: Any) -> dict[str, Any]:
    """A call of 4.2, 4.8 and 3 seconds of talk, a minute of silence cut out before the third."""
    rows = [(0.0, 4.2, START, 4033021, "Engine 96"), (4.2, 4.8, START + 4, 4033500, "Dispatch")]
    rows.append((9.0, 3.0, START + 69, 4033021, "Engine 96"))
    call: dict[str, Any] = {
        "freq": 856987500,
        "start_time": START,
        "stop_time": START + 72,
        "emergency": 0,
        "encrypted": 0,
        "call_length": 12,
        "talkgroup": 11619,
        "talkgroup_tag": "FD Disp",
        "talkgroup_description": "Fire Dispatch",
        "talkgroup_group_tag": "Fire Dispatch",
        "talkgroup_group": "Fire",
        "audio_type": "digital",
        "short_name": "county",
        "freqList": [
            {"freq": 856987500, "time": time, "pos": pos, "len": length, "error_count": 0, "spike_count": 0}
            for pos, length, time, _, _ in rows
        ],
        "srcList": [
            {"src": src, "time": time, "pos": pos, "emergency": 0, "signal_system": "", "tag": tag}
            for pos, _, time, src, tag in rows
        ],
    }
    return {**call, **changes}


def beside(folder: Path, content: Any, name: str = "call.json") -> Path:
    """Write a sidecar and return the recording's path; the recording itself is not needed."""
    if not isinstance(content, bytes):
        content = json.dumps(content).encode()
    (folder / name).write_bytes(content)
    return folder / "call.wav"
