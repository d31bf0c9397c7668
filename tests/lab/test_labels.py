"""The labels of the generated claims are what they say, checked on every written exchange."""

from collections import Counter
from pathlib import Path

import pytest
from lab.exchange import Exchange, parse_text, read_exchange
from lab.labels import label
from lab.truth import Claim
from lab.wording import distance, holds, tokens

Labelled = list[tuple[Exchange, list[Claim]]]
NEVER_SAID = {"altered", "minor_differences", "spliced", "not_found"}
TEXTS = sorted((Path(__file__).parents[2] / "scripts" / "lab" / "exchanges").glob("*.txt"))


def spans(exchange: Exchange) -> dict[int, tuple[float, float]]:
    return {line.index: (6.0 * line.index, 6.0 * line.index + 4.0) for line in exchange.lines}


@pytest.fixture(scope="module")
def labelled() -> Labelled:
    exchanges = [read_exchange(p) for p in TEXTS]
    return [
        (x, label(x, [o for o in exchanges if o is not x and o.name[:3] == x.name[:3]], spans(x)))
        for x in exchanges
    ]


def said(exchange: Exchange, role: str | None = None) -> list[list[str]]:
    return [tokens(x.printed()) for x in exchange.lines if role in (None, exchange.role(x))]


def test_there_are_enough_claims_of_every_kind(labelled: Labelled) -> None:
    truths = Counter(c.truth for _, claims in labelled for c in claims)
    parts = Counter(x.name[:3] for x, _ in labelled)
    assert sum(truths.values()) >= 1500
    assert truths.total() - truths["verbatim"] - truths["minor_differences"] - truths["supported"] >= 500
    assert parts["fit"] >= 20 and parts["hel"] >= 10
    kinds = Counter(c.change for _, claims in labelled for c in claims if c.truth == "altered")
    assert {"negation", "number", "place", "unit", "direction", "every", "hedge", "modal"} <= set(kinds)


def test_verbatim_words_were_said_and_altered_words_were_not(labelled: Labelled) -> None:
    for exchange, claims in labelled:
        for c in claims:
            quoted = tokens(c.quote)
            if c.truth == "verbatim" and c.form in ("sentence", "transmission", "without_address", "bare"):
                assert holds(tokens(exchange.lines[c.evidence[0]].printed()), quoted), c
            after_denial = c.form == "begun_after" or (c.form == "by_hand" and c.change == "negation")
            if c.truth in NEVER_SAID and not after_denial:  # "back up" of "don't back up"
                assert not any(holds(words, quoted) for words in said(exchange)), c
            if c.truth == "altered" and c.form not in ("by_hand", "begun_after"):
                assert distance(tokens(exchange.lines[c.evidence[0]].printed()), quoted) <= 0.6, c


def test_misattributed_words_come_from_nobody_of_the_named_role(labelled: Labelled) -> None:
    for exchange, claims in labelled:
        for c in claims:
            if c.truth == "misattributed" and not c.unit:
                assert exchange.role(exchange.lines[c.evidence[0]]) != c.attributed_to
                rivals = said(exchange, c.attributed_to)
                assert not any(distance(words, tokens(c.quote)) <= 0.4 for words in rivals), c


def test_labels_do_not_change_from_run_to_run(labelled: Labelled) -> None:
    exchange = labelled[0][0]
    assert label(exchange, [], spans(exchange)) == label(exchange, [], spans(exchange))


def test_voices_of_the_test_part_are_not_in_the_fit_part(labelled: Labelled) -> None:
    voices: dict[str, set[str]] = {"fit": set(), "hel": set(), "bli": set()}
    for exchange, _ in labelled:
        voices[exchange.name[:3]] |= {v for s in exchange.speakers for v in s.voice.split("+")}
    assert not voices["fit"] & voices["hel"]


def test_a_slot_knows_its_spoken_printed_and_bent_forms() -> None:
    text = "{Car four|Car 4}, {do not||negation=do|cut=} enter by {Elm||place=Oak}. Wait."
    first, second = parse_text(text)
    assert first.spoken() == "Car four, do not enter by Elm."
    assert first.printed() == "Car 4, do not enter by Elm."
    place, slot = first.slots()[1]
    assert first.printed({place: dict(slot.alternatives)["negation"]}) == "Car 4, do enter by Elm."
    assert first.printed(start=place + 1) == "Enter by Elm."
    assert second.printed() == "Wait."


def test_a_line_that_is_not_understood_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_text("service: police\n@ D dispatcher af_heart\nX: Who is this?\n")
    with pytest.raises(ValueError, match=r"bad\.txt: no speaker X"):
        read_exchange(path)
