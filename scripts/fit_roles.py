"""Fit dispatch/turns/roles.json on generated exchanges, and say how well it is calibrated.

usage: python scripts/fit_roles.py FIT_DIR FIT_TRANSCRIPTS [--check DIR TRANSCRIPTS] [--write]

FIT_DIR holds what scripts/make_exchanges.py writes (audio and *.truth.json), FIT_TRANSCRIPTS what
`dispatch transcribe FIT_DIR -o FIT_TRANSCRIPTS` makes of it, so that weights are fitted to words as they
are heard. Each of those has one dispatcher; scripts/lab/talk has conversations of two, of none, and of people
in the field who give orders, which are taken as written, with the voices told apart, and count for words and
speakers alone. Five things are fitted, in order:

1. voices: how they vary, by how many transmissions are given to the wrong one, on rough copies too;
2. words: logistic regression over transmissions, heard and written;
3. words with those before and after: the same;
4. speakers: the weights of all ways of giving out the roles, by likelihood, on several views of each
   recording: with voices clear and rough, with the radio's ids and with some of them, and one side alone;
5. a transmission's own words beside its speaker's, and the sharpness, by likelihood on the same views of
   recordings that the rest was not fitted to.

All are drawn towards the weights that stand in roles.json under "prior", set by hand from procedure
manuals, because a few hundred generated transmissions are less than what is known of radio. What is
printed as "left out" is measured on exchanges that the weights were not fitted to.
"""

from __future__ import annotations

import argparse
import copy
import itertools
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from lab.exchange import Line, read_exchange
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment, minimize

from dispatch.audio.decode import open_audio
from dispatch.turns import open_embedder
from dispatch.turns.attribution import dispatcher_chances
from dispatch.turns.context import CONTEXT, context_features
from dispatch.turns.evidence import between, legibility, parse_all
from dispatch.turns.hints import SourceMark
from dispatch.turns.language import FEATURES, features
from dispatch.turns.lines import line_log_odds
from dispatch.turns.listening import Heard
from dispatch.turns.model import RoleModel, model_from
from dispatch.turns.openings import parse
from dispatch.turns.roles import MOST_ALIKE, link_weights, speaker_features
from dispatch.turns.sound import LEAST_MS, floor_db, loudest_window, searched
from dispatch.turns.space import VoiceModel, Window
from dispatch.turns.together import Said as TakenApart
from dispatch.turns.together import decide, roles_of, taken_apart
from dispatch.turns.voices import Sounds, cluster
from dispatch.values import Span, Transcript, Transmission, Word, from_json

TARGET = Path(__file__).resolve().parent.parent / "dispatch/turns/roles.json"
TALK = Path(__file__).resolve().parent / "lab/talk"
WORD_MS, PAUSE_MS = 330, 1200
WRITTEN_CONFIDENCE = 0.9
VOICE_SPREAD = 0.3
"""How far made-up vectors of one speaker lie apart, in deviations of the speakers' own: never confused."""
VOICE_GRID = {"within": (0.35, 0.4, 0.5), "between": (0.15, 0.2, 0.25)}
"""What is tried for telling voices apart; what is not named stays as set by hand."""
ROUGH_NEARER, ROUGH_NOISE = 0.2, 0.35
"""How much nearer to each other voices are in a rough copy, and what noise is on them, in deviations."""
SPEAKER_WEIGHTS = tuple("constant words line hub names calls answers addressed owned titled nameless".split())
MISSING = 0.4
"""Share of ids that are missing where some are."""
VIEW, SIDE = 0.5, 0.15
"""What each of an exchange's views counts when speakers are weighed, and what one side of it does."""
NOBODY_SELDOMER = -1.3
"""Added to the log-odds of no dispatcher: few recordings are without one, and two fifths of the written
exchanges here are. With less, a dispatcher who hardly names anybody is a unit as likely as not."""
LEAST_SIDE = 3
"""Transmissions of a side that say something of it."""
WORDS_RIDGE = 2.0
SPEAKER_RIDGE = 1.0
STRAY = 0.03
"""Share of speakers that no evidence tells: a hospital, a voice that is two people's. They bend no weight."""
LINE_BOUNDS = (0.2, 0.6)
"""A console is wired and its line clean, which generated units are too; but in a cockpit or beside the
console the other end is the noisy one, and whoever leads a field channel may be the clearest there. So it
counts a little, and never decides alone."""

WORD_FOLDS = 4
FLAT = 1.01
"""Log losses that differ by less than this factor are one to a few hundred transmissions."""

