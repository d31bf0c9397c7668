"""The whole flow: the only module that knows the order of the stages.

A recording becomes a transcript with no claim in sight (:func:`transcribe_recording`); transcripts
and claims become a report (:func:`verify_claims`); what the report found gets clips to listen to
(:func:`cut_clips`). What crosses between stages is a value or a Protocol.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch.calls.conversation import conversations
from dispatch.calls.places import at_home, witnessed
from dispatch.calls.twins import find_twins
from dispatch.errors import DispatchError
from dispatch.examining.limits import limits_of
from dispatch.hearing.assembly import assemble, numbered, readable
from dispatch.hearing.origin import described, marks_of
from dispatch.hearing.sound import Searched, Sounds
from dispatch.hearing.unfinished import hear_all
from dispatch.interfaces import Audio, Hearing, LikelihoodScorer, Progress
from dispatch.running.progress import portion
from dispatch.values import (
    Article,
    Claim,
    Clip,
    Event,
    Finding,
    Heard,
    Recording,
    Report,
    SearchedRecording,
    Stretch,
    Tool,
    Transcript,
    UncheckedClaim,
)
from dispatch.values.evidence import Searched as Extent

if TYPE_CHECKING:
    from dispatch.examining.examine import ExamineOptions
    from dispatch.hearing.ear import Ear
    from dispatch.turns import TurnHints
    from dispatch.turns.listening import KnownVoices

CLIP_MARGIN_MS = 5_000
"""Sound kept on either side of the words, for a listener who asks what came before and after."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a report says about how it came about."""

    created: str
    tool: Tool
    article: Article | None = None


@dataclass(frozen=True, slots=True)
class Beyond:
    """What was searched besides the recordings that are examined: the rest of an archive."""

    extent: Extent
    notes: tuple[str, ...]
    """What a report says about it, in sentences."""


@dataclass(frozen=True, slots=True)
class Begun:
    """A recording that is cut and not heard yet, its audio open."""

    audio: Audio
    recording: Recording
    hints: TurnHints
    events: tuple[Event, ...]
    stretches: tuple[Stretch, ...]
    known: KnownVoices


def transcribe_recording(path: Path, ear: Ear, progress: Progress | None = None) -> Transcript:
    """What is heard on one recording: decode, cut, hear, tell the speakers apart.

    Raises:
        AudioError: if it can't be decoded at all.
    """
    with begin(path, ear, portion(progress, 0.0, 0.1)) as begun:
        heard = hear_all(begun.audio, begun.stretches, ear, portion(progress, 0.1, 0.95))
        return finish(begun, heard, ear)


@contextmanager
def begin(path: Path, ear: Ear, progress: Progress | None = None) -> Iterator[Begun]:
    """The first half of :func:`transcribe_recording`: a recording decoded and cut into stretches.

    Raises:
        AudioError: if it can't be decoded at all.
    """
    from dispatch.audio.decode import open_audio
    from dispatch.audio.listen import listen
    from dispatch.turns import split_turns

    with open_audio(path) as audio:
        recording = described(audio.recording, path, ear.settings)
        hints = replace(ear.hints, marks=tuple(marks_of(recording)))
        listening = listen(audio, progress, ear.workers)
        known: KnownVoices = {}
        stretches = split_turns(audio, listening.stretches, ear.embedder, known)
        yield Begun(audio, recording, hints, listening.events, stretches, known)


def finish(begun: Begun, heard: Sequence[Heard], ear: Ear) -> Transcript:
    """The second half of :func:`transcribe_recording`: the transcript of what was heard in each stretch."""
    from dispatch.turns import attribute

    turns = attribute(begun.audio, numbered(heard), ear.embedder, begun.hints, begun.known)
    return assemble(begun.recording, ear, begun.events, turns.transmissions, turns.speakers)


