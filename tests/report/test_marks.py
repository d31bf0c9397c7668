"""Where print and sound part, marked in the right words."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from dispatch.report.marks import printed
from dispatch.report.stretches import heard
from dispatch.values import (
    Difference,
    Finding,
    Operation,
    Span,
    Transmission,
    Verdict,
    Word,
    WordEvidence,
)
from tests.report import samples


def shown(finding: Finding) -> list[tuple[str, str]]:
    return [(piece.text, piece.mark) for piece in printed(finding) if piece.mark]


def test_the_differing_word_is_marked_and_no_other() -> None:
    assert shown(samples.altered()) == [("Maple", "differs")]
    assert shown(samples.minor()) == [("the", "minor")]


def test_the_second_of_two_like_words_is_marked_after_the_first() -> None:
    differences = (
        Difference(Operation.REPLACE, "go", "stay", meaning="direction"),
        Difference(Operation.REPLACE, "go", "stay", meaning="direction"),
    )
    finding = replace(samples.altered(), quote="Go there, then go back.", differences=differences, words=())
    assert shown(finding) == [("Go", "differs"), ("go", "differs")]


def test_typographic_and_plain_apostrophes_are_one() -> None:
    difference = Difference(Operation.REPLACE, "we're", "they're", meaning="actor")
    finding = replace(samples.altered(), quote="Tell them we’re here.", differences=(difference,), words=())
    assert shown(finding) == [("we’re", "differs")]


def test_words_left_out_leave_a_sign_in_their_place() -> None:
    pairs = (WordEvidence("do", "do"), WordEvidence("", "not"), WordEvidence("go", "go"))
    finding = replace(
        samples.altered(),
        quote="Do go.",
        words=pairs,
        differences=(Difference(Operation.DELETE, "", "not", meaning="negation"),),
    )
    pieces = printed(finding)
    assert [(p.text, p.mark) for p in pieces] == [("Do", ""), ("", "left_out"), (" go.", "")]


def test_their_place_is_found_by_time_where_no_pair_names_them() -> None:
    pairs = (WordEvidence("Do", "Do", Span(0, 300)), WordEvidence("go", "go", Span(300, 600)))
    left_out = Difference(Operation.DELETE, "", "not", Span(300, 300), meaning="negation")
    finding = replace(samples.altered(), quote="Do go.", words=pairs, differences=(left_out,))
    assert [(p.text, p.mark) for p in printed(finding)] == [("Do", ""), ("", "left_out"), (" go.", "")]


@given(st.text(max_size=60), st.lists(st.text(max_size=12), max_size=4))
def test_pieces_make_the_quote_up_again(quote: str, wanted: list[str]) -> None:
    differences = tuple(Difference(Operation.REPLACE, text, "x", meaning="place") for text in wanted)
    finding = replace(samples.altered(), quote=quote, differences=differences, words=())
    assert "".join(piece.text for piece in printed(finding)) == quote


def test_heard_words_carry_their_times_and_what_lies_outside_is_told_apart() -> None:
    (part,) = heard(samples.altered(), samples.transcript())
    assert [p.text for p in part.pieces if p.outside] == ["417."]
    assert [p.text for p in part.pieces if p.mark] == ["Oak."]
    assert part.span is not None and part.span.start_ms > 50_400


def test_a_splice_has_a_part_for_each_place() -> None:
    first, second = heard(samples.spliced(), samples.transcript())
    assert [p.text for p in first.pieces if not p.outside] == ["Nobody", "goes", "in"]
    assert [p.text for p in second.pieces if not p.outside] == ["We're", "not", "sending", "anybody,"]


def test_a_splice_within_one_transmission_is_two_parts() -> None:
    turn = samples.TURNS[8]
    words = samples.words_of(turn[4], 98_500, 103_100)
    pairs = tuple(WordEvidence(w.word, w.word, w.span) for w in (*words[:2], *words[9:11]))
    finding = replace(samples.spliced(), transmissions=(8,), words=pairs)
    assert len(heard(finding, samples.transcript())) == 2


def test_transmissions_on_end_are_one_part() -> None:
    words = (Word("Hold", Span(1000, 1400), 0.9), Word("there.", Span(4000, 4400), 0.9))
    turns = tuple(
        Transmission(i, word.span, speaker="S1", text=word.word, words=(word,))
        for i, word in enumerate(words)
    )
    finding = replace(
        samples.verbatim(),
        transmissions=(0, 1),
        words=tuple(WordEvidence(w.word, w.word, w.span) for w in words),
        span=Span(1000, 4400),
    )
    (part,) = heard(finding, samples.transcript(turns=turns))
    assert part.span == Span(1000, 4400)
    far = replace(turns[1], span=Span(40_000, 40_400), words=(replace(words[1], span=Span(40_000, 40_400)),))
    assert len(heard(replace(finding, span=None, words=()), samples.transcript(turns=(turns[0], far)))) == 2


def test_without_a_transcript_the_heard_words_are_shown_as_they_are() -> None:
    (part,) = heard(samples.altered(), None)
    assert [piece.text for piece in part.pieces] == [samples.altered().heard]
    assert heard(samples.not_found(), None) == ()


def test_a_difference_without_a_time_is_found_by_its_words() -> None:
    untimed = tuple(replace(d, span=None) for d in samples.altered().differences)
    (part,) = heard(replace(samples.altered(), differences=untimed), samples.transcript())
    assert [p.text for p in part.pieces if p.mark] == ["Oak."]
    assert samples.altered().verdict is Verdict.ALTERED
