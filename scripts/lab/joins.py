"""Phrases of one to four words joined at recorded positions: the joins are the truth for word times."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np

from lab import channel
from lab.exchange import Exchange, Line, Sentence, Speaker
from lab.render import RATE_HZ, Recording, Spot, bed, seed_of, voiced
from lab.voices import RATE_HZ as STUDIO_HZ
from lab.voices import Studio

PHRASES_A_RECORDING = 12
VOICES = ("af_heart", "am_michael", "bf_emma", "bm_george", "af_kore", "am_eric")
CHANNELS = (("analog", "clear"), ("p25", "clear"), ("analog", "hiss"), ("analog", "clipped"))


def read_phrases(path: Path) -> tuple[str, ...]:
    """One phrase a line."""
    return tuple(x.strip() for x in path.read_text().splitlines() if x.strip())


def join_phrases(n: int, phrases: tuple[str, ...], studio: Studio) -> tuple[Exchange, Recording]:
    """Recording `n`: phrases of one voice in runs of four to a transmission, 0 to 250 ms between them."""
    rng = Random(f"joins {n}")
    kind, condition = CHANNELS[n % len(CHANNELS)]
    voice = VOICES[n % len(VOICES)]
    picked = rng.sample(phrases, PHRASES_A_RECORDING)
    head = dict(
        service="none", place="", date="2026-01-01", time="00:00:00", tz="UTC", channel=kind, format="flac"
    )
    head["bed"] = "digital" if kind == "p25" else "gated"
    lines, spots, pieces = [], [], []
    now = 1.0
    for k in range(0, len(picked), 4):
        group = picked[k : k + 4]
        parts, spans, at = [], [], 0
        for text in group:
            gap = np.zeros(round(rng.choice((0.0, 0.06, 0.12, 0.25)) * RATE_HZ) if parts else 0, np.float32)
            sound = channel.to_channel_rate(studio.say(text, voice, 1.05), STUDIO_HZ)
            parts += [gap, sound]
            at += len(gap)
            first, last = voiced(sound)
            spans.append((at + first, at + last))
            at += len(sound)
        noise = seed_of("joins", n, k)
        through = channel.p25 if kind == "p25" else channel.analogue
        voice_in = np.concatenate(parts)
        heard = through(
            voice_in if kind == "p25" else channel.voice_band(voice_in), condition, noise, 800, 800
        )
        start = round(now * RATE_HZ)
        pieces.append((start - 800, heard))
        times = tuple((round((start + a) / RATE_HZ, 3), round((start + b) / RATE_HZ, 3)) for a, b in spans)
        index = len(lines)
        lines.append(Line(index, "D", condition, None, None, tuple(Sentence((p,)) for p in group)))
        spots.append(Spot(index, 0, times[0][0], times[-1][1], times, (times[0][0], times[-1][1])))
        now = times[-1][1] + rng.uniform(1.0, 2.0)
    speaker = Speaker("D", "dispatcher", voice, None)
    exchange = Exchange(f"joins{n:02d}", head, (speaker,), tuple(lines), (), (), "")
    audio = bed(exchange, round((now + 0.5) * RATE_HZ), 1)
    for at, sound in pieces:
        audio[at : at + len(sound), 0] = sound
    return exchange, Recording(audio.astype(np.float32), tuple(spots), ())
