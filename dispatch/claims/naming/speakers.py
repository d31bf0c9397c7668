"""A phrase that names a speaker → who that is: role, call sign, name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dispatch.claims.checking.venues import RECORDING_SUBJECT
from dispatch.claims.naming.lexicon import CALL_SIGN, VAGUE
from dispatch.claims.naming.rolenouns import ROLE_PATTERNS
from dispatch.claims.quoting.labels import LABEL_ROLES, SIGN_LABEL
from dispatch.values import Role

_HEAD_END = re.compile(
    r"[,;:()–—]|\s(?:of|for|at|with|who|whom|whose|which|that|named|in|on|from|to|by|as|after|before|while|"
    r"sent|"
    r"standing|posted|assigned|waiting|hiding|working|responding|aboard)\s",
    re.IGNORECASE,
)
_FORMER = re.compile(r"\b(?:former|retired|ex-|one-time|onetime|off-duty)\b", re.IGNORECASE)
SPOKES = re.compile(r"\bspokes(?:man|woman|person)\b", re.IGNORECASE)
_ONE_OF = re.compile(
    r"^(?:one|two|some|both|another|a member) of (?:the|its|their|those|his|her)\s", re.IGNORECASE
)
_WRITERS_OWN = re.compile(r"(?:my|our)\s|.*\bI know\b", re.IGNORECASE)  # somebody of the writer's own life
_SAYING = re.compile(
    r"^(?P<who>.+?)['’]s?\s+(?:\w+\s+){0,2}(?:response|reply|answer|order|call|transmission|"
    r"message|words|reaction|voice)\b.*$",
    re.IGNORECASE,
)
_AT_CONSOLE = re.compile(
    r"\b(?:in|at|on|from|of)\s+(?:the|a|its)?\s*(?:\w+\s+){0,2}(?:dispatch|desk|control room|(?:control|call|"
    r"communications|911|999) cent(?:er|re)|console)\b",
    re.IGNORECASE,
)
_OF_DESK = re.compile(
    r"\b(?:control|desk|traffic|dispatch|communications?|switchboard|console|radio room|alarm|watch ?floor|"
    r"operations)\s+"
    r"(?:officer|operator|supervisor|staff|staffer|worker|clerk|employee|man|woman|manager)s?\b",
    re.IGNORECASE,
)
_OF_DISPATCHER = re.compile(r"\b(?:dispatcher|operator|controller|call[- ]?taker)['’]s\s", re.IGNORECASE)
_PLAIN_NOUN = frozenset(
    "supervisor operator officer staff staffer worker woman man employee colleague clerk manager".split()
)
_ABOARD = re.compile(
    r"\b(?:yacht|boat|vessel|ship|sloop|trawler|ferry|tug)['’]s\s+(?:owner|skipper|mate|"
    r"captain|master|crew|cook)\b",
    re.IGNORECASE,
)
_IN_THE_FIELD = re.compile(r"\b(?:in the field|on the (?:ground|line|track|scene)|aboard)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"^.*\w(?:['’]s|s['’])\s+(?=\w)", re.DOTALL)
NAME = re.compile(
    r"\b(?!(?:Mr|Mrs|Ms|Dr|The|A|An|In|On|At|As|But|And|Or|If|So|He|She|They|It|You|We|I|His|Her|Its|"
    r"Their|My|Our|Your|"
    r"Both|All|Some|"
    r"One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Eleven|Twelve|Twenty|Several|Many|Most|Another|"
    r"Other|Each|Every|"
    r"Police|Fire|Command|Dispatch|Officer|Deputy|Medic|Engine|Radio|Moments?|Minutes?|Seconds?|Hours?|"
    r"Days?|Later|Earlier|"
    r"When|While|Then|That|This|These|Those|There|Here|No|Not|Asked|Told|After|Before|During|By|With|From|"
    r"For|Of|To|Into|Somewhere|Behind|Below|Above|Beneath|Under|Over|Inside|Outside|Nearby|Across|Beyond|"
    r"Between|Through|Along|Around|Near|Off|Out|Up|Down|Against|Among|Without|Toward|Towards|Upon|Perhaps|"
    r"Maybe|Sometimes|Often|Always|Never|Now|Today|Tonight|Yesterday|Tomorrow|Everyone|Everybody|Somebody|"
    r"Someone|Nothing|Something|Everything|Such|Like|Unlike|Instead|Besides|Except|Either|Neither|Whether|"
    r"Asking|Giving|Calling|Speaking|Listen|Hear|Dramatic|Shouting|Whispering|Breathing|"
    r"Meanwhile|However|Finally|Soon|Within|Nearly|About|Around|Just|Only|Even|Still|Once|Again|What|Who|"
    r"Where|Why|How|"
    r"Also|Because|Since|Until|Although|Though|Despite|According|Last|Next|First|Second|Third|Speaking|"
    r"Giving|Nobody|Anyone|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|June|July|August|September|"
    r"October|"
    r"November|December|Recordings?|Audio|Tapes?|Crews?|Units?|Residents?|Neighbou?rs?|Mayday)\b)"
    r"[A-Z][\w’'-]+(?:\s+(?:[A-Z]\.\s+)?[A-Z][\w’'-]+){0,3}"
)
_AFTERNAME = re.compile(r"(?:,?\s(?:Jr|Sr|[A-Z]{2,3}|II|III)\.?)+$")
_WHOSE = re.compile(r",?\s+whose\s.*$", re.IGNORECASE)
ANOTHER = re.compile(r"\b(?:(?:an|the )other|(?:an?|the) (?:second|third))\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
ON_THE_AIR = frozenset({Role.DISPATCHER, Role.UNIT, Role.CALLER})
"""Roles of those who speak on the radio."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is said to have spoken."""

    text: str
    """The article's words."""
    role: Role
    unit: str | None = None
    name: str | None = None
    head: str | None = None
    """The noun that names the role: ``controller`` of ``a tower controller``."""
    vague: bool = False
    """A voice, someone: said to be heard, not who."""
    recording: bool = False
    """A recording stands in the speaker's place."""
    at_desk: bool = False
    """The phrase says that they sit at the desk: ``the supervisor at the control center``."""
    another: bool = False
    """``another controller``, or Diane Pruss beside Deputy Anthony Pruss: not the one met before."""


