"""What the stages heard, put together as one transcript: order, ids, coverage, name and clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch.hearing.origin import described
from dispatch.settings import Settings
from dispatch.values import (
    Coverage,
    Damage,
    Event,
    Flag,
    Heard,
    Recording,
    Speaker,
    Transcript,
    Transmission,
    details,
    total_ms,
)

if TYPE_CHECKING:
    from dispatch.hearing.ear import Ear


def numbered(heard: Iterable[Heard]) -> tuple[Transmission, ...]:
    """Transmissions with ids in the order of start, then channel; stretches without speech left out."""
    speech = [one for one in heard if one.text or Flag.UNINTELLIGIBLE in one.flags]
    speech.sort(key=lambda one: (one.stretch.span.start_ms, one.stretch.channel))
    return tuple(
        Transmission(
            id=number,
            span=one.stretch.span,
            channel=one.stretch.channel,
            text=one.text,
            confidence=one.confidence,
            flags=one.flags,
            words=one.words,
            alternatives=one.alternatives,
            snr_db=one.stretch.snr_db,
        )
        for number, one in enumerate(speech)
    )


def assemble(
    recording: Recording,
    ear: Ear,
    events: Iterable[Event],
    transmissions: tuple[Transmission, ...],
    speakers: tuple[Speaker, ...],
) -> Transcript:
    """One recording's transcript, under the recording's own name and clock."""
    transcript = Transcript(
        recording=recording,
        engine=ear.engine,
        transmissions=transmissions,
        events=_in_order((*events, *_damage_events(recording.damage))),
        speakers=speakers,
        coverage=coverage_of(recording, transmissions),
    )
    return named(transcript, Path(recording.path), ear.settings)


def coverage_of(recording: Recording, transmissions: Sequence[Transmission]) -> Coverage:
    """How much was speech, how much of that nobody could make out, how much is lost.

    Times at which several channels speak count once, so that no part exceeds the whole.
    """
    return Coverage(
        duration_ms=recording.duration_ms,
        speech_ms=total_ms(one.span for one in transmissions),
        unintelligible_ms=total_ms(one.span for one in transmissions if Flag.UNINTELLIGIBLE in one.flags),
        damaged_ms=total_ms(one.span for one in recording.damage),
    )


def named(transcript: Transcript, path: Path, settings: Settings) -> Transcript:
    """The transcript under the name of ``path``, its folder left out, with the clock and source told there.

    Where a file lies says nothing about what is heard on it: transcribed alone or in a folder, here
    or on another machine, a recording with its sidecar has one transcript.
    """
    recording = replace(transcript.recording, path=readable(Path(path.name)))
    return replace(transcript, recording=described(recording, path, settings))


def _in_order(events: Iterable[Event]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda one: (one.span.start_ms, one.channel, one.span, one.kind)))


def _damage_events(damage: Iterable[Damage]) -> tuple[Event, ...]:
    return tuple(Event("damage", one.span, details=details({"what": one.what})) for one in damage)


def readable(path: Path) -> str:
    """A file's path as text, bytes that are no UTF-8 replaced."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
