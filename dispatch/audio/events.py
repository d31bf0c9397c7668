"""Tones named by what they do on the air: pages, beeps, keypads, alerts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from dispatch.audio.bursts import Burst
from dispatch.audio.frames import HOP_MS
from dispatch.audio.morse import read_morse
from dispatch.audio.tones import Tone, dtmf_key
from dispatch.values import Details, details

TOUCHING = 8
"""Frames between tones that follow each other without a pause."""
SEQUENCE = 1200 // HOP_MS
"""Frames of silence within one run of pulses or keys."""
PAGE_FIRST_MS, PAGE_SECOND_MS = 400, 700
"""Motorola Quick Call II sends 1 s and 3 s, Plectron, GE and fast plans down to about 0.4 s and 0.8 s."""
LONG_MS = 2000
BEEP_MS = 500
SAME_HZ = 1.5e-2


@dataclass(frozen=True, slots=True)
class Named:
    """Frames ``[start, end)`` of one event."""

    kind: str
    start: int
    end: int
    details: Details
    tones: int = 0
    """How many of the tones it takes."""


def name_burst(burst: Burst) -> Named:
    """A burst of data as an event.

    Example:
        >>> name_burst(Burst(10, 30, 1201, 1795)).details["protocol"]
        'MDC1200 or FleetSync'
    """
    found: dict[str, object] = {"hertz": (burst.low_hz, burst.high_hz)}
    if burst.protocol:
        found["protocol"] = burst.protocol
    return Named("data_burst", burst.start, burst.end, details(found))


def name_tones(tones: Sequence[Tone]) -> Iterator[Named]:
    """Events in time order, each tone in exactly one.

    Example:
        >>> page = [Tone(0, 100, (330.5,), -10.0), Tone(101, 400, (569.1,), -10.0)]
        >>> next(name_tones(page)).kind
        'two_tone_page'
    """
    rest = list(tones)
    while rest:
        found = next(named for rule in RULES if (named := rule(rest)) is not None)
        yield found
        del rest[: found.tones]


def _dtmf(tones: Sequence[Tone]) -> Named | None:
    keys = _leading(
        tones, lambda tone, last: dtmf_key(tone.hertz) is not None and _near(tone, last, SEQUENCE)
    )
    if not keys:
        return None
    digits = "".join(dtmf_key(tone.hertz) or "" for tone in keys)
    return _named("dtmf", keys, digits=digits)


def _busy(tones: Sequence[Tone]) -> Named | None:
    """480 and 620 Hz together, on and off (ITU-T E.180 supplement 2, North America)."""

    def is_busy(tone: Tone, last: Tone | None) -> bool:
        return len(tone.hertz) == 2 and all(
            abs(f / nominal - 1) < 0.02 for f, nominal in zip(tone.hertz, (480, 620), strict=True)
        ) and _near(tone, last, SEQUENCE)

    pulses = _leading(tones, is_busy)
    return _train("busy_tone", pulses) if pulses else None


def _hi_lo(tones: Sequence[Tone]) -> Named | None:
    """Two tones by turns, at least three changes."""

    def alternates(tone: Tone, last: Tone | None) -> bool:
        if last is None:
            return len(tone.hertz) == 1 and tone.ms < LONG_MS
        return (
            len(tone.hertz) == 1
            and _near(tone, last, TOUCHING)
            and not _same(tone, last)
            and tone.ms < LONG_MS
            and any(_same(tone, known) for known in tones[:2])
        )

    turns = _leading(tones, alternates)
    if len(turns) < 4:
        return None
    hertz = (turns[0].hertz[0], turns[1].hertz[0])
    return _named("hi_lo", turns, hertz=hertz, turns=len(turns))


def _page(tones: Sequence[Tone]) -> Named | None:
    if len(tones) < 2:
        return None
    first, second = tones[:2]
    if len(first.hertz) + len(second.hertz) != 2 or _same(first, second):
        return None
    if not _near(second, first, TOUCHING * 2) or first.ms < PAGE_FIRST_MS or second.ms < PAGE_SECOND_MS:
        return None
    return _named("two_tone_page", (first, second), hertz=(first.hertz[0], second.hertz[0]))


def _pulses(tones: Sequence[Tone]) -> Named | None:
    """One tone on and off at least three times."""
    pulses = _leading(
        tones, lambda tone, last: last is None or (_same(tone, tones[0]) and _near(tone, last, SEQUENCE // 2))
    )
    return _train("tone", pulses) if len(pulses) >= 3 else None


def _train(kind: str, pulses: tuple[Tone, ...]) -> Named:
    return _named(kind, pulses, hertz=pulses[0].hertz, pulses=len(pulses))


def _single(tones: Sequence[Tone]) -> Named | None:
    tone = tones[0]
    if tone.glides:
        return _named("tone", (tone,), hertz=tone.hertz, level_db=tone.level_db, glides=True)
    kind = "long_tone" if tone.ms >= LONG_MS else "beep" if tone.ms <= BEEP_MS else "tone"
    return _named(kind, (tone,), hertz=tone.hertz, level_db=tone.level_db)


def _morse(tones: Sequence[Tone]) -> Named | None:
    """One tone keyed in dots and dashes, as stations identify themselves."""
    keyed = _leading(
        tones, lambda tone, last: last is None or (_same(tone, tones[0]) and _near(tone, last, SEQUENCE))
    )
    text = read_morse([(tone.start, tone.end) for tone in keyed])
    return _named("morse", keyed, hertz=keyed[0].hertz, text=text) if text else None


RULES = (_dtmf, _busy, _hi_lo, _page, _morse, _pulses, _single)


def _leading(tones: Sequence[Tone], belongs: Callable[[Tone, Tone | None], bool]) -> tuple[Tone, ...]:
    """The longest beginning in which each tone belongs, given the one before."""
    taken: list[Tone] = []
    for tone in tones:
        if not belongs(tone, taken[-1] if taken else None):
            break
        taken.append(tone)
    return tuple(taken)


def _near(tone: Tone, last: Tone | None, frames: int) -> bool:
    return last is None or tone.start - last.end <= frames


def _same(one: Tone, other: Tone) -> bool:
    return one.glides == other.glides and len(one.hertz) == len(other.hertz) and all(
        abs(a / b - 1) < SAME_HZ for a, b in zip(one.hertz, other.hertz, strict=True)
    )


def _named(kind: str, tones: tuple[Tone, ...], **facts: object) -> Named:
    return Named(kind, tones[0].start, max(tone.end for tone in tones), details(facts), len(tones))
