"""A vocabulary holds names, never the words of a claim."""

from __future__ import annotations

from pathlib import Path

import pytest

from dispatch.errors import InputError
from dispatch.transcribe.vocabulary import prompt_text, read_vocabulary, refuse_claim_words


def test_reads_names_once_without_comments(tmp_path: Path) -> None:
    path = tmp_path / "region.txt"
    path.write_text("\ufeffKedzie  Avenue\n\n# units\nEngine 5 # downtown\nKedzie Avenue\n", encoding="utf-8")
    assert read_vocabulary(path) == ("Kedzie Avenue", "Engine 5")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00bad\x80", b"name " * 500])
def test_unusable_files_are_one_line_errors(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "region.txt"
    path.write_bytes(content)
    with pytest.raises(InputError):
        read_vocabulary(path)


def test_four_words_of_a_claim_are_refused_also_across_entries() -> None:
    quote = "All units, clear out from there"
    with pytest.raises(InputError, match="all units clear out"):
        refuse_claim_words(["all units", "clear out"], [quote])
    refuse_claim_words(["units clear out"], [quote])


def test_no_vocabulary_is_no_prompt() -> None:
    assert prompt_text(()) == ""
