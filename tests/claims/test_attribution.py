"""Who spoke, whether a recording can tell, and what the article says of when and where."""

from __future__ import annotations

import pytest

from dispatch.claims import find_claims
from dispatch.values import Claim


def one(text: str) -> Claim:
    return next(claim for claim in find_claims(text) if claim.kind.value == "quote")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("“Hold there,” a dispatcher said.", "dispatcher"),
        ("“Hold there,” said the tower controller.", "dispatcher"),
        ("“Hold there,” a 911 operator told her.", "dispatcher"),
        ("“Hold there,” the Coast Guard watchstander answered.", "dispatcher"),
        ("“Holding,” the officer radioed.", "unit"),
        ("“Holding,” the operator of train 12 said over the radio.", "unit"),
        ("“Holding,” came the answer from Squad 3 on the radio.", "unit"),
        ("“He is here,” the caller whispered on the recording.", "caller"),
        ("“He is here,” someone on the channel said.", "unknown"),
        ("“We are proud,” a fire department spokeswoman said.", "other"),
        ("“We are proud,” said the officer’s attorney, Kim Feld.", "other"),
        ("“Hold there.”\n— Police dispatcher, via recorded radio traffic", "dispatcher"),
        ("“Hold there,”\nJo March, union president", "other"),
        ("The sergeant called. The dispatcher was brief. “Hold there,” she said.", "dispatcher"),
        ("Crews were told over the radio: “Hold there.”", "dispatcher"),
        ("On the tape, Officer Ann Hale, Unit 12, calls in.\n\n“No answer,” Hale says.", "unit"),
    ],
)
def test_roles(text: str, role: str) -> None:
    assert one(text).attributed_to.value == role


@pytest.mark.parametrize(
    ("attribution", "reason"),
    [
        ("a police captain said in a statement", "written statement"),
        ("a police captain told reporters", "press conference"),
        ("a dispatcher said in an interview", "interview"),
        ("the department posted on Facebook", "posted online"),
        ("a dispatcher testified at the trial", "under oath"),
        ("the police chief said on public radio", "interview"),
        ("said a neighbor", "does not place on the radio"),
    ],
)
def test_why_not(attribution: str, reason: str) -> None:
    claim = one(f"Recorded radio traffic tells another story. “We went as fast as we could,” {attribution}.")
    assert not claim.checkable
    assert claim.why_not and reason in claim.why_not


@pytest.mark.parametrize(
    "text",
    [
        "“Hold there,” a dispatcher said.",
        "“Hold there,” a captain said over the air.",
        "“Hold there,” is heard on the recording.",
        "“Drop it,” the officer says in body-camera audio.",
        "Recordings show more. “Send another engine,” the battalion chief said.",
    ],
)
def test_checkable(text: str) -> None:
    assert one(text).checkable


def test_an_open_source_is_checkable_with_a_warning() -> None:
    claim = one("“Nobody goes up there tonight, whatever you hear.”")
    assert claim.checkable and claim.warning and claim.attributed_to.value == "unknown"


def test_circumstances() -> None:
    claim = one(
        "On March 3, 2024, a car went into the river near Alder Street Bridge. “Engine 5 is on scene,” "
        "the captain of Engine 5 radioed on channel 7 at 9:07 p.m."
    )
    assert claim.said_at == "2024-03-03T21:07:00"
    assert (claim.channel, claim.unit) == ("channel 7", "Engine 5")


@pytest.mark.parametrize(
    ("text", "statement", "polarity"),
    [
        ("Radio traffic shows nobody was sent.", "nobody was sent", "denied"),
        ("Dispatchers told officers not to intervene, radio recordings show.",
         "Dispatchers told officers not to intervene", "denied"),
        ("The crew was told to stand down, according to dispatch audio.",
         "The crew was told to stand down", "affirmed"),
        ("On the tape, the dispatcher orders Engine 4 to wait.", "the dispatcher orders Engine 4 to wait",
         "affirmed"),
    ],
)  # fmt: skip
def test_indirect(text: str, statement: str, polarity: str) -> None:
    (claim,) = find_claims(text)
    assert (claim.kind.value, claim.quote, claim.polarity) == ("indirect", statement, polarity)
    assert text[claim.start_char : claim.end_char] == statement


