"""Which differences of a reading stand once they are weighed, and what those that do make of the quote."""

from __future__ import annotations

import math

from dispatch.values import Difference, Operation
from dispatch.values.evidence import ClaimEvidence, EditEvidence, Reading
from dispatch.wording import Kind, Meaning, tokens
from dispatch.wording.similarity import stem

SAID_ODDS = 0.5
"""Probability from which the quoted side of a difference counts as what was said."""

SAID_ODDS_OF_RIVALS = 0.9
"""The same where an alteration would look just like it: another number or direction, a denial on one side
alone. There the sound has to prefer the quoted words, too, except of an ending, which it hardly tells."""

SAID_ODDS_OF_SMALL_WORDS = 0.8
"""The same where the meaning is intact either way, and only "verbatim" hangs on it."""

CONDITION_NATS = -2.0
"""Nats that the sound gives a quoted "after" or "unless" against the word heard for it, at least: these are
small words, often misheard, and each of them says another thing."""

TENSE_NATS = -5.0
"""Nats that the sound gives a quoted tense, at least: it hardly tells "spans" from "spanned", and does tell
"we weren't" from "we're not"."""

SURELY_OTHER = 0.06
"""Probability of the quoted words below which a guarded difference rules out that they were said there, and
the most that is left to words which the sound rules out itself."""

RECOGNISABLE = 0.55
"""Similarity from which a stretch is recognisably the one quoted."""

OTHER_FORM_NATS = -1.5
"""Nats that the sound gives a word against its plural or another ending heard for it, at least, if "verbatim"
is to stand: "the rear cars" is not "the rear car", however alike they sound."""

DENIAL_NATS = 2.0
"""Nats by which the sound must prefer a denial on one side: "Never" for a heard "14" was preferred by 1.8."""

SECONDED_NATS, SECONDED_DENIAL_NATS = -2.5, 0.0
"""The same of rivals and of a denial where a second model, told no words, reads the quoted one. All of 80
differences that carry meaning where it did so were mishearings."""

AGAINST_NATS = -6.0
"""Nats from which the sound is clearly against a quoted word. Of 49 quotes of generated exchanges that were
confirmed with a word taken for misheard, all of them said, one had a word below."""

GARBLED_BESIDE, GARBLED_GAP_MS, GARBLED_BELOW = 2, 700, 0.8
"""Other differences at least, how far apart at most, and the recogniser's probability below which the weakest
word of them lies: there a stretch was misheard, and no single word of it tells that a text was altered."""

LEGIBLE = 0.55
"""Mean probability of the matched words from which the others can be trusted to show a difference."""


def is_recognisable(reading: Reading) -> bool:
    """Whether the transcript has the quoted stretch, changed or not.

    Differences count only in a transcript that can be read: where the recogniser itself doubts every other
    word, that its words differ from the quote's says nothing, while words that agree still do.
    """
    if reading.similarity <= 0 or resolved_similarity(reading) < RECOGNISABLE:
        return False
    return reading.confidence >= LEGIBLE or not any(changes_meaning(e) for e in remaining(reading))


def remaining(reading: Reading) -> tuple[EditEvidence, ...]:
    """The differences that stand after the sound was asked."""
    return tuple(e for e in reading.edits if not is_settled(e))


def is_settled(edit: EditEvidence) -> bool:
    """Whether the quoted side of a difference is taken for what was said, and the transcript for misheard."""
    if not edit.carries_meaning:
        return edit.p_quoted >= SAID_ODDS_OF_SMALL_WORDS and not _is_other_form(edit.difference)
    if edit.is_ruled_out:
        return False
    odds, nats = _least(edit)
    ratio = edit.difference.log_likelihood_ratio
    if ratio is None:  # a tense needs no sound, only none against it
        return edit.p_quoted >= odds and nats in (None, TENSE_NATS)
    return edit.p_quoted >= odds and (nats is None or ratio > nats)


