"""Score who is said to have spoken: speakers, roles, their probabilities, and accusations.

usage: speakers.py TRUTH_DIR:TRANSCRIPTS... [--stock MODEL] [--hours 8]

TRUTH_DIR holds ``<id>.truth.json`` with ``audio``, ``channel``, ``transmissions`` (``start``, ``end``,
``speaker``, ``role``) and, if there are any, ``claims``, beside the recordings; TRANSCRIPTS what ``dispatch
transcribe`` made of them: words and cuts are taken from there, speakers and roles are told anew.

Role accuracy is the share of true speech whose role is right (missed speech counts as wrong); confusion is
the share given to the wrong speaker under the best one-to-one mapping; the diarization error adds speech
missed and falsely kept beyond a collar of 100 ms. Calibration is the mean distance of stated from true share
in ten bins.
``--stock`` compares processor time with faster-whisper's own transcription, one thread each; ``--hours``
clusters that much traffic, made of the embeddings with noise added.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import tracemalloc
from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from dispatch.audio.decode import open_audio
from dispatch.interfaces import SAMPLE_RATE_HZ, Audio, SpeakerEmbedder
from dispatch.judge.roles import p_other_speaker, said_by
from dispatch.judge.verdict import CLEAR_ROLE
from dispatch.turns import SourceMark, TurnHints, Turns, attribute, open_embedder, split_turns
from dispatch.turns.model import role_model
from dispatch.turns.space import Window
from dispatch.turns.voices import Sounds, cluster
from dispatch.values import Claim, Role, Stretch, Transcript, Transmission, from_json

if TYPE_CHECKING:
    from dispatch.turns.listening import KnownVoices

FRAME_S, COLLAR_S = 0.01, 0.1
LENGTHS_S = (0.0, 1.5, 3.0, 6.0, 1e9)
SAID = ("verbatim", "minor_differences", "misattributed")
Labels = NDArray[np.intp]


@dataclass(frozen=True)
class Case:
    """A labelled recording and what was heard on it, nothing said of who spoke."""

    truth: dict[str, Any]
    heard: tuple[Transmission, ...]
    path: Path

    def true_of(self, said: Transmission) -> dict[str, Any] | None:
        """The true transmission that shares most time with one heard."""
        shared = [
            (min(t["end"], said.span.end_s) - max(t["start"], said.span.start_s), i)
            for i, t in enumerate(self.truth["transmissions"])
            if t.get("channel", 0) == said.channel
        ]
        most, i = max(shared, default=(0.0, 0))
        return self.truth["transmissions"][i] if most > 0 else None


@dataclass
class Remembering:
    """An embedder that embeds nothing twice, and says what it cost."""

    inner: SpeakerEmbedder
    rows: dict[bytes, Any] = field(default_factory=dict)
    processor_s: float = 0.0
    longest_s: float = 0.0

    @property
    def dimension(self) -> int:
        return self.inner.dimension

    def embed(self, windows: Sequence[Any]) -> Any:
        for window in windows:
            if window.tobytes() not in self.rows:
                began = time.process_time()
                self.rows[window.tobytes()] = self.inner.embed([window])[0]
                self.processor_s += time.process_time() - began
                self.longest_s = max(self.longest_s, len(window) / SAMPLE_RATE_HZ)
        return np.array([self.rows[window.tobytes()] for window in windows])


@dataclass(frozen=True)
class Score:
    """Seconds, which add up over recordings."""

    speech: float = 0.0
    role_right: float = 0.0
    confused: float = 0.0
    missed: float = 0.0
    false: float = 0.0

    def __add__(self, other: Score) -> Score:
        return Score(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def row(self) -> str:
        whole = max(self.speech, 1e-9)
        error = (self.confused + self.missed + self.false) / whole
        return f"role {self.role_right / whole:.3f}  confusion {self.confused / whole:.3f}  DER {error:.3f}"


def frames(spans: Iterable[tuple[float, float, int]], count: int, grow_s: float = 0.0) -> Labels:
    """A label for each frame, -1 for none."""
    held = np.full(count, -1, dtype=np.intp)
    for start, end, label in spans:
        first = max(0, round((start - grow_s) / FRAME_S))
        held[first : max(first, round((end + grow_s) / FRAME_S))] = label
    return held


def score(case: Case, turns: Turns, least_s: float = 0.0, most_s: float = 1e9) -> Score:
    """Of the true transmissions whose length lies within the bounds; the mapping is the whole recording's."""
    whole_s = max([case.truth["seconds"], *(t.span.end_s for t in turns.transmissions)]) + 1

    def placed(start: float, end: float, channel: int) -> tuple[float, float]:
        """Channels stand behind one another, so that what is said at once is counted for each."""
        return start + channel * whole_s, end + channel * whole_s

    true = [(*placed(t["start"], t["end"], t.get("channel", 0)), t) for t in case.truth["transmissions"]]
    said = [(*placed(t.span.start_s, t.span.end_s, t.channel), t) for t in turns.transmissions]
    count = round(max(t[1] for t in [*true, *said]) / FRAME_S) + round(1 / FRAME_S)
    names = sorted({t["speaker"] for _, _, t in true})
    found = sorted({t.speaker or "" for t in turns.transmissions})
    ref = frames(((a, b, names.index(t["speaker"])) for a, b, t in true), count)
    got = frames(((a, b, found.index(t.speaker or "")) for a, b, t in said), count)
    role = frames(((a, b, list(Role).index(Role(t["role"]))) for a, b, t in true), count)
    told = frames(((a, b, list(Role).index(t.role)) for a, b, t in said), count)
    length = [(a, b) for a, b, _ in true if least_s <= b - a < most_s]
    here = frames(((a, b, 0) for a, b in length), count) >= 0
    both = (ref >= 0) & (got >= 0)
    table = np.zeros((len(names), len(found)))
    np.add.at(table, (ref[both], got[both]), 1)
    mapped = np.full(len(names), -2)
    chosen, match = linear_sum_assignment(-table)
    mapped[chosen] = match
    core = frames(((a, b, 0) for a, b in length), count, -COLLAR_S) >= 0
    wide = frames(((a, b, 0) for a, b, _ in true), count, COLLAR_S) >= 0
    false = ((got >= 0) & ~wide).sum() if len(length) == len(true) else 0
    counts = (here.sum(), (here & (role == told)).sum(), (here & both & (mapped[ref] != got)).sum())
    return Score(*(float(n) * FRAME_S for n in (*counts, (core & (got < 0)).sum(), false)))


