"""What a long run remembers."""

from __future__ import annotations

import os

from dispatch.store.remembered import Remembered

NO_TEXT = os.fsdecode(b"na\xffme")


def test_a_name_that_is_no_text_is_remembered_as_it_is() -> None:
    seen = Remembered()
    assert seen.setdefault(NO_TEXT, NO_TEXT) == NO_TEXT
    seen.set("other", NO_TEXT)
    assert (seen.get(NO_TEXT), seen.get("other")) == (NO_TEXT, NO_TEXT)
    assert not seen.is_new(NO_TEXT)
    assert seen.is_new(NO_TEXT + "2") and seen.get(NO_TEXT + "2") == ""
    seen.forget(NO_TEXT)
    assert seen.get(NO_TEXT) is None
