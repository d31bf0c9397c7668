"""Words that a listener can hardly tell apart though they say different things: "fifteen" and "fifty".

Where quote and transcript agree on such a word, the transcript is weak evidence: the recogniser may have
taken one for the other just as the quote did. So the sound is asked again.
"""

from __future__ import annotations

import re

from dispatch.wording import lexicon

_TEENS = lexicon.TEENS[3:]
_TENS = tuple(lexicon.TENS)[1:]
_FIGURES = {str(13 + k): str(30 + 10 * k) for k in range(7)}
_OTHER = (
    {teen: ten for teen, ten in zip(_TEENS, _TENS, strict=True)}
    | {ten: teen for teen, ten in zip(_TEENS, _TENS, strict=True)}
    | _FIGURES
    | {tens: teens for teens, tens in _FIGURES.items()}
    | {"can": "can't", "can't": "can"}
)
_WORD = re.compile(r"(?<![\w:.,-])(?:\d{2}|[A-Za-z]+(?:['’]t)?)(?![\w:-])(?![.,]\d)")


def confusable(text: str) -> tuple[tuple[int, int, str], ...]:
    """(start, end, the word it may have been) for each such word of a text.

    Example:
        >>> confusable("Restricted speed, 50 miles. You can go.")
        ((18, 20, '15'), (32, 35, "can't"))
        >>> confusable("Engine 503")
        ()
    """
    found = []
    for match in _WORD.finditer(text):
        other = _OTHER.get(match.group().lower().replace("’", "'"))
        if other:
            found.append((match.start(), match.end(), other))
    return tuple(found)
