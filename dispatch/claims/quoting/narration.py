"""The text without its quotations: sentences, and the words around a quotation that tell who speaks.

Quoted characters are replaced by :data:`QUOTED`, one for one, so that places stay what they are and
no rule about the article's own words ever reads the quoted ones.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.claims.naming.lexicon import SPEECH
from dispatch.claims.quoting.quotations import Quotation
from dispatch.claims.texts.document import Document

QUOTED = "\x01"
LONGEST_SENTENCE = 2000  # characters of a sentence that are read; no prose has longer ones
REACH = 400  # characters looked at on either side of a quotation: longer than any attribution
ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Ave|Blvd|Rd|Sgt|Lt|Capt|Cpl|Det|Gov|Sen|Rep|Gen|Col|Tr|Cmdr|Cdr|Ofc|Fr|Prof|"
    r"Hon|Mt|Ft|Maj|Rev|Jr|Sr|No|Inc|Co|Corp|vs|Ex|Id|Dep|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Okla|Mo|Calif|Ill|Mass|Pa|Fla|Tex|Wash|Ore|Ariz|"
    r"approx|ca|cf)"
    r"|\b[A-Za-z]|\b[ap]\.m|\b[A-Z]\.[A-Z])\.$"
)
_MAY_END = re.compile(r"(?:[ap]\.m|St|Ave|Blvd|Rd|Inc|Co|Corp|Jr|Sr|[A-Z]\.[A-Z])\.$")
"""Abbreviations that sentences end with: before a quotation they are taken to."""
_END = re.compile(r"(?P<stop>[.!?…][)\]]?|\x01)(?P<space>\s+)(?=[A-Z0-9\x01\"'“‘«(\[*])")
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z .’'-]{2,30}(?:, [A-Z][\w. ]{1,20})?)?(?: ?\([A-Z][\w ./-]{1,30}\))?"
    r"[ \t]*[—–-]{1,2}[ \t](?=\S)",
    re.MULTILINE,
)
_NAMED_VERB = re.compile(r"\s+(?:[A-Z][\w.’'-]*\s+){1,4}(?P<verb>[\w-]+)")


@dataclass(frozen=True, slots=True)
class Narration:
    """A document's own words, and its quotations as blanks."""

    document: Document
    text: str
    quotations: tuple[Quotation, ...]
    sentences: tuple[tuple[int, int, int], ...]
    """Start, end, index of the block."""
    starts: tuple[int, ...]

    def sentence(self, place: int) -> int:
        """Index of the sentence that holds ``place``."""
        return max(0, bisect_right(self.starts, place) - 1)

    def words(self, number: int) -> str:
        """The narration of one sentence, as much of it as is read."""
        start, end, _ = self.sentences[number]
        return self.text[start : min(end, start + LONGEST_SENTENCE)]

    def quoted(self, quote: Quotation) -> str:
        """The words of a quotation, its pieces joined."""
        return " ".join(self.document.text[start:end] for start, end in quote.pieces)


def narration_of(document: Document, quotations: Sequence[Quotation]) -> Narration:
    """Blank out the quotations and cut the rest into sentences."""
    pieces: list[str] = []
    reached = 0
    for quote in quotations:
        start, end = quote.outer
        if start < reached or quote.lead:
            continue
        blank = re.sub(r"[^\n]", QUOTED, document.text[start:end])
        pieces += [document.text[reached:start], blank]
        reached = end
    text = _DATELINE.sub(_without_dateline, "".join(pieces) + document.text[reached:])
    last_of = {quote.outer[1]: quote.pieces[-1][1] for quote in quotations}
    sentences: list[tuple[int, int, int]] = []
    for index, block in enumerate(document.blocks):
        start = block.start
        for found in _END.finditer(text, block.start, block.end):
            if found.start() >= start and _is_end(document.text, text, found, last_of):
                sentences.append((start, found.end("stop"), index))
                start = found.end()
        sentences.append((start, block.end, index))
    return Narration(document, text, tuple(quotations), tuple(sentences), tuple(s for s, _, _ in sentences))


def _without_dateline(found: re.Match[str]) -> str:
    """``SPRINGFIELD, Mo. (AP) —`` names no speaker: blanks of the same length."""
    line = found.group()
    return " " * len(line) if line.strip(" —–-") else line


def _is_end(given: str, text: str, found: re.Match[str], last_of: dict[int, int]) -> bool:
    if found["stop"] != QUOTED:
        if not found["stop"].startswith("."):
            return True
        abbreviation = ABBREVIATION.search(text, max(0, found.start() - 8), found.end("stop"))
        return not abbreviation or bool(
            text.startswith(QUOTED, found.end()) and _MAY_END.search(abbreviation.group())
        )
    inner = last_of.get(found.end("stop"))
    if inner is None:
        return False
    last = given[inner - 1] if inner else ""
    if last not in ".!?…" and given[inner - 2 : inner] not in (".)", ".’", ".'"):
        return False
    if last == "." and given[found.end() : found.end() + 1].isupper():
        return True
    named = _NAMED_VERB.match(text, found.end() - 1)
    return not (named and SPEECH.fullmatch(named["verb"]))
