"""Where print and sound part, word by word: pieces of text with a mark on those that differ."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dispatch.values import (
    Difference,
    Finding,
    Operation,
    Preference,
    Span,
    Transcript,
    Transmission,
    Verdict,
    Word,
)

CONSECUTIVE_GAP_MS = 10_000
"""Transmissions of one speaker this far apart at most are one stretch: see docs/verdicts.md."""

_SPLICE_SKIPS_WORDS = 3
"""Heard words left out between two pieces of a splice, from which they are shown as two places."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text of a line; ``mark`` is ``""``, ``"differs"``, ``"minor"`` or ``"left_out"``."""

    text: str
    mark: str = ""
    span: Span | None = None
    outside: bool = False
    """Said in the same transmission, and no part of what the claim was found in."""


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch in which words of the claim were heard."""

    pieces: tuple[Piece, ...]
    span: Span | None
    transmissions: tuple[Transmission, ...] = ()


LIGHT = frozenset({"none", "function"})
"""What a difference may do to the meaning and still leave it whole."""


def printed(finding: Finding) -> tuple[Piece, ...]:
    """The quote, in pieces that make it up again, with the differing words marked.

    A piece marked ``left_out`` is empty: the words heard there are missing from the quote.

    Example:
        >>> from dispatch.values import ClaimKind, Role
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
            yield *hit, kind_of_mark(difference)


def _left_out(finding: Finding) -> Iterable[tuple[int, int, str]]:
    """Places in the quote where words were heard that it lacks, found by walking the word pairs."""
    lacking = {d.heard.casefold() for d in finding.differences if d.op is Operation.DELETE}
    cursor, last = 0, -1
    for pair in finding.words:
        if pair.quoted:
            hit = _locate(finding.quote, pair.quoted, cursor)
            cursor = hit[1] if hit else cursor
        elif cursor != last and any(_key(pair.heard) in words for words in lacking):
            last = cursor
            yield cursor, cursor, "left_out"


def kind_of_mark(difference: Difference) -> str:
    """``differs`` where the meaning changes; ``minor`` where it doesn't, or the sound bears out the print."""
    return "differs" if weighs(difference) else "minor"


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


def heard(finding: Finding, transcript: Transcript | None) -> tuple[Part, ...]:
    """What was heard there, in one part for each stretch, the words' times and marks with them.

    Without a transcript it is the finding's own ``heard``, as one part with no times of words.
    """
    known = {t.id: t for t in transcript.transmissions} if transcript else {}
    turns = [known[i] for i in finding.transmissions if i in known and known[i].words]
    if not turns:
        return (Part((Piece(finding.heard),), finding.span),) if finding.heard else ()
    parts: list[Part] = []
    for turn in turns:
        for part in _parts_of_turn(finding, turn):
            if parts and _goes_on(parts[-1], part, known):
                parts[-1] = _joined(parts[-1], part)
            else:
                parts.append(part)
    return tuple(parts)


def _parts_of_turn(finding: Finding, turn: Transmission) -> list[Part]:
    inside = _inside(finding, turn)
    hot = [i for i, is_in in enumerate(inside) if is_in]
    apart = finding.verdict is Verdict.SPLICED
    groups = [[hot[0]]]
    for i in hot[1:]:
        if apart and i - groups[-1][-1] > _SPLICE_SKIPS_WORDS:
            groups.append([])
        groups[-1].append(i)
    return [_part(finding, turn, group[0], group[-1]) for group in groups]


def _inside(finding: Finding, turn: Transmission) -> list[bool]:
    """Which words of a transmission the claim was found in; all, where nothing says otherwise."""
    evidence = [pair.span for pair in finding.words if pair.span and pair.heard]
    for spans in (evidence, [finding.span] if finding.span else []):
        found = [any(_middle(word) in span for span in spans) for word in turn.words]
        if any(found):
            return found
    return [True] * len(turn.words)


def _part(finding: Finding, turn: Transmission, first: int, last: int) -> Part:
    words = turn.words
    marks = _marks(finding, words[first : last + 1])
    pieces = tuple(
        Piece(
            word.word.strip(),
            marks.get(i - first, "") if first <= i <= last else "",
            word.span,
            outside=not first <= i <= last,
        )
        for i, word in enumerate(words)
    )
    return Part(pieces, words[first].span.cover(words[last].span), (turn,))


def _marks(finding: Finding, words: tuple[Word, ...]) -> dict[int, str]:
    found: dict[int, str] = {}
    for difference in finding.differences:
        if not difference.heard:
            continue
        wanted = [_key(token) for token in difference.heard.split()]
        by_time = [i for i, w in enumerate(words) if difference.span and _middle(w) in difference.span]
        same = [i for i in by_time if _key(words[i].word) in wanted]
        for i in same or by_time or _run_of(wanted, words):
            found[i] = kind_of_mark(difference)
    return found


def _run_of(wanted: list[str], words: tuple[Word, ...]) -> list[int]:
    keys = [_key(word.word) for word in words]
    for i in range(len(keys) - len(wanted) + 1):
        if keys[i : i + len(wanted)] == wanted:
            return list(range(i, i + len(wanted)))
    return []


def _goes_on(before: Part, after: Part, known: dict[int, Transmission]) -> bool:
    """Whether two parts are one stretch: same speaker, nobody between, ten seconds at most."""
    one, two = before.transmissions[-1], after.transmissions[0]
    if one is two or one.channel != two.channel or one.speaker != two.speaker:
        return False
    if not one.span.end_ms <= two.span.start_ms or one.span.gap_ms(two.span) > CONSECUTIVE_GAP_MS:
        return False
    between = Span(one.span.end_ms, two.span.start_ms)
    return not any(t.channel == one.channel and t.span & between for t in known.values())


def _joined(before: Part, after: Part) -> Part:
    span = before.span.cover(after.span) if before.span and after.span else None
    return Part(before.pieces + after.pieces, span, before.transmissions + after.transmissions)


def _middle(word: Word) -> Span:
    middle = (word.span.start_ms + word.span.end_ms) // 2
    return Span(middle, middle)


def _key(text: str) -> str:
    return re.sub(r"[^\w']+", "", text.replace("’", "'")).casefold()
