"""``dispatch transcribe``: recordings to transcripts."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispatch.cli.exits import Exit
from dispatch.cli.options import add_hearing, add_recordings, add_running, names
from dispatch.errors import InputError, OutputError

if TYPE_CHECKING:
    from dispatch.batch.run import Done


def add_to(commands: Any) -> None:
    parser = commands.add_parser(
        "transcribe",
        help="write what is heard on recordings",
        description="Write DIR/<name>.transcript.json for each recording: transmissions with words, times, "
        "speakers and roles, tones and other events, and how much could be heard.",
    )
    add_recordings(parser)
    parser.add_argument(
        "--formats",
        metavar="NAME[,NAME]",
        type=names,
        default=(),
        help="further files for each recording: srt, vtt, txt, rttm, ctm, csv",
    )
    add_hearing(parser)
    add_running(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Exit:
    from dispatch.cli.work import Work

    formats = _known(args.formats)
    with Work(args) as work:
        for done in work.transcripts():
            try:
                _write_formats(args.output, done, formats)
            except OutputError as error:
                work.fail(error)
            print(work.folder.path_of(done.stem), flush=True)
        return work.exit()


def _known(formats: tuple[str, ...]) -> tuple[str, ...]:
    from dispatch.formats import FORMATS

    for name in formats:
        if name not in FORMATS:
            known = ", ".join(sorted(FORMATS))
            raise InputError(f"--formats {name}", "no such format", f"choose of {known}")
    return formats


def _write_formats(folder: Path, done: Done, formats: tuple[str, ...]) -> None:
    from dispatch.files import write_whole
    from dispatch.formats import render

    for name in formats:
        write_whole(folder / f"{done.stem}.{name}", render(done.transcript, name))
