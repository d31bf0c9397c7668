"""Reports of what was said, without quotation marks: borne out, contradicted, or open.

A statement is reduced to its content: the words that carry meaning, its numbers, its polarity. A
passage that holds most of them and agrees bears it out; one that holds enough of them and can't be
true together with it (a negation on one side only, another number of the same thing, an opposite)
contradicts it. Anything less is open: silence never contradicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dispatch.judge.polarity import clauses, denied, denies, denies_what
from dispatch.values import Claim, Role, Transmission
from dispatch.wording import Kind, Meaning, Token, tokens
from dispatch.wording.meaning import class_of, similar

BEARS_OUT = 0.72
"""Share of the statement's content that a passage must hold to bear it out."""

SHARED_DENIAL = 0.12
"""What a denial on both sides counts for, as a share of the content."""

SPEAKS_TO_IT = 0.5
"""Share from which a passage is about the same thing, so that it can contradict."""

NOTHING_LIKE_IT = 0.15
"""Share below which nothing that was heard is about the same thing: other words may say it all the same."""

ALIKE = 0.8

_SAYING = frozenset(
    "said says told tells asked asks reported reports stated announced ordered instructed directed advised "
    "informed warned confirmed answered replied radioed repeated counted shows showed heard".split()
)

_FRAME = frozenset("audio recording radio traffic transmission scanner had been were".split())
"""Words of the report, not of what is reported."""

_OPPOSITES = (
    ("open", "closed"), ("open", "close"), ("opened", "closed"), ("hurt", "fine"), ("injured", "fine"),
    ("hurt", "ok"), ("injured", "ok"), ("dead", "live"), ("on", "off"), ("alive", "dead"),
    ("safe", "unsafe"), ("left", "right"), ("north", "south"), ("east", "west"), ("inside", "outside"),
    ("empty", "occupied"), ("denied", "approved"), ("refused", "accepted"), ("stopped", "moving"),
    ("full", "empty"), ("start", "stop"), ("up", "down"), ("arrived", "left"), ("stay", "leave"),
    ("clear", "blocked"), ("more", "fewer"), ("conscious", "unconscious"), ("contained", "spreading"),
    ("secure", "open"), ("locked", "unlocked"),
)  # fmt: skip

