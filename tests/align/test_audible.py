"""Transmissions that nobody can read, and quotes that were not said in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from dispatch.align.acoustic import Witness
from dispatch.align.asking import Place, ask
from dispatch.align.audible import HEARD_NATS, SAID_NATS, SHORTEST_MS, audible_in, speaks_against
from dispatch.align.coverage import Searching
from dispatch.align.gather import gather
from dispatch.align.stream import streams
from dispatch.interfaces import Hearing, TextScore
from dispatch.values import Claim, Flag, Span, Transcript
from tests.align.conversation import conversation
from tests.align.test_asking import Flat, Hush

GARBLED = "We'll call you to the left on the zone"
SAID = "Your coyote left on his own"
UNREAD = 1


class Muffled(Flat):
    """A scorer that hears speech by ``gain`` nats a token, of a quote that was said by ``of_quote``."""

    def __init__(self, gain: float, of_quote: float = 0.0) -> None:
        super().__init__()
        self.gains = {GARBLED: gain, SAID: of_quote}

    def score(
        self, samples: object, texts: Sequence[str], *, key: str | None = None
    ) -> tuple[TextScore, ...]:
        noise = str(key).startswith("noise")
        counts = [len(text.split()) for text in texts]
        gains = [0.0 if noise else self.gains.get(text, -0.2) for text in texts]
        return tuple(
            TextScore(text, count * (gain - 5.0), count, ())
            for text, count, gain in zip(texts, counts, gains, strict=True)
        )


def transcript(*, duration_ms: int = 4000) -> Transcript:
    """Three transmissions, the second of which was heard as nothing, but for what is kept beside it."""
    lines = [("D1", "Tow is ordered for bay two"), ("U1", GARBLED), ("D1", "Give it forty minutes")]
    made = conversation(lines, gap_ms=2000)
    unread = made.transmissions[UNREAD]
    span = Span(unread.span.start_ms, unread.span.start_ms + duration_ms)
    flags = (Flag.UNINTELLIGIBLE,)
    unread = replace(
        unread, span=span, text="", words=(), confidence=0.0, flags=flags, alternatives=(GARBLED,)
    )
    return replace(made, transmissions=(made.transmissions[0], unread, made.transmissions[2]))


def told(scorer: Muffled, quote: str = SAID, **kind: int) -> list[int]:
    """The transmissions that speak against a quote."""
    made = transcript(**kind)
    witness = Witness(scorer, Hush(made.recording), made.recording.sha256)
    return [
        place.key[1] for place in audible_in(asked(made, witness, quote)) if speaks_against(place, 0, quote)
    ]


def asked(made: Transcript, witness: Witness, quote: str) -> tuple[Place, ...]:
    """All places that a quote is asked about."""
    lanes = [(stream, witness) for stream in streams(made)]
    return ask([Claim("c1", quote)], lanes, [set()], deep=False, progress=lambda share: None)


@pytest.mark.parametrize(
    ("gain", "of_quote", "speaks"),
    [
        (HEARD_NATS, 0.0, True),
        (HEARD_NATS - 0.1, 0.0, False),
        (HEARD_NATS, SAID_NATS, False),
        (HEARD_NATS, SAID_NATS - 0.1, True),
    ],
)
def test_where_speech_is_heard_what_gains_nothing_was_not_said(
    gain: float, of_quote: float, speaks: bool
) -> None:
    assert told(Muffled(gain, of_quote)) == ([UNREAD] if speaks else [])


def test_what_a_dropout_left_tells_nothing_of_the_rest() -> None:
    assert told(Muffled(5.0), duration_ms=SHORTEST_MS - 1) == []


def test_what_can_be_read_is_not_asked() -> None:
    scorer = Muffled(5.0)
    made = conversation([("D1", "Tow is ordered for bay two")])
    witness = Witness(scorer, Hush(made.recording), made.recording.sha256)
    places = asked(made, witness, SAID)
    scorer.asked.clear()
    assert audible_in(places) == ()
    assert scorer.asked == []


def test_where_a_quote_was_not_asked_about_nothing_is_ruled_out() -> None:
    made, scorer = transcript(), Muffled(HEARD_NATS)
    witness = Witness(scorer, Hush(made.recording), made.recording.sha256)
    (place,) = audible_in(asked(made, witness, SAID))
    assert speaks_against(place, 0, SAID)
    assert not speaks_against(replace(place, scores=(None,)), 0, SAID)


class Keyed(Hush):
    """Sound where somebody transmits, and nothing between."""

    def __init__(self, made: Transcript) -> None:
        super().__init__(made.recording)
        self.level = np.zeros(made.recording.duration_ms * 16, dtype=np.float32)
        for one in made.transmissions:
            self.level[one.span.start_ms * 16 : one.span.end_ms * 16] = 0.1

    def read(self, channel: int, span: Span) -> np.ndarray:
        return self.level[span.start_ms * 16 : span.end_ms * 16]


@pytest.mark.parametrize(("gain", "longest_ms"), [(HEARD_NATS, 0), (HEARD_NATS - 0.1, 4000)])
def test_a_quote_hides_only_where_it_could_have_been_said(gain: float, longest_ms: int) -> None:
    made = transcript()
    hearing = Hearing(made, Keyed(made))
    (evidence,) = gather([Claim("c1", SAID)], [hearing], Muffled(gain)).evidence
    assert evidence.searched.longest_unheard_ms == longest_ms
    assert (evidence.searched.unintelligible_ms == 0) is (longest_ms == 0)
    assert (evidence.searched.covered == 1.0) is (longest_ms == 0)


def test_without_sound_nothing_is_ruled_out() -> None:
    made = transcript()
    (evidence,) = gather([Claim("c1", SAID)], [Hearing(made)], None).evidence
    assert evidence.searched.longest_unheard_ms == 4000


def test_the_extent_counts_once_what_speaks_against_a_claim() -> None:
    made = transcript()
    lanes = [(stream, None) for stream in streams(made)]
    searching = Searching(lanes, (), [Hearing(made)])
    key = made.recording.sha256, UNREAD
    without, with_it = searching.but(), searching.but(frozenset({key}))
    assert with_it.speech_ms == without.speech_ms
    assert with_it.covered - without.covered == pytest.approx(4000 / without.speech_ms)
    assert with_it.by_sound == without.by_sound
