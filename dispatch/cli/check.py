"""``dispatch check``: whether a report still stands."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispatch.cli.exits import Exit
from dispatch.errors import InputError
from dispatch.progress import Board, printable

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
        "--again",
        action="store_true",
        help="run the report's command once more, without the network, and compare every finding",
    )
    parser.add_argument("--quiet", action="store_true", help="no progress and no messages")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Exit:
    from dispatch.report import check_report

    again = (lambda report: _made_again(report, args.quiet)) if args.again else None
    found = check_report(args.report, recordings=args.recordings, again=again)
    for one in found:
        print(printable(str(one)))
    if not found:
        Board(args.quiet).say(f"{args.report}: all is as it was")
    return Exit.MATCHED if any(one.counts for one in found) else Exit.DONE


def _made_again(report: Report, quiet: bool) -> Report:
    """The report of the same command, run here and now into a folder that is thrown away.

    The command comes out of a file that anybody may have written, so it is only ever read by this
    program's own ``verify``, never by a shell, and without the network.
    """
    from dispatch.cli import verify
    from dispatch.cli.main import parser
    from dispatch.files import scratch_folder
    from dispatch.report import read_report

    try:
        words = shlex.split(report.tool.command)
    except ValueError:
        words = []
    if words[:2] != ["dispatch", "verify"]:
        what = f"the report's command {report.tool.command!r}"
        raise InputError(what, "not a command that can be run again", "check it without --again")
    args = parser().parse_args(words[1:])
    with scratch_folder() as folder:
        args.output, args.offline, args.quiet, args.clips, args.argv = (
            folder,
            True,
            quiet,
            "none",
            words[1:],
        )
        verify.examined(args)
        return read_report(folder)
