"""A folder of redacted copies: nothing but a copy is ever replaced there by another one."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dispatch.errors import DispatchError, OutputError
from dispatch.report import read_report
from dispatch.store import read_transcript
from dispatch.values import Report, Transcript


def refuse_home(folder: Path, home: Path) -> None:
    """Refuse the folder of a report for its copy.

    Raises:
        OutputError: if it is the same.
    """
    if folder.resolve() == home.resolve():
        why = "the report itself is there, and a redacted copy never takes its place"
        raise OutputError(str(folder), why, "name another folder with -o, or none for the folder 'redacted'")


def refuse_report(folder: Path) -> None:
    """Refuse a folder in which the copy of a report would take the place of a report.

    Raises:
        OutputError: if there is one that is no redacted copy.
    """
    path = folder / "report.json"
    if path.exists() and copied_report(path) is None:
        raise _no_copy(path)


def refuse_transcripts(folder: Path, names: Iterable[str]) -> None:
    """Refuse a folder in which the copy of a transcript would take the place of a transcript.

    Raises:
        OutputError: if one of these names is that of something else than a redacted copy.
    """
    for path in (folder / name for name in names):
        if path.exists() and copied_transcript(path) is None:
            raise _no_copy(path)


def _no_copy(path: Path) -> OutputError:
    why = "it is no redacted copy, and none is written over it"
    return OutputError(str(path), why, "name another folder with -o, or move it away")


def copied_report(path: Path) -> Report | None:
    """The redacted copy of a report in a file, None if anything else is there."""
    try:
        report = read_report(path)
    except DispatchError:
        return None
    return report if report.tool.settings.get("redaction") is not None else None


def copied_transcript(path: Path) -> Transcript | None:
    """The redacted copy of a transcript in a file, None if anything else is there."""
    try:
        transcript = read_transcript(path)
    except DispatchError:
        return None
    return transcript if transcript.engine.settings.get("redaction") is not None else None
