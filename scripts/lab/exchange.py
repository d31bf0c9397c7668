"""The text of one radio exchange: who speaks, what is said, how it is printed, how a careless writer would
bend it.

A file is a head of `key: value` lines, one `@` line for each speaker, then the talk and the hand-written
claims:

    service: police
    @ D dispatcher bf_emma
    @ A unit am_adam | Car 14
    D [hold]: {Car fourteen|Car 14}, {do not||negation=do} enter by {Maple||place=Alder}.
    A noisy +0.3: {Ten four|10-4}.
    ~ supported dispatcher [hold]: The car was told to keep out. || She says so.

A slot is `{spoken|printed|kind=alternative|...}`: an empty printed form is the spoken one, `-` prints none;
each alternative is a printed form that changes the meaning in the way its kind names. The kinds `min`
(meaning intact) and `cut` (a quotation that begins right after the slot loses its meaning) are special.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

CONDITIONS = ("clear", "hiss", "noisy", "very_noisy", "clipped", "distant", "lost")
_SPEECH = re.compile(
    r"^(?P<who>[A-Z]\d?)(?P<marks>(?: [a-z_]+| [+-][\d.]+)*)(?: \[(?P<label>\w+)\])?: (?P<text>.+)$"
)
_CLAIM = re.compile(
    r"^~ (?P<truth>[a-z_]+)(?::(?P<change>\w+))? (?P<role>[a-z]+)(?P<indirect> indirect)?"
    r"(?: @(?P<unit>[^\[:]+?))?(?: \[(?P<labels>[\w, ]*)\])?: (?P<quote>.+?)(?: \|\| (?P<why>.+))?$"
)
_SLOT = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of speech with its printed form and the alternatives that would bend it."""

    spoken: str
    printed: str
    alternatives: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Plain text and slots, in order."""

    pieces: tuple[str | Slot, ...]

    def spoken(self) -> str:
        """The words as the voice says them."""
        return tidy("".join(p if isinstance(p, str) else p.spoken for p in self.pieces))

    def printed(self, changes: dict[int, str] | None = None, start: int = 0) -> str:
        """The words as an article prints them; `changes` maps a piece's place to other words."""
        changes = changes or {}
        return tidy(
            "".join(
                changes.get(i, p if isinstance(p, str) else p.printed)
                for i, p in enumerate(self.pieces)
                if i >= start
            )
        )

    def slots(self) -> tuple[tuple[int, Slot], ...]:
        """Each slot with its place among the pieces."""
        return tuple((i, p) for i, p in enumerate(self.pieces) if isinstance(p, Slot))


@dataclass(frozen=True, slots=True)
class Speaker:
    """One voice: the key used in the file, its role, the Kokoro voice (or two, blended) and its call sign."""

    key: str
    role: str
    voice: str
    call_sign: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One transmission as written: its speaker, conditions and the pause before it, in seconds, when
    given.
    """

    index: int
    speaker: str
    condition: str
    gap_s: float | None
    label: str | None
    sentences: tuple[Sentence, ...]

    def spoken(self) -> str:
        """All words as said."""
        return " ".join(s.spoken() for s in self.sentences)

    def printed(self) -> str:
        """All words as printed."""
        return " ".join(s.printed() for s in self.sentences if s.printed())


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound that is not speech, on the air just before line `before`: `! two_tone 853.2 960.0`."""

    before: int
    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A claim written by hand, its evidence as line indexes."""

    truth: str
    change: str | None
    role: str
    indirect: bool
    unit: str | None
    evidence: tuple[int, ...]
    quote: str
    why: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """A whole exchange as read from its file."""

    name: str
    head: dict[str, str]
    speakers: tuple[Speaker, ...]
    lines: tuple[Line, ...]
    sounds: tuple[Sound, ...]
    claims: tuple[Written, ...]
    article: str

    def speaker(self, key: str) -> Speaker:
        """The speaker of that key; raises KeyError when the file names none."""
        for s in self.speakers:
            if s.key == key:
                return s
        raise KeyError(f"{self.name}: no speaker {key}")

    def role(self, line: Line) -> str:
        """The role of a line's speaker."""
        return self.speaker(line.speaker).role


