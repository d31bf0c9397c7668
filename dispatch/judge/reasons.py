"""Why a verdict is what it is: plain sentences, the deciding one first."""

from __future__ import annotations

from collections.abc import Callable

from dispatch.judge.differences import changes_meaning, leaves_out, remaining
from dispatch.judge.roles import other_name, p_somebody_else, unlike_name, with_role
from dispatch.judge.ruling import Rule, Ruling
from dispatch.values import Claim, Operation, Role, SaidBy, Verdict
from dispatch.values.evidence import ClaimEvidence, EditEvidence, Reading
from dispatch.wording import Meaning

_ROLE_WORDS = {
    Role.DISPATCHER: "a dispatcher",
    Role.UNIT: "a unit",
    Role.CALLER: "a caller",
    Role.OTHER: "somebody else",
    Role.UNKNOWN: "a speaker who can't be told",
}

_OF_THE_SPEAKER = (Rule.OTHER_SPEAKER, Rule.SPEAKER_OPEN, Rule.NEARLY_SAID)
"""Rules whose sentence says already who spoke."""

_SENTENCES = {
    Rule.TOO_SHORT: "The quote is too short to be told apart from other talk.",
    Rule.APART: "The words were said in places that were apart; nothing in the quote shows the gap.",
    Rule.BY_SOUND: (
        "The transcript is weak here; the sound itself bears out these words, not altered forms."
    ),
    Rule.UNLIKELY: "The words fit what was heard here, but not surely enough to confirm them.",
    Rule.HARDLY_HEARD: "Too little of the quote was heard as quoted to tell it apart from other talk.",
    Rule.HARDLY_LEGIBLE: (
        "Nearly these words were heard, too faintly to tell a difference from a mishearing."
    ),
    Rule.SOUND_POINTS_HERE: (
        "The transcript doesn't hold these words, but the sound here may; neither line decides."
    ),
    Rule.MAYBE_UNREAD: (
        "Nearly these words were heard elsewhere, with another meaning; what was said here can't be read, "
        "and by its sound it may be the quote."
    ),
    Rule.NO_SPEECH: "No speech was found in the recordings.",
    Rule.OTHER_TIME: "Nothing that was heard matches these words, but no recording covers the text's time.",
    Rule.ABSENT: "Nothing that was heard matches these words, by transcript or by sound.",
}
"""Of the rules that say the same whatever the quote."""

_TOO_FAR_APART = (
    "The words were said in places that were apart, by more than an ellipsis may leave out: "
    "words of one transmission, or of the speaker's next directly behind it."
)

_MEANING_WORDS = {
    Meaning.NEGATION.value: "a negation",
    Meaning.NUMBER.value: "a number",
    Meaning.DIRECTION.value: "a direction or place word",
    Meaning.CONDITION.value: "a condition",
    Meaning.MODALITY.value: "what may, must or will be done",
    Meaning.QUANTITY.value: "a quantity",
    Meaning.UNIT.value: "a unit of measure or kind of street",
    Meaning.TENSE.value: "when it happened",
    Meaning.ACTOR.value: "who acts",
    Meaning.PLACE.value: "a name",
    Meaning.CONTENT.value: "a word that carries meaning",
    Meaning.HEDGE.value: "how exact it is",
}


def reasons_for(evidence: ClaimEvidence, ruling: Ruling) -> tuple[str, ...]:
    """The reasons for a ruling on a quote, the deciding one first."""
    sentences = [*_first(ruling), _deciding(evidence, ruling)]
    if ruling.reading is not None and ruling.verdict is not Verdict.NOT_FOUND:
        sentences += [_difference(e) for e in remaining(ruling.reading) if e is not ruling.deciding][:4]
        sentences += _settled(ruling.reading)
        sentences += _read_again(ruling.reading)
        sentences += _role(evidence, ruling)
    sentences += _coverage(evidence, ruling)
    return tuple(dict.fromkeys(s for s in sentences if s))


