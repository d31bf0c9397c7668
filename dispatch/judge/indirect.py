"""Reports of what was said, without quotation marks: borne out, contradicted, or open.

A statement is reduced to its content: the words that carry meaning, its numbers, its polarity. A
passage that holds most of them and agrees bears it out; one that holds enough of them and can't be
true together with it (a negation on one side only, another number of the same thing, an opposite)
contradicts it. A question says nothing by itself; with its answer it does. Anything less is open:
silence never contradicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dispatch.judge.counts import other_number
from dispatch.judge.passages import relevance
from dispatch.judge.polarity import (
    Clause,
    answer_denies,
    asks,
    clauses,
    denies_twice,
    denies_what,
    excepts,
    is_negative_answer,
)
from dispatch.judge.relations import opposite, same
from dispatch.judge.retelling import in_one_word
from dispatch.judge.statement import (
    LIKELIER_ANOTHERS,
    Statement,
    is_conditional,
    statement_of,
    touches,
    words_of,
)
from dispatch.values import Claim, Transmission
from dispatch.wording import Meaning, Token
from dispatch.wording.classes import class_of

BEARS_OUT = 0.8
"""Share of the statement's content that a passage must hold to bear it out."""

SHARED_DENIAL = 0.12
"""What a denial on both sides counts for, as a share of the content."""

SPEAKS_TO_IT = 0.6
"""Share from which a passage is about the same thing, so that it can contradict."""

LOOKED_AT = 3
"""Transmissions that are looked at, those that speak most to the statement."""

ANCHORED = 1.0
"""Weight of the content that a clause must hold besides a word's opposite: "fine" may be said of anybody."""

OTHER_ROLE = 0.8
"""What a passage by another role than the one named is worth."""

UNPLAIN_ANSWER = 0.8
"""What an answer that says neither yes nor no is worth, and one to a question of something else."""

ANSWER_MS = 15_000
"""How soon an answer follows its question."""


DENIED = "one side denies what the other affirms"

_PROMISED = "would"
"""Says what was to come, not that it came."""

NAMED_BEFORE = 2
"""Transmissions before a passage that name what it speaks of."""


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
    by_another: bool = False
    """Whether somebody of another role or number than the one named said it, more likely than not."""

    @property
    def decides(self) -> bool:
        """Whether it speaks to the statement, and plainly."""
        return self.coverage >= SPEAKS_TO_IT and bool(self.conflict or self.bears_out)

    @property
    def bears_out(self) -> bool:
        """Whether it holds what the statement says, and nothing in it conflicts."""
        return self.agrees and not self.by_another

    @property
    def agrees(self) -> bool:
        """Whether it holds what the statement says, whoever said it."""
        share = self.coverage + (SHARED_DENIAL if self.both_deny else 0.0)
        return share >= BEARS_OUT and not self.open and not self.conflict


def passages_of(claim: Claim, transmissions: Sequence[Transmission]) -> tuple[Passage, ...]:
    """The passages that speak most to an indirect claim, the most telling first, at most :data:`LOOKED_AT`.

    None where no word was heard that any word of it may be retold from.
    """
    texts = [t for t in transmissions if t.text]
    statement = statement_of(claim, texts)
    relevant = relevance(statement, texts)
    ranked = sorted(range(len(texts)), key=lambda k: -relevant[k])[:LOOKED_AT]
    found = [_at(statement, texts, k) for k in ranked if relevant[k] > 0]
    if statement.is_of_silence:
        found = [replace(passage, conflict="", open=True) for passage in found]
    return tuple(sorted(found, key=_says, reverse=True))


def _says(passage: Passage) -> float:
    """How much a passage that decides says, one that conflicts before one that says as much; 0 for others."""
    return passage.coverage + 0.05 * bool(passage.conflict) if passage.decides else 0.0


def _at(statement: Statement, texts: Sequence[Transmission], at: int) -> Passage:
    """What a transmission says by itself or as the answer to the one before, whichever says more."""
    alone = _passage(statement, texts[at], _before(texts, at))
    speaks_itself = statement.is_touched(words_of(texts[at].text))
    if not at or speaks_itself or not _answers(texts[at - 1], texts[at]):
        return alone
    return max(alone, _answered(statement, texts[at - 1], texts[at]), key=_says)


def _before(texts: Sequence[Transmission], at: int) -> list[Token]:
    """What was said just before on the channel, which names what "it" and "he" are."""
    near = (
        t
        for t in texts[max(0, at - NAMED_BEFORE) : at]
        if t.channel == texts[at].channel and t.span.gap_ms(texts[at].span) <= ANSWER_MS
    )
    return [token for t in near for token in words_of(t.text)]


def _passage(statement: Statement, said: Transmission, before: Sequence[Token]) -> Passage:
    every = clauses(in_one_word(said.text))
    # "Tower 2, can you see a blue shirt?" says nothing of a tower that saw one
    asked = [t for c in every if c.open for t in c.tokens]
    heard = [t for c in every if not c.open for t in c.tokens] if asked else words_of(said.text)
    another = statement.is_anothers(said)
    worth = OTHER_ROLE if another else 1.0
    coverage = worth * statement.share(heard, before)
    firm = _firm(statement, every)
    if not firm or not statement.is_touched(heard):
        return Passage((said,), coverage, "", open=True)
    denying = [c for c in firm if _against(statement, c)]
    mixed = any(_speaks_for(statement, c, denying) for c in firm if c not in denying)
    conflict = other_number(statement, heard)
    if denying and not mixed:
        conflict = conflict or _against(statement, denying[0])
    if conflict:
        coverage = worth * statement.share(heard, before, passing=False)
    unclear = not denying and any(statement.is_turned(c.tokens) or _is_excused(statement, c) for c in firm)
    doubtful = mixed or unclear or statement.lacks(heard) or _excepts(statement, heard)
    doubtful = doubtful or statement.denies_otherwise([t for c in firm for t in c.tokens])
    still_open = doubtful and not conflict
    both_deny = statement.denies and not denying
    likely_another = statement.is_anothers(said, LIKELIER_ANOTHERS) or statement.is_other_units(said)
    return Passage((said,), coverage, conflict, still_open, both_deny, by_another=likely_another)


