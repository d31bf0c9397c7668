"""Times as a reader wants them: places in a recording, clock times, lengths."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from dispatch.values import Recording


def place(at_ms: int, digits: int = 1) -> str:
    """A place in a recording: minutes and seconds, hours where it has them.

    Example:
        >>> place(98_528), place(98_528, 3), place(3_725_040)
        ('1:38.5', '1:38.528', '1:02:05.0')
    """
    unit = 10 ** (3 - digits)
    steps = (at_ms + unit // 2) // unit
    seconds, part = divmod(steps, 10**digits)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    tail = f"{seconds:02d}.{part:0{digits}d}" if digits else f"{seconds:02d}"
    return f"{hours}:{minutes:02d}:{tail}" if hours else f"{minutes}:{tail}"


def length(duration_ms: int) -> str:
    """How long something lasts.

    Example:
        >>> length(1_699), length(59_970), length(180_123), length(86_400_000)
        ('1.7 s', '1 min 0 s', '3 min 0 s', '24 h 0 min')
    """
    if duration_ms < 59_950:  # from here on it would be written as 60.0 s
        return f"{duration_ms / 1000:.1f} s"
    seconds = (duration_ms + 500) // 1000
    if seconds < 3600:
        return f"{seconds // 60} min {seconds % 60} s"
    minutes = (seconds + 30) // 60
    return f"{minutes // 60} h {minutes % 60} min"


def moment(iso: str | None) -> datetime | None:
    """The moment an ISO 8601 text names, or None where it names none."""
    try:
        return datetime.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def at_clock(recording: Recording, offset_ms: int) -> datetime | None:
    """The clock time ``offset_ms`` into a recording, None where it has no clock that can be read."""
    try:
        point = recording.clock_at(offset_ms)
    except (ValueError, OverflowError):
        return None
    return moment(point.time) if point else None


def instant(when: datetime) -> float:
    """Seconds to order moments by; a clock without an offset is read as UTC on every machine.

    Example:
        >>> instant(datetime(1970, 1, 1, 0, 1))
        60.0
    """
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()


def clock(when: datetime, digits: int = 0) -> str:
    """Hours, minutes and seconds on the clock.

    Example:
        >>> clock(datetime(2024, 5, 4, 21, 6, 11, 530_000), 3)
        '21:06:11.530'
    """
    if digits:
        return when.strftime("%H:%M:%S.%f")[: 9 + digits]
    return (when + timedelta(milliseconds=500)).strftime("%H:%M:%S")


def zone(when: datetime) -> str:
    """The offset from UTC as the recording's clock states it.

    Example:
        >>> zone(datetime.fromisoformat("2024-05-04T21:06:11-05:00"))
        'UTC−05:00'
    """
    offset = when.utcoffset()
    if offset is None:
        return ""
    minutes = round(offset.total_seconds() / 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}" if minutes else "UTC"
