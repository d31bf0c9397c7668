"""Evidence → verdict, in the contract's order. The rules, and nothing else.

Each rule is a question asked of the best reading of a claim:

1. Does the evidence decide at all? Too short a quote, a difference in meaning that neither
   transcript nor sound settles, a word that the sound is clearly against, a mark that changes what is
   denied, sound that points to words the transcript lacks, or speech that could not be searched:
   ``cannot_determine``.
2. Does anything match? If not, and what was audible was searched: ``not_found``. Words nearly as quoted
   in a transcript that can't be read leave it open.
3. Does a difference that stands change the meaning, in the quote or just before it, does it jump over
   a condition, or state what was asked? ``altered``.
4. Do the words come from places apart with nothing to show it? ``spliced``.
5. Was it said as quoted only by somebody else? ``misattributed``.
6. Are there small differences? ``minor_differences``; else ``verbatim``.
"""

from __future__ import annotations

from dispatch.judge.differences import (
    LEGIBLE,
    RECOGNISABLE,
    SURELY_OTHER,
    changes_meaning,
    is_apart,
    is_asked,
    is_garbled,
    is_recognisable,
    leaves_out,
    remaining,
    resolved_similarity,
    spoken_against,
)
from dispatch.judge.roles import p_somebody_else, said_by
from dispatch.judge.ruling import Rule, Ruling
from dispatch.values import Verdict
from dispatch.values.evidence import ClaimEvidence, EditEvidence, Reading
from dispatch.wording import tokens, weight

NEARLY = 0.7
"""Similarity from which another's words are near enough the quote to forbid an accusation."""

SHORTEST_QUOTE = 1.5
"""Weight of words below which a quote, or what was heard of it just as quoted, is too short to tell apart
from other talk: "She missed it" may be "She's like that", and only "She" was heard."""

COVERED = 0.9
"""Share of the speech that must have been searched before absence counts."""

AUDIBLE = 0.8
"""Share of the speech that must have been intelligible before absence counts."""

PER_WORD_MS = 200
"""How long a quick speaker takes for a word: what an unheard stretch must last to hold a quote."""

CLEARLY_BETTER = 0.15
"""What an explanation by places apart must better a single stretch by if it has differences itself."""

PER_JUMP = 0.08
"""What an explanation by places apart must better a single stretch by, for each place more."""

CLEAR_ROLE = 0.8
"""Probability from which another speaker is called one."""

SAID_FROM = 0.75
"""Probability of having been said from which a quote is confirmed."""

ALTERED_BELOW = 0.4
"""Probability of having been said below which a difference that stands makes a quote altered."""

SAID_BY_SOUND = 0.9
"""Probability from which the sound alone, without the transcript, confirms a quote."""

OPEN_BY_SOUND = 0.4
"""Probability from which the sound alone keeps a quote from being called absent."""

PLACE_LIKED, PLACE_AHEAD = 1.5, 1.0
"""Nats a token by which the sound likes a place above the usual one, and above the next best, from which a
quote is not absent, however unlikely its words. None of 174 that were, on 34 synthetic exchanges, had 1.0
and 0.8."""

BETTER_BY_SOUND = 0.3
"""Nats a token by which the sound must like another place better than an open one whose transcript can't be
read, to be shown instead: of 189 quotes on noisy exchanges four more are shown where they were said."""

HINT_BY_SOUND = 0.05
"""Probability from which the place that the sound likes is shown, rather than the likest text."""


