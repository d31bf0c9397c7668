#!/usr/bin/env python3
"""Render the written exchanges and their labelled claims: what verdicts are calibrated on and tested with.

usage: make_exchanges.py OUT [--part fit|held|blind] [--only NAME]     OUT/fit, OUT/held, OUT/blind
       make_exchanges.py OUT --joins      phrases joined at recorded positions (the truth for word times)
       make_exchanges.py OUT --harsh      copies that a recogniser hardly follows: OUT/fit-noisy, fit-fast, …
       make_exchanges.py OUT --turns      turns 200 ms apart and half-second answers
       make_exchanges.py OUT --talk       two dispatchers, commanders on the scene, no console

Each recording comes with <id>.truth.json and <id>.claims.json, written when the sound is complete; `<id>m`
is the
same exchange with the evidence of some claims hidden. Needs scripts/lab/requirements.txt. The same texts
give the
same recordings; nothing is rendered twice unless its text changed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from lab.exchange import Exchange, read_exchange
from lab.harsh import make_harsh
from lab.joins import join_phrases, read_phrases
from lab.labels import label
from lab.masks import choose_masks, mask_recording, masked_claims
from lab.render import Recording, render
from lab.truth import Claim, write_recording
from lab.voices import Studio, lab_folder

LAB = Path(__file__).parent / "lab"
JOINED_RECORDINGS = 12


def read_all(part: str) -> list[Exchange]:
    """The written exchanges of one part: `fit`, `held` or `blind`."""
    return [read_exchange(p) for p in sorted((LAB / "exchanges").glob(f"{part}*.txt"))]


def spans_of(recording: Recording) -> dict[int, tuple[float, float]]:
    """Each line's start and end in seconds."""
    return {s.index: (s.start, s.end) for s in recording.spots}


def make_part(part: str, out: Path, only: str | None, studio: Studio) -> Counter[tuple[str, str]]:
    """Render what is not there yet; returns the labels made, by truth and kind."""
    exchanges = read_all(part)
    made: Counter[tuple[str, str]] = Counter()
    for exchange in exchanges:
        if only and not exchange.name.startswith(only):
            continue
        folder = out / part
        text = LAB / "exchanges" / f"{exchange.name}.txt"
        done = folder / f"{exchange.name}.truth.json"
        if done.exists() and done.stat().st_mtime > text.stat().st_mtime and not only:
            continue
        recording = render(exchange, studio)
        lost = frozenset(x.index for x in exchange.lines if x.condition == "lost")
        others = [x for x in exchanges if x.name != exchange.name]
        claims = label(exchange, others, spans_of(recording), lost)
        write_recording(folder, exchange.name, exchange, recording, claims)
        made.update((c.truth, c.change or c.form or "") for c in claims)
        if exchange.head.get("masked") == "yes":
            made.update(make_masked(exchange, recording, folder))
        print(
            f"{exchange.name}: {len(recording.audio) / 8000:.1f} s, {len(claims)} claims",
            file=sys.stderr,
            flush=True,
        )
    return made


def make_masked(exchange: Exchange, recording: Recording, folder: Path) -> list[tuple[str, str]]:
    """The second rendering, with hidden evidence."""
    masks = choose_masks(exchange)
    claims: list[Claim] = masked_claims(exchange, masks, spans_of(recording))
    write_recording(
        folder,
        exchange.name + "m",
        exchange,
        mask_recording(exchange, recording, masks),
        claims,
        {m.index: f"masked_{m.how}" for m in masks},
    )
    return [(c.truth, c.form or "") for c in claims]


def make_joins(out: Path, studio: Studio) -> None:
    """Recordings whose phrase bounds are known to the sample."""
    phrases = read_phrases(LAB / "phrases.txt")
    for n in range(JOINED_RECORDINGS):
        exchange, recording = join_phrases(n, phrases, studio)
        truth = write_recording(out / "joins", exchange.name, exchange, recording, ())
        for line, spot in zip(truth["transmissions"], recording.spots, strict=True):
            line["phrases"] = [
                {"text": s.spoken(), "start": a, "end": b}
                for s, (a, b) in zip(exchange.lines[spot.index].sentences, spot.sentences, strict=True)
            ]
        (out / "joins" / f"{exchange.name}.truth.json").write_text(json.dumps(truth, indent=1) + "\n")


def make_unclaimed(kind: str, out: Path, studio: Studio) -> None:
    """Exchanges without claims: `turns`, the next voice 200 ms after the last and answers of half a second,
    or `talk`, where roles are not what they mostly are.
    """
    for path in sorted((LAB / kind).glob("*.txt")):
        exchange = read_exchange(path)
        write_recording(out / kind, exchange.name, exchange, render(exchange, studio), ())


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out", type=Path)
    ap.add_argument("--part", choices=("fit", "held", "blind"))
    ap.add_argument("--only", help="exchanges whose name begins so, again")
    ap.add_argument("--joins", action="store_true")
    ap.add_argument("--turns", action="store_true")
    ap.add_argument("--talk", action="store_true")
    ap.add_argument("--harsh", action="store_true", help="of the exchanges that are there")
    a = ap.parse_args()
    if a.harsh:
        for part in ("fit", "held"):
            make_harsh(a.out / part, a.out / f"{part}-noisy", "h")
            make_harsh(a.out / part, a.out / f"{part}-fast", "g")
        return
    studio = Studio(lab_folder())
    if a.joins:
        make_joins(a.out, studio)
    for kind in ("turns", "talk"):
        if getattr(a, kind):
            make_unclaimed(kind, a.out, studio)
    if a.joins or a.turns or a.talk:
        return
    made: Counter[tuple[str, str]] = Counter()
    for part in [a.part] if a.part else ["fit", "held"]:
        made += make_part(part, a.out, a.only, studio)
    for (truth, kind), n in sorted(made.items()):
        print(f"{truth:18s} {kind:24s} {n}")


if __name__ == "__main__":
    main()
