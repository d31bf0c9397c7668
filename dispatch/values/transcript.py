"""What was heard on one recording: transmissions, events, speakers, and how it was made."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from dispatch.values.jsonform import Details
from dispatch.values.recording import Recording
from dispatch.values.span import Span

TRANSCRIPT_SCHEMA = "dispatch.transcript/1"

CONSECUTIVE_GAP_MS = 10_000
"""Longest pause between two transmissions of a speaker that still count as consecutive (docs/verdicts.md)."""

TELLS_UNIT = frozenset({"unit_id", "speech", "correction"})
"""Bases on which a unit is clearly known, not by its voice alone."""


class Role(Enum):
    """Who keys up: the console, a unit in the field, a caller on a patched line, somebody else."""

    DISPATCHER = "dispatcher"
    UNIT = "unit"
    CALLER = "caller"
    OTHER = "other"
    UNKNOWN = "unknown"


class Flag(Enum):
    """What stays doubtful about a transmission after every second decoding."""

    LOW_CONFIDENCE = "low_confidence"
    UNINTELLIGIBLE = "unintelligible"
    POSSIBLE_HALLUCINATION = "possible_hallucination"
    CLIPPED = "clipped"
    OTHER_LANGUAGE = "other_language"
    DOUBTFUL_LANGUAGE = "doubtful_language"
    """Sounds little like the language transcribed: the words may be made up."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where somebody holds the key down: a transmission before it is transcribed."""

    span: Span
    channel: int = 0
    level_db: float = 0.0
    """Speech level, dB relative to full scale."""
    snr_db: float = 0.0
    """Speech level above the level of the noise around and inside it, dB."""
    clipped: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Sound on the channel that is not speech: a page, a beep, a data burst, a gap, damage."""

    kind: str
    span: Span
    channel: int = 0
    details: Details = field(default=Details(), metadata={"inline": True})


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the recogniser wrote it, with its own probability."""

    word: str
    span: Span
    probability: float


@dataclass(frozen=True, slots=True)
class Heard:
    """The words of one stretch before anybody asks who spoke them."""

    stretch: Stretch
    text: str
    confidence: float
    flags: tuple[Flag, ...] = ()
    words: tuple[Word, ...] = ()
    alternatives: tuple[str, ...] = ()
    """Other decodings of the same sound, made before any claim is read; never become the text."""


@dataclass(frozen=True, slots=True)
class Transmission:
    """One push-to-talk turn. Starts with the first sound of the voice and ends with its last."""

    id: int
    span: Span
    channel: int = 0
    speaker: str | None = None
    speaker_basis: str | None = None
    """``unit_id``, ``voice``, ``words``, ``channel`` or ``correction``."""
    unit: str | None = None
    unit_basis: str | None = None
    """``unit_id``; ``speech``, said here; ``voice``, said by this voice elsewhere; or ``correction``."""
    role: Role = Role.UNKNOWN
    role_probability: float = 0.0
    text: str = ""
    confidence: float = 0.0
    flags: tuple[Flag, ...] = ()
    words: tuple[Word, ...] = ()
    alternatives: tuple[str, ...] = ()
    """Other decodings of the same sound, a layer of its own, kept as evidence of doubt."""
    snr_db: float = 0.0

    @property
    def role_is_corrected(self) -> bool:
        """Whether the role is a person's word: nothing that is heard has the probability 1."""
        return self.role_probability >= 1

    @property
    def is_corrected(self) -> bool:
        """Whether a person has said who speaks here: by name, by unit or by role."""
        return self.role_is_corrected or "correction" in (self.speaker_basis, self.unit_basis)


@dataclass(frozen=True, slots=True)
class Speaker:
    """One voice (or radio) of a recording."""

    id: str
    role: Role
    role_probability: float
    duration_ms: int = field(metadata={"json": "seconds"})
    transmissions: int
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a recording could be heard."""

    duration_ms: int = field(metadata={"json": "seconds"})
    speech_ms: int = field(metadata={"json": "speech_seconds"})
    unintelligible_ms: int = field(metadata={"json": "unintelligible_seconds"})
    damaged_ms: int = field(metadata={"json": "damaged_seconds"})


@dataclass(frozen=True, slots=True)
class Engine:
    """What transcribed it, exactly: enough to do it again."""

    name: str
    version: str
    model: str
    model_sha256: str
    language: str
    prompt: str = ""
    """The exact text given to the recogniser; empty where none was."""
    settings: Details = Details()
    model_known: bool = True
    """Whether the checksum is one that this version pins."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """All that was heard on one recording: a function of its bytes, the model and the settings."""

    recording: Recording
    engine: Engine
    transmissions: tuple[Transmission, ...]
    events: tuple[Event, ...]
    speakers: tuple[Speaker, ...]
    coverage: Coverage
    schema: str = TRANSCRIPT_SCHEMA

    @property
    def is_redacted_copy(self) -> bool:
        """A copy to pass on, with details masked: its engine says so. It never stands for the transcript."""
        return self.engine.settings.get("redaction") is not None