def _first(ruling: Ruling) -> list[str]:
    said = ruling.verdict.words_were_said
    if said and ruling.reading is not None and ruling.reading.cut_qualifier:
        return ["The speech goes on with a qualification (unless, until, when, but) that the quote cuts off."]
    return []


_WORDS: dict[Rule, tuple[Callable[[Reading], str], str]] = {
    Rule.GUARD_LEFT_OUT: (
        lambda r: r.guard_left_out,
        "In the same sentence the speaker says “{words}”, which the quote leaves out.",
    ),
    Rule.GUARD_PUT_IN: (
        lambda r: r.guard_put_in,
        "A bracket in the quote puts in “{words}”, which the speaker did not say here.",
    ),
    Rule.COVERED: (
        lambda r: r.covered,
        "A bracket stands for “{words}” here; whether it means the same can't be told.",
    ),
    Rule.ADDED: (
        lambda r: r.added,
        "A bracket in the quote puts in “{words}”, for which nothing was said here.",
    ),
    Rule.HANGS_ON: (
        lambda r: r.hangs_on,
        "The words hang on “{words}”, which was said beside them and is left out.",
    ),
    Rule.ASKED: (lambda r: r.asked, "It was asked (“{words} …?”); the quote states it."),
    Rule.MAYBE_ASKED: (
        lambda r: r.maybe_asked,
        "It may have been asked (“{words}”); the quote states it.",
    ),
    Rule.STATED: (
        lambda r: r.stated,
        "“{words}” was heard in a statement's order; the quote makes it a question.",
    ),
}
"""Rules that rest on words of the reading: which, and the sentence that names them."""


def _deciding(evidence: ClaimEvidence, ruling: Ruling) -> str:
    claim, searched = evidence.claim, evidence.searched
    if ruling.rule in _WORDS:
        words_of, sentence = _WORDS[ruling.rule]
        return sentence.format(words=words_of(ruling.reading) if ruling.reading else "")
    match ruling.rule:
        case Rule.UNDECIDED_DIFFERENCE | Rule.MEANING_CHANGED if ruling.deciding is not None:
            open_still = ruling.rule is Rule.UNDECIDED_DIFFERENCE and not ruling.deciding.confusable
            tail = "; it may be a mishearing" if open_still else ""
            return _difference(ruling.deciding).removesuffix(".") + tail + "."
        case Rule.DENIAL_MOVED:
            quoted, heard = ruling.reading.denial_moved if ruling.reading else ("", "")
            return (
                f"The quote has “{quoted}” where “{heard}” was heard: the mark settles what is denied, "
                "and a recogniser's marks prove little."
            )
        case Rule.APART if leaves_out(claim.quote):
            return _TOO_FAR_APART
        case Rule.OTHER_SPEAKER:
            return f"It was said {_by_whom(with_role(claim, ruling.by), ruling.by)}."
        case Rule.SPEAKER_OPEN:
            return _speaker_open(claim, ruling.by)
        case Rule.NEARLY_SAID:
            named = _ROLE_WORDS[claim.attributed_to]
            return f"Somebody else said these words elsewhere; {named} may have here, heard too badly."
        case Rule.NOT_COVERED:
            return f"Only {searched.covered:.0%} of the speech is clear enough for absence to count."
        case Rule.COULD_BE_UNHEARD:
            longest = f"{searched.longest_unheard_ms / 1000:.1f}"
            return f"A stretch of {longest} seconds that can't be read is long enough to hold these words."
        case Rule.UNINTELLIGIBLE:
            share = searched.unintelligible_ms / max(1, searched.speech_ms)
            return f"{share:.0%} of the speech is unintelligible, so absence from the rest says little."
        case Rule.SAID:
            return _as_said(ruling)
        case rule:
            return _SENTENCES[rule]


def _speaker_open(claim: Claim, by: SaidBy | None) -> str:
    if by and (other_name(claim, by) or unlike_name(claim, by)):
        return f"The words were said, by unit {by.unit}; nothing tells whether that is {claim.unit}."
    return "The words were said, but who said them can't be told well enough."


