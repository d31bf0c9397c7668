"""A region's own words for the recogniser: place names, units, codes. Never the words of a claim."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from dispatch.errors import InputError
from dispatch.files import read_bounded

MAX_CLAIM_RUN = 3
"""So many words of a claim in a row a vocabulary may hold: a street and its kind, a unit's name."""
MAX_WORDS = 200
LARGEST_BYTES = 1 << 20
MAX_PROMPT_TOKENS = 220
"""Half of the decoder's positions, less its own marks: the other half is for what it hears."""


def read_vocabulary(path: Path) -> tuple[str, ...]:
    """The entries of a vocabulary file: one a line, ``#`` begins a comment.

    Raises:
        InputError: if it can't be read, or holds more than a prompt takes.
    """
    try:
        lines = read_bounded(path, LARGEST_BYTES).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"can't be read ({error})", "give a text file, one name a line") from None
    entries = tuple(dict.fromkeys(" ".join(line.split("#")[0].split()) for line in lines))
    entries = tuple(entry for entry in entries if entry)
    if sum(len(entry.split()) for entry in entries) > MAX_WORDS:
        raise InputError(str(path), f"more than {MAX_WORDS} words", "keep the names that matter most")
    return entries


def prompt_text(vocabulary: Sequence[str]) -> str:
    """The exact text that goes to the recogniser; empty for no vocabulary.

    Example:
        >>> prompt_text(("Kedzie", "Engine 5"))
        'Kedzie, Engine 5.'
    """
    return f"{', '.join(vocabulary)}." if vocabulary else ""


def refuse_claim_words(vocabulary: Iterable[str], quotes: Iterable[str]) -> None:
    """Refuse a vocabulary that would tell the recogniser what to hear.

    Raises:
        InputError: if four or more consecutive words of a quote stand in it.

    Example:
        >>> refuse_claim_words(["Pershing Road"], ["All units to Pershing Road now"])
    """
    told = _words(" ".join(vocabulary))
    runs = {tuple(told[at : at + MAX_CLAIM_RUN + 1]) for at in range(len(told) - MAX_CLAIM_RUN)}
    for quote in quotes:
        words = _words(quote)
        for at in range(len(words) - MAX_CLAIM_RUN):
            run = tuple(words[at : at + MAX_CLAIM_RUN + 1])
            if run in runs:
                raise InputError("vocabulary", f'holds "{" ".join(run)}" of a claim', "take those words out")


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.lower())
