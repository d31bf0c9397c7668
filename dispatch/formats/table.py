"""A table of transmissions for a spreadsheet."""

from __future__ import annotations

import csv as writer
import io

from dispatch.formats.lines import spoken
from dispatch.values import Transcript

COLUMNS = (
    "id",
    "start",
    "end",
    "channel",
    "speaker",
    "unit",
    "role",
    "role_probability",
    "confidence",
    "flags",
    "text",
)


def csv(transcript: Transcript) -> str:
    """RFC 4180 with a header. A cell that a spreadsheet would run as a formula gets a quote mark first."""
    out = io.StringIO()
    table = writer.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for turn in transcript.transmissions:
        table.writerow(
            (
                turn.id,
                f"{turn.span.start_s:.3f}",
                f"{turn.span.end_s:.3f}",
                turn.channel,
                inert(turn.speaker or ""),
                inert(turn.unit or ""),
                turn.role.value,
                f"{turn.role_probability:.3f}",
                f"{turn.confidence:.3f}",
                " ".join(flag.value for flag in turn.flags),
                inert(spoken(turn)),
            )
        )
    return out.getvalue()


def inert(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    Example:
        >>> inert("=1+1"), inert("10-4")
        ("'=1+1", '10-4')
    """
    return "'" + cell if cell[:1] and cell[0] in "=+-@\t\r" else cell
