"""The subject of a clause that tells who spoke: nouns, names, pronouns, replies, orders received."""

from __future__ import annotations

import re
from dataclasses import replace

from dispatch.claims.attributing.attributed import Talk
from dispatch.claims.checking.venues import RECORDING_SUBJECT
from dispatch.claims.naming.antecedents import antecedent
from dispatch.claims.naming.lexicon import SPEECH, VAGUE
from dispatch.claims.naming.mentions import mentions
from dispatch.claims.naming.people import People
from dispatch.claims.naming.speakers import ON_THE_AIR, SPOKES, Speaker, speaker_of
from dispatch.claims.quoting.narration import QUOTED
from dispatch.values import Role

_RELATIVE = re.compile(r"\b(?:who|whom|which|whose)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_REPLY = re.compile(
    r"^(?:the|an|a|his|her|its|their)?\s*(?:\w+\s)?(?:reply|answer|response|order|instruction|"
    r"acknowledg\w+)\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"^\W*\d{1,3}[/)]\s+|^\W*\d{1,2}[:.]\d\d\S*\W+|^\W*\(?(?:[a-z]|\d{1,3}|[ivx]{1,4})\)\s+|^\W*\d{1,3}(?:\.\d{1,2}){1,3}\s+|"
    r"\b(?:(?:at|by|around|about|until|shortly (?:after|"
    r"before))\s+)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[ap]\.?m\b\.?)?|\bat \d{4} hours\b|\b\d{1,2} [ap]\.m\.",
    re.IGNORECASE,
)
_AUXILIARY = re.compile(
    r"(?:\b(?:(?:had|has|have|was|were|is|are|can|could|would)\b.*|(?:also|then|later|again|twice|once|"
    r"already|only|\w+ly))\s*)+$"
)
_APPOSED = re.compile(r"(?:^|,\s*)(?:an?\s|the\s|his\s|her\s|[A-Z\d])[^,]*,$")
"""A noun phrase between commas is in apposition; ``still connected,`` is not."""
_ASKING = ("ask", "quer", "inquir", "call", "order")
_SPLIT = re.compile(
    r"[,;:]|\b(?:and|but|as|while|when|that(?!\s\w+\s*$)|because|before|after)\b", re.IGNORECASE
)


def subject(phrase: str, place: int, people: People, talk: Talk) -> Speaker | None:
    """The subject that ends ``phrase``: its last segment that names somebody, a pronoun followed back."""
    phrase = _without_clock(phrase)
    segments = [segment.strip() for segment in _SPLIT.split(phrase)]
    apposition = _APPOSED.search(_AUXILIARY.sub("", phrase).rstrip()) is not None
    fallback: Speaker | None = None
    for segment in reversed(segments):
        segment = _AUXILIARY.sub("", segment).strip()
        if not segment or re.match(r"(?:who|which|whose)\b", segment):
            continue
        if writer := re.search(r"(?:^|\s)(I|[Yy]ou|[Ww]e|one)$", segment):
            return Speaker(writer[1], Role.OTHER) if writer[1].lower() in ("i", "we") else None
        speaker = resolved(segment, place + max(0, phrase.find(segment)), people, talk)
        if apposition and speaker is not None and speaker.role is Role.OTHER:
            fallback = fallback if fallback and fallback.name else speaker
            continue
        if speaker is not None and speaker.name and SPOKES.search(phrase):
            return replace(speaker, role=Role.OTHER, head="spokesperson")
        if speaker is not None and (speaker.role is not Role.OTHER or speaker.name or _person(speaker)):
            return _by_function(speaker, segments, segment)
        fallback = fallback or speaker
    return fallback


def _by_function(speaker: Speaker, segments: list[str], segment: str) -> Speaker:
    """``the search coordinator, Deputy Hank Lyle``: a desk that stands before a rank is what counts."""
    at = segments.index(segment) if segment in segments else 0
    before = segments[at - 1] if at and speaker.role is Role.UNIT and speaker.name else ""
    desk = speaker_of(before) if re.match(r"(?:an?|the|its|their)\s", before, re.IGNORECASE) else None
    return (
        replace(speaker, role=desk.role, head=desk.head) if desk and desk.role is Role.DISPATCHER else speaker
    )


def _without_clock(phrase: str) -> str:
    """Clock times and paragraph numbers blanked, so that their colons cut no clause."""
    blank = _CLOCK.sub(lambda found: " " * len(found.group()), phrase)
    return re.sub(r"^[\s•·*–—-]+", lambda found: " " * len(found.group()), blank)


def _person(speaker: Speaker) -> bool:
    return bool(
        speaker.head
        and speaker_of(speaker.head)
        and re.match(r"(?:an?|the|one|his|her|its)\b|[A-Z]", speaker.text)
    )


def first_person(words: str, place: int, people: People, talk: Talk) -> Speaker | None:
    """The first person or pronoun in ``words``."""

    pronoun = re.search(r"\b(he|she|they)\b", words, re.IGNORECASE)
    found = mentions(words)
    if pronoun and (not found or pronoun.start() < found[0][0]):
        return resolved(pronoun.group(), place + pronoun.start(), people, talk)
    people_first = [item for item in found if not item[1].recording]
    if not people_first:
        return None
    at, speaker = people_first[0]
    return people.known(speaker, place + at)


