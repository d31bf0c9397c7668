"""Any file that libavformat can open, packet by packet, its timestamps believed.

The demuxers allowed are those of sound recordings: playlists and other containers that name
further files or addresses are not opened, and no file name reaches libavformat, so a name such as
``concat:...`` or ``http:...`` is only a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import IO, TYPE_CHECKING

from dispatch.audio.headers import begins_at_zero, wav_duration
from dispatch.audio.pieces import UNDECODABLE, UNREADABLE, Format, Lost, Sound, UnusableError
from dispatch.audio.samples import DEEP_FORMATS, MAX_CHANNELS, planar
from dispatch.values import Details, details

if TYPE_CHECKING:
    import av

FORMATS = (
    "wav,w64,aiff,caf,au,flac,ogg,mp3,aac,mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,amr,amrnb,amrwb,"
    "asf,avi,ac3,eac3,mpeg,mpegts,gsm,wv,ape,tta,dsf,voc,sln,flv"
)
CONTAINER_NAMES = {"mov,mp4,m4a,3gp,3g2,mj2": "mp4", "matroska,webm": "matroska"}
TECHNICAL_TAGS = frozenset(
    {"major_brand", "minor_version", "compatible_brands", "encoder", "handler_name", "vendor_id", "language"}
)
MAX_TAGS, MAX_TAG_LENGTH = 40, 500
ENCODER_DELAY = Fraction(20, 1000)
"""Seconds by which a whole file may start late because its writer counted the encoder's delay in."""
MAX_FAILURES = 100
"""Errors of the demuxer in a row after which it is not asked again."""
RATES_HZ = range(1000, 768_001)
"""Sample rates taken: from below telephone quality to beyond any recorder."""


def open_container(file: IO[bytes]) -> av.container.InputContainer:
    """Open a file by its content alone.

    Raises:
        UnusableError: if it is no sound recording that libavformat knows.
    """
    import av

    file.seek(0)
    try:
        return av.open(
            _Nameless(file),
            mode="r",
            metadata_errors="replace",
            options={"format_whitelist": FORMATS, "protocol_whitelist": "none", "probesize": "5000000"},
        )
    except (av.FFmpegError, ValueError, EOFError) as error:
        file.seek(4)
        if file.read(4) == b"ftyp":
            raise UnusableError("its index is missing or damaged", "get the complete file") from error
        raise UnusableError("not a sound recording, or damaged at its start", "check the file") from error


class ContainerReader:
    """Reads the best sound track of an open container.

    Raises:
        UnusableError: if there is none, or not one that can be decoded.
    """

    def __init__(self, file: IO[bytes], container: av.container.InputContainer) -> None:
        self._container = container
        stream = next(iter(container.streams.audio), None)
        if stream is None:
            raise UnusableError("holds no sound", "name a recording that does")
        self._stream = stream
        self.format = describe(file, container, stream)
        self._file_bytes = file.seek(0, 2)
        self._origin = Fraction(0)
        if stream.start_time is not None:
            start = stream.start_time * _base(stream)
            if start <= ENCODER_DELAY or not begins_at_zero(file, self.format.container):
                self._origin = start
        self._last_length = Fraction(1024, self.format.rate_hz)

    def pieces(self) -> Iterator[Sound | Lost]:
        import av

        context = self._stream.codec_context
        context.thread_count = 1
        context.options = {"err_detect": "crccheck+explode"}
        pcm = self.format.codec.startswith("pcm_")
        for packet in self._packets():
            if packet is None:
                yield Lost(None, Fraction(0), UNREADABLE)
                continue
            if packet.is_corrupt and not pcm:
                yield self._lost(packet)
                continue
            try:
                frames = packet.decode()
            except (av.FFmpegError, EOFError, ValueError):
                yield self._lost(packet)
                continue
            yield from self._sounds(frames)

    def _packets(self) -> Iterator[av.Packet[av.AudioStream] | None]:
        """Packets of the track, None where the demuxer stumbles; bounded, whatever the tables claim."""
        import av

        left = self._file_bytes // 2 + 10_000  # the shortest packets of real codecs take two bytes
        failures = 0
        while failures < MAX_FAILURES:
            try:
                for packet in self._container.demux(self._stream):
                    failures = 0
                    left -= 1
                    if left < 0:
                        yield None
                        return
                    yield packet
                return
            except (av.FFmpegError, EOFError):
                failures += 1
                if failures == 1:
                    yield None

    def _sounds(self, frames: list[av.AudioFrame]) -> Iterator[Sound | Lost]:
        import av

        for frame in frames:
            start = None if frame.pts is None else frame.pts * (frame.time_base or 0) - self._origin
            if frame.sample_rate not in RATES_HZ or not frame.samples:
                continue
            self._last_length = Fraction(frame.samples, frame.sample_rate)
            try:
                if frame.is_corrupt or self._changes_channels(frame):
                    raise ValueError("damaged")
                yield Sound(start, frame.sample_rate, planar(frame))
            except (av.FFmpegError, ValueError):
                yield Lost(start, self._last_length, UNDECODABLE)

    def _changes_channels(self, frame: av.AudioFrame) -> bool:
        """An MP4 track has one description: a frame that departs from it is damaged."""
        return self.format.container == "mp4" and frame.layout.nb_channels != self.format.channels

    def _lost(self, packet: av.Packet[av.AudioStream]) -> Lost:
        start = None if packet.pts is None else packet.pts * _base(self._stream) - self._origin
        length = packet.duration * _base(self._stream) if packet.duration else self._last_length
        if start is not None and start < 0:
            start, length = Fraction(0), max(Fraction(0), length + start)
        return Lost(start, length if packet.size else Fraction(0), UNDECODABLE)


