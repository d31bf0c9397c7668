"""``dispatch report``: a report written anew, with what people added to it or in other forms."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from dispatch.cli.exits import Exit
from dispatch.cli.options import names
from dispatch.cli.redacting import add_redaction, redaction_of
from dispatch.running.progress import Board


def add_to(commands: Any) -> None:
    parser = commands.add_parser(
        "report",
        help="bring listeners' words and editors' decisions into a report",
        description="Write a report anew from its report.json, the transcripts beside it and the recordings: "
        "with what listeners wrote, in other forms, or in a newsroom's own look. No verdict changes.",
    )
    parser.add_argument(
        "report", metavar="REPORT", type=Path, help="report.json, report.html or their folder"
    )
    parser.add_argument(
        "--merge",
        metavar="FILE",
        nargs="+",
        type=Path,
        default=(),
        help="files exported from the report's page: what listeners heard, what an editor decided",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="DIR",
        type=Path,
        help="folder (default: the report's own, and with --redact the folder 'redacted' in it)",
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
        "--clips",
        choices=("embed", "files", "none"),
        default="embed",
        help="sound in the report (default: embed)",
    )
    parser.add_argument(
        "--formats", metavar="NAME[,NAME]", type=names, default=(), help="further forms: md, csv, jsonld"
    )
    parser.add_argument("--templates", metavar="DIR", type=Path, help="a newsroom's own look")
    add_redaction(parser)
    parser.add_argument("--quiet", action="store_true", help="no messages, only errors")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Exit:
    from dispatch.files import output_folder
    from dispatch.report import merge_listening, read_report
    from dispatch.report.write import report_file
    from dispatch.verifying.copied import refuse_home, refuse_report
    from dispatch.verifying.redaction import FOLDER, write_redacted
    from dispatch.verifying.rewriting import article_text, found_again, home_of, taken_along
    from dispatch.verifying.verification import Choices, keep_words_of_people, write_files

    board = Board(args.quiet)
    choices = Choices(clips=args.clips, formats=args.formats, templates=args.templates)
    report, home = read_report(args.report), home_of(args.report)
    for file in args.merge:
        report = merge_listening(report, file, board.say)
    redaction = redaction_of(args)
    folder = args.output or (home / FOLDER if redaction else home)
    if redaction:
        refuse_home(folder, home)
        refuse_report(folder)
    output_folder(folder)
    searched = found_again(report, home, args.recordings, sound=args.clips != "none")
    if redaction:
        write_redacted(folder, report, searched, article_text(report, home), choices, redaction, board)
        return Exit.DONE
    if folder.resolve() != home.resolve():
        report = taken_along(report, searched, home, folder, board.say)
    if report_file(args.report).resolve() != (folder / "report.json").resolve():
        keep_words_of_people(folder, board)
    write_files(folder, report, searched, article_text(report, home), choices, board)
    people = sum(len(finding.listeners) + (finding.editor is not None) for finding in report.findings)
    board.say(f"{folder / 'report.html'}: {people} entries by people, verdicts unchanged")
    return Exit.DONE
