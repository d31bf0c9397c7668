"""Who answers under questioning: the ``A`` of testimony and interviews, whom the line does not name."""

from __future__ import annotations

import re

from dispatch.claims.narration import Narration
from dispatch.claims.people import People
from dispatch.claims.quotations import Quotation
from dispatch.claims.speakers import Speaker, speaker_of
from dispatch.values import Role

ANSWER = re.compile(r"A|ANSWER|THE WITNESS")
_QUESTION = re.compile(r"Q|QUESTION")
_ADDRESSED = re.compile(
    r"^(?:(?:And|Now|So|Good \w+|Thank you|All right|Okay),? )*(?P<first>[A-Z][\w.’'-]+(?: [A-Z][\w’'-]+)?),|"
    r",\s(?P<last>[A-Z][\w.’'-]+(?: [A-Z][\w’'-]+)?)\?$|"
    r"\b[Yy]ou (?:were|are|worked as|work as)(?: \w+){0,2} (?P<was>an? (?:[\w-]+ ){0,3}[\w-]+)"
)
"""``Deputy, you were first?``, ``Is that right, Officer Hines?``, ``You were a dispatcher``."""
_CALLED = re.compile(
    r"\b(?:testimony|deposition|examination|interview|evidence) (?:of|with|by) (?P<of>[^,.;:()\n\x01]{3,60})|"
    r"(?:^|\n)\W*(?P<sworn>[A-Z][^.;:\n\x01]{2,60}?),? (?:was |having been |being )?(?:first )?(?:duly )?"
    r"(?:sworn|called)\b",
)
_BACK = 40  # quotations back to which a question may name the witness
_BEFORE = 6000  # characters before the answer in which the witness is called
_ON_THE_AIR = frozenset({Role.DISPATCHER, Role.UNIT, Role.CALLER})


def witness(number: int, people: People) -> Speaker | None:
    """Who gives the answer ``number``, where the article shows a voice of the radio; else None.

    Example:
        >>> from dispatch.claims.reader import find_claims
        >>> text = "Q. Deputy, you were there?\\n\\nA. I was behind Haines.\\n\\nQ. Then?\\n\\nA. I ran."
        >>> [claim.attributed_to.value for claim in find_claims(text)]
        ['other', 'unit', 'other', 'unit']
    """
    narration = people.narration
    place = narration.quotations[number].outer[0]
    for phrase in (_addressed(narration, number), _called(narration, place), _presented(people)):
        speaker = speaker_of(phrase) if phrase else None
        known = people.known(speaker, place) if speaker else None
        if known is not None and known.role in _ON_THE_AIR:
            return known
    return None


def _addressed(narration: Narration, number: int) -> str | None:
    """How a question addresses the witness, the nearest first."""
    for back in range(number - 1, max(-1, number - _BACK), -1):
        quote: Quotation = narration.quotations[back]
        if quote.label is None or not _QUESTION.fullmatch(quote.label):
            continue
        for found in _ADDRESSED.finditer(narration.quoted(quote)[:_BEFORE]):
            phrase = next(group for group in found.groups() if group)
            speaker = speaker_of(phrase)
            if speaker is not None and speaker.head and speaker.role in _ON_THE_AIR:
                return phrase
    return None


def _called(narration: Narration, place: int) -> str | None:
    """The last one who the words before say was called or sworn."""
    found = list(_CALLED.finditer(narration.text, max(0, place - _BEFORE), place))
    return next(group for group in found[-1].groups() if group) if found else None


def _presented(people: People) -> str | None:
    """Whom an interview presents in its first sentence."""
    named = [who.text for _, who in people.mentioned(0) if who.name] if people.narration.sentences else []
    return named[0] if named else None
