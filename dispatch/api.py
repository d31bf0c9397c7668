"""What stands behind the package's three verbs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch.arguments import Pathname
from dispatch.batch.folder import find_recordings
from dispatch.batch.run import Failed, transcribe_into
from dispatch.errors import InputError
from dispatch.files import alone_in, output_folder
from dispatch.hearing.ear import Ear, open_ear, refuse_telling
from dispatch.hearing.sound import Searched
from dispatch.pipeline import transcribe_recording
from dispatch.running.progress import Board
from dispatch.settings import Settings
from dispatch.store.transcripts import TranscriptFolder
from dispatch.values import Report, Transcript
from dispatch.verifying.verification import Choices, searched_in, verify_into
from dispatch.verifying.verification import verify as verify_in_memory
from dispatch.verifying.witness import refuse_missing

if TYPE_CHECKING:
    from dispatch.claims import ClaimsInput


def transcribe(path: Pathname, settings: Settings) -> Transcript:
    """What :func:`dispatch.transcribe` does, its keyword arguments in one value."""
    return transcribe_recording(Path(path), open_ear(settings))


def verify(
    recordings: Iterable[Pathname] | Pathname,
    claims: ClaimsInput,
    output: Pathname | None,
    choices: Choices,
    settings: Settings,
) -> Report:
    """What :func:`dispatch.verify` does; without ``output`` nothing is written."""
    paths = [recordings] if isinstance(recordings, str | PathLike) else list(recordings)
    if not paths:
        raise InputError("recordings", "none is named", "give at least one file or folder")
    folder = None if output is None else output_folder(Path(output))
    found, failed = find_recordings((Path(path) for path in paths), folder)
    if failed:
        raise failed[0]
    if settings.start_time is not None and len(found) > 1:
        why = f"it can't be the start of all {len(found)} recordings"
        raise InputError(f"start_time {settings.start_time}", why, "give one recording, or tz alone")
    refuse_missing(choices.witness, offline=settings.offline)
    ear, board = open_ear(settings), Board(quiet=True)
    refuse_telling(ear, (claim.quote for claim in claims.claims))
    if folder is None:
        searched = [Searched(path, transcribe_recording(path, ear)) for path in found]
        return verify_in_memory(claims, searched, ear, choices, board)
    with alone_in(folder):
        return verify_into(folder, claims, _stored(folder, found, ear, board), ear, choices, board)


def _stored(folder: Path, paths: Sequence[Path], ear: Ear, board: Board) -> list[Searched]:
    transcripts = TranscriptFolder(folder)
    searched = {}
    for outcome in transcribe_into(transcripts, paths, ear, 1, board):
        if isinstance(outcome, Failed):
            raise outcome.error
        searched[outcome.path] = searched_in(transcripts, outcome)
    return [searched[path] for path in paths if path in searched]
