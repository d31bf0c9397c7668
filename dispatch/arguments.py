"""What the package's verbs are given, as the values they work with: checked here, before any work."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from dispatch.errors import ClaimsError, InputError
from dispatch.hearing.clock import as_given, zone_of
from dispatch.settings import Settings
from dispatch.values import Claim, to_json
from dispatch.verifying.verification import Choices

if TYPE_CHECKING:
    from dispatch.claims import ClaimsInput

Pathname = str | PathLike[str]
Ids = Iterable[str | int] | str | int
Claims = Sequence[Claim | Mapping[str, Any]] | Claim | Pathname

DEVICES = ("auto", "cpu", "cuda")
SEARCHES = ("quick", "deep")
CLIPS = ("embed", "files", "none")


SHOWN = 40
"""Characters of a text that a message repeats."""
MOST_WORDS_OF_A_NAME = 8
"""A text of more, where no such file is, is taken for an article or a quote."""


def recording(given: Any) -> Path:
    """The file of a recording.

    Raises:
        InputError: if it is no name of a file: sound in memory has no bytes that a report could name.
    """
    if isinstance(given, str | PathLike) and isinstance(os.fspath(given), str):
        return Path(given)
    why = f"{type(given).__name__} is no name of a file"
    raise InputError("recording", why, "write the sound to a file, with soundfile.write say, and name that")


def recordings(given: Any) -> list[Path]:
    """The files and folders of recordings, one or several.

    Raises:
        InputError: if one of them is no name of a file.
    """
    several = isinstance(given, Iterable) and not isinstance(given, str | bytes | PathLike)
    return [recording(one) for one in given] if several else [recording(given)]


def settings(
    model: Pathname | None,
    second_model: Pathname | None,
    language: str,
    device: str,
    vocabulary: Pathname | None,
    console_ids: Ids,
    speakers: Pathname | None,
    start_time: str | datetime | None,
    tz: str | tzinfo | None,
    offline: bool,
) -> Settings:
    """How to transcribe.

    Raises:
        InputError: names the argument that can't be used.
    """
    zone = None if tz is None else _zone(tz)
    here, start = zone_of(zone), None
    if start_time is not None:
        start = (
            start_time.isoformat() if isinstance(start_time, datetime) else _text("start_time", start_time)
        )
        as_given(start, here)
    return Settings(
        model=None if model is None else _text("model", model),
        second_model=None if second_model is None else _text("second_model", second_model),
        language=_text("language", language),
        vocabulary=None if vocabulary is None else _text("vocabulary", vocabulary),
        console_ids=_ids(console_ids),
        speakers=None if speakers is None else _text("speakers", speakers),
        start_time=start,
        tz=zone,
        device=_one_of("device", device, DEVICES),
        offline=offline,
    )


def choices(search: str, witness: Pathname, clips: str) -> Choices:
    """How to verify.

    Raises:
        InputError: names the argument that can't be used.
    """
    return Choices(
        search=_one_of("search", search, SEARCHES),
        witness=_text("witness", witness),
        clips=_one_of("clips", clips, CLIPS),
    )


def claims_input(claims: Claims) -> ClaimsInput:
    """Claims from a file, or as values or in their published form; plain strings stand for kinds and roles.

    Raises:
        ClaimsError: names the claim that can't be used, or says that a text is no name of a file.

    Example:
        >>> found = claims_input([{"quote": "Hold short.", "attributed_to": "unit"}]).claims
        >>> found[0].id, found[0].attributed_to.name
        ('1', 'UNIT')
    """
    from dispatch.claims import ClaimsInput, claims_from_entries, read_claims

    if isinstance(claims, str | PathLike):
        _refuse_text(claims)
        return read_claims(Path(claims))
    entries = [claims] if isinstance(claims, Claim | Mapping) else claims
    published = (to_json(one) if isinstance(one, Claim) else one for one in entries)
    return ClaimsInput(claims_from_entries(published, "claims"))


def _refuse_text(claims: Pathname) -> None:
    """Refuse an article or a quote where the name of its file belongs, without repeating it."""
    if not isinstance(claims, str) or ("\n" not in claims and len(claims.split()) <= MOST_WORDS_OF_A_NAME):
        return
    try:
        there = Path(claims).exists()
    except (OSError, ValueError):
        there = False
    if not there:
        shown = claims if len(claims) <= SHOWN else claims[:SHOWN] + "…"
        remedy = "give find_claims(text) for an article, or a list of quotes"
        raise ClaimsError(f"claims {shown!r}", "a text, and no name of a file", remedy)


def _one_of(name: str, value: Any, known: Sequence[str]) -> str:
    if isinstance(value, str) and value in known:
        return value
    raise InputError(f"{name} {value!r}", "no such choice", f"choose of {', '.join(known)}")


def _text(name: str, value: Any) -> str:
    try:
        found = os.fspath(value)
    except TypeError:
        found = None
    if isinstance(found, str):
        return found
    raise InputError(f"{name} {value!r}", "neither text nor a path", "give one of them")


def _zone(given: str | tzinfo) -> str:
    """The name of a zone, which a transcript and a report can keep."""
    name = "UTC" if given is UTC else given.key if isinstance(given, ZoneInfo) else given
    if isinstance(name, str):
        return name
    raise InputError(f"tz {given!r}", "no zone with a name", "give one such as America/Chicago")


def _ids(given: Ids) -> tuple[str, ...]:
    """Ids as a command line or a program gives them.

    Example:
        >>> _ids("4033500, 4033501"), _ids([4033500])
        (('4033500', '4033501'), ('4033500',))
    """
    several = given.split(",") if isinstance(given, str) else given
    found = list(several) if isinstance(several, Iterable) else [several]
    for one in found:
        if not isinstance(one, str | int) or isinstance(one, bool):
            remedy = "give the ids of radios, as text or whole numbers"
            raise InputError(f"console_ids {one!r}", "no id of a radio", remedy)
    return tuple(dict.fromkeys(stripped for one in found if (stripped := str(one).strip())))
