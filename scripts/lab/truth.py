"""What is known about a rendered exchange, as the files beside a labelled recording."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lab.exchange import Exchange

if TYPE_CHECKING:
    from lab.render import Recording

INPUT_KEYS = ("id", "quote", "attributed_to", "unit", "kind")


@dataclass(frozen=True, slots=True)
class Claim:
    """A labelled claim; `evidence` holds transmission indexes, `change` what was altered, `form` how it
    was made.
    """

    id: str
    quote: str
    kind: str
    attributed_to: str
    unit: str | None
    truth: str
    evidence: tuple[int, ...]
    why: str
    change: str | None = None
    form: str | None = None
    condition: str | None = None
    masked: tuple[int, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """JSON members, those that are not set left out."""
        out: dict[str, Any] = {
            "id": self.id,
            "quote": self.quote,
            "attributed_to": self.attributed_to,
            "kind": self.kind,
            "truth": self.truth,
            "evidence": list(self.evidence),
            "why": self.why,
        }
        for name in ("unit", "change", "form", "condition"):
            if getattr(self, name) is not None:
                out[name] = getattr(self, name)
        return out | ({"masked_evidence": list(self.masked)} if self.masked else {})


def write_recording(
    folder: Path,
    name: str,
    exchange: Exchange,
    recording: Recording,
    claims: Iterable[Claim],
    masks: dict[int, str] | None = None,
) -> dict[str, Any]:
    """Write the sound, `<name>.truth.json`, `<name>.claims.json` and the article, if any; return the truth.

    The truth is written last, so that a folder can be read while it grows: what has a truth is complete.
    """
    from lab.formats import SUFFIXES, write_audio

    head = exchange.head
    form = head.get("format", "flac")
    audio = folder / (name + SUFFIXES[form])
    folder.mkdir(parents=True, exist_ok=True)
    mono = recording.audio[:, 0] if recording.audio.shape[1] == 1 else recording.audio
    write_audio(audio, mono, int(head.get("rate", "8000")), form, int(head.get("bit_rate", "16000")))
    labelled = [c.as_dict() for c in claims]
    truth = {
        "id": name,
        "audio": audio.name,
        "sha256": hashlib.sha256(audio.read_bytes()).hexdigest(),
        "channel": head.get("channel", "analog"),
        "seconds": round(len(mono) / 8000, 3),
        "service": head["service"],
        "place": head["place"],
        "date": head["date"],
        "start_time": head["time"],
        "tz": head["tz"],
        "speakers": _speakers(exchange),
        "transmissions": _lines(exchange, recording, masks or {}),
        "sounds": [
            {"kind": s.kind, "channel": s.channel, "start": round(s.start, 3), "end": round(s.end, 3)}
            for s in recording.sounds
        ],
        "claims": labelled,
        "article_claims": {
            "radio": head.get("article_radio", "").split(),
            "other": [x.strip() for x in head.get("article_other", "").split("|") if x.strip()],
        },
    }
    (folder / f"{name}.claims.json").write_text(
        json.dumps([{k: c[k] for k in INPUT_KEYS if k in c} for c in labelled], indent=1, ensure_ascii=False)
        + "\n"
    )
    if exchange.article:
        (folder / f"{name}.article.txt").write_text(exchange.article.strip() + "\n")
    (folder / f"{name}.truth.json").write_text(json.dumps(truth, indent=1, ensure_ascii=False) + "\n")
    return truth


def _speakers(exchange: Exchange) -> dict[str, Any]:
    out = {}
    for s in exchange.speakers:
        out[s.key] = (
            {"role": s.role}
            | ({"callsign": s.call_sign} if s.call_sign else {})
            | {"gender": s.voice[1], "voice": s.voice}
        )
    return out


def _lines(exchange: Exchange, recording: Recording, masks: dict[int, str]) -> list[dict[str, Any]]:
    out = []
    for spot in recording.spots:
        line = exchange.lines[spot.index]
        out.append(
            {
                "index": spot.index,
                "speaker": line.speaker,
                "role": exchange.role(line),
                "start": spot.start,
                "end": spot.end,
                "channel": spot.channel,
                "spoken": line.spoken(),
                "written": line.printed(),
                "condition": masks.get(spot.index, line.condition),
                "sentences": [list(s) for s in spot.sentences],
            }
        )
    return out
