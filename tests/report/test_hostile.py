"""Text from outside is shown as text, in every place that shows any."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dispatch.report import render_csv, render_html, render_markdown
from dispatch.report.claimreview import render_claimreview
from dispatch.values import (
    Alternative,
    Article,
    BlindListening,
    Context,
    Difference,
    EditorDecision,
    Operation,
    Report,
    SaidBy,
    Span,
    TimeCheck,
    Transcript,
    UncheckedClaim,
    details,
)
from tests.report import samples
from tests.report.test_page import Reader

MARKUP = "</script></style><script>alert(1)</script><img src=x onerror=alert(2)>\"'><b id=pwned>"
REORDER = "abc\u202etxt.exe\u2066\u200b\x07"
LINK = "javascript:alert(3)"
LONG = "w" * 100_000
EVERY = [MARKUP, REORDER, LINK, LONG, "{{ 7 * 7 }}{% raw %}", "\ud800", "]]>--><!--", "=cmd|'/c calc'!A1"]


def place(name: str) -> Callable[[str], tuple[Report, Transcript]]:
    """A report in which one place, named so, holds the text."""

    def fill(text: str) -> tuple[Report, Transcript]:
        finding, transcript = samples.altered(), samples.transcript()
        report = samples.report(finding)
        turn = transcript.transmissions[4]
        changed: dict[str, Any] = {
            "quote": lambda: {"quote": text},
            "claim id": lambda: {"claim_id": text},
            "attribution": lambda: {"attribution": text},
            "heard": lambda: {"heard": text, "transmissions": ()},
            "reason": lambda: {"reasons": (text,)},
            "difference": lambda: {"differences": (Difference(Operation.REPLACE, text, text, None),)},
            "context": lambda: {"context": Context(text, text, True), "transmissions": ()},
            "alternative": lambda: {"alternatives": (Alternative(samples.NIGHT, Span(0, 1), text, 0.1),)},
            "corroboration": lambda: {"corroboration": (Alternative(samples.NIGHT, Span(0, 1), text, 0.1),)},
            "said by": lambda: {"said_by": SaidBy(text, text, samples.Role.UNIT, 0.5, text)},
            "time check": lambda: {"time_check": TimeCheck(text, text, None, None), "clock_start": text},
            "listener": lambda: {"listeners": (BlindListening(text, text, text),)},
            "editor": lambda: {"editor": EditorDecision(text, text, text, text)},
            "word": lambda: {"words": tuple(replace(p, quoted=text) for p in finding.words)},
        }
        if name in changed:
            return replace(report, findings=(replace(finding, **changed[name]()),)), transcript
        if name in ("path", "start time", "source", "container", "damage"):
            field = {
                "path": {"path": text},
                "start time": {"start_time": text, "start_time_basis": text},
                "source": {"source": details({text: text})},
                "container": {"container": text, "codec": text},
                "damage": {"damage": (replace(transcript.recording.damage[0], what=text),)},
            }[name]
            recording = replace(transcript.recording, **field)  # type: ignore[arg-type]
            searched = replace(report.recordings[0], recording=recording)
            return replace(report, recordings=(searched,)), replace(transcript, recording=recording)
        if name in ("transmission", "unit alias", "transcript word"):
            other = {
                "transmission": {"text": text, "words": (), "alternatives": (text,)},
                "unit alias": {"unit": text, "speaker": text},
                "transcript word": {"words": tuple(replace(w, word=text) for w in turn.words)},
            }[name]
            changed_turn = replace(turn, **other)  # type: ignore[arg-type]
            turns = tuple(changed_turn if t.id == 4 else t for t in transcript.transmissions)
            return report, replace(transcript, transmissions=turns)
        tool: dict[str, Any] = {
            "command": {"command": text},
            "settings": {"settings": details({text: text})},
            "calibration": {"calibration": details({text: text})},
        }
        if name in tool:
            return replace(report, tool=replace(report.tool, **tool[name])), transcript
        rest: dict[str, Any] = {
            "limit": {"limits": (text,)},
            "unchecked": {"unchecked": (UncheckedClaim(text, text, text, text),)},
            "article": {"article": Article(text, text, text, text)},
            "engine": {},
        }
        if name == "engine":
            engine = replace(transcript.engine, model=text, prompt=text, settings=details({text: text}))
            return report, replace(transcript, engine=engine)
        return replace(report, **rest[name]), transcript

    return fill


PLACES = (
    "quote|claim id|attribution|heard|reason|difference|context|alternative|corroboration|said by|time check|"
    "listener|editor|word|path|start time|source|container|damage|transmission|unit alias|transcript word|"
    "command|settings|calibration|limit|unchecked|article|engine"
).split("|")


@pytest.mark.parametrize("name", PLACES)
def test_it_shows_as_text(name: str) -> None:
    usual = {(tag, a.get("id")) for tag, a in page_of(name, "plain").elements}
    for text in EVERY[:1] + EVERY[2:3] + EVERY[4:]:
        page = page_of(name, text)
        assert {(tag, a.get("id")) for tag, a in page.elements} <= usual | more(name)
        for tag, attributes in page.elements:
            assert not any(key.startswith("on") for key in attributes), (tag, attributes)
            address = attributes.get("href") or attributes.get("src") or "#"
            assert address.startswith(("#", "data:audio/", "data:image/png", "https://example.org/story")), (
                address
            )


def more(name: str) -> set[tuple[str, str | None]]:
    """Elements that depend on what a text is like and not on what stands in it."""
    return {("small", None), ("mark", None), ("code", None), ("bdi", None), ("span", None), ("button", None)}


def page_of(name: str, text: str) -> Reader:
    report, transcript = place(name)(text)
    return Reader(html_of(report, transcript))


def html_of(report: Report, transcript: Transcript) -> str:
    clips = samples.clips_of(samples.report(samples.altered()))
    page = render_html(report, transcripts=(transcript,), clips=clips, article_text=samples.ARTICLE)
    page.encode()
    return page


@pytest.mark.parametrize("name", PLACES)
def test_nothing_turns_the_reading_direction(name: str) -> None:
    report, transcript = place(name)(REORDER)
    page = html_of(report, transcript)
    blocks = re.findall(r'<script type="application/[^>]*>.*?</script>', page, re.DOTALL)
    shown = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert "[U+202E]" in shown
    for control in "\u202e\u2066\u200b\x07":
        assert control not in shown
    for block in blocks:
        json.loads(re.sub(r"<[^>]*>", "", block))


@pytest.mark.parametrize("name", ["quote", "heard", "transmission", "path", "unit alias", "reason"])
def test_a_word_of_100_kb_is_borne(name: str) -> None:
    report, transcript = place(name)(LONG)
    assert len(html_of(report, transcript)) < 3_000_000


def test_a_web_address_is_a_link_and_no_other_is() -> None:
    for address, linked in (("https://example.org/a?b=c", True), (LINK, False), ("data:text/html,x", False)):
        report = replace(samples.report(samples.altered()), article=Article("a", "0", address))
        anchors = [
            a.get("href") for t, a in Reader(html_of(report, samples.transcript())).elements if t == "a"
        ]
        assert (address in anchors) is linked


@pytest.mark.browser
@pytest.mark.parametrize("text", [MARKUP, REORDER, "{{ 7 * 7 }}"])
def test_in_the_browser_it_stays_text(text: str, opened: Callable[..., Any], tmp_path: Path) -> None:
    report, transcript = samples.report(samples.altered()), samples.transcript()
    finding = replace(
        samples.altered(), claim_id=text, attribution=text, reasons=(text,), quote=f"Hold on Maple {text}"
    )
    turns = tuple(replace(t, text=text, unit=text, speaker=text) for t in transcript.transmissions)
    report = replace(report, findings=(finding,), limits=(text,))
    clips = {"x": replace(samples.clips_of(samples.report(samples.altered()))["c2"], claim_id=text)}
    page = tmp_path / "report.html"
    html = render_html(report, transcripts=(replace(transcript, transmissions=turns),), clips=clips)
    page.write_text(html, encoding="utf-8")
    tab = opened(page)
    tab.locator("svg.strip").focus()
    tab.keyboard.press("ArrowRight")
    tab.locator("[data-blind='0']").click()
    tab.locator("dialog textarea").fill(text)
    tab.locator("dialog").get_by_role("button", name="Reveal").click()
    assert tab.locator("#pwned").count() == 0
    assert text in tab.locator("dialog .three p").nth(1).evaluate("e => e.textContent")


@pytest.mark.parametrize("text", [MARKUP, REORDER, LINK, "=1+1", "| a | b |"])
def test_other_forms_hold_it_too(text: str) -> None:
    report, _ = place("quote")(text)
    report = replace(report, findings=(replace(report.findings[0], heard=text, reasons=(text,)),))
    markdown = render_markdown(report)
    assert "<script" not in markdown.replace("\\<", "") and "\u202e" not in markdown
    assert json.loads(render_claimreview(report))["@graph"][0]["claimReviewed"] == text
    assert not re.search(r"(^|,)=", render_csv(report), re.MULTILINE)
