"""A recording, opened as evidence: hashed, decoded once to a private file, read in pieces.

The file is opened read-only and never written. Its sound is decoded in blocks to 16 kHz, each
channel for itself, so that a day of audio takes disk and not memory. Time 0 is the first sample
that a listener would hear; what is damaged is silence of the same length, and listed.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

from dispatch.audio.containers import ContainerReader, UnusableError, open_container
from dispatch.audio.framestream import FrameStreamReader, survey_stream
from dispatch.audio.framewalk import Window, holds_stream
from dispatch.audio.mpeg import ADTS, MPEG, Syntax
from dispatch.audio.pieces import Format, SoundReader
from dispatch.audio.store import SampleStore
from dispatch.audio.timeline import MAX_DURATION_S, Timeline, TooLongError
from dispatch.errors import AudioError
from dispatch.interfaces import SAMPLE_RATE_HZ
from dispatch.values import Damage, Recording, Span

if TYPE_CHECKING:
    from dispatch.interfaces import FloatArray

SAMPLES_PER_MS = SAMPLE_RATE_HZ // 1000
SHORT_MS = 100
"""By how much sound may fall short of what the header promises before it is called missing."""

_SELF_FRAMING = {"mp3": MPEG, "aac": ADTS}


class DecodedAudio:
    """Decoded audio of one recording (see :class:`dispatch.interfaces.Audio`). Close it, or use ``with``."""

    def __init__(self, recording: Recording, store: SampleStore) -> None:
        self._recording = recording
        self._store = store

    @property
    def recording(self) -> Recording:
        return self._recording

    @property
    def channels(self) -> int:
        """Channels that differ; one that repeats another or is silent beside another doesn't count."""
        return self._store.channels

    @property
    def duration_ms(self) -> int:
        return self._recording.duration_ms

    def read(self, channel: int, span: Span) -> FloatArray:
        """Samples of ``span`` as far as there are any: shape (n,), float32 in [-1, 1], 16 a millisecond.

        Raises:
            IndexError: for a channel that isn't there.
        """
        if not 0 <= channel < self.channels:
            raise IndexError(f"no channel {channel} of {self.channels}")
        return self._store.read(channel, span.start_ms * SAMPLES_PER_MS, span.end_ms * SAMPLES_PER_MS)

    def close(self) -> None:
        """Give up the decoded sound. The recording itself is closed already."""
        self._store.close()

    def __enter__(self) -> DecodedAudio:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_audio(path: Path, *, temp_dir: Path | None = None) -> DecodedAudio:
    """Hash a recording and decode the whole of it into a private temporary file.

    Args:
        path: the recording: WAV, FLAC, MP3, Ogg Vorbis or Opus, M4A or AAC, and what else libavformat reads.
        temp_dir: where the decoded sound is kept meanwhile (115 MB an hour and channel).

    Raises:
        AudioError: if the file is missing, unreadable, empty, no recording, or changes while it is read.

    Example:
        >>> import tempfile, wave
        >>> folder = tempfile.TemporaryDirectory()
        >>> path = Path(folder.name) / "call.wav"
        >>> with wave.open(str(path), "wb") as writer:
        ...     writer.setparams((1, 2, 8000, 0, "NONE", ""))
        ...     writer.writeframes(bytes(8000))
        >>> with open_audio(path) as audio:
        ...     (audio.duration_ms, audio.channels, audio.read(0, Span(100, 110)).shape)
        (500, 1, (160,))
        >>> folder.cleanup()
    """
    path = Path(path)
    try:
        with _opened(path) as file:
            before = _stamp(file)
            sha256 = _fingerprint(file)
            audio = _decoded(path, file, sha256, temp_dir)
            if _stamp(file) != before:
                audio.close()
                raise AudioError(str(path), "changed while it was read", "wait until it is complete")
            return audio
    except UnusableError as error:
        raise AudioError(str(path), error.why, error.remedy) from error
    except TooLongError as error:
        why = f"longer than {MAX_DURATION_S // 3600} hours"
        raise AudioError(str(path), why, "cut it into parts") from error
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise AudioError(str(path), why, "check the file and the free space for temporary files") from error


def _opened(path: Path) -> IO[bytes]:
    """The file, if it is one: opening a pipe would wait for ever."""
    try:
        kind = path.stat()
    except FileNotFoundError:
        raise AudioError(str(path), "no such file", "check the path") from None
    except PermissionError:
        raise AudioError(str(path), "permission denied", "make it readable") from None
    except ValueError:
        raise AudioError(repr(str(path)), "no name of a file", "check the path") from None
    if stat.S_ISDIR(kind.st_mode):
        raise AudioError(str(path), "a folder, not a recording", "name the recordings in it")
    if not stat.S_ISREG(kind.st_mode):
        raise AudioError(str(path), "not a regular file", "copy the recording to a file first")
    if kind.st_size == 0:
        raise AudioError(str(path), "empty file", "copy the recording again")
    try:
        return path.open("rb")
    except PermissionError:
        raise AudioError(str(path), "permission denied", "make it readable") from None


def _stamp(file: IO[bytes]) -> tuple[int, int]:
    state = os.fstat(file.fileno())
    return state.st_size, state.st_mtime_ns


def _fingerprint(file: IO[bytes]) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def _decoded(path: Path, file: IO[bytes], sha256: str, temp_dir: Path | None) -> DecodedAudio:
    reader = _reader(file)
    form = reader.format
    store = SampleStore(form.channels, deep=form.deep, temp_dir=temp_dir)
    try:
        timeline = Timeline(store, form)
        for piece in reader.pieces():
            timeline.add(piece)
        timeline.finish()
        if not timeline.sounded or not store.samples:
            raise UnusableError("no sound in it can be decoded", "check the file")
    except BaseException:
        store.close()
        raise
    return DecodedAudio(_recording(path, file, sha256, form, store, timeline.damage), store)


def _recording(
    path: Path, file: IO[bytes], sha256: str, form: Format, store: SampleStore, damage: tuple[Damage, ...]
) -> Recording:
    duration_ms = max(1, round(store.samples / SAMPLES_PER_MS))
    promised = form.header_duration
    header_ms = None if promised is None else round(promised * 1000)
    if header_ms is not None and header_ms - duration_ms > SHORT_MS:
        missing = f"the file ends {(header_ms - duration_ms) / 1000:.1f} s before its header says"
        damage = (*damage, Damage(Span(duration_ms, duration_ms), missing))
    return Recording(
        path=str(path),
        sha256=sha256,
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
