"""Time searches and quote candidates over a generated archive, beside plain full scans of the same table.

usage: archive.py [--hours 1000] [--searches 200] [--quotes 100] [--db FILE] [--json FILE]

1,000 hours of scanner traffic are about 1.8 million words: 60,000 calls of one to five transmissions,
with made-up streets, names, units and numbers, common words as common as they are on the air. The quotes
are stretches of what was said; what the archive holds is misheard: each word with a chance of 20 % is
changed, lost or doubled, names by their sound. Prints medians and 95th percentiles, the same for the
scans, how many of the quotes' own transmissions are among the candidates, and the database's size.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dispatch.archive.candidates import Finder
from dispatch.archive.database import Archive
from dispatch.archive.search import How, search
from dispatch.archive.within import Within, utc_ms
from dispatch.values import Coverage, Engine, Recording, Role, Span, Transcript, Transmission, Word, details

WORDS_AN_HOUR = 1800
TALKGROUPS = 40
START = datetime(2026, 1, 1, tzinfo=UTC)
MISHEARD = 0.2
ENGINE = Engine("whisper/ctranslate2", "4.8", "base", "d" * 64, "en")
COMMON = (
    "the of to a and in is on that for copy you we it i have with be from at he all they this not at by are "
    "was clear out what up so can me my she just there no if will one would their like him her time when "
    "who make over into know some take other back then get go caller advise check show scene enroute "
    "respond units unit engine medic ladder truck car vehicle male female patient address street avenue "
    "north south east west northbound southbound eastbound westbound last seen wearing white black blue "
    "red jacket hoodie jeans plate run code three hold traffic stop door front rear side second third "
    "floor smoke showing fire alarm water pressure hydrant line command division staging available "
    "quarters returning service chest pain breathing conscious alert fall victim bleeding transport "
    "hospital eta minutes negative affirmative standby roger received repeat last location cross"
).split()
SYLLABLES = (
    "ba ber bing cal car con dal den dor el far fen gar gil ham har hol in kel ker lan lin mar mel mon nor "
    "or pas per pul quin ras ros san sel sher tam tel thor ul van ver wal wes win yar zel"
).split()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--hours", type=int, default=1000)
    parser.add_argument("--searches", type=int, default=200)
    parser.add_argument("--quotes", type=int, default=100)
    parser.add_argument("--db", type=Path, help="keep the archive here, and use it if it is there")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = args.db or Path(folder) / "archive.db"
        radio = Radio(random.Random(20261123))
        if not path.exists():
            _fill(path, radio, args.hours)
        with Archive(path) as archive:
            figures = {"database": _size(archive, path)}
            figures |= _searches(archive, args.searches) | _quotes(archive, args.quotes)
    figures["most memory, MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    text = json.dumps(figures, indent=1)
    print(text)
    if args.json:
        args.json.write_text(text + "\n")


class Radio:
    """Made-up traffic: Zipf's law over common words, and names, units and numbers as radio has them."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.names = sorted({self._name() for _ in range(3000)})
        chance.shuffle(self.names)
        self.weights = [1 / (rank + 3) for rank in range(len(COMMON))]

    def _name(self) -> str:
        return "".join(self.chance.choice(SYLLABLES) for _ in range(self.chance.choice((2, 2, 3)))).title()

    def said(self) -> str:
        """What one transmission says."""
        words: list[str] = []
        for _ in range(self.chance.randint(1, 4)):
            words += self.chance.choices(COMMON, self.weights, k=self.chance.randint(2, 5))
            kind = self.chance.random()
            if kind < 0.35:
                words.append(self.names[min(int(self.chance.expovariate(1 / 250)), len(self.names) - 1)])
            elif kind < 0.6:
                words.append(str(self.chance.randint(2, 9999)))
        return " ".join(words)

    def misheard(self, text: str) -> str:
        """The same as a recogniser of poor radio writes it."""
        out: list[str] = []
        for word in text.split():
            if self.chance.random() >= MISHEARD:
                out.append(word)
                continue
            kind = self.chance.random()
            if kind < 0.25:
                continue
            if kind < 0.4:
                out += [word, self.chance.choice(COMMON)]
            elif word[0].isupper() or kind < 0.6:
                at = self.chance.randrange(len(word))
                out.append(word[:at] + self.chance.choice("aeioulnrst") + word[at + 1 :])
            else:
                out.append(self.chance.choice(COMMON))
        return " ".join(out)


def _fill(path: Path, radio: Radio, hours: int) -> None:
    words, batch, calls = 0, [], 0
    said = path.with_suffix(".said").open("w")
    with Archive(path, create=True) as archive, said:
        while words < hours * WORDS_AN_HOUR:
            texts = [radio.said() for _ in range(radio.chance.choice((1, 2, 3, 3, 4, 5)))]
            words += sum(len(text.split()) for text in texts)
            start = START + timedelta(hours=hours * words / (hours * WORDS_AN_HOUR))
            batch.append((_call(calls, texts, start, radio), Path(f"/calls/{calls:06}.wav")))
            if calls % 97 == 0:
                print(json.dumps([calls, texts]), file=said)
            calls += 1
            if len(batch) == 500:
                archive.add_all(batch)
                batch = []
        archive.add_all(batch)
    print(f"{calls} calls, {words} words", file=sys.stderr)


