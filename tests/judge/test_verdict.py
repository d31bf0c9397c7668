"""The rules, on conversations whose words are known: text line alone, and with a truthful scorer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from dispatch.align.gather import gather
from dispatch.examining.examine import ExamineOptions, examine
from dispatch.interfaces import Hearing, TextScore
from dispatch.judge.calibration import load_calibration
from dispatch.judge.edits import weighed
from dispatch.judge.finding import ruling_on
from dispatch.judge.reasons import reasons_for
from dispatch.judge.ruling import Rule, Ruling
from dispatch.judge.verdict import rule_on_quote
from dispatch.values import (
    Claim,
    ClaimKind,
    Difference,
    Engine,
    Finding,
    Flag,
    Operation,
    Preference,
    Recording,
    Role,
    Span,
    Transcript,
    Verdict,
)
from dispatch.values.evidence import ClaimEvidence, EditEvidence, Reading, Searched, SoundEvidence
from tests.align.conversation import conversation
from tests.judge.test_edits import MISHEARD

LINES = [
    ("D1", "Nine sixty, hold where you are on Pershing. Nobody goes up to Kedzie until I hear back."),
    ("U1", "Nine sixty, holding on Pershing."),
    ("D1", "All units clear out from there. We're not sending anybody over to the location."),
    ("U2", "Ten four, we're turning around at California."),
    ("U1", "I have eleven patients total, no reds."),
    ("D1", "Tow is ordered."),
    ("D1", "Give it about forty minutes."),
    ("U2", "The overhead is still energized, treat it as live."),
    ("D1", "Do not let the kitchen staff back in for their coats."),
]


class TrueSound:
    """A scorer for whom the sound says what the transcript does: other words cost ten nats, light ones 3,
    and the same in another order six.
    """

    light = frozenset({"of", "from", "that", "the"})

    engine = Engine("truth", "1", "truth", "", "en")

    def __init__(self, transcript: Transcript) -> None:
        self._text = {round(t.span.start_ms): t.text.lower().split() for t in transcript.transmissions}

    def score(
        self, samples: object, texts: Sequence[str], *, key: str | None = None
    ) -> tuple[TextScore, ...]:
        if key is None or key.startswith("noise"):
            return tuple(TextScore(t, -2.0 * len(t.split()), len(t.split()), ()) for t in texts)
        start = int(key.rsplit("/", 1)[1].split("-")[0])
        said = min(self._text.items(), key=lambda kv: abs(kv[0] - start))[1]
        return tuple(TextScore(t, self._log_prob(said, t.lower().split()), len(t.split()), ()) for t in texts)

    def _log_prob(self, said: list[str], words: list[str]) -> float:
        def strip(ws: list[str]) -> list[str]:
            return [w.strip(".,?!…") for w in ws]

        missing = [w for w in strip(words) if w not in strip(said)]
        left_out = [w for w in strip(said) if w not in strip(words)]
        price = sum(3.0 if w in self.light else 10.0 for w in missing)
        shared = [
            [w for w in strip(one) if w in strip(other)] for one, other in ((words, said), (said, words))
        ]
        price += 6.0 if shared[0] != shared[1] else 0.0
        return -0.1 * len(words) - price - min(15.0, 5.0 * len(left_out))


class TwoEars:
    """A scorer for whom all words are as likely, and a second model that reads words of its own."""

    engine = Engine("flat", "1", "flat", "", "en")

    def __init__(self, reads: str) -> None:
        self.reads, self.asked = reads, set[str]()

    def score(
        self, samples: object, texts: Sequence[str], *, key: str | None = None
    ) -> tuple[TextScore, ...]:
        return tuple(TextScore(t, -float(len(t.split())), len(t.split()), ()) for t in texts)

    def read(self, samples: object, *, key: str | None = None, draft: str = "") -> str:
        self.asked.add(str(key))
        return self.reads


class Silence:
    """Sound of a recording for a scorer that does not listen."""

    channels = (0,)

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.duration_ms = recording.duration_ms

    def read(self, channel: int, span: Span) -> np.ndarray:
        return np.zeros(span.duration_ms * 16, dtype=np.float32)


def finding(claim: Claim, lines: Sequence[tuple[str, str]] = LINES, *, sound: bool = False) -> Finding:
    transcript = conversation(lines)
    return examined(claim, transcript, sound=sound)


def examined(claim: Claim, transcript: Transcript, *, sound: bool = False) -> Finding:
    hearing = Hearing(transcript, Silence(transcript.recording) if sound else None)
    scorer = TrueSound(transcript) if sound else None
    return examine([claim], [hearing], scorer, ExamineOptions()).findings[0]


def test_what_a_second_model_reads_where_a_quote_differs_is_shown_and_counts() -> None:
    quote, heard = "The tow truck went to Kimball.", "The tow truck went to Campbell."
    talk = conversation([("D1", "Go ahead, car two."), ("U1", heard), ("D1", "Copy that.")])
    found = {}
    for reads in (quote, heard):
        ears = TwoEars(reads)
        hearing = Hearing(talk, Silence(talk.recording))
        found[reads] = examine([Claim("c1", quote)], [hearing], ears, ExamineOptions()).findings[0]
        assert any(reads in reason for reason in found[reads].reasons)
        assert len(ears.asked) == 1, "only where the quote differs"
    assert found[quote].p_said > found[heard].p_said


@pytest.mark.parametrize(
    ("reads", "verdicts"),
    [("50", {Verdict.CANNOT_DETERMINE}), ("15", {Verdict.VERBATIM, Verdict.MINOR_DIFFERENCES})],
)
def test_a_number_that_a_second_model_reads_stands_where_the_sound_is_not_against_it(
    reads: str, verdicts: set[Verdict]
) -> None:
    """That the recogniser itself once read it is not enough."""
    quote, heard = (f"You may leave Canal at restricted speed, {n} miles an hour." for n in (15, 50))
    talk = conversation([("D1", "Go ahead, 612."), ("D1", heard), ("U1", "Copy that.")])
    spoken = tuple(replace(t, alternatives=(quote,)) if t.text == heard else t for t in talk.transmissions)
    talk = replace(talk, transmissions=spoken)
    ears = TwoEars(heard.replace("50", reads))
    found = examine([Claim("c1", quote)], [Hearing(talk, Silence(talk.recording))], ears, ExamineOptions())
    assert found.findings[0].verdict in verdicts, found.findings[0].reasons


@pytest.mark.parametrize("sound", [False, True], ids=["text", "both lines"])
@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("All units clear out from there. We're not sending anybody over to the location.", Verdict.VERBATIM),
        ("All units clear out … we are not sending anybody over", Verdict.VERBATIM),
        ("Tow is ordered. Give it about 40 minutes.", Verdict.VERBATIM),
        (
            "All units clear out of there. We're not sending anybody over to that location.",
            Verdict.MINOR_DIFFERENCES,
        ),
        ("Give it roughly 40 minutes", Verdict.MINOR_DIFFERENCES),
        ("We're sending anybody over to the location.", Verdict.ALTERED),
        ("We're not sending everybody over to the location.", Verdict.ALTERED),
        ("hold where you are on Pulaski", Verdict.ALTERED),
        ("Nobody goes up to Kedzie once I hear back.", Verdict.ALTERED),
        ("I have twelve patients total, no reds", Verdict.ALTERED),
        ("Treat it as dead. The overhead is still energized", Verdict.ALTERED),
        ("let the kitchen staff back in for their coats", Verdict.ALTERED),
        ("Give it 40 minutes", Verdict.ALTERED),
        ("Nobody goes up to Kedzie. We're not sending anybody over to the location.", Verdict.SPLICED),
        ("They have plenty of their own people at that corner already", Verdict.NOT_FOUND),
        ("Ok", Verdict.CANNOT_DETERMINE),
    ],
)
def test_quotes(quote: str, verdict: Verdict, sound: bool) -> None:
    if verdict is Verdict.ALTERED and quote.startswith("Treat"):
        pytest.skip("words in another order: altered or spliced are both right")
    found = finding(Claim("c1", quote), sound=sound)
    assert found.verdict is verdict, found.reasons
    assert 0 <= found.p_said <= 1 and 0 <= found.confidence <= 1
    assert found.reasons


@pytest.mark.parametrize("sound", [False, True], ids=["text", "both lines"])
@pytest.mark.parametrize(
    ("said", "quote", "verdict"),
    [
        ("1605", "at 4:05 p.m.", Verdict.MINOR_DIFFERENCES),
        ("2119 hours", "at 9:19 p.m.", Verdict.MINOR_DIFFERENCES),
        ("twenty one nineteen hours", "at 9:19 p.m.", Verdict.MINOR_DIFFERENCES),
        ("1600", "at 4 p.m.", Verdict.MINOR_DIFFERENCES),
        ("O327", "at 3:27 a.m.", Verdict.MINOR_DIFFERENCES),
        ("1200", "at noon", Verdict.MINOR_DIFFERENCES),
        ("731", "at 7:31 p.m.", Verdict.MINOR_DIFFERENCES),
        ("4:05", "at 4:05 p.m.", Verdict.MINOR_DIFFERENCES),
        ("four oh five p.m.", "at 4:05 p.m.", Verdict.VERBATIM),
        ("1605", "at 4:15 p.m.", Verdict.ALTERED),
        ("1605", "at 4:05 a.m.", Verdict.ALTERED),
        ("4:05 am", "at 4:05 p.m.", Verdict.ALTERED),
    ],
)
def test_a_time_may_be_printed_by_the_other_clock(
    said: str, quote: str, verdict: Verdict, sound: bool
) -> None:
    around = "The false alarm on Pershing was cleared {} by Engine 960, no units are needed."
    lines = [("D1", around.format(f"at {said}")), *LINES]
    found = finding(Claim("c1", around.format(quote)), lines, sound=sound)
    assert found.verdict is verdict, found.reasons


@pytest.mark.parametrize("sound", [False, True], ids=["text", "both lines"])
@pytest.mark.parametrize(
    ("said", "quote", "verdict"),
    [
        ("350", "3.50", Verdict.ALTERED),
        ("three fifty", "3.50", Verdict.ALTERED),
        ("3.50", "350", Verdict.ALTERED),
        ("three point five", "3.5", Verdict.VERBATIM),
        ("one fifty-five three forty", "155.340", Verdict.VERBATIM),
    ],
)
def test_a_point_makes_another_number_of_a_figure(
    said: str, quote: str, verdict: Verdict, sound: bool
) -> None:
    lines = [("U3", f"The gas meter reads {said} at the rear door."), *LINES]
    found = finding(Claim("c1", f"The gas meter reads {quote} at the rear door."), lines, sound=sound)
    assert found.verdict is verdict, found.reasons


@pytest.mark.parametrize(
    ("joined", "why"),
    [(" ", "nothing in the quote shows the gap"), (" … ", "by more than an ellipsis may leave out")],
)
def test_the_reason_of_a_splice_says_what_the_quote_shows(joined: str, why: str) -> None:
    quote = f"Nobody goes up to Kedzie{joined}We're not sending anybody over to the location."
    found = finding(Claim("c1", quote))
    assert found.verdict is Verdict.SPLICED
    assert why in found.reasons[0]


def test_altered_and_absent_quotes_are_less_probable_than_said_ones() -> None:
    said = finding(Claim("c1", "We're not sending anybody over to the location.")).p_said
    altered = finding(Claim("c1", "We're now sending somebody over to the location.")).p_said
    absent = finding(Claim("c1", "Send the water rescue team to the north dock.")).p_said
    assert said > 0.8 > 0.5 > altered
    assert absent < 0.1


@pytest.mark.parametrize(
    "quote",
    ["Ten four, we're turning along at California.", "The overhead is going energized, treat it as live."],
)
def test_a_small_word_that_says_where_or_what_is_done_is_not_swapped_unnoticed(quote: str) -> None:
    assert finding(Claim("c1", quote)).verdict not in (Verdict.VERBATIM, Verdict.MINOR_DIFFERENCES)


def test_where_several_words_differ_and_little_else_agrees_the_difference_is_left_open() -> None:
    found = finding(Claim("c1", "Nine sixty, driving down to Kedzie."))
    assert found.verdict is Verdict.CANNOT_DETERMINE
    assert "may be a mishearing" in found.reasons[0]


def test_the_less_agrees_the_less_sure_an_alteration_is() -> None:
    slight = finding(Claim("c1", "We're not sending everybody over to the location."))
    greater = finding(Claim("c1", "Ten four, we're coming back from the station."))
    assert slight.verdict is greater.verdict is Verdict.ALTERED
    assert slight.confidence > 0.8 > 0.6 > greater.confidence


def test_a_quote_of_another_role_is_misattributed() -> None:
    found = finding(Claim("c1", "We're not sending anybody over to the location.", attributed_to=Role.UNIT))
    assert found.verdict is Verdict.MISATTRIBUTED
    assert found.said_by is not None and found.said_by.role is Role.DISPATCHER


def test_words_read_back_by_the_role_named_are_not_misattributed() -> None:
    lines = [
        ("D1", "Open the north feeder switch, number 226."),
        ("U1", "Open the north feeder switch, number 226."),
    ]
    for role in (Role.UNIT, Role.DISPATCHER):
        found = finding(Claim("c1", "Open the north feeder switch, number 226.", attributed_to=role), lines)
        assert found.verdict is Verdict.VERBATIM


def test_where_the_role_named_may_have_said_nearly_so_is_the_place_to_hear() -> None:
    lines = [
        ("D1", "Strike a second alarm."),
        ("U1", "Stage the second alarm over on Lagrange, tell them all."),
        ("D1", "Stage the second alarm over on Lagrange, tell everyone."),
    ]
    quote = "Stage the second alarm over on Lagrange, tell everyone."
    found = finding(Claim("c1", quote, attributed_to=Role.UNIT), lines)
    assert found.verdict is Verdict.CANNOT_DETERMINE
    assert found.said_by is not None and found.said_by.role is Role.UNIT
    assert found.heard == "Stage the second alarm over on Lagrange, tell them all"
    assert found.p_said > 0.9
    assert found.alternatives[0].heard == quote.removesuffix(".")
    assert found.reasons[0].startswith("Somebody else said these words elsewhere; a unit may have here")


def test_doubt_about_the_role_never_becomes_an_accusation() -> None:
    transcript = conversation(LINES)
    unsure = tuple(replace(t, role_probability=0.65) for t in transcript.transmissions)
    claim = Claim("c1", "We're not sending anybody over to the location.", attributed_to=Role.UNIT)
    found = examined(claim, replace(transcript, transmissions=unsure))
    assert found.verdict is Verdict.CANNOT_DETERMINE
    assert found.confidence < 0.7 or found.p_said > 0.9


def test_a_quote_both_changed_and_by_the_wrong_role_is_altered() -> None:
    claim = Claim("c1", "We're not sending everybody over to the location.", attributed_to=Role.UNIT)
    found = finding(claim)
    assert found.verdict is Verdict.ALTERED
    assert any("likely said by" in reason for reason in found.reasons)


def test_a_qualifier_that_the_quote_cuts_off_comes_first() -> None:
    found = finding(Claim("c1", "Nobody goes up to Kedzie"))
    assert found.verdict is Verdict.VERBATIM
    assert found.context.cut_qualifier
    assert "qualification" in found.reasons[0]


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("I have [ten] patients total, no reds.", Verdict.ALTERED),
        ("I have [11] patients total, no reds.", Verdict.VERBATIM),
        ("I have [the] patients total, no reds.", Verdict.VERBATIM),
        ("Give it [about fifty] minutes.", Verdict.ALTERED),
        ("Nobody goes up to Kedzie [after] I hear back.", Verdict.ALTERED),
        ("Nobody goes up to Kedzie [until] I hear back.", Verdict.VERBATIM),
        ("Nobody goes up to [the place] until I hear back.", Verdict.VERBATIM),
        ("Hold where [they] are on Pershing.", Verdict.VERBATIM),
        ("[Please] let the kitchen staff back in for their coats.", Verdict.ALTERED),
        ("[Fifty] minutes", Verdict.ALTERED),
        ("Nine sixty, [do not] hold where you are on Pershing.", Verdict.ALTERED),
        ("Nine sixty, hold [north of] where you are on Pershing.", Verdict.ALTERED),
        ("I have [several] patients total, no reds.", Verdict.ALTERED),
        ("I have 11 patients total, [some] reds.", Verdict.ALTERED),
        ("We're [sending people] over to the location.", Verdict.ALTERED),
        ("We're not sending anybody over to [the 900 block].", Verdict.VERBATIM),
        ("Hold where you are on Pershing. [Nobody] goes up to Kedzie until I hear back.", Verdict.VERBATIM),
        ("Hold where you are on Pershing. [Units] go up to Kedzie until I hear back.", Verdict.ALTERED),
        ("The overhead is still [not energized], treat it as live.", Verdict.ALTERED),
        ("The overhead is still [unenergized], treat it as live.", Verdict.ALTERED),
        ("Do not let the [prison] staff back in for their coats.", Verdict.CANNOT_DETERMINE),
        ("Do not let the kitchen staff back in for their [guns].", Verdict.CANNOT_DETERMINE),
        ("Nobody goes up to [Harlan] until I hear back.", Verdict.CANNOT_DETERMINE),
        ("[Car 960], hold where you are on Pershing.", Verdict.VERBATIM),
    ],
)
def test_a_bracket_may_not_hold_other_words_of_a_guarded_kind(quote: str, verdict: Verdict) -> None:
    found = finding(Claim("c1", quote), sound=True)
    assert found.verdict is verdict, found.reasons


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("We left the line on the dock and came up.", "We left [him] on the dock and came up."),
        ("They put him on the bus with the others.", "They put [her] on the bus with the others."),
        ("She went back into the house for the dog.", "[He] went back into the house for the dog."),
        ("Tell her the door is locked from inside.", "Tell [them] the door is locked from inside."),
        ("He told us where the valve is.", "He told [you] where the valve is."),
        ("I count four propane tanks in the shed.", "I count four [empty] propane tanks in the shed."),
        ("There's a chain across the gate.", "There's a [stolen] chain across the gate."),
        ("The guard's sitting in the booth.", "The [suspected] guard's sitting in the booth."),
        ("The door is open on that side.", "The [front] door is open on that side."),
        ("The lot is open, it's empty back there.", "The lot is open, it's [mostly] empty back there."),
        ("He has a cut on his forehead and talks.", "He has a cut on his forehead [and neck] and talks."),
        ("He has a cut on his forehead.", "He has a cut on his forehead [and neck]."),
        ("Tell them to shut the windows and wait.", "Tell them to shut [up] and wait."),
        ("Tell them to shut the windows.", "Tell them to shut [up]."),
        ("The truck is parked behind me on the ramp.", "The truck is parked behind [the fire] on the ramp."),
    ],
)
def test_a_bracket_that_stands_for_another_or_for_nothing_leaves_the_quote_open(
    said: str, quote: str
) -> None:
    found = finding(Claim("c1", quote), [("D1", said)])
    assert found.verdict is Verdict.CANNOT_DETERMINE
    assert found.reasons[0].startswith("A bracket")


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("He is on his way with the keys.", "[The owner] is on his way with the keys."),
        ("We shut it down at the panel.", "We shut [the engine] down at the panel."),
        ("Tell her we're on the way.", "Tell [Sergeant Lee] we're on the way."),
        ("Engine 5, hold the line at the corner.", "[Captain], hold the line at the corner."),
        ("The driver out of the cab already.", "The driver [is] out of the cab already."),
        ("We have two patients on the landings.", "We have two patients on the landings [sic]."),
        ("We have two patients, uh, on the stairs.", "We have two patients [inaudible] on the stairs."),
        ("The stand is wet. Go to the drain with a pump.", "Go to the drain [at the stand] with a pump."),
        ("I told them to wait for us.", "[He] told them to wait for us."),
        ("We need you to check your gauge.", "We need [them] to check [their] gauge."),
        ("Send it over there when you can.", "Send [the boat] over [to the pier] when you can."),
        ("Get me two more out here on the ramp.", "Get [the captain] two more out here on the ramp."),
    ],
)
def test_a_bracket_may_tell_who_where_and_which(said: str, quote: str) -> None:
    found = finding(Claim("c1", quote), [("D1", said)])
    assert found.verdict in (Verdict.VERBATIM, Verdict.MINOR_DIFFERENCES), found.reasons


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("Go in through the north door.", Verdict.ALTERED),  # an order, where leave was given
        ("go in through the north door", Verdict.VERBATIM),  # he told them that they could "go in ..."
        ("You can go in through the north door.", Verdict.VERBATIM),
        ("Units hold the stairs until I call.", Verdict.ALTERED),
        ("Hold the stairs until I call.", Verdict.VERBATIM),
        ("You … go in through the north door.", Verdict.ALTERED),
        ("You can go in through the … door.", Verdict.ALTERED),
        ("You can go in … door.", Verdict.ALTERED),
        ("You can go in through … north door.", Verdict.VERBATIM),
    ],
)
def test_a_sentence_may_not_leave_out_what_governs_it(quote: str, verdict: Verdict) -> None:
    said = "You can go in through the north door.", "All units hold the stairs until I call."
    lines = [("D1", text) for text in said]
    assert finding(Claim("c1", quote), lines).verdict is verdict


@pytest.mark.parametrize(
    ("said", "quote", "on"),
    [
        ("There's a man in here who says it was stolen today.", "It was stolen today.", "who says"),
        ("The shelter says they've got smoke in the hall.", "They've got smoke in the hall.", "shelter says"),
        ("Police tell us a truck has hit it.", "A truck has hit it.", "Police tell us"),
        ("They say the roof is gone.", "The roof is gone.", "They say"),
        ("He tells me it's empty to the basement.", "It's empty to the basement.", "He tells me"),
        ("She is saying the child fell from there.", "The child fell from there.", "is saying"),
        ("I was told the gate is locked.", "The gate is locked.", "was told"),
    ],
)
def test_a_sentence_without_who_says_it_is_left_open(said: str, quote: str, on: str) -> None:
    found = finding(Claim("c1", quote), [("D1", said)])
    assert found.verdict is Verdict.CANNOT_DETERMINE
    assert f"hang on “{on}”" in found.reasons[0]
    assert finding(Claim("c1", said), [("D1", said)]).verdict is Verdict.VERBATIM


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("I said hold that line at the door.", "Hold that line at the door."),
        ("Engine 5, I say again, stay out of the yard.", "Stay out of the yard."),
        ("Say again, you need two more trucks.", "You need two more trucks."),
        ("As I said, the roof is going to come down.", "The roof is going to come down."),
        ("You heard what he said, hold that line.", "Hold that line."),
        ("As he said, the roof is going to come down.", "The roof is going to come down."),
        ("Be advised the gate is locked on the east side.", "The gate is locked on the east side."),
        ("Copy that you have two patients on the landing.", "You have two patients on the landing."),
        ("That's what he said. The dog is in the yard.", "The dog is in the yard."),
        ("Caller says the dog is in the yard.", "the dog is in the yard"),
    ],
)
def test_what_only_calls_or_repeats_is_no_other_s_word(said: str, quote: str) -> None:
    assert finding(Claim("c1", quote), [("D1", said)]).verdict is Verdict.VERBATIM


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("Two engines for relief. The marshal will be there at 7.", "Two engines … will be there at 7."),
        ("Two engines for relief, and the marshal will be there.", "Two engines … will be there."),
        ("Keep back, all companies. 33, drop it and come out.", "Keep back, all companies … come out."),
        ("Truck 6 is here. The captain wants you on the roof.", "Truck 6 is here … on the roof."),
        ("They want to know if they have to leave.", "They want to … leave."),
        ("There's a man here who says it was stolen today.", "There's a man … was stolen today."),
        ("The driver told police he saw two men up there.", "The driver … saw two men up there."),
        ("The hall is clear. The nurse says two kids are out.", "The hall is clear … two kids are out."),
        ("He is asking whether the gas is off at the street.", "He … the gas is off at the street."),
        ("The pump, they say, is running on the roof.", "The pump … is running on the roof."),
    ],
)
def test_an_ellipsis_may_not_give_the_words_behind_it_another_subject(said: str, quote: str) -> None:
    found = finding(Claim("c1", quote), [("D1", said)])
    assert found.verdict is Verdict.CANNOT_DETERMINE
    assert "hang on" in found.reasons[0]


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        (
            "It's knocked down. There's a bit of smoke, but the west end is standing.",
            "It's knocked down … the west end is standing.",
        ),
        ("Engine 5 is here. Nothing yet. We're walking around.", "Engine 5 is here … We're walking around."),
        ("It's in back. The light is gone and the hood is warm.", "It's in back … and the hood is warm."),
        ("Road 5. Bring the loader and leave your partner.", "Road 5 … and leave your partner."),
        ("The old tank, the one on the left, is leaking.", "The old tank … is leaking."),
        ("We have a man down, I think he fell, and need a medic.", "We have a man down … and need a medic."),
        ("We're fine. Right now we have two patients.", "We're fine … we have two patients."),
        ("Copy that. 960, hold your position at the gate.", "Copy that … hold your position at the gate."),
        ("It's grass. I'll be IC, send me two engines.", "It's grass … Send me two engines."),
    ],
)
def test_an_ellipsis_may_leave_out_what_the_words_behind_it_do_not_need(said: str, quote: str) -> None:
    found = finding(Claim("c1", quote), [("D1", said)])
    assert found.verdict is Verdict.VERBATIM, found.reasons


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("No units are being sent to 39th Place.", "No. Units are being sent to 39th Place."),
        ("No units are being sent to 39th Place.", "No, units are being sent to 39th Place."),
        ("No, units are being sent to 39th Place.", "No units are being sent to 39th Place."),
        ("No, those units are being sent to 39th Place.", "No units are being sent to 39th Place."),
        ("I see no more patients on the stairs.", "I see. No, more patients on the stairs."),
        ("Nobody goes above the fourth floor.", "Nobody. Goes above the fourth floor."),
        ("No one goes above the fourth floor.", "No. One goes above the fourth floor."),
        ("I do not want people in the alley.", "I do not. Want people in the alley."),
        ("Don't open any ceilings.", "Don't. Open any ceilings."),
        ("They don't have to leave. Tell them.", "They don't have to. Leave! Tell them."),
        ("We do not want to open the roof.", "We do not want to. Open the roof."),
        ("Nobody has to move the trucks.", "Nobody has to. Move the trucks."),
        ("Units are not going to enter the yard.", "Units are not going. To enter the yard."),
        ("You can't go in there, it is hot.", "You can't go. In there, it is hot."),
    ],
)
def test_a_mark_that_changes_what_is_denied_leaves_the_quote_open(said: str, quote: str) -> None:
    found = finding(Claim("c1", quote), [("D1", said)])
    assert found.verdict is Verdict.CANNOT_DETERMINE
    assert "the mark settles what is denied" in found.reasons[0]
    assert finding(Claim("c1", said), [("D1", said)]).verdict is Verdict.VERBATIM


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("No stay put on the second floor.", "No, stay put on the second floor."),
        ("No we're not coming through the gate.", "No, we're not coming through the gate."),
        ("No sir the gate is still closed.", "No, sir, the gate is still closed."),
        ("No Engine 5, stay on the north side.", "No, Engine 5, stay on the north side."),
        ("No. No fire showing from the alley.", "No, no fire showing from the alley."),
        ("There are no, uh, units available.", "There are no units available."),
        ("It is not, repeat not, open at the gate.", "It is not repeat not open at the gate."),
        ("He is not. We're leaving the building.", "He is not, we're leaving the building."),
        ("Neither put it over the barn.", "Neither. Put it over the barn."),
        ("You don't have to we're fine here.", "You don't have to. We're fine here."),
        ("You don't have to the gate is open.", "You don't have to. The gate is open."),
        ("They don't have to leave tell them all.", "They don't have to leave. Tell them all."),
        ("Negative, units are staged at the gate.", "Negative units are staged at the gate."),
    ],
)
def test_other_marks_are_the_recogniser_s_own(said: str, quote: str) -> None:
    assert finding(Claim("c1", quote), [("D1", said)]).verdict is Verdict.VERBATIM


def test_of_two_places_the_one_whose_marks_are_the_quote_s_is_chosen() -> None:
    lines = [("D1", "No, units are being sent to 39th."), ("D1", "No units are being sent to 39th.")]
    for number, (speaker, text) in enumerate(lines):
        found = finding(Claim("c1", text), lines)
        assert (found.verdict, found.transmissions) == (Verdict.VERBATIM, (number,)), speaker


def test_a_denial_at_the_end_of_a_transmission_is_set_apart_from_the_next_one() -> None:
    lines = [("D1", "Coming in from Kedzie, no"), ("D1", "Units are being sent to 39th Place.")]
    quote = "Coming in from Kedzie, no units are being sent to 39th Place."
    assert finding(Claim("c1", quote), lines).verdict is Verdict.CANNOT_DETERMINE


ASSIST = "Car 12, do you want units on that assist call?"


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("Is the chamber available?", "The chamber is available."),
        ("Truck 2, is the overhead hot?", "Truck 2, the overhead is hot."),
        ("Is the overhead hot?", "Overhead is hot."),
        ("Are you starting a bus bridge?", "You are starting a bus bridge."),
        ("Are you starting a bus bridge?", "You're starting a bus bridge."),
        ("Am I still needed on the bridge?", "I am still needed on the bridge."),
        ("Are we going over or not", "We are going over."),
        ("Do we have anybody still inside?", "We do have anybody still inside."),
        ("do we have anybody still inside?", "We have anybody still inside."),
        (ASSIST, "You want units on that assist call."),
        (ASSIST, "Car 12, you want units on that assist call."),
        ("Car 12 do you want units on that assist call", "You want units on that assist call."),
        ("Where are you staging the engines?", "You are staging the engines."),
        ("Has the patient been moved yet?", "The patient has been moved yet."),
        ("Are units responding to the gate?", "Units are responding to the gate."),
        ("I need to know is he breathing on his own?", "He is breathing on his own."),
    ],
)
def test_a_question_made_a_statement_is_altered(said: str, quote: str) -> None:
    found = finding(Claim("c1", quote), [("D1", said)])
    assert found.verdict is Verdict.ALTERED
    assert found.reasons[0].startswith("It was asked (")


@pytest.mark.parametrize(
    ("said", "quote", "verdict"),
    [
        ("Is the overhead hot on that one?", "Is the overhead hot on that one.", Verdict.VERBATIM),
        ("Are you starting a bus bridge?", "You starting a bus bridge?", Verdict.VERBATIM),
        (ASSIST, "you want units on that assist call", Verdict.VERBATIM),
        (ASSIST, "units on that assist call", Verdict.VERBATIM),
        (ASSIST, "Units on that assist call.", Verdict.CANNOT_DETERMINE),
        (ASSIST, "[Do] you want units on that assist call?", Verdict.VERBATIM),
        ("What is your location on the river?", "What is your location on the river.", Verdict.VERBATIM),
        ("You're still on Kedzie, copy?", "You're still on Kedzie, copy.", Verdict.VERBATIM),
        ("Have the driver call the yard.", "The driver call the yard.", Verdict.VERBATIM),
        ("4 is there on the corner at this time.", "There on the corner at this time.", Verdict.VERBATIM),
        ("That's all I can do you hold it there.", "You hold it there.", Verdict.VERBATIM),
        ("We can, you hold the line there.", "You hold the line there.", Verdict.VERBATIM),
        ("It opens at 8 a.m. Anybody cold come in.", "Anybody cold come in.", Verdict.VERBATIM),
        ("He ran, and is the owner of the car.", "The owner of the car.", Verdict.VERBATIM),
        ("The chamber available?", "The chamber is available.", Verdict.CANNOT_DETERMINE),
        ("You're still on Kedzie?", "You're still on Kedzie.", Verdict.CANNOT_DETERMINE),
        ("You're still on Kedzie at Third?", "still on Kedzie at Third", Verdict.VERBATIM),
    ],
)
def test_what_is_still_a_question_or_only_marked_as_one_is_no_alteration(
    said: str, quote: str, verdict: Verdict
) -> None:
    found = finding(Claim("c1", quote), [("D1", said)])
    assert found.verdict is verdict, found.reasons


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("The night guard isn't picking up.", "The night guard isn't picking up?"),
        ("He needs a hand on the second floor.", "He needs a hand on the second floor?"),
        ("It was stolen from the lot.", "It was stolen from the lot?"),
        ("Ladder 4 is on scene at the bakery.", "Ladder 4 is on scene at the bakery?"),
        ("We have two patients on the landing.", "We have two patients on the landing?"),
        ("We're out. The tank is empty. Send the crew.", "The tank is empty? Send the crew."),
        ("The gas is off at the street.", "Is the gas off at the street?"),
    ],
)
def test_a_statement_made_a_question_is_left_open(said: str, quote: str) -> None:
    found = finding(Claim("c1", quote), [("D1", said)])
    assert found.verdict is Verdict.CANNOT_DETERMINE
    assert "in a statement's order" in found.reasons[0]


@pytest.mark.parametrize(
    ("said", "quote"),
    [
        ("Are you on the roof now.", "Are you on the roof now?"),
        ("The guard isn't picking up?", "The guard isn't picking up?"),
        ("You still need us at the gate.", "You still need us at the gate?"),
        ("And where do you want us.", "And where do you want us?"),
        ("Any word on the second truck.", "Any word on the second truck?"),
        ("You're clear of the building, correct.", "You're clear of the building, correct?"),
        ("The chamber available on the ship.", "The chamber available on the ship?"),
        ("You know where the truck is parked.", "You know where the truck is parked?"),
        ("The roof is open or not.", "The roof is open?"),
        ("Is it true that the tank is empty.", "The tank is empty?"),
        ("So the gas is off now, right?", "The gas is off now?"),
        ("Car 12 do you want units on that.", "Do you want units on that?"),
        ("Adam 7 is the child with her.", "Adam 7, is the child with her?"),
        ("Adam 7 is the child with her.", "Adam 7 is the child with her?"),
    ],
)
def test_what_may_have_been_asked_may_have_its_mark(said: str, quote: str) -> None:
    found = finding(Claim("c1", quote), [("D1", said)])
    assert found.verdict is Verdict.VERBATIM, found.reasons


def test_a_helping_verb_hardly_heard_makes_no_question_for_sure() -> None:
    transcript = conversation([("D1", ASSIST)])
    (heard,) = transcript.transmissions
    words = tuple(replace(w, probability=0.5 if w.word == "do" else w.probability) for w in heard.words)
    doubtful = replace(transcript, transmissions=(replace(heard, words=words),))
    quote = "You want units on that assist call."
    assert examined(Claim("c1", quote), transcript).verdict is Verdict.ALTERED
    found = examined(Claim("c1", quote), doubtful)
    assert (found.verdict, found.p_said < 0.5) == (Verdict.CANNOT_DETERMINE, True)


def test_where_the_sound_takes_the_helping_verb_for_misheard_the_quote_is_open() -> None:
    hearing = Hearing(conversation([("D1", ASSIST)]), None)
    claim = Claim("c1", "Car 12, you want units on that assist call.")
    (evidence,) = gather([claim], [hearing], None).evidence
    (reading,) = evidence.readings
    settled = replace(reading, edits=tuple(replace(e, p_quoted=0.95) for e in reading.edits))
    ruling = rule_on_quote(replace(evidence, readings=(settled,)), 0.0, 0.9)
    assert (ruling.verdict, ruling.rule) == (Verdict.CANNOT_DETERMINE, Rule.MAYBE_ASKED)


@pytest.mark.parametrize(
    ("quote", "probability", "verdict"),
    [
        ("I've got people standing in the aisle with all their bags.", 0.7, Verdict.CANNOT_DETERMINE),
        ("I've got people standing in the aisle with all their bags.", 0.97, Verdict.ALTERED),
        ("I've got people standing in the eye and out of there.", 0.7, Verdict.ALTERED),
    ],
    ids=["garbled", "heard plainly", "one word"],
)
def test_several_wrong_words_in_a_row_heard_badly_are_no_alteration(
    quote: str, probability: float, verdict: Verdict
) -> None:
    transcript = conversation([("D1", "I've got people standing in the eye and over there.")])
    (heard,) = transcript.transmissions
    words = tuple(
        replace(w, probability=probability if w.word in ("eye", "over") else 0.97) for w in heard.words
    )
    transcript = replace(transcript, transmissions=(replace(heard, words=words),))
    assert examined(Claim("c1", quote), transcript, sound=True).verdict is verdict


@pytest.mark.parametrize(
    ("rest", "cut"),
    [
        (" till I hear back.", True),
        (" when Fire 1 says so.", True),
        (" once the gas is off.", True),
        (". When you get there, call me.", False),
    ],
)
def test_what_the_speech_goes_on_with_may_qualify_the_quote(rest: str, cut: bool) -> None:
    found = finding(Claim("c1", "Nobody goes up to Kedzie"), [("D1", f"Nobody goes up to Kedzie{rest}")])
    assert found.verdict is Verdict.VERBATIM
    assert found.context.cut_qualifier is cut


@pytest.mark.parametrize(
    ("operation", "quoted", "heard", "sentence"),
    [
        (Operation.REPLACE, "nine", "fine", "The transcript has “fine” for “nine”, most likely misheard."),
        (Operation.INSERT, "nine", "", "The transcript lacks “nine”, most likely unheard."),
        (Operation.DELETE, "", "fine", "The transcript adds “fine”, most likely misheard."),
    ],
)
def test_what_is_taken_for_misheard_is_told(
    operation: Operation, quoted: str, heard: str, sentence: str
) -> None:
    difference = Difference(operation, quoted, heard, Span(0, 400), Preference.QUOTED, 4.0, "content")
    edit = EditEvidence(difference, False, True, 1, 1, False, 0.8, 0.4, p_quoted=0.9)
    reading = Reading("", 0, Span(0, 400), (), "", 0.8, 1, True, (edit,), "", False, 0.9, (), "", "")
    evidence = ClaimEvidence(Claim("c1", "x"), (reading,), None, Searched(0, 0, 1.0, 1.0, 1.0))
    assert sentence in reasons_for(evidence, Ruling(Verdict.VERBATIM, reading, Rule.SAID))


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_has_its_sentence(rule: Rule) -> None:
    difference = Difference(
        Operation.REPLACE, "nine", "fine", Span(0, 400), Preference.QUOTED, 4.0, "content"
    )
    edit = EditEvidence(difference, False, True, 1, 1, False, 0.8, 0.4, p_quoted=0.5)
    evidence = ClaimEvidence(Claim("c1", "x"), (), None, Searched(0, 0, 1.0, 1.0, 1.0))
    first = reasons_for(evidence, Ruling(Verdict.CANNOT_DETERMINE, None, rule, None, edit))[0]
    assert first.endswith(".") and (rule is Rule.SAID or "in one stretch" not in first)


def test_absence_counts_only_where_speech_was_audible() -> None:
    transcript = conversation(LINES)
    lost = tuple(replace(t, confidence=0.1, flags=(Flag.UNINTELLIGIBLE,)) for t in transcript.transmissions)
    found = examined(Claim("c1", "Send the water rescue team."), replace(transcript, transmissions=lost))
    assert found.verdict is Verdict.CANNOT_DETERMINE


def test_nearly_the_words_in_a_transcript_hardly_legible_are_not_absent() -> None:
    faint = "He heard the loudspeaker, and he's climbing down on his own."
    transcript = conversation([*LINES, ("U1", faint)])
    weak = transcript.transmissions[-1]
    words = tuple(replace(w, probability=0.5) for w in weak.words)
    heard = (*transcript.transmissions[:-1], replace(weak, words=words, confidence=0.7))
    quote = "He heard the loudspeaker, and he's climbing up on his own."
    found = examined(Claim("c1", quote), replace(transcript, transmissions=heard))
    assert found.verdict is Verdict.CANNOT_DETERMINE
    assert found.reasons[0].startswith("Nearly these words were heard")
    assert found.span is not None and found.span & weak.span


@pytest.mark.parametrize(("p_by_sound", "shown"), [(0.01, 0), (0.2, 1)])
def test_of_words_hardly_legible_and_where_the_sound_hints_the_latter_is_shown(
    p_by_sound: float, shown: int
) -> None:
    hearing = Hearing(
        conversation([("U1", "He's climbing down the mast."), ("U2", "Mold the leather bare.")])
    )
    (evidence,) = gather([Claim("c1", "He's climbing up the mast.")], [hearing], None).evidence
    best = replace(evidence.readings[0], confidence=0.5)
    pointed = replace(
        best,
        similarity=0.0,
        transmissions=hearing.transcript.transmissions[1:],
        sound=SoundEvidence(1.0, None, None, 0, 5),
    )
    ruling = rule_on_quote(replace(evidence, readings=(best, pointed)), p_by_sound, 0.2)
    assert (ruling.verdict, ruling.rule) == (Verdict.CANNOT_DETERMINE, "hardly_legible")
    assert ruling.reading is (best, pointed)[shown]


@pytest.mark.parametrize(
    ("location", "lead", "verdict"),
    [(1.6, 1.2, Verdict.CANNOT_DETERMINE), (1.6, 0.5, Verdict.NOT_FOUND), (0.9, 0.8, Verdict.NOT_FOUND)],
)
def test_words_that_the_sound_has_in_one_place_alone_are_not_absent(
    location: float, lead: float, verdict: Verdict
) -> None:
    """ "Two doors east, and its ovens are on", heard as "through your ease, and it's up and down"."""
    hearing = Hearing(conversation([("U1", "Through your ease, and it's up and down."), *LINES]))
    quote = "The bakery is two doors west of the school."
    (evidence,) = gather([Claim("c1", quote)], [hearing], None).evidence
    pointed = replace(
        evidence.readings[0],
        similarity=0.0,
        transmissions=hearing.transcript.transmissions[:1],
        sound=SoundEvidence(location, None, None, 0, 9, lead),
    )
    everywhere = replace(evidence.searched, by_sound=1.0, covered=1.0, longest_unheard_ms=0)
    asked = replace(evidence, readings=(pointed,), searched=everywhere)
    assert rule_on_quote(asked, 0.17, 0.17).verdict is verdict


@pytest.mark.parametrize(
    ("p_by_sound", "confidence", "rule"),
    [(0.5, 0.0, "maybe_unread"), (0.3, 0.0, "meaning_changed"), (0.5, 0.9, "meaning_changed")],
)
def test_nobody_is_accused_where_the_sound_of_what_cannot_be_read_may_hold_the_quote(
    p_by_sound: float, confidence: float, rule: str
) -> None:
    """One place differs clearly from the quote; at another nothing could be read."""
    hearing = Hearing(conversation([("D1", "Two, meet the nurse at the gate."), ("U1", "Mold the bare.")]))
    (evidence,) = gather([Claim("c1", "Two, the nurse is not at the gate.")], [hearing], None).evidence
    best = replace(evidence.readings[0], confidence=0.9)
    pointed = replace(
        best,
        similarity=0.0,
        confidence=confidence,
        transmissions=hearing.transcript.transmissions[1:],
        sound=SoundEvidence(1.0, None, None, 0, 5),
    )
    ruling = rule_on_quote(replace(evidence, readings=(best, pointed)), p_by_sound, 0.1)
    assert ruling.rule == rule and (ruling.reading is pointed) == (rule == "maybe_unread")


def test_where_the_quote_may_be_unread_the_sound_there_gives_its_probability() -> None:
    hearing = Hearing(conversation([("D1", "Two, meet the nurse at the gate."), ("U1", "Mold the bare.")]))
    (evidence,) = gather([Claim("c1", "Two, the nurse is not at the gate.")], [hearing], None).evidence
    liked = SoundEvidence(3.0, 2.0, 3.0, 8, 9, 2.0, worst_word=1.0, mean_word=2.0)
    pointed = replace(
        evidence.readings[0],
        similarity=0.0,
        confidence=0.0,
        transmissions=hearing.transcript.transmissions[1:],
        sound=liked,
    )
    read = evidence.readings[0]
    asked, alone = (
        weighed(replace(evidence, readings=readings), load_calibration().edits.probability)
        for readings in ((replace(read, confidence=0.9), pointed), (replace(read, confidence=0.9),))
    )
    ruling, p_said = ruling_on(asked)
    assert ruling.rule is Rule.MAYBE_UNREAD
    assert p_said > 0.4 > ruling_on(alone)[1]


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("34, that's you at the ramp.", Verdict.CANNOT_DETERMINE),
        ("You take 634 to the ramp.", Verdict.VERBATIM),
        ("You take 6.", Verdict.ALTERED),
        ("The van on Elm can.", Verdict.ALTERED),
    ],
)
def test_a_part_of_a_word_or_number_confirms_nothing(quote: str, verdict: Verdict) -> None:
    """A recogniser writes "six, thirty four" as "634", too, so a quote's beginning in its midst is open."""
    talk = [
        ("D1", "David 634, that's you at the ramp."),
        ("U1", "You take 634 to the ramp. The van on Elm can't."),
    ]
    assert finding(Claim("c1", quote), talk).verdict is verdict


