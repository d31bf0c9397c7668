"""A question that a quote makes a statement: "You want units." of "do you want units?".

The helping verb is a small word, moved, added or left out; before the quote it is no difference at all. A
question by the order of its words is one. A recogniser puts its question marks at will: they are a doubt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from dispatch.align.placement import Placement
from dispatch.align.stream import HeardToken, clause_ends
from dispatch.values.evidence import HEARD_SURELY
from dispatch.wording import Kind, Meaning, Token
from dispatch.wording.classes import HELPING, class_of
from dispatch.wording.similarity import similar

SAME = 0.8
"""Likeness of forms of one word."""

_HELPING = HELPING | {"am"}
_ORDERING = frozenset("do have has".split())
"""Before a thing these mostly begin no question: "do the stairs", "have the driver call", "has the keys"."""
SUBJECTS = frozenset("i you we they he she there anybody anyone everybody everyone somebody someone".split())
_THINGS = frozenset("it this that these those".split())
_ARTICLES = frozenset("the a an".split())
_OF_A_THING = _ARTICLES | frozenset("your his her their our my any all both".split()) | _THINGS
_NOUNS = (Meaning.CONTENT, Meaning.PLACE, Meaning.UNIT, Meaning.NUMBER)
_JOINING = frozenset("and but or ok yes know ask asking confirm advise wondering".split())
"""A question may follow these without a mark: "I need to know is he breathing"."""
_WHEN_OR_HOW = frozenset("where when why how".split())
_ASKING = _WHEN_OR_HOW | frozenset("what who whom whose which if whether".split())
_TAGS = frozenset("right correct copy ok yes over".split())
"""At the end of a sentence they ask for an answer, however the rest is put."""


def asked_of(placement: Placement) -> tuple[str, str]:
    """What was asked and is stated by the quote: by the order of its words, and by what may be a question.

    A helping verb with its subject ("Do you") in the first place; in the second the same where it is not
    sure, or a sentence with its question mark. Empty where there is none.
    """
    both = _Both(placement)
    turned = list(both.turned())
    sure = next((words for words, is_sure in turned if is_sure), "")
    return sure, next((words for words, _ in turned), "") or next(both.marked(), "")


@dataclass(frozen=True)
class _Both:
    """A quote beside what was heard, sentence by sentence."""

    placement: Placement

    @cached_property
    def heard(self) -> Sequence[HeardToken]:
        return self.placement.stream.heard

    @cached_property
    def quote(self) -> Sequence[Token]:
        return self.placement.quote_tokens

    @cached_property
    def heard_for(self) -> dict[int, int]:
        return dict(self.placement.matched)

    @cached_property
    def quoted_for(self) -> dict[int, int]:
        return {heard: quoted for quoted, heard in self.placement.matched}

    def turned(self) -> Iterator[tuple[str, bool]]:
        """Each helping verb heard before its subject and not quoted so; whether that is surely a question."""
        for quoted, at in self.placement.matched:
            subject = self._with_article(at)
            verb = self._before(subject)
            if verb is None or self.heard[verb].token.norm not in _HELPING:
                continue
            if similar(self.quote[quoted], self.heard[at].token) < SAME:
                continue
            asks = self._asks(verb, subject, at)
            if asks is not None and self._states(quoted, verb):
                sure = asks and self.heard[verb].probability >= HEARD_SURELY
                yield self._text(verb, at), sure

    def marked(self) -> Iterator[str]:
        """Each whole sentence heard with a question mark that the quote has as a statement."""
        for number in dict.fromkeys(t.sentence for t in self.quote):
            words = [k for k in self._of_sentence(number) if k in self.heard_for]
            if len(words) < 2 or self._keeps_asking(number, words):
                continue
            first, last = self.heard_for[words[0]], self.heard_for[words[-1]]
            same = self.heard[first].transmission == self.heard[last].transmission and first < last
            if same and self._is_whole(first, last):
                yield self._text(first, last) + "?"

    def _with_article(self, at: int) -> int:
        """Where a subject begins whose article the quote leaves out: "Overhead is hot"."""
        before = self._before(at)
        left_out = before is not None and before not in self.quoted_for
        return before if left_out and before and self.heard[before].token.norm in _ARTICLES else at

    def _before(self, at: int) -> int | None:
        """The word before another in its transmission, "uh" not counted."""
        for k in range(at - 1, -1, -1):
            if self.heard[k].transmission != self.heard[at].transmission:
                return None
            if self.heard[k].token.kind is not Kind.FILLER:
                return k
        return None

    def _asks(self, verb: int, subject: int, at: int) -> bool | None:
        """Whether a helping verb and what is behind it ask: surely, maybe (False), or not (None)."""
        before, word, helping = self._before(verb), self.heard[subject].token, self.heard[verb].token.norm
        if clause_ends(self._between(verb, subject)) or (helping == "am" and word.norm != "i"):
            return None  # "can do, you go in"; "at 8 a.m. anybody"
        between = "." if before is None else self._between(before, verb)
        begins = any(mark in between for mark in ".?!")
        marked = "?" in self._end(at)
        heads = begins or clause_ends(between)
        if word.norm in SUBJECTS:
            return True if heads or self._leads(before, word) else None
        if word.norm not in _OF_A_THING and class_of(word) not in _NOUNS:
            return None
        if marked and heads:
            return True if word.norm in _OF_A_THING or helping not in ("have", "has") else None
        if helping in _ORDERING or not begins or word.norm not in _OF_A_THING - {"a", "an"}:
            return None
        return word.norm == "it"

    def _leads(self, before: int | None, subject: Token) -> bool:
        """Whether a word with no mark behind it may stand before a question: "and", a call sign, "where"."""
        if before is None:
            return False
        token = self.heard[before].token
        asked = token.norm in _WHEN_OR_HOW and before not in self.quoted_for
        called = token.kind is Kind.DIGIT and subject.norm != "there"  # "Engine 4 is there on the corner"
        return asked or called or token.norm in _JOINING

    def _states(self, quoted: int, verb: int) -> bool:
        """Whether the quote's sentence with this word of the subject is a statement."""
        words = self._of_sentence(self.quote[quoted].sentence)
        if "?" in self._end_of_quote(words[-1]):
            return False
        moved = any(k not in self.heard_for and self.quote[k].norm in _HELPING for k in words if k > quoted)
        before = [k for k in words if k < quoted]
        while before and before[-1] not in self.heard_for and self.quote[before[-1]].norm in _ARTICLES:
            before.pop()
        if before:
            last = self.quote[before[-1]]
            kept = self.quoted_for.get(verb) == before[-1] or last.norm in _HELPING | _ASKING
            return not kept and last.kind is not Kind.BRACKET
        return moved or self._is_statement(words)

    def _is_statement(self, words: Sequence[int]) -> bool:
        """Whether words that begin behind the verb are printed as a sentence, and say more than who."""
        start = self.quote[words[0]]
        capital = self.placement.quote[start.start].isupper() and start.norm != "i"
        ended = any(mark in self._end_of_quote(words[-1]) for mark in ".!")
        last = self.heard_for.get(words[-1])
        whole = start.norm in SUBJECTS or (last is not None and clause_ends(self._behind(last)))
        return (capital or (start.norm == "i" and ended)) and len(words) > 2 and whole

    def _keeps_asking(self, number: int, matched: Sequence[int]) -> bool:
        """Whether a sentence of the quote is a question itself, or no sentence."""
        words = self._of_sentence(number)
        norms = [self.quote[k].norm for k in words]
        inverted = any(a in _HELPING and b in SUBJECTS | _OF_A_THING for a, b in pairwise(norms))
        asks = norms[0] in _HELPING or inverted or bool(set(norms) & _ASKING) or norms[-1] in _TAGS
        end = self._end_of_quote(words[-1])
        added = any(k not in self.heard_for and self.quote[k].norm in _HELPING for k in words)
        capital = self.placement.quote[self.quote[words[0]].start].isupper()
        closed = any(mark in end for mark in ".!") and capital
        return "?" in end or asks or not (added or closed)

    def _is_whole(self, first: int, last: int) -> bool:
        """Whether words heard are a sentence with a question mark, from its beginning or a comma on."""
        before = self._before(first)
        begins = before is None or clause_ends(self._between(before, first))
        asking = any(h.token.norm in _ASKING for h in self.heard[first : last + 1])
        return begins and not asking and "?" in self._behind(last)

    def _of_sentence(self, number: int) -> list[int]:
        return [
            k
            for k, t in enumerate(self.quote)
            if t.sentence == number and t.kind not in (Kind.FILLER, Kind.ELLIPSIS)
        ]

    def _text(self, first: int, last: int) -> str:
        text = self.placement.stream.transmissions[self.heard[first].transmission].text
        return text[self.heard[first].token.start : self.heard[last].token.end]

    def _between(self, first: int, second: int) -> str:
        text = self.placement.stream.transmissions[self.heard[first].transmission].text
        return text[self.heard[first].token.end : self.heard[second].token.start]

    def _behind(self, at: int) -> str:
        """What stands behind a word heard, to the next one."""
        here = self.heard[at]
        text = self.placement.stream.transmissions[here.transmission].text
        rest = (
            h
            for h in self.heard[at + 1 :]
            if h.token.start >= here.token.end or h.transmission != here.transmission
        )
        following = next(rest, None)
        if following is None or following.transmission != here.transmission:
            return text[here.token.end :] + "."
        return text[here.token.end : following.token.start]

    def _end(self, at: int) -> str:
        """The mark that ends the sentence of a word heard."""
        text = self.placement.stream.transmissions[self.heard[at].transmission].text
        return next((mark for mark in text[self.heard[at].token.end :] if mark in ".?!"), "")

    def _end_of_quote(self, at: int) -> str:
        """What stands behind a quoted word, to the next one."""
        token = self.quote[at]
        following = next(
            (t.start for t in self.quote[at + 1 :] if t.start >= token.end), len(self.placement.quote)
        )
        return self.placement.quote[token.end : following]
