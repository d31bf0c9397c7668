"""``dispatch search``: words in an archive of transcripts."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispatch.cli.exits import Exit, tell
from dispatch.cli.options import add_within, positive
from dispatch.running.progress import Board, printable

if TYPE_CHECKING:
    from dispatch.archive.search import Hit

SYNTAX = """words are looked for in any order, in one transmission:
  structure fire        both words, as structure AND fire
  '"structure fire"'    the phrase
  'struct*'             words that begin so
  '~kedzie'             words that sound so
  'fire -drill'         without the word
  'smoke OR flames'     either
  922                   the number, however it is said; not 9220
  '92*'                 numbers that begin so
"""


def add_to(commands: Any) -> None:
    parser = commands.add_parser(
        "search",
        help="find words in an archive",
        description="Find transmissions in an archive, which 'dispatch transcribe --archive DB' fills.",
        epilog=SYNTAX,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("query", metavar="QUERY", nargs="+", help="words, phrases, beginnings; see below")
    parser.add_argument("--archive", metavar="DB", type=Path, required=True, help="the archive")
    add_within(parser)
    parser.add_argument("--tz", metavar="ZONE", help="zone of times without an offset")
    parser.add_argument("--sounds-like", action="store_true", help="take every word as it sounds")
    parser.add_argument(
        "--sort", choices=("best", "time"), default="best", help="best fit first, or oldest (default: best)"
    )
    parser.add_argument("--limit", metavar="N", type=positive, default=20, help="at most N (default: 20)")
    parser.add_argument(
        "--every-model",
        action="store_true",
        help="search the older transcripts of a recording, too, and of what its file held before it grew",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--quiet", action="store_true", help="no messages, only errors")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Exit:
    from dispatch.archive.database import Archive
    from dispatch.archive.search import How, search
    from dispatch.archive.within import within_of

    within = within_of(args.talkgroup, args.system, args.start, args.end, args.tz)
    how = How(args.sounds_like, args.sort, args.limit, args.every_model)
    with Archive(args.archive) as archive:
        hits = search(archive, " ".join(args.query), within, how)
        undated = archive.holdings(within).undated if within.is_bounded_in_time else 0
    for hit in hits:
        tell(_object(hit) if args.json else _line(hit))
    board = Board(args.quiet)
    if undated:
        board.say(f"{undated} recordings of unknown time were not searched")
    if not hits:
        board.say("nothing found" + _hint(" ".join(args.query)))
    return Exit.DONE


def _hint(query: str) -> str:
    """What is said of a search for a word that other programs read as "without"."""
    unquoted = re.sub(r'"[^"]*"?', " ", query).split()
    return "; NOT is a word like others, and -word leaves one out" if "NOT" in unquoted else ""


def _line(hit: Hit) -> str:
    from dispatch.report.times import place

    where = f"{Path(hit.path).name} {place(hit.span.start_ms)}"
    channel = " ".join(filter(None, (hit.talkgroup, hit.tag))) or "-"
    who = hit.unit or hit.role.value
    return printable(f"{hit.clock_start or '-'}  {channel}  {who}  {where}  {hit.text}")


def _object(hit: Hit) -> str:
    from dispatch.values import to_json

    return json.dumps(to_json(hit), ensure_ascii=True)