_SAME_ACT = (
    ("send", "sent", "sending", "dispatch"), ("order", "told", "instruct"), ("shut", "close", "closed"),
    ("assign", "assigned", "commit"), ("leave", "leaving", "left"), ("evacuate", "evacuation", "evacuations"),
    ("go", "going", "proceed"), ("wait", "stand", "hold"), ("ask", "request", "requesting"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """What was said that speaks to a statement."""

    transmissions: tuple[Transmission, ...]
    coverage: float
    """Share of the statement's content that it holds."""
    conflict: str
    """Why both can't be true together, or nothing."""
    open: bool = False
    """Whether it only asks or supposes, so that it bears nothing out."""
    both_deny: bool = False
    """Whether it denies what the statement denies: they share more than their words."""

    @property
    def bears_out(self) -> bool:
        """Whether it holds what the statement says, and nothing in it conflicts."""
        share = self.coverage + (SHARED_DENIAL if self.both_deny else 0.0)
        return share >= BEARS_OUT and not self.open and not self.conflict


def best_passage(claim: Claim, transmissions: Sequence[Transmission]) -> Passage | None:
    """The transmission that speaks most to an indirect claim; those of the named role count more."""
    content = content_of(claim.quote)
    if not content:
        return None
    passages = [_passage(claim, content, (t,)) for t in transmissions if t.text]
    return max(passages, key=lambda p: bool(p.conflict) * 0.05 + p.coverage, default=None)


def content_of(statement: str) -> tuple[Token, ...]:
    """The tokens of a statement that carry what was reported.

    Example:
        >>> [t.norm for t in content_of("The dispatcher said the gas was off.")]
        ['gas', 'off']
    """
    return tuple(t for t in _reported(tokens(statement)) if _carries(t))


def _behind_saying(statement: Sequence[Token]) -> Sequence[Token]:
    """What follows the verb of saying."""
    verb = next((k for k, t in enumerate(statement) if t.norm in _SAYING), None)
    return statement if verb is None or verb + 1 == len(statement) else statement[verb + 1 :]


def _reported(statement: Sequence[Token]) -> Sequence[Token]:
    """What follows the verb of saying, and whom it was said to: "told the medics that …"."""
    rest = _behind_saying(statement)
    if rest is statement:
        return statement
    link = next((k for k, t in enumerate(rest[:5]) if t.norm in ("that", "to")), None)
    return rest[link + 1 :] if link is not None and link + 1 < len(rest) else rest


def _carries(token: Token) -> bool:
    if token.norm in _FRAME or (token.kind is not Kind.WORD and token.kind is not Kind.DIGIT):
        return False
    kind = class_of(token)
    return kind not in (Meaning.FUNCTION, Meaning.NONE, Meaning.TENSE, Meaning.ACTOR, Meaning.MODALITY)


def _passage(claim: Claim, content: Sequence[Token], said: tuple[Transmission, ...]) -> Passage:
    heard = [t for transmission in said for t in tokens(transmission.text)]
    subject = [t for t in content if class_of(t) is not Meaning.NEGATION]
    found = sum(_weight(t) for t in subject if any(_matches(t, h) for h in heard))
    coverage = found / max(1e-9, sum(_weight(t) for t in subject))
    wrong_role = claim.attributed_to not in (Role.UNKNOWN, said[0].role) and said[0].role_probability >= 0.8
    if wrong_role:
        coverage *= 0.8
    spoken = [c for transmission in said for c in clauses(transmission.text)]
    holding = [c for c in spoken if any(_matches(t, h) for t in subject for h in c.tokens)]
    firm = [c for c in holding if not c.open]

    def matched(token: Token) -> bool:
        return any(_matches(t, token) for t in subject)

    statement = _behind_saying(tokens(claim.quote))
    stated, heard_so = denies(statement), any(denies_what(c, matched) for c in firm)
    # "had not burned" is borne out or denied by talk of burning alone, not by talk of the shed
    gone = next((t for t in denied(statement) if _carries(t)), None) if stated else None
    spoken_of = bool(firm) and (gone is None or any(_matches(gone, h) for c in firm for h in c.tokens))
    conflict = _conflict(content, heard, claim)
    if spoken_of and stated != heard_so:
        conflict = "one side denies what the other affirms"
    return Passage(said, coverage, conflict, bool(holding) and not spoken_of, stated and heard_so)


def _weight(token: Token) -> float:
    return 0.5 if token.kind is Kind.DIGIT or class_of(token) is Meaning.QUANTITY else 1.0


def _matches(token: Token, heard: Token) -> bool:
    if similar(token, heard) >= ALIKE:
        return True
    return any(token.norm in group and heard.norm in group for group in _SAME_ACT)


def _conflict(content: Sequence[Token], heard: Sequence[Token], claim: Claim) -> str:
    """An opposite, or another number of the same thing."""
    near = _near(content, heard)
    for one, other in (*_OPPOSITES, *((b, a) for a, b in _OPPOSITES)):
        stated = any(t.norm == one for t in content)
        if stated and _has(near, other) and not _has(near, one):
            return f"it says “{other}” where the statement says “{one}”"
    return _number_conflict(tokens(claim.quote), heard)


def _near(content: Sequence[Token], heard: Sequence[Token]) -> list[Token]:
    """The sentences of a passage that hold words of the statement."""
    held = {h.sentence for h in heard if any(_matches(t, h) for t in content if t.kind is Kind.WORD)}
    return [h for h in heard if h.sentence in held]


def _has(side: Iterable[Token], norm: str) -> bool:
    return any(t.norm == norm for t in side)


def _number_conflict(statement: Sequence[Token], heard: Sequence[Token]) -> str:
    """Another number of the same thing: "13 people" against "30 people"."""
    for number, thing in _counted(statement):
        for other, same in _counted(heard):
            if number != other and similar(thing, same) >= ALIKE:
                return f"it says {other} where the statement says {number}"
    return ""


def _counted(side: Sequence[Token]) -> list[tuple[str, Token]]:
    """(number, the word counted) for each number directly before a word."""
    out, digits = [], ""
    for token in side:
        if token.kind is Kind.DIGIT:
            digits += token.norm
        elif digits and token.kind is Kind.WORD and class_of(token) in (Meaning.CONTENT, Meaning.UNIT):
            out.append((digits, token))
            digits = ""
        else:
            digits = ""
    return out
