"""Statements about what was said on the radio, without its words: who told whom to do or not to do what.

A sentence, or the clause of one, becomes an indirect claim where somebody on the air (or a recording)
is its subject and tells, orders, asks, warns or reports, or where somebody was told. The claim is
that clause, in one piece, so that its offsets give it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dispatch.claims.narration import QUOTED
from dispatch.claims.people import People
from dispatch.claims.speakers import Speaker
from dispatch.claims.venues import NOT_ON_AIR, ON_AIR, RADIO_STATION
from dispatch.values import Role

_TELL = (
    r"(?:told|tells|instructed|instructs|ordered|orders|directed|directs|advised|advises|asked|asks|warned|"
    r"warns|informed|"
    r"cautioned|assured|cleared|dispatched|notified)"
)
_REPORT = (
    r"(?:said|says|reported|reports|announced|announces|confirmed|confirms|radioed|relayed|"
    r"estimated|put)"
)
_ADVERB = (
    r"(?:\s+(?:\w+ly|also|then|first|later|had|has|have|twice|once|again|initially|never|"
    r"had already|had then))*"
)
_ACTIVE = re.compile(
    rf"{_ADVERB}\s+(?P<verb>{_TELL})\s+(?P<object>(?!that\b)[\w’'.,-]+(?:\s+[\w’'.-]+){{0,7}}?)\s+"
    rf"(?P<what>(?:not\s+)?to\s+\w|never\s+to\s+\w|that\s+\w|off\s+\w|of\s+\w|about\s+\w|they|he|she|it|"
    rf"there|the)"
)
_PASSIVE = re.compile(
    rf"\s+(?:was|were|is|are|had been|has been|have been|been)(?:\s+(?:\w+ly|also|then|not|never|twice|"
    rf"later))*\s+(?P<verb>{_TELL}|sent|denied|refused)\s+"
    r"(?P<what>(?:(?!to\b|that\b|not\b|off\b)[\w’'-]+\s+){0,3}?(?:(?:not\s+)?to\s+\w|never\s+to\s+\w|"
    r"that\s+\w|off\s+\w|away\b|there\s+\w|by\s+\w))"
)
_TOLD_NEVER = re.compile(
    rf"{_ADVERB}\s+(?:never|did not|didn['’]t)\s+(?P<verb>tell|told|warn(?:ed)?|inform(?:ed)?|"
    rf"send|sent|order(?:ed)?|ask(?:ed)?|mention(?:ed)?|acknowledged?|answer(?:ed)?)\s+\w"
)
_SHOWS = re.compile(
    r"\b(?P<subject>(?:the |police |dispatch |radio |recorded |fire )*(?:radio (?:traffic|transmissions?|"
    r"logs?|recordings?|communications?)|recordings?|audio|tapes?|"
    r"transmissions?|scanner (?:audio|traffic)|dispatch (?:audio|logs?|recordings?)|"
    r"body[- ]camera (?:audio|footage|video))[^,.;\x01]{0,60}?)\s+"
    r"(?:shows?|showed|reveals?|revealed|indicates?|indicated|suggests?|captures?|make[s]? clear|"
    r"made clear|confirms?|confirmed)\s+(?:that\s+)?(?P<what>[^\x01]{8,})",
    re.IGNORECASE,
)
_REPORTED = re.compile(
    rf"{_ADVERB}\s+(?P<verb>{_REPORT})\s+(?P<what>that\s+\w|(?:the|a|an|there|they|he|she|it|"
    rf"crews?|units?|officers?|no|nobody|everyone|all|two|three|several)\b)"
)
_NEGATION = re.compile(
    r"\b(?:not|never|no|nobody|none|nothing|n['’]t|refused|denied|without|neither)\b|n['’]t\b", re.IGNORECASE
)
_MAY_TELL = re.compile(
    r"\b(?:tell|told|instruct|order|direct|advis|ask|warn|inform|caution|assur|clear|dispatch|notif|"
    r"sen[dt]|den(?:y|ied)|refus|mention|"
    r"acknowledg|answer|said|says|report|announc|confirm|radio|relay|repeat|estimat|put|show|reveal|"
    r"indicat|suggest|captur|made)",
    re.IGNORECASE,
)
_PRONOUN_WORD = re.compile(r"he|she|they", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:^|[,;]\s|\b(?:and|that|but)\s)(?P<who>[Hh]e|[Ss]he|[Tt]hey)(?=\s)")
_SOURCE = re.compile(
    r",?\s*(?:according to|,\s*(?:the |radio |dispatch |radio )*(?:recordings?|audio|tapes?|traffic|"
    r"transmissions?|transcripts?|logs?)(?: \w+){0,3} (?:shows?|reveals?|indicates?|suggests?))\b.*$|"
    r",\s*(?:the |radio |dispatch )*(?:recordings?|audio|tapes?|traffic|transmissions?|"
    r"logs?)(?: \w+){0,2} (?:shows?|showed|reveals?|indicates?|suggests?)\s*$",
    re.IGNORECASE | re.DOTALL,
)
_CLAUSE_BREAK = re.compile(
    r"\x01|[;:]|\s[—–]\s|,\s+(?:but|and|even as|while|although|though|which|who|as|after|"
    r"because|so|prompting|despite)\b|\s+(?:but|even though|and (?:he|she|they|then|it|the))\s"
)
_ON_THE_AIR = frozenset({Role.DISPATCHER, Role.UNIT, Role.CALLER})


@dataclass(frozen=True, slots=True)
class Reported:
    """One indirect claim in the document's text."""

    start: int
    end: int
    role: Role
    speaker: Speaker | None
    denied: bool
    sentence: int


