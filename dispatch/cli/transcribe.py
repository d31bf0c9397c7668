"""``dispatch transcribe``: recordings to transcripts."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispatch.cli.exits import Exit, tell
from dispatch.cli.options import add_hearing, add_recordings, add_running, names
from dispatch.cli.redacting import add_redaction, redaction_of
from dispatch.errors import InputError, OutputError

if TYPE_CHECKING:
    from dispatch.batch.run import Done
    from dispatch.cli.work import Work


def add_to(commands: Any) -> None:
    parser = commands.add_parser(
        "transcribe",
        help="write what is heard on recordings",
        description="Write DIR/<name>.transcript.json for each recording: transmissions with words, times, "
        "speakers and roles, tones and other events, and how much could be heard.",
    )
    add_recordings(parser, output_required=False)
    parser.add_argument(
        "--archive", metavar="DB", type=Path, help="keep the transcripts in this archive, with or without -o"
    )
    parser.add_argument(
        "--watch",
        action="store_true",
        help="go on until interrupted, with recordings as a recorder writes them into the folders",
    )
    parser.add_argument(
        "--formats",
        metavar="NAME[,NAME]",
        type=names,
        default=(),
        help="further files for each recording: srt, vtt, txt, md, rttm, ctm, csv, textgrid, json",
    )
    add_hearing(parser)
    add_redaction(parser)
    add_running(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Exit:
    from dispatch.cli.work import Work
    from dispatch.verifying.redaction import FOLDER, write_redacted_transcript

    formats, redaction = _known(args.formats), redaction_of(args)
    _refuse(args)
    with Work(args, args.archive, watch=args.watch) as work:
        if redaction:
            _look_at(args.output / FOLDER, work)
        copied = 0
        for done in work.transcripts():
            _write_formats(work, args.output, done, formats)
            try:
                if redaction:
                    copies = args.output / FOLDER
                    masked = (done.stem, done.transcript, formats, redaction)
                    write_redacted_transcript(copies, *masked, work.board.say)
                    copied += 1
            except OutputError as error:
                work.fail(error)
            tell(str(done.path if args.output is None else work.folder.path_of(done.stem)))
        if redaction:
            copies = args.output / FOLDER
            work.board.say(f"{copies}: redacted copies: {copied}; look at them before you pass them on")
        return work.exit()


def _look_at(copies: Path, work: Work) -> None:
    """What earlier runs have left where copies go; a report's copy keeps its own masking, which is said."""
    from dispatch.files import remove_leavings

    remove_leavings(copies)
    if (copies / "report.json").exists():
        page = copies / "report.html"
        work.board.say(f"{page}: masked as it was; 'dispatch report' with --redact makes it anew")


def _refuse(args: argparse.Namespace) -> None:
    if args.output is None and args.archive is None:
        why = "no place for the transcripts"
        raise InputError("command line", why, "name a folder with -o, or --archive DB")
    if args.output is None and (args.redact or args.redact_names):
        raise InputError("--redact", "no folder to write copies to", "name one with -o")
    if args.output is None and args.formats:
        raise InputError("--formats", "no folder to write them to", "name one with -o")
    for path in args.recordings if args.watch else ():
        if not path.is_dir():
            raise InputError(str(path), "no folder to watch", "name a folder with --watch")


def _known(formats: tuple[str, ...]) -> tuple[str, ...]:
    from dispatch.formats import FORMATS

    for name in formats:
        if name not in FORMATS:
            known = ", ".join(sorted(FORMATS))
            raise InputError(f"--formats {name}", "no such format", f"choose of {known}")
    return formats


def _write_formats(work: Work, folder: Path, done: Done, formats: tuple[str, ...]) -> None:
    """The further forms of a transcript; one that can't be written does not keep the others."""
    from dispatch.store.forms import write_form

    for name in formats:
        try:
            write_form(folder / f"{done.stem}.{name}", done.transcript, done.path, work.board.say)
        except OutputError as error:
            work.fail(error)
