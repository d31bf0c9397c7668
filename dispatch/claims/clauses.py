"""Attribution in running text: the clause behind a quotation, the clause before it, the sentence after."""

from __future__ import annotations

import re
from dataclasses import replace

from dispatch.claims.attributed import Attribution, Talk, Where
from dispatch.claims.lexicon import PASSIVE, PRONOUN, SPEECH
from dispatch.claims.mentions import mentions
from dispatch.claims.narration import QUOTED, REACH, Narration
from dispatch.claims.people import People
from dispatch.claims.quotations import Quotation
from dispatch.claims.speakers import speaker_of
from dispatch.claims.subjects import (
    first_person,
    first_verb,
    inverted,
    last_verb,
    main_clause,
    resolved,
    subject,
    teller,
)
from dispatch.claims.venues import RECORDING_SUBJECT
from dispatch.values import Role

_CLAUSE_END = re.compile(r"[;:!?\x01\n]|\.\s*$|\s[—–]\s")
_ACCORDING = re.compile(r"\b(?:according to|per|via|from)\s+(?P<who>[^,.;:\x01]{3,80})", re.IGNORECASE)
_THAT_IS = re.compile(r"\s*(?:That|This|It)(?:\s+is|\s+was|['’]s)\s+(?P<who>[^,.;\x01]{3,60})")
_HEARD = re.compile(
    r"\bhear[sd]?\s+(?P<who>(?!(?:from|on|in|over|at|to|by|as)\b)[^,:]{2,50}?)\s+(?:say|call|tell|ask|order|shout|yell|beg|reply|"
    r"answer|warn|"
    r"\w+ing)\b",
    re.IGNORECASE,
)
HAS_SPEAKING = re.compile(
    r"\b(?:has|have|had|finds?|catch(?:es)?|caught|captures?d?|shows?|with)\s"
    r"(?P<who>(?:(?:an?|the|another|one)\s[^,:]{2,40}?(?:,\sa[^,]{2,30},)?|[A-Z][^,:]{2,40}?))\s"
    r"(?:radioing|reporting|saying|telling|asking|calling|answering|shouting|yelling|ordering|warning|replying|"
    r"pleading|begging|announcing|advising|requesting)\b"
)
"""``The recording has Constable Pell reporting``: somebody is heard to speak."""
_OBJECT = {"him": "he", "her": "she", "them": "they"}
# A verb that is in no list, behind a comma: ``,” the skipper thundered``.
_OTHER_VERB = re.compile(
    r"\s*,?\s*(?P<who>(?:(?:the|an?|one|another|his|her)\s(?:[\w’'-]+\s){1,4}?|(?:[A-Z][\w.’'-]+\s){1,4}|"
    r"he\s|she\s|they\s)"
    r"(?:then\s)?)[a-z]+(?:ed|s)\b"
)
_TO_SOMEBODY = re.compile(r"\W*(?:\w+,?\s+){0,2}to\s+(?:the|an?|his|her|its)\s[^,:]{2,40}:\s*", re.IGNORECASE)
_IN_WORDS_OF = re.compile(r"\b(?:in the words of|to quote)\s+(?P<who>[^,]{3,60}),?\s*$", re.IGNORECASE)
_WHICH_SOMEBODY = re.compile(
    r"\b(?:which|that|what)\s(?P<who>(?:the|an?|his|her|its)\s(?:[\w’'-]+\s){1,3}?|(?:[A-Z][\w’'-]+\s){1,3})"
    r"(?:calls?|called|describes?|described|terms?|termed)(?:\s\w+)?(?:\sas)?\s*$"
)
"""``which the agency calls “…”``: the subject stands between the pronoun and the verb."""
_BY = re.compile(r"\b(?:from|by)\s+(?P<who>[^,.;:]{3,60})")
_TRIBUNAL = re.compile(
    r"\b(?:panel|court|inquest|jury|jurors|tribunal|hearing|inquiry|committee|commission)\b", re.IGNORECASE
)
_LISTENER = re.compile(r"(?:^|\W)(?:I|you|we|one|listeners)(?:\W+(?:\w+\W+){0,2})?$", re.IGNORECASE)
_RECEIVED = re.compile(
    r"\b(?:received|receives|got|gets|took|takes|hear|heard|hears)\s+(?:(?:this|that|the following|(?:a|"
    r"an|the|"
    r"another|one) "
    r"(?:\w+ )?(?:call|report|message|transmission|answer|reply|response|request|"
    r"warning))\s+)?from\s+(?P<who>[^,:\x01]{3,60}?)(?:\s+(?:again|once more))?[,:]?\s*$"
)
_PLAYED = re.compile(
    r"\b(?:play(?:ed|s)|releas(?:ed|es)|post(?:ed|s)|shar(?:ed|es))\b[^.;\x01]{0,60}\b(?:recordings?|"
    r"tapes?|audio|transmissions?|"
    r"clips?|footage|calls?)[^.;\x01]{0,30}:\s*$",
    re.IGNORECASE,
)
_ANSWER_FROM = re.compile(
    r"\b(?:answer|reply|response|word|order|call|message),?\s(?:back\s)?from\s(?P<who>[^,:\x01]{3,40}),?\s"
    r"(?:was|were|is|came|comes):?\s*$",
    re.IGNORECASE,
)
_SAID_WAS = re.compile(
    r"(?P<who>.+?)['’]s?\s+(?:\w+\s+){0,3}(?:answer|reply|response|words?|transmission|message|order|call)s?"
    r"(?:\s[^,.;:\x01]{0,30})?\s(?:was|were|is|are|came|comes|ran|read):?\s*$"
)
_WHO_SAID = re.compile(
    rf"(?P<who>[^,;:\x01]{{3,80}}),?\s+who\s+(?:\w+\s+){{0,2}}?(?:{SPEECH.pattern})(?P<rest>[^;\x01]*)$",
    re.IGNORECASE,
)
_AND_ALSO = re.compile(r"\s*,?\s*(?:and|or|but|then)(?:\s+[\w’']+){0,4}\s*", re.IGNORECASE)
_WAS_REPLY = re.compile(
    r"\s*,?\s*(?:was|is|were)\s+(?=(?:the|his|her|their|its|an?|all|"
    r"[A-Z][\w’'-]+['’]s)\s(?:\w+\s){0,2}(?:reply|answer|response|"
    r"order|instruction|acknowledg\w+)\b)"
)
_LOOKS_BACK = re.compile(
    r"\s*(?:So|Thus|With (?:that|those)|That was|Those were|It was|(?:That|Those|The|These)\s+"
    r"(?:\w+\s+)?(?:transmission|call|message|words?|broadcast|order|warning)s?)\b"
)


