"""What the two lines of evidence say about a claim, before anybody judges it."""

from __future__ import annotations

from dataclasses import dataclass

from dispatch.values.claim import Claim
from dispatch.values.report import Difference, WordEvidence
from dispatch.values.span import Span
from dispatch.values.transcript import Transmission

UNWEIGHED = -1.0
"""Stands for the probability of a difference that no judge has weighed yet."""

RULED_OUT_NATS_A_WORD = 4.0
"""Nats a word (two at least) by which the sound must prefer the heard words to rule the quoted ones out as
misheard, however often their kind is: docs/decisions.md."""

NEARLY_ALIKE = 0.55
"""Likeness from which it rules them out by no number of nats, unless they were plainly heard."""

PLAINLY_HEARD, PLAINLY_NATS = 0.95, 3.0
"""The recogniser's probability of a name or a plain word, and the nats a word by which the sound prefers it,
from which it is no mishearing of one that sounds like it: "a pan running" of a fan."""

FAIRLY_HEARD, FAIRLY_NATS = 0.85, 5.0
"""The same of a word heard less plainly, which the sound must prefer by more: "clean" for a heard "clear"."""

PLAINLY_OTHER_NATS = {"place": 6.0, "content": 7.5}
"""Nats a word from which it was surely another: "Corby" where "Kirby" was said."""

HEARD_SURELY = 0.7
"""The recogniser's own probability from which a word counts as heard, whatever the quote says."""


@dataclass(frozen=True, slots=True)
class EditEvidence:
    """One difference between quote and transcript, and what the sound says about it."""

    difference: Difference
    guarded: bool
    """Whether a change of such words makes a quote altered."""
    carries_meaning: bool
    """Guarded, or another word that carries meaning."""
    quoted_words: int
    heard_words: int
    crosses_sentence: bool
    sound_similarity: float
    """How alike the two sides sound, 0..1."""
    heard_probability: float
    """The recogniser's own probability of its weakest word here."""
    p_quoted: float = UNWEIGHED
    """Probability that the quoted words, not the transcript's, are what was said here; below 0 until a judge
    has weighed it."""
    rival: bool = False
    """Whether both sides hold words of one kind that an altered quote changes into each other."""
    reread: float = 0.0
    """Share of the quoted side that another reading of the stretch bears out, 0..1."""
    seconded: bool = False
    """Whether a second model, told no words, reads the quoted side there and not what was heard."""
    rival_odds: float | None = None
    """Least log-odds (nats) of the quoted words against others that could stand in their place; None where
    there are none, or where the heard words are one of them."""
    confusable: str = ""
    """The word that the sound can't tell from one that quote and transcript share, "14" for "40", or the
    longer number that a quote may begin in the midst of. Such a difference is listed nowhere."""
    rest: float = 1.0
    """Share of the quote outside the difference that the transcript bears out at this place, 0..1."""

    @property
    def is_open(self) -> bool:
        """Whether its probability is still to be weighed."""
        return self.p_quoted < 0

    @property
    def is_ruled_out(self) -> bool:
        """Whether the sound is so much against the quoted words that the heard ones are no mishearing."""
        if self.seconded:
            return False
        ratio = self.difference.log_likelihood_ratio
        if self.sound_similarity < NEARLY_ALIKE:
            return ratio is not None and ratio < -RULED_OUT_NATS_A_WORD * max(2, self.quoted_words)
        plainly = self._is_plain_beyond(PLAINLY_NATS)
        return plainly or self._is_plain_beyond(FAIRLY_NATS, heard=FAIRLY_HEARD)

    def _is_plain_beyond(self, nats: float, *, heard: float = PLAINLY_HEARD) -> bool:
        """Whether a name or a plain word was plainly heard, and the sound prefers it by so much a word."""
        ratio = self.difference.log_likelihood_ratio
        plain = self.difference.meaning in PLAINLY_OTHER_NATS and self.heard_probability >= heard
        return plain and ratio is not None and ratio < -nats * self.quoted_words

    @property
    def is_surely_other(self) -> bool:
        """Whether the sound rules the quoted words out, and the recogniser was sure of what it heard."""
        if self.seconded:
            return False
        if self.sound_similarity < NEARLY_ALIKE:
            return self.is_ruled_out and self.heard_probability >= HEARD_SURELY
        return self._is_plain_beyond(PLAINLY_OTHER_NATS.get(self.difference.meaning, 0.0))


