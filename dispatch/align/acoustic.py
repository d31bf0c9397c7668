"""The audio line: ask the acoustic model which words explain the sound.

Every comparison is between whole texts of one stretch that differ in one place, each written the
same ways, best against best, and what the language model alone prefers (the same pair on plain
noise) is subtracted, so that a likely sentence is not taken for a heard one.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dispatch.align.edits import Edit
from dispatch.align.foils import slots
from dispatch.align.spelling import spellings
from dispatch.align.wordings import as_many, joined, rewritten
from dispatch.interfaces import SAMPLE_RATE_HZ, Audio, LikelihoodScorer, Reader, TextScore
from dispatch.odds import log_sum
from dispatch.values import Operation, Span, Transmission
from dispatch.wording import tokens, weight

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MARGIN_MS = 200
"""Sound taken in on either side of a transmission: word times end a little early."""

LONGEST_WINDOW_MS = 28_000
"""What the acoustic model takes at once, less a margin."""

LANGUAGE_MODEL_SHARE = 0.6
"""How much of the preference on plain noise is subtracted; 0.5 to 1 measured alike (docs/decisions.md)."""

LEAST_WEIGHT = 0.6
"""Weight from which a word is worth asking the sound about by itself."""

RIVALS_A_SLOT = 4
"""Others that a word of a difference is set against, the likest in sound first."""

_NOISE_LEVEL = 0.01
_NOISE_BUCKET_MS = 2000


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of one channel that is asked as a whole."""

    recording: str
    channel: int
    span: Span

    @property
    def key(self) -> str:
        return f"{self.recording}/{self.channel}/{self.span.start_ms}-{self.span.end_ms}"


@dataclass(frozen=True, slots=True)
class SlotOdds:
    """Log-odds (nats) of a quote's words against all others that could stand in their places."""

    worst: float | None
    """At the place that speaks most against the quote; None where no word has another to stand for it."""
    mean: float | None
    foils: int


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a quote that one transmission holds, and what was heard there before and after them."""

    words: str
    before: str = ""
    after: str = ""
    as_heard: str = ""
    """The same words as the transcript writes them; empty where that is not known."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing else was heard there."""
        return not self.before and not self.after

    def within(self, words: str) -> str:
        """Words in this place of the transmission.

        Example:
            >>> Part("Go in", "Two, you can", ", but stay low.").within("Go out.")
            'Two, you can go out, but stay low.'
        """
        opens = not self.before or self.before[-1] in ".?!" or words.startswith(("I ", "I'", "I’"))
        styled = words if opens else words[0].lower() + words[1:]
        return joined(self.before, styled.rstrip(".,;:!? ") if self.after else styled, self.after)


