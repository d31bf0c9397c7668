"""Who spoke, in conversations of known speakers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dispatch.turns import Correction, TurnHints
from dispatch.turns.model import role_model
from dispatch.turns.roles import SpeakerEvidence, dispatcher_log_odds
from dispatch.values import Role, Span

from .talk import Line, Sound, Voices, line, marks, one_voice_each, role_accuracy, shift, told, transmissions

IDS = {"D": "1000", "U12": "4012", "U31": "4031", "U44": "4044"}


@pytest.mark.parametrize("seed", range(3))
def test_console_and_units_are_told_apart(seed: int) -> None:
    talk = shift()
    turns = told(talk, seed=seed)
    assert one_voice_each(talk, turns)
    assert role_accuracy(talk, turns) == 1.0
    assert {speaker.unit for speaker in turns.speakers} == {None, "Car 12", "Car 31", "Car 44"}


@pytest.mark.parametrize("given, unit, basis", [("31", "Car 31", "speech"), ("88", None, None)])
def test_who_gives_another_call_sign_than_his_voices_is_not_his_voices_unit(
    given: str, unit: str | None, basis: str | None
) -> None:
    """A voice taken for another's: the words say so, and whose they are if that unit is known."""
    talk = [*shift(), line("U12", f"Dispatch, {given}, a truck just went around me.")]
    turns = told(talk)
    last, before = turns.transmissions[-1], turns.transmissions[1]
    assert (last.unit, last.unit_basis) == (unit, basis)
    assert last.speaker == before.speaker and before.unit == "Car 12"


def test_a_number_called_by_its_last_digits_is_the_same_unit() -> None:
    boat = [
        line("U45612", "Rockland 45612, underway from the station, two minutes."),
        line("D", "Roger, let me know when you see her."),
        line("U45612", "Rockland 612 on scene, we're passing a pump over."),
    ]
    units = {one.unit for one in told([*shift(), *boat]).transmissions if one.text.startswith("Rockland")}
    assert units == {"Rockland 45612"}


def test_a_conversation_of_two() -> None:
    talk = shift(units=[12])
    turns = told(talk)
    assert one_voice_each(talk, turns)
    assert role_accuracy(talk, turns) == 1.0


def test_a_hand_over_makes_two_dispatchers() -> None:
    talk = [*shift("D1", [12, 31, 44]), *shift("D2", [12, 31, 44])]
    turns = told(talk)
    assert one_voice_each(talk, turns)
    assert role_accuracy(talk, turns) == 1.0


def test_two_dispatchers_at_once() -> None:
    first, second = shift("D1", [12, 31]), shift("D2", [44, 57])
    talk = [one for pair in zip(first, second, strict=True) for one in pair]
    turns = told(talk)
    assert one_voice_each(talk, turns)
    assert role_accuracy(talk, turns) >= 0.9


def test_a_supervisor_who_gives_orders_is_a_unit() -> None:
    talk = [
        *shift(units=[12, 31]),
        line("U5", "Dispatch, sergeant 5, I'm taking over at Cedar Street."),
        line("D", "Sergeant 5, copy, you have command at 2151."),
        line("U5", "Car 12, hold the back door until I get there."),
        line("U12", "Car 12, holding the back door."),
        line("U5", "Dispatch, sergeant 5, send me one more car."),
        line("D", "Sergeant 5, car 31 is on the way."),
        line("U5", "Car 31, take the front."),
        line("U31", "Car 31, we're at the front."),
    ]
    turns = told(talk)
    assert one_voice_each(talk, turns)
    assert role_accuracy(talk, turns) == 1.0
    assert turns.transmissions[-4].unit == "Sergeant 5"


def test_a_commander_who_gives_most_orders_is_a_unit() -> None:
    talk = [
        line("D", "Engine 12, Truck 31, Chief 5, a house fire at 9 Mill Road."),
        line("U12", "Engine 12 responding."),
        line("U5", "Dispatch, Chief 5 on scene, I have command."),
        line("D", "Chief 5 has command at 2151."),
        line("U5", "Engine 12, take the front. Nobody goes up the stairs."),
        line("U12", "Command, Engine 12, we're at the front."),
        line("U5", "Truck 31, open the roof when I tell you."),
        line("U31", "Truck 31, we're on the roof."),
        line("U5", "Truck 31, go ahead."),
        line("U31", "The roof is open."),
        line("D", "Chief 5, the gas company is on the way."),
        line("U5", "Copy. Engine 12, come out now."),
        line("U12", "Coming out."),
        line("U5", "Truck 31, stay off the porch."),
        line("D", "Chief 5, your time is 20 minutes."),
        line("U5", "Dispatch, command, the fire is under control."),
        line("D", "Under control at 2211."),
    ]
    turns = told(talk)
    assert one_voice_each(talk, turns)
    assert role_accuracy(talk, turns) == 1.0


