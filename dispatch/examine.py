"""Claims against hearings: gather both lines of evidence, then judge them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dispatch.interfaces import Hearing, LikelihoodScorer, Progress
from dispatch.values import Claim, Finding


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
) -> Examination:
    """A finding for each claim, in the order given.

    Args:
        claims: those that can be checked.
        hearings: transcripts made before any claim was read, with their sound.
        scorer: the acoustic model, or None for the text line alone.
        options: how to look.
        progress: told the share done.
    """
    from dispatch.align.gather import gather
    from dispatch.judge import find

    gathered = gather(claims, hearings, scorer, deep=options.search == "deep", progress=progress)
    recordings = [h.transcript.recording for h in hearings]
    everything = [(h.transcript.recording.sha256, t) for h in hearings for t in h.transcript.transmissions]
    findings = tuple(find(evidence, recordings, everything) for evidence in gathered.evidence)
    return Examination(findings, gathered.searched_by_sound)
