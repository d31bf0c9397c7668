"""Which quotations are speech, and how their words are printed."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from dispatch.claims.attributing.attributed import Attribution, Where
from dispatch.claims.naming.lexicon import TITLE_WORDS
from dispatch.claims.quoting.narration import Narration
from dispatch.claims.quoting.quotations import Quotation

_SMALL = frozenset("a an and at but by for from in nor of on or over the to up with".split())
_FILE = re.compile(r"\S+\.\w{2,4}")
_DETERMINED = re.compile(
    r"\b(?:an?|the|this|that|these|those|its|his|her|their|our|so-called|whole|some|any)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:story|article|posts?|column|report|book|film|song|video|file|chapter|headline|piece|series|"
    r"issue|week|item|episode|song)[,:]?\s*$",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:call(?:ed|s|ing)?|describ\w+|label\w+|pronounced|deemed|found|held|ruled|considered|"
    r"judged)\s+(?:\w+\s+){1,5}(?:as\s+)?$",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(
    r"\s+(?!said|says|and|but|or|in|on|at|as|to|of|for|with|when|while|he|she|they|the|a|an|according)[a-z]+"
)
_IN_BRACKETS = re.compile(
    r"\b(?:story|article|column|editorial|posts?|report|headline|letter|piece)\b[^.()]{0,40}\($",
    re.IGNORECASE,
)
_PREDICATE = re.compile(r"(?:had|has|was|is|were|are|did|does|could|would|should|will|can|may|must)\s")
_AS_THEY_SAY = re.compile(
    r"\b(?:as|what) (?:we|they|people|some|many|locals|cops|pilots|dispatchers|\w+ers)(?: \w+){0,3} (?:say|"
    r"call(?: \w+)?|"
    r"put it|know as)[,:]?\s*$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z])|[a-z]{3}[.!?]\s+$")
_NOWHERE = (Where.NONE, Where.CARRIED, Where.PREVIOUS_SENTENCE)
_SHORT = 4  # words up to which a quotation may be a scare quote or a title


def is_speech(narration: Narration, quote: Quotation, attribution: Attribution) -> bool:
    """Whether a quotation is somebody's words, and no title, file name or scare quote."""
    text = narration.document.text
    words = text[quote.pieces[0][0] : quote.pieces[-1][1]].strip()
    if not re.search(r"\w", words):
        return False
    if quote.set_off or len(quote.pieces) > 1 or attribution.where in (Where.LABEL, Where.LINE):
        return True
    before = narration.text[max(0, quote.outer[0] - 60) : quote.outer[0]].replace("\n", " ")
    before = before[max((end.end() for end in _SENTENCE_END.finditer(before)), default=0) :]
    after = narration.text[quote.outer[1] : quote.outer[1] + 30]
    if _FILE.fullmatch(words) or _IN_BRACKETS.search(before):
        return False
    if (TITLE_WORDS.search(before) and not _PREDICATE.match(words)) or (
        _titled(words) and _WORK.search(before)
    ):
        return False
    if _titled(words) and attribution.where not in (Where.AFTER, Where.BEFORE):
        return False
    short = len(words.split()) <= _SHORT
    closed = words.endswith((".", "!", "?", ",", "…", "—")) or before.rstrip().endswith((":", ","))
    determined = _DETERMINED.search(before) is not None and not _CALLED.search(before)
    if short and not closed and (_titled(words) or (determined and _NOUN_AFTER.match(after))):
        return False
    if _AS_THEY_SAY.search(before) or (
        short and determined and words[:1].islower() and attribution.where in _NOWHERE
    ):
        return False
    if determined and not closed and len(words.split()) <= 2 and attribution.where is not Where.AFTER:
        return False
    if attribution.where is Where.AFTER or (attribution.where is Where.BEFORE and attribution.spoken):
        return True
    starts = words[:1].isupper() or before.rstrip().endswith((":", ".", ""))
    return closed and starts and words[-1:] not in "," if short else len(words.split()) > _SHORT


def _titled(words: str) -> bool:
    """Whether every word but the small ones is capitalised, as in a title."""
    if re.search(r"[.!?]\s+\S", words):
        return False
    large = [word for word in re.findall(r"[\w’'-]+", words) if word.lower() not in _SMALL]
    return len(large) > 1 and all(word[0].isupper() or word[0].isdigit() for word in large)


def trimmed(text: str, pieces: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The pieces without outer space, and without the comma that belongs to the attribution.

    Example:
        >>> trimmed("“Hold on,” she said.", [(1, 9)])
        ((1, 8),)
    """
    out: list[tuple[int, int]] = []
    for start, end in pieces:
        while start < end and text[start].isspace():
            start += 1
        while end > start + 1 and (text[end - 1].isspace() or text[end - 1] == ","):
            end -= 1
        if start < end:
            out.append((start, end))
    return tuple(out) or ((pieces[0][0], max(pieces[0][1], pieces[0][0] + 1)),)


def printed(text: str, pieces: Sequence[tuple[int, int]]) -> str:
    """The words of the pieces in one line, with the comma or stop whose place an attribution took.

    Example:
        >>> printed("“Clear out,” she said. “Nobody goes.”", [(1, 10), (24, 36)])
        'Clear out. Nobody goes.'
    """
    out = " ".join(text[slice(*pieces[0])].split())
    for (_, before), (start, end) in itertools.pairwise(pieces):
        piece = " ".join(text[start:end].split())
        if text[before : before + 1] == ",":
            out += "." if piece[:1].isupper() else ","
        out += " " + piece
    return out
