"""Words and whole numbers of what was heard, with the pauses that punctuation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dispatch.wording import Kind, tokens

TEN_FOUR = "104"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A word, or a whole number as its digits; ``pause`` where punctuation follows."""

    text: str
    number: bool = False
    ordinal: bool = False
    pause: bool = False


def lexemes(text: str) -> tuple[Lexeme, ...]:
    """Words and whole numbers of a text; contractions written out, "10-4" on its own.

    Example:
        >>> [w.text for w in lexemes("10-4-9-31, we're at 39th")]
        ['104', '931', 'we', 'are', 'at', '39']
    """
    found: list[Lexeme] = []
    last_end = 0
    for token in tokens(text):
        between = text[last_end : token.start]
        if found and re.search(r"[,.;:!?]\s|[–—]", between + " "):
            found[-1] = _with_pause(found[-1])
        if token.kind is Kind.DIGIT:
            joined = bool(found) and found[-1].number and not found[-1].pause and not found[-1].ordinal
            if joined:
                found[-1] = Lexeme(found[-1].text + token.norm, number=True)
            else:
                found.append(Lexeme(token.norm, number=True))
        elif token.kind is Kind.ORDINAL and found:
            found[-1] = Lexeme(found[-1].text, number=True, ordinal=True)
        elif not (token.norm == "point" and found and found[-1].number) and token.kind is not Kind.FILLER:
            found.append(Lexeme(token.norm))
        last_end = token.end
    if found and re.search(r"[,.;:!?]", text[last_end:]):
        found[-1] = _with_pause(found[-1])
    return tuple(part for lexeme in found for part in _ten_four_apart(lexeme))


def _with_pause(lexeme: Lexeme) -> Lexeme:
    return Lexeme(lexeme.text, lexeme.number, lexeme.ordinal, pause=True)


def _ten_four_apart(lexeme: Lexeme) -> tuple[Lexeme, ...]:
    """A recogniser runs "ten four, nine thirty one" into one number."""
    text = lexeme.text
    if lexeme.number and len(text) >= 5 and text.startswith(TEN_FOUR):
        rest = Lexeme(text[3:], number=True, ordinal=lexeme.ordinal, pause=lexeme.pause)
        return Lexeme(TEN_FOUR, number=True, pause=True), rest
    if lexeme.number and len(text) >= 5 and text.endswith(TEN_FOUR):
        return Lexeme(text[:-3], number=True, pause=True), Lexeme(TEN_FOUR, number=True, pause=lexeme.pause)
    return (lexeme,)
