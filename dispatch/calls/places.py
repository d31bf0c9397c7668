"""Findings in the places of their own recordings, with the other recordings of the same transmissions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from dispatch.calls.conversation import Conversation
from dispatch.calls.joined import Call
from dispatch.calls.twins import Twin
from dispatch.values import Alternative, Finding, Recording, Span, Transcript, Transmission
from dispatch.wording import tokens

MOST_TOLD = 3


def at_home(finding: Finding, conversations: Mapping[str, Conversation]) -> Finding:
    """A finding in a conversation, as one in the recording where its words begin.

    What lies in later calls goes to ``continues``; differences and words there lose their place.
    """
    others = tuple(_alternative(one, conversations) for one in finding.alternatives)
    repeated = tuple(_alternative(one, conversations) for one in finding.corroboration)
    moved = replace(finding, alternatives=others, corroboration=repeated)
    conversation = conversations.get(finding.recording or "")
    if conversation is None or finding.span is None or len(conversation.calls) == 1:
        return moved
    home = conversation.call_at(finding.span.start_ms)
    pieces = _pieces(finding, conversation)
    own = [one.id for one in pieces if conversation.call_of(one.id) is home]
    later = tuple(_later(finding, pieces, conversation, home))
    return replace(
        moved,
        recording=home.recording.sha256,
        span=_inside(finding.span, home),
        transmissions=tuple(n - home.first for n in own),
        differences=tuple(replace(d, span=_whole_inside(d.span, home)) for d in finding.differences),
        words=tuple(replace(word, span=_whole_inside(word.span, home)) for word in finding.words),
        continues=later,
        reasons=(*finding.reasons, *_told(finding, conversation, later)),
    )


def _alternative(one: Alternative, conversations: Mapping[str, Conversation]) -> Alternative:
    conversation = conversations.get(one.recording)
    if conversation is None:
        return one
    home = conversation.call_at(one.span.start_ms)
    return replace(one, recording=home.recording.sha256, span=_inside(one.span, home))


def _inside(span: Span, call: Call) -> Span:
    common = span & call.span
    return common.shift(-call.offset_ms) if common else Span(0, 0)


def _whole_inside(span: Span | None, call: Call) -> Span | None:
    return span.shift(-call.offset_ms) if span is not None and span in call.span else None


def _pieces(finding: Finding, conversation: Conversation) -> list[Transmission]:
    """What the calls' transcripts have of the finding's transmissions, as far as its words reach."""
    assert finding.span is not None, "found somewhere"
    found: list[Transmission] = []
    for pieces in map(conversation.pieces_of, finding.transmissions):
        found += pieces if len(pieces) == 1 else [one for one in pieces if one.span & finding.span]
    return found


def _later(
    finding: Finding, pieces: Sequence[Transmission], conversation: Conversation, home: Call
) -> Iterator[Alternative]:
    """The pieces that are of other calls, call by call."""
    for call in conversation.calls:
        said = [one for one in pieces if conversation.call_of(one.id) is call]
        if call is not home and said:
            span = Span(said[0].span.start_ms, said[-1].span.end_ms).shift(-call.offset_ms)
            heard = " ".join(one.text for one in said)
            yield Alternative(call.recording.sha256, span, heard, finding.p_said)


def _told(finding: Finding, conversation: Conversation, later: Sequence[Alternative]) -> Iterator[str]:
    paths = {call.recording.sha256: call.recording.path for call in conversation.calls}
    for one in later[:MOST_TOLD]:
        name = PurePath(paths[one.recording]).name
        yield f"The words run on in the recording {name}, at {one.span.start_s:.1f} s, a later call."
    if any(len(conversation.pieces_of(n)) > 1 for n in finding.transmissions):
        yield "The end of a file goes through this transmission; both pieces were heard again as one."
    if finding.said_by is not None and finding.said_by.basis in ("voice", "words"):
        count = len(conversation.calls)
        yield f"Who spoke is told from {count} calls of one channel together, in the order of their clocks."


def witnessed(finding: Finding, twins: Sequence[Twin], transcripts: Mapping[str, Transcript]) -> Finding:
    """The finding with the other recordings of its very transmissions: more witnesses, not more events."""
    seconds = list(_seconds(finding, twins, transcripts))
    if not seconds:
        return finding
    confirmed = finding.verdict.words_were_said
    others = _without(finding.alternatives, seconds)
    again = _without(finding.corroboration, seconds)
    here = transcripts[finding.recording or ""].recording
    records = [one for one in seconds if not _is_copy(here, transcripts[one.recording].recording)]
    return replace(
        finding,
        alternatives=(*seconds, *others),
        corroboration=(*records, *again) if confirmed else finding.corroboration,
        reasons=(*finding.reasons, *_witnesses(finding, seconds[:MOST_TOLD], transcripts)),
    )


def _seconds(
    finding: Finding, twins: Sequence[Twin], transcripts: Mapping[str, Transcript]
) -> Iterator[Alternative]:
    """For each other recording that holds the transmissions, the place and what was heard there."""
    found: dict[str, set[int]] = {}
    for twin in (*twins, *(one.turned() for one in twins)):
        if twin.first.recording == finding.recording and twin.first.transmission in finding.transmissions:
            found.setdefault(twin.second.recording, set()).add(twin.second.transmission)
    for recording, numbers in found.items():
        said = [one for one in transcripts[recording].transmissions if one.id in numbers]
        span = Span(said[0].span.start_ms, max(one.span.end_ms for one in said))
        text = " ".join(one.text for one in said)
        at = (a for a in finding.alternatives if _is_at(a, recording, span))
        known = next((a for a in at if _alike(a.heard, text)), None)  # others were on another channel then
        place = (known.span, known.heard) if known else (span, text)
        yield Alternative(recording, *place, finding.p_said, same_event=True)


def _is_at(one: Alternative, recording: str, span: Span) -> bool:
    return one.recording == recording and (one.span & span) is not None


def _without(places: Sequence[Alternative], seconds: Sequence[Alternative]) -> tuple[Alternative, ...]:
    return tuple(one for one in places if not any(_is_at(one, s.recording, s.span) for s in seconds))


def _witnesses(
    finding: Finding, seconds: Sequence[Alternative], transcripts: Mapping[str, Transcript]
) -> Iterator[str]:
    here = transcripts[finding.recording or ""].recording
    for one in seconds:
        there = transcripts[one.recording].recording
        name = PurePath(there.path).name
        place = f"at {one.span.start_s:.1f} s of the recording {name}"
        if _is_copy(here, there):
            yield f"{name} is a copy of this recording in another form, and no second record."
            continue
        heard = "in the same words" if _alike(one.heard, finding.heard) else f"as “{one.heard}”"
        yield f"By its sound, the same transmission is {place}, heard there {heard}: one event, two records."


def _is_copy(first: Recording, second: Recording) -> bool:
    """Whether one recorder left both, as a WAV and an M4A of one call: they have one sidecar or one name.

    Sound can't tell that from two sites of one digital system.
    """
    sidecar = first.source.get("sidecar_sha256")
    same_name = PurePath(first.path).stem == PurePath(second.path).stem
    return same_name or (sidecar is not None and sidecar == second.source.get("sidecar_sha256"))


def _alike(first: str, second: str) -> bool:
    """Whether one of two wordings holds the other, form aside."""
    a, b = ([token.norm for token in tokens(text)] for text in (first, second))
    short, long = sorted((a, b), key=len)
    return bool(short) and any(long[k : k + len(short)] == short for k in range(len(long) - len(short) + 1))
