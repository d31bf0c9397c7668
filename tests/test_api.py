"""What the verbs take, and what they refuse before any model is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

import dispatch
from dispatch.errors import InputError


def test_one_recording_may_be_named_by_itself() -> None:
    for named in ("night.mp3", Path("night.mp3")):
        with pytest.raises(InputError, match=r"^night\.mp3: no such file"):
            dispatch.verify(named, [dispatch.Claim("c1", "hold at Mercer")])


def test_no_recording_is_refused() -> None:
    with pytest.raises(InputError, match="none is named"):
        dispatch.verify([], [dispatch.Claim("c1", "hold at Mercer")])