def resolved(phrase: str, place: int, people: People, talk: Talk) -> Speaker | None:
    """Who a noun phrase or a pronoun at ``place`` is, as far as the article says; None where it is nobody."""
    phrase = re.sub(
        r"^(?:\W*(?:and|but|then|so|meanwhile|moments?|minutes?|seconds?|later|afterwards?|earlier)\b\W*)+",
        "",
        phrase,
        flags=re.IGNORECASE,
    )
    phrase = _without_clock(phrase)
    if re.fullmatch(r"\W*(?:one|another|both|two|some|a second) of them\W*", phrase, re.IGNORECASE):
        return antecedent("they", place, people, talk)
    pronoun = re.search(
        r"^(?:.*\s)?(he|she|they|it)(?:['’](?:s|d|re|ll))?$|^(?:\w+ly\s|then\s)?(he|she|they)\s+[a-z]+",
        phrase.strip(" ,;:"),
        re.IGNORECASE,
    )
    if pronoun is None:
        if re.fullmatch(r"\W*(?:I|you|we|there|who|that|which)\W*", phrase, re.IGNORECASE):
            return None
        speaker = speaker_of(phrase)
        return people.known(speaker, place) if speaker else None
    word = (pronoun[1] or pronoun[2]).lower()
    if word == "it" and _heard_before(place, people):
        return Speaker(word, Role.UNKNOWN, vague=True, recording=True)
    asked = re.search(
        r"\b(?:I|we) (?:asked|called|reached|emailed|texted|spoke to|"
        r"told)\s+(?P<who>(?:[A-Z][\w’'-]+\s?){1,4}|(?:the|a)\s\w+)",
        phrase,
    )
    if asked:
        return speaker_of(asked["who"])
    return antecedent(word, place, people, talk) or Speaker(word, Role.UNKNOWN)


def _heard_before(place: int, people: People) -> bool:
    """Whether ``it`` is a scanner, a recording or a voice that this sentence or the one before names."""
    narration = people.narration
    here = narration.sentence(place)
    words = narration.words(here)[: max(0, place - narration.sentences[here][0])]
    before = narration.words(here - 1) if here else ""
    return any(RECORDING_SUBJECT.search(part) or VAGUE.search(part) for part in (words, before))


def inverted(rest: str, place: int, people: People, talk: Talk) -> Speaker | None:
    """The speaker behind the verb: ``said the deputy``, ``came the answer from Squad 3``."""
    rest = rest.strip(" ,")
    if reply := _REPLY.match(rest):
        source = re.search(r"\bfrom\s+(.{3,60})", rest[reply.end() :])
        named = resolved(source[1], place, people, talk) if source else None
        if named and (named.role in ON_THE_AIR or named.vague):
            return named
        return _asked_by(place, people, talk) or counterpart(talk) or named
    if (
        re.match(r"(?:at|in|on|by|over|after|before|during|when|as|later|shortly)\b", rest, re.IGNORECASE)
        or not rest
    ):
        return None
    return resolved(rest, place, people, talk)


def _asked_by(place: int, people: People, talk: Talk) -> Speaker | None:
    """Whoever answers the one who asked in the sentence before: ``Base asked if he could land``."""
    narration = people.narration
    here = narration.sentence(place)
    if here == 0 or narration.sentences[here - 1][2] != narration.sentences[here][2]:
        return None
    words = narration.words(here - 1)
    verb = last_verb(words)
    if (
        verb is None
        or QUOTED in words
        or not verb.group().startswith(("ask", "quer", "inquir", "call", "order"))
    ):
        return None
    asker = subject(words[: verb.start()], narration.sentences[here - 1][0], people, talk)
    answer = answering(asker) if asker else None
    return replace(answer, text="the answer") if answer else None


def answering(speaker: Speaker) -> Speaker | None:
    """The other side of the radio."""
    if speaker.role not in ON_THE_AIR:
        return None
    return Speaker("the reply", Role.UNIT if speaker.role is Role.DISPATCHER else Role.DISPATCHER)


def counterpart(talk: Talk) -> Speaker | None:
    """Whoever answers the last speaker."""
    last = next((item.speaker for item in reversed(talk.said) if item.speaker), None)
    return answering(last) if last else None


def teller(lead: str, passive: re.Match[str], place: int, people: People, talk: Talk) -> Speaker | None:
    """Who told somebody who ``was told``: named behind ``by``, else the other side of the radio."""
    by = re.search(r"\bby\s+([^,:]{3,60})", lead[passive.end() :])
    if by:
        return resolved(by[1], place, people, talk)
    told = subject(lead[: passive.start()], place, people, talk)
    if told is not None and told.role is Role.DISPATCHER:
        return Speaker(told.text, Role.UNKNOWN, vague=True)
    on_air = told is None or told.role is Role.UNIT or told.head in {"worker", "workers", "crew"}
    return Speaker("the dispatcher", Role.DISPATCHER) if on_air else None


def first_verb(clause: str) -> re.Match[str] | None:
    """The first verb of saying that is not in a relative clause."""
    return next(
        (verb for verb in SPEECH.finditer(clause) if not _RELATIVE.search(clause, 0, verb.start())), None
    )


def last_verb(lead: str) -> re.Match[str] | None:
    """The last verb of saying that is not in a relative clause."""
    verbs = [verb for verb in SPEECH.finditer(lead) if not _RELATIVE.search(lead[: verb.start()])]
    return verbs[-1] if verbs else None


def main_clause(lead: str, verb: re.Match[str]) -> str:
    """What stands before the verb; in ``the crew told them they believed``, before the first one."""
    subject = lead[: verb.start()]
    if not re.search(r"\b(?:he|she|they|it)\s+(?:had|have|has|were|was|is|are)?\s*$", subject):
        return subject
    first = first_verb(subject)
    return (
        subject[: first.start()]
        if first and subject[: first.start()].strip() and not re.search(r"[.;:\x01]", subject[first.end() :])
        else subject
    )