@dataclass
class Sure:
    """Stated probabilities and whether they came true."""

    stated: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)

    def add(self, case: Case, turns: Turns) -> None:
        """Where no role is told the more likely one isn't known either; its probability is near a half."""
        for said in turns.transmissions:
            true = case.true_of(said)
            if true is not None and said.role is not Role.UNKNOWN:
                self.stated.append(said.role_probability)
                self.right.append(said.role.value == true["role"])

    def row(self) -> str:
        stated, right = np.array(self.stated), np.array(self.right)
        bins = np.minimum(9, ((stated - 0.5) * 20).astype(int))
        error = sum(abs((stated - right)[bins == b].sum()) for b in range(10)) / max(1, len(stated))
        wrong = int((~right & (stated > 0.9)).sum())
        return (
            f"{len(stated)} roles told, {right.mean():.3f} right, {stated.mean():.3f} stated, "
            f"calibration error {error:.3f}, {wrong} of {(stated > 0.9).sum()} above 0.9 wrong"
        )


def hints_of(case: Case, kind: str) -> TurnHints:
    """What a recorder would have left beside the sound: ids right, or spoilt in one way."""
    rng = random.Random(case.truth["id"])
    speakers = {t["speaker"]: t["role"] for t in case.truth["transmissions"]}
    ids = {name: str(4000 + 7 * i) for i, name in enumerate(sorted(speakers))}
    consoles = tuple(ids[name] for name, role in speakers.items() if role == "dispatcher")
    marks = []
    for said in case.truth["transmissions"]:
        source = ids[said["speaker"]]
        if kind == "wrong" and rng.random() < 0.1:
            source = rng.choice([other for other in ids.values() if other != source] or [source])
        lost = kind == "missing" and rng.random() < 0.4
        if lost or (kind == "console" and source not in consoles):
            source = "-1"
        start = round(said["start"] * 1000) + (1800 if kind == "shifted" else 0)
        marks.append(SourceMark(start, source, channel=said.get("channel", 0)))
    return TurnHints(marks=tuple(marks), consoles=consoles if kind == "console" else ())