def _excepts(statement: Statement, heard: Sequence[Token]) -> bool:
    """Whether what was said leaves something out, of which the statement says nothing."""
    claimed = words_of(statement.claim.quote)
    return any(excepts(t) for t in heard) and not any(excepts(t) or t.norm == "but" for t in claimed)


def _firm(statement: Statement, every: Sequence[Clause]) -> list[Clause]:
    """The clauses that affirm or deny something of what the statement is about."""
    holding = [c for c in every if statement.is_spoken_of(c.tokens)]
    # "had not burned" is borne out or denied by talk of burning alone, not by talk of the shed
    gone = statement.denied
    firm = [c for c in holding if not c.open and (gone is None or touches(gone, c.tokens))]
    if len(firm) > 1 and is_negative_answer(firm[0].tokens):
        firm = firm[1:]  # "negative on the chamber, it's down" says so itself
    return _nearest(statement, firm)


def _speaks_for(statement: Statement, clause: Clause, denying: Sequence[Clause]) -> bool:
    """Whether a clause affirms what others are against, and does not just name a thing of the statement."""
    words = {t.norm for c in denying for t in statement.subject if touches(t, c.tokens)}
    return any(touches(t, clause.tokens) for t in statement.subject if t.norm in words)


def _nearest(statement: Statement, firm: Sequence[Clause]) -> list[Clause]:
    """Of clauses that leave their predicate to others only the one that touches most of the content."""
    if not any(clause.resumes for clause in firm):
        return list(firm)
    most = max(firm, key=lambda c: (statement.share(c.tokens), not c.resumes))
    return [most]


def _against(statement: Statement, clause: Clause) -> str:
    """Why a clause can't be true together with a statement: a denial or an opposite; both cancel out."""
    if not _differs(statement, clause):
        return ""
    return _turned(statement, clause) or ("" if _may_agree(statement, clause) else DENIED)


def _is_excused(statement: Statement, clause: Clause) -> bool:
    """Whether a clause denies otherwise than the statement, and only one of them says until when."""
    both_until = is_conditional(clause.tokens) and is_conditional(words_of(statement.claim.quote))
    return _differs(statement, clause) and not both_until


def _differs(statement: Statement, clause: Clause) -> bool:
    """Whether one side denies what the other affirms, or says its opposite, and not both."""

    def matched(token: Token) -> bool:
        return any(same(t, token) or opposite(t, token) for t in statement.subject)

    turned = _turned(statement, clause)
    if not turned and statement.is_turned(clause.tokens):
        return False  # an opposite of something else, or of nothing: no ground to stand on
    return (denies_what(clause, matched) != statement.denies) != bool(turned)


def _may_agree(statement: Statement, clause: Clause) -> bool:
    """Whether a denial on one side alone is no contradiction, or may be none.

    "No digging until it is marked" puts it off until then; "failed to lift" denies no less than "can't lift",
    and "nobody leaves without a look" that "no car was to leave before it was looked at". "He told her a car
    would come" does not say that one came.
    """
    twice = denies_twice(clause.tokens) or statement.denies_twice
    until = is_conditional(clause.tokens) or statement.puts_off
    claimed = {t.norm for t in words_of(statement.claim.quote)}
    promised = any(t.norm == _PROMISED for t in clause.tokens) and _PROMISED not in claimed
    return twice or until or promised or statement.denies_otherwise(clause.tokens)


def _turned(statement: Statement, clause: Clause) -> str:
    """A word of a clause that is the opposite of one of the statement's, which is not in it itself."""
    others = [h for h in clause.tokens if not any(same(t, h) for t in statement.subject)]
    for token in statement.subject:  # "cancelled" is no opposite of "kept" in a statement that has both
        turned = next((h for h in others if opposite(token, h)), None)
        if turned is None or any(same(token, h) for h in clause.tokens):
            continue
        if class_of(token) is Meaning.DIRECTION and statement.share(clause.tokens) < BEARS_OUT:
            continue  # what is said of the westbound lanes says nothing of the eastbound ones
        if statement.anchored(clause.tokens, token) >= ANCHORED:
            return f"it says “{turned.norm}” where the statement says “{token.norm}”"
    return ""


def _answers(question: Transmission, answer: Transmission) -> bool:
    other = question.speaker is None or answer.speaker is None or question.speaker != answer.speaker
    near = question.channel == answer.channel and question.span.gap_ms(answer.span) <= ANSWER_MS
    return other and near and asks(question.text)


def _answered(statement: Statement, question: Transmission, answer: Transmission) -> Passage:
    """What an answer says of the content of its question."""
    asked = words_of(question.text)
    another = statement.is_anothers(answer)
    coverage = statement.share([*asked, *words_of(answer.text)]) * (OTHER_ROLE if another else 1.0)
    heard_so = answer_denies(answer.text)
    if heard_so is None or not statement.is_touched(asked):
        return Passage((answer,), coverage * UNPLAIN_ANSWER, "", open=True)
    conflict = "" if heard_so == statement.denies else "the answer is the other way round"
    likely_another = statement.is_anothers(answer, LIKELIER_ANOTHERS)
    return Passage((answer,), coverage, conflict, False, heard_so and statement.denies, likely_another)
