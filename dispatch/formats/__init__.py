"""A transcript in the forms that other programs read. Each form is one function of the transcript."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping

from dispatch.errors import OutputError
from dispatch.values import Transcript

Writer = Callable[[Transcript], str]

_HOME = {
    "srt": "captions",
    "vtt": "captions",
    "txt": "prose",
    "md": "prose",
    "rttm": "scoring",
    "ctm": "scoring",
    "textgrid": "textgrid",
    "csv": "table",
    "json": "plain",
}


class _Formats(Mapping[str, Writer]):
    """Writers by name, each loaded when it is first asked for."""

    def __getitem__(self, name: str) -> Writer:
        writer: Writer = getattr(importlib.import_module(f"dispatch.formats.{_HOME[name]}"), name)
        return writer

    def __iter__(self) -> Iterator[str]:
        return iter(_HOME)

    def __len__(self) -> int:
        return len(_HOME)


FORMATS: Mapping[str, Writer] = _Formats()
"""Name of the form, which is also the file's extension, to the function that writes it."""


def render(transcript: Transcript, name: str) -> str:
    """The transcript in the form ``name``.

    Raises:
        OutputError: if there is no such form.
    """
    if name not in _HOME:
        raise OutputError(f"format {name}", "no such format", f"choose from {', '.join(_HOME)}")
    return FORMATS[name](transcript)
