"""A finding as a card: everything a reader needs to judge one answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dispatch.report import words as w
from dispatch.report.coverage import coverage
from dispatch.report.facts import facts
from dispatch.report.marks import Piece, printed
from dispatch.report.onward import how_to_hear, onward
from dispatch.report.players import clip_for, player
from dispatch.report.safe import shorten, visible
from dispatch.report.sentences import about_difference, own_id, say, side, went_on
from dispatch.report.stretches import Part, heard
from dispatch.report.times import length, place
from dispatch.report.traffic import around, called, places
from dispatch.report.views import Card, DifferenceView, PartView, Player
from dispatch.values import (
    Alternative,
    BlindListening,
    ClaimKind,
    Clip,
    Difference,
    Finding,
    Report,
    Role,
    Transcript,
    Verdict,
)

SCALE_END = 20.0
"""Log-likelihood ratio at either end of the scale."""

_ARTICLE_AROUND = 160
_SEARCH_VERDICTS = frozenset({Verdict.NOT_FOUND, Verdict.CANNOT_DETERMINE})


def card(
    n: int,
    report: Report,
    transcripts: Mapping[str, Transcript],
    clips: Sequence[Clip],
    mode: str,
    article_text: str | None,
    used: set[int],
) -> Card:
    """The card of the ``n``-th finding, counted from 1."""
    finding = report.findings[n - 1]
    transcript = transcripts.get(finding.recording or "")
    absent = finding.verdict is Verdict.NOT_FOUND
    parts = () if absent else heard(finding, transcript)
    near, longer = ((), ()) if absent else around(finding, transcript)
    return Card(
        n=n,
        anchor=f"claim-{n}",
        claim_id=finding.claim_id,
        own_id=own_id(n, finding.claim_id),
        verdict=finding.verdict,
        tone=w.TONE[finding.verdict],
        label=w.VERDICT[finding.verdict],
        say=say(finding, parts),
        quote=finding.quote,
        marks=("“", "”") if finding.kind is ClaimKind.QUOTE else ("", ""),
        quote_short=shorten(visible(finding.quote), 220),
        printed=(Piece(finding.quote),) if absent else printed(finding),
        attribution=_attribution(finding),
        in_article=_in_article(finding, article_text),
        parts=_part_views(finding, parts, report, transcript, clips, mode, used),
        differences=() if absent else tuple(_difference(d) for d in finding.differences),
        where=_where(parts, finding),
        reasons=finding.reasons,
        warnings=_warnings(finding, parts),
        facts=facts(finding, parts, report, transcript),
        coverage=coverage(report) if finding.verdict in _SEARCH_VERDICTS else (),
        coverage_note=w.COVERS_NOT if finding.verdict in _SEARCH_VERDICTS else "",
        traffic=near,
        longer=longer,
        alternatives=places(_runners_up(finding), report, transcripts),
        corroboration=places(finding.corroboration, report, transcripts),
        words=() if absent else _words(finding),
        listeners=tuple((one, listener(one), listened(one)) for one in finding.listeners),
        editor=finding.editor,
    )


def _attribution(finding: Finding) -> str:
    if finding.attribution:
        return finding.attribution
    if finding.attributed_to is Role.UNKNOWN:
        return w.ATTRIBUTED_NOBODY
    return w.ATTRIBUTED.format(who=w.BY_ROLE[finding.attributed_to])


def _in_article(finding: Finding, text: str | None) -> tuple[str, str, str] | None:
    """The article around the quote: before, the quote, after."""
    start, end = finding.article_start, finding.article_end
    if text is None or start is None or end is None or not 0 <= start < end <= len(text):
        return None
    before = text[max(0, start - _ARTICLE_AROUND) : start]
    after = text[end : end + _ARTICLE_AROUND]
    lead = "… " if start > _ARTICLE_AROUND else ""
    return (
        lead + before.lstrip(),
        text[start:end],
        after.rstrip() + (" …" if end + _ARTICLE_AROUND < len(text) else ""),
    )


def _part_views(
    finding: Finding,
    parts: Sequence[Part],
    report: Report,
    transcript: Transcript | None,
    clips: Sequence[Clip],
    mode: str,
    used: set[int],
) -> tuple[PartView, ...]:
    views = []
    for i, part in enumerate(parts):
        letter = chr(ord("A") + i % 26) if len(parts) > 1 else ""
        label = w.HEARD_PART.format(letter=letter) if letter else w.HEARD
        label = w.NEAREST if finding.verdict in _SEARCH_VERDICTS else label
        gap = _gap(parts[i - 1], part, transcript) if i else ""
        own = _player(finding, part, letter, report, clips, mode, used)
        code = "" if own else how_to_hear(finding.recording, part.span, report)
        views.append(PartView(label, part.pieces, _by(part), gap, own, code))
    return (*views, *onward(finding, report))


def _player(
    finding: Finding,
    part: Part,
    letter: str,
    report: Report,
    clips: Sequence[Clip],
    mode: str,
    used: set[int],
) -> Player | None:
    searched = next((r for r in report.recordings if r.recording.sha256 == finding.recording), None)
    if part.span is None or searched is None:
        return None
    index = clip_for(part.span, finding.claim_id, finding.recording, clips)
    if index is None:
        return None
    name = w.PLACE_LETTER.format(letter=letter) if letter else w.STRETCH
    return player(part, index, clips[index], name, searched.recording, mode, used)


def _by(part: Part) -> str:
    if not part.transmissions:
        return ""
    first = part.transmissions[0]
    n = len(part.transmissions)
    role = called(first.role, first.unit)
    turns = w.ONE_TRANSMISSION if n == 1 else w.N_TRANSMISSIONS.format(n=n)
    last = length(part.span.duration_ms) if part.span else ""
    return ", ".join(x for x in (role, turns, last) if x)


def _gap(before: Part, after: Part, transcript: Transcript | None) -> str:
    if before.span is None or after.span is None:
        return ""
    gap = length(before.span.gap_ms(after.span))
    if before.transmissions and before.transmissions[-1:] == after.transmissions[:1]:
        return w.APART_SAME.format(gap=gap)
    if transcript is None:
        return w.APART_PLAIN.format(gap=gap)
    inner = (min(before.span.end_ms, after.span.end_ms), max(before.span.start_ms, after.span.start_ms))
    n = sum(
        inner[0] <= t.span.start_ms and t.span.end_ms <= inner[1] and t not in after.transmissions
        for t in transcript.transmissions
    )
    return w.APART.format(gap=gap, n=n)


def _difference(difference: Difference) -> DifferenceView:
    ratio = difference.log_likelihood_ratio
    text = about_difference(difference)
    at = place(difference.span.start_ms) if difference.span else ""
    if ratio is None:
        return DifferenceView(text, at, "", "", "")
    share = 50 + 50 * max(-SCALE_END, min(SCALE_END, ratio)) / SCALE_END
    anchor = "start" if share < 20 else "end" if share > 80 else "middle"
    value = w.SCALE_VALUE.format(value=f"{abs(ratio):.1f}", side=side(difference))
    return DifferenceView(text, at, value, f"{max(1.0, min(99.0, share)):.1f}%", anchor)


def _where(parts: Sequence[Part], finding: Finding) -> str:
    if finding.verdict is Verdict.NOT_FOUND:
        return w.NOWHERE
    spans = [part.span for part in parts if part.span]
    if len(spans) > 1:
        return w.PLACES.format(n=len(spans))
    span = spans[0] if spans else finding.span
    return place(span.start_ms) if span else ""


def _warnings(finding: Finding, parts: Sequence[Part]) -> tuple[str, ...]:
    if finding.context.cut_qualifier and finding.verdict is not Verdict.VERBATIM:
        return (w.CUT_QUALIFIER.format(after=went_on(finding, parts)),)
    return ()


def _runners_up(finding: Finding) -> tuple[Alternative, ...]:
    """Other places; for what was not found, the nearest one of all comes first."""
    rest = tuple(other for other in finding.alternatives if other not in finding.corroboration)
    if finding.verdict is not Verdict.NOT_FOUND or finding.span is None or finding.recording is None:
        return rest
    return (Alternative(finding.recording, finding.span, finding.heard, finding.p_said), *rest)


def _words(finding: Finding) -> tuple[tuple[str, str, str, str], ...]:
    if len(finding.words) > 400 or all(pair.log_prob is None for pair in finding.words):
        return ()
    return tuple(
        (
            pair.quoted,
            pair.heard,
            place(pair.span.start_ms) if pair.span else "",
            "" if pair.log_prob is None else f"{pair.log_prob:.1f}".replace("-", "−"),
        )
        for pair in finding.words
    )


def listener(listening: BlindListening) -> str:
    """What a listener is called: nobody is blind who had the quote on the page."""
    return w.LISTENER_KNOWING if listening.quote_on_page_before else w.LISTENER


def listened(listening: BlindListening) -> str:
    """How a listener heard it: what the worth of their words depends on."""
    several = w.PLAYED_TIMES.format(plays=listening.plays)
    return w.LISTENED.format(
        played={0: w.NOT_PLAYED, 1: w.PLAYED_ONCE}.get(listening.plays, several),
        slow=w.LISTENED_SLOW if listening.slowed else "",
        before=w.QUOTE_BEFORE if listening.quote_on_page_before else w.QUOTE_NOT_BEFORE,
    )
