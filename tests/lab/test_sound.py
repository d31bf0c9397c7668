"""The lab's channels and files keep the voice where it was; masks hide what they should."""

from pathlib import Path

import numpy as np
import pytest
from lab import channel, masks, signals
from lab.exchange import read_exchange
from lab.formats import SUFFIXES, write_audio
from lab.render import Recording, Spot, voiced

RATE_HZ = 8_000
TEXTS = Path(__file__).parents[2] / "scripts" / "lab" / "exchanges"


def voice(seconds: float = 2.0) -> np.ndarray:
    """Noise bursts with the rhythm of syllables."""
    rng = np.random.default_rng(1)
    t = np.arange(int(seconds * RATE_HZ)) / RATE_HZ
    gate = np.maximum(0, np.sin(2 * np.pi * 3 * t)) ** 2
    return (0.3 * gate * channel.band_noise(len(t), rng)).astype(np.float32)


@pytest.mark.parametrize(("condition", "least", "most"), [("clear", 24, 60), ("noisy", 3, 14)])
def test_the_analogue_channel_adds_the_noise_it_names(condition: str, least: float, most: float) -> None:
    lead = 4_000
    heard = channel.analogue(voice(), condition, np.random.default_rng(2), lead, lead)
    assert len(heard) == len(voice()) + 2 * lead
    noise = float(np.var(heard[500 : lead - 500]))
    both = float(np.var(heard[lead:-lead]))
    ratio_db = 10 * np.log10(max(both - noise, 1e-3 * noise) / noise)
    assert least <= ratio_db <= most


def test_the_bounds_of_a_voice_leave_the_breath_after_it_out() -> None:
    breath = 0.003 * channel.band_noise(4_000, np.random.default_rng(3))
    clip = np.concatenate([voice(1.0), breath]).astype(np.float32)
    first, last = voiced(clip)
    assert first < 800
    assert 6_000 < last <= 7_300


def test_the_codec_delay_is_found_and_taken_out() -> None:
    clean = voice()
    late = np.concatenate([np.zeros(331, np.float32), clean, np.zeros(800, np.float32)])
    back = channel.align_to(late, clean)
    assert len(back) == len(clean)
    envelopes = [np.convolve(np.abs(x), np.ones(80) / 80, "same") for x in (back, clean, late[: len(clean)])]
    assert np.corrcoef(envelopes[0], envelopes[1])[0, 1] > 0.99
    assert np.corrcoef(envelopes[2], envelopes[1])[0, 1] < 0.9


def test_keypad_digits_have_their_two_frequencies() -> None:
    burst = signals.dtmf("5")[:640]
    spectrum = np.abs(np.fft.rfft(burst))
    hz = np.fft.rfftfreq(len(burst), 1 / RATE_HZ)
    for tone_hz in signals.DTMF_HZ["5"]:
        assert spectrum[np.abs(hz - tone_hz) < 15].max() > 0.5 * spectrum.max()


@pytest.mark.parametrize(("form", "rate_hz"), [("flac", 8000), ("wav", 8000), ("mp3", 16000), ("m4a", 16000)])
def test_an_impulse_is_found_where_it_was_written(form: str, rate_hz: int, tmp_path: Path) -> None:
    import av

    audio = np.zeros(3 * RATE_HZ, np.float32)
    audio[RATE_HZ : RATE_HZ + 100] = 0.5 * np.hanning(100)
    path = tmp_path / f"x{SUFFIXES[form]}"
    write_audio(path, audio, rate_hz, form)
    with av.open(str(path)) as container:
        frames = [f.to_ndarray().reshape(-1).astype(float) for f in container.decode(audio=0)]
    heard = np.concatenate(frames)
    assert abs(np.argmax(np.abs(heard)) / rate_hz - (RATE_HZ + 50) / RATE_HZ) < 0.002


def test_a_masked_exchange_hides_its_lines_and_says_so() -> None:
    exchange = read_exchange(TEXTS / "held01-police.txt")
    times = [(3.0 * x.index, 3.0 * x.index + 2.5) for x in exchange.lines]
    spots = tuple(Spot(i, 0, a, b, ((a, b),), (a, b)) for i, (a, b) in enumerate(times))
    sound = np.tile(voice(3.0), len(spots)).reshape(-1, 1).astype(np.float32)
    chosen = masks.choose_masks(exchange)
    hidden = masks.mask_recording(exchange, Recording(sound, spots, ()), chosen)
    for mask in chosen:
        a, b = (round(x * RATE_HZ) for x in (spots[mask.index].start, spots[mask.index].end))
        after = hidden.audio[a:b, 0]
        whole = len(after) == b - a
        assert not whole or abs(np.corrcoef(after, sound[a:b, 0])[0, 1]) < 0.75
    claims = masks.masked_claims(exchange, chosen, {s.index: (s.start, s.end) for s in spots})
    lines = {m.index for m in chosen}
    assert any(c.truth == "cannot_determine" for c in claims)
    assert all((c.truth == "cannot_determine") == bool(c.masked) for c in claims)
    assert not any(set(c.evidence) & lines for c in claims)
