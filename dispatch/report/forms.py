"""The further forms of a report, each a file beside it: of the present report alone, over nobody's file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dispatch.errors import OutputError
from dispatch.values import Report

FORM_FILES = ("report.md", "report.csv", "report.claimreview.json")
"""Names of their files."""


def further(name: str) -> tuple[str, Callable[[Report], str]]:
    """The file of a form and what writes it.

    Raises:
        OutputError: if a format is not known.
    """
    known = _known()
    if name not in known:
        raise OutputError(f"report format {name}", "no such format", f"choose from {', '.join(known)}")
    return known[name]


def form_bytes(report: Report, file: str) -> bytes:
    """A report in the form that has this file's name, as it lies on disk."""
    return dict(_known().values())[file](report).encode(errors="backslashreplace")


def forms_there(folder: Path, report: Report, earlier: Sequence[Report]) -> dict[str, bytes]:
    """Forms of an earlier report that lie in a folder, as they are of the present one."""
    there = [name for name in FORM_FILES if (folder / name).is_file()]
    return {n: form_bytes(report, n) for n in there if _is_form_of(folder / n, earlier)}


def in_the_way(
    folder: Path, report: Report, made: Mapping[str, bytes], earlier: Sequence[Report]
) -> tuple[Path, ...]:
    """Files under the names of a report that are of none that is known: they must not be lost, nor stay.

    Args:
        made: what is about to be written, by name.
        earlier: reports that are in the folder. Where there is none, what is not written over may stay.
    """
    found = [] if earlier or not (folder / "report.html").is_file() else [folder / "report.html"]
    for path in (folder / name for name in FORM_FILES if (folder / name).is_file()):
        named = made.get(path.name)
        if named is None and (not earlier or _is_article(path, report)):
            continue
        wanted = form_bytes(report, path.name) if named is None else named
        if path.read_bytes() != wanted and not _is_form_of(path, earlier):
            found.append(path)
    return tuple(found)


def _is_form_of(path: Path, reports: Sequence[Report]) -> bool:
    data = path.read_bytes()
    return any(form_bytes(report, path.name) == data for report in reports)


def _is_article(path: Path, report: Report) -> bool:
    return report.article is not None and Path(report.article.path).resolve() == path.resolve()


def _known() -> dict[str, tuple[str, Callable[[Report], str]]]:
    from dispatch.report.claimreview import render_claimreview
    from dispatch.report.markdown import render_markdown
    from dispatch.report.table import render_csv

    return {
        "md": ("report.md", render_markdown),
        "csv": ("report.csv", render_csv),
        "claimreview": ("report.claimreview.json", render_claimreview),
        "jsonld": ("report.claimreview.json", render_claimreview),
    }
