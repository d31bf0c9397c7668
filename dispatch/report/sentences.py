"""What the page says about a report and about each claim, chosen by what the evidence allows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dispatch.report import words as w
from dispatch.report.marks import weighs
from dispatch.report.safe import shorten, visible
from dispatch.report.stretches import Part
from dispatch.report.times import length
from dispatch.values import (
    ClaimKind,
    Difference,
    Finding,
    Operation,
    Report,
    Role,
    Verdict,
)

CONFIRMED = frozenset({Verdict.VERBATIM, Verdict.SUPPORTED})
"""The verdicts the headline counts as good."""

_LONGEST_IN_SENTENCE = 60

_NEARLY_CERTAIN = 0.995


def headline(report: Report, parts: Sequence[Sequence[Part]]) -> str:
    """The answer in one sentence, with a count."""
    findings = report.findings
    if not findings:
        return w.HEAD_NOTHING
    if (share := unheard_share(report)) >= 0.5 and _verdicts(report) == {Verdict.CANNOT_DETERMINE}:
        return w.HEAD_UNHEARD.format(share=percent(share))
    if len(findings) == 1:
        return say(findings[0], parts[0])
    n, kind = len(findings), _kind(findings)
    if len(_verdicts(report)) == 1:
        return w.HEAD_ALL_ALIKE[findings[0].verdict].format(n=_count(n), nouns=w.NOUNS[kind][1])
    good = sum(f.verdict in CONFIRMED for f in findings)
    if not good:
        return w.HEAD_NONE[kind].format(n=_count(n), nouns=w.NOUNS[kind][1])
    was, is_ = (w.WAS, w.IS) if good == 1 else (w.WERE, w.ARE)
    sentence = w.HEAD_SOME[kind].format(k=_count(good), n=_count(n), nouns=w.NOUNS[kind][1], was=was, is_=is_)
    return sentence[0].upper() + sentence[1:]


def deck(report: Report) -> str:
    """What is wrong with the others, in one or two sentences."""
    if not report.findings:
        return w.DECK_NOTHING
    counts = Counter(f.verdict for f in report.findings)
    rest = [v for v in counts if v not in CONFIRMED] if len(counts) > 1 else []
    good = any(v in CONFIRMED for v in counts)
    said = [w.DECK[v][counts[v] > 1].format(k=_count(counts[v])) for v in rest]
    sentences = [(w.DECK_OTHERS if good else w.DECK_ALL).format(list=_listed(said))] if said else []
    if report.unchecked:
        more = w.DECK_UNCHECKED.format(k=_count(len(report.unchecked)))
        sentences.append(more[0].upper() + more[1:])
    return " ".join(sentences)


LIKELY = 0.75
"""Chance of having been said from which a quote left open is told as likely: that of confirmed ones."""


def say(finding: Finding, parts: Sequence[Part]) -> str:
    """The verdict as one sentence about this claim; the verdict's own where there is no more to say."""
    verdict = finding.verdict
    if verdict is Verdict.VERBATIM:
        if finding.context.cut_qualifier and (after := went_on(finding, parts)):
            return w.SAY_CUT.format(after=after)
        return _say_verbatim(finding)
    if verdict is Verdict.ALTERED:
        weighty = [d for d in finding.differences if weighs(d)] or list(finding.differences)
        return _say_difference(weighty[0]) if len(weighty) == 1 else w.MEANING[verdict]
    if verdict is Verdict.SPLICED:
        return _say_spliced(parts)
    if verdict is Verdict.CANNOT_DETERMINE and finding.p_said >= LIKELY:
        return w.SAY_LIKELY_OPEN
    if verdict is Verdict.MISATTRIBUTED and _other_role(finding):
        assert finding.said_by is not None
        return w.SAY_BY_OTHER.format(
            who=w.BY_ROLE[finding.said_by.role], named=w.BY_ROLE[finding.attributed_to]
        )
    return w.MEANING[verdict]


def went_on(finding: Finding, parts: Sequence[Part]) -> str:
    """How the speaker went on after the quote's last word, without the stop at its end."""
    pieces = parts[-1].pieces if parts else ()
    last = max((i for i, piece in enumerate(pieces) if not piece.outside), default=-1)
    rest = " ".join(piece.text for piece in pieces[last + 1 :]) or finding.context.after
    return _quoted(rest).rstrip(".!?,;: ")


def _other_role(finding: Finding) -> bool:
    """Whether both roles are known, and are not the same."""
    if finding.said_by is None or Role.UNKNOWN in (finding.attributed_to, finding.said_by.role):
        return False
    return finding.said_by.role is not finding.attributed_to


