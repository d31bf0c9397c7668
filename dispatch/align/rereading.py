"""What the recogniser's other readings of a stretch bear out of a quote.

Where it was unsure, the recogniser read a stretch several ways before any claim was seen, and kept what it
did not choose; and a model of another kind, where one is asked of the sound, reads it by itself. Where one of
those readings has the quoted words and the chosen one has not, the difference is most likely a mishearing:
words that were never said are seldom among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from dispatch.align.edits import Edit
from dispatch.align.placement import Placement, placements
from dispatch.align.stream import stream_of
from dispatch.values import Operation
from dispatch.wording import tokens, weight
from dispatch.wording.classes import class_of

Ranges = frozenset[tuple[int, int]]
"""Characters of a quote: the start and end of each word."""


def borne_out(placement: Placement, read_again: Mapping[int, str] | None = None) -> tuple[float, ...]:
    """For each difference of a placement the share of it that another reading of its stretch bears out, 0..1.

    What the quote adds or has instead is borne out by its words in their place, what it leaves out by a
    reading that lacks those words.

    Args:
        placement: of a quote.
        read_again: by transmission of the stream, what a second model reads there.
    """
    again = read_again or {}
    own = placement.stream.transmissions
    others = {
        place: _readings(placement, place, (*own[place].alternatives, again.get(place, "")))
        for place in {edit.place for edit in placement.edits}
    }
    return tuple(
        max((_share(edit, other) for other in others[edit.place]), default=0.0) for edit in placement.edits
    )


def seconded(placement: Placement, read_again: Mapping[int, str]) -> tuple[bool, ...]:
    """For each difference of a placement whether a second model reads its quoted side there, and that alone.

    Args:
        placement: of a quote.
        read_again: by transmission of the stream, what a second model reads there.
    """
    others = {place: _readings(placement, place, [text]) for place, text in read_again.items()}
    return tuple(
        any(_share(edit, other) == 1.0 for other in others.get(edit.place, ()))
        and not _stands(edit, placement.stream.transmissions[edit.place].text, read_again[edit.place])
        for edit in placement.edits
    )


def agreed(placement: Placement) -> Ranges:
    """The words of the quote in no difference, and beside no guarded word that the quote leaves out."""
    differing = (edit for edit in placement.edits if not edit.is_same_time)
    changed = {(t.start, t.end) for edit in differing for t in edit.quoted_tokens}
    steps = placement.path.pairs
    for k, pair in enumerate(steps):
        if pair.quoted is None and pair.heard is not None:
            left_out = placement.stream.heard[pair.heard]
            if left_out.transmission >= 0 and class_of(left_out.token).guarded:
                beside = [p.quoted for p in (*steps[max(0, k - 1) : k], *steps[k + 1 : k + 2])]
                changed |= {_range(placement, at) for at in beside if at is not None}
    whole = {_range(placement, quoted) for quoted, _ in placement.matched}
    return frozenset(whole - changed)


def _range(placement: Placement, at: int) -> tuple[int, int]:
    token = placement.quote_tokens[at]
    return token.start, token.end


def _readings(placement: Placement, place: int, texts: Iterable[str]) -> list[Placement]:
    """The quote in each other reading of the transmission at a place, the rest as it was heard."""
    stream = placement.stream
    own = stream.transmissions[place]
    around = [stream.transmissions[k] for k in placement.places if k != place]
    found = []
    for text in filter(None, texts):
        other = sorted([*around, replace(own, text=text, words=())], key=lambda t: t.span)
        again = stream_of(stream.recording, stream.channel, other)
        found += placements(placement.quote, placement.quote_tokens, again, 1)
    return found


def _share(edit: Edit, other: Placement) -> float:
    if edit.op is Operation.DELETE:
        norms = {h.token.norm for h in other.stream.heard}
        return 0.0 if any(h.token.norm in norms for h in edit.heard_tokens) else 1.0
    kept = agreed(other)
    whole = sum(weight(t) for t in edit.quoted_tokens)
    held = (t for t in edit.quoted_tokens if any(a <= t.start and t.end <= b for a, b in kept))
    return sum(weight(t) for t in held) / (whole or 1.0)


def _stands(edit: Edit, text: str, other: str) -> bool:
    """Whether another reading of a text has in a difference's place what was heard there, be it nothing."""
    from rapidfuzz.distance import Levenshtein

    sides = [tokens(text), tokens(other)]
    steps = Levenshtein.opcodes(*([token.norm for token in side] for side in sides))
    start, end = edit.heard_range
    if not edit.heard_tokens:
        at = sum(token.start < start for token in sides[0])
        return all(step.tag == "equal" or not step.src_start <= at <= step.src_end for step in steps)
    same = {k for step in steps if step.tag == "equal" for k in range(step.src_start, step.src_end)}
    return all(k in same for k, token in enumerate(sides[0]) if start <= token.start < end)
