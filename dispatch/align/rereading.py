"""What the recogniser's other readings of a stretch bear out of a quote.

Where it was unsure, the recogniser read a stretch several ways before any claim was seen, and kept what it
did not choose. Where one of those readings has the quoted words and the chosen one has not, the difference is
most likely a mishearing: words that were never said are seldom among them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from dispatch.align.edits import Edit
from dispatch.align.placement import Placement, placements
from dispatch.align.stream import stream_of
from dispatch.values import Operation
from dispatch.wording import weight
from dispatch.wording.meaning import similar

Norms = frozenset[str]
Ranges = frozenset[tuple[int, int]]


def borne_out(placement: Placement) -> tuple[float, ...]:
    """For each difference of a placement the share of it that another reading of its stretch bears out, 0..1.

    What the quote adds or has instead is borne out by its words in their place, what it leaves out by a
    reading that lacks those words.
    """
    read = {place: _rereadings(placement, place) for place in {edit.place for edit in placement.edits}}
    return tuple(
        max((_share(edit, matched, norms) for matched, norms in read[edit.place]), default=0.0)
        for edit in placement.edits
    )


def _rereadings(placement: Placement, place: int) -> list[tuple[Ranges, Norms]]:
    """(characters of the quote that match, all words) of each other reading of one transmission."""
    stream = placement.stream
    own = stream.transmissions[place]
    around = [stream.transmissions[k] for k in placement.places if k != place]
    found = []
    for text in own.alternatives:
        other = sorted([*around, replace(own, text=text, words=())], key=lambda t: t.span)
        again = stream_of(stream.recording, stream.channel, other)
        best = placements(placement.quote, placement.quote_tokens, again, 1)
        norms = frozenset(h.token.norm for h in again.heard)
        found += [(_matched(one), norms) for one in best]
    return found


def _matched(placement: Placement) -> Ranges:
    found = set()
    for pair in placement.path.pairs:
        if pair.quoted is not None and pair.heard is not None:
            quoted = placement.quote_tokens[pair.quoted]
            if similar(quoted, placement.stream.heard[pair.heard].token) == 1.0:
                found.add((quoted.start, quoted.end))
    return frozenset(found)


def _share(edit: Edit, matched: Collection[tuple[int, int]], norms: Norms) -> float:
    if edit.op is Operation.DELETE:
        return 0.0 if any(h.token.norm in norms for h in edit.heard_tokens) else 1.0
    whole = sum(weight(t) for t in edit.quoted_tokens)
    return sum(weight(t) for t in edit.quoted_tokens if (t.start, t.end) in matched) / (whole or 1.0)