def speaker_of(phrase: str) -> Speaker | None:
    """The speaker a noun phrase names, or None where it names nobody.

    Example:
        >>> speaker_of("a fire department spokeswoman").role.value
        'other'
        >>> speaker_of("the operator of train 214").role.value
        'unit'
        >>> speaker_of("a 911 operator").role.value
        'dispatcher'
    """
    text = _ONE_OF.sub("", " ".join(phrase.split()).strip(" ,;:.—–-"))
    if not text:
        return None
    if (
        (saying := _SAYING.match(text))
        and (owner := speaker_of(saying["who"]))
        and (owner.role in ON_THE_AIR or owner.head in {"operator", "tender"})
    ):
        return owner
    text = _WHOSE.sub("", text)
    head = _head(text)
    name = _named(text)
    former = _FORMER.search(text)
    if former and "," in text[: former.start()] and _role(head, text):
        former = None  # the lookout, a retired teacher
    if former or _WRITERS_OWN.match(text):
        return Speaker(text, Role.OTHER, None, name)
    sign = CALL_SIGN.search(text)
    unit = sign.group() if sign else None
    if (aboard := _ABOARD.search(text)) and not _role(text[: aboard.start()], text[: aboard.start()]):
        return Speaker(text, Role.UNIT, unit, name, "owner")
    if head[:1].isupper() and LABEL_ROLES[0][1].fullmatch(head.strip()):
        return Speaker(text, Role.DISPATCHER, None, None, head.strip().lower())
    if spokes := SPOKES.search(head):
        return Speaker(text, Role.OTHER, None, name, spokes.group().lower())
    if (found := _role(head, text)) is not None:
        role, noun = found
        if name and re.search(rf"{re.escape(name)}\s(?:[a-z][\w-]*\s)*{re.escape(noun)}\b", text):
            name = None  # the Coast Guard watchstander is not called Coast Guard
        if name and re.search(rf"\b(?:in|at|of|from|on|near|for)\s(?:the\s)?{re.escape(name)}", text):
            name = None  # nor the dispatcher in Selby Selby
        if noun.rstrip("s") in _PLAIN_NOUN and at_a_desk(text):
            role = Role.DISPATCHER
        elif noun.rstrip("s") in _PLAIN_NOUN and _IN_THE_FIELD.search(text):
            role, noun = Role.UNIT, f"field {noun}"
        at_desk = at_a_desk(text)
        another = ANOTHER.search(text[: text.lower().find(found[1])]) is not None
        return Speaker(text, role, unit, name, noun, at_desk=at_desk, another=another)
    if VAGUE.search(head):
        return Speaker(text, Role.UNIT if unit else Role.UNKNOWN, unit, None, None, vague=True)
    if unit is not None:
        return Speaker(text, Role.UNIT, unit, None, unit.split()[0].lower())
    found = _role(text, text)
    if found is not None and (name or "," in text) and found[1] in text:  # and no part of a name: Texas Tech
        return Speaker(text, found[0], unit, name, found[1])
    if RECORDING_SUBJECT.search(head):
        return Speaker(text, Role.UNKNOWN, None, None, None, vague=True, recording=True)
    if name is not None:
        return Speaker(text, Role.OTHER, None, name)
    return Speaker(text, Role.OTHER, None, None, head.split()[-1].lower() if head.split() else None)