def test_a_time_that_disagrees_is_the_first_reason() -> None:
    transcript = conversation(LINES)
    recording = replace(
        transcript.recording, start_time="2026-03-14T21:04:10-05:00", start_time_uncertainty=2.0
    )
    claim = Claim("c1", "Nobody goes up to Kedzie until I hear back.", said_at="2026-03-14T23:00:00-05:00")
    found = examined(claim, replace(transcript, recording=recording))
    assert found.verdict is Verdict.VERBATIM
    assert found.time_check is not None and found.time_check.agrees is False
    assert "clock" in found.reasons[0]


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("The dispatcher told units that cars were being sent to the location.", Verdict.CONTRADICTED),
        ("The officer reported that he was turning around at California.", Verdict.SUPPORTED),
        ("A medic counted thirteen patients.", Verdict.CONTRADICTED),
        ("The harbor master closed the lock for the weekend.", Verdict.NOT_FOUND),
    ],
)
def test_statements(statement: str, verdict: Verdict) -> None:
    claim = Claim("c1", statement, kind=ClaimKind.INDIRECT)
    found = finding(claim)
    assert found.verdict in (verdict, Verdict.CANNOT_DETERMINE), found.reasons
    if verdict is not Verdict.NOT_FOUND:
        assert found.verdict is verdict


