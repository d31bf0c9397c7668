"""What stands behind the package's three verbs."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch.batch.folder import find_recordings
from dispatch.batch.run import Failed, transcribe_into
from dispatch.ear import Ear, open_ear, refuse_telling
from dispatch.errors import InputError
from dispatch.files import alone_in, output_folder
from dispatch.pipeline import transcribe_recording
from dispatch.progress import Board
from dispatch.settings import Settings
from dispatch.sound import Searched
from dispatch.store import TranscriptFolder
from dispatch.values import Claim, Report, Transcript
from dispatch.verification import Choices, searched_in, verify_into
from dispatch.verification import verify as verify_in_memory

if TYPE_CHECKING:
    from dispatch.claims import ClaimsInput

Pathname = str | PathLike[str]


def settings(
    model: str | None,
    language: str,
    device: str,
    vocabulary: Pathname | None,
    console_ids: Sequence[str],
    speakers: Pathname | None,
    start_time: str | None,
    tz: str | None,
    offline: bool,
) -> Settings:
    """The verbs' keyword arguments as one value."""
    return Settings(
        model=model,
        language=language,
        vocabulary=None if vocabulary is None else os.fspath(vocabulary),
        console_ids=tuple(console_ids),
        speakers=None if speakers is None else os.fspath(speakers),
        start_time=start_time,
        tz=tz,
        device=device,
        offline=offline,
    )


def transcribe(path: Pathname, choices: Settings) -> Transcript:
    return transcribe_recording(Path(path), open_ear(choices))


def verify(
    recordings: Iterable[Pathname] | Pathname,
    claims: Sequence[Claim] | Pathname,
    output: Pathname | None,
    search: str,
    witness: str,
    clips: str,
    choices: Settings,
) -> Report:
    given = _claims(claims)
    paths = [recordings] if isinstance(recordings, str | PathLike) else list(recordings)
    if not paths:
        raise InputError("recordings", "none is named", "give at least one file or folder")
    folder = None if output is None else output_folder(Path(output))
    found, failed = find_recordings((Path(path) for path in paths), folder)
    if failed:
        raise failed[0]
    if choices.start_time is not None and len(found) > 1:
        why = f"it can't be the start of all {len(found)} recordings"
        raise InputError(f"start_time {choices.start_time}", why, "give one recording, or tz alone")
    ear, board = open_ear(choices), Board(quiet=True)
    refuse_telling(ear, (claim.quote for claim in given.claims))
    how = Choices(search=search, witness=witness, clips=clips)
    if folder is None:
        searched = [Searched(path, transcribe_recording(path, ear)) for path in found]
        return verify_in_memory(given, searched, ear, how, board)
    with alone_in(folder):
        return verify_into(folder, given, _stored(folder, found, ear, board), ear, how, board)


def _claims(claims: Sequence[Claim] | Pathname) -> ClaimsInput:
    from dispatch.claims import ClaimsInput, read_claims

    if isinstance(claims, str | PathLike):
        return read_claims(Path(claims))
    return ClaimsInput(tuple(claims), None, None)


def _stored(folder: Path, paths: Sequence[Path], ear: Ear, board: Board) -> list[Searched]:
    transcripts = TranscriptFolder(folder)
    searched = {}
    for outcome in transcribe_into(transcripts, paths, ear, 1, board):
        if isinstance(outcome, Failed):
            raise outcome.error
        searched[outcome.path] = searched_in(transcripts, outcome)
    return [searched[path] for path in paths if path in searched]
