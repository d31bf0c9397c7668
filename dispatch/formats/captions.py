"""SubRip and WebVTT: subtitles, one cue for about two lines of a transmission."""

from __future__ import annotations

import html
from collections.abc import Iterator

from dispatch.formats.lines import UNINTELLIGIBLE, one_line, spoken, timecode, who
from dispatch.values import Span, Transcript, Transmission

LONGEST_CUE_CHARACTERS = 84
"""Two lines of 42, the common limit for subtitles."""

SHORTEST_CUE_MS = 1
"""A cue needs some length, or players drop it."""


def srt(transcript: Transcript) -> str:
    """SubRip, UTF-8."""
    cues = _cues(transcript)
    blocks = [
        f"{n}\n{timecode(span.start_ms, ',')} --> {timecode(span.end_ms, ',')}\n{_named(turn, text)}\n"
        for n, (turn, span, text) in enumerate(cues, 1)
    ]
    return "\n".join(blocks)


def vtt(transcript: Transcript) -> str:
    """WebVTT, with a voice tag for each speaker and the text escaped."""
    blocks = ["WEBVTT\n"]
    for n, (turn, span, text) in enumerate(_cues(transcript), 1):
        voice = html.escape(who(turn).replace(">", " "), quote=False)
        body = html.escape(text, quote=False)
        times = f"{timecode(span.start_ms, '.')} --> {timecode(span.end_ms, '.')}"
        blocks.append(f"{n}\n{times}\n{f'<v {voice}>' if voice else ''}{body}\n")
    return "\n".join(blocks)


def _named(turn: Transmission, text: str) -> str:
    name = who(turn)
    return f"{name}: {text}" if name else text


def _cues(transcript: Transcript) -> Iterator[tuple[Transmission, Span, str]]:
    for turn in transcript.transmissions:
        text = spoken(turn)
        if len(text) <= LONGEST_CUE_CHARACTERS or text == UNINTELLIGIBLE or not turn.words:
            end = max(turn.span.end_ms, turn.span.start_ms + SHORTEST_CUE_MS)
            yield turn, Span(turn.span.start_ms, end), text
        else:
            yield from _split(turn)


def _split(turn: Transmission) -> Iterator[tuple[Transmission, Span, str]]:
    """A long transmission in several cues, cut between words."""
    lines: list[list[int]] = [[]]
    size = 0
    for i, word in enumerate(turn.words):
        token = one_line(word.word)
        if lines[-1] and size + 1 + len(token) > LONGEST_CUE_CHARACTERS:
            lines.append([])
            size = 0
        lines[-1].append(i)
        size += len(token) + 1
    for line in lines:
        first, last = turn.words[line[0]].span, turn.words[line[-1]].span
        end = max(last.end_ms, first.start_ms + SHORTEST_CUE_MS)
        yield turn, Span(first.start_ms, end), " ".join(one_line(turn.words[i].word) for i in line)
