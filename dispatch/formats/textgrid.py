"""Praat's TextGrid: a tier of transmissions and a tier of words for each channel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dispatch.formats.lines import one_line, spoken, who
from dispatch.values import Span, Transcript


def textgrid(transcript: Transcript) -> str:
    """The long text form. Intervals fill the whole time; those without speech are empty."""
    end_ms = max(
        [transcript.recording.duration_ms, 1, *(turn.span.end_ms for turn in transcript.transmissions)]
    )
    tiers = list(_tiers(transcript, end_ms))
    lines = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "xmin = 0", f"xmax = {_s(end_ms)}"]
    lines += ["tiers? <exists>", f"size = {len(tiers)}", "item []:"]
    for n, (name, intervals) in enumerate(tiers, 1):
        lines += [f"    item [{n}]:", '        class = "IntervalTier"', f'        name = "{name}"']
        lines += [
            "        xmin = 0",
            f"        xmax = {_s(end_ms)}",
            f"        intervals: size = {len(intervals)}",
        ]
        for i, (start, end, text) in enumerate(intervals, 1):
            lines += [
                f"        intervals [{i}]:",
                f"            xmin = {_s(start)}",
                f"            xmax = {_s(end)}",
            ]
            lines.append(f'            text = "{text.replace(chr(34), chr(34) * 2)}"')
    return "\n".join(lines) + "\n"


Interval = tuple[int, int, str]


def _tiers(transcript: Transcript, end_ms: int) -> Iterator[tuple[str, list[Interval]]]:
    channels = sorted({turn.channel for turn in transcript.transmissions}) or [0]
    for channel in channels:
        turns = [turn for turn in transcript.transmissions if turn.channel == channel]
        said = ((t.span, f"{who(t)}: {spoken(t)}" if who(t) else spoken(t)) for t in turns)
        words = ((word.span, one_line(word.word)) for t in turns for word in t.words)
        yield f"transmissions {channel + 1}", _filled(said, end_ms)
        yield f"words {channel + 1}", _filled(words, end_ms)


def _filled(spans: Iterable[tuple[Span, str]], end_ms: int) -> list[Interval]:
    """Intervals that touch and do not overlap, as the form demands, over the whole time."""
    out: list[Interval] = []
    reached = 0
    for span, text in sorted(spans, key=lambda item: (item[0], item[1])):
        start, end = max(span.start_ms, reached), min(span.end_ms, end_ms)
        if end <= start:
            continue
        if start > reached:
            out.append((reached, start, ""))
        out.append((start, end, text))
        reached = end
    if reached < end_ms:
        out.append((reached, end_ms, ""))
    return out


def _s(at_ms: int) -> str:
    return f"{at_ms / 1000:.3f}".rstrip("0").rstrip(".")
