"""Calls that belong together: one time line, voices across calls, quotes that run over two of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dispatch.calls.conversation import GAP_MS, Conversation, conversations
from dispatch.calls.places import at_home
from dispatch.examining.examine import ExamineOptions, examine
from dispatch.interfaces import Hearing
from dispatch.turns import TurnHints
from dispatch.values import (
    Claim,
    ClockPoint,
    Coverage,
    Damage,
    Engine,
    Recording,
    Role,
    Span,
    Transcript,
    Transmission,
    Verdict,
    Word,
    details,
)

ENGINE = Engine("whisper", "1", "base", "m" * 64, "en")


class Sound:
    """Samples that say which recording they are of."""

    def __init__(self, recording: Recording, value: float) -> None:
        self.recording = recording
        self.value = value
        self.channels = (0,)
        self.duration_ms = recording.duration_ms

    def read(self, channel: int, span: Span) -> Any:
        end_ms = min(span.end_ms, self.duration_ms)
        return np.full(max(0, end_ms - span.start_ms) * 16, self.value, np.float32)


def call(
    name: str,
    start: str | None,
    *lines: tuple[int, str],
    seconds: int = 5,
    sound: float | None = None,
    source: dict[str, Any] | None = None,
) -> Hearing:
    """A call with lines of talk that begin at these milliseconds, 300 ms a word."""
    said = []
    for number, (at_ms, text) in enumerate(lines):
        words = [
            Word(word, Span(at_ms + 300 * k, at_ms + 300 * k + 280), 0.95)
            for k, word in enumerate(text.split())
        ]
        span = Span(at_ms, words[-1].span.end_ms)
        said.append(Transmission(number, span, text=text, words=tuple(words), confidence=0.95, speaker="S1"))
    recording = Recording(
        f"{name}.wav",
        (name * 64)[:64],
        1,
        "wav",
        "pcm",
        8000,
        1,
        seconds * 1000,
        start_time=start and f"2026-01-17T{start}+00:00",
        start_time_uncertainty=1.0,
        source=details({"system": "county", "talkgroup": "11"} if source is None else source),
    )
    speech_ms = sum(one.span.duration_ms for one in said)
    transcript = Transcript(recording, ENGINE, tuple(said), (), (), Coverage(seconds * 1000, speech_ms, 0, 0))
    return Hearing(transcript, None if sound is None else Sound(recording, sound))


def on(channel: int, hearing: Hearing) -> Hearing:
    said = tuple(replace(one, channel=channel) for one in hearing.transcript.transmissions)
    return replace(hearing, transcript=replace(hearing.transcript, transmissions=said))


def names(found: tuple[Conversation, ...]) -> list[list[str]]:
    return [[one.recording.path[0] for one in talk.calls] for talk in found]


def joined(*hearings: Hearing) -> tuple[Conversation, ...]:
    return conversations(hearings, None, None)


def test_a_talkgroup_s_calls_are_one_conversation_in_time_order() -> None:
    a = call("a", "21:00:10", (0, "go ahead"))
    b = call("b", "21:00:00", (0, "dispatch six eighteen"))
    other = call("c", "21:00:20", (0, "copy"), source={"system": "county", "talkgroup": "12"})
    assert names(joined(a, b, other)) == [["b", "a"], ["c"]]


def test_what_has_no_clock_or_no_channel_stays_alone() -> None:
    assert names(joined(call("a", None, (0, "copy")), call("b", None, (0, "copy")))) == [["a"], ["b"]]
    plain = [call(n, at, (0, "copy"), source={}) for n, at in (("a", "21:00:00"), ("b", "21:00:10"))]
    assert names(joined(*plain)) == [["a"], ["b"]]


@pytest.mark.parametrize("start", ["yesterday", "9999-12-31T23:59:59.999"])
def test_a_clock_that_can_not_be_read_is_none(start: str) -> None:
    known, other = call("a", "21:00:00", (0, "copy")), call("b", "21:00:10", (0, "copy"))
    told = replace(other.transcript, recording=replace(other.transcript.recording, start_time=start))
    assert names(joined(known, replace(other, transcript=told))) == [["a"], ["b"]]
    assert told.recording.clock_at(5000) is None


def test_calls_on_another_channel_of_their_files_are_of_another_conversation() -> None:
    """A stereo feed has a dispatcher on each side, and one side may be silent for a whole file."""
    times = (("a", "21:00:00", 1), ("b", "21:00:10", 0), ("c", "21:00:20", 1))
    found = joined(*(on(channel, call(n, at, (0, "copy"), sound=0.5)) for n, at, channel in times))
    assert names(found) == [["a", "c"], ["b"]]
    assert [talk.hearing.audio.channels for talk in found if talk.hearing.audio] == [(1,), (0,)]


def test_a_long_silence_ends_a_conversation() -> None:
    calls = [call(n, at, (0, "copy")) for n, at in (("a", "21:00:00"), ("b", "21:09:00"), ("c", "21:30:00"))]
    assert names(joined(*calls)) == [["a", "b"], ["c"]]


def test_calls_that_overlap_are_of_two_conversations() -> None:
    """Two sites record one talkgroup: the second site's calls are a conversation of their own."""
    times = (("a", "21:00:00"), ("A", "21:00:00"), ("b", "21:00:08"), ("B", "21:00:08"))
    found = joined(*(call(n, at, (0, "copy")) for n, at in times))
    assert sorted(map(len, (talk.calls for talk in found))) == [2, 2]


