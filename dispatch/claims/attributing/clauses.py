"""Attribution in running text: the clause that leads up to a quotation."""

from __future__ import annotations

import re

from dispatch.claims.attributing.attributed import Attribution, Talk, Where
from dispatch.claims.attributing.behind import according, that_is
from dispatch.claims.naming.lexicon import PASSIVE, PRONOUN, SPEECH
from dispatch.claims.naming.mentions import mentions
from dispatch.claims.naming.people import People
from dispatch.claims.naming.subjects import (
    first_person,
    last_verb,
    main_clause,
    resolved,
    subject,
    teller,
)
from dispatch.claims.quoting.narration import QUOTED, REACH
from dispatch.claims.quoting.quotations import Quotation

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
_TO_SOMEBODY = re.compile(r"\W*(?:\w+,?\s+){0,2}to\s+(?:the|an?|his|her|its)\s[^,:]{2,40}:\s*", re.IGNORECASE)
_IN_WORDS_OF = re.compile(r"\b(?:in the words of|to quote)\s+(?P<who>[^,]{3,60}),?\s*$", re.IGNORECASE)
_WHICH_SOMEBODY = re.compile(
    r"\b(?:which|that|what)\s(?P<who>(?:the|an?|his|her|its)\s(?:[\w’'-]+\s){1,3}?|(?:[A-Z][\w’'-]+\s){1,3})"
    r"(?:calls?|called|describes?|described|terms?|termed)(?:\s\w+)?(?:\sas)?\s*$"
)
"""``which the agency calls “…”``: the subject stands between the pronoun and the verb."""
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


def before(quote: Quotation, people: People, talk: Talk) -> Attribution | None:
    """The clause before the quotation: ``Hale said:``, ``he is heard to say,``, ``was told by dispatch,``."""
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
            return according(narration.text[quote.outer[1] :][:REACH].split(QUOTED)[0], quote)
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
    if speaker is None and (that := that_is(quote, people)):
        return that
    return Attribution(speaker, Where.BEFORE, clause, start)
