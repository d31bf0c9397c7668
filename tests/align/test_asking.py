"""What the sound is asked about when there is too much to ask about everything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from dispatch.align import asking
from dispatch.align.acoustic import Part, Witness
from dispatch.align.asking import Place, ask, asked_of
from dispatch.align.coverage import Searching
from dispatch.align.placement import placements
from dispatch.align.stream import streams
from dispatch.interfaces import TextScore
from dispatch.values import Claim, Engine, Recording, Span
from dispatch.wording import tokens
from tests.align.conversation import conversation

CLAIMS = [Claim("c1", "Tow is ordered"), Claim("c2", "Give it forty minutes")]
WEAK = 7


class Flat:
    """A scorer that finds every text as likely, and counts what it was asked."""

    engine = Engine("flat", "1", "flat", "", "en")

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def score(
        self, samples: object, texts: Sequence[str], *, key: str | None = None
    ) -> tuple[TextScore, ...]:
        self.asked += [(str(key), text) for text in texts]
        return tuple(TextScore(t, -float(len(t.split())), len(t.split()), ()) for t in texts)


class Hush:
    channels = (0,)

    def __init__(self, recording: Recording) -> None:
        self.recording, self.duration_ms = recording, recording.duration_ms

    def read(self, channel: int, span: Span) -> np.ndarray:
        return np.zeros(span.duration_ms * 16, dtype=np.float32)


def places(*, deep: bool, likely: Sequence[set[tuple[str, int]]] = (set(), set())) -> tuple[Place, ...]:
    transcript = conversation([("D1", f"Line number {k} of the traffic.") for k in range(100)])
    doubtful = tuple(replace(t, confidence=0.2 if t.id == WEAK else 0.9) for t in transcript.transmissions)
    transcript = replace(transcript, transmissions=doubtful)
    witness = Witness(Flat(), Hush(transcript.recording), transcript.recording.sha256)
    (stream,) = streams(transcript)
    keys = [{(stream.recording, n) for _, n in each} for each in likely]
    return ask(CLAIMS, [(stream, witness)], keys, deep=deep, progress=lambda share: None)


class Literal(Flat):
    """A scorer for whom only a text that has the heard figure is likely."""

    def score(
        self, samples: object, texts: Sequence[str], *, key: str | None = None
    ) -> tuple[TextScore, ...]:
        known = (0.0 if "1200" in t or str(key).startswith("noise") else -30.0 for t in texts)
        return tuple(TextScore(t, nats, 1, ()) for t, nats in zip(texts, known, strict=True))


def test_a_quoted_word_with_fewer_spellings_gets_none_of_the_heard_one() -> None:
    transcript = conversation([("D1", "We cleared at 1200 today.")])
    (stream,) = streams(transcript)
    quote = "We cleared at 1300 today."
    (edit,) = placements(quote, tokens(quote), stream)[0].edits
    witness = Witness(Literal(), Hush(transcript.recording), transcript.recording.sha256)
    assert witness.edit_ratio(stream.transmissions[0], replace(edit, quoted="dawn")) == -30.0


def test_everything_is_asked_where_that_is_affordable_or_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(places(deep=False)) == 100
    monkeypatch.setattr(asking, "QUICK_WINDOWS", 4)
    assert len(places(deep=True)) == 100


def test_a_quick_search_asks_the_weakest_an_even_sample_and_what_the_text_points_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(asking, "QUICK_WINDOWS", 4)
    asked = places(deep=False, likely=[{("", 33)}, set()])
    numbers = {p.transmission.id for p in asked}
    assert {WEAK, 33, 0, 50, 95} <= numbers
    assert len(numbers) < 30
    by_number = {p.transmission.id: p for p in asked}
    assert None not in by_number[WEAK].scores
    assert by_number[33].scores[0] is not None
    assert by_number[33].scores[1] is None


def test_what_only_some_quotes_were_asked_of_does_not_count_as_searched(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(asking, "QUICK_WINDOWS", 4)
    asked = places(deep=False, likely=[{("", 33)}, set()])
    lanes = [(asked[0].stream, asked[0].witness)]
    shared = [p for p in asked if None not in p.scores]
    all_of_them, only_shared = (Searching(lanes, found, []).but() for found in (asked, shared))
    assert all_of_them.by_sound == only_shared.by_sound < 0.5


def test_a_quote_that_was_asked_nowhere_has_no_evidence_of_sound() -> None:
    assert asked_of(CLAIMS[0], 0, ()) is None


def test_words_in_two_transmissions_are_each_asked_about_where_they_were_said() -> None:
    """Every other word would seem unlikely in a window that holds half of the quote."""
    quote = "Number 3 of the traffic. Line number 4"
    found = places(deep=True)
    first, second = found[3], found[4]
    asked = asked_of(Claim("c1", quote), 0, found)
    assert asked is not None
    scorer = first.witness.scorer
    assert isinstance(scorer, Flat)
    scorer.asked.clear()
    asked.evidence(3, whole=True, parts={3: Part("Number 3 of the traffic"), 4: Part("Line number 4")})
    texts = [[t for key, t in scorer.asked if key == place.window.key] for place in (first, second)]
    assert texts[0] and not any("Line" in text for text in texts[0])
    assert texts[1] and not any("traffic" in text for text in texts[1])


class FromTheStart(Flat):
    """A scorer that looks for a text's first word where the sound begins, and for nothing on noise."""

    def score(
        self, samples: object, texts: Sequence[str], *, key: str | None = None
    ) -> tuple[TextScore, ...]:
        return tuple(self._score(text, str(key).startswith("noise")) for text in texts)

    def _score(self, text: str, noise: bool) -> TextScore:
        each = 0.0 if noise else -1.0 if text.startswith("Line") else -12.0
        words = tuple((word, each, Span(0, 1)) for word in text.split())
        return TextScore(text, each * len(words), len(words), words)


def test_a_quote_from_the_midst_is_asked_about_within_what_was_heard_around_it() -> None:
    found = asked_of(Claim("c1", "3 of the traffic"), 0, places(deep=True))
    assert found is not None
    there = replace(found.places[3], witness=replace(found.places[3].witness, scorer=FromTheStart()))
    found = replace(found, places=(*found.places[:3], there, *found.places[4:]))
    part = Part("Traffic on Main", "Line number 3 of the", "and more")
    sound = found.evidence(3, whole=True, parts={3: part})
    assert (sound.worst_word, sound.worst_word_within) == (-12.0, -1.0)
    alone = found.evidence(3, whole=True, parts={3: Part("Traffic on Main")})
    assert (alone.worst_word, alone.worst_word_within) == (-12.0, None)
