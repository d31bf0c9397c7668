"""Calls that belong together: a talkgroup's calls in time order, examined as one conversation.

A recorder writes a file for each call, so that a question and its answer lie in two files. Joined on
one time line, with the silence between them, they give voices across calls, what was said before and
after, and quotes that run from one call into the next. The transcripts stay as they are, each of one
recording alone; what is found is told in the places of the recordings again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from dispatch.calls.joined import Call, JoinedAudio, joined_recording
from dispatch.calls.seams import heard_whole, runs_on
from dispatch.hearing.origin import marks_of
from dispatch.interfaces import Hearing, SpeakerEmbedder, Transcriber
from dispatch.values import Coverage, Transcript, Transmission

if TYPE_CHECKING:
    from dispatch.turns import SourceMark, TurnHints

APART_S = 600.0
"""After so long a silence another conversation begins."""
GAP_MS = 20_000
"""Longest silence kept between two calls: more than twice what lets transmissions count as consecutive."""
OVERLAP_S = 0.5
MOST_VOICED = 2000
"""Transmissions up to which voices are compared across calls, at some 30 ms each. Where there are more,
speakers are told apart by radio ids and words."""
CHANNELS = (("system", "talkgroup"), ("talkgroup",), ("feed",), ("channel", "frequency"))
"""What names a channel, the first that a recording has."""


@dataclass(frozen=True)
class Conversation:
    """Calls on one time line; for a call alone, its own hearing as it is."""

    calls: tuple[Call, ...]
    said: tuple[Transmission, ...]
    """As the calls' own transcripts have them, moved to the time line and numbered through."""
    transmissions: tuple[Transmission, ...]
    """As they are examined: those that a seam goes through heard as one, speakers told over all calls."""

    @cached_property
    def hearing(self) -> Hearing:
        if len(self.calls) == 1:
            return self.calls[0].hearing
        first = self.calls[0].hearing.transcript
        recording = joined_recording(self.calls)
        coverages = [call.hearing.transcript.coverage for call in self.calls]
        transcript = Transcript(
            recording=recording,
            engine=first.engine,
            transmissions=self.transmissions,
            events=(),
            speakers=(),
            coverage=Coverage(
                duration_ms=recording.duration_ms,
                speech_ms=sum(one.speech_ms for one in coverages),
                unintelligible_ms=sum(one.unintelligible_ms for one in coverages),
                damaged_ms=sum(one.damaged_ms for one in coverages),
            ),
        )
        has_sound = all(call.hearing.audio is not None for call in self.calls)
        return Hearing(transcript, JoinedAudio(recording, self.calls) if has_sound else None)

    @property
    def key(self) -> str:
        """What the conversation goes by where a recording's SHA-256 is asked for."""
        return self.hearing.transcript.recording.sha256

    def call_at(self, at_ms: int) -> Call:
        """The call at a place, or the one before it."""
        return max((c for c in self.calls if c.offset_ms <= at_ms), key=lambda c: c.offset_ms)

    def call_of(self, piece: int) -> Call:
        """The call whose transcript holds a transmission of ``said``."""
        return max((c for c in self.calls if c.first <= piece), key=lambda c: c.first)

    def pieces_of(self, transmission: int) -> Sequence[Transmission]:
        """What the calls' transcripts have of it: itself, or its pieces where a seam goes through it."""
        return self._pieces[transmission]

    @cached_property
    def _pieces(self) -> dict[int, list[Transmission]]:
        pieces: dict[int, list[Transmission]] = {one.id: [] for one in self.transmissions}
        whole = 0
        for one in self.said:
            whole = one.id if one.id in pieces else whole
            pieces[whole].append(one)
        return pieces


def conversations(
    hearings: Sequence[Hearing],
    embedder: SpeakerEmbedder | None,
    hints: TurnHints | None,
    transcriber: Transcriber | None = None,
) -> tuple[Conversation, ...]:
    """The hearings, those that belong together joined, with their speakers told apart across calls.

    With a transcriber and an embedder, a transmission that a seam goes through is heard again as one.

    Calls of one channel that overlap, as two sites record them, are of two conversations. Recordings
    without a clock or a name for their channel stay alone, as do those of several channels.
    """
    lanes: dict[object, list[list[Hearing]]] = defaultdict(list)
    for number, hearing in sorted(enumerate(hearings), key=lambda one: (_start_s(one[1]), one[0])):
        key = _channel(hearing)
        options = lanes[key if key is not None else number]
        lane = next((some for some in options if _follows(some[-1], hearing)), None)
        if lane is None:
            options.append([hearing])
        else:
            lane.append(hearing)
    said = sum(len(hearing.transcript.transmissions) for hearing in hearings)
    voices = embedder if said <= MOST_VOICED else None
    joined = [_joined(lane) for some in lanes.values() for lane in some]
    if embedder is not None and transcriber is not None:
        joined = [_heard_whole(one, transcriber, embedder) for one in joined]
    spoken = [_spoken(one, voices, hints) for one in joined]
    place = {hearing.transcript.recording.sha256: n for n, hearing in enumerate(hearings)}
    return tuple(sorted(spoken, key=lambda one: min(place[c.recording.sha256] for c in one.calls)))


