"""Attribution carried over: from the sentence or the quotation before, or from turn to turn of a dialogue."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dispatch.claims.attributing.attributed import Attribution, Talk, Where
from dispatch.claims.attributing.clauses import HAS_SPEAKING
from dispatch.claims.naming.lexicon import BY, PASSIVE
from dispatch.claims.naming.people import People
from dispatch.claims.naming.speakers import ON_THE_AIR, Speaker, key_of
from dispatch.claims.naming.subjects import counterpart, first_person, last_verb, resolved, subject, teller
from dispatch.claims.quoting.narration import QUOTED, REACH, Narration
from dispatch.claims.quoting.quotations import Quotation
from dispatch.values import Role


def previous(quote: Quotation, people: People, talk: Talk) -> Attribution | None:
    """The sentence before, in the same block; the one that leads up to a block quotation, too."""
    narration = people.narration
    here = narration.sentence(quote.outer[0])
    before = here - 1
    if before < 0:
        return None
    same_block = narration.sentences[before][2] == quote.block
    words = narration.words(before)
    alone = not _lead_in_block(quote, narration).strip()
    leads_up = words.rstrip().endswith(":") or quote.set_off or (alone and _all_of_block(quote, narration))
    if not same_block and not leads_up:
        return None
    if QUOTED in words and not words.rstrip().endswith(":"):
        return None
    place = narration.sentences[before][0]
    verb = last_verb(words) if same_block or leads_up else None
    if verb is None and not same_block and not words.rstrip().endswith(":") and not quote.set_off:
        return None
    heard = HAS_SPEAKING.search(words)
    passive = None if heard else PASSIVE.search(words)
    if heard:
        speaker = resolved(heard["who"], place, people, talk)
    elif passive and verb:
        speaker = teller(words, passive, place, people, talk)
    elif verb:
        speaker = subject(words[: verb.start()], place, people, talk)
    else:
        speaker = first_person(words, place, people, talk)
    if (speaker is None or speaker.recording or speaker.role is Role.OTHER) and (by := BY.search(words)):
        named = resolved(by["who"], place, people, talk)
        speaker = named if named and named.role in ON_THE_AIR else speaker
    if speaker is None or (speaker.recording and talk.said and talk.said[-1].speaker and same_block):
        return None
    return Attribution(speaker, Where.PREVIOUS_SENTENCE, words, quote.outer[0], verb is not None)


def carried(quote: Quotation, number: int, narration: Narration, talk: Talk) -> Attribution | None:
    """The speaker of the quotation before; in a dialogue without names the other of two."""
    first = number - len(talk.said)
    said = [
        (narration.quotations[first + at], item)
        for at, item in enumerate(talk.said)
        if item.where is not Where.NONE
    ][-4:]
    if not said:
        return None
    before, last = said[-1]
    if last.speaker and before.last_block == quote.block and quote.outer[0] - before.outer[1] < 2 * REACH:
        return Attribution(last.speaker, Where.CARRIED, last.clause, quote.outer[0])
    alone = re.fullmatch(r"\W*(?:\w+\s+){0,3}(?:later|then|again)?\W*", _lead_in_block(quote, narration))
    if (
        not (alone and _all_of_block(quote, narration))
        or quote.block - before.last_block > 1
        or last.speaker is None
    ):
        return None
    return _turn(last, [item for _, item in said], quote)


def _turn(last: Attribution, said: Sequence[Attribution], quote: Quotation) -> Attribution | None:
    """A line of dialogue without a name: the one of two who did not speak last."""
    if last.speaker is None or last.speaker.role not in ON_THE_AIR:
        return _second_of_two(last, said, quote)
    others = [i.speaker for i in said if i.speaker and _another(i.speaker, last.speaker)]
    speaker = others[-1] if others else counterpart(Talk(tuple(said)))
    return Attribution(speaker, Where.CARRIED, "", quote.outer[0]) if speaker else None


def _second_of_two(last: Attribution, said: Sequence[Attribution], quote: Quotation) -> Attribution | None:
    """The one of two named persons who did not speak last, where the article gives them no role."""
    if last.speaker is None or not last.speaker.name or last.where not in (Where.AFTER, Where.CARRIED):
        return None
    named = [i.speaker for i in said[-3:] if i.speaker and i.speaker.name and key_of(i.speaker)]
    others = [who for who in named if key_of(who) != key_of(last.speaker)]
    return Attribution(others[-1], Where.CARRIED, "", quote.outer[0]) if others else None


def _another(speaker: Speaker, last: Speaker) -> bool:
    """Somebody on the air who is not the last speaker: of another role, or of another name."""
    if speaker.role not in ON_THE_AIR:
        return False
    return speaker.role is not last.role or bool(speaker.name and last.name and speaker.name != last.name)


def _all_of_block(quote: Quotation, narration: Narration) -> bool:
    end = narration.document.blocks[quote.last_block].end
    return not narration.text[quote.outer[1] : min(end, quote.outer[1] + REACH)].strip()


def _lead_in_block(quote: Quotation, narration: Narration) -> str:
    start = narration.document.blocks[quote.block].start
    return narration.text[max(start, quote.outer[0] - REACH) : quote.outer[0]]
