"""Printed and spoken forms of the same words give the same tokens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.wording import Kind, Meaning, meaning_of, sound_similarity, tokens


def norms(text: str) -> list[str]:
    return [t.norm for t in tokens(text) if t.kind is not Kind.FILLER]


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("10-4, 922.", "ten four nine twenty two"),
        ("922", "nine two two"),
        ("4100 S. Archer", "forty one hundred South Archer"),
        ("39th Pl. and Kedzie Ave.", "thirty ninth place and kedzie avenue"),
        ("false alarm at 21:19 hours", "false alarm at twenty one nineteen hours"),
        ("at 7:04", "at seven oh four"),
        ("106.1", "one zero six point one"),
        ("12,500", "twelve thousand five hundred"),
        ("105", "one hundred and five"),
        ("105", "one hundred and 5"),
        ("5,012", "five thousand and 12"),
        ("150th", "one hundred and 50th"),
        ("100 and 200", "one hundred and 200"),
        ("100 and 0", "one hundred and zero"),
        ("a 100 feet", "a hundred feet"),
        ("Shuttle 51K", "Shuttle five one kilo"),
        ("22nd Street", "twenty second street"),
        ("We're not going", "we are not going"),
        ("Don't do it", "do not do it"),
        ("can't", "can not"),
        ("Lt. Brown", "lieutenant brown"),
        ("nobody goes", "no one goes"),
        ("the No. 2 compressor", "the number two compressor"),
        ("at No. 14 Elm St.", "at number fourteen elm street"),
        ("OK", "okay"),
        ("three metres", "3 meters"),
        ("90 litres of grey sulphur", "ninety liters of gray sulfur"),
        ("the neighbours' theatre is smouldering", "the neighbors' theater is smoldering"),
        ("signalled and immobilised", "signaled and immobilized"),
        ("7 o'clock", "7:00"),
        ("uh, copy that", "copy that"),
        ("FL350", "flight level three five zero"),
        ("niner", "9"),
        ("2 1/2 miles, 3.5 feet", "two and a half miles, three and a half feet"),
        ("2½ miles and ½ a mile", "2.5 miles and half a mile"),
        ("1/4 mile", "quarter mile"),
        ("5¾ hours", "five and three quarters hours"),
        ("-5", "minus five"),
        ("12 people", "a dozen people"),
        ("on I-35", "on interstate thirty five"),
    ],
)
def test_printed_meets_spoken(printed: str, spoken: str) -> None:
    assert [n for n in norms(printed) if n != "a"] == [n for n in norms(spoken) if n != "a"]


def test_figures_longer_than_anything_counted() -> None:
    """Python itself refuses to count that far."""
    assert len(norms("1" * 5000)) == 5000
    assert norms("9" * 5000 + " hundred and 5")[5000:] == ["1", "0", "5"]


def test_a_raised_figure_is_no_digit() -> None:
    """Nobody can count with it."""
    assert [t.kind for t in tokens("4 ²")] == [Kind.DIGIT, Kind.WORD]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("306", "304"),
        ("13", "30"),
        ("900", "9000"),
        ("can", "can't"),
        ("39th", "49th"),
        ("anybody", "everybody"),
    ],
)
def test_what_differs_stays_different(one: str, other: str) -> None:
    assert norms(one) != norms(other)


@given(st.text(max_size=200))
def test_tokens_point_into_their_text(text: str) -> None:
    found = tokens(text)
    assert all(0 <= t.start < t.end <= len(text) for t in found)
    assert [t.start for t in found] == sorted(t.start for t in found)


@given(st.integers(min_value=0, max_value=999_999))
def test_figures_are_their_digits(number: int) -> None:
    assert norms(str(number)) == list(str(number))
    assert norms(f"{number:,}") == list(str(number))


@pytest.mark.parametrize(
    ("quoted", "heard", "meaning"),
    [
        ("do", "do not", Meaning.NEGATION),
        ("306", "304", Meaning.NUMBER),
        ("west", "east", Meaning.DIRECTION),
        ("if", "unless", Meaning.CONDITION),
        ("everybody", "anybody", Meaning.QUANTITY),
        ("will", "may", Meaning.MODALITY),
        ("is", "was", Meaning.TENSE),
        ("we", "they", Meaning.ACTOR),
        ("", "about", Meaning.HEDGE),
        ("roughly", "about", Meaning.NONE),
        ("the", "that", Meaning.NONE),
        ("closer", "close", Meaning.NONE),
        ("", "the", Meaning.FUNCTION),
        ("truck", "boat", Meaning.CONTENT),
        ("from", "to", Meaning.DIRECTION),
        ("with", "for", Meaning.DIRECTION),
        ("in", "into", Meaning.NONE),
        ("here", "there", Meaning.DIRECTION),
        ("as", "so", Meaning.CONDITION),
        ("unconscious", "conscious", Meaning.NEGATION),
        ("there is a dog", "is there a dog", Meaning.MODALITY),
        ("is being", "is", Meaning.TENSE),
        ("officer", "office", Meaning.CONTENT),
        ("hardly", "hard", Meaning.CONTENT),
        ("they're not", "they don't have", Meaning.TENSE),
        ("I am", "I have", Meaning.TENSE),
        ("get", "have", Meaning.TENSE),
        ("I've got", "I have", Meaning.FUNCTION),
        ("has gone", "is gone", Meaning.FUNCTION),
        ("have been turned", "have turned", Meaning.TENSE),
        ("", "with", Meaning.DIRECTION),
        ("by", "at", Meaning.DIRECTION),
        ("so", "but", Meaning.CONDITION),
        ("and", "but", Meaning.NONE),
        ("", "so", Meaning.FUNCTION),
        ("fairly", "", Meaning.HEDGE),
        ("", "pretty", Meaning.FUNCTION),
        ("keep", "stay", Meaning.NONE),
        ("or", "in", Meaning.CONDITION),
    ],
)
def test_what_a_difference_does_to_the_meaning(quoted: str, heard: str, meaning: Meaning) -> None:
    assert meaning_of(tokens(quoted), tokens(heard)) is meaning


def test_names_are_told_by_their_capital() -> None:
    assert meaning_of(tokens("on Pulaski")[1:], tokens("on Pershing")[1:]) is Meaning.PLACE


def test_spellings_of_a_name_sound_alike_and_other_names_do_not() -> None:
    assert sound_similarity("kedzie", "kedsey") > 0.8 > 0.5 > sound_similarity("pulaski", "pershing")


def test_a_british_spelling_ends_its_sentence() -> None:
    """It is no abbreviation, whose point would end none."""
    assert tokens("He burst a tyre. Stand by.")[4].sentence > tokens("He burst a tyre. Stand by.")[3].sentence
