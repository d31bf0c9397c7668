"""What a report was made of, found again: its transcripts, its recordings, its article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from dispatch.batch.folder import find_recordings
from dispatch.errors import InputError
from dispatch.files import LARGEST_JSON, read_bounded, sha256_of, write_whole
from dispatch.hearing.sound import Searched
from dispatch.store.transcripts import TRANSCRIPT_SUFFIX, TranscriptFolder, read_transcript
from dispatch.values import Report, SearchedRecording, Transcript


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


def taken_along(
    report: Report, searched: Sequence[Searched], home: Path, folder: Path, say: Callable[[str], None]
) -> Report:
    """Copy what lies beside a report, and later commands ask for, to the folder where it is written anew.

    Recordings stay where they are; an article that is found beside the report alone goes along.

    Args:
        searched: the recordings as :func:`found_again` found them.
        say: told under which name an older transcript in the folder is kept.

    Returns:
        The report, with its transcripts named as they are in the folder.

    Raises:
        OutputError: if the folder can't be written.
    """
    transcripts = TranscriptFolder(folder)
    pairs = zip(report.recordings, searched, strict=True)
    names = [_carried(one, found.transcript, home, transcripts, say) for one, found in pairs]
    article = report.article
    if article is not None and not Path(article.path).is_file():
        beside, target = (place / Path(article.path).name for place in (home, folder))
        if beside.is_file() and sha256_of(beside) == article.sha256 and not target.exists():
            write_whole(target, beside.read_bytes())
    recordings = (replace(one, transcript=name) for one, name in zip(report.recordings, names, strict=True))
    return replace(report, recordings=tuple(recordings))


def _carried(
    one: SearchedRecording,
    transcript: Transcript,
    home: Path,
    transcripts: TranscriptFolder,
    say: Callable[[str], None],
) -> str:
    """Copy a transcript, to the byte, and give its name there: another one if a recording has its own."""
    name = Path(one.transcript).name
    stem = transcripts.stem_for(Path(name.removesuffix(TRANSCRIPT_SUFFIX) + ".wav"), one.recording.sha256)
    written = read_bounded(home / name, LARGEST_JSON)
    if kept := transcripts.write(stem, transcript, written):
        say(f"{transcripts.path_of(stem)}: another transcript of the recording is kept as {kept.name}")
    return transcripts.path_of(stem).name


def article_text(report: Report, home: Path) -> str | None:
    """The article as text if it still is what it was, else None: the page then shows no passages."""
    from dispatch.claims import read_claims

    if report.article is None:
        return None
    for path in (Path(report.article.path), home / Path(report.article.path).name):
        if path.is_file() and sha256_of(path) == report.article.sha256:
            return read_claims(path).text
    return None
