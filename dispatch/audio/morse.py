"""Morse code from the times at which a tone is keyed (ITU-R M.1677-1)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

CODE = {
    ".-": "A", "-...": "B", "-.-.": "C", "-..": "D", ".": "E", "..-.": "F", "--.": "G", "....": "H",
    "..": "I", ".---": "J", "-.-": "K", ".-..": "L", "--": "M", "-.": "N", "---": "O", ".--.": "P",
    "--.-": "Q", ".-.": "R", "...": "S", "-": "T", "..-": "U", "...-": "V", ".--": "W", "-..-": "X",
    "-.--": "Y", "--..": "Z", "-----": "0", ".----": "1", "..---": "2", "...--": "3", "....-": "4",
    ".....": "5", "-....": "6", "--...": "7", "---..": "8", "----.": "9", "-..-.": "/",
}  # fmt: skip
FEWEST = 6
"""Elements that tell an identification from a few beeps."""
DASH, LETTER, WORD = 2.0, 2.0, 5.0
"""Units from which a sound is a dash, a silence the end of a letter, of a word: the means of 1, 3 and 7."""
LONGEST_DASH = 4.5


def read_morse(elements: Sequence[tuple[float, float]]) -> str:
    """Text keyed as (start, end) in any unit of time; empty where it is no Morse code.

    Example:
        >>> read_morse([(0, 1), (2, 5), (8, 11), (12, 13), (14, 15), (16, 17), (20, 21), (22, 25), (26, 27)])
        'ABR'
        >>> read_morse([(0, 2), (4, 6), (8, 10), (12, 14), (16, 18), (20, 22)])
        ''
    """
    if len(elements) < FEWEST:
        return ""
    lengths = [end - start for start, end in elements]
    unit = _unit(lengths)
    dashes = [length for length in lengths if length >= DASH * unit]
    if not dashes or max(dashes) > LONGEST_DASH * unit:
        return ""
    letters, signs = [], ""
    silences = [later[0] - end for (_, end), later in pairwise(elements)]
    for length, silence in zip(lengths, [*silences, WORD * unit], strict=True):
        signs += "-" if length >= DASH * unit else "."
        if silence >= LETTER * unit:
            letters.append(CODE.get(signs, "?") + (" " if silence >= WORD * unit else ""))
            signs = ""
    return "".join(letters).strip()


def _unit(lengths: Sequence[float]) -> float:
    """Length of a dot: the mean of the shorter sounds, or a third of a dash where there are no dots."""
    short = [length for length in lengths if length < DASH * min(lengths)]
    return sum(short) / len(short)
