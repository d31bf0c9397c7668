"""The report as Markdown: for a mail, a ticket, a note beside the story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dispatch.report import words as w
from dispatch.report.cards import listened, listener
from dispatch.report.facts import clock_basis, said_by_label, sure_means
from dispatch.report.safe import visible
from dispatch.report.sentences import about_difference, chance, deck, headline, own_id, percent, say
from dispatch.report.times import length, place
from dispatch.report.traffic import called
from dispatch.values import Finding, Report, Verdict

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#!|~&@]|:(?=//)|(?<=www)\.)", re.IGNORECASE)
_LIST = re.compile(r"^(\s*\d*)([-+=.)])")


def render_markdown(report: Report) -> str:
    """Headline, one section a claim, provenance. Text from outside is escaped and shown as text."""
    return "\n".join(_lines(report)) + "\n"


def plain(text: object) -> str:
    """Text that Markdown shows as it is: no markup, no HTML, no automatic link.

    Example:
        >>> print(plain("<b> [x](https://y)"))
        \\<b\\> \\[x\\]\\(https\\://y\\)
        >>> print(plain("12. units"))
        12\\. units
    """
    return _LIST.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", visible(text)))


def _lines(report: Report) -> Iterator[str]:
    yield f"# {plain(headline(report, [() for _ in report.findings]))}"
    if text := deck(report):
        yield f"\n{plain(text)}"
    names = {r.recording.sha256: r.recording.path for r in report.recordings}
    for n, finding in enumerate(report.findings, 1):
        yield from _finding(n, finding, names)
    if report.unchecked:
        yield f"\n## {w.UNCHECKED}\n"
        for claim in report.unchecked:
            yield f"- “{plain(claim.quote)}”: {plain(claim.why_not)}"
    yield f"\n## {w.LIMITS}\n"
    yield from (f"- {plain(limit)}" for limit in report.limits)
    yield from _provenance(report)
    yield f"\n**{w.FOOT_BOLD}** {w.FOOT}"


def _finding(n: int, finding: Finding, names: dict[str, str]) -> Iterator[str]:
    own = own_id(n, finding.claim_id)
    yield f"\n## {n}. {w.VERDICT[finding.verdict]}{f' ({plain(own)})' if own else ''}\n"
    yield f"{plain(say(finding, ()))}\n"
    yield f"- {w.PRINTED}: “{plain(finding.quote)}”"
    heard = finding.heard and finding.verdict is not Verdict.NOT_FOUND
    label = w.NEAREST if heard and finding.verdict is Verdict.CANNOT_DETERMINE else w.HEARD
    yield f"- {label}: " + (f"“{plain(finding.heard)}”" if heard else w.NO_PLACE)
    if finding.span and finding.verdict is not Verdict.NOT_FOUND:
        where = w.FROM_TO.format(start=place(finding.span.start_ms, 3), end=place(finding.span.end_ms, 3))
        yield f"- {w.IN_RECORDING}: {where}, {plain(names.get(finding.recording or '', ''))}"
    if finding.clock_start:
        yield f"- {w.CLOCK_TIME}: {plain(finding.clock_start)}"
    if finding.said_by and finding.verdict is not Verdict.NOT_FOUND:
        who = plain(called(finding.said_by.role, finding.said_by.unit))
        yield f"- {said_by_label(finding.verdict)}: {who}"
    for difference in finding.differences if heard else ():
        yield f"- {plain(about_difference(difference))}"
    yield f"- {w.SURE}: {chance(finding.confidence)} {sure_means(finding.verdict)}"
    yield f"- {w.P_SAID}: {chance(finding.p_said)} {w.P_SAID_MEANS}"
    if finding.reasons:
        yield f"\n{w.WHY}:\n"
        yield from (f"{i}. {plain(reason)}" for i, reason in enumerate(finding.reasons, 1))
    for listening in finding.listeners:
        who = plain(listening.name or w.ANONYMOUS)
        yield f"\n{listener(listening)}, {who}: “{plain(listening.text)}” ({listened(listening)})"
    if finding.editor:
        e = finding.editor
        yield f"\n{w.EDITOR}: {plain(e.decision)}. {plain(e.reason)} ({plain(e.name)}, {plain(e.time)})"


def _provenance(report: Report) -> Iterator[str]:
    yield f"\n## {w.PROVENANCE}\n"
    yield f"{w.BLIND_RULE}\n"
    for searched in report.recordings:
        recording, coverage = searched.recording, searched.coverage
        yield f"- {w.RECORDING}: {plain(recording.path)}, {w.FACT['sha256']} `{recording.sha256}`"
        share = percent(searched.searched_by_sound)
        held = (
            length(coverage.duration_ms),
            f"{w.COVERED_SPEECH} {length(coverage.speech_ms)}",
            f"{w.COVERED_UNINTELLIGIBLE} {length(coverage.unintelligible_ms)}",
            f"{w.COVERED_DAMAGED} {length(coverage.damaged_ms)}",
            f"{w.COVERED_SOUND} {share}",
        )
        yield f"  - {'; '.join(held)}"
        if recording.start_time:
            yield f"  - {w.FACT['clock']}: {plain(recording.start_time)}, {plain(clock_basis(recording))}"
    if report.article:
        yield f"- {w.ARTICLE}: {plain(report.article.path)}, {w.FACT['sha256']} `{report.article.sha256}`"
    tool = report.tool
    yield f"- {w.FACT['tool']}: {plain(tool.name)} {plain(tool.version)}, {plain(report.created)}"
    yield f"- {w.REPEAT}: {plain(tool.command)}"