def rule_on_quote(evidence: ClaimEvidence, p_by_sound: float, p_said: float) -> Ruling:
    """The verdict on a quote.

    Args:
        evidence: both lines.
        p_by_sound: probability that the words were said at :func:`pointed_reading`, by the sound alone.
        p_said: probability at :func:`resting_reading`, by both lines.
    """
    reading = best_reading(evidence)
    if _too_short(evidence):
        return Ruling(Verdict.CANNOT_DETERMINE, reading, Rule.TOO_SHORT)
    if reading is None or not is_recognisable(reading):
        return _without_text(evidence, p_by_sound)
    apart = is_apart(evidence, reading)
    standing = [e for e in remaining(reading) if changes_meaning(e)]
    if apart:  # words lost where two places were joined are no alteration unless the sound is sure
        standing = [e for e in standing if e.p_quoted < SURELY_OTHER]
    if standing:
        gravest = min(standing, key=lambda e: (bool(e.confusable), e.p_quoted))
        misheard = all(is_garbled(reading, e) for e in standing)
        if p_said >= ALTERED_BELOW or gravest.confusable or misheard:
            return _left_open(evidence, reading, Rule.UNDECIDED_DIFFERENCE, gravest)
        if (unread := _unread_elsewhere(evidence, reading, p_by_sound)) is not None:
            return Ruling(Verdict.CANNOT_DETERMINE, unread, Rule.MAYBE_UNREAD)
        return Ruling(Verdict.ALTERED, reading, Rule.MEANING_CHANGED, said_by(reading.transmissions), gravest)
    if reading.guard_left_out:
        return Ruling(Verdict.ALTERED, reading, Rule.GUARD_LEFT_OUT, said_by(reading.transmissions))
    if reading.guard_put_in:
        return Ruling(Verdict.ALTERED, reading, Rule.GUARD_PUT_IN, said_by(reading.transmissions))
    if is_asked(reading):
        return Ruling(Verdict.ALTERED, reading, Rule.ASKED, said_by(reading.transmissions))
    if reading.covered:
        return _left_open(evidence, reading, Rule.COVERED)
    if reading.added:
        return _left_open(evidence, reading, Rule.ADDED)
    if apart:
        return Ruling(Verdict.SPLICED, reading, Rule.APART, said_by(reading.transmissions))
    if any(reading.denial_moved):
        return _left_open(evidence, reading, Rule.DENIAL_MOVED)
    if reading.maybe_asked:
        return _left_open(evidence, reading, Rule.MAYBE_ASKED)
    if reading.stated:
        return _left_open(evidence, reading, Rule.STATED)
    if reading.hangs_on:
        return _left_open(evidence, reading, Rule.HANGS_ON)
    if p_said < SAID_FROM:
        return _left_open(evidence, reading, Rule.UNLIKELY)
    if (against := spoken_against(reading)) is not None:
        return _left_open(evidence, reading, Rule.UNDECIDED_DIFFERENCE, against)
    if not _heard_enough(evidence, reading):
        return Ruling(Verdict.CANNOT_DETERMINE, reading, Rule.HARDLY_HEARD)
    return _by_speaker(evidence, reading)


def resting_reading(evidence: ClaimEvidence) -> Reading | None:
    """The reading that the probability rests on: the transcript's where it has the stretch, else the sound's
    own.
    """
    best = best_reading(evidence)
    if best is not None and is_recognisable(best):
        return best
    return pointed_reading(evidence) or best


def best_reading(evidence: ClaimEvidence) -> Reading | None:
    """The reading that explains the quote best: a single stretch, unless places apart do clearly better."""
    texts = [r for r in evidence.readings if r.similarity > 0]
    if not texts:
        return None
    best = max(texts, key=lambda r: (round(_merit(r), 3), r.similarity, not _is_doubted(r)))
    spliced = evidence.spliced
    if spliced is None or _is_clean(best):
        return best
    ahead = 0.0 if _is_clean(spliced) else CLEARLY_BETTER
    return spliced if _merit(spliced) > _merit(best) + ahead else best


def _merit(reading: Reading) -> float:
    """Similarity, less for words that stand changed in meaning."""
    clean = 0.0 if _is_clean(reading) else 0.1
    return resolved_similarity(reading) - clean - PER_JUMP * (reading.runs - 1)


def _is_clean(reading: Reading) -> bool:
    guarded = reading.guard_left_out or reading.guard_put_in or is_asked(reading)
    return not guarded and not any(changes_meaning(e) for e in remaining(reading))


def _is_doubted(reading: Reading) -> bool:
    """Whether only marks, a bracket or what is left out make it say another thing than the quote."""
    beside = reading.covered, reading.added, reading.hangs_on, reading.stated
    return any((*reading.denial_moved, reading.maybe_asked, *beside))


def _too_short(evidence: ClaimEvidence) -> bool:
    return _weight(evidence.claim.quote) < SHORTEST_QUOTE


def _heard_enough(evidence: ClaimEvidence, reading: Reading) -> bool:
    """Whether the words that were heard as quoted, without any the sound had to settle, can be told apart."""
    differing = sum(_weight(edit.difference.quoted) for edit in reading.edits)
    return _weight(evidence.claim.quote) - differing >= SHORTEST_QUOTE


def _weight(text: str) -> float:
    return sum(weight(token) for token in tokens(text))


def pointed_reading(evidence: ClaimEvidence) -> Reading | None:
    """The place where the sound bears the quote out best."""
    asked = [r for r in evidence.readings if r.sound is not None]
    return max(asked, key=lambda r: r.sound.location if r.sound else 0.0, default=None)


def _left_open(
    evidence: ClaimEvidence, reading: Reading, rule: Rule, deciding: EditEvidence | None = None
) -> Ruling:
    """Open at ``reading``, or where the sound points if the transcript there can't be read."""
    pointed = pointed_reading(evidence)
    if pointed is not None and _sounds_better(pointed, reading):
        return Ruling(Verdict.CANNOT_DETERMINE, pointed, Rule.SOUND_POINTS_HERE)
    return Ruling(Verdict.CANNOT_DETERMINE, reading, rule, deciding=deciding)


