"""Printed words in a comparable form, and how far a quotation is from the nearest thing said.

This is the labels' own yardstick, kept apart from the product's so that neither hides the other's mistakes.
Printed forms of one file spell numbers alike, so nothing here has to know that "ten four" is "10-4".
"""

from __future__ import annotations

import re

CONTRACTIONS = {
    "can't": "cannot",
    "won't": "will not",
    "don't": "do not",
    "doesn't": "does not",
    "didn't": "did not",
    "isn't": "is not",
    "aren't": "are not",
    "wasn't": "was not",
    "weren't": "were not",
    "haven't": "have not",
    "hasn't": "has not",
    "hadn't": "had not",
    "wouldn't": "would not",
    "couldn't": "could not",
    "shouldn't": "should not",
    "i'm": "i am",
    "you're": "you are",
    "we're": "we are",
    "they're": "they are",
    "i've": "i have",
    "you've": "you have",
    "we've": "we have",
    "they've": "they have",
    "i'll": "i will",
    "you'll": "you will",
    "we'll": "we will",
    "they'll": "they will",
    "he'll": "he will",
    "she'll": "she will",
    "it'll": "it will",
    "it's": "it is",
    "that's": "that is",
    "there's": "there is",
    "he's": "he is",
    "she's": "she is",
    "what's": "what is",
    "here's": "here is",
    "where's": "where is",
    "who's": "who is",
}
_HAS = re.compile(
    r"\b(it|that|there|he|she|what|here|where|who)'s (been|got|had|gone|lost|taken|stopped)\b", re.I
)
# Words whose change, loss or gain turns a quotation into an altered one.
GUARDED = frozenset(
    "no not nobody none never nothing neither nor negative affirmative without any anybody anyone "
    "anything every everybody everyone everything all both only except but if unless until till when "
    "while before after once because may might must can cannot could should would will shall north south "
    "east west left right up down in out off on under over about around roughly almost nearly exactly "
    "more less least most half than first second third now yet still again either or one two three four "
    "five six seven eight nine ten".split()
)


def tokens(text: str) -> list[str]:
    """Lower-case words and figures, contractions written out, punctuation dropped.

    >>> tokens("We're not going, 10-4.")
    ['we', 'are', 'not', 'going', '10', '4']
    """
    plain = _HAS.sub(r"\1 has \2", text.replace("’", "'")).lower()
    out: list[str] = []
    for word in re.findall(
        r"\d+(?:st|nd|rd|th)?\b|[a-z0-9]+(?:'[a-z]+)?", re.sub(r"(\d),(\d{3})", r"\1\2", plain)
    ):
        out.extend(CONTRACTIONS.get(word, word).split())
    return out


def written_out(text: str) -> str | None:
    """The text with its first contraction written out, or None where there is none that is sure."""
    for match in re.finditer(r"[A-Za-z]+'[a-z]+", text):
        full = CONTRACTIONS.get(match[0].lower())
        if full and not _HAS.match(text[match.start() :]):
            full = full.capitalize() if match[0][0].isupper() else full
            full = re.sub(r"\bi\b", "I", full)
            return text[: match.start()] + full + text[match.end() :]
    return None


def contracted(text: str) -> str | None:
    """The text with its first sure pair of words contracted, or None.

    >>> contracted("Do not go in.")
    "Don't go in."
    """
    for short, full in CONTRACTIONS.items():
        if not (full.endswith("not") or full.endswith((" am", " are"))):
            continue
        match = re.search(rf"\b{full}\b(?=\s\w)", text, re.I)
        if match:
            short = short.replace("i'", "I'") if short.startswith("i'") else short
            return (
                text[: match.start()]
                + (short.capitalize() if match[0][0].isupper() else short)
                + text[match.end() :]
            )
    return None


def holds(said: list[str], quoted: list[str]) -> bool:
    """Whether the quoted words stand in what was said, in one stretch."""
    n = len(quoted)
    return n > 0 and any(said[i : i + n] == quoted for i in range(len(said) - n + 1))


def distance(said: list[str], quoted: list[str]) -> float:
    """Fewest word edits that turn some stretch of `said` into `quoted`, as a share of its words.

    >>> distance("hold at the gate until i call".split(), "at the fence".split())
    0.3333333333333333
    """
    if not quoted:
        return 1.0
    row = [0] * (len(said) + 1)
    for i, word in enumerate(quoted, 1):
        last, row = row, [i]
        for j, other in enumerate(said, 1):
            row.append(min(last[j - 1] + (word != other), last[j] + 1, row[j - 1] + 1))
    return min(row) / len(quoted)
