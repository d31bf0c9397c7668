"""A folder of redacted copies: nothing but a copy is replaced there by another one, and that wholly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from dispatch.errors import DispatchError, OutputError
from dispatch.files import sha256_of
from dispatch.formats import FORMATS
from dispatch.report import read_report
from dispatch.report.check import clip_hashes
from dispatch.report.forms import FORM_FILES
from dispatch.report.forms import form_bytes as report_form
from dispatch.store.forms import form_bytes, holds, is_transcript, refuse_taken
from dispatch.store.transcripts import TRANSCRIPT_SUFFIX, read_transcript
from dispatch.values import Report, Transcript
from dispatch.verifying.swapping import swap

_CLIP = re.compile(r"\d{3,}-.*\.[a-z0-9]+")
"""Names that this program gives to clips."""


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


def replace_report(folder: Path, made: Mapping[str, bytes], say: Callable[[str], None]) -> None:
    """Put the files of a report's copy in the place of an earlier one, of which nothing stays.

    Args:
        made: the files by name, ``report.json`` last.
        say: told where a file is kept that has such a name and is known to be of no copy.

    Raises:
        OutputError: if it can't be done; the earlier copy is then as it was.
    """
    copy = copied_report(folder / "report.json")
    names = [name for name in made if name.endswith(TRANSCRIPT_SUFFIX)]
    names += [Path(one.transcript).name for one in copy.recordings if one.transcript] if copy else []
    there: dict[str, bool] = {}
    for name in names:
        there |= _transcript(folder, name.removesuffix(TRANSCRIPT_SUFFIX), copy is not None)
    if copy is not None:
        there |= _report(folder, copy)
    _exchange(folder, made, there, say)


def replace_transcript(
    folder: Path, stem: str, made: Mapping[str, bytes], say: Callable[[str], None]
) -> None:
    """Put the files of a transcript's copy in the place of an earlier one, as :func:`replace_report` does."""
    if f"{stem}.json" in made:
        refuse_taken(folder / f"{stem}.json")
    _exchange(folder, made, _transcript(folder, stem), say)


def _exchange(
    folder: Path, made: Mapping[str, bytes], there: Mapping[str, bool], say: Callable[[str], None]
) -> None:
    unknown = [name for name in {**there, **dict.fromkeys(made)} if not there.get(name)]
    kept = swap(folder, made, [name for name in there if there[name]], unknown)
    if kept is not None:
        say(f"{folder}: what is known to be of no earlier copy is kept in {kept}")


def _report(folder: Path, copy: Report) -> dict[str, bool]:
    """The files of a report's earlier copy, its transcripts apart, and whether each is known to be that."""
    files = [name for name in FORM_FILES if (folder / name).is_file()]
    known = {name: holds(folder / name, report_form(copy, name)) for name in files}
    return {**known, **_clips(folder), "report.html": True, "report.json": True}


def _transcript(folder: Path, stem: str, certain: bool = False) -> dict[str, bool]:
    """The files of a transcript's earlier copy, and whether each is known to be that.

    Args:
        certain: that there was a copy, even if its transcript is gone.
    """
    copy = copied_transcript(folder / (stem + TRANSCRIPT_SUFFIX))
    if copy is None and not certain:
        return {}
    there = {stem + TRANSCRIPT_SUFFIX: copy is not None}
    for path in (folder / f"{stem}.{name}" for name in FORMATS):
        if path.is_file() and (path.suffix != ".json" or is_transcript(path)):
            there[path.name] = copy is not None and holds(path, form_bytes(copy, path.suffix[1:]))
    return there


def _clips(folder: Path) -> dict[str, bool]:
    """The clips beside an earlier copy's page, and whether the page knows each."""
    page = folder / "report.html"
    stated = clip_hashes(page.read_text("utf-8", "replace")) if page.is_file() else frozenset()
    clips = [path for path in (folder / "clips").glob("*") if path.is_file() and _CLIP.fullmatch(path.name)]
    return {f"clips/{path.name}": sha256_of(path) in stated for path in clips}


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
    return transcript if transcript.is_redacted_copy else None
