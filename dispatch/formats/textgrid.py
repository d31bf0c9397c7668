"""Praat's TextGrid: a tier of transmissions and a tier of words for each channel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dispatch.formats.lines import one_line, spoken, who
from dispatch.values import Span, Transcript

SHORTEST_MS = 1
"""Of an interval: times are written in thousandths, and Praat refuses one that ends where it begins."""


def textgrid(transcript: Transcript) -> str:
    """The long text form. Intervals fill the whole time; those without speech are empty."""
    turns = transcript.transmissions
    most = max(1, len(turns), sum(len(turn.words) for turn in turns))  # each has a millisecond at least
    end_ms = max([transcript.recording.duration_ms, most, *(turn.span.end_ms for turn in turns)])
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
    """Intervals that touch and do not overlap, as the form demands, over the whole time.

    None is left out: what has no length, or lies within what came before, gets the shortest there is, and
    what follows begins so much later.

    Example:
        >>> _filled([(Span(0, 900), "go"), (Span(900, 900), "in"), (Span(900, 1500), "now")], 1500)
        [(0, 900, 'go'), (900, 901, 'in'), (901, 1500, 'now')]
    """
    out: list[Interval] = []
    reached = 0
    in_order = sorted(spans, key=lambda item: item[0].start_ms)
    for left, (span, text) in zip(range(len(in_order) - 1, -1, -1), in_order, strict=True):
        latest = end_ms - SHORTEST_MS * left
        start = min(max(span.start_ms, reached), latest - SHORTEST_MS)
        end = min(max(span.end_ms, start + SHORTEST_MS), latest)
        if start > reached:
            out.append((reached, start, ""))
        out.append((start, end, text))
        reached = end
    if reached < end_ms:
        out.append((reached, end_ms, ""))
    return out


def _s(at_ms: int) -> str:
    return f"{at_ms / 1000:.3f}".rstrip("0").rstrip(".")
