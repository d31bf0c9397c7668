"""What puts a person on the air: using a radio, answering and being answered, being spoken to by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from dispatch.claims.checking.venues import RADIO_VERB
from dispatch.claims.naming.speakers import key_of
from dispatch.claims.quoting.narration import Narration
from dispatch.claims.roles.exchanges import REPLIES, Turn, neighbour
from dispatch.claims.roles.leaning import DECIDES, greets_a_caller, leaning
from dispatch.values import Role

_OFFICIAL = re.compile(
    r"(?:general |city |county |town )?(?:director|manager|administrator|superintendent)s?"
)
"""Who speaks to the press more than on the radio: words alone do not place them there."""
_TOLD_WHOM = re.compile(
    r"\b(?:told|tells|asked|asks)\s(?P<who>(?:the|an?|his|her|their)\s(?:[\w’'-]+\s?){1,4}?)"
    r"(?=\s(?:at|on|in|that|by|when|as|over)\b|[,.]|$)"
)
_ANSWERED_HIM = re.compile(
    r"\b(?:repl(?:ies|ied)|answer(?:s|ed)|respond(?:s|ed)|c[ao]mes? back)\b|"
    r"\bt(?:ells|old) (?:him|her|them)\b",
    re.IGNORECASE,
)
_LOOKING_BACK = re.compile(
    r"\b(?:was|were|had|did|didn['’]t|knew|thought|heard|felt|wasn['’]t|went|came|should have|would have)\b"
)
_USES_RADIO = re.compile(
    r"\b(?:radioed|radios|radioing|keyed)\b|\b(?:over|on|by|into|via) (?:the |his |her |their |a )?"
    r"(?:police |fire |ship’s |marine |two-way )?(?:radio|air)\b(?! traffic| recording)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")


def radio_users(narration: Narration, words_between: int | None = None) -> Callable[[str], bool]:
    """Whether the article, in its own words, has somebody of that name or noun use a radio.

    With ``words_between`` only those who stand right before the verb: ``a secretary radioed``.
    """
    back = None if words_between is None else -words_between - 1
    users = {
        word
        for number in range(len(narration.sentences))
        if (found := _USES_RADIO.search(words := narration.words(number)) or RADIO_VERB.search(words))
        for word in _WORD.findall(words, 0, found.start())[back:]
    }
    return lambda key: all(word in users for word in _WORD.findall(key))


def speaks_on_air(turns: Sequence[Turn], number: int) -> bool:
    """Whether the turn is one of an exchange on the radio, by its clause, its words or those around it."""
    turn = turns[number]
    if turn.on_air or turn.keyed or greets_a_caller(turn.words):
        return True
    near = neighbour(turns, number)
    if not turn.afterwards and (_is_answered(turns, number) or _speaks_to(turns, number)):
        return True
    if near is None or turn.afterwards or len(_LOOKING_BACK.findall(turn.words)) > 1:
        return False
    close = turn.quote.block - near.quote.last_block in (0, 1)
    replies = close and REPLIES.search(turn.attribution.clause) is not None
    speaker = turn.attribution.speaker
    official = speaker is not None and _OFFICIAL.fullmatch(speaker.head or "") is not None
    return replies or (not official and abs(leaning(turn.words)) >= DECIDES)


def _speaks_to(turns: Sequence[Turn], number: int) -> bool:
    """Whether the turn is put to the one who speaks next or spoke before: by name, or so the article says."""
    here = turns[number]
    if here.away:
        return False
    told = _TOLD_WHOM.search(here.attribution.clause)
    for near in turns[max(0, number - 1) : number + 2]:
        speaker = near.attribution.speaker
        key = key_of(speaker)
        close = abs(near.quote.block - here.quote.block) <= 1 and near.heard
        if speaker is None or key in (None, key_of(here.attribution.speaker)) or not close:
            continue
        if told and speaker.head and told["who"].endswith(speaker.head):
            return True
        names = (speaker.name or "").split()
        if any(re.search(rf"\b{re.escape(name)},|, {re.escape(name)}\b", here.words) for name in names):
            return True
    return False


def _is_answered(turns: Sequence[Turn], number: int) -> bool:
    """Whether the desk says the next turn in reply to a named person: ``the dispatcher told him``."""
    speaker = turns[number].attribution.speaker
    if number + 1 >= len(turns) or speaker is None or speaker.name is None or speaker.head is not None:
        return False
    here, after = turns[number], turns[number + 1]
    close = after.quote.block - here.quote.last_block in (0, 1)
    asked = here.words.rstrip().endswith("?")
    others = key_of(after.attribution.speaker) != key_of(here.attribution.speaker)
    desk = after.heard and after.role is Role.DISPATCHER
    return close and others and desk and (asked or _ANSWERED_HIM.search(after.attribution.clause) is not None)
