"""Makers of claims that were not said so: altered, joined from apart, given to another, or said elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from random import Random

from lab.drafts import SHORTEST_WORDS, Draft, after_address, guarded_text, swap, with_neighbour
from lab.exchange import Exchange
from lab.wording import tokens


def altered(exchange: Exchange, rng: Random) -> Iterator[Draft]:
    """Every annotated alternative, put into its sentence; and sentences begun just after a guarded word."""
    for line in exchange.lines:
        role = exchange.role(line)
        for n, sentence in enumerate(line.sentences):
            for place, slot in sentence.slots():
                for kind, words in slot.alternatives:
                    if kind == "min":
                        continue
                    if kind == "cut":
                        quote, form = sentence.printed(start=place + 1), "begun_after"
                        change, why = (
                            "negation",
                            f"Begins right after '{slot.printed}', which turns the meaning round.",
                        )
                        if len(tokens(quote)) < SHORTEST_WORDS or not re.search(
                            "not|n't|never", slot.printed, re.I
                        ):
                            continue
                    else:
                        quote, _ = with_neighbour(line, n, sentence.printed({place: words}), rng)
                        form, change = "replaced" if words else "left_out", kind
                        why = (
                            f"'{words}' for '{slot.printed}'." if words else f"'{slot.printed}' is left out."
                        )
                    wrong = rng.random() < 0.06
                    yield Draft(
                        quote,
                        "altered",
                        swap(role) if wrong and role != "other" else role,
                        (line.index,),
                        why + (" The role is wrong as well." if wrong else ""),
                        form,
                        change,
                    )


def spliced(exchange: Exchange, spans: dict[int, tuple[float, float]], rng: Random) -> Iterator[Draft]:
    """Sentences of transmissions that were apart, joined; and a sentence left out in the middle unmarked."""
    for line in exchange.lines:
        if len(line.sentences) >= 3:
            middle = line.sentences[1].printed()
            if len(tokens(middle)) >= 3 <= len(tokens(line.sentences[0].printed())) - 1 and not guarded_text(
                middle
            ):
                quote = f"{line.sentences[0].printed()} {line.sentences[2].printed()}"
                yield Draft(
                    quote,
                    "spliced",
                    exchange.role(line),
                    (line.index,),
                    "Leaves out a sentence in the middle with no ellipsis.",
                    "omission",
                )
    pairs = [
        (a, b)
        for a in exchange.lines
        for b in exchange.lines
        if a.index != b.index and abs(a.index - b.index) >= 3
    ]
    rng.shuffle(pairs)
    for a, b in pairs:
        first, last = rng.choice(a.sentences), rng.choice(b.sentences)
        if len(tokens(first.printed())) < SHORTEST_WORDS or len(tokens(last.printed())) < SHORTEST_WORDS:
            continue
        same = a.speaker == b.speaker
        if not same and exchange.role(a) != exchange.role(b) and rng.random() < 0.6:
            continue
        tail = after_address(last) or last.printed()
        body = (after_address(first) or first.printed()).rstrip(".?!")
        flowing = rng.random() < 0.25 and re.match(r"[A-Z][a-z]+ ", tail)
        joined = f"{body}, {tail[0].lower()}{tail[1:]}" if flowing else f"{body}. {tail}"
        yield Draft(
            joined,
            "spliced",
            exchange.role(a),
            (a.index, b.index),
            f"Joins transmissions {a.index} and {b.index}, which were apart"
            + (", of one speaker." if same else ", of two speakers."),
            "same_speaker" if same else "two_speakers",
        )


def misattributed(exchange: Exchange, rng: Random) -> Iterator[Draft]:
    """Words as they were said, given to the other role or, seldom, to another named unit."""
    swapped = 0
    for line in exchange.lines:
        role = exchange.role(line)
        for n, sentence in enumerate(line.sentences):
            quote, _ = with_neighbour(line, n, after_address(sentence) or sentence.printed(), rng)
            if len(tokens(quote)) < 5:
                continue
            if role in ("unit", "dispatcher"):
                yield Draft(
                    quote, "misattributed", swap(role), (line.index,), f"Said by a {role}.", "role_swapped"
                )
            others = [
                s for s in exchange.speakers if s.role == "unit" and s.key != line.speaker and s.call_sign
            ]
            if role == "unit" and others and swapped < 2 and rng.random() < 0.3:
                swapped += 1
                other = rng.choice(others)
                said = exchange.speaker(line.speaker).call_sign
                yield Draft(
                    quote,
                    "misattributed",
                    "unit",
                    (line.index,),
                    f"{said} said it, not {other.call_sign}.",
                    "unit_swapped",
                    unit=other.call_sign,
                )


def from_elsewhere(exchange: Exchange, others: Iterable[Exchange], rng: Random) -> Iterator[Draft]:
    """Sentences of other exchanges, which nobody said here."""
    same, rest = [], []
    for other in others:
        for line in other.lines:
            for sentence in line.sentences:
                quote = after_address(sentence) or sentence.printed()
                if len(tokens(quote)) >= 6:
                    draft = Draft(
                        quote, "not_found", other.role(line), (), "Nothing of the kind is said.", "elsewhere"
                    )
                    (same if other.head["service"] == exchange.head["service"] else rest).append(draft)
    rng.shuffle(same)
    rng.shuffle(rest)
    yield from same or rest
