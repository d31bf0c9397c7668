"""Explain a quote by the words of a transcript: the cheapest way to read it there.

One dynamic programme over quote tokens (rows) and the stream's tokens (columns), a row at a time in
numpy. A token may be matched, replaced, added by the quote or left out by it; the quote may start
and stop anywhere; at a stated price it may jump to another place, which is what a splice does. An
ellipsis may leave out words of the same transmission, or the same speaker's next, for nothing; a
bracket stands for one to four words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatch.align.stream import BORDER_NORM, Stream, joined, skip_costs
from dispatch.wording import Kind, Token, weight
from dispatch.wording.clock import HALVES
from dispatch.wording.similarity import similar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

JUMP = 2.0
"""Price of a jump, in words that carry meaning: two of them must fit better elsewhere to pay for it."""

MISMATCH = 0.95
"""Price of a word in another's place: a little less than adding one, so that a change at an end is one."""

CHANGED, ALIKE = 0.5, 0.2
"""Prices from which a word is another, and up to which it is the same."""

LITTLE = 0.4
"""What it may cost more that a word was said right behind another one, and not in its place."""

_FAR = 1e6


@dataclass(frozen=True, slots=True)
class Pair:
    """One step: quote token ``quoted`` (index or None) against heard token ``heard`` (index or None)."""

    quoted: int | None
    heard: int | None
    cost: float
    jumped: bool = False
    """The quote continues at another place from here on."""


def pairings(steps: Iterable[Pair]) -> list[tuple[int, int]]:
    """Quote token and heard token of each step that sets one against the other.

    Example:
        >>> pairings([Pair(0, 4, 0.0), Pair(1, None, 1.0), Pair(None, 5, 0.1)])
        [(0, 4)]
    """
    return [(p.quoted, p.heard) for p in steps if p.quoted is not None and p.heard is not None]


@dataclass(frozen=True, slots=True)
class Path:
    """A way to read the quote in a stream."""

    pairs: tuple[Pair, ...]
    cost: float
    similarity: float
    """1 for every quoted word in place, 0 for none."""


@dataclass(frozen=True)
class Costs:
    """Prices of one quote against one stream."""

    quote: tuple[Token, ...]
    skip: Floats
    substitute: Floats
    """Shape (quote tokens, stream tokens)."""
    add: Floats
    """Shape (quote tokens,)."""
    group: NDArray[np.int64]
    """Which tokens belong to one speaker's run of consecutive transmissions."""


def costs(quote: Sequence[Token], stream: Stream) -> Costs:
    """Prices for aligning ``quote`` with ``stream``."""
    import numpy as np

    norms = {h.token.norm: h.token for h in stream.heard}
    order = {norm: i for i, norm in enumerate(norms)}
    column = np.array([order[h.token.norm] for h in stream.heard], dtype=np.int64)
    weights = np.array([weight(h.token) for h in stream.heard])
    endings = np.array([h.token.kind is Kind.ORDINAL for h in stream.heard])
    digits = np.array([h.token.kind is Kind.DIGIT for h in stream.heard])
    rows = []
    for k, token in enumerate(quote):
        alike = np.array([0.0 if n == BORDER_NORM else similar(token, t) for n, t in norms.items()])
        likeness = alike[column]
        row = MISMATCH * np.maximum(weight(token), weights) * (1 - likeness)
        row[column == order.get(BORDER_NORM, -1)] = _FAR
        row[endings != (token.kind is Kind.ORDINAL)] = _FAR  # the ending of "first" stands for no word
        if token.norm in HALVES and k and quote[k - 1].kind is Kind.DIGIT:
            row[digits] = _FAR  # nor does "p.m." for the number that follows a time
        rows.append(row)
    add = np.array([0.0 if t.kind is Kind.ELLIPSIS else weight(t) for t in quote])
    substitute = np.array(rows).reshape(len(quote), len(stream.heard))
    return Costs(tuple(quote), skip_costs(stream), substitute, add, _groups(stream))


def _groups(stream: Stream) -> NDArray[np.int64]:
    import numpy as np

    group, of_place = 0, []
    for place, transmission in enumerate(stream.transmissions):
        if place and not joined(stream.transmissions[place - 1], transmission):
            group += 1
        of_place.append(group)
    out, last = [], 0
    for h in stream.heard:
        last = of_place[h.transmission] if h.transmission >= 0 else last
        out.append(last)
    return np.array(out, dtype=np.int64)


def best_paths(prices: Costs, *, jump: float | None, most: int, apart: Sequence[int]) -> list[Path]:
    """The cheapest readings, at most one ending in each unit of ``apart`` (a label for each token).

    Args:
        prices: from :func:`costs`.
        jump: price of continuing elsewhere, or None to forbid it.
        most: how many readings at most.
    """
    import numpy as np

    if not prices.quote or prices.skip.size == 0:
        return []
    table = _Table(prices, _FAR if jump is None else jump)
    ends: dict[int, int] = {}
    for j in np.argsort(table.rows[-1][1:], kind="stable"):
        ends.setdefault(int(apart[int(j)]), int(j) + 1)
        if len(ends) >= most:
            break
    return [table.trace(end) for end in ends.values()]


def _similarity(quote: Sequence[Token], cost: float) -> float:
    whole = float(sum(weight(t) for t in quote if t.kind is not Kind.ELLIPSIS)) or 1.0
    return max(0.0, 1 - cost / whole)