def reported_statements(people: People, radio_article: bool) -> Iterator[Reported]:
    """Indirect claims of an article, in order; none where it doesn't speak of radio traffic."""
    narration = people.narration
    headings = {i for i, block in enumerate(narration.document.blocks) if block.kind.value == "heading"}
    for number, (start, _, block) in enumerate(narration.sentences):
        words = narration.words(number)
        if block in headings or not _MAY_TELL.search(words):
            continue
        if not (radio_article or ON_AIR.search(words)):
            continue
        if any(pattern.search(words) for _, pattern in NOT_ON_AIR) or RADIO_STATION.search(words):
            continue
        if found := _statement(people, number, words):
            yield Reported(start + found[0], start + found[1], found[2], found[3], found[4], number)


_Found = tuple[int, int, Role, Speaker | None, bool]


def _statement(people: People, number: int, words: str) -> _Found | None:
    shown = _SHOWS.search(words)
    at = shown.start("what") if shown else 0
    start_of = people.narration.sentences[number][0]
    people_here = [(place - start_of, speaker) for place, speaker in people.mentioned(number)]
    for read in (_passive, _active):
        if found := read(people, number, words, people_here, at):
            return found
    if shown and QUOTED not in shown["what"]:
        start, end = _trim(words, shown.start("what"))
        statement = words[start:end]
        if len(statement.split()) > 2 and not re.match(r"(?:how|what|why|the seconds|a\b|an\b)", statement):
            return start, end, Role.UNKNOWN, None, bool(_NEGATION.search(statement))
    return None


def _active(
    people: People, number: int, words: str, here: list[tuple[int, Speaker]], at: int
) -> _Found | None:
    start_of = people.narration.sentences[number][0]
    pronouns = ((found.start("who"), found["who"]) for found in _PRONOUN.finditer(words))
    referred = [
        (p, replace(who, text=word))
        for p, word in pronouns
        if (who := people.before(start_of + p, word.lower()))
    ]
    here = sorted((*here, *referred), key=lambda item: item[0])
    tries = [(pattern, *item) for pattern in (_ACTIVE, _TOLD_NEVER, _REPORTED) for item in here
             if pattern is not _REPORTED or not _PRONOUN_WORD.fullmatch(item[1].text)]  # fmt: skip
    for pattern, place, speaker in tries:
        known = people.known(speaker, start_of + place)
        if known.role in _ON_THE_AIR and place >= at:
            found = pattern.match(words, _behind(words, place, speaker))
            if found is None:
                continue
            start, end = _trim(words, _phrase_start(words, place))
            if found.end() > end or words[end : end + 1] == ":" or _leads_into_quote(words, end):
                continue
            what = words[found.start() : end]
            return start, end, known.role, known, bool(_NEGATION.search(what))
    return None


