"""What the verbs take in more than one form, and what they refuse before any work."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

import dispatch
from dispatch import api, arguments
from dispatch.errors import ClaimsError, InputError
from dispatch.settings import Settings
from dispatch.values import Claim, ClaimKind, Role, details

CHICAGO = ZoneInfo("America/Chicago")
START = datetime(2026, 1, 17, 21, 30, tzinfo=CHICAGO)


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """Takes the settings of each call of :func:`dispatch.transcribe`, which then does nothing."""
    found: list[Settings] = []
    monkeypatch.setattr(api, "transcribe", lambda path, settings: found.append(settings))
    return found


@pytest.mark.parametrize(
    ("given", "field", "meant"),
    [
        ({"console_ids": "4033500"}, "console_ids", ("4033500",)),
        ({"console_ids": "4033500, 4033501"}, "console_ids", ("4033500", "4033501")),
        ({"console_ids": 4033500}, "console_ids", ("4033500",)),
        ({"console_ids": [4033500, "Dispatch 1"]}, "console_ids", ("4033500", "Dispatch 1")),
        ({"tz": CHICAGO}, "tz", "America/Chicago"),
        ({"tz": UTC}, "tz", "UTC"),
        ({"start_time": START}, "start_time", "2026-01-17T21:30:00-06:00"),
        ({"start_time": datetime(2026, 1, 17), "tz": CHICAGO}, "start_time", "2026-01-17T00:00:00"),
        ({"model": Path("models/base")}, "model", str(Path("models/base"))),
    ],
)
def test_a_setting_in_another_form(
    settled: list[Settings], given: dict[str, Any], field: str, meant: object
) -> None:
    dispatch.transcribe("night.mp3", **given)
    assert getattr(settled[0], field) == meant


@pytest.mark.parametrize(
    "given",
    [
        {"console_ids": [4.5]},
        {"console_ids": [True]},
        {"console_ids": [b"4033500"]},
        {"tz": timezone(timedelta(hours=-6))},
        {"tz": "Nowhere/City"},
        {"start_time": datetime(2026, 1, 17)},
        {"start_time": 1768685405},
        {"start_time": "yesterday"},
        {"device": "gpu"},
        {"vocabulary": ["Kedzie"]},
        {"model": 5},
    ],
)
def test_a_setting_that_means_nothing_is_refused(settled: list[Settings], given: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        dispatch.transcribe("night.mp3", **given)
    assert settled == []


def test_sound_in_memory_is_no_recording(settled: list[Settings]) -> None:
    refused: list[Any] = [np.zeros(16_000, np.float32), b"night.mp3", None, 5]
    for given in refused:
        with pytest.raises(InputError, match="is no name of a file; write the sound to a file"):
            dispatch.transcribe(given)
        with pytest.raises(InputError, match="is no name of a file; write the sound to a file"):
            dispatch.verify(given, [])
    assert settled == []


@pytest.mark.parametrize(
    "text", ["He said: “Hold.”\nSo it was.", "The owner is on his way with a key. Hold."]
)
def test_a_text_is_not_looked_for_as_a_file(text: str, tmp_path: Path) -> None:
    with pytest.raises(
        ClaimsError, match=r"a text, and no name of a file; give find_claims\(text\)"
    ) as raised:
        dispatch.verify("night.mp3", text)
    assert len(str(raised.value)) < 160
    file = tmp_path / "an article with a name of more than eight words.txt"
    file.write_text("“Hold there,” a dispatcher said over the radio.", "utf-8")
    assert len(arguments.claims_input(str(file)).claims) == 1


@pytest.mark.parametrize("given", [{"search": "Deep"}, {"clips": "bogus"}, {"clips": None}, {"witness": 1}])
def test_a_choice_that_there_is_none_of_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=f"^{next(iter(given))} "):
        dispatch.verify("no such file.mp3", [], **given)


def test_claims_as_values_as_published_and_as_plain_words() -> None:
    value = Claim("a", "Hold short.", attributed_to=Role.UNIT, extra=details({"page": 3}))
    plain: Any = Claim("b", "He was told to hold.", kind="indirect", attributed_to="unit")  # type: ignore[arg-type]
    first, second, third, fourth = arguments.claims_input(
        [value, plain, {"quote": "Copy."}, {"id": "d", "quote": "Copy.", "attributed_to": "dispatcher"}]
    ).claims
    assert first == value
    assert (second.kind, second.attributed_to) == (ClaimKind.INDIRECT, Role.UNIT)
    assert (third.id, third.kind) == ("3", ClaimKind.QUOTE)
    assert fourth.attributed_to is Role.DISPATCHER
    assert arguments.claims_input(value).claims == (value,)


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ([{"text": "Copy."}], "unknown key 'text'"),
        ([Claim("a", "Copy.", kind="rumour")], "'rumour' is none of quote, indirect"),  # type: ignore[arg-type]
        ([Claim("a", "Copy."), Claim("a", "Go ahead.")], "the id 'a' is taken"),
        ([5], "expected str, found int"),
    ],
)
def test_claims_that_can_not_be_used_are_named(claims: Any, why: str) -> None:
    with pytest.raises(ClaimsError, match=why):
        dispatch.verify("no such file.mp3", claims)
