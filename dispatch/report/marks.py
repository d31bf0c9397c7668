"""Where print and sound part, word by word: the quote in pieces, with a mark on those that differ."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dispatch.values import Difference, Finding, Operation, Preference, Span, Verdict, WordEvidence


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of a line; ``mark`` is ``""``, ``"differs"``, ``"minor"`` or ``"left_out"``."""

    text: str
    mark: str = ""
    span: Span | None = None
    outside: bool = False
    """Said in the same transmission, and no part of what the claim was found in."""


BEARS_OUT_PRINT = frozenset({Verdict.VERBATIM, Verdict.MINOR_DIFFERENCES})
"""Verdicts that find what is printed to be what was said; a difference left then is small or undecided."""

LIGHT = frozenset({"none", "function"})
"""What a difference may do to the meaning and still leave it whole."""


def printed(finding: Finding) -> tuple[Piece, ...]:
    """The quote, in pieces that make it up again, with the differing words marked.

    A piece marked ``left_out`` is empty: the words heard there are missing from the quote.

    Example:
        >>> from dispatch.values import ClaimKind, Role, Verdict
        >>> d = Difference(Operation.REPLACE, "Elm", "Oak", meaning="place")
        >>> f = Finding("c1", "Go to Elm.", ClaimKind.QUOTE, Role.UNIT, Verdict.ALTERED, .1, .9,
        ...             differences=(d,))
        >>> [(p.text, p.mark) for p in printed(f)]
        [('Go to ', ''), ('Elm', 'differs'), ('.', '')]
    """
    marks = sorted([*_found_in_quote(finding), *_left_out(finding)])
    pieces: list[Piece] = []
    at = 0
    for start, end, mark in marks:
        if start < at:
            continue
        if start > at:
            pieces.append(Piece(finding.quote[at:start]))
        pieces.append(Piece(finding.quote[start:end], mark))
        at = end
    if at < len(finding.quote):
        pieces.append(Piece(finding.quote[at:]))
    return tuple(pieces)


def _found_in_quote(finding: Finding) -> Iterable[tuple[int, int, str]]:
    cursor = 0
    for difference in finding.differences:
        if not difference.quoted:
            continue
        hit = _locate(finding.quote, difference.quoted, cursor) or _locate(
            finding.quote, difference.quoted, 0
        )
        if hit:
            cursor = hit[1]
            yield *hit, kind_of_mark(difference, finding.verdict)


def _left_out(finding: Finding) -> Iterable[tuple[int, int, str]]:
    """Places in the quote where words were heard that it lacks, found by walking the word pairs."""
    lacking = [d for d in finding.differences if d.op is Operation.DELETE]
    if not lacking:
        return
    ends = _ends_in_quote(finding)
    places = set()
    for difference in lacking:
        before = [end for pair, end in zip(finding.words, ends, strict=True) if _precedes(pair, difference)]
        keys = {key_of(word) for word in difference.heard.split()}
        paired = [e for pair, e in zip(finding.words, ends, strict=True) if _lacks(pair, keys)]
        if paired or before:
            places.add((paired or before[-1:])[0])
    for at in sorted(places):
        yield at, at, "left_out"


def _ends_in_quote(finding: Finding) -> list[int]:
    """For each word pair, where the quote has got to behind it."""
    cursor, ends = 0, []
    for pair in finding.words:
        hit = _locate(finding.quote, pair.quoted, cursor) if pair.quoted else None
        cursor = hit[1] if hit else cursor
        ends.append(cursor)
    return ends


def _precedes(pair: WordEvidence, difference: Difference) -> bool:
    return bool(
        pair.quoted and pair.span and difference.span and pair.span.end_ms <= difference.span.start_ms
    )


def _lacks(pair: WordEvidence, keys: set[str]) -> bool:
    return not pair.quoted and key_of(pair.heard) in keys


def kind_of_mark(difference: Difference, verdict: Verdict) -> str:
    """``differs`` where the meaning changes; ``minor`` where not, or where the verdict confirms the print."""
    return "differs" if weighs(difference) and verdict not in BEARS_OUT_PRINT else "minor"


def weighs(difference: Difference) -> bool:
    """Whether a difference speaks against the print: a change of meaning that the sound doesn't undo."""
    return difference.meaning not in LIGHT and difference.audio_prefers is not Preference.QUOTED


def _locate(text: str, wanted: str, start: int) -> tuple[int, int] | None:
    """Where ``wanted`` stands in ``text`` from ``start`` on, case, spacing and apostrophes aside."""
    tokens = re.findall(r"\w+", wanted)
    if not tokens or len(wanted) > 1000:
        return None
    pattern = r"(?<!\w)" + r"\W{1,3}".join(re.escape(token) for token in tokens) + r"(?!\w)"
    hit = re.compile(pattern, re.IGNORECASE).search(text, start)
    return (hit.start(), hit.end()) if hit else None


def key_of(word: str) -> str:
    """What a word is compared by: its letters and digits, case aside."""
    return re.sub(r"[^\w']+", "", word.replace("’", "'")).casefold()