def _channel(hearing: Hearing) -> tuple[str, ...] | None:
    recording = hearing.transcript.recording
    numbers = {t.channel for t in hearing.transcript.transmissions} or {0}
    if recording.clock_at(0) is None or len(numbers) > 1:
        return None
    for names in CHANNELS:
        said = [recording.source.get(name) for name in names]
        if all(said):
            return (*names, *map(str, (*said, *numbers, hearing.audio is None)))
    return None


def _start_s(hearing: Hearing) -> float:
    return _clock_s(hearing, 0)


def _end_s(hearing: Hearing) -> float:
    return _clock_s(hearing, hearing.transcript.recording.duration_ms)


def _clock_s(hearing: Hearing, at_ms: int) -> float:
    """Seconds since 1970 at a place; 0 where it has no clock."""
    clock = hearing.transcript.recording.clock_at(at_ms)
    return datetime.fromisoformat(clock.time).timestamp() if clock is not None else 0.0


def _follows(first: Hearing, second: Hearing) -> bool:
    doubt_s = sum(h.transcript.recording.start_time_uncertainty or 0.0 for h in (first, second))
    return -OVERLAP_S - doubt_s <= _start_s(second) - _end_s(first) <= APART_S


def _joined(hearings: Sequence[Hearing]) -> Conversation:
    calls: list[Call] = []
    said: list[Transmission] = []
    for hearing in hearings:
        offset_ms = 0
        runs = False
        if calls:
            gap_ms = round(1000 * (_start_s(hearing) - _end_s(calls[-1].hearing)))
            runs = runs_on(calls[-1].hearing, hearing, gap_ms)
            offset_ms = calls[-1].span.end_ms + (0 if runs else min(GAP_MS, max(0, gap_ms)))
        calls.append(Call(hearing, offset_ms, len(said), runs))
        said += _moved(hearing.transcript.transmissions, offset_ms, len(said))
    return Conversation(tuple(calls), tuple(said), tuple(said))


def _heard_whole(
    conversation: Conversation, transcriber: Transcriber, embedder: SpeakerEmbedder
) -> Conversation:
    later = {call.first for call in conversation.calls if call.runs_on}
    audio = conversation.hearing.audio
    if not later or audio is None or not _is_its_own(transcriber, conversation):
        return conversation
    whole = heard_whole(audio, conversation.said, later, transcriber, embedder)
    return replace(conversation, transmissions=tuple(whole))


def _is_its_own(transcriber: Transcriber, conversation: Conversation) -> bool:
    """Whether the calls were transcribed by this very recogniser."""
    ours = transcriber.engine
    return all(
        (made.model_sha256, made.language, made.prompt) == (ours.model_sha256, ours.language, ours.prompt)
        for made in (call.hearing.transcript.engine for call in conversation.calls)
    )


def _moved(said: Sequence[Transmission], offset_ms: int, first: int) -> Iterator[Transmission]:
    for number, one in enumerate(said):
        words = tuple(replace(word, span=word.span.shift(offset_ms)) for word in one.words)
        yield replace(one, id=first + number, span=one.span.shift(offset_ms), words=words)


def _spoken(
    conversation: Conversation, embedder: SpeakerEmbedder | None, hints: TurnHints | None
) -> Conversation:
    """The transmissions with speakers and roles as the whole conversation has them, ``C1`` and so on.

    The console ids that the calls were transcribed with count as those of the hints do. What a person
    corrected in a call stays, and so does all of a call alone.
    """
    from dispatch.turns import TurnHints, attribute

    if len(conversation.calls) == 1:
        return conversation
    marks = tuple(mark for call in conversation.calls for mark in _marks(call))
    given = hints or TurnHints()
    consoles = tuple(dict.fromkeys((*given.consoles, *_consoles(conversation))))
    known = replace(given, marks=marks, consoles=consoles, corrections=())
    turns = attribute(conversation.hearing.audio, conversation.transmissions, embedder, known)
    told = map(_kept, conversation.transmissions, turns.transmissions)
    return replace(conversation, transmissions=tuple(told))


def _consoles(conversation: Conversation) -> Iterator[str]:
    """The console ids that the calls' transcripts rest on, which an archive's reader need not name again."""
    for call in conversation.calls:
        stored = call.hearing.transcript.engine.settings.get("console_ids")
        yield from map(str, stored if isinstance(stored, tuple) else ())


def _kept(before: Transmission, after: Transmission) -> Transmission:
    renamed = replace(after, speaker=after.speaker and f"C{after.speaker.removeprefix('S')}")
    if not before.is_corrected:
        return renamed
    return replace(
        renamed,
        unit=before.unit,
        unit_basis=before.unit_basis,
        role=before.role,
        role_probability=before.role_probability,
    )


def _marks(call: Call) -> Iterator[SourceMark]:
    end_ms = call.span.end_ms
    for mark in marks_of(call.recording):
        yield replace(mark, start_ms=min(end_ms, mark.start_ms + call.offset_ms), end_ms=end_ms)
