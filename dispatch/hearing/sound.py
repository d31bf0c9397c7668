"""The sound of recordings that were transcribed before: decoded when it is asked for, a few at a time.

A night of ten thousand calls can't all lie decoded on the disk at once, and a quick search asks
for the sound of few of them.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from dispatch.errors import AudioError
from dispatch.interfaces import Audio
from dispatch.values import Recording, Span, Transcript

if TYPE_CHECKING:
    from dispatch.interfaces import FloatArray

MOST_OPEN = 8
"""Recordings decoded at one time; the one that was not used for longest is closed first."""


@dataclass(frozen=True, slots=True)
class Searched:
    """A recording to search: the file with the sound, its transcript, and where that lies."""

    path: Path
    transcript: Transcript
    transcript_name: str = ""
    transcript_sha256: str = ""
    has_sound: bool = True
    """Whether the file is still what was transcribed; without it, the transcript alone is searched."""


class Sounds:
    """Opens recordings and closes them again. Use with ``with``."""

    def __init__(self, most_open: int = MOST_OPEN) -> None:
        self._most_open = most_open
        self._open: OrderedDict[Path, tuple[AbstractContextManager[Audio], Audio]] = OrderedDict()

    def of(self, searched: Searched) -> Audio | None:
        """The sound of a recording, None where it is gone; nothing is decoded before it is read."""
        return _LaterAudio(searched, self) if searched.has_sound else None

    def decoded(self, searched: Searched) -> Audio:
        """The sound of a recording, decoded now unless it lies ready.

        Raises:
            AudioError: if it can't be decoded any more, or is another file now than was transcribed.
        """
        if not searched.has_sound:
            why = "not there any more, or not what was transcribed"
            raise AudioError(str(searched.path), why, "put the recording back where it was")
        if searched.path not in self._open:
            while len(self._open) >= self._most_open:
                _, (oldest, _) = self._open.popitem(last=False)
                oldest.__exit__(None, None, None)
            self._open[searched.path] = _opened(searched)
        self._open.move_to_end(searched.path)
        return self._open[searched.path][1]

    def __enter__(self) -> Sounds:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        while self._open:
            _, (one, _) = self._open.popitem()
            one.__exit__(None, None, None)


class _LaterAudio:
    """:class:`~dispatch.interfaces.Audio` that knows its recording before it is decoded."""

    def __init__(self, searched: Searched, sounds: Sounds) -> None:
        self._searched = searched
        self._sounds = sounds

    @property
    def recording(self) -> Recording:
        return self._searched.transcript.recording

    @property
    def channels(self) -> tuple[int, ...]:
        return self._sounds.decoded(self._searched).channels

    @property
    def duration_ms(self) -> int:
        return self.recording.duration_ms

    def read(self, channel: int, span: Span) -> FloatArray:
        return self._sounds.decoded(self._searched).read(channel, span)


def _opened(searched: Searched) -> tuple[AbstractContextManager[Audio], Audio]:
    from dispatch.audio.decode import open_audio

    opened = open_audio(searched.path)
    audio = opened.__enter__()
    if audio.recording.sha256 != searched.transcript.recording.sha256:
        opened.__exit__(None, None, None)
        why = "not the recording that was transcribed"
        raise AudioError(str(searched.path), why, "run again when nothing writes to it")
    return opened, audio
