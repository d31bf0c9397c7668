"""How much of what a reading skips is heard again: texts made to begin at their second sentence.

usage: skipped.py EXCHANGES_DIR [--model base]

EXCHANGES_DIR is what ``make_exchanges.py`` writes, or any folder of recordings with ``<id>.truth.json``. Each
true transmission is read. Where the text has two sentences, the first one is taken away as the recogniser's
own skipping does it, and the rest of the hearing is left to find it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dispatch.audio.decode import open_audio
from dispatch.transcribe.decoding import Decoder, Reading, Sound
from dispatch.transcribe.engines import open_engine
from dispatch.transcribe.options import HearingOptions
from dispatch.values import Span, Stretch
from dispatch.wording import tokens


class Skipping:
    """A decoder whose next readings lack their first sentence."""

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._read = decoder.read

    def __enter__(self) -> None:
        def read(sounds: Sequence[Sound]) -> list[Reading]:
            self._decoder.read = self._read  # type: ignore[method-assign]
            return [without_first_sentence(self._decoder, one) for one in self._read(sounds)]

        self._decoder.read = read  # type: ignore[method-assign]

    def __exit__(self, *error: object) -> None:
        self._decoder.read = self._read  # type: ignore[method-assign]


def without_first_sentence(decoder: Decoder, reading: Reading) -> Reading:
    """The reading from its second sentence on; as it is where it has one alone."""
    spelled = [word for word in decoder.runtime.tokens.words(reading.tokens) if word.text.strip()]
    ends = [k for k, word in enumerate(spelled[:-1]) if word.text.strip()[-1] in ".?!"]
    if not ends:
        return reading
    kept = reading.tokens[spelled[ends[0] + 1].first :]
    return replace(reading, tokens=kept, text=decoder.runtime.tokens.decode(kept).strip())


def first_sentence(text: str) -> str:
    """The first of several sentences; nothing where there is one alone."""
    words = text.split()
    ends = [k for k, word in enumerate(words[:-1]) if word[-1] in ".?!"]
    return " ".join(words[: ends[0] + 1]) if ends else ""


def norms(text: str) -> list[str]:
    """The words of a text, each in one form."""
    return [token.norm for token in tokens(text)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", default="base")
    args = parser.parse_args()
    engine = open_engine(HearingOptions(model=args.model, threads=1))
    skipped = restored = lost = back = 0
    for path in sorted(args.folder.glob("*.truth.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        with open_audio(args.folder / truth["audio"]) as audio:
            for one in truth["transmissions"]:
                span = Span(round(one["start"] * 1000), round(one["end"] * 1000))
                stretch = Stretch(span)
                whole = next(engine.hear(audio, [stretch])).text
                first = norms(first_sentence(whole))
                if first:
                    with Skipping(engine._decoder):
                        again = norms(next(engine.hear(audio, [stretch])).text)
                    skipped += 1
                    restored += again == norms(whole)
                    lost += len(first)
                    back += sum((Counter(first) & Counter(again)).values())
    print(
        f"{args.model}: {skipped} readings lack their first sentence, {restored} are restored word for word"
    )
    print(f"  of {lost} words {back} are there again")


if __name__ == "__main__":
    main()
