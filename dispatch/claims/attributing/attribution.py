"""Who the article says spoke a quotation, in its own words, and where it says so.

Tried in this order, as a reader does: the name before a transcript's colon; the line under a block
quotation; the clause behind the quotation; the clause before it; the sentence after (“That is
dispatch”); the sentence before; the speaker of the quotation before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dispatch.claims.attributing.attributed import NOBODY, Attribution, Talk, Where
from dispatch.claims.attributing.behind import after, next_sentence
from dispatch.claims.attributing.carried import carried, previous
from dispatch.claims.attributing.clauses import before
from dispatch.claims.naming.lexicon import SPEECH
from dispatch.claims.naming.people import People
from dispatch.claims.naming.speakers import Speaker, role_of_label, speaker_of
from dispatch.claims.naming.subjects import first_verb
from dispatch.claims.quoting.narration import QUOTED, REACH, Narration
from dispatch.claims.quoting.quotations import Quotation
from dispatch.claims.quoting.setoff import line_label
from dispatch.claims.texts.document import BlockKind
from dispatch.values import Role

_DASH = re.compile(r"\s*[—–-]{1,3}\s*(?=\w)")
_TIME_WORDS = re.compile(
    r"\b(?:later|after|before|then|moments?|minutes?|seconds?|hours?|time|week|post|at|now)\b", re.IGNORECASE
)


_ON_TAPE = re.compile(
    r".*[(\[][^)\]]*\b(?:tape|record\w*|audio|radio|clip|scanner|archive)\b[^)\]]*[)\]]:\s*$",
    re.IGNORECASE | re.DOTALL,
)


_REPLYING = re.compile(
    r"\b(?:repl(?:ied|ies)|answer(?:ed|s)|respond(?:ed|s)|(?:shot|shoots|fired|fires) back|acknowledged)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[^.;:!?\x01\n]{0,60}")
_NEAR = 60
_REMEMBERED = 12  # quotations back to which a pronoun or a line of dialogue may reach


def attribution_of(quote: Quotation, number: int, people: People, talk: Talk) -> Attribution:
    """The attribution of the quotation ``number``, given those before it."""
    narration = people.narration
    for read in (_label, _line, after, before, next_sentence):
        found = read(quote, people, talk)
        if found is not None:
            return found
    found = previous(quote, people, talk) or carried(quote, number, narration, talk)
    return found or replace(NOBODY, clause=narration.words(narration.sentence(quote.outer[0])))


def talk_of(narration: Narration, number: int, said: Sequence[Attribution]) -> Talk:
    """What is known when the quotation ``number`` is read: who spoke before, its words, how it stands."""
    quote = narration.quotations[number]
    text = narration.text
    words = narration.quoted(quote)
    tail = _CLAUSE.match(text, quote.outer[1], quote.outer[1] + REACH)
    lead = text[narration.document.blocks[quote.block].start : quote.outer[0]][-REACH:].rpartition(QUOTED)[2]
    replies = any(_REPLYING.search(part) for part in (tail.group() if tail else "", lead[-_NEAR:]))
    turn = same_block = asked = False
    if number and said and said[-1].where is not Where.NONE:
        before = narration.quotations[number - 1]
        turn = quote.block - before.last_block == 1 and not lead.strip()
        same_block = quote.block == before.last_block
        asked = narration.document.text[before.pieces[-1][1] - 1] == "?" and "?" not in words
    return Talk(tuple(said[-_REMEMBERED:]), words, replies, turn, asked, same_block)


def _label(quote: Quotation, people: People, talk: Talk) -> Attribution | None:
    document = people.narration.document
    label = quote.label
    if label is None:
        block = document.blocks[quote.block]
        found = line_label(document, block)
        near = quote.outer[0] - block.start <= REACH
        if found is None or not near or document.text[found.end() : quote.outer[0]].strip(" *_"):
            return None
        label = found["name"]
        if SPEECH.search(label) or len(label.split()) > 5 or _TIME_WORDS.search(label):
            return None
    speaker = speaker_of(label.title() if label.isupper() else label) or Speaker(label, Role.UNKNOWN)
    role = role_of_label(label)
    known = people.known(speaker, quote.outer[0])
    if role in (Role.OTHER, Role.UNKNOWN) and known.role is not Role.OTHER:
        role = known.role
    unit = speaker.unit
    if unit and label.isupper():
        at = label.find(unit.upper())
        unit = label[at : at + len(unit)]
    studio = (
        people.hosted
        and role_of_label(label) in (Role.OTHER, Role.UNKNOWN)
        and not _ON_TAPE.match(document.text[max(0, quote.outer[0] - 60) : quote.outer[0]])
    )
    speaker = replace(speaker, text=label, role=role, unit=unit)
    return Attribution(speaker, Where.LABEL, label, quote.outer[0], studio=studio)


def _line(quote: Quotation, people: People, talk: Talk) -> Attribution | None:
    """A line of its own, or the rest of the paragraph behind a dash."""
    narration = people.narration
    document, blocks = narration.document, narration.document.blocks
    rest = narration.text[quote.outer[1] : min(blocks[quote.last_block].end, quote.outer[1] + REACH)]
    if (dash := _DASH.match(rest)) and QUOTED not in rest and len(rest) < 160 and not first_verb(rest):
        return _credited(rest[dash.end() :], quote, people)
    if rest.strip(" .,"):
        return None
    after = quote.last_block + 1
    if after >= len(blocks):
        return None
    block = blocks[after]
    line = narration.text[block.start : min(block.end, block.start + REACH)]
    dash = _DASH.match(line)
    short = len(line) < 120 and QUOTED not in line
    if block.kind is BlockKind.CREDIT or (dash and short):
        return _credited(line[dash.end() if dash else 0 :], quote, people)
    plain = short and len(line) < 90 and block.follows_closely and not first_verb(line)
    if plain and line[:1].isupper() and not line.endswith((".", ":", "!", "?")):
        ends_open = document.text[quote.pieces[-1][1] - 1] == ","
        if ends_open or (speaker_of(line) or Speaker("", Role.OTHER)).name or len(line.split()) < 5:
            return _credited(line, quote, people)
    return None


def _credited(line: str, quote: Quotation, people: People) -> Attribution:
    speaker = speaker_of(line)
    known = people.known(speaker, quote.outer[0]) if speaker else None
    return Attribution(known, Where.LINE, line, quote.outer[1])
