"""Whom an article calls by which noun: a bare ``the operator`` leads back to ``a 911 operator``."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable

from dispatch.claims.naming.mentions import Mentions
from dispatch.claims.naming.speakers import Speaker
from dispatch.claims.quoting.narration import Narration

_WORD = re.compile(r"\w+")


class NounIndex:
    """People by the nouns they are called by; sentences are read as far as somebody asks, and once."""

    def __init__(self, narration: Narration, mentioned: Callable[[int], Mentions]) -> None:
        self._narration = narration
        self._mentioned = mentioned
        self._read = 0
        self._whole: dict[str, list[tuple[int, Speaker]]] = defaultdict(list)
        self._within: dict[str, list[tuple[int, Speaker]]] = defaultdict(list)

    def longer(self, noun: str, place: int, sentences: int) -> tuple[int, Speaker] | None:
        """The last one before ``place``, so many sentences back, whose noun has ``noun`` in it and more."""
        return self._last(self._within, noun, place, sentences)

    def other(self, speaker: Speaker, place: int, sentences: int) -> tuple[int, Speaker] | None:
        """The last one before ``place`` of the same noun and in other words: ``that officer``."""
        return self._last(self._whole, speaker.head or "", place, sentences, unlike=speaker.text)

    def _last(
        self,
        index: dict[str, list[tuple[int, Speaker]]],
        noun: str,
        place: int,
        sentences: int,
        unlike: str | None = None,
    ) -> tuple[int, Speaker] | None:
        number = self._narration.sentence(place)
        self._read_to(number)
        first = self._narration.starts[max(0, number - sentences + 1)]
        people = index.get(noun, [])
        for at in range(bisect_left(people, place, key=lambda item: item[0]) - 1, -1, -1):
            if people[at][0] < first:
                return None
            if people[at][1].text != unlike:
                return people[at]
        return None

    def _read_to(self, number: int) -> None:
        while self._read <= number:
            for item in self._mentioned(self._read):
                head = item[1].head or ""
                self._whole[head].append(item)
                words = _WORD.findall(head)
                for word in {*words, *(word.removesuffix("s") for word in words)} - {head}:
                    self._within[word].append(item)
            self._read += 1
