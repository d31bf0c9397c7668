"""Plain text and Markdown: a line a transmission, with its time and who spoke."""

from __future__ import annotations

import re

from dispatch.formats.lines import one_line, spoken, timecode, who
from dispatch.values import Transcript

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def txt(transcript: Transcript) -> str:
    """``[00:00:05.400] Dispatcher: words``, one line each."""
    lines = []
    for turn in transcript.transmissions:
        name = who(turn)
        lines.append(f"[{timecode(turn.span.start_ms, '.')}] {f'{name}: ' if name else ''}{spoken(turn)}\n")
    return "".join(lines)


def md(transcript: Transcript) -> str:
    """A table with what the recording is above it; markup in the words is escaped."""
    recording = transcript.recording
    lines = [
        f"# {_plain(recording.path)}",
        "",
        f"SHA-256 `{recording.sha256}`, {recording.duration_ms / 1000:.3f} s. "
        f"Transcribed by {_plain(transcript.engine.name)} {_plain(transcript.engine.model)}.",
        "",
        "| time | who | heard |",
        "|---|---|---|",
    ]
    for turn in transcript.transmissions:
        at = timecode(turn.span.start_ms, ".")
        flags = f" ({', '.join(flag.value for flag in turn.flags)})" if turn.flags else ""
        lines.append(f"| {at} | {_plain(who(turn))} | {_plain(spoken(turn))}{_plain(flags)} |")
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", one_line(text))
