from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dispatch.transcribe.wordtimes import SHORTEST_WORD_MS, lasting
from dispatch.values import Span


@st.composite
def words_of_a_window(draw: st.DrawFn) -> tuple[list[Span], list[int], Span]:
    """Words in order, some without length, some touching, and the part of the window that counts."""
    lengths = draw(st.lists(st.sampled_from([0, 0, 10, 40, 300, 900]), min_size=1, max_size=8))
    spans, at_ms = [], draw(st.integers(0, 500))
    for length_ms in lengths:
        at_ms += draw(st.sampled_from([0, 0, 20, 400]))
        spans.append(Span(at_ms, at_ms + length_ms))
        at_ms += length_ms
    within = Span(draw(st.integers(0, spans[0].start_ms)), at_ms + draw(st.integers(0, 300)))
    return spans, [draw(st.integers(1, 12)) for _ in spans], within


@given(words_of_a_window())
def test_words_stay_in_order_and_none_loses_its_place(made: tuple[list[Span], list[int], Span]) -> None:
    spans, letters, within = made
    found = lasting(spans, letters, within)
    assert all(one.end_ms <= two.start_ms for one, two in pairwise(found))
    assert within.start_ms <= found[0].start_ms and found[-1].end_ms <= within.end_ms


@given(words_of_a_window())
def test_a_word_that_lasts_and_has_no_short_neighbour_is_left_alone(
    made: tuple[list[Span], list[int], Span],
) -> None:
    spans, letters, within = made
    found = lasting(spans, letters, within)
    for n, span in enumerate(spans):
        if all(other.duration_ms >= SHORTEST_WORD_MS for other in spans[max(0, n - 1) : n + 2]):
            assert found[n] == span


def test_a_word_shares_with_the_neighbour_that_has_more_time_for_its_letters() -> None:
    quick, nothing, slow = Span(0, 200), Span(200, 200), Span(200, 800)
    assert lasting([quick, nothing, slow], [4, 2, 4], Span(0, 800)) == [quick, Span(200, 400), Span(400, 800)]


def test_words_without_length_in_a_row_all_get_time() -> None:
    spans = [Span(0, 0), Span(0, 0), Span(0, 600)]
    assert lasting(spans, [1, 2, 3], Span(0, 600)) == [Span(0, 100), Span(100, 300), Span(300, 600)]


def test_a_first_word_shares_over_the_closure_of_a_consonant() -> None:
    """ "Negative he" of which attention gave "he" nearly all."""
    assert lasting([Span(0, 0), Span(50, 850)], [8, 2], Span(0, 850)) == [Span(0, 680), Span(680, 850)]


def test_a_word_between_pauses_takes_from_the_silence() -> None:
    spans = [Span(0, 300), Span(500, 500), Span(900, 1200)]
    assert lasting(spans, [3, 1, 3], Span(0, 1200))[1] == Span(500, 550)


def test_a_word_at_the_end_of_its_window_begins_before() -> None:
    assert lasting([Span(0, 300), Span(700, 700)], [3, 1], Span(0, 700))[1] == Span(650, 700)
