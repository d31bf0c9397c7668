"""Labelled claims from the annotations of a written exchange.

Each maker yields drafts of one kind of claim; `Checker` throws out every draft whose label the rest of the
exchange
would make doubtful: altered words that were really said elsewhere, a quotation that the other role said
too, and the
like. What is left is drawn to a quota, so that no kind swamps the others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random

from lab.exchange import Exchange, Line, Sentence, tidy
from lab.truth import Claim
from lab.wording import GUARDED, contracted, distance, holds, tokens, written_out

SHORTEST_WORDS = 4
NEAR = 0.25  # at this distance another passage would be a rival for the same quotation
QUOTA = {
    "verbatim": 12,
    "minor_differences": 6,
    "altered": 14,
    "spliced": 5,
    "misattributed": 5,
    "not_found": 7,
}
MOST_OF_A_CHANGE = 4


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before it is checked and numbered."""

    quote: str
    truth: str
    role: str
    evidence: tuple[int, ...]
    why: str
    form: str
    change: str | None = None
    unit: str | None = None


def swap(role: str) -> str:
    """The other side of the radio."""
    return "unit" if role == "dispatcher" else "dispatcher"


def with_neighbour(line: Line, n: int, text: str, rng: Random) -> tuple[str, bool]:
    """`text` for sentence `n`, sometimes with the sentence before or after it; whether one was added.

    A quotation of fewer than SHORTEST_WORDS words always gets a neighbour where there is one.
    """
    short = len(tokens(text)) < SHORTEST_WORDS
    if len(line.sentences) == 1 or not (short or rng.random() < 0.35):
        return text, False
    if n + 1 < len(line.sentences) and (n == 0 or rng.random() < 0.5):
        return f"{text} {line.sentences[n + 1].printed()}", True
    return f"{line.sentences[n - 1].printed()} {text}", True


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


