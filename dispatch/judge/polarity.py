"""Does a clause affirm, deny, or only ask? Enough grammar to set a statement against what was said."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dispatch.judge.relations import base_of
from dispatch.wording import Kind, Meaning, Token, tokens
from dispatch.wording.classes import class_of

REACH = 4
"""How many words a denial stands before what it denies: "nobody has ever opened it"."""

_DENYING = frozenset(
    "refused refuses refusing denied denies denying declined forbade forbidden forbids barred banned "
    "prevented avoid avoided without".split()
)
_ADVISING = frozenset("advise advised advises warn warned warns decided recommended cautioned chose".split())
"""Before "against" it denies; "an order against him" and "against the wall" deny nothing."""
_IMPLYING_NO = frozenset(
    base_of(word)
    for word in (
        "fail lack miss lose escape spare cancel abort scrub abandon halt suspend cease quit free unhurt "
        "uninjured unharmed unscathed untouched hardly barely scarcely rarely seldom false wrong empty vacant"
    ).split()
)
"""Base forms of words that deny without a denial: who lost his pulse has none, who escaped is not hurt."""
_KEEPING = frozenset("keep keeps kept keeping stop stops stopped prevent hold".split())
_EXCEPTING = frozenset("except but unless".split())
_SUPPOSING = frozenset("if whether unless".split())
_HELPING = frozenset("do does did is are was were has have had can could will would".split())
_PRONOUNS = frozenset("it he she they we you i that this there yes no and but".split())
"""Subjects of a short answer, which says nothing of somebody else: "it does not"."""


_ANEW = re.compile(
    r"\b(?=(?:and|but|so)\s+(?:I|we|you|he|she|it|they|there|nobody|everybody)\b)", re.IGNORECASE
)
"""Where a clause begins that has a subject of its own."""


@dataclass(frozen=True, slots=True)
class Clause:
    """The tokens between two marks, and whether they only ask or suppose."""

    tokens: tuple[Token, ...]
    open: bool
    """A question, or a condition: it neither affirms nor denies."""
    resumes: bool = False
    """Whether it leaves its predicate to the clause before, whose tokens then stand before its own."""


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a text, by its punctuation, and where one begins anew with "and they" or the like.

    Example:
        >>> [len(c.tokens) for c in clauses("A main broke and they can't shut it.")]
        [3, 6]
        >>> [(len(c.tokens), c.open) for c in clauses("By the trail, not the road. Does it work?")]
        [(3, False), (3, False), (3, True)]
        >>> [t.norm for t in clauses("The mill has power, the shop doesn't.")[1].tokens[-6:]]
        ['has', 'power', 'the', 'shop', 'does', 'not']
    """
    found: list[Clause] = []
    for match in re.finditer(r"[^.?!,;:]+[.?!,;:]*", text):
        supposes = any(t.norm in _SUPPOSING for t in tokens(match.group()))
        for part in [match.group()] if supposes else _ANEW.split(match.group()):
            inside = tuple(tokens(part))
            resumes = bool(found) and _lacks_predicate(inside)
            before = found[-1].tokens if resumes else ()
            questions = "?" in match.group() or _is_question(inside)
            found.append(Clause(before + inside, supposes or questions, resumes))
    return tuple(found)


def _lacks_predicate(clause: Sequence[Token]) -> bool:
    """Whether a clause names a subject and ends with a helping verb: "the clinic doesn't"."""
    words = [t.norm for t in clause]
    if words and words[-1] == "not":
        words.pop()
    return len(words) > 1 and words[-1] in _HELPING and not all(w in _PRONOUNS for w in words[:-1])


_NAME_AND_VERB = 5
"""Words in which a question shows: a call sign, a verb, its subject."""
_BEING = frozenset("is are was were".split())
_ITS = frozenset("the that this your his her their".split())
_ANY = frozenset("a an any anybody anyone anything another still somebody someone".split())
_PEOPLE = ("he", "she", "they", "we", "you", "i", "anybody", "anyone", "somebody", "someone")
_TURNED_BEHIND = {
    **{
        verb: (*_PEOPLE, "it")
        for verb in ("is", "are", "was", "were", "does", "can", "could", "will", "would")
    },
    **{verb: _PEOPLE for verb in ("do", "did", "have")},
    "has": ("he", "she", "anybody", "anyone", "somebody", "someone"),
}
"""By verb, the subjects that make a question where they stand behind it; "Engine 4 did it" asks nothing."""
_LINKS = frozenset(
    "that what which who where when how as than so nor neither only all if whether and".split()
)
"""Behind one of these a verb before its subject may ask nothing: "so is he", "all I have is you"."""

SHORT_ANSWER = 3
"""Words of a clause that answers yes or no and nothing else: "it does not", "negative"."""

_NO = frozenset("no negative nope none neither never".split())
_YES = frozenset("yes affirmative yeah correct sure".split())
_ASKING = frozenset(
    "is are was were do does did can could has have will would any what where who when how which".split()
)


def asks(text: str) -> bool:
    """Whether a text asks something.

    Example:
        >>> asks("Control, is the gate shut?"), asks("Can you see the gate"), asks("The gate is shut.")
        (True, True, False)
        >>> asks("Dispatch is there a dog team on tonight."), asks("Truck 6 is there now.")
        (True, False)
    """
    first = next((t.norm for t in tokens(text)), "")
    parts = re.split(r"[.?!,;:]+", text)
    return "?" in text or first in _ASKING or any(_is_question(tokens(part)) for part in parts)


