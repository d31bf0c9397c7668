"""What is told of persons, of the time of a scene, and by phrases: the traits that whole articles add."""

from __future__ import annotations

from dispatch.claims import find_claims
from dispatch.claims.checking.scenes import scene_of
from dispatch.claims.reader import read
from dispatch.claims.roles.phrases import phrases_of
from dispatch.claims.roles.portraits import Portraits
from dispatch.claims.roles.traits import traits_of
from dispatch.values import Role


def _portraits(text: str) -> Portraits:
    return Portraits(read(text, "text/plain").people.narration)


def test_a_job_told_far_from_the_quotation_counts_for_its_speaker_alone() -> None:
    text = (
        "“Look up and tell me what you see,” Okafor said.\n\n"
        "Pell steered the boat to the trestle.\n\nOkafor, who has run the desk for years, never met him."
    )
    portraits = _portraits(text)
    assert portraits.of("Okafor")["apposed: desk"] == 1.0
    assert portraits.of("Pell")["mostly: field"] == 1.0
    assert not any("desk" in name for name in portraits.of("Pell"))


def test_a_pronoun_goes_on_with_the_subject_in_its_paragraph_alone() -> None:
    assert "told of: desk" in _portraits("Ann Gill slept. She put on her headset.").of("Gill")
    assert "told of: desk" not in _portraits("Ann Gill slept.\n\nShe put on her headset.").of("Gill")


def test_nobody_has_no_portrait() -> None:
    assert _portraits("“Hold on,” someone said.").of(None) == {}


def test_a_scene_is_of_what_was_spoken_of_last() -> None:
    text = "The tape was played. “Send two,” Hale radioed.\n\nOver coffee Hale laughed. “I froze,” he said."
    article = read(text, "text/plain")
    first, last = (dict(scene_of(article.people.narration, reading)) for reading in article.readings)
    assert first["scene: traffic last"] == last["scene: afterwards last"] == 1.0
    assert first["paragraph: of afterwards"] == 0.0


def test_a_phrase_is_found_whatever_its_case_and_a_call_sign_as_it_is_written() -> None:
    assert "keeps on the line" in set(phrases_of("STAY ON THE LINE."))
    assert "signs" in set(phrases_of("Engine 4, on the roof."))
    assert "signs" not in set(phrases_of("we were on the roof."))


def test_whoever_is_met_again_is_known_to_be() -> None:
    text = "“Engine 4 on scene,” Lt. Ann Hale radioed. “We need a second line,” Hale said over the radio."
    article = read(text, "text/plain")
    first, second = traits_of(article.people.narration, article.readings)
    assert "met before" not in first
    assert second["met before, on the air"] == 1.0


def test_a_dispatcher_named_by_the_clause_is_not_weighed_away() -> None:
    text = "The dispatcher radioed:\n\n> All units, hold.\n> Nobody goes.\n\nThey held."
    (claim,) = find_claims(text, media_type="text/markdown")
    assert claim.attributed_to is Role.DISPATCHER
