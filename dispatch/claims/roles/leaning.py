"""What a quotation's own words betray of the side that spoke them: the desk, a unit, or a caller.

Radio speech is formulaic: who is called comes first, who calls second (“Lock 19, Prudence B”), a
read-back ends with one's own call sign, a desk asks for locations and sends, a unit reports what it
sees and asks for help. The cues are weak one by one and are only asked where the article itself leaves
the speaker open.
"""

from __future__ import annotations

import re

from dispatch.claims.naming.lexicon import CALL_SIGN
from dispatch.values import Role

_DESK = (
    r"(?:(?:[A-Z]\w+\s){0,2}(?:[Tt]ower|[Cc]ontrol|[Dd]ispatch|[Bb]ase|[Cc]entral|[Cc]oast ?[Gg]uard|"
    r"[Cc]enter|[Aa]pproach|[Gg]round|[Dd]eparture|[Oo]perations|[Rr]adio|[Hh]eadquarters|[Tt]raffic)|"
    r"County|Communications|Comm|HQ|OCC|Ops|Lock(?: \d+)?)"
)
_SIGN = (
    rf"(?:{CALL_SIGN.pattern}|(?!\w+ing\b)[A-Z][\w’'-]+(?:[ -][A-Z][\w’'-]+){{0,2}}[ -]\d[\w-]*|"
    r"\d{2,4}|(?:[A-Z][\w’'-]+ ){1,2}[A-Z][\w’'-]+)"
)
_TO_DESK = re.compile(rf"{_DESK}(?:,|\.|:| from\b| this is\b)|.{{2,30}} to {_DESK}\b")
_FROM_DESK = re.compile(
    rf"{_DESK} to\b|.{{2,30}} from {_DESK}\b|this is {_DESK}\b|[A-Z].{{2,24}}, (?i:{_DESK})[,.]"
)
_THIS_IS_DESK = re.compile(rf"\bthis is (?:the )?(?:U\.?S\.? )?{_DESK}\b")
_FROM_UNIT = re.compile(rf"{_SIGN}(?: to\b| copies\b| is\b|['’](?:s|re) (?:on|en|out)| responding\b)")
_TO_UNIT = re.compile(rf"(?:(?:copy|copied|roger|okay|ok|received|10-4|negative)[,.]? )?{_SIGN}(?:,|\.|:)")
_SIGNED_FIRST = re.compile(rf"(?:{CALL_SIGN.pattern}), (?:we|I)(?:['’]re|['’]m| are| am)\b")
_ENDS_SIGNED = re.compile(rf",\s(?:{CALL_SIGN.pattern}|[A-Z][\w’'-]+ \d+|\d{{2,4}})[.!,]?\W*$")
_SIGNED = 3
DECIDES = 2
"""Points from which words speak for a side: one weak cue decides nothing."""
_DESK_TALK = tuple(
    (points, re.compile(pattern, re.IGNORECASE))
    for points, pattern in (
        (2, r"\b(?:all|any) (?:units?|cars|stations|companies|available|vessels|ships)\b(?! (?:is|are|"
            r"were) )"),
        (3, r"\b(?:caller|RP)(?:['’]s)?(?: just| now)? (?:says?|said|states?|advises?|reports?|is|hung)\b"),
        (2, r"\b(?:what(?:['’]s| is) (?:your|the address)|say (?:again )?your|give me your)\b"),
        (2, r"\bnearest (?:unit|car|ambulance|engine)\b|\bcross of\b|\bI have no (?:units|orders|one)\b"),
        (2, r"\b(?:I(?:['’]ve)?|we(?:['’]ve)?) (?:have |got |don['’]t have )?(?:no one|nobody|any ?(?:one|"
            r"body))"
            r"(?: \w+){0,2} (?:to|for|available)\b|\bwe(?:['’]re| are) not sending\b"),
        (2, r"\bcleared (?:to land|for take ?off|for the)\b|\bwind (?:is )?(?:\w+ ){1,4}at\b|\bgo around\b"),
        (2, r"\bunits? (?:responding|en ?route|rolling)\b|\bresponding to (?:you|your)\b"),
        (1, r"\bbe advised\b|\bstand by\b|\bgo ahead\b|\byour call\b|\bmy screen\b|\breturn to\b"),
        (1, r"\b(?:copy|received|understood|roger)\b.{0,40}\b(?:ambulance|medics?|units?|fire)\b.*\broute\b"),
        (2, r"\b(?:is|are) (?:he|she|they|the \w+|anyone|you) (?:breathing|conscious|awake|alert|armed|"
            r"bleeding|hurt|safe)\b"),
        (1, r"^(?:are|is|do|does|did|can|how|what|where|who|which) (?:you|your|he|she|it|they|the|"
            r"many)\b.*\?"),
        (2, r"\bI (?:want|need) you to\b|\b(?:will|can|could|would) you .*\?"),
        (1, r"\bsit tight\b|\bhelp is (?:on|coming)\b|\bambulance is\b|\b(?:hold|respond) (?:at|to|above|"
            r"short)\b"),
        (1, r"\byou(?:['’]re| are|['’]ll| will| can| may)\b|\bfor you\b|\bwith you\b|\bover\.?$"),
    )
)  # fmt: skip
_UNIT_TALK = tuple(
    (points, re.compile(pattern, re.IGNORECASE))
    for points, pattern in (
        (2, r"\b(?:show|start|send|get|mark) (?:me|us)\b|\bpermission to\b|\brequesting\b|\beyes on\b"),
        (2, r"\b(?:shots fired|suspect down|officer down|in custody|man down|mayday|pan-pan)\b"),
        (2, r"\bon scene\b|\b(?:I|we)(?:['’]m|['’]re| am| are) (?:out|on|at|in|pulling|backing|going|taking|"
            r"holding|losing|looking|walking|coming|clear|with|by|stuck|trapped|moving|turning)\b"),
        (2, r"\b(?:I|we) (?:(?:need|want)(?! you)|see|can (?:see|hear)|lost|hear|"
            r"can['’]t (?:see|hear|get|find|reach|raise|move|make))\b|\bI(?:['’]ve| "
            r"have) "
            r"(?:got )?"
            r"(?:an?|water|one|two|heavy|lost|eyes|\d+|people|him|her|them)\b"),
        (2, r"\bwe(?:['’]ve| have) (?:got )?(?:an?|heavy|one|two|fire|smoke|lost|found|water|\d+)\b"),
        (2, r"\b(?:going around|holding short|stopping|backing full|negative contact|lost sight)\b"),
        (2, r"\b(?:everybody|everyone|all crews|all members|nobody) (?:off|out|back|get|goes|in|moves)\b|"
            r"\bevacuate\b"),
        (1, r"\b(?:north|south|east|west)bound\b|\b(?:he|she|it|they)(?:['’]s|['’]re)\b|\bhow do you hear\b"),
        (1, r"\bcopy(?:ing)?\b(?! \w+ \d)|\bcopies\b|\bnegative\b|\baboard\b|\bthere(?:['’]s| is|['’]re) "
            r"(?!an? "
            r"man)"),
        (1, r"\b(?:I|we)(?:['’]ve|['’]m|['’]re)\b|\bnot (?:touching|waiting|going|leaving|responding)\b"),
        (1, r"\bgive (?:me|us)\b|\bsay again\b|\bam I\b|\bare we\b"),
    )
)  # fmt: skip
_CALLER_TALK = re.compile(
    r"\bplease\b.*\b(?:send|hurry|help|come)|\b(?:send|hurry|help)\b.*\bplease\b|\bmy (?:house|home|wife|"
    r"husband|"
    r"mom|mother|dad|father|son|daughter|baby|neighbou?r|door|window|street|friend|boyfriend|girlfriend|"
    r"alley)\b|"
    r"\b(?:in|outside|behind) (?:the|my|our) (?:house|home|apartment|yard)\b|\bsend (?:somebody|someone|an|"
    r"the)\b",
    re.IGNORECASE,
)


