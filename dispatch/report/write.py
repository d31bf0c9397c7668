"""A report on disk: each file whole or not there, the page beside its data."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from dispatch.errors import DispatchError, OutputError
from dispatch.files import output_folder, set_aside, write_whole
from dispatch.report.document import read_document
from dispatch.report.forms import form_bytes, forms_there, further, in_the_way
from dispatch.report.html import render_html
from dispatch.report.players import clip_file
from dispatch.values import REPORT_SCHEMA, Clip, Report, Transcript, from_json, to_json


def write_report(
    report: Report,
    folder: Path,
    *,
    transcripts: Mapping[str, Transcript] | Sequence[Transcript],
    clips: Mapping[str, Clip] | Sequence[Clip],
    article_text: str | None = None,
    clips_mode: str = "embed",
    template_dir: Path | None = None,
    formats: Sequence[str] = (),
    say: Callable[[str], None] = lambda line: None,
) -> tuple[Path, ...]:
    """Write ``report.json`` and ``report.html``, and the further ``formats`` asked for.

    Everything is put together before the first file is written, and each file gets its name only
    when it is complete. Forms of an earlier report that are in the folder are written anew too; a file
    of such a name that is no form of one is kept under another name.

    Args:
        formats: of ``md``, ``csv`` and ``claimreview`` (or ``jsonld``, another name for it).
        say: told where such a file is kept.

    Raises:
        OutputError: if the folder can't be written to, or a format is not known.
    """
    made = report_files(
        report,
        transcripts=transcripts,
        clips=clips,
        article_text=article_text,
        clips_mode=clips_mode,
        template_dir=template_dir,
        formats=formats,
    )
    earlier = _reports_in(folder)
    made = {**forms_there(folder, report, earlier), **made}
    for path in in_the_way(folder, report, made, earlier):
        say(f"{path}: not of this report; kept as {set_aside(path).name}")
    for name, data in made.items():
        path = folder / name
        output_folder(path.parent)
        write_whole(path, data)
    return tuple(folder / name for name in made)


def report_files(
    report: Report,
    *,
    transcripts: Mapping[str, Transcript] | Sequence[Transcript],
    clips: Mapping[str, Clip] | Sequence[Clip],
    article_text: str | None,
    clips_mode: str,
    template_dir: Path | None,
    formats: Sequence[str],
) -> dict[str, bytes]:
    """The files of a report by their names in its folder, ``report.json`` last; arguments as above.

    Raises:
        OutputError: if a format is not known.
    """
    made: dict[str, bytes] = {}
    if clips_mode == "files":
        for i, clip in enumerate(clips.values() if isinstance(clips, Mapping) else clips):
            made[clip_file(i, clip)] = clip.data
    for name in formats:
        file, _ = further(name)
        made[file] = form_bytes(report, file)
    made["report.html"] = render_html(
        report,
        transcripts=transcripts,
        clips=clips,
        article_text=article_text,
        clips_mode=clips_mode,
        template_dir=template_dir,
    ).encode()
    made["report.json"] = report_json(report).encode(errors="backslashreplace")
    return made


def _reports_in(folder: Path) -> list[Report]:
    """The report of a folder and the earlier ones that are kept there."""
    found = []
    for path in (folder / "report.json", *sorted(folder.glob("report.earlier-*.json"))):
        with contextlib.suppress(DispatchError):
            found.append(read_report(path))
    return found


def report_json(report: Report) -> str:
    """The published form, ``dispatch.report/1``.

    Half a character (a lone surrogate) stays as it came; written to a file with
    ``errors="backslashreplace"`` it is its own JSON escape.
    """
    return json.dumps(to_json(report), ensure_ascii=False, indent=1) + "\n"


def refuse_unwritable(formats: Sequence[str], template_dir: Path | None) -> None:
    """Refuse forms and a look that no report can be written in, before there is one.

    Raises:
        OutputError: if a format is not known, or there is no such folder of templates.
    """
    for name in formats:
        further(name)
    if template_dir is not None and not template_dir.is_dir():
        raise OutputError(f"--templates {template_dir}", "no such folder", "name one with templates in it")


def read_report(path: Path) -> Report:
    """The report in a ``report.json``, or in the folder or beside the page that is named.

    Raises:
        InputError: if there is no such file or it is no JSON.
        SchemaError: if it is not in the published form.
    """
    return from_json(Report, read_document(report_file(path), REPORT_SCHEMA, "name a report.json"))


def report_file(path: Path) -> Path:
    """Where the data of a report lie, named by its file, its page or its folder."""
    if path.is_dir():
        return path / "report.json"
    return path.with_name("report.json") if path.suffix == ".html" else path
