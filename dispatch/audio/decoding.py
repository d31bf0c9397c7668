"""One file decoded from its first byte to its last, into files that are already open.

Nothing is opened here by name and nothing else is written, so that it can run in a process of its
own (:mod:`dispatch.audio.apart`). What a file can do wrong ends as :class:`UnusableError`.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import IO

from dispatch.audio.containers import ContainerReader, open_container
from dispatch.audio.framestream import FrameStreamReader, survey_stream
from dispatch.audio.framewalk import Window, holds_stream
from dispatch.audio.mpeg import ADTS, MPEG, Syntax
from dispatch.audio.pieces import Format, SoundReader, UnusableError
from dispatch.audio.store import SampleWriter
from dispatch.audio.timeline import Timeline
from dispatch.files import reason
from dispatch.interfaces import SAMPLE_RATE_HZ
from dispatch.values import Damage, Recording, Span

SAMPLES_PER_MS = SAMPLE_RATE_HZ // 1000
SHORT_MS = 100
"""By how much sound may fall short of what the header promises before it is called missing."""

_SELF_FRAMING = {"mp3": MPEG, "aac": ADTS}


@dataclass(frozen=True, slots=True)
class Decoded:
    """What became of a file, beside the samples written."""

    recording: Recording
    """Without its path and checksum, which the opener knows."""
    kept: tuple[int, ...]
    """Which of the files given hold channels that differ."""
    samples: int
    deep: bool


def decode_file(
    file: IO[bytes], outputs: Sequence[IO[bytes]], alive: Callable[[], None] = lambda: None
) -> Decoded:
    """Decode ``file`` into ``outputs``, one a channel; ``alive`` is called after each piece of sound.

    Raises:
        UnusableError: if it can't be used, or there is no room for its sound.
    """
    try:
        reader = _reader(file)
        form = reader.format
        if form.channels > len(outputs):
            raise UnusableError(f"{form.channels} channels, more than {len(outputs)}", "split it")
        writer = SampleWriter(outputs[: form.channels], deep=form.deep)
        timeline = Timeline(writer, form)
        for piece in reader.pieces():
            timeline.add(piece)
            alive()
        samples = timeline.finish()
    except OSError as error:
        remedy = "check the file and the free space for temporary files"
        raise UnusableError(reason(error), remedy) from error
    except MemoryError as error:
        raise UnusableError("needs more memory than a recording should", "convert it to WAV") from error
    if not timeline.sounded or not samples:
        raise UnusableError("no sound in it can be decoded", "check the file")
    recording = _recording(file, form, samples, timeline.damage)
    return Decoded(recording, writer.distinct(), samples, form.deep)


def _recording(file: IO[bytes], form: Format, samples: int, damage: tuple[Damage, ...]) -> Recording:
    duration_ms = max(1, round(samples / SAMPLES_PER_MS))
    promised = form.header_duration
    header_ms = None if promised is None else round(promised * 1000)
    if header_ms is not None and header_ms - duration_ms > SHORT_MS:
        missing = f"the file ends {(header_ms - duration_ms) / 1000:.1f} s before its header says"
        damage = (*damage, Damage(Span(duration_ms, duration_ms), missing))
    return Recording(
        path="",
        sha256="",
        bytes=file.seek(0, io.SEEK_END),
        container=form.container,
        codec=form.codec,
        sample_rate=form.rate_hz,
        channels=form.channels,
        duration_ms=duration_ms,
        header_duration_ms=header_ms,
        damage=tuple(_within(line, duration_ms) for line in damage),
        source=form.source,
    )


def _within(line: Damage, duration_ms: int) -> Damage:
    """A line of damage that does not reach past the end by rounding."""
    return replace(line, span=Span(min(line.span.start_ms, duration_ms), min(line.span.end_ms, duration_ms)))


def _reader(file: IO[bytes]) -> SoundReader:
    """The way to read a file: frame by frame where it frames itself, else as its container says."""
    try:
        reader = ContainerReader(file, open_container(file))
    except UnusableError:
        # libavformat gives up on a stream that is damaged at its start.
        for syntax in (MPEG, ADTS):
            if holds_stream(Window(file), syntax) and (framed := _framed(file, syntax, None)):
                return framed
        raise
    own = _SELF_FRAMING.get(reader.format.container)
    return (own and _framed(file, own, reader.format)) or reader


def _framed(file: IO[bytes], syntax: Syntax, form: Format | None) -> FrameStreamReader | None:
    survey = survey_stream(file, syntax)
    return FrameStreamReader(file, syntax, survey, form) if survey else None