def test_what_leads_into_a_quotation_is_not_told_twice() -> None:
    claims = find_claims("The dispatcher told officers over the radio: “Hold there.”")
    assert [claim.kind.value for claim in claims] == ["quote"]


@pytest.mark.parametrize(
    ("statement", "told", "act"),
    [
        ("Dispatchers instructed officers not to intervene, audio shows.", "officers", "not to intervene"),
        ("On the radio, Unit 12 was told to stand down.", "Unit 12", "to stand down"),
        ("The radio traffic shows nobody was sent.", None, "nobody was sent"),
        (
            "At no time did dispatch advise the crew over the radio that the line was live.",
            "the crew", "that the line was live",
        ),
    ],
)  # fmt: skip
def test_who_told_whom_to_do_what(statement: str, told: str | None, act: str) -> None:
    claim = find_claims(statement)[0]
    assert (claim.kind.value, claim.told, claim.act) == ("indirect", told, act)


def test_denial_is_told_from_affirmation() -> None:
    denied, affirmed = find_claims(
        "The radio traffic shows nobody was sent.\n\nDispatchers told officers over the radio to go in."
    )
    assert (denied.polarity, affirmed.polarity) == ("denied", "affirmed")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        # The subject of the sentence before, and not the one who spoke last or is only told of.
        (
            "“I can see him,” Deputy Ann Hale reported over the radio.\n\n"
            "The dispatcher kept her on the bank. “Do not go in, Hale,” she advised.",
            "dispatcher",
        ),
        # Nobody answers himself, and a question is answered by somebody else.
        (
            "“Who is there?” a dispatcher asked the officer on the radio.\n\n"
            "“Nobody,” the officer said.\n\n“Are you sure?” the dispatcher asked.\n\n“Sure,” he replied.",
            "unit",
        ),
        # The pronoun that the article uses of somebody elsewhere.
        (
            "On the recording a bus driver says that her brakes are failing. A controller asks for her "
            "number.\n\n"
            "“Which bus?” he said.\n\n“It is the 14 to Lowell,” she said.",
            "unit",
        ),
        # An operator who is answered by a dispatcher is no dispatcher.
        (
            "“We have people on the bus,” the plant operator said over the radio.\n\n"
            "“I have orders to close it,” a dispatcher answered.\n\n"
            "“I am telling you,” said the plant operator.",
            "unit",
        ),
        # Her supervisor sits where she sits.
        (
            "On the tape the dispatcher asks her supervisor whether to set off the siren.\n\n"
            "“Wait for the weather service,” the supervisor replies.",
            "dispatcher",
        ),
        # Who rings the emergency number is a caller, whatever he drives.
        (
            "The van’s driver called 911 at 1:14 p.m.\n\n“He took off on me,” the driver said.",
            "caller",
        ),
    ],
)
def test_who_is_meant(text: str, role: str) -> None:
    claims = [claim for claim in find_claims(text) if claim.kind.value == "quote"]
    assert claims[-1].attributed_to.value == role


def test_a_recording_played_in_court_is_a_recording() -> None:
    claim = one(
        "In a 911 call played at the hearing, Jon Ash gave his address. “It’s Mallard Drive,” he said."
    )
    assert claim.checkable and claim.attributed_to.value == "caller"


def test_an_unlisted_noun_is_heard_where_the_article_says_so() -> None:
    claim = one("“We’ve got to move these kids,” the coach said on the recreation department’s channel.")
    assert claim.checkable and claim.attributed_to.value == "unit"
