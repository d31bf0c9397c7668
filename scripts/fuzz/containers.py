"""Small recordings of every container and codec that can be written here, and the decoder as a target.

usage: python -m fuzz.containers FOLDER     writes FOLDER/KIND/… from scripts/
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dispatch.audio.decoding import decode_file
from dispatch.audio.pieces import UnusableError
from dispatch.audio.samples import MAX_CHANNELS
from dispatch.audio.store import private_files

SECONDS = 0.3
SOUNDFILE = {
    "wav": ("WAV", "PCM_16"), "wav-ulaw": ("WAV", "ULAW"), "wav-adpcm": ("WAV", "IMA_ADPCM"),
    "wav-gsm": ("WAV", "GSM610"), "flac": ("FLAC", "PCM_16"), "vorbis": ("OGG", "VORBIS"),
    "aiff": ("AIFF", "PCM_16"), "au": ("AU", "ULAW"), "caf": ("CAF", "PCM_16"), "w64": ("W64", "PCM_16"),
}  # fmt: skip
LIBAV = {
    "mp3": ("mp3", "libmp3lame", 16_000), "m4a": ("ipod", "aac", 16_000), "aac": ("adts", "aac", 16_000),
    "opus": ("ogg", "libopus", 16_000), "webm": ("webm", "libopus", 16_000), "wma": ("asf", "wmav2", 16_000),
    "mka": ("matroska", "flac", 16_000), "mpegts": ("mpegts", "mp2", 16_000), "ac3": ("ac3", "ac3", 32_000),
    "wv": ("wv", "wavpack", 16_000), "tta": ("tta", "tta", 16_000), "avi": ("avi", "pcm_s16le", 16_000),
    "alac": ("ipod", "alac", 16_000),
}  # fmt: skip
CONTAINERS = (*SOUNDFILE, *LIBAV)


def container(data: bytes) -> None:
    """A file is decoded, or refused; decoded sound has the length that is said of it."""
    with tempfile.TemporaryFile() as file:
        file.write(data)
        outputs = private_files(MAX_CHANNELS)
        try:
            decoded = decode_file(file, outputs)
        except UnusableError:
            return
        finally:
            lengths = [output.seek(0, io.SEEK_END) for output in outputs]
            for output in outputs:
                output.close()
    size = 4 if decoded.deep else 2
    assert all(lengths[channel] >= size * decoded.samples for channel in decoded.kept)
    for line in decoded.recording.damage:
        assert 0 <= line.span.start_ms <= line.span.end_ms <= decoded.recording.duration_ms


def sound(rate_hz: int, channels: int) -> NDArray[np.float32]:
    """A tone over noise, shape (n, channels)."""
    at = np.arange(round(SECONDS * rate_hz)) / rate_hz
    noise = np.random.default_rng(1).normal(size=(len(at), channels)) * 0.02
    return (0.3 * np.sin(2 * np.pi * 700 * at)[:, None] + noise).astype(np.float32)


def written(kind: str, channels: int) -> bytes:
    """The bytes of a recording of one kind."""
    return _by_soundfile(kind, channels) if kind in SOUNDFILE else _by_libav(kind, channels)


def _by_soundfile(kind: str, channels: int) -> bytes:
    import soundfile

    buffer = io.BytesIO()
    form, subtype = SOUNDFILE[kind]
    soundfile.write(buffer, sound(8000, channels), 8000, format=form, subtype=subtype)
    return buffer.getvalue()


def _by_libav(kind: str, channels: int) -> bytes:
    import av

    form, codec, rate = LIBAV[kind]
    layout = "mono" if channels == 1 else "stereo"
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=form) as target:
        stream: Any = target.add_stream(codec, rate=rate, layout=layout)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound(rate, channels).T), "fltp", layout)
        frame.sample_rate, frame.pts = rate, 0
        queue = av.AudioFifo()
        for converted in av.AudioResampler(stream.format.name, layout, rate).resample(frame):
            queue.write(converted)
        target.start_encoding()
        while piece := queue.read(stream.frame_size or 1024, partial=True):
            target.mux(stream.encode(piece))
        target.mux(stream.encode(None))
    return buffer.getvalue()


def main() -> None:
    for kind in CONTAINERS:
        for channels in (1, 2):
            try:
                data = written(kind, channels)
            except Exception as error:
                print(f"{kind}, {channels} channels: not written here ({error})", file=sys.stderr)
                continue
            path = Path(sys.argv[1]) / kind / f"{channels}"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)


if __name__ == "__main__":
    main()
