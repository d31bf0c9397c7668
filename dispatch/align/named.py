"""Which speakers may be the unit that a claim names: by its number, or by its name where it has none."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dispatch.align.stream import Stream
from dispatch.values import TELLS_UNIT, Claim
from dispatch.values.evidence import ClaimEvidence
from dispatch.wording import Kind, digits_of, is_one_number, sound_similarity, tokens, weight
from dispatch.wording.callsigns import number_spoken_as

SAME_NAME = 0.75
"""Likeness from which two names without a number are one, misheard: "Silver Tern" and "Silver Turn"."""

OPENING_WORDS = 5
"""Words at a transmission's head among which a name tells who calls or is called."""

_BEAT = re.compile(r"\d\W*[^\W\d]+\W*(\d{2,})$")

LONG_WORD = 6
"""Letters from which a word of a name is known by its sound alone."""

SAYS_SOMETHING = 0.6
"""Weight from which a word of a name is more than an article."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a transmission opens."""

    words: tuple[str, ...]
    """The first, in lower case, numbers digit by digit."""
    speaker: str | None
    answered_by: str | None
    """Who speaks next."""


@dataclass(frozen=True)
class Names:
    """The units of some streams of words, as they are known and as they are spoken of."""

    streams: Sequence[Stream]

    @cached_property
    def units(self) -> frozenset[tuple[str, str]]:
        """Speaker, and the unit that it is known as."""
        spoken = (t for stream in self.streams for t in stream.transmissions)
        return frozenset((t.speaker, t.unit) for t in spoken if t.speaker and t.unit)

    @cached_property
    def self_named(self) -> frozenset[str]:
        """The speakers whose unit something besides their voice tells, in each recording with one so called:
        the first voice of another recording is somebody else.
        """
        heard = [(t, stream.recording) for stream in self.streams for t in stream.transmissions if t.speaker]
        told = {(t.speaker, recording) for t, recording in heard if t.unit and t.unit_basis in TELLS_UNIT}
        silent = {t.speaker for t, recording in heard if (t.speaker, recording) not in told}
        return frozenset(speaker for speaker, _ in told if speaker and speaker not in silent)

    @cached_property
    def numbers(self) -> tuple[tuple[str, str], ...]:
        """Speaker, and a number that it says, as its digits."""
        return tuple(pair for stream in self.streams for pair in _numbers_said(stream))

    @cached_property
    def spoken_as(self) -> tuple[tuple[str, str], ...]:
        """Speaker, and a number with which it opens before "I" or "we"."""
        heard = (
            (t.speaker, number_spoken_as(t.text)) for stream in self.streams for t in stream.transmissions
        )
        return tuple((speaker, number) for speaker, number in heard if speaker and number)

    @cached_property
    def openings(self) -> tuple[Opening, ...]:
        """How each transmission opens."""
        return tuple(opening for stream in self.streams for opening in _openings(stream))

    def filled(self, evidence: ClaimEvidence) -> ClaimEvidence:
        """Evidence with the speakers who may be, and who can't be, the unit that its claim names."""
        claim = evidence.claim
        if not claim.unit:
            return evidence
        naming = self._naming(claim) or self._calling(claim)
        return replace(
            evidence,
            owners=self._owners(claim),
            self_named=self.self_named,
            naming=naming,
            claiming=self._claiming(claim),
        )

    def _owners(self, claim: Claim) -> frozenset[str]:
        """The speakers whose unit has the number of the one that a claim names, or its name."""
        named = claim.unit or ""
        return frozenset(speaker for speaker, unit in self.units if is_one_unit(named, unit))

    def _naming(self, claim: Claim) -> frozenset[str]:
        """The speakers who are heard to say the number of the unit that a claim names, or one that ends so.

        A recogniser joins what stands before a number to it: "K9, 2" is written "92".
        """
        named = _numbers_of(claim.unit or "")
        return frozenset(speaker for speaker, number in self.numbers if number.endswith(named))

    def _claiming(self, claim: Claim) -> frozenset[str]:
        """The speakers who give the number of the unit that a claim names and go on with "I" or "we"."""
        named = digits_of(claim.unit or "")
        return frozenset(
            speaker for speaker, number in self.spoken_as if named and is_one_number(number, named)
        )

    def _calling(self, claim: Claim) -> frozenset[str]:
        """The speakers who open with a word of the name that a claim gives, without number, or speak next.

        Not who calls that name and gives a number, its own: "Marta K, 612." where others call Marta K alone.
        """
        name = [token.norm for token in tokens(claim.unit or "") if weight(token) >= SAYS_SOMETHING]
        if not name or digits_of(claim.unit or ""):
            return frozenset()
        called = [one for one in self.openings if _opens_with(one.words, name)]
        alone = {one.speaker for one in called if not any(word.isdigit() for word in one.words)}
        speaking = {one.speaker for one in called if not (alone - {one.speaker} and self._gives_number(one))}
        return frozenset(filter(None, speaking | {one.answered_by for one in called}))

    def _gives_number(self, opening: Opening) -> bool:
        """Whether a transmission opens with the number that its speaker is known by."""
        said = "".join(word for word in opening.words if word.isdigit())
        own = {digits_of(unit) for speaker, unit in self.units if speaker == opening.speaker}
        return opening.speaker in self.self_named and said in own - {""}


