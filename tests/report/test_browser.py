"""The page as a reader meets it: opened from disk in a real browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dispatch.report import merge_listening, read_report
from dispatch.values import Alternative, Span, Verdict
from tests.report import samples

pytestmark = pytest.mark.browser

Written = Callable[..., Path]
Opened = Callable[..., Any]

PLAYING = "[...document.querySelectorAll('audio')].some(a => !a.paused && a.currentTime > 0)"


def until(tab: Any, expression: str) -> None:
    """Wait for the page, whose policy forbids the driver to evaluate text inside it."""
    for _ in range(400):
        if tab.evaluate(expression):
            return
        tab.wait_for_timeout(25)
    raise AssertionError(f"never: {expression}")


def report_of_three() -> Any:
    return samples.report(samples.verbatim(), samples.altered(), samples.spliced())


def test_a_clip_plays_and_its_words_light_up(written: Written, opened: Opened) -> None:
    tab = opened(written(report_of_three()))
    card = tab.locator("#claim-2")
    card.locator("button.p").click()
    until(tab, PLAYING)
    first = tab.evaluate("document.querySelector('#a1').currentTime")
    until(tab, f"document.querySelector('#a1').currentTime > {first} + 0.1")
    until(tab, "document.querySelectorAll('#claim-2 .w.lit').length === 1")
    assert "in the recording" in card.locator(".play .read").inner_text()
    card.locator("button.p").click()
    assert tab.evaluate("document.querySelector('#a1').paused")


def test_a_word_is_heard_by_itself_at_half_speed(written: Written, opened: Opened) -> None:
    tab = opened(written(report_of_three()))
    card = tab.locator("#claim-2")
    card.locator(".half").click()
    word = card.get_by_role("button", name="Nobody")
    word.click()
    until(tab, PLAYING)
    audio = tab.evaluate(
        "(() => { const a = document.querySelector('#a1'); return [a.playbackRate, a.currentTime] })()"
    )
    start_ms = int(word.get_attribute("data-s"))
    clip = samples.clips_of(report_of_three())["c2"]
    assert audio[0] == 0.5
    assert audio[1] * 1000 >= start_ms - clip.span.start_ms - 20


def test_one_sound_at_a_time(written: Written, opened: Opened) -> None:
    tab = opened(written(report_of_three()))
    tab.locator("#claim-1 button.p").click()
    until(tab, PLAYING)
    tab.locator("#claim-2 button.p").click()
    until(tab, "!document.querySelector('#a1').paused")
    assert tab.evaluate("[...document.querySelectorAll('audio')].filter(a => !a.paused).length") == 1


def test_five_seconds_more_on_either_side(written: Written, opened: Opened) -> None:
    tab = opened(written(report_of_three()))
    card = tab.locator("#claim-2")
    before = float(card.locator("svg.g").get_attribute("viewBox").split()[2])
    card.locator(".wide").click()
    after = float(card.locator("svg.g").get_attribute("viewBox").split()[2])
    clip = samples.clips_of(report_of_three())["c2"]
    assert after > before
    assert after == pytest.approx(clip.span.duration_ms / 10)


def test_it_begins_again_in_a_loop(written: Written, opened: Opened) -> None:
    tab = opened(written(report_of_three()))
    tab.locator("#claim-3 .loop").first.click()
    tab.locator("#claim-3 button.p").first.click()
    until(tab, PLAYING)
    tab.evaluate(
        """() => { const a = document.querySelector('#a2'); let last = 0; window.turnedBack = 0;
        setInterval(() => { if (a.currentTime < last) window.turnedBack++; last = a.currentTime }, 20) }"""
    )
    until(tab, "window.turnedBack > 0")
    assert not tab.evaluate("document.querySelector('#a2').paused")


@pytest.mark.parametrize("mode", ["embed", "files"])
def test_it_plays_from_the_page_and_from_files_beside_it(written: Written, opened: Opened, mode: str) -> None:
    tab = opened(written(report_of_three(), clips_mode=mode))
    tab.locator("#claim-1 button.p").click()
    until(tab, PLAYING)


def test_without_clips_it_says_where_to_listen(written: Written, opened: Opened) -> None:
    tab = opened(written(report_of_three(), clips_mode="none"))
    assert tab.locator("audio").count() == 0
    assert tab.locator("#claim-1 svg.g path").count() == 1
    assert "play night.flac at 1:38.5" in tab.locator("#claim-1").inner_text()


def test_a_clip_that_does_not_load_says_so(written: Written, opened: Opened) -> None:
    page = written(samples.report(samples.altered()), clips_mode="files")
    clip = next((page.parent / "clips").iterdir())
    clip.write_bytes(b"no sound")
    tab = opened(page)
    tab.locator("#claim-1 button.p").click()
    tab.get_by_text("can’t be played here").wait_for()


def test_the_keyboard_reaches_everything(written: Written, opened: Opened) -> None:
    tab = opened(written(report_of_three()))
    wanted = tab.evaluate(
        """() => { const kinds = 'a[href], button, summary, input, textarea, [tabindex]';
        const all = [...document.querySelectorAll(kinds)]
        .filter(e => e.tabIndex >= 0 && !e.disabled && e.checkVisibility({ visibilityProperty: true }));
        all.forEach((e, i) => { e.dataset.stop = i }); return all.length }"""
    )
    reached = set()
    for _ in range(wanted + 5):
        tab.keyboard.press("Tab")
        reached.add(tab.evaluate("document.activeElement.dataset.stop ?? ''"))
    assert reached >= {str(i) for i in range(wanted)}


def test_the_keyboard_plays_and_moves(written: Written, opened: Opened) -> None:
    tab = opened(written(report_of_three()))
    scope = tab.locator("#claim-2 .scope")
    scope.focus()
    before = float(scope.get_attribute("aria-valuenow"))
    tab.keyboard.press("ArrowRight")
    assert float(scope.get_attribute("aria-valuenow")) > before
    tab.keyboard.press("Enter")
    until(tab, PLAYING)
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.querySelector('#a1').paused")
    word = tab.locator("#claim-2 .w").first
    word.focus()
    tab.keyboard.press("ArrowRight")
    assert tab.evaluate("document.activeElement.textContent") == "Hold"


def test_blind_listening_round_trip(written: Written, opened: Opened, tmp_path: Path) -> None:
    page = written(samples.report(samples.altered()))
    tab = opened(page, "#blind")
    dialog = tab.locator("dialog")
    assert "Maple" not in tab.locator("dialog").inner_text()
    assert "Oak" not in tab.locator("dialog").inner_text()
    assert not tab.evaluate(
        "document.querySelector('#claim-1 .say').checkVisibility({ visibilityProperty: true })"
    )
    dialog.get_by_role("button", name="Half speed").click()
    dialog.get_by_role("button", name=re.compile("^Play")).click()
    until(tab, PLAYING)
    assert dialog.get_by_role("button", name="Reveal").is_disabled()
    dialog.get_by_label("What do you hear?").fill("hold where you are on oak [?] goes in")
    dialog.get_by_label("Your name").fill("R. Lund <b>")
    dialog.get_by_role("button", name="Reveal").click()
    text = dialog.inner_text()
    assert "Maple" in text and "You agree" not in text and "you agree with the transcript at 1" in text
    with tab.expect_download() as download:
        dialog.get_by_role("button", name="Export").click()
    export = tmp_path / "listening.json"
    download.value.save_as(export)
    dialog.get_by_role("button", name="Close").click()
    tab.locator("#claim-1 .human").first.wait_for()
    note = tab.locator("#claim-1 .human").first.inner_text()
    assert "Blind listener, R. Lund <b>: played once, partly at half speed; the quote had not been" in note

    merged = merge_listening(read_report(page), export)
    heard = merged.findings[0].listeners[0]
    assert (heard.name, heard.text) == ("R. Lund <b>", "hold where you are on oak [?] goes in")
    assert (heard.plays, heard.slowed, heard.quote_on_page_before) == (1, True, False)
    assert merged.findings[0].verdict is Verdict.ALTERED


def test_what_was_seen_before_is_told(written: Written, opened: Opened, tmp_path: Path) -> None:
    page = written(samples.report(samples.altered()))
    tab = opened(page)
    tab.locator("#claim-1 [data-blind]").click()
    tab.locator("dialog").get_by_label("What do you hear?").fill("something")
    tab.locator("dialog").get_by_role("button", name="Reveal").click()
    with tab.expect_download() as download:
        tab.locator("dialog").get_by_role("button", name="Export").click()
    download.value.save_as(tmp_path / "listening.json")
    tab.locator("dialog").get_by_role("button", name="Close").click()
    note = tab.locator("#claim-1 .human").first.inner_text()
    assert "Listener, not blind, unnamed: never played; the quote had been on the page before" in note
    merged = merge_listening(read_report(page), tmp_path / "listening.json")
    assert merged.findings[0].listeners[0].quote_on_page_before


def test_an_editor_decides_beside_the_verdict(written: Written, opened: Opened, tmp_path: Path) -> None:
    page = written(samples.report(samples.altered()))
    tab = opened(page)
    fold = tab.locator("#claim-1 .decide")
    fold.locator("summary").click()
    fold.get_by_role("button").click()
    assert "needed" in fold.get_by_role("status").inner_text()
    fold.get_by_label("Decision").fill("corrected")
    fold.get_by_label("Reason").fill("The tape says Oak.")
    fold.get_by_label("Name").fill("K. Brandt")
    fold.get_by_role("button").click()
    with tab.expect_download() as download:
        tab.locator(".prov .export").click()
    download.value.save_as(tmp_path / "listening.json")
    merged = merge_listening(read_report(page), tmp_path / "listening.json").findings[0]
    assert merged.editor is not None
    assert (merged.editor.decision, merged.editor.name) == ("corrected", "K. Brandt")
    assert merged.verdict is Verdict.ALTERED


def test_what_is_not_exported_is_not_lost_without_a_word(written: Written, opened: Opened) -> None:
    tab = opened(written(samples.report(samples.altered())))
    asks = """() => { const leaving = new Event("beforeunload", { cancelable: true });
        dispatchEvent(leaving); return leaving.defaultPrevented }"""
    fold = tab.locator("#claim-1 .decide")
    fold.locator("summary").click()
    for label in ("Decision", "Reason", "Name"):
        fold.get_by_label(label).fill("as it is")
    assert not tab.evaluate(asks)
    fold.get_by_role("button", name="Keep").click()
    assert tab.evaluate(asks)
    with tab.expect_download():
        fold.get_by_role("button", name="Export").click()
    assert not tab.evaluate(asks)
    name, keep = fold.get_by_label("Name").bounding_box(), fold.get_by_role("button", name="Keep")
    assert keep.bounding_box()["y"] >= name["y"] + name["height"]


@pytest.mark.parametrize("width", [1200, 375])
def test_a_probability_in_a_table_is_not_cut_off(written: Written, opened: Opened, width: int) -> None:
    near = Alternative(samples.NIGHT, Span(98_500, 103_100), "All units, clear out from there.", 0.001)
    report = samples.report(replace(samples.not_found(), alternatives=(near,)))
    tab = opened(written(report), viewport={"width": width, "height": 900})
    cell = tab.locator("#claim-1 .rows td.num").first
    assert cell.inner_text() == "under 0.01"
    assert cell.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_a_click_on_the_timeline_is_heard(written: Written, opened: Opened) -> None:
    tab = opened(written(report_of_three()))
    strip = tab.locator("svg.strip")
    strip.click(position={"x": strip.bounding_box()["width"] * 52 / 180, "y": 47})
    assert "Hold where you are on Oak" in tab.locator(".track .line").inner_text()
    until(tab, PLAYING)
    tab.locator("svg.strip").focus()
    tab.keyboard.press("ArrowRight")
    assert "north gate" in tab.locator(".track .line").inner_text()
    assert "north gate" in tab.locator("svg.strip").get_attribute("aria-valuetext")


def test_paper_has_the_answer_a_page_a_claim_and_the_provenance(
    written: Written, opened: Opened, tmp_path: Path
) -> None:
    tab = opened(written(report_of_three()))
    data = tab.pdf(format="A4", prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == 5


def test_it_folds_back_after_printing(written: Written, opened: Opened) -> None:
    tab = opened(written(report_of_three()))
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.locator("details:not([open]):not(.noprint)").count() == 0
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert tab.locator("#claim-1 details[open]").count() == 0


def test_axe_finds_no_serious_violation(written: Written, opened: Opened, axe: str) -> None:
    tab = opened(written(one_of_each_look(), article_text=samples.ARTICLE))
    tab.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    assert serious(tab, axe) == []
    tab.locator("#claim-1 [data-blind]").click()
    tab.locator("dialog textarea").fill("copy")
    assert serious(tab, axe) == []
    tab.locator("dialog").get_by_role("button", name="Reveal").click()
    assert serious(tab, axe) == []


def test_contrast_holds_in_the_dark(written: Written, opened: Opened, axe: str) -> None:
    tab = opened(written(one_of_each_look()), color_scheme="dark")
    assert serious(tab, axe, {"type": "rule", "values": ["color-contrast"]}) == []


def one_of_each_look() -> Any:
    return samples.report(samples.minor(), samples.altered(), samples.not_found(), samples.cannot_determine())


RULES = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}


def serious(tab: Any, axe: str, rules: Any = RULES) -> list[str]:
    tab.evaluate(axe)
    found = tab.evaluate("rules => axe.run(document, { runOnly: rules })", rules)["violations"]
    return [
        f"{one['id']}: {node['html'][:150]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("width", [320, 360, 768])
def test_nothing_scrolls_sideways(written: Written, opened: Opened, width: int) -> None:
    long = replace(samples.altered(), quote="a" * 3000, reasons=("b" * 3000,), attribution="c" * 500)
    tab = opened(written(samples.report(long, samples.spliced())), viewport={"width": width, "height": 700})
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_without_script_everything_is_there(written: Written, opened: Opened) -> None:
    tab = opened(written(report_of_three()), "#blind", java_script_enabled=False)
    for text in ("Hold where you are on", "The audio strongly prefers", "Why this verdict", "SHA-256"):
        assert tab.get_by_text(text).first.is_visible()
    assert tab.locator("#claim-1 audio").is_visible()
    assert not tab.locator("#claim-1 button.p").is_visible()
    tab.locator("#claim-1 summary").first.click()
    assert tab.locator("#claim-1 .body").first.is_visible()


def test_the_policy_stops_code_that_is_not_the_pages_own(
    written: Written, opened: Opened, browser: Any
) -> None:
    page = written(report_of_three())
    tab = browser.new_page()
    tab.goto(page.as_uri())
    tab.evaluate(
        """() => { const s = document.createElement('script'); s.textContent = 'window.foreign = 1';
        document.body.append(s); const i = new Image();
        i.src = 'https://example.org/x.png'; document.body.append(i);
        const b = '<b id=x style="color:red" onclick="window.foreign = 2">x</b>';
        document.body.insertAdjacentHTML('beforeend', b);
        document.querySelector('#x').click() }"""
    )
    assert tab.evaluate("window.foreign === undefined")
    assert tab.evaluate("getComputedStyle(document.querySelector('#x')).color") != "rgb(255, 0, 0)"
    tab.close()


def test_a_long_list_is_grouped_and_filtered(written: Written, opened: Opened) -> None:
    many = [replace(samples.altered(), claim_id=f"a{i}") for i in range(12)]
    many += [replace(samples.not_found(), claim_id=f"n{i}") for i in range(3)]
    tab = opened(written(samples.report(*many), clips={}))
    assert tab.locator(".group").count() == 2
    assert tab.locator(".group[open]").count() == 1
    tab.locator("[data-filter=not_found]").click()
    assert tab.locator(".claim:visible").count() == 3
    assert "3 of 15" in tab.locator(".filter.js-only").inner_text()
    tab.locator("[data-filter='']").click()
    assert tab.locator(".claim:visible").count() == 15


def test_without_script_the_filters_are_links(written: Written, opened: Opened) -> None:
    many = [replace(samples.altered(), claim_id=f"a{i}") for i in range(12)]
    many += [replace(samples.not_found(), claim_id=f"n{i}") for i in range(3)]
    tab = opened(written(samples.report(*many), clips={}), java_script_enabled=False)
    tab.get_by_role("link", name="Not found 3").click()
    assert (tab.locator(".claim:visible").count(), tab.locator(".group:visible").count()) == (3, 1)
    tab.get_by_role("link", name="All 15").click()
    assert tab.locator(".claim:visible").count() == 15


def test_a_day_has_rows_to_touch_on_a_phone(written: Written, opened: Opened) -> None:
    report, transcript = samples.long_day(claims=3, turns=2000)
    page = written(report, transcripts={samples.NIGHT: transcript}, clips=samples.clips_of(report))
    wide = opened(page)
    assert wide.locator("svg.row:visible").count() == 0
    phone = opened(page, viewport={"width": 390, "height": 800})
    rows = phone.locator("svg.row")
    assert (rows.count(), phone.locator(".hour .n").nth(13).inner_text()) == (24, "13:00")
    rows.nth(13).scroll_into_view_if_needed()
    box = rows.nth(13).bounding_box()
    assert box["height"] >= 44
    phone.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert phone.locator(".track .line").inner_text().startswith(("13:29", "13:30", "13:31"))
    assert phone.evaluate("document.documentElement.scrollWidth") == 390


def test_fourteen_claims_take_a_page_each(written: Written, opened: Opened) -> None:
    findings = [replace(samples.verbatim(), claim_id=f"c{i}") for i in range(7)]
    findings += [replace(samples.altered(), claim_id=f"d{i}") for i in range(7)]
    tab = opened(written(samples.report(*findings)))
    data = tab.pdf(format="A4", prefer_css_page_size=True, print_background=True)
    answer, provenance = 1, 2
    assert len(re.findall(rb"/Type\s*/Page\b", data)) == answer + 14 + provenance


def test_a_day_with_a_hundred_claims_stays_light(written: Written, opened: Opened) -> None:
    report, transcript = samples.long_day(claims=100, turns=8000)
    page = written(report, transcripts={samples.NIGHT: transcript}, clips=samples.clips_of(report))
    tab = opened(page)
    data = json.loads(tab.locator("#data").text_content())
    assert len(data["recordings"][0]["tx"]) == 8000
    assert tab.evaluate("document.querySelectorAll('.track *').length") < 900
    tab.locator("svg.strip.dense").scroll_into_view_if_needed()
    box = tab.locator("svg.strip.dense").bounding_box()
    tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + 60)
    assert tab.locator(".fine rect.at").count() == 1
    at = tab.locator(".track .line").inner_text()
    assert at.startswith(("11:5", "12:0"))
    tab.locator(".later").click()
    assert tab.locator(".track .line").inner_text() != at
