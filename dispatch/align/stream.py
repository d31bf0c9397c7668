"""The words of one channel of one transcript in a row, ready to be aligned with a quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dispatch.values import CONSECUTIVE_GAP_MS, Span, Transcript, Transmission
from dispatch.wording import Kind, Token, tokens, weight

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BORDER_SAME_SPEAKER = 0.3
BORDER = 1.2
"""What crossing from one transmission to the next costs, in units of a missing word that carries meaning."""

LONGEST_FALSE_START = 5
"""Words that are said again where a speaker begins anew: "you're on the, you're on the downtown run"."""

BORDER_NORM = "\n"


@dataclass(frozen=True, slots=True)
class HeardToken:
    """A token of a transcript: where in the text, when, and how sure the recogniser was."""

    token: Token
    transmission: int
    """Place of its transmission in the stream's ``transmissions``; -1 for a border."""
    span: Span
    probability: float
    skip_cost: float
    """What leaving this token out of the quote costs."""


@dataclass(frozen=True)
class Stream:
    """The transmissions of one channel in time order and all their tokens, borders in between."""

    recording: str
    channel: int
    transmissions: tuple[Transmission, ...]
    heard: tuple[HeardToken, ...]
    prompted: frozenset[str] = frozenset()
    """The words that the recogniser was given beforehand: what it wrote of them is no evidence."""

    def consecutive(self, first: int, second: int) -> bool:
        """Whether the transmissions at these places are one speaker's directly consecutive ones."""
        return all(joined(self.transmissions[k], self.transmissions[k + 1]) for k in range(first, second))


def joined(first: Transmission, second: Transmission) -> bool:
    """Whether ``second`` continues ``first``: the same speaker, at most ten seconds later."""
    same = first.speaker is None or second.speaker is None or first.speaker == second.speaker
    return same and first.span.gap_ms(second.span) <= CONSECUTIVE_GAP_MS


def streams(transcript: Transcript) -> tuple[Stream, ...]:
    """One stream for each channel of a transcript."""
    channels = sorted({t.channel for t in transcript.transmissions})
    return tuple(
        _stream(transcript, channel, [t for t in transcript.transmissions if t.channel == channel])
        for channel in channels
    )


def _stream(transcript: Transcript, channel: int, transmissions: Sequence[Transmission]) -> Stream:
    stream = stream_of(transcript.recording.sha256, channel, transmissions)
    return replace(stream, prompted=frozenset(t.norm for t in tokens(transcript.engine.prompt)))


def stream_of(recording: str, channel: int, transmissions: Sequence[Transmission]) -> Stream:
    """The words of one channel's transmissions, which are in time order."""
    heard: list[HeardToken] = []
    for place, transmission in enumerate(transmissions):
        if place:
            price = BORDER_SAME_SPEAKER if joined(transmissions[place - 1], transmission) else BORDER
            at = Span(transmission.span.start_ms, transmission.span.start_ms)
            heard.append(HeardToken(Token(BORDER_NORM, Kind.WORD, 0, 0), -1, at, 1.0, price))
        heard.extend(heard_tokens(transmission, place))
    return Stream(recording, channel, tuple(transmissions), tuple(_cheap_false_starts(heard)))


def heard_tokens(transmission: Transmission, place: int) -> list[HeardToken]:
    """The tokens of a transmission with the time and probability of the words they come from."""
    ranges = word_ranges(transmission)
    found = []
    for token in tokens(transmission.text):
        at = [k for k, (start, end) in enumerate(ranges) if start < token.end and token.start < end]
        words = [transmission.words[k] for k in at]
        span = Span(words[0].span.start_ms, words[-1].span.end_ms) if words else transmission.span
        probability = min((w.probability for w in words), default=transmission.confidence)
        kind_cost = 0.9 * weight(token)
        found.append(HeardToken(token, place, span, probability, kind_cost))
    return found


def word_ranges(transmission: Transmission) -> list[tuple[int, int]]:
    """The characters of the transmission's text that each of its words covers."""
    ranges, cursor = [], 0
    for word in transmission.words:
        plain = word.word.strip()
        at = transmission.text.find(plain, cursor)
        start = at if at >= 0 else cursor
        cursor = start + len(plain) if at >= 0 else cursor
        ranges.append((start, start + len(plain)))
    return ranges


def _cheap_false_starts(heard: list[HeardToken]) -> list[HeardToken]:
    """What the speaker says again at once costs next to nothing to leave out; so does "go ahead and"."""
    out = list(heard)
    said = [k for k, h in enumerate(heard) if h.token.kind is not Kind.FILLER]
    norms = [heard[k].token.norm for k in said]
    for size in range(1, LONGEST_FALSE_START + 1):
        for i in range(len(said) - 2 * size + 1):
            begun = [heard[k] for k in said[i : i + size]]
            is_word = all(h.token.kind is Kind.WORD and h.transmission >= 0 for h in begun)
            if is_word and norms[i : i + size] == norms[i + size : i + 2 * size]:
                for k in said[i : i + size]:
                    out[k] = replace(out[k], skip_cost=0.05)
    for i in range(len(said)):
        if tuple(norms[i : i + 3]) == ("go", "ahead", "and"):  # "I'm going to go ahead and cancel"
            for k in said[i : i + 3]:
                out[k] = replace(out[k], skip_cost=0.1)
    return out


def skip_costs(stream: Stream) -> NDArray[np.float64]:
    """Cost of leaving out each token, shape (len(stream.heard),)."""
    import numpy as np

    return np.array([h.skip_cost for h in stream.heard], dtype=np.float64)


def clause_ends(between: str) -> bool:
    """Whether what stands between two words ends a clause."""
    return any(mark in between for mark in ".?!,;:")


def between(stream: Stream, first: HeardToken, second: HeardToken) -> str:
    """What is written between two words of one transmission."""
    return stream.transmissions[first.transmission].text[first.token.end : second.token.start]


def text_of(stream: Stream, words: Sequence[HeardToken]) -> str:
    """A stretch of one transmission as it is written, from the first of its words to the last."""
    text = stream.transmissions[words[0].transmission].text
    return text[words[0].token.start : words[-1].token.end]
