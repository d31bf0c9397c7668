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
    >>> [t.norm for t in tokens("K-96")], [t.norm for t in tokens("Canine six")]
    (['canine', '6'], ['canine', '6'])
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from dispatch.wording import lexicon
from dispatch.wording.fractions import with_decimals
from dispatch.wording.lexemes import INTERSTATE, NUMERO, Lexeme, lexemes
from dispatch.wording.numbers import digits_of_run, is_number_word
from dispatch.wording.spellings import AMERICAN


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
    of_time: bool = False
    """Of a 12-hour time in print and the 24-hour one heard, where both were brought to the same digits."""


SHORT_DIGITS, LONG_DIGITS = 3, 5
"""Digits of a call sign that may stand for a longer one, and of the one that it may stand for."""


def digits_of(text: str) -> str:
    """The digits of a text, however they are written: what call signs are compared by.

    Example:
        >>> digits_of("Engine 5"), digits_of("nine twenty two"), digits_of("Pump House")
        ('5', '922', '')
    """
    return "".join(t.norm for t in tokens(text) if t.kind is Kind.DIGIT)


def is_one_number(first: str, second: str) -> bool:
    """Whether the digits of two call signs may be one's: the same, or a long one and its end.

    Boats and aircraft with five digits and more go by the last three: "612" is 45612.

    Example:
        >>> is_one_number("612", "45612"), is_one_number("12", "112"), is_one_number("612", "1612")
        (True, False, False)
    """
    short, long = sorted((first, second), key=len)
    is_end = len(short) >= SHORT_DIGITS and len(long) >= LONG_DIGITS and long.endswith(short)
    return first == second or is_end


def tokens(text: str) -> tuple[Token, ...]:
    """The comparable tokens of ``text``, in order.

    Example:
        >>> [t.norm for t in tokens("Do NOT send fifteen hundred")]
        ['do', 'not', 'send', '1', '5', '0', '0']
        >>> [(t.norm, t.start, t.end) for t in tokens("we're OK")]
        [('we', 0, 5), ('are', 0, 5), ('ok', 6, 8)]
    """
    return tuple(_merged(list(with_decimals(list(_expand(list(lexemes(text))))))))


def _expand(read: list[Lexeme]) -> Iterator[Token]:
    i = 0
    while i < len(read):
        price, run = _price(read, i), _number_run(read, i)
        if price:
            yield from _price_tokens(price)
            i += len(price) + 1
        elif run:
            yield from _number_tokens(read[i : i + run])
            i += run
        else:
            previous = read[i - 1] if i else None
            following = read[i + 1] if i + 1 < len(read) else None
            yield from _word_tokens(read[i], previous, following)
            i += 1


def _price(read: Sequence[Lexeme], i: int) -> list[Lexeme]:
    """The number behind a dollar sign and a "million", the first of them with the sign; empty without one."""
    run = _number_run(read, i + 1) if read[i].text == "$" and i + 1 < len(read) else 0
    if not run or read[i].end != read[i + 1].start:
        return []
    end = i + 1 + run
    end += end < len(read) and read[end].low in ("million", "billion")
    return [replace(read[i + 1], start=read[i].start), *read[i + 2 : end]]


def _price_tokens(price: Sequence[Lexeme]) -> Iterator[Token]:
    """A price as it is said: "$300" is 300 dollars, one written word."""
    last = price[-1]
    if last.low in ("million", "billion"):
        yield from _number_tokens(price[:-1])
        yield Token(last.low, Kind.WORD, last.start, last.end, False, last.sentence)
    else:
        yield from _number_tokens(price)
    yield Token("dollars", Kind.WORD, last.start, last.end, False, last.sentence)


def _number_run(read: Sequence[Lexeme], i: int) -> int:
    """How many lexemes from ``i`` on make one run of numbers."""
    j = i
    while j < len(read) and _in_run(read, i, j):
        j += 1
    return j - i