def test_a_dispatcher_who_hardly_names_anybody_is_told_by_never_naming_himself() -> None:
    talk = [
        line("U41", "Tram 41, I've stopped short of the bridge, there's a tree on my wire."),
        line("D", "How big a tree?"),
        line("U41", "Big enough, it took the pole with it."),
        line("D", "Is anybody under it?"),
        line("U41", "Nobody's under it. The driver of the van got out by himself."),
        line("D", "All trams wait at your next stop. Don't pass the bridge either way."),
        line("U56", "Tram 56, I'm at the museum with eighty people. Most of them are walking."),
        line("D", "Tell them it's half an hour. I don't have anything better."),
        line("U56", "Half an hour, they won't like it."),
        line("U8", "Inspector 8, I'm on my way from the depot. Who cut the power?"),
        line("D", "Nobody cut it. It went by itself, and it stays off until the crew clears it."),
        line("U8", "Inspector 8, I'm at the tree. I need a saw here."),
        line("D", "They've got one on the truck. Which side of the road are you?"),
        line("U8", "The river side. I can walk them over from here."),
        line("D", "The crew's at the bridge. They say forty minutes."),
        line("U41", "Tram 41, my wire's clear. It's bent, but it holds."),
        line("D", "Power's back. The first one goes at walking pace."),
    ]
    turns = told(talk)
    assert one_voice_each(talk, turns)
    assert role_accuracy(talk, turns) == 1.0


def test_crews_with_nobody_at_a_console() -> None:
    talk = [
        line("U9", "Tango 4 from Tango 9, where are you?"),
        line("U4", "Tango 9, I'm by the garage."),
        line("U9", "He's coming towards you, I'm two cars behind him."),
        line("U4", "I've seen him, I'm behind him now."),
        line("U12", "Tango 12, I'm on the slip road, I can get in front."),
        line("U9", "I'm with you, I'll take the driver."),
        line("U4", "I'm alongside. He's got his hands up."),
        line("U12", "I'm at the shop, I've got the exit."),
    ] * 2
    turns = told(talk)
    assert not any(speaker.role is Role.DISPATCHER for speaker in turns.speakers)


def test_crews_who_are_led_by_command_with_nobody_at_a_console() -> None:
    talk = [
        line("U21", "Command, Engine 21, we're at the back door."),
        line("U1", "Engine 21, wait until the ladder is up."),
        line("U7", "Ladder 7 is up. Do you want the window?"),
        line("U1", "Ladder 7, take the window."),
        line("U7", "The window is out, we have smoke."),
        line("U1", "Engine 21, go in, left side."),
        line("U21", "Engine 21, we're in."),
        line("U3", "Command, Rescue 3, we're in the street."),
        line("U1", "Rescue 3, go around to the back."),
        line("U3", "Command, there's nobody at the back."),
        line("U21", "Command, Engine 21, we have water on it."),
        line("U1", "Engine 21, how much air have you got?"),
        line("U21", "We have half."),
    ]
    turns = told(talk)
    assert not any(speaker.role is Role.DISPATCHER for speaker in turns.speakers)


def test_a_console_of_which_only_one_side_is_heard() -> None:
    texts = (
        *("Car 12, go ahead.", "Car 12, stand by.", "Car 44, can you take a report on Elm Street?"),
        *("Thank you, 44. Show you on Elm Street.", "Car 31, the caller says he is gone.", "31 at 1512."),
    )
    turns = told([line("D", text) for text in texts])
    assert {said.role for said in turns.transmissions} == {Role.DISPATCHER}
    assert max(said.role_probability for said in turns.transmissions) < 0.95


def test_one_speaker_alone_is_one_speaker_of_no_certain_role() -> None:
    talk = [
        line("A", text)
        for text in ("Testing.", "It is a cold morning.", "Still no wind.", "Testing again.") * 4
    ]
    turns = told(talk)
    assert len(turns.speakers) == 1
    assert turns.speakers[0].role_probability < 0.9


def test_forty_speakers() -> None:
    talk = [one for k in range(0, 39, 3) for one in shift(units=[100 + k, 101 + k, 102 + k])]
    turns = told(talk)
    assert 38 <= len(turns.speakers) <= 42
    assert role_accuracy(talk, turns) > 0.97


def test_short_answers_find_their_speaker_with_stated_doubt() -> None:
    talk = shift()
    talk.insert(9, line("U31", "Copy.", speech_ms=500))
    turns = told(talk)
    assert one_voice_each(talk, turns)


def test_nothing_to_go_by_is_unknown_with_low_probability() -> None:
    talk = [Line("A", "", False), Line("B", "", False)] * 3
    for said in told(talk, sound=False).transmissions:
        assert said.role is Role.UNKNOWN
        assert said.role_probability < 0.7


