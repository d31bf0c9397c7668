"""The page put together from its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dispatch.report import words as w
from dispatch.report.cards import card
from dispatch.report.coverage import sound_share
from dispatch.report.provenance import blocks, check_command, rates
from dispatch.report.safe import file_name, shorten, web_link
from dispatch.report.sentences import deck, headline, percent
from dispatch.report.stretches import heard
from dispatch.report.timeline import strips
from dispatch.report.times import length
from dispatch.report.views import Card, Group, Page
from dispatch.values import Clip, Flag, Report, Transcript, Verdict

GROUP_FROM = 13
"""Claims from which the list at the top is grouped by verdict."""

GROUP_OPEN_UP_TO = 10
"""Claims of one verdict up to which its group stands open."""

_WORST_FIRST = (
    Verdict.ALTERED,
    Verdict.SPLICED,
    Verdict.MISATTRIBUTED,
    Verdict.CONTRADICTED,
    Verdict.NOT_FOUND,
    Verdict.CANNOT_DETERMINE,
    Verdict.MINOR_DIFFERENCES,
    Verdict.VERBATIM,
    Verdict.SUPPORTED,
)


def page(
    report: Report,
    transcripts: Mapping[str, Transcript],
    clips: Sequence[Clip],
    mode: str,
    article_text: str | None,
) -> Page:
    """All that the template writes out, for this report."""
    used: set[int] = set()
    cards = tuple(
        card(n, report, transcripts, clips, mode, article_text, used)
        for n in range(1, len(report.findings) + 1)
    )
    head = headline(report, [heard(f, transcripts.get(f.recording or "")) for f in report.findings])
    return Page(
        title=w.TITLE.format(headline=head),
        headline=head,
        deck=deck(report),
        subject=_subject(report),
        cards=cards,
        groups=_groups(cards),
        searched=_searched(report, transcripts),
        unheard=_unheard(report, transcripts),
        limits=report.limits,
        strips=strips(report, transcripts, cards),
        unchecked=tuple((u.quote, u.why_not, u.attribution or "") for u in report.unchecked),
        blocks=blocks(report, transcripts, clips if mode != "none" else ()),
        rates=rates(report),
        commands=(report.tool.command, check_command(report)),
        foot_hash=_foot_hash(report),
        article_link=web_link(report.article.url) if report.article else None,
        listens=any(part.player and part.player.source for c in cards for part in c.parts),
    )


def _subject(report: Report) -> str:
    names = [file_name(r.recording.path) for r in report.recordings]
    if not names:
        return ""
    return shorten(names[0] if len(names) == 1 else f"{names[0]} … {names[-1]} ({len(names)})", 120)


def _groups(cards: Sequence[Card]) -> tuple[Group, ...]:
    if len(cards) < GROUP_FROM:
        return ()
    out = []
    for verdict in _WORST_FIRST:
        own = tuple(c for c in cards if c.verdict is verdict)
        if own:
            is_open = len(own) <= GROUP_OPEN_UP_TO
            out.append(Group(verdict, w.VERDICT[verdict], w.TONE[verdict], own, is_open))
    return tuple(out)


def _searched(report: Report, transcripts: Mapping[str, Transcript]) -> str:
    held = report.recordings
    turns = sum(len(t.transmissions) for t in transcripts.values())
    what = (w.SEARCHED_ONE if len(held) == 1 else w.SEARCHED_MANY).format(
        length=length(sum(r.coverage.duration_ms for r in held)),
        recordings=len(held),
        speech=length(sum(r.coverage.speech_ms for r in held)),
        n=f"{turns:,}",
    )
    share = sound_share(report)
    if share <= 0:
        return w.SEARCHED_TEXT_ONLY.format(what=what)
    if share > 0.995:
        return w.SEARCHED_SOUND_ALL.format(what=what)
    return w.SEARCHED_SOUND_PART.format(what=what, share=percent(share))


def _unheard(report: Report, transcripts: Mapping[str, Transcript]) -> str:
    held = [r.coverage for r in report.recordings]
    lost, damaged = sum(c.unintelligible_ms for c in held), sum(c.damaged_ms for c in held)
    said = [w.UNHEARD_SPEECH.format(length=length(lost))] if lost else []
    said += [w.UNHEARD_SOUND.format(length=length(damaged))] if damaged else []
    turns = [t for transcript in transcripts.values() for t in transcript.transmissions]
    doubtful = sum(Flag.LOW_CONFIDENCE in t.flags or Flag.UNINTELLIGIBLE in t.flags for t in turns)
    doubt = [w.UNHEARD_DOUBT.format(n=f"{doubtful:,}", total=f"{len(turns):,}")] if doubtful else []
    return " ".join([*(said or [w.UNHEARD_NOTHING]), *doubt])


def _foot_hash(report: Report) -> str:
    """Hexadecimal digits only: it goes into the style sheet's page foot."""
    if len(report.recordings) != 1:
        return ""
    digits = report.recordings[0].recording.sha256[:16].lower()
    return digits if digits and all(c in "0123456789abcdef" for c in digits) else ""
