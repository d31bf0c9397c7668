"""Words and phrases that may stand for each other with the meaning intact, by a list written for it.

``synonyms.txt`` beside this module holds the groups, in the form that its first lines explain. Its claim is
strong, as a quote with one for another is still called said: what is only close in meaning is left out.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Mapping
from importlib import resources

from dispatch.wording.lexicon import PAST_FORMS
from dispatch.wording.tokens import tokens

_UNCHANGED = frozenset("put hit shut cut let split hurt set burst spread quit shed".split())
"""Verbs whose past is their base form."""

_DOUBLED = frozenset("stop spot chat wrap step drop trap ship tip flip plan slip rip grab tug".split())
"""Verbs that double their last letter: "stopped", "stopping"."""

_DOUBLED_BEFORE_ING = frozenset("put hit shut cut let split set get begin run quit sit".split())
"""Verbs that do so before -ing alone."""


@functools.cache
def partners() -> Mapping[str, frozenset[str]]:
    """For each word or phrase, as norms joined by spaces, all that may stand for it, itself among them.

    Example:
        >>> sorted(partners()["halted"]), "next to" in partners()["beside"]
        (['halted', 'stopped'], True)
        >>> sorted(partners()["extinguished"])
        ['extinguished', 'put out']
        >>> sorted(partners()["quarter past 4"])
        ['4 1 5', 'a quarter past 4', 'quarter past 4']
    """
    found: dict[str, set[str]] = {}
    for group in itertools.chain(_groups(), _times()):
        for member in group:
            found.setdefault(member, set()).update(group)
    return {member: frozenset(others) for member, others in found.items()}


def _groups() -> Iterator[frozenset[str]]:
    text = resources.files(__package__).joinpath("synonyms.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        kind, _, members = line.partition(" ")
        for group in _forms(kind, [member.strip() for member in members.split(",")]):
            yield frozenset(_norm(member) for member in group)


def _times() -> Iterator[frozenset[str]]:
    """Times by the quarter of an hour, and as print has them: "4:15"."""
    for hour in range(1, 13):
        before = hour - 1 or 12
        for spoken, printed in (
            (f"quarter past {hour}", f"{hour}:15"),
            (f"half past {hour}", f"{hour}:30"),
            (f"quarter to {hour}", f"{before}:45"),
        ):
            yield frozenset({_norm(spoken), _norm(f"a {spoken}"), _norm(printed)})


def _forms(kind: str, members: list[str]) -> Iterator[set[str]]:
    """A group in each of its grammatical forms."""
    yield set(members)
    if kind == "n":
        yield {_with_s(member) for member in members}
    if kind == "v":
        verbs = [member.partition(" ") for member in members]
        for form in _VERB_FORMS:
            yield {each + space + rest for verb, space, rest in verbs for each in form(verb)}


def verb_forms(verb: str) -> frozenset[str]:
    """All forms of a verb.

    Example:
        >>> sorted(verb_forms("slow")), sorted(verb_forms("fall"))
        (['slow', 'slowed', 'slowing', 'slows'], ['fall', 'fallen', 'falling', 'falls', 'fell'])
    """
    return frozenset({verb}.union(*(form(verb) for form in _VERB_FORMS)))


def _norm(text: str) -> str:
    return " ".join(token.norm for token in tokens(text))


def _with_s(word: str) -> str:
    """A noun's plural, or a verb's third person."""
    if word.endswith(("s", "sh", "ch", "x", "z")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in "aeou" else word + "s"


def _present(verb: str) -> set[str]:
    return {{"go": "goes"}.get(verb, _with_s(verb))}


def _lasting(verb: str) -> set[str]:
    """A verb with -ing.

    Example:
        >>> [_lasting(v).pop() for v in ("halt", "stop", "leave", "put", "see")]
        ['halting', 'stopping', 'leaving', 'putting', 'seeing']
    """
    if verb in _DOUBLED or verb in _DOUBLED_BEFORE_ING:
        return {verb + verb[-1] + "ing"}
    drops = verb.endswith("e") and not verb.endswith(("ee", "oe", "ye"))
    return {verb.removesuffix("e") + "ing" if drops else verb + "ing"}


def _past(verb: str) -> set[str]:
    """A verb's past, its participle too where they are not told apart by the list of past forms.

    Example:
        >>> [sorted(_past(v)) for v in ("halt", "stop", "carry", "hit", "see")]
        [['halted'], ['stopped'], ['carried'], ['hit'], ['saw']]
    """
    return set(_irregular(verb)[:1]) or {_regular_past(verb)}


def _participle(verb: str) -> set[str]:
    return set(_irregular(verb)[-1:]) or {_regular_past(verb)}


def _irregular(verb: str) -> list[str]:
    if verb in _UNCHANGED:
        return [verb]
    return [form for form, base in PAST_FORMS.items() if base == verb]


def _regular_past(verb: str) -> str:
    if verb in _DOUBLED:
        return verb + verb[-1] + "ed"
    if verb.endswith("y") and verb[-2:-1] not in "aeou":
        return verb[:-1] + "ied"
    return verb + ("d" if verb.endswith("e") else "ed")


_VERB_FORMS = (_present, _lasting, _past, _participle)