def _passive(
    people: People, number: int, words: str, here: list[tuple[int, Speaker]], at: int
) -> _Found | None:
    found = _PASSIVE.search(words)
    if found is None:
        return None
    start, end = _trim(words, _clause_start(words, found.start(), at))
    if found.end() > end or _leads_into_quote(words, end) or start >= found.start():
        return None
    start_of = people.narration.sentences[number][0]
    by = re.search(r"\bby\s+(?P<who>[^,.;]{3,40})", words[found.end("verb") : end])
    told = [
        people.known(speaker, start_of + place) for place, speaker in here if start <= place < found.start()
    ]
    if told and told[-1].role is Role.OTHER and not by and not ON_AIR.search(words) and told[-1].name:
        return None
    role = Role.DISPATCHER if not any(person.role is Role.DISPATCHER for person in told) else Role.UNKNOWN
    return start, end, role, None, bool(_NEGATION.search(words[found.start() : end]))


def _behind(words: str, place: int, speaker: Speaker) -> int:
    """Where the noun phrase of a mention ends."""
    text = speaker.text
    end = place + len(text)
    while end < len(words) and words[end] not in " ,\x01":
        end += 1
    at_desk = re.match(
        r"\s+(?:at|in|on|of|for|from)\s+(?:the\s+)?[\w’'-]+(?:\s+[\w’'-]+){0,3}?(?=\s+(?:had|"
        r"has|then|told|instruct|order|direct|ask|advis|warn))",
        words[end:],
    )
    return end + at_desk.end() if at_desk else end


def _phrase_start(words: str, place: int) -> int:
    """Where the noun phrase that holds ``place`` begins: its article and adjectives."""
    before = words[max(0, place - 60) : place]
    article = re.search(
        r"\b(?:an?|the|one|two|another|his|her|its|their)\s+(?:(?!that\b|who\b|which\b|and\b|but\b|of\b|"
        r"to\b|from\b|\w+ed\b)[\w’'-]+\s+){0,3}$",
        before, re.IGNORECASE,
    )  # fmt: skip
    name = re.search(r"(?:[A-Z][\w’'-]+\s+)*(?:(?:police|fire|county|city|state)\s+)?$", before)
    if article:
        return place - len(before) + article.start()
    return place - len(name.group()) if name else place


def _clause_start(words: str, place: int, at: int) -> int:
    lead = words[:place]
    best = at
    for cut in re.finditer(r"[,;:\x01]\s*|\b(?:but|that|when|while|because|as|after|and then)\s+", lead):
        if cut.end() < place - 1:
            best = max(best, cut.end())
    return best


def _trim(words: str, start: int) -> tuple[int, int]:
    """The clause from ``start``, without the source behind it, the next clause, and the full stop."""
    while start < len(words) and words[start] in " ,\x01“”":
        start += 1
    cut = _CLAUSE_BREAK.search(words, start + 12) if len(words) > start + 12 else None
    end = cut.start() if cut else len(words)
    source = _SOURCE.search(words, start, end)
    end = source.start() if source else end
    while end > start and words[end - 1] in " ,.;:—–-\x01":
        end -= 1
    return start, end


def _leads_into_quote(words: str, end: int) -> bool:
    return bool(re.match(r"[\s,:—–-]*(?:that\s+|to\s+)?\x01", words[end:]))