class DeafToTeens(TrueSound):
    """A scorer to whom "fifteen" sounds as "fifty" does."""

    def _log_prob(self, said: list[str], words: list[str]) -> float:
        return super()._log_prob(said, ["fifty" if w == "fifteen" else w for w in words])


@pytest.mark.parametrize("scorer", [TrueSound, DeafToTeens])
def test_a_statement_s_number_that_the_sound_can_t_settle_decides_nothing(scorer: type[TrueSound]) -> None:
    transcript = conversation([("U1", "Harbor two, on scene."), ("U1", "I see fifty people on the ice.")])
    claim = Claim("c1", "A crew saw fifty people on the ice.", kind=ClaimKind.INDIRECT)
    hearing = Hearing(transcript, Silence(transcript.recording))
    (found,) = examine([claim], [hearing], scorer(transcript), ExamineOptions()).findings
    tells = scorer is TrueSound
    assert found.verdict is (Verdict.SUPPORTED if tells else Verdict.CANNOT_DETERMINE)
    assert ("fifteen" in found.reasons[0]) is not tells


def test_the_order_of_claims_does_not_change_a_finding() -> None:
    claims = [
        Claim("c1", "Tow is ordered"),
        Claim("c2", "Nobody goes up to Kedzie"),
        Claim("c3", "holding on Pershing"),
    ]
    hearing = Hearing(conversation(LINES))
    forward = examine(claims, [hearing], None, ExamineOptions()).findings
    backward = examine(claims[::-1], [hearing], None, ExamineOptions()).findings
    assert list(forward) == list(backward)[::-1]


