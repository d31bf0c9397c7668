"""Text → comparable tokens, each with the characters it comes from.

A number becomes its digits, however it is said: "922", "nine twenty two" and "nine two two" are
``9 2 2``; "1500" and "fifteen hundred" ``1 5 0 0``; "106.1" and "one zero six point one"
``1 0 6 point 1``. So a number compares digit by digit, and a misheard digit is one difference.
Case and punctuation don't count; contractions are written out; abbreviations, titles and radio's
spelling alphabet are brought to one form.

Example:
    >>> [t.norm for t in tokens("10-4, we're at 39th St.")]
    ['1', '0', '4', 'we', 'are', 'at', '3', '9', 'th', 'street']
    >>> [t.norm for t in tokens("Ten four, we are at thirty ninth street")]
    ['1', '0', '4', 'we', 'are', 'at', '3', '9', 'th', 'street']
    >>> [t.norm for t in tokens("$300, $2 million")]
    ['3', '0', '0', 'dollars', '2', 'million', 'dollars']
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from dispatch.wording import lexicon
from dispatch.wording.numbers import digits_of_run, is_number_word


class Kind(Enum):
    """What a token stands for."""

    WORD = "word"
    DIGIT = "digit"
    ORDINAL = "ordinal"
    """The ending of an ordinal number."""
    FILLER = "filler"
    ELLIPSIS = "ellipsis"
    """Words left out, and marked so."""
    BRACKET = "bracket"
    """An editor's insertion that stands for one to four words."""


@dataclass(frozen=True, slots=True)
class Token:
    """A comparable unit of text.

    ``start`` and ``end`` are the characters it comes from; several tokens may share them (the digits
    of one number). ``sentence`` counts the sentences of the text, as punctuated.
    """

    norm: str
    kind: Kind
    start: int
    end: int
    name: bool = False
    """Written with a capital inside a sentence: likely a name."""
    sentence: int = 0


@dataclass(frozen=True, slots=True)
class _Lexeme:
    text: str
    start: int
    end: int
    name: bool
    sentence: int

    @property
    def low(self) -> str:
        return "point" if self.text == "." else self.text.lower()


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
    r"|(?P<numero>(?<=\w\s)(?-i:No\.)(?=\s?\d))"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*'?)"
    r"|(?P<sign>[%&#$])",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})


def digits_of(text: str) -> str:
    """The digits of a text, however they are written: what call signs are compared by.

    Example:
        >>> digits_of("Engine 5"), digits_of("nine twenty two"), digits_of("Pump House")
        ('5', '922', '')
    """
    return "".join(t.norm for t in tokens(text) if t.kind is Kind.DIGIT)


def tokens(text: str) -> tuple[Token, ...]:
    """The comparable tokens of ``text``, in order.

    Example:
        >>> [t.norm for t in tokens("Do NOT send fifteen hundred")]
        ['do', 'not', 'send', '1', '5', '0', '0']
        >>> [(t.norm, t.start, t.end) for t in tokens("we're OK")]
        [('we', 0, 5), ('are', 0, 5), ('ok', 6, 8)]
    """
    return tuple(_merged(list(_expand(list(_lexemes(text))))))


def _lexemes(text: str) -> Iterator[_Lexeme]:
    plain = text.translate(_APOSTROPHES)
    sentence, seen, fresh = 0, 0, True
    for match in _LEXEME.finditer(plain):
        between = plain[max(0, seen - 1) : match.start() + 1]
        if seen and _SENTENCE_END.search(between) and not _is_abbreviation(plain, seen):
            sentence, fresh = sentence + 1, True
        word = match.group()
        capital = word[:1].isupper() and (not fresh or (word.isupper() and len(word) > 1))
        yield _Lexeme(word, match.start(), match.end(), capital, sentence)
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


def _expand(lexemes: list[_Lexeme]) -> Iterator[Token]:
    i = 0
    while i < len(lexemes):
        price, run = _price(lexemes, i), _number_run(lexemes, i)
        if price:
            yield from _price_tokens(price)
            i += len(price) + 1
        elif run:
            yield from _number_tokens(lexemes[i : i + run])
            i += run
        else:
            previous = lexemes[i - 1] if i else None
            following = lexemes[i + 1] if i + 1 < len(lexemes) else None
            yield from _word_tokens(lexemes[i], previous, following)
            i += 1


def _price(lexemes: Sequence[_Lexeme], i: int) -> list[_Lexeme]:
    """The number behind a dollar sign and a "million", the first of them with the sign; empty without one."""
    run = _number_run(lexemes, i + 1) if lexemes[i].text == "$" and i + 1 < len(lexemes) else 0
    if not run or lexemes[i].end != lexemes[i + 1].start:
        return []
    end = i + 1 + run
    end += end < len(lexemes) and lexemes[end].low in ("million", "billion")
    return [replace(lexemes[i + 1], start=lexemes[i].start), *lexemes[i + 2 : end]]


