"""Private details masked in texts, words and transmissions; where their sound lies.

A mask never shows how long what it hides was. Where only another decoding of the same sound holds a
private detail, the words may be misheard, so the whole transmission's sound is masked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dispatch.redact.digits import Run, runs
from dispatch.redact.kinds import Part, Private, merged
from dispatch.redact.medical import medical_details
from dispatch.redact.names import listed_names
from dispatch.redact.numbers import LONGEST, SHORTEST, dates_of_birth, is_phone_number, phone_numbers
from dispatch.redact.plates import plates
from dispatch.values import Span, Transmission, Word

PAD_MS = 200
"""Masked on either side of a word: its times are off by about half as much."""
NEXT_MS = 10_000
"""Between two transmissions over which a number may go on."""
BLOCK = "█"


@dataclass(frozen=True, slots=True)
class Masker:
    """What is private: always the same kinds, and the names and numbers of this case."""

    names: tuple[str, ...] = ()
    known: frozenset[str] = field(default=frozenset())
    """Digits of private numbers found elsewhere: a piece of one is private too."""
    radios: frozenset[str] = field(default=frozenset())
    """Ids of radios, by the recorder's word: as long as phone numbers often, and none of them."""

    def parts(self, text: str) -> tuple[Part, ...]:
        """The private parts of a text, in order, none overlapping."""
        numbers = () if text in self.radios else tuple(phone_numbers(text, self.known))
        return merged(
            (
                *dates_of_birth(text),
                *numbers,
                *plates(text),
                *medical_details(text),
                *listed_names(text, self.names),
            )
        )

    def text(self, text: str) -> str:
        """The text with masks for its private parts.

        Example:
            >>> Masker().text("Call 555-0142, he has chest pain.")
            'Call [phone number], he has [medical detail].'
        """
        return masked(text, self.parts(text))

    def blocked(self, text: str) -> str:
        """The text with as many blocks as its private parts have characters: places in it stay true."""
        for part in self.parts(text):
            text = text[: part.start] + BLOCK * (part.end - part.start) + text[part.end :]
        return text


def masked(text: str, parts: Sequence[Part]) -> str:
    """The text with the mask of its kind for each of ``parts``, which are in order and do not overlap."""
    for part in reversed(parts):
        text = text[: part.start] + part.kind.mask + text[part.end :]
    return text


@dataclass(frozen=True, slots=True)
class MaskedTransmission:
    """A transmission that may be passed on, and the spans of its sound that may not."""

    transmission: Transmission
    spans: tuple[Span, ...] = ()
    kinds: tuple[Private, ...] = ()


def known_numbers(texts: Iterable[str]) -> frozenset[str]:
    """The digits of every phone number in some texts."""
    return frozenset(run.digits for text in texts for run in runs(text) if is_phone_number(run, text))


def masked_transmissions(
    transmissions: Sequence[Transmission], masker: Masker
) -> tuple[MaskedTransmission, ...]:
    """Each transmission masked, in the order given."""
    across = _numbers_across(transmissions)
    return tuple(_masked(one, masker, across.get(one.id, ())) for one in transmissions)


def _masked(one: Transmission, masker: Masker, across: tuple[Part, ...]) -> MaskedTransmission:
    parts = merged((*masker.parts(one.text), *across))
    kinds = tuple(part.kind for part in parts)
    others = {part.kind for text in one.alternatives for part in masker.parts(text)} - set(kinds)
    words, spans = _words(one, parts)
    if others or (parts and not spans):
        spans = [one.span]
    kept = replace(
        one,
        text=masked(one.text, parts),
        words=tuple(words),
        alternatives=tuple(masker.text(text) for text in one.alternatives),
        unit=one.unit and masker.text(one.unit),
        speaker=one.speaker and masker.text(one.speaker),
    )
    return MaskedTransmission(kept, tuple(span.grow(PAD_MS) for span in spans), (*kinds, *others))


def _words(one: Transmission, parts: Sequence[Part]) -> tuple[list[Word], list[Span]]:
    """The words with one mask for each private part, and where the masked ones lie."""
    words: list[Word] = []
    spans: dict[Part, Span] = {}
    for word, (start, end) in zip(one.words, _places(one), strict=True):
        part = next((p for p in parts if p.start < end and start < p.end), None)
        if part is None:
            words.append(word)
        elif part not in spans:
            spans[part] = word.span
            words.append(replace(word, word=part.kind.mask))
        else:
            spans[part] = Span(spans[part].start_ms, max(spans[part].end_ms, word.span.end_ms))
            words[-1] = replace(words[-1], span=spans[part])
    return words, list(spans.values())


def _places(one: Transmission) -> Iterator[tuple[int, int]]:
    """The characters of the text that each word covers."""
    cursor = 0
    for word in one.words:
        plain = word.word.strip()
        at = one.text.find(plain, cursor)
        start = cursor if at < 0 else at
        cursor = start + len(plain)
        yield start, cursor


def _numbers_across(transmissions: Sequence[Transmission]) -> dict[int, tuple[Part, ...]]:
    """Phone numbers that begin at the end of one transmission and go on at the start of the next."""
    found: dict[int, tuple[Part, ...]] = {}
    before: dict[int, tuple[Transmission, Run]] = {}
    for one in transmissions:
        own = runs(one.text)
        if own and one.channel in before and _begins(one.text, own[0]):
            earlier, run = before[one.channel]
            near = one.span.start_ms - earlier.span.end_ms <= NEXT_MS
            sizes = (len(run.digits), len(own[0].digits))
            if near and min(sizes) >= 3 and SHORTEST <= sum(sizes) <= LONGEST:
                for each, part in ((earlier, run), (one, own[0])):
                    found[each.id] = (*found.get(each.id, ()), Part(part.start, part.end, Private.PHONE))
        before.pop(one.channel, None)
        if own and not any(c.isalnum() for c in one.text[own[-1].end :]):
            before[one.channel] = (one, own[-1])
    return found


def _begins(text: str, run: Run) -> bool:
    return not any(c.isalnum() for c in text[: run.start])