def tidy(text: str) -> str:
    """Single spaces, none before punctuation; a capital at the start."""
    text = re.sub(r"\s+([,.?!])", r"\1", re.sub(r"\s+", " ", text)).strip()
    text = re.sub(r"([,.])\s*,", r"\1", text).lstrip(",. ")
    return text[:1].upper() + text[1:]


def parse_text(text: str) -> tuple[Sentence, ...]:
    """The sentences of a line's marked-up text."""
    sentences: list[Sentence] = []
    pieces: list[str | Slot] = []
    at = 0
    parts: list[str | Slot] = []
    for m in _SLOT.finditer(text):
        parts.append(text[at : m.start()])
        parts.append(_slot(m.group(1)))
        at = m.end()
    parts.append(text[at:])
    for part in parts:
        if isinstance(part, Slot):
            pieces.append(part)
            continue
        chunks = re.split(r"(?<=[.?!]) ", part)
        for n, chunk in enumerate(chunks):
            if n:
                sentences.append(Sentence(tuple(pieces)))
                pieces = []
            if chunk:
                pieces.append(chunk)
    if pieces:
        sentences.append(Sentence(tuple(pieces)))
    return tuple(sentences)


def _slot(body: str) -> Slot:
    fields = body.split("|")
    spoken = fields[0]
    printed = fields[1] if len(fields) > 1 and fields[1] else spoken
    changes = []
    for f in fields[2:]:
        kind, equals, words = f.partition("=")
        if not equals:
            raise ValueError(f"alternative without a kind in {{{body}}}")
        changes.append((kind, "" if words == "-" else words))
    return Slot(spoken, "" if printed == "-" else printed, tuple(changes))


def read_exchange(path: Path) -> Exchange:
    """Read one exchange; ValueError names the line that is not understood."""
    body, _, article = path.read_text().partition("\n--- article\n")
    head: dict[str, str] = {}
    speakers: list[Speaker] = []
    lines: list[Line] = []
    sounds: list[Sound] = []
    claims: list[re.Match[str]] = []
    for raw in body.splitlines():
        if not raw.strip() or raw.startswith("#"):
            continue
        if raw.startswith("@ "):
            who, _, call = raw[2:].partition("|")
            key, role, voice = who.split()
            speakers.append(Speaker(key, role, voice, call.strip() or None))
        elif raw.startswith("! "):
            name, *values = raw[2:].split()
            sounds.append(Sound(len(lines), name, tuple(values)))
        elif raw.startswith("~"):
            m = _CLAIM.match(raw)
            if not m:
                raise ValueError(f"{path.name}: not a claim: {raw}")
            claims.append(m)
        elif m := _SPEECH.match(raw):
            marks = m["marks"].split()
            condition = next((x for x in marks if x[0] not in "+-"), "clear")
            if condition not in CONDITIONS:
                raise ValueError(f"{path.name}: unknown condition {condition}: {raw}")
            gap = next((float(x) for x in marks if x[0] in "+-"), None)
            lines.append(Line(len(lines), m["who"], condition, gap, m["label"], parse_text(m["text"])))
        elif m := re.match(r"^([a-z_]+): (.*)$", raw):
            head[m[1]] = m[2]
        else:
            raise ValueError(f"{path.name}: not understood: {raw}")
    places = {x.label: x.index for x in lines if x.label}
    keys = {s.key for s in speakers}
    for x in lines:
        if x.speaker not in keys:
            raise ValueError(f"{path.name}: no speaker {x.speaker}")
    return Exchange(
        path.stem,
        head,
        tuple(speakers),
        tuple(lines),
        tuple(sounds),
        tuple(_written(path, m, places) for m in claims),
        article,
    )


def _written(path: Path, m: re.Match[str], places: dict[str, int]) -> Written:
    labels = [x for x in re.split(r"[ ,]+", m["labels"] or "") if x]
    missing = [x for x in labels if x not in places]
    if missing:
        raise ValueError(f"{path.name}: no line is labelled {missing}: {m.group(0)}")
    indirect = bool(m["indirect"]) or m["truth"] in ("supported", "contradicted")
    return Written(
        m["truth"],
        m["change"],
        m["role"],
        indirect,
        (m["unit"] or "").strip() or None,
        tuple(places[x] for x in labels),
        m["quote"].strip(),
        (m["why"] or "").strip(),
    )
