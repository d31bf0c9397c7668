"""Statements that the sound may have as questions: a helping verb before its subject that nobody heard.

"Have I got authority?" is heard as "And I got authority", and "I have got authority" then differs from that
by a small word alone. The two orders are put to the sound, beside the other verbs that begin a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dispatch.align.acoustic import Witness
from dispatch.align.edits import Edit
from dispatch.align.placement import Placement
from dispatch.align.questions import SUBJECTS
from dispatch.align.wordings import rewritten
from dispatch.wording.classes import HELPING

CLEARLY_STATED = 1.5
"""Nats by which the sound must like a statement better than a question, where the quote's verb was not heard.

Of 44 sentences of generated exchanges that were said so, none had less with the verb taken out of the
transcript, and of nine questions none more; with no verb to put in and the statement as it was heard, 35
statements had 2.3 and more, and eleven questions less than 0.
"""
LIKE_ENOUGH = 0.7
"""Similarity of a placement from which it is worth asking."""

_ASKING = "do did have are is can will".split()
_SUFFIXES = {"re": "are", "ve": "have", "ll": "will", "m": "am", "s": "is", "d": "would"}
_OPENS = re.compile(r"(^|[.?!]\s*)$")


@dataclass(frozen=True, slots=True)
class Orders:
    """The same words as a statement and as a question."""

    stated: tuple[str, ...]
    asked: tuple[str, ...]
    questions: tuple[str, ...]
    """Verb and subject of each of those asked."""


def maybe_turned(placement: Placement, witness: Witness) -> str:
    """What may have been asked ("Have I") where the quote states it; empty where there is nothing.

    Only of sentences of the quote that open with a pronoun which was heard, too.
    """
    if placement.similarity < LIKE_ENOUGH:
        return ""
    for place, start, edit in _subjects(placement):
        said = placement.stream.transmissions[place]
        found = orders(rewritten(said.text, edit)[0] if edit else [said.text], start)
        fair = witness.fair(witness.window(said), [*found.stated, *found.asked])
        stated, asked = fair[: len(found.stated)], fair[len(found.stated) :]
        if max(stated) - max(asked) < (CLEARLY_STATED if edit else 0.0):
            return found.questions[asked.index(max(asked))]
    return ""


def _subjects(placement: Placement) -> Iterator[tuple[int, int, Edit | None]]:
    """Where a pronoun was heard that opens a statement of the quote: the place and the character of its text.

    With it the difference there that puts in or changes the word behind it, if that is a helping verb.
    """
    quote, heard = placement.quote_tokens, placement.stream.heard
    for at, by in placement.matched:
        subject, place = quote[at], heard[by].transmission
        opens = at == 0 or quote[at - 1].sentence != subject.sentence
        if not opens or subject.norm not in SUBJECTS or heard[by].token.norm != subject.norm:
            continue
        if _is_asked(placement.quote[subject.end :]):
            continue
        behind = [token for token in quote[at + 1 : at + 2] if token.norm in HELPING]
        changing = (e for e in placement.edits if e.place == place and set(behind) & set(e.quoted_tokens))
        yield place, heard[by].token.start, next(changing, None)


def _is_asked(rest: str) -> bool:
    """Whether the sentence that goes on so is printed as a question."""
    end = re.search(r"[.?!]", rest)
    return end is not None and end.group() == "?"


def orders(texts: Sequence[str], start: int) -> Orders:
    """Wordings of a text with the subject at a character before its verb and behind it.

    Each with and without the word before it, which may be what was heard of the verb.

    Example:
        >>> orders(["Ten four. And I have got it."], 14).stated
        ('Ten four. And I have got it.', 'Ten four. I have got it.')
        >>> orders(["Ten four. And I have got it."], 14).asked[1:3]
        ('Ten four. And have I got it?', 'Ten four. Have I got it.')
        >>> orders(["You want units."], 0).questions[:3:2], orders(["We can't."], 0).asked
        (('Do you', 'Did you'), ("Can't we.", "Can't we?"))
    """
    stated = list(texts)
    asked: dict[str, str] = {}
    for text in texts:
        found = re.match(r"(\w+)(?:['’](re|ve|ll|m|s|d)\b| (\w+(?:['’]t)?))?", text[start:])
        if found is None:
            continue
        subject, behind = found[1], found[3] or ""
        helps = behind.lower() in HELPING | {"am"} or (behind.endswith("t") and not behind.isalpha())
        verb = _SUFFIXES[found[2]] if found[2] else behind.lower() if helps else ""
        rest = text[start + (found.end() if verb else found.end(1)) :]
        for head in _heads(text[:start]):
            stated.append(head + _opening(subject, head) + text[start + found.end(1) :])
            for other in [verb] if verb else _ASKING:
                question = f"{other} {subject if subject == 'I' else subject.lower()}"
                turned = head + _opening(question, head) + rest
                words = question[0].upper() + question[1:]
                asked |= {turned: words, _with_question_mark(turned, len(head)): words}
    return Orders(tuple(dict.fromkeys(stated)), tuple(asked), tuple(asked.values()))


def _heads(head: str) -> list[str]:
    """What stands before a subject, and that without its last word, unless a sentence ends there."""
    return [head] if _OPENS.search(head) else [head, re.sub(r"\S+\s*$", "", head)]


def _opening(words: str, head: str) -> str:
    """Words with a capital where they open a sentence, and without where they do not."""
    if _OPENS.search(head) or words.split()[0] == "I":
        return words[0].upper() + words[1:]
    return words[0].lower() + words[1:]


def _with_question_mark(text: str, start: int) -> str:
    return text[:start] + re.sub(r"[.!]|$", "?", text[start:], count=1)