def test_half_hours_of_a_feed_follow_each_other() -> None:
    feed = {"feed": "5318"}
    first = call("a", "21:00:00", (0, "copy"), seconds=1800, source=feed)
    second = call("b", "21:29:00", (0, "copy"), seconds=1800, source=feed)
    doubtful = [
        replace(one, transcript=replace(one.transcript, recording=replace(r, start_time_uncertainty=120.0)))
        for one in (first, second)
        for r in (one.transcript.recording,)
    ]
    [talk] = joined(*doubtful)
    assert [one.offset_ms for one in talk.calls] == [0, 1_800_000]


def test_the_time_line_keeps_short_gaps_and_shortens_long_ones() -> None:
    [talk] = joined(
        *(call(n, at, (0, "copy")) for n, at in (("a", "21:00:00"), ("b", "21:00:08"), ("c", "21:05:00")))
    )
    assert [one.offset_ms for one in talk.calls] == [0, 8000, 13_000 + GAP_MS]
    recording = talk.hearing.transcript.recording
    clocks = [recording.clock_at(at_ms) for at_ms in (1000, 9000, 13_000 + GAP_MS + 500)]
    assert [point.time[11:23] for point in clocks if point] == [
        "21:00:01.000",
        "21:00:09.000",
        "21:05:00.500",
    ]


def test_damage_and_clock_of_each_call_move_with_it() -> None:
    second = call("b", "21:00:08", (0, "copy"))
    jump = ClockPoint(2000, "2026-01-17T21:01:00+00:00", 1.0)
    cut = replace(second.transcript.recording, damage=(Damage(Span(100, 200), "lost"),), clock=(jump,))
    second = replace(second, transcript=replace(second.transcript, recording=cut))
    [talk] = joined(call("a", "21:00:00", (0, "copy")), second)
    recording = talk.hearing.transcript.recording
    assert [line.span for line in recording.damage] == [Span(8100, 8200)]
    point = recording.clock_at(10_500)
    assert point is not None
    assert point.time[11:19] == "21:01:00"


def test_the_sound_lies_where_its_call_does_and_between_them_is_silence() -> None:
    [talk] = joined(
        call("a", "21:00:00", (0, "copy"), sound=0.1), call("b", "21:00:08", (0, "copy"), sound=0.2)
    )
    audio = talk.hearing.audio
    assert audio is not None
    heard = audio.read(0, Span(4000, 9000))
    assert heard.shape == (5000 * 16,)
    assert {round(float(x), 1) for x in (heard[0], heard[1001 * 16], heard[4001 * 16])} == {0.1, 0.0, 0.2}
    assert len(audio.read(0, Span(12_000, 99_000))) == 1000 * 16


def test_an_id_has_one_speaker_in_all_calls_of_a_conversation() -> None:
    units = [{"id": "4033500", "at": 0.0}], [{"id": "4033021", "at": 0.0}], [{"id": "4033500", "at": 0.0}]
    calls = [
        call(n, at, (0, text), source={"system": "county", "talkgroup": "11", "units": tuple(unit)})
        for n, at, text, unit in zip(
            "abc",
            ("21:00:00", "21:00:06", "21:00:12"),
            ("six eighteen", "six eighteen go", "copy"),
            units,
            strict=True,
        )
    ]
    [talk] = conversations(calls, None, TurnHints(consoles=("4033500",)))
    first, second, third = talk.transmissions
    assert first.speaker == third.speaker != second.speaker
    assert (first.role, third.role, second.unit) == (Role.DISPATCHER, Role.DISPATCHER, "4033021")


