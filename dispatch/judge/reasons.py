"""Why a verdict is what it is: plain sentences, the deciding one first."""

from __future__ import annotations

from dispatch.judge.features import changes_meaning, remaining
from dispatch.judge.roles import other_name, p_somebody_else, unlike_name
from dispatch.judge.verdict import Ruling
from dispatch.values import Claim, Operation, Role, SaidBy, Verdict
from dispatch.values.evidence import ClaimEvidence, EditEvidence, Reading

_ROLE_WORDS = {
    Role.DISPATCHER: "a dispatcher",
    Role.UNIT: "a unit",
    Role.CALLER: "a caller",
    Role.OTHER: "somebody else",
    Role.UNKNOWN: "a speaker who can't be told",
}

_OF_THE_SPEAKER = ("other_speaker", "speaker_open", "nearly_said")
"""Rules whose sentence says already who spoke."""

_MEANING_WORDS = {
    "negation": "a negation",
    "number": "a number",
    "direction": "a direction or place word",
    "condition": "a condition",
    "modality": "what may, must or will be done",
    "quantity": "a quantity",
    "unit": "a unit of measure or kind of street",
    "tense": "when it happened",
    "actor": "who acts",
    "place": "a name",
    "content": "a word that carries meaning",
    "hedge": "how exact it is",
}


def reasons_for(evidence: ClaimEvidence, ruling: Ruling) -> tuple[str, ...]:
    """The reasons for a ruling on a quote, the deciding one first."""
    sentences = [*_first(ruling), _deciding(evidence, ruling)]
    if ruling.reading is not None and ruling.verdict is not Verdict.NOT_FOUND:
        sentences += [_difference(e) for e in remaining(ruling.reading) if e is not ruling.deciding][:4]
        sentences += _settled(ruling.reading)
        sentences += _role(evidence, ruling)
    sentences += _coverage(evidence, ruling)
    return tuple(dict.fromkeys(s for s in sentences if s))


def _first(ruling: Ruling) -> list[str]:
    confirmed = ruling.verdict in (Verdict.VERBATIM, Verdict.MINOR_DIFFERENCES, Verdict.MISATTRIBUTED)
    if confirmed and ruling.reading is not None and ruling.reading.cut_qualifier:
        return ["The speech goes on with a qualification (unless, until, if, but) that the quote cuts off."]
    return []


def _deciding(evidence: ClaimEvidence, ruling: Ruling) -> str:
    searched = evidence.searched
    match ruling.rule:
        case "too_short":
            return "The quote is too short to be told apart from other talk."
        case "undecided_difference" | "meaning_changed" if ruling.deciding is not None:
            open_still = ruling.rule == "undecided_difference" and not ruling.deciding.confusable
            tail = "; it may be a mishearing" if open_still else ""
            return _difference(ruling.deciding).removesuffix(".") + tail + "."
        case "guard_left_out":
            words = ruling.reading.guard_left_out if ruling.reading else ""
            return f"In the same sentence the speaker says “{words}”, which the quote leaves out."
        case "apart":
            return "The words were said in places that were apart; nothing in the quote shows the gap."
        case "other_speaker":
            return f"It was said {_by_whom(evidence.claim, ruling.by)}."
        case "speaker_open":
            by = ruling.by
            if by and (other_name(evidence.claim, by) or unlike_name(evidence.claim, by)):
                unit = evidence.claim.unit
                return f"The words were said, by unit {by.unit}; nothing tells whether that is {unit}."
            return "The words were said, but who said them can't be told well enough."
        case "nearly_said":
            named = _ROLE_WORDS[evidence.claim.attributed_to]
            return f"Somebody else said these words elsewhere; {named} may have here, heard too badly."
        case "by_sound":
            return "The transcript is weak here; the sound itself bears out these words, not altered forms."
        case "unlikely":
            return "The words fit what was heard here, but not surely enough to confirm them."
        case "hardly_heard":
            return "Too little of the quote was heard as quoted to tell it apart from other talk."
        case "hardly_legible":
            return "Nearly these words were heard, too faintly to tell a difference from a mishearing."
        case "sound_points_here":
            return "The transcript doesn't hold these words, but the sound here may; neither line decides."
        case "no_speech":
            return "No speech was found in the recordings."
        case "not_covered":
            return f"Only {searched.covered:.0%} of the speech is clear enough for absence to count."
        case "could_be_unheard":
            longest = f"{searched.longest_unheard_ms / 1000:.1f}"
            return f"A stretch of {longest} seconds that can't be read is long enough to hold these words."
        case "unintelligible":
            share = searched.unintelligible_ms / max(1, searched.speech_ms)
            return f"{share:.0%} of the speech is unintelligible, so absence from the rest says little."
        case "absent":
            return "Nothing that was heard matches these words, by transcript or by sound."
    if ruling.verdict is Verdict.VERBATIM:
        misheard = ruling.reading is not None and _settled(ruling.reading)
        tail = "; the transcript mishears some of them." if misheard else "."
        return f"Every quoted word was said, in order, in one stretch{tail}"
    return "The quoted words were heard in one stretch, with small differences that leave the meaning intact."


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


def _misheard(edit: EditEvidence) -> str:
    d = edit.difference
    if d.op is Operation.INSERT:
        return f"The transcript lacks “{d.quoted}”, most likely unheard."
    if d.op is Operation.DELETE:
        return f"The transcript adds “{d.heard}”, most likely misheard."
    return f"The transcript has “{d.heard}” for “{d.quoted}”, most likely misheard."


def _role(evidence: ClaimEvidence, ruling: Ruling) -> list[str]:
    claim, by = evidence.claim, ruling.by
    if by is None or claim.attributed_to is Role.UNKNOWN or ruling.rule in _OF_THE_SPEAKER:
        return []
    doubt = p_somebody_else(evidence, by)
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
    return [
        f"{s.speech_ms / 1000:.0f} seconds of speech were searched: {s.by_sound:.0%} by sound, "
        f"{s.confident_text:.0%} by a confident transcript."
    ]
