"""Quotations written for one transmission each, by their words alone: fair ones, and bent or torn ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.examining.examine import ExamineOptions, examine
from dispatch.interfaces import Hearing
from dispatch.values import Claim, Verdict
from tests.align.conversation import conversation

HERE = Path(__file__).parent
CONFIRMED = (Verdict.VERBATIM, Verdict.MINOR_DIFFERENCES)
LEAST_FAIR, LEAST_WORD_FOR_WORD = 0.85, 0.93
"""Shares of the fair ones that were confirmed on 1 December 2026: 0.87, and 0.96 of those word for word."""


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [[part.strip() for part in line.split("|")] for line in lines if not line.startswith("#")]


def verdict(said: str, quote: str) -> Verdict:
    hearing = Hearing(conversation([("D1", said)]), None)
    return examine([Claim("c1", quote)], [hearing], None, ExamineOptions()).findings[0].verdict


@pytest.mark.parametrize(("said", "quote"), [row for row in rows("bent.txt") if row[0][0] != "~"])
def test_what_says_something_else_is_not_confirmed(said: str, quote: str) -> None:
    assert verdict(said, quote) not in CONFIRMED


def test_most_fair_quotations_are_confirmed() -> None:
    fair = [(kind, verdict(said, quote) in CONFIRMED) for kind, said, quote in rows("fair.txt")]
    word_for_word = [confirmed for kind, confirmed in fair if kind == "v"]
    assert sum(confirmed for _, confirmed in fair) >= LEAST_FAIR * len(fair)
    assert sum(word_for_word) >= LEAST_WORD_FOR_WORD * len(word_for_word)
