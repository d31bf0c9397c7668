"""Two things that libavformat does not tell: what a RIFF header claims, and whether an Ogg is cut."""

from __future__ import annotations

import struct
from fractions import Fraction
from typing import IO

MAX_CHUNKS = 1000
SEARCHED_BYTES = 1 << 18


def wav_duration(file: IO[bytes]) -> Fraction | None:
    """Seconds of sound that a WAV header promises, whatever the file still holds; None where it doesn't say.

    Example:
        >>> import io, wave
        >>> buffer = io.BytesIO()
        >>> with wave.open(buffer, "wb") as writer:
        ...     writer.setparams((1, 2, 8000, 0, "NONE", ""))
        ...     writer.writeframes(bytes(8000))
        >>> wav_duration(buffer)
        Fraction(1, 2)
    """
    file.seek(0)
    head = file.read(12)
    if len(head) < 12 or head[:4] not in (b"RIFF", b"RF64", b"BW64") or head[8:] != b"WAVE":
        return None
    rate, long_size = 0, 0
    for _ in range(MAX_CHUNKS):
        chunk = file.read(8)
        if len(chunk) < 8:
            return None
        name, size = struct.unpack("<4sI", chunk)
        if name == b"data":
            size = long_size if size == 0xFFFFFFFF else size
            return Fraction(size, rate) if rate and size else None
        body = file.read(min(size, 64))
        if name == b"fmt " and len(body) >= 12:
            rate = struct.unpack_from("<I", body, 8)[0]
        elif name == b"ds64" and len(body) >= 16:
            long_size = struct.unpack_from("<Q", body, 8)[0]
        file.seek(size - len(body) + size % 2, 1)
    return None


def begins_at_zero(file: IO[bytes], container: str) -> bool:
    """Whether a file holds its stream from the first sample on, even if the first of it is damaged.

    A live stream saved from its middle carries the timestamps of the whole stream; its own first
    sample is then time 0. A file whose first pages are spoilt also starts late, and there the
    time is missing and must be kept. Ogg pages and FLAC frames are numbered, which tells them apart.
    """
    file.seek(0)
    head = file.read(SEARCHED_BYTES)
    if container == "flac":
        # Nothing but a whole file has the header with the stream's description.
        return head.startswith(b"fLaC") or head.startswith(b"ID3")
    if container != "ogg":
        return False
    numbers = []
    at = head.find(b"OggS")
    while 0 <= at <= len(head) - 22:
        numbers.append(struct.unpack_from("<I", head, at + 18)[0])
        at = head.find(b"OggS", at + 4)
    # Header pages come first in both kinds of file; the pages of sound after them tell.
    return bool(numbers) and sorted(numbers[:6])[len(numbers[:6]) // 2] <= 6
