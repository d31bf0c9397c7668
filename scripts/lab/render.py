"""An exchange on the air: each transmission through its channel, one after the other, with the times kept."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lab import channel, signals
from lab.exchange import Exchange, Line, Sound
from lab.voices import RATE_HZ as STUDIO_HZ
from lab.voices import Studio

RATE_HZ = channel.RATE_HZ
START_DB = -40.0
END_DB = -32.0
Samples = npt.NDArray[np.float32]
Rng = np.random.Generator


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a line is in the recording, in seconds.

    `start` and `end` are the voice's first and last sound, `sentences` those of each sentence; `clip` is the
    sound as it was laid down, with the breath at its ends.
    """

    index: int
    channel: int
    start: float
    end: float
    sentences: tuple[tuple[float, float], ...]
    clip: tuple[float, float]


@dataclass(frozen=True, slots=True)
class OnAir:
    """A line as the receiver puts it out: the voice lies at `lead` and is `length` long, all in samples."""

    samples: Samples
    lead: int
    length: int
    bounds: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """A sound that is not speech, in seconds."""

    kind: str
    channel: int
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Recording:
    """Samples at 8 kHz, shape (frames, channels), and what is where."""

    audio: Samples
    spots: tuple[Spot, ...]
    sounds: tuple[Heard, ...]


def seed_of(*parts: object) -> Rng:
    """A generator that depends on the names alone."""
    return np.random.default_rng(zlib.crc32("|".join(map(str, parts)).encode()))


def render(exchange: Exchange, studio: Studio) -> Recording:
    """Put the whole exchange on the air."""
    rng = seed_of(exchange.name, "time")
    low, high = (float(x) for x in exchange.head.get("gaps", "0.6-3.5").split("-"))
    sides = dict(p.split("=") for p in exchange.head.get("consoles", "").split())
    count = 1 + max((int(v) for v in sides.values()), default=0)
    pieces: list[tuple[int, int, Samples]] = []
    spots: list[Spot] = []
    sounds: list[Heard] = []
    now = rng.uniform(0.8, 3.0)
    for line in exchange.lines:
        side = int(sides.get(line.speaker, 0))
        for sound in (s for s in exchange.sounds if s.before == line.index):
            made = make_sound(sound)
            now += 0.4
            pieces.append((side, round(now * RATE_HZ), made))
            sounds.append(Heard(sound.name, side, now, now + len(made) / RATE_HZ))
            now += len(made) / RATE_HZ
        gap = line.gap_s if line.gap_s is not None else rng.uniform(low, high)
        start = max(0.05, now + gap) if spots else now
        on_air = transmit(exchange, line, studio, gap)
        at = round(start * RATE_HZ)
        pieces.append((side, max(0, at - on_air.lead), on_air.samples[max(0, on_air.lead - at) :]))
        spans = tuple((seconds(at + a), seconds(at + b)) for a, b in on_air.bounds)
        clip = (seconds(at), seconds(at + on_air.length))
        spots.append(Spot(line.index, side, spans[0][0], spans[-1][1], spans, clip))
        now = max(now, clip[1])
    total = max(at + len(x) for _, at, x in pieces) + round(rng.uniform(0.8, 2.5) * RATE_HZ)
    audio = bed(exchange, total, count)
    for side, at, x in pieces:
        keyed = slice(at, at + len(x))
        audio[keyed, side] = (
            x if exchange.head.get("bed") != "open" else np.where(x == 0, audio[keyed, side], x)
        )
    gain = float(exchange.head.get("gain", "0") or 0) or rng.uniform(0.6, 1.3)
    return Recording(np.clip(audio * gain, -1, 1).astype(np.float32), tuple(spots), tuple(sounds))


def seconds(samples: int) -> float:
    """A place in samples as seconds, to the millisecond."""
    return round(samples / RATE_HZ, 3)


