"""A decimal point that quote or transcript has alone: another number ("3.50" of "350"), or just unsaid.

Nobody says the point of a frequency, a price or a time of day ("155.340", "$3.50", "4.05 pm"), and a
recogniser may write one between two numbers ("10.4" for "ten four").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.wording import Kind, Meaning, Token
from dispatch.wording.classes import class_of, is_be
from dispatch.wording.clock import HALVES

BEFORE = 2
"""How many words before a number tell whether it is a time."""
_OF_TIMES = frozenset("at by until till since before after from".split())
"""Words before a time of day; but what "is at 350" may be a meter."""
_MEASURES = frozenset("ppm psi bar megahertz".split())


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a difference, and the words around it."""

    text: str
    tokens: tuple[Token, ...]
    before: tuple[Token, ...]
    """The nearest first, :data:`BEFORE` at most."""
    after: Token | None

    @property
    def digits(self) -> list[Token]:
        return [t for t in self.tokens if t.kind is Kind.DIGIT]

    @property
    def points(self) -> dict[int, Token]:
        """The points within its numbers, each by how many digits stand before it."""
        found, count = {}, 0
        for token in self.tokens:
            count += token.kind is Kind.DIGIT
            if is_point(token):
                found[count] = token
        return {k: token for k, token in found.items() if 0 < k < count}

    def divides_at(self, k: int) -> str:
        """What is written before the ``k``-th digit where a number begins there; nothing within one."""
        first, second = self.digits[k - 1], self.digits[k]
        return self.text[first.end : second.start] or "-" if first.start != second.start else ""


def is_point(token: Token) -> bool:
    """Whether a token is a number's point, written or spoken.

    Example:
        >>> from dispatch.wording import tokens
        >>> [is_point(t) for t in tokens("3.5")]
        [False, True, False]
    """
    return token.norm == "point" and token.kind is Kind.WORD and not token.name


def without_points(quoted: Side, heard: Side) -> tuple[tuple[Token, ...], tuple[Token, ...]]:
    """Both sides' tokens, less the points that go without saying."""
    unsaid = [
        token
        for side, other, recognised in ((quoted, heard, False), (heard, quoted, True))
        for k, token in side.points.items()
        if k not in other.points and _goes_unsaid(side, other, k, recognised=recognised)
    ]
    kept = (tuple(t for t in side.tokens if not any(t is u for u in unsaid)) for side in (quoted, heard))
    return next(kept), next(kept)


def makes_another_number(quoted: Sequence[Token], heard: Sequence[Token]) -> bool:
    """Whether two sides have the same digits and a point in one of them alone."""
    left, right = ("".join(_figure(side)) for side in (quoted, heard))
    return left != right and left.replace(".", "") == right.replace(".", "")


def _figure(side: Sequence[Token]) -> list[str]:
    return ["." if is_point(t) else t.norm for t in side if t.kind is Kind.DIGIT or is_point(t)]


def _goes_unsaid(side: Side, other: Side, k: int, *, recognised: bool) -> bool:
    """Whether the point before the ``k``-th digit of a side is one that the other one need not have."""
    if [t.norm for t in side.digits] != [t.norm for t in other.digits]:
        return False
    whole, part = _parts(side, k)
    divided = other.divides_at(k)
    if any(near in side.points for near in (k - len(whole), k + len(part))):
        return True  # "9.1.1" is no decimal
    if "dollars" in {t.norm for t in side.tokens}:
        return bool(divided)
    if _is_frequency(whole, part):
        return True
    if len(whole) >= 2 and (divided or (recognised and len(part) >= 2)):
        return True  # "ninety eight six", "44.55" for an address
    return _is_time(side, other, whole, part, divided)


def _is_frequency(whole: str, part: str) -> bool:
    """Whether a number with a point is a frequency: "155.340", or of aircraft "118.3"."""
    of_aircraft = len(part) == 1 and 118 <= int(whole) < 137
    return len(whole) == 3 and (2 <= len(part) <= 4 or of_aircraft)


def _parts(side: Side, k: int) -> tuple[str, str]:
    """The digits written before a point and behind it, as far as they are of one written number each."""
    digits = side.digits
    whole = [t.norm for t in digits[:k] if t.start == digits[k - 1].start]
    part = [t.norm for t in digits[k:] if t.start == digits[k].start]
    return "".join(whole), "".join(part)


def _is_time(side: Side, other: Side, whole: str, part: str, divided: str) -> bool:
    """Whether a number with a point is a time of day: "4.05 pm", "at 19.30", "7.30" of "7:30"."""
    if len(whole) > 2 or len(part) != 2 or int(whole) > 24 or int(part) >= 60:
        return False
    inside = {t.norm for t in (*side.tokens, *other.tokens)}
    behind = {t.norm for t in (side.after, other.after) if t is not None}
    if divided == ":" or (inside | behind) & {*HALVES, "hours"}:
        return True
    is_measured = any(_is_measure(t) for t in (side.after, other.after) if t is not None)
    when = any(_tells_when(one.before) for one in (side, other))
    return when and not is_measured and bool(divided or len(whole) == 2)


def _is_measure(token: Token) -> bool:
    return class_of(token) is Meaning.UNIT or token.norm in _MEASURES


def _tells_when(before: Sequence[Token]) -> bool:
    """Whether words before a number, the nearest first, lead to a time of day."""
    return bool(before) and before[0].norm in _OF_TIMES and not any(map(is_be, before[1:2]))
