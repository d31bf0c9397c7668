"""Names that the user lists, as written, as they sound, and spelled out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dispatch.errors import InputError
from dispatch.redact.kinds import Part, Private
from dispatch.redact.plates import letter_of
from dispatch.wording import Kind, sound_similarity, tokens

SOUNDS_ALIKE = 0.85
"""Likeness from which a word is taken for a name that the recogniser spells its own way."""
SHORTEST_ALIKE = 4
"""Letters of a name from which that is asked: shorter ones sound like too much."""
SHORTEST_PART = 3
"""Letters from which a part of a name is masked without the rest."""
LARGEST_BYTES = 1_000_000


def read_names(path: Path) -> tuple[str, ...]:
    """The names in a file, one a line; ``#`` begins a comment.

    Raises:
        InputError: if it can't be read, or holds no name.
    """
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST_BYTES + 1).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"can't be read ({error})", "give a text file, one name a line") from None
    names = tuple(dict.fromkeys(" ".join(line.split("#")[0].split()) for line in text.splitlines()))
    if not any(names) or len(text) > LARGEST_BYTES:
        raise InputError(str(path), "no list of names", "give a text file, one name a line")
    return tuple(name for name in names if name)


def listed_names(text: str, names: Sequence[str]) -> Iterator[Part]:
    """Each place where a listed name, or a part of one, stands in a text.

    Example:
        >>> line = "Speak to Katherine Lopez, that is Lincoln Ocean Paul Edward Zebra"
        >>> [line[p.start : p.end] for p in listed_names(line, ["Catherine Lopez"])]
        ['Katherine', 'Lopez', 'Lincoln Ocean Paul Edward Zebra']
    """
    parts = {part.norm for name in names for part in tokens(name) if len(part.norm) >= SHORTEST_PART}
    if not parts:
        return
    found = tokens(text)
    for token in found:
        if token.kind is Kind.WORD and any(_is(token.norm, part) for part in parts):
            yield Part(token.start, token.end, Private.NAME)
    for at in range(len(found)):
        for part in parts:
            spelled = found[at : at + len(part)]
            if len(spelled) == len(part) and "".join(letter_of(token, text) for token in spelled) == part:
                yield Part(spelled[0].start, spelled[-1].end, Private.NAME)


def _is(word: str, part: str) -> bool:
    if word == part:
        return True
    return min(len(word), len(part)) >= SHORTEST_ALIKE and sound_similarity(word, part) >= SOUNDS_ALIKE