@dataclass(frozen=True, slots=True)
class SoundEvidence:
    """How the quoted words explain a stretch of sound by themselves. Natural logarithms per token."""

    location: float
    """Log-likelihood above what the same words get on the recording's other stretches."""
    slot_odds: float | None
    """Least log-odds of a quoted word against all others that could stand in its place; None without such."""
    mean_slot_odds: float | None
    foils: int
    tokens: int
    lead: float = 0.0
    """How far above the best other stretch; below 0 where another is better."""
    worst_word: float | None = None
    """What the sound adds to the likelihood of the quoted word that it bears out least (whole nats)."""
    mean_word: float | None = None
    slot_odds_within: float | None = None
    """``slot_odds`` with the words heard before and after in place; None where that was not asked."""
    worst_word_within: float | None = None
    """``worst_word`` likewise."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One place where a quote could have been said."""

    recording: str
    channel: int
    span: Span
    transmissions: tuple[Transmission, ...]
    """Those that hold matched words, in order."""
    heard: str
    similarity: float
    """Share of the quote's weight that the transcript bears out, 0..1."""
    runs: int
    """1 for one stretch; more for a quote that joins words from places apart."""
    continuous: bool
    """Whether its transmissions are one speaker's directly consecutive ones."""
    edits: tuple[EditEvidence, ...]
    guard_left_out: str
    """Guarded words before the stretch in the same clause, under a bracket, or a condition in its midst."""
    cut_qualifier: bool
    confidence: float
    """Mean probability of the matched words."""
    words: tuple[WordEvidence, ...]
    before: str
    after: str
    sound: SoundEvidence | None = None
    as_heard: tuple[tuple[int, str], ...] = ()
    """By transmission, the quote's words as the transcript writes them wherever that means the same."""
    guard_put_in: str = ""
    """Guarded words of a bracket that nobody said there."""
    covered: str = ""
    """Things that were named where a bracket names others."""
    denial_moved: tuple[str, str] = ("", "")
    """A denial and the word behind it, quoted and heard, where a mark sets them apart on one side alone."""
    asked: str = ""
    """A helping verb before its subject, as in a question, where the quote has a statement."""
    maybe_asked: str = ""
    """The same where it is not sure, or a question by its mark or its sound alone."""
    added: str = ""
    """Words that carry meaning in a bracket, where nothing was said that it could stand for."""
    hangs_on: str = ""
    """Words left out by which the quoted ones are another's, or are of another subject."""
    stated: str = ""
    """What was heard in a statement's order where the quote has a question mark."""
    read_again: tuple[str, ...] = ()
    """What a second model, told no words, reads in the transmissions that differ from the quote."""


@dataclass(frozen=True, slots=True)
class Searched:
    """What a claim was looked for in."""

    speech_ms: int
    unintelligible_ms: int
    """Speech that neither line could read."""
    by_sound: float
    """Share of the speech that was asked by sound, 0..1."""
    confident_text: float
    """Share of the speech that was transcribed confidently, 0..1."""
    covered: float
    """Share of the speech that was searched by either line, 0..1."""
    longest_unheard_ms: int = 0
    """Longest stretch that could hold words which nobody heard."""
    ruled_out_ms: int = 0
    """Speech that nobody can read, where the sound speaks against the claim's words."""


@dataclass(frozen=True, slots=True)
class UnsettledNumber:
    """A number of a statement, heard where the sound can't tell it from another: "fifty" from "fifteen"."""

    recording: str
    transmission: int
    heard: str
    other: str


@dataclass(frozen=True, slots=True)
class ClaimEvidence:
    """All that was gathered on one claim, the likeliest reading first."""

    claim: Claim
    readings: tuple[Reading, ...]
    spliced: Reading | None
    """The best reading that joins places apart, where it fits better than any single stretch."""
    searched: Searched
    owners: frozenset[str] = frozenset()
    """The speakers known by the unit that the claim names; none where it names none or nobody is."""
    self_named: frozenset[str] = frozenset()
    """The speakers whose unit is known by more than their voice: by its own words, the radio or a person."""
    naming: frozenset[str] = frozenset()
    """The speakers who ever say that unit's number, as their own or another's; of a name without one, those
    who open with it or speak next."""
    claiming: frozenset[str] = frozenset()
    """The speakers who open with that number and go on with "I" or "we"."""
    unsettled: tuple[UnsettledNumber, ...] = ()
    """Of an indirect claim, where the sound was asked."""

    @property
    def possible_owners(self) -> frozenset[str]:
        """The speakers who may be the unit that the claim names; none where nothing tells."""
        return self.owners or self.naming

    @property
    def clearly_others(self) -> frozenset[str]:
        """The speakers who clearly are other units than the one that the claim names: they say who they are,
        and so does another voice that is that unit; none where no voice does.
        """
        return self.self_named - self.owners if self.self_named & self.owners else frozenset()
