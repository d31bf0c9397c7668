"""Who speaks each transmission: the radio's ids first, then voices; words where there is no sound."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dispatch.odds import logistic
from dispatch.turns.hints import SourceMark
from dispatch.turns.identities import disbelieved
from dispatch.turns.openings import Parsed
from dispatch.turns.voices import Voice, Voices
from dispatch.turns.wordsonly import group_by_words
from dispatch.values import Transmission


@dataclass(frozen=True, slots=True)
class Grouping:
    """For each transmission: its speaker's number, the basis, how certain that is, and the radio's id."""

    groups: tuple[int, ...]
    bases: tuple[str | None, ...]
    certainty: tuple[float, ...]
    sources: tuple[SourceMark | None, ...]
    alike: Mapping[tuple[int, int], float]
    """For two speakers known by voice alone (lower first): the probability that they are one."""


def group(
    transmissions: Sequence[Transmission],
    parsed: Sequence[Parsed],
    words: Sequence[float],
    voices: Voices,
    marks: Sequence[SourceMark | None],
    consoles: frozenset[str] = frozenset(),
) -> Grouping:
    """Speakers numbered 0, 1, … by first appearance.

    An id that the voice contradicts is kept as the radio's word, but the voice says who speaks. Where only
    consoles have ids, whoever has none is no console: nobody is given one by his voice.
    """
    labels = [voice.label for voice in voices.each]
    ids = [mark.source if mark else None for mark in marks]
    doubted = disbelieved(ids, labels)
    believed = [None if doubt else source for source, doubt in zip(ids, doubted, strict=True)]
    usual = usual_ids(labels, believed)
    lent = usual if _units_have_ids(believed, marks, consoles) else {}
    spoken = group_by_words(transmissions, parsed, words) if max(labels) < 0 else None
    keys: list[tuple[str, object]] = []
    bases: list[str | None] = []
    for i, (label, source) in enumerate(zip(labels, believed, strict=True)):
        if source is not None:
            keys.append(("id", source))
        elif label >= 0:
            keys.append(("id", lent[label]) if label in lent else ("voice", label))
        else:
            keys.append(("words", spoken[i]) if spoken is not None else ("alone", i))
        bases.append("unit_id" if source is not None else _basis(label, spoken))
    order = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    certainty = [
        _certainty(basis, voice, doubt, bool(text.words))
        for basis, voice, doubt, text in zip(bases, voices.each, doubted, parsed, strict=True)
    ]
    alike = {
        (min(a, b), max(a, b)): logistic(tie)
        for (one, other), tie in voices.ties.items()
        if (a := order.get(("voice", one))) is not None and (b := order.get(("voice", other))) is not None
    }
    groups = tuple(order[key] for key in keys)
    return Grouping(groups, tuple(bases), tuple(certainty), tuple(marks), alike)


def _units_have_ids(
    ids: Sequence[str | None], marks: Sequence[SourceMark | None], consoles: frozenset[str]
) -> bool:
    """Whether more ids are known than one, and than those of ``consoles``."""
    known = {source for source in ids if source is not None}
    listed = {mark.source for mark in marks if mark is not None and mark.names & consoles}
    return len(known) > 1 and not known <= listed


def usual_ids(labels: Sequence[int], ids: Sequence[str | None]) -> dict[int, str]:
    """The id that a voice transmits with, where one has two thirds of what is known of it.

    Example:
        >>> usual_ids([0, 0, 0, 1], ["77", "77", None, None])
        {0: '77'}
    """
    counts: dict[int, Counter[str]] = {}
    for label, source in zip(labels, ids, strict=True):
        if label >= 0 and source is not None:
            counts.setdefault(label, Counter())[source] += 1
    usual = {label: count.most_common(1)[0] for label, count in counts.items()}
    return {label: source for label, (source, n) in usual.items() if n * 3 >= 2 * sum(counts[label].values())}


def _basis(label: int, spoken: Sequence[str] | None) -> str | None:
    if label >= 0:
        return "voice"
    return "words" if spoken is not None else None


def _certainty(basis: str | None, voice: Voice, doubted: bool, worded: bool) -> float:
    if doubted:
        return min(0.6, voice.certainty)
    if basis == "unit_id":
        return 1.0
    if basis == "voice":
        return voice.certainty
    return 0.5 if worded else 0.0
