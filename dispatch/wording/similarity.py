"""Which words may stand for each other: said alike, of one stem, or synonyms."""

from __future__ import annotations

from collections.abc import Sequence

from dispatch.wording import lexicon
from dispatch.wording.sounds import sound_similarity
from dispatch.wording.synonyms import partners
from dispatch.wording.tokens import Kind, Token


def _partners(groups: Sequence[tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """For each word all that share a group with it: aligning asks for every pair of words."""
    return {
        word: frozenset(other for group in groups if word in group for other in group)
        for words in groups
        for word in words
    }


_OTHER_THINGS = frozenset("hardly shortly barely lately nearly scarcely".split())
_COMPARED = frozenset(
    "closer nearer quicker slower higher lower faster bigger larger smaller sooner farther further wider "
    "longer shorter deeper clearer easier earlier later tighter louder harder stronger older younger newer "
    "colder hotter warmer darker lighter other under over after".split()
)
_LETTERS = {lexicon.PHONETIC[letter]: word for letter, word in lexicon.POLICE_LETTERS.items()}
"""What the police say for a letter, by what aviation says."""
_SOUND_ALIKE = _partners(lexicon.SOUND_ALIKE)


def similar(first: Token, second: Token) -> float:
    """1 for tokens that may stand for each other in sound or spelling, down to 0.

    Example:
        >>> from dispatch.wording import tokens
        >>> similar(*tokens("for four"))
        1.0
        >>> similar(*tokens("fire hydrant")) < 0.5
        True
    """
    a, b = first.norm, second.norm
    if a == b or said_alike(a, b):
        return 1.0
    if _is_letter_of(first, b) or _is_letter_of(second, a):
        return 1.0
    if {first.kind, second.kind} & {Kind.DIGIT, Kind.ORDINAL}:
        return 0.0
    if "'d" in (a, b) and {a, b} & {"would", "had", "did"}:
        return 1.0
    if "'s" in (a, b) and {a, b} & {"is", "has"}:
        return 1.0
    if stem(a) == stem(b):
        return 0.85
    if synonymous(a, b):
        return 0.8
    return 0.9 * sound_similarity(a, b)


def _is_letter_of(token: Token, norm: str) -> bool:
    """Whether a token is a letter, and a norm what the police say for it: the P of "4P12" and "Paul".

    Example:
        >>> from dispatch.wording import tokens
        >>> [similar(tokens(unit)[1], tokens("Paul")[0]) == 1.0 for unit in ("4P12", "4 Papa 12")]
        [True, False]
    """
    is_letter = token.norm in _LETTERS and token.end - token.start < len(token.norm)
    return is_letter and _LETTERS[token.norm] == norm


def said_alike(first: str, second: str) -> bool:
    """Whether two norms are written otherwise and said alike.

    Example:
        >>> said_alike("brake", "break"), said_alike("brake", "truck")
        (True, False)
    """
    return second in sounding_like(first)


def sounding_like(norm: str) -> frozenset[str]:
    """The norms that are said as it is, itself among them where there are others.

    Example:
        >>> sorted(sounding_like("quay")), sorted(sounding_like("truck"))
        (['key', 'quay'], [])
    """
    return _SOUND_ALIKE.get(norm, frozenset())


def synonymous(first: str, second: str) -> bool:
    """Whether two norms, or phrases of norms joined by spaces, may stand for each other in any sentence.

    Example:
        >>> synonymous("halted", "stopped"), synonymous("beside", "next to"), synonymous("halt", "slow")
        (True, True, False)
    """
    return second in partners().get(first, ())


def stem(norm: str) -> str:
    """A word without its commonest endings; enough to pair "close" and "closer", "get" and "getting".

    Past tense keeps its ending: "check" and "checked" say different things. So does who does something, and
    what says another thing than the word it comes from.

    Example:
        >>> [stem(word) for word in ("closer", "getting", "officer", "hardly", "slowly")]
        ['clos', 'get', 'officer', 'hardly', 'slow']
        >>> [stem(word) for word in ("knees", "knee", "ladies", "lady", "boxes", "houses", "house")]
        ['kne', 'kne', 'lady', 'lady', 'box', 'hous', 'hous']
    """
    if norm in _OTHER_THINGS or (norm.endswith("er") and norm not in _COMPARED):
        return norm
    if norm.endswith("ies") and len(norm) >= 5:
        return norm.removesuffix("ies") + "y"
    if norm.endswith("ees"):
        return norm.removesuffix("es")
    for ending in ("ing", "er", "es", "s", "ly"):
        if norm.endswith(ending) and len(norm) - len(ending) >= 3:
            left = norm.removesuffix(ending)
            return left[:-1] if left[-1] == left[-2] or left[-1] == "e" else left
    return norm.removesuffix("e") if len(norm) > 3 else norm
