"""What a transmission's words and those of its neighbours say of who speaks it: console or field.

Radio talk goes back and forth: what a unit says stands beside what the console says, and who speaks after a
call is mostly the one called. How much each of it tells is fitted (roles.json).
"""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.odds import clamp
from dispatch.turns.evidence import calls_console
from dispatch.turns.openings import Parsed
from dispatch.turns.owners import mentions

CONTEXT = (
    "own_words",
    "words_before",
    "words_after",
    "after_call_to_console",
    "after_call_to_unit",
    "before_call_to_unit",
)
"""The names of what :func:`context_features` gives."""
MOST_ALL = 2.5
"""Log-odds that all of it counts for at most: where more than 0.9 would be stated, 0.84 were right."""
MOST_WORDS = 4.0
"""Log-odds from words that a single transmission counts for at most."""


def context_features(
    parsed: Sequence[Parsed], words: Sequence[float], pairs: Sequence[tuple[int, int]]
) -> tuple[tuple[float, ...], ...]:
    """For each transmission one value for each name of :data:`CONTEXT`.

    ``words`` are log-odds that the console speaks, ``pairs`` who follows whom in an exchange.

    Example:
        >>> from dispatch.turns.openings import parse
        >>> said = [parse("Engine 5, go to the yard"), parse("Going to the yard")]
        >>> context_features(said, (2.0, -1.0), [(0, 1)])[1]
        (-1.0, 2.0, 0.0, 0.0, 1.0, 0.0)
    """
    bounded = [clamp(-MOST_WORDS, own, MOST_WORDS) for own in words]
    console = [float(calls_console(text)) for text in parsed]
    unit = [float(_calls_unit(text, own)) for text, own in zip(parsed, words, strict=True)]
    after, before = dict(pairs), {b: a for a, b in pairs}
    out = []
    for i, own in enumerate(bounded):
        a, b = before.get(i), after.get(i)
        earlier = (0.0, 0.0, 0.0) if a is None else (bounded[a], console[a], unit[a])
        later = (0.0, 0.0) if b is None else (bounded[b], unit[b])
        out.append((own, earlier[0], later[0], earlier[1], earlier[2], later[1]))
    return tuple(out)


def context_log_odds(
    parsed: Sequence[Parsed],
    words: Sequence[float],
    pairs: Sequence[tuple[int, int]],
    readable: Sequence[float],
    weights: Sequence[float],
) -> tuple[float, ...]:
    """How far words move the log-odds that each transmission is the console's, as far as they can be read."""
    out = []
    for read, values in zip(readable, context_features(parsed, words, pairs), strict=True):
        total = sum(w * x for w, x in zip(weights, values, strict=True))
        out.append(read * clamp(-MOST_ALL, total, MOST_ALL))
    return tuple(out)


def _calls_unit(parsed: Parsed, words: float) -> bool:
    """Whether it opens with a call sign that is likelier the one spoken to than the speaker's own."""
    named = mentions(parsed, words)
    return bool(named) and named[0].own < 0.5
