"""What is masked, and where in a text it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Private(Enum):
    """Kinds of private details; the value is what a copy shows in their place."""

    PHONE = "phone number"
    BIRTH = "date of birth"
    PLATE = "licence plate"
    MEDICAL = "medical detail"
    NAME = "name"

    @property
    def mask(self) -> str:
        return f"[{self.value}]"


@dataclass(frozen=True, slots=True)
class Part:
    """Characters ``[start, end)`` of a text that are private, and why."""

    start: int
    end: int
    kind: Private

    def __lt__(self, other: Part) -> bool:
        return (self.start, -self.end, self.kind.value) < (other.start, -other.end, other.kind.value)


def merged(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts in order, overlapping ones made one of the kind that begins first.

    Example:
        >>> merged([Part(4, 9, Private.NAME), Part(0, 6, Private.PHONE)])
        (Part(start=0, end=9, kind=<Private.PHONE: 'phone number'>),)
    """
    found: list[Part] = []
    for part in sorted(parts):
        if found and part.start < found[-1].end:
            found[-1] = Part(found[-1].start, max(found[-1].end, part.end), found[-1].kind)
        else:
            found.append(part)
    return tuple(found)