def _numbers_of(unit: str) -> tuple[str, ...]:
    """The number of a unit, and the one behind its beat's letter, which is often said alone.

    Example:
        >>> _numbers_of("4-Paul-12"), _numbers_of("Engine 7"), _numbers_of("Silver Tern")
        (('412', '12'), ('7',), ())
    """
    beat = _BEAT.search(unit)
    return tuple(filter(None, (digits_of(unit), beat[1] if beat else "")))


def is_one_unit(first: str, second: str) -> bool:
    """Whether two names may be one unit's: by their number, or by their sound if neither has one.

    Example:
        >>> is_one_unit("Engine 7", "7"), is_one_unit("Silver Tern", "Silver Turn"), is_one_unit("Tern", "7")
        (True, True, False)
        >>> is_one_unit("Coast Guard 45612", "612")
        True
    """
    if digits_of(first) or digits_of(second):
        return is_one_number(digits_of(first), digits_of(second))
    joined = ("".join(token.norm for token in tokens(name)) for name in (first, second))
    return sound_similarity(*joined) >= SAME_NAME


def _opens_with(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether a word of a name is among them, or some sound like it, or like the whole, when run together.

    Example:
        >>> _opens_with(["skelling", "harbour", "kitty", "wakes", "our"], ["tug", "kittiwake"])
        True
        >>> _opens_with(["harbour", "ronavel", "i", "only", "left"], ["rona", "belle"])
        True
    """
    if set(words) & set(name):
        return True
    wholes = ["".join(name), *(word for word in name if len(word) >= LONG_WORD)]
    runs = ("".join(words[at : at + n]) for at in range(len(words)) for n in range(1, len(name) + 2))
    return any(sound_similarity(run, whole) >= SAME_NAME for run in runs for whole in wholes)


def _openings(stream: Stream) -> list[Opening]:
    words: dict[int, list[str]] = defaultdict(list)
    for heard in stream.heard:
        if heard.transmission >= 0 and len(words[heard.transmission]) < OPENING_WORDS:
            words[heard.transmission].append(heard.token.norm)
    speakers = [*(t.speaker for t in stream.transmissions), None]
    return [Opening(tuple(said), speakers[at], speakers[at + 1]) for at, said in words.items()]


def _numbers_said(stream: Stream) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    runs = itertools.groupby(stream.heard, lambda one: (one.transmission, one.token.kind is Kind.DIGIT))
    for (at, is_number), words in runs:
        if is_number and at >= 0 and (speaker := stream.transmissions[at].speaker):
            found.append((speaker, "".join(word.token.norm for word in words)))
    return found