Array = NDArray[np.float64]
Step = Callable[[dict[str, Any], "Sequence[Exchange]"], None]


@dataclass(frozen=True)
class Said:
    """A transmission as heard, its sound, and who truly spoke it."""

    transmission: Transmission
    vector: Array
    heard_ms: int
    floor_db: float | None
    speaker: str
    console: bool


@dataclass(frozen=True)
class Exchange:
    """One recording; ``written`` pairs each true text with whether the console speaks it.

    ``heard`` is whether there was a recording: without, voices say nothing.
    """

    name: str
    said: tuple[Said, ...]
    written: tuple[tuple[str, bool], ...]
    heard: bool = True


def load(folder: Path, transcripts: Path) -> list[Exchange]:
    """Exchanges whose transcript is there."""
    embedder, found = open_embedder(), []
    for path in sorted(folder.glob("*.truth.json")):
        truth = json.loads(path.read_text())
        places = [transcripts / f"{truth['id']}.transcript.json"]
        places.append(transcripts / truth["id"] / places[0].name)
        heard = next((place for place in places if place.exists()), None)
        if heard is None:
            continue
        transcript = from_json(Transcript, json.loads(heard.read_text()))
        said = []
        with open_audio(folder / truth["audio"]) as audio:
            for transmission in transcript.transmissions:
                true = overlapping(transmission, truth["transmissions"])
                if true is None:
                    continue
                whole = searched(audio, transmission.channel, transmission.span)
                sound = loudest_window(whole)
                console = true["role"] == "dispatcher"
                vector, heard_ms = np.zeros(embedder.dimension), len(sound) // 16
                if heard_ms >= LEAST_MS:
                    vector = np.asarray(embedder.embed([sound])[0], dtype=np.float64)
                heard_ms = heard_ms if vector.any() else 0
                floor = floor_db(whole) if heard_ms else None
                said.append(Said(transmission, vector, heard_ms, floor, true["speaker"], console))
        written = tuple((t["written"], t["role"] == "dispatcher") for t in truth["transmissions"])
        found.append(Exchange(truth["id"], tuple(said), written))
    return found


def load_talk() -> list[Exchange]:
    """The conversations of scripts/lab/talk as if heard without a mistake, voices and all."""
    rng, found = np.random.default_rng(5), []
    for path in sorted(TALK.glob("*.txt")):
        exchange, said, start_ms = read_exchange(path), [], 1000
        voices = {speaker.key: rng.normal(size=192) for speaker in exchange.speakers}
        for line in exchange.lines:
            transmission = as_if_heard(line, start_ms)
            vector = voices[line.speaker] + VOICE_SPREAD * rng.normal(size=192)
            vector /= np.linalg.norm(vector)
            heard_ms = min(3000, transmission.span.duration_ms)
            console = exchange.role(line) == "dispatcher"
            said.append(Said(transmission, vector, heard_ms, None, line.speaker, console))
            start_ms = transmission.span.end_ms + PAUSE_MS
        texts = tuple((line.printed(), exchange.role(line) == "dispatcher") for line in exchange.lines)
        found.append(Exchange(exchange.name, tuple(said), texts, heard=False))
    return found


def as_if_heard(line: Line, start_ms: int) -> Transmission:
    """A written line as a transmission, one word every 330 ms."""
    places = [(text, start_ms + i * WORD_MS) for i, text in enumerate(line.printed().split())]
    words = tuple(Word(text, Span(at, at + WORD_MS), WRITTEN_CONFIDENCE) for text, at in places)
    span = Span(start_ms, start_ms + max(700, WORD_MS * len(words)))
    return Transmission(line.index, span, text=line.printed(), confidence=WRITTEN_CONFIDENCE, words=words)


