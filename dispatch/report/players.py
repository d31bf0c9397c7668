"""The player of one stretch: its drawing, its word labels, its time codes."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from dispatch.report import words as w
from dispatch.report.drawings import clip_units, waveform
from dispatch.report.marks import Piece
from dispatch.report.safe import file_name, file_stem, visible
from dispatch.report.stretches import Part
from dispatch.report.times import at_clock, clock, place
from dispatch.report.views import Player, WordLabel
from dispatch.values import Clip, Recording, Span

VIEW_MARGIN_MS = 350
"""Sound shown on either side of the words before the listener asks for more."""

_EXTENSION = {
    "audio/mpeg": "mp3",
    "audio/wav": "wav",
    "audio/x-wav": "wav",
    "audio/ogg": "ogg",
    "audio/opus": "opus",
    "audio/mp4": "m4a",
    "audio/flac": "flac",
}
_LABEL_PER_CENT_PER_CHARACTER = 1.15
_LABEL_ROWS = 3
_LONGEST_LABELLED_MS = 12_000


def clip_file(index: int, clip: Clip) -> str:
    """The clip's name inside the report's folder; numbered, so that no two are the same.

    Example:
        >>> clip_file(3, Clip("c/1", "", 0, Span(0, 1), "audio/mpeg", b"", ""))
        'clips/004-c-1.mp3'
    """
    extension = _EXTENSION.get(clip.media_type.split(";")[0].strip(), "bin")
    return f"clips/{index + 1:03d}-{file_stem(clip.claim_id)}.{extension}"


def clip_source(index: int, clip: Clip, mode: str) -> str:
    """Where the page finds the sound: in itself, in a file beside it, or nowhere."""
    if mode == "none" or not clip.data:
        return ""
    if mode == "files":
        return clip_file(index, clip)
    if not clip.media_type.startswith("audio/"):
        return ""
    return f"data:{clip.media_type};base64,{base64.b64encode(clip.data).decode()}"


def clip_for(span: Span, claim_id: str, recording: str | None, clips: Sequence[Clip]) -> int | None:
    """Which clip of the claim holds the stretch, if one does."""
    for i, clip in enumerate(clips):
        if clip.claim_id == claim_id and clip.recording == recording and span & clip.span == span:
            return i
    return None


def player(
    part: Part, index: int, clip: Clip, name: str, recording: Recording, mode: str, used: set[int]
) -> Player | None:
    """The player of one part, drawn on its clip; None for a part without a place."""
    if part.span is None:
        return None
    view = part.span.grow(VIEW_MARGIN_MS)
    labels, rows = _labels(part.pieces, view)
    source = clip_source(index, clip, mode)
    owns = index not in used
    used.add(index)
    left = max(0.0, clip_units(clip, view.start_ms))
    return Player(
        id=f"p{len(used)}-{part.span.start_ms}",
        clip=index,
        name=name,
        start_ms=part.span.start_ms,
        end_ms=part.span.end_ms,
        clip_start_ms=clip.span.start_ms,
        clip_end_ms=clip.span.end_ms,
        from_to=w.FROM_TO.format(start=place(part.span.start_ms), end=place(part.span.end_ms)),
        code=time_code(part.span, recording),
        view_box=f"{left:.1f} 0 {clip_units(clip, view.end_ms) - left:.1f} 200",
        width=clip_units(clip, clip.span.end_ms),
        wave=waveform(clip),
        spectrogram=_picture(clip),
        ticks=tuple(
            (clip_units(clip, piece.span.start_ms), bool(piece.mark))
            for piece in part.pieces
            if piece.span and not piece.outside
        ),
        inside=(clip_units(clip, part.span.start_ms), clip_units(clip, part.span.end_ms)),
        labels=labels,
        rows=rows,
        source=source,
        element=f"a{index}",
        owns_element=owns and bool(source),
        instead=""
        if source
        else w.NO_CLIP.format(name=file_name(recording.path), start=place(part.span.start_ms)),
    )


def time_code(span: Span, recording: Recording) -> str:
    """Where the stretch lies, to the millisecond: what paper has in place of sound."""
    text = w.CLIP_CODE.format(
        start=place(span.start_ms, 3), end=place(span.end_ms, 3), name=file_name(recording.path)
    )
    start, end = at_clock(recording, span.start_ms), at_clock(recording, span.end_ms)
    return text + (w.CLIP_CLOCK.format(start=clock(start, 3), end=clock(end, 3)) if start and end else "")


def _picture(clip: Clip) -> str:
    if not clip.spectrogram_png:
        return ""
    return f"data:image/png;base64,{base64.b64encode(clip.spectrogram_png).decode()}"


def _labels(pieces: Sequence[Piece], view: Span) -> tuple[tuple[WordLabel, ...], int]:
    """Words under the waveform, each in the first of three rows where it does not touch another."""
    if view.duration_ms > _LONGEST_LABELLED_MS:
        return (), 0
    free = [0.0] * _LABEL_ROWS
    labels = []
    for piece in pieces:
        if piece.span is None or piece.outside:
            continue
        at = 100 * (piece.span.start_ms - view.start_ms) / view.duration_ms
        text = visible(piece.text).strip(".,;:!?")
        row = next((i for i, end in enumerate(free) if at >= end), None)
        if row is None or len(text) > 24:
            continue
        free[row] = at + len(text) * _LABEL_PER_CENT_PER_CHARACTER + 1
        labels.append(
            WordLabel(f"{at:.2f}%", row, text, piece.span.start_ms, piece.span.end_ms, bool(piece.mark))
        )
    return tuple(labels), 1 + max((label.row for label in labels), default=-1)
