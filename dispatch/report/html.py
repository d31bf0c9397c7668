"""The page: one file that asks nothing of any other place.

Its policy allows one style and two scripts by their hashes, and sound and pictures that are in
the page itself. A hash and no nonce, so that equal input gives equal bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dispatch.errors import OutputError
from dispatch.report import words
from dispatch.report.claimreview import claim_reviews
from dispatch.report.page import page
from dispatch.report.safe import isolated, visible
from dispatch.report.scriptdata import as_json, script_data
from dispatch.values import Clip, Report, Transcript

if TYPE_CHECKING:
    from jinja2 import Environment

CLIP_MODES = ("embed", "files", "none")

_TEMPLATES = Path(__file__).parent / "templates"
_STYLES = ("style.css", "card.css", "print.css", "newsroom.css")
_SCRIPTS = ("base.js", "player.js", "timeline.js", "compare.js", "blind.js", "decide.js", "page.js")


def render_html(
    report: Report,
    *,
    transcripts: Mapping[str, Transcript] | Sequence[Transcript],
    clips: Mapping[str, Clip] | Sequence[Clip],
    article_text: str | None = None,
    clips_mode: str = "embed",
    template_dir: Path | None = None,
) -> str:
    """The report as one page of HTML.

    Args:
        transcripts: one for each recording, in any order or by its SHA-256; a recording without one
            is shown without traffic.
        clips: in any number for each claim, in the order of the page; each says which claim it is for.
        article_text: what the claims were found in, to show them in their place.
        clips_mode: ``embed`` puts the sound into the page, ``files`` expects it beside the page,
            ``none`` leaves waveforms and time codes.
        template_dir: a folder whose templates and style sheets stand in for those of the same
            name here; ``newsroom.css`` is added to them.

    Raises:
        OutputError: if a template of the folder can't be used, or the mode is none of the three.
    """
    if clips_mode not in CLIP_MODES:
        raise OutputError(f"--clips {clips_mode}", "no such mode", f"choose one of {', '.join(CLIP_MODES)}")
    held = tuple(clips.values() if isinstance(clips, Mapping) else clips)
    heard = transcripts.values() if isinstance(transcripts, Mapping) else transcripts
    by_recording = {transcript.recording.sha256: transcript for transcript in heard}
    shown = page(report, by_recording, held, clips_mode, article_text)
    folders = ([template_dir] if template_dir else []) + [_TEMPLATES]
    style = _joined(_STYLES, folders, required=3).replace("%FOOT-HASH%", _foot(shown.foot_hash))
    script = _joined(_SCRIPTS, folders)
    early = _joined(("early.js",), folders)
    return _rendered(
        _environment(folders),
        "report.html.j2",
        page=shown,
        w=words,
        policy=policy(style, (early, script), clips_mode),
        style=style,
        early=early,
        script=script,
        data=as_json(script_data(report, by_recording, held, shown)),
        claim_reviews=as_json(claim_reviews(report)),
    )


def policy(style: str, scripts: Sequence[str], clips_mode: str) -> str:
    """The Content-Security-Policy that holds for this page's own code and for nothing else."""
    media = {"embed": "data:", "files": "'self' file:", "none": "'none'"}[clips_mode]
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; img-src data:; "
        f"media-src {media}; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _foot(digits: str) -> str:
    return f" \\00B7  sha256 {digits}\\2026" if digits else ""


def _joined(names: Sequence[str], folders: Sequence[Path], required: int | None = None) -> str:
    parts = []
    for i, name in enumerate(names):
        path = next((folder / name for folder in folders if (folder / name).is_file()), None)
        if path is not None:
            parts.append(_text(path).strip())
        elif required is None or i < required:
            raise OutputError(name, "a part of the page is missing", "reinstall radio-dispatch")
    text = "\n".join(parts)
    if "</" in text and ("</style" in text.lower() or "</script" in text.lower()):
        raise OutputError(names[0], "it would end its own element", "take </style and </script out of it")
    return text


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise OutputError(
            str(path), "not a text in UTF-8", "save it again so, or leave --templates out"
        ) from None


def _environment(folders: Sequence[Path]) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["said"] = isolated
    environment.filters["visible"] = visible
    return environment


def _rendered(environment: Environment, name: str, **values: Any) -> str:
    from jinja2 import TemplateError

    try:
        return environment.get_template(name).render(**values) + "\n"
    except (TemplateError, UnicodeDecodeError) as error:
        why = f"the template can't be used: {error}"
        raise OutputError(name, why, "correct it, or leave --templates out") from None
