"""From transmissions and their grouping to what is known of each speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dispatch.turns.callsigns import Names
from dispatch.turns.language import FACILITY_VERBS, features
from dispatch.turns.lexemes import Lexeme, lexemes
from dispatch.turns.lines import QUIET_LOG_ODDS
from dispatch.turns.openings import Parsed, Part, parse_words
from dispatch.turns.owners import addressed, answered_as, by_habit, mentions, nameless, owners
from dispatch.turns.roles import SpeakerEvidence
from dispatch.turns.vocabulary import ORDERS, STATIONS
from dispatch.turns.wordnames import word_names
from dispatch.values import Transmission

if TYPE_CHECKING:
    from dispatch.turns.model import RoleModel

EXCHANGE_MS = 15_000
"""Transmissions this close together belong to one exchange."""
POST_HEADS = 3
"""Transmissions that open with an order's word and one number from which both are a name: "Watch 1"."""
CALLED = 2
"""Transmissions that begin with a word by itself from which it is a console's name."""
ILLEGIBLE, LEGIBLE = 0.3, 0.7
"""Confidence of words that say nothing of who speaks, and of words that say all they can."""


def legibility(transmission: Transmission) -> float:
    """How far the words can be relied on, 0..1, from the recogniser's confidence; 1 for text given by hand.

    Example:
        >>> from dispatch.values import Span
        >>> [legibility(Transmission(0, Span(0, 900), confidence=c)) for c in (0.2, 0.5, 0.9)]
        [0.0, 0.5, 1.0]
    """
    if transmission.text and not transmission.words and not transmission.confidence:
        return 1.0
    return round(min(1.0, max(0.0, (transmission.confidence - ILLEGIBLE) / (LEGIBLE - ILLEGIBLE))), 4)


def parse_all(transmissions: Sequence[Transmission]) -> tuple[Parsed, ...]:
    """Every text taken apart, with the call signs of the whole recording known; illegible ones as empty."""
    texts = [transmission.text if legibility(transmission) > 0 else "" for transmission in transmissions]
    words = [lexemes(text) for text in texts]
    first = [set(parse_words(one, Names(guess=True)).call_signs) for one in words]
    own = [{sign.number.split()[0] for sign in signs} for signs in first]
    numbers = Counter(number for one in own for number in one)
    kinds = Counter(sign.kind for signs in first for sign in signs if sign.kind)
    consoles = _consoles(words)
    names = Names(
        frozenset(n for n, count in numbers.items() if count > 1 or len(n) > 1),  # a digit may count things
        frozenset(kind for kind, count in kinds.items() if count > 1),
        words=word_names(texts, consoles) | _posts(words),
        consoles=consoles,
    )
    alone = ({number for number in here if numbers[number] == 1} for here in own)
    return tuple(
        parse_words(one, replace(names, numbers=names.numbers - here) if here else names)
        for one, here in zip(words, alone, strict=True)
    )


def _consoles(texts: Sequence[Sequence[Lexeme]]) -> frozenset[str]:
    """Words that may name a unit and are called here as a console is, without a number."""
    heads = Counter(one[0].text for one in texts if one and not (len(one) > 1 and one[1].number))
    return frozenset(word for word in STATIONS if heads[word] >= CALLED)


def _posts(texts: Sequence[Sequence[Lexeme]]) -> frozenset[tuple[str, str]]:
    """The names of an order's word and a number: "Watch 1"."""
    heads = Counter((one[0].text, one[1].text) for one in texts if len(one) > 1 and one[1].number)
    return frozenset(head for head, count in heads.items() if count >= POST_HEADS and head[0] in ORDERS)


def word_log_odds(parsed: Parsed, model: RoleModel, legible: float = 1.0) -> float:
    """How far its words move the log-odds that a transmission is the dispatcher's; 0 for none that tell."""
    return legible * sum(w * x for w, x in zip(model.words, features(parsed), strict=True))


def exchanges(transmissions: Sequence[Transmission]) -> tuple[tuple[int, int], ...]:
    """Pairs of transmissions of one channel that follow each other within :data:`EXCHANGE_MS`."""
    pairs: list[tuple[int, int]] = []
    last: dict[int, int] = {}
    for i, transmission in enumerate(transmissions):
        before = last.get(transmission.channel)
        if before is not None:
            gap = transmission.span.start_ms - transmissions[before].span.end_ms
            if gap < EXCHANGE_MS:
                pairs.append((before, i))
        last[transmission.channel] = i
    return tuple(pairs)