def after_address(sentence: Sentence) -> str | None:
    """The sentence without its opening call sign, where that leaves a clause of its own."""
    printed = sentence.printed()
    head, comma, rest = printed.partition(", ")
    if not comma or len(tokens(head)) > 4 or len(tokens(rest)) < SHORTEST_WORDS:
        return None
    if GUARDED & (
        set(tokens(head)) - {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
    ):
        return None
    return tidy(rest) if re.search(r"\d|control|command|dispatch|all ", head, re.I) else None


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


def bound_words(sentence: Sentence) -> set[str]:
    """The words of those slots whose change would alter the meaning in a guarded way."""
    return {
        w
        for _, slot in sentence.slots()
        if any(k not in ("min", "detail", "tense") for k, _ in slot.alternatives)
        for w in tokens(slot.printed)
    }


def guarded_text(text: str) -> bool:
    """Whether the text holds a guarded word or a figure."""
    return bool(GUARDED & set(tokens(text)) or re.search(r"\d", text))


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


@dataclass(frozen=True, slots=True)
class Checker:
    """Judges a draft against everything said in the exchange."""

    exchange: Exchange
    said: tuple[tuple[str, str, list[str]], ...]

    @classmethod
    def of(cls, exchange: Exchange) -> Checker:
        """A checker over the exchange's transmissions and the pairs that follow each other from one
        speaker.
        """
        said = [(exchange.role(x), x.speaker, tokens(x.printed())) for x in exchange.lines]
        return cls(exchange, tuple(said))

    def sound(self, draft: Draft) -> Draft | None:
        """The draft, with all its evidence, if its label holds; None where it would be doubtful."""
        quoted = tokens(draft.quote)
        if len(quoted) < 3:
            return None
        return getattr(self, "_" + draft.truth)(draft, quoted)  # type: ignore[no-any-return]

    def _places(self, quoted: list[str]) -> tuple[int, ...]:
        return tuple(i for i, (_, _, words) in enumerate(self.said) if holds(words, quoted))

    def _rivals(self, quoted: list[str], own: tuple[int, ...], near: float = NEAR) -> bool:
        return any(
            distance(words, quoted) <= near for i, (_, _, words) in enumerate(self.said) if i not in own
        )

    def _verbatim(self, draft: Draft, quoted: list[str]) -> Draft | None:
        if draft.form in ("ellipsis", "consecutive", "as_spoken"):
            return None if self._rivals(quoted, draft.evidence) else draft
        places = self._places(quoted)
        if places != draft.evidence or self._rivals(quoted, draft.evidence, 0.0):
            return None
        return draft

    def _minor_differences(self, draft: Draft, quoted: list[str]) -> Draft | None:
        if len(quoted) < SHORTEST_WORDS or self._places(quoted) or self._rivals(quoted, draft.evidence):
            return None
        return draft

    def _altered(self, draft: Draft, quoted: list[str]) -> Draft | None:
        if draft.form == "begun_after":
            return draft if self._places(quoted) == draft.evidence else None
        return None if self._places(quoted) or self._rivals(quoted, draft.evidence, 0.2) else draft

    def _spliced(self, draft: Draft, quoted: list[str]) -> Draft | None:
        near = 0.0 if len(draft.evidence) == 1 else 0.3
        own = draft.evidence if len(draft.evidence) == 1 else ()
        return None if self._places(quoted) or self._rivals(quoted, own, near) else draft

    def _misattributed(self, draft: Draft, quoted: list[str]) -> Draft | None:
        if self._places(quoted) != draft.evidence:
            return None
        for i, (role, speaker, words) in enumerate(self.said):
            named = draft.unit and self.exchange.speaker(speaker).call_sign == draft.unit
            rival = named if draft.unit else role == draft.role
            if rival and i not in draft.evidence and distance(words, quoted) <= 0.45:
                return None
        return draft

    def _not_found(self, draft: Draft, quoted: list[str]) -> Draft | None:
        return None if self._rivals(quoted, (), 0.5) else draft


def label(
    exchange: Exchange,
    others: Iterable[Exchange],
    spans: dict[int, tuple[float, float]],
    skip: frozenset[int] = frozenset(),
) -> list[Claim]:
    """The claims of an exchange, numbered; lines in `skip` (lost in the rendering) are left alone."""
    rng = Random(exchange.name)
    checker = Checker.of(exchange)
    sources: dict[str, list[Iterator[Draft]]] = {
        "verbatim": [
            whole_quotes(exchange, rng),
            cut_short(exchange, rng),
            marked_gaps(exchange, rng),
            across(exchange, spans),
        ],
        "minor_differences": [small_changes(exchange, rng)],
        "altered": [altered(exchange, rng)],
        "spliced": [spliced(exchange, spans, rng)],
        "misattributed": [misattributed(exchange, rng)],
        "not_found": [from_elsewhere(exchange, others, rng)],
    }
    by_hand = [w for w in exchange.claims if not set(w.evidence) & skip]
    chosen: list[Draft] = []
    for truth, makers in sources.items():
        ready = sum(w.truth == truth and not w.indirect for w in by_hand)
        chosen += draw(checker, makers, QUOTA[truth] - ready, skip, rng)
    claims = [_claim(exchange, d, rng) for d in chosen]
    claims += [
        Claim(
            "",
            w.quote,
            "indirect" if w.indirect else "quote",
            w.role,
            w.unit,
            w.truth,
            w.evidence,
            w.why,
            w.change,
            "by_hand",
            _condition(exchange, w.evidence),
        )
        for w in by_hand
    ]
    rng.shuffle(claims)
    return [replace(c, id=f"c{n}") for n, c in enumerate(claims, 1)]


def draw(
    checker: Checker, makers: list[Iterator[Draft]], most: int, skip: frozenset[int], rng: Random
) -> list[Draft]:
    """Up to `most` sound drafts, spread over forms, kinds of change and transmissions."""
    forms: dict[str, list[Draft]] = {}
    for maker in makers:
        for d in maker:
            if len(forms.get(d.change or d.form, ())) < 60 and not set(d.evidence) & skip:
                forms.setdefault(d.change or d.form, []).append(d)
    queues = list(forms.values())
    for q in queues:
        rng.shuffle(q)
    rng.shuffle(queues)
    out: list[Draft] = []
    used: Counter[object] = Counter()
    while queues and len(out) < most:
        for q in list(queues):
            while q and len(out) < most:
                d = q.pop()
                if used[d.evidence] >= 2 or used[d.quote.lower()] or not (good := checker.sound(d)):
                    continue
                used[d.evidence] += bool(d.evidence)
                used[d.quote.lower()] += 1
                out.append(good)
                break
            if not q:
                queues.remove(q)
    return out


def _condition(exchange: Exchange, evidence: tuple[int, ...]) -> str | None:
    order = ("lost", "very_noisy", "noisy", "distant", "clipped", "hiss", "clear")
    found = {exchange.lines[i].condition for i in evidence}
    return next((c for c in order if c in found), None)


def _claim(exchange: Exchange, d: Draft, rng: Random) -> Claim:
    """The claim; in a third of those said by one unit, the article names it."""
    speakers = {exchange.lines[i].speaker for i in d.evidence}
    unit = d.unit
    if d.truth != "misattributed" and d.role == "unit" and len(speakers) == 1 and rng.random() < 0.35:
        unit = exchange.speaker(speakers.pop()).call_sign
        if exchange.role(exchange.lines[d.evidence[0]]) != "unit":
            unit = None
    return Claim(
        "",
        d.quote,
        "quote",
        d.role,
        unit,
        d.truth,
        d.evidence,
        d.why,
        d.change,
        d.form,
        _condition(exchange, d.evidence),
    )
