"""Half an hour of what radios carry besides English speech, at several levels, clean, clipped and in 8 bits.

usage: make_nonspeech.py OUT [--seed N] [--foreign]

Writes OUT/<kind>-<level>-<treatment>.wav (16 kHz, 16 bits; ``8bit`` as 8-bit WAV). With ``--foreign``, which
takes the packages of scripts/lab, sentences in five other languages are among them. No word of English is
said in any of the files, so every word that a transcript has of them is made up.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import soundfile
from scipy import signal

sys.path.insert(0, str(Path(__file__).parent))

Samples = npt.NDArray[np.float64]
RATE_HZ = 16_000
SECONDS = 10.0
LEVELS_DB = (-6, -20, -36)
"""Peak of the file, dB of full scale: loud, usual, weak."""
TREATMENTS = ("clean", "clipped", "8bit")
CLIPPED_BY = 8.0
"""How far beyond full scale the clipped ones are driven: 18 dB."""

FOREIGN = (
    ("es", "Necesitamos una ambulancia en la calle Mayor, hay dos heridos y mucho humo en el edificio."),
    ("fr-fr", "Envoyez une équipe au pont, la route est fermée et personne ne répond à la radio."),
    ("it", "La squadra due è arrivata sul posto, il ponte è chiuso e non c'è nessuno dentro."),
    ("pt-br", "A equipe chegou ao local, precisamos de mais água e de outra viatura na avenida."),
    ("hi", "हमें यहाँ एक और गाड़ी चाहिए, सड़क बंद है और लोग बाहर खड़े हैं।"),
)


def times(seconds: float = SECONDS) -> Samples:
    return np.arange(round(seconds * RATE_HZ)) / RATE_HZ


def silence(rng: np.random.Generator) -> Samples:
    return rng.normal(size=len(times())) * 1e-6


def white(rng: np.random.Generator) -> Samples:
    return rng.normal(size=len(times()))


def band_noise(rng: np.random.Generator) -> Samples:
    """An open squelch: noise as a receiver lets it through."""
    return signal.sosfilt(signal.butter(4, (300, 3000), "bandpass", fs=RATE_HZ, output="sos"), white(rng))


def squelch_tails(rng: np.random.Generator) -> Samples:
    """Keys pressed and let go with nobody speaking: quiet carrier, clicks, bursts of noise."""
    sound = 0.02 * band_noise(rng)
    for at in np.arange(0.5, SECONDS - 0.5, 0.9):
        start = round((at + rng.uniform(-0.2, 0.2)) * RATE_HZ)
        length = round(rng.uniform(0.05, 0.25) * RATE_HZ)
        sound[start : start + length] += band_noise(rng)[:length]
    return sound


def hum(rng: np.random.Generator) -> Samples:
    base = rng.choice((50.0, 60.0, 400.0))
    return sum(np.sin(2 * np.pi * base * k * times()) / k for k in range(1, 9)) + 0.03 * white(rng)


def tones(rng: np.random.Generator) -> Samples:
    """Two-tone pages, alert warbles and beeps."""
    parts = []
    while sum(map(len, parts)) < len(times()):
        hz, length = rng.uniform(300, 2800), rng.choice((0.1, 0.3, 1.0, 3.0))
        parts += [
            np.sin(2 * np.pi * hz * times(length)),
            np.zeros(round(rng.choice((0, 0.1, 0.5)) * RATE_HZ)),
        ]
    return np.concatenate(parts)[: len(times())] + 0.01 * white(rng)


def dtmf(rng: np.random.Generator) -> Samples:
    parts = []
    while sum(map(len, parts)) < len(times()):
        low, high = rng.choice((697, 770, 852, 941)), rng.choice((1209, 1336, 1477, 1633))
        at = times(rng.uniform(0.06, 0.2))
        parts += [
            np.sin(2 * np.pi * low * at) + np.sin(2 * np.pi * high * at),
            np.zeros(round(0.08 * RATE_HZ)),
        ]
    return np.concatenate(parts)[: len(times())] + 0.01 * white(rng)


def morse(rng: np.random.Generator) -> Samples:
    unit, hz = 1.2 / rng.uniform(8, 30), rng.uniform(500, 1200)
    parts = []
    while sum(map(len, parts)) < len(times()):
        mark = np.sin(2 * np.pi * hz * times(unit * rng.choice((1, 3))))
        parts += [mark, np.zeros(round(unit * rng.choice((1, 1, 1, 3, 7)) * RATE_HZ))]
    return np.concatenate(parts)[: len(times())] + 0.02 * band_noise(rng)


def data(rng: np.random.Generator) -> Samples:
    """Bursts of 1200 and 2400 baud keying, and of the four-level noise that digital voice sounds like."""
    parts = []
    while sum(map(len, parts)) < len(times()):
        baud, low, high = rng.choice(
            ((1200, 1200, 1800), (1200, 1200, 2200), (2400, 1200, 2400), (4800, 600, 3000))
        )
        bits = rng.integers(0, 2, round(baud * rng.uniform(0.1, 1.5)))
        hz = np.repeat(np.where(bits, low, high), RATE_HZ // baud)
        parts += [np.sin(2 * np.pi * np.cumsum(hz) / RATE_HZ), np.zeros(round(rng.uniform(0, 0.6) * RATE_HZ))]
    return np.concatenate(parts)[: len(times())] + 0.01 * white(rng)


def music(rng: np.random.Generator) -> Samples:
    """Chords, a bass and a melody with a vibrato, as from a car's radio."""
    sound, scale = np.zeros(len(times())), 220 * 2 ** (np.array([0, 2, 4, 5, 7, 9, 11, 12]) / 12)
    step = 0.25
    for place in range(int(SECONDS / step)):
        at, start = times(step * 1.6), round(place * step * RATE_HZ)
        fade = np.exp(-3 * at)
        notes = [rng.choice(scale) * 2] + (
            [*rng.choice(scale, 3), rng.choice(scale) / 2] if place % 4 == 0 else []
        )
        for hz in notes:
            wobble = hz * at + 0.3 * np.sin(2 * np.pi * 5.5 * at)
            tone = sum(np.sin(2 * np.pi * k * wobble) / k**1.5 for k in range(1, 7)) * fade
            sound[start : start + len(tone)] += tone[: len(sound) - start]
    return sound + 0.01 * white(rng)


