"""``dispatch claims``: what an article says was said, as a list to check or correct by hand."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dispatch.cli.exits import Exit
from dispatch.errors import OutputError
from dispatch.running.progress import Board
from dispatch.values import Claim


def add_to(commands: Any) -> None:
    parser = commands.add_parser(
        "claims",
        help="list what an article says was said on the radio",
        description="List the quotations and reported statements of an article, with who they are "
        "attributed to and whether a recording could confirm them. The list can be corrected by hand "
        "and given to 'dispatch verify --claims': attributed_to is dispatcher, unit (who answers on the "
        "air), caller, other or unknown.",
    )
    parser.add_argument(
        "article",
        metavar="ARTICLE",
        type=Path,
        help="plain text, Markdown, HTML, .docx, .pdf; - for standard input",
    )
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help=".json or .csv; - for JSON on standard output (the default)",
    )
    parser.add_argument("--quiet", action="store_true", help="no messages, only errors")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Exit:
    from dispatch.claims import read_claims
    from dispatch.claims.listing import claims_text

    board = Board(args.quiet)
    found = read_claims(args.article).claims
    if args.output is None or str(args.output) == "-":
        sys.stdout.write(claims_text(found, ".json"))
    else:
        _write(found, args.output, board)
    checkable = sum(claim.checkable for claim in found)
    board.say(f"{len(found)} claims, {checkable} of them checkable against a recording")
    return Exit.DONE


def _write(found: Sequence[Claim], target: Path, board: Board) -> None:
    """Write the list; a different one under that name may have been corrected by hand, so it is kept."""
    from dispatch.claims.listing import claims_text
    from dispatch.files import output_folder, refuse_irregular, set_aside, write_whole

    if target.is_dir():
        raise OutputError(str(target), "is a folder", "name a file in it with -o, as claims.json")
    refuse_irregular(target)
    output_folder(target.parent)
    new = claims_text(found, target.suffix).encode("utf-8", "backslashreplace")
    if target.exists():
        if target.read_bytes() == new:
            return
        board.say(f"{target}: the earlier list is kept as {set_aside(target).name}")
    write_whole(target, new)