@pytest.mark.parametrize(
    ("quote", "verdict"),
    [
        ("Harbour cranes lift granite eastward.", Verdict.MINOR_DIFFERENCES),
        ("Harbour cranes … lift granite eastward.", Verdict.CANNOT_DETERMINE),
    ],
)
def test_the_sound_alone_confirms_nothing_that_leaves_words_out(quote: str, verdict: Verdict) -> None:
    transcript = conversation(LINES)
    hearing = Hearing(transcript, Silence(transcript.recording))
    (evidence,) = gather([Claim("c1", quote)], [hearing], TrueSound(transcript)).evidence
    assert rule_on_quote(evidence, 0.95, 0.95).verdict is verdict


@pytest.mark.parametrize(("role", "rule"), [(Role.UNKNOWN, "by_sound"), (Role.UNIT, "speaker_open")])
def test_where_the_sound_confirms_and_the_speaker_is_open_the_speaker_is_the_reason(
    role: Role, rule: str
) -> None:
    transcript = conversation(LINES)
    unsure = tuple(replace(one, role_probability=0.65) for one in transcript.transmissions)
    hearing = Hearing(replace(transcript, transmissions=unsure), Silence(transcript.recording))
    claim = Claim("c1", "Harbour cranes lift granite eastward.", attributed_to=role)
    (evidence,) = gather([claim], [hearing], TrueSound(transcript)).evidence
    by_dispatcher = replace(evidence.readings[0], transmissions=unsure[:1])
    ruling = rule_on_quote(replace(evidence, readings=(by_dispatcher,)), 0.95, 0.95)
    assert ruling.rule == rule


