"""What the page shows, ready to be written out: strings and numbers, no more deciding."""

from __future__ import annotations

from dataclasses import dataclass

from dispatch.report.drawings import Density
from dispatch.report.marks import Piece
from dispatch.values import BlindListening, EditorDecision, Verdict


@dataclass(frozen=True, slots=True)
class WordLabel:
    """A word under the waveform, at ``x`` of the view, in one of three rows."""

    x: str
    row: int
    text: str
    start_ms: int
    end_ms: int
    differs: bool


@dataclass(frozen=True, slots=True)
class Player:
    """One stretch to listen to. Horizontal units are hundredths of a second of the clip."""

    id: str
    clip: int
    name: str
    start_ms: int
    end_ms: int
    clip_start_ms: int
    clip_end_ms: int
    from_to: str
    code: str
    view_box: str
    width: float
    wave: str
    spectrogram: str
    ticks: tuple[tuple[float, bool], ...]
    inside: tuple[float, float]
    labels: tuple[WordLabel, ...]
    rows: int
    source: str
    """Address of the sound, or empty where the report holds none; then ``instead`` says what to do."""
    element: str
    """Id of the audio element, which the first player of a clip brings."""
    owns_element: bool
    instead: str


@dataclass(frozen=True, slots=True)
class PartView:
    """One stretch in which words of the claim were heard."""

    label: str
    pieces: tuple[Piece, ...]
    by: str
    gap: str
    player: Player | None
    code: str
    """Where it lies, to the millisecond, and how to hear it: for a part without a clip."""


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """One difference and what the sound says about it; ``x`` is the mark's place on the scale."""

    text: str
    place: str
    strength: str
    x: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry beside a card: what it is, the value, and what the value means."""

    label: str
    value: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table of transmissions or places."""

    place: str
    role: str
    text: str
    extra: str = ""
    is_claim: bool = False
    file: str = ""
    decodings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One claim and its answer."""

    n: int
    anchor: str
    claim_id: str
    own_id: str
    """What other files call it, where ``n`` doesn't tell that; else empty."""
    verdict: Verdict
    tone: str
    label: str
    say: str
    quote: str
    marks: tuple[str, str]
    """Quotation marks around the words of a quote; none around a report of what was said."""
    quote_short: str
    printed: tuple[Piece, ...]
    attribution: str
    in_article: tuple[str, str, str] | None
    parts: tuple[PartView, ...]
    differences: tuple[DifferenceView, ...]
    where: str
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]
    facts: tuple[Fact, ...]
    coverage: tuple[tuple[str, str], ...]
    coverage_note: str
    traffic: tuple[Row, ...]
    longer: tuple[Row, ...]
    alternatives: tuple[Row, ...]
    corroboration: tuple[Row, ...]
    words: tuple[tuple[str, str, str, str], ...]
    listeners: tuple[tuple[BlindListening, str, str], ...]
    editor: EditorDecision | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A transmission, event or pin on a strip: positions in per cent."""

    x: str
    width: str
    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class HourRow:
    """A stretch of a long recording, one under the other where the screen is too narrow for one strip."""

    label: str
    start_ms: int
    length_ms: int
    density: Density
    pins: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Strip:
    """One channel of one recording as a timeline."""

    id: str
    recording: int
    channel: int
    title: str
    clock: str
    label: str
    gap: str
    """What lies between this recording and the one before on the clock, where nothing was recorded."""
    turns: int
    bars: tuple[Bar, ...]
    density: Density | None
    density_note: str
    events: tuple[Bar, ...]
    pins: tuple[Bar, ...]
    narrow_pins: tuple[Bar, ...]
    """The same with fewer labels, for a narrow screen."""
    ticks: tuple[Bar, ...]
    rows: tuple[HourRow, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Claims of one verdict, for a list too long to read through."""

    verdict: Verdict
    label: str
    tone: str
    cards: tuple[Card, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One titled list of provenance: label, value, and whether it is shown as code."""

    title: str
    anchor: str
    rows: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """The whole report."""

    title: str
    headline: str
    deck: str
    subject: str
    cards: tuple[Card, ...]
    groups: tuple[Group, ...]
    searched: str
    unheard: str
    limits: tuple[str, ...]
    strips: tuple[Strip, ...]
    unchecked: tuple[tuple[str, str, str], ...]
    blocks: tuple[Block, ...]
    rates: tuple[tuple[str, str, str], ...]
    commands: tuple[str, ...]
    foot_hash: str
    article_link: str | None
    listens: bool
    """Whether there is anything to listen to blind."""
