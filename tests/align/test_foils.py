"""Other words that could stand in a quote's place."""

from __future__ import annotations

from dispatch.align.foils import MOST_FOILS, slots

ORDER = "Do not go in until he gets there, stay left at the north door and open it. "


def foils(quote: str) -> int:
    return sum(len(slot.altered) for slot in slots(quote))


def test_a_quote_of_hundreds_of_words_has_no_more_foils_than_one_of_eighty() -> None:
    assert 0 < foils(ORDER) < MOST_FOILS
    assert foils(ORDER * 40) <= MOST_FOILS
    assert " not" in {slot.word for slot in slots(ORDER * 4)}
    assert foils("Engine 5 to Engine 6, " * 80) <= MOST_FOILS
