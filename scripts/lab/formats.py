"""Samples to files: FLAC and WAV through libsndfile, MP3 and AAC through the encoders in PyAV's wheels."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import soundfile
from scipy import signal

SUFFIXES = {"flac": ".flac", "wav": ".wav", "mp3": ".mp3", "m4a": ".m4a"}


def write_audio(
    path: Path, audio: npt.NDArray[np.float32], rate_hz: int, form: str, bit_rate: int = 16_000
) -> None:
    """Write `audio`, shape (frames,) or (frames, channels) at 8 kHz, as `form` at `rate_hz`."""
    if rate_hz != 8_000:
        audio = signal.resample_poly(audio, rate_hz, 8_000, axis=0).astype(np.float32)
    pcm = np.clip(np.round(audio * 32767), -32768, 32767).astype(np.int16)
    if form in ("flac", "wav"):
        soundfile.write(path, pcm, rate_hz, subtype="PCM_16", format=form.upper())
        return
    codec, name = ("libmp3lame", "mp3") if form == "mp3" else ("aac", "ipod")
    layout = "mono" if pcm.ndim == 1 else "stereo"
    with av.open(str(path), "w", format=name, container_options={"fflags": "+bitexact"}) as out:
        stream = out.add_stream(codec, rate=rate_hz, layout=layout)
        stream.bit_rate = bit_rate
        frames = np.ascontiguousarray(pcm.reshape(1, -1))
        frame = av.AudioFrame.from_ndarray(frames, format="s16", layout=layout)
        frame.sample_rate = rate_hz
        frame.time_base = Fraction(1, rate_hz)
        frame.pts = 0
        resampler = av.AudioResampler(
            format=stream.format,
            layout=layout,
            rate=rate_hz,
            frame_size=stream.codec_context.frame_size or 1024,
        )
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            out.mux(stream.encode(piece))
        out.mux(stream.encode(None))
