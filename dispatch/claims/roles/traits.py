"""What a quotation shows of who spoke it and where, as named numbers, the rules' own answer among them.

Each trait is one thing that an editor could point at. How much each is worth is not decided here but
fitted on labelled articles (:mod:`dispatch.claims.roles.weighing`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dispatch.claims.attributing.readings import Reading
from dispatch.claims.checking.checkability import LOOKING_BACK, MEMORY, NOW, RADIO_TERMS
from dispatch.claims.checking.scenes import scene_of
from dispatch.claims.naming.rolenouns import never_heard
from dispatch.claims.naming.speakers import Speaker, key_of, speaker_of
from dispatch.claims.quoting.narration import QUOTED, REACH, Narration
from dispatch.claims.roles.leaning import calls_up, greets_a_caller, leaning, like_a_caller
from dispatch.claims.roles.phrases import phrases_of
from dispatch.claims.roles.placing import speaks_of_calls
from dispatch.claims.roles.portraits import Portraits

_PAST = re.compile(r"\b(?:said|told|asked|replied|answered|radioed|called|reported|added|ordered)\b")
_PRESENT = re.compile(r"\b(?:says|tells|asks|replies|answers|radios|calls|reports|adds)\b")
_TO_PRESS = re.compile(r"\b(?:me|us|our \w+|reporters?|The [A-Z]\w+|[A-Z]\w+ (?:News|\d+))\b")
_LISTENER = re.compile(
    r"\b(?:told|tells|telling|asked|asks|asking|advised|informed|answered|to)\s"
    r"(?P<who>(?:(?:the|an?|his|her|their|its|one)\s(?:own\s)?(?:[\w’'-]+\s?){1,3}|him|her|them|[A-Z0-9][\w’'-]*))"
)
_MUSING = re.compile(
    r"\b(?:recall(?:s|ed)|remember(?:s|ed)|jok(?:es|ed)|explain(?:s|ed)|insist(?:s|ed)|agree[sd]|admit(?:s|ted)|"
    r"laugh(?:s|ed)|shrug(?:s|ged)|grinn\w+|observ(?:es|ed)|lik(?:es|ed) to)\b"
)
_REPLIES = re.compile(r"\b(?:repl(?:y|ied|ies)|answer(?:s|ed)?|respond(?:s|ed)|repeat(?:s|ed)|came? back)\b")
_SHOUTS = re.compile(r"\b(?:shout|yell|scream|whisper|plead|beg)\w*\b")
_HEARD = re.compile(r"\bhear[ds]?\b")
_ENDEARMENT = re.compile(
    r"\b(?:sir|ma['’]am|honey|hon|sweetie|sweetheart|baby|dear|buddy|darling)\b", re.IGNORECASE
)
_ORDERS = re.compile(
    r"(?:go|get|stop|send|put|keep|hold|stay|tell|don['’]t|do not|pull|start|give|shut|come|ask|stand)\b",
    re.IGNORECASE,
)
_HAVE = re.compile(r"\b(?:I|we)(?:['’]ve got| have| need|['’]m| am|['’]re| are)\b", re.IGNORECASE)
_MY = re.compile(r"\b(?:my|our)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\W*(?:he|she|they|it)\b", re.IGNORECASE)
_READ = 600  # characters of a quotation that are looked at: longer than any transmission
_APART = 3  # blocks, from which on two quotations stand far from each other


def traits_of(narration: Narration, readings: Sequence[Reading]) -> list[dict[str, float]]:
    """The traits of each quotation, in order."""
    rings, portraits = speaks_of_calls(narration), Portraits(narration)
    met: dict[str, Reading] = {}
    found = []
    for number, reading in enumerate(readings):
        key = key_of(reading.attribution.speaker)
        traits = dict.fromkeys(_flags(reading), 1.0)
        traits.update(_amounts(reading))
        traits.update(_around(narration, readings, number))
        traits.update(portraits.of(key))
        traits.update(scene_of(narration, reading))
        traits.update(_again(reading, met.get(key or "")))
        traits["emergency number"] = float(rings)
        found.append({name: value for name, value in traits.items() if value})
        if key:
            met[key] = reading
    return found


def _again(reading: Reading, before: Reading | None) -> Iterator[tuple[str, float]]:
    """What the same person was last heard in, and how far back."""
    if before is None:
        return
    yield "met before", 1.0
    yield f"met before, {'on' if before.verdict.checkable else 'off'} the air", 1.0
    yield "gap since met", min(4, reading.quote.block - before.quote.last_block) / 2


def _flags(reading: Reading) -> Iterator[str]:
    yield from _of_rules(reading)
    yield from _of_speaker(reading.attribution.speaker)
    yield from _of_clause(reading)
    yield from _of_words(reading.turn.words[:_READ])


def _of_rules(reading: Reading) -> Iterator[str]:
    verdict, setting = reading.verdict, reading.setting
    checkable = "checkable" if verdict.checkable else "not checkable"
    yield from (f"rules: {reading.role.value}", f"rules: {checkable}")
    yield f"rules: {reading.role.value} {checkable}"
    for cue in verdict.cues:
        reason = "said by somebody else" if "who the article does not place" in cue.reason else cue.reason
        yield f"cue{'+' if cue.points > 0 else '-'}: {reason}"
    named = (
        ("warning", verdict.warning), ("on air", verdict.on_air), ("radio article", setting.radio_article),
        ("traffic goes on", setting.traffic_goes_on), ("placed", reading.attribution.placed),
    )  # fmt: skip
    yield from (name for name, holds in named if holds)


def _of_speaker(speaker: Speaker | None) -> Iterator[str]:
    if speaker is None:
        yield "nobody named"
        return
    yield f"noun: {speaker.role.value}"
    name, head = speaker.name, speaker.head
    named = (
        ("vague", speaker.vague), ("recording", speaker.recording), ("at desk", speaker.at_desk),
        ("another", speaker.another), ("call sign", speaker.unit), ("name", name),
        ("name and noun", name and head), ("name alone", name and not head),
        ("full name", name and " " in name), ("never on the air", never_heard(head)),
    )  # fmt: skip
    yield from (name for name, holds in named if holds)
    yield from (f"noun: {word.removesuffix('s')}" for word in (head or "").split()[-2:])


def _of_clause(reading: Reading) -> Iterator[str]:
    turn, attribution = reading.turn, reading.attribution
    clause = attribution.clause.replace(QUOTED, " ")[:REACH]
    yield f"where: {attribution.where.value}"
    named = (
        ("no verb", not attribution.spoken), ("away", turn.away), ("clause on air", turn.on_air),
        ("keyed", turn.keyed), ("afterwards", turn.afterwards), ("pronoun", _PRONOUN.match(clause)),
        ("past", _PAST.search(clause)), ("present", _PRESENT.search(clause)),
        ("musing", _MUSING.search(clause)), ("replies", _REPLIES.search(clause)),
        ("shouts", _SHOUTS.search(clause)), ("heard", _HEARD.search(clause)),
    )  # fmt: skip
    yield from (name for name, holds in named if holds)
    if to := _LISTENER.search(clause):
        yield f"to: {_listener(to['who'])}"


def _listener(who: str) -> str:
    if _TO_PRESS.match(who):
        return "press"
    if who in ("him", "her", "them"):
        return "pronoun"
    listener = speaker_of(who)
    if listener is None or (listener.name and not listener.head):
        return "name"
    return listener.role.value


def _of_words(words: str) -> Iterator[str]:
    named = (
        ("caller talk", like_a_caller(words)), ("greets a caller", greets_a_caller(words)),
        ("calls up", calls_up(words)), ("asks", words.rstrip(" ,.").endswith("?")),
        ("lower case", words[:1].islower()), ("radio terms", RADIO_TERMS.search(words)),
        ("memory", MEMORY.search(words)), ("endearment", _ENDEARMENT.search(words)),
        ("orders", _ORDERS.match(words)), ("have", _HAVE.search(words)), ("my", _MY.search(words)),
        ("short", len(words.split()) < 6),
    )  # fmt: skip
    yield from (name for name, holds in named if holds)
    yield from (f"says: {phrase}" for phrase in phrases_of(words))


def _amounts(reading: Reading) -> Iterator[tuple[str, float]]:
    words = reading.turn.words[:_READ]
    yield from _leaning("", words)
    yield "points", max(-10, min(10, sum(cue.points for cue in reading.verdict.cues))) / 5
    yield "length", min(40, len(words.split())) / 20
    yield "looks back", min(3, len(LOOKING_BACK.findall(words))) / 2
    yield "now", min(3, len(NOW.findall(words))) / 2


def _leaning(prefix: str, words: str) -> Iterator[tuple[str, float]]:
    points = max(-4, min(4, leaning(words[:_READ]))) / 2
    yield f"{prefix}unit talk", max(0.0, points)
    yield f"{prefix}desk talk", max(0.0, -points)


def _around(narration: Narration, readings: Sequence[Reading], number: int) -> Iterator[tuple[str, float]]:
    """Its place in the article, and the quotations right before and after."""
    here, last = readings[number].turn.quote, len(readings) - 1
    yield "place", number / last if last else 0.5
    yield "first", float(number == 0)
    yield "last", float(number == last)
    if number:
        before = readings[number - 1].turn
        gap = here.block - before.quote.last_block
        between = narration.text[before.quote.outer[1] : min(here.outer[0], before.quote.outer[1] + REACH)]
        yield f"gap before: {min(_APART, gap)}", 1.0
        yield "side by side", float(gap == 0 and not between.strip())
        yield "line of dialogue", float(gap == 1 and not between.strip())
        heard = "on" if readings[number - 1].verdict.checkable else "off"
        yield f"asked before, {heard} the air", float(before.words.rstrip(" ,.").endswith("?"))
        yield from _leaning("before: ", before.words)
    if number < last:
        after = readings[number + 1].turn
        yield f"gap after: {min(_APART, after.quote.block - here.last_block)}", 1.0
        yield from _leaning("after: ", after.words)
