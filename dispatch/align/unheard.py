"""Where something may have been said that nobody can read: absence elsewhere does not speak for it.

A stretch counts as unheard where a transmission is unintelligible or likely invented, where the recording
is damaged, and where noise as loud as the speech fills the channel between transmissions, unless that is an
open squelch's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from dispatch.interfaces import SAMPLE_RATE_HZ, Audio, Hearing
from dispatch.values import Flag, Span, Transmission

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DOUBTFUL = 0.3
"""Confidence below which a transmission's words may hide others."""

UNREAD = 0.1
"""Confidence below which next to nothing of a transmission was read."""

TORN_MS = 4000
"""Between unread fragments up to so far apart lay more of the transmission that interference tore up."""

CUT_OFF_MS = 3000
"""What a transmission that the end of the recording cuts off may have gone on for."""

AS_LOUD_DB = 6.0
"""Noise within this much of the median speech level could drown speech."""

QUIETING_DB = 6.0
"""How far the pauses of transmissions lie below the noise between them where a carrier silences it; 12 to 17
on recordings with an open squelch but one, noisy all through."""

ABOVE_REST_DB = 3.0
"""What is louder than an open squelch by this much is something else."""

PAUSES_PERCENTILE = 10
LEAST_RESTS = 5
"""Gaps that tell what lies between transmissions mostly."""

MOST_LISTENED_TO = 40
LONGEST_GAP_READ_MS = 20_000
FRAME_MS = 100
SHORTEST_NOISE_MS = 1000


@dataclass(frozen=True, slots=True)
class Unheard:
    """Where one recording may hold words that nobody heard."""

    doubtful: tuple[tuple[int, Span], ...]
    """Transmissions by number that may hold others than were made of them."""
    beside: tuple[Span, ...]
    """Torn and damaged stretches, and noise as loud as speech."""

    def longest_ms(self, told: Collection[int] = ()) -> int:
        """Length of the longest stretch.

        Args:
            told: numbers of transmissions that can't hold the words in question, however they are read.
        """
        merged: list[Span] = []
        for hole in sorted((*self.beside, *(span for number, span in self.doubtful if number not in told))):
            if merged and hole.start_ms <= merged[-1].end_ms:
                merged[-1] = merged[-1].cover(hole)
            else:
                merged.append(hole)
        return max((hole.duration_ms for hole in merged), default=0)


def unheard_in(hearing: Hearing) -> Unheard:
    """Where a recording may hold words that nobody heard."""
    transmissions = hearing.transcript.transmissions
    beside = [*_torn(hearing), *(damage.span for damage in hearing.transcript.recording.damage)]
    if hearing.audio is not None:
        beside += _loud_gaps(hearing.audio, transmissions)
    return Unheard(tuple((t.id, t.span) for t in transmissions if is_doubtful(t)), tuple(beside))


def _torn(hearing: Hearing) -> list[Span]:
    """Stretches between unread fragments of a channel, and behind one that the recording's end cuts off."""
    found, end_ms = [], hearing.transcript.recording.duration_ms
    by_channel: dict[int, list[Span]] = {}
    for t in hearing.transcript.transmissions:
        if is_fragment(t):
            by_channel.setdefault(t.channel, []).append(t.span)
    for spans in by_channel.values():
        found += [a.cover(b) for a, b in pairwise(spans) if a.gap_ms(b) <= TORN_MS]
        if end_ms - spans[-1].end_ms <= FRAME_MS:
            found.append(Span(spans[-1].start_ms, max(end_ms, spans[-1].end_ms) + CUT_OFF_MS))
    return found


def is_doubtful(transmission: Transmission) -> bool:
    """Whether a transmission may hold words that nobody heard.

    So it may under a stock phrase or a loop. Words in a doubtful language are a poor reading of all of it.
    """
    flags = set(transmission.flags)
    invented = Flag.POSSIBLE_HALLUCINATION in flags and Flag.DOUBTFUL_LANGUAGE not in flags
    return invented or Flag.UNINTELLIGIBLE in flags or transmission.confidence < DOUBTFUL


def is_fragment(transmission: Transmission) -> bool:
    """Whether a transmission may be what interference left of a longer one: no word of it can be read."""
    return Flag.UNINTELLIGIBLE in transmission.flags or transmission.confidence < UNREAD


def _loud_gaps(audio: Audio, transmissions: Sequence[Transmission]) -> list[Span]:
    """Stretches between transmissions, on each channel, where noise is nearly as loud as the speech."""
    import numpy as np

    found: list[Span] = []
    for channel in audio.channels:
        said = [t.span for t in transmissions if t.channel == channel]
        if not said:
            continue
        speech = [_levels_db(audio, channel, span) for span in said[:MOST_LISTENED_TO]]
        gaps = [(gap, _levels_db(audio, channel, gap)) for gap in _between(said, audio.duration_ms)]
        loud = float(np.median([np.median(levels) for levels in speech])) - AS_LOUD_DB
        rest = _open_squelch_db(speech, [levels for _, levels in gaps])
        least = loud if rest is None else max(loud, rest + ABOVE_REST_DB)
        found += [part for gap, levels in gaps for part in _loud_parts(gap, levels > least)]
    return found


def _between(said: Sequence[Span], end_ms: int) -> Iterator[Span]:
    """What lies between transmissions, no longer than is read at once."""
    edges = [0, *(x for span in said for x in (span.start_ms, span.end_ms)), end_ms]
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        for at in range(start, end, LONGEST_GAP_READ_MS):
            yield Span(at, min(end, at + LONGEST_GAP_READ_MS))


def _open_squelch_db(
    speech: Sequence[NDArray[np.float64]], gaps: Sequence[NDArray[np.float64]]
) -> float | None:
    """Level of an open squelch's noise, which any carrier silences; None where there is none.

    Such noise hides nobody: whoever keys an FM transmitter is heard instead of it.
    """
    import numpy as np

    usual = [np.median(levels) for levels in gaps if len(levels) * FRAME_MS >= SHORTEST_NOISE_MS]
    if len(usual) < LEAST_RESTS:
        return None
    rest = float(np.median(usual))
    pauses = float(np.median([np.percentile(levels, PAUSES_PERCENTILE) for levels in speech]))
    return rest if rest - pauses >= QUIETING_DB else None


def _loud_parts(gap: Span, loud: NDArray[np.bool_]) -> list[Span]:
    parts, start = [], None
    for k, is_loud in enumerate([*loud.tolist(), False]):
        if is_loud and start is None:
            start = k
        if not is_loud and start is not None:
            if (k - start) * FRAME_MS >= SHORTEST_NOISE_MS:
                parts.append(Span(gap.start_ms + start * FRAME_MS, gap.start_ms + k * FRAME_MS))
            start = None
    return parts


def _levels_db(audio: Audio, channel: int, span: Span) -> NDArray[np.float64]:
    import numpy as np

    samples = audio.read(channel, span).astype(np.float64)
    frame = FRAME_MS * SAMPLE_RATE_HZ // 1000
    count = max(1, len(samples) // frame)
    padded = np.resize(samples, count * frame) if len(samples) else np.zeros(frame)
    power = np.mean(padded[: count * frame].reshape(count, frame) ** 2, axis=1)
    levels: NDArray[np.float64] = 10 * np.log10(power + 1e-12)
    return levels