def _in_run(read: Sequence[Lexeme], i: int, j: int) -> bool:
    low = read[j].low
    following = read[j + 1].low if j + 1 < len(read) else ""
    if low in ("and", "a", "point", "decimal"):
        after = following in lexicon.MULTIPLIERS if low == "a" else is_number_word(following)
        before = low == "a" or j > i
        if low == "and":
            before = j > i and read[j - 1].low in lexicon.MULTIPLIERS
        return before and after
    if low in lexicon.SPOKEN_ONLY_AS_DIGIT:
        previous = read[j - 1].low if j else ""
        return is_number_word(previous) or (is_number_word(following) and low == "oh")
    if low == "second":
        return j > i and read[j - 1].low in lexicon.TENS
    return is_number_word(low)


def _number_tokens(run: Sequence[Lexeme]) -> Iterator[Token]:
    for norm, first, last in digits_of_run([lexeme.low for lexeme in run]):
        kind = Kind.ORDINAL if norm == "th" else Kind.DIGIT if norm.isdigit() else Kind.WORD
        head = run[first]
        yield Token(norm, kind, head.start, run[last].end, False, head.sentence)


def _word_tokens(lexeme: Lexeme, previous: Lexeme | None, following: Lexeme | None) -> Iterator[Token]:
    def token(norm: str, kind: Kind = Kind.WORD) -> Token:
        return Token(norm, kind, lexeme.start, lexeme.end, lexeme.name, lexeme.sentence)

    low = lexeme.low
    if lexeme.text in (NUMERO, INTERSTATE):
        yield token("number" if lexeme.text == NUMERO else "interstate")
    elif low == "-" and following is not None:
        yield replace(token("minus"), end=following.end)
    elif low in lexicon.CLITICS:  # of a figure: "Engine 5's on scene"
        yield token(lexicon.CLITICS[low])
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
            yield token(norm, Kind.DIGIT if norm.isdecimal() else Kind.WORD)


def _spelled_letters(lexeme: Lexeme, previous: Lexeme | None, following: Lexeme | None) -> bool:
    """Whether capitals beside a number are letters spelled out: the K of "51K", the CM of "CM4", no "4PM"."""
    text = lexeme.text
    if not (text.isascii() and text.isalpha() and text.isupper() and len(text) <= 3):
        return False
    if lexeme.low in lexicon.ABBREVIATIONS or lexeme.low in ("am", "pm"):
        return False
    joined_before = previous is not None and previous.end == lexeme.start and previous.text[-1].isdigit()
    joined_after = following is not None and following.start == lexeme.end and following.text[0].isdigit()
    return joined_before or joined_after


def _plain_forms(low: str, lexeme: Lexeme, previous: Lexeme | None, following: Lexeme | None) -> list[str]:
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
    bare = low.strip("'")
    return lexicon.ABBREVIATIONS.get(bare, AMERICAN.get(bare, bare)).split()


def _merged(found: list[Token]) -> Iterator[Token]:
    """Phrases brought to one form: "no one" is "nobody"."""
    i = 0
    while i < len(found):
        if _stresses(found, i):  # "right over them" tells no direction
            yield replace(found[i], norm="very")
            i += 1
            continue
        if _is_canine(found, i):  # "K-9 6" and "K96" are Canine 6
            yield replace(found[i], norm="canine", end=found[i + 1].start + 1)
            i += 2
            continue
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


def _stresses(found: Sequence[Token], i: int) -> bool:
    """Whether "right" here only stresses what follows."""
    if found[i].norm != "right" or i + 1 == len(found) or found[i + 1].norm not in lexicon.STRESSED:
        return False
    return i == 0 or found[i - 1].norm not in lexicon.TURNING


def _is_canine(found: Sequence[Token], i: int) -> bool:
    """Whether a letter K stands before a 9, which together say "canine"."""
    first, second = found[i], found[i + 1] if i + 1 < len(found) else None
    letter = first.norm in ("k", lexicon.PHONETIC["k"]) and first.end - first.start == 1
    apart = i == 0 or found[i - 1].end < first.start  # "51K9" is a number with a letter in it
    return letter and apart and second is not None and second.norm == "9" and second.start - first.end <= 1
