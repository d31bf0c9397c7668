"""What ``dispatch verify`` prints: a line for each finding, which nobody can misread."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from dispatch.cli.verify import _table
from dispatch.values import Span
from tests.report import samples


def test_what_was_not_found_is_nowhere() -> None:
    nearest = samples.report().recordings[0].recording.sha256
    absent = replace(samples.not_found(), recording=nearest, span=Span(148_460, 150_000))
    head, line = _table(samples.report(absent))
    assert head.split() == ["claim", "verdict", "at", "quote"]
    assert " nowhere " in line
    assert "2:28.5" not in line


def test_a_place_never_has_sixty_seconds() -> None:
    _, line = _table(samples.report(replace(samples.verbatim(), span=Span(59_960, 61_000))))
    assert " 1:00.0 " in line


def test_recordings_are_named_without_folders_and_quotes_stand_below_each_other() -> None:
    first = samples.report().recordings[0]
    second = replace(
        first.recording, sha256=hashlib.sha256(b"next").hexdigest(), path="/srv/calls/2026/3/14/101-1.wav"
    )
    report = samples.report(
        samples.verbatim(),
        replace(samples.verbatim(), recording=second.sha256),
        recordings=(first, replace(first, recording=second)),
    )
    lines = _table(report)
    assert " 101-1.wav " in lines[2]
    assert "/srv" not in lines[2]
    assert len({line.index("“") for line in lines[1:]} | {lines[0].index("quote")}) == 1
