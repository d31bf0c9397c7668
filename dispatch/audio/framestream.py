"""MP3 and ADTS files read frame by frame, so that a frame that is lost still takes its time.

libavformat numbers the frames that it finds; where one is damaged it finds fewer, and everything
after it comes early. Here every hole is counted in frames.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import IO, TYPE_CHECKING, cast

from dispatch.audio.framewalk import Frame, Hole, Window, tag_length, walk
from dispatch.audio.mpeg import DECODER_DELAY, MPEG, StreamInfo, Syntax, stream_info
from dispatch.audio.pieces import UNDECODABLE, UNREADABLE, Format, Lost, Sound
from dispatch.audio.samples import planar

if TYPE_CHECKING:
    import av

DECODERS = {1: "mp1float", 2: "mp2float", 3: "mp3float"}
"""libavcodec's name for each MPEG layer."""

LIKELY_INFO = StreamInfo(None, None, 576 + DECODER_DELAY)
"""For a file whose first frame, after its tag, is destroyed: nearly every encoder that writes an ID3 tag puts
its delay there, and nearly every one is LAME."""


@dataclass(slots=True)
class Survey:
    """What a first walk over the file finds: what must be known before the first frame is decoded."""

    first: Frame
    info: StreamInfo | None
    info_offset: int
    frames: int = 0
    """Whole frames of sound."""
    frame_bytes: int = 0
    info_bytes: int = 0
    """Of tags in the shape of a frame."""
    lengths: set[int] = field(default_factory=set)
    holes: list[Hole] = field(default_factory=list)

    @property
    def mean_length(self) -> float:
        return self.frame_bytes / max(1, self.frames)


class FrameStreamReader:
    """Reads one self-framing stream. ``form`` says what libavformat made of the file, tags included."""

    def __init__(self, file: IO[bytes], syntax: Syntax, survey: Survey, form: Format | None) -> None:
        self._window = Window(file)
        self._syntax = syntax
        self._survey = survey
        self._missing = missing_frames(survey)
        header = survey.first.header
        self._frame = Fraction(header.samples, header.rate_hz)
        self._delay = Fraction(_delay(syntax, survey), header.rate_hz)
        self._decoder = DECODERS[header.key[1]] if syntax is MPEG else "aac"
        codec = f"mp{header.key[1]}" if syntax is MPEG else "aac"
        known = form or Format(syntax.container, codec, header.rate_hz, header.channels)
        self.format = replace(
            known, codec=codec, container=syntax.container, header_duration=self._promised(), end=self._end()
        )

    def pieces(self) -> Iterator[Sound | Lost]:
        decoder = self._open_decoder()
        index = 0
        for item in walk(self._window, self._syntax):
            start = index * self._frame - self._delay
            if isinstance(item, Hole):
                missing = self._missing.get(item.offset, 0)
                yield Lost(max(start, Fraction(0)), missing * self._frame, UNREADABLE)
                index += missing
            elif not self._is_info(item):
                yield self._decoded(decoder, item, start)
                index += 1

    def _decoded(self, decoder: av.AudioCodecContext, frame: Frame, start: Fraction) -> Sound | Lost:
        import av

        data = self._window.at(frame.offset, frame.header.length)
        try:
            blocks = [planar(out) for out in decoder.decode(av.Packet(data))]
        except (av.FFmpegError, ValueError):
            blocks = []
        if len(blocks) == 1 and blocks[0].shape[1]:
            return Sound(start, decoder.sample_rate, blocks[0])
        return Lost(start, self._frame, UNDECODABLE)

    def _open_decoder(self) -> av.AudioCodecContext:
        import av

        decoder = av.CodecContext.create(self._decoder, "r")
        decoder.thread_count = 1
        return cast("av.AudioCodecContext", decoder)

    def _is_info(self, frame: Frame) -> bool:
        """A tag in the shape of a frame, at the file's start or where files were joined."""
        return self._syntax is MPEG and is_info(self._window, frame)

    def _promised(self) -> Fraction | None:
        info, header = self._survey.info, self._survey.first.header
        if info is None or info.frames is None:
            return None
        samples = info.frames * header.samples - info.delay - _after_decoding(info)
        return max(Fraction(0), Fraction(samples, header.rate_hz))

    def _end(self) -> Fraction | None:
        """Where the sound ends: the encoder's count, if the file still holds all of its frames."""
        held = self._survey.frames + sum(self._missing.values())
        info = self._survey.info
        return self._promised() if info and info.frames == held else None


