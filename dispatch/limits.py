"""What a report can't say, in sentences: it stands in every report, before the findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dispatch.values import Transcript

NOT_AUTHENTICATED = "The authenticity and completeness of the recording are not established."
NOT_SUPPLIED = "Nothing is known about channels and hours that were not supplied."
NOT_TRUE = "That words were said on the radio does not mean that they are true."


def limits_of(transcripts: Sequence[Transcript], searched_by_sound: Mapping[str, float]) -> tuple[str, ...]:
    """The limits of a search through these recordings; ``searched_by_sound`` is a share by SHA-256."""
    return (NOT_AUTHENTICATED, NOT_SUPPLIED, NOT_TRUE, *_of_recordings(transcripts, searched_by_sound))


def _of_recordings(transcripts: Sequence[Transcript], by_sound: Mapping[str, float]) -> Iterator[str]:
    for transcript in transcripts:
        name, heard = transcript.recording.path, transcript.coverage
        if not transcript.transmissions:
            yield f"{name}: no speech was found in it."
        yield from (f"{name}: {note}." for note in transcript.recording.notes)
        if transcript.recording.start_time is None:
            yield f"{name}: when it was made is not known, so times of day can't be checked."
        if heard.unintelligible_ms:
            yield (
                f"{name}: {_seconds(heard.unintelligible_ms)} of {_seconds(heard.speech_ms)} "
                "of speech could not be made out."
            )
        if heard.damaged_ms:
            yield f"{name}: {_seconds(heard.damaged_ms)} of sound are damaged or missing."
        if transcript.transmissions and by_sound.get(transcript.recording.sha256, 0.0) < 1:
            share = by_sound.get(transcript.recording.sha256, 0.0)
            how = f"{share:.0%} of its speech was searched by sound, the rest by its transcript alone"
            yield f"{name}: {how}."
        if not transcript.engine.model_known:
            yield f"{name}: transcribed by a model whose checksum this version does not know."


def _seconds(duration_ms: int) -> str:
    return f"{duration_ms / 1000:.1f} s"