def overlapping(heard: Transmission, truth: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The true transmission that a heard one shares most time with."""

    def shared(true: dict[str, Any]) -> float:
        if true.get("channel", 0) != heard.channel:
            return -1.0
        return float(min(true["end"], heard.span.end_s) - max(true["start"], heard.span.start_s))

    best = max(truth, key=shared)
    return best if shared(best) > 0 else None


def regression(x: Array, y: Array, weight: Array, prior: Array, ridge: float) -> Array:
    """Logistic regression drawn towards ``prior``."""

    def loss(w: Array) -> tuple[float, Array]:
        margin = x @ w
        error = np.logaddexp(0.0, margin) - y * margin
        slope = x.T @ (weight * (1 / (1 + np.exp(-margin)) - y)) + 2 * ridge * (w - prior)
        return float((weight * error).sum() + ridge * ((w - prior) ** 2).sum()), slope

    return np.asarray(minimize(loss, prior, method="L-BFGS-B", jac=True).x)


def windows_of(exchange: Exchange) -> list[Window]:
    return [
        Window(s.transmission.span.start_ms, s.transmission.span.end_ms, s.transmission.channel, s.heard_ms)
        for s in exchange.said
    ]


def fit_voice(data: dict[str, Any], fitted: Sequence[Exchange]) -> None:
    """The way of telling voices apart that gives fewest transmissions to the wrong one."""
    prior = data["prior"]["voice"]
    heard = [one for one in fitted if one.heard]
    heard += [roughened(one) for one in heard]
    tried = []
    for changes in itertools.product(*VOICE_GRID.values()):
        voice = prior | dict(zip(VOICE_GRID, changes, strict=True))
        wrong = sum(misgiven(one, VoiceModel(**voice)) for one in heard)
        tried.append((wrong, list(voice.values())))
    data["voice"] = dict(zip(prior, min(tried)[1], strict=True))


def misgiven(exchange: Exchange, voice: VoiceModel) -> float:
    """Share of the time given to another speaker, voices and speakers matched as well as can be."""
    rows = np.array([said.vector for said in exchange.said])
    found = cluster(Sounds(rows, windows_of(exchange), voice))
    speakers = sorted({said.speaker for said in exchange.said})
    shared = np.zeros((max(one.label for one in found.each) + 2, len(speakers)))
    for one, said in zip(found.each, exchange.said, strict=True):
        shared[one.label, speakers.index(said.speaker)] += said.transmission.span.duration_ms
    best = linear_sum_assignment(-shared[:-1])
    return 1 - float(shared[:-1][best].sum() / shared.sum())


def roughened(exchange: Exchange) -> Exchange:
    """The exchange with voices nearer to each other and more noise on them, as on channels not met here."""
    rng = np.random.default_rng(len(exchange.said))
    vectors = np.array([said.vector for said in exchange.said])
    heard = np.array([said.heard_ms > 0 for said in exchange.said])
    mean = vectors[heard].mean(axis=0)
    spread = vectors[heard] - mean
    noise = rng.normal(size=(len(vectors), len(spread))) @ spread / np.sqrt(len(spread))
    speakers = np.array([said.speaker for said in exchange.said])
    own = np.array([vectors[heard & (speakers == name)].sum(axis=0) for name in speakers])
    own /= np.array([[max(1, (heard & (speakers == name)).sum())] for name in speakers])
    rough = vectors - ROUGH_NEARER * (own - mean) + ROUGH_NOISE * noise
    rough /= np.linalg.norm(rough, axis=1, keepdims=True)
    said = [
        replace(one, vector=row) if one.heard_ms else one
        for one, row in zip(exchange.said, rough, strict=True)
    ]
    return replace(exchange, said=tuple(said))


def fit_words(data: dict[str, Any], fitted: Sequence[Exchange]) -> None:
    """Single transmissions, as heard and as written."""
    x: list[tuple[float, ...]] = []
    y: list[float] = []
    for exchange in fitted:
        transmissions = [said.transmission for said in exchange.said]
        clear = [legibility(transmission) for transmission in transmissions]
        x += [
            (1.0, *(c * value for value in features(parsed)))
            for c, parsed in zip(clear, parse_all(transmissions), strict=True)
        ]
        y += [float(said.console) for said in exchange.said]
        x += [(1.0, *features(parse(text))) for text, _ in exchange.written]
        y += [float(console) for _, console in exchange.written]
    prior = data["prior"]["words"]
    start = np.array([prior["bias"], *(prior["weights"].get(name, 0.0) for name in FEATURES)])
    weights = regression(np.array(x), np.array(y), np.full(len(y), 0.5), start, WORDS_RIDGE)
    named = {name: round(float(w), 3) for name, w in zip(FEATURES, weights[1:], strict=True)}
    data["words"] = {"bias": round(float(weights[0]), 3), "weights": named}


def fit_context(data: dict[str, Any], fitted: Sequence[Exchange]) -> None:
    """Single transmissions again, with their neighbours; words weighed as by weights fitted elsewhere."""
    x: list[tuple[float, ...]] = []
    y: list[float] = []
    for model, held in parts(data, fitted, WORD_FOLDS, (fit_words,)):
        for exchange in held:
            said = taken_apart([one.transmission for one in exchange.said], [], model)
            apart = between(said.pairs, speaker_numbers(exchange))
            x += [(1.0, *values) for values in context_features(said.parsed, said.words, apart)]
            y += [float(one.console) for one in exchange.said]
    prior = data["prior"]["context"]["weights"]
    start = np.array([-1.0, *(prior[name] for name in CONTEXT)])
    weights = regression(np.array(x), np.array(y), np.ones(len(y)), start, WORDS_RIDGE)
    data["context"] = {"weights": dict(zip(CONTEXT, (round(float(w), 3) for w in weights[1:]), strict=True))}


@dataclass(frozen=True)
class View:
    """One way in which an exchange may be heard, the radio's ids that are known then, and what it counts."""

    exchange: Exchange
    marks: tuple[SourceMark | None, ...]
    weight: float = 1.0


def as_heard(exchange: Exchange, weight: float = 1.0) -> View:
    """With voices alone."""
    return View(exchange, (None,) * len(exchange.said), weight)


def views(exchange: Exchange) -> list[View]:
    """With voices alone, clear and rough, with all of the radio's ids, and with some of them."""
    if not exchange.heard:
        return [as_heard(exchange)]
    rng = np.random.default_rng(len(exchange.said))
    ids = tuple(SourceMark(said.transmission.span.start_ms, said.speaker) for said in exchange.said)
    some = tuple(mark if rng.random() > MISSING else None for mark in ids)
    voices = [as_heard(one, VIEW) for one in (exchange, roughened(exchange))]
    return [*voices, View(exchange, ids, VIEW), View(exchange, some, VIEW)]


def sides(exchange: Exchange) -> list[View]:
    """The field without consoles, and each console alone: where both transmit on frequencies of their own."""
    consoles = sorted({said.speaker for said in exchange.said if said.console})
    if not consoles:
        return []
    kept = [[said for said in exchange.said if not said.console]]
    kept += [[said for said in exchange.said if said.speaker == name] for name in consoles]
    return [as_heard(replace(exchange, said=tuple(said)), SIDE) for said in kept if len(said) >= LEAST_SIDE]


@dataclass(frozen=True)
class Assigned:
    """An exchange's speakers as found: what each is linear in, links between them, the true roles."""

    x: Array
    links: Array
    alike: Array
    console: NDArray[np.bool_]
    weight: Array


def assigned(view: View, model: RoleModel) -> Assigned:
    exchange = view.exchange
    said_as, heard = said_of(view, model), heard_of(exchange)
    lines = line_log_odds(heard.floors_db, said_as.channels)
    found = roles_of(said_as, lines, cluster(Sounds(heard.rows, heard.windows, model.voice)), model)
    count = len(found.evidence)
    links = np.zeros((count, count))
    for (i, j), weight in link_weights(found.links).items():
        links[i, j] = weight
    alike = np.zeros((count, count))
    for (i, j), same in found.grouping.alike.items():
        alike[i, j] = same
    share = np.zeros((count, 2))
    for said, speaker in zip(exchange.said, found.grouping.groups, strict=True):
        share[speaker, int(said.console)] += 1
    x = np.array([speaker_features(one) for one in found.evidence])
    weight = view.weight * np.sqrt(share.sum(axis=1))
    return Assigned(x, links, alike, share[:, 1] > share[:, 0], weight)


def speaker_numbers(exchange: Exchange) -> list[int]:
    names = [said.speaker for said in exchange.said]
    return [names.index(name) for name in names]


def heard_of(exchange: Exchange) -> Heard:
    rows = np.array([said.vector for said in exchange.said])
    return Heard(rows, tuple(windows_of(exchange)), tuple(said.floor_db for said in exchange.said))


def said_of(view: View, model: RoleModel) -> TakenApart:
    return taken_apart([said.transmission for said in view.exchange.said], view.marks, model)


def fit_speakers(data: dict[str, Any], fitted: Sequence[Exchange]) -> None:
    """All ways of giving out the roles: the true one's likelihood, speaker by speaker.

    Each exchange's words are weighed as by weights fitted to other exchanges: on words it was fitted to, a
    model is right too often, and everything else would count for too little.
    """
    prior = data["prior"]["speaker"]
    cases = [
        assigned(view, model)
        for model, held in parts(data, fitted, WORD_FOLDS, (fit_words,))
        for exchange in held
        for view in views(exchange) + sides(exchange)
    ]
    pairs = [prior["unit_pairs"], prior["dispatcher_pairs"]]
    start = np.array([*prior["weights"].values(), *pairs, *prior["dispatchers"]])

    def loss(w: Array) -> tuple[float, Array]:
        drawn = SPEAKER_RIDGE * float(((w - start) ** 2).sum()), 2 * SPEAKER_RIDGE * (w - start)
        values, slopes = zip(drawn, *(_surprise(case, w) for case in cases), strict=True)
        return float(sum(values)), np.sum(slopes, axis=0)

    bounds: list[tuple[float | None, float | None]] = [(None, None)] * len(start)
    bounds[SPEAKER_WEIGHTS.index("line")] = LINE_BOUNDS
    weights = [
        round(float(w), 3) for w in minimize(loss, start, method="L-BFGS-B", jac=True, bounds=bounds).x
    ]
    own = len(SPEAKER_WEIGHTS)
    last = own + len(pairs)
    weights[last] = round(weights[last] + NOBODY_SELDOMER, 3)
    data["speaker"] = {
        "weights": dict(zip(SPEAKER_WEIGHTS, weights[:own], strict=True)),
        "unit_pairs": weights[own],
        "dispatcher_pairs": weights[own + 1],
        "dispatchers": weights[last:],
    }


def _surprise(case: Assigned, w: Array) -> tuple[float, Array]:
    """Negative log-likelihood of the true role of each speaker, weighted by the root of how much he says.

    Returns its slope too: what the weights count in all ways of giving out the roles, less in the right ones.
    """
    own, count = len(SPEAKER_WEIGHTS), len(case.x)
    roles = np.array(list(itertools.product((False, True), repeat=count)))
    linear = case.x @ w[:own]
    score = roles @ np.clip(linear, -8, 8)
    new = roles.astype(np.float64)
    paired = np.zeros((len(roles), 2))
    for i, j in itertools.combinations(range(count), 2):
        units, consoles, same = ~roles[:, i] & ~roles[:, j], roles[:, i] & roles[:, j], case.alike[i, j]
        new[:, j] *= 1 - same * consoles
        score += np.log(1 - min(same, MOST_ALIKE)) * (roles[:, i] != roles[:, j])
        paired += case.links[i, j] * np.stack([units, (1 - same) * consoles], axis=1)
    last = own + paired.shape[1]
    steps = np.arange(len(w) - last)
    number = np.maximum(0, 1 - abs(np.minimum(new.sum(axis=1), steps[-1])[:, None] - steps))
    score += paired @ w[own:last] + number @ w[last:]
    counted = np.hstack([roles @ (case.x * (abs(linear) < 8)[:, None]), paired, number])
    chance = np.exp(score - score.max())
    chance /= chance.sum()
    good = (roles == case.console) * chance[:, None]
    right = good.sum(axis=0)
    likely = STRAY + (1 - 2 * STRAY) * right
    inner = (1 - 2 * STRAY) * case.weight / likely
    slope = inner @ (right[:, None] * (chance @ counted) - good.T @ counted)
    return float(-(case.weight * np.log(likely)).sum()), slope


def fit_rest(data: dict[str, Any], apart: Sequence[tuple[RoleModel, Sequence[Exchange]]]) -> None:
    """Own words and sharpness, on recordings that the other weights were not fitted to.

    All views count: with voices told apart too well, words would be worth nothing, and with ids less is left
    for them to tell. Likelihood is flat here: of what is within a hundredth of the best, what is best
    calibrated.
    """
    weighed = [
        (model, [Weighed(view, model) for exchange in held for view in views(exchange)])
        for model, held in apart
    ]
    found = []
    for own, sharp in itertools.product((0.0, 0.15, 0.3, 0.5, 0.7, 0.9), (0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2)):
        chances, console = judged_apart(weighed, own, sharp)
        found.append((log_loss(chances, console), calibration_error(chances, console), own, sharp))
    flat = [one[1:] for one in found if one[0] < FLAT * min(found)[0]]
    _, data["own_words"], data["sharpness"] = min(flat)


class Weighed:
    """An exchange's transmissions with the log-odds of their speakers, which own words come on top of."""

    def __init__(self, view: View, model: RoleModel) -> None:
        self.said = said_of(view, model)
        self.told = decide(self.said, heard_of(view.exchange), model)
        self.console = [said.console for said in view.exchange.said]


def judged_apart(
    apart: Sequence[tuple[RoleModel, Sequence[Weighed]]], own: float, sharp: float
) -> tuple[Array, NDArray[np.bool_]]:
    parts = [judged(held, replace(model, own_words=own, sharpness=sharp)) for model, held in apart]
    return np.concatenate([c for c, _ in parts]), np.concatenate([y for _, y in parts])


def judged(measured: Sequence[Weighed], model: RoleModel) -> tuple[Array, NDArray[np.bool_]]:
    """Probability of the dispatcher for each transmission, and whether it truly is."""
    chances: list[float] = []
    console: list[bool] = []
    for one in measured:
        chances += dispatcher_chances(one.told, one.said.readable, model)
        console += one.console
    return np.array(chances), np.array(console)


def log_loss(chances: Array, console: NDArray[np.bool_]) -> float:
    return float(-np.log(np.where(console, chances, 1 - chances)).mean())


def calibration_error(chances: Array, console: NDArray[np.bool_]) -> float:
    """Mean distance of stated from true share, in ten bins of the stated role's probability."""
    sure, right = np.maximum(chances, 1 - chances), (chances > 0.5) == console
    bins = np.minimum(9, ((sure - 0.5) * 20).astype(int))
    return float(sum(abs((sure - right)[bins == b].sum()) for b in range(10)) / len(sure))


def fit(
    data: dict[str, Any],
    fitted: Sequence[Exchange],
    steps: Sequence[Step] = (fit_voice, fit_words, fit_context, fit_speakers),
) -> dict[str, Any]:
    out = copy.deepcopy(data)
    for step in steps:
        step(out, fitted)
    return out


def report(name: str, chances: Array, console: NDArray[np.bool_]) -> dict[str, float]:
    sure, right = np.maximum(chances, 1 - chances), (chances > 0.5) == console
    said = {
        "transmissions": len(chances),
        "right": round(float(right.mean()), 4),
        "mean_probability": round(float(sure.mean()), 4),
        "calibration_error": round(calibration_error(chances, console), 4),
        "log_loss": round(log_loss(chances, console), 4),
        "wrong_above_0.9": int((~right & (sure > 0.9)).sum()),
    }
    print(name, said)
    return said


def parts(
    data: dict[str, Any], every: Sequence[Exchange], folds: int, steps: Sequence[Step]
) -> list[tuple[RoleModel, list[Exchange]]]:
    """Exchanges in parts, each with a model fitted by ``steps`` without them and without their variants."""
    bases = sorted({exchange.name.removesuffix("m") for exchange in every})
    found = []
    for fold in range(folds):
        held = set(bases[fold::folds])
        inside = [e for e in every if e.name.removesuffix("m") not in held]
        outside = [e for e in every if e.name.removesuffix("m") in held]
        found.append((model_from(fit(data, inside, steps)), outside))
    return found


def written(data: dict[str, Any]) -> str:
    """JSON with lists of numbers on one line."""
    text = json.dumps(data, indent=1)
    return re.sub(r"\[[^\[\]{}]*\]", lambda found: " ".join(found[0].split()), text) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Fit the role model.")
    parser.add_argument("exchanges", type=Path)
    parser.add_argument("transcripts", type=Path)
    parser.add_argument("--check", type=Path, nargs=2, action="append", default=[])
    parser.add_argument("--folds", type=int, default=6)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    data = json.loads(TARGET.read_text())
    fitted = [*load(options.exchanges, options.transcripts), *load_talk()]
    apart = parts(data, fitted, options.folds, (fit_voice, fit_words, fit_context, fit_speakers))
    out = fit(data, fitted)
    fit_rest(out, apart)
    weighed = [(model, [Weighed(as_heard(one), model) for one in held]) for model, held in apart]
    chances, console = judged_apart(weighed, out["own_words"], out["sharpness"])
    measured = {"left_out": report("left out", chances, console)}
    model = model_from(out)
    report("fitted", *judged([Weighed(as_heard(one), model) for one in fitted], model))
    for folder, transcripts in options.check:
        checked = [Weighed(as_heard(one), model) for one in load(folder, transcripts)]
        measured[folder.name] = report(folder.name, *judged(checked, model))
    names = sorted({exchange.name.removesuffix("m") for exchange in fitted if exchange.heard})
    talk = sum(not exchange.heard for exchange in fitted)
    out["provenance"] = {
        "script": "scripts/fit_roles.py",
        "fitted_on": f"{len(names)} generated exchanges, {names[0]} to {names[-1]}, and their variants; "
        f"{talk} written ones",
        "measured": measured,
    }
    if options.write:
        TARGET.write_text(written(out))
    else:
        print(json.dumps(out, indent=1))


if __name__ == "__main__":
    main()