@pytest.mark.parametrize(
    ("confidence", "lead", "p_said", "shown"),
    [
        (0.4, 0.5, 0.6, 1),
        (0.4, 0.2, 0.6, 0),  # hardly better
        (0.9, 0.5, 0.6, 0),  # what can be read is believed
        (0.4, 0.5, 0.9, 0),  # not open
    ],
)
def test_an_open_quote_is_shown_where_the_sound_points_if_the_transcript_can_t_be_read(
    confidence: float, lead: float, p_said: float, shown: int
) -> None:
    hearing = Hearing(conversation([("U1", "Hold the ladder there."), ("U2", "Mold the leather bare.")]))
    (evidence,) = gather([Claim("c1", "Hold the ladder there.")], [hearing], None).evidence
    sounds = [SoundEvidence(at, None, None, 0, 5) for at in (0.1, 0.1 + lead)]
    readings = tuple(
        replace(evidence.readings[0], confidence=confidence, sound=sound, transmissions=(transmission,))
        for sound, transmission in zip(sounds, hearing.transcript.transmissions, strict=True)
    )
    ruling = rule_on_quote(replace(evidence, readings=readings), 0.0, p_said)
    assert ruling.reading is readings[shown]
    assert (ruling.rule == "sound_points_here") is (shown == 1)


