"""Verify what a text says was said on the radio against the recording.

Three verbs, over frozen values that serialise to the published JSON and back::

    transcript = dispatch.transcribe("night.flac")
    claims = dispatch.find_claims(article_text)
    report = dispatch.verify(["night.flac"], claims, output="out")

Importing this package loads nothing heavy; each verb loads what it needs when it is called.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from os import PathLike
from types import ModuleType
from typing import Any

from dispatch.errors import (
    AudioError,
    ClaimsError,
    DispatchError,
    InputError,
    MissingExtraError,
    ModelError,
    OutputError,
    SchemaError,
)
from dispatch.values import (
    Claim,
    ClaimKind,
    Finding,
    Report,
    Role,
    Span,
    Transcript,
    Transmission,
    Verdict,
    Word,
    from_json,
    to_json,
)

__version__ = "0.1.0"

os.environ.update(dict.fromkeys(("ORT_DISABLE_TELEMETRY", "HF_HUB_DISABLE_TELEMETRY", "DO_NOT_TRACK"), "1"))
# Set before anything loads them: onnxruntime (1.32 at the latest) reports on its users to its maker, on every
# system, and keeps an id of the machine for it; the hub's client names itself to the hub in detail.

__all__ = [
    "AudioError",
    "Claim",
    "ClaimKind",
    "ClaimsError",
    "DispatchError",
    "Finding",
    "InputError",
    "MissingExtraError",
    "ModelError",
    "OutputError",
    "Report",
    "Role",
    "SchemaError",
    "Span",
    "Transcript",
    "Transmission",
    "Verdict",
    "Word",
    "__version__",
    "find_claims",
    "from_json",
    "to_json",
    "transcribe",
    "verify",
]


def transcribe(
    path: str | PathLike[str],
    *,
    model: str | PathLike[str] | None = None,
    second_model: str | PathLike[str] | None = None,
    language: str = "en",
    device: str = "auto",
    vocabulary: str | PathLike[str] | None = None,
    console_ids: Iterable[str | int] | str | int = (),
    speakers: str | PathLike[str] | None = None,
    start_time: str | datetime | None = None,
    tz: str | tzinfo | None = None,
    offline: bool = False,
) -> Transcript:
    """What is heard on one recording; the same as ``dispatch transcribe``, without writing a file.

    Args:
        path: a recording; it is only read. Sound in memory has to be written to a file first.
        model: a faster-whisper name or a CTranslate2 folder; None for the best one installed.
        second_model: another, to hear what is not sure, too, and keep the likelier words; ``auto`` is
            moonshine where it is installed and English is spoken; None for none.
        language: the language spoken.
        device: ``auto``, ``cpu`` or ``cuda``.
        vocabulary: file of place names, units and codes, one a line.
        console_ids: radio ids that dispatchers transmit with, or one of them.
        speakers: file of corrections of who spoke.
        start_time: clock at the first sample, ISO 8601 or a datetime.
        tz: zone of local times, such as ``America/Chicago``, or a ZoneInfo.
        offline: never download a model.

    Raises:
        AudioError: if the recording can't be decoded.
        ModelError: if the model can't be used.
        InputError: if a file or a setting can't.
    """
    from dispatch import api, arguments

    settings = arguments.settings(
        model, second_model, language, device, vocabulary, console_ids, speakers, start_time, tz, offline
    )
    return api.transcribe(arguments.recording(path), settings)


def find_claims(text: str, *, media_type: str = "text/plain") -> tuple[Claim, ...]:
    """What an article says was said, in the order of the text, with offsets into it.

    Args:
        text: the article.
        media_type: ``text/plain``, ``text/markdown`` or ``text/html``.
    """
    from dispatch.claims import find_claims as find

    return tuple(find(text, media_type=media_type))


def verify(
    recordings: Iterable[str | PathLike[str]] | str | PathLike[str],
    claims: Sequence[Claim | Mapping[str, Any]] | Claim | str | PathLike[str],
    *,
    output: str | PathLike[str] | None = None,
    search: str = "quick",
    witness: str | PathLike[str] = "auto",
    clips: str = "embed",
    model: str | PathLike[str] | None = None,
    second_model: str | PathLike[str] | None = None,
    language: str = "en",
    device: str = "auto",
    vocabulary: str | PathLike[str] | None = None,
    console_ids: Iterable[str | int] | str | int = (),
    speakers: str | PathLike[str] | None = None,
    start_time: str | datetime | None = None,
    tz: str | tzinfo | None = None,
    offline: bool = False,
) -> Report:
    """What recordings say to each claim; the same as ``dispatch verify``.

    Args:
        recordings: files, or folders to search for them; or one of either.
        claims: claims, each as a value, as in a claims list, or as a quote alone; or the file of a list
            or an article. For the text of an article give ``find_claims(text)``.
        output: folder for the report, its clips and the transcripts, which are used again from
            there; None writes nothing. Another run at work in that folder is waited for.
        search: ``quick``, or ``deep`` to ask the sound of every transmission about every claim.
        witness: model that is asked, too, what the sound bears out: a name, a folder, ``none``, or
            ``auto`` for moonshine and the other of base and tiny.en beside either, where installed.
        clips: ``embed``, ``files`` or ``none``; only with ``output``.
        model, second_model, language, device, vocabulary, console_ids, speakers, start_time, tz,
            offline: as for :func:`transcribe`; ``start_time`` only with one recording.

    Raises:
        DispatchError: the first input that can't be used, or a place that can't be written.
    """
    from dispatch import api, arguments

    choices = arguments.choices(search, witness, clips)
    settings = arguments.settings(
        model, second_model, language, device, vocabulary, console_ids, speakers, start_time, tz, offline
    )
    named, found = arguments.recordings(recordings), arguments.claims_input(claims)
    return api.verify(named, found, output, choices, settings)


class _Package(ModuleType):
    """This package: importing the stage :mod:`dispatch.transcribe` does not put it in its verb's place.

    The stage is in ``sys.modules``, where ``from dispatch.transcribe.engines import ...`` finds it; the name
    stays the function's, which can be pickled and asked for its parameters whatever was called before.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if name != "transcribe" or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
