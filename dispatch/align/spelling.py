"""One wording, written the ways a recogniser might write it.

Style alone moves a likelihood by more than a wrong word does: "304" or "three oh four", a capital, a
comma. So every wording that is compared gets the same ways of being written, best against best.
"""

from __future__ import annotations

import re

from dispatch.wording import tokens
from dispatch.wording.clock import HALVES, printed_times
from dispatch.wording.lexicon import CLITICS, DIGITS, TEENS, TENS
from dispatch.wording.print_forms import in_figures, in_full

MOST_WAYS = 5
_TENS = ("", "", *TENS)
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
             "nine": "ninth", "twelve": "twelfth"}  # fmt: skip
_FIGURES = re.compile(r"(\d[\d,:]*)(st|nd|rd|th)?")
_POINT = re.compile(r"(?<=\d)\.(?=\d\b)")
_OF_TIME = re.compile(r"(?<=\d)\.(?=\d)|(?<=\d)(?=[ap]\.?m\b)")
_CENTS = re.compile(r"\$(\d+)\.(\d\d)\b")
_PRONOUN_VERB = re.compile(
    r"\b(i|you|we|they|he|she|it|that|there) (will|would|have|has|is|are|am)\b", re.IGNORECASE
)
_VERB_NOT = re.compile(
    r"\b(do|does|did|is|are|was|were|has|have|had|would|could|should|can|will) not\b", re.IGNORECASE
)
_CONTRACTED_NOT = re.compile(
    r"\b(do|does|did|is|are|was|were|has|have|had|would|could|should|ca|wo)n['’]t\b", re.IGNORECASE
)
_CONTRACTED_VERB = re.compile(r"['’](ll|re|ve|m)\b", re.IGNORECASE)
_DRAWN = {"will": "'ll", "would": "'d", "have": "'ve", "has": "'s", "is": "'s", "are": "'re", "am": "'m"}
_NOT, _BEFORE_NOT = {"can": "ca", "will": "wo"}, {"ca": "can", "wo": "will"}
_CANINE = re.compile(r"\bcanine (\d)", re.IGNORECASE)


def spellings(text: str) -> tuple[str, ...]:
    """At most five ways to write ``text``: as given, in full, numbers in figures, as words, digit by digit.

    Example:
        >>> spellings("Engine 304")
        ('Engine 304', 'Engine three oh four', 'Engine three zero four')
        >>> spellings("twenty-seven")
        ('twenty-seven', '27', 'twenty seven', 'two seven')
        >>> spellings("4th Ave.")
        ('4th Ave.', '4th Avenue.', 'fourth Avenue.')
        >>> spellings("hold short"), spellings("Canine 6")
        (('hold short',), ('Canine 6', 'K-96', 'Canine six'))
    """
    full = in_full(text)
    figures = in_figures(full)
    apart = _OF_TIME.sub(" ", _POINT.sub(" point ", _CENTS.sub(r"\1 \2", figures)))
    ways = [text, _CANINE.sub(r"K-9\1", full), full, figures]
    ways += [_FIGURES.sub(lambda m: _in_words(_in_pairs(m[1]), m[2]), apart)]
    ways += [_FIGURES.sub(lambda m: _in_words(_digit_by_digit(m[1]), m[2]), apart)]
    return tuple(dict.fromkeys(ways))[:MOST_WAYS]


def radio_times(text: str) -> list[str]:
    """A text with its times "p.m." and "a.m." as radio mostly says them, in figures and in words.

    Example:
        >>> radio_times("at 2:15 p.m., sir"), radio_times("at 2:15")
        (['at 1415, sir', 'at fourteen fifteen, sir'], [])
    """
    found = tokens(text)
    times = [time for time in printed_times(text, found) if found[time.after - 1].norm in HALVES]
    if not times:
        return []
    ways = []
    for in_words in (False, True):
        pieces, cursor = [], 0
        for time in times:
            digits = time.digits[0]
            pieces += [text[cursor : found[time.first].start], _in_pairs(digits) if in_words else digits]
            cursor = found[time.after - 1].end
            cursor += text[cursor:].startswith(".")  # that of "p.m."
        ways.append("".join([*pieces, text[cursor:]]))
    return ways


def contracted(text: str) -> str:
    """A text with its pronouns' verbs and its "not" drawn together, as they are mostly spoken.

    Example:
        >>> contracted("They will open it, and I would guess we have not"), contracted("It is not")
        ("They'll open it, and I'd guess we've not", "It's not")
        >>> contracted("Do not go there"), contracted("You can not, and will not")
        ("Don't go there", "You can't, and won't")
    """
    drawn = _PRONOUN_VERB.sub(lambda m: m[1] + _DRAWN[m[2].lower()], text)
    return _VERB_NOT.sub(lambda m: _NOT.get(m[1].lower(), m[1]) + "n't", drawn)


def written_out(text: str) -> str:
    """A text with its contractions taken apart, but for "'s" and "'d", which stand for two words each.

    Example:
        >>> written_out("They'll see we're here, and I don't mind"), written_out("He's gone")
        ('They will see we are here, and I do not mind', "He's gone")
    """
    apart = _CONTRACTED_NOT.sub(lambda m: f"{_BEFORE_NOT.get(m[1].lower(), m[1])} not", text)
    return _CONTRACTED_VERB.sub(lambda m: " " + CLITICS["'" + m[1].lower()], apart)


def _in_words(number: str, ending: str | None) -> str:
    """A number in words, as an ordinal where its figures had an ending."""
    if not ending:
        return number
    head, _, last = number.rpartition(" ")
    ordinal = _ORDINALS.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{head} {ordinal}".strip()


def _digit_by_digit(figures: str) -> str:
    return " ".join(DIGITS[int(c)] for c in figures if c.isdigit())


def _in_pairs(figures: str) -> str:
    """As radio says it: 922 nine twenty two, 4100 forty one hundred, 304 three oh four."""
    digits = "".join(c for c in figures if c.isdigit())
    if len(digits) > 4 or not digits:
        return _digit_by_digit(digits)
    if len(digits) <= 2:
        return _pair(digits)
    head, tail = digits[:-2], digits[-2:]
    if tail == "00" and len(head) == 2 and head.endswith("0"):
        return f"{DIGITS[int(head[0])]} thousand"
    if tail == "00":
        return f"{_pair(head)} hundred"
    return f"{_pair(head)} {_pair(tail)}"


def _pair(digits: str) -> str:
    if len(digits) == 1:
        return DIGITS[int(digits)]
    tens, ones = int(digits[0]), int(digits[1])
    if tens == 0:
        return f"oh {DIGITS[ones]}"
    if tens == 1:
        return TEENS[ones]
    return _TENS[tens] + (f" {DIGITS[ones]}" if ones else "")
