"""The time that a quotation's surroundings are of: of the traffic itself, or of talk about it afterwards.

A clause says “she said” of both. The sentence, the paragraph, what stood last before and what comes
behind lean to one; which, and how far, is counted here and weighed with the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dispatch.claims.narration import Narration
from dispatch.claims.readings import Reading
from dispatch.values import Role

_TRAFFIC = re.compile(
    r"\b(?:radio(?:ed|s|ing)?|record(?:ed|ings?)|tapes?|audio|transmi\w+|channel|on the (?:air|line|call)|"
    r"over the|keyed|frequency|scanner|heard|at \d{1,2}[:.]\d\d|\d{1,2}[:.]\d\d ?[ap]\.?m|911|999|"
    r"dispatch\w*|"
    r"moments|seconds|minutes? later|then|call(?:ed|s)?)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:told (?:me|us|reporters|investigators|the (?:\w+ )?(?:\w+ )?(?:panel|board|court|inquiry|hearing|"
    r"inquest|council|committee|jury|tribunal|newspaper|paper))|interview\w*|testi\w+|evidence|retired|"
    r"(?:years?|months?|weeks?|days?) (?:later|after|on)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"statement|afterwards?|since|now|remember\w*|recall\w*|laugh\w*|asked (?:about|if|whether|what|him|her)|"
    r"by (?:phone|telephone|email)|wrote|letter|reached|coffee|kitchen|porch|hospital|(?:last|this) week|"
    r"hearing|lawyer|review)\b",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"\b(?:(?:tele)?phon(?:e|ed|es|ing)|911|999|000|112|callers?|call[- ]?(?:taker|handler)s?|operator|rang|"
    r"on the line|h[au]ngs? up|rings|dial\w*|calls|call(?:ed|ing)? (?:for help|back|in|again)|emergency line|"
    r"(?:the|her|his|their|my|first|second|third|next|that|this|one|another|\w+-minute) (?:\w+ )?call)\b",
    re.IGNORECASE,
)
"""Of a telephone call for help."""
_RADIO = re.compile(
    r"\b(?:radio\w*|channels?|frequency|transmi\w+|portable|handset|handheld|microphone|keyed|units?|crews?|"
    r"on scene|over the air|broadcast\w*|call sign|scanner|talkgroup)\b",
    re.IGNORECASE,
)
"""Of talk on the radio."""
_SERVICES = frozenset({Role.DISPATCHER, Role.UNIT})
_BACK = 12  # sentences
_NEAR = 3  # sentences, those right before and its own
_PARAGRAPH = 1500  # characters of it that are read
_AHEAD = 2000  # characters behind the sentence


def scene_of(narration: Narration, reading: Reading) -> Iterator[tuple[str, float]]:
    """The traits of the time around a quotation.

    Example:
        >>> from dispatch.claims.reader import read
        >>> article = read("Reached at home, Ann Gill laughed. “I froze,” she said.", "text/plain")
        >>> dict(scene_of(article.people.narration, article.readings[0]))["scene: afterwards last"]
        1.0
    """
    here = narration.sentence(reading.quote.outer[0])
    own = narration.words(here)
    yield "sentence: of traffic", float(min(2, len(_TRAFFIC.findall(own))))
    yield "sentence: of afterwards", float(min(2, len(_AFTER.findall(own))))
    block = narration.document.blocks[reading.quote.block]
    paragraph = narration.text[block.start : min(block.end, block.start + _PARAGRAPH)]
    yield "paragraph: of traffic", min(3, len(_TRAFFIC.findall(paragraph))) / 2
    yield "paragraph: of afterwards", min(3, len(_AFTER.findall(paragraph))) / 2
    yield f"scene: {_last(narration, here)} last", 1.0
    yield from _medium(narration, reading, here, own, paragraph)
    end = narration.sentences[here][1]
    yield "traffic ahead", min(4, len(_TRAFFIC.findall(narration.text, end, end + _AHEAD))) / 3


def _last(narration: Narration, here: int) -> str:
    """Which of the two was spoken of last, back from the quotation's sentence."""
    for number in range(here, max(-1, here - _BACK), -1):
        words = narration.words(number)
        traffic, after = _TRAFFIC.search(words), _AFTER.search(words)
        if traffic or after:
            return "both" if traffic and after else "traffic" if traffic else "afterwards"
    return "neither"


def _medium(
    narration: Narration, reading: Reading, here: int, own: str, paragraph: str
) -> Iterator[tuple[str, float]]:
    """Whether a telephone or a radio is spoken of around the quotation, and who may be at its other end."""
    near = [narration.words(number) for number in range(max(0, here - _NEAR), here)]
    for name, words in (("a call", _CALL), ("the radio", _RADIO)):
        yield f"sentence: of {name}", float(min(2, len(words.findall(own))))
        yield f"paragraph: of {name}", min(3, len(words.findall(paragraph))) / 2
        yield f"near: of {name}", min(3, sum(len(words.findall(part)) for part in near)) / 2
    last = _medium_last(narration, here)
    yield f"medium: {last} last", 1.0
    speaker = reading.attribution.speaker
    if speaker is None:
        yield f"medium: {last} last, nobody", 1.0
    elif speaker.role not in _SERVICES:
        yield f"medium: {last} last, of no service", 1.0


def _medium_last(narration: Narration, here: int) -> str:
    """Which of the two was spoken of last."""
    for number in range(here, max(-1, here - _BACK), -1):
        words = narration.words(number)
        call, radio = _CALL.search(words), _RADIO.search(words)
        if call or radio:
            return "both" if call and radio else "call" if call else "radio"
    return "neither"
