"""Options that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn

from dispatch.errors import InputError
from dispatch.settings import NONE, Settings


class Parser(argparse.ArgumentParser):
    """argparse, complaining in this program's one-line form."""

    def error(self, message: str) -> NoReturn:
        raise InputError("command line", message.replace(";", ","), f"see {self.prog} --help")


def add_recordings(
    parser: argparse.ArgumentParser, *, optional: bool = False, output_required: bool = True
) -> None:
    parser.add_argument(
        "recordings",
        metavar="PATH",
        nargs="*" if optional else "+",
        type=Path,
        help="a recording, or a folder searched for them",
    )
    parser.add_argument(
        "-o", "--output", metavar="DIR", type=Path, required=output_required, help="folder for the results"
    )


def add_hearing(parser: argparse.ArgumentParser) -> None:
    """Options that decide how recordings are transcribed."""
    group = parser.add_argument_group("hearing")
    group.add_argument(
        "--model",
        metavar="NAME|DIR",
        help="faster-whisper name or CTranslate2 folder (default: base if installed, else tiny.en)",
    )
    group.add_argument(
        "--second-model",
        metavar="NAME|DIR|auto|none",
        default=NONE,
        help="another model that hears what is not sure, too; the likelier words stay. auto is moonshine "
        "where it is installed and English is spoken: twice the work (default: none)",
    )
    group.add_argument("--language", default="en", metavar="CODE", help="language spoken (default: en)")
    group.add_argument("--device", default="auto", choices=("auto", "cpu", "cuda"), help="default: auto")
    group.add_argument(
        "--vocabulary", metavar="FILE", help="place names, units and codes of the region, one a line"
    )
    consoles = "dispatchers' consoles, by radio id or alias"
    group.add_argument("--console-ids", metavar="ID[,ID]", type=names, default=(), help=consoles)
    group.add_argument("--speakers", metavar="FILE", help="corrections of who spoke")
    group.add_argument("--start-time", metavar="TIME", help="clock at the recording's start, ISO 8601")
    zone = "zone of local times in names and tags, and for showing times, such as America/Chicago"
    group.add_argument("--tz", metavar="ZONE", help=zone)
    group.add_argument("--offline", action="store_true", help="never download a model")


def add_running(parser: argparse.ArgumentParser) -> None:
    """Options that decide how the work is done, not what comes out."""
    group = parser.add_argument_group("running")
    group.add_argument(
        "--jobs", metavar="N", type=positive, default=1, help="processes at a time (default: 1)"
    )
    group.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="have the workers of a Dask cluster transcribe, as in tcp://10.0.0.5:8786",
    )
    group.add_argument("--quiet", action="store_true", help="no progress and no messages, only errors")


def add_within(parser: argparse.ArgumentParser) -> None:
    """Options that name a part of an archive."""
    group = parser.add_argument_group("part of the archive")
    group.add_argument("--talkgroup", metavar="ID|NAME", help="this talkgroup alone")
    group.add_argument("--system", metavar="NAME", help="this radio system alone")
    group.add_argument(
        "--from", dest="start", metavar="TIME", help="from this time, ISO 8601, or the start of a date"
    )
    group.add_argument(
        "--to", dest="end", metavar="TIME", help="to this time, ISO 8601, or the end of a date"
    )


def settings_from(args: argparse.Namespace) -> Settings:
    return Settings(
        model=args.model,
        second_model=args.second_model,
        language=args.language,
        device=args.device,
        vocabulary=args.vocabulary,
        console_ids=args.console_ids,
        speakers=args.speakers,
        start_time=args.start_time,
        tz=args.tz,
        offline=args.offline,
    )


def names(text: str) -> tuple[str, ...]:
    """A list with commas, as a tuple without blanks and repeats.

    Example:
        >>> names("srt, vtt,srt")
        ('srt', 'vtt')
    """
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


def positive(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number above 0")
    return number
