"""Second renderings in which the evidence is gone, so that nobody could tell what was said there.

A masked line still sounds like somebody speaking: buried in noise, chopped by lost packets, silenced in
its middle,
or broken off where the recording ends. Its claims become `cannot_determine`; the other lines keep theirs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

import numpy as np
import numpy.typing as npt

from lab import channel
from lab.checks import Checker
from lab.exchange import Exchange
from lab.labels import label
from lab.render import RATE_HZ, Recording, seed_of
from lab.truth import Claim
from lab.wording import distance, tokens

LINES = 7
CLAIMS_A_LINE = 3
CLEAR_OF_RIVALS = 0.45
# Speech this far under the noise is beyond a trained listener (speech reception thresholds lie near -5 dB).
BURIED_DB = 16.0


@dataclass(frozen=True, slots=True)
class Mask:
    """How a line is hidden: `noise`, `loss`, `gap` or `cut`."""

    index: int
    how: str


def choose_masks(exchange: Exchange) -> tuple[Mask, ...]:
    """Lines long enough to be quoted, spread over the exchange; the last of them may be broken off."""
    rng = Random(exchange.name + " mask")
    able = [x.index for x in exchange.lines[1:] if len(tokens(x.printed())) >= 8 and x.condition != "lost"]
    picked = sorted(rng.sample(able, min(LINES, len(able))))
    kinds = ("noise", "loss") if exchange.head.get("bed") == "digital" else ("noise", "loss", "gap")
    masks = [Mask(i, rng.choice(kinds)) for i in picked]
    if masks[-1].index >= len(exchange.lines) - 4:
        masks[-1] = replace(masks[-1], how="cut")
    return tuple(masks)


def mask_recording(exchange: Exchange, recording: Recording, masks: tuple[Mask, ...]) -> Recording:
    """The same recording with the lines of `masks` hidden."""
    audio = recording.audio.copy()
    spots = {s.index: s for s in recording.spots}
    kept = recording.spots
    for mask in masks:
        spot = spots[mask.index]
        rng = seed_of(exchange.name, "mask", mask.index)
        a, b = (round(x * RATE_HZ) for x in spot.clip)
        if mask.how == "cut":
            end = a + round(rng.uniform(0.5, 0.8) * RATE_HZ)
            audio = audio[:end]
            earlier = (s for s in kept if s.index < mask.index)
            kept = (*earlier, replace(spot, end=round(end / RATE_HZ, 3)))
        elif mask.how == "noise":
            audio[a:b, spot.channel] = bury(audio[a:b, spot.channel], rng)
        elif mask.how == "loss":
            audio[a:b, spot.channel] *= packets(b - a, rng)
        else:
            edge = round(0.35 * RATE_HZ)
            audio[a + edge : b - edge, spot.channel] = 0.0
    return Recording(audio, kept, tuple(s for s in recording.sounds if s.end * RATE_HZ < len(audio)))


def bury(speech: npt.NDArray[np.float32], rng: np.random.Generator) -> npt.NDArray[np.float32]:
    """Speech BURIED_DB under noise, the whole no louder than twice the speech was."""
    rms = float(np.sqrt(np.mean(speech**2)))
    noise = channel.band_noise(len(speech), rng, rms * 10 ** (BURIED_DB / 20))
    return np.asarray((speech + noise) * 2 * 10 ** (-BURIED_DB / 20), np.float32)


def packets(n: int, rng: np.random.Generator) -> npt.NDArray[np.float32]:
    """A gain that lets 40 to 80 ms through now and then, about a sixth of the time."""
    gain = np.zeros(n, np.float32)
    at = 0
    while at < n:
        on = round(rng.uniform(0.04, 0.08) * RATE_HZ)
        gain[at : at + on] = 1.0
        at += on + round(rng.uniform(0.22, 0.42) * RATE_HZ)
    return gain


def masked_claims(
    exchange: Exchange, masks: tuple[Mask, ...], spans: dict[int, tuple[float, float]]
) -> list[Claim]:
    """Claims about the hidden lines, now `cannot_determine`, and a dozen about what is still there."""
    how = {m.index: m.how for m in masks}
    gone = frozenset(how) | {x.index for x in exchange.lines if "cut" in how.values() and x.index > max(how)}
    checker = Checker.of(exchange)
    out: list[Claim] = []
    for turn in range(8):
        for c in label(replace(exchange, name=f"{exchange.name} {turn}"), (), spans):
            here = set(c.evidence) & set(how)
            if c.kind != "quote" or len(c.evidence) != 1 or not here or any(c.quote == x.quote for x in out):
                continue
            i = c.evidence[0]
            quoted = tokens(c.quote)
            rival = any(
                distance(words, quoted) <= CLEAR_OF_RIVALS
                for j, (_, _, words) in enumerate(checker.said)
                if j not in gone
            )
            if rival or len(quoted) < 4 or sum(x.masked == (i,) for x in out) >= CLAIMS_A_LINE:
                continue
            why = f"The evidence is hidden ({how[i]}); in the sound recording this claim is {c.truth}."
            out.append(
                replace(
                    c,
                    truth="cannot_determine",
                    evidence=(),
                    masked=(i,),
                    why=why,
                    condition=how[i],
                    change=None,
                    form=f"masked_{c.truth}",
                )
            )
    open_lines = [c for c in label(exchange, (), spans, gone) if c.evidence and c.truth != "spliced"]
    Random(exchange.name).shuffle(open_lines)
    return [replace(c, id=f"c{n}") for n, c in enumerate([*out, *open_lines[:12]], 1)]
