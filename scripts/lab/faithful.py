"""Makers of claims that keep the meaning: word for word in many spellings, or with a small word changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from lab.drafts import SHORTEST_WORDS, Draft, after_address, bound_words, guarded_text, with_neighbour
from lab.exchange import Exchange, Line
from lab.wording import contracted, tokens, written_out


def whole_quotes(exchange: Exchange, rng: Random) -> Iterator[Draft]:
    """Sentences and transmissions as printed, in other number styles, contractions and punctuation."""
    for line in exchange.lines:
        role = exchange.role(line)

        def draft(quote: str, form: str, line: Line = line, role: str = role) -> Draft:
            said_by = "unknown" if rng.random() < 0.12 else role
            return Draft(quote, "verbatim", said_by, (line.index,), "Word for word.", form)

        if len(line.sentences) > 1:
            yield draft(line.printed(), "transmission")
        for sentence in line.sentences:
            printed, spoken = sentence.printed(), sentence.spoken()
            yield draft(printed, "sentence")
            if spoken != printed:
                yield draft(spoken, "as_spoken")
            if other := written_out(printed):
                yield draft(other, "contraction_written_out")
            if other := contracted(printed):
                yield draft(other, "contraction")
            if rest := after_address(sentence):
                yield draft(rest, "without_address")
            if rng.random() < 0.15:
                yield draft(re.sub(r"[,.?!]", "", printed).lower(), "bare")


def cut_short(exchange: Exchange, rng: Random) -> Iterator[Draft]:
    """Quotations that stop before unless, until, if, except or but: what they say was said."""
    for line in exchange.lines:
        for sentence in line.sentences:
            m = re.match(r"(.+?),? (?:unless|until|if|except|but) ", sentence.printed())
            if m and len(tokens(m[1])) >= SHORTEST_WORDS:
                yield Draft(
                    m[1] + ".",
                    "verbatim",
                    exchange.role(line),
                    (line.index,),
                    "Word for word, but it stops before a qualifier.",
                    "cut_qualifier",
                )


def marked_gaps(exchange: Exchange, rng: Random) -> Iterator[Draft]:
    """An ellipsis over a clause or a sentence that holds nothing guarded, within a transmission."""
    for line in exchange.lines:
        for n, sentence in enumerate(line.sentences):
            clauses = sentence.printed().split(", ")
            bound = bound_words(sentence)
            for at in range(1, len(clauses) - 1):
                hidden = clauses[at]
                if guarded_text(hidden) or bound & set(tokens(hidden)) or re.search(r"[A-Z]", hidden):
                    continue
                quote = ", ".join(clauses[:at]) + " … " + ", ".join(clauses[at + 1 :])
                yield Draft(
                    quote,
                    "verbatim",
                    exchange.role(line),
                    (line.index,),
                    "Both sides of the ellipsis are word for word; it hides nothing guarded.",
                    "ellipsis",
                )
            if 0 < n < len(line.sentences) - 1 and not guarded_text(sentence.printed()) and not bound:
                quote = f"{line.sentences[n - 1].printed()} ... {line.sentences[n + 1].printed()}"
                yield Draft(
                    quote,
                    "verbatim",
                    exchange.role(line),
                    (line.index,),
                    "The sentence left out is marked by an ellipsis.",
                    "ellipsis",
                )


def across(exchange: Exchange, spans: dict[int, tuple[float, float]]) -> Iterator[Draft]:
    """Quotations over two transmissions of one speaker with nothing between and at most ten seconds."""
    for a, b in zip(exchange.lines, exchange.lines[1:], strict=False):
        if a.speaker == b.speaker and spans[b.index][0] - spans[a.index][1] <= 10.0:
            quote = f"{a.sentences[-1].printed()} {b.sentences[0].printed()}"
            if len(tokens(quote)) < 8:
                continue
            yield Draft(
                quote,
                "verbatim",
                exchange.role(a),
                (a.index, b.index),
                "Runs over two directly consecutive transmissions of one speaker.",
                "consecutive",
            )


def small_changes(exchange: Exchange, rng: Random) -> Iterator[Draft]:
    """Annotated synonyms, and one article left out or exchanged."""
    for line in exchange.lines:
        role = exchange.role(line)
        for n, sentence in enumerate(line.sentences):
            for place, slot in sentence.slots():
                for kind, words in slot.alternatives:
                    if kind == "min":
                        quote, _ = with_neighbour(line, n, sentence.printed({place: words}), rng)
                        yield Draft(
                            quote,
                            "minor_differences",
                            role,
                            (line.index,),
                            f"'{words or 'nothing'}' for '{slot.printed}'; the meaning is intact.",
                            "synonym",
                        )
            printed = sentence.printed()
            for m in re.finditer(r"(?<=\w )(the|a) (?=[a-z])", printed):
                gone = printed[: m.start()] + printed[m.end() :]
                quote, _ = with_neighbour(line, n, gone, rng)
                yield Draft(
                    quote, "minor_differences", role, (line.index,), f"Drops '{m[1]}'.", "article_dropped"
                )
                break
            m2 = re.search(r"(?<=\w )the (?=[a-z])", printed)
            if m2 and rng.random() < 0.5:
                other = printed[: m2.start()] + "that " + printed[m2.end() :]
                yield Draft(
                    other, "minor_differences", role, (line.index,), "'That' for 'the'.", "article_changed"
                )
