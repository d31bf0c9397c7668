"""``dispatch archive``: bring transcripts that lie on disk into an archive, or say what it holds."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispatch.cli.exits import Exit, complain, tell
from dispatch.errors import DispatchError, InputError
from dispatch.running.progress import Board, printable

if TYPE_CHECKING:
    from dispatch.archive.database import Archive
    from dispatch.values import Recording, Transcript

MOST_CHANNELS = 40
"""Talkgroups that are listed."""


def add_to(commands: Any) -> None:
    parser = commands.add_parser(
        "archive",
        help="add transcripts to an archive, or say what it holds",
        description="Add transcripts that were made before to an archive. Without any, say what it holds. "
        "New recordings get into it by 'dispatch transcribe --archive DB'.",
    )
    parser.add_argument("archive", metavar="DB", type=Path, help="the archive; made if transcripts are named")
    parser.add_argument(
        "transcripts", metavar="PATH", nargs="*", type=Path, help="transcripts, or folders searched for them"
    )
    parser.add_argument(
        "--recordings",
        metavar="PATH",
        nargs="+",
        type=Path,
        default=(),
        help="where their recordings lie, so that quotes can be checked against the sound",
    )
    parser.add_argument("--quiet", action="store_true", help="no messages, only errors")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Exit:
    from dispatch.archive.database import Archive

    with Archive(args.archive, create=bool(args.transcripts)) as archive:
        if not args.transcripts:
            for line in _described(archive):
                tell(printable(line))
            return Exit.DONE
        return _add(archive, args.transcripts, args.recordings, Board(args.quiet))


def _add(archive: Archive, paths: Sequence[Path], recordings: Sequence[Path], board: Board) -> Exit:
    from dispatch.store.transcripts import read_transcript

    sounds = _by_sha256(recordings)
    added = known = failed = copies = former = 0
    for path in _transcripts_in(paths):
        try:
            transcript = read_transcript(path)
            if transcript.is_redacted_copy and path in paths:
                raise InputError(str(path), "a redacted copy", "name the full transcript")
        except DispatchError as error:
            complain(error)
            failed += 1
            continue
        if transcript.is_redacted_copy:
            copies += 1
            continue
        if path not in paths and _is_of_what_was_there_before(path, transcript):
            former += 1
            continue
        sound = sounds.get(transcript.recording.sha256) or _beside(path, transcript.recording)
        new = archive.add(transcript, sound)
        added, known = added + new, known + (not new)
    board.say(f"{added} transcripts added, {known} were there already{_left_out(copies, former)}")
    if not added + known + failed:
        only = "only redacted copies" if copies else "no transcript"
        raise InputError(str(paths[0]), f"{only} in it", "name .transcript.json files or their folder")
    if failed:
        return Exit.PARTIAL if added + known else Exit.UNUSABLE
    return Exit.DONE


def _beside(transcript: Path, recording: Recording) -> Path | None:
    """The recording, if it lies beside its transcript."""
    from dispatch.files import sha256_of

    path = transcript.parent / Path(recording.path).name
    try:
        return path if path.is_file() and sha256_of(path) == recording.sha256 else None
    except InputError:
        return None


def _left_out(copies: int, former: int) -> str:
    said = f"; redacted copies left out: {copies}" if copies else ""
    return said + (f"; of files before they changed, left out: {former}" if former else "")


def _is_of_what_was_there_before(path: Path, transcript: Transcript) -> bool:
    """Whether a transcript was set aside for one of other bytes, as a recording that grows leaves it."""
    from dispatch.store.transcripts import TRANSCRIPT_SUFFIX, read_transcript

    stem, was_set_aside, _ = path.name.rpartition(".transcript.earlier-")
    try:
        now = read_transcript(path.with_name(stem + TRANSCRIPT_SUFFIX)) if was_set_aside else transcript
    except DispatchError:
        return False
    return now.recording.sha256 != transcript.recording.sha256


def _transcripts_in(paths: Sequence[Path]) -> Iterator[Path]:
    """Transcripts, those set aside for newer ones first: the one added last is the current one."""
    for path in paths:
        if path.is_dir():
            found = (*path.rglob("*.transcript.json"), *path.rglob("*.transcript.earlier-*.json"))
            yield from sorted(found, key=lambda one: (".earlier-" not in one.name, one))
        else:
            yield path


def _by_sha256(recordings: Sequence[Path]) -> dict[str, Path]:
    from dispatch.batch.folder import find_recordings
    from dispatch.files import sha256_of

    found, failed = find_recordings(recordings)
    if failed:
        raise failed[0]
    return {sha256_of(path): path for path in found}


def _described(archive: Archive) -> Iterator[str]:
    from dispatch.archive.channels import bounds, channels
    from dispatch.report.times import length

    held = archive.holdings()
    yield f"{held.recordings} recordings, {length(held.duration_ms)} of sound"
    yield f"{held.transmissions} transmissions"
    if (edges := bounds(archive)) is not None:
        yield "starting from {} to {}".format(*edges)
    found = channels(archive)
    for one in found[:MOST_CHANNELS]:
        names = [("talkgroup", f"{one.talkgroup} {one.tag}".strip()), ("system", one.system)]
        yield f"{one.recordings} of " + ", ".join(f"{what} {name}" for what, name in names if name)
    if len(found) > MOST_CHANNELS:
        yield f"and {len(found) - MOST_CHANNELS} more talkgroups"
    if held.undated:
        yield f"{held.undated} recordings of unknown time"
    for model, count in held.models:
        yield f"{count} transcripts by {model}"
