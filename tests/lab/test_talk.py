"""Written conversations whose roles are not what they mostly are."""

from collections import Counter
from pathlib import Path

from lab.exchange import read_exchange

TEXTS = sorted((Path(__file__).parents[2] / "scripts" / "lab" / "talk").glob("*.txt"))


def test_there_is_talk_with_one_dispatcher_with_two_and_with_none() -> None:
    exchanges = [read_exchange(path) for path in TEXTS]
    consoles = Counter(sum(s.role == "dispatcher" for s in exchange.speakers) for exchange in exchanges)
    assert min(consoles[number] for number in (0, 1, 2)) >= 5
    for exchange in exchanges:
        assert {line.speaker for line in exchange.lines} == {s.key for s in exchange.speakers}, exchange.name
