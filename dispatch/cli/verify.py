"""``dispatch verify``: claims against recordings, as a report."""

from __future__ import annotations

import argparse
import shlex
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispatch.cli.exits import Exit, tell
from dispatch.cli.options import add_hearing, add_recordings, add_running, add_within, names
from dispatch.cli.redacting import add_redaction, redaction_of
from dispatch.errors import InputError
from dispatch.running.progress import Board, printable
from dispatch.values import Finding, Report, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch.batch.run import Done
    from dispatch.claims import ClaimsInput
    from dispatch.cli.consulting import Consulted
    from dispatch.cli.work import Work
    from dispatch.verifying.redaction import Redaction
    from dispatch.verifying.verification import Choices

QUOTE_WIDTH = 60
"""Characters of a quote in the table."""


def add_to(commands: Any) -> None:
    parser = commands.add_parser(
        "verify",
        help="check claims against recordings",
        description="Check what a text says was said on the radio against recordings. Writes "
        "DIR/report.html to read, DIR/report.json for programs, and the transcripts.",
    )
    add_recordings(parser, optional=True)
    parser.add_argument(
        "--archive", metavar="DB", type=Path, help="check against an archive instead of recordings"
    )
    parser.add_argument(
        "--claims",
        metavar="FILE",
        type=Path,
        required=True,
        help="list of claims (.json, .csv) or an article (.txt, .md, .html, .docx, .pdf); - for "
        "standard input",
    )
    parser.add_argument(
        "--search",
        choices=("quick", "deep"),
        default="quick",
        help="deep asks the sound of every transmission about every claim (default: quick)",
    )
    parser.add_argument(
        "--witness",
        metavar="NAME|DIR|none",
        default="auto",
        help="model that is asked, too, what the sound bears out (default: moonshine and the other of "
        "base and tiny.en beside either, where installed)",
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
    parser.add_argument("--templates", metavar="DIR", type=Path, help="a newsroom's own look for the page")
    parser.add_argument(
        "--fail-on",
        metavar="VERDICT[,VERDICT]",
        type=_verdicts,
        default=frozenset(),
        help="end with exit code 1 if any of these verdicts is given",
    )
    add_hearing(parser)
    add_within(parser)
    add_redaction(parser)
    add_running(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Exit:
    from dispatch.files import refuse_irregular

    refuse_irregular(args.output / "report.json")
    redaction = redaction_of(args)
    if redaction:
        from dispatch.verifying.copied import refuse_report
        from dispatch.verifying.redaction import FOLDER

        refuse_report(args.output / FOLDER)
    work, report = examined(args)
    if report is None:
        return work.exit()
    if redaction:
        _write_copy(args, report, redaction)
    for line in (*_table(report), str(args.output / "report.html")):
        tell(line)
    return work.exit(matched=any(finding.verdict in args.fail_on for finding in report.findings))


def examined(args: argparse.Namespace) -> tuple[Work | Consulted, Report | None]:
    """Do the work and write its files; no report where no recording could be used."""
    if args.archive is not None:
        from dispatch.cli.consulting import consulted

        return consulted(args)
    _refuse_within(args)
    if not args.recordings:
        raise InputError("command line", "no recording is named", "name recordings, or --archive DB")
    from dispatch.claims import read_claims
    from dispatch.cli.work import Work
    from dispatch.hearing.ear import refuse_telling
    from dispatch.verifying.verification import Choices
    from dispatch.verifying.witness import refuse_missing

    claims = read_claims(args.claims)
    choices = Choices(args.search, args.witness, args.clips, args.formats, args.templates, _command(args))
    refuse_missing(args.witness, offline=args.offline)
    with Work(args) as work:
        if work.ear is not None:
            refuse_telling(work.ear, (claim.quote for claim in claims.claims))
        done = work.in_given_order(list(work.transcripts()))
        if work.ear is None or not done:
            return work, None
        if not any(claim.checkable for claim in claims.claims):
            nothing = "no claims that a recording could bear out, so there are no findings"
            work.board.say(f"{args.claims}: {nothing}")
        return work, _verified(work, claims, done, choices)


def _refuse_within(args: argparse.Namespace) -> None:
    """Refuse what names a part of an archive where there is none to take a part of."""
    values = {
        "--talkgroup": args.talkgroup,
        "--system": args.system,
        "--from": args.start,
        "--to": args.end,
    }
    given = [name for name, value in values.items() if value is not None]
    if given:
        why = "it names a part of an archive, and none is given"
        raise InputError(", ".join(given), why, "give --archive DB, or leave it out")


def _verified(work: Work, claims: ClaimsInput, done: Sequence[Done], choices: Choices) -> Report | None:
    """The report; a recording that is not any more what was transcribed is named and left out of it."""
    from dispatch.errors import AudioError
    from dispatch.verifying.verification import searched_in, verify_into

    assert work.ear is not None, "opened for the recordings that are done"
    searched = [searched_in(work.folder, one) for one in done]
    while searched:
        try:
            return verify_into(work.folder.folder, claims, searched, work.ear, choices, work.board)
        except AudioError as error:
            left = [one for one in searched if str(one.path) != error.what]
            if len(left) == len(searched):
                raise
            work.fail(error)
            work.tally.usable -= len(searched) - len(left)
            searched = left
    return None


def _write_copy(args: argparse.Namespace, report: Report, redaction: Redaction) -> None:
    """A redacted copy beside the report, made of what lies on disk."""
    from dispatch.verifying.redaction import FOLDER, write_redacted
    from dispatch.verifying.rewriting import article_text, found_again
    from dispatch.verifying.verification import Choices

    searched = found_again(report, args.output, args.recordings, sound=args.clips != "none")
    choices = Choices(clips=args.clips, formats=args.formats, templates=args.templates)
    text = article_text(report, args.output)
    board = Board(args.quiet)
    write_redacted(args.output / FOLDER, report, searched, text, choices, redaction, board)


def _verdicts(text: str) -> frozenset[Verdict]:
    known = {verdict.value: verdict for verdict in Verdict}
    for name in names(text):
        if name not in known:
            raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(known)}")
    return frozenset(known[name] for name in names(text))


def _command(args: argparse.Namespace) -> str:
    return shlex.join(["dispatch", *args.argv])


def _table(report: Report) -> list[str]:
    """A line for each finding, under a head; what was not found is nowhere, whatever came nearest."""
    from dispatch.report.safe import file_name

    several = len(report.recordings) > 1
    names = {r.recording.sha256: file_name(r.recording.path) if several else "" for r in report.recordings}
    places = [_place(finding, names) for finding in report.findings]
    wide = max(8, *map(len, places)) if places else 8
    head = f"{'claim':<6} {'verdict':<18} {'at':<{wide}} quote"
    rows = zip(report.findings, places, strict=True)
    return [head, *(_row(finding, f"{place:<{wide}}") for finding, place in rows)]


def _place(finding: Finding, names: dict[str, str]) -> str:
    from dispatch.report.times import place
    from dispatch.report.words import NOWHERE

    if finding.verdict is Verdict.NOT_FOUND:
        return NOWHERE
    if finding.span is None or finding.recording is None:
        return "-"
    return printable(f"{place(finding.span.start_ms)} {names.get(finding.recording, '')}".rstrip())


def _row(finding: Finding, place: str) -> str:
    quote = textwrap.shorten(finding.quote, QUOTE_WIDTH, placeholder="…")
    return printable(f"{finding.claim_id:<6} {finding.verdict.value:<18} {place} “{quote}”")
