"""Pieces of sound, in the file's order, laid on one clock without a gap.

What is lost becomes silence of the same length and a line of damage, so that every later time
stays true. Timestamps that can't be true (back in time, or far ahead of anything the file
promises) are not followed: the sound is kept in the file's order, and the jump is noted.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from dispatch.audio.pieces import Format, Lost, Sound, UnusableError
from dispatch.audio.resample import Resampler
from dispatch.audio.store import SampleWriter
from dispatch.interfaces import SAMPLE_RATE_HZ
from dispatch.values import Damage, Span

if TYPE_CHECKING:
    from dispatch.interfaces import FloatArray

TOLERANCE = Fraction(5, 1000)
"""Seconds by which a timestamp may miss: containers that count in milliseconds round each one."""

WITNESSES = 3
"""Pieces in a row whose timestamps are asked before one is believed that does not fit: after damage, and at
the borders of Ogg pages, the first can be wrong."""

MAX_GAP = Fraction(3600)
"""Longest silence, in seconds, put in on the word of a timestamp."""

MAX_DURATION_S = 100 * 3600
"""Longest recording taken. Bounds what a small file of compressed silence can fill a disk with."""

MAX_DAMAGE_LINES = 1000
"""More are joined with their neighbours, nearest first."""

BLOCK_S = 1
"""Seconds gathered before they are resampled and written."""


class Timeline:
    """Takes pieces and fills a :class:`SampleWriter` with them.

    Example:
        >>> import io
        >>> timeline = Timeline(
        ...     SampleWriter([io.BytesIO()], deep=False), Format("wav", "pcm_s16le", 8000, 1)
        ... )
        >>> timeline.add(Lost(Fraction(0), Fraction(1, 4), "unreadable"))
        >>> timeline.add(Sound(None, 8000, np.ones((1, 2000), np.float32)))
        >>> (timeline.finish(), timeline.damage)
        (8000, (Damage(span=Span(start_ms=0, end_ms=250), what='unreadable'),))
    """

    def __init__(self, writer: SampleWriter, form: Format) -> None:
        self._writer = writer
        self._form = form
        self._channels = writer.channels
        self._rate = form.rate_hz
        self._begin = Fraction(0)
        """Where the stretch of one sample rate begins, in seconds."""
        self._taken = 0
        """Samples of that stretch taken in so far, at its rate."""
        self._shift = Fraction(0)
        """Added to timestamps after a jump that is not followed."""
        self._waiting: list[FloatArray] = []
        self._waiting_samples = 0
        self._resampler = Resampler(self._rate, self._channels)
        self._damage: list[Damage] = []
        self._doubtful: list[Sound] = []
        """Pieces from the first on whose timestamp does not fit, until there are :data:`WITNESSES`."""
        self._sounded = False
        self._given_channels = self._channels

    @property
    def now(self) -> Fraction:
        """Seconds laid down so far."""
        return self._begin + Fraction(self._taken, self._rate)

    @property
    def damage(self) -> tuple[Damage, ...]:
        return tuple(_joined(sorted(self._damage, key=lambda line: line.span), MAX_DAMAGE_LINES))

    @property
    def sounded(self) -> bool:
        """Whether a single sample was decoded."""
        return self._sounded

    def add(self, piece: Sound | Lost) -> None:
        """Lay down the next piece.

        Raises:
            UnusableError: if the recording passes :data:`MAX_DURATION_S`.
            OSError: if the disk is full.
        """
        if isinstance(piece, Lost):
            self._settle()
            self._lose(piece)
        elif piece.samples.shape[1]:
            self._place(piece)

    def finish(self) -> int:
        """Write what waits, and say how many samples there are without the encoder's padding."""
        self._settle()
        self._write()
        self._writer.append(self._resampler.flush())
        end = self._form.end
        written = self._writer.samples
        return min(written, math.ceil(end * SAMPLE_RATE_HZ)) if end and 0 < self.now - end < 1 else written

    def _lose(self, lost: Lost) -> None:
        # If something is missing before it too, the next sound's timestamp tells.
        start = self.now if lost.start is None else min(self.now, lost.start + self._shift)
        end = start + lost.duration
        if lost.duration == 0:
            self._note(self.now, self.now, lost.why)
        elif end > self.now and end - self.now <= MAX_GAP:
            self._silence(end, lost.why)

    def _place(self, sound: Sound) -> None:
        if sound.rate_hz != self._rate:
            self._settle()
            self._change_rate(sound.rate_hz)
        if sound.start is not None and sound.start < 0:  # the encoder's delay: nothing a listener hears
            surplus = math.ceil(-sound.start * sound.rate_hz)
            sound = Sound(Fraction(0), sound.rate_hz, sound.samples[:, surplus:])
            if not sound.samples.shape[1]:
                return
        self._sounded = True
        if self._doubtful or abs(self._ahead(sound, Fraction(0))) > TOLERANCE:
            self._doubtful.append(sound)
            if len(self._doubtful) >= WITNESSES:
                self._settle()
        else:
            self._take(self._clean(sound.samples))

    def _ahead(self, sound: Sound, waiting: Fraction) -> Fraction:
        """Seconds from where a piece would come, after those ``waiting``, to where its timestamp puts it."""
        return Fraction(0) if sound.start is None else sound.start + self._shift - self.now - waiting

    def _settle(self) -> None:
        """Believe what most of the doubtful timestamps say, and lay their pieces down."""
        if not self._doubtful:
            return
        aheads: list[Fraction] = []
        waiting = Fraction(0)
        for sound in self._doubtful:
            aheads.append(self._ahead(sound, waiting))
            waiting += Fraction(sound.samples.shape[1], sound.rate_hz)
        self._catch_up(sorted(aheads, key=abs)[0] if len(aheads) == 2 else sorted(aheads)[len(aheads) // 2])
        for sound in self._doubtful:
            self._take(self._clean(sound.samples))
        self._doubtful = []

    def _catch_up(self, ahead: Fraction) -> None:
        """Follow timestamps that are ahead of the clock, or note why not."""
        if abs(ahead) <= TOLERANCE:
            return
        promised = self._form.header_duration
        if 0 < ahead <= MAX_GAP and (promised is None or self.now + ahead <= promised + 1):
            self._silence(self.now + ahead, "sound missing from the file")
            return
        self._note(self.now, self.now, f"timestamps jump by {float(ahead):.3f} s; kept in the file's order")
        self._shift -= ahead

    def _silence(self, end: Fraction, why: str) -> None:
        start = self.now
        missing = round((end - self._begin) * self._rate) - self._taken
        for taken in range(0, missing, self._rate):
            count = min(self._rate, missing - taken)
            self._take(np.zeros((self._channels, count), dtype=np.float32))
        self._note(start, self.now, why)

    def _note(self, start: Fraction, end: Fraction, why: str) -> None:
        span = Span(math.floor(start * 1000), math.ceil(end * 1000))
        last = self._damage[-1] if self._damage else None
        if last and last.what == why and span.start_ms - last.span.end_ms <= 1:
            self._damage[-1] = Damage(last.span.cover(span), why)
            return
        self._damage.append(Damage(span, why))
        if len(self._damage) > 2 * MAX_DAMAGE_LINES:
            self._damage = _joined(self._damage, MAX_DAMAGE_LINES)

    def _clean(self, samples: FloatArray) -> FloatArray:
        if not np.isfinite(samples).all():
            length = Fraction(samples.shape[1], self._rate)
            self._note(self.now, self.now + length, "samples that are not numbers")
            samples = np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
        if samples.shape[0] != self._given_channels:
            self._given_channels = samples.shape[0]
            self._note(self.now, self.now, f"the number of channels changes to {samples.shape[0]}")
        if samples.shape[0] == self._channels:
            return samples
        if samples.shape[0] == 1:
            return np.repeat(samples, self._channels, axis=0)
        missing = max(0, self._channels - samples.shape[0])
        return np.pad(samples[: self._channels], ((0, missing), (0, 0)))

    def _take(self, samples: FloatArray) -> None:
        self._waiting.append(samples)
        self._waiting_samples += samples.shape[1]
        self._taken += samples.shape[1]
        if self._waiting_samples >= BLOCK_S * self._rate:
            self._write()

    def _write(self) -> None:
        if self.now > MAX_DURATION_S:
            raise UnusableError(f"longer than {MAX_DURATION_S // 3600} hours", "cut it into parts")
        if self._waiting:
            self._writer.append(self._resampler.push(np.concatenate(self._waiting, axis=1)))
        self._waiting, self._waiting_samples = [], 0

    def _change_rate(self, rate_hz: int) -> None:
        self._write()
        self._writer.append(self._resampler.flush())
        # What is stored is a whole number of samples: the clock follows it, so that changes don't add up.
        self._begin = Fraction(self._writer.samples, SAMPLE_RATE_HZ)
        self._taken, self._rate = 0, rate_hz
        self._resampler = Resampler(rate_hz, self._channels)


def _joined(lines: list[Damage], most: int) -> list[Damage]:
    """The lines, the closest neighbours joined until at most ``most`` are left.

    Example:
        >>> a, b, c = (Damage(Span(t, t + 5), "bad frame") for t in (0, 7, 100))
        >>> [line.span.end_ms for line in _joined([a, b, c], 2)]
        [12, 105]
    """
    reach_ms = 1
    while len(lines) > most:
        joined: list[Damage] = []
        for line in lines:
            if joined and joined[-1].span.gap_ms(line.span) <= reach_ms:
                joined[-1] = Damage(joined[-1].span.cover(line.span), joined[-1].what)
            else:
                joined.append(line)
        lines, reach_ms = joined, reach_ms * 2
    return lines