def voiced(clip: Samples) -> tuple[int, int]:
    """First and last sound of a clip, in samples: 10 ms frames above START_DB and END_DB below its loudest.

    Some voices breathe out for half a second after the last word; for a listener the word has ended before.
    """
    frame = RATE_HZ // 100
    power = np.square(clip[: len(clip) // frame * frame].reshape(-1, frame)).mean(axis=1)
    below_db = 10 * np.log10((power + 1e-12) / (power.max() + 1e-12))
    first = int(np.flatnonzero(below_db > START_DB)[0]) * frame
    last = (int(np.flatnonzero(below_db > END_DB)[-1]) + 3) * frame
    return first, min(last, len(clip))


def speech(exchange: Exchange, line: Line, studio: Studio) -> tuple[Samples, list[tuple[int, int]]]:
    """A line's voice at 8 kHz and the bounds of its sentences in samples."""
    rng = seed_of(exchange.name, line.index, "speech")
    speaker = exchange.speaker(line.speaker)
    pace = float(exchange.head.get("pace", "1.1")) * seed_of(exchange.name, speaker.key).uniform(0.95, 1.08)
    parts: list[Samples] = []
    bounds: list[tuple[int, int]] = []
    at = 0
    for n, sentence in enumerate(line.sentences):
        if n:
            pause = np.zeros(int(rng.uniform(0.12, 0.35) * RATE_HZ), np.float32)
            parts.append(pause)
            at += len(pause)
        voice = channel.to_channel_rate(
            studio.say(sentence.spoken(), speaker.voice, round(pace, 2)), STUDIO_HZ
        )
        parts.append(voice)
        first, last = voiced(voice)
        bounds.append((at + first, at + last))
        at += len(voice)
    return np.concatenate(parts), bounds


def transmit(exchange: Exchange, line: Line, studio: Studio, gap_s: float) -> OnAir:
    """Send one line through its channel, with what the radio adds before and after."""
    voice, bounds = speech(exchange, line, studio)
    rng = seed_of(exchange.name, line.index, "air")
    room = max(0.02, min(0.25, gap_s / 4)) if gap_s > 0 else 0.02
    lead, trail = (int(rng.uniform(0.02, room) * RATE_HZ) for _ in range(2))
    if exchange.head.get("channel") == "p25":
        heard = channel.p25(voice, line.condition, rng, lead, trail)
        if exchange.head.get("permit") == "yes" and gap_s > 1.0:
            beep = signals.permit_tone()
            heard, lead = np.concatenate([beep, heard]), lead + len(beep)
        return OnAir(heard, lead, len(voice), tuple(bounds))
    own = seed_of(exchange.name, line.speaker, "band")
    shaped = channel.voice_band(voice, own.uniform(260, 400), own.uniform(2700, 3200))
    heard = channel.analogue(shaped, line.condition, rng, lead, trail)
    after = [heard]
    if exchange.head.get("roger") == "yes" and exchange.role(line) == "unit" and gap_s > 0.8:
        after.append(signals.roger_beep())
    if exchange.head.get("tail", "yes") == "yes":
        tail = channel.squelch_tail(rng)
        after.append(tail[: int(max(0.04, min(0.3, gap_s / 3)) * RATE_HZ)])
    return OnAir(np.concatenate(after), lead, len(voice), tuple(bounds))


def bed(exchange: Exchange, n: int, count: int) -> Samples:
    """What is heard while nobody keys: nothing, the feed's hiss and hum, or an open squelch."""
    out = np.zeros((n, count), np.float32)
    kind = exchange.head.get("bed", "gated")
    for side in range(count):
        rng = seed_of(exchange.name, "bed", side)
        if kind == "open":
            out[:, side] = channel.band_noise(n, rng, 0.03)
        elif kind == "hum":
            out[:, side] = channel.hum(n, rng, float(exchange.head.get("mains", "60"))) + channel.band_noise(
                n, rng, 1e-3
            )
        elif kind == "gated":
            out[:, side] = channel.band_noise(n, rng, 2e-4)
    return out


def make_sound(sound: Sound) -> Samples:
    """The samples of a sound named in a file."""
    values = sound.values
    if sound.name == "two_tone_page":
        return signals.two_tone_page(float(values[0]), float(values[1]))
    if sound.name == "data_burst":
        return signals.data_burst(int(values[0]), 7)
    if sound.name == "hi_lo":
        return signals.hi_lo(float(values[0]))
    if sound.name == "dtmf":
        return signals.dtmf(values[0])
    if sound.name == "long_tone":
        return signals.tone(float(values[0]), float(values[1]))
    raise ValueError(f"no sound is called {sound.name}")