def said_after_all(path: Path, prices: Costs) -> Path:
    """The reading, its last word where it was said if that is right behind the one put in its place.

    "He is burned", said as "he is not burned", leaves a word out. To put that in the place of the last may
    cost a little less, and then a word that was said is missing from what is shown as heard.
    """
    last = path.pairs[-1]
    if last.quoted is None or last.heard is None or last.cost < CHANGED or last.jumped:
        return path
    behind = last.heard + 1
    if behind >= prices.skip.size or prices.substitute[last.quoted][behind] > ALIKE:
        return path
    left_out = Pair(None, last.heard, float(prices.skip[last.heard]))
    said = Pair(last.quoted, behind, float(prices.substitute[last.quoted][behind]))
    cost = path.cost + left_out.cost + said.cost - last.cost
    if cost > path.cost + LITTLE:
        return path
    return Path((*path.pairs[:-1], left_out, said), cost, _similarity(prices.quote, cost))


def said_beside(path: Path, prices: Costs) -> Path:
    """The reading, each word where it was said if that is right beside the one put in its place.

    "Sitting on the curb" of "sitting down on the curb" leaves "down" out, though "on" sounds like it.
    """
    pairs = list(path.pairs)
    for k in range(len(pairs) - 1):
        for here, there in ((k, k + 1), (k + 1, k)):
            put, left = pairs[here], pairs[there]
            if put.quoted is None or put.heard is None or left.quoted is not None or left.heard is None:
                continue
            same = float(prices.substitute[put.quoted][left.heard])
            if put.cost >= ALIKE and same == 0.0 and not (put.jumped or left.jumped):
                pairs[here] = Pair(None, put.heard, float(prices.skip[put.heard]))
                pairs[there] = Pair(put.quoted, left.heard, same)
    cost = path.cost + sum(p.cost for p in pairs) - sum(p.cost for p in path.pairs)
    return Path(tuple(pairs), cost, _similarity(prices.quote, cost))


class _Table:
    """``rows[i][j]``: cost of reading the first i quote tokens, ending before stream column j."""

    def __init__(self, prices: Costs, jump: float) -> None:
        import numpy as np

        self.prices = prices
        self.rows: list[Floats] = [np.zeros(prices.skip.size + 1)]
        self.source: list[int] = []
        """For each quote token the column that a jump before it would come from."""
        self.floor: list[float] = []
        """For each quote token the cost at which a jump reaches any column."""
        walked = np.concatenate([[0.0], np.cumsum(prices.skip)])
        for i in range(len(prices.quote)):
            before = self.rows[-1]
            self.source.append(int(np.argmin(before)))
            self.floor.append(float(before.min()) + jump if i else _FAR)
            self.rows.append(self._row(i, np.minimum(before, self.floor[-1]), walked))

    def _row(self, i: int, before: Floats, walked: Floats) -> Floats:
        import numpy as np

        kind = self.prices.quote[i].kind
        if kind is Kind.ELLIPSIS:
            return _skip_free(before, self.prices.group)
        if kind is Kind.BRACKET:
            return _bracket(before)
        row = before + self.prices.add[i]
        row[1:] = np.minimum(row[1:], before[:-1] + self.prices.substitute[i])
        return np.asarray(walked + np.minimum.accumulate(row - walked))

    def trace(self, end: int) -> Path:
        pairs: list[Pair] = []
        i, j = len(self.prices.quote), end
        total = float(self.rows[i][j])
        while i > 0:
            swallowed = self._swallowed(i, j)
            if swallowed is None:
                pairs.append(Pair(None, j - 1, float(self.prices.skip[j - 1])))
                j -= 1
                continue
            i -= 1
            matched = swallowed == 1 and self.prices.quote[i].kind not in (Kind.ELLIPSIS, Kind.BRACKET)
            cost = float(self.prices.substitute[i][j - 1] if matched else self.prices.add[i])
            j -= swallowed
            jumped = bool(self.rows[i][j] > self.floor[i] + 1e-9)
            pairs.append(Pair(i, j if matched else None, cost, jumped))
            j = self.source[i] if jumped else j
        return Path(tuple(reversed(pairs)), total, _similarity(self.prices.quote, total))

    def _swallowed(self, i: int, j: int) -> int | None:
        """How many stream tokens the i-th quote token took to get to (i, j); None for one left out."""
        here, kind = self.rows[i][j], self.prices.quote[i - 1].kind

        def before(column: int) -> float:
            return min(float(self.rows[i - 1][column]), self.floor[i - 1])

        if kind is Kind.ELLIPSIS:
            return next(k for k in range(j + 1) if before(j - k) <= here + 1e-6)
        if kind is Kind.BRACKET:
            return next((k for k in range(1, min(4, j) + 1) if before(j - k) <= here + 1e-6), 0)
        if j and before(j - 1) + self.prices.substitute[i - 1][j - 1] <= here + 1e-6:
            return 1
        if before(j) + self.prices.add[i - 1] <= here + 1e-6:
            return 0
        return None


def _skip_free(before: Floats, group: NDArray[np.int64]) -> Floats:
    """An ellipsis: words of the same speaker's run are left out for nothing."""
    import numpy as np

    labels = np.concatenate([group[:1], group]).astype(np.float64) * _FAR
    return np.asarray(np.minimum.accumulate(before - labels) + labels)


def _bracket(before: Floats) -> Floats:
    """A bracket: one to four words stand there; standing for none costs half a word."""
    import numpy as np

    row = before + 0.5
    for size in range(1, min(4, before.size - 1) + 1):
        row[size:] = np.minimum(row[size:], before[:-size])
    return row
