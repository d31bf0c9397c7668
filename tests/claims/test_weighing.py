"""All traits weighed at once: what may change of the rules' answer, and what is gained on new text."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from dispatch.claims import find_claims, reader
from dispatch.claims.reader import read
from dispatch.claims.roles.traits import traits_of
from dispatch.claims.roles.weighing import ROLES, Weights, opinion_of, weights
from dispatch.values import Role
from tests.claims.labelled import MEDIA_TYPES, WHOLE, Score, add, labelled, passages, spans

HELD = ("seventeenth", "eighteenth")
"""The sets that neither rules nor weights were made with."""


def _data() -> dict[str, dict[str, list[float]]]:
    text = resources.files("dispatch.claims").joinpath("reading.json").read_text(encoding="utf-8")
    data: dict[str, dict[str, list[float]]] = json.loads(text)
    return data


def test_weights_say_what_they_were_fitted_on_and_the_last_sets_are_not_among_it() -> None:
    about = _data()["about"]
    assert not set(HELD) & set(about["fitted on"])
    assert about["date"] and about["code"] and about["script"] and about["quotations"]
    assert about["columns"] == [*(role.value for role in ROLES), "checkable"]


def test_each_trait_has_a_weight_for_each_answer_and_can_be_shown() -> None:
    known = weights()
    assert len(known.constant) == len(ROLES) + 1
    assert {len(values) for values in known.traits.values()} == {len(ROLES) + 1}
    shown = set()
    for article in (*labelled("eighth"), *labelled("fourth"), *passages()):
        found = read(article.text, MEDIA_TYPES[article.path.suffix])
        for traits in traits_of(found.people.narration, found.readings):
            shown |= set(traits)
    assert len(set(known.traits) - shown) < 0.1 * len(known.traits)


def test_chances_of_roles_add_up_and_nothing_overflows() -> None:
    worth = Weights((0.0,) * 6, {"loud": (900.0, 0.0, 0.0, 0.0, 0.0, -900.0)})
    opinion = opinion_of({"loud": 1.0}, worth)
    assert sum(opinion.roles.values()) == pytest.approx(1.0)
    assert opinion.roles[Role.DISPATCHER] == pytest.approx(1.0)
    assert 0 <= opinion.checkable < 1e-6


def test_whom_the_article_leaves_open_stays_unknown() -> None:
    text = "The radio recording was released. “Copy, stand by for the address,” someone said over the radio."
    (reading,) = read(text, "text/plain").readings
    (traits,) = traits_of(read(text, "text/plain").people.narration, [reading])
    assert opinion_of(traits, weights()).roles[Role.UNKNOWN] < 0.5
    assert find_claims(text)[0].attributed_to is Role.UNKNOWN


def test_who_has_no_voice_on_the_radio_is_put_on_the_air_by_the_article_alone() -> None:
    found = [claim for article in (*labelled("sixteenth"), *passages()) for claim in article.claims]
    of_others = [claim for claim in found if claim.attributed_to is Role.OTHER and claim.checkable]
    assert of_others
    assert not [claim for claim in of_others if "all cues together" in (claim.warning or "")]


def test_a_transcripts_labels_are_not_weighed() -> None:
    text = "HEARING TRANSCRIPT\n\nCHAIR: Let’s hear the recording. Go ahead.\nDISPATCH: Engine 4, go ahead."
    by_rules = [reading.role for reading in read(text, "text/plain").readings]
    assert [claim.attributed_to for claim in find_claims(text)] == by_rules


def test_what_the_article_says_was_not_recorded_stays_so() -> None:
    text = (
        "The dispatch audio was released. “Engine 4, hold at the gate,” the dispatcher said. "
        "What the deputy said next nobody was recording. “I’m going in, send me a medic,” he said."
    )
    claim = find_claims(text)[-1]
    assert not claim.checkable
    assert claim.why_not == "said where nothing was recorded, as the article has it"


def test_more_is_right_on_articles_that_nothing_was_made_with(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed, rules = Score(), Score()
    held = [article for name in HELD for article in labelled(name)]
    for article in held:
        add(weighed, article)
    monkeypatch.setattr(reader, "weighed", lambda narration, readings: readings)
    for article in held:
        add(rules, article)
    assert weighed.role_right >= rules.role_right + 18
    assert weighed.checkable_right >= rules.checkable_right + 30


def test_marks_of_passages_are_their_quotations() -> None:
    found, whole = list(passages()), list(passages(WHOLE))
    assert (len(found), len(whole)) == (190, 110)
    for passage in (*found, *whole):
        assert not set("{}") & set(passage.text)
        for claim in passage.claims:
            assert all(0 <= start < end <= len(passage.text) for start, end in spans(claim))
    assert sum(len(passage.labels["quotations"]) for passage in found) > 750
    assert sum(len(article.labels["quotations"]) for article in whole) > 1000
