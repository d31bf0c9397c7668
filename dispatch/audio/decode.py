"""A recording, opened as evidence: hashed, decoded once to a private file, read in pieces.

The file is opened read-only and never written. Its sound is decoded in blocks to 16 kHz, each
channel for itself, so that a day of audio takes disk and not memory. Time 0 is the first sample
that a listener would hear; what is damaged is silence of the same length, and listed.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

from dispatch.audio.apart import AVAILABLE, decode_apart
from dispatch.audio.decoding import SAMPLES_PER_MS, decode_file
from dispatch.audio.pieces import UnusableError
from dispatch.audio.samples import MAX_CHANNELS
from dispatch.audio.store import SampleStore, private_files
from dispatch.errors import AudioError
from dispatch.files import reason
from dispatch.values import Recording, Span

if TYPE_CHECKING:
    from dispatch.interfaces import FloatArray


class DecodedAudio:
    """Decoded audio of one recording (see :class:`dispatch.interfaces.Audio`). Close it, or use ``with``."""

    def __init__(self, recording: Recording, store: SampleStore) -> None:
        self._recording = recording
        self._store = store

    @property
    def recording(self) -> Recording:
        return self._recording

    @property
    def channels(self) -> tuple[int, ...]:
        """Channels that differ; one that repeats another or is silent beside another doesn't count."""
        return self._store.channels

    @property
    def duration_ms(self) -> int:
        return self._recording.duration_ms

    def read(self, channel: int, span: Span) -> FloatArray:
        """Samples of ``span`` as far as there are any: shape (n,), float32 in [-1, 1], 16 a millisecond.

        Raises:
            AudioError: for a channel that isn't there, as a transcript of another recording may name one.
        """
        if channel not in self.channels:
            channel = self._counted_before(channel)
        return self._store.read(channel, span.start_ms * SAMPLES_PER_MS, span.end_ms * SAMPLES_PER_MS)

    def _counted_before(self, channel: int) -> int:
        """The number of a channel in transcripts that counted none but those with sound of their own."""
        if not 0 <= channel < len(self.channels):
            why = f"it has no channel {channel}, which its transcript speaks of"
            raise AudioError(self._recording.path, why, "take that transcript away and transcribe it again")
        return self.channels[channel]

    def close(self) -> None:
        """Give up the decoded sound. The recording itself is closed already."""
        self._store.close()

    def __enter__(self) -> DecodedAudio:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_audio(path: Path, *, temp_dir: Path | None = None, apart: bool = True) -> DecodedAudio:
    """Hash a recording and decode the whole of it into private temporary files.

    Args:
        path: the recording: WAV, FLAC, MP3, Ogg Vorbis or Opus, M4A or AAC, and what else libavformat reads.
        temp_dir: where the decoded sound is kept meanwhile (115 MB an hour and channel).
        apart: decode in another process, which a file that breaks its decoder can't take this one with.

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
        (500, (0,), (160,))
        >>> folder.cleanup()
    """
    path = Path(path)
    try:
        with _opened(path) as file:
            before = _stamp(file)
            sha256 = _fingerprint(file)
            recording, store = _decoded(file, temp_dir, apart)
            if _stamp(file) != before:
                store.close()
                raise AudioError(str(path), "changed while it was read", "wait until it is complete")
            return DecodedAudio(replace(recording, path=str(path), sha256=sha256), store)
    except UnusableError as error:
        raise AudioError(str(path), error.why, error.remedy) from error
    except OSError as error:
        remedy = "check the file and the folder for temporary files"
        raise AudioError(str(path), reason(error), remedy) from error


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


def _decoded(file: IO[bytes], temp_dir: Path | None, apart: bool) -> tuple[Recording, SampleStore]:
    outputs = private_files(MAX_CHANNELS, temp_dir)
    kept: tuple[int, ...] = ()
    try:
        if apart and AVAILABLE:
            recording, kept, samples, deep = decode_apart(file, outputs)
        else:
            done = decode_file(file, outputs)
            recording, kept, samples, deep = done.recording, done.kept, done.samples, done.deep
        return recording, SampleStore({channel: outputs[channel] for channel in kept}, samples, deep=deep)
    finally:
        for channel, output in enumerate(outputs):
            if channel not in kept:
                output.close()
