"""``dispatch verify --archive``: claims against what an archive holds of a talkgroup and a time."""

from __future__ import annotations

import argparse
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dispatch.cli.exits import Exit
from dispatch.cli.options import settings_from
from dispatch.errors import InputError
from dispatch.running.progress import Board

if TYPE_CHECKING:
    from dispatch.archive.within import Within
    from dispatch.claims import ClaimsInput
    from dispatch.values import Report
    from dispatch.verifying.recall import Recalled


@dataclass(frozen=True, slots=True)
class Consulted:
    """How a command on an archive ends: nothing that it reads can fail by itself."""

    def exit(self, matched: bool = False) -> Exit:
        return Exit.MATCHED if matched else Exit.DONE


def consulted(args: argparse.Namespace) -> tuple[Consulted, Report]:
    """Verify claims against a part of an archive, and write the report.

    Raises:
        InputError: if there is no such archive, or it holds nothing of that part.
        ModelError: if a model that is to be asked about the sound can't be used.
    """
    from dispatch.claims import read_claims
    from dispatch.files import alone_in, output_folder
    from dispatch.hearing.ear import open_ear, refuse_telling
    from dispatch.store.transcripts import TranscriptFolder
    from dispatch.verifying.verification import Choices, recalled_in, verify_into
    from dispatch.verifying.witness import refuse_missing

    if args.recordings:
        why = "recordings and an archive are named"
        raise InputError("command line", why, "add the recordings to the archive with 'dispatch transcribe'")
    _refuse_unused(args)
    claims, board = read_claims(args.claims), Board(args.quiet)
    command = shlex.join(["dispatch", *args.argv])
    choices = Choices(args.search, args.witness, args.clips, args.formats, args.templates, command)
    refuse_missing(args.witness, offline=args.offline)
    recalled = _recalled(args, claims)
    board.say(f"{len(recalled.stored)} recordings are examined")
    for note in recalled.beyond.notes:
        board.say(note)
    with alone_in(output_folder(args.output), board.say):
        ear = open_ear(settings_from(args))
        refuse_telling(ear, (claim.quote for claim in claims.claims))
        folder = TranscriptFolder(args.output)
        searched = recalled_in(folder, recalled)
        report = verify_into(args.output, claims, searched, ear, choices, board, recalled.beyond)
    return Consulted(), report


def _refuse_unused(args: argparse.Namespace) -> None:
    """Options that say how recordings are transcribed: an archive's were, and have their own clocks."""
    for option, value in (("--start-time", args.start_time), ("--scheduler", args.scheduler)):
        if value is not None:
            raise InputError("command line", f"{option} has no effect on an archive", "leave it out")


def _recalled(args: argparse.Namespace, claims: ClaimsInput) -> Recalled:
    from dispatch.archive.database import Archive
    from dispatch.archive.within import within_of
    from dispatch.transcribe.vocabulary import refuse_claim_words
    from dispatch.verifying.recall import recall

    within = within_of(args.talkgroup, args.system, args.start, args.end, args.tz)
    with Archive(args.archive) as archive:
        for prompt in archive.prompts():
            refuse_claim_words([prompt], [claim.quote for claim in claims.claims])
        recalled = recall(archive, within, claims.claims)
        if not recalled.stored and not recalled.beyond.extent.speech_ms:
            why = f"nothing in it{_named(within)}"
            raise InputError(str(args.archive), why, "see 'dispatch archive DB' for what it holds")
    return recalled


def _named(within: Within) -> str:
    parts = [part for part in (within.system, within.talkgroup) if part]
    time = " at that time" if within.is_bounded_in_time else ""
    return (f" of {' '.join(parts)}" if parts else "") + time