def accusations(case: Case, turns: Turns) -> dict[str, list[bool]]:
    """Whether each quoted claim said as quoted is called misattributed at its true place."""
    found: dict[str, list[bool]] = {"rightly attributed": [], "another role's": [], "another unit's": []}
    for claim in case.truth.get("claims", ()):
        if claim["kind"] != "quote" or claim["truth"] not in SAID or claim["attributed_to"] == "unknown":
            continue
        places = set(claim["evidence"])
        said = [t for t in turns.transmissions if (x := case.true_of(t)) and x["index"] in places]
        if not said:
            continue
        role, unit = Role(claim["attributed_to"]), claim.get("unit")
        asked = Claim(claim["id"], claim["quote"], attributed_to=role, unit=unit)
        called = p_other_speaker(asked, said_by(said)) >= CLEAR_ROLE
        right = claim["truth"] != "misattributed"
        roles = {t["role"] for t in case.truth["transmissions"] if t["index"] in places}
        swapped = "another unit's" if claim["attributed_to"] in roles else "another role's"
        found["rightly attributed" if right else swapped].append(called)
    return found


def interval(hits: int, count: int) -> tuple[float, float]:
    """Wilson's 95 % interval."""
    z, n = 1.96, max(count, 1)
    p = hits / n
    centre, half = p + z * z / (2 * n), z * np.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return float((centre - half) / (1 + z * z / n)), float((centre + half) / (1 + z * z / n))


def load(pair: str) -> list[Case]:
    folder, transcripts = (Path(part) for part in pair.split(":"))
    cases = []
    for path in sorted(folder.glob("*.truth.json")):
        truth = json.loads(path.read_text())
        heard = transcripts / f"{truth['id']}.transcript.json"
        if not heard.exists():
            continue
        transcript = from_json(Transcript, json.loads(heard.read_text()))
        plain = tuple(
            replace(t, speaker=None, unit=None, role=Role.UNKNOWN, role_probability=0.0)
            for t in transcript.transmissions
        )
        cases.append(Case(truth, plain, folder / truth["audio"]))
    return cases


VARIANTS: dict[str, Callable[[Case, Audio, SpeakerEmbedder], Turns]] = {
    "voices and words": lambda c, a, e: attribute(a, c.heard, e),
    "voices alone": lambda c, a, e: attribute(a, [replace(t, text="", words=()) for t in c.heard], e),
    "words alone": lambda c, a, e: attribute(None, c.heard, None),
    "ids": lambda c, a, e: attribute(a, c.heard, e, hints_of(c, "right")),
    "ids, 1 in 10 wrong": lambda c, a, e: attribute(a, c.heard, e, hints_of(c, "wrong")),
    "ids, 4 in 10 missing": lambda c, a, e: attribute(a, c.heard, e, hints_of(c, "missing")),
    "ids, 1.8 s late": lambda c, a, e: attribute(a, c.heard, e, hints_of(c, "shifted")),
    "the console's id alone": lambda c, a, e: attribute(a, c.heard, e, hints_of(c, "console")),
}


