"""A placement, with what surrounds it and what the sound says, as the value that a judge weighs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from dispatch.align.acoustic import Witness
from dispatch.align.alignment import ALIKE
from dispatch.align.brackets import covered_by_brackets, hidden_by_brackets
from dispatch.align.by_sound import p_quoted_by_sound, preference, rounded
from dispatch.align.edits import Edit
from dispatch.align.left_out import cut_qualifier, guards_jumped, guards_left_out
from dispatch.align.marks import denial_moved
from dispatch.align.placement import Placement
from dispatch.align.points import is_point
from dispatch.align.questions import asked_of
from dispatch.align.rereading import borne_out, seconded
from dispatch.align.spelling import spellings
from dispatch.align.stream import HeardToken, Stream
from dispatch.align.turned import maybe_turned
from dispatch.align.unsettled import unsettled_words
from dispatch.align.wordings import in_place
from dispatch.values import Difference, Span, Transmission, WordEvidence
from dispatch.values.evidence import UNWEIGHED, EditEvidence, Reading, SoundEvidence
from dispatch.wording import Kind, Meaning, Token, sound_similarity, tokens, weight
from dispatch.wording.clock import is_dot
from dispatch.wording.lexicon import DIGITS
from dispatch.wording.rivals import are_rivals

SAME_SOUND = 0.75
"""Likeness from which a difference of light words is a spelling: "the fire's in", "the fires in"."""


def reading_of(placement: Placement, witness: Witness | None) -> Reading:
    """The reading that a placement stands for; with a witness, the sound is asked of each difference."""
    stream, places = placement.stream, placement.places
    at = [heard for _, heard in placement.matched if stream.heard[heard].transmission >= 0]
    differing = sorted({edit.place for edit in placement.edits}) if witness else []
    again = {k: text for k in differing if witness and (text := witness.reads(stream.transmissions[k]))}
    read = zip(placement.edits, borne_out(placement, again), seconded(placement, again), strict=True)
    edits = tuple(edit_evidence(placement, edit, witness, reread, other) for edit, reread, other in read)
    if witness is not None:
        edits += tuple(unsettled_words(placement, witness))
    span = placement.span
    assert span is not None
    ordered = sorted(at)
    in_one = len(placement.runs) == 1
    bracketed, put_in = hidden_by_brackets(placement) if in_one else ("", "")
    asked, maybe_asked = asked_of(placement)
    if witness is not None and not asked:
        maybe_asked = maybe_asked or maybe_turned(placement, witness)
    left_out = guards_left_out(placement, ordered[0]) if in_one else guards_jumped(placement)
    return Reading(
        recording=stream.recording,
        channel=stream.channel,
        span=span,
        transmissions=placement.transmissions,
        heard=placement.heard,
        similarity=placement.similarity,
        runs=len(placement.runs),
        continuous=all(stream.consecutive(a, b) for a, b in pairwise(places)),
        edits=tuple(e for e in edits if e is not None),
        guard_left_out=left_out or bracketed,
        guard_put_in=put_in,
        covered=covered_by_brackets(placement) if in_one else "",
        cut_qualifier=cut_qualifier(stream, ordered[-1]),
        confidence=sum(stream.heard[k].probability for k in at) / len(at),
        words=word_evidence(placement),
        before=_around(stream, places[0], -1),
        after=_around(stream, places[-1], 1),
        as_heard=tuple(_as_heard(placement, place) for place in places),
        denial_moved=denial_moved(placement),
        asked=asked,
        maybe_asked=maybe_asked,
        read_again=tuple(again.values()),
    )


def _as_heard(placement: Placement, place: int) -> tuple[int, str]:
    """A transmission and the quote's words that it holds, in its own writing unless their meaning differs."""
    stream = placement.stream
    transmission = stream.transmissions[place]
    edits = [e for e in placement.edits if e.place == place and _carries(e.meaning)]
    matched = [stream.heard[heard] for _, heard in placement.matched]
    ranges = [(h.token.start, h.token.end) for h in matched if h.transmission == place]
    ranges += [edit.heard_range for edit in edits]
    within = min(start for start, _ in ranges), max(end for _, end in ranges)
    return transmission.id, in_place(transmission.text, edits, within)


