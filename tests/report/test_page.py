"""What the page says, for the usual report and for the edges."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest

from dispatch.errors import OutputError
from dispatch.judge.calibration import calibration_details
from dispatch.report import render_csv, render_html, render_markdown
from dispatch.report import words as w
from dispatch.report.sentences import deck, headline, say
from dispatch.values import (
    Alternative,
    BlindListening,
    Context,
    Difference,
    Operation,
    Report,
    Role,
    SaidBy,
    SearchedRecording,
    Span,
    Verdict,
    details,
    from_json,
    to_json,
)
from tests.report import samples


def rendered(report: Report, **options: Any) -> str:
    options.setdefault("transcripts", (samples.transcript(),))
    options.setdefault("clips", samples.clips_of(report))
    return render_html(report, **options)


class Reader(HTMLParser):
    """Text and elements of a page, as a browser would take them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def head_of(*findings: Any) -> str:
    report = samples.report(*findings)
    return headline(report, [() for _ in findings])


def test_one_of_several() -> None:
    assert head_of(samples.verbatim(), samples.altered(), samples.not_found()) == (
        "One of three quotes was said on the radio as printed."
    )
    report = samples.report(samples.verbatim(), samples.altered(), samples.not_found())
    assert "one differs in a way that changes its meaning and one was not found" in deck(report)


def test_one_claim_is_its_own_headline() -> None:
    assert head_of(samples.altered()).startswith("Something close was said on the radio, but “Oak” was heard")
    assert '<ol class="sum"' not in rendered(samples.report(samples.altered()))


def test_nothing_checkable_says_so_and_why() -> None:
    page = rendered(samples.report())
    assert "Nothing here can be checked" in page
    assert "said in an interview, not on the radio" in page


@pytest.mark.parametrize("verdict", list(Verdict))
def test_all_the_same_verdict(verdict: Verdict) -> None:
    findings = [
        replace(samples.verbatim(), claim_id=str(i), verdict=verdict, context=Context()) for i in range(13)
    ]
    assert "13 quotes" in head_of(*findings)


def test_unconfirmed_is_never_called_unsaid() -> None:
    text = head_of(samples.cannot_determine(), samples.not_found())
    assert text == "None of the two quotes could be confirmed as printed."


