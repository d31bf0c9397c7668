"""What a transmission's words say about who speaks: console or field.

Each feature is a plain observation that holds across services and countries; how much it tells is
fitted (roles.json), not guessed here. Features see the words as the recogniser heard them, so none of
them rests on one word being right.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from dispatch.turns.lexemes import Lexeme
from dispatch.turns.openings import Parsed, Part
from dispatch.turns.vocabulary import FIRST_PERSON, ORDERS, SECOND_PERSON, STATUS

FEATURES = (
    "facility_then_call_sign",
    "facility_to",
    "to_facility",
    "call_sign_then_facility",
    "facility_alone",
    "facility_says",
    "acknowledges_then_names",
    "names_then_acknowledges",
    "acknowledges_bare",
    "names_then_orders",
    "names_then_asks_or_tells_you",
    "names_then_status",
    "names_then_first_person",
    "names_several",
    "names_many",
    "everybody",
    "closes_with_name",
    "closes_after_order_words",
    "order_first",
    "go_ahead_or_stand_by",
    "go_ahead_alone",
    "you",
    "i",
    "we",
    "status_words",
    "scene_or_route",
    "requests",
    "asks",
    "time_stamp",
    "caller_or_report",
    "relays",
    "says_of_others",
    "names_then_article",
    "is_here",
    "names_itself",
    "few_words",
    "many_words",
    "begins_ing",
    "begins_pronoun",
    "begins_then",
    "pronoun_says",
    "question",
    "minutes_away",
    "i_and_you",
    "i_have",
    "i_will",
    "i_am",
    "needs",
    "your",
    "nobody",
    "done",
    "here",
    "outsiders",
    "has_on_the_phone",
    "names_then_rule",
    "permits",
    "names_then_clearance",
)

FACILITY_VERBS = frozenset(
    "copy copies copied has is was will says said wants advises receives received acknowledges shows clear "
    "cop".split()
)
RELAYED = frozenset(
    "caller callers complainant reporting reported caller's advising notified notifying notify assigned "
    "dispatched logged showing advised ordered paged toned".split()
)
SAYING = frozenset("says said asking asks wants saying told calling".split())
REQUESTS = frozenset("request requesting need needs requests please".split())
QUESTIONS = frozenset(
    "is are do does did has have how what where who which was will any can could shall should".split()
)
"""Words that begin a question."""
THIRD_PERSONS = frozenset("he she they it".split())
OUTSIDERS = frozenset(
    "caller neighbor neighbour clerk witness police ambulance deputy sheriff hospital school company weather "
    "traffic".split()
)
"""Whom a console speaks for: it has them on the telephone."""
HAVING = frozenset("have has had got".split())
ON_THE_PHONE = frozenset(("on", "the", line) for line in "phone line telephone landline".split())
OTHER_LINE = frozenset({("my", "other", "line"), ("on", "another", "line"), ("on", "my", "line")})
TONED_OUT = 3
"""So many units in one opening are sent somewhere; who is sent answers for one."""
PERMITS = frozenset("approved released authorized granted cleared cancelled canceled denied".split())
CLEARANCES = frozenset(
    "cleared squawk descend climb maintain qnh altimeter vacate pushback knots heading reduce monitor".split()
)
"""Of a clearance: a controller says them behind the call sign, a pilot who reads back before it."""
DONE = frozenset("found got shut stopped tested locked".split())
"""What hands have done."""
SCENE_OR_ROUTE = frozenset(
    {("on", "scene"), ("en", "route"), ("on", "route"), ("in", "route"), ("on", "location"), ("is", "out")}
)
"""Pairs of words in a row."""
NO_DOING = frozenset(
    "nothing anything something everything morning evening during missing confirming copying building bring "
    "string spring ceiling".split()
)
"""Words in -ing that are no action of the speaker's."""


def features(parsed: Parsed) -> tuple[float, ...]:
    """Values of :data:`FEATURES` for one transmission, each 0..1.

    Example:
        >>> from dispatch.turns.openings import parse
        >>> found = dict(zip(FEATURES, features(parse("913, stand by on that"))))
        >>> found["names_then_orders"], found["names_then_first_person"]
        (1.0, 0.0)
    """
    seen = {**_opening_features(parsed), **_body_features(parsed), **_saying_features(parsed)}
    return tuple(float(seen[name]) for name in FEATURES)


def _opening_features(parsed: Parsed) -> dict[str, bool]:
    parts = [piece.part for piece in parsed.opening]
    named = Part.CALL_SIGN in parts
    facility = Part.FACILITY in parts
    body = [word.text for word in parsed.body]
    head = body[0] if body else ""
    start = set(body[:3])
    numbers = {call_sign.number for call_sign in parsed.call_signs}
    names = named and not facility and Part.EVERYBODY not in parts
    to_everybody = parts[:3] == [Part.CALL_SIGN, Part.TO, Part.EVERYBODY]
    return {
        "facility_then_call_sign": _follows(parts, Part.FACILITY, Part.CALL_SIGN),
        "facility_to": _follows(parts, Part.FACILITY, Part.TO) or _follows(parts, Part.FROM, Part.FACILITY),
        "to_facility": _follows(parts, Part.TO, Part.FACILITY),
        "call_sign_then_facility": _follows(parts, Part.CALL_SIGN, Part.FACILITY),
        "facility_alone": parts == [Part.FACILITY] and head not in FACILITY_VERBS,
        "facility_says": (parts == [Part.FACILITY] and head in FACILITY_VERBS)
        or _follows(parts, Part.FACILITY, Part.ACKNOWLEDGEMENT),
        "acknowledges_then_names": _follows(parts, Part.ACKNOWLEDGEMENT, Part.CALL_SIGN),
        "names_then_acknowledges": _follows(parts, Part.CALL_SIGN, Part.ACKNOWLEDGEMENT),
        "acknowledges_bare": bool(parts) and set(parts) == {Part.ACKNOWLEDGEMENT},
        "names_then_orders": names and (head in ORDERS or (head in {"do", "do not", "please"})),
        "names_then_asks_or_tells_you": names and bool(start & SECOND_PERSON),
        "names_then_status": names and bool(start & STATUS or _scene_or_route(body[:4])),
        "names_then_first_person": (named or facility) and bool(start & FIRST_PERSON),
        "names_several": len(numbers) > 1,
        "names_many": len(numbers) >= TONED_OUT and not facility,
        "names_then_article": named and head in {"a", "an", "report", "reports"},
        "is_here": named
        and body[:2] in (["is", "here"], ["is", "there"], ["is", "at"], ["is", "in"], ["is", "with"]),
        "everybody": Part.EVERYBODY in parts and not to_everybody,
        "names_itself": _follows(parts, Part.FROM, Part.CALL_SIGN) or to_everybody,
        "order_first": not named and head in ORDERS,
    }