@pytest.mark.parametrize(
    ("quote", "rule"),
    [
        ("She missed it.", "hardly_heard"),  # "She" alone was heard
        ("She missed it, Kestrel nineteen.", "said"),  # and enough beside it
    ],
)
def test_what_was_heard_of_a_quote_must_be_enough_to_tell_it_apart(quote: str, rule: str) -> None:
    hearing = Hearing(conversation([("U1", "She moves that, Kestrel nineteen.")]))
    (evidence,) = gather([Claim("c1", quote)], [hearing], None).evidence
    readings = tuple(
        replace(reading, edits=tuple(replace(edit, p_quoted=0.95, rival=False) for edit in reading.edits))
        for reading in evidence.readings
    )  # the sound takes every difference for a mishearing
    ruling = rule_on_quote(replace(evidence, readings=readings), 0.0, 0.95)
    assert ruling.rule == rule


@pytest.mark.parametrize("dots", ["…", "...", ". . ."])
def test_each_way_to_write_an_ellipsis_shows_that_words_are_left_out(dots: str) -> None:
    quote = f"Nine sixty, hold where you are on Pershing {dots} until I hear back."
    assert finding(Claim("c1", quote), sound=True).verdict in (Verdict.VERBATIM, Verdict.MINOR_DIFFERENCES)


