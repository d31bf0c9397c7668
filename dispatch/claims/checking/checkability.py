"""Whether a recording could confirm or refute a quotation: cues for and against, added up.

A cue is a number of points and a plain reason. Above zero the article presents the words as heard on
the air; below, as said somewhere else, and the strongest cue against says where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dispatch.claims.attributing.attributed import Attribution, Where
from dispatch.claims.checking.venues import (
    NOT_ON_AIR,
    NOT_RECORDED,
    ON_AIR,
    ONLY_MENTIONED,
    PLAYED_IN_COURT,
    RADIO_STATION,
    RADIO_VERB,
    SAID_ELSEWHERE,
    TOLD_WHOM,
)
from dispatch.claims.naming.rolenouns import never_heard
from dispatch.claims.naming.speakers import ON_THE_AIR
from dispatch.claims.quoting.narration import QUOTED
from dispatch.claims.roles.leaning import DECIDES, leaning
from dispatch.values import Role

DECIDED = 10
"""Points from which a cue against settles it: the quotation's own clause says where else it was said."""
_OPEN = "the article leaves open who said it and where"
_NOT_PRESENTED = "the article does not present these words as radio traffic"
_DISCUSSING = re.compile(
    r"\b(?:declined to|would not|wouldn['’]t|refused to|asked about|defended|disputed|"
    r"responding to|reacted to|commented on|heard)\b[^.]{0,60}$",
    re.IGNORECASE,
)
LOOKING_BACK = re.compile(
    r"\b(?:I|we|he|she|they) (?:\w+ed|said|told|got|put|took|made|kept|left|ran|sat|stood|taught|felt|"
    r"knew|drove|brought|wrote|began|grew|used to|just kept|never \w+)\b|"
    r"\b(?:was|were|had|did|didn['’]t|knew|thought|saw|heard|felt|told|wasn['’]t|went|came|"
    r"asked|should(?:['’]ve| have)|could(?:['’]ve| have)|would have)\b",
    re.IGNORECASE,
)
RADIO_TERMS = re.compile(
    r"\b(?:copy|copied|copies|en ?route|on scene|10-\d+|stand by|go ahead|"
    r"all (?:units|companies|crews)|do you (?:read|copy)|"
    r"be advised|negative|affirmative|roger|rolling|mutual aid|second alarm|mayday|say again|"
    r"(?:Engine|Ladder|Truck|Station|Unit|Medic|Rescue|Battalion|Squad) \d+)\b",
    re.IGNORECASE,
)
MEMORY = re.compile(
    r"\bI (?:remember|thought(?! (?:you|we)\b)|recall|was thinking|keep thinking)\b|\bat the time\b|"
    r"\bthat (?:night|day|morning)\b|\bback then\b",
    re.IGNORECASE,
)
_ASKED_ABOUT = re.compile(r"\W*Asked (?:about|why)\b")
_ANSWERS = re.compile(r"\b(?:answer(?:ed|s)|repl(?:ied|ies)|respond(?:ed|s))\b")
_INTRODUCED = re.compile(r"\W*said\s(?:[A-Z][\w.’'-]*\s){1,4}[A-Z][\w’'-]+")
_EXCHANGED = re.compile(r"\b(?:ask|answer|repl(?:y|ied|ies)|respond|relay|repeat|request)", re.IGNORECASE)
_SPOKEN_ON = re.compile(
    r"\b(?:radio(?:ed|s)|transmit\w+|hear[sd]?|recorded|captured|captures|over the (?:air|radio)|keyed|"
    r"keys)\b|"
    r"\b(?:on|in) (?:the|that|one|a) (?:\w+ )?(?:recording|tape|audio|radio|channel|air|call)\b",
    re.IGNORECASE,
)
"""What a spokesman needs to be heard with; that he speaks of a recording is not enough."""
NOW = re.compile(
    r"\b(?:is|are|i['’]m|we['’]re|he['’]s|she['’]s|it['’]s|they['’]re|there['’]s|we['’]ve|i['’]ve|need|"
    r"copy|copied|send|hold|stand by|stay|go|get|keep|stop|clear|"
    r"negative|affirm\w*|10-\d+|en ?route|on scene|requesting|going|take|give|do not|don['’]t|"
    r"advise|show me)\b", re.IGNORECASE
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cue:
    """One reason for or against."""

    points: int
    reason: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Whether a quotation is checkable, why not, and what to be warned of."""

    checkable: bool
    why_not: str | None
    warning: str | None
    on_air: bool
    """Whether the article itself says that it was on the air."""
    cues: tuple[Cue, ...] = ()
    """What it was decided by."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What surrounds a quotation."""

    quote: str
    attribution: Attribution
    before: str
    """Narration before it in the same paragraph."""
    radio_article: bool
    same_speaker: tuple[Judged, ...] = ()
    """What was decided of the same speaker's last two quotations."""
    heading: bool = False
    before_it: Judged | None = None
    """What was decided of the quotation right before, in this paragraph or the last."""
    traffic_goes_on: bool = False
    """Whether a quotation further on surely is radio traffic."""


def is_radio_article(narration: str) -> bool:
    """Whether the narration speaks of radio traffic or recordings at all."""
    return ON_AIR.search(RADIO_STATION.sub(" ", narration)) is not None


def traffic_goes_on(speech: Sequence[tuple[Attribution, str]]) -> list[bool]:
    """For each quotation of an article, with its words, whether one follows that surely is radio traffic."""
    sure = [number for number, (said, words) in enumerate(speech) if _surely_heard(said, words)]
    return [bool(sure) and number < sure[-1] for number in range(len(speech))]


def _surely_heard(attribution: Attribution, words: str) -> bool:
    cues = tuple(_place_cues(attribution.clause.replace(QUOTED, " "), 1))
    heard, away = any(cue.points > 0 for cue in cues), any(cue.points < 0 for cue in cues)
    return heard or (not away and abs(leaning(words)) >= DECIDES)


def judged(setting: Setting) -> Judged:
    """Add up the cues."""
    cues = tuple(_cues(setting))
    total = sum(cue.points for cue in cues)
    speaker = setting.attribution.speaker
    on_air = any(cue.points >= 4 for cue in cues)
    if speaker is None and not any(cue.points < 0 for cue in cues):
        return Judged(True, None, None if on_air else _OPEN, on_air, cues)
    if total > 0:
        return Judged(True, None, None if on_air or total >= 3 else _warning(setting), on_air, cues)
    against = min(cues, key=lambda cue: cue.points, default=Cue(0, _NOT_PRESENTED))
    return Judged(False, against.reason if against.points < 0 else _NOT_PRESENTED, None, False, cues)


def _warning(setting: Setting) -> str | None:
    return None if setting.radio_article else "the article does not say that these words were recorded"


def _cues(setting: Setting) -> Iterator[Cue]:
    attribution = setting.attribution
    speaker = attribution.speaker
    clause = attribution.clause.replace(QUOTED, " ")
    own = tuple(_place_cues(clause, 5))
    if speaker is not None and never_heard(speaker.head) and speaker.role is Role.OTHER:
        own = tuple(cue for cue in own if cue.points < 0 or _SPOKEN_ON.search(clause))
    if NOT_RECORDED.search(clause) or NOT_RECORDED.search(setting.before):
        yield Cue(-DECIDED, "said where nothing was recorded, as the article has it")
    elsewhere = any(cue.points < 0 for cue in own) and not any(cue.points > 0 for cue in own)
    yield from (replace(cue, points=2 * cue.points) if elsewhere else cue for cue in own)
    if setting.before and attribution.where is not Where.LINE and not elsewhere:
        same = re.match(r"\W*(?:he|she|they)\b", clause, re.IGNORECASE)
        mute = speaker is not None and speaker.role is Role.OTHER and never_heard(speaker.head)
        for cue in _place_cues(setting.before, 5 if same else 3, SAID_ELSEWHERE):
            if mute and cue.points > 0 and not RADIO_VERB.search(setting.before):
                continue
            if cue.points < 0 or not _DISCUSSING.search(setting.before):
                yield cue
    if speaker is not None and speaker.role is Role.UNIT and not own and _INTRODUCED.match(clause):
        yield Cue(-4, "introduced by name behind the words, as those are who talk to reporters")
    if _ASKED_ABOUT.match(clause):
        yield Cue(-5, "an answer to a question put afterwards, not on the radio")
    if attribution.studio:
        yield Cue(-6, "said in the programme, not on the radio")
    if speaker is None:
        return
    yield _role_cue(setting, speaker.role, speaker.vague)
    earlier = setting.same_speaker
    if earlier and speaker.role is not Role.OTHER:
        yield (
            Cue(2, "spoken before on the radio")
            if any(verdict.checkable for verdict in earlier)
            else Cue(-2, earlier[-1].why_not or "")
        )
    away = any(cue.points < 0 for cue in own)
    off_air = setting.before_it is not None and not setting.before_it.checkable
    if speaker.role in ON_THE_AIR and not own and setting.traffic_goes_on:
        yield Cue(2, "stands among radio traffic")
    elif speaker.role in ON_THE_AIR and not own and off_air and _plain(setting):
        yield Cue(-6, "said after the traffic, as the quotation before it")
    if off_air and _ANSWERS.search(clause) and not any(cue.points > 0 for cue in own):
        yield Cue(-2, "answers what was not said on the radio")
    if (
        speaker.role is Role.OTHER
        and not away
        and setting.radio_article
        and RADIO_TERMS.search(setting.quote)
    ):
        yield Cue(5 if re.search("chief|sheriff", speaker.head or "") else 2, "speaks in radio terms")
    if speaker.role in (Role.DISPATCHER, Role.UNIT) and MEMORY.search(setting.quote):
        yield Cue(-4, "remembers it, as in an interview")
    if speaker.role in (Role.DISPATCHER, Role.UNIT, Role.CALLER):
        looking_back, now = len(LOOKING_BACK.findall(setting.quote)), len(NOW.findall(setting.quote))
        if looking_back > now:
            points = -2 if speaker.name else -1
            yield Cue(points - 2 * off_air, "looks back, as in an interview")
        elif now:
            yield Cue(1, "speaks of what is going on")


def _plain(setting: Setting) -> bool:
    """Whether neither the words nor the clause (``he answered``) make it a turn of an exchange."""
    return leaning(setting.quote) == 0 and not _EXCHANGED.search(setting.attribution.clause)


def _place_cues(
    words: str, points: int, elsewhere: Sequence[tuple[str, re.Pattern[str]]] = NOT_ON_AIR
) -> Iterator[Cue]:
    words = RADIO_STATION.sub(" (told a radio station in an interview) ", ONLY_MENTIONED.sub(" ", words))
    words = PLAYED_IN_COURT.sub(" recording ", words)
    on_air = ON_AIR.search(words)
    for reason, pattern in elsewhere:
        if found := pattern.search(words):
            yield Cue(-points, reason)
            if TOLD_WHOM.match(found.group()) and not RADIO_VERB.search(words):
                return
            break
    if RADIO_VERB.search(words):
        yield Cue(points + 2, "spoken on the radio")
    elif on_air:
        yield Cue(points, "presented as recorded or radio speech")


def _role_cue(setting: Setting, role: Role, vague: bool) -> Cue:
    if role is Role.DISPATCHER:
        return Cue(3, "said by a dispatcher")
    if role is Role.CALLER:
        return Cue(3, "said by a caller")
    if vague or role is Role.UNKNOWN:
        return Cue(2 if setting.radio_article else 1, "said by a voice the article does not name")
    if role is Role.UNIT:
        if setting.radio_article:
            return Cue(2, "said by a unit in an article on radio traffic")
        return Cue(-1, _NOT_PRESENTED)
    named = setting.attribution.speaker
    who = f"said by {named.text}, who the article does not place on the radio" if named else _NOT_PRESENTED
    return Cue(-3, who[:160])
