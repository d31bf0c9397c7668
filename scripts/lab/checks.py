"""Whether a draft's label holds against everything else that was said in the exchange."""

from __future__ import annotations

from dataclasses import dataclass

from lab.drafts import SHORTEST_WORDS, Draft
from lab.exchange import Exchange
from lab.wording import distance, holds, tokens

NEAR = 0.25  # at this distance another passage would be a rival for the same quotation


@dataclass(frozen=True, slots=True)
class Checker:
    """Judges a draft against everything said in the exchange."""

    exchange: Exchange
    said: tuple[tuple[str, str, list[str]], ...]

    @classmethod
    def of(cls, exchange: Exchange) -> Checker:
        """A checker over the exchange's transmissions and the pairs that follow each other from one
        speaker.
        """
        said = [(exchange.role(x), x.speaker, tokens(x.printed())) for x in exchange.lines]
        return cls(exchange, tuple(said))

    def sound(self, draft: Draft) -> Draft | None:
        """The draft, with all its evidence, if its label holds; None where it would be doubtful."""
        quoted = tokens(draft.quote)
        if len(quoted) < 3:
            return None
        return getattr(self, "_" + draft.truth)(draft, quoted)  # type: ignore[no-any-return]

    def _places(self, quoted: list[str]) -> tuple[int, ...]:
        return tuple(i for i, (_, _, words) in enumerate(self.said) if holds(words, quoted))

    def _rivals(self, quoted: list[str], own: tuple[int, ...], near: float = NEAR) -> bool:
        return any(
            distance(words, quoted) <= near for i, (_, _, words) in enumerate(self.said) if i not in own
        )

    def _verbatim(self, draft: Draft, quoted: list[str]) -> Draft | None:
        if draft.form in ("ellipsis", "consecutive", "as_spoken"):
            return None if self._rivals(quoted, draft.evidence) else draft
        places = self._places(quoted)
        if places != draft.evidence or self._rivals(quoted, draft.evidence, 0.0):
            return None
        return draft

    def _minor_differences(self, draft: Draft, quoted: list[str]) -> Draft | None:
        if len(quoted) < SHORTEST_WORDS or self._places(quoted) or self._rivals(quoted, draft.evidence):
            return None
        return draft

    def _altered(self, draft: Draft, quoted: list[str]) -> Draft | None:
        if draft.form == "begun_after":
            return draft if self._places(quoted) == draft.evidence else None
        return None if self._places(quoted) or self._rivals(quoted, draft.evidence, 0.2) else draft

    def _spliced(self, draft: Draft, quoted: list[str]) -> Draft | None:
        near = 0.0 if len(draft.evidence) == 1 else 0.3
        own = draft.evidence if len(draft.evidence) == 1 else ()
        return None if self._places(quoted) or self._rivals(quoted, own, near) else draft

    def _misattributed(self, draft: Draft, quoted: list[str]) -> Draft | None:
        if self._places(quoted) != draft.evidence:
            return None
        for i, (role, speaker, words) in enumerate(self.said):
            named = draft.unit and self.exchange.speaker(speaker).call_sign == draft.unit
            rival = named if draft.unit else role == draft.role
            if rival and i not in draft.evidence and distance(words, quoted) <= 0.45:
                return None
        return draft

    def _not_found(self, draft: Draft, quoted: list[str]) -> Draft | None:
        return None if self._rivals(quoted, (), 0.5) else draft
