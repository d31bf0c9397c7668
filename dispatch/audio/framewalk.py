"""From one frame of a self-framing stream to the next, and over what is not a frame.

Inside the stream a header is believed where the next one follows it; after damage three must
follow each other. What lies between is a :class:`Hole`, and how many frames it held is worked out
from its length, or from the total that the encoder wrote into the file.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from dispatch.audio.mpeg import Header, Syntax

CHAIN = 3
"""Headers that must follow each other to be taken for a stream; chance makes one in some thousand bytes."""

_SYNC = re.compile(rb"\xff[\xe0-\xff]")


@dataclass(frozen=True, slots=True)
class Frame:
    """A whole frame at ``offset`` of the file."""

    offset: int
    header: Header


@dataclass(frozen=True, slots=True)
class Hole:
    """Bytes that are neither frame nor tag."""

    offset: int
    length: int
    first: bool
    """Before any frame."""
    last: bool
    """After every frame."""


class Window:
    """Random access to a file of any size through one buffer.

    Example:
        >>> Window(io.BytesIO(b"abcdef")).at(2, 3)
        b'cde'
    """

    def __init__(self, file: IO[bytes], buffer_bytes: int = 1 << 20) -> None:
        self._file = file
        self._buffer_bytes = buffer_bytes
        self._start = 0
        self._data = b""
        self.size = file.seek(0, io.SEEK_END)

    def at(self, offset: int, length: int) -> bytes:
        """Bytes from ``offset`` on, fewer at the end of the file."""
        inside = offset - self._start
        if inside < 0 or inside + length > len(self._data):
            self._file.seek(offset)
            self._data, self._start, inside = self._file.read(max(length, self._buffer_bytes)), offset, 0
        return self._data[inside : inside + length]


def walk(data: Window, syntax: Syntax) -> Iterator[Frame | Hole]:
    """Every frame of the stream and every hole in it, in the file's order; tags are passed over."""
    offset, last = 0, None
    while offset < data.size:
        header = _header(data, syntax, offset)
        if header and last and header.key == last.key and _trusted(data, syntax, offset, header, last):
            yield Frame(offset, header)
            offset, last = offset + header.length, header
            continue
        if tag := tag_length(data, offset):
            offset += tag
            continue
        found = _resync(data, syntax, offset + (last is not None), data.size)
        end = data.size if found is None else found[0]
        if end > offset:
            yield Hole(offset, end - offset, first=last is None, last=found is None)
        offset = end
        if found:
            last = found[1]


def holds_stream(data: Window, syntax: Syntax, within: int = 1 << 21) -> bool:
    """Whether there is such a stream in the first bytes of a file."""
    return _resync(data, syntax, 0, min(within, data.size)) is not None


def tag_length(data: Window, offset: int) -> int:
    """Bytes of the tag (ID3, APE, Lyrics3) at ``offset``; 0 where there is none.

    Example:
        >>> tag_length(Window(io.BytesIO(b"ID3" + bytes([4, 0, 0, 0, 0, 0, 7]) + bytes(50))), 0)
        17
    """
    head = data.at(offset, 32)
    left = data.size - offset
    length = 0
    if head[:3] == b"ID3" and len(head) >= 10 and max(head[6:10]) < 0x80:
        size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        length = 10 + size + (10 if head[5] & 0x10 else 0)
    elif head[:3] == b"TAG" and left == 128:
        length = 128
    elif head[:8] == b"APETAGEX" and len(head) == 32:
        length = 32 + (int.from_bytes(head[12:16], "little") if head[23] & 0x20 else 0)
    elif head[:11] == b"LYRICSBEGIN":
        length = left
    # A tag that claims to reach past the file is damaged itself; what follows must be searched for sound.
    return length if length <= left else 0


def _header(data: Window, syntax: Syntax, offset: int) -> Header | None:
    return syntax.parse(data.at(offset, syntax.header_bytes))


def _follows(data: Window, syntax: Syntax, offset: int, key: tuple[int, ...]) -> Header | None:
    header = _header(data, syntax, offset)
    return header if header and header.key == key else None


def _trusted(data: Window, syntax: Syntax, offset: int, header: Header, last: Header) -> bool:
    """Whether a header that stands where one is due is whole: damage may have changed its length."""
    end = offset + header.length
    if end >= data.size:
        return end == data.size
    if _follows(data, syntax, end, header.key) or tag_length(data, end):
        return not _joins(data, syntax, offset, header, last)
    found = _resync(data, syntax, offset + 1, min(data.size, offset + 2 * syntax.longest))
    if found is None or header.bitrate == last.bitrate > 0:
        return found is None or found[0] >= end
    return found[0] >= end and found[0] - offset > syntax.longest


def _joins(data: Window, syntax: Syntax, offset: int, header: Header, last: Header) -> bool:
    """Whether frames lie in a much longer one, one behind the other up to its end.

    One flipped bit makes 32 kbit/s 128, and four frames of the one are as long as one of the other.
    """
    end = offset + header.length
    if 2 * header.length < 3 * last.length:
        return False
    found = _resync(data, syntax, offset + syntax.header_bytes, end)
    at = found[0] if found else end
    while at < end:
        inner = _follows(data, syntax, at, header.key)
        if inner is None:
            return False
        at += inner.length
    return found is not None and at == end


def _resync(data: Window, syntax: Syntax, start: int, stop: int) -> tuple[int, Header] | None:
    """The first place from ``start`` on where frames follow each other."""
    step = 1 << 16
    for block in range(start, stop, step):
        for match in _SYNC.finditer(data.at(block, min(step, stop - block) + 1)):
            header = _header(data, syntax, block + match.start())
            if header and _chained(data, syntax, block + match.start(), header):
                return block + match.start(), header
    return None


def _chained(data: Window, syntax: Syntax, offset: int, first: Header) -> bool:
    header: Header | None = first
    for _ in range(CHAIN - 1):
        if header is None:
            return False
        offset += header.length
        if offset >= data.size or tag_length(data, offset):
            return offset <= data.size
        header = _follows(data, syntax, offset, first.key)
    return header is not None
