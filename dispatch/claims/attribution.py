"""Who the article says spoke a quotation, in its own words, and where it says so.

Tried in this order, as a reader does: the name before a transcript's colon; the line under a block
quotation; the clause behind the quotation; the clause before it; the sentence after (“That is
dispatch”); the sentence before; the speaker of the quotation before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from dispatch.claims.document import BlockKind
from dispatch.claims.lexicon import PASSIVE, PRONOUN, RECORDING_SUBJECT, SPEECH
from dispatch.claims.narration import QUOTED, REACH, Narration
from dispatch.claims.people import People, fits
from dispatch.claims.quotations import Quotation
from dispatch.claims.setoff import line_label
from dispatch.claims.speakers import Speaker, role_of_label, speaker_of
from dispatch.values import Role

_CLAUSE_END = re.compile(r"[;:!?\x01\n]|\.\s*$|\s[—–]\s")
_RELATIVE = re.compile(r"\b(?:who|whom|which|whose)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_ACCORDING = re.compile(r"\b(?:according to|per|via|from)\s+(?P<who>[^,.;:\x01]{3,80})", re.IGNORECASE)
_REPLY = re.compile(
    r"^(?:the|an|a|his|her|its|their)?\s*(?:\w+\s)?(?:reply|answer|response|order|instruction|acknowledg\w+)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"^\W*\d{1,2}[:.]\d\d\S*\W+")
_DASH = re.compile(r"\s*[—–-]{1,3}\s*(?=\w)")
_THAT_IS = re.compile(r"\s*(?:That|This|It)(?:\s+is|\s+was|['’]s)\s+(?P<who>[^,.;\x01]{3,60})")
_AUXILIARY = re.compile(
    r"(?:\b(?:(?:had|has|have|was|were|is|are|can|could|would)\b.*|(?:also|then|later|again|twice|once|"
    r"already|only|\w+ly))\s*)+$"
)
_TIME_WORDS = re.compile(
    r"\b(?:later|after|before|then|moments?|minutes?|seconds?|hours?|time|week|post|at|now)\b", re.IGNORECASE
)
_HEARD = re.compile(
    r"\bhear[sd]?\s+(?P<who>[^,:]{2,50}?)\s+(?:say|call|tell|ask|order|shout|yell|beg|reply|answer|warn|\w+ing)\b",
    re.IGNORECASE,
)
_OBJECT = {"him": "he", "her": "she", "them": "they"}
_IN_WORDS_OF = re.compile(r"\b(?:in the words of|to quote)\s+(?P<who>[^,]{3,60}),?\s*$", re.IGNORECASE)
_BY = re.compile(r"\b(?:from|by)\s+(?P<who>[^,.;:]{3,60})")
_REPLYING = frozenset({"replied", "replies", "answered", "answers", "responded", "responds"})
_LOOKS_BACK = re.compile(
    r"\s*(?:So|Thus|With (?:that|those)|That was|Those were|It was|(?:That|Those|The|These)\s+"
    r"(?:\w+\s+)?(?:transmission|call|message|words?|broadcast|order|warning)s?)\b"
)
_SPLIT = re.compile(r"[,;:]|\b(?:and|but|as|while|when|that|because|before|after)\b", re.IGNORECASE)


_ON_THE_AIR = frozenset({Role.DISPATCHER, Role.UNIT, Role.CALLER})


class Where(Enum):
    """Where the attribution stands."""

    LABEL = "label"
    LINE = "line"
    AFTER = "after"
    BEFORE = "before"
    NEXT_SENTENCE = "next sentence"
    PREVIOUS_SENTENCE = "previous sentence"
    CARRIED = "carried over"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Attribution:
    """A quotation's speaker and the article's words that name them."""

    speaker: Speaker | None
    where: Where
    clause: str = ""
    """The narration of the same sentence, or the line."""
    clause_end: int = 0
    spoken: bool = True
    """Whether the clause says that somebody spoke."""

    @property
    def text(self) -> str | None:
        words = " ".join(self.clause.replace(QUOTED, " ").split()).strip(" ,;:—–-").rstrip(".")
        return words or None


NOBODY = Attribution(None, Where.NONE, spoken=False)


def attribution_of(
    quote: Quotation, number: int, people: People, earlier: Sequence[Attribution]
) -> Attribution:
    """The attribution of the quotation ``number``, given those before it."""
    narration = people.narration
    for read in (_label, _line, _after, _before, _next_sentence):
        found = read(quote, number, people, earlier)
        if found is not None:
            return found
    found = _previous(quote, number, people, earlier) or _carried(quote, number, narration, earlier)
    return found or replace(NOBODY, clause=narration.words(narration.sentence(quote.outer[0])))


def _label(
    quote: Quotation, number: int, people: People, earlier: Sequence[Attribution]
) -> Attribution | None:
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
    role = known.role if role in (Role.OTHER, Role.UNKNOWN) and known.role is not Role.OTHER else role
    return Attribution(replace(speaker, text=label, role=role), Where.LABEL, label, quote.outer[0])


def _line(
    quote: Quotation, number: int, people: People, earlier: Sequence[Attribution]
) -> Attribution | None:
    """A line of its own, or the rest of the paragraph behind a dash."""
    narration = people.narration
    document, blocks = narration.document, narration.document.blocks
    rest = narration.text[quote.outer[1] : min(blocks[quote.last_block].end, quote.outer[1] + REACH)]
    if (dash := _DASH.match(rest)) and QUOTED not in rest and len(rest) < 160 and not _verb(rest):
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
    plain = short and len(line) < 90 and block.follows_closely and not _verb(line)
    if plain and line[:1].isupper() and not line.endswith((".", ":", "!", "?")):
        ends_open = document.text[quote.pieces[-1][1] - 1] == ","
        if ends_open or (speaker_of(line) or Speaker("", Role.OTHER)).name or len(line.split()) < 5:
            return _credited(line, quote, people)
    return None


def _credited(line: str, quote: Quotation, people: People) -> Attribution:
    speaker = speaker_of(line)
    known = people.known(speaker, quote.outer[0]) if speaker else None
    return Attribution(known, Where.LINE, line, quote.outer[1])


def _after(
    quote: Quotation, number: int, people: People, earlier: Sequence[Attribution]
) -> Attribution | None:
    narration = people.narration
    end = quote.outer[1]
    last = narration.document.text[quote.pieces[-1][1] - 1]
    stop = min(narration.sentences[narration.sentence(quote.outer[0])][1], end + REACH)
    tail = narration.text[end:stop]
    tail = tail[: tail.find(QUOTED)] if QUOTED in tail else tail
    if last in ".…" and not tail.lstrip()[:1].islower() and not tail.startswith(","):
        return None
    clause_end = _CLAUSE_END.search(tail.lstrip(" —–"))
    clause = tail.lstrip(" —–")[: clause_end.start()] if clause_end else tail
    verb = _verb(clause)
    if verb is None or not _reaches(clause, verb):
        return _according(tail, quote, people)
    lead = clause[: verb.start()].strip(" ,")
    if (
        lead
        and not PRONOUN.fullmatch(lead)
        and re.match(r"(?:and|but|or|as|which|to|in|when|that)\b", lead, re.IGNORECASE)
    ):
        return _according(tail, quote, people)
    speaker = (
        _subject(lead, end, people, earlier)
        if lead
        else _inverted(clause[verb.end() :], end, people, earlier)
    )
    if PRONOUN.fullmatch(lead) and verb.group() in _REPLYING and earlier and speaker == earlier[-1].speaker:
        said = [i.speaker for i in earlier if i.speaker and speaker and i.speaker.role is not speaker.role]
        speaker = said[-1] if said else speaker
    return Attribution(speaker, Where.AFTER, tail, stop)


def _reaches(clause: str, verb: re.Match[str]) -> bool:
    """Whether the verb belongs to the quotation: few words before it, or a subject in apposition."""
    lead = clause[: verb.start()]
    return len(lead.split()) <= 7 or (len(lead) < 140 and lead.count(",") >= 2)


def _inverted(rest: str, place: int, people: People, earlier: Sequence[Attribution]) -> Speaker | None:
    """The speaker behind the verb: ``said the deputy``, ``came the answer from Squad 3``."""
    rest = rest.strip(" ,")
    if reply := _REPLY.match(rest):
        source = re.search(r"\bfrom\s+(.{3,60})", rest[reply.end() :])
        if source:
            return _resolved(source[1], place, people, earlier)
        return _counterpart(earlier)
    if (
        re.match(r"(?:at|in|on|by|over|after|before|during|when|as|later|shortly)\b", rest, re.IGNORECASE)
        or not rest
    ):
        return None
    return _resolved(rest, place, people, earlier)


def _counterpart(earlier: Sequence[Attribution]) -> Speaker | None:
    """Whoever answers the last speaker."""
    last = next((item.speaker for item in reversed(earlier) if item.speaker), None)
    if last is None or last.role not in (Role.DISPATCHER, Role.UNIT, Role.CALLER):
        return None
    return Speaker("the reply", Role.UNIT if last.role is Role.DISPATCHER else Role.DISPATCHER)


def _before(
    quote: Quotation, number: int, people: People, earlier: Sequence[Attribution]
) -> Attribution | None:
    narration = people.narration
    start = quote.outer[0]
    first = max(narration.sentences[narration.sentence(start)][0], start - REACH)
    whole = narration.text[first:start]
    lead = whole[whole.rfind(QUOTED) + 1 :]
    if not lead.strip(" ,;:—–-()[]"):
        return None
    clause = narration.text[first : narration.sentences[narration.sentence(start)][1]][: 2 * REACH]
    place = start - len(lead)
    if (of := _IN_WORDS_OF.search(lead)) or (of := _HEARD.search(lead)):
        who = _OBJECT.get(of["who"].lower(), of["who"])
        return Attribution(_resolved(who, place + of.start(), people, earlier), Where.BEFORE, clause, start)
    verb = _last_verb(lead)
    if verb is None:
        if not lead.rstrip().endswith((":", ",", "—", "--")) or PRONOUN.fullmatch(lead.strip(" ,:")):
            return _according(narration.text[quote.outer[1] :][:REACH].split(QUOTED)[0], quote, people)
        speaker = _first_person(lead, place, people, earlier)
        return Attribution(speaker, Where.BEFORE, clause, start, speaker is not None) if speaker else None
    passive = next((found for found in PASSIVE.finditer(lead) if found.end() >= verb.end()), None)
    if passive is not None:
        return Attribution(_teller(lead, passive, place, people, earlier), Where.BEFORE, clause, start)
    subject = _main_clause(lead, verb)
    if verb.group().endswith("ing") and (
        inner := re.search(r"^.*\b(?:with|of|to|from|as|by|in)\s+((?:an?|the)\s[^,]{2,60})$", subject)
    ):
        subject = inner[1]
    speaker = _subject(subject, place, people, earlier)
    if speaker is None and (that := _that_is(quote, people)):
        return that
    return Attribution(speaker, Where.BEFORE, clause, start)


def _main_clause(lead: str, verb: re.Match[str]) -> str:
    """What stands before the verb; of ``the crew told them they believed``, what stands before the first one."""
    subject = lead[: verb.start()]
    if not re.search(r"\b(?:he|she|they|it)\s+(?:had|have|has|were|was|is|are)?\s*$", subject):
        return subject
    first = _verb(subject)
    return (
        subject[: first.start()]
        if first and subject[: first.start()].strip() and not re.search(r"[.;:\x01]", subject[first.end() :])
        else subject
    )


def _that_is(quote: Quotation, people: People) -> Attribution | None:
    """``That is dispatch, not the field commander``: the sentence behind the quotation names the speaker."""
    narration = people.narration
    following = narration.sentence(quote.outer[0]) + 1
    if following >= len(narration.sentences) or narration.sentences[following][2] != quote.last_block:
        return None
    words = narration.words(following)
    found = _THAT_IS.match(words)
    speaker = speaker_of(found["who"]) if found else None
    if speaker is None or speaker.role is Role.OTHER:
        return None
    return Attribution(speaker, Where.NEXT_SENTENCE, words, quote.outer[1])


def _teller(
    lead: str, passive: re.Match[str], place: int, people: People, earlier: Sequence[Attribution]
) -> Speaker | None:
    """Who told somebody who ``was told``: named behind ``by``, else the other side of the radio."""
    by = re.search(r"\bby\s+([^,:]{3,60})", lead[passive.end() :])
    if by:
        return _resolved(by[1], place, people, earlier)
    told = _subject(lead[: passive.start()], place, people, earlier)
    if told is not None and told.role is Role.DISPATCHER:
        return Speaker(told.text, Role.UNKNOWN, vague=True)
    on_air = told is None or told.role is Role.UNIT or told.head in {"worker", "workers", "crew"}
    return Speaker("the dispatcher", Role.DISPATCHER) if on_air else None


def _next_sentence(
    quote: Quotation, number: int, people: People, earlier: Sequence[Attribution]
) -> Attribution | None:
    narration = people.narration
    following = narration.sentence(quote.outer[0]) + 1
    if following >= len(narration.sentences) or narration.sentences[following][2] > quote.last_block + 1:
        return None
    words = narration.words(following)
    if that := _that_is(quote, people):
        return that
    if quote.block == 0 and _LOOKS_BACK.match(words):
        by = _BY.search(words)
        place = narration.sentences[following][0]
        speaker = speaker_of(by["who"]) if by else None
        if speaker is None or speaker.role is Role.OTHER:
            speaker = _first_person(words, place, people, earlier)
        return Attribution(speaker, Where.NEXT_SENTENCE, words, quote.outer[1]) if speaker else None
    return None


def _previous(
    quote: Quotation, number: int, people: People, earlier: Sequence[Attribution]
) -> Attribution | None:
    """The sentence before, in the same block; the one that leads up to a block quotation, too."""
    narration = people.narration
    here = narration.sentence(quote.outer[0])
    before = here - 1
    if before < 0:
        return None
    same_block = narration.sentences[before][2] == quote.block
    words = narration.words(before)
    alone = not _lead_in_block(quote, narration).strip()
    leads_up = words.rstrip().endswith(":") or quote.set_off or (alone and _all_of_block(quote, narration))
    if not same_block and not leads_up:
        return None
    if QUOTED in words and not words.rstrip().endswith(":"):
        return None
    place = narration.sentences[before][0]
    verb = _last_verb(words) if same_block or leads_up else None
    passive = PASSIVE.search(words)
    if passive and verb:
        speaker = _teller(words, passive, place, people, earlier)
    elif verb:
        speaker = _subject(words[: verb.start()], place, people, earlier)
    else:
        speaker = _first_person(words, place, people, earlier)
    if (speaker is None or speaker.recording or speaker.role is Role.OTHER) and (by := _BY.search(words)):
        named = _resolved(by["who"], place, people, earlier)
        speaker = named if named and named.role in _ON_THE_AIR else speaker
    if speaker is None or (speaker.recording and earlier and earlier[-1].speaker and same_block):
        return None
    return Attribution(speaker, Where.PREVIOUS_SENTENCE, words, quote.outer[0], verb is not None)


def _all_of_block(quote: Quotation, narration: Narration) -> bool:
    end = narration.document.blocks[quote.last_block].end
    return not narration.text[quote.outer[1] : min(end, quote.outer[1] + REACH)].strip()


def _lead_in_block(quote: Quotation, narration: Narration) -> str:
    start = narration.document.blocks[quote.block].start
    return narration.text[max(start, quote.outer[0] - REACH) : quote.outer[0]]


def _carried(
    quote: Quotation, number: int, narration: Narration, earlier: Sequence[Attribution]
) -> Attribution | None:
    first = number - len(earlier)
    said = [
        (narration.quotations[first + at], item)
        for at, item in enumerate(earlier)
        if item.where is not Where.NONE
    ][-4:]
    if not said:
        return None
    before, last = said[-1]
    if last.speaker and before.last_block == quote.block and quote.outer[0] - before.outer[1] < 2 * REACH:
        return Attribution(last.speaker, Where.CARRIED, last.clause, quote.outer[0])
    alone = re.fullmatch(r"\W*(?:\w+\s+){0,3}(?:later|then|again)?\W*", _lead_in_block(quote, narration))
    if (
        not (alone and _all_of_block(quote, narration))
        or quote.block - before.last_block > 1
        or last.speaker is None
    ):
        return None
    return _turn(last, [item for _, item in said], quote)


def _turn(last: Attribution, said: Sequence[Attribution], quote: Quotation) -> Attribution | None:
    """A line of dialogue without a name: the one of two who did not speak last."""
    if last.speaker is None or last.speaker.role not in _ON_THE_AIR:
        return None
    others = [i.speaker for i in said if i.speaker and i.speaker.role in _ON_THE_AIR - {last.speaker.role}]
    speaker = others[-1] if others else _counterpart(said)
    return Attribution(speaker, Where.CARRIED, "", quote.outer[0]) if speaker else None


def _according(tail: str, quote: Quotation, people: People) -> Attribution | None:
    found = _ACCORDING.match(tail.lstrip(" ,—–")) or re.search(
        r",\s*according to\s+(?P<who>[^,.;:\x01]{3,80})", tail
    )
    if found is None:
        return None
    speaker = speaker_of(found["who"])
    if speaker and RECORDING_SUBJECT.search(found["who"]):
        role = Role.DISPATCHER if re.match(r"(?:the )?dispatch\b", found["who"]) else Role.UNKNOWN
        speaker = replace(speaker, role=role, vague=True, recording=True)
    return Attribution(speaker, Where.AFTER, tail, quote.outer[1])


def _subject(phrase: str, place: int, people: People, earlier: Sequence[Attribution]) -> Speaker | None:
    """The subject that ends ``phrase``: its last segment that names somebody, a pronoun followed back."""
    phrase = _CLOCK.sub("", phrase)
    segments = [segment.strip() for segment in _SPLIT.split(phrase)]
    apposition = phrase.rstrip().endswith(",")
    fallback: Speaker | None = None
    for segment in reversed(segments):
        segment = _AUXILIARY.sub("", segment).strip()
        if not segment or re.match(r"(?:who|which|whose)\b", segment):
            continue
        if writer := re.search(r"(?:^|\s)(I|[Yy]ou|[Ww]e|one)$", segment):
            return Speaker(writer[1], Role.OTHER) if writer[1].lower() in ("i", "we") else None
        speaker = _resolved(segment, place + max(0, phrase.find(segment)), people, earlier)
        if apposition and speaker is not None and speaker.role is Role.OTHER:
            fallback = fallback if fallback and fallback.name else speaker
            continue
        if speaker is not None and (speaker.role is not Role.OTHER or speaker.name or _person(speaker)):
            return speaker
        fallback = fallback or speaker
    return fallback


def _person(speaker: Speaker) -> bool:
    return bool(
        speaker.head
        and speaker_of(speaker.head)
        and re.match(r"(?:an?|the|one|his|her|its)\b|[A-Z]", speaker.text)
    )


def _first_person(words: str, place: int, people: People, earlier: Sequence[Attribution]) -> Speaker | None:
    """The first person or pronoun in ``words``."""
    from dispatch.claims.speakers import mentions

    pronoun = re.search(r"\b(he|she|they)\b", words, re.IGNORECASE)
    found = mentions(words)
    if pronoun and (not found or pronoun.start() < found[0][0]):
        return _resolved(pronoun.group(), place + pronoun.start(), people, earlier)
    people_first = [item for item in found if not item[1].recording]
    if not people_first:
        return None
    at, speaker = people_first[0]
    return people.known(speaker, place + at)


def _resolved(phrase: str, place: int, people: People, earlier: Sequence[Attribution]) -> Speaker | None:
    phrase = re.sub(
        r"^(?:\W*(?:and|but|then|so|meanwhile|moments?|minutes?|seconds?|later|afterwards?|earlier)\b\W*)+",
        "",
        phrase,
        flags=re.IGNORECASE,
    )
    phrase = _CLOCK.sub("", phrase)
    pronoun = re.search(
        r"^(?:.*\s)?(he|she|they|it)(?:['’](?:s|d|re|ll))?$", phrase.strip(" ,;:"), re.IGNORECASE
    )
    if pronoun is None:
        if re.fullmatch(r"\W*(?:I|you|we|there|who|that|which)\W*", phrase, re.IGNORECASE):
            return None
        speaker = speaker_of(phrase)
        return people.known(speaker, place) if speaker else None
    word = pronoun[1].lower()
    found = people.before(place, word)
    asked = re.search(
        r"\b(?:I|we) (?:asked|called|reached|emailed|texted|spoke to|told)\s+(?P<who>(?:[A-Z][\w’'-]+\s?){1,4}|(?:the|a)\s\w+)",
        phrase,
    )
    if asked:
        return speaker_of(asked["who"])
    last = next(
        (item.speaker for item in reversed(earlier) if item.speaker and fits(item.speaker, word)), None
    )
    return found or last or people.last_in_block_before(place, word) or Speaker(word, Role.UNKNOWN)


def _verb(clause: str) -> re.Match[str] | None:
    return next(
        (verb for verb in SPEECH.finditer(clause) if not _RELATIVE.search(clause, 0, verb.start())), None
    )


def _last_verb(lead: str) -> re.Match[str] | None:
    verbs = [verb for verb in SPEECH.finditer(lead) if not _RELATIVE.search(lead[: verb.start()])]
    return verbs[-1] if verbs else None
