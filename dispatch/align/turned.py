"""Statements that the sound may have as questions: a helping verb before its subject that nobody heard.

"Have I got authority?" is heard as "And I got authority", and "I have got authority" then differs from that
by a small word alone. The two orders are put to the sound, beside the other verbs that begin a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from dispatch.align.acoustic import Witness
from dispatch.align.edits import Edit
from dispatch.align.placement import Placement
from dispatch.align.questions import SUBJECTS
from dispatch.align.spelling import contracted
from dispatch.align.stream import HeardToken
from dispatch.wording import Token
from dispatch.wording.classes import HELPING
from dispatch.wording.similarity import similar

CLEARLY_STATED = 1.5
"""Nats by which the sound must like a statement better than a question, where the quote's verb was not heard.

Of 44 sentences of generated exchanges that were said so, none had less with the verb taken out of the
transcript, and of nine questions none more; with no verb to put in and the statement as it was heard, 35
statements had 2.3 and more, and eleven questions less than 0.
"""
SURELY_STATED = 4.5
"""The same where the statement was heard and its subject is no pronoun ("the guard's supposed to be there").
Of 90 statements of generated exchanges none had less than 5.6, of 15 questions none more than -7, and the one
question that was heard as a statement had 3.1.
"""
LIKE_ENOUGH = 0.7
"""Similarity of a placement from which it is worth asking."""
ALL_HEARD = 0.9
"""The same where nothing was put in: whatever differs decides otherwise."""
LONGEST_SUBJECT = 5
"""Words of a quote before a verb that may stand before them in a question."""

_ASKING = "do did have are is can will".split()
_BEING = frozenset("is are was were".split())
_SUFFIXES = {"re": "are", "ve": "have", "ll": "will", "m": "am", "s": "is", "d": "would"}
_HELPING = HELPING | {"am"}
_OPENS = re.compile(r"(^|[.?!]\s*)$")
_LOWERED = SUBJECTS | frozenset("the a an your his her their our my this that these those it".split())


@dataclass(frozen=True, slots=True)
class Order:
    """A text that states something: what is before the subject, the subject, its verb, what is behind."""

    head: str
    subject: str
    verb: str
    """Empty where no helping verb follows the subject."""
    tail: str
    as_heard: str = ""
    """The statement in the transcript's words, where it is there."""

    def stated(self) -> tuple[str, ...]:
        """The statement, with and without the word before it, which may be what was heard of a verb.

        Example:
            >>> Order("Ten four. And ", "I", "have", " got it.").stated()[1:3]
            ("Ten four. And I've got it.", 'Ten four. I have got it.')
        """
        words = f"{self.subject} {self.verb}".rstrip()
        ways = dict.fromkeys((words, contracted(words)))
        own = [head + _opening(way, head) + self.tail for head in self._heads() for way in ways]
        return tuple(dict.fromkeys([*filter(None, [self.as_heard]), *own]))

    def asked(self) -> dict[str, str]:
        """The questions it may have been, with and without that word, and verb and subject of each.

        Example:
            >>> list(Order("Ten four. And ", "I", "have", " got it.").asked())[1:3]
            ['Ten four. And have I got it?', 'Ten four. Have I got it.']
            >>> list(Order("", "The fire", "is", " out.").asked().items())[1]
            ('Is the fire out?', 'Is the fire')
            >>> list(Order("", "You", "", " want units.").asked())[:4:2]
            ['Do you want units.', 'Did you want units.']
        """
        found: dict[str, str] = {}
        for head in self._heads():
            for verb in [self.verb] if self.verb else _ASKING:
                question = f"{verb} {_lowered(self.subject)}"
                turned = head + _opening(question, head) + self.tail
                marked = turned[: len(head)] + re.sub(r"[.!]|$", "?", turned[len(head) :], count=1)
                found |= dict.fromkeys((turned, marked), question[0].upper() + question[1:])
        return found

    def _heads(self) -> list[str]:
        return [self.head] if _OPENS.search(self.head) else [self.head, re.sub(r"\S+\s*$", "", self.head)]


def maybe_turned(placement: Placement, witness: Witness) -> str:
    """What may have been asked ("Have I") where the quote states it; empty where there is nothing.

    Only of sentences of the quote that put in or change the helping verb behind their subject, and of those
    that open with a pronoun, or with a subject and a form of "be", which were heard, too.
    """
    if placement.similarity < LIKE_ENOUGH:
        return ""
    for place, order in _orders(placement):
        stated, asked = order.stated(), order.asked()
        said = placement.stream.transmissions[place]
        fair = witness.fair(witness.window(said), [*stated, *asked])
        statements, questions = fair[: len(stated)], fair[len(stated) :]
        if max(statements) - max(questions) < _enough(order):
            return list(asked.values())[questions.index(max(questions))]
    return ""


def _enough(order: Order) -> float:
    """Nats by which the sound must like a statement better."""
    if not order.as_heard:
        return CLEARLY_STATED
    return 0.0 if order.subject.lower() in SUBJECTS else SURELY_STATED


