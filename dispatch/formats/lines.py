"""What the text forms share: the words of a transmission on one line, and who spoke them."""

from __future__ import annotations

from dispatch.values import Flag, Role, Transmission

UNINTELLIGIBLE = "[unintelligible]"
"""What stands in a text where speech could not be made out."""

_ROLE = {Role.DISPATCHER: "Dispatcher", Role.UNIT: "Unit", Role.CALLER: "Caller", Role.OTHER: "Other"}


def spoken(turn: Transmission) -> str:
    """The words on one line, as heard; the mark alone where there is no trusting them.

    Example:
        >>> from dispatch.values import Span
        >>> spoken(Transmission(0, Span(0, 900), text="Ten four,\\nrolling."))
        'Ten four, rolling.'
        >>> spoken(Transmission(1, Span(0, 900), text="thank you", flags=(Flag.UNINTELLIGIBLE,)))
        '[unintelligible]'
    """
    text = one_line(turn.text)
    return UNINTELLIGIBLE if Flag.UNINTELLIGIBLE in turn.flags or not text else text


def one_line(text: str) -> str:
    """``text`` without control characters and line breaks, its spaces single.

    Example:
        >>> one_line("a\\x00b \\u2028 c")
        'a b c'
    """
    return " ".join("".join(c if c.isprintable() or c.isspace() else " " for c in text).split())


def who(turn: Transmission) -> str:
    """Role and unit, or the voice where the role is not known; empty where neither is.

    Example:
        >>> from dispatch.values import Span
        >>> who(Transmission(0, Span(0, 900), role=Role.UNIT, unit="412", speaker="S2"))
        'Unit 412'
        >>> who(Transmission(0, Span(0, 900), speaker="S2"))
        'S2'
    """
    role = _ROLE.get(turn.role)
    if role:
        unit = one_line(turn.unit or "")
        return unit if turn.role is Role.UNIT and unit[:1].isalpha() else f"{role} {unit}".strip()
    return one_line(turn.unit or turn.speaker or "")


def label(turn: Transmission) -> str:
    """A speaker's name without spaces, as the scoring forms want it."""
    return one_line(turn.speaker or turn.unit or "unknown").replace(" ", "_")


def timecode(at_ms: int, mark: str) -> str:
    """Hours, minutes, seconds and milliseconds, ``mark`` before the last.

    Example:
        >>> timecode(3_725_040, ",")
        '01:02:05,040'
    """
    seconds, part = divmod(at_ms, 1000)
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{mark}{part:03d}"