def _unread_elsewhere(evidence: ClaimEvidence, reading: Reading, p_by_sound: float) -> Reading | None:
    """Another place, where nobody can read what was said and the quote may have been, by its sound."""
    pointed = pointed_reading(evidence)
    if pointed is None or p_by_sound < OPEN_BY_SOUND or pointed.confidence >= LEGIBLE:
        return None
    return None if set(pointed.transmissions) & set(reading.transmissions) else pointed


def _sounds_better(pointed: Reading, reading: Reading | None) -> bool:
    """Whether the sound likes a place clearly better than one whose transcript can't be read."""
    if reading is None or reading.confidence >= LEGIBLE or reading.sound is None or pointed.sound is None:
        return False
    return pointed.sound.location - reading.sound.location > BETTER_BY_SOUND


def _is_there(pointed: Reading) -> bool:
    """Whether the sound has something like the quote here and nowhere else, whatever becomes of its words."""
    sound = pointed.sound
    return sound is not None and sound.location >= PLACE_LIKED and sound.lead >= PLACE_AHEAD


def _without_text(evidence: ClaimEvidence, p_by_sound: float) -> Ruling:
    """No transcript bears the quote out: does the sound, or was it audible and absent?"""
    pointed = pointed_reading(evidence)
    if pointed is not None and (p_by_sound >= OPEN_BY_SOUND or _is_there(pointed)):
        if p_by_sound >= SAID_BY_SOUND and not leaves_out(evidence.claim.quote):
            ruling = _by_speaker(evidence, pointed)
            if ruling.verdict is Verdict.CANNOT_DETERMINE:
                return ruling
            return Ruling(ruling.verdict, pointed, Rule.BY_SOUND, ruling.by)
        return Ruling(Verdict.CANNOT_DETERMINE, pointed, Rule.SOUND_POINTS_HERE)
    closest = best_reading(evidence)
    nearly = closest is not None and resolved_similarity(closest) >= RECOGNISABLE
    if pointed is not None and (p_by_sound >= HINT_BY_SOUND or _sounds_better(pointed, closest)):
        closest = pointed
    searched = evidence.searched
    if searched.speech_ms == 0:
        return Ruling(Verdict.CANNOT_DETERMINE, closest, Rule.NO_SPEECH)
    if searched.covered < COVERED:
        return Ruling(Verdict.CANNOT_DETERMINE, closest, Rule.NOT_COVERED)
    if searched.longest_unheard_ms >= len(evidence.claim.quote.split()) * PER_WORD_MS:
        return Ruling(Verdict.CANNOT_DETERMINE, closest, Rule.COULD_BE_UNHEARD)
    if searched.unintelligible_ms > (1 - AUDIBLE) * searched.speech_ms:
        return Ruling(Verdict.CANNOT_DETERMINE, closest, Rule.UNINTELLIGIBLE)
    if nearly:
        return Ruling(Verdict.CANNOT_DETERMINE, closest, Rule.HARDLY_LEGIBLE)
    return Ruling(Verdict.NOT_FOUND, closest, Rule.ABSENT)


def _by_speaker(evidence: ClaimEvidence, reading: Reading) -> Ruling:
    """Said as quoted, here or elsewhere; by the one it is attributed to?"""
    matches = [r for r in evidence.readings if r is reading or _confirms(evidence, r)]
    chosen = min(matches, key=lambda r: (p_somebody_else(evidence, r) > 0.5, r is not reading))
    by, doubt = said_by(chosen.transmissions), p_somebody_else(evidence, chosen)
    if doubt >= CLEAR_ROLE:
        nearly = [r for r in evidence.readings if _may_confirm(evidence, r)]
        if not nearly:
            return Ruling(Verdict.MISATTRIBUTED, chosen, Rule.OTHER_SPEAKER, by)
        asked = max(nearly, key=resolved_similarity)  # the place that whoever checks has to hear
        return Ruling(Verdict.CANNOT_DETERMINE, asked, Rule.NEARLY_SAID, said_by(asked.transmissions))
    if doubt > 0.5:
        return Ruling(Verdict.CANNOT_DETERMINE, chosen, Rule.SPEAKER_OPEN, by)
    verdict = Verdict.MINOR_DIFFERENCES if remaining(chosen) else Verdict.VERBATIM
    return Ruling(verdict, chosen, Rule.SAID, by)


def _may_confirm(evidence: ClaimEvidence, reading: Reading) -> bool:
    """Whether the one named may have said nearly the same, heard too badly to show it."""
    near = resolved_similarity(reading) >= NEARLY and p_somebody_else(evidence, reading) < 0.5
    return near and not any(e.guarded and e.p_quoted < SURELY_OTHER for e in reading.edits)


def _confirms(evidence: ClaimEvidence, reading: Reading) -> bool:
    enough = is_recognisable(reading) and _heard_enough(evidence, reading)
    same = _is_clean(reading) and not _is_doubted(reading) and spoken_against(reading) is None
    return enough and same and not is_apart(evidence, reading)