def measure(cases: Sequence[Case], embedder: Remembering) -> None:
    """Print every figure for one set of recordings."""
    totals: dict[str, Score] = {}
    groups: dict[str, Score] = {}
    sure = Sure()
    claims: dict[str, list[bool]] = {}
    for case in cases:
        with open_audio(case.path) as audio:
            for name, variant in VARIANTS.items():
                turns = variant(case, audio, embedder)
                result = score(case, turns)
                totals[name] = totals.get(name, Score()) + result
                if name != "voices and words":
                    continue
                print(f"  {case.truth['id']:24} {result.row()}")
                sure.add(case, turns)
                groups[case.truth["channel"]] = groups.get(case.truth["channel"], Score()) + result
                for least, most in pairwise(LENGTHS_S):
                    key = f"{least:g} to {most:g} s" if most < 1e9 else f"{least:g} s and more"
                    groups[key] = groups.get(key, Score()) + score(case, turns, least, most)
                for kind, called in accusations(case, turns).items():
                    claims.setdefault(kind, []).extend(called)
    for name, result in (*totals.items(), *sorted(groups.items())):
        print(f"= {name:24} {result.row()}")
    print("=", sure.row())
    for kind, called in claims.items():
        low, high = interval(sum(called), len(called))
        print(f"= {kind}: {sum(called)} of {len(called)} called misattributed, {low:.3f} to {high:.3f}")


def compare_with_stock(cases: Sequence[Case], embedder: Remembering, name: str) -> None:
    """Processor time of voices against stock transcription of the same recordings, one thread each."""
    from faster_whisper import WhisperModel

    from dispatch.transcribe.models import resolve_model

    stock = WhisperModel(str(resolve_model(name).folder), device="cpu", compute_type="int8", cpu_threads=1)
    began = time.process_time()
    for case in cases:
        for _ in stock.transcribe(str(case.path), language="en", vad_filter=True)[0]:
            pass
    transcribing = time.process_time() - began
    for kind, alone in (("as recorded", False), ("cut into calls", True)):
        voices = sum(telling_s(case, embedder.inner, alone) for case in cases)
        share = voices / transcribing
        print(f"= {kind}: voices {voices:.1f} s, stock {name} {transcribing:.1f} s: {share:.1%}")


def telling_s(case: Case, embedder: SpeakerEmbedder, alone: bool) -> float:
    """Processor time for looking for changes of voice and telling speakers, of each alone or of all."""
    parts = [[said] for said in case.heard] if alone else [list(case.heard)]
    with open_audio(case.path) as audio:
        audio.read(0, case.heard[0].span)
        began = time.process_time()
        for part in parts:
            known: KnownVoices = {}
            split_turns(audio, [Stretch(said.span, said.channel) for said in part], embedder, known)
            attribute(audio, part, embedder, known=known)
        return time.process_time() - began


def cluster_hours(embedder: Remembering, hours: float) -> None:
    """Cluster that much traffic, one transmission in six seconds, and print what it takes."""
    rng = np.random.default_rng(0)
    rows = np.array([row for row in embedder.rows.values() if row.any()], dtype=np.float64)
    many = rows[rng.integers(0, len(rows), round(hours * 600))]
    many = many + rng.normal(scale=0.3 / np.sqrt(many.shape[1]), size=many.shape)
    many /= np.linalg.norm(many, axis=1, keepdims=True)
    windows = [Window(i * 6000, i * 6000 + 3000, 0, 3000) for i in range(len(many))]
    tracemalloc.start()
    began = time.process_time()
    found = cluster(Sounds(many, windows, role_model().voice))
    spent = time.process_time() - began
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    speakers = max(voice.label for voice in found.each) + 1
    print(
        f"= {hours:g} h, {len(many)} transmissions: {speakers} voices, {spent:.0f} s, {peak:.0f} MB at most"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="+", help="TRUTH_DIR:TRANSCRIPTS")
    parser.add_argument("--stock", help="model to compare processor time with")
    parser.add_argument("--hours", type=float)
    parser.add_argument("--without", default="", help="leave out recordings whose name ends so")
    options = parser.parse_args()
    embedder = Remembering(open_embedder())
    for pair in options.sets:
        cases = [c for c in load(pair) if not (options.without and c.truth["id"].endswith(options.without))]
        print(f"{pair}: {len(cases)} recordings")
        measure(cases, embedder)
        if options.stock:
            compare_with_stock(cases, embedder, options.stock)
    print(f"= longest window embedded {embedder.longest_s:.2f} s")
    if options.hours:
        cluster_hours(embedder, options.hours)


if __name__ == "__main__":
    main()