@dataclass(frozen=True)
class Witness:
    """The acoustic model before one recording's sound."""

    scorer: LikelihoodScorer
    audio: Audio
    recording: str

    def window(self, transmission: Transmission) -> Window:
        """The transmission with a little sound on either side, cut to what the model takes."""
        span = transmission.span.grow(MARGIN_MS)
        end = min(span.end_ms, span.start_ms + LONGEST_WINDOW_MS, max(span.start_ms, self.audio.duration_ms))
        return Window(self.recording, transmission.channel, Span(span.start_ms, max(span.start_ms, end)))

    def reads(self, transmission: Transmission) -> str:
        """What a second model, told no words, reads there by itself; empty where none can."""
        if not isinstance(self.scorer, Reader):
            return ""
        window = self.window(transmission)
        samples = self.audio.read(window.channel, window.span)
        return self.scorer.read(samples, key=window.key, draft=transmission.text)

    def log_probs(self, window: Window, texts: Sequence[str]) -> list[float]:
        """Log-likelihood of each text on the window."""
        return [s.log_prob for s in self._sound_score(window, texts)]

    def on_noise(self, window: Window, texts: Sequence[str]) -> list[float]:
        """Log-likelihood of each text on noise of the window's length: the language model alone."""
        return [s.log_prob for s in self._noise_score(window, texts)]

    def fair(self, window: Window, texts: Sequence[str]) -> list[float]:
        """Log-likelihood of each text on the window, less a share of what plain noise gives it."""
        on_sound, on_noise = self.log_probs(window, texts), self.on_noise(window, texts)
        return [s - LANGUAGE_MODEL_SHARE * n for s, n in zip(on_sound, on_noise, strict=True)]

    def _sound_score(self, window: Window, texts: Sequence[str]) -> tuple[TextScore, ...]:
        samples = self.audio.read(window.channel, window.span)
        return tuple(self.scorer.score(samples, texts, key=window.key))

    def _noise_score(self, window: Window, texts: Sequence[str]) -> tuple[TextScore, ...]:
        bucket = -(-window.span.duration_ms // _NOISE_BUCKET_MS) * _NOISE_BUCKET_MS
        samples = _noise(min(bucket, LONGEST_WINDOW_MS))
        return tuple(self.scorer.score(samples, texts, key=f"noise/{bucket}"))

    def best(self, window: Window, wordings: Sequence[str]) -> list[float]:
        """Log-likelihood of each wording in its best spelling."""
        ways = [spellings(w) for w in wordings]
        scores = iter(self.log_probs(window, [text for way in ways for text in way]))
        return [max(next(scores) for _ in way) for way in ways]

    def gain(self, window: Window, words: str) -> float:
        """What the sound adds to the likelihood of words over plain noise, nats a token, at best."""
        ways = spellings(words)
        on_sound, on_noise = self.log_probs(window, ways), self.on_noise(window, ways)
        gains = (s - n for s, n in zip(on_sound, on_noise, strict=True))
        return max(gain / max(1, self.tokens(window, way)) for gain, way in zip(gains, ways, strict=True))

    def tokens(self, window: Window, text: str) -> int:
        """How many tokens the model reads a text as."""
        return self._sound_score(window, [text])[0].tokens

    def slot_odds(self, window: Window, part: Part, *, within: bool = False) -> SlotOdds:
        """How the sound takes a quote's words where others could stand in their place.

        By themselves, or ``within`` what else was heard there.
        """
        words = part.as_heard or part.words
        found = slots(words)
        if not found:
            return SlotOdds(None, None, 0)
        texts = [words, *(text for slot in found for text in slot.altered)]
        texts = [part.within(text) for text in texts] if within else texts
        fair = self.fair(window, texts)
        rest, odds = iter(fair[1:]), []
        for slot in found:
            odds.append(fair[0] - log_sum([next(rest) for _ in slot.altered]))
        return SlotOdds(min(odds), sum(odds) / len(odds), len(texts) - 1)

    def word_gains(self, window: Window, part: Part, *, within: bool = False) -> tuple[float, ...]:
        """What the sound adds to the likelihood of each word of a quote (nats), weightless words left out.

        A word that was said gains by being heard; one put in its place is less likely than on plain noise.
        They are asked about by themselves, or ``within`` what else was heard there.
        """
        ways = tuple(dict.fromkeys([*spellings(part.words), *filter(None, [part.as_heard])]))
        texts = [part.within(way) for way in ways] if within else list(ways)
        scores = self.log_probs(window, texts)
        best = scores.index(max(scores))
        heard = self._sound_score(window, [texts[best]])[0].words
        alone = self._noise_score(window, [texts[best]])[0].words
        first = len(part.before.split()) if within else 0
        last = first + len(ways[best].split())
        return tuple(
            on_sound - LANGUAGE_MODEL_SHARE * on_noise
            for (word, on_sound, _), (_, on_noise, _) in itertools.islice(
                zip(heard, alone, strict=True), first, last
            )
            if any(weight(t) >= LEAST_WEIGHT for t in tokens(word))
        )

    def swap_margin(self, transmission: Transmission, start: int, end: int, other: str) -> float:
        """By how much the sound prefers a transmission's text to the same with one word exchanged."""
        window, text = self.window(transmission), transmission.text
        texts = [text, text[:start] + other + text[end:]]
        sound, noise = self.log_probs(window, texts), self.on_noise(window, texts)
        return sound[0] - sound[1] - LANGUAGE_MODEL_SHARE * (noise[0] - noise[1])

    def edit_ratio(self, transmission: Transmission, edit: Edit) -> float | None:
        """Log-likelihood ratio of the quoted words against the heard ones in their place.

        None where the transmission is longer than the model takes and the place lies outside.
        """
        window = self.window(transmission)
        if edit.span.start_ms > window.span.end_ms:
            return None
        return max(self._ratio(window, transmission.text, one) for one in _widths(edit))

    def _ratio(self, window: Window, text: str, edit: Edit) -> float:
        quoted, heard = rewritten(text, edit)
        ways = max(len(quoted), len(heard))
        quoted, heard = as_many(quoted, ways), as_many(heard, ways)
        texts, first = [*quoted, *heard], len(quoted)
        on_sound, on_noise = self.log_probs(window, texts), self.on_noise(window, texts)
        sound = max(on_sound[:first]) - max(on_sound[first:])
        noise = max(on_noise[:first]) - max(on_noise[first:])
        return sound - LANGUAGE_MODEL_SHARE * noise

    def rival_odds(self, transmission: Transmission, edit: Edit) -> float | None:
        """Least log-odds (nats) of a difference's quoted words against others that could stand there.

        All are read inside the transmission's text. None where no quoted word has others, or where the
        place lies outside what the model takes at once.
        """
        window, found = self.window(transmission), slots(edit.quoted)
        if not found or edit.op is Operation.DELETE or edit.span.start_ms > window.span.end_ms:
            return None
        rivals = [[edit.quoted], *(slot.altered[:RIVALS_A_SLOT] for slot in found)]
        ways = [[rewritten(transmission.text, replace(edit, quoted=q))[0] for q in texts] for texts in rivals]
        texts = [text for forms in ways for form in forms for text in form]
        fair = iter(self.fair(window, texts))
        best = [[max(next(fair) for _ in form) for form in forms] for forms in ways]
        return min(best[0][0] - log_sum(others) for others in best[1:])


def _widths(edit: Edit) -> list[Edit]:
    """A difference as it is, and with each of the words beside it that may have been misheard with it."""
    return [edit, *(replace(edit, heard_range=wider) for wider in edit.wider_ranges)]


def _noise(length_ms: int) -> NDArray[np.float32]:
    import numpy as np

    noise = np.random.default_rng(length_ms).standard_normal(length_ms * SAMPLE_RATE_HZ // 1000)
    return (_NOISE_LEVEL * noise).astype(np.float32)