def test_mostly_unheard_says_how_much() -> None:
    own = samples.transcript()
    coverage = replace(own.coverage, unintelligible_ms=own.coverage.speech_ms * 3 // 4)
    report = replace(
        samples.report(samples.cannot_determine()),
        recordings=(SearchedRecording(own.recording, coverage, 0.5),),
    )
    assert headline(report, [()]).startswith("75 % of the speech could not be made out")


@pytest.mark.parametrize("finding", samples.every_verdict().findings, ids=lambda f: f.verdict.value)
def test_no_sentence_calls_anything_true(finding: Any) -> None:
    page = rendered(samples.report(finding))
    assert "is true" not in page and "is false" not in page and "said on the radio" in page.lower()


def test_an_unnamed_speaker_is_not_confirmed() -> None:
    finding = replace(samples.verbatim(), context=Context(), attributed_to=samples.Role.UNKNOWN)
    assert "names nobody" in say(finding, ())


def test_a_speaker_whose_role_is_not_known_is_not_confirmed() -> None:
    finding = replace(samples.verbatim(), context=Context(), said_by=None)
    assert "Who said them is not certain" in say(finding, ())


def test_what_is_open_of_a_quote_that_was_likely_said_is_not_whether_it_was_said() -> None:
    """Beside a chance of over 0.99 the card said that the recordings don't decide whether it was said."""
    finding = samples.cannot_determine()
    assert "don’t decide whether" in say(replace(finding, p_said=0.5), ())
    assert "most likely said" in say(replace(finding, p_said=0.99), ())


def test_a_condition_cut_off_comes_first() -> None:
    page = rendered(samples.report(samples.verbatim()))
    assert "but the speaker went on: “unless they ask”" in page


@pytest.mark.parametrize(
    ("operation", "expected"),
    [
        (Operation.INSERT, "is printed and was not heard"),
        (Operation.DELETE, "was heard and is not in the print"),
        (Operation.REPLACE, "was heard where"),
    ],
)
def test_the_difference_is_told(operation: Operation, expected: str) -> None:
    difference = Difference(operation, "now", "not", meaning="negation")
    assert expected in say(replace(samples.altered(), differences=(difference,)), ())


def test_not_found_says_what_was_covered_before_the_nearest_places() -> None:
    page = rendered(samples.report(samples.not_found()))
    assert page.index("What “Not found” covers") < page.index("Runner-up places")
    assert "called absent 4.0 times in 100" in page


def test_several_recordings_have_a_strip_each_and_name_the_file() -> None:
    other = samples.recording("later.flac", hashlib.sha256(b"other").hexdigest())
    first, second = (
        samples.transcript(),
        samples.transcript(replace(other, start_time="2024-05-04T20:00:00-05:00")),
    )
    report = samples.report(
        samples.altered(),
        recordings=tuple(SearchedRecording(t.recording, t.coverage, 1.0) for t in (first, second)),
    )
    page = rendered(report, transcripts=(first, second))
    tracks = re.findall(r'<figure class="track" id="strip-\d" data-rec="(\d)"', page)
    assert tracks == ["1", "0"]
    assert "Not recorded: 20:03:00 to 21:04:10, 1 h 1 min" in page
    assert page.count("night.flac") > 2


def test_the_policy_allows_the_pages_own_code_and_nothing_else() -> None:
    page = rendered(samples.every_verdict())
    policy = next(a["content"] or "" for t, a in Reader(page).elements if t == "meta" and a.get("http-equiv"))
    assert "unsafe" not in policy and "http" not in policy and "*" not in policy
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    for code in scripts + styles:
        assert base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() in policy
    assert not re.search(r"<[^>]+ (style|on\w+)=", re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL))


def test_no_address_of_another_place_is_loaded() -> None:
    for tag, attributes in Reader(rendered(samples.every_verdict())).elements:
        for name in ("src", "href", "data", "poster", "action", "srcset"):
            address = attributes.get(name) or "#"
            assert tag == "a" or address.startswith(("#", "data:")), (tag, name, address)


def test_equal_input_gives_equal_bytes() -> None:
    assert rendered(samples.every_verdict()) == rendered(samples.every_verdict())


def test_one_claim_with_its_clip_is_small() -> None:
    assert len(rendered(samples.report(samples.altered())).encode()) < 1_000_000


def test_a_newsrooms_own_look_stands_in(tmp_path: Any) -> None:
    (tmp_path / "masthead.html.j2").write_text("<header>Harbor Gazette</header>", encoding="utf-8")
    (tmp_path / "newsroom.css").write_text(".page{max-width:50rem}", encoding="utf-8")
    page = rendered(samples.report(samples.altered()), template_dir=tmp_path)
    assert "<header>Harbor Gazette</header>" in page and ".page{max-width:50rem}" in page


@pytest.mark.parametrize("text", ["{% bad %}", "{{ missing.thing }}"])
def test_a_template_that_can_not_be_used_is_one_line(tmp_path: Any, text: str) -> None:
    (tmp_path / "masthead.html.j2").write_text(text, encoding="utf-8")
    with pytest.raises(OutputError, match=r"the template can't be used"):
        rendered(samples.report(samples.altered()), template_dir=tmp_path)


@pytest.mark.parametrize("name", ["masthead.html.j2", "newsroom.css"])
def test_a_look_in_another_encoding_is_one_line(tmp_path: Any, name: str) -> None:
    (tmp_path / name).write_bytes("/* Zeitung für Häfen */".encode("cp1252"))
    with pytest.raises(OutputError, match=r"utf-8|UTF-8") as told:
        rendered(samples.report(samples.altered()), template_dir=tmp_path)
    assert told.value.remedy.endswith("leave --templates out")