def test_that_the_text_alone_names_the_unit_is_said() -> None:
    claim = Claim("c1", "I have eleven patients total", attributed_to=Role.UNIT, unit="Medic 6")
    found = finding(claim)
    assert found.verdict is Verdict.VERBATIM
    assert "nothing in the recording tells that it was Medic 6" in " ".join(found.reasons)
    nobody = finding(replace(claim, unit=None))
    assert not any("Medic 6" in reason for reason in nobody.reasons)


class HardOfHearing(TrueSound):
    """The same, but what was said as "forty" sounds to it like the words given."""

    def __init__(self, transcript: Transcript, *sounds_like: str) -> None:
        super().__init__(transcript)
        self._like = sounds_like

    def _log_prob(self, said: list[str], words: list[str]) -> float:
        kept = ["forty" if w in self._like else "neither" if w == "forty" else w for w in words]
        return super()._log_prob(said, kept)


@pytest.mark.parametrize("sounds_like", [("forty", "fourteen"), ("fourteen",)], ids=["both", "the other"])
def test_a_word_shared_that_the_sound_takes_for_another_leaves_the_quote_open(
    sounds_like: tuple[str, ...],
) -> None:
    transcript = conversation(LINES)
    hearing = Hearing(transcript, Silence(transcript.recording))
    scorer = HardOfHearing(transcript, *sounds_like)
    claim = Claim("c1", "Give it about forty minutes.")
    [found] = examine([claim], [hearing], scorer, ExamineOptions()).findings
    assert found.verdict is Verdict.CANNOT_DETERMINE
    assert found.reasons[0] == "The sound can't tell “forty” from “fourteen” here."
    assert found.differences == ()


