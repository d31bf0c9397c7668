"""A copy of a report that may be passed on: private details masked, the full report and the evidence left."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dispatch.files import alone_in, output_folder
from dispatch.hearing.sound import Searched
from dispatch.interfaces import Audio
from dispatch.pipeline import cut_clips
from dispatch.running.progress import Board
from dispatch.store.forms import form_bytes
from dispatch.store.transcripts import TRANSCRIPT_SUFFIX, json_bytes
from dispatch.values import Clip, Finding, Recording, Report, SearchedRecording, Transcript
from dispatch.verifying.copied import refuse_report, refuse_transcripts, replace_report, replace_transcript
from dispatch.verifying.verification import Choices

if TYPE_CHECKING:
    from dispatch.redact import RedactedTranscript

FOLDER = "redacted"
"""Where a copy goes, beside what it is a copy of, unless another place is named."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """What to mask besides what is always masked, and what masked sound is replaced by."""

    names: tuple[str, ...] = ()
    sound: Literal["tone", "silence"] = "tone"


def write_redacted(
    folder: Path,
    report: Report,
    searched: Sequence[Searched],
    article_text: str | None,
    choices: Choices,
    redaction: Redaction,
    board: Board,
) -> Report:
    """Write the redacted copy of a report, its transcripts, its page and its clips; what it says.

    Raises:
        OutputError: if it can't be written, or something that is no copy is there.
        AudioError: if a recording is not any more what was transcribed.
    """
    from dispatch.redact import masker_of, redacted_report, redacted_transcript
    from dispatch.report.write import report_files

    quotes = [finding.quote for finding in report.findings] + [one.quote for one in report.unchecked]
    masker = masker_of(redaction.names, (one.transcript for one in searched), quotes)
    copies = [redacted_transcript(one.transcript, masker) for one in searched]
    of_sha256 = hashlib.sha256(json_bytes(report)).hexdigest()
    copy = redacted_report(report, masker, of_sha256, redaction.sound)
    named = _named(copy.recordings, copies)
    copy = replace(copy, recordings=tuple(one for one, _ in named))
    refuse_report(folder)
    refuse_transcripts(folder, (one.transcript for one, _ in named))
    made = {one.transcript: data for one, data in named}
    made |= report_files(
        copy,
        transcripts=[one.transcript for one in copies],
        clips=list(_clips(report.findings, searched, copies, choices, redaction, board)),
        article_text=masker.blocked(article_text) if article_text is not None else None,
        clips_mode=choices.clips,
        template_dir=choices.templates,
        formats=choices.formats,
    )
    with alone_in(output_folder(folder), board.say):
        replace_report(folder, made, board.say)
    board.say(f"{folder / 'report.html'}: {_masked(copies)} masked in the transcripts")
    return copy


def write_redacted_transcript(
    folder: Path,
    stem: str,
    transcript: Transcript,
    formats: Sequence[str],
    redaction: Redaction,
    say: Callable[[str], None] = lambda line: None,
) -> None:
    """Write the redacted copy of one transcript, in the forms asked for; no other form of it stays.

    Raises:
        OutputError: if it can't be written, or a transcript that is no copy is there.
    """
    from dispatch.redact import masker_of, redacted_transcript

    name = stem + TRANSCRIPT_SUFFIX
    refuse_transcripts(folder, [name])
    copy = redacted_transcript(transcript, masker_of(redaction.names, [transcript])).transcript
    made = {f"{stem}.{form}": form_bytes(copy, form) for form in formats}
    replace_transcript(folder, stem, {**made, name: json_bytes(copy)}, say)


def _named(
    recordings: Sequence[SearchedRecording], copies: Sequence[RedactedTranscript]
) -> list[tuple[SearchedRecording, bytes]]:
    """Each recording with its transcript's copy; two whose masked names are one get distinct ones."""
    named: list[tuple[SearchedRecording, bytes]] = []
    for one, copy in zip(recordings, copies, strict=True):
        data, short = json_bytes(copy.transcript), one.recording.sha256[:8]
        name = Path(one.transcript).name or short + TRANSCRIPT_SUFFIX
        if name in {other.transcript for other, _ in named}:
            name = f"{name.removesuffix(TRANSCRIPT_SUFFIX)}-{short}{TRANSCRIPT_SUFFIX}"
        named.append(
            (replace(one, transcript=name, transcript_sha256=hashlib.sha256(data).hexdigest()), data)
        )
    return named


def _clips(
    findings: Sequence[Finding],
    searched: Sequence[Searched],
    copies: Sequence[RedactedTranscript],
    choices: Choices,
    redaction: Redaction,
    board: Board,
) -> Iterator[Clip]:
    """A clip for each finding that has a place, its private stretches replaced."""
    from dispatch.redact import MaskedAudio

    spans = {one.transcript.recording.sha256: made.spans for one, made in zip(searched, copies, strict=True)}

    def masked(audio: Audio, recording: Recording) -> Audio:
        return MaskedAudio(audio, spans[recording.sha256], redaction.sound)

    for clip in cut_clips(findings if choices.clips != "none" else (), searched, masked):
        if isinstance(clip, Clip):
            yield clip
        else:
            board.say(f"no clip: {clip}")


def _masked(copies: Sequence[RedactedTranscript]) -> str:
    total = sum(len(made.kinds) for made in copies)
    return f"{total} private detail" + ("" if total == 1 else "s")