def test_a_style_that_would_end_its_element_is_refused(tmp_path: Any) -> None:
    (tmp_path / "newsroom.css").write_text("</style><script>alert(1)</script>", encoding="utf-8")
    with pytest.raises(OutputError):
        rendered(samples.report(samples.altered()), template_dir=tmp_path)


def test_an_unknown_mode_is_refused() -> None:
    with pytest.raises(OutputError, match="embed, files, none"):
        rendered(samples.report(samples.altered()), clips_mode="cloud")


def test_the_claim_reviews_are_in_the_page() -> None:
    page = rendered(samples.report(samples.altered()))
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    review = json.loads(block[1])["@graph"][0]
    assert review["claimReviewed"] == samples.altered().quote
    assert review["associatedMedia"]["hasPart"]["startOffset"] == pytest.approx(50.771)


def test_measured_error_rates_stand_beside_the_verdict() -> None:
    report = samples.report(samples.altered())
    calibration = samples.details({"name": "radio-1", "verdicts": {"altered": {"given": 24, "right": 22}}})
    page = rendered(replace(report, tool=replace(report.tool, calibration=calibration)))
    assert "right 22 times in 24" in page


def test_the_error_rates_of_the_calibration_that_ships_reach_the_page_and_the_file() -> None:
    report = samples.report(samples.verbatim())
    report = replace(report, tool=replace(report.tool, calibration=calibration_details()))
    written = to_json(report)["tool"]["calibration"]["verdicts"]["verbatim"]
    assert written["right"] <= written["given"]
    page = rendered(from_json(Report, to_json(report)))
    assert f"right {written['right']} times in {written['given']}" in page
    assert w.RATES_NONE not in page


def test_of_what_is_left_open_nobody_is_named_as_having_said_it() -> None:
    speaker = SaidBy("S3", "Battalion 2", Role.UNIT, 0.97, "voice")
    report = samples.report(replace(samples.cannot_determine(), said_by=speaker, heard="hold there"))
    page = " ".join(" ".join(Reader(rendered(report)).text).split())
    assert "Nearest: who speaks Battalion 2" in page
    assert "Said by Battalion 2" not in page
    written = render_markdown(report)
    assert "- Nearest: “hold there”" in written
    assert "- Nearest: who speaks: Battalion 2" in written
    assert "- Said by" not in written and "- Heard" not in written


def test_the_probability_of_a_role_says_which_role_where_a_call_sign_stands_for_the_speaker() -> None:
    speaker = SaidBy("S1", "Medic 8", Role.UNIT, 0.89, "voice")
    page = " ".join(Reader(rendered(samples.report(replace(samples.altered(), said_by=speaker)))).text)
    assert "That it was a unit: 0.89 of 1." in page


def test_a_role_by_a_person_s_word_is_not_shown_as_a_probability() -> None:
    speaker = SaidBy("S1", None, Role.DISPATCHER, 1.0, "voice")
    page = " ".join(Reader(rendered(samples.report(replace(samples.altered(), said_by=speaker)))).text)
    assert "That it was a dispatcher: by a person’s correction." in page


def test_the_table_gives_no_place_and_no_speaker_of_what_was_not_found() -> None:
    near = replace(
        samples.altered(), verdict=Verdict.NOT_FOUND, said_by=SaidBy("S1", "Medic 8", Role.UNIT, 0.9)
    )
    row = next(csv.DictReader(io.StringIO(render_csv(samples.report(near)))))
    assert row["verdict"] == "not_found"
    for column in ("recording", "start", "end", "said_by_role", "said_by_unit", "heard", "differences"):
        assert row[column] == ""


