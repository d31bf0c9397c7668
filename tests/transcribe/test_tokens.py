"""The damaged merge table is repaired on loading; words come back whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.errors import ModelError
from dispatch.transcribe.models import resolve_model
from dispatch.transcribe.tokens import Tokens, repaired

BASE = resolve_model("base").folder
ENGLISH = Tokens(BASE, multilingual=True, language="en")


@pytest.mark.parametrize("name", ["base", "tiny.en"])
def test_common_words_are_one_token_each(name: str) -> None:
    tokens = Tokens(resolve_model(name).folder, multilingual=name == "base", language="en")
    assert len(tokens.encode(" there to the")) == 3


def test_the_package_itself_is_left_as_it_is() -> None:
    text = (BASE / "tokenizer.json").read_text(encoding="utf-8")
    assert repaired(text) != text
    assert json.loads(repaired(text))["model"]["merges"][0] == "Ġ t"
    assert repaired(repaired(text)) == repaired(text)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(["there", "Kedzie,", "10-4", "café", "it's", "3.5", "北"]), min_size=1))
def test_words_are_spelled_by_their_tokens(words: list[str]) -> None:
    tokens = ENGLISH.encode(" " + " ".join(words))
    found = ENGLISH.words(tokens)
    assert [word.text.strip() for word in found] == words
    assert [token for word in found for token in tokens[word.first : word.last]] == tokens


def test_an_english_model_refuses_other_languages() -> None:
    with pytest.raises(ModelError, match="English alone"):
        Tokens(resolve_model("tiny.en").folder, multilingual=False, language="fr")
    with pytest.raises(ModelError, match="does not know"):
        Tokens(BASE, multilingual=True, language="xx")


def test_a_broken_tokenizer_is_named(tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_text("{not json")
    with pytest.raises(ModelError, match=r"unreadable tokenizer\.json"):
        Tokens(tmp_path, multilingual=True, language="en")
