"""Clips to listen to beside a finding: cut, faded, levelled, encoded.

A clip is a copy made for the ear; the recording stays the evidence. pydub is given decoded
samples and never a file, since for a file it would look for a system ffmpeg; MP3 and Opus are
encoded with the libraries inside PyAV. The same sound gives the same bytes: no time, no random
serial number and no file name goes into a clip.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from typing import TYPE_CHECKING, Literal, cast

import numpy as np

from dispatch.audio.waveform import peaks, spectrogram_png
from dispatch.interfaces import SAMPLE_RATE_HZ, Audio
from dispatch.values import Clip, Span

if TYPE_CHECKING:
    from pydub import AudioSegment

    from dispatch.interfaces import FloatArray

Media = Literal["mp3", "opus", "wav"]

MEDIA_TYPES: dict[Media, str] = {"mp3": "audio/mpeg", "opus": "audio/ogg", "wav": "audio/wav"}
FADE_MS = 10
"""Long enough to hide the cut's click, too short to swallow a sound."""
MAX_CLIP_MS = 120_000
"""Longest clip: 480 kB of MP3. What a claim needs is far shorter."""
BIT_RATE = {"mp3": 32_000, "opus": 24_000}
"""Transparent for radio speech at 16 kHz; 4 and 3 kB a second."""
LEVEL_DB = -20.0
"""Level aimed at, as the mean power of the louder half of the sound, dB of full scale."""
CEILING_DB = -1.0
"""Highest peak left, so that lossy coding does not clip."""
MAX_GAIN_DB = 40.0
"""A clip of bare noise is not blown up further than this."""
# Opus counts its time at 48 kHz; given another rate, libavformat adds the encoder's delay to every timestamp.
_ENCODERS: dict[Media, tuple[str, str, int]] = {
    "mp3": ("mp3", "libmp3lame", SAMPLE_RATE_HZ),
    "opus": ("ogg", "libopus", 48_000),
}
COLUMNS, ROWS = 600, 96
"""Size of the pictures of a clip of up to fifteen seconds."""
COLUMNS_PER_SECOND, MOST_COLUMNS = 40, 2400
"""A longer clip, as that of a splice, has wider pictures: a word of a quarter second is ten columns."""


def cut_clip(
    audio: Audio,
    *,
    claim_id: str,
    channel: int,
    span: Span,
    before_ms: int = 5000,
    after_ms: int = 5000,
    media: Media = "mp3",
) -> Clip:
    """Cut ``span`` out of a recording with some of what comes before and after it.

    The clip holds at most :data:`MAX_CLIP_MS`, from its start on.

    Raises:
        ValueError: if the span lies outside the recording, or for an unknown ``media``.
    """
    if media not in MEDIA_TYPES:
        raise ValueError(f"no clips as {media}: {', '.join(MEDIA_TYPES)}")
    wanted = span.grow(before_ms, after_ms) & Span(0, audio.duration_ms)
    if wanted is None:
        raise ValueError(f"nothing to hear from {span.start_ms} ms to {span.end_ms} ms")
    held = Span(wanted.start_ms, min(wanted.end_ms, wanted.start_ms + MAX_CLIP_MS))
    samples = levelled(audio.read(channel, held))
    columns = min(MOST_COLUMNS, max(COLUMNS, held.duration_ms * COLUMNS_PER_SECOND // 1000))
    segment = _faded(samples)
    data = _wav(segment) if media == "wav" else _encoded(segment, media)
    return Clip(
        claim_id=claim_id,
        recording=audio.recording.sha256,
        channel=channel,
        span=held,
        media_type=MEDIA_TYPES[media],
        data=data,
        sha256=hashlib.sha256(data).hexdigest(),
        peaks=peaks(samples, min(columns, len(samples))),
        spectrogram_png=spectrogram_png(samples, columns, ROWS),
    )


def levelled(samples: FloatArray) -> FloatArray:
    """The samples at a comfortable level, never clipped; silence stays silence.

    Example:
        >>> loud = levelled(np.full(16000, 0.01, dtype=np.float32))
        >>> round(float(loud[0]), 3)
        0.1
    """
    blocks = np.array_split(samples.astype(np.float64), max(1, len(samples) // 320))  # 20 ms
    powers = np.sort([float(np.mean(block**2)) if len(block) else 0.0 for block in blocks])
    power = float(np.mean(powers[len(powers) // 2 :]))
    peak = float(np.max(np.abs(samples), initial=0.0))
    if power <= 0 or peak <= 0:
        return samples
    gain = min(_ratio(LEVEL_DB) / power**0.5, _ratio(CEILING_DB) / peak, _ratio(MAX_GAIN_DB))
    return np.asarray(samples * np.float32(gain), dtype=np.float32)


def _ratio(level_db: float) -> float:
    return float(10 ** (level_db / 20))


def _faded(samples: FloatArray) -> AudioSegment:
    with warnings.catch_warnings():
        # pydub warns that there is no system ffmpeg, which it is never asked to use here.
        warnings.simplefilter("ignore")
        from pydub import AudioSegment
    data = np.clip(np.rint(samples * 32767), -32768, 32767).astype("<i2").tobytes()
    segment = AudioSegment(data=data, sample_width=2, frame_rate=SAMPLE_RATE_HZ, channels=1)
    fade_ms = min(FADE_MS, len(segment) // 2)
    return segment.fade_in(fade_ms).fade_out(fade_ms) if fade_ms else segment


def _wav(segment: AudioSegment) -> bytes:
    buffer = io.BytesIO()
    segment.export(buffer, format="wav")
    return buffer.getvalue()


def _encoded(segment: AudioSegment, media: Media) -> bytes:
    import av

    kind, codec, rate = _ENCODERS[media]
    samples = np.frombuffer(segment.raw_data, dtype="<i2").reshape(1, -1)
    buffer = io.BytesIO()
    # Without bitexact, libavformat gives each Ogg stream a random serial number.
    options = {"fflags": "+bitexact", **({"id3v2_version": "0"} if media == "mp3" else {})}
    with av.open(buffer, "w", format=kind, options=options) as container:
        stream = cast("av.AudioStream", container.add_stream(codec, rate=rate, layout="mono"))
        stream.bit_rate = BIT_RATE[media]
        stream.codec_context.thread_count = 1
        queue = av.AudioFifo()
        converter = av.AudioResampler(format=stream.format.name, layout="mono", rate=rate)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), format="s16", layout="mono")
        frame.sample_rate, frame.pts = SAMPLE_RATE_HZ, 0
        for converted in (*converter.resample(frame), *converter.resample(None)):
            queue.write(converted)
        container.start_encoding()
        while piece := queue.read(stream.frame_size, partial=True):
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return buffer.getvalue()
