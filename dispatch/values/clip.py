"""A piece of a recording made to be listened to beside a finding."""

from __future__ import annotations

from dataclasses import dataclass

from dispatch.values.span import Span


@dataclass(frozen=True, slots=True)
class Clip:
    """Sound cut out for one claim: a copy for listening, never the evidence itself."""

    claim_id: str
    recording: str
    """SHA-256 of the recording it is cut from."""
    channel: int
    span: Span
    """What the clip holds, on the recording's clock."""
    media_type: str
    data: bytes
    sha256: str
    peaks: tuple[int, ...] = ()
    """Loudest sample of each of equally long columns, 0..255."""
    spectrogram_png: bytes = b""
