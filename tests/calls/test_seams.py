"""A transmission that a file's end cuts in two is one where claims are examined, two in the transcripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import dispatch
from dispatch.calls.conversation import conversations
from dispatch.calls.places import at_home
from dispatch.calls.seams import TOUCHES_MS, heard_whole, runs_on
from dispatch.examining.examine import ExamineOptions, examine
from dispatch.interfaces import Audio, Hearing
from dispatch.values import Claim, Heard, Span, Stretch, Transmission, Word

from .test_conversation import ENGINE, call

SAMPLE = Path(__file__).parents[2] / "audio_samples" / "police-feedmill.flac"
FEED = {"feed": "5318"}
WHOLE = "keep one car on depot and one car on the tracks"


class Whole:
    """Hears one text in whatever it is given, and remembers what that was."""

    engine = ENGINE

    def __init__(self, text: str = WHOLE) -> None:
        self.text = text
        self.heard: list[Span] = []

    def hear(self, audio: Audio, stretches: Sequence[Stretch], progress: Any = None) -> Iterator[Heard]:
        for stretch in stretches:
            self.heard.append(stretch.span)
            first = stretch.span.start_ms
            words = tuple(
                Word(word, Span(first + 300 * k, first + 300 * k + 280), 0.95)
                for k, word in enumerate(self.text.split())
            )
            yield Heard(stretch, self.text, 0.9, words=words)


def half(name: str, start: str, *lines: tuple[int, str], source: Any = None) -> Hearing:
    """A file of ten seconds; 300 ms a word, the last of which ends 20 ms early."""
    made = call(name, start, *lines, seconds=10, sound=0.1, source=FEED if source is None else source)
    recording = replace(made.transcript.recording, start_time_uncertainty=60.0)
    return replace(made, transcript=replace(made.transcript, recording=recording))


BEFORE = half("a", "21:00:00", (1000, "copy"), (10_000 - 1500, "keep one car on debt"))
AFTER = half("b", "21:00:10", (40, "oh and one car on the attacks"), (5000, "copy"))


def test_speech_through_the_end_of_a_feed_s_file_runs_on() -> None:
    assert runs_on(BEFORE, AFTER, 0)
    assert runs_on(BEFORE, AFTER, 120_000 + TOUCHES_MS), "as far as the clocks are in doubt"
    assert not runs_on(BEFORE, AFTER, 120_001 + TOUCHES_MS)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (half("a", "21:00:00", (8300, "keep one car on debt")), AFTER),
        (BEFORE, half("b", "21:00:10", (200, "and one car"))),
        (half("a", "21:00:00"), AFTER),
        (BEFORE, half("b", "21:00:10")),
    ],
    ids=["ends before", "begins after", "nobody before", "nobody after"],
)
def test_speech_that_is_over_at_the_end_of_a_file_does_not(first: Hearing, second: Hearing) -> None:
    assert not runs_on(first, second, 0)


def test_calls_that_touch_are_two_transmissions() -> None:
    """A recorder of calls ends a file when the key is let go."""
    source = {"system": "county", "talkgroup": "11"}
    first = half("a", "21:00:00", (10_000 - 1500, "keep one car on debt"), source=source)
    second = half("b", "21:00:10", (40, "oh and one car"), source=source)
    assert not runs_on(first, second, 0)


def examined(transcriber: Whole, *hearings: Hearing) -> Any:
    [talk] = conversations(hearings, Voice(), None, transcriber)
    return talk


class Voice:
    """Hears one and the same voice everywhere."""

    dimension = 4

    def embed(self, windows: Sequence[Any]) -> Any:
        import numpy as np

        return np.full((len(windows), 4), 0.5, np.float32)


def test_both_pieces_are_heard_as_one_and_stay_two_in_the_transcripts() -> None:
    transcriber = Whole()
    talk = examined(transcriber, BEFORE, AFTER)
    assert transcriber.heard == [Span(8500, 12_120)]
    assert [one.text for one in talk.transmissions] == ["copy", WHOLE, "copy"]
    assert [one.id for one in talk.transmissions] == [0, 1, 3]
    assert [one.id for one in talk.pieces_of(1)] == [1, 2]
    assert [one.id for one in talk.pieces_of(3)] == [3]
    assert [len(one.hearing.transcript.transmissions) for one in talk.calls] == [2, 2]


def test_by_doubtful_clocks_the_second_file_begins_where_the_first_ends() -> None:
    talk = examined(Whole(), BEFORE, half("b", "21:00:40", (40, "oh and one car on the attacks")))
    assert [one.offset_ms for one in talk.calls] == [0, 10_000]


def test_another_recogniser_s_transcripts_are_left_alone() -> None:
    transcriber = Whole()
    transcriber.engine = replace(ENGINE, model_sha256="f" * 64)
    assert len(examined(transcriber, BEFORE, AFTER).transmissions) == 4
    assert not transcriber.heard


@pytest.mark.parametrize("kept", ["corrected", "role corrected", "silent", "two voices"])
def test_pieces_that_can_t_be_heard_as_one_are_left(kept: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = Transmission(0, Span(8500, 10_000), text="keep one car")
    second = Transmission(1, Span(10_000, 12_000), text="on depot")
    transcriber = Whole("" if kept == "silent" else WHOLE)
    if kept == "corrected":
        second = replace(second, unit_basis="correction")
    if kept == "role corrected":
        second = replace(second, role_probability=1.0)
    if kept == "two voices":
        two = tuple(Stretch(one.span) for one in (first, second))
        monkeypatch.setattr("dispatch.turns.split_turns", lambda *_: two)
    audio = examined(Whole(), BEFORE, AFTER).hearing.audio
    assert list(heard_whole(audio, [first, second], {1}, transcriber, Voice())) == [first, second]


@pytest.mark.parametrize(
    ("span", "home", "own", "continues"),
    [
        (Span(8500, 12_000), "a", (1,), [("b", 40)]),
        (Span(8500, 9700), "a", (1,), []),
        (Span(10_300, 12_000), "b", (0,), []),
    ],
    ids=["through the seam", "before it", "behind it"],
)
def test_a_finding_is_told_in_the_piece_where_its_words_are(
    span: Span, home: str, own: tuple[int, ...], continues: list[tuple[str, int]]
) -> None:
    talk = examined(Whole(), BEFORE, AFTER)
    found = examine([Claim("c1", WHOLE)], [talk.hearing], None, ExamineOptions()).findings[0]
    raw = replace(found, span=span)
    finding = at_home(raw, {talk.key: talk})
    assert finding.recording == home * 64
    assert finding.transmissions == own
    assert [(one.recording[0], one.span.start_ms) for one in finding.continues] == continues
    assert "both pieces were heard again as one" in " ".join(finding.reasons)


@pytest.mark.model
def test_a_quote_through_the_end_of_a_file_is_found_as_in_one_file(tmp_path: Path) -> None:
    import soundfile

    samples, rate = soundfile.read(SAMPLE, dtype="int16")
    samples, cut = samples[27 * rate : 50 * rate], round(14.6 * rate)
    whole = tmp_path / "whole.flac"
    soundfile.write(whole, samples, rate, subtype="PCM_16")
    files = [tmp_path / f"2026011700{minute}-10{minute}-4242.flac" for minute in (30, 31)]
    for path, part in zip(files, (samples[:cut], samples[cut:]), strict=True):
        soundfile.write(path, part, rate, subtype="PCM_16")
    claims = [Claim("c1", "Nobody goes over that fence. Keep one car on Depot.")]
    [one] = dispatch.verify([whole], claims, model="tiny.en", witness="none").findings
    [two] = dispatch.verify(files, claims, model="tiny.en", witness="none", tz="UTC").findings
    assert (two.verdict, two.heard) == (one.verdict, one.heard)
    assert abs(two.p_said - one.p_said) < 0.05
    assert [later.span.start_ms for later in two.continues] == [0]
    assert "both pieces were heard again as one" in " ".join(two.reasons)