def at_a_desk(phrase: str) -> bool:
    """Whether a noun phrase says that somebody sits at the desk.

    Example:
        >>> at_a_desk("the supervisor at the control center"), at_a_desk("a shift supervisor")
        (True, False)
    """
    return any(place.search(phrase) for place in (_AT_CONSOLE, _OF_DESK, _OF_DISPATCHER))


def key_of(speaker: Speaker | None) -> str | None:
    """What tells one person of an article from another: the family name, else the noun.

    Example:
        >>> key_of(speaker_of("Sgt. Ann Hale")), key_of(speaker_of("another controller"))
        ('Hale', 'another controller')
    """
    if speaker is None or speaker.vague:
        return None
    if speaker.name:
        words = _AFTERNAME.sub("", speaker.name).split()
        if speaker.another:
            return speaker.name
        return re.sub(r"['’]s?$", "", words[-1]) if words else None
    return f"another {speaker.head}" if speaker.head and speaker.another else speaker.head


def role_of_label(label: str) -> Role:
    """The role behind the name before a colon in a transcript.

    Example:
        >>> [role_of_label(label).value for label in ("DISPATCH", "UNIT 420", "Male voice", "Mayor")]
        ['dispatcher', 'unit', 'unknown', 'other']
    """
    for role, pattern in LABEL_ROLES:
        if pattern.fullmatch(label.strip()):
            return role
    if SIGN_LABEL.fullmatch(label) or (label.isupper() and SIGN_LABEL.fullmatch(label.title())):
        return Role.UNIT
    speaker = speaker_of(label if not label.isupper() else label.title())
    return speaker.role if speaker else Role.UNKNOWN


def _head(text: str) -> str:
    """The part of a noun phrase that ends with its head noun."""
    text = re.sub(r"^(?:according to|per|via|from|by)\s+", "", text, flags=re.IGNORECASE)
    cut = _HEAD_END.search(text)
    head = text[: cut.start()] if cut and cut.start() > 2 else text
    possessive = _POSSESSIVE.match(head + " x") if re.search(r"['’]\s*$", head) else _POSSESSIVE.match(head)
    return head[possessive.end() :] if possessive and possessive.end() < len(head) else head


def _role(head: str, text: str) -> tuple[Role, str] | None:
    """The role of the last role noun in ``head``; of two that end together, the longer decides."""
    best: tuple[int, int, Role, str] | None = None
    for role, pattern in ROLE_PATTERNS:
        for match in pattern.finditer(text):
            if match.start() >= len(head) + text.find(head):
                break
            if match.start() < text.find(head):
                continue
            rank = (match.end(), match.end() - match.start())
            if best is None or rank > best[:2]:
                best = (*rank, role, match.group().lower())
    return (best[2], best[3]) if best else None


def _named(text: str) -> str | None:
    names = [match.group() for match in NAME.finditer(text)]
    names = [
        name
        for name in names
        if not CALL_SIGN.fullmatch(name) and not any(p.fullmatch(name) for _, p in ROLE_PATTERNS)
    ]
    return names[0] if names else None