@pytest.mark.parametrize(
    ("quote", "said", "verdict"),
    [
        (
            "You can run, but I'm calm, so nobody's hurt.",
            "You can run, but I'm calm, nobody's hurt.",
            Verdict.ALTERED,
        ),
        (
            "So we're calm, nobody's hurt down here.",
            "We're calm, nobody's hurt down here.",
            Verdict.MINOR_DIFFERENCES,
        ),
        (
            "He's got just four propane tanks in there.",
            "He's got four propane tanks in there.",
            Verdict.ALTERED,
        ),
        (
            "He's just got four propane tanks in there.",
            "He's got four propane tanks in there.",
            Verdict.MINOR_DIFFERENCES,
        ),
        (
            "I can hold the bridge whether you want it.",
            "I can hold the bridge if you want it.",
            Verdict.ALTERED,
        ),
        (
            "You don't need to leave the building.",
            "You don't have to leave the building.",
            Verdict.MINOR_DIFFERENCES,
        ),
        ("You don't need a key to leave.", "You don't have a key to leave.", Verdict.ALTERED),
        ("Switch off the pump at the gate.", "Turn off the pump at the gate.", Verdict.MINOR_DIFFERENCES),
        ("Turn in the pump at the gate.", "Switch in the pump at the gate.", Verdict.ALTERED),
        (
            "It's coming straight at me, get out.",
            "It's coming right at me, get out.",
            Verdict.MINOR_DIFFERENCES,
        ),
        (
            "Send the other to the spill, please.",
            "Send the other one to the spill, please.",
            Verdict.MINOR_DIFFERENCES,
        ),
        ("Send engine one to the spill, please.", "Send engine to the spill, please.", Verdict.ALTERED),
        ("Ask the guard whether he has a key.", "Ask the guard if he has a key.", Verdict.MINOR_DIFFERENCES),
        (
            "The track behind you is clearing, go ahead.",
            "The track behind you is clear, go ahead.",
            Verdict.ALTERED,
        ),
        (
            "Ambulance four is leaving her at the gate.",
            "Ambulance four is leaving with her at the gate.",
            Verdict.ALTERED,
        ),
    ],
)
def test_small_words_that_change_what_is_said(quote: str, said: str, verdict: Verdict) -> None:
    found = finding(Claim("c1", quote), [("D1", said), ("U1", "Copy that.")], sound=True)
    assert found.verdict is verdict


@pytest.mark.parametrize(
    ("said", "quote", "verdict"),
    [
        (
            "Shut the gas off at the street and wait.",
            "Shut off the gas at the street",
            Verdict.MINOR_DIFFERENCES,
        ),
        (
            "Shut off the gas at the street and wait.",
            "Shut the gas off at the street",
            Verdict.MINOR_DIFFERENCES,
        ),
        (
            "Give us ten minutes to clean the truck.",
            "ten minutes to clean out the truck",
            Verdict.MINOR_DIFFERENCES,
        ),
        ("We closed the street at Fifth.", "We closed off the street at Fifth", Verdict.MINOR_DIFFERENCES),
        ("The smoke went over the roof at nine.", "The smoke went the roof at nine", Verdict.ALTERED),
        ("Send two engines to the north gate.", "Send two engines over to the north gate", Verdict.ALTERED),
        ("Move the cars up the hill and wait.", "Move the cars down the hill and wait", Verdict.ALTERED),
        ("He slowed the truck on the ramp.", "He slowed the truck off on the ramp", Verdict.ALTERED),
    ],
)
def test_a_particle_may_stand_behind_its_verb_or_its_verb_s_object(
    said: str, quote: str, verdict: Verdict
) -> None:
    assert finding(Claim("c1", quote), [("D1", said)], sound=True).verdict is verdict


@pytest.mark.parametrize(
    ("said", "quote", "verdict"),
    [
        (
            "We all walk out by a quarter past four, no arguing.",
            "We all walk out by 4:15, no arguing",
            Verdict.MINOR_DIFFERENCES,
        ),
        ("We all walk out by quarter past four.", "We all walk out by 4:45", Verdict.ALTERED),
        ("We all walk out by quarter to one.", "We all walk out by 12:45", Verdict.MINOR_DIFFERENCES),
        (
            "It'll be half an hour before they come.",
            "It'll be 30 minutes before they come",
            Verdict.MINOR_DIFFERENCES,
        ),
        (
            "It'll be thirty minutes before they come.",
            "It'll be half an hour before they come",
            Verdict.MINOR_DIFFERENCES,
        ),
        ("It'll be half an hour before they come.", "It'll be an hour before they come", Verdict.ALTERED),
        ("It'll be half an hour before they come.", "It'll be 13 minutes before they come", Verdict.ALTERED),
    ],
)
def test_a_time_may_be_told_in_quarters_and_halves(said: str, quote: str, verdict: Verdict) -> None:
    assert finding(Claim("c1", quote), [("D1", said)], sound=True).verdict is verdict


def test_a_word_that_the_sound_is_clearly_against_leaves_a_quote_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What counts as such a word is tested with the differences; here, that the rules ask."""
    claim = Claim("c1", "Tow is ordered. Give it about 40 minutes.")
    assert finding(claim).verdict is Verdict.VERBATIM
    against = replace(MISHEARD, difference=replace(MISHEARD.difference, log_likelihood_ratio=-7.0))
    monkeypatch.setattr("dispatch.judge.verdict.spoken_against", lambda reading: against)
    assert finding(claim).verdict is Verdict.CANNOT_DETERMINE
