"""The text line: where a quote fits, and what differs there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatch.align.alignment import best_paths, costs
from dispatch.align.placement import Placement, compared, placements
from dispatch.align.reading import reading_of
from dispatch.align.stream import streams
from dispatch.align.wordings import rewritten
from dispatch.values import Operation
from dispatch.values.evidence import UNWEIGHED
from dispatch.wording import Kind, Meaning, tokens
from tests.align.conversation import conversation

LINES = [
    ("D1", "Nine sixty, hold where you are on Pershing. Nobody goes up to Kedzie until I hear back."),
    ("U1", "Nine sixty, holding."),
    ("D1", "All units clear out from there. We're not sending anybody over to the location."),
    ("U2", "Ten four, we're turning around."),
    ("D1", "Tow is ordered."),
    ("D1", "Give it forty minutes."),
]


def best(quote: str) -> Placement:
    (stream,) = streams(conversation(LINES))
    return placements(quote, tokens(quote), stream)[0]


def test_every_word_in_place_needs_no_edit() -> None:
    found = best("All units clear out from there. We are not sending anybody over to the location.")
    assert found.similarity == 1.0
    assert found.edits == ()
    assert found.places == (2,)


def test_a_changed_name_is_one_edit_over_the_whole_word() -> None:
    (edit,) = best("Hold where you are on Pulaski.").edits
    assert (edit.op, edit.quoted, edit.heard, edit.meaning.value) == (
        Operation.REPLACE, "Pulaski", "Pershing", "place",
    )  # fmt: skip


def test_a_changed_digit_takes_the_whole_number_along() -> None:
    (edit,) = best("962, hold where you are on Pershing").edits
    assert (edit.quoted, edit.heard) == ("962", "Nine sixty")


def test_a_participle_after_be_is_no_other_tense() -> None:
    lines = [("D1", "Nobody is clear to push on the apron."), ("D1", "He checks the door.")]
    (stream,) = streams(conversation(lines))
    quote = "Nobody is cleared to push on the apron."
    (edit,) = placements(quote, tokens(quote), stream)[0].edits
    assert edit.meaning.value == "none"
    (edit,) = placements("He checked the door.", tokens("He checked the door."), stream)[0].edits
    assert edit.meaning.value == "tense"


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("Plate is Lincoln Mary Nora 3 9 2 from Ohio.", "Plate is LMN 392 from Ohio."),
        ("Plate is Bravo Tango X-ray 6 6 1 8.", "Plate is BTX 6618."),
        ("Plate is Adam Boy Charles 417.", "Plate is ABC 417."),
        ("Thirty one, take the railside.", "Thirty-one, take the rail side."),
        ("Everyone wears life jackets.", "Everyone wears lifejackets."),
        ("Engine 64 were on Ferris and their out.", "Engine 64, we're on Ferris and they're out."),
        ("We're open by noon.", "Were open by noon."),
        (
            "Bring her to the wharf, not the fishkey. The master waits.",
            "Bring her to the wharf, not the fish quay.",
        ),
    ],
)
def test_a_word_may_be_written_as_one_or_as_two(said: str, quote: str) -> None:
    (stream,) = streams(conversation([("D1", said)]))
    found = placements(quote, tokens(quote), stream)[0]
    assert found.edits == ()
    assert found.similarity == 1.0


@pytest.mark.parametrize(
    ("said", "quote", "meaning"),
    [
        ("Use the siren and use my name.", "Use the siren or use my name.", "condition"),
        ("I'm going in off the rocks.", "I'm gone in off the rocks.", "tense"),
        ("She takes the stairs.", "She took the stairs.", "tense"),
        ("Then let fire say so.", "Still let fire say so.", "content"),
        ("It looks like the roof is down.", "It looks as though the roof is down.", "none"),
        ("A red handle next to the transformer.", "A red handle beside the transformer.", "none"),
        ("We need two more, Command, our water is low.", "We need two more, our water is low.", "function"),
        ("Be advised, Engine 5, the gate's shut.", "Be advised, the gate's shut.", "function"),
        ("We need Engine 4, Engine 5, and a boat.", "We need Engine 4, and a boat.", "number"),
        ("He's sitting down on the curb.", "He's sitting on the curb.", "function"),
        ("They moved up into the front car.", "They moved into the front car.", "function"),
        ("An officer is down on the tracks.", "An officer is on the tracks.", "direction"),
        ("They broke up the fight.", "They broke the fight.", "direction"),
        ("It's too hot to go inside.", "It's hot to go inside.", "quantity"),
        ("It isn't just late.", "It isn't late.", "quantity"),
        ("I'm going to go ahead and cancel it.", "I'm going to cancel it.", "function"),
        ("We've got a few crews left.", "We've got few crews left.", "quantity"),
        ("The crew is all but dead.", "The crew is all dead.", "negation"),
        ("He told on his partner.", "He told his partner.", "actor"),
        ("He spilled a million gallons.", "He spilled a billion gallons.", "unit"),
        ("He was shot at twice.", "He was shot twice.", "direction"),
        ("He's sick and he can't eat.", "He's sick and can't eat.", "function"),
        ("He hit her and she ran.", "He hit her and ran.", "actor"),
        ("Use some wet towels.", "Use wet towels.", "function"),
        ("It's some 30 feet.", "It's 30 feet.", "quantity"),
        ("If it gets wet and is going to trip.", "If it gets wet it's probably going to trip.", "hedge"),
    ],
)
def test_small_words_and_what_they_do_to_the_meaning(said: str, quote: str, meaning: str) -> None:
    (stream,) = streams(conversation([("D1", said)]))
    (edit,) = placements(quote, tokens(quote), stream)[0].edits
    assert edit.meaning.value == meaning


def test_a_dropped_negation_is_an_omission() -> None:
    (edit,) = best("We're sending anybody over to the location.").edits
    assert (edit.op, edit.heard, edit.meaning.value) == (Operation.DELETE, "not", "negation")


def test_an_ellipsis_leaves_out_words_for_nothing() -> None:
    found = best("All units clear out … not sending anybody over")
    assert found.edits == ()
    assert found.similarity == 1.0


def test_a_bracket_stands_for_words() -> None:
    assert best("hold where you are on [the street]. Nobody goes up to Kedzie").edits == ()


def test_a_quote_runs_over_consecutive_transmissions_of_a_speaker() -> None:
    found = best("Tow is ordered. Give it 40 minutes.")
    assert found.edits == ()
    assert found.places == (4, 5)
    assert found.stream.consecutive(4, 5)


def test_words_from_places_apart_are_read_by_a_jump() -> None:
    quote = "Nobody goes up to Kedzie. We're not sending anybody over to the location."
    (stream,) = streams(conversation(LINES))
    found = compared(quote, tokens(quote), stream).spliced()
    assert found is not None
    assert len(found.runs) == 2
    assert found.edits == ()


@pytest.mark.parametrize(
    ("quote", "is_splice"),
    [
        ("Give it forty minutes. She's cooperative.", True),
        ("Give it forty minutes, she's cooperative.", False),
        ("Give it forty minutes. Engine 4.", False),
    ],
)
def test_two_words_are_a_part_where_they_are_a_sentence(quote: str, is_splice: bool) -> None:
    lines = [*LINES, ("D1", "I've got a shoplifter at the store. She's cooperative."), ("U3", "Engine 4.")]
    (stream,) = streams(conversation(lines))
    found = compared(quote, tokens(quote), stream).spliced()
    assert found is not None
    assert found.is_splice is is_splice


def test_a_false_start_costs_nothing() -> None:
    for said in (
        "We're we're not not sending anybody",
        "We're not, uh, we're not sending anybody",
        "We're not sending any, uh, we're not sending any, we're not sending anybody",
    ):
        (stream,) = streams(conversation([("D1", said)]))
        quote = "We're not sending anybody"
        assert placements(quote, tokens(quote), stream)[0].edits == ()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_stretch_of_a_transmission_is_found_where_it_was_said(data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([0, 2]))
    words = LINES[place][1].split()
    start = data.draw(st.integers(0, len(words) - 5))
    end = data.draw(st.integers(start + 5, len(words)))
    quote = " ".join(words[start:end])
    found = best(quote)
    assert found.edits == ()
    assert found.places == (place,)


def naive_cost(quote: list[str], heard: list[str], prices: object) -> float:
    """The cheapest reading without jumps, cell by cell: an oracle for the rows in numpy."""
    skip, substitute, add = prices.skip, prices.substitute, prices.add  # type: ignore[attr-defined]
    row = [0.0] * (len(heard) + 1)
    for i in range(len(quote)):
        fresh = [row[0] + add[i]]
        for j in range(1, len(heard) + 1):
            fresh.append(min(row[j] + add[i], row[j - 1] + substitute[i][j - 1], fresh[j - 1] + skip[j - 1]))
        row = fresh
    return min(row[1:])


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from("engine not the 5 left right copy uh Kedzie".split()), min_size=1, max_size=6),
    st.lists(
        st.sampled_from("engine not the 5 left right copy uh Kedsey go".split()), min_size=1, max_size=12
    ),
)
def test_rows_agree_with_the_naive_programme(quoted: list[str], said: list[str]) -> None:
    quote = tokens(" ".join(quoted))
    (stream,) = streams(conversation([("D1", " ".join(said))]))
    prices = costs(quote, stream)
    (path,) = best_paths(prices, jump=None, most=1, apart=[0] * len(stream.heard))
    assert path.cost == pytest.approx(
        naive_cost([t.norm for t in quote], [h.token.norm for h in stream.heard], prices)
    )
    assert sum(p.cost for p in path.pairs) == pytest.approx(path.cost)
    assert [p.quoted for p in path.pairs if p.quoted is not None] == list(range(len(quote)))
    assert np.all(np.diff([p.heard for p in path.pairs if p.heard is not None]) > 0)


def test_tokens_of_a_mark_are_kept_apart() -> None:
    assert [t.kind for t in tokens("go … [home]")] == [Kind.WORD, Kind.ELLIPSIS, Kind.BRACKET]


def test_a_negation_under_an_ellipsis_is_missed() -> None:
    (stream,) = streams(conversation([("D1", "Blankets and one more bag. Don't straighten that leg.")]))
    quote = "Blankets and one more bag … straighten that leg."
    found = reading_of(placements(quote, tokens(quote), stream)[0], None)
    assert found.guard_left_out == "do not"
    quote = "Blankets … don't straighten that leg."
    assert reading_of(placements(quote, tokens(quote), stream)[0], None).guard_left_out == ""


def test_a_negation_with_a_verb_of_its_own_denies_nothing_after() -> None:
    (stream,) = streams(conversation([("D1", "Please proceed do not go alongside just stand by her.")]))
    quote = "Please proceed ... just stand by her."
    assert reading_of(placements(quote, tokens(quote), stream)[0], None).guard_left_out == ""


@pytest.mark.parametrize(
    ("said", "quote", "guard"),
    [
        (
            "Take the bus off the ramp, if the road is dry by then, and park it behind the depot wall.",
            "Take the bus off the ramp, and park it behind the depot wall.",
            "if the road is dry by then",
        ),
        (
            "Take the bus off the ramp if the road is dry by then and park it behind the depot wall.",
            "Take the bus off the ramp … and park it behind the depot wall.",
            "if the road is dry by then",
        ),
        (
            "Take the bus off the ramp. If the road is dry by then, park it behind the depot wall.",
            "Take the bus off the ramp … park it behind the depot wall.",
            "",
        ),
        (
            "Call the driver and ask if he has the spare key to the cab, then park behind the depot wall.",
            "Call the driver and ask … then park behind the depot wall.",
            "",
        ),
    ],
)
def test_a_condition_in_the_midst_is_missed(said: str, quote: str, guard: str) -> None:
    (stream,) = streams(conversation([("D1", said)]))
    placed = compared(quote, tokens(quote), stream).spliced()
    assert placed is not None
    assert reading_of(placed, None).guard_left_out == guard


@pytest.mark.parametrize(
    ("said", "quote", "guard"),
    [
        ("It's a mile and a half to the mill.", "It's a mile.", "and a half"),
        ("It's a mile and a bit to the mill.", "It's a mile.", ""),
        ("I doubt he's going to the mill road.", "He's going to the mill road.", "i doubt"),
    ],
)
def test_what_makes_more_or_less_of_a_quote_is_missed(said: str, quote: str, guard: str) -> None:
    (stream,) = streams(conversation([("D1", said)]))
    assert reading_of(placements(quote, tokens(quote), stream)[0], None).guard_left_out == guard


def test_which_of_several_is_missed_before_a_quote() -> None:
    """And the ending of "first" is no "the"."""
    (stream,) = streams(conversation([("U1", "First patient is a man about sixty.")]))
    quote = "The patient is a man about sixty."
    found = placements(quote, tokens(quote), stream)[0]
    assert [edit.quoted for edit in found.edits] == ["The"]
    assert reading_of(found, None).guard_left_out == "First"


@pytest.mark.parametrize(
    ("said", "quote", "guard"),
    [
        ("First Guard, Marlin Star, I see smoke.", "Coastguard, Marlin Star, I see smoke.", ""),
        ("First bard, Marlin Star, I see smoke.", "Yard, Marlin Star, I see smoke.", "First"),
        ("Don't sand by at the gate.", "Stand by at the gate.", "do not"),
    ],
)
def test_what_a_first_word_was_misheard_for_is_not_left_out(said: str, quote: str, guard: str) -> None:
    (stream,) = streams(conversation([("U1", said)]))
    found = placements(quote, tokens(quote), stream)[0]
    assert reading_of(found, None).guard_left_out == guard


@pytest.mark.parametrize(
    ("said", "quote", "heard"),
    [
        ("Tell him later.", "Tell him now.", ["later"]),
        ("Tell him later. The van goes first.", "Tell him now.", ["later"]),
        ("Tell him when the van has gone.", "Tell him now.", ["when"]),
        ("Tell him, Marlin is gone.", "Tell him now.", [""]),
        ("Tell him.", "Tell him now.", [""]),
        ("Hold it there until six.", "Hold it there, okay?", [""]),
        ("Never open the gate.", "Then open the gate.", ["Never"]),
        ("They never open the gate.", "Then open the gate.", [""]),
        ("The fake gun was in the car.", "The gun was in the car.", ["fake"]),
        ("An empty bus hit the wall.", "A bus hit the wall.", ["An empty"]),
        ("There are up to 5 people in it.", "There are 5 people in it.", ["up to"]),
        ("He's wanted in Ohio by them.", "He's wanted by them.", ["in Ohio"]),
        ("Be advised, Engine 5, the gate is shut.", "Be advised, the gate is shut.", ["Engine 5"]),
        ("Go by the gate. The man is in.", "The woman is in.", ["man"]),
    ],
)
def test_a_light_word_at_an_edge_stands_in_the_place_of_the_one_that_is_there(
    said: str, quote: str, heard: list[str]
) -> None:
    (stream,) = streams(conversation([("D1", said)]))
    found = placements(quote, tokens(quote), stream)[0]
    assert [edit.heard for edit in found.edits] == heard


@pytest.mark.parametrize(
    ("said", "quote", "heard"),
    [
        ("Tell them they don't.", "Tell them they do.", ["don't"]),
        ("The units on Elm can't.", "The units on Elm can.", ["can't"]),
        ("They don't open the gate, leave it.", "They do … leave it.", ["don't"]),
        ("He's in the car by the mill.", "It's the car by the mill.", ["He's in"]),
        ("We're over the bridge now.", "are over the bridge now", []),
        ("She's never opened the gate.", "has never opened the gate", ["She's"]),
        ("Take it all to gate 22.", "Take it all to gate 2.", ["22"]),
        ("It weighs 40,000 pounds or so.", "It weighs 40.", ["40,000"]),
        ("Meet him at 4:15 by the mill.", "Meet him at 4.", ["4:15"]),
        ("It weighs 2.5 tons or so.", "It weighs 2.", ["2.5"]),
        ("It's on channel 106.1 at the mill.", "It's on channel 106.", ["106.1"]),
        ("Go to 3-4-3 Mill Road and wait.", "Go to 3.", ["3-4-3"]),
        ("41-46 have her, you're free.", "46 have her, you're free.", []),
        ("The wagon goes to 214 Mill Road now.", "14 Mill Road now", ["214"]),
        ("Call the chief's wife at the mill.", "Call the chief.", ["chief's"]),
    ],
)
def test_half_a_word_or_number_is_not_the_whole(said: str, quote: str, heard: list[str]) -> None:
    (stream,) = streams(conversation([("D1", said)]))
    found = placements(quote, tokens(quote), stream)[0]
    assert [edit.heard for edit in found.edits] == heard
    of_numbers = any(c.isdigit() for c in said)
    guarded = {edit.meaning for edit in found.edits} - {Meaning.FUNCTION}
    assert guarded <= ({Meaning.NUMBER} if of_numbers else {Meaning.NEGATION, Meaning.ACTOR})
    assert bool(guarded) == (bool(heard) and "She's" not in said)


def test_a_denial_before_a_later_part_is_missed() -> None:
    said = "Take the north track, ten miles an hour over Foundry Street, and don't try to make up time."
    (stream,) = streams(conversation([("D1", said)]))
    quote = "Take the north track, and try to make up time."
    placed = compared(quote, tokens(quote), stream).spliced()
    assert placed is not None and placed.is_splice
    assert reading_of(placed, None).guard_left_out == "and do not"


@pytest.mark.parametrize(
    ("said", "quote", "guard"),
    [
        ("I do not want to wait on that.", "Wait on that.", "not want to"),
        ("They think they are cleared to push.", "They are cleared to push.", "they think"),
        ("I need to know that all three are on deck.", "All three are on deck.", "know that"),
        ("Tell me when the last one's up.", "The last one's up.", "me when"),
        ("I'd like to walk everyone to the platform.", "Walk everyone to the platform.", "like to"),
        ("Caller now says the apartment was empty.", "The apartment was empty.", ""),
        ("Tell him to wait for the tow truck.", "Wait for the tow truck.", ""),
        ("I'd like to walk everyone to the platform.", "walk everyone to the platform", ""),
    ],
)
def test_what_is_wished_thought_or_asked_is_no_sentence_of_its_own(said: str, quote: str, guard: str) -> None:
    (stream,) = streams(conversation([("D1", said)]))
    assert reading_of(placements(quote, tokens(quote), stream)[0], None).guard_left_out == guard


@pytest.mark.parametrize(
    ("said", "quote", "guard"),
    [
        ("Negative there's no order that we can find.", "There's no order that we can find.", ""),
        ("Negative on the ladder, use the stairs.", "On the ladder, use the stairs.", "negative"),
    ],
)
def test_an_answer_before_a_sentence_of_its_own_may_be_left_out(said: str, quote: str, guard: str) -> None:
    (stream,) = streams(conversation([("U1", said)]))
    assert reading_of(placements(quote, tokens(quote), stream)[0], None).guard_left_out == guard


def test_a_transcript_decides_nothing_between_a_word_it_was_given_and_one_it_was_not() -> None:
    plain = conversation([("D1", "Hold where you are on Pershing.")])
    told = replace(plain, engine=replace(plain.engine, prompt="Pershing, Kedzie."))
    quote = "Hold where you are on Pulaski."
    p_quoted = []
    for transcript in (plain, told):
        (stream,) = streams(transcript)
        (edit,) = reading_of(placements(quote, tokens(quote), stream)[0], None).edits
        p_quoted.append(edit.p_quoted)
    assert p_quoted == [UNWEIGHED, 0.45]


@pytest.mark.parametrize(
    ("said", "quote", "texts"),
    [
        (
            "Over half a mile east of the light.",
            "We're half a mile east of the light.",
            ("Over we're half a mile east of the light.", "We're half a mile east of the light."),
        ),
        (
            "There's a dinghy tied on the high.",
            "There's a dinghy tied on behind.",
            ("There's a dinghy tied on behind high.", "There's a dinghy tied on behind."),
        ),
        (
            "The rest on it and be, they are okay unless that wall comes down.",
            "The rest on empty … they are okay unless that wall comes down.",
            (
                "The rest on empty and be, they are okay unless that wall comes down.",
                "The rest on empty be, they are okay unless that wall comes down.",
                "The rest on empty, they are okay unless that wall comes down.",
            ),
        ),
    ],
)
def test_words_at_an_edge_stand_where_they_would_and_for_what_was_heard_beside(
    said: str, quote: str, texts: tuple[str, ...]
) -> None:
    (stream,) = streams(conversation([("D1", said)]))
    (edit,) = placements(quote, tokens(quote), stream)[0].edits
    widths = [edit, *(replace(edit, heard_range=wider) for wider in edit.wider_ranges)]
    assert set(texts) <= {rewritten(said, one)[0][0] for one in widths}


@pytest.mark.parametrize(
    ("said", "quote", "heard"),
    [
        (
            "He's at the door and he is not burned. He breathed smoke.",
            "He's at the door and he is burned.",
            "not",
        ),
        ("Stage on the east lot, not the west one.", "the east lot, the west", "not"),
    ],
)
def test_a_denial_left_out_before_the_last_word_is_left_out(said: str, quote: str, heard: str) -> None:
    """The last word was said: what is shown ends with it."""
    (stream,) = streams(conversation([("U1", said)]))
    found = placements(quote, tokens(quote), stream)[0]
    (edit,) = found.edits
    assert (edit.op, edit.heard, edit.meaning.value) == (Operation.DELETE, heard, "negation")
    assert found.heard.endswith(quote.split()[-1].rstrip("."))