def describe(file: IO[bytes], container: av.container.InputContainer, stream: av.AudioStream) -> Format:
    """What the container says of its sound.

    Raises:
        UnusableError: if that is beyond what is taken.
    """
    context = stream.codec_context
    if context is None or not context.sample_rate:
        raise UnusableError("its sound is coded in a way that can't be read", "convert it to WAV or FLAC")
    if context.sample_rate not in RATES_HZ:
        raise UnusableError(f"a sample rate of {context.sample_rate} Hz", "convert it to 16000 Hz")
    channels = context.layout.nb_channels
    if not 1 <= channels <= MAX_CHANNELS:
        raise UnusableError(f"{channels} channels, more than {MAX_CHANNELS}", "split it")
    name = CONTAINER_NAMES.get(container.format.name, container.format.name)
    codec = str(context.codec.canonical_name)
    lossless = codec.startswith("pcm_") or codec in ("flac", "alac", "wavpack", "tta")
    duration = wav_duration(file) if name == "wav" else _duration(container, stream, name)
    return Format(
        name,
        codec,
        context.sample_rate,
        channels,
        header_duration=duration,
        end=duration if name == "mp4" else None,
        deep=lossless and context.format is not None and context.format.name in DEEP_FORMATS,
        source=source_details({**stream.metadata, **container.metadata}),
    )


def source_details(tags: Mapping[str, str]) -> Details:
    """What the tags say of the recording's origin, made harmless, under the key ``tags``; empty without any.

    Example:
        >>> source_details({"title": "Fire\\x00 North\\n", "encoder": "Lavf60"})["tags"]["title"]
        'Fire North'
        >>> source_details({"encoder": "Lavf60"})
        ()
    """
    kept = {
        _harmless(key).lower(): _harmless(value)
        for key, value in sorted(tags.items())
        if key.lower() not in TECHNICAL_TAGS and _harmless(value)
    }
    return details({"tags": dict(list(kept.items())[:MAX_TAGS])} if kept else {})


def _harmless(text: str) -> str:
    printable = "".join(char if char.isprintable() else " " for char in text[: 4 * MAX_TAG_LENGTH])
    return " ".join(printable.split())[:MAX_TAG_LENGTH]


def _base(stream: av.AudioStream) -> Fraction:
    return Fraction(stream.time_base) if stream.time_base else Fraction(1, 1000)


def _duration(container: av.container.InputContainer, stream: av.AudioStream, name: str) -> Fraction | None:
    """Seconds that the container promises; None for kinds where libavformat only guesses from the bytes."""
    if name in ("mp3", "aac", "amr", "ac3", "eac3", "gsm", "mpeg", "mpegts"):
        return None
    if stream.duration is not None and stream.duration > 0:
        pre_skip = stream.codec_context.delay if name == "ogg" and stream.codec_context.name == "opus" else 0
        return max(Fraction(0), stream.duration * _base(stream) - Fraction(pre_skip, 48_000))
    return Fraction(container.duration, 1_000_000) if container.duration and container.duration > 0 else None


class _Nameless:
    """A file without its name, so that libavformat judges it by its content, and with a place of its own."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._place = 0

    def read(self, size: int) -> bytes:
        self._file.seek(self._place)
        data = self._file.read(size)
        self._place += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        base = (0, self._place, self._file.seek(0, 2))[whence]
        self._place = max(0, base + offset)
        return self._place

    def tell(self) -> int:
        return self._place
