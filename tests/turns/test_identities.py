"""Radio ids and the transmissions that they are heard in: a busy talkgroup has thousands of both in a day."""

from __future__ import annotations

import time

from dispatch.turns.hints import SourceMark
from dispatch.turns.identities import source_of_each
from dispatch.values import Span, Transmission


def test_a_day_of_calls_takes_seconds() -> None:
    calls = [Transmission(number, Span(8000 * number, 8000 * number + 4000)) for number in range(1500)]
    marks = [SourceMark(8000 * number + 700, str(number % 30 + 1)) for number in range(1500)]
    began = time.process_time()
    found = source_of_each(calls, marks)
    assert time.process_time() - began < 5  # comparing all with all takes half a minute
    assert [mark.source for mark in found if mark is not None] == [mark.source for mark in marks]


def test_marks_of_one_moment_and_marks_that_end() -> None:
    calls = [
        Transmission(0, Span(0, 2000)),
        Transmission(1, Span(5000, 7000)),
        Transmission(2, Span(9000, 9000)),
    ]
    marks = [SourceMark(100, "1"), SourceMark(100, "2", end_ms=900), SourceMark(6900, "3", channel=1)]
    assert [mark and mark.source for mark in source_of_each(calls, marks)] == ["2", None, None]
