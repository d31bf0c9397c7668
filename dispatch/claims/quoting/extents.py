"""Where a phrase or a clause of a sentence begins and ends."""

from __future__ import annotations

import re

from dispatch.claims.naming.speakers import Speaker
from dispatch.claims.told.telling import CLAUSE_BREAK, SOURCE


def end_of_mention(words: str, place: int, speaker: Speaker) -> int:
    """Where the noun phrase of a mention ends."""
    text = speaker.text
    end = place + len(text)
    while end < len(words) and words[end] not in " ,\x01":
        end += 1
    at_desk = re.match(
        r"\s+(?:at|in|on|of|for|from)\s+(?:the\s+)?[\w’'-]+(?:\s+[\w’'-]+){0,3}?(?=\s+(?:had|"
        r"has|then|told|instruct|order|direct|ask|advis|warn))",
        words[end:],
    )
    return end + at_desk.end() if at_desk else end


def phrase_start(words: str, place: int) -> int:
    """Where the noun phrase that holds ``place`` begins: its article and adjectives."""
    before = words[max(0, place - 60) : place]
    article = re.search(
        r"\b(?:an?|the|one|two|another|his|her|its|their)\s+(?:(?!that\b|who\b|which\b|and\b|but\b|of\b|"
        r"to\b|from\b|\w+ed\b)[\w’'-]+\s+){0,3}$",
        before, re.IGNORECASE,
    )  # fmt: skip
    name = re.search(r"(?:[A-Z][\w’'-]+\s+)*(?:(?:police|fire|county|city|state)\s+)?$", before)
    if article:
        return place - len(before) + article.start()
    return place - len(name.group()) if name else place


def clause_start(words: str, place: int, at: int) -> int:
    """Where the clause that holds ``place`` begins, not before ``at``."""
    lead = words[:place]
    best = at
    for cut in re.finditer(r"[,;:\x01]\s*|\b(?:but|that|when|while|because|as|after|and then)\s+", lead):
        if cut.end() < place - 1:
            best = max(best, cut.end())
    return best


def clause_from(words: str, start: int) -> tuple[int, int]:
    """The clause from ``start``, without the source behind it, the next clause, and the full stop."""
    while start < len(words) and words[start] in " ,\x01“”":
        start += 1
    cut = CLAUSE_BREAK.search(words, start + 12) if len(words) > start + 12 else None
    end = cut.start() if cut else len(words)
    source = SOURCE.search(words, start, end)
    end = source.start() if source else end
    while end > start and words[end - 1] in " ,.;:—–-\x01":
        end -= 1
    return start, end


def leads_into_quote(words: str, end: int) -> bool:
    """Whether a quotation follows."""
    return bool(re.match(r"[\s,:—–-]*(?:that\s+|to\s+)?\x01", words[end:]))
