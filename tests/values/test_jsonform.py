"""Every noun goes to JSON and back without loss; what isn't the form is refused with its place."""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from enum import Enum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.errors import SchemaError
from dispatch.values import (
    Claim,
    Coverage,
    Details,
    Recording,
    Report,
    SearchedRecording,
    Span,
    Transcript,
    Word,
    details,
    from_json,
    to_json,
)

names = st.text("abcdefgh", min_size=1, max_size=8)
plain = st.none() | st.booleans() | st.integers(-1000, 1000) | st.floats(-1e6, 1e6) | st.text(max_size=8)
json_values = st.recursive(
    plain,
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple) | st.dictionaries(names, inner, max_size=3).map(details)
    ),
    max_leaves=4,
)
spans = st.tuples(st.integers(0, 10**8), st.integers(0, 10**6)).map(lambda t: Span(t[0], t[0] + t[1]))


def values_of(kind: Any, field_name: str = "") -> st.SearchStrategy[Any]:
    """Values of a noun's type, built from its annotations, so that a new field is tested by itself."""
    if isinstance(kind, types.UnionType):
        options = [
            values_of(option, field_name) for option in typing.get_args(kind) if option is not type(None)
        ]
        return st.one_of(st.none(), *options)
    if typing.get_origin(kind) is tuple:
        return st.lists(values_of(typing.get_args(kind)[0]), max_size=2).map(tuple)
    if kind is Span:
        return spans
    if kind is Details:
        return st.dictionaries(names.map("x_".__add__), json_values, max_size=3).map(details)
    if dataclasses.is_dataclass(kind):
        return nouns(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(list(kind))
    if kind is int and field_name.endswith("_ms"):
        return st.integers(0, 10**9)
    simple = {
        str: st.text(max_size=12),
        int: st.integers(0, 10**12),
        float: st.floats(allow_nan=False, allow_infinity=False),
        bool: st.booleans(),
    }
    return simple[kind]


def nouns(kind: Any) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(kind)
    fields = {field.name: values_of(hints[field.name], field.name) for field in dataclasses.fields(kind)}
    if kind is Claim:
        fields |= {
            "start_char": st.integers(0, 99) | st.none(),
            "end_char": st.integers(100, 200) | st.none(),
        }
    return st.builds(kind, **fields)


@pytest.mark.parametrize("kind", [Transcript, Report, Claim])
def test_a_noun_survives_json(kind: Any) -> None:
    @settings(max_examples=60, deadline=None)
    @given(nouns(kind))
    def survives(value: Any) -> None:
        assert from_json(kind, json.loads(json.dumps(to_json(value)))) == value

    survives()


@given(st.integers(0, 10**10))
def test_every_millisecond_survives_seconds(start_ms: int) -> None:
    word = Word("copy", Span(start_ms, start_ms + 1), 0.5)
    assert from_json(Word, json.loads(json.dumps(to_json(word)))).span == word.span


@given(nouns(Transcript))
@settings(max_examples=20, deadline=None)
def test_values_are_frozen_all_the_way_down(transcript: Transcript) -> None:
    assert isinstance(hash(transcript), int)


def test_details_are_a_mapping() -> None:
    source: Any = details({"talkgroup": "101", "units": [{"id": 4}]})
    assert "talkgroup" in source and "nope" not in source and ("talkgroup", "101") in source
    assert dict(source) == {**source} == {"talkgroup": "101", "units": (details({"id": 4}),)}
    assert list(source.items()) == list(zip(source.keys(), source.values(), strict=True))
    assert source.get("nope") is None
    with pytest.raises(KeyError, match="nope"):
        source["nope"]


def test_keys_of_a_later_version_are_passed_over() -> None:
    word = {"word": "copy", "start": 0, "end": 1, "probability": 1, "colour": "blue"}
    assert from_json(Word, word) == Word("copy", Span(0, 1000), 1.0)


@pytest.mark.parametrize(
    ("data", "where", "why"),
    [
        ({"word": "copy", "start": 0, "end": 1}, "$", "'probability' is missing"),
        ({"word": 7, "start": 0, "end": 1, "probability": 1}, "$.word", "expected str, found int"),
        ({"word": "x", "start": 2, "end": 1, "probability": 1}, "$", "no span"),
        ({"word": "x", "start": None, "end": 1, "probability": 1}, "$.start", "found null"),
        ([], "$", "expected an object, found list"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(data: Any, where: str, why: str) -> None:
    with pytest.raises(SchemaError) as raised:
        from_json(Word, data)
    assert raised.value.what == where
    assert why in raised.value.why


def test_an_unknown_choice_lists_the_known_ones() -> None:
    with pytest.raises(SchemaError, match="none of quote, indirect"):
        from_json(Claim, {"id": "c1", "quote": "x", "kind": "rumour"})


def test_a_searched_recording_is_written_flat_too() -> None:
    recording = Recording("night.wav", "a" * 64, 44, "wav", "pcm_s16le", 16_000, 1, 60_000)
    searched = SearchedRecording(recording, Coverage(60_000, 0, 0, 0), 1.0)
    data = to_json(searched)
    assert {key: data[key] for key in data["recording"]} == data["recording"]
    assert from_json(SearchedRecording, data) == searched
