"""Drafts of claims, and the small decisions that all their makers share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from lab.exchange import Line, Sentence, tidy
from lab.wording import GUARDED, tokens

SHORTEST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before it is checked and numbered."""

    quote: str
    truth: str
    role: str
    evidence: tuple[int, ...]
    why: str
    form: str
    change: str | None = None
    unit: str | None = None


def swap(role: str) -> str:
    """The other side of the radio."""
    return "unit" if role == "dispatcher" else "dispatcher"


def with_neighbour(line: Line, n: int, text: str, rng: Random) -> tuple[str, bool]:
    """`text` for sentence `n`, sometimes with the sentence before or after it; whether one was added.

    A quotation of fewer than SHORTEST_WORDS words always gets a neighbour where there is one.
    """
    short = len(tokens(text)) < SHORTEST_WORDS
    if len(line.sentences) == 1 or not (short or rng.random() < 0.35):
        return text, False
    if n + 1 < len(line.sentences) and (n == 0 or rng.random() < 0.5):
        return f"{text} {line.sentences[n + 1].printed()}", True
    return f"{line.sentences[n - 1].printed()} {text}", True


def after_address(sentence: Sentence) -> str | None:
    """The sentence without its opening call sign, where that leaves a clause of its own."""
    printed = sentence.printed()
    head, comma, rest = printed.partition(", ")
    if not comma or len(tokens(head)) > 4 or len(tokens(rest)) < SHORTEST_WORDS:
        return None
    if GUARDED & (
        set(tokens(head)) - {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
    ):
        return None
    return tidy(rest) if re.search(r"\d|control|command|dispatch|all ", head, re.I) else None


def bound_words(sentence: Sentence) -> set[str]:
    """The words of those slots whose change would alter the meaning in a guarded way."""
    return {
        w
        for _, slot in sentence.slots()
        if any(k not in ("min", "detail", "tense") for k, _ in slot.alternatives)
        for w in tokens(slot.printed)
    }


def guarded_text(text: str) -> bool:
    """Whether the text holds a guarded word or a figure."""
    return bool(GUARDED & set(tokens(text)) or re.search(r"\d", text))