def after(quote: Quotation, number: int, people: People, talk: Talk) -> Attribution | None:
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
        return _according(tail, quote, people)
    lead = clause[: verb.start()].strip(" ,")
    if verb.group().startswith("hear") and _TRIBUNAL.search(lead):
        return None
    if (
        lead
        and not PRONOUN.fullmatch(lead)
        and re.match(r"(?:and|but|or|as|which|to|in|when|that(?!\s\w+$))\b", lead, re.IGNORECASE)
    ):
        return _according(tail, quote, people)
    speaker = subject(lead, end, people, talk) if lead else inverted(clause[verb.end() :], end, people, talk)
    return Attribution(speaker, Where.AFTER, tail, stop)


def _leads_in(quote: Quotation, narration: Narration) -> bool:
    """Whether a clause with a verb of saying leads up to the quotation, so that the one behind it does "
    "not."""
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


def before(quote: Quotation, number: int, people: People, talk: Talk) -> Attribution | None:
    narration = people.narration
    start = quote.outer[0]
    first = max(narration.sentences[narration.sentence(start)][0], start - REACH)
    whole = narration.text[first:start]
    lead = whole[whole.rfind(QUOTED) + 1 :]
    if not lead.strip(" ,;:—–-()[]"):
        return None
    clause = narration.text[first : narration.sentences[narration.sentence(start)][1]][: 2 * REACH]
    place = start - len(lead)
    if (
        (of := _IN_WORDS_OF.search(lead))
        or (of := _WHICH_SOMEBODY.search(lead))
        or (of := _HEARD.search(lead))
        or (of := HAS_SPEAKING.search(lead))
    ):
        who = _OBJECT.get(of["who"].lower(), of["who"])
        return Attribution(resolved(who, place + of.start(), people, talk), Where.BEFORE, clause, start)
    if _PLAYED.search(lead):
        return Attribution(None, Where.BEFORE, clause, start)
    of = _RECEIVED.search(lead) or _ANSWER_FROM.search(lead)
    if of or ((of := _SAID_WAS.match(lead.strip())) and not last_verb(of["who"])):
        who = _OBJECT.get(of["who"].lower(), of["who"])
        return Attribution(resolved(who, place, people, talk), Where.BEFORE, clause, start)
    verb = last_verb(lead)
    of = _WHO_SAID.search(lead)
    if of and (verb is None or verb.start() < of.start("rest")) and (named := mentions(of["who"])):
        at, who_said = named[-1]
        return Attribution(people.known(who_said, place + of.start() + at), Where.BEFORE, lead, start)
    if (
        verb is None
        and QUOTED in whole
        and _AND_ALSO.fullmatch(lead)
        and talk.said
        and talk.said[-1].where is Where.BEFORE
    ):
        return Attribution(talk.said[-1].speaker, Where.BEFORE, clause, start)
    if verb is None and talk.said and talk.said[-1].speaker and _TO_SOMEBODY.fullmatch(lead):
        return Attribution(talk.said[-1].speaker, Where.BEFORE, clause, start)
    if verb is None:
        if not lead.rstrip().endswith((":", ",", "—", "--")) or PRONOUN.fullmatch(lead.strip(" ,:")):
            return _according(narration.text[quote.outer[1] :][:REACH].split(QUOTED)[0], quote, people)
        speaker = first_person(lead, place, people, talk)
        return Attribution(speaker, Where.BEFORE, clause, start, speaker is not None) if speaker else None
    if verb.group().startswith("hear") and _LISTENER.search(lead[: verb.start()]):
        heard = first_person(lead[verb.end() :], place + verb.end(), people, talk)
        return Attribution(heard, Where.BEFORE, clause, start)
    passive = next((found for found in PASSIVE.finditer(lead) if found.end() >= verb.end()), None)
    if passive is not None:
        return Attribution(teller(lead, passive, place, people, talk), Where.BEFORE, clause, start)
    phrase = main_clause(lead, verb)
    if verb.group().endswith("ing") and (
        inner := re.search(r"^.*\b(?:with|of|to|from|as|by|in)\s+((?:an?|the)\s[^,]{2,60})$", phrase)
    ):
        phrase = inner[1]
    speaker = subject(phrase, place, people, talk)
    if speaker is None and QUOTED in whole and not phrase.strip(" ,").removeprefix("and").strip():
        speaker = first_person(whole, first, people, talk)
    if speaker is None and (that := _that_is(quote, people)):
        return that
    return Attribution(speaker, Where.BEFORE, clause, start)


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


def next_sentence(quote: Quotation, number: int, people: People, talk: Talk) -> Attribution | None:
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
            speaker = first_person(words, place, people, talk)
        return Attribution(speaker, Where.NEXT_SENTENCE, words, quote.outer[1]) if speaker else None
    return None


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
