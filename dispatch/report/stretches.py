"""What was heard, in one part for each stretch of the recording, the words' times and marks with them."""

from __future__ import annotations

from dataclasses import dataclass

from dispatch.report.marks import Piece, key_of, kind_of_mark
from dispatch.values import CONSECUTIVE_GAP_MS, Finding, Span, Transcript, Transmission, Verdict, Word

_SPLICE_SKIPS_WORDS = 3
"""Heard words left out between two pieces of a splice, from which they are shown as two places."""


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch in which words of the claim were heard."""

    pieces: tuple[Piece, ...]
    span: Span | None
    transmissions: tuple[Transmission, ...] = ()


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
    evidence = [pair.span for pair in finding.words if pair.span and pair.heard and not finding.continues]
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
        wanted = [key_of(token) for token in difference.heard.split()]
        by_time = [i for i, w in enumerate(words) if difference.span and _middle(w) in difference.span]
        same = [i for i in by_time if key_of(words[i].word) in wanted]
        for i in same or by_time or _run_of(wanted, words):
            found[i] = kind_of_mark(difference, finding.verdict)
    return found


def _run_of(wanted: list[str], words: tuple[Word, ...]) -> list[int]:
    keys = [key_of(word.word) for word in words]
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