def test_words_alone_where_there_is_no_sound() -> None:
    talk = shift()
    turns = told(talk, sound=False)
    assert role_accuracy(talk, turns) >= 0.8
    assert {said.speaker_basis for said in turns.transmissions} == {"words"}


@pytest.mark.parametrize("confidence, told_roles", [(0.9, True), (0.2, False)])
def test_words_that_can_not_be_read_tell_no_roles(confidence: float, told_roles: bool) -> None:
    talk = [replace(one, confidence=confidence) for one in shift()]
    turns = told(talk)
    assert one_voice_each(talk, turns), "voices are told apart all the same"
    assert all((said.role is not Role.UNKNOWN) is told_roles for said in turns.transmissions)
    if not told_roles:
        assert {said.unit for said in turns.transmissions} == {None}


def test_a_dispatcher_whose_voice_was_taken_for_two_is_one_dispatcher() -> None:
    """One voice of two lines: both halves are alike, and neither makes the other less of a dispatcher."""
    evidence = [
        SpeakerEvidence(text=3.0, transmissions=4, hub=0.5),
        SpeakerEvidence(text=3.0, transmissions=4, hub=0.5),
        SpeakerEvidence(text=-6.0, transmissions=8, hub=0.9),
    ]
    apart = dispatcher_log_odds(evidence, {}, role_model())
    one = dispatcher_log_odds(evidence, {}, role_model(), {(0, 1): 0.5})
    assert min(one[:2]) > max(apart[:2])
    assert one[2] < 0


def test_words_are_never_certain() -> None:
    assert max(said.role_probability for said in told(shift()).transmissions) <= 0.98


def test_no_more_than_three_seconds_are_embedded_of_each() -> None:
    from dispatch.turns import attribute
    from dispatch.turns.sound import WINDOW_MS

    talk = [line("D", "Car 12, stand by.", 20_000), line("U12", "Car 12, standing by.", 700)]
    said = transmissions(talk)
    voices = Voices(["D", "U12"])
    attribute(Sound([one.span for one in said]), said, voices)
    assert voices.embedded_ms == [WINDOW_MS, 700]
    assert WINDOW_MS <= 3000


def test_a_transmission_alone_has_a_voice_without_embedding() -> None:
    from dispatch.turns import attribute

    talk = [line("D", "Car 12, stand by.", 20_000)]
    said = transmissions(talk)
    voices = Voices(["D"])
    turns = attribute(Sound([one.span for one in said]), said, voices)
    assert voices.embedded_ms == []
    assert (turns.transmissions[0].speaker, turns.transmissions[0].speaker_basis) == ("S1", "voice")


def test_nothing_said_makes_no_speakers() -> None:
    from dispatch.turns import attribute

    turns = attribute(None, (), None)
    assert (turns.transmissions, turns.speakers) == ((), ())