def _orders(placement: Placement) -> Iterator[tuple[int, Order]]:
    """The statements of a quote that may have been questions, and the places of their transmissions."""
    quote = placement.quote_tokens
    heard = placement.stream.heard
    at_of = dict(placement.matched)
    for at, subject in enumerate(quote):
        begins = at == 0 or quote[at - 1].sentence != subject.sentence
        if not begins or at not in at_of or _is_asked(placement.quote[subject.end :]):
            continue
        by = heard[at_of[at]]
        if by.transmission < 0:
            continue
        text = placement.stream.transmissions[by.transmission].text
        put_in = _put_in(placement, at, by.transmission)
        if put_in is not None:
            verb, edit = put_in
            words = placement.quote[subject.start : verb.start].strip()
            head, tail = text[: by.token.start], text[edit.heard_range[1] :]
            if words and by.token.start <= edit.heard_range[0]:
                yield by.transmission, Order(head, words, verb.norm, _spaced(tail))
        elif subject.norm in SUBJECTS and subject.norm == by.token.norm:
            yield by.transmission, _order_of(text, by.token.start)
        elif placement.similarity >= ALL_HEARD and (helping := _heard_verb(placement, at)) is not None:
            yield by.transmission, _named_order(text, by.token.start, helping)


def _put_in(placement: Placement, at: int, place: int) -> tuple[Token, Edit] | None:
    """The helping verb behind a subject that was not heard there, and the difference that ends with it."""
    opening = placement.quote_tokens[at + 1 : at + 1 + LONGEST_SUBJECT]
    verb = next((t for t in opening if t.norm in _HELPING), None)
    if verb is None or verb.sentence != placement.quote_tokens[at].sentence:
        return None
    for edit in placement.edits:
        ends_with_it = edit.place == place and edit.quoted_tokens[-1:] == (verb,)
        if ends_with_it and verb.norm not in {h.token.norm for h in edit.heard_tokens}:
            return verb, edit
    return None


def _heard_verb(placement: Placement, at: int) -> HeardToken | None:
    """The helping verb behind a subject of a few words, where all of them were heard as quoted.

    Not one that ends the sentence ("the girl is"), nor one that "not" follows, which a question seldom has.
    """
    quote, heard, at_of = placement.quote_tokens, placement.stream.heard, dict(placement.matched)
    for k, place in zip(range(at, at + LONGEST_SUBJECT + 1), count(at_of[at]), strict=False):
        if k >= len(quote) or at_of.get(k) != place or similar(quote[k], heard[place].token) < 1.0:
            return None
        if quote[k].sentence != quote[at].sentence:
            return None
        if k > at and quote[k].norm in _BEING:
            goes_on = k + 1 < len(quote) and quote[k + 1].sentence == quote[at].sentence
            return heard[place] if goes_on and quote[k + 1].norm != "not" else None
    return None


def _named_order(text: str, start: int, verb: HeardToken) -> Order:
    """A statement as it was heard whose subject is no pronoun.

    Example:
        >>> from dispatch.align.stream import Span
        >>> from dispatch.wording import tokens
        >>> verb = HeardToken(tokens("The man's in.")[2], 0, Span(0, 0), 1.0, 1.0)
        >>> _named_order("The man's in.", 0, verb).asked().popitem()
        ('Is the man in?', 'Is the man')
    """
    said = text[start : verb.token.end]
    short = re.search(r"['’](s|re)$", said)
    words = (said[: short.start()] if short else said.removesuffix(verb.token.norm)).strip()
    norm = _SUFFIXES[short[1]] if short else verb.token.norm
    return Order(text[:start], words, norm, text[verb.token.end :], as_heard=text)


def _order_of(text: str, start: int) -> Order:
    """A statement as it was heard, from its pronoun on.

    Example:
        >>> _order_of("We can't.", 0).verb, _order_of("And you're in.", 4).tail, _order_of("I go.", 0).verb
        ("can't", ' in.', '')
    """
    found = re.match(r"(\w+)(?:['’](re|ve|ll|m|s|d)\b| (\w+(?:['’]t)?))?", text[start:])
    assert found is not None, "a word begins there"
    behind = (found[3] or "").lower()
    helps = behind in _HELPING or (behind.endswith("t") and not behind.isalpha())
    verb = _SUFFIXES[found[2]] if found[2] else behind if helps else ""
    tail = text[start + (found.end() if verb else found.end(1)) :]
    return Order(text[:start], found[1], verb, tail, as_heard=text)


def _is_asked(rest: str) -> bool:
    """Whether the sentence that goes on so is printed as a question."""
    end = re.search(r"[.?!]", rest)
    return end is not None and end.group() == "?"


def _spaced(tail: str) -> str:
    return f" {tail}" if tail[:1].isalnum() else tail


def _lowered(subject: str) -> str:
    """A subject as it stands inside a sentence: a pronoun or an article without its capital."""
    first = subject.split()[0].lower()
    return subject if first == "i" or first not in _LOWERED else subject[0].lower() + subject[1:]


def _opening(words: str, head: str) -> str:
    """Words with a capital where they open a sentence; a subject without where it does not."""
    return words[0].upper() + words[1:] if _OPENS.search(head) else _lowered(words)
