"""Who is said to have spoken a quotation: the value that the rules of attribution make."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from dispatch.claims.naming.speakers import Speaker
from dispatch.claims.quoting.narration import QUOTED


class Where(Enum):
    """Where the attribution stands."""

    LABEL = "label"
    LINE = "line"
    AFTER = "after"
    BEFORE = "before"
    NEXT_SENTENCE = "next sentence"
    PREVIOUS_SENTENCE = "previous sentence"
    CARRIED = "carried over"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Attribution:
    """A quotation's speaker and the article's words that name them."""

    speaker: Speaker | None
    where: Where
    clause: str = ""
    """The narration of the same sentence, or the line."""
    clause_end: int = 0
    spoken: bool = True
    """Whether the clause says that somebody spoke."""
    studio: bool = False
    """Whether it is the line of a programme's host or guest, between the recordings it plays."""
    placed: bool = False
    """Whether the article as a whole, and not the clause, puts the speaker on the radio."""

    @property
    def text(self) -> str | None:
        words = " ".join(self.clause.replace(QUOTED, " ").split()).strip(" ,;:—–-").rstrip(".")
        return words or None


@dataclass(frozen=True, slots=True)
class Talk:
    """What the reading of a quotation knows of it and of those before."""

    said: tuple[Attribution, ...] = ()
    """The attributions of the quotations before, the last one last."""
    words: str = ""
    """The quotation's own words."""
    replies: bool = False
    """Whether its clause says that it answers: ``he replied``."""
    turn: bool = False
    """Whether it stands as a line of dialogue behind another."""
    asked: bool = False
    """Whether the quotation before asks and this one does not."""
    same_block: bool = False
    """Whether the quotation before stands in the same paragraph."""


NOBODY = Attribution(None, Where.NONE, spoken=False)
