"""Where a batch puts its transcripts and finds those of earlier runs: a folder, an archive, or both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from dispatch.archive.database import Archive
from dispatch.files import Hold
from dispatch.hearing.assembly import named
from dispatch.hearing.ear import Ear
from dispatch.hearing.origin import described, same_units
from dispatch.store.transcripts import TranscriptFolder
from dispatch.values import Transcript


@dataclass(frozen=True, slots=True)
class Task:
    """A recording that is to have a transcript."""

    path: Path
    sha256: str
    stem: str
    """Name of its transcript in the folder, without the suffixes."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder, an archive, or both. A transcript on either is found; a new one goes to both."""

    folder: TranscriptFolder | None
    archive: Archive | None = None
    hold: Hold | None = None
    """On the folder, where a run that never ends is to let others in."""

    renews: bool = True
    """Whether what is found in the archive becomes current again, as what this run is asked for."""

    def open_to_others(self) -> AbstractContextManager[None]:
        """While nothing is under way: let other runs work in the folder meanwhile."""
        return nullcontext() if self.hold is None else self.hold.open_to_others()

    def stem_for(self, path: Path, sha256: str) -> str:
        if self.folder is None:
            return path.stem
        formerly = self.archive.held_at(path) if self.archive is not None else frozenset()
        return self.folder.stem_for(path, sha256, formerly)

    def stored(self, task: Task, ear: Ear, other_stem: str | None = None) -> Transcript | None:
        """A transcript of these bytes by this very work, if what lies beside it names the same radios.

        Args:
            other_stem: the name under which a copy of the recording has its transcript.
        """
        for transcript in self._made(task, ear, other_stem):
            recording = transcript.recording
            if same_units(recording, described(recording, task.path, ear.settings)):
                return transcript
        return None

    def keep(self, task: Task, transcript: Transcript, ear: Ear) -> tuple[Transcript, Path | None]:
        """Put a transcript on the shelf, under the recording's own name and clock.

        Returns:
            It as it was kept, and the name that an older one of the recording was given.

        Raises:
            OutputError: if it can't be written.
        """
        own = named(transcript, task.path, ear.settings)
        older = self.folder.write(task.stem, own) if self.folder is not None else None
        if self.archive is not None:
            self.archive.add(own, task.path, current=self.renews)
        return own, older

    def _made(self, task: Task, ear: Ear, other_stem: str | None) -> Iterator[Transcript]:
        if self.folder is not None:
            for stem in dict.fromkeys((task.stem, other_stem or task.stem)):
                found = self.folder.find(stem, task.sha256, ear.engine)
                if found is not None:
                    yield found
        if self.archive is not None:
            yield from self.archive.made_by(task.sha256, ear.engine)
