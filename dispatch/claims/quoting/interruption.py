"""Quotations that their own attribution interrupts: “Clear out,” she said. “Nobody goes.” is one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dispatch.claims.attributing.attributed import Attribution, Where
from dispatch.claims.quoting.narration import ABBREVIATION, Narration
from dispatch.claims.quoting.quotations import Quotation

_LONGEST = 200  # characters of attribution between two pieces of one quotation
_TIME_PASSES = re.compile(
    r"\b(?:then|again|moments?|minutes?|seconds?|hours?|later|before|adding|added|also|afterwards?|twice|"
    r"next|finally|"
    r"the (?:first|second|third|last) time)\b(?!\s+(?:\d|noon|midnight|dawn|dusk))",
    re.IGNORECASE,
)
_BEFORE_VERB = re.compile(r"\b(?:then|again|finally|later|also)\s(?=[a-z]+(?:ed|s|id)\b)", re.IGNORECASE)
"""``he finally answered``: time that passed before the first piece, and none after it."""
_OF_THE_FIRST = re.compile(r"\s(?:later|afterwards?)\.$", re.IGNORECASE)
"""``she said afterward. “…``: when she said the first piece, and no time between the two."""
_INNER_END = re.compile(r"[.!?;:](?=\s+[A-Z])")


def joined(
    narration: Narration, speech: Sequence[tuple[Quotation, Attribution]]
) -> Iterator[tuple[Quotation, Attribution]]:
    """Quotations in order, the pieces of an interrupted one put together."""
    held: tuple[Quotation, Attribution] | None = None
    last: Attribution | None = None
    for quote, attribution in speech:
        if held is not None and last is not None and _continues(narration, held, quote, attribution):
            whole = replace(
                held[0],
                pieces=(*held[0].pieces, *quote.pieces),
                outer=(held[0].outer[0], quote.outer[1]),
                last_block=quote.last_block,
                warnings=(*held[0].warnings, *quote.warnings),
            )
            held = (whole, held[1])
            continue
        if held is not None:
            yield held
        held, last = (quote, attribution), attribution
    if held is not None:
        yield held


def _continues(
    narration: Narration, held: tuple[Quotation, Attribution], quote: Quotation, attribution: Attribution
) -> bool:
    """Whether nothing but the attribution of the one stands between the two; the other has none."""
    before, said = held
    gap = narration.text[before.outer[1] : quote.outer[0]]
    if before.last_block != quote.block or said.where is not Where.AFTER or not gap.strip():
        return False
    if len(gap) > _LONGEST or (len(before.pieces) > 1 and _interrupted_already(narration, before)):
        return False
    if attribution.where is Where.AFTER and attribution.clause != said.clause:
        return False
    words = gap.strip()
    if words.endswith(":") or not words.endswith((".", ",", "—", "–", "-", ";")):
        return False
    ends = [end for end in _INNER_END.finditer(gap) if not ABBREVIATION.search(gap[: end.end()])]
    return not ends and not _TIME_PASSES.search(_OF_THE_FIRST.sub(".", _BEFORE_VERB.sub("", words)))


def _interrupted_already(narration: Narration, quote: Quotation) -> bool:
    """Whether an attribution stands between two of its pieces (and not only a paragraph's end)."""
    pairs = zip(quote.pieces, quote.pieces[1:], strict=False)
    return any(re.search(r"[a-z]{3}", narration.text[left[1] : right[0]]) for left, right in pairs)