def _price_tokens(price: Sequence[_Lexeme]) -> Iterator[Token]:
    """A price as it is said: "$300" is 300 dollars, one written word."""
    last = price[-1]
    if last.low in ("million", "billion"):
        yield from _number_tokens(price[:-1])
        yield Token(last.low, Kind.WORD, last.start, last.end, False, last.sentence)
    else:
        yield from _number_tokens(price)
    yield Token("dollars", Kind.WORD, last.start, last.end, False, last.sentence)


def _number_run(lexemes: Sequence[_Lexeme], i: int) -> int:
    """How many lexemes from ``i`` on make one run of numbers."""
    j = i
    while j < len(lexemes) and _in_run(lexemes, i, j):
        j += 1
    return j - i


def _in_run(lexemes: Sequence[_Lexeme], i: int, j: int) -> bool:
    low = lexemes[j].low
    following = lexemes[j + 1].low if j + 1 < len(lexemes) else ""
    if low in ("and", "a", "point", "decimal"):
        after = following in lexicon.MULTIPLIERS if low == "a" else is_number_word(following)
        before = low == "a" or j > i
        if low == "and":
            before = j > i and lexemes[j - 1].low in lexicon.MULTIPLIERS
        return before and after
    if low in lexicon.SPOKEN_ONLY_AS_DIGIT:
        previous = lexemes[j - 1].low if j else ""
        return is_number_word(previous) or (is_number_word(following) and low == "oh")
    if low == "second":
        return j > i and lexemes[j - 1].low in lexicon.TENS
    return is_number_word(low)


def _number_tokens(run: Sequence[_Lexeme]) -> Iterator[Token]:
    for norm, first, last in digits_of_run([lexeme.low for lexeme in run]):
        kind = Kind.ORDINAL if norm == "th" else Kind.DIGIT if norm.isdigit() else Kind.WORD
        head = run[first]
        yield Token(norm, kind, head.start, run[last].end, False, head.sentence)


def _word_tokens(lexeme: _Lexeme, previous: _Lexeme | None, following: _Lexeme | None) -> Iterator[Token]:
    def token(norm: str, kind: Kind = Kind.WORD) -> Token:
        return Token(norm, kind, lexeme.start, lexeme.end, lexeme.name, lexeme.sentence)

    low = lexeme.low
    if lexeme.text == NUMERO:
        yield token("number")
    elif low[0] in "….":
        yield token("…", Kind.ELLIPSIS)
    elif low[0] == "[":
        yield token(low.strip("[]").strip(), Kind.BRACKET)
    elif low in lexicon.FILLERS:
        yield token(low, Kind.FILLER)
    elif _spelled_letters(lexeme, previous, following):
        for letter in low:
            yield token(lexicon.PHONETIC[letter])
    else:
        for norm in _plain_forms(low.replace(".", ""), lexeme, previous, following):
            yield token(norm, Kind.DIGIT if norm.isdigit() else Kind.WORD)


def _spelled_letters(lexeme: _Lexeme, previous: _Lexeme | None, following: _Lexeme | None) -> bool:
    """Whether capitals beside a number are letters spelled out: the K of "51K", the CM of "CM4"."""
    text = lexeme.text
    if not (text.isascii() and text.isalpha() and text.isupper() and len(text) <= 3):
        return False
    if lexeme.low in lexicon.ABBREVIATIONS:
        return False
    joined_before = previous is not None and previous.end == lexeme.start and previous.text[-1].isdigit()
    joined_after = following is not None and following.start == lexeme.end and following.text[0].isdigit()
    return joined_before or joined_after


def _plain_forms(low: str, lexeme: _Lexeme, previous: _Lexeme | None, following: _Lexeme | None) -> list[str]:
    if low in lexicon.CONTRACTIONS:
        return lexicon.CONTRACTIONS[low].split()
    for clitic, written in lexicon.CLITICS.items():
        host = low.removesuffix(clitic)
        if host and host != low:
            if clitic == "'s" and host in lexicon.HOSTS_OF_IS:
                written = "is"
            return [*_plain_forms(host, lexeme, previous, following), written]
    if low in lexicon.TITLE_OR_STREET:
        title, street = lexicon.TITLE_OR_STREET[low]
        before_name = following is not None and following.name and following.sentence == lexeme.sentence
        after_name = previous is not None and previous.text[:1].isupper() | previous.text[:1].isdigit()
        return [title if before_name and not after_name else street]
    if low in lexicon.COMPASS and lexeme.text.isupper():
        return [lexicon.COMPASS[low]]
    return lexicon.ABBREVIATIONS.get(low.strip("'"), low.strip("'")).split()


def _merged(found: list[Token]) -> Iterator[Token]:
    """Phrases brought to one form: "no one" is "nobody"."""
    i = 0
    while i < len(found):
        for size in (2, 1):
            part = tuple(token.norm for token in found[i : i + size])
            in_figure = size == 2 and i + 2 < len(found) and found[i + 1].start == found[i + 2].start
            if part in lexicon.PHRASES and len(part) == size and not in_figure:  # "no 10-4" has no nobody
                for norm in lexicon.PHRASES[part]:
                    yield replace(found[i], norm=norm, end=found[i + size - 1].end, kind=Kind.WORD)
                i += size
                break
        else:
            yield found[i]
            i += 1