def _as_said(ruling: Ruling) -> str:
    if ruling.verdict is not Verdict.VERBATIM:
        return (
            "The quoted words were heard in one stretch, "
            "with small differences that leave the meaning intact."
        )
    misheard = ruling.reading is not None and _settled(ruling.reading)
    tail = "; the transcript mishears some of them." if misheard else "."
    return f"Every quoted word was said, in order, in one stretch{tail}"


def _difference(edit: EditEvidence) -> str:
    d = edit.difference
    if edit.confusable:
        return f"The sound can't tell “{d.quoted}” from “{edit.confusable}” here."
    if d.op is Operation.DELETE:
        text = f"“{d.heard}” was heard and is left out of the quote"
    elif d.op is Operation.INSERT:
        text = f"“{d.quoted}” is in the quote and was not heard"
    else:
        text = f"The quote says “{d.quoted}” where “{d.heard}” was heard"
    if changes_meaning(edit) and d.meaning in _MEANING_WORDS:
        text += f": it changes {_MEANING_WORDS[d.meaning]}"
    if d.log_likelihood_ratio is not None and abs(d.log_likelihood_ratio) >= 2:
        side = "quoted" if d.log_likelihood_ratio > 0 else "heard"
        text += f"; the sound prefers the {side} wording ({abs(d.log_likelihood_ratio):.1f} nats)"
    return text + "."


def _settled(reading: Reading) -> list[str]:
    standing = remaining(reading)
    return [_misheard(e) for e in reading.edits if e not in standing and e.carries_meaning][:3]


def _read_again(reading: Reading) -> list[str]:
    if not any(edit.carries_meaning for edit in reading.edits):
        return []
    return [f"Another model, told no words, reads there: “{text}”" for text in reading.read_again]


def _misheard(edit: EditEvidence) -> str:
    d = edit.difference
    if d.op is Operation.INSERT:
        return f"The transcript lacks “{d.quoted}”, most likely unheard."
    if d.op is Operation.DELETE:
        return f"The transcript adds “{d.heard}”, most likely misheard."
    return f"The transcript has “{d.heard}” for “{d.quoted}”, most likely misheard."


def _role(evidence: ClaimEvidence, ruling: Ruling) -> list[str]:
    claim, by = with_role(evidence.claim, ruling.by), ruling.by
    if by is None or claim.attributed_to is Role.UNKNOWN or ruling.rule in _OF_THE_SPEAKER:
        return []
    doubt = p_somebody_else(evidence, ruling.reading)
    if doubt >= 0.8:
        return [f"Besides, it was likely said {_by_whom(claim, by)}."]
    unnamed = by.unit is None or other_name(claim, by) or unlike_name(claim, by)
    if claim.unit and by.role is Role.UNIT and unnamed and by.speaker not in evidence.owners:
        return [f"A unit said it; nothing in the recording tells that it was {claim.unit}."]
    if doubt > 0.2:
        return ["Who said it is not certain."]
    return []


def _by_whom(claim: Claim, by: SaidBy | None) -> str:
    """Who spoke, and who did not."""
    if by and by.role is claim.attributed_to and by.unit:
        return f"{'in the voice of' if by.basis == 'voice' else 'by'} unit {by.unit}, not by {claim.unit}"
    return f"by {_ROLE_WORDS[by.role] if by else 'somebody else'}, not by {_ROLE_WORDS[claim.attributed_to]}"


def _coverage(evidence: ClaimEvidence, ruling: Ruling) -> list[str]:
    if ruling.verdict not in (Verdict.NOT_FOUND, Verdict.CANNOT_DETERMINE):
        return []
    s = evidence.searched
    found = [
        f"{s.speech_ms / 1000:.0f} seconds of speech were searched: {s.by_sound:.0%} by sound, "
        f"{s.confident_text:.0%} by a confident transcript."
    ]
    if s.ruled_out_ms:
        ruled_out = f"{s.ruled_out_ms / 1000:.1f}"
        found.append(f"In {ruled_out} seconds that can't be read the sound has none of these words.")
    return found
