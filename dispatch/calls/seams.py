"""Transmissions that the end of a file goes through: a feed is cut by the clock, whoever is talking.

Half a transmission is heard worse than a whole one, and its voice told worse. Where the files of a feed are
examined as one conversation, the two pieces are heard again as one. The transcripts stay as they are, each
of one recording alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from dispatch.hearing.assembly import numbered
from dispatch.interfaces import Audio, Hearing, SpeakerEmbedder, Transcriber
from dispatch.values import Flag, Recording, Span, Stretch, Transmission

TOUCHES_MS = 100
"""Silence at a file's end or start with which a transmission still counts as cut there."""


def runs_on(first: Hearing, second: Hearing, gap_ms: int) -> bool:
    """Whether somebody talks through the end of ``first``, the file of the same feed before ``second``.

    ``gap_ms`` is the time between them by their clocks. A recorder of single calls ends a file with the
    transmission, so that two which touch are two transmissions.
    """
    recordings = [one.transcript.recording for one in (first, second)]
    doubt_ms = 1000 * sum(one.start_time_uncertainty or 0.0 for one in recordings)
    said, then = first.transcript.transmissions, second.transcript.transmissions
    return (
        all(map(_is_of_a_feed, recordings))
        and gap_ms <= doubt_ms + TOUCHES_MS
        and bool(said and then)
        and max(one.span.end_ms for one in said) >= recordings[0].duration_ms - TOUCHES_MS
        and then[0].span.start_ms <= TOUCHES_MS
    )


def _is_of_a_feed(recording: Recording) -> bool:
    return bool(recording.source.get("feed")) and not recording.source.get("talkgroup")


def heard_whole(
    audio: Audio,
    said: Sequence[Transmission],
    later_pieces: Collection[int],
    transcriber: Transcriber,
    embedder: SpeakerEmbedder,
) -> Iterator[Transmission]:
    """The transmissions, pieces of one heard again as one under the first piece's id.

    ``later_pieces`` are the ids of those that continue the one before. Pieces in which two voices are
    heard, of which a person corrected one, or in which nothing is heard any more, are left as they are.
    """
    groups: list[list[Transmission]] = []
    for one in said:
        if one.id in later_pieces and groups:
            groups[-1].append(one)
        else:
            groups.append([one])
    for pieces in groups:
        whole = _whole(audio, pieces, transcriber, embedder) if len(pieces) > 1 else None
        yield from pieces if whole is None else [whole]


def _whole(
    audio: Audio, pieces: Sequence[Transmission], transcriber: Transcriber, embedder: SpeakerEmbedder
) -> Transmission | None:
    from dispatch.turns import split_turns

    if any(one.is_corrected for one in pieces):
        return None
    stretch = Stretch(
        Span(pieces[0].span.start_ms, pieces[-1].span.end_ms),
        pieces[0].channel,
        snr_db=max(pieces, key=lambda one: one.span.duration_ms).snr_db,
        clipped=any(Flag.CLIPPED in one.flags for one in pieces),
    )
    turns = split_turns(audio, [stretch], embedder)
    heard = numbered(transcriber.hear(audio, turns)) if len(turns) == 1 else ()
    return replace(heard[0], id=pieces[0].id) if heard else None
