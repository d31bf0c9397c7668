"""Conversations written down for the tests: who said what, a second apart unless said otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.values import (
    Coverage,
    Engine,
    Recording,
    Role,
    Span,
    Transcript,
    Transmission,
    Word,
)

PER_WORD_MS = 300


def conversation(
    lines: Sequence[tuple[str, str]], *, gap_ms: int = 1000, confidence: float = 0.97
) -> Transcript:
    """A transcript of (speaker, text) lines; a speaker whose name begins with D is a dispatcher.

    Words are as sure as those of clear speech mostly are.
    """
    transmissions, clock = [], 1000
    for number, (speaker, text) in enumerate(lines):
        words = []
        for word in text.split():
            words.append(Word(word, Span(clock, clock + PER_WORD_MS), confidence))
            clock += PER_WORD_MS
        span = Span(words[0].span.start_ms, words[-1].span.end_ms)
        role = Role.DISPATCHER if speaker.startswith("D") else Role.UNIT
        transmissions.append(
            Transmission(
                number, span, speaker=speaker, role=role, role_probability=0.97,
                text=text, confidence=confidence, words=tuple(words),
            )
        )  # fmt: skip
        clock += gap_ms
    recording = Recording("night.flac", "ab" * 32, 1, "flac", "flac", 16000, 1, clock)
    engine = Engine("whisper", "1", "base", "cd" * 32, "en")
    return Transcript(recording, engine, tuple(transmissions), (), (), Coverage(clock, clock, 0, 0))
