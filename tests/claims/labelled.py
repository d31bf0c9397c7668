"""Labelled articles, and how well what was read of them agrees with the labels."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dispatch.claims import find_claims
from dispatch.values import Claim, ClaimKind

ARTICLES = Path(__file__).parent / "articles"
PASSAGES = Path(__file__).parent / "passages.jsonl"
WHOLE = Path(__file__).parent / "whole.jsonl"
"""Likewise marked in their text: whole articles, in which a person is met again."""
MARKED = re.compile(r"\{(?P<who>[ducok&])(?P<checkable>[+-]?) (?P<words>.*?)\}", re.DOTALL)
"""``{u+ On scene}``: a unit’s words that a recording could hold; ``{& …}``: a further piece of the same."""
LETTERS = {"d": "dispatcher", "u": "unit", "c": "caller", "o": "other", "k": "unknown"}
MEDIA_TYPES = {".txt": "text/plain", ".md": "text/markdown", ".html": "text/html"}


@dataclass(slots=True)
class Score:
    """Counts over quotations (by letters and digits, by role, by checkability) and indirect claims."""

    name: str = ""
    found: int = 0
    surplus: int = 0
    missed: int = 0
    quotations: int = 0
    role_right: int = 0
    checkable_right: int = 0
    indirect: int = 0
    indirect_found: int = 0
    indirect_surplus: int = 0
    confusion: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.found + self.missed)

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + self.surplus) if self.found or self.surplus else 1.0


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article and what a person says is in it."""

    path: Path
    text: str
    labels: dict[str, Any]

    @property
    def claims(self) -> tuple[Claim, ...]:
        return find_claims(self.text, media_type=MEDIA_TYPES[self.path.suffix])


def labelled(folder: str) -> Iterator[Labelled]:
    """The articles of a folder, each with its labels."""
    for labels in sorted((ARTICLES / folder).glob("*.labels.json")):
        stem = labels.name.removesuffix(".labels.json")
        path = next(p for p in labels.parent.glob(f"{stem}.*") if p.suffix in MEDIA_TYPES)
        yield Labelled(path, path.read_text(encoding="utf-8"), json.loads(labels.read_text(encoding="utf-8")))


def passages(path: Path = PASSAGES) -> Iterator[Labelled]:
    """The texts that weights are fitted on, labelled by marks in their text."""
    for line in path.read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        text, quotations, reached = "", [], 0
        for mark in MARKED.finditer(passage["text"]):
            text += passage["text"][reached : mark.start()]
            piece = [len(text), len(text) + len(mark["words"])]
            text, reached = text + mark["words"], mark.end()
            if mark["who"] == "&":
                quotations[-1]["parts"].append(piece)
                continue
            role, checkable = LETTERS[mark["who"]], mark["checkable"] == "+"
            quotations.append({"role": role, "checkable": checkable, "parts": [piece]})
        labels = {"style": passage["style"], "quotations": quotations, "indirect": []}
        yield Labelled(path.with_suffix(".txt"), text + passage["text"][reached:], labels)


def add(score: Score, article: Labelled) -> None:
    """Count one article into ``score``."""
    claims = article.claims
    quotes = [c for c in claims if c.kind is ClaimKind.QUOTE]
    got = [(claim, characters(article.text, spans(claim))) for claim in quotes]
    wanted = [(label, characters(article.text, label["parts"])) for label in article.labels["quotations"]]
    all_got, all_wanted = set().union(*(g for _, g in got)), set().union(*(w for _, w in wanted))
    score.found += len(all_got & all_wanted)
    score.surplus += len(all_got - all_wanted)
    score.missed += len(all_wanted - all_got)
    for label, places in wanted:
        claim, overlap = max(got, key=lambda item: len(item[1] & places), default=(None, set()))
        hit = claim is not None and 2 * len(overlap & places) >= len(places)
        role = claim.attributed_to.value if hit and claim else "missed"
        score.quotations += 1
        score.role_right += role == label["role"]
        score.checkable_right += bool(hit and claim and claim.checkable == label["checkable"])
        pair = (label["role"], role)
        score.confusion[pair] = score.confusion.get(pair, 0) + 1
    _add_indirect(score, [c for c in claims if c.kind is ClaimKind.INDIRECT], article.labels["indirect"])


def _add_indirect(score: Score, got: list[Claim], wanted: list[dict[str, Any]]) -> None:
    score.indirect += len(wanted)
    for label in wanted:
        for claim in got:
            start, end = max(claim.start_char or 0, label["start"]), min(claim.end_char or 0, label["end"])
            if 2 * (end - start) >= label["end"] - label["start"]:
                score.indirect_found += claim.polarity == label["polarity"]
                got.remove(claim)
                break
    score.indirect_surplus += len(got)


def spans(claim: Claim) -> list[tuple[int, int]]:
    """The pieces of the text a claim's words stand in."""
    if claim.parts:
        return [(part.start_char, part.end_char) for part in claim.parts]
    assert claim.start_char is not None and claim.end_char is not None
    return [(claim.start_char, claim.end_char)]


def characters(text: str, pieces: list[Any]) -> set[int]:
    """The places of letters and digits in pieces of a text."""
    return {place for start, end in pieces for place in range(start, end) if text[place].isalnum()}
