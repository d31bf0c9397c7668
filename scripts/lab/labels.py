"""Labelled claims from the annotations of a written exchange.

Each maker yields drafts of one kind of claim; `Checker` throws out every draft whose label the rest of the
exchange
would make doubtful: altered words that were really said elsewhere, a quotation that the other role said
too, and the
like. What is left is drawn to a quota, so that no kind swamps the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random

from lab.bent import altered, from_elsewhere, misattributed, spliced
from lab.checks import Checker
from lab.drafts import Draft
from lab.exchange import Exchange
from lab.faithful import across, cut_short, marked_gaps, small_changes, whole_quotes
from lab.truth import Claim

QUOTA = {
    "verbatim": 12,
    "minor_differences": 6,
    "altered": 14,
    "spliced": 5,
    "misattributed": 5,
    "not_found": 7,
}


def label(
    exchange: Exchange,
    others: Iterable[Exchange],
    spans: dict[int, tuple[float, float]],
    skip: frozenset[int] = frozenset(),
) -> list[Claim]:
    """The claims of an exchange, numbered; lines in `skip` (lost in the rendering) are left alone."""
    rng = Random(exchange.name)
    checker = Checker.of(exchange)
    sources: dict[str, list[Iterator[Draft]]] = {
        "verbatim": [
            whole_quotes(exchange, rng),
            cut_short(exchange, rng),
            marked_gaps(exchange, rng),
            across(exchange, spans),
        ],
        "minor_differences": [small_changes(exchange, rng)],
        "altered": [altered(exchange, rng)],
        "spliced": [spliced(exchange, spans, rng)],
        "misattributed": [misattributed(exchange, rng)],
        "not_found": [from_elsewhere(exchange, others, rng)],
    }
    by_hand = [w for w in exchange.claims if not set(w.evidence) & skip]
    chosen: list[Draft] = []
    for truth, makers in sources.items():
        ready = sum(w.truth == truth and not w.indirect for w in by_hand)
        chosen += draw(checker, makers, QUOTA[truth] - ready, skip, rng)
    claims = [_claim(exchange, d, rng) for d in chosen]
    claims += [
        Claim(
            "",
            w.quote,
            "indirect" if w.indirect else "quote",
            w.role,
            w.unit,
            w.truth,
            w.evidence,
            w.why,
            w.change,
            "by_hand",
            _condition(exchange, w.evidence),
        )
        for w in by_hand
    ]
    rng.shuffle(claims)
    return [replace(c, id=f"c{n}") for n, c in enumerate(claims, 1)]


def draw(
    checker: Checker, makers: list[Iterator[Draft]], most: int, skip: frozenset[int], rng: Random
) -> list[Draft]:
    """Up to `most` sound drafts, spread over forms, kinds of change and transmissions."""
    forms: dict[str, list[Draft]] = {}
    for maker in makers:
        for d in maker:
            if len(forms.get(d.change or d.form, ())) < 60 and not set(d.evidence) & skip:
                forms.setdefault(d.change or d.form, []).append(d)
    queues = list(forms.values())
    for q in queues:
        rng.shuffle(q)
    rng.shuffle(queues)
    out: list[Draft] = []
    used: Counter[object] = Counter()
    while queues and len(out) < most:
        for q in list(queues):
            while q and len(out) < most:
                d = q.pop()
                if used[d.evidence] >= 2 or used[d.quote.lower()] or not (good := checker.sound(d)):
                    continue
                used[d.evidence] += bool(d.evidence)
                used[d.quote.lower()] += 1
                out.append(good)
                break
            if not q:
                queues.remove(q)
    return out


def _condition(exchange: Exchange, evidence: tuple[int, ...]) -> str | None:
    order = ("lost", "very_noisy", "noisy", "distant", "clipped", "hiss", "clear")
    found = {exchange.lines[i].condition for i in evidence}
    return next((c for c in order if c in found), None)


def _claim(exchange: Exchange, d: Draft, rng: Random) -> Claim:
    """The claim; in a third of those said by one unit, the article names it."""
    speakers = {exchange.lines[i].speaker for i in d.evidence}
    unit = d.unit
    if d.truth != "misattributed" and d.role == "unit" and len(speakers) == 1 and rng.random() < 0.35:
        unit = exchange.speaker(speakers.pop()).call_sign
        if exchange.role(exchange.lines[d.evidence[0]]) != "unit":
            unit = None
    return Claim(
        "",
        d.quote,
        "quote",
        d.role,
        unit,
        d.truth,
        d.evidence,
        d.why,
        d.change,
        d.form,
        _condition(exchange, d.evidence),
    )
