"""Text → the words, figures and signs it is written with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dispatch.wording import lexicon


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A unit of text as it is written: a word, a figure, a sign, an ellipsis, an editor's bracket."""

    text: str
    start: int
    end: int
    name: bool
    sentence: int

    @property
    def low(self) -> str:
        return "point" if self.text == "." else self.text.lower()


INTERSTATE = "I-"
NUMERO = "No."
"""Inside a sentence and before a figure it is "number"; at the head of one it may be an answer."""
_LEXEME = re.compile(
    r"(?P<ellipsis>…|\.{3,}|\.\s\.\s\.)"
    r"|(?P<bracket>\[[^\]\[]{0,200}\])"
    r"|(?P<number>\d+(?:,\d{3})+(?!\d)|\d+)(?P<suffix>st|nd|rd|th|s)?(?![a-z])"
    r"|(?P<part>\d+)"
    r"|(?P<decimal>(?<=\d)\.(?=\d))"
    r"|(?P<over>(?<=\d)/(?=\d))"
    r"|(?P<dotted>(?:[A-Za-z]\.){2,})"
    r"|(?P<clitic>(?<=\d)'(?:s|re|ll|ve|d)(?![a-z]))"
    r"|(?P<interstate>(?<![\w'-])(?-i:I)-(?=\d{1,3}(?![\w-])))"
    r"|(?P<minus>(?<!\S)-(?=\d))"
    r"|(?P<numero>(?<=\w\s)(?-i:No\.)(?=\s?\d))"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*'?)"
    r"|(?P<sign>[%&#$])",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})


def lexemes(text: str) -> Iterator[Lexeme]:
    """The lexemes of a text, in order.

    Example:
        >>> [lexeme.text for lexeme in lexemes("Go to 39th … [they] paid $5.")]
        ['Go', 'to', '39th', '…', '[they]', 'paid', '$', '5']
    """
    plain = text.translate(_APOSTROPHES)
    sentence, seen, fresh = 0, 0, True
    for match in _LEXEME.finditer(plain):
        between = plain[max(0, seen - 1) : match.start() + 1]
        if seen and _SENTENCE_END.search(between) and not _is_abbreviation(plain, seen):
            sentence, fresh = sentence + 1, True
        word = match.group()
        capital = word[:1].isupper() and (not fresh or (word.isupper() and len(word) > 1))
        yield Lexeme(word, match.start(), match.end(), capital, sentence)
        if match.lastgroup not in ("ellipsis", "bracket"):
            fresh = False
        seen = match.end()


def _is_abbreviation(plain: str, end: int) -> bool:
    """Whether the word that ends at ``end`` carries its full stop as an abbreviation does."""
    if plain.endswith(NUMERO, 0, end):
        return True
    word = re.search(r"[A-Za-z]+$", plain[:end])
    low = word.group().lower() if word else ""
    if low in ("ok", "okay", "yeah", "min", "sec", "til", "till"):
        return False
    return low in lexicon.ABBREVIATIONS or low in lexicon.TITLE_OR_STREET or low in ("n", "s", "e", "w")