def verify_claims(
    claims: Sequence[Claim],
    searched: Sequence[Searched],
    scorer: LikelihoodScorer | None,
    options: ExamineOptions,
    circumstances: Circumstances,
    progress: Progress | None = None,
    beyond: Beyond | None = None,
    ear: Ear | None = None,
) -> Report:
    """What the recordings say to each claim, and what they can't say.

    Calls of one channel are examined as one conversation; with an ear, voices are told apart across them,
    and what a file's end cuts in two is heard as one. In which order the recordings are named makes no
    difference to what is found.
    """
    from dispatch.examining.examine import examine

    with Sounds() as sounds:
        in_one_order = sorted(searched, key=lambda one: one.transcript.recording.sha256)
        hearings = [Hearing(one.transcript, sounds.of(one)) for one in in_one_order]
        checkable = [claim for claim in claims if claim.checkable]
        extent = beyond.extent if beyond else None
        listener = (ear.embedder, ear.hints, ear.backend) if ear else (None, None, None)
        spoken = conversations(hearings, *listener)
        joined = [one.hearing for one in spoken]
        examination = examine(checkable, joined, scorer, options, progress, extent)
        by_key = {one.key: one for one in spoken}
        findings = [at_home(finding, by_key) for finding in examination.findings]
        twins = find_twins(
            hearings, {(f.recording, n) for f in findings if f.recording for n in f.transmissions}
        )
    shares = dict(examination.searched_by_sound)
    by_sound = {call.recording.sha256: shares.get(one.key, 0.0) for one in spoken for call in one.calls}
    transcripts = {one.transcript.recording.sha256: one.transcript for one in searched}
    recordings = tuple(_summary(one, by_sound) for one in searched)
    return Report(
        created=circumstances.created,
        tool=circumstances.tool,
        article=circumstances.article,
        limits=limits_of([one.transcript for one in searched], by_sound) + (beyond.notes if beyond else ()),
        recordings=recordings,
        findings=tuple(witnessed(finding, twins, transcripts) for finding in findings),
        unchecked=tuple(_unchecked(claim) for claim in claims if not claim.checkable),
    )


def cut_clips(
    findings: Iterable[Finding],
    searched: Sequence[Searched],
    through: Callable[[Audio, Recording], Audio] = lambda audio, recording: audio,
) -> Iterator[Clip | DispatchError]:
    """A piece of sound for each finding that has a place, with some of what is around it.

    A clip that can't be made is an error in its place: the finding stands without it. ``through`` is what
    the sound of a recording passes through, where not all of it may be heard.
    """
    from dispatch.audio.clips import cut_clip

    by_sha256 = {one.transcript.recording.sha256: one for one in searched}
    with Sounds() as sounds:
        for finding in findings:
            if finding.recording is None or finding.span is None:
                continue
            one = by_sha256[finding.recording]
            try:
                yield cut_clip(
                    through(sounds.decoded(one), one.transcript.recording),
                    claim_id=finding.claim_id,
                    channel=_channel(finding, one.transcript),
                    span=finding.span,
                    before_ms=CLIP_MARGIN_MS,
                    after_ms=CLIP_MARGIN_MS,
                )
            except DispatchError as error:
                yield error


def _channel(finding: Finding, transcript: Transcript) -> int:
    channels = {one.id: one.channel for one in transcript.transmissions}
    return channels.get(finding.transmissions[0], 0) if finding.transmissions else 0


def _summary(searched: Searched, by_sound: dict[str, float]) -> SearchedRecording:
    transcript = searched.transcript
    return SearchedRecording(
        recording=replace(transcript.recording, path=readable(searched.path)),
        coverage=transcript.coverage,
        searched_by_sound=by_sound.get(transcript.recording.sha256, 0.0),
        transcript=searched.transcript_name,
        transcript_sha256=searched.transcript_sha256,
    )


def _unchecked(claim: Claim) -> UncheckedClaim:
    why = claim.why_not or "marked as not checkable in the list of claims"
    return UncheckedClaim(claim.id, claim.quote, why, claim.attribution)
