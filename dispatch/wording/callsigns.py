"""The call sign that a transmission opens with, where its speaker goes on to speak of himself."""

from __future__ import annotations

import re

from dispatch.wording.tokens import digits_of

_OPENS_AS = re.compile(r"\s*((?:[A-Z][\w'-]*\s+){1,2}\d[\d-]*)[.,]?\s+(?:I|We|we)\b")


def number_spoken_as(text: str) -> str:
    """The digits of a call sign at a transmission's head before "I" or "we"; empty where there is none.

    It is the speaker's own, or that of the one he calls: "Tanker 6, I need two holes" may be either's.

    Example:
        >>> [number_spoken_as(text) for text in ("Air Care 3. We can land", "Engine 9, you can land")]
        ['3', '']
    """
    opening = _OPENS_AS.match(text)
    return digits_of(opening[1]) if opening else ""
