"""Whether somebody else said it than the text says, and how sure that is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.examining.examine import ExamineOptions, examine
from dispatch.interfaces import Hearing
from dispatch.judge.roles import LIKELY_UNIT, p_other_speaker, said_by
from dispatch.judge.verdict import CLEAR_ROLE
from dispatch.values import Claim, Role, SaidBy, Span, Transmission, Verdict
from tests.align.conversation import conversation


def said(
    role: Role = Role.UNIT, probability: float = 0.95, unit: str | None = None, basis: str = "voice"
) -> Transmission:
    return Transmission(
        0,
        Span(0, 2000),
        speaker="S1",
        speaker_basis="voice",
        unit=unit,
        unit_basis=basis if unit else None,
        role=role,
        role_probability=probability,
    )


def doubt(claim: Claim, *transmissions: Transmission) -> float:
    return p_other_speaker(claim, said_by(transmissions))


def test_another_role_is_called_only_where_it_is_clear() -> None:
    claim = Claim("c1", "clear out", attributed_to=Role.DISPATCHER)
    assert doubt(claim, said(probability=0.95)) >= CLEAR_ROLE
    assert doubt(claim, said(probability=0.91)) >= CLEAR_ROLE
    assert doubt(claim, said(probability=0.89)) < CLEAR_ROLE, "by ear"
    assert doubt(claim, said(probability=0.7)) < CLEAR_ROLE
    assert doubt(claim, said(Role.UNKNOWN, 0.5)) == 0.5
    assert doubt(claim, said(Role.DISPATCHER, 0.95)) == pytest.approx(0.05)


def test_nobody_named_is_nobody_wronged() -> None:
    assert doubt(Claim("c1", "clear out"), said()) == 0.0
    assert p_other_speaker(Claim("c1", "clear out", attributed_to=Role.UNIT), None) == 0.0


@pytest.mark.parametrize("basis, accused", [("speech", True), ("unit_id", True), ("voice", False)])
def test_another_unit_is_called_where_the_radio_or_the_unit_itself_says_so(basis: str, accused: bool) -> None:
    claim = Claim("c1", "clear out", attributed_to=Role.UNIT, unit="Engine 5")
    transmission = said(unit="Engine 17", basis=basis)
    if basis == "unit_id":
        by: SaidBy | None = SaidBy("S1", "Engine 17", Role.UNIT, 0.95, basis)
    else:
        by = said_by([transmission])
    assert (p_other_speaker(claim, by) >= CLEAR_ROLE) is accused
    assert p_other_speaker(claim, by) >= 0.5


@pytest.mark.parametrize("unit", ["Train 9", "Train 14", "Train 66", None])
def test_the_unit_that_a_dispatcher_speaks_to_is_not_taken_for_the_speaker(unit: str | None) -> None:
    talk = [
        ("D1", "Train 9, hold at the crossing until the flagman is there."),
        ("U1", "Train 9, holding at the crossing."),
        ("D1", "Train 14, the yard is closed to you."),
        ("U2", "Train 14, copy, the yard is closed."),
    ]
    quote = "Hold at the crossing until the flagman is there."
    claim = Claim("c1", quote, attributed_to=Role.DISPATCHER, unit=unit)
    found = examine([claim], [Hearing(conversation(talk), None)], None, ExamineOptions()).findings[0]
    assert found.verdict is Verdict.VERBATIM, found.reasons
    named = SaidBy("S1", "Console 2", Role.DISPATCHER, 0.95, "unit_id")
    assert p_other_speaker(claim, named) == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("opening", "verdict"),
    [
        ("Air Care 3. We can land.", Verdict.CANNOT_DETERMINE),
        ("Medic 6, we can land.", Verdict.VERBATIM),
        ("Engine 9, you can land.", Verdict.VERBATIM),
        ("We can land.", Verdict.VERBATIM),
    ],
)
def test_who_opens_with_another_units_number_and_says_we_is_hardly_the_unit_named(
    opening: str, verdict: Verdict
) -> None:
    talk = [
        ("D1", "Can the helicopter land at the school?"),
        ("U1", f"{opening} The lights must be off first."),
    ]
    claim = Claim("c1", "The lights must be off first.", attributed_to=Role.UNIT, unit="Medic 6")
    found = examine([claim], [Hearing(conversation(talk), None)], None, ExamineOptions()).findings[0]
    assert found.verdict is verdict, found.reasons


@pytest.mark.parametrize(
    ("opening", "verdict"),
    [
        ("Chief 9, I'm headed there.", Verdict.CANNOT_DETERMINE),
        ("Chief 9, are you headed there?", Verdict.MISATTRIBUTED),
    ],
)
def test_a_voice_that_gives_both_units_numbers_accuses_neither(opening: str, verdict: Verdict) -> None:
    talk = [("U1", opening), ("D1", "Go ahead."), ("U1", "Tanker 6, I need two holes in the east wall.")]
    transcript = conversation(talk)
    named = [replace(t, unit="Tanker 6", unit_basis="speech") for t in transcript.transmissions[2:]]
    transcript = replace(transcript, transmissions=(*transcript.transmissions[:2], *named))
    claim = Claim("c1", "I need two holes in the east wall.", attributed_to=Role.UNIT, unit="Chief 9")
    found = examine([claim], [Hearing(transcript, None)], None, ExamineOptions()).findings[0]
    assert found.verdict is verdict, found.reasons


def test_a_unit_is_named_by_number_whatever_kind_is_heard() -> None:
    claim = Claim("c1", "clear out", attributed_to=Role.UNIT, unit="Truck 17")
    assert doubt(claim, said(unit="Engine 17", basis="speech")) == pytest.approx(0.05)


@pytest.mark.parametrize("basis", ["speech", "unit_id"])
def test_a_unit_known_by_number_leaves_a_quote_given_to_a_name_open(basis: str) -> None:
    by = SaidBy("S1", "Engine 17", Role.UNIT, 0.95, basis)
    claim = Claim("c1", "clear out", attributed_to=Role.UNIT, unit="Pump House")
    assert 0.5 < p_other_speaker(claim, by) < CLEAR_ROLE
    for unit in ("Incident Command", "Captain Ruiz", "Engine Seventeen"):
        assert p_other_speaker(replace(claim, unit=unit), by) < 0.1, unit
    assert p_other_speaker(claim, replace(by, unit=None)) < 0.1
    assert p_other_speaker(claim, replace(by, basis="voice")) < 0.1
    assert p_other_speaker(claim, replace(by, unit="4033021", basis="unit_id")) < 0.1, "a serial number"


@pytest.mark.parametrize(
    ("unit", "verdict"),
    [
        ("Sergeant Ruiz", Verdict.VERBATIM),
        ("Facilities", Verdict.CANNOT_DETERMINE),
        ("Beach Patrol", Verdict.VERBATIM),  # nobody is heard to be called so
        (None, Verdict.VERBATIM),
    ],
)
def test_a_name_that_others_are_called_by_leaves_a_quote_open(unit: str | None, verdict: Verdict) -> None:
    talk = [
        ("D1", "Sergeant Ruiz, the professor says it stinks and no more."),
        ("U1", "Then we let fire say so. Both of you stay outside, north and loading."),
        ("U2", "Facilities, the hood fans quit at eleven."),
        ("D1", "Copy, the fans are out."),
    ]
    quote = "Both of you stay outside, north and loading."
    claim = Claim("c1", quote, attributed_to=Role.UNIT, unit=unit)
    found = examine([claim], [Hearing(conversation(talk), None)], None, ExamineOptions()).findings[0]
    assert found.verdict is verdict, found.reasons


@pytest.mark.parametrize(
    ("heard_as", "unit", "verdict"),
    [
        ("Silver Turn", "Silver Tern", Verdict.VERBATIM),  # the name misheard
        ("Silver Turn", "Brae Lass", Verdict.CANNOT_DETERMINE),
        ("Silver Turn", "Captain", Verdict.VERBATIM),  # of which every boat has one
        (None, "Brae Lass", Verdict.VERBATIM),  # nothing tells that it was not
        (None, "Corrie Star", Verdict.CANNOT_DETERMINE),  # which is another voice's name
    ],
)
def test_a_name_without_a_number_leaves_anothers_words_open(
    heard_as: str | None, unit: str, verdict: Verdict
) -> None:
    talk = conversation(
        [("U1", "Everyone has a lifejacket on and the pump is working."), ("U2", "The tide is falling here.")]
    )
    names = {"U1": heard_as, "U2": "Corry Star"}
    named = tuple(replace(t, unit=names[t.speaker or ""]) for t in talk.transmissions)
    claim = Claim("c1", "Everyone has a lifejacket on.", attributed_to=Role.UNIT, unit=unit)
    hearing = Hearing(replace(talk, transmissions=named), None)
    (found,) = examine([claim], [hearing], None, ExamineOptions()).findings
    assert found.verdict is verdict, (found.said_by, found.reasons)


@pytest.mark.parametrize(
    ("told", "unit", "verdict"),
    [
        ({"U1": "Engine 7", "U2": "Engine 9"}, "Engine 9", Verdict.MISATTRIBUTED),
        ({"U1": "Engine 7", "U2": "Engine 9"}, "Engine 7", Verdict.VERBATIM),
        ({"U1": "Engine 7"}, "Engine 9", Verdict.CANNOT_DETERMINE),  # the other voice is only called so
        ({"U2": "Engine 9"}, "Engine 9", Verdict.CANNOT_DETERMINE),  # and so is this one
        ({"U1": "Engine 7", "U2": "Engine 9"}, "Engine 4", Verdict.CANNOT_DETERMINE),  # nobody's number
        ({"U1": "Silver Tern", "U2": "Brae Lass"}, "Brae Lass", Verdict.MISATTRIBUTED),
    ],
)
def test_a_voice_accuses_where_it_and_the_named_units_voice_say_who_they_are(
    told: dict[str, str], unit: str, verdict: Verdict
) -> None:
    talk = conversation(
        [
            ("U1", "On scene."),
            ("U1", "We have water on the fire now."),
            ("U2", "On scene as well."),
            ("U2", "The yard is closed."),
        ]
    )
    known = {"U1": "Engine 7", "U2": "Engine 9"} | told
    units = [known[t.speaker or ""] for t in talk.transmissions]
    first = [t.speaker in told and k in (0, 2) for k, t in enumerate(talk.transmissions)]
    named = tuple(
        replace(t, speaker_basis="voice", unit=name, unit_basis="speech" if here else "voice")
        for t, name, here in zip(talk.transmissions, units, first, strict=True)
    )
    claim = Claim("c1", "We have water on the fire now.", attributed_to=Role.UNIT, unit=unit)
    (found,) = examine(
        [claim], [Hearing(replace(talk, transmissions=named), None)], None, ExamineOptions()
    ).findings
    assert found.verdict is verdict, (found.said_by, found.reasons)
    elsewhere = replace(talk.recording, sha256="0" * 64)
    other = conversation([("U1", "Engine 7 is called here, and says nothing of it.")])
    hearings = [
        Hearing(replace(talk, transmissions=named), None),
        Hearing(replace(other, recording=elsewhere), None),
    ]
    (again,) = examine([claim], hearings, None, ExamineOptions()).findings
    assert again.verdict is not Verdict.MISATTRIBUTED, "the first voice of another recording says nothing"
    if verdict is Verdict.MISATTRIBUTED:
        assert found.reasons[0].startswith("It was said in the voice of unit")
        assert found.confidence < 0.9


@pytest.mark.parametrize("role", [Role.CALLER, Role.OTHER])
def test_sound_does_not_tell_a_crew_from_a_caller(role: Role) -> None:
    claim = Claim("c1", "clear out", attributed_to=role)
    assert doubt(claim, said(probability=0.98)) == 0.5
    assert doubt(claim, said(probability=1.0)) == 1.0, "but a person does"
    assert doubt(claim, said(Role.DISPATCHER, 0.95)) >= CLEAR_ROLE


def test_words_of_two_roles_are_nobodys() -> None:
    claim = Claim("c1", "clear out", attributed_to=Role.UNIT)
    assert doubt(claim, said(), said(Role.DISPATCHER)) == 0.5


def test_a_unit_whose_voice_is_known_elsewhere_leaves_anothers_words_open() -> None:
    claim = Claim("c1", "clear out", attributed_to=Role.UNIT, unit="Engine 3")
    by = SaidBy("S2", None, Role.UNIT, 0.95, "voice")
    assert p_other_speaker(claim, by) < 0.1
    assert p_other_speaker(claim, by, {"S2", "S4"}) < 0.1
    assert 0.5 < p_other_speaker(claim, by, {"S3"}) < 0.8


@pytest.mark.parametrize(("sure", "accuses"), [(0.95, True), (0.85, False)])
def test_another_units_voice_accuses_where_it_is_clear_whose_it_is(sure: float, accuses: bool) -> None:
    claim = Claim("c1", "clear out", attributed_to=Role.UNIT, unit="Engine 3")
    by = SaidBy("S2", "Engine 7", Role.UNIT, sure, "voice")
    other = p_other_speaker(claim, by, {"S3"}, {"S2"})
    assert other > 0.5, "left open at least"
    assert (other >= CLEAR_ROLE) is accuses


@pytest.mark.parametrize(
    ("unit", "verdict"),
    [
        ("Engine 9", Verdict.CANNOT_DETERMINE),  # on the channel, and never from this voice
        ("Engine 4", Verdict.VERBATIM),  # nobody speaks of it
        ("Engine 7", Verdict.VERBATIM),  # the voice itself says so elsewhere
    ],
)
def test_a_voice_that_never_says_a_units_number_is_likely_anothers(unit: str, verdict: Verdict) -> None:
    lines = [
        ("D1", "Engine nine, take the north side."),
        ("U1", "Engine seven is at the gate."),
        ("U1", "We have water on the fire now."),
    ]
    claim = Claim("c1", "We have water on the fire now.", attributed_to=Role.UNIT, unit=unit)
    found = examine([claim], [Hearing(conversation(lines), None)], None, ExamineOptions()).findings[0]
    assert found.verdict is verdict, (found.said_by, found.reasons)


@pytest.mark.parametrize(
    ("unit", "told"),
    [
        ("Engine 12", "Ladder 4"),
        ("Ladder 4", None),
        ("Battalion 3", None),  # named further on
        (None, None),
    ],
)
def test_words_to_another_unit_than_the_text_says_keep_their_verdict_and_say_so_first(
    unit: str | None, told: str | None
) -> None:
    said = conversation([("D1", "Ladder 4, hold at the gate until Battalion 3 gets there.")])
    claim = Claim("c1", "hold at the gate until", attributed_to=Role.DISPATCHER, unit=unit)
    [found] = examine([claim], [Hearing(said)], None, ExamineOptions()).findings
    assert found.verdict is Verdict.VERBATIM
    first = f"The text has it said to {unit}; here the dispatcher calls “{told}”."
    assert (found.reasons[0] == first) is (told is not None)


def test_what_opens_without_a_comma_is_no_call() -> None:
    said = conversation([("D1", "Two patients at the gate until the ambulance comes.")])
    claim = Claim("c1", "at the gate until the ambulance", attributed_to=Role.DISPATCHER, unit="Engine 12")
    [found] = examine([claim], [Hearing(said)], None, ExamineOptions()).findings
    assert "here the dispatcher calls" not in " ".join(found.reasons)


def test_who_is_not_known_to_be_dispatcher_or_unit_may_be_another_unit_all_the_same() -> None:
    claim = Claim("c1", "clear out", attributed_to=Role.UNIT, unit="Engine 22")
    by = said_by([said(Role.UNKNOWN, 0.5)])
    assert p_other_speaker(claim, by) == 0.5
    assert p_other_speaker(claim, by, {"S1"}) == 0.5
    assert p_other_speaker(claim, by, {"S2"}) == LIKELY_UNIT


@pytest.mark.parametrize("number, verdict", [("2", Verdict.CANNOT_DETERMINE), ("27", Verdict.VERBATIM)])
def test_a_units_number_is_heard_whole(number: str, verdict: Verdict) -> None:
    talk = [
        ("U1", "27, traffic, eastbound on Halsted. He is not pulling over for me."),
        ("D1", "27, copy, all units hold the channel."),
        ("U4", "Canine 2, I'm six minutes out."),
    ]
    claim = Claim("c1", "He is not pulling over for me.", attributed_to=Role.UNIT, unit=f"Unit {number}")
    found = examine([claim], [Hearing(conversation(talk), None)], None, ExamineOptions()).findings[0]
    assert found.verdict is verdict, found.reasons


def test_a_named_unit_counts_without_a_role_where_a_unit_spoke() -> None:
    """Where the console did, it may be the unit that was spoken to."""
    claim = Claim("c1", "clear out", unit="Rescue 1")
    as_unit = replace(claim, attributed_to=Role.UNIT)
    for unit in (None, "Rescue 1", "Medic 8"):
        spoke = said(unit=unit, basis="speech")
        assert doubt(claim, spoke) == doubt(as_unit, spoke)
    assert doubt(claim, said(unit="Medic 8", basis="speech")) > 0.5
    assert doubt(claim, said(Role.DISPATCHER, 0.95)) == 0.0


@pytest.mark.parametrize(
    ("opening", "verdict"), [("Engine 9, ", Verdict.CANNOT_DETERMINE), ("Copy, ", Verdict.MISATTRIBUTED)]
)
def test_words_that_open_with_the_named_number_are_not_held_against_it(
    opening: str, verdict: Verdict
) -> None:
    """One voice may be taken for another's; who gives the number himself is not accused by it."""
    talk = conversation(
        [
            ("U1", "Engine 7 on scene."),
            ("U2", "Engine 9 on scene as well."),
            ("U1", f"{opening}we have water on the fire now."),
        ]
    )
    own = {"U1": "Engine 7", "U2": "Engine 9"}
    named = tuple(
        replace(t, speaker_basis="voice", unit=own[t.speaker or ""], unit_basis="voice" if t.id else "speech")
        for t in talk.transmissions
    )
    named = (named[0], replace(named[1], unit_basis="speech"), named[2])
    claim = Claim("c1", "We have water on the fire now.", attributed_to=Role.UNIT, unit="Engine 9")
    hearing = Hearing(replace(talk, transmissions=named), None)
    (found,) = examine([claim], [hearing], None, ExamineOptions()).findings
    assert found.verdict is verdict, (found.said_by, found.reasons)