def _body_features(parsed: Parsed) -> dict[str, bool]:
    body = [word.text for word in parsed.body]
    pairs = set(pairwise(body))
    words = set(body)
    closes = parsed.closing is not None
    return {
        "closes_with_name": closes,
        "closes_after_order_words": closes and bool(words & ORDERS),
        "go_ahead_or_stand_by": ("go", "ahead") in pairs or "".join(body[:2]).startswith("standby"),
        "go_ahead_alone": body in (["go", "ahead"], ["go"], ["send"]),
        "you": bool(words & SECOND_PERSON),
        "i": bool(words & {"i", "me", "my"}),
        "we": bool(words & {"we", "us", "our"}),
        "status_words": bool(words & STATUS),
        "scene_or_route": _scene_or_route(body),
        "requests": bool(words & REQUESTS) or ("can", "you") in pairs or ("can", "i") in pairs,
        "asks": bool(
            pairs
            & {("do", "we"), ("do", "you"), ("are", "you"), ("are", "we"), ("what", "is"), ("is", "the")}
        ),
        "time_stamp": _time_stamp(parsed.words),
        "caller_or_report": bool(words & RELAYED),
        "relays": bool(pairs & {("i", "show"), ("be", "advised"), ("i", "will"), ("i", "am")}),
        "says_of_others": bool(words & SAYING),
        "few_words": 1 <= len(parsed.words) <= 4,
        "many_words": len(parsed.words) >= 16,
    }


def _saying_features(parsed: Parsed) -> dict[str, bool]:
    """How sentences begin, and on whose behalf they speak."""
    body = [word.text for word in parsed.body]
    pairs = set(pairwise(body))
    triples = set(zip(body, body[1:], body[2:], strict=False))
    words = {word.text for word in parsed.words}
    own = bool(words & FIRST_PERSON)
    names = bool(parsed.call_signs)
    head = body[0] if body else ""
    begins = {
        word for word, before in zip(body, (None, *parsed.body), strict=False) if not before or before.pause
    }
    rules = bool(begins & (ORDERS | {"nobody", "everybody"})) or ("do", "not") in pairs
    return {
        "begins_ing": head.endswith("ing") and len(head) > 5 and head not in NO_DOING,
        "begins_pronoun": head in THIRD_PERSONS or head == "there",
        "begins_then": head == "then",
        "pronoun_says": any(a in THIRD_PERSONS and b in {"says", "said", "wants"} for a, b in pairs),
        "question": bool(begins & QUESTIONS) and not own,
        "minutes_away": bool(words & {"minute", "minutes"})
        and bool(words & {"is", "are", "will"})
        and not own,
        "i_and_you": "i" in words and bool(words & SECOND_PERSON),
        "i_have": ("i", "have") in pairs,
        "i_will": ("i", "will") in pairs,
        "i_am": bool(pairs & {("i", "am"), ("we", "are")}),
        "needs": bool(pairs & {("i", "need"), ("i", "want"), ("we", "need"), ("send", "me"), ("send", "us")}),
        "your": "your" in words,
        "nobody": bool(words & {"nobody", "everybody", "anybody"}),
        "done": bool(words & DONE),
        "here": bool(words & {"here", "this"}),
        "outsiders": bool(words & OUTSIDERS),
        "has_on_the_phone": bool(triples & OTHER_LINE or (words & HAVING and triples & ON_THE_PHONE)),
        "names_then_rule": names and rules,
        "permits": bool(words & PERMITS),
        "names_then_clearance": names
        and not own
        and parsed.closing is None
        and bool(CLEARANCES & set(body[:8])),
    }


def _follows(parts: list[Part], first: Part, second: Part) -> bool:
    return (first, second) in pairwise(parts)


def _scene_or_route(body: Iterable[str]) -> bool:
    """ "On scene", "en route", "on location", and what recognisers make of them."""
    return not SCENE_OR_ROUTE.isdisjoint(pairwise(body))


def _time_stamp(words: tuple[Lexeme, ...]) -> bool:
    """A time of day as the last thing said, the way a console logs it: "1422", "21:19 hours"."""
    tail = [word for word in words[-3:] if word.number and not word.ordinal]
    if not tail:
        return False
    digits = tail[-1].text
    spoken_hours = words[-1].text == "hours" or (len(words) > 1 and words[-2].text == "hours")
    last = words[-1].number or spoken_hours
    clock = len(digits) in (3, 4) and digits.isdecimal() and int(digits[:-2]) < 24 and int(digits[-2:]) < 60
    announced = len(words) > 1 and words[-2].text in {"at", "time"}
    return last and clock and (spoken_hours or len(digits) == 4 or announced)