def _say_verbatim(finding: Finding) -> str:
    if finding.attributed_to is Role.UNKNOWN:
        return w.SAY_VERBATIM_UNNAMED
    if finding.said_by and finding.said_by.role is finding.attributed_to:
        return w.SAY_VERBATIM_BY.format(who=w.BY_ROLE[finding.said_by.role])
    return w.SAY_VERBATIM_UNCERTAIN


def _say_difference(difference: Difference) -> str:
    text = {
        Operation.REPLACE: w.SAY_REPLACED,
        Operation.INSERT: w.SAY_ADDED,
        Operation.DELETE: w.SAY_LEFT_OUT,
    }[difference.op]
    return text.format(heard=_quoted(difference.heard), quoted=_quoted(difference.quoted))


def _say_spliced(parts: Sequence[Part]) -> str:
    spans = [part.span for part in parts if part.span]
    if len(spans) == 2 and spans[0].gap_ms(spans[1]) > 1000:
        return w.SAY_APART.format(apart=length(spans[0].gap_ms(spans[1])))
    if len(spans) > 2:
        return w.SAY_PLACES.format(n=_count(len(spans)))
    return w.MEANING[Verdict.SPLICED]


def about_difference(difference: Difference) -> str:
    """What the sound says about one difference, and how strongly."""
    heard, quoted = _quoted(difference.heard), _quoted(difference.quoted)
    if difference.log_likelihood_ratio is None:
        return w.NOT_ASKED[difference.op.value].format(heard=heard, quoted=quoted)
    texts = {
        Operation.REPLACE: w.PREFERS,
        Operation.INSERT: w.PREFERS_WITHOUT,
        Operation.DELETE: w.PREFERS_WITH,
    }[difference.op]
    strength = strength_word(difference.log_likelihood_ratio)
    return texts[difference.audio_prefers].format(strength=strength, heard=heard, quoted=quoted)


def own_id(n: int, claim_id: str) -> str:
    """What the claims list and the other files call the ``n``-th claim, where its place doesn't tell that.

    Example:
        >>> own_id(3, "3"), own_id(3, "c3"), own_id(1, "c2")
        ('', '', 'id c2')
    """
    if claim_id in (str(n), f"c{n}"):
        return ""
    return f"{w.CLAIM_ID} {shorten(visible(claim_id), _LONGEST_IN_SENTENCE)}"


def strength_word(log_likelihood_ratio: float) -> str:
    """
    Example:
        >>> strength_word(-18.6), strength_word(4)
        ('strongly', 'weakly')
    """
    return next(word for least, word in w.STRENGTHS if abs(log_likelihood_ratio) >= least)


def side(difference: Difference) -> str:
    """Which wording the mark on the scale stands for."""
    ratio = difference.log_likelihood_ratio or 0.0
    return w.SCALE_PRINTED if ratio > 0 else w.SCALE_HEARD


def unheard_share(report: Report) -> float:
    """Share of the speech, 0..1, that could not be made out."""
    speech = sum(r.coverage.speech_ms for r in report.recordings)
    return sum(r.coverage.unintelligible_ms for r in report.recordings) / speech if speech else 0.0


def chance(p: float) -> str:
    """A probability with two decimals, never as certainty: a model knows none.

    Example:
        >>> chance(0.972), chance(0.9999), chance(0.0)
        ('0.97', 'over 0.99', 'under 0.01')
    """
    if p >= _NEARLY_CERTAIN:
        return w.OVER.format(p="0.99")
    return f"{p:.2f}" if p >= 1 - _NEARLY_CERTAIN else w.UNDER.format(p="0.01")


def percent(share: float) -> str:
    """
    Example:
        >>> percent(0.624), percent(0.001)
        ('62 %', 'under 1 %')
    """
    return "under 1 %" if 0 < share < 0.01 else f"{round(100 * share)} %"


def _verdicts(report: Report) -> set[Verdict]:
    return {f.verdict for f in report.findings}


def _kind(findings: Sequence[Finding]) -> str:
    kinds = {f.kind for f in findings}
    if len(kinds) > 1:
        return "mixed"
    return "quote" if kinds == {ClaimKind.QUOTE} else "indirect"


def _count(n: int) -> str:
    return w.COUNT[n] if n < len(w.COUNT) else f"{n:,}"


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {w.AND} {items[-1]}"


def _quoted(text: str) -> str:
    return shorten(visible(text), _LONGEST_IN_SENTENCE).strip('“”"')