@pytest.mark.parametrize(
    ("plays", "seen", "says"),
    [
        (0, True, "Listener, not blind, J. Roe"),
        (1, False, "Blind listener, J. Roe"),
        (2, True, "Listener, not blind, J. Roe"),
    ],
)
def test_a_listener_who_had_the_quote_on_the_page_is_not_called_blind(
    plays: int, seen: bool, says: str
) -> None:
    one = BlindListening("J. Roe", "2024-05-06T09:00:00+00:00", "hold there", plays, False, seen)
    report = samples.report(replace(samples.altered(), listeners=(one,)))
    page = " ".join(" ".join(Reader(rendered(report)).text).split())
    for text in (page, render_markdown(report)):
        assert says in text.replace(" ,", ",")
        assert ("never played", "played once", "played 2 times")[plays] in text


def test_a_local_time_without_a_zone_is_not_called_no_clock() -> None:
    report = samples.report(samples.verbatim())
    searched = report.recordings[0]
    source = details({"recorder": "Broadcastify", "local_start": "2024-04-17T00:21:00"})
    local = replace(searched.recording, source=source, start_time=None, start_time_basis=None, clock=())
    shown = replace(report, recordings=(replace(searched, recording=local),))
    shown = replace(shown, findings=(replace(samples.verbatim(), clock_start=None),))
    text = " ".join(Reader(rendered(shown)).text)
    assert text.count("begins at 2024-04-17 00:21:00 in a zone that is not known; --tz gives one") == 2
    assert w.CLOCK_NONE_WHY not in text


@pytest.mark.parametrize(
    ("command", "checked"),
    [
        ("dispatch verify night.mp3 --claims draft.docx -o out", "dispatch check out"),
        ("dispatch verify -o 'my report' night.mp3 --claims c.json", "dispatch check 'my report'"),
        ("dispatch verify --output=out/demo night.mp3 --claims c.json", "dispatch check out/demo"),
        ("dispatch verify -oout night.mp3 --claims c.json", "dispatch check out"),
        ("dispatch.verify", "dispatch check report.html"),
        ("an 'open end", "dispatch check report.html"),
    ],
)
def test_the_command_to_check_is_one_for_the_folder_of_the_first(command: str, checked: str) -> None:
    report = samples.report(samples.verbatim())
    page = rendered(replace(report, tool=replace(report.tool, command=command)))
    shown = "".join(Reader(page[page.index("To repeat it") :]).text)
    assert shown.split("\n")[1].strip() == checked


def test_words_that_run_on_in_another_recording_are_shown_with_the_whole() -> None:
    second = hashlib.sha256(b"the next call").hexdigest()
    report = samples.report(
        replace(
            samples.verbatim(),
            heard="Nobody goes in until I hear back and then slowly",
            continues=(Alternative(second, Span(0, 1200), "and then slowly", 0.97),),
        )
    )
    first = report.recordings[0]
    other = replace(first, recording=replace(first.recording, sha256=second, path="next.flac"))
    page = " ".join(Reader(rendered(replace(report, recordings=(first, other)))).text)
    assert re.search(r"Runs on\s+and then slowly\s+in next\.flac, at 0:00\.0", page)
    assert "play next.flac at 0:00.0" in page
    assert re.search(r"In all\s+Nobody goes in until I hear back and then slowly", page)


def test_a_claim_that_is_not_in_its_place_in_the_list_is_named_by_its_own_number() -> None:
    """As behind one that can't be checked: the other files and the terminal know it by that alone."""
    second = replace(samples.verbatim(), claim_id="2")
    report = samples.report(second, replace(samples.altered(), claim_id="kedzie"))
    clips = (replace(next(iter(samples.clips_of(report).values())), claim_id="2"),)
    page = " ".join(Reader(rendered(report, clips=clips)).text)
    for words in (r"Claim 1 of 2\s+id\s+2", r"Claim 2 of 2\s+id\s+kedzie", r"”\s+id kedzie"):
        assert re.search(words, page), words
    assert "Clip of claim 1 (id 2)" in page
    headings = [line for line in render_markdown(report).splitlines() if line.startswith("## ")]
    assert headings[:2] == ["## 1. Said as printed (id 2)", "## 2. Altered (id kedzie)"]
    in_place = samples.report(replace(samples.verbatim(), claim_id="1"), samples.altered())
    assert "(id " not in render_markdown(in_place)
