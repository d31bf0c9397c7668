"""What the page's script needs to know, as JSON that can't end its own element."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from dispatch.report import words as w
from dispatch.report.safe import file_name, visible
from dispatch.report.timeline import kind_of
from dispatch.report.times import at_clock
from dispatch.report.traffic import called, text_of
from dispatch.report.views import Card, Page
from dispatch.values import Clip, Recording, Report, Transcript, Transmission

_UNSAFE = re.compile("[<>&\u2028\u2029\ud800-\udfff]")


def script_data(
    report: Report, transcripts: Mapping[str, Transcript], clips: Sequence[Clip], shown: Page
) -> dict[str, Any]:
    """Words, recordings with their transmissions, clips, and the claims that can be heard blind."""
    return {
        "words": w.SCRIPT,
        "report": {
            "created": report.created,
            "recordings": [r.recording.sha256 for r in report.recordings],
        },
        "recordings": [
            _recording(r.recording, transcripts.get(r.recording.sha256)) for r in report.recordings
        ],
        "clips": [_clip(clip, report) for clip in clips],
        "claims": [_claim(card) for card in shown.cards],
    }


def as_json(data: Any) -> str:
    """JSON for a data block: no character in it can end the element or start another.

    Example:
        >>> as_json({"a": "</script>"})
        '{"a":"\\\\u003c/script\\\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _recording(recording: Recording, transcript: Transcript | None) -> dict[str, Any]:
    turns = transcript.transmissions if transcript else ()
    duration = transcript.recording.duration_ms if transcript else 0
    return {
        "name": file_name(recording.path),
        "clock": _clock(recording),
        "duration": duration,
        "tx": [_turn(t) for t in turns],
    }


def _clock(recording: Recording) -> list[tuple[int, int]]:
    """Places, and milliseconds since midnight there; between two of them the clock runs with the sound."""
    places = dict.fromkeys((0, *(point.at_ms for point in recording.clock)))
    found = ((at_ms, at_clock(recording, at_ms)) for at_ms in places)
    return [(at_ms, _since_midnight_ms(when)) for at_ms, when in found if when is not None]


def _since_midnight_ms(when: datetime) -> int:
    return (when.hour * 3600 + when.minute * 60 + when.second) * 1000 + round(when.microsecond / 1000)


def _turn(turn: Transmission) -> list[Any]:
    who = called(turn.role, turn.unit)
    if turn.speaker:
        who += f", {w.VOICE.format(name=visible(turn.speaker))}"
    return [turn.span.start_ms, turn.span.end_ms, turn.channel, kind_of(turn), who, visible(text_of(turn))]


def _clip(clip: Clip, report: Report) -> dict[str, Any]:
    index = next((i for i, r in enumerate(report.recordings) if r.recording.sha256 == clip.recording), 0)
    return {"rec": index, "start": clip.span.start_ms, "end": clip.span.end_ms, "sha256": clip.sha256}


def _claim(card: Card) -> dict[str, Any]:
    heard = " … ".join(" ".join(p.text for p in part.pieces if not p.outside) for part in card.parts)
    return {
        "id": card.claim_id,
        "n": card.n,
        "quote": card.quote,
        "shown": visible(card.quote),
        "heard": visible(heard),
        "places": [
            {"clip": part.player.clip, "from": part.player.start_ms, "to": part.player.end_ms}
            for part in card.parts
            if part.player and part.player.source
        ],
    }
