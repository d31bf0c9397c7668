"""Headers of self-framing streams: MPEG-1/2/2.5 audio (MP3 and its elder layers) and AAC in ADTS.

Such a stream has no index and no timestamps: a frame's place in time is the number of frames
before it. Tables: ISO/IEC 11172-3 clause 2.4.2.3 and 13818-3 (lower sampling rates), ADTS: ISO/IEC
13818-7 clause 6.2. The Xing, Info and LAME tags: http://gabriel.mp3-tech.org/mp3infotag.html.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_KBITS_V1 = {
    1: (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    2: (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    3: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
}
_KBITS_V2 = {
    1: (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    2: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    3: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES_HZ = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
"""By the header's two version bits: MPEG-1, MPEG-2, MPEG-2.5."""
_ADTS_RATES_HZ = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)

DECODER_DELAY = 529
"""Samples by which an MP3 decoder lags behind the encoder's own delay (528 and 1)."""


@dataclass(frozen=True, slots=True)
class Header:
    """One frame as its header describes it. Frames of one stream share ``key``."""

    length: int
    """Bytes, header included."""
    samples: int
    rate_hz: int
    channels: int
    bitrate: int
    """Bits per second; 0 where the header does not say."""
    key: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Syntax:
    """A kind of self-framing stream."""

    container: str
    header_bytes: int
    longest: int
    """Bytes of the longest frame."""
    parse: Callable[[bytes], Header | None]


def parse_mpeg(head: bytes) -> Header | None:
    """The header of an MPEG audio frame, or None where ``head`` is none.

    Example:
        >>> parse_mpeg(bytes.fromhex("fff328c4"))
        Header(length=72, samples=576, rate_hz=16000, channels=1, bitrate=16000, key=(2, 3, 2, 1))
        >>> parse_mpeg(b"text") is None
        True
    """
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, 4 - (head[1] >> 1 & 3)
    bitrate_index, rate_index, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    # Free format (index 0) has no length in its header and is left to libavformat.
    if version == 1 or layer == 4 or bitrate_index in (0, 15) or rate_index == 3 or head[3] & 3 == 2:
        return None
    rate_hz = _RATES_HZ[version][rate_index]
    bitrate = 1000 * (_KBITS_V1 if version == 3 else _KBITS_V2)[layer][bitrate_index - 1]
    samples = 384 if layer == 1 else 576 if layer == 3 and version != 3 else 1152
    if layer == 1:
        length = (12 * bitrate // rate_hz + padding) * 4
    else:
        length = samples // 8 * bitrate // rate_hz + padding
    channels = 1 if head[3] >> 6 == 3 else 2
    return Header(length, samples, rate_hz, channels, bitrate, (version, layer, rate_index, channels))


def parse_adts(head: bytes) -> Header | None:
    """The header of an AAC frame in ADTS, or None where ``head`` is none.

    Example:
        >>> parse_adts(bytes.fromhex("fff1604009bffc")).length
        77
    """
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:
        return None
    rate_index, channels = head[2] >> 2 & 15, (head[2] & 1) << 2 | head[3] >> 6
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    if rate_index >= len(_ADTS_RATES_HZ) or length <= 7:
        return None
    samples = 1024 * ((head[6] & 3) + 1)
    key = (head[1] & 0xF9, head[2] >> 6, rate_index, channels)
    return Header(length, samples, _ADTS_RATES_HZ[rate_index], max(1, channels), 0, key)


MPEG = Syntax("mp3", header_bytes=4, longest=2881, parse=parse_mpeg)
ADTS = Syntax("aac", header_bytes=7, longest=8191, parse=parse_adts)


@dataclass(frozen=True, slots=True)
class StreamInfo:
    """What an encoder wrote into the silent first frame of an MP3 file."""

    frames: int | None
    """Frames of sound, this one not counted."""
    bytes: int | None
    """Of all frames, this one counted."""
    delay: int = 0
    """Samples at the start that are not in the original, the decoder's own delay included."""
    padding: int = 0
    """Samples at the end that are not in the original, as the encoder counts them."""


def stream_info(frame: bytes) -> StreamInfo | None:
    """The Xing, Info or VBRI tag in the first frame of a file, or None where it carries sound.

    The totals and the delay are believed only as far as the tag's own checksum bears them out.

    Example:
        >>> stream_info(bytes(200)) is None
        True
    """
    at = min((place for mark in (b"Xing", b"Info") if (place := frame.find(mark, 4, 64)) >= 0), default=-1)
    if at < 0:
        if frame[36:40] == b"VBRI" and len(frame) >= 54:
            return StreamInfo(int.from_bytes(frame[50:54]), int.from_bytes(frame[46:50]))
        return None
    flags, at = int.from_bytes(frame[at + 4 : at + 8]), at + 8
    frames = int.from_bytes(frame[at : at + 4]) if flags & 1 else None
    at += 4 * (flags & 1)
    size = int.from_bytes(frame[at : at + 4]) if flags & 2 else None
    at += 4 * (flags >> 1 & 1) + 100 * (flags >> 2 & 1) + 4 * (flags >> 3 & 1)
    lame = frame[at : at + 36]
    if len(lame) < 36 or lame[:4] not in (b"LAME", b"Lavf", b"Lavc", b"L3.9"):
        return StreamInfo(frames, size)
    delay, padding = lame[21] << 4 | lame[22] >> 4, (lame[22] & 15) << 8 | lame[23]
    if int.from_bytes(lame[34:36]) not in _tag_checksums(frame, at + 34):
        # 576 is LAME's default delay, and all that is left to go by.
        return StreamInfo(None, None, 576 + DECODER_DELAY)
    return StreamInfo(frames, size, delay + DECODER_DELAY, padding)


def _tag_checksums(frame: bytes, at: int) -> tuple[int, int]:
    """What LAME and libavformat would write at ``at``: the first up to there, the other over 190 bytes."""
    return _crc16(frame[:at]), _crc16((frame[:at] + bytes(2) + frame[at + 2 :]).ljust(190, b"\0")[:190])


def _crc16(data: bytes) -> int:
    """CRC-16 with the polynomial x^16 + x^15 + x^2 + 1, bits reversed, as the LAME tag uses it.

    Example:
        >>> hex(_crc16(b"123456789"))
        '0xbb3d'
    """
    crc = 0
    for byte in data:
        crc = crc >> 8 ^ _CRC16_OF[(crc ^ byte) & 0xFF]
    return crc


def _eight_shifts(crc: int) -> int:
    for _ in range(8):
        crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


_CRC16_OF = tuple(map(_eight_shifts, range(256)))
"""What eight shifts make of each byte: a tag is checked in an eighth of the time."""