def _carries(meaning: Meaning) -> bool:
    return meaning not in (Meaning.FUNCTION, Meaning.NONE)


def sound_reading(quote: str, stream: Stream, transmission: Transmission, sound: SoundEvidence) -> Reading:
    """A place that only the sound points to: the transcript there says something else."""
    place = stream.transmissions.index(transmission)
    return Reading(
        recording=stream.recording,
        channel=stream.channel,
        span=transmission.span,
        transmissions=(transmission,),
        heard=transmission.text,
        similarity=0.0,
        runs=1,
        continuous=True,
        edits=(),
        guard_left_out="",
        cut_qualifier=False,
        confidence=transmission.confidence,
        words=tuple(WordEvidence(word, "") for word in quote.split()),
        before=_around(stream, place, -1),
        after=_around(stream, place, 1),
        sound=sound,
    )


def edit_evidence(
    placement: Placement,
    edit: Edit,
    witness: Witness | None,
    reread: float = 0.0,
    seconded: bool = False,
) -> EditEvidence | None:
    """A difference with its meaning and the sound's preference; None for a mere spelling."""
    heard_tokens = [h.token for h in edit.heard_tokens]
    alike = _alike(edit, heard_tokens)
    carries = _carries(edit.meaning)
    if _is_spelling(edit, heard_tokens, alike):
        return None
    transmission = placement.stream.transmissions[edit.place]
    wider = [_run_together(transmission.text[start:end]) for start, end in edit.wider_ranges]
    ratio = witness.edit_ratio(transmission, edit) if witness else None
    probability = min((h.probability for h in edit.heard_tokens), default=transmission.confidence)
    printed = tokens(edit.quoted) if _of_time(edit) else edit.quoted_tokens
    told = _prompted(placement.stream, printed) != _prompted(placement.stream, heard_tokens)
    rival = are_rivals(edit.quoted_tokens, heard_tokens, edit.meaning)
    return EditEvidence(
        difference=Difference(
            edit.op,
            edit.quoted,
            edit.heard,
            edit.span,
            preference(ratio),
            rounded(ratio),
            edit.meaning.value,
        ),
        guarded=edit.meaning.guarded,
        carries_meaning=carries,
        quoted_words=len({t.start for t in printed if t.kind is not Kind.FILLER and not is_dot(t)}),
        heard_words=edit.heard_words,
        crosses_sentence=edit.crosses_sentence,
        sound_similarity=max(alike, *(sound_similarity(_run_together(edit.quoted), w) for w in wider), 0.0),
        heard_probability=probability,
        p_quoted=p_quoted_by_sound(ratio) if told else UNWEIGHED,
        rival=rival,
        reread=reread,
        seconded=seconded,
        rival_odds=witness.rival_odds(transmission, edit) if witness and carries and not rival else None,
        rest=_rest(placement, edit),
        confusable=_run_on_number(placement, edit),
    )


def _run_on_number(placement: Placement, edit: Edit) -> str:
    """The longer number heard where a quote begins with its end: "634" may be "six, thirty four"."""
    sides = edit.quoted_tokens, [h.token for h in edit.heard_tokens]
    if edit.quoted_range[0] != placement.quote_tokens[0].start or not all(sides):
        return ""
    if any(t.kind is not Kind.DIGIT for side in sides for t in side):
        return ""
    quoted, heard = ("".join(t.norm for t in side) for side in sides)
    return edit.heard if len(heard) > len(quoted) and heard.endswith(quoted) else ""


def _of_time(edit: Edit) -> bool:
    """Whether the quote has a 12-hour time that was brought to the 24-hour one heard."""
    return any(t.of_time for t in edit.quoted_tokens)


