"""What ``transcribe`` and ``verify`` share: inputs found, transcripts made, failures named and counted."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from types import TracebackType

from dispatch.batch.folder import find_recordings
from dispatch.batch.run import Done, Failed, transcribe_into
from dispatch.cli.exits import Exit, complain
from dispatch.cli.options import settings_from
from dispatch.ear import Ear, open_ear
from dispatch.errors import DispatchError, InputError
from dispatch.files import alone_in, output_folder
from dispatch.progress import Board
from dispatch.store import TranscriptFolder


class Work:
    """The recordings of one command and what became of them. Use with ``with``: it holds the folder.

    Raises:
        OutputError: if results can't be written; nothing has been done then.
        ModelError: if the model can't be used.
        InputError: if the settings can't.
    """

    def __init__(self, args: argparse.Namespace) -> None:
        self.board = Board(args.quiet)
        self.failed = 0
        self.usable = 0
        self._jobs: int = args.jobs
        self.folder = TranscriptFolder(output_folder(args.output))
        with contextlib.ExitStack() as held:
            held.enter_context(alone_in(args.output, self.board.say))
            self._open(args)
            self._held = held.pop_all()

    def __enter__(self) -> Work:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.close()

    def _open(self, args: argparse.Namespace) -> None:
        self._recordings, unusable = find_recordings(args.recordings, leave_out=args.output)
        for error in unusable:
            self.fail(error)
        if args.start_time and len(self._recordings) > 1:
            why = f"it can't be the start of all {len(self._recordings)} recordings"
            raise InputError(f"--start-time {args.start_time}", why, "give one recording, or --tz alone")
        self.ear: Ear | None = open_ear(settings_from(args)) if self._recordings else None

    def transcripts(self) -> Iterator[Done]:
        """Transcripts as they are written; recordings that have none are named and counted."""
        if self.ear is None:
            return
        for outcome in transcribe_into(self.folder, self._recordings, self.ear, self._jobs, self.board):
            match outcome:
                case Done():
                    self.usable += 1
                    yield outcome
                case Failed(_, error):
                    self.fail(error)

    def in_given_order(self, done: list[Done]) -> list[Done]:
        place = {path: number for number, path in enumerate(self._recordings)}
        return sorted(done, key=lambda one: place[one.path])

    def fail(self, error: DispatchError) -> None:
        complain(error)
        self.failed += 1

    def exit(self, matched: bool = False) -> Exit:
        """How the command ends: some inputs failed outranks a verdict that matched."""
        if self.failed:
            return Exit.PARTIAL if self.usable else Exit.UNUSABLE
        return Exit.MATCHED if matched else Exit.DONE
