"""The time that a quotation's surroundings are of: of the traffic itself, or of talk about it afterwards.

A clause says “she said” of both. The sentence, the paragraph, what stood last before and what comes
behind lean to one; which, and how far, is counted here and weighed with the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dispatch.claims.attributing.readings import Reading
from dispatch.claims.quoting.narration import Narration

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
_BACK = 12  # sentences
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
