"""What a report can't say, in sentences: it stands in every report, before the findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dispatch.values import Transcript

NOT_AUTHENTICATED = "The authenticity and completeness of the recording are not established."
NOT_SUPPLIED = "Nothing is known about channels and hours that were not supplied."
NOT_TRUE = "That words were said on the radio does not mean that they are true."
NAMED = 3
"""Recordings up to which each gets its own sentence; of more, so many are named."""


def limits_of(transcripts: Sequence[Transcript], searched_by_sound: Mapping[str, float]) -> tuple[str, ...]:
    """The limits of a search through these recordings; ``searched_by_sound`` is a share by SHA-256."""
    return (NOT_AUTHENTICATED, NOT_SUPPLIED, NOT_TRUE, *_of_recordings(transcripts, searched_by_sound))


def _of_recordings(transcripts: Sequence[Transcript], by_sound: Mapping[str, float]) -> Iterator[str]:
    """A sentence for each recording and limit; one for all of them where many have the same limit."""
    having: dict[str, list[Transcript]] = defaultdict(list)
    for transcript in transcripts:
        for kind in _kinds(transcript, by_sound):
            having[kind].append(transcript)
    few = {kind for kind, some in having.items() if len(some) <= NAMED}
    for transcript in transcripts:
        for kind in _kinds(transcript, by_sound):
            if kind in few:
                yield f"{transcript.recording.path}: {_sentence(kind, [transcript], by_sound)}"
    for kind, some in having.items():
        if kind not in few:
            names = ", ".join(one.recording.path for one in some[:NAMED])
            yield f"{len(some)} recordings ({names}, …): {_sentence(kind, some, by_sound)}"


SILENT, CLOCKLESS = "no speech was found.", "when it was made is not known, so times of day can't be checked."
UNREAD, DAMAGED, UNASKED = "unintelligible", "damaged", "not asked by sound"
UNKNOWN_MODEL = "transcribed by a model whose checksum this version does not know."


def _kinds(transcript: Transcript, by_sound: Mapping[str, float]) -> Iterator[str]:
    """What limits a recording: a whole sentence, or the name of one that has figures."""
    recording, heard = transcript.recording, transcript.coverage
    if not transcript.transmissions:
        yield SILENT
    yield from (f"{note}." for note in recording.notes)
    if recording.start_time is None:
        yield CLOCKLESS
    if heard.unintelligible_ms:
        yield UNREAD
    if heard.damaged_ms:
        yield DAMAGED
    if transcript.transmissions and by_sound.get(recording.sha256, 0.0) < 1:
        yield UNASKED
    if not transcript.engine.model_known:
        yield UNKNOWN_MODEL


def _sentence(kind: str, some: Sequence[Transcript], by_sound: Mapping[str, float]) -> str:
    heard = [one.coverage for one in some]
    if kind == UNREAD:
        lost, speech = sum(c.unintelligible_ms for c in heard), sum(c.speech_ms for c in heard)
        return f"{_seconds(lost)} of {_seconds(speech)} of speech could not be made out."
    if kind == DAMAGED:
        return f"{_seconds(sum(c.damaged_ms for c in heard))} of sound are damaged or missing."
    if kind == UNASKED:
        asked = sum(by_sound.get(one.recording.sha256, 0.0) * one.coverage.speech_ms for one in some)
        share = asked / max(1, sum(c.speech_ms for c in heard))
        return f"{share:.0%} of the speech was searched by sound, the rest by transcript alone."
    return kind


def _seconds(duration_ms: int) -> str:
    return f"{duration_ms / 1000:.1f} s"
