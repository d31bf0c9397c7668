"""A quote's 12-hour times brought to the 24-hour ones that were heard: "4:05 p.m." for "1605 hours".

Newspapers print the one where radio says the other. Both sides get the same digits, marked as a time's, so
that they match and are one difference all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dispatch.align.stream import HeardToken, Stream
from dispatch.wording import Kind, Token
from dispatch.wording.clock import TimeOfDay, heard_times, printed_times

_SKIPPED = 0.045
"""Price of a time's "hours" that the quote leaves out: that of a filler."""


def in_24_hours(
    quote: str, quote_tokens: Sequence[Token], stream: Stream
) -> tuple[tuple[Token, ...], Stream] | None:
    """A quote's tokens and a stream with the times that both have as the same digits; None where none is."""
    printed = printed_times(quote, quote_tokens)
    if not printed:
        return None
    said = [h.token for h in stream.heard]
    heard = list(heard_times(said, {digits for time in printed for digits in time.digits}))
    if not heard:
        return None
    in_hours = {time.digits[0]: False for time in heard}
    for time in heard:
        in_hours[time.digits[0]] |= said[time.after - 1].norm == "hours"
    out: list[Token] = []
    cursor = 0
    for time in printed:
        digits = next((digits for digits in time.digits if digits in in_hours), "")
        if digits:
            out += quote_tokens[cursor : time.first]
            out += _as_said(quote_tokens, time, digits, hours=in_hours[digits])
            cursor = time.after
    out += quote_tokens[cursor:]
    return tuple(out), replace(stream, heard=tuple(_heard_in_digits(stream.heard, heard)))


def _as_said(found: Sequence[Token], time: TimeOfDay, digits: str, *, hours: bool) -> Iterator[Token]:
    """A printed time in the digits of the one heard, all of them one written word."""
    whole = replace(found[time.first], end=found[time.after - 1].end, name=False, of_time=True)
    for digit in digits:
        yield replace(whole, norm=digit, kind=Kind.DIGIT)
    if hours:
        yield replace(whole, norm="hours", kind=Kind.FILLER)


def _heard_in_digits(heard: Sequence[HeardToken], times: Sequence[TimeOfDay]) -> Iterator[HeardToken]:
    """The words heard, each time's as four digits; its "hours" and its point count for nothing."""
    cursor = 0
    for time in times:
        yield from heard[cursor : time.first]
        part, cursor = heard[time.first : time.after], time.after
        if sum(h.token.kind is Kind.DIGIT for h in part) == len(time.digits[0]):
            noughts, rest = part[:0], part
        elif part[0].token.kind is Kind.DIGIT:  # "327 hours"
            noughts, rest = part[:1], part
        else:  # "O327"
            noughts, rest = part[:1], part[1:]
        for h in noughts:
            digit = replace(h.token, norm="0", kind=Kind.DIGIT, name=False, of_time=True)
            yield replace(h, token=digit)
        for h in rest:
            counts = h.token.kind is Kind.DIGIT
            token = replace(h.token, of_time=True, kind=h.token.kind if counts else Kind.FILLER)
            yield replace(h, token=token, skip_cost=h.skip_cost if counts else _SKIPPED)
    yield from heard[cursor:]