def test_console_ids_that_the_calls_were_transcribed_with_count_beside_those_given_now() -> None:
    calls = []
    for name, at, radio in (("a", "21:00:00", "4033500"), ("b", "21:00:06", "4033021")):
        source = {"system": "county", "talkgroup": "11", "units": ({"id": radio, "at": 0.0},)}
        made = call(name, at, (0, "hold at mercer"), source=source)
        engine = replace(ENGINE, settings=details({"console_ids": ["4033500"]}))
        calls.append(replace(made, transcript=replace(made.transcript, engine=engine)))
    [alone] = conversations(calls, None, None)
    assert [one.role for one in alone.transmissions] == [Role.DISPATCHER, Role.UNIT]
    [both] = conversations(calls, None, TurnHints(consoles=("4033021",)))
    assert [one.role for one in both.transmissions] == [Role.DISPATCHER, Role.DISPATCHER]


def test_a_correction_in_one_call_stays() -> None:
    fixed = call("a", "21:00:00", (0, "copy"))
    said = replace(
        fixed.transcript.transmissions[0],
        speaker_basis="correction",
        role=Role.CALLER,
        role_probability=1.0,
        unit="Medic 5",
        unit_basis="correction",
    )
    fixed = replace(fixed, transcript=replace(fixed.transcript, transmissions=(said,)))
    [talk] = joined(fixed, call("b", "21:00:06", (0, "copy")))
    assert (talk.transmissions[0].role, talk.transmissions[0].unit) == (Role.CALLER, "Medic 5")


def test_a_role_that_a_person_corrected_and_nothing_else_stays() -> None:
    fixed = call("a", "21:00:00", (0, "copy"))
    said = replace(fixed.transcript.transmissions[0], role=Role.DISPATCHER, role_probability=1.0)
    fixed = replace(fixed, transcript=replace(fixed.transcript, transmissions=(said,)))
    [talk] = joined(fixed, call("b", "21:00:06", (0, "medic 5 responding")))
    first = talk.transmissions[0]
    assert (first.role, first.role_probability) == (Role.DISPATCHER, 1.0)


QUOTE = "All units clear out from there the building is coming down on the north side now"


@pytest.fixture
def two_calls() -> tuple[Hearing, Hearing, Hearing]:
    source = {"system": "county", "talkgroup": "11", "units": ({"id": "77", "at": 0.0},)}
    return (
        call(
            "a",
            "21:00:00",
            (200, "engine twelve what do you have"),
            source={**source, "units": ({"id": "12", "at": 0.0},)},
        ),
        call("b", "21:00:06", (200, "all units clear out from there"), source=source, seconds=3),
        call("c", "21:00:10", (200, "the building is coming down on the north side now"), source=source),
    )


def test_a_quote_that_runs_over_two_calls(two_calls: tuple[Hearing, Hearing, Hearing]) -> None:
    found = joined(*two_calls)
    [raw] = examine([Claim("c1", QUOTE)], [one.hearing for one in found], None, ExamineOptions()).findings
    finding = at_home(raw, {one.key: one for one in found})
    assert finding.verdict is Verdict.VERBATIM
    assert finding.recording == two_calls[1].transcript.recording.sha256
    assert finding.transmissions == (0,)
    assert finding.span is not None
    assert (finding.span.start_ms, finding.span.end_ms) == (200, 3000)
    assert [(one.recording[0], one.span.start_ms) for one in finding.continues] == [("c", 200)]
    assert "run on in the recording c.wav" in " ".join(finding.reasons)
    assert "engine twelve what do you have" in finding.context.before
    assert finding.clock_start == "2026-01-17T21:00:06.200+00:00"
    assert finding.words[0].span is not None
    assert finding.words[-1].span is None
    alone = examine([Claim("c1", QUOTE)], list(two_calls), None, ExamineOptions()).findings[0]
    assert alone.heard != finding.heard


def test_a_finding_of_a_recording_alone_is_left_as_it_is(two_calls: tuple[Hearing, Hearing, Hearing]) -> None:
    [talk] = joined(two_calls[1])
    [finding] = examine(
        [Claim("c1", "clear out from there")], [talk.hearing], None, ExamineOptions()
    ).findings
    assert at_home(finding, {talk.key: talk}) == finding
