"""A made-up night of calls, for tests of the archive."""

from __future__ import annotations

import hashlib
from pathlib import Path

from dispatch.values import (
    Coverage,
    Engine,
    Flag,
    Recording,
    Role,
    Span,
    Transcript,
    Transmission,
    Word,
    details,
)

BASE = Engine("whisper/ctranslate2", "4.8", "base", "b" * 64, "en")
SMALL = Engine("whisper/ctranslate2", "4.8", "small", "s" * 64, "en")

NIGHT = (
    (
        101,
        "2026-03-14T21:00:00-05:00",
        ("Engine 922, structure fire at 4100 West La Salle.", "Copy, en route."),
    ),
    (101, "2026-03-14T21:05:00-05:00", ("We've got smoke showing from the second floor.",)),
    (102, "2026-03-14T21:06:00-05:00", ("Traffic stop, Kedzie and Pulaski, nothing further.", "10-4.")),
    (102, "2026-03-15T02:10:00-05:00", ("Uh, fire alarm, uh, drill at the high school. Fire drill only.",)),
)
"""Talkgroup, clock and transmissions of each call."""


def call(
    number: int,
    talkgroup: int,
    start: str | None,
    texts: tuple[str, ...],
    engine: Engine = BASE,
    confidence: float = 0.9,
    flags: tuple[Flag, ...] = (),
) -> Transcript:
    """The transcript of one call, four seconds a transmission."""
    said = tuple(
        Transmission(
            place,
            Span(4000 * place, 4000 * place + 3000),
            speaker=f"S{place % 2 + 1}",
            role=(Role.DISPATCHER, Role.UNIT)[place % 2],
            role_probability=0.9,
            text=text,
            confidence=confidence,
            flags=flags,
            words=_words(text, 4000 * place, confidence),
        )
        for place, text in enumerate(texts)
    )
    long = 4000 * len(texts)
    recording = Recording(
        f"{number}.wav",
        hashlib.sha256(str(number).encode()).hexdigest(),
        100,
        "wav",
        "pcm_s16le",
        8000,
        1,
        long,
        start_time=start,
        start_time_basis=start and "sidecar",
        source=details({"system": "north", "talkgroup": talkgroup, "talkgroup_tag": f"Group {talkgroup}"}),
    )
    return Transcript(recording, engine, said, (), (), Coverage(long, 3000 * len(texts), 0, 0))


def night(engine: Engine = BASE) -> list[tuple[Transcript, Path]]:
    """All calls, with the places of their recordings."""
    return [
        (call(number, group, start, texts, engine), Path(f"/calls/{number}.wav"))
        for number, (group, start, texts) in enumerate(NIGHT)
    ]


def _words(text: str, at_ms: int, confidence: float) -> tuple[Word, ...]:
    return tuple(
        Word(f" {word}", Span(at_ms + 200 * n, at_ms + 200 * n + 180), confidence)
        for n, word in enumerate(text.split())
    )