def _call(number: int, texts: list[str], start: datetime, radio: Radio) -> Transcript:
    transmissions, at = [], 300
    for place, text in enumerate(texts):
        heard = radio.misheard(text)
        split = heard.split()
        words = tuple(Word(f" {w}", Span(at + 300 * i, at + 300 * i + 280), 0.8) for i, w in enumerate(split))
        span = Span(at, at + 300 * max(1, len(split)))
        transmissions.append(
            Transmission(place, span, role=Role.UNIT, text=heard, confidence=0.8, words=words)
        )
        at = span.end_ms + 700
    group = 100 + number % TALKGROUPS
    recording = Recording(
        f"{number:06}.wav", f"{number:064x}", 1000, "wav", "pcm_s16le", 8000, 1, at,
        start_time=start.isoformat(), start_time_basis="sidecar",
        source=details({"system": "made up", "talkgroup": group, "talkgroup_tag": f"Group {group}"}),
    )  # fmt: skip
    return Transcript(recording, ENGINE, tuple(transmissions), (), (), Coverage(at, at, 0, 0))


def _size(archive: Archive, path: Path) -> dict[str, object]:
    spaces = "length(text) - length(replace(text, ' ', ''))"
    [(words,)] = archive.rows(f"SELECT sum({spaces} + 1) FROM transmission")
    held = archive.holdings()
    return {
        "calls": held.recordings,
        "transmissions": held.transmissions,
        "words": words,
        "MB": round(path.stat().st_size / 1e6),
    }


def _searches(archive: Archive, count: int) -> dict[str, object]:
    """Each kind of search, and a scan for the same phrase."""
    chance = random.Random(1)
    radio = Radio(random.Random(20261123))
    night = Within("105", None, utc_ms(START + timedelta(hours=100)), utc_ms(START + timedelta(hours=112)))
    common = [" ".join(chance.sample(COMMON[:120], 2)) for _ in range(count)]
    names = [chance.choice(radio.names[:400]) for _ in range(count)]
    kinds: dict[str, Callable[[int], object]] = {
        "two common words": lambda n: search(archive, common[n]),
        "phrase": lambda n: search(archive, f'"{common[n]}"'),
        "name": lambda n: search(archive, names[n]),
        "prefix": lambda n: search(archive, f"{names[n][:4]}*"),
        "sounds like": lambda n: search(archive, f"~{names[n]} {common[n].split()[0]}"),
        "number": lambda n: search(archive, str(chance.randint(2, 9999))),
        "two common words, a talkgroup's night": lambda n: search(archive, common[n], night),
        "in order of time": lambda n: search(archive, common[n], how=How(order="time")),
        "scan for a phrase": lambda n: archive.rows(
            "SELECT id FROM transmission WHERE text LIKE ? LIMIT 20", (f"%{common[n]} zzz%",)
        ),
    }
    return {name: _timed(work, count) for name, work in kinds.items()}


def _quotes(archive: Archive, count: int) -> dict[str, object]:
    """Candidates for quotes that were said, and how often their place is among them."""
    from rapidfuzz import fuzz, process

    begun = time.perf_counter()
    finder = Finder(archive)
    opened = time.perf_counter() - begun
    quotes = list(_said(archive, count))
    ranks: list[int] = []

    def look(n: int) -> None:
        quote, sha256, number = quotes[n]
        found = finder.best(quote)
        places = [_place(archive, one.transcript, one.number) for one in found]
        near = [abs(at - number) <= 1 and sha == sha256 for sha, at in places]
        ranks.append(near.index(True) if True in near else -1)

    figures = _timed(look, len(quotes))
    texts = [text for (text,) in archive.rows("SELECT text FROM transmission")]
    scanned = _timed(
        lambda n: process.extract(quotes[n][0], texts, scorer=fuzz.partial_ratio, limit=20),
        min(10, len(quotes)),
    )
    found = [rank for rank in ranks if rank >= 0]
    return {
        "candidates for a quote": figures,
        "opening the index for them, s": round(opened, 3),
        "quotes": len(quotes),
        "place among the first 20": len(found),
        "place first": sum(rank == 0 for rank in found),
        "scan for a quote (rapidfuzz over all texts)": scanned,
    }


def _said(archive: Archive, count: int) -> Iterator[tuple[str, str, int]]:
    """A stretch of 6 to 15 words as it was said, with the recording and the transmission it is from."""
    chance = random.Random(2)
    lines = archive.path.with_suffix(".said").read_text().splitlines()
    for line in chance.sample(lines, min(len(lines), 4 * count)):
        call, texts = json.loads(line)
        number = chance.randrange(len(texts))
        words = texts[number].split()
        if len(words) >= 6 and count:
            first = chance.randrange(len(words) - 5)
            yield " ".join(words[first : first + chance.randint(6, 15)]), f"{call:064x}", number
            count -= 1


def _place(archive: Archive, transcript: int, number: int) -> tuple[str, int]:
    [(sha256,)] = archive.rows(
        "SELECT sha256 FROM recording JOIN transcript ON recording = recording.id WHERE transcript.id = ?",
        (transcript,),
    )
    return sha256, number


def _timed(work: Callable[[int], object], count: int) -> dict[str, float]:
    took = []
    for number in range(count):
        begun = time.perf_counter()
        work(number)
        took.append(1000 * (time.perf_counter() - begun))
    took.sort()
    return {
        "median ms": round(statistics.median(took), 2),
        "95 % ms": round(took[int(len(took) * 0.95)], 2),
    }


if __name__ == "__main__":
    main()
