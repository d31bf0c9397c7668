"""What joining calls brings: roles and voices for calls alone and as one conversation, without radio ids.

usage: python scripts/benchmarks/conversations.py LABELS.truth.json ...

Each labelled recording is cut into a call for each transmission, as trunking recorders do. The words are
the labels', so that nothing but turns is measured.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

from dispatch.audio.decode import open_audio
from dispatch.calls.conversation import conversations
from dispatch.interfaces import Audio, Hearing, SpeakerEmbedder
from dispatch.turns import attribute, open_embedder
from dispatch.values import Coverage, Engine, Recording, Role, Span, Transcript, Transmission, details

MARGIN_MS = 200
NIGHT = datetime(2026, 1, 17, 21, tzinfo=UTC)
ENGINE = Engine("labels", "1", "none", "", "en")


class Piece:
    """Sound of one call."""

    def __init__(self, recording: Recording, samples: Any) -> None:
        self.recording, self.channels, self.duration_ms = recording, (0,), recording.duration_ms
        self._samples = samples

    def read(self, channel: int, span: Span) -> Any:
        return self._samples[span.start_ms * 16 : max(0, min(span.end_ms, self.duration_ms)) * 16]


def call(audio: Audio, number: int, label: dict[str, Any], embedder: SpeakerEmbedder) -> Hearing:
    """One labelled transmission as a call, its speaker told by this call alone."""
    spoken = Span(round(label["start"] * 1000), round(label["end"] * 1000))
    cut = spoken.grow(MARGIN_MS)
    labelled = int(label.get("channel", 0))
    channel = labelled if labelled in audio.channels else audio.channels[-1]
    samples = audio.read(channel, cut)
    recording = Recording(
        f"{number}.wav",
        f"{number:064d}",
        0,
        "wav",
        "pcm",
        16_000,
        1,
        len(samples) // 16,
        start_time=(NIGHT + timedelta(milliseconds=cut.start_ms)).isoformat(),
        start_time_uncertainty=1.0,
        source=details({"talkgroup": "1"}),
    )
    piece = Piece(recording, samples)
    said = Transmission(0, spoken.shift(-cut.start_ms), text=label["written"], confidence=0.9)
    turns = attribute(piece, (said,), embedder)
    transcript = Transcript(
        recording, ENGINE, turns.transmissions, (), (), Coverage(len(samples) // 16, 0, 0, 0)
    )
    return Hearing(transcript, piece)


def measure(path: Path, embedder: SpeakerEmbedder) -> Counter[str]:
    """Seconds by role, alone and joined, and pairs of transmissions kept together and apart."""
    truth = json.loads(path.read_text("utf-8"))
    labels, counts = truth["transmissions"], Counter[str]()
    with open_audio(path.parent / truth["audio"]) as audio:
        calls = [call(audio, number, label, embedder) for number, label in enumerate(labels)]
    for hearing, label in zip(calls, labels, strict=True):
        _count(counts, "alone", hearing.transcript.transmissions[0], label)
    for talk in conversations(calls, embedder, None):
        found = [
            (one, labels[int(Path(talk.call_of(one.id).recording.path).stem)]) for one in talk.transmissions
        ]
        for one, label in found:
            _count(counts, "joined", one, label)
        for (first, a), (second, b) in combinations(found, 2):
            kind = "one voice" if a["speaker"] == b["speaker"] else "two voices"
            counts[kind] += 1
            counts[f"{kind}, so told"] += (first.speaker == second.speaker) == (kind == "one voice")
    return counts


def _count(counts: Counter[str], how: str, one: Transmission, label: dict[str, Any]) -> None:
    told = "unknown" if one.role is Role.UNKNOWN else "right" if one.role.value == label["role"] else "wrong"
    counts[f"{how} {told}"] += round(1000 * (label["end"] - label["start"]))


def main() -> None:
    embedder, total = open_embedder(), Counter[str]()
    for name in sys.argv[1:]:
        total += measure(Path(name), embedder)
    for how in ("alone", "joined"):
        whole = sum(total[f"{how} {told}"] for told in ("right", "wrong", "unknown"))
        print(
            how, *(f"{told} {total[f'{how} {told}'] / whole:.3f}" for told in ("right", "wrong", "unknown"))
        )
    for kind in ("one voice", "two voices"):
        print(f"pairs of {kind}: {total[f'{kind}, so told']} of {total[kind]}")


if __name__ == "__main__":
    main()
