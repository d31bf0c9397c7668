"""Statements about what was said: borne out, contradicted, or left open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.examining.examine import ExamineOptions, examine
from dispatch.interfaces import Hearing
from dispatch.values import Claim, ClaimKind, Finding, Role, Verdict
from tests.align.conversation import conversation

LINES = [
    ("D1", "Platform one, close Bravo and Charlie until further notice."),
    ("U1", "Nothing burning in the east fork. Two tents at the lake."),
    ("D1", "Come to door two, not the main entrance."),
    ("U2", "Is the rear camera working?"),
    ("D1", "I have thirty people in the hall."),
    ("U1", "Don't let them swim to the sailboat."),
]


def _found(statement: str, lines: list[tuple[str, str]]) -> Finding:
    claim = Claim("c1", statement, kind=ClaimKind.INDIRECT)
    return examine([claim], [Hearing(conversation(lines), None)], None, ExamineOptions()).findings[0]


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("The dispatcher ordered Bravo and Charlie closed.", Verdict.SUPPORTED),
        ("The unit was asked to keep them from swimming to the sailboat.", Verdict.SUPPORTED),
        ("The aircraft reported fire burning in the east fork.", Verdict.CONTRADICTED),
        ("The ambulance was told to use the main entrance.", Verdict.CONTRADICTED),
        ("The dispatcher said 13 people were in the hall.", Verdict.CONTRADICTED),
        ("The operator said the rear camera was working.", Verdict.CANNOT_DETERMINE),
        ("The unit said the main entrance had not burned.", Verdict.CANNOT_DETERMINE),
        ("The unit said Bravo had not burned until further notice.", Verdict.CANNOT_DETERMINE),
        ("A helicopter ferried blood to Lubbock.", Verdict.NOT_FOUND),
    ],
)
def test_statements(statement: str, verdict: Verdict) -> None:
    found = _found(statement, LINES)
    assert found.verdict is verdict, (found.heard, found.reasons)


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("The rider wanted an ambulance.", Verdict.CONTRADICTED),
        ("The rider did not want an ambulance.", Verdict.SUPPORTED),
        ("The valve by the school was still open.", Verdict.CONTRADICTED),
        ("Some of the passengers refused to board the bus.", Verdict.CONTRADICTED),
        ("The breaker at the mill was closed by nobody but the lineman.", Verdict.SUPPORTED),
        ("Two people were detained.", Verdict.CANNOT_DETERMINE),
    ],
)
def test_questions_with_their_answers_and_opposites(statement: str, verdict: Verdict) -> None:
    lines = [
        ("D1", "Bus 4, does your rider want an ambulance?"),
        ("U1", "Negative."),
        ("U2", "The valve by the school is shut."),
        ("U1", "All passengers are on the bus, nobody refused to board."),
        ("D1", "Nobody closes the breaker at the mill except the lineman."),
        ("U2", "200 people on the platform."),
    ]
    found = _found(statement, lines)
    assert found.verdict is verdict, (found.heard, found.reasons)


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("The clinic had no generator of its own.", Verdict.SUPPORTED),
        ("The clinic had a generator.", Verdict.CONTRADICTED),
        ("The dairy had a generator.", Verdict.SUPPORTED),
        ("The dairy had no generator.", Verdict.CONTRADICTED),
    ],
)
def test_a_clause_may_leave_its_predicate_to_the_one_before(statement: str, verdict: Verdict) -> None:
    lines = [("U1", "The feeder tripped twice. The dairy has a generator, the clinic doesn't.")]
    found = _found(statement, lines)
    assert found.verdict is verdict, (found.heard, found.reasons)


def test_an_order_to_go_somewhere_does_not_bear_out_that_somebody_drove_there() -> None:
    lines = [("D1", "The runway is closed. Please go out and look at the signs near the second turnoff.")]
    claim = Claim("c1", "The driver admitted that he had driven across a runway.", kind=ClaimKind.INDIRECT)
    found = examine([claim], [Hearing(conversation(lines), None)], None, ExamineOptions()).findings[0]
    assert found.verdict is Verdict.CANNOT_DETERMINE, (found.heard, found.reasons)


@pytest.mark.parametrize("call", ["Ambulance 5, two", "Ambulance 5 two", "Ambulance 5, I have two"])
def test_the_number_of_a_call_sign_is_not_counted_with_the_next(call: str) -> None:
    lines = [("D1", f"{call} patients at the bridge, and one oh five people on the train.")]
    for statement, verdict in (
        ("The dispatcher said there were two patients at the bridge.", Verdict.SUPPORTED),
        ("The dispatcher said there were three patients at the bridge.", Verdict.CONTRADICTED),
        ("The dispatcher said there were 105 people on the train.", Verdict.SUPPORTED),
        ("The dispatcher said there were 15 people on the train.", Verdict.CONTRADICTED),
    ):
        claim = Claim("c1", statement, kind=ClaimKind.INDIRECT)
        found = examine([claim], [Hearing(conversation(lines), None)], None, ExamineOptions()).findings[0]
        assert found.verdict is verdict, (statement, found.reasons)


@pytest.mark.parametrize("answer", ["Negative, he", "Negative he", "No he", "He"])
def test_an_answer_and_the_clause_behind_it_deny_once(answer: str) -> None:
    lines = [("U1", f"{answer} never lost consciousness. He's had five of morphine.")]
    for statement, verdict in (
        ("The unit said he had lost consciousness.", Verdict.CONTRADICTED),
        ("The unit said he had not lost consciousness.", Verdict.SUPPORTED),
    ):
        claim = Claim("c1", statement, kind=ClaimKind.INDIRECT)
        found = examine([claim], [Hearing(conversation(lines), None)], None, ExamineOptions()).findings[0]
        assert found.verdict is verdict, (found.heard, found.reasons)


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("Digging at the gas line waits until it is marked.", Verdict.SUPPORTED),
        ("Digging at the gas line begins once it is marked.", Verdict.CANNOT_DETERMINE),
    ],
)
def test_what_is_put_off_until_something_is_not_denied(statement: str, verdict: Verdict) -> None:
    lines = [("U1", "No digging at the gas line until it is marked.")]
    found = _found(statement, lines)
    assert found.verdict is verdict, (found.heard, found.reasons)


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("The tower saw a blue shirt.", Verdict.CONTRADICTED),
        ("A main had broken under Mercer Avenue.", Verdict.SUPPORTED),
        ("The van had been reported stolen that night.", Verdict.CANNOT_DETERMINE),
        ("Jet Ski 5 needed fuel.", Verdict.CANNOT_DETERMINE),
    ],
)
def test_a_question_bears_nothing_out_and_another_clause_denies_nothing(
    statement: str, verdict: Verdict
) -> None:
    lines = [
        ("D1", "Tower 2, can you see a blue shirt?"),
        ("U1", "Negative. Four heads."),
        ("D1", "The city says a main broke under Mercer Avenue and they can't shut it."),
        ("D1", "It was stolen at ten forty tonight."),
        ("D1", "Jet Ski 5, do you need fuel?"),
        ("U2", "Stand by."),
    ]
    found = _found(statement, lines)
    assert found.verdict is verdict, (found.heard, found.reasons)


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("The driver of the grain truck had been hurt.", Verdict.CONTRADICTED),
        ("The pressure chamber was out of service.", Verdict.SUPPORTED),
        ("The power company's truck was already there.", Verdict.CANNOT_DETERMINE),
        ("Two cars had already been sent to the gate at Kedzie.", Verdict.CONTRADICTED),
        ("Eastbound lanes at the river were slick.", Verdict.CANNOT_DETERMINE),
        ("The lieutenant decided to wait before he called the county.", Verdict.CANNOT_DETERMINE),
        ("The clinic had lost its pumps when the feeder tripped.", Verdict.CANNOT_DETERMINE),
    ],
)
def test_what_names_a_thing_does_not_speak_for_or_against_it(statement: str, verdict: Verdict) -> None:
    lines = [
        ("U1", "I've found the grain truck, it's parked by the scales, driver's fine."),
        ("D1", "Negative on the pressure chamber, it's down until Thursday."),
        ("D1", "Power company says their truck is twenty minutes out."),
        ("D1", "No cars are being sent to the gate at Kedzee."),
        ("U2", "Westbound lanes at the river are blocked."),
        ("D1", "Do you want me to call the county?"),
        ("U3", "No, hold off on the county until I've talked with him."),
        ("U4", "The feeder tripped twice. The clinic has its pumps."),
    ]
    found = _found(statement, lines)
    assert found.verdict is verdict, (found.heard, found.reasons)


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("Every door on the ground floor was locked.", Verdict.CANNOT_DETERMINE),
        ("Every door on the ground floor was locked except the ambulance bay.", Verdict.SUPPORTED),
        ("Both pumps at the square were running.", Verdict.CANNOT_DETERMINE),
        ("The waitress had broken her left leg below the knee.", Verdict.CONTRADICTED),
        ("The crew ruled out landing north of the barn.", Verdict.CANNOT_DETERMINE),
        ("The city needed another thirty minutes to shut the main on Mercer.", Verdict.CANNOT_DETERMINE),
    ],
)
def test_what_a_statement_stands_on_must_have_been_said(statement: str, verdict: Verdict) -> None:
    lines = [
        ("D1", "They've locked every door on the ground floor except the ambulance bay."),
        ("U1", "Pump one at the square is running."),
        ("U2", "A waitress with her left leg broken above the knee."),
        ("U3", "We can't land north of the barn, there are wires."),
        ("D1", "The city can't shut the main on Mercer for another thirty minutes."),
    ]
    found = _found(statement, lines)
    assert found.verdict is verdict, (found.heard, found.reasons)


def test_an_order_against_somebody_is_denied_once() -> None:
    found = _found(
        "The crew could find no warrant against the owner.",
        [("U1", "We can find no warrant against the owner.")],
    )
    assert found.verdict is Verdict.SUPPORTED, (found.heard, found.reasons)


def test_where_nothing_was_heard_nothing_is_borne_out() -> None:
    found = _found("The dispatcher told officers not to intervene.", [])
    assert found.verdict is Verdict.CANNOT_DETERMINE and not found.transmissions


@pytest.mark.parametrize(
    "statement",
    [
        "The medical helicopter was grounded by fog on the coast.",
        "The medical helicopter failed to lift because of fog on the coast.",
        "The driver's wife escaped injury at the bridge.",
        "The man had lost the pulse in his left foot.",
    ],
)
def test_a_word_that_denies_by_itself_contradicts_no_denial(statement: str) -> None:
    lines = [
        ("D1", "The medical helicopter can't lift, fog on the coast."),
        ("U1", "The driver's wife at the bridge isn't hurt, no injury."),
        ("U1", "The man has no pulse in the left foot."),
    ]
    assert _found(statement, lines).verdict is Verdict.CANNOT_DETERMINE


def test_who_failed_to_find_something_did_not_find_it() -> None:
    lines = [("U1", "The diver failed to find the anchor below the pier.")]
    assert _found("The diver found the anchor below the pier.", lines).verdict is Verdict.CANNOT_DETERMINE
    assert _found("The diver failed to find the anchor below the pier.", lines).verdict is Verdict.SUPPORTED


@pytest.mark.parametrize(
    "asked",
    [
        "Same too, dispatch is there a dog team on tonight.",
        "Dispatch did they send a dog team tonight.",
        "Is the dog team on tonight",
    ],
)
def test_a_question_without_its_mark_bears_nothing_out(asked: str) -> None:
    for statement in ("A dog team was on that night.", "There was no dog team that night."):
        assert _found(statement, [("U1", asked), ("D1", "Stand by.")]).verdict is Verdict.CANNOT_DETERMINE


def test_a_statement_is_not_borne_out_by_somebody_of_another_role() -> None:
    claim = Claim(
        "c1",
        "The dispatcher ordered Bravo and Charlie closed.",
        kind=ClaimKind.INDIRECT,
        attributed_to=Role.UNIT,
    )
    transcript = conversation(LINES)
    (found,) = examine([claim], [Hearing(transcript, None)], None, ExamineOptions()).findings
    assert found.verdict is Verdict.CANNOT_DETERMINE
    assert "somebody else" in found.reasons[0]
    assert found.heard == LINES[0][1]


def test_a_word_that_the_statement_has_too_is_not_turned_against_another() -> None:
    lines = [("D1", "Cancel the rope team. Keep the ambulance for the man.")]
    found = _found("The rope team was cancelled and the ambulance was kept for the man.", lines)
    assert found.verdict is not Verdict.CONTRADICTED


def test_a_statement_without_words_decides_nothing() -> None:
    assert _found("…", LINES).verdict is Verdict.CANNOT_DETERMINE


@pytest.mark.parametrize(
    ("said_at", "agrees", "absent"),
    [
        ("2026-03-14T21:04:00-05:00", True, Verdict.NOT_FOUND),
        ("2025-03-14T21:04:00-05:00", False, Verdict.CANNOT_DETERMINE),
        (None, None, Verdict.NOT_FOUND),
    ],
)
@pytest.mark.parametrize("kind", list(ClaimKind))
def test_the_time_of_the_text_counts(
    said_at: str | None, agrees: bool | None, absent: Verdict, kind: ClaimKind
) -> None:
    """What was said at another time is said to have been, and absence from another day says nothing."""
    transcript = conversation(LINES)
    recording = replace(transcript.recording, start_time="2026-03-14T21:04:10-05:00")
    hearing = Hearing(replace(transcript, recording=recording), None)
    said = Claim("c1", "close Bravo and Charlie until further notice", kind=kind, said_at=said_at)
    other = Claim("c2", "A helicopter ferried blood to Lubbock.", kind=kind, said_at=said_at)
    first, second = examine([said, other], [hearing], None, ExamineOptions()).findings
    assert first.verdict in (Verdict.VERBATIM, Verdict.SUPPORTED)
    assert (first.time_check.agrees if first.time_check else None) is agrees
    assert first.reasons[0].startswith("The text says") is (agrees is False)
    assert second.verdict is absent
    assert not second.reasons[0].startswith("The text says")


@pytest.mark.parametrize(
    "statement",
    [
        "The dispatcher never told crews that the gas was off at the meter on Third Street.",
        "No dispatcher said the gas was off at the meter on Third Street.",
    ],
)
def test_a_report_of_silence_is_borne_out_by_nothing(statement: str) -> None:
    """Both were supported by the very words that they deny."""
    lines = [("D1", "The gas is off at the meter on Third Street."), ("U1", "Copy, gas is off.")]
    assert _found(statement, lines).verdict is Verdict.CANNOT_DETERMINE


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "The dispatcher said the wall was good to 24 feet.",
            "Twenty two feet, the wall's good to twenty four.",
        ),
        (
            "No car was to leave the park before somebody had checked its back seat.",
            "I want a car on both gates of the park, nobody leaves without a look in the back seat.",
        ),
        (
            "The dispatcher could find nobody who had reported the truck stolen that week.",
            "I have no stolen report on the truck. Nothing this week.",
        ),
    ],
)
def test_what_may_agree_is_no_contradiction(statement: str, said: str) -> None:
    assert _found(statement, [("D1", said), ("U1", "Copy.")]).verdict is not Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("The crew reported that the gas was still on when the water arrived.", Verdict.CONTRADICTED),
        ("The crew reported that the gas was off when the water arrived.", Verdict.SUPPORTED),
        ("Nobody was sent to the bakery for the ladder.", Verdict.CANNOT_DETERMINE),  # promised, and no more
        ("Train 131's operator said the train was waiting on the viaduct.", Verdict.CANNOT_DETERMINE),
        ("Train 112's operator said the train was waiting on the viaduct.", Verdict.SUPPORTED),
    ],
)
def test_states_promises_and_whose_words_they_were(statement: str, verdict: Verdict) -> None:
    lines = [
        ("U1", "You have water, it arrived just now. Gas is off as well."),
        ("D1", "He told the bakery somebody would be sent there for the ladder."),
        ("U2", "Train 112, waiting on the viaduct."),
    ]
    found = _found(statement, lines)
    assert found.verdict is verdict, (found.heard, found.reasons)


def test_who_likely_has_another_role_bears_nothing_out() -> None:
    talk = conversation([("D1", "All trains are waiting at the viaduct.")])
    claim = Claim("c1", "The trains were waiting at the viaduct.", kind=ClaimKind.INDIRECT)
    for named, sure, verdict in (
        (Role.UNIT, 0.6, Verdict.CANNOT_DETERMINE),
        (Role.UNIT, 0.45, Verdict.SUPPORTED),
        (Role.DISPATCHER, 0.6, Verdict.SUPPORTED),
    ):
        said = tuple(replace(t, role_probability=sure) for t in talk.transmissions)
        hearing = Hearing(replace(talk, transmissions=said), None)
        asked = replace(claim, attributed_to=named)
        (found,) = examine([asked], [hearing], None, ExamineOptions()).findings
        assert found.verdict is verdict, (named, sure, found.reasons)
