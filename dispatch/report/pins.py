"""Where on a timeline the claims were found, near ones under one label."""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.report.views import Bar, Card
from dispatch.values import Report, Verdict

WIDE, NARROW = 1.1, 2.6
"""Per cent of the strip that one character of a claim's number takes, on a desk and on a phone."""

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Place = tuple[int, str]


def places(report: Report, sha256: str, own: set[int], cards: Sequence[Card]) -> tuple[Place, ...]:
    """Milliseconds and number of each claim found in one channel of a recording, in order."""
    found: list[Place] = []
    for finding, shown in zip(report.findings, cards, strict=True):
        if finding.recording != sha256 or finding.span is None or finding.verdict is Verdict.NOT_FOUND:
            continue
        if not own & set(finding.transmissions or own):
            continue
        players = [part.player for part in shown.parts if part.player]
        starts = [p.start_ms for p in players] or [finding.span.start_ms]
        for i, start in enumerate(starts):
            letter = _LETTERS[i % 26] if len(starts) > 1 else ""
            found.append((start, f"{shown.n}{letter}"))
    return tuple(sorted(found))


def pins(found: Sequence[Place], start_ms: int, length_ms: int, room: float) -> tuple[Bar, ...]:
    """The labels of a stretch; those that would touch share one.

    Example:
        >>> [pin.text for pin in pins(((1_000, "1"), (2_000, "2"), (60_000, "3")), 0, 100_000, WIDE)]
        ['1, 2', '3']
    """
    merged: list[tuple[float, list[str]]] = []
    for at_ms, text in found:
        if not start_ms <= at_ms < start_ms + length_ms:
            continue
        at = 100 * (at_ms - start_ms) / length_ms
        if merged and at - merged[-1][0] < (len(_text([*merged[-1][1], text])) + 1) * room:
            merged[-1][1].append(text)
        else:
            merged.append((at, [text]))
    return tuple(Bar(f"{at:.3f}%", "", _anchor(at), _text(names)) for at, names in merged)


def _anchor(at: float) -> str:
    """Labels at either end stay inside the strip."""
    return "start" if at < 4 else "end" if at > 96 else "middle"


def _text(names: Sequence[str]) -> str:
    """
    Example:
        >>> _text(["10", "8"]), _text(["3A", "1", "12"])
        ('8, 10', '1, 3A +1')
    """
    ordered = sorted(names, key=lambda name: (int(name.rstrip(_LETTERS)), name))
    return ", ".join(ordered[:2]) + (f" +{len(names) - 2}" if len(names) > 2 else "")
