"""What a verdict rests on: the rule that decided, the reading it was asked of, and who spoke there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dispatch.values import SaidBy, Verdict
from dispatch.values.evidence import EditEvidence, Reading


class Rule(StrEnum):
    """What decided on a quote; :mod:`~dispatch.judge.reasons` has a sentence for each."""

    TOO_SHORT = "too_short"
    UNDECIDED_DIFFERENCE = "undecided_difference"
    """A difference stands and nothing settles it."""
    MEANING_CHANGED = "meaning_changed"
    GUARD_LEFT_OUT = "guard_left_out"
    """The quote lacks a negation or a condition said in the same sentence."""
    GUARD_PUT_IN = "guard_put_in"
    """A bracket has a negation, a number or the like that was not said."""
    COVERED = "covered"
    """A bracket names another thing than was named."""
    ADDED = "added"
    """A bracket has words that carry meaning where nothing was said."""
    HANGS_ON = "hangs_on"
    """The quote leaves out who says it, or under an ellipsis whom or what its words are about."""
    ASKED = "asked"
    """The quote states what was asked, by the order of the words."""
    MAYBE_ASKED = "maybe_asked"
    STATED = "stated"
    """The quote asks what was stated, by the order of the words."""
    DENIAL_MOVED = "denial_moved"
    """A mark makes a denial stand by itself, or deny what follows, as it did not when it was heard."""
    APART = "apart"
    UNLIKELY = "unlikely"
    HARDLY_HEARD = "hardly_heard"
    BY_SOUND = "by_sound"
    """The sound alone confirms, without the transcript."""
    SOUND_POINTS_HERE = "sound_points_here"
    MAYBE_UNREAD = "maybe_unread"
    """Nearly the quote was heard at one place, and at another it may have been said and not been read."""
    NO_SPEECH = "no_speech"
    NOT_COVERED = "not_covered"
    COULD_BE_UNHEARD = "could_be_unheard"
    UNINTELLIGIBLE = "unintelligible"
    HARDLY_LEGIBLE = "hardly_legible"
    ABSENT = "absent"
    OTHER_TIME = "other_time"
    """No recording covers the time that the text gives."""
    OTHER_SPEAKER = "other_speaker"
    NEARLY_SAID = "nearly_said"
    """Somebody else said it, and the one named may have said nearly the same."""
    SPEAKER_OPEN = "speaker_open"
    SAID = "said"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict, the reading it rests on, and the rule that decided, named for the reasons."""

    verdict: Verdict
    reading: Reading | None
    rule: Rule
    by: SaidBy | None = None
    deciding: EditEvidence | None = None