def _is_question(clause: Sequence[Token]) -> bool:
    """Whether a verb stands before its subject, behind a name at most: recognisers drop question marks."""
    words = [t.norm for t in clause[: _NAME_AND_VERB + 1]]
    for at, (verb, subject, *after) in enumerate(zip(words, words[1:], [*words[2:], ""], strict=False)):
        there = subject == "there" and verb in _BEING and after[0] in _ANY
        begins = at == 0 and verb in (*_BEING, "does", "did") and subject in _ITS
        if (there or begins or subject in _TURNED_BEHIND.get(verb, ())) and not _LINKS & set(words[:at]):
            return True
    return False


def answer_denies(text: str) -> bool | None:
    """Whether an answer says no (True) or yes (False); None where it says neither plainly.

    Example:
        >>> [answer_denies(t) for t in ("Negative, cancel it.", "Ladder 8, yes.", "It does not.", "Wait.")]
        [True, False, True, None]
    """
    for clause in clauses(text)[:2]:
        words = [t.norm for t in clause.tokens if t.kind is not Kind.DIGIT]
        if words and len(words) <= SHORT_ANSWER and (words[0] in _NO or words[-1] == "not"):
            return True
        if words and len(words) <= SHORT_ANSWER and words[0] in _YES:
            return False
    return None


def denies(side: Sequence[Token]) -> bool:
    """Whether a statement denies: an odd number of denials.

    Example:
        >>> [denies(tokens(s)) for s in ("the gas is off", "nobody was sent", "nobody left without a look")]
        [False, True, False]
        >>> [denies(tokens(s)) for s in ("negative he never fell", "no we can't", "negative on the ladder")]
        [True, True, True]
        >>> denies(tokens("the crew was asked to keep them from swimming"))
        True
        >>> [denies(tokens(s)) for s in ("there was no order against him", "he advised against the ford")]
        [True, True]
    """
    return len(_denials(side)) % 2 == 1


def denies_twice(side: Sequence[Token]) -> bool:
    """Whether words hold two words of denial, so that what they come to takes more than counting.

    Example:
        >>> [denies_twice(tokens(s)) for s in ("nobody left without a look", "nobody refused to leave")]
        [True, False]
    """
    return sum(class_of(side[k]) is Meaning.NEGATION for k in _denials(side)) > 1


def denies_by_itself(token: Token) -> bool:
    """Whether a word denies something without a word of denial, nobody can say what.

    Example:
        >>> [denies_by_itself(t) for t in tokens("he failed to lift")]
        [False, True, False, False]
    """
    return base_of(token.norm) in _IMPLYING_NO or token.norm == "grounded"


def denied(side: Sequence[Token]) -> tuple[Token, ...]:
    """The words that a statement's denials govern.

    Example:
        >>> [t.norm for t in denied(tokens("the shed had not burned"))]
        ['burned']
    """
    return tuple(t for k in _denials(side) for t in side[k + 1 : k + 1 + REACH])


def denies_what(clause: Clause, matched: Callable[[Token], bool]) -> bool:
    """Whether a clause denies the words for which ``matched`` holds.

    One of its denials must stand shortly before such a word, end the clause ("the clinic doesn't"), or deny
    the verb whose subject it is ("the request can't be filled"); two of them cancel ("nobody leaves
    without").

    Example:
        >>> road = lambda t: t.norm == "road"
        >>> spoken = ("not the road", "the road he never knew", "the road is not", "the road can not flood")
        >>> [denies_what(clauses(s)[0], road) for s in spoken]
        [True, False, True, True]
    """
    held = [k for k, t in enumerate(clause.tokens) if matched(t)]
    found = _denials(clause.tokens)
    last = len(clause.tokens) - 1
    governs = any(
        any(k < h <= k + REACH for h in held)
        or (k == last and held)
        or (_of_predicate(clause.tokens, k) and any(k - REACH <= h < k for h in held))
        for k in found
    )
    return bool(governs) and len(found) % 2 == 1


def _of_predicate(side: Sequence[Token], at: int) -> bool:
    """Whether a denial stands behind a helping verb, so that it denies the verb's subject, too."""
    return at > 0 and side[at].norm == "not" and side[at - 1].norm in _HELPING


def excepts(token: Token) -> bool:
    """Whether a word takes something out of what was said: "except", "unless"."""
    return token.norm in ("except", "unless")


def is_negative_answer(side: Sequence[Token]) -> bool:
    """Whether words answer no before they say why: "negative on the ladder".

    Example:
        >>> is_negative_answer(tokens("negative on the ladder")), is_negative_answer(tokens("no ladder"))
        (True, False)
    """
    return bool(side) and side[0].norm == "negative"


def _is_answer(side: Sequence[Token], at: int) -> bool:
    """Whether a denial is an answer of its own, said again by the clause behind it: "negative he never"."""
    following = side[at + 1].norm if at + 1 < len(side) else ""
    return side[at].norm == "negative" or (side[at].norm == "no" and following in _PRONOUNS)


def _denies(side: Sequence[Token], at: int) -> bool:
    token = side[at]
    if token.norm == "against":
        return any(t.norm in _ADVISING for t in side[max(0, at - 2) : at])
    return class_of(token) is Meaning.NEGATION or token.norm in _DENYING


def _denials(side: Sequence[Token]) -> list[int]:
    """Places of the words that deny; "keep … from" is one of them."""
    found = [k for k in range(len(side)) if _denies(side, k)]
    found = [k for k in found if not _is_answer(side, k)] or found[:1]
    if found and any(t.norm in _EXCEPTING for t in side[found[0] + 1 :]):
        found = []  # "nobody closes it except you" affirms that you do
    for k, token in enumerate(side):
        if token.norm in _KEEPING and any(t.norm == "from" for t in side[k + 1 : k + 7]):
            found.append(k)
    return sorted(found)
