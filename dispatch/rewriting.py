"""What a report was made of, found again: its transcripts, its recordings, its article."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dispatch.batch.folder import find_recordings
from dispatch.errors import InputError
from dispatch.files import sha256_of
from dispatch.sound import Searched
from dispatch.store import read_transcript
from dispatch.values import Report, SearchedRecording


def home_of(path: Path) -> Path:
    """The folder of a report named by its file, its page or the folder itself."""
    return path if path.is_dir() else path.parent


def found_again(
    report: Report, home: Path, given: Sequence[Path], *, sound: bool = True
) -> tuple[Searched, ...]:
    """The recordings of a report with their transcripts; where sound is wanted, the files as well.

    Raises:
        InputError: if a transcript, or a recording whose sound is wanted, is not there any more.
        SchemaError: if a transcript is not in the published form.
    """
    named, missing = find_recordings(given)
    if missing:
        raise missing[0]
    by_sha256 = {sha256_of(path): path for path in named} if sound else {}
    return tuple(_found(one, home, by_sha256, sound) for one in report.recordings)


def _found(one: SearchedRecording, home: Path, by_sha256: dict[str, Path], sound: bool) -> Searched:
    transcript = read_transcript(home / Path(one.transcript).name)
    if transcript.recording.sha256 != one.recording.sha256:
        raise InputError(one.transcript, "the transcript of another recording", "verify once more")
    path = by_sha256.get(one.recording.sha256) or Path(one.recording.path)
    if sound and not (path.is_file() and sha256_of(path) == one.recording.sha256):
        remedy = "say where it lies with --recordings, or use --clips none"
        raise InputError(one.recording.path, "the recording is not there any more", remedy)
    return Searched(path, transcript, one.transcript, one.transcript_sha256)


def article_text(report: Report, home: Path) -> str | None:
    """The article as text if it still is what it was, else None: the page then shows no passages."""
    from dispatch.claims import read_claims

    if report.article is None:
        return None
    for path in (Path(report.article.path), home / Path(report.article.path).name):
        if path.is_file() and sha256_of(path) == report.article.sha256:
            return read_claims(path).text
    return None