def spoken_against(reading: Reading) -> EditEvidence | None:
    """The difference taken for misheard of which the sound clearly prefers the heard side, most of all.

    None where there is none, or a second model reads the quoted side. Where the recogniser doubts its own
    words, any others count as likelier: that it was not these is one thing, that it was those another.
    """
    settled = (e for e in reading.edits if e.carries_meaning and is_settled(e) and not e.seconded)
    worst = min(settled, key=_nats, default=None)
    return worst if worst is not None and _nats(worst) < AGAINST_NATS else None


def _nats(edit: EditEvidence) -> float:
    """What the sound gives the quoted side; 0 where it was not asked."""
    return edit.difference.log_likelihood_ratio or 0.0


def _least(edit: EditEvidence) -> tuple[float, float | None]:
    """What settles a difference: its probability, and the nats that the sound must give the quoted side."""
    meaning = Meaning(edit.difference.meaning)
    if meaning is Meaning.NEGATION:
        return SAID_ODDS_OF_RIVALS, SECONDED_DENIAL_NATS if edit.seconded else DENIAL_NATS
    if edit.rival and meaning is Meaning.TENSE:
        return SAID_ODDS_OF_RIVALS, TENSE_NATS
    if edit.rival:
        return SAID_ODDS_OF_RIVALS, SECONDED_NATS if edit.seconded else 0.0
    return SAID_ODDS, CONDITION_NATS if meaning is Meaning.CONDITION else None


def _is_other_form(difference: Difference) -> bool:
    """Whether the sound speaks for another ending, as it was heard, of the quoted word: "car", "cars"."""
    ratio = difference.log_likelihood_ratio
    if ratio is None or ratio >= OTHER_FORM_NATS:
        return False
    quoted, heard = ({t.norm for t in tokens(side)} for side in (difference.quoted, difference.heard))
    return bool({stem(n) for n in quoted - heard} & {stem(n) for n in heard - quoted})


def omission_joins(edit: EditEvidence) -> bool:
    """Whether an unmarked omission joins what was apart: three or more words that say something, or over a
    sentence.
    """
    left_out = edit.difference.op is Operation.DELETE
    return left_out and ((edit.heard_words >= 3 and edit.carries_meaning) or edit.crosses_sentence)


def changes_meaning(edit: EditEvidence) -> bool:
    """Whether a difference that stands makes the quote say something else."""
    return edit.carries_meaning and not omission_joins(edit)


def is_garbled(reading: Reading, edit: EditEvidence) -> bool:
    """Whether a difference lies among others in a stretch that was heard badly.

    Who alters a quote changes a word or two; a recogniser that loses the thread has several wrong in a row.
    """
    beside = [
        e for e in reading.edits if e is not edit and _gap_ms(e.difference, edit.difference) < GARBLED_GAP_MS
    ]
    weakest = min(e.heard_probability for e in (edit, *beside))
    return len(beside) >= GARBLED_BESIDE and weakest < GARBLED_BELOW


def _gap_ms(one: Difference, other: Difference) -> float:
    return one.span.gap_ms(other.span) if one.span and other.span else math.inf


def is_asked(reading: Reading) -> bool:
    """Whether the quote states what was asked, unless the sound takes the helping verb for misheard."""
    verb = {t.norm for t in tokens(reading.asked)[:1]}
    settled = (e.difference for e in reading.edits if is_settled(e))
    return bool(verb) and not any(verb & {t.norm for t in tokens(f"{d.quoted} {d.heard}")} for d in settled)


def resolved_similarity(reading: Reading) -> float:
    """Similarity with the differences that the sound settled for the quote counted as matches."""
    settled = sum(e.quoted_words * e.p_quoted for e in reading.edits if is_settled(e))
    whole = max(1, len(reading.words))
    return min(1.0, reading.similarity + settled / whole)


def is_apart(evidence: ClaimEvidence, reading: Reading) -> bool:
    """Whether the words, as read here, were said in places apart, with nothing in the quote to show it."""
    if reading.runs > 1 or not reading.continuous:
        return True
    return any(omission_joins(e) for e in remaining(reading)) and not leaves_out(evidence.claim.quote)


def leaves_out(quote: str) -> bool:
    """Whether a quote shows that words are left out of it."""
    return any(t.kind is Kind.ELLIPSIS for t in tokens(quote))
