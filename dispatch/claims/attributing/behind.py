"""Attribution in running text: the clause behind a quotation, and the sentence after it."""

from __future__ import annotations

import re
from dataclasses import replace

from dispatch.claims.attributing.attributed import Attribution, Talk, Where
from dispatch.claims.checking.venues import RECORDING_SUBJECT
from dispatch.claims.naming.lexicon import BY, PRONOUN
from dispatch.claims.naming.mentions import mentions
from dispatch.claims.naming.people import People
from dispatch.claims.naming.speakers import speaker_of
from dispatch.claims.naming.subjects import (
    first_person,
    first_verb,
    inverted,
    subject,
)
from dispatch.claims.quoting.narration import QUOTED, REACH, Narration
from dispatch.claims.quoting.quotations import Quotation
from dispatch.values import Role

_CLAUSE_END = re.compile(r"[;:!?\x01\n]|\.\s*$|\s[—–]\s")
_ACCORDING = re.compile(r"\b(?:according to|per|via|from)\s+(?P<who>[^,.;:\x01]{3,80})", re.IGNORECASE)
_THAT_IS = re.compile(r"\s*(?:That|This|It)(?:\s+is|\s+was|['’]s)\s+(?P<who>[^,.;\x01]{3,60})")
# A verb that is in no list, behind a comma: ``,” the skipper thundered``.
_OTHER_VERB = re.compile(
    r"\s*,?\s*(?P<who>(?:(?:the|an?|one|another|his|her)\s(?:[\w’'-]+\s){1,4}?|(?:[A-Z][\w.’'-]+\s){1,4}|"
    r"he\s|she\s|they\s)"
    r"(?:then\s)?)[a-z]+(?:ed|s)\b"
)
_TRIBUNAL = re.compile(
    r"\b(?:panel|court|inquest|jury|jurors|tribunal|hearing|inquiry|committee|commission)\b", re.IGNORECASE
)
_WAS_REPLY = re.compile(
    r"\s*,?\s*(?:was|is|were)\s+(?=(?:the|his|her|their|its|an?|all|"
    r"[A-Z][\w’'-]+['’]s)\s(?:\w+\s){0,2}(?:reply|answer|response|"
    r"order|instruction|acknowledg\w+)\b)"
)
_LOOKS_BACK = re.compile(
    r"\s*(?:So|Thus|With (?:that|those)|That was|Those were|It was|(?:That|Those|The|These)\s+"
    r"(?:\w+\s+)?(?:transmission|call|message|words?|broadcast|order|warning)s?)\b"
)


def after(quote: Quotation, people: People, talk: Talk) -> Attribution | None:
    """The clause behind the quotation: ``said Hale``, ``the dispatcher told him``, ``according to Hale``."""
    narration = people.narration
    end = quote.outer[1]
    last = narration.document.text[quote.pieces[-1][1] - 1]
    stop = min(narration.sentences[narration.sentence(quote.outer[0])][1], end + REACH)
    tail = narration.text[end:stop]
    if QUOTED in tail:
        tail = tail[: tail.find(QUOTED)]
        if tail.rstrip().endswith((",", ":")) and _leads_in(quote, narration):
            return None
    if last in ".…" and not tail.lstrip()[:1].islower() and not tail.startswith(","):
        return None
    clause_end = _CLAUSE_END.search(tail.lstrip(" —–"))
    clause = tail.lstrip(" —–")[: clause_end.start()] if clause_end else tail
    if was := _WAS_REPLY.match(clause):
        speaker = inverted(clause[was.end() :], end, people, talk)
        return Attribution(speaker, Where.AFTER, tail, stop)
    verb = first_verb(clause)
    if verb is None and last == "," and (other := _OTHER_VERB.match(clause)):
        speaker = subject(other["who"], end, people, talk)
        return Attribution(speaker, Where.AFTER, tail, stop) if speaker else None
    if verb is None or not _reaches(clause, verb):
        return according(tail, quote)
    lead = clause[: verb.start()].strip(" ,")
    if verb.group().startswith("hear") and _TRIBUNAL.search(lead):
        return None
    if (
        lead
        and not PRONOUN.fullmatch(lead)
        and re.match(r"(?:and|but|or|as|which|to|in|when|that(?!\s\w+$))\b", lead, re.IGNORECASE)
    ):
        return according(tail, quote)
    speaker = subject(lead, end, people, talk) if lead else inverted(clause[verb.end() :], end, people, talk)
    return Attribution(speaker, Where.AFTER, tail, stop)


def _leads_in(quote: Quotation, narration: Narration) -> bool:
    """Whether a clause with a verb of saying leads up to the quotation; then the one behind it does not."""
    start = narration.sentences[narration.sentence(quote.outer[0])][0]
    lead = narration.text[max(start, quote.outer[0] - REACH) : quote.outer[0]].rpartition(QUOTED)[2]
    return lead.rstrip().endswith((",", ":")) and first_verb(lead) is not None


def _reaches(clause: str, verb: re.Match[str]) -> bool:
    """Whether the verb belongs to the quotation: few words before it, or a subject in apposition."""
    lead = clause[: verb.start()]
    words = len(lead.split())
    if words <= 7 or (len(lead) < 140 and lead.count(",") >= 2):
        return True
    return words <= 14 and bool(found := mentions(lead)) and found[0][0] < 30 and "," not in lead


def that_is(quote: Quotation, people: People) -> Attribution | None:
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


def next_sentence(quote: Quotation, people: People, talk: Talk) -> Attribution | None:
    """The sentence behind the quotation that looks back at it: ``With those words, the pilot …``."""
    narration = people.narration
    following = narration.sentence(quote.outer[0]) + 1
    if following >= len(narration.sentences) or narration.sentences[following][2] > quote.last_block + 1:
        return None
    words = narration.words(following)
    if that := that_is(quote, people):
        return that
    if quote.block == 0 and _LOOKS_BACK.match(words):
        by = BY.search(words)
        place = narration.sentences[following][0]
        speaker = speaker_of(by["who"]) if by else None
        if speaker is None or speaker.role is Role.OTHER:
            speaker = first_person(words, place, people, talk)
        return Attribution(speaker, Where.NEXT_SENTENCE, words, quote.outer[1]) if speaker else None
    return None


def according(tail: str, quote: Quotation) -> Attribution | None:
    """``According to the incident log`` at the start of ``tail``, or in it."""
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
