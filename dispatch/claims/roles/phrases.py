"""What the words of a quotation do, phrase by phrase: ask a caller, send a crew, report, beg, look back.

:mod:`dispatch.claims.roles.leaning` adds such phrases up by hand into one number for desk or unit. Here each
is a trait of its own, with callers and talk afterwards among them, and what it is worth is fitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_OPENER = r"^(?:\W*(?:okay|ok|all right|sir|ma['’]am|good|right|now|no|listen|then|just|\w+)[,.]? )?"
_PATTERNS = {
    "keeps on the line": r"\b(?:stay|remain|keep talking) (?:on the (?:line|phone)|with me|where you are|put|"
    r"inside|calm)|don['’]?t hang up|\bhang on\b",
    "asks for what is seen": r"\btell me\b|\bcan you (?:tell|see|hear|get|feel|reach|move|find|put|open|"
    r"count|"
    r"spell)\b|\bdo you (?:see|have|know|hear|need)\b",
    "asks how somebody is": r"\b(?:is|are) (?:he|she|they|it|your \w+|the \w+|any(?:one|body)|somebody|"
    r"everyone) (?:\w+ )?(?:breathing|awake|conscious|alive|hurt|bleeding|moving|armed|still|there|in|out|"
    r"with|"
    r"on|at)\b|\bhow (?:old|many|bad|far|long)\b",
    "asks": r"^(?:\W*(?:okay|ok|all right|sir|ma['’]am|and|so|right)[,.]? )*(?:what|where|which|who|when|how)"
    r"(?:['’]s|['’]re)?\b.*\?",
    "has something done": _OPENER + r"(?:put|push|pull|open|unlock|close|shut|lie|lay|tilt|turn|count|hold|"
    r"keep|stop|stay|look|listen|take|get|go|come|press|breathe|walk|wait|leave|lock|tell|say|give|stand|"
    r"proceed|respond|hit)\b",
    "sends help": r"\b(?:help|ambulance|fire (?:department|brigade)|crew|officers?|medics?|they|police|"
    r"engine|"
    r"some(?:one|body))(?: is| are|['’]re) (?:on (?:the|its|their) way|coming|almost|nearly|right|close|en "
    r"route|minutes)|\bI(?:['’]m| am|['’]ve| have) (?:sending|got (?:somebody|someone|help|an ambulance|them|"
    r"units?)|sent)\b|\bwe(?:['’]re| are) (?:sending|going to (?:get|send))\b",
    "you": r"\byou(?:['’](?:re|ve|ll|d))?\b|\byour\b",
    "acknowledges or clears": r"\b(?:be advised|copy|copied|received|stand ?by|go ahead|"
    r"clear(?:ed)? (?:to|for)|"
    r"disregard|respond|en ?route|advise|say (?:your|again)|confirm|repeat)\b",
    "speaks of a caller": r"\b(?:caller|RP|reporting party|complainant)\b",
    "passes on": r"\b(?:report(?:s|ed)? of|possible|in reference|for a|welfare check|at \d+ [A-Z])\b",
    "my": r"\bmy (?:husband|wife|mom|mum|mother|dad|father|son|daughter|baby|kids?|sister|brother|neighbou?r|"
    r"friend|house|home|car|name|door|gran\w*|boy|girl|uncle|aunt|(?:boy|girl)friend|yard|window|truck|boss|"
    r"dog|phone)\b",
    "there is": r"\bthere(?:['’]s| is| are|['’]re) (?:an?|some|some(?:body|one)|people|smoke|fire|water|"
    r"blood|"
    r"two|three|kids|this)\b",
    "begs": r"\bplease\b|\bhurry\b|\bhelp me\b|\boh (?:my )?god\b|\boh no\b",
    "does not know": r"\bI (?:don['’]t|do not|can['’]t|cannot) (?:know|see|tell|think|hear|find|get|feel|"
    r"wake|"
    r"breathe|remember)\b|\bI think\b|\bI(?:['’]m| am) (?:scared|hiding|stuck|trapped|alone|at home|upstairs|"
    r"not|sorry|(?:on|in|at) the)\b",
    "tells of somebody": r"\b(?:he|she|it)(?:['’]s| is| was|['’]d)\b",
    "asks for help": r"\b(?:send|need) (?:some(?:body|one)|an ambulance|the|police|help|a)\b|"
    r"\bcan you (?:send|come)\b",
    "loose": r"\bjust\b|\bkeeps?\b|\b(?:sort|kind) of\b|\blike\b",
    "has got": r"\b(?:I|we)(?:['’]ve| have) (?:got|one|two|an?|eyes|the) ",
    "is doing": r"\b(?:we|I)(?:['’]re|['’]m| are| am) (?:\w+ing|on|at|in|out|off|clear|going|coming|with|"
    r"here|"
    r"alongside|through|down|up)\b",
    "needs": r"\b(?:I|we)(?:['’]ll| will)? (?:need|want|could use|require)\b|\bsend (?:me|us|another|more|"
    r"everybody)\b|\bget (?:me|us)\b|\brequest\w*\b",
    "sees": r"\b(?:I|we) (?:can )?(?:see|hear|smell|have visual|got)\b|\bin (?:sight|custody|tow|"
    r"the water)\b",
    "place": r"\b(?:north|south|east|west)(?:bound|erly)?\b|\b(?:side|floor|deck|mile|marker|feet|"
    r"met(?:re|er)s|"
    r"yards|starboard|port|bow|stern|ridge|gate|hatch|line|roof|stairs|basement|shore|bank|runway)\b",
    "past": r"\b(?:I|we|he|she|they|it|you) (?:was|were|had|did|didn['’]t|wasn['’]t|knew|thought|heard|felt|"
    r"went|came|said|told|saw|couldn['’]t|could|would|kept|looked|used|never|just)\b",
    "general": r"\b(?:always|never|every|people|nobody|everybody|anybody|you(?:['’]d|['’]ll)?|the (?:trick|"
    r"thing|only|rest|job|worst))\b",
    "remembers": r"\b(?:remember|forget|wish|still|since|years|that (?:night|day|morning|call)|"
    r"think about)\b",
    "official": r"\b(?:department|policy|review|community|famil(?:y|ies)|process|investigation|committed|"
    r"safety|training|proud|condolences|procedure|cooperat\w*|account\w*|public|system)\b",
    "exclaims": r"!",
    "breaks off": r"…|\.\.\.",
    "number": r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|twenty|thirty)\b",
    "yes or no": r"^\W*(?:yes|no|yeah|yep|okay|ok|all right|right|negative|affirmative|copy|roger|received|"
    r"understood)\b",
    "title": r"\b(?:sir|ma['’]?am|captain|chief|mate|love|honey|buddy|sweetheart|mister|lady|boss|cap|son)\b",
}
_PHRASES = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in _PATTERNS.items()}
_AS_WRITTEN = {
    "signs": re.compile(r"^(?:[A-Z][\w’'-]+,? )+(?:\d+|[A-Z][\w’'-]+)[,.]|,\s(?:[A-Z]\w+ )?\d+\W*$"),
    "names the desk first": re.compile(
        r"^(?:\W*\w+[,.]? )?(?:911|999|112|Emergency|Fire|Ambulance|Police|Dispatch|Coast ?guard|Control|"
        r"County)\b"
    ),
}


def phrases_of(words: str) -> Iterator[str]:
    """The names of the phrases in a quotation's words.

    Example:
        >>> sorted(phrases_of("Tell me, is she breathing?"))
        ['asks for what is seen', 'asks how somebody is', 'has something done']
    """
    for patterns in (_PHRASES, _AS_WRITTEN):
        yield from (name for name, pattern in patterns.items() if pattern.search(words))
