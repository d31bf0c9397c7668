"""Claims lists: what a person writes survives, what can't be meant is refused in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.claims.listing import claims_from_csv, claims_from_json, claims_text, write_claims
from dispatch.errors import ClaimsError
from dispatch.values import Claim, ClaimKind, Role, TextSpan, details

_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=40)
_QUOTE = _TEXT.filter(lambda text: text.strip() != "")
_KEPT_IN_CELLS = _QUOTE
_PLAIN = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9 .-]{0,20}[A-Za-z0-9]", fullmatch=True)
_SPAN = st.tuples(st.integers(0, 500), st.integers(1, 500)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@st.composite
def claims(draw: st.DrawFn) -> tuple[Claim, ...]:
    ids = draw(st.lists(_PLAIN, unique=True, max_size=4))
    out = []
    for name in ids:
        span = draw(st.none() | _SPAN)
        checkable = draw(st.booleans())
        out.append(
            Claim(
                id=name,
                quote=draw(_KEPT_IN_CELLS),
                kind=draw(st.sampled_from(ClaimKind)),
                attributed_to=draw(st.sampled_from(Role)),
                unit=draw(st.none() | _QUOTE),
                attribution=draw(st.none() | _QUOTE),
                checkable=checkable,
                why_not=None if checkable else draw(st.none() | _QUOTE),
                start_char=span[0] if span else None,
                end_char=span[1] if span else None,
                polarity=draw(st.sampled_from([None, "affirmed", "denied"])),
                parts=(TextSpan(*span), TextSpan(600, 601)) if span and draw(st.booleans()) else (),
            )
        )
    return tuple(out)


@given(claims())
def test_json_and_back(given_claims: tuple[Claim, ...]) -> None:
    assert claims_from_json(claims_text(given_claims, ".json"), "list.json") == given_claims


@settings(deadline=None)
@given(claims())
def test_a_table_and_back(given_claims: tuple[Claim, ...]) -> None:
    assert claims_from_csv(claims_text(given_claims, ".csv"), "list.csv") == given_claims
    assert claims_from_csv("\ufeff" + claims_text(given_claims, ".tsv"), "list.tsv") == given_claims


def test_only_the_quote_is_needed() -> None:
    one, two = claims_from_json('[{"quote": "Hold."}, {"quote": "Go.", "id": "b"}]', "list.json")
    assert one == Claim("1", "Hold.", ClaimKind.QUOTE, Role.UNKNOWN, checkable=True)
    assert two.id == "b"
    assert claims_from_json('{"claims": [{"quote": "Hold."}]}', "list.json") == (one,)
    assert claims_from_csv("quote\nHold.\n", "list.csv") == (one,)
    assert claims_from_json("[]", "list.json") == claims_from_csv("", "list.csv") == ()


def test_what_a_person_adds_survives(tmp_path: Path) -> None:
    text = '[{"quote": "Hold.", "notes": "ask Kim", "score": 3, "tags": ["a", "b"]}]'
    (claim,) = claims_from_json(text, "list.json")
    assert claim.extra == details({"notes": "ask Kim", "score": 3, "tags": ["a", "b"]})
    write_claims((claim,), tmp_path / "list.json")
    written = json.loads((tmp_path / "list.json").read_text())[0]
    assert (written["notes"], written["score"], written["tags"]) == ("ask Kim", 3, ["a", "b"])
    write_claims((claim,), tmp_path / "list.csv")
    (again,) = claims_from_csv((tmp_path / "list.csv").read_text(), "list.csv")
    assert again.extra["notes"] == "ask Kim"
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["list.csv", "list.json"]


@pytest.mark.parametrize(
    "table",
    [
        "Quote;Attributed To;Checkable\r\nHold, all.;Dispatcher;FALSE\r\n;;\r\n",
        "sep=;\r\nquote;attributed_to;checkable\r\nHold, all.;dispatcher;no\r\n",
        "quote\tattributed_to\tcheckable\nHold, all.\tdispatcher\t0\n",
        '\ufeff"quote","attributed_to","checkable"\n"Hold, all.",dispatcher,False\n\n',
    ],
)
def test_spreadsheets(table: str) -> None:
    (claim,) = claims_from_csv(table, "list.csv")
    assert (claim.quote, claim.attributed_to, claim.checkable) == ("Hold, all.", Role.DISPATCHER, False)


def test_no_cell_runs_as_a_formula() -> None:
    table = claims_text((Claim("1", "=1+1"), Claim("2", "'=1+1"), Claim("3", "-go")), ".csv")
    assert not [
        cell for line in table.splitlines()[1:] for cell in line.split(",") if cell[:1] in "=+-@" and cell
    ]
    assert [claim.quote for claim in claims_from_csv(table, "list.csv")] == ["=1+1", "'=1+1", "-go"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[{"quote": "a"}, {"qoute": "b"}]', ["entry 2", "qoute", "quote"]),
        ('[{"text": "b"}]', ["entry 1", "text", "quote"]),
        ('[{"quote": "a", "atributed_to": "unit"}]', ["entry 1", "atributed_to", "attributed_to"]),
        ('[{"quote": "a", "attributed_to": "chief"}]', ["entry 1", "attributed_to", "chief", "dispatcher"]),
        ('[{"quote": "a", "kind": 3}]', ["entry 1", "kind"]),
        ('[{"quote": 7}]', ["entry 1", "quote", "int"]),
        ('[{"quote": "a", "checkable": "no"}]', ["entry 1", "checkable"]),
        ('[{"quote": "a", "start": 9, "end": 3}]', ["entry 1", "9"]),
        ('[{"quote": "a"}, {"quote": "b", "said_at": "yesterday"}]', ["entry 2", "said_at", "yesterday"]),
        ('[{"quote": "a", "said_at": "T25:00:00"}]', ["entry 1", "said_at", "T25:00:00"]),
        ('[{"quote": "  "}]', ["entry 1", "empty"]),
        ('[{"id": "x", "quote": "a"}, {"id": "x", "quote": "b"}]', ["entry 2", "x"]),
        ('{"quotes": []}', ["no list of claims"]),
        ("[", ["not valid JSON"]),
        ("[" * 100_000, ["not valid JSON"]),
    ],
)
def test_one_line_says_what_is_wrong(text: str, says: list[str]) -> None:
    with pytest.raises(ClaimsError) as caught:
        claims_from_json(text, "list.json")
    line = str(caught.value)
    assert line.startswith("list.json: ") and "\n" not in line and ";" in line
    assert all(word in line for word in says), line


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("words,who\nHold.,unit\n", ["quote", "columns"]),
        ("quote,checkable\nHold.,maybe\n", ["entry 1", "checkable", "maybe"]),
        ("quote,start\nHold.,first\n", ["entry 1", "start", "first"]),
        ("quote\nHold, all.\n", ["entry 1", "more cells than columns"]),
        ("id,quote\n1,\n", ["entry 1", "quote"]),
    ],
)
def test_one_line_says_what_is_wrong_in_a_table(table: str, says: list[str]) -> None:
    with pytest.raises(ClaimsError) as caught:
        claims_from_csv(table, "list.csv")
    assert all(word in str(caught.value) for word in ["list.csv", *says]), str(caught.value)
