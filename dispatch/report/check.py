"""Whether a report still stands: the same files, the same page, the published form."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from dispatch.errors import InputError
from dispatch.files import sha256_of
from dispatch.report.write import read_report, report_file
from dispatch.values import Finding, Report, to_json

_EMBEDDED = re.compile(r'<audio [^>]*src="data:[^;"]+;base64,([^"]*)"')
_BESIDE = re.compile(r'<audio [^>]*src="(clips/[^"]*)"')
_CLIP_HASH = re.compile(r'"end":\d+,"rec":\d+,"sha256":"([0-9a-f]{64})"')


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """One thing that is not as the report says; ``serious`` where the evidence itself is in question."""

    what: str
    why: str
    serious: bool = True
    unchecked: bool = False
    """It is not there, so that nobody can say whether it is as it was."""

    @property
    def counts(self) -> bool:
        """Whether the report can't be said to stand; a newer version of the tool alone is no reason."""
        return self.serious or self.unchecked

    def __str__(self) -> str:
        return f"{self.what}: {self.why}"


def check_report(
    path: Path,
    *,
    recordings: Sequence[Path] = (),
    claims: Path | None = None,
    again: Callable[[Report], Report] | None = None,
) -> tuple[Discrepancy, ...]:
    """What differs between a report and the files it speaks of; nothing where all is as it was.

    Args:
        path: ``report.json``, ``report.html`` or their folder.
        recordings: where the recordings lie now, if not where the report names them; files or
            folders. They are recognised by their hash.
        claims: where the article lies now, if not where the report names it.
        again: makes the report anew, for a comparison of every finding.

    Raises:
        InputError: if there is no report, or one of ``recordings`` is not there.
        SchemaError: if it is not in the published form.
    """
    report = read_report(path)
    folder = report_file(path).parent
    found = [
        *_recordings(report, folder, recordings),
        *_article(report, folder, claims),
        *_transcripts(report, folder),
    ]
    found += _page(folder)
    if again is not None:
        found += compare(report, again(report))
    return tuple(found)


def by_sha256(paths: Sequence[Path]) -> dict[str, Path]:
    """Files, and all that folders hold, by their hash.

    Raises:
        InputError: if a path leads to none.
    """
    return {sha256_of(file): file for path in paths for file in _files(path)}


def _recordings(report: Report, folder: Path, given: Sequence[Path]) -> Iterator[Discrepancy]:
    elsewhere = by_sha256(given)
    for searched in report.recordings:
        recording = searched.recording
        if recording.sha256 in elsewhere:
            continue
        file = lying_at(recording.path, folder)
        if file is None:
            yield _missing(recording.path, "recording", "--recordings")
        elif (now := sha256_of(file)) != recording.sha256:
            yield Discrepancy(recording.path, f"the recording has changed: {now}, not {recording.sha256}")


def _article(report: Report, folder: Path, given: Path | None) -> Iterator[Discrepancy]:
    if report.article is None:
        return
    file = given or lying_at(report.article.path, folder)
    if file is None:
        yield _missing(report.article.path, "article", "--claims")
    elif (now := sha256_of(file)) != report.article.sha256:
        yield Discrepancy(report.article.path, f"the article has changed: {now}, not {report.article.sha256}")


def _transcripts(report: Report, folder: Path) -> Iterator[Discrepancy]:
    for searched in report.recordings:
        if not searched.transcript or not searched.transcript_sha256:
            continue
        file = folder / Path(searched.transcript).name
        if not file.is_file():
            yield _missing(searched.transcript, "transcript")
        elif (now := sha256_of(file)) != searched.transcript_sha256:
            yield Discrepancy(searched.transcript, f"the transcript has changed: {now}")


def _missing(name: str, what: str, option: str = "") -> Discrepancy:
    why = f"the {what} is not there, so it could not be checked"
    why += f"; say where it lies with {option}" if option else ""
    return Discrepancy(name, why, serious=False, unchecked=True)


def _page(folder: Path) -> Iterator[Discrepancy]:
    """Every clip that the page plays, against the hashes it gives for its clips."""
    page = folder / "report.html"
    if not page.is_file():
        return
    text = page.read_text(encoding="utf-8", errors="replace")  # damage to it is to be told, not to end this
    stated = clip_hashes(text)
    for n, data in enumerate(_EMBEDDED.findall(text), 1):
        try:
            digest = hashlib.sha256(base64.b64decode(data, validate=True)).hexdigest()
        except ValueError:  # no base64, or letters that are none of it
            digest = ""
        if digest not in stated:
            yield Discrepancy(f"{page.name}: clip {n}", "the sound is not what the page gives the hash of")
    for name in _BESIDE.findall(text):
        clip = folder / name
        if not clip.is_file():
            yield Discrepancy(name, "the clip is not there")
        elif sha256_of(clip) not in stated:
            yield Discrepancy(name, "the clip is not what the page gives the hash of")


def clip_hashes(page: str) -> frozenset[str]:
    """The SHA-256 of each clip that a page plays, as the page itself gives them."""
    return frozenset(_CLIP_HASH.findall(page))


def compare(before: Report, after: Report) -> Iterator[Discrepancy]:
    """What a new run says otherwise; when and by which command it was made does not count."""
    old = {finding.claim_id: finding for finding in before.findings}
    new = {finding.claim_id: finding for finding in after.findings}
    for claim_id in [*old, *(c for c in new if c not in old)]:
        if claim_id not in new or claim_id not in old:
            yield Discrepancy(f"claim {claim_id}", "it is in one of the two reports only")
            continue
        yield from _differences(old[claim_id], new[claim_id])
    same_version = before.tool.version == after.tool.version
    for name in ("version", "settings", "calibration"):
        if getattr(before.tool, name) != getattr(after.tool, name):
            yield Discrepancy(f"tool {name}", "not as in the report", serious=same_version)


def _differences(old: Finding, new: Finding) -> Iterator[Discrepancy]:
    for field in fields(Finding):
        if field.name in ("listeners", "editor"):
            continue
        was, now = getattr(old, field.name), getattr(new, field.name)
        if was != now:
            why = f"{_short(was)} in the report, {_short(now)} now"
            yield Discrepancy(f"claim {old.claim_id}, {field.name}", why)


def _short(value: Any) -> str:
    text = str(to_json(value))
    return text if len(text) < 120 else text[:117] + "..."


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    found = sorted(file for file in path.rglob("*") if file.is_file())
    if not found:
        raise InputError(str(path), "no recording in this folder", "name a file, or a folder of audio files")
    yield from found


def lying_at(named: str, folder: Path) -> Path | None:
    """A file by the name that a report gives it, where that says or beside the report."""
    for candidate in (Path(named), folder / named, folder / Path(named).name):
        try:
            if candidate.is_file():
                return candidate
        except (OSError, ValueError):
            continue
    return None
