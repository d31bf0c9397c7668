"""The findings as schema.org ClaimReview, for those who collect fact-checks."""

from __future__ import annotations

import json
from typing import Any

from dispatch.report import words as w
from dispatch.report.safe import web_link
from dispatch.report.sentences import say
from dispatch.values import Finding, Recording, Report, Verdict

_RATING = {
    Verdict.VERBATIM: 5,
    Verdict.SUPPORTED: 5,
    Verdict.MINOR_DIFFERENCES: 4,
    Verdict.MISATTRIBUTED: 2,
    Verdict.SPLICED: 2,
    Verdict.ALTERED: 1,
    Verdict.CONTRADICTED: 1,
}
"""Rating of the print's faithfulness to the radio, 1 to 5; the undecided and the absent get none."""


def claim_reviews(report: Report) -> dict[str, Any]:
    """A JSON-LD graph: one ClaimReview for each finding, with the stretch it was heard in."""
    recordings = {r.recording.sha256: r.recording for r in report.recordings}
    return {
        "@context": "https://schema.org",
        "@graph": [
            _review(finding, report, recordings.get(finding.recording or "")) for finding in report.findings
        ],
    }


def render_claimreview(report: Report) -> str:
    """The graph as a JSON text of its own."""
    return json.dumps(claim_reviews(report), ensure_ascii=False, indent=2) + "\n"


def _review(finding: Finding, report: Report, recording: Recording | None) -> dict[str, Any]:
    rating: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": w.VERDICT[finding.verdict],
        "ratingExplanation": " ".join((say(finding, ()), *finding.reasons)),
    }
    if finding.verdict in _RATING:
        rating |= {"ratingValue": _RATING[finding.verdict], "bestRating": 5, "worstRating": 1}
    review: dict[str, Any] = {
        "@type": "ClaimReview",
        "identifier": finding.claim_id,
        "datePublished": report.created,
        "claimReviewed": finding.quote,
        "author": {
            "@type": "SoftwareApplication",
            "name": report.tool.name,
            "softwareVersion": report.tool.version,
        },
        "itemReviewed": _claim(finding, report),
        "reviewRating": rating,
    }
    if recording is not None and finding.span is not None:
        review["associatedMedia"] = _sound(finding, recording)
    return review


def _claim(finding: Finding, report: Report) -> dict[str, Any]:
    claim: dict[str, Any] = {"@type": "Claim", "text": finding.quote}
    if finding.attribution:
        claim["author"] = {"@type": "Person", "name": finding.attribution}
    link = web_link(report.article.url) if report.article else None
    if link:
        claim["appearance"] = {"@type": "CreativeWork", "url": link}
    return claim


def _sound(finding: Finding, recording: Recording) -> dict[str, Any]:
    assert finding.span is not None
    return {
        "@type": "AudioObject",
        "name": recording.path,
        "sha256": recording.sha256,
        "duration": f"PT{recording.duration_ms / 1000:.3f}S",
        "transcript": finding.heard,
        "hasPart": {
            "@type": "Clip",
            "startOffset": finding.span.start_ms / 1000,
            "endOffset": finding.span.end_ms / 1000,
        },
    }
