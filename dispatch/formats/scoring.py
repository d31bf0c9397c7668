"""RTTM and CTM, NIST's forms: who spoke when, and which word when.

Both name the recording by a token without spaces, channels from 1, times in seconds as start and
length. RTTM holds ``SPEAKER`` lines only; CTM ends with the word's own probability.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from dispatch.formats.lines import label, one_line
from dispatch.values import Flag, Transcript


def rttm(transcript: Transcript) -> str:
    """A ``SPEAKER`` line for each transmission."""
    name = recording_token(transcript)
    return "".join(
        f"SPEAKER {name} {turn.channel + 1} {turn.span.start_s:.3f} {turn.span.duration_ms / 1000:.3f} "
        f"<NA> <NA> {label(turn)} <NA> <NA>\n"
        for turn in transcript.transmissions
    )


def ctm(transcript: Transcript) -> str:
    """A line for each word; a transmission that could not be made out has none."""
    name = recording_token(transcript)
    lines = []
    for turn in transcript.transmissions:
        if Flag.UNINTELLIGIBLE in turn.flags:
            continue
        for word in turn.words:
            for token in one_line(word.word).split():
                lines.append(
                    f"{name} {turn.channel + 1} {word.span.start_s:.3f} {word.span.duration_ms / 1000:.3f} "
                    f"{token} {word.probability:.3f}\n"
                )
    return "".join(lines)


def recording_token(transcript: Transcript) -> str:
    """The recording's name without folder, extension and spaces."""
    return re.sub(r"\s+", "_", one_line(PurePath(transcript.recording.path).stem)) or "recording"