def survey_stream(file: IO[bytes], syntax: Syntax) -> Survey | None:
    """Walk over the whole file once, without decoding; None where no frame is found."""
    window = Window(file)
    survey: Survey | None = None
    info: StreamInfo | None = None
    info_offset = -1
    holes: list[Hole] = []
    for item in walk(window, syntax):
        if isinstance(item, Hole):
            if item.first and syntax is MPEG:
                info = stream_info(window.at(item.offset, min(item.length, 4096)))
                if info is None and item.offset and tag_length(window, 0) == item.offset:
                    info = LIKELY_INFO
                info_offset = item.offset if info else -1
            holes.append(item)
            continue
        if survey is None:
            if syntax is MPEG and (found := stream_info(_bytes(window, item))):
                info, info_offset = info or found, item.offset
            survey = Survey(item, info, info_offset, holes=holes)
        if syntax is MPEG and is_info(window, item):
            survey.info_bytes += item.header.length
        else:
            survey.frames += 1
            survey.frame_bytes += item.header.length
            survey.lengths.add(item.header.length)
    return survey


def missing_frames(survey: Survey) -> dict[int, int]:
    """How many frames each hole held, by its offset."""
    guess = {hole.offset: _guess(survey, hole) for hole in survey.holes}
    info = survey.info
    if info is None or info.frames is None or not guess:
        return guess
    shortfall = info.frames - survey.frames
    if shortfall == sum(guess.values()) or shortfall < 0:
        return guess
    # The encoder's byte count tells bytes spoilt (its count of frames then holds) from bytes cut out.
    held = survey.frame_bytes + survey.info_bytes + sum(hole.length for hole in survey.holes)
    whole = info.bytes is not None and abs(info.bytes - held) <= 2 * survey.mean_length
    return _shared_out(shortfall, survey.holes) if whole else guess


def is_info(window: Window, frame: Frame) -> bool:
    """Whether a frame carries a tag in place of sound."""
    return stream_info(window.at(frame.offset, min(frame.header.length, 256))) is not None


def _guess(survey: Survey, hole: Hole) -> int:
    frames = hole.length / survey.mean_length if survey.mean_length else 0
    if hole.first or hole.last:
        if hole.offset == survey.info_offset:
            frames -= 1
        elif hole.length in survey.lengths:
            return 1
        return max(0, int(frames + 0.05))  # a recording may begin and end inside a frame
    if hole.length in survey.lengths and frames < 2.5:
        return 1
    return round(frames)


def _shared_out(frames: int, holes: list[Hole]) -> dict[int, int]:
    """Frames to holes by their bytes, none lost to rounding."""
    total = sum(hole.length for hole in holes)
    given, bytes_so_far, shares = 0, 0, {}
    for hole in holes:
        bytes_so_far += hole.length
        upto = round(frames * bytes_so_far / total)
        shares[hole.offset], given = upto - given, upto
    return shares


def _delay(syntax: Syntax, survey: Survey) -> int:
    """Samples at the start that were not in the original."""
    if syntax is MPEG:
        return survey.info.delay if survey.info else 0
    # Nothing in ADTS tells the delay, but AAC frames overlap, and the first one holds half its sound.
    return survey.first.header.samples if survey.frames > 1 else 0


def _after_decoding(info: StreamInfo) -> int:
    """Samples of padding left at the end once the decoder's own delay has shifted them."""
    return max(0, info.padding - DECODER_DELAY)


def _bytes(window: Window, frame: Frame) -> bytes:
    return window.at(frame.offset, frame.header.length)
