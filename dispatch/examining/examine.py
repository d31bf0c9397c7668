"""Claims against hearings: gather both lines of evidence, then judge them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dispatch.interfaces import Hearing, LikelihoodScorer, Progress
from dispatch.values import Claim, Finding
from dispatch.values.evidence import ClaimEvidence, Searched

BY_SOUND = "Nothing written tells which unit this voice is; by its sound it calls itself {}."


@dataclass(frozen=True, slots=True)
class ExamineOptions:
    """How to look."""

    search: str = "quick"
    """``deep`` asks the sound of every stretch; ``quick`` of the weakest where there are many."""


@dataclass(frozen=True, slots=True)
class Examination:
    """The findings, and how much of each recording (by SHA-256) was asked by sound, 0..1."""

    findings: tuple[Finding, ...]
    searched_by_sound: tuple[tuple[str, float], ...]


def examine(
    claims: Sequence[Claim],
    hearings: Sequence[Hearing],
    scorer: LikelihoodScorer | None,
    options: ExamineOptions,
    progress: Progress | None = None,
    beyond: Searched | None = None,
) -> Examination:
    """A finding for each claim, in the order given.

    Args:
        claims: those that can be checked.
        hearings: transcripts made before any claim was read, with their sound.
        scorer: the acoustic model, or None for the text line alone.
        options: how to look.
        progress: told the share done.
        beyond: what was searched besides, for these claims, through an index of its words: it counts
            when absence is weighed.
    """
    from dispatch.align.gather import gather
    from dispatch.judge import find

    gathered = gather(claims, hearings, scorer, deep=options.search == "deep", progress=progress)
    recordings = [h.transcript.recording for h in hearings]
    everything = [(h.transcript.recording.sha256, t) for h in hearings for t in h.transcript.transmissions]
    evidence = gathered.evidence
    if beyond is not None:
        evidence = tuple(replace(one, searched=together(one.searched, beyond)) for one in evidence)
    findings = tuple(find(one, recordings, everything) for one in evidence)
    if scorer is not None:
        findings = _with_names(evidence, findings, hearings, scorer)
    return Examination(findings, gathered.searched_by_sound)


def _with_names(
    evidence: Sequence[ClaimEvidence],
    findings: Sequence[Finding],
    hearings: Sequence[Hearing],
    scorer: LikelihoodScorer,
) -> tuple[Finding, ...]:
    """The findings, made anew for what a voice without a name said, where the sound tells its name."""
    from dispatch.examining.unnamed import names_by_sound, unnamed_voice, with_name
    from dispatch.judge import find

    claims = [one.claim for one in evidence]
    voices = [unnamed_voice(claim, finding) for claim, finding in zip(claims, findings, strict=True)]
    names = names_by_sound([voice for voice in voices if voice is not None], claims, hearings, scorer)
    recordings = [h.transcript.recording for h in hearings]
    out = []
    for one, voice, finding in zip(evidence, voices, findings, strict=True):
        unit = names.get(voice) if voice is not None else None
        if voice is not None and unit is not None:
            again = find(with_name(one, voice, unit), recordings, ())
            finding = replace(again, reasons=(*again.reasons, BY_SOUND.format(unit)))
        out.append(finding)
    return tuple(out)


def together(first: Searched, second: Searched) -> Searched:
    """The extent of two searches as one.

    Example:
        >>> by_sound = Searched(3000, 0, by_sound=1.0, confident_text=0.0, covered=1.0)
        >>> by_index = Searched(1000, 0, by_sound=0.0, confident_text=0.8, covered=0.8)
        >>> together(by_sound, by_index)
        Searched(speech_ms=4000, unintelligible_ms=0, by_sound=0.75, confident_text=0.2, covered=0.95, \
longest_unheard_ms=0, ruled_out_ms=0)
    """
    whole = max(1, first.speech_ms + second.speech_ms)

    def share(of_first: float, of_second: float) -> float:
        return (of_first * first.speech_ms + of_second * second.speech_ms) / whole

    return Searched(
        first.speech_ms + second.speech_ms,
        first.unintelligible_ms + second.unintelligible_ms,
        share(first.by_sound, second.by_sound),
        share(first.confident_text, second.confident_text),
        share(first.covered, second.covered),
        max(first.longest_unheard_ms, second.longest_unheard_ms),
        first.ruled_out_ms + second.ruled_out_ms,
    )