_STATION = r"[A-Z][\w’'-]*(?: [A-Z\d][\w’'-]*){0,2}"
_CALL_UP = re.compile(
    rf"(?!(?:Well|Yes|No|Oh|Look|So|And|But|Okay|Sir|Please|Hey)\b){_STATION}, {_STATION}[,.]"
)
_GREETING = re.compile(
    r"(?:.{0,30}\b(?:911|9-1-1|999|112|000|emergency)\b.{0,20}\b(?:what|where|which|how can|do you need)\b|"
    r"what(?:['’]s| is)\b.{0,20}\byour emergency\b)",
    re.IGNORECASE,
)


def leaning(words: str) -> int:
    """Points for a unit (positive) or for the desk (negative); zero where the words tell nothing.

    Example:
        >>> leaning("Control, 214, I’ve lost third rail at Foss,") >= 2
        True
        >>> leaning("Copy 214, sit tight, we’re working on it.") <= -2
        True
        >>> leaning("It was a long night.")
        0
    """
    words = words.strip().strip("“”\"'‘’ ")
    called = _called(words)
    points = sum(worth for worth, pattern in _UNIT_TALK if pattern.search(words))
    points -= sum(worth for worth, pattern in _DESK_TALK if pattern.search(words))
    return called + max(-1, min(1, points)) if called else points


def _called(words: str) -> int:
    """Who is called first, and who signs last."""
    if greets_a_caller(words) or _FROM_DESK.match(words) or _THIS_IS_DESK.search(words):
        return -3
    if _TO_DESK.match(words):
        return 3
    if _FROM_UNIT.match(words) or _SIGNED_FIRST.match(words):
        return 3
    points = -3 if _TO_UNIT.match(words) else 0
    if not points and _ENDS_SIGNED.search(words):
        points = _SIGNED
    return points


def calls_up(words: str) -> bool:
    """Whether the words call one station from another, as is only done on the radio.

    Example:
        >>> calls_up("Sawtell, Crew 4, we’ve got a fall."), calls_up("Well, Ann, we fell.")
        (True, False)
    """
    return _CALL_UP.match(words) is not None


def like_a_caller(words: str) -> bool:
    """Whether the words are those of somebody who rings for help.

    Example:
        >>> like_a_caller("He’s in the house, he’s downstairs.")
        True
    """
    return _CALLER_TALK.search(words) is not None


def greets_a_caller(words: str) -> bool:
    """Whether a call for help is taken with these words.

    Example:
        >>> greets_a_caller("911, what is the address of your emergency?"), greets_a_caller("911 it is.")
        (True, False)
    """
    return _GREETING.match(words) is not None


def side(points: int) -> Role | None:
    """The role that points speak for, where they do."""
    if abs(points) < DECIDES:
        return None
    return Role.UNIT if points > 0 else Role.DISPATCHER
