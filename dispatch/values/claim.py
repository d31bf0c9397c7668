"""What a text says was said."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from dispatch.values.jsonform import Details
from dispatch.values.transcript import Role


class ClaimKind(Enum):
    """Words between quotation marks, or a report of what was said."""

    QUOTE = "quote"
    INDIRECT = "indirect"


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Characters of an article, half-open."""

    start_char: int = field(metadata={"json": "start"})
    end_char: int = field(metadata={"json": "end"})


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement about what was said on the radio.

    Raises:
        ValueError: if the offsets enclose no text.
    """

    id: str
    quote: str
    kind: ClaimKind = ClaimKind.QUOTE
    attributed_to: Role = Role.UNKNOWN
    unit: str | None = None
    """Call sign the text names."""
    attribution: str | None = None
    """The text's own words for who said it."""
    checkable: bool = True
    why_not: str | None = None
    warning: str | None = None
    start_char: int | None = field(default=None, metadata={"json": "start"})
    """First character in the article."""
    end_char: int | None = field(default=None, metadata={"json": "end"})
    said_at: str | None = None
    """ISO 8601."""
    place: str | None = None
    channel: str | None = None
    """Talkgroup or channel, where the text names one."""
    polarity: str | None = None
    """For an indirect claim: ``affirmed`` or ``denied``."""
    told: str | None = None
    """For an indirect claim: whom somebody told, in the text's words."""
    act: str | None = None
    """For an indirect claim: to do or not do what, or what was reported."""
    parts: tuple[TextSpan, ...] = ()
    """The pieces of a quotation that its attribution interrupts or that runs over paragraphs."""
    extra: Details = field(default=Details(), metadata={"inline": True})
    """What else a person wrote beside it: kept, and given no meaning."""

    def __post_init__(self) -> None:
        if self.start_char is None or self.end_char is None:
            return
        if not 0 <= self.start_char < self.end_char:
            raise ValueError(f"no text from character {self.start_char} to {self.end_char}")