class TestRadioIds:
    def test_name_speaker_and_unit(self) -> None:
        talk = shift()
        turns = told(talk, TurnHints(marks=marks(talk, IDS), aliases=(("4031", "Car 31"),)))
        assert one_voice_each(talk, turns)
        assert {said.speaker_basis for said in turns.transmissions} == {"unit_id"}
        assert {said.unit for said in turns.transmissions} == {"1000", "4012", "Car 31", "4044"}

    def test_missing_ids_are_filled_in_by_voice(self) -> None:
        talk = shift()
        some = marks(talk, IDS)[::2]
        turns = told(talk, TurnHints(marks=tuple(some) + tuple(marks(talk, {})[1::2])))
        assert one_voice_each(talk, turns)
        assert {said.speaker_basis for said in turns.transmissions} == {"unit_id", "voice"}

    @pytest.mark.parametrize("shift_ms", [-900, 700, 2400])
    def test_a_constant_shift_is_found(self, shift_ms: int) -> None:
        talk = shift()
        turns = told(talk, TurnHints(marks=marks(talk, IDS, shift_ms)))
        assert one_voice_each(talk, turns)
        assert {said.speaker_basis for said in turns.transmissions} == {"unit_id"}

    def test_one_wrong_id_is_outvoted_by_the_voice_and_lowers_certainty(self) -> None:
        talk = shift()
        wrong = list(marks(talk, IDS))
        wrong[2] = type(wrong[2])(wrong[2].start_ms, "4044")
        turns = told(talk, TurnHints(marks=tuple(wrong)))
        assert turns.transmissions[2].speaker == turns.transmissions[0].speaker
        assert turns.transmissions[2].speaker_basis == "voice"
        assert turns.transmissions[2].role_probability < turns.transmissions[0].role_probability
        assert role_accuracy(talk, turns) >= 0.95

    def test_a_wrong_id_among_few_is_outvoted_where_it_is_anothers(self) -> None:
        talk = shift()
        wrong = list(marks(talk, IDS))
        wrong[1] = type(wrong[1])(wrong[1].start_ms, "1000")
        turns = told(talk, TurnHints(marks=tuple(wrong)))
        assert one_voice_each(talk, turns)
        assert (turns.transmissions[1].speaker_basis, turns.transmissions[1].unit) == ("voice", "1000")

    def test_listed_consoles_are_dispatchers_and_others_units(self) -> None:
        talk = [Line("D", "Yes.", True), Line("U12", "No.", False)] * 3
        turns = told(talk, TurnHints(marks=marks(talk, IDS), consoles=("1000",)))
        assert role_accuracy(talk, turns) == 1.0
        assert min(said.role_probability for said in turns.transmissions) > 0.9

    def test_a_listed_console_counts_where_nothing_can_be_read(self) -> None:
        talk = [replace(one, confidence=0.05) for one in shift()]
        ids = TurnHints(marks=marks(talk, IDS))
        listed = told(talk, replace(ids, consoles=("1000",)), sound=False)
        assert role_accuracy(talk, listed) == 1.0
        assert min(said.role_probability for said in listed.transmissions) > 0.9
        assert {said.role for said in told(talk, ids, sound=False).transmissions} == {Role.UNKNOWN}

    def test_where_only_consoles_have_ids_a_voice_gives_none(self) -> None:
        talk = shift()
        only = marks(talk, {"D": "1000"})[1:]
        alone = told(talk, TurnHints(marks=tuple(only), consoles=("1000",)))
        assert alone.transmissions[0].speaker_basis == "voice"
        assert alone.transmissions[0].speaker != alone.transmissions[2].speaker
        assert role_accuracy(talk[1:], replace(alone, transmissions=alone.transmissions[1:])) == 1.0

    def test_two_people_at_one_console_stay_dispatchers(self) -> None:
        talk = [*shift("D1", [12, 31]), *shift("D2", [44, 57])]
        ids = {"D1": "1000", "D2": "1000", "U12": "4012", "U31": "4031", "U44": "4044", "U57": "4057"}
        turns = told(talk, TurnHints(marks=marks(talk, ids), consoles=("1000",)))
        assert role_accuracy(talk, turns) == 1.0


class TestCorrections:
    def test_by_label_by_id_and_by_time(self) -> None:
        talk = shift()
        before = told(talk)
        label = before.transmissions[1].speaker
        late = before.transmissions[-1].span
        hints = TurnHints(
            marks=marks(talk, {"U31": "4031"}),
            corrections=(
                Correction(speaker=label, unit="Car 21", name="Officer Reyes"),
                Correction(source="4031", role=Role.OTHER),
                Correction(span=Span(late.start_ms - 100, late.end_ms), role=Role.CALLER),
            ),
        )
        after = told(talk, hints).transmissions
        assert (after[1].speaker, after[1].unit, after[1].unit_basis) == (
            "Officer Reyes",
            "Car 21",
            "correction",
        )
        assert {said.role for said, one in zip(after, talk, strict=True) if one.speaker == "U31"} == {
            Role.OTHER
        }
        assert (after[-1].role, after[-1].role_probability) == (Role.CALLER, 1.0)
        assert after[0] == before.transmissions[0]

    def test_speakers_are_listed_as_corrected(self) -> None:
        talk = shift()
        label = told(talk).transmissions[0].speaker
        hints = TurnHints(corrections=(Correction(speaker=label, role=Role.OTHER),))
        assert told(talk, hints).speakers[0].role is Role.OTHER

    @pytest.mark.parametrize("role", [Role.DISPATCHER, Role.CALLER, Role.OTHER])
    def test_who_is_no_unit_by_correction_keeps_no_call_sign_that_was_heard(self, role: Role) -> None:
        talk = shift()
        named = next(one for one in told(talk).transmissions if one.unit_basis in ("speech", "voice"))
        right = (Correction(speaker=named.speaker, role=role),)
        after = told(talk, TurnHints(corrections=right)).transmissions[named.id]
        assert (after.unit is None) == (role is not Role.OTHER)
        fixed = (Correction(speaker=named.speaker, role=role, unit="Desk 4"),)
        assert told(talk, TurnHints(corrections=fixed)).transmissions[named.id].unit == "Desk 4"

    def test_two_labels_given_one_name_are_one_speaker(self) -> None:
        talk = shift()
        before = told(talk)
        labels = [before.transmissions[i].speaker for i in (1, 8)]
        named = tuple(Correction(speaker=label, name="Officer Reyes") for label in labels)
        after = told(talk, TurnHints(corrections=named))
        assert len(set(labels)) == 2
        assert len(after.speakers) == len(before.speakers) - 1
        assert sum(one.id == "Officer Reyes" for one in after.speakers) == 1


def test_the_same_input_gives_the_same_answer() -> None:
    assert told(shift()) == told(shift())