def siren(rng: np.random.Generator) -> Samples:
    """A wail and a yelp over an engine."""
    sweep = rng.choice((0.2, 3.0))
    hz = 1000 + 550 * signal.sawtooth(2 * np.pi * sweep * times(), 0.5)
    engine = signal.sosfilt(signal.butter(2, 250, fs=RATE_HZ, output="sos"), white(rng))
    return signal.square(2 * np.pi * np.cumsum(hz) / RATE_HZ) * 0.4 + engine


def open_microphone(rng: np.random.Generator) -> Samples:
    """Engine, wind, cloth and knocks on a key that somebody sits on."""
    wind = signal.sosfilt(signal.butter(2, 400, fs=RATE_HZ, output="sos"), white(rng))
    gusts = 0.3 + np.abs(signal.sosfilt(signal.butter(2, 0.7, fs=RATE_HZ, output="sos"), white(rng))) * 60
    engine = sum(np.sin(2 * np.pi * 38 * k * times() + rng.uniform(0, 6)) / k for k in range(1, 30))
    sound = wind * gusts + 0.3 * engine
    for _ in range(12):
        start, knock = (
            rng.integers(0, len(sound) - 4000),
            rng.normal(size=3000) * np.exp(-np.arange(3000) / 300),
        )
        sound[start : start + 3000] += knock * 4
        start = rng.integers(0, len(sound) - 9000)
        sound[start : start + 8000] += np.diff(white(rng)[:8001]) * np.hanning(8000) * 0.4
    return sound


KINDS: dict[str, Callable[[np.random.Generator], Samples]] = {
    maker.__name__: maker
    for maker in (
        silence, white, band_noise, squelch_tails, hum, tones, dtmf, morse, data, music, siren,
        open_microphone,
    )
}  # fmt: skip


def foreign() -> Iterator[tuple[str, Samples]]:
    """Sentences of other languages through a radio's band, ten seconds each."""
    from lab.voices import RATE_HZ as STUDIO_HZ
    from lab.voices import Studio, lab_folder

    studio = Studio(lab_folder())
    for number, (language, text) in enumerate(FOREIGN):
        voice = ("am_michael", "af_heart", "am_fenrir", "bf_emma", "bm_george")[number]
        said = signal.resample_poly(studio.say(text, voice, 1.0, language), RATE_HZ, STUDIO_HZ).astype(
            np.float64
        )
        sound = np.zeros(len(times()))
        sound[4000 : 4000 + len(said)] = said[: len(sound) - 4000]
        noise = np.random.default_rng(number).normal(size=len(sound)) * 0.005
        band = signal.butter(4, (300, 3000), "bandpass", fs=RATE_HZ, output="sos")
        yield f"foreign_{language[:2]}", signal.sosfilt(band, sound + noise)


def treated(sound: Samples, level_db: float, treatment: str) -> tuple[Samples, str]:
    """The sound at a level, as floating point, and the WAV subtype that it is to be written in."""
    scaled = sound / max(1e-9, np.abs(sound).max()) if np.abs(sound).max() > 1e-4 else sound
    if treatment == "clipped":
        scaled = np.clip(CLIPPED_BY * scaled, -1, 1)
    return scaled * 10 ** (level_db / 20), "PCM_U8" if treatment == "8bit" else "PCM_16"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--foreign", action="store_true")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    rng, seconds = np.random.default_rng(args.seed), 0.0
    made = [(name, maker(rng)) for name, maker in KINDS.items() for _ in range(2)]
    made += list(foreign()) if args.foreign else []
    for number, (name, sound) in enumerate(made):
        for level_db in LEVELS_DB:
            for treatment in TREATMENTS[: 3 if number % 2 == 0 else 2]:
                samples, subtype = treated(sound, level_db, treatment)
                path = args.out / f"{name}-{number:02d}-{-level_db:02d}dB-{treatment}.wav"
                soundfile.write(path, samples, RATE_HZ, subtype=subtype)
                seconds += len(samples) / RATE_HZ
    print(f"{len(list(args.out.glob('*.wav')))} files, {seconds / 60:.1f} minutes")


if __name__ == "__main__":
    main()