def between(pairs: Sequence[tuple[int, int]], groups: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """The pairs in which one speaker follows another.

    Example:
        >>> between([(0, 1), (1, 2)], [0, 1, 1])
        ((0, 1),)
    """
    return tuple((a, b) for a, b in pairs if groups[a] != groups[b])


def following(pairs: Sequence[tuple[int, int]], groups: Sequence[int]) -> dict[tuple[int, int], int]:
    """How often two speakers spoke right after each other, lower number first."""
    counts: Counter[tuple[int, int]] = Counter()
    for a, b in between(pairs, groups):
        counts[min(groups[a], groups[b]), max(groups[a], groups[b])] += 1
    return dict(counts)


def speaker_evidence(
    groups: Sequence[int],
    parsed: Sequence[Parsed],
    words: Sequence[float],
    lines: Sequence[float],
    pairs: Sequence[tuple[int, int]],
    channels: Sequence[int],
    known: Mapping[int, float],
) -> tuple[SpeakerEvidence, ...]:
    """What is known of each speaker, in the order of their numbers.

    ``words`` and ``lines`` are the log-odds that the console speaks, of each transmission's words and line.
    """
    count = max(groups, default=-1) + 1
    members: list[list[int]] = [[] for _ in range(count)]
    for i, group in enumerate(groups):
        members[group].append(i)
    apart = between(pairs, groups)
    partners = Counter(groups[i] for pair in apart for i in pair)
    on_channel = Counter(channels[a] for a, _ in apart)
    calls, answers = _called(parsed, pairs, groups)
    mentioned = by_habit([mentions(text, own) for text, own in zip(parsed, words, strict=True)], groups)
    owned = owners(mentioned, pairs, groups)
    others = addressed(mentioned, groups, owned)
    votes, titled = answered_as(owned, count)
    without = nameless(mentioned, groups, owned, count)
    return tuple(
        SpeakerEvidence(
            text=sum(words[i] for i in member),
            transmissions=len(member),
            line=sum(lines[i] for i in member) / len(member) / QUIET_LOG_ODDS,
            hub=_hub(partners[group], sum(on_channel[c] for c in {channels[i] for i in member})),
            named=sum(bool(parsed[i].call_signs) for i in member),
            distinct=len({parsed[i].call_signs[0].number for i in member if parsed[i].call_signs}),
            calls=calls[group],
            answers=answers[group],
            addressed=others[group],
            owned=votes[group],
            titled=titled[group],
            nameless=without[group],
            known=known.get(group),
        )
        for group, member in enumerate(members)
    )


def _hub(own: int, every: int) -> float:
    """Share of a channel's exchanges; one half, which tells nothing, where there are none."""
    return own / every if every else 0.5


def _called(
    parsed: Sequence[Parsed], pairs: Sequence[tuple[int, int]], groups: Sequence[int]
) -> tuple[Counter[int], Counter[int]]:
    """For each speaker how often he called the console, and how often he spoke next to who had called it."""
    calls: Counter[int] = Counter()
    answers: Counter[int] = Counter()
    following, before = dict(pairs), {b: a for a, b in pairs}
    for i, text in enumerate(parsed):
        if not calls_console(text):
            continue
        calls[groups[i]] += 1
        other = (before if _answers(text) else following).get(i)
        if other is not None and groups[other] != groups[i]:
            answers[groups[other]] += 1
    return calls, answers


def _answers(parsed: Parsed) -> bool:
    """Whether it acknowledges what was said just before."""
    return bool(parsed.opening) and parsed.opening[0].part is Part.ACKNOWLEDGEMENT


def calls_console(parsed: Parsed) -> bool:
    """Whether it opens with the console's name, alone or acknowledging, and neither goes on to whom the
    console calls nor says of it what it does.
    """
    parts = [piece.part for piece in parsed.opening]
    if parts[:1] == [Part.ACKNOWLEDGEMENT]:
        return parts[1:] == [Part.FACILITY]
    says = parts == [Part.FACILITY] and bool(parsed.body) and parsed.body[0].text in FACILITY_VERBS
    return parts[:1] == [Part.FACILITY] and Part.TO not in parts and not says
