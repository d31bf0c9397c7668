"""A verification and its files: the report, the clips, and what a report says about its making."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch import __version__
from dispatch.batch.run import Done
from dispatch.errors import DispatchError
from dispatch.files import refuse_irregular, set_aside
from dispatch.hearing.sound import Searched
from dispatch.pipeline import Beyond, Circumstances, cut_clips, verify_claims
from dispatch.running.progress import Board
from dispatch.settings import AUTO
from dispatch.store.transcripts import TranscriptFolder, json_bytes
from dispatch.values import Clip, Finding, Report, Tool, details, to_json
from dispatch.verifying.witness import Witnesses, open_witnesses

if TYPE_CHECKING:
    from dispatch.claims import ClaimsInput
    from dispatch.hearing.ear import Ear
    from dispatch.verifying.recall import Recalled


@dataclass(frozen=True, slots=True)
class Choices:
    """What a user chooses about a verification, its transcripts apart.

    Raises:
        OutputError: if no report can be written so; made before the work, it saves that.
    """

    search: str = "quick"
    """``quick`` or ``deep``."""
    witness: str = AUTO
    """What is asked of the sound beside the first model: a name, a folder, ``auto`` or ``none``."""
    clips: str = "embed"
    """``embed``, ``files`` or ``none``."""
    formats: tuple[str, ...] = ()
    templates: Path | None = None
    """Folder of a newsroom's own look."""
    command: str = "dispatch.verify"
    """What made the report, so that it can be repeated."""

    def __post_init__(self) -> None:
        from dispatch.report.write import refuse_unwritable

        refuse_unwritable(self.formats, self.templates)


def searched_in(folder: TranscriptFolder, done: Done) -> Searched:
    """A transcribed recording, ready to be searched, with its transcript's place and hash."""
    sha256 = hashlib.sha256(json_bytes(done.transcript)).hexdigest()
    return Searched(done.path, done.transcript, folder.path_of(done.stem).name, sha256)


def recalled_in(folder: TranscriptFolder, recalled: Recalled) -> list[Searched]:
    """Recordings recalled from an archive, their transcripts written to the folder as they lie there.

    Raises:
        OutputError: if one can't be written.
    """
    searched = []
    for stored, has_sound in zip(recalled.stored, recalled.has_sound, strict=True):
        stem = folder.stem_for(stored.path, stored.transcript.recording.sha256)
        folder.write(stem, stored.transcript)
        done = Done(stored.path, stem, stored.transcript)
        searched.append(replace(searched_in(folder, done), has_sound=has_sound))
    return searched


def verify(
    claims: ClaimsInput,
    searched: Sequence[Searched],
    ear: Ear,
    choices: Choices,
    board: Board,
    beyond: Beyond | None = None,
) -> Report:
    """The report on claims against recordings; each recording counts once, however often it is named."""
    from dispatch.examining.examine import ExamineOptions

    once = {one.transcript.recording.sha256: one for one in reversed(searched)}
    witnesses = open_witnesses(ear, choices.witness)
    circumstances = Circumstances(
        datetime.now(UTC).isoformat(timespec="seconds"), _tool(ear, choices, witnesses), claims.article
    )
    with board.work("verifying", [1.0]) as tick:
        return verify_claims(
            claims.claims,
            [one for one in searched if once[one.transcript.recording.sha256] is one],
            witnesses.scorer,
            ExamineOptions(search=choices.search),
            circumstances,
            lambda share: tick(0, share),
            beyond,
            ear,
        )


def verify_into(
    folder: Path,
    claims: ClaimsInput,
    searched: Sequence[Searched],
    ear: Ear,
    choices: Choices,
    board: Board,
    beyond: Beyond | None = None,
) -> Report:
    """Verify, and write the report with its clips into a folder.

    Raises:
        OutputError: if it can't be written.
    """
    report = verify(claims, searched, ear, choices, board, beyond)
    keep_words_of_people(folder, board)
    write_files(folder, report, searched, claims.text, choices, board)
    return report


def keep_words_of_people(folder: Path, board: Board) -> None:
    """Keep a report that listeners or editors have added to under another name, before a new one is written.

    Raises:
        OutputError: if it can't be renamed, or is no file.
    """
    earlier = folder / "report.json"
    refuse_irregular(earlier)
    if earlier.exists() and _holds_words_of_people(earlier):
        kept = f"the report that people added to is kept as {set_aside(earlier).name}"
        board.say(f"{folder}: {kept}; 'dispatch report --merge' brings what they exported into the new one")


def _drawn(report: Report, searched: Sequence[Searched], choices: Choices) -> tuple[Finding, ...]:
    """The findings that get a clip; without sound in the report, a drawing where the recording still is."""
    there = {one.transcript.recording.sha256 for one in searched if one.path.is_file()}
    return tuple(f for f in report.findings if choices.clips != "none" or f.recording in there)


def write_files(
    folder: Path,
    report: Report,
    searched: Sequence[Searched],
    article_text: str | None,
    choices: Choices,
    board: Board,
) -> None:
    """Cut the clips and write the report in its forms.

    Raises:
        OutputError: if it can't be written.
        AudioError: if a recording is not any more what was transcribed.
    """
    from dispatch.report import write_report

    clips = []
    for clip in cut_clips(_drawn(report, searched, choices), searched):
        if isinstance(clip, Clip):
            clips.append(clip)
        else:
            board.say(f"no clip: {clip}")
    write_report(
        report,
        folder,
        transcripts=tuple(one.transcript for one in searched),
        clips=tuple(clips),
        article_text=article_text,
        clips_mode=choices.clips,
        template_dir=choices.templates,
        formats=choices.formats,
        say=board.say,
    )


def _holds_words_of_people(path: Path) -> bool:
    """Whether listeners or editors have added to a report, or it is something else that nobody may lose."""
    from dispatch.report import read_report

    try:
        report = read_report(path)
    except DispatchError:
        return True
    return any(finding.listeners or finding.editor for finding in report.findings)


def _tool(ear: Ear, choices: Choices, witnesses: Witnesses) -> Tool:
    from dispatch.judge import calibration_details

    return Tool(
        name="dispatch",
        version=__version__,
        command=choices.command,
        settings=details(
            {
                "search": choices.search,
                "witnesses": [
                    {"model": one.model, "model_sha256": one.model_sha256} for one in witnesses.beside
                ],
            }
        ),
        calibration=calibration_details(),
        engine=details(to_json(ear.engine)),
    )
