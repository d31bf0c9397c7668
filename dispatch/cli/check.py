"""``dispatch check``: whether a report still stands."""

from __future__ import annotations

import argparse
import contextlib
import io
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispatch.cli.exits import Exit, tell
from dispatch.errors import InputError
from dispatch.running.progress import Board, printable

if TYPE_CHECKING:
    from dispatch.values import Report


def add_to(commands: Any) -> None:
    parser = commands.add_parser(
        "check",
        help="check that a report still stands",
        description="Hash the recordings, the article, the transcripts and the clips of a report again and "
        "say what is not as it was, or is not there to be checked. Ends with exit code 1 if anything is.",
    )
    parser.add_argument(
        "report", metavar="REPORT", type=Path, help="report.json, report.html or their folder"
    )
    parser.add_argument(
        "--recordings",
        metavar="PATH",
        nargs="+",
        type=Path,
        default=(),
        help="where the recordings lie now; they are recognised by their hash",
    )
    parser.add_argument(
        "--claims",
        metavar="FILE",
        type=Path,
        help="where the article or the list of claims lies now, if it was moved or came from standard input",
    )
    parser.add_argument(
        "--again",
        action="store_true",
        help="run the report's command once more, without the network, and compare every finding",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress and no messages")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Exit:
    from dispatch.report import check_report

    again = (lambda report: _made_again(report, args)) if args.again else None
    found = check_report(args.report, recordings=args.recordings, claims=args.claims, again=again)
    for one in found:
        tell(printable(str(one)))
    if not found:
        Board(args.quiet).say(f"{args.report}: all is as it was")
    return Exit.MATCHED if any(one.counts for one in found) else Exit.DONE


def _made_again(report: Report, asked: argparse.Namespace) -> Report:
    """The report of the same command, run here and now into a folder that is thrown away.

    The command comes out of a file that anybody may have written, so it is only ever read by this
    program's own ``verify``, never by a shell, and without the network, a cluster or templates, which are
    programs: no finding depends on those.
    """
    from dispatch.cli import verify
    from dispatch.files import scratch_folder
    from dispatch.report import read_report

    args = _command_of(report)
    args.recordings = _lying_now(report, args.recordings, asked)
    args.claims = asked.claims or args.claims
    if str(args.claims) == "-":
        why = "they came from standard input, which is not kept"
        raise InputError("the claims", why, "put them into a file and name it with --claims")
    args.offline, args.quiet, args.clips = True, asked.quiet, "none"
    args.scheduler, args.templates, args.formats = None, None, ()
    with scratch_folder() as folder:
        args.output = folder
        _, made = verify.examined(args)
        if made is None:
            why = "none of them can be transcribed now"
            raise InputError("the report's recordings", why, "say where they lie with --recordings")
        return read_report(folder)


def _command_of(report: Report) -> argparse.Namespace:
    """The arguments of the verification that made a report."""
    from dispatch.cli.main import parser

    what = f"the report's command {report.tool.command!r}"
    unusable = InputError(what, "not a command that can be run again", "check it without --again")
    try:
        words = shlex.split(report.tool.command)
    except ValueError:
        words = []
    if words[:2] != ["dispatch", "verify"]:
        raise unusable
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            args = parser().parse_args(words[1:])
    except SystemExit:  # it asks for help, and nothing would be compared
        raise unusable from None
    args.argv = words[1:]
    return args


def _lying_now(report: Report, named: list[Path], asked: argparse.Namespace) -> list[Path]:
    """The recordings that a command named; if they have moved, those of the report, by their hash."""
    from dispatch.report.check import by_sha256, lying_at
    from dispatch.verifying.rewriting import home_of

    if not named or (not asked.recordings and all(path.exists() for path in named)):
        return named
    elsewhere = by_sha256(asked.recordings)
    found: list[Path] = []
    for recording in (searched.recording for searched in report.recordings):
        path = elsewhere.get(recording.sha256) or lying_at(recording.path, home_of(asked.report))
        if path is None:
            why = "the recording is not there, so it can't be verified again"
            raise InputError(recording.path, why, "say where it lies with --recordings")
        found.append(path)
    return found
