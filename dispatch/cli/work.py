"""What ``transcribe`` and ``verify`` share: inputs found, transcripts made, failures named and counted."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from dispatch.batch.folder import expected_of, walk_recordings
from dispatch.batch.run import Done, Failed, Means, transcribe_onto
from dispatch.batch.shelf import Shelf
from dispatch.batch.watch import Watch
from dispatch.cli.exits import Exit, complain
from dispatch.cli.options import settings_from
from dispatch.cli.tally import Tally
from dispatch.errors import DispatchError, InputError, OutputError
from dispatch.files import alone_in, output_folder
from dispatch.hearing.ear import Ear, open_ear
from dispatch.running.progress import Board
from dispatch.store.transcripts import TranscriptFolder


class Work:
    """The recordings of one command and what became of them. Use with ``with``: it holds the folder.

    Args:
        archive: also keep the transcripts there, and find those that it has.
        watch: go on for ever, with recordings as they come into the named folders.

    Raises:
        OutputError: if results can't be written; nothing has been done then.
        ModelError: if the model can't be used.
        InputError: if the settings can't.
    """

    def __init__(self, args: argparse.Namespace, archive: Path | None = None, *, watch: bool = False) -> None:
        self.board = Board(args.quiet)
        self.tally = Tally(args.console_ids, corrections=bool(args.speakers))
        self._paths: list[Path] = args.recordings
        self._output: Path | None = args.output
        self._watch = watch
        with contextlib.ExitStack() as held:
            self.shelf = self._shelf(held, archive)
            self._expected = None if watch else expected_of(self._first_look())
            self._refuse_one_start_for_many(args.start_time)
            self.ear: Ear | None = None
            if self._expected is None or self._expected.parts:
                self.ear = open_ear(settings_from(args))
                jobs = args.jobs if self._expected is None else min(args.jobs, self._expected.parts)
                self._means = Means(self.ear, jobs, args.scheduler)
            self._held = held.pop_all()

    @property
    def folder(self) -> TranscriptFolder:
        """The folder of results, for commands that always have one."""
        assert self.shelf.folder is not None, "the command asks for -o"
        return self.shelf.folder

    def __enter__(self) -> Work:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._held.close()

    def transcripts(self) -> Iterator[Done]:
        """Transcripts as they are kept; recordings that have none are named and counted."""
        if self.ear is None:
            return
        recordings = Watch(self._paths, self._output).recordings() if self._watch else self._walk()
        try:
            for outcome in transcribe_onto(self.shelf, recordings, self._means, self.board, self._expected):
                match outcome:
                    case Done():
                        self.tally.count(outcome)
                        yield outcome
                    case Failed(path, error):
                        self.fail(error, path)
        except OutputError as error:
            self.fail(error)
        finally:
            for line in self.tally.lines():
                self.board.say(line)

    def in_given_order(self, done: list[Done]) -> list[Done]:
        place = {path: number for number, path in enumerate(self._walk())}
        last = len(place)  # a recording may be gone by now; what becomes of it is found out when it is opened
        return sorted(done, key=lambda one: place.get(one.path, last))

    def fail(self, error: DispatchError, path: Path | None = None) -> None:
        complain(error)
        self.tally.fail(error, path)

    def exit(self, matched: bool = False) -> Exit:
        """How the command ends: some inputs failed outranks a verdict that matched."""
        if self.tally.failed:
            return Exit.PARTIAL if self.tally.usable else Exit.UNUSABLE
        return Exit.MATCHED if matched else Exit.DONE

    def _shelf(self, held: contextlib.ExitStack, archive: Path | None) -> Shelf:
        folder = hold = None
        if self._output is not None:
            folder = TranscriptFolder(output_folder(self._output))
            hold = held.enter_context(alone_in(self._output, self.board.say))
        if not self._watch:
            hold = None  # it ends, and then others may
        if archive is None:
            return Shelf(folder, hold=hold)
        from dispatch.archive.database import Archive

        # A watch that is started again meets all that lies there, a better model's transcripts among it.
        return Shelf(folder, held.enter_context(Archive(archive, create=True)), hold, renews=not self._watch)

    def _first_look(self) -> Iterator[Path]:
        """The recordings; paths that lead to none are named before any work is done."""
        for one in walk_recordings(self._paths, leave_out=self._output):
            if isinstance(one, InputError):
                self.fail(one)
            else:
                yield one

    def _walk(self) -> Iterator[Path]:
        for one in walk_recordings(self._paths, leave_out=self._output):
            if isinstance(one, Path):
                yield one

    def _refuse_one_start_for_many(self, start_time: str | None) -> None:
        many = "all that comes" if self._expected is None else f"all {self._expected.parts} recordings"
        if start_time and (self._expected is None or self._expected.parts > 1):
            why = f"it can't be the start of {many}"
            raise InputError(f"--start-time {start_time}", why, "give one recording, or --tz alone")
