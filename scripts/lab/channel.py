"""What the radio does to a voice: analogue FM and P25, in the conditions that scanners hear.

All functions take and return mono float32 at 8 kHz and keep the voice where it was, so that times stay true.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import signal

RATE_HZ = 8_000
VOICE_BAND_HZ = (300.0, 3_000.0)  # the audio band of land-mobile radio (TIA-603)
SPEECH_LEVEL = 0.12  # active RMS of a transmission at full scale 1.0
# Signal to noise in the voice band for each condition, drawn between the two ends.
ANALOGUE_SNR_DB = {
    "clear": (26, 36),
    "hiss": (14, 17),
    "noisy": (7, 9.5),
    "very_noisy": (2.5, 4.5),
    "clipped": (22, 28),
    "distant": (9, 13),
    "lost": (-18, -15),
}
# Bits wrong on the air before the code corrects any; P25 receivers mute near 0.08.
P25_BIT_ERRORS = {
    "clear": 0.001,
    "hiss": 0.008,
    "noisy": 0.02,
    "very_noisy": 0.035,
    "clipped": 0.002,
    "distant": 0.022,
    "lost": 0.16,
}
# Noise at the microphone (engine, siren, wind), which a digital channel carries faithfully.
P25_CAB_SNR_DB = {
    "clear": 38.0,
    "hiss": 18.0,
    "noisy": 13.0,
    "very_noisy": 8.0,
    "clipped": 28.0,
    "distant": 30.0,
    "lost": 15.0,
}
Samples = npt.NDArray[np.float32]
Rng = np.random.Generator


def to_channel_rate(audio: Samples, rate_hz: int) -> Samples:
    """Resample a studio voice to 8 kHz."""
    return signal.resample_poly(audio, RATE_HZ // 1000, rate_hz // 1000).astype(np.float32)


def voice_band(
    audio: Samples, low_hz: float = VOICE_BAND_HZ[0], high_hz: float = VOICE_BAND_HZ[1]
) -> Samples:
    """Band-pass without delay."""
    sos = signal.butter(4, (low_hz, high_hz), "bandpass", fs=RATE_HZ, output="sos")
    return signal.sosfiltfilt(sos, audio, padlen=min(len(audio) - 1, 200)).astype(np.float32)


def level(audio: Samples, to: float = SPEECH_LEVEL) -> Samples:
    """Scale so that the active half of the frames has RMS `to`."""
    frame = RATE_HZ // 50
    if len(audio) < 2 * frame:
        return audio * (to / max(float(np.sqrt(np.mean(audio**2))), 1e-6))
    power = np.square(audio[: len(audio) // frame * frame].reshape(-1, frame)).mean(axis=1)
    active = power[power >= np.median(power)].mean()
    return (audio * (to / max(float(np.sqrt(active)), 1e-6))).astype(np.float32)


def compress(audio: Samples, drive: float = 2.5) -> Samples:
    """The microphone's levelling amplifier: loud and soft syllables come closer together."""
    return level(np.tanh(drive * audio / max(float(np.abs(audio).max()), 1e-6)).astype(np.float32))


def limit_deviation(audio: Samples, ceiling: float) -> Samples:
    """Pre-emphasis, the transmitter's limiter, de-emphasis: what bounds the deviation of an FM carrier."""
    up = signal.lfilter([1.0, -0.75], [1.0], audio)
    held = np.clip(up, -ceiling, ceiling)
    return signal.lfilter([1.0], [1.0, -0.75], held).astype(np.float32)


def band_noise(n: int, rng: Rng, rms: float = 1.0) -> Samples:
    """FM receiver noise in the voice band, `n` samples."""
    white = rng.standard_normal(n + 400)
    sos = signal.butter(2, (250.0, 3_300.0), "bandpass", fs=RATE_HZ, output="sos")
    out = signal.sosfilt(sos, white)[400:]
    return (out * rms / max(float(np.std(out)), 1e-9)).astype(np.float32)


def fade_envelope(n: int, rng: Rng, depth_db: float, rate_hz: float = 1.2) -> Samples:
    """Slow fading in dB, never above zero: one gain for each sample."""
    knots = max(4, int(n / RATE_HZ * rate_hz * 2) + 3)
    db = -np.abs(rng.normal(0, depth_db / 1.5, knots))
    return (10 ** (np.interp(np.linspace(0, knots - 1, n), np.arange(knots), db) / 20)).astype(np.float32)


def analogue(audio: Samples, condition: str, rng: Rng, lead: int = 0, trail: int = 0) -> Samples:
    """One transmission through an analogue FM channel, with `lead` and `trail` samples of carrier without
    voice.
    """
    voice = compress(audio)
    if condition == "clipped":
        voice = level(np.clip(voice, -0.05, 0.05).astype(np.float32), 0.2)
    voice = np.pad(limit_deviation(voice, 0.45), (lead, trail)).astype(np.float32)
    low, high = ANALOGUE_SNR_DB[condition]
    rms = SPEECH_LEVEL * 10 ** (-rng.uniform(low, high) / 20)
    noise = band_noise(len(voice), rng, rms)
    if condition in ("distant", "very_noisy"):
        gain = fade_envelope(len(voice), rng, 5.0)
        voice = voice * gain
        noise = noise * (1 + 0.6 * (1 - gain))
    if condition in ("noisy", "very_noisy"):
        noise = noise + clicks(len(voice), rng, per_s=4 if condition == "noisy" else 12)
    out = voice + noise
    return (0.5 * out if condition == "distant" else out).astype(np.float32)


