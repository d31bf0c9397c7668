"""``--redact`` and what goes with it: the same on each command that writes results."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dispatch.verifying.redaction import Redaction


def add_redaction(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("copies to pass on")
    group.add_argument(
        "--redact",
        action="store_true",
        help="write a copy, into a folder 'redacted', with phone numbers, dates of birth, licence plates and "
        "medical details masked in text and clips",
    )
    group.add_argument(
        "--redact-names", metavar="FILE", type=Path, help="names to mask too, one a line; means --redact"
    )
    group.add_argument(
        "--redact-sound",
        choices=("tone", "silence"),
        default="tone",
        help="what masked sound is replaced by (default: tone)",
    )


def redaction_of(args: argparse.Namespace) -> Redaction | None:
    """What is to be masked, or None where no copy is asked for.

    Raises:
        InputError: if the list of names can't be read.
    """
    from dispatch.redact import read_names
    from dispatch.verifying.redaction import Redaction

    if not (args.redact or args.redact_names):
        return None
    return Redaction(read_names(args.redact_names) if args.redact_names else (), args.redact_sound)
