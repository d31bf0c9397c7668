"""Words as print has them → as a recogniser writes them: numbers in figures, abbreviations in full."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dispatch.wording import lexicon
from dispatch.wording.tokens import Kind, Token, tokens

_JOIN = re.compile(r"[\s-]*")
_DOT = re.compile(r"\.(?=[\s,;:?!])")
"""A dot that marks an abbreviation; at the end of the text it ends the sentence as well."""
_LEFT = frozenset(("one", "first", "hundred", "thousand"))
_IN_FULL = {"mph": "miles an hour"}
_ENDINGS = {"1": "st", "2": "nd", "3": "rd"}


def in_figures(text: str) -> str:
    """A text with its number words written as figures.

    "One" and "first" stay, as they mostly count nothing, and a "thousand" that nothing counts: a quote may
    begin within a number.

    Example:
        >>> in_figures("Twenty-seven, take the thirty ninth one in fifteen hundred feet.")
        '27, take the 39th one in 1500 feet.'
        >>> in_figures("Engine nine twenty two on one zero six point one, ten four, $300")
        'Engine 922 on 106.1, 10-4, $300'
    """
    written, cursor = [], 0
    for run in _runs(text):
        if run[-1].norm == "point":
            run.pop()
        start, end = run[0].start, run[-1].end
        if any(c.isdigit() for c in text[start:end]) or text[start:end].lower() in _LEFT:
            continue
        written += [text[cursor:start], _figures(run)]
        cursor = end
    return "".join((*written, text[cursor:]))


def _runs(text: str) -> Iterator[list[Token]]:
    """The tokens of each number, with no word or mark between them; an ordinal ends one."""
    run: list[Token] = []
    for token in tokens(text):
        is_part = token.kind in (Kind.DIGIT, Kind.ORDINAL) or (run and token.norm == "point")
        if run and not (is_part and _JOIN.fullmatch(text[run[-1].end : token.start])):
            yield run
            run = []
        if is_part and (run or token.norm != "point"):
            run.append(token)
        if token.kind is Kind.ORDINAL:
            yield run
            run = []
    if run:
        yield run


def _figures(run: list[Token]) -> str:
    """A number's figures; with a ten before it, as of a radio code, they are kept apart."""
    digits, of_ten = "", len(run) > 2 and run[0].end == run[1].end and [t.norm for t in run[:2]] == ["1", "0"]
    for k, token in enumerate(run):
        if token.kind is Kind.ORDINAL:
            digits += "th" if digits[-2:-1] == "1" else _ENDINGS.get(digits[-1:], "th")
        else:
            digits += "-" if k == 2 and of_ten and run[1].end != token.end else ""
            digits += "." if token.norm == "point" else token.norm
    return digits


def in_full(text: str) -> str:
    """A text with its titles, streets and units of measure written in full.

    Example:
        >>> in_full("Sgt. Doe is at W. Oak St., doing 60 mph.")
        'Sergeant Doe is at West Oak Street, doing 60 miles an hour.'
    """
    written, cursor = [], 0
    for token in tokens(text):
        short = text[token.start : token.end]
        full = _IN_FULL.get(short.lower()) or (token.norm if _is_short_for(short, token.norm) else "")
        if not full or token.start < cursor:
            continue
        is_name = short[0].isupper()
        written += [text[cursor : token.start], full.capitalize() if is_name else full]
        cursor = token.end + (is_name and bool(_DOT.match(text, token.end)))
    return "".join((*written, text[cursor:]))


def _is_short_for(short: str, norm: str) -> bool:
    low = short.lower().rstrip(".")
    known = low in lexicon.ABBREVIATIONS or low in lexicon.TITLE_OR_STREET or low in lexicon.COMPASS
    return known and norm[0] == low[0] and len(norm) > len(low) + 1
