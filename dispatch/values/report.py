"""What a verification says: a finding for each claim, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from dispatch.values.claim import ClaimKind
from dispatch.values.jsonform import Details
from dispatch.values.recording import Recording
from dispatch.values.span import Span
from dispatch.values.transcript import Coverage, Role

REPORT_SCHEMA = "dispatch.report/1"


class Verdict(Enum):
    """The nine answers; docs/verdicts.md says when each is given."""

    VERBATIM = "verbatim"
    MINOR_DIFFERENCES = "minor_differences"
    ALTERED = "altered"
    SPLICED = "spliced"
    MISATTRIBUTED = "misattributed"
    NOT_FOUND = "not_found"
    CANNOT_DETERMINE = "cannot_determine"
    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"

    @property
    def words_were_said(self) -> bool:
        """Whether the quoted words were said, by whomever.

        Example:
            >>> Verdict.MISATTRIBUTED.words_were_said, Verdict.SPLICED.words_were_said
            (True, False)
        """
        return self in (Verdict.VERBATIM, Verdict.MINOR_DIFFERENCES, Verdict.MISATTRIBUTED)


class Operation(Enum):
    """What turns the heard words into the quoted ones."""

    REPLACE = "replace"
    DELETE = "delete"
    """Heard, and left out of the quote."""
    INSERT = "insert"
    """Quoted, and not heard."""


class Preference(Enum):
    """Which wording explains the sound better."""

    QUOTED = "quoted"
    HEARD = "heard"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where quote and transcript part, and what the sound says about it."""

    op: Operation
    quoted: str
    heard: str
    span: Span | None = None
    audio_prefers: Preference = Preference.NEITHER
    log_likelihood_ratio: float | None = None
    """Natural logarithm; above 0 favours the quoted words. None where the sound was not asked."""
    meaning: str = "none"
    """What it does to the meaning: ``negation``, ``number``, ``place``, … or ``none``."""


@dataclass(frozen=True, slots=True)
class WordEvidence:
    """One word of the quote beside the word heard there."""

    quoted: str
    heard: str
    span: Span | None = None
    log_prob: float | None = None


@dataclass(frozen=True, slots=True)
class SaidBy:
    """Who spoke the words, as far as can be told."""

    speaker: str | None
    unit: str | None
    role: Role
    role_probability: float
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class TimeCheck:
    """The time the text gives against the recording's clock; ISO 8601 both."""

    claimed: str
    heard: str | None
    agrees: bool | None
    uncertainty: float | None
    """Seconds."""


@dataclass(frozen=True, slots=True)
class EditorDecision:
    """A person's own decision. It stands beside the verdict and never changes it."""

    name: str
    time: str
    decision: str
    reason: str


@dataclass(frozen=True, slots=True)
class Context:
    """The traffic around the words."""

    before: str = ""
    after: str = ""
    cut_qualifier: bool = False
    """The speech goes on with unless, until, if, except or but where the quote stops."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another place where it might have been said."""

    recording: str
    span: Span
    heard: str
    p_said: float
    same_event: bool = False
    """The very transmission of the finding, on a second recording: by its sound, not by its words."""


@dataclass(frozen=True, slots=True)
class BlindListening:
    """What a person wrote down who heard the clip before seeing quote or transcript."""

    name: str
    time: str
    text: str
    plays: int = 0
    slowed: bool = False
    quote_on_page_before: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to one claim, with all it rests on."""

    claim_id: str
    quote: str
    kind: ClaimKind
    attributed_to: Role
    verdict: Verdict
    p_said: float
    """Probability that the words were said in these recordings, by anyone, unaltered in meaning."""
    confidence: float
    """Probability that this verdict is right."""
    recording: str | None = None
    """SHA-256."""
    span: Span | None = None
    clock_start: str | None = None
    transmissions: tuple[int, ...] = ()
    said_by: SaidBy | None = None
    heard: str = ""
    differences: tuple[Difference, ...] = ()
    words: tuple[WordEvidence, ...] = ()
    time_check: TimeCheck | None = None
    editor: EditorDecision | None = None
    context: Context = Context()
    alternatives: tuple[Alternative, ...] = ()
    corroboration: tuple[Alternative, ...] = ()
    """Other places where the same words were said: repeated, read back, or on another recording."""
    continues: tuple[Alternative, ...] = ()
    """Where the words run on, for a quote that runs over several calls of one conversation."""
    reasons: tuple[str, ...] = ()
    """Plain sentences, the deciding one first."""
    miss_rate: float | None = None
    """For ``not_found``: how often a quote of this length that was said is called absent (measured)."""
    attribution: str | None = None
    article_start: int | None = None
    article_end: int | None = None
    listeners: tuple[BlindListening, ...] = ()


@dataclass(frozen=True, slots=True)
class Tool:
    """What made the report."""

    name: str
    version: str
    command: str
    settings: Details = Details()
    calibration: Details = Details()
    engine: Details = Details()


@dataclass(frozen=True, slots=True)
class Article:
    """The text the claims come from."""

    path: str
    sha256: str
    url: str | None = None
    retrieved: str | None = None


@dataclass(frozen=True, slots=True)
class SearchedRecording:
    """A recording as searched: what was heard, and how much of it the sound was asked about."""

    recording: Recording = field(metadata={"also_flat": True})
    coverage: Coverage
    searched_by_sound: float
    """Share of the speech, 0..1."""
    transcript: str = ""
    """Name of the transcript file beside the report."""
    transcript_sha256: str = ""


@dataclass(frozen=True, slots=True)
class UncheckedClaim:
    """A quotation that a recording can't confirm or refute, with the reason."""

    claim_id: str
    quote: str
    why_not: str
    attribution: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A whole verification."""

    created: str
    tool: Tool
    article: Article | None
    limits: tuple[str, ...]
    recordings: tuple[SearchedRecording, ...]
    findings: tuple[Finding, ...]
    unchecked: tuple[UncheckedClaim, ...] = ()
    schema: str = field(default=REPORT_SCHEMA)