def clicks(n: int, rng: Rng, per_s: float) -> Samples:
    """The impulses of an FM receiver near its threshold."""
    out = np.zeros(n, np.float32)
    for at in rng.integers(0, max(n - 30, 1), rng.poisson(per_s * n / RATE_HZ)):
        out[at : at + 24] += (rng.choice([-1, 1]) * 0.25 * np.hanning(24))[: n - at]
    return out


def cab_noise(n: int, rng: Rng) -> Samples:
    """Engine and road at the microphone: noise that falls with frequency, with a slow throb; RMS 1."""
    sos = signal.butter(1, 500.0, "lowpass", fs=RATE_HZ, output="sos")
    rumble = signal.sosfilt(sos, rng.standard_normal(n + 400))[400:]
    out = (
        rumble / np.std(rumble) * (1 + 0.3 * np.sin(2 * np.pi * rng.uniform(6, 14) * np.arange(n) / RATE_HZ))
    )
    return (out / np.std(out)).astype(np.float32)


def p25(audio: Samples, condition: str, rng: Rng, lead: int = 0, trail: int = 0) -> Samples:
    """One transmission through the P25 full-rate codec with random bit errors, the codec's delay taken
    out.
    """
    voice = np.pad(level(voice_band(audio, 120.0, 3_600.0)), (lead, trail)).astype(np.float32)
    noise = cab_noise(len(voice), rng) * SPEECH_LEVEL * 10 ** (-P25_CAB_SNR_DB[condition] / 20)
    voice = voice + noise
    if condition == "clipped":
        voice = level(np.clip(voice, -0.06, 0.06).astype(np.float32), 0.2)
    errors = P25_BIT_ERRORS[condition]
    rate = fade_envelope(len(voice), rng, 6.0) if condition == "distant" else None
    return _through_codec(voice, errors, rate, rng)


def _through_codec(voice: Samples, errors: float, gain: Samples | None, rng: Rng) -> Samples:
    from blip25_vocoder import Rate, Vocoder

    send, receive = Vocoder(Rate.FULL_RATE_7200X4400), Vocoder(Rate.FULL_RATE_7200X4400)
    size: int = send.frame_samples
    lead = np.zeros(size, np.float32)
    padded = np.concatenate([lead, voice, np.zeros(5 * size, np.float32)])
    padded = padded[: len(padded) // size * size]
    pcm = np.clip(np.round(padded * 32767), -32768, 32767).astype(np.int16)
    out = []
    for i in range(0, len(pcm), size):
        bits = np.unpackbits(np.frombuffer(_encode(send, pcm[i : i + size]), np.uint8))
        here = errors if gain is None else errors * min(3.0, 0.5 / float(gain[min(i, len(gain) - 1)]))
        bits ^= (rng.random(len(bits)) < here).astype(np.uint8)
        out.append(receive.decode_bits(np.packbits(bits).tobytes()))
    heard = np.concatenate(out).astype(np.float32) / 32767
    return align_to(heard, voice)


def _encode(send: Any, pcm: npt.NDArray[np.int16]) -> bytes:
    return bytes(send.encode_pcm(np.ascontiguousarray(pcm)))


def align_to(heard: Samples, voice: Samples, most_ms: int = 120) -> Samples:
    """The stretch of `heard` that lies under `voice`, found where their envelopes agree best."""
    smooth = np.ones(40) / 40
    a, b = (np.convolve(np.abs(x), smooth, "same") for x in (heard, voice))
    step, most = 8, most_ms * RATE_HZ // 1000
    b = b - b.mean()
    shifts = range(0, min(most, len(heard) - len(voice)) + 1, step)
    best = max(
        shifts, key=lambda s: float(np.dot(a[s : s + len(b)] - a[s : s + len(b)].mean(), b)), default=0
    )
    out = heard[best : best + len(voice)]
    return np.pad(out, (0, len(voice) - len(out))).astype(np.float32)


def squelch_tail(rng: Rng) -> Samples:
    """The burst of noise between the end of a carrier and the closing of the squelch."""
    n = int(rng.uniform(0.06, 0.24) * RATE_HZ)
    return band_noise(n, rng, 0.16) * np.linspace(1, 0.8, n, dtype=np.float32)


def hum(n: int, rng: Rng, mains_hz: float = 60.0, rms: float = 0.003) -> Samples:
    """Mains hum with two harmonics."""
    t = np.arange(n) / RATE_HZ
    out = sum(
        a * np.sin(2 * np.pi * mains_hz * k * t + rng.uniform(0, 6))
        for k, a in ((1, 1.0), (2, 0.6), (3, 0.3))
    )
    return (np.asarray(out) * rms).astype(np.float32)