def _alike(edit: Edit, heard: Sequence[Token]) -> float:
    """How alike both sides sound, 0..1; "1605" is no mishearing of "4:05 p.m.", which means the same."""
    if edit.is_same_time:
        return 0.0
    written = _run_together(edit.heard)
    ways = spellings(edit.quoted) if written else ()  # "-5" has no letters, and sounds like something
    return max(
        sound_similarity(_letters(edit.quoted_tokens), _letters(heard)),
        *(sound_similarity(_run_together(way), written) for way in ways),
        0.0,
    )


def _is_spelling(edit: Edit, heard: Sequence[Token], alike: float) -> bool:
    """Whether both sides are the same words, written otherwise."""
    if _of_time(edit):
        return False
    if _letters(edit.quoted_tokens) == _letters(heard):
        return True
    if edit.meaning is Meaning.NONE and _same_but_points(edit.quoted_tokens, heard):
        return True
    light = edit.meaning in (Meaning.FUNCTION, Meaning.NONE, Meaning.CONTENT, Meaning.PLACE)
    return light and alike >= (1.0 if _carries(edit.meaning) else SAME_SOUND)


def _same_but_points(quoted: Sequence[Token], heard: Sequence[Token]) -> bool:
    """Whether both sides are the same but for points that go without saying: "$3.50", "three fifty"."""
    left, right = ([t.norm for t in side if not is_point(t)] for side in (quoted, heard))
    return left == right


def _rest(placement: Placement, edit: Edit) -> float:
    """Share of the quote's weight outside a difference that matches."""
    inside = {(t.start, t.end) for t in edit.quoted_tokens}
    others = [t for t in placement.quote_tokens if (t.start, t.end) not in inside]
    matched = {p.quoted for p in placement.path.pairs if p.heard is not None and p.cost < ALIKE}
    found = [t for k, t in enumerate(placement.quote_tokens) if k in matched]
    held = sum(weight(t) for t in found if (t.start, t.end) not in inside)
    return held / max(1e-9, sum(weight(t) for t in others)) if others else 0.0


def _prompted(stream: Stream, side: Sequence[Token]) -> bool:
    """Whether the recogniser was given a word of one side, other than the commonest."""
    return any(t.norm in stream.prompted and weight(t) >= 1.0 for t in side)


def word_evidence(placement: Placement) -> tuple[WordEvidence, ...]:
    """Each printed word of the quote beside the words heard for it."""
    rows: dict[tuple[int, int], list[HeardToken]] = {}
    for pair in placement.path.pairs:
        if pair.quoted is None:
            continue
        token = placement.quote_tokens[pair.quoted]
        row = rows.setdefault((token.start, token.end), [])
        if pair.heard is not None and placement.stream.heard[pair.heard].transmission >= 0:
            row.append(placement.stream.heard[pair.heard])
    out = []
    for (start, end), heard in rows.items():
        starts = dict.fromkeys((h.transmission, h.token.start, h.token.end) for h in heard)
        texts = [placement.stream.transmissions[t].text[a:b] for t, a, b in starts]
        span = Span(heard[0].span.start_ms, max(h.span.end_ms for h in heard)) if heard else None
        probability = min((h.probability for h in heard), default=0.0)
        log_prob = round(math.log(max(probability, 1e-6)), 3) if heard else None
        out.append(WordEvidence(placement.quote[start:end], " ".join(texts), span, log_prob))
    return tuple(out)


def _around(stream: Stream, place: int, step: int) -> str:
    near = [place + 2 * step, place + step] if step < 0 else [place + step, place + 2 * step]
    texts = [stream.transmissions[k].text for k in near if 0 <= k < len(stream.transmissions)]
    return " / ".join(t for t in texts if t)


def _letters(side: Sequence[Token]) -> str:
    """The words of one side run together, digits by name, for the ear."""
    return "".join(DIGITS[int(t.norm)] if t.kind is Kind.DIGIT else t.norm for t in side)


def _run_together(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalpha())
