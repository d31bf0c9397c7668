#!/usr/bin/env python3
"""Make audio_samples/: recordings, articles and ground truth, from the texts in scripts/lab/samples.

usage: make_samples.py [OUT]     (needs scripts/lab/requirements.txt; about four minutes on one core)
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from lab.exchange import Exchange, read_exchange
from lab.render import render
from lab.truth import Claim, write_recording
from lab.voices import Studio, lab_folder

TEXTS = Path(__file__).parent / "lab" / "samples"


def written_claims(exchange: Exchange) -> list[Claim]:
    """The claims of the file, numbered as they stand there."""
    return [
        Claim(
            f"c{n}",
            w.quote,
            "indirect" if w.indirect else "quote",
            w.role,
            w.unit,
            w.truth,
            w.evidence,
            w.why,
            w.change,
        )
        for n, w in enumerate(exchange.claims, 1)
    ]


def main() -> None:
    """Render every text in the samples folder."""
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "audio_samples"
    studio = Studio(lab_folder())
    for path in sorted(TEXTS.glob("*.txt")):
        exchange = read_exchange(path)
        truth = write_recording(
            out, exchange.name, exchange, render(exchange, studio), written_claims(exchange)
        )
        print(f"{truth['audio']}: {truth['seconds']:.1f} s, {len(truth['claims'])} claims", file=sys.stderr)


if __name__ == "__main__":
    main()
